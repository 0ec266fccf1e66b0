"""Screening turned round: whom among the stored parties a changed list entry could alert on."""

from collections.abc import Iterable

from licet.reference.record import ListedName, Record
from licet.screening import model
from licet.screening.bounds import find, stakes_of_record
from licet.screening.index import Index
from licet.screening.normal import Word, words_of
from licet.screening.query import Query, QueryIdentifier
from licet.screening.weighing import Name, Pair, names_of, pairs_of, weigh


def touched(changed: Iterable[Record], parties: Index) -> tuple[str, ...]:
    """The ids of stored parties that any changed record alerts on, in order of id.

    `parties` is an index over the stored parties, each as a record with the names and facts that
    its screening would use. A changed entry is given as it was and as it is. A party left out has
    the same alerts before and after the change; what is shown below the alert line may differ.
    """
    found: set[int] = set()
    for record in changed:
        found |= _touched_by(record, parties, found)
    return tuple(sorted({parties.record(at).id for at in found}))


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


def _touched_by(record: Record, parties: Index, known: set[int]) -> set[int]:
    """The places of further parties that one record alerts on."""
    numbered = {at for identifier in record.identifiers for at in parties.with_number(identifier.number)}
    stakes = stakes_of_record(record, parties.kinds)
    offers: dict[int, list[tuple[int, int]]] = {}
    for number, listed in enumerate(record.names):
        if words := words_of(listed.text):
            found = find(words, parties, stakes, of_record=True)
            for place in found.names[found.with_facts >= model.ALERT_FROM].tolist():
                offers.setdefault(int(parties.name_records[place]), []).append((place, number))
    touched = set()
    for at in sorted(numbered.union(offers) - known):
        party = parties.record(at)
        query = party_query(party)
        first = int(parties.first_names[at])
        if at in numbered:
            pairs = pairs_of(names_of(query), record)
        else:
            # Laid side by side whatever their bound: it does not count words that are joined and misspelt at once.
            pairs = [
                Pair(
                    _name(party.names[place - first], parties.words(place)),
                    record.names[number],
                    words_of(record.names[number].text),
                )
                for place, number in sorted(offers[at])
            ]
        weighed = weigh(query, record, pairs, least=model.ALERT_FROM)
        if weighed is not None and weighed.alert:
            touched.add(at)
    return touched


def _name(name: ListedName, words: tuple[Word, ...]) -> Name:
    return Name(name.text, words, name.weak)
