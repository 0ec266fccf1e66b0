"""The most that two names can weigh, from what an index knows of them before they are laid side by side.

All of it is asked of the model itself (`weights_of_names`), of the most favourable alignment that
has these measures. Assumed of the model, and held by tests: more shared weight never weighs less,
and more weight that either name has alone never weighs more.
"""

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from licet.screening.alignment import Alignment
from licet.screening.names import weights_of_names
from licet.screening.reach import Measures

Ints = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]

_ROWS = 20
"""Rows of the table of `_least_coverage`, by how much of the query's name is shared."""
_STEP = 50
"""Weights are rounded up to such steps before a table is made, so that few tables are."""
_MOST = 4000
"""More shared weight than this is not told apart in putting names in order."""
_EVERYTHING = 1_000_000
"""More weight than a name has."""


class _Favourable(Alignment, frozen=True, kw_only=True):
    """An alignment by its measures alone: nothing speaks against it but the weight that either side does not share."""

    weight_shared: int
    weight_of_query: int
    weight_of_record: int

    @property
    def shared(self) -> int:
        return self.weight_shared

    @property
    def query_weight(self) -> int:
        return self.weight_of_query

    @property
    def record_weight(self) -> int:
        return self.weight_of_record

    @property
    def query_length(self) -> int:
        return 2

    @property
    def record_length(self) -> int:
        return 2

    @property
    def numbers_differ(self) -> bool:
        return False


@lru_cache(maxsize=20_000)
def ceiling(shared: int, query_loss: int, record_loss: int, query_rest: int = 0, record_rest: int = 0, *, person: bool) -> int:
    """The most log-odds of two names, by what they share at the most and have alone at the least (see `reach.Measures`)."""
    favourable = _Favourable(
        pairs=(),
        query_alone=(),
        record_alone=(),
        query_alone_weight=query_rest,
        record_alone_weight=record_rest,
        query_alone_heaviest=query_rest,
        record_alone_heaviest=record_rest,
        weight_shared=shared,
        weight_of_query=shared + query_loss,
        weight_of_record=shared + record_loss,
    )
    return weights_of_names(favourable, person=person).total


@lru_cache(maxsize=10_000)
def least_shared(weight: int, least: int, *, person: bool, of_record: bool = False) -> int | None:
    """The least shared weight with which a name of this weight reaches `least` log-odds, the other name having nothing alone.

    None when it never does. The name is the query's, or with `of_record` the record's.
    """

    def reaches(shared: int) -> bool:
        losses = (0, weight - shared) if of_record else (weight - shared, 0)
        return ceiling(shared, *losses, person=person) >= least

    if not reaches(weight):
        return None
    low, high = 0, weight
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if reaches(middle) else (middle + 1, high)
    return low


@lru_cache(maxsize=10_000)
def least_earned(weight: int, least: int, *, person: bool) -> int:
    """How much, in thousandths, the words most alike must earn for a name of this weight to reach `least` log-odds.

    If none earns more than a part of its weight, no more than that part of either name is shared.
    """
    low, high = 0, 1001
    while low < high:
        middle = (low + high) // 2
        shared = -(-weight * middle // 1000)
        losses = (weight - shared, weight - shared)
        low, high = (low, middle) if ceiling(shared, *losses, person=person) >= least else (middle + 1, high)
    return low


def may_reach(found: Measures, *, weight: int, least: int, person: bool, of_record: bool = False) -> Bools:
    """Which pairs of names may reach `least` log-odds: all that do, and few that do not.

    `weight` is that of the one name that all pairs have: the query's, or with `of_record` the record's.
    """
    of_query = found.shared * _ROWS // np.maximum(found.shared + found.lost, 1)
    coverage = -(-found.shared.astype(np.int64) * 1000 // np.maximum(found.shared + found.lost_there, 1))
    enough = np.zeros(len(coverage), dtype=np.bool_)
    weight = -(-weight // _STEP) * _STEP
    for query_rest in (0, _RESTING):
        for record_rest in (0, _RESTING):
            here = ((found.rest >= _RESTING) == (query_rest > 0)) & ((found.rest_there >= _RESTING) == (record_rest > 0))
            if here.any():
                table = _least_coverage(weight, least, query_rest, record_rest, person=person, of_record=of_record)
                enough[here] = coverage[here] >= table[of_query[here]]
    return enough


_RESTING = 200
"""A word of this weight that has nothing like it speaks against as any weightier one does; of lighter ones nothing is assumed."""


@lru_cache(maxsize=5_000)
def _least_coverage(weight: int, least: int, query_rest: int, record_rest: int, *, person: bool, of_record: bool) -> Ints:
    """How much of the record's name must be shared, in thousandths, by how much of the query's is; 1001 where no share is enough."""
    rows = []
    for row in range(1, _ROWS + 2):
        # The most favourable of the row: as much of the query's name is shared as in the next.
        part = min(row, _ROWS)
        shared = weight if of_record else weight * part // _ROWS
        query_loss = shared * (_ROWS - part) // part
        low, high = 0, 1001
        while low < high:
            middle = (low + high) // 2
            record_loss = shared * 1000 // middle - shared if middle else _EVERYTHING
            if ceiling(shared, query_loss, record_loss, query_rest, record_rest, person=person) >= least:
                high = middle
            else:
                low = middle + 1
        rows.append(low)
    return np.array(rows, dtype=np.int32)


def likely(found: Measures, *, person: bool) -> Ints:
    """About how many log-odds pairs of names have, to put them in order: the model asked for each measure alone."""
    by_shared, by_lost, by_lost_there, by_rest, by_rest_there = _slopes(person=person)
    odds: Ints = (
        by_shared[np.minimum(found.shared, _MOST) // _STEP]
        + by_lost[found.lost * _ROWS // np.maximum(found.shared + found.lost, 1)]
        + by_lost_there[found.lost_there * _ROWS // np.maximum(found.shared + found.lost_there, 1)]
        + by_rest[np.minimum(found.rest, _MOST) // _STEP]
        + by_rest_there[np.minimum(found.rest_there, _MOST) // _STEP]
    )
    return odds


@lru_cache
def _slopes(*, person: bool) -> tuple[Ints, ...]:
    """What each measure alone changes, in steps; the first holds the base as well."""
    steps = range(0, _MOST + 1, _STEP)
    losses = [1000 * part // (_ROWS - part) if part < _ROWS else _EVERYTHING for part in range(_ROWS + 1)]
    base = ceiling(1000, 1, 1, person=person)
    curves = (
        [ceiling(shared, 1, 1, person=person) for shared in steps],
        [ceiling(1000, max(loss, 1), 1, person=person) - base for loss in losses],
        [ceiling(1000, 1, max(loss, 1), person=person) - base for loss in losses],
        [ceiling(1000, 1, 1, rest, 0, person=person) - base for rest in steps],
        [ceiling(1000, 1, 1, 0, rest, person=person) - base for rest in steps],
    )
    return tuple(np.array(curve, dtype=np.int32) for curve in curves)
