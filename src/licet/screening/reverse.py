"""Screening turned round: whom among the stored parties could a changed list entry concern."""

from collections.abc import Iterable

from licet.reference.record import Record
from licet.screening.index import Index, build_index
from licet.screening.query import Query, QueryIdentifier
from licet.screening.screen import screen


def touched(changed: Iterable[Record], parties: Index) -> tuple[str, ...]:
    """The ids of stored parties that any changed record could alert on or be shown for, in order of id.

    `parties` is an index over the stored parties, each as a record with the names and facts that
    its screening would use. Never short: a party left out would be screened the same before and
    after the change. May hold parties for whom nothing changes after all; screening them tells.
    """
    entries = build_index(changed)
    found = set()
    for at in range(len(parties)):
        party = parties.record(at)
        if screen(party_query(party), [entries], edition="").matches:
            found.add(party.id)
    return tuple(sorted(found))


def party_query(party: Record) -> Query:
    """A stored party, kept as a record, as it is screened."""
    return Query(
        schema=party.schema,
        names=tuple(name.text for name in party.names if not name.weak),
        weak_names=tuple(name.text for name in party.names if name.weak),
        birth_dates=party.birth_dates,
        countries=party.countries,
        identifiers=tuple(QueryIdentifier(kind=one.kind, number=one.number) for one in party.identifiers),
        sex=party.sex,
    )
