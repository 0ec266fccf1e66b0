"""One party against every list in force."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

import msgspec
import numpy as np
import numpy.typing as npt

from licet.reference.record import Identifier, ListedName, Record
from licet.screening import model
from licet.screening.ceiling import ceiling, least_shared, likely, may_reach
from licet.screening.commonness import weight_of
from licet.screening.facts import facts_of
from licet.screening.index import Index
from licet.screening.query import Query, plain_query
from licet.screening.reach import Aim, Measures, reach
from licet.screening.result import Evidence, Match, Screening
from licet.screening.weighing import Name, Pair, Weighed, are_persons, names_of, pairs_of, weigh

Ints = npt.NDArray[np.int32]

LOWEST = Decimal("0.0200")
"""A match less likely than this is not shown."""
BELOW = 10
"""Of the names that cannot alert, so many in each edition are laid beside a queried one, to be shown below the alert line."""
_LOWEST_ODDS = next(odds for odds in range(-9000, 9000) if model.probability(odds) >= LOWEST)


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """How likely two parties are one: probability, whether that alerts, and why."""

    score: Decimal
    alert: bool
    evidence: tuple[Evidence, ...]


class _Kind(msgspec.Struct, frozen=True):
    """What holds for all records of one schema: are names those of persons, and the most that facts can add."""

    person: bool
    facts: int


def screen(query: Query, indexes: Iterable[Index], *, edition: str, limit: int = 20) -> Screening:
    """Compare a party with every record of every index; `edition` is the digest of the snapshot the indexes belong to.

    Every alert is returned, however many there are, and whether a pair alerts depends on the two
    alone; `limit` bounds the matches below the alert line, which are the best of those whose
    names are closest. Raises `Faults` when the query has neither a name with a letter nor a number.
    """
    names = names_of(query)
    matches: list[Match] = []
    for index in indexes:
        for record, pairs in _worth_weighing(query, names, index):
            weighed = weigh(query, record, pairs, least=_LOWEST_ODDS)
            if weighed is not None and (weighed.alert or weighed.log_odds >= _LOWEST_ODDS):
                matches.append(_match(record, weighed))
    matches.sort(key=lambda match: (-match.score, match.record_id))
    alerts = sum(match.alert for match in matches)
    below = [match for match in matches if not match.alert][: max(limit - alerts, 0)]
    shown = tuple(match for match in matches if match.alert or match in below)
    return Screening(query=plain_query(query), edition=edition, alert=alerts > 0, matches=shown)


def compare(left: Query, right: Query) -> Comparison:
    """Compare two parties as a screening would, the right one standing for the listed one."""
    record = Record(
        id="right",
        list="right",
        schema=right.schema,
        names=tuple(ListedName(text=text) for text in right.names)
        + tuple(ListedName(text=text, weak=True) for text in right.weak_names),
        effect="weigh",
        birth_dates=right.birth_dates,
        countries=right.countries,
        sex=right.sex,
        identifiers=tuple(Identifier(kind=one.kind, number=one.number) for one in right.identifiers),
    )
    names_of(right)
    weighed = weigh(left, record, pairs_of(names_of(left), record))
    assert weighed is not None
    return Comparison(score=model.probability(weighed.log_odds), alert=weighed.alert, evidence=weighed.evidence())


def _worth_weighing(query: Query, names: tuple[Name, ...], index: Index) -> Iterator[tuple[Record, list[Pair]]]:
    """The records that may alert or come near, each with the pairs of names to weigh, closest first."""
    kinds = [_kind(query, schema) for schema in index.schemas]
    numbered = {at for identifier in query.identifiers for at in index.with_number(identifier.number)}
    found: dict[int, list[tuple[int, int, int, int]]] = {}
    for number, name in enumerate(names):
        places, odds, found_of = _close(name, index, kinds)
        measures = zip(*(getattr(found_of, measure).tolist() for measure in found_of.__struct_fields__), strict=True)
        for place, near, measured in zip(places.tolist(), odds.tolist(), measures, strict=True):
            most = ceiling(*measured, person=kinds[index.name_kinds[place]].person)
            found.setdefault(int(index.name_records[place]), []).append((-near, place, number, most))
    for at in sorted(numbered.union(found)):
        record = index.record(at)
        if at in numbered:
            yield record, pairs_of(names, record)
            continue
        first = int(index.first_names[at])
        yield (
            record,
            [
                Pair(names[number], record.names[place - first], index.words(place), most)
                for _, place, number, most in sorted(found[at])
            ],
        )


def _close(name: Name, index: Index, kinds: list[_Kind]) -> tuple[Ints, Ints, Measures]:
    """The names that may alert with one of the query's or are among the closest, about how likely they are, and what they share."""
    weights = [sum(weight_of(word, person=person) for word in name.words) for person in (False, True)]
    aims = {
        kind: Aim(person=kind.person, least=least_shared(weights[kind.person], model.ALERT_FROM - kind.facts, person=kind.person))
        for kind in set(kinds)
    }
    persons = np.array([kind.person for kind in kinds], dtype=np.bool_)
    names, found = reach(index, name.words, persons, aims.values())
    numbers = np.array([list(aims).index(kind) for kind in kinds], dtype=np.uint8)[index.name_kinds[names]]
    odds = np.zeros(len(names), dtype=np.int32)
    worth = np.zeros(len(names), dtype=np.bool_)
    for number, kind in enumerate(aims):
        here = numbers == number
        some = found.of(here)
        worth[here] = may_reach(some, weight=weights[kind.person], least=model.ALERT_FROM - kind.facts, person=kind.person)
        odds[here] = likely(some, person=kind.person)
    close = np.flatnonzero((odds >= _LOWEST_ODDS) & ~worth)
    worth[close[np.argsort(-odds[close], kind="stable")[:BELOW]]] = True
    return names[worth], odds[worth], found.of(worth)


def _kind(query: Query, schema: str) -> _Kind:
    """Of the facts a record may have, the query's own say the most for it; a number is looked up apart."""
    alike = Record(
        id="",
        list="",
        schema=schema,
        names=(),
        effect="weigh",
        birth_dates=query.birth_dates,
        countries=query.countries,
        sex=query.sex,
    )
    return _Kind(are_persons(query.schema, schema), sum(fact.weight for fact in facts_of(query, alike)))


def _match(record: Record, weighed: Weighed) -> Match:
    return Match(
        record_id=record.id,
        list=record.list,
        caption=record.names[0].text,
        matched_name=weighed.listed.text,
        score=model.probability(weighed.log_odds),
        alert=weighed.alert,
        effect=record.effect,
        evidence=weighed.evidence(),
    )
