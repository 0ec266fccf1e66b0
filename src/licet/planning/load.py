"""How full each line is, month by month: a result's hours against those there are."""

from collections import defaultdict
from fractions import Fraction
from typing import NamedTuple

from licet.planning.allocation import Allocation
from licet.planning.months import Months, hours
from licet.planning.number import number_of
from licet.planning.plan import Plan
from licet.planning.programme import ZERO


class Load(NamedTuple):
    """A line's hours in each month of the plan: worked, and there."""

    line: str
    worked: tuple[Fraction, ...]
    there: tuple[Fraction, ...]


def loads(plan: Plan, allocation: Allocation) -> tuple[Load, ...]:
    """The load of every line, in the plan's order."""
    months = Months.of(plan)
    number = {first: index for index, first in enumerate(months.first_days[:-1])}
    good = {item.id: Fraction(item.yield_percent) / 100 for item in plan.items}
    each = {(line.id, rate.item): Fraction(rate.hours_each) / good[rate.item] for line in plan.lines for rate in line.rates}
    worked: dict[str, list[Fraction]] = defaultdict(lambda: [ZERO] * months.count)
    for one in allocation.made:
        worked[one.line][number[one.month]] += number_of(one.quantity) * each[one.line, one.item]
    return tuple(
        Load(
            line=line.id,
            worked=tuple(worked[line.id]),
            there=tuple(hours(line, months, bucket) for bucket in range(1, months.last + 1)),
        )
        for line in plan.lines
    )
