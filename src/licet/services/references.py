"""What is in force for an assessment, loaded from the library."""

import datetime as dt

from licet.assessment.assess import References
from licet.assessment.written_cases import Tables
from licet.encoding.faults import refuse
from licet.reference.control_entries import control_entries_of, joined
from licet.reference.criteria import criteria_of
from licet.reference.edition import PARTY_LIST_KINDS, EditionRef, Kind, Snapshot, in_force
from licet.reference.embargo import embargoes_of
from licet.reference.indicators import IndicatorEdition
from licet.reference.memberships import memberships_of
from licet.reference.plan_result import plan_result_of
from licet.reference.portfolio import portfolio_of
from licet.reference.rulebook import Rulebook, rulebook_of
from licet.services.ports import ReferenceLibrary


def snapshot_of(library: ReferenceLibrary, *, as_of: dt.date, known_at: dt.date | None = None) -> Snapshot:
    """The editions in force on a day, of those known by `known_at`."""
    return in_force(library.editions(), as_of=as_of, known_at=known_at)


def load(library: ReferenceLibrary, snapshot: Snapshot) -> References:
    """Load the content of a snapshot; raises `Faults` when a table of the law is in no edition in force."""
    tables = load_tables(library, snapshot)
    return References(
        snapshot=snapshot,
        indexes=tuple(library.index(edition) for edition in snapshot.of_kind(*PARTY_LIST_KINDS)),
        embargoes=tables.embargoes,
        memberships=tables.memberships,
        criteria=tables.criteria,
        control_entries=tables.control_entries,
        portfolios=tables.portfolios,
        plan_results=tables.plan_results,
        indicators=tuple(
            IndicatorEdition(source=f"{edition.name} of {edition.dated_on}", content=library.content(edition))
            for edition in snapshot.of_kind("indicators")
        ),
    )


def load_tables(library: ReferenceLibrary, snapshot: Snapshot) -> Tables:
    """Load the tables of law of a snapshot, without any party list; raises `Faults` as `load` does."""
    return Tables(
        embargoes=embargoes_of(*contents(library, snapshot, "embargoes")),
        memberships=memberships_of(library.content(only(snapshot, "memberships"))),
        criteria=criteria_of(library.content(only(snapshot, "criteria"))),
        control_entries=joined(control_entries_of(content) for content in contents(library, snapshot, "control-entries")),
        portfolios=tuple(portfolio_of(library.content(edition)) for edition in _newest_first(snapshot.of_kind("portfolio"))),
        plan_results=tuple(plan_result_of(library.content(edition)) for edition in snapshot.of_kind("plan")),
    )


def _newest_first(editions: tuple[EditionRef, ...]) -> list[EditionRef]:
    return sorted(editions, key=lambda edition: (edition.dated_on, edition.name), reverse=True)


def contents(library: ReferenceLibrary, snapshot: Snapshot, kind: Kind) -> tuple[bytes, ...]:
    """The content of every edition of a table in force, where several stand beside each other; raises `Faults` when there is none."""
    only(snapshot, kind)
    return tuple(library.content(edition) for edition in snapshot.of_kind(kind))


def only(snapshot: Snapshot, kind: Kind) -> EditionRef:
    """The edition of a table in force: the newest of its kind; raises `Faults` when there is none."""
    editions = snapshot.of_kind(kind)
    if not editions:
        raise refuse(
            f"edition of {kind}",
            f"is absent on {snapshot.as_of}: add one dated on or before that day with “licet reference add … --kind {kind}”",
        )
    return max(editions, key=lambda edition: (edition.dated_on, edition.name))


def rulebook_for(library: ReferenceLibrary, snapshot: Snapshot, state: str) -> Rulebook:
    """The rulebook of an authority: its own newest, else the newest of no state; raises `Faults` when there is none."""
    rulebooks = [rulebook_of(library.content(edition)) for edition in snapshot.of_kind("rulebook")]
    fitting = [rulebook for rulebook in rulebooks if rulebook.state in (state, None)]
    if not fitting:
        raise refuse(
            "edition of rulebook",
            f"is absent for {state} on {snapshot.as_of}: add one with “licet reference add … --kind rulebook”",
        )
    return max(fitting, key=lambda rulebook: (rulebook.state == state, rulebook.dated_on, rulebook.id))
