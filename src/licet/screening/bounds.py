"""Which names of an index may alert with a given one, looked up from either side: a query's name among listed ones, or the reverse."""

from collections.abc import Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from licet.reference.record import Record
from licet.screening import model
from licet.screening.ceiling import ceiling, least_earned, least_shared, may_reach
from licet.screening.commonness import weight_of
from licet.screening.facts import facts_of
from licet.screening.index import Index, Kind
from licet.screening.normal import Word
from licet.screening.query import Query
from licet.screening.reach import Aim, Measures, reach
from licet.screening.weighing import are_persons

Ints = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]


class Stakes(msgspec.Struct, frozen=True):
    """For the records of one kind: whether names are compared as persons', and the most that facts can add to them."""

    person: bool
    facts: int


class Found(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Names of an index by place, what each shares and leaves alone, which may alert, and the stakes of each by number."""

    names: Ints
    measures: Measures
    may_alert: Bools
    stakes: tuple[Stakes, ...]
    numbers: npt.NDArray[np.uint8]

    def ceilings(self, some: Bools) -> list[int]:
        """The most log-odds, without facts, of some of the names."""
        rows = zip(*(column.tolist() for column in msgspec.structs.astuple(self.measures.of(some))), strict=True)
        persons = (self.stakes[number].person for number in self.numbers[some].tolist())
        return [ceiling(*row, person=person) for row, person in zip(rows, persons, strict=True)]


def stakes_of_query(query: Query, kind: Kind) -> Stakes:
    """Of the facts that a record may have the query's own say the most for it; a number is looked up apart."""
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


def stakes_of_record(record: Record, kind: Kind) -> Stakes:
    """The same for a record of whom parties of a kind may be the ones."""
    alike = Query(
        schema=kind.schema,
        names=(),
        birth_dates=record.birth_dates if kind.dated else (),
        countries=record.countries if kind.placed else (),
        sex=record.sex if kind.sexed else None,
    )
    return _stakes(alike, msgspec.structs.replace(record, identifiers=()))


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
    names, measures = reach(index, words, np.array([one.person for one in stakes], dtype=np.bool_), aims)
    if of_record:
        measures = measures.turned()
    distinct = tuple(least)
    numbers = np.array([distinct.index(one) for one in stakes], dtype=np.uint8)[index.name_kinds[names]]
    may_alert = np.zeros(len(names), dtype=np.bool_)
    for number, one in enumerate(distinct):
        here = numbers == number
        if here.any():
            may_alert[here] = may_reach(
                measures.of(here), weight=weights[one.person], least=least[one], person=one.person, of_record=of_record
            )
    return Found(names=names, measures=measures, may_alert=may_alert, stakes=distinct, numbers=numbers)
