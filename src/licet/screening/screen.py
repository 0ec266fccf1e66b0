"""One party against every list in force."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

import msgspec
import numpy as np
import numpy.typing as npt

from licet.reference.record import Identifier, ListedName, Record
from licet.screening import model
from licet.screening.bounds import Found, find, stakes_of_query
from licet.screening.index import Index
from licet.screening.query import Query, plain_query
from licet.screening.result import Evidence, Match, Screening
from licet.screening.weighing import Name, Pair, Weighed, names_of, pairs_of, weigh

Longs = npt.NDArray[np.int64]

LOWEST = Decimal("0.0010")
"""A match less likely than this is not shown."""
BELOW = 16
"""Of the names that cannot alert, so many in each edition are laid beside a queried one, to be shown below the alert line."""
_CONSIDERED = 100
"""So many of them are put in order by about how close they are, those that share the most."""
_LOWEST_ODDS = next(odds for odds in range(-9000, 9000) if model.probability(odds) >= LOWEST)


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """How likely two parties are one: probability, whether that alerts, and why."""

    score: Decimal
    alert: bool
    evidence: tuple[Evidence, ...]


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
    left = max(limit - alerts, 0)
    shown = tuple(match for match in matches if match.alert or (left := left - 1) >= 0)
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
    stakes = stakes_of_query(query, index.kinds)
    numbered = {at for identifier in query.identifiers for at in index.with_number(identifier.number)}
    offers: dict[int, list[tuple[int, int, int]]] = {}
    for number, name in enumerate(names):
        found = find(name.words, index, stakes)
        may_alert = found.with_facts >= model.ALERT_FROM
        worth = np.concatenate([np.flatnonzero(may_alert), _closest(found, np.flatnonzero(~may_alert))])
        for place, most in zip(found.names[worth].tolist(), found.most[worth].tolist(), strict=True):
            offers.setdefault(int(index.name_records[place]), []).append((-most, place, number))
    for at in sorted(numbered.union(offers)):
        record = index.record(at)
        if at in numbered:
            yield record, pairs_of(names, record)
            continue
        first = int(index.first_names[at])
        yield (
            record,
            [
                Pair(names[number], record.names[place - first], index.words(place), -least)
                for least, place, number in sorted(offers[at])
            ],
        )


def _closest(found: Found, some: Longs) -> Longs:
    """Of some of the names found, those to be shown below the alert line, by about how close they are."""
    some = some[found.with_facts[some] >= _LOWEST_ODDS]
    some = some[_largest(found.with_facts[some], _CONSIDERED)]
    odds = found.likely(some)
    order = np.argsort(-odds, kind="stable")[:BELOW]
    return some[order[odds[order] >= _LOWEST_ODDS]]


def _largest(odds: Longs, count: int) -> Longs:
    """The places of so many of the largest, in order of place; of equal ones the first."""
    if len(odds) <= count:
        return np.arange(len(odds))
    least = np.partition(odds, -count)[-count]
    above = np.flatnonzero(odds > least)
    return np.sort(np.concatenate([above, np.flatnonzero(odds == least)[: count - len(above)]]))


def _match(record: Record, weighed: Weighed) -> Match:
    return Match(
        record_id=record.id,
        list=record.list,
        caption=record.names[0].text,
        matched_name=weighed.listed.text,
        score=model.probability(weighed.log_odds),
        alert=weighed.alert,
        effect=record.effect,
        programs=record.programs,
        evidence=weighed.evidence(),
    )
