"""Needs that cannot all be met in time: the smallest set of them, and of limits, that cannot hold together.

An irreducible infeasible set of named things, not of rows: a reader is told which needs and which limits, and that
taking away any single one lets the others hold.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TypeVar

from licet.planning.allocation import Conflict
from licet.planning.limits import Limit, demand_words, limit_of, limit_words
from licet.planning.model import Model, late_after, window
from licet.planning.plan import Demand
from licet.planning.programme import ZERO, Programme
from licet.planning.promise import lead_months

T = TypeVar("T")


def smallest(elements: Sequence[T], conflicting: Callable[[Sequence[T]], bool]) -> list[T] | None:
    """A smallest part of some elements that still conflicts, or None when all together do not.

    Whatever conflicts also conflicts with more beside it, so each next element is found by halving; a deletion filter
    over what was found then makes sure of every one.
    """
    if not conflicting(elements):
        return None
    found: list[T] = []
    rest = list(elements)
    while not conflicting(found):
        below, enough = 0, len(rest)
        while enough - below > 1:
            middle = (below + enough) // 2
            if conflicting([*found, *rest[:middle]]):
                enough = middle
            else:
                below = middle
        found.append(rest[enough - 1])
        rest = rest[: enough - 1]
    for one in list(found):
        fewer = [other for other in found if other is not one]
        if conflicting(fewer):
            found = fewer
    return found


def limits_of(model: Model) -> list[Limit]:
    """Every limit of a model that could give way, in the order of its rows."""
    found = (limit_of(meaning, model) for meaning in model.meanings)
    return list(dict.fromkeys(limit for limit in found if limit and limit.kind != "kept"))


def in_time(model: Model, target: Demand, others: Sequence[Demand], limits: Sequence[Limit]) -> Programme:
    """The most of one need that is met in time while others are met in time, under only some of the limits."""
    programme = model.programme.copy()
    kept = set(limits)
    for row, meaning in enumerate(model.meanings):
        limit = limit_of(meaning, model)
        if limit is None or limit in kept:
            continue
        if limit.kind in ("hours", "ramp"):
            programme.high[row] = None
        elif meaning.bucket:
            free = programme.column(PLENTY)
            programme.rows[row] = (*programme.rows[row], (free, Fraction(1)))
    for other in others:
        programme.row(_timely(model, other), low=Fraction(other.quantity), high=None)
    programme.row([], low=ZERO, high=None)  # rows were changed; what was made for the solver is void
    programme.minimise({column: Fraction(-1) for column, _ in _timely(model, target)})
    return programme


PLENTY = Fraction(10**6)
"""As much of a part in a month as a limit that is taken away would ever ask for."""


def _timely(model: Model, demand: Demand) -> list[tuple[int, Fraction]]:
    due = late_after(demand, model.months)
    return [(model.delivered[demand.id, bucket], Fraction(1)) for bucket in window(demand, model.months) if bucket <= due]


def told(model: Model, target: Demand, others: Sequence[Demand], limits: Sequence[Limit]) -> Conflict:
    """A conflict as the value that is kept, with its sentence."""
    words = demand_words(target)
    head = f"{words[0].upper()}{words[1:]} cannot be met in time"
    if others:
        head += " together with " + _listed([demand_words(one) for one in others])
    if limits:
        says = f"{head} within {_listed([limit_words(limit, model) for limit in limits])}."
    else:
        months = lead_months(model.items, target.item)
        says = f"{head}: stock and arrivals do not suffice, and making one takes {months} months."
    return Conflict(
        needs=(target.id, *(one.id for one in others)),
        limits=tuple(limit_words(limit, model) for limit in limits),
        says=says,
    )


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]
