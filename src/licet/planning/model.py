"""A plan written as a linear programme: what may be made, kept and delivered, month by month.

Columns: good output of an item on a line, named by the month it is started in; stock at the end of a bucket;
deliveries. Rows: line hours, ramps, the balance of every item (parts included), the whole of each demand.
Ramps and parts bind before line hours; a plan that counts free hours promises what cannot be delivered.
"""

import copy
import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Literal

from licet.planning.months import Months, hours, open_share
from licet.planning.plan import OVERDUE_MONTHS, Demand, Item, Need, Order, Plan, Rate
from licet.planning.programme import ZERO, Programme

HELD = Fraction(1, 2 * 10**6)
"""Less than the solver's number may lie below a whole piece (`exact.KEPT`), so that a curve that was reached can be reached again."""
MOST_HOURS = Fraction(24 * 31)
"""The hours of the longest month: a bound of columns only, so that it is the named row that binds."""
RowKind = Literal["hours", "ramp", "balance", "demand", "kept", "tie", "promise"]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Meaning:
    """What a row of the programme says of the plan, so that a multiplier can be put in words."""

    kind: RowKind
    bucket: int = 0
    line: str = ""
    item: str = ""
    demand: str = ""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Capacity:
    """Hours, ramps and supplies of a plan, worked out once."""

    hours: Mapping[str, tuple[Fraction, ...]]
    shares: Mapping[str, tuple[Fraction, ...]]
    coming: Mapping[str, tuple[Fraction, ...]]

    @classmethod
    def of(cls, plan: Plan, months: Months) -> "Capacity":
        buckets = range(months.count + 1)
        return cls(
            hours={line.id: tuple(hours(line, months, bucket) for bucket in buckets) for line in plan.lines},
            shares={line.id: tuple(open_share(line, months, bucket) for bucket in buckets) for line in plan.lines},
            coming={item.id: tuple(coming(item, months, bucket) for bucket in buckets) for item in plan.items},
        )


def coming(item: Item, months: Months, bucket: int) -> Fraction:
    """What arrives or is supplied of an item in a bucket; the opening holds the stock."""
    if bucket == 0:
        return Fraction(item.stock)
    arrived = sum((Fraction(one.quantity) for one in item.arrivals if months.holding(one.on) == bucket), ZERO)
    supplied = sum(
        (Fraction(one.per_month) * months.share(bucket, one.from_on, one.until_on) for one in item.supplies),
        ZERO,
    )
    return arrived + supplied


def good(item: Item) -> Fraction:
    """The part of what is started that comes out good."""
    return Fraction(item.yield_percent) / 100


def weight(priority: int) -> Fraction:
    """How much a priority weighs: 1 for the middle one, and each twice the next."""
    return Fraction(2) ** (3 - priority)


def late_after(demand: Demand, months: Months) -> int:
    """The last bucket in which a demand is in time; a contract's grace is in time."""
    due = months.due(demand.due_on)
    return min(due + demand.grace_months, months.last) if isinstance(demand, Order) else due


def months_late(demand: Demand, months: Months, bucket: int) -> int:
    """How many months late one delivered in a bucket is."""
    return max(bucket - late_after(demand, months), 0)


def benefit(demand: Demand, months: Months, bucket: int) -> Fraction:
    """What the delivery of one in a bucket takes off the lateness of a need or contract, in weighted months of the whole."""
    from_bucket = max(bucket, late_after(demand, months))
    remaining = months.last - from_bucket + OVERDUE_MONTHS
    return weight(demand.priority) * remaining / Fraction(demand.quantity)


def lateness_of_nothing(demand: Demand, months: Months) -> Fraction:
    """The lateness of a need or contract of which nothing is ever delivered."""
    return benefit(demand, months, 0) * Fraction(demand.quantity)


def worth(order: Order, months: Months, bucket: int) -> Fraction:
    """What the delivery of one of an offer in a bucket is worth: value times priority, less a hundredth for each month of grace used."""
    used = max(bucket - months.due(order.due_on), 0)
    return weight(order.priority) * Fraction(order.value) / Fraction(order.quantity) * (1 - Fraction(used, 100))


def window(demand: Demand, months: Months) -> range:
    """The buckets in which a demand may be delivered; an offer has no value after its grace."""
    if isinstance(demand, Need):
        return range(months.last + 1)
    last = late_after(demand, months) if demand.kind == "offer" else months.last
    return range(months.from_day(demand.earliest_on), last + 1)


def planned(order: Order) -> bool:
    """Whether an order is planned at all: not when its authorisation is refused or held."""
    return order.authorisation in ("granted", "pending")


class Model:
    """The programme of a plan and what its columns and rows mean."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.months = Months.of(plan)
        self.items: dict[str, Item] = {item.id: item for item in plan.items}
        self.made_here = frozenset(rate.item for _, rate in self.rates())
        self.capacity = Capacity.of(plan, self.months)
        self.programme = Programme()
        self.meanings: list[Meaning] = []
        self.made: dict[tuple[str, str, int], int] = {}
        self.stock: dict[tuple[str, int], int] = {}
        self.delivered: dict[tuple[str, int], int] = {}
        self.accepted: dict[str, int] = {}
        self.leaves: dict[tuple[str, int], int] = {}
        self.demands: dict[str, Demand] = {need.id: need for need in plan.needs}
        self.demands.update({order.id: order for order in plan.orders if planned(order)})
        self._columns()
        self._hours_and_ramps()
        self._balances()
        for demand in self.demands.values():
            self._whole_of(demand)

    def row(self, meaning: Meaning, entries: list[tuple[int, Fraction]], *, low: Fraction | None, high: Fraction | None) -> int:
        """Add a row with its meaning."""
        self.meanings.append(meaning)
        return self.programme.row(entries, low=low, high=high)

    def rates(self) -> Iterator[tuple[str, Rate]]:
        """Each line's id with each of its rates."""
        for line in self.plan.lines:
            for rate in line.rates:
                yield line.id, rate

    def hours_each(self, rate: Rate) -> Fraction:
        """Line hours for one good piece, spoilt ones included."""
        return Fraction(rate.hours_each) / good(self.items[rate.item])

    def add_demand(self, demand: Demand) -> None:
        """Plan a further demand, not one of the plan's."""
        self.demands[demand.id] = demand
        self._deliveries(demand)
        for bucket in window(demand, self.months):
            self.programme.enter(self.balance[demand.item, bucket], self.delivered[demand.id, bucket], Fraction(-1))
        self._whole_of(demand)

    def twin(self) -> "Model":
        """A model of its own with the same columns and rows so far, to which other demands can be added."""
        twin = copy.copy(self)
        twin.programme = self.programme.copy()
        twin.meanings = [*self.meanings]
        twin.delivered, twin.demands = dict(self.delivered), dict(self.demands)
        twin.accepted, twin.leaves = dict(self.accepted), dict(self.leaves)
        return twin

    def hold_late(self, demands: Iterable[Demand], curves: Mapping[str, Sequence[Fraction]]) -> None:
        """Give each demand what its curve says, as late as that is as good, and nothing else: what it has to have by each month leaves the most room.

        A curve counts from the last month in which the demand is in time; earlier deliveries would only take from stock sooner. Less than a
        solver's number may lie below a whole piece is let go, so that a curve that was reached can be reached again.
        """
        for demand in demands:
            curve, due, before = curves[demand.id], late_after(demand, self.months), ZERO
            for bucket in window(demand, self.months):
                now = max(curve[bucket] - HELD, ZERO) if bucket >= due else ZERO
                self.programme.fix(self.delivered[demand.id, bucket], now - before)
                before = now

    def _columns(self) -> None:
        most: dict[str, Fraction] = {name: sum(one, ZERO) for name, one in self.capacity.coming.items()}
        for line, rate in self.rates():
            lead = self.items[rate.item].lead_months
            each = self.hours_each(rate)
            for bucket in range(1, self.months.last + 1 - lead):
                limit = self.capacity.hours[line][bucket] / each
                if limit:
                    self.made[line, rate.item, bucket] = self.programme.column(MOST_HOURS / each)
                    most[rate.item] += limit
        for name in self.items:
            for bucket in range(self.months.last + 1):
                self.stock[name, bucket] = self.programme.column(most[name])
        for demand in self.demands.values():
            self._deliveries(demand)

    def _deliveries(self, demand: Demand) -> None:
        for bucket in window(demand, self.months):
            self.delivered[demand.id, bucket] = self.programme.column(Fraction(demand.quantity))

    def _hours_and_ramps(self) -> None:
        for line in self.plan.lines:
            for bucket in range(1, self.months.last + 1):
                entries = [
                    (self.made[line.id, rate.item, bucket], self.hours_each(rate))
                    for rate in line.rates
                    if (line.id, rate.item, bucket) in self.made
                ]
                if entries:
                    high = self.capacity.hours[line.id][bucket]
                    self.row(Meaning(kind="hours", line=line.id, bucket=bucket), entries, low=None, high=high)
        for line_id, rate in self.rates():
            if rate.ramp_per_month is None:
                continue
            before: int | None = None
            for bucket in range(1, self.months.last + 1):
                if (line_id, rate.item, bucket) not in self.made:
                    continue
                entries, high = self._ramp(line_id, rate, before, bucket)
                self.row(Meaning(kind="ramp", line=line_id, item=rate.item, bucket=bucket), entries, low=None, high=high)
                before = bucket

    def _ramp(self, line: str, rate: Rate, before: int | None, bucket: int) -> tuple[list[tuple[int, Fraction]], Fraction]:
        """Output of a month against that of the last working month, each as a rate of a full month."""
        assert rate.ramp_per_month is not None
        share = self.capacity.shares[line][bucket]
        step = share * Fraction(rate.ramp_per_month) * good(self.items[rate.item])
        now = (self.made[line, rate.item, bucket], Fraction(1))
        if before is None:
            return [now], step + share * Fraction(rate.per_month_now) * good(self.items[rate.item])
        earlier = self.capacity.shares[line][before]
        return [now, (self.made[line, rate.item, before], -share / earlier)], step

    def _balances(self) -> None:
        entries: dict[tuple[str, int], list[tuple[int, Fraction]]] = {key: [] for key in self.stock}
        for (name, bucket), column in self.stock.items():
            entries[name, bucket].append((column, Fraction(-1)))
            if bucket:
                entries[name, bucket].append((self.stock[name, bucket - 1], Fraction(1)))
        for (_, name, bucket), column in self.made.items():
            item = self.items[name]
            entries[name, bucket + item.lead_months].append((column, Fraction(1)))
            for part in item.parts:
                entries[part.item, bucket].append((column, -Fraction(part.quantity) / good(item)))
        for (demand, bucket), column in self.delivered.items():
            entries[self.demands[demand].item, bucket].append((column, Fraction(-1)))
        self.balance: dict[tuple[str, int], int] = {}
        for (name, bucket), row in entries.items():
            right = -self.capacity.coming[name][bucket]
            self.balance[name, bucket] = self.row(Meaning(kind="balance", item=name, bucket=bucket), row, low=right, high=right)

    def _whole_of(self, demand: Demand) -> None:
        """No more than the whole of a demand; the whole or nothing where it may not be split."""
        columns = [(self.delivered[demand.id, bucket], Fraction(1)) for bucket in window(demand, self.months)]
        quantity = Fraction(demand.quantity)
        meaning = Meaning(kind="demand", demand=demand.id, item=demand.item)
        if isinstance(demand, Order) and demand.split == "one_delivery":
            leaves = {}
            for bucket in window(demand, self.months):
                leaves[bucket] = self.leaves[demand.id, bucket] = self.programme.column(Fraction(1), whole=True)
                tie = [(self.delivered[demand.id, bucket], Fraction(1)), (leaves[bucket], -quantity)]
                self.row(Meaning(kind="tie", demand=demand.id, bucket=bucket), tie, low=ZERO, high=ZERO)
            self.row(meaning, [(column, Fraction(1)) for column in leaves.values()], low=None, high=Fraction(1))
        elif isinstance(demand, Order) and demand.split == "whole" and demand.kind == "offer":
            self.accepted[demand.id] = self.programme.column(Fraction(1), whole=True)
            self.row(meaning, [*columns, (self.accepted[demand.id], -quantity)], low=ZERO, high=ZERO)
        else:
            self.row(meaning, columns, low=None, high=quantity)

    # ---- what is striven for, in order

    def lateness(self, demands: list[Demand]) -> dict[int, Fraction]:
        """The costs whose sum, above the lateness of nothing delivered, is the lateness of demands."""
        return {
            self.delivered[demand.id, bucket]: -benefit(demand, self.months, bucket)
            for demand in demands
            for bucket in window(demand, self.months)
        }

    def value(self, orders: list[Order]) -> dict[int, Fraction]:
        """The costs whose sum is the negative worth of what is delivered of offers."""
        return {
            self.delivered[order.id, bucket]: -worth(order, self.months, bucket)
            for order in orders
            for bucket in window(order, self.months)
        }
