"""The most that two names can weigh, from what an index knows of them before they are laid side by side.

It is what the model says of the most favourable alignment that has these measures, for many pairs
of names at once; tests hold it against the model itself. Assumed of the model, and held by tests
too: more shared weight never weighs less, and more weight that either name has alone never more.
"""

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from licet.screening import compiled, model
from licet.screening.alignment import FORMS_LEFT_OUT
from licet.screening.likeness import SAME
from licet.screening.reach import Measures

Longs = npt.NDArray[np.int64]
_NUMBERS = np.array(
    [
        model.BASE,
        model.SHARED,
        model.SHARED_FIRST,
        model.QUERY_GAP,
        model.QUERY_GAP_OF_PERSON,
        model.RECORD_GAP,
        model.QUERY_REST,
        model.RECORD_REST,
        model.RESPELT,
        FORMS_LEFT_OUT,
    ]
)
"""What of the model the measures decide, in the order in which `compiled.ceilings` takes it."""


def ceilings(found: Measures, *, person: npt.NDArray[np.bool_]) -> Longs:
    """The most log-odds of pairs of names that have these measures, without facts."""
    return compiled.ceilings(found.shared, found.lost, found.lost_there, found.rest, found.rest_there, person, _NUMBERS)


def _losing(shared: Longs, lost: Longs, lost_there: Longs, *, person: bool) -> Longs:
    nothing = np.zeros_like(shared)
    found = Measures(shared=shared, lost=lost, lost_there=lost_there, rest=nothing, rest_there=nothing)
    return ceilings(found, person=np.full(len(shared), person))


@lru_cache(maxsize=10_000)
def least_shared(weight: int, least: int, *, person: bool, of_record: bool = False) -> int | None:
    """The least shared weight with which a name of this weight reaches `least` log-odds, the other name having nothing alone.

    None when it never does. The name is the query's, or with `of_record` the record's.
    """
    shared = np.arange(weight + 1)
    nothing, left = np.zeros_like(shared), weight - shared
    losses = (nothing, left) if of_record else (left, nothing)
    return _first(_losing(shared, *losses, person=person) >= least)


@lru_cache(maxsize=10_000)
def least_earned(weight: int, least: int, *, person: bool) -> int:
    """How much, in thousandths, the words most alike must earn for a name of this weight to reach `least` log-odds.

    If none earns more than a part of its weight, no more than that part of either name is shared.
    More than a thousand when nothing does.
    """
    shared = -(-weight * np.arange(SAME + 1) // SAME)
    first = _first(_losing(shared, weight - shared, weight - shared, person=person) >= least)
    return SAME + 1 if first is None else first


def _first(enough: npt.NDArray[np.bool_]) -> int | None:
    """The first place from which on all is enough: more shared never weighs less."""
    at = int(np.searchsorted(enough, True))
    return at if at < len(enough) else None
