"""`docs/reference/embargo-matrix.md`: what each embargo row answers through its life, for three kinds of end user."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from licet.law.embargoes import CaseItem, CaseLeg, CaseParty, EmbargoCase, embargo_findings
from licet.reference.embargo import EmbargoRow, EmbargoTable, EndUserKind, embargoes_of
from licet.reference.memberships import Memberships, memberships_of
from licet.reference.parse import parse

HEAD = """\
# The embargo matrix

<!-- made by `make docs` from the embargo table that ships and src/licet/law/embargoes.py; change those -->

Every row of the table of arms embargoes that ships, judged on one case through the life of the row: a military drone, fully stated
and classified, from a state that the row binds to one end user in the target. In ECOWAS rows it is a rifle. The three marks are for a
confirmed central government force, an armed group, and an end user nobody has identified.

**B** the bar stands · **?** open, so it refers · **–** does not stand, or is not there. *Past its date* is the day after the last date
known, where the renewal is not verified. *Bought from it* is the same drone bought from the target while the row is in force.
`licet law show` prints the rows of a workspace; [Legal safety](../explanation/legal-safety.md) says what the marks rest on.

| row | target | in force | before | in force | past its date | lifted | bought from it |
|---|---|---|---|---|---|---|---|
"""
KINDS: tuple[EndUserKind, ...] = ("central_government_force", "armed_group", "unknown")
MARKS = {"met": "B", "unknown": "?", "not_met": "–"}
SMALL_ARMS = ("ECOWAS-SALW", "ECOWAS-SALW-LEFT")
TERRITORY = {"UN-SDN-DARFUR": "Darfur", "EU-UKR-CRIMEA": "Crimea", "EU-UKR-NGCA": "non-government-controlled areas"}
ELSEWHERE = "BR"
"""Where the goods go for rows on groups anywhere."""
DAY = dt.timedelta(days=1)
DRONE = CaseItem(
    id="drone",
    classified="military",
    lists={"EU": "listed", "US": "listed", "MTCR": "listed", "NSG": "not_listed"},
    codes=("EU-ML10.c.1", "US-USML-VIII-a-5", "MTCR-1.A.2"),
    nature="goods",
    att_category="combat_aircraft",
    att_category_confirmed=True,
    foreign_content=(),
)
RIFLE = replace(
    DRONE,
    lists={"EU": "listed", "US": "not_listed", "MTCR": "not_listed", "NSG": "not_listed"},
    codes=("EU-ML1.a",),
    att_category="small_arms_and_light_weapons",
)


def matrix_page(checkout: Path) -> str:
    """The whole page."""
    table = embargoes_of(_content("embargoes", checkout / "src/licet/bundled/law/embargoes.yaml"))
    memberships = memberships_of(_content("memberships", checkout / "src/licet/bundled/law/memberships.yaml"))
    return HEAD + "".join(f"| {' | '.join(_cells(row, memberships))} |\n" for row in table.rows)


def in_force_day(row: EmbargoRow) -> dt.date:
    """A day on which the row is known to stand: the day it was checked, or the last before it ended."""
    last = row.lifted_on - DAY if row.lifted_on else row.expires or row.as_of
    assert last is not None, row.id
    return min(last, row.as_of or last)


def _cells(row: EmbargoRow, memberships: Memberships) -> Iterator[str]:
    def answers(day: dt.date | None) -> str:
        return " ".join(_mark(row, _supply(row, kind), memberships, day) for kind in KINDS) if day else ""

    ends = f"lifted {row.lifted_on}" if row.lifted_on else f"last known to {row.expires}" if row.expires else ""
    yield row.id
    yield row.target.name
    yield ", ".join(part for part in (f"from {row.since}" if row.since else "always", ends) if part)
    yield answers(row.since and row.since - DAY)
    yield answers(in_force_day(row))
    yield answers(row.expires and row.expires + DAY)
    yield answers(row.lifted_on)
    yield _mark(row, _purchase(row), memberships, in_force_day(row))


def _mark(row: EmbargoRow, case: EmbargoCase, memberships: Memberships, day: dt.date) -> str:
    found = embargo_findings(case, EmbargoTable(rows=(row,)), memberships, as_of=day)
    return next((MARKS[finding.outcome] for finding in found if finding.rule.endswith(f":{row.id}")), MARKS["not_met"])


def _supply(row: EmbargoRow, kind: EndUserKind) -> EmbargoCase:
    authority, state = _authority(row), _target(row)
    territory = TERRITORY.get(row.id)
    return EmbargoCase(
        activity="export",
        authority_state=authority,
        exporting_state=authority,
        destination_state=state,
        end_use_place=state,
        end_use_territory=territory,
        end_use_territory_confirmed=territory is not None,
        parties=(_party("maker", "exporter", authority), _party("buyer", "end_user", state, kind)),
        parties_complete=True,
        legs=(CaseLeg(from_=authority, to=state, flag_needed=False),),
        legs_complete=True,
        items=(replace(RIFLE if row.id in SMALL_ARMS else DRONE, origin_state=authority),),
    )


def _purchase(row: EmbargoRow) -> EmbargoCase:
    authority, state = _authority(row), _target(row)
    case = _supply(row, "company")
    return replace(
        case,
        activity="import",
        exporting_state=state,
        destination_state=authority,
        end_use_place=authority,
        end_use_territory=None,
        end_use_territory_confirmed=False,
        parties=(_party("seller", "exporter", state), _party("buyer", "end_user", authority, "company")),
        legs=(CaseLeg(from_=state, to=authority, flag_needed=False),),
        items=tuple(replace(item, origin_state=state) for item in case.items),
    )


def _party(name: str, role: str, state: str, kind: EndUserKind = "unknown") -> CaseParty:
    return CaseParty(
        id=name,
        role=role,  # type: ignore[arg-type]
        countries=(state,),
        end_user_kind=kind,
        kind_confirmed=kind != "unknown",
        is_listed_armed_group=False,
        owners_complete=True,
    )


def _authority(row: EmbargoRow) -> str:
    return "US" if row.authority == "US" else "FR"


def _target(row: EmbargoRow) -> str:
    return row.target.countries[0] if row.target.countries else ELSEWHERE


def _content(kind: str, file: Path) -> bytes:
    return parse(kind, {file.name: file.read_bytes()}).content  # type: ignore[arg-type]
