"""Editions as people read them: kind, name, date, age, count."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from licet.encoding.faults import Faults
from licet.reference.edition import PARTY_LIST_KINDS, Edition, Snapshot
from licet.services.desk import Desk
from licet.services.references import snapshot_of
from licet.web.design.words import age_words

KINDS = {
    "ofac-sdn": _("US Treasury: Specially Designated Nationals"),
    "ofac-cons": _("US Treasury: non-SDN lists"),
    "us-csl": _("US Consolidated Screening List"),
    "bis-dpl": _("US Commerce: Denied Persons"),
    "un-sc": _("UN Security Council list"),
    "eu-fsf": _("EU financial sanctions"),
    "uk-sanctions": _("UK sanctions list"),
    "ftm": _("Parties in FollowTheMoney form"),
    "index-jsonl": _("Prepared index of parties"),
    "embargoes": _("Arms embargoes"),
    "memberships": _("Treaties and regimes: who belongs"),
    "criteria": _("Legal criteria"),
    "control-entries": _("Control-list entries"),
    "eu-annex-i": _("EU dual-use list, Annex I"),
    "eu-cml": _("EU Common Military List"),
    "us-ccl": _("US Commerce Control List"),
    "indicators": _("Country indicators"),
    "rulebook": _("National rulebooks"),
    "portfolio": _("Export portfolio"),
    "plan": _("Production plans: what can be spared"),
}


@dataclass(frozen=True)
class EditionLine:
    name: str
    dated_on: dt.date
    age: str
    days: int
    entries: int
    in_force: bool
    held: bool
    rejected: bool
    example: bool
    added_at: str
    content: str
    sources: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class EditionGroup:
    kind: str
    title: str
    lines: tuple[EditionLine, ...]


@dataclass(frozen=True)
class EditionParts:
    """Party lists apart from the tables of law and control lists, which speak from their day on and do not age."""

    title: str
    groups: tuple[EditionGroup, ...]
    ages: bool


@dataclass(frozen=True)
class HeldList:
    """A list with an update that is held, for the notice on every page."""

    title: str
    dated_on: dt.date
    instead_on: dt.date | None


def held_now(desk: Desk) -> tuple[HeldList, ...]:
    """The lists with an update that is held today, for the frame of every page."""
    try:
        snapshot = snapshot_of(desk.library, as_of=desk.clock.today())
    except Faults:  # a damaged library is said by the pages that read it; the frame of the page that says so must stand
        return ()
    in_force = {(one.kind, one.name): one.dated_on for one in snapshot.editions}
    return tuple(
        HeldList(title=str(KINDS.get(one.kind, one.kind)), dated_on=one.dated_on, instead_on=in_force.get((one.kind, one.name)))
        for one in snapshot.held
    )


def edition_rows(editions: Iterable[Edition], snapshot: Snapshot, today: dt.date) -> tuple[EditionParts, ...]:
    current = {(one.kind, one.name, one.content, one.dated_on) for one in snapshot.editions}
    by_kind: dict[str, list[EditionLine]] = {}
    for one in editions:
        by_kind.setdefault(one.kind, []).append(
            EditionLine(
                name=one.name,
                dated_on=one.dated_on,
                age=age_words((today - one.dated_on).days),
                days=(today - one.dated_on).days,
                entries=one.entries,
                in_force=(one.kind, one.name, one.content, one.dated_on) in current,
                held=one.held,
                rejected=one.rejected,
                example=one.name == "EXAMPLE",
                added_at=one.added_at,
                content=one.content,
                sources=tuple(sorted(one.sources.items())),
            )
        )
    groups = [
        EditionGroup(kind=kind, title=str(KINDS.get(kind, kind)), lines=tuple(lines)) for kind, lines in sorted(by_kind.items())
    ]
    parties = tuple(group for group in groups if group.kind in PARTY_LIST_KINDS)
    law = tuple(group for group in groups if group.kind not in PARTY_LIST_KINDS)
    return tuple(
        EditionParts(title, found, ages)
        for title, found, ages in (
            (gettext("Lists of parties"), parties, True),
            (gettext("Law, control lists and indicators"), law, False),
        )
        if found
    )
