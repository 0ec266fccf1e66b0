"""The production behind deliveries that stand: no more than is needed, and a little room at every limit that has any.

A solver's numbers lie a billionth off; where a limit has room, the room takes that up and the exact plan
keeps every limit. Only where a limit is met to the last does the exact number have to be guessed (`exact.snapped`).
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from licet.planning.model import Model, window
from licet.planning.programme import ZERO, Programme

ROOM = Fraction(1, 10_000)
"""The room that is striven for: a ten thousandth of a limit, or of a piece in stock."""

SHORT = Fraction(1, 10**6)
"""What may be lacking of a piece where the deliveries stand on a number that the solver rounded up."""

DEAR = Fraction(1000)
"""What it costs to lack that, against the room at one limit."""


def settling(model: Model, wishes: Mapping[str, Sequence[Fraction]]) -> Programme:
    """The programme of the least work and the most room under deliveries that are fixed."""
    programme = model.programme.copy()
    for demand, curve in wishes.items():
        before = ZERO
        for bucket in window(model.demands[demand], model.months):
            programme.fix(model.delivered[demand, bucket], curve[bucket] - before)
            before = curve[bucket]
    for columns in (model.accepted, model.leaves):
        for column in columns.values():
            programme.lower[column], programme.upper[column] = ZERO, Fraction(1)
    cost: dict[int, Fraction] = {}
    for row, meaning in enumerate(model.meanings):
        high = programme.high[row]
        if meaning.kind in ("hours", "ramp") and high:
            room = programme.column(Fraction(1))
            programme.row([*programme.rows[row], (room, ROOM * max(high, Fraction(1)))], low=None, high=high)
            cost[room] = Fraction(-1)
    for key, column in model.stock.items():
        room, short = programme.column(Fraction(1)), programme.column(Fraction(1))
        programme.row([(column, Fraction(1)), (room, -ROOM)], low=ZERO, high=None)
        cost[room], cost[short] = Fraction(-1), DEAR
        programme.enter(model.balance[key], short, SHORT)
    there = sum((sum(hours, ZERO) for hours in model.capacity.hours.values()), ZERO)
    for line, rate in model.rates():
        each = model.hours_each(rate) / there if there else ZERO
        for bucket in range(1, model.months.last + 1):
            if (line, rate.item, bucket) in model.made:
                cost[model.made[line, rate.item, bucket]] = each
    programme.minimise(cost)
    return programme
