"""A plan tried under yields and delays that are drawn: how often each stated day holds.

The lines work as planned and take up what they missed in hours that the plan left free; nothing is planned
anew. Every draw comes from the plan's seed, so the same plan gives the same counts on every machine: numbers are added one by one,
never in an order that a machine may choose.
"""

import operator
from collections.abc import Mapping
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from licet.planning.allocation import Allocation, Chance
from licet.planning.load import loads
from licet.planning.months import Months
from licet.planning.number import number_of
from licet.planning.plan import Demand, Item, Need, Plan, Spread, Uncertainty
from licet.planning.programme import Floats

NEAR = 1e-6
"""Less than any piece: what binary fractions may lack of one."""


def chances(plan: Plan, allocation: Allocation, uncertainty: Uncertainty) -> tuple[Chance, ...]:
    """For each demand that the plan delivers whole, in how many runs it does so by the stated day."""
    return _Trial(plan, allocation, uncertainty).run()


class _Draws:
    """Uniform draws in [0, 1) by the SplitMix64 generator, one array of runs after another."""

    def __init__(self, seed: int, runs: int) -> None:
        self._next = np.arange(runs, dtype=np.uint64) + np.uint64(seed * 0x2545F4914F6CDD1D % 2**64)
        self._step = np.uint64(runs)

    def take(self) -> Floats:
        z: npt.NDArray[np.uint64] = self._next * np.uint64(0x9E3779B97F4A7C15)
        self._next = self._next + self._step
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z = z ^ (z >> np.uint64(31))
        return (z >> np.uint64(11)).astype(np.float64) / float(2**53)


class _Trial:
    def __init__(self, plan: Plan, allocation: Allocation, uncertainty: Uncertainty) -> None:
        self.plan, self.allocation, self.runs = plan, allocation, uncertainty.runs
        self.months = Months.of(plan)
        self.draws = _Draws(uncertainty.seed, uncertainty.runs)
        self.spreads: Mapping[str, Spread] = {spread.item: spread for spread in uncertainty.spreads}
        self.items: Mapping[str, Item] = {item.id: item for item in plan.items}
        self.coming: dict[str, list[Floats]] = {name: self._zeros() for name in self.items}

    def _zeros(self) -> list[Floats]:
        return [np.zeros(self.runs) for _ in range(self.months.last + 1)]

    def run(self) -> tuple[Chance, ...]:
        self._outside()
        wishes, ranked = self._wishes()
        planned = self._planned()
        free = {
            load.line: [np.full(self.runs, float(hours)) for hours in (0, *map(operator.sub, load.there, load.worked))]
            for load in loads(self.plan, self.allocation)
        }
        owed = {key: np.zeros(self.runs) for key in planned}
        stock = {name: np.zeros(self.runs) for name in self.items}
        got = {one.id: np.zeros(self.runs) for one in ranked}
        held: dict[str, npt.NDArray[np.bool_]] = {}
        ends = {end: bucket for bucket, end in enumerate(self.months.ends)}
        stated = {one.demand: ends[one.complete_on] for one in self.allocation.outcomes if one.complete_on}
        for bucket in range(self.months.last + 1):
            for name in self._parts_first():
                stock[name] = stock[name] + self.coming[name][bucket]
                self.coming[name][bucket] = np.zeros(self.runs)
                for line, item in planned:
                    if item == name and bucket:
                        self._make(line, item, bucket, planned[line, item][bucket], owed, free, stock)
                stock[name] = stock[name] + self.coming[name][bucket]  # what takes no month is there at once
            for one in ranked:
                want = np.maximum(wishes[one.id][bucket] - got[one.id], 0.0)
                gone = np.where(stock[one.item] >= want - NEAR, want, np.floor(np.maximum(stock[one.item], 0.0) + NEAR))
                got[one.id] = got[one.id] + gone
                stock[one.item] = stock[one.item] - gone
                if stated.get(one.id) == bucket:
                    held[one.id] = got[one.id] >= float(one.quantity) - NEAR
        return tuple(
            Chance(demand=name, by=self.months.ends[stated[name]], held=int(np.count_nonzero(held[name])), runs=self.runs)
            for name in stated
        )

    def _outside(self) -> None:
        """Stock, arrivals and supplies, each month's later where a delay is drawn."""
        for name, item in self.items.items():
            self.coming[name][0] = self.coming[name][0] + float(item.stock)
            for bucket in range(1, self.months.last + 1):
                supplied = sum(
                    (Fraction(one.per_month) * self.months.share(bucket, one.from_on, one.until_on) for one in item.supplies),
                    Fraction(0),
                )
                supplied += sum(
                    (Fraction(one.quantity) for one in item.arrivals if self.months.holding(one.on) == bucket), Fraction(0)
                )
                if supplied:
                    self._arrive(name, bucket, np.full(self.runs, float(supplied)))

    def _arrive(self, name: str, bucket: int, quantity: Floats) -> None:
        spread = self.spreads.get(name)
        if spread is None or not spread.delay_chance_percent:
            if bucket <= self.months.last:
                self.coming[name][bucket] = self.coming[name][bucket] + quantity
            return
        late = self.draws.take() * 100 < float(spread.delay_chance_percent)
        for when, part in ((bucket, ~late), (bucket + spread.delay_months, late)):
            if when <= self.months.last:
                self.coming[name][when] = self.coming[name][when] + np.where(part, quantity, 0.0)

    def _make(
        self,
        line: str,
        name: str,
        bucket: int,
        planned: float,
        owed: dict[tuple[str, str], Floats],
        free: dict[str, list[Floats]],
        stock: dict[str, Floats],
    ) -> None:
        """Start what is planned and, in free hours, what was missed; less where parts lack. Output is drawn and comes after its months."""
        item = self.items[name]
        good = float(item.yield_percent) / 100
        each = (
            next(float(rate.hours_each) for one in self.plan.lines if one.id == line for rate in one.rates if rate.item == name)
            / good
        )
        catch_up = np.minimum(owed[line, name], np.maximum(free[line][bucket], 0.0) / each)
        wanted = planned + catch_up
        possible = wanted
        for part in item.parts:
            possible = np.minimum(possible, np.maximum(stock[part.item] + NEAR, 0.0) / (float(part.quantity) / good))
        possible = np.where(possible >= wanted - NEAR, wanted, possible)
        owed[line, name] = owed[line, name] + planned - possible
        free[line][bucket] = free[line][bucket] - np.maximum(possible - planned, 0.0) * each
        for part in item.parts:
            stock[part.item] = stock[part.item] - possible * (float(part.quantity) / good)
        spread = self.spreads.get(name)
        if spread and spread.yield_from_percent is not None and spread.yield_to_percent is not None:
            low, high = float(spread.yield_from_percent), float(spread.yield_to_percent)
            possible = possible * (low + (high - low) * self.draws.take()) / float(item.yield_percent)
        self._arrive(name, bucket + item.lead_months, possible)

    def _planned(self) -> dict[tuple[str, str], list[float]]:
        number = {first: index + 1 for index, first in enumerate(self.months.first_days[:-1])}
        planned: dict[tuple[str, str], list[float]] = {}
        for one in self.allocation.made:
            row = planned.setdefault((one.line, one.item), [0.0] * (self.months.last + 1))
            row[number[one.month]] += float(number_of(one.quantity))
        return planned

    def _wishes(self) -> tuple[dict[str, list[float]], list[Demand]]:
        """What each demand should have by each bucket, and the demands in the order in which they are served."""
        ends = {end: bucket for bucket, end in enumerate(self.months.ends)}
        curves: dict[str, list[float]] = {}
        for one in self.allocation.deliveries:
            curve = curves.setdefault(one.demand, [0.0] * (self.months.last + 1))
            for bucket in range(ends[one.on], self.months.last + 1):
                curve[bucket] += float(number_of(one.quantity))
        every: list[Demand] = [*self.plan.needs, *self.plan.orders]
        ranks = {"contract": 1, "offer": 2}
        served = [one for one in every if one.id in curves]
        served.sort(key=lambda one: (0 if isinstance(one, Need) else ranks[one.kind], one.priority, one.due_on, one.id))
        return curves, served

    def _parts_first(self) -> list[str]:
        order: list[str] = []

        def visit(name: str) -> None:
            if name not in order:
                for part in self.items[name].parts:
                    visit(part.item)
                order.append(name)

        for name in self.items:
            visit(name)
        return order
