"""The limits of a plan by name: which rows are whose, which of them bind, and how a sentence calls them."""

import datetime as dt
from collections.abc import Iterable
from fractions import Fraction
from typing import Literal, NamedTuple

from licet.planning.model import Meaning, Model
from licet.planning.months import month_name
from licet.planning.number import short
from licet.planning.plan import Demand, Need
from licet.planning.programme import Floats

LimitKind = Literal["hours", "ramp", "supply", "kept"]
PRICED = 1e-7
"""A multiplier below this is the solver's noise."""


class Limit(NamedTuple):
    """One limit over all months: the hours of a line, the ramp of an item on a line, the supply of an item, what a demand keeps."""

    kind: LimitKind
    line: str = ""
    item: str = ""
    demand: str = ""


def limit_of(meaning: Meaning, model: Model) -> Limit | None:
    """To which limit a row belongs, or None for rows that are only bookkeeping."""
    match meaning.kind:
        case "hours":
            return Limit("hours", line=meaning.line)
        case "ramp":
            return Limit("ramp", line=meaning.line, item=meaning.item)
        case "kept":
            return Limit("kept", demand=meaning.demand)
        case "balance" if meaning.item not in model.made_here:
            return Limit("supply", item=meaning.item)
    return None


def binding(model: Model, duals: Floats) -> dict[Limit, tuple[int, ...]]:
    """The limits that have a price in an optimum, each with its buckets, in the order of the model."""
    found: dict[Limit, list[int]] = {}
    for meaning, dual in zip(model.meanings, duals, strict=False):
        limit = limit_of(meaning, model)
        if limit and abs(dual) > PRICED:
            found.setdefault(limit, []).append(meaning.bucket)
    return {limit: tuple(sorted(set(buckets))) for limit, buckets in found.items()}


def demand_words(demand: Demand) -> str:
    """A demand as a sentence names it: `the need home (20 missile by 2027-03-31)`."""
    kind = "need" if isinstance(demand, Need) else demand.kind
    return f"the {kind} {demand.id} ({short(Fraction(demand.quantity))} {demand.item} by {demand.due_on})"


def limit_words(limit: Limit, model: Model) -> str:
    """A limit as a sentence names it."""
    match limit.kind:
        case "hours":
            return f"the hours of line {limit.line}"
        case "ramp":
            return f"the ramp of {limit.item} on line {limit.line}"
        case "supply":
            return f"the supply of {limit.item}"
        case "kept":
            return demand_words(model.demands[limit.demand])


def reason(limit: Limit, buckets: Iterable[int], model: Model) -> str:
    """Why a limit binds, as a sentence of its own."""
    when = spans(model, [bucket for bucket in buckets if bucket])
    match limit.kind:
        case "hours":
            return f"Line {limit.line} is full{when}."
        case "ramp":
            rate = next(rate for line, rate in model.rates() if (line, rate.item) == (limit.line, limit.item))
            assert rate.ramp_per_month is not None
            return (
                f"On line {limit.line} the rate of {limit.item} may rise by no more than "
                f"{short(Fraction(rate.ramp_per_month))} a month{when}."
            )
        case "supply":
            return f"All {limit.item} that is in stock or supplied is used{when}."
        case "kept":
            demand = model.demands[limit.demand]
            because = "needs at home are never moved" if isinstance(demand, Need) else "it has been promised"
            words = demand_words(demand)
            return f"{words[0].upper()}{words[1:]} comes first: {because}."


def spans(model: Model, buckets: list[int]) -> str:
    """Months as a sentence says them: ` in March 2027 and from May to July 2027`; at most three spans."""
    runs: list[list[int]] = []
    for bucket in sorted(set(buckets)):
        if runs and runs[-1][-1] == bucket - 1:
            runs[-1].append(bucket)
        else:
            runs.append([bucket])
    words = [_span(model.months.first_days[run[0] - 1], model.months.first_days[run[-1] - 1]) for run in runs]
    if not words:
        return ""
    if len(words) > 3:
        words = [*words[:2], f"{len(words) - 2} more spans until {month_name(model.months.first_days[runs[-1][-1] - 1])}"]
    return " " + (words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1])


def _span(first: dt.date, last: dt.date) -> str:
    return f"in {month_name(first)}" if first == last else f"from {month_name(first)} to {month_name(last)}"
