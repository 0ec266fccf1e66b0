"""Needs that cannot all be met in time: the smallest set of them, and of limits, that cannot hold together.

An irreducible infeasible set of named things, not of rows: a reader is told which needs and which limits, and that
taking away any single one lets the others hold.
"""

from collections.abc import Callable, Collection, Sequence
from fractions import Fraction
from typing import TypeVar

from licet.planning.allocation import Conflict
from licet.planning.limits import PRICED, Limit, demand_words, limit_of, limit_words
from licet.planning.model import Model, late_after
from licet.planning.plan import Demand
from licet.planning.programme import ZERO, Floats, Programme
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


class Trial:
    """One programme for every question of what can be met together: the rows stay, and only bounds say which needs and limits are in it.

    A need that counts has the whole of it on its day, and no other need has anything: what is delivered sooner would only take from stock sooner.
    """

    def __init__(self, model: Model) -> None:
        self._model = model
        self.programme: Programme = model.programme.copy()
        self._rows: dict[Limit, list[tuple[int, Fraction | None]]] = {}
        self._free: dict[Limit, list[int]] = {}
        for row, meaning in enumerate(model.meanings):
            limit = limit_of(meaning, model)
            if limit is None or limit.kind == "kept":
                continue
            self._rows.setdefault(limit, [])
            if limit.kind in ("hours", "ramp"):
                self._rows[limit].append((row, self.programme.high[row]))
            elif meaning.bucket:
                free = self.programme.column(ZERO)
                self.programme.enter(row, free, Fraction(1))
                self._free.setdefault(limit, []).append(free)

    @property
    def limits(self) -> tuple[Limit, ...]:
        """Every limit that could give way, in the order of the model's rows."""
        return tuple(self._rows)

    def ask(self, target: Demand, others: Sequence[Demand], limits: Collection[Limit]) -> Programme:
        """The programme of the most of one need that is met in time while others are met in time, under only some of the limits."""
        model, programme = self._model, self.programme
        for limit, rows in self._rows.items():
            for row, high in rows:
                programme.high[row] = high if limit in limits else None
            for column in self._free.get(limit, ()):
                programme.upper[column] = ZERO if limit in limits else PLENTY
        for column in model.delivered.values():
            programme.fix(column, ZERO)
        for other in others:
            programme.fix(model.delivered[other.id, late_after(other, model.months)], Fraction(other.quantity))
        column = model.delivered[target.id, late_after(target, model.months)]
        programme.lower[column], programme.upper[column] = ZERO, Fraction(target.quantity)
        programme.minimise({column: Fraction(-1)})
        return programme

    def priced(self, duals: Floats, others: Sequence[Demand]) -> tuple[list[Demand], list[Limit]]:
        """Which of the needs and limits an answer rests on, by its multipliers: the others did not stand in its way."""
        model = self._model
        needs = [one for one in others if abs(duals[model.balance[one.item, late_after(one, model.months)]]) > PRICED]
        bound = {limit_of(meaning, model) for meaning, dual in zip(model.meanings, duals, strict=False) if abs(dual) > PRICED}
        return needs, [limit for limit in self._rows if limit in bound]


PLENTY = Fraction(10**6)
"""As much of a part in a month as a limit that is taken away would ever ask for."""


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
