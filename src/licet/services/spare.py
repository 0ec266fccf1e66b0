"""What can be spared of a plan's items beside everything that is owed: by a checked plan at least, by a proof at most."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import msgspec

from licet.encoding.canonical import digest_of_value
from licet.planning.allocation import Allocation
from licet.planning.intake import REQUEST
from licet.planning.model import HELD, Model, late_after, window
from licet.planning.number import floor_to, number_text, quantum
from licet.planning.plan import Order, Plan
from licet.planning.programme import ZERO, Floats, proven_bound
from licet.planning.promise import committed, most_by, request_for
from licet.reference.plan_result import PlanResult, Spare
from licet.services.planning import HARD_STOP, Told, allocate, quiet
from licet.services.ports import Solver
from licet.services.promise import curves, exact_beside

ENOUGH = Decimal(10**9).quantize(Decimal("0.000001"))
"""More than anybody makes: the quantity of a request that asks how much there is."""
EVERY_MONTH_UP_TO = 2_000
"""Rows of a programme up to which every month's most is proven. Of a larger plan it is proven for its end and for the last month with nothing to spare:
what can be spared by a month can be spared by any later one, so that what is proven of a month holds for those before."""
DEAR = 100
"""What a piece short of what can be reached by a month costs, against one that comes a whole plan sooner."""


class Owed:
    """A plan's needs and contracts, held as a result has them, and as late as they may come: the model behind every question of what is left."""

    def __init__(self, solver: Solver, plan: Plan, base: Allocation) -> None:
        self.solver, self.plan, self.model = solver, committed(plan), Model(committed(plan))
        self.months = self.model.months
        nothing = [ZERO] * (self.months.last + 1)
        has = curves(self.months, base)
        self.kept = {name: has.get(name, nothing) for name in self.model.demands}
        self.model.hold_late(self.model.demands.values(), self.kept)


class Left:
    """The room for one item beside what is owed."""

    def __init__(self, owed: Owed, item: str) -> None:
        self._owed, self.last = owed, owed.months.last
        self.request = request_for(item, ENOUGH, owed.months.ends[-1])
        self._asked = msgspec.structs.replace(owed.plan, orders=(*owed.plan.orders, self.request))
        self.model = owed.model.twin()
        self.model.add_demand(self.request)
        self._step = quantum(self.model.items[item].unit)
        self._most = self.model.programme.upper[self.model.stock[item, 0]]
        for bucket in window(self.request, self.model.months):
            self.model.programme.upper[self.model.delivered[REQUEST, bucket]] = ZERO if self._barred(bucket) else self._most
        self.least = [ZERO] * (self.last + 1)
        self.at_most: dict[int, Fraction] = {}
        self._reached: dict[int, tuple[Fraction, Floats]] = {}

    def _barred(self, bucket: int) -> bool:
        """Whether a need of the item is late now or later: until it is met nothing of the item goes abroad."""
        return any(
            self._owed.kept[need.id][later] < Fraction(need.quantity)
            for need in self._owed.plan.needs
            if need.item == self.request.item
            for later in range(max(late_after(need, self.model.months), bucket), self.last + 1)
        )

    def prove(self, bucket: int) -> None:
        """Prove the most that can be had by a month."""
        if self.most(bucket) == self.least[bucket]:
            return
        programme = self.model.programme
        programme.minimise(most_by(self.model, REQUEST, bucket))
        solution = self._owed.solver.solve(programme, seconds=HARD_STOP)
        if not len(solution.values) or solution.objective is None:
            return
        self.at_most[bucket] = floor_to(-proven_bound(programme, solution.duals) + HELD, self._step)
        self._reached[bucket] = (floor_to(-solution.objective + HELD, self._step), solution.values)

    def have(self) -> None:
        """Find checked plans that deliver by each month what was reached: as few as there have to be."""
        given_up: set[int] = set()
        while unmet := [month for month, (most, _) in self._reached.items() if most > self.least[month] and month not in given_up]:
            together = self._together(unmet)
            self._check(self._reached[unmet[0]][1] if together is None else together)
            if self._reached[unmet[0]][0] > self.least[unmet[0]]:
                self._check(self._reached[unmet[0]][1])
                given_up.add(unmet[0])

    def _together(self, months: Sequence[int]) -> Floats | None:
        """One plan that delivers what was reached by the first of some months, and of the others as much as it can."""
        programme = self.model.programme.copy()
        cost = {self.model.delivered[REQUEST, bucket]: Fraction(bucket - self.last - 1) for bucket in range(self.last + 1)}
        for month in months:
            reached = self._reached[month][0]
            entries = [(column, Fraction(1)) for column in most_by(self.model, REQUEST, month)]
            if month != months[0]:
                short = programme.column(reached)
                cost[short] = Fraction(DEAR * (self.last + 1))
                entries.append((short, Fraction(1)))
            programme.row(entries, low=reached - HELD)
        programme.minimise(cost)
        values = self._owed.solver.solve(programme, seconds=HARD_STOP).values
        return values if len(values) else None

    def most(self, bucket: int) -> Fraction:
        """The most by a month as far as is proven; no month has more than a later one."""
        proven = min((limit for month, limit in self.at_most.items() if month >= bucket), default=Fraction(ENOUGH))
        return max(proven, self.least[bucket])

    def _check(self, values: Floats) -> None:
        """Note what the exact plan behind an answer delivers by each month, when it passes the check."""
        draft = exact_beside(self._owed.solver, self.model, self._asked, self._owed.kept, values)
        if draft is None:
            return
        got = ZERO
        for bucket in range(self.last + 1):
            got += draft.delivered.get((REQUEST, bucket), ZERO)
            self.least[bucket] = max(self.least[bucket], got)

    def work_out(self) -> None:
        """Find what can be spared by each month, and prove the most of it."""
        every = len(self.model.programme.rows) <= EVERY_MONTH_UP_TO
        for bucket in range(self.last, -1 if every else self.last - 1, -1):
            self.prove(bucket)
        self.have()
        none = self.least.count(ZERO)
        if not every and none:
            self.prove(none - 1)
            self.have()


def spare_of(
    solver: Solver, plan: Plan, items: Sequence[str], *, base: Allocation | None = None, seconds: float = 60.0, told: Told = quiet
) -> tuple[Spare, ...]:
    """For each item and month, how much more can be delivered with every need and contract kept: by a checked plan, and at most.

    `base` is a result of the plan whose needs and contracts are kept as it has them; without one they are planned first.
    """
    owed = Owed(solver, plan, base or allocate(solver, committed(plan), seconds=seconds, told=told))
    found = []
    for number, item in enumerate(items):
        told(f"Looking for what can be spared: {item}, {number + 1} of {len(items)}.")
        left = Left(owed, item)
        left.work_out()
        found += [
            Spare(
                item=item,
                on=owed.months.ends[bucket],
                at_least=number_text(left.least[bucket]),
                at_most=number_text(left.most(bucket)),
            )
            for bucket in range(left.last + 1)
        ]
    return tuple(found)


def plan_result(plan: Plan, result: Allocation, made_on: dt.date) -> PlanResult:
    """What an assessment may read of a plan's result: what can be spared, and the digest of the rest."""
    wanted = {one.item for one in result.spare}
    return PlanResult(
        reference=result.reference,
        made_on=made_on,
        starts_on=result.starts_on,
        allocation=digest_of_value(result),
        units={item.id: item.unit for item in plan.items if item.id in wanted},
        spare=result.spare,
    )


def offered(plan: Plan) -> tuple[str, ...]:
    """The items that some order asks for, in the plan's order."""
    wanted = {order.item for order in plan.orders if isinstance(order, Order)}
    return tuple(item.id for item in plan.items if item.id in wanted)
