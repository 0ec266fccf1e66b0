"""Cases that leave nothing open, so that a test changes exactly one thing."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from msgspec.structs import replace

import licet
from licet.law.embargoes import CaseItem, CaseLeg, CaseParty, EmbargoCase, embargo_findings
from licet.law.finding import Finding
from licet.reference.embargo import EmbargoTable, embargo_table
from licet.reference.embargo_file import parse_embargoes
from licet.reference.memberships import Memberships, memberships_table
from licet.reference.memberships_file import parse_memberships

LAW = Path(licet.__file__).parent / "bundled" / "law"

DRONE = CaseItem(
    id="drone",
    classified="military",
    lists={"EU": "listed", "US": "listed", "MTCR": "listed", "NSG": "not_listed"},
    codes=("EU-ML10.c.1", "US-USML-VIII-a-5", "MTCR-1.A.2"),
    nature="goods",
    att_category="combat_aircraft",
    att_category_confirmed=True,
    origin_state="FR",
    foreign_content=(),
)
RIFLE = replace(
    DRONE,
    id="rifle",
    codes=("EU-ML1.a",),
    lists={"EU": "listed", "US": "not_listed", "MTCR": "not_listed", "NSG": "not_listed"},
    att_category="small_arms_and_light_weapons",
)
CAMERA = replace(
    DRONE,
    id="camera",
    classified="dual_use",
    codes=("EU-6A003.b.4.b",),
    lists={"EU": "listed", "US": "not_listed", "MTCR": "not_listed", "NSG": "not_listed"},
    att_category="none",
)
CHAIR = replace(
    CAMERA,
    id="chair",
    classified="unlisted",
    codes=(),
    lists={"EU": "not_listed", "US": "not_listed", "MTCR": "not_listed", "NSG": "not_listed"},
)


def supply_to(
    state: str, *, kind: str = "company", item: CaseItem = DRONE, authority: str = "FR", territory: str | None = None
) -> EmbargoCase:
    """A fully stated export from the authority's state to one end user in `state`; an officer has confirmed the kind."""
    exporter = CaseParty(id="maker", role="exporter", countries=(authority,), is_listed_armed_group=False, owners_complete=True)
    buyer = CaseParty(
        id="buyer",
        role="end_user",
        countries=(state,),
        end_user_kind=kind,
        kind_confirmed=kind != "unknown",
        is_listed_armed_group=False,
        owners_complete=True,
    )
    return EmbargoCase(
        activity="export",
        authority_state=authority,
        exporting_state=authority,
        destination_state=state,
        end_use_place=state,
        end_use_territory=territory,
        end_use_territory_confirmed=territory is not None,
        parties=(exporter, buyer),
        parties_complete=True,
        legs=(CaseLeg(from_=authority, to=state, flag_needed=False),),
        legs_complete=True,
        items=(replace(item, origin_state=authority),),
    )


def supply_from(state: str, *, kind: str = "company", item: CaseItem = DRONE, authority: str = "FR") -> EmbargoCase:
    """A fully stated import into the authority's state of goods made in, and sent from, `state`."""
    case = supply_to(authority, kind=kind, item=item, authority=authority)
    seller = replace(case.parties[0], id="seller", countries=(state,))
    return replace(
        case,
        activity="import",
        exporting_state=state,
        parties=(seller, case.parties[1]),
        legs=(CaseLeg(from_=state, to=authority, flag_needed=False),),
        items=(replace(item, origin_state=state),),
    )


@pytest.fixture(scope="session")
def table() -> EmbargoTable:
    parsed = parse_embargoes({"embargoes.yaml": (LAW / "embargoes.yaml").read_bytes()})
    return embargo_table(parsed.values)


@pytest.fixture(scope="session")
def memberships() -> Memberships:
    parsed = parse_memberships({"memberships.yaml": (LAW / "memberships.yaml").read_bytes()})
    return memberships_table(parsed.values)


@pytest.fixture(scope="session")
def judge(table: EmbargoTable, memberships: Memberships) -> Callable[..., dict[str, Finding]]:
    """Findings of a case by rule id; `rows` narrows the table to the rows named."""

    def findings(case: EmbargoCase, on: str, *, rows: tuple[str, ...] = ()) -> dict[str, Finding]:
        narrowed = replace(table, rows=tuple(row for row in table.rows if row.id in rows)) if rows else table
        found = embargo_findings(case, narrowed, memberships, as_of=dt.date.fromisoformat(on), edition="TEST")
        assert len({finding.rule for finding in found}) == len(found), "two findings under one rule"
        return {finding.rule: finding for finding in found}

    return findings


@pytest.fixture(scope="session")
def cases() -> SimpleNamespace:
    """The builders and sample items above."""
    return SimpleNamespace(to=supply_to, from_=supply_from, drone=DRONE, rifle=RIFLE, camera=CAMERA, chair=CHAIR)
