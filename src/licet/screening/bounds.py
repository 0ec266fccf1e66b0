"""Which names of an index may alert with a given one, looked up from either side: a query's name among listed ones, or the reverse."""

from collections.abc import Sequence
from functools import lru_cache

import msgspec
import numpy as np
import numpy.typing as npt

from licet.reference.record import Record
from licet.screening import model
from licet.screening.ceiling import ceilings, least_earned, least_shared
from licet.screening.commonness import weight_of
from licet.screening.facts import facts_of
from licet.screening.index import Index, Kind
from licet.screening.normal import Word
from licet.screening.query import Query
from licet.screening.reach import Aim, Measures, Reached
from licet.screening.weighing import are_persons

Ints = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]
Longs = npt.NDArray[np.int64]


class Stakes(msgspec.Struct, frozen=True):
    """For the records of one kind: whether names are compared as persons', and the most that facts can add to them."""

    person: bool
    facts: int


class Found:
    """Names of an index by place, and the most log-odds of each, without facts and with those of its stakes."""

    def __init__(self, reached: Reached, facts: Longs, *, of_record: bool) -> None:
        self._reached, self._facts, self._of_record = reached, facts, of_record
        self.names = reached.names
        self.most = self._odds(reached.bounds(), reached.persons)
        self.with_facts = self.most + facts

    def likely(self, some: Longs) -> Longs:
        """About how many log-odds, with facts, some of the names have."""
        return self._odds(self._reached.likely(some), self._reached.persons[some]) + self._facts[some]

    def _odds(self, measures: Measures, persons: Bools) -> Longs:
        return ceilings(measures.turned() if self._of_record else measures, person=persons)


def stakes_of_query(query: Query, kinds: tuple[Kind, ...]) -> list[Stakes]:
    """Of the facts that a record may have the query's own say the most for it; a number is looked up apart."""
    nameless = msgspec.structs.replace(query, names=(), weak_names=())
    return [_stakes_of_nameless(nameless, kind) for kind in kinds]


@lru_cache(maxsize=10_000)
def _stakes_of_nameless(query: Query, kind: Kind) -> Stakes:
    alike = Record(
        id="",
        list="",
        schema=kind.schema,
        names=(),
        effect="weigh",
        birth_dates=query.birth_dates if kind.dated else (),
        countries=query.countries if kind.placed else (),
        sex=query.sex if kind.sexed else None,
    )
    return _stakes(query, alike)


def stakes_of_record(record: Record, kinds: tuple[Kind, ...]) -> list[Stakes]:
    """The same for a record of whom parties of these kinds may be the ones."""
    nameless = Record(
        id="",
        list="",
        schema=record.schema,
        names=(),
        effect="weigh",
        birth_dates=record.birth_dates,
        countries=record.countries,
        sex=record.sex,
    )
    return [_stakes_of_nameless_record(nameless, kind) for kind in kinds]


@lru_cache(maxsize=10_000)
def _stakes_of_nameless_record(record: Record, kind: Kind) -> Stakes:
    alike = Query(
        schema=kind.schema,
        names=(),
        birth_dates=record.birth_dates if kind.dated else (),
        countries=record.countries if kind.placed else (),
        sex=record.sex if kind.sexed else None,
    )
    return _stakes(alike, record)


def _stakes(query: Query, record: Record) -> Stakes:
    return Stakes(are_persons(query.schema, record.schema), sum(fact.weight for fact in facts_of(query, record)))


def find(words: Sequence[Word], index: Index, stakes: Sequence[Stakes], *, of_record: bool = False) -> Found:
    """The names reached by the one of these words; `stakes` go by kind of the index.

    With `of_record` the words are those of a record's name, and the index holds names to be queried.
    """
    weights = [sum(weight_of(word, person=person) for word in words) for person in (False, True)]
    least = {one: model.ALERT_FROM - one.facts for one in stakes}
    aims = [
        Aim(
            person=one.person,
            least=least_shared(weights[one.person], odds, person=one.person, of_record=of_record),
            earned=least_earned(weights[one.person], odds, person=one.person),
        )
        for one, odds in least.items()
    ]
    reached = Reached(index, words, np.array([one.person for one in stakes]), aims)
    facts = np.array([one.facts for one in stakes])[index.name_kinds[reached.names]]
    return Found(reached, facts, of_record=of_record)
