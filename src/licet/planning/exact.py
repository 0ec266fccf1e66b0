"""A solver's answer turned into exact numbers that keep every limit.

Month by month and parts before what they go into, each line does what the answer says, cut to the exact limit of
its hours, its ramp and the parts there are. Deliveries are whole pieces (thousandths of what is measured),
needs at home first. What rounding loses shows in the tier's exact value, never in a broken limit.
"""

import dataclasses
import itertools
from collections.abc import Iterable
from fractions import Fraction

from licet.planning.model import Model, good, lateness_of_nothing, window
from licet.planning.number import floor_to, quantum
from licet.planning.plan import Demand, Need, Order, Rate
from licet.planning.programme import ZERO, Floats

NEAR = 1e-9
"""How close a solver's number must be to a simple fraction to be taken for it."""
PLACES = 10**9
KEPT = 1e-6
"""How little below a whole piece the solver's number may lie and still mean the piece."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Draft:
    """Exact output by (line, item, bucket started) and deliveries by (demand, bucket); nothing where there is no entry."""

    made: dict[tuple[str, str, int], Fraction]
    delivered: dict[tuple[str, int], Fraction]

    def total(self, demand: str, bucket: int) -> Fraction:
        """All that a demand receives by a bucket."""
        return sum((quantity for (name, when), quantity in self.delivered.items() if name == demand and when <= bucket), ZERO)


Wishes = dict[str, list[Fraction]]
"""For each demand what it should have received by each bucket, in whole steps."""


def exact_draft(model: Model, values: Floats, wishes: Wishes) -> Draft:
    """The exact plan nearest to a solver's answer, with deliveries as wished as far as there is stock."""
    wishes = dict(wishes)
    while True:
        made, stock = _production(model, values, wishes)
        delivered = _deliveries(model, wishes, stock)
        broken = _half_delivered(model, delivered)
        if broken is None:
            return Draft(made=made, delivered={key: quantity for key, quantity in delivered.items() if quantity})
        wishes[broken] = [ZERO] * (model.months.last + 1)


def snapped(value: float) -> Fraction:
    """The simple fraction a binary one stands for, or one a billionth above it."""
    simple = Fraction(value).limit_denominator(10_000)
    if abs(float(simple) - value) <= NEAR * max(1.0, abs(value)):
        return simple
    return Fraction(-(-Fraction(value) * PLACES // 1), PLACES)


# ---- what each demand should have received by each month


def _tiers(demands: Iterable[Demand]) -> tuple[list[Demand], ...]:
    every = list(demands)
    return (
        [one for one in every if isinstance(one, Need)],
        [one for one in every if isinstance(one, Order) and one.kind == "contract"],
        [one for one in every if isinstance(one, Order) and one.kind == "offer"],
    )


def wishes_of(model: Model, values: Floats, demands: Iterable[Demand], *, within: float = KEPT) -> Wishes:
    """Cumulative deliveries in whole steps; rounding is shared out within an item and a tier, so that no piece is lost twice.

    A step counts from `within` below it on. What is to be held afterwards is rounded within `model.HELD`, which holding lets go.
    """
    wishes: Wishes = {}
    every = list(demands)
    for item in model.items.values():
        for tier in _tiers(one for one in every if one.item == item.id):
            tier.sort(key=lambda one: (one.priority, one.due_on, one.id))
            together = [one for one in tier if _free(one, model, values)]
            _share_out(model, values, together, quantum(item.unit), wishes, within)
            for one in tier:
                if one not in together:
                    wishes[one.id] = _at_once_or_never(model, values, one)
    return wishes


def _free(demand: Demand, model: Model, values: Floats) -> bool:
    if isinstance(demand, Need):
        return True
    if demand.split == "one_delivery":
        return False
    return demand.id not in model.accepted or values[model.accepted[demand.id]] > 1 - KEPT


def _share_out(model: Model, values: Floats, demands: list[Demand], step: Fraction, wishes: Wishes, within: float) -> None:
    """Whole steps for each demand by each bucket, never more for all of them together than they were found to have by then."""
    size, slack = float(step), within * float(step)
    reached = {one.id: 0.0 for one in demands}
    given = {one.id: ZERO for one in demands}

    def left() -> float:
        return sum(reached.values()) + slack * len(demands) - float(sum(given.values(), ZERO))

    for one in demands:
        wishes[one.id] = []
    for bucket in range(model.months.last + 1):
        for one in demands:
            if (one.id, bucket) in model.delivered:
                reached[one.id] += values[model.delivered[one.id, bucket]]
        for one in demands:
            own = int((reached[one.id] + slack) / size) - int(given[one.id] / step)
            given[one.id] += max(min(own, int(left() / size)), 0) * step
        for one in demands:
            open_here = (one.id, bucket) in model.delivered and given[one.id] + step <= Fraction(one.quantity)
            if left() >= size and open_here and reached[one.id] > float(given[one.id]) + slack:
                given[one.id] += step
        for one in demands:
            # A quantity that is no whole number of steps ends with its rest.
            rest = Fraction(one.quantity) - given[one.id]
            if 0 < rest < step and reached[one.id] > float(one.quantity) - slack and left() >= float(rest):
                given[one.id] += rest
            wishes[one.id].append(given[one.id])


def _at_once_or_never(model: Model, values: Floats, demand: Demand) -> list[Fraction]:
    quantity = Fraction(demand.quantity)
    leaves = next(
        (b for b in window(demand, model.months) if (demand.id, b) in model.leaves and values[model.leaves[demand.id, b]] > 0.5),
        None,
    )
    return [quantity if leaves is not None and bucket >= leaves else ZERO for bucket in range(model.months.last + 1)]


# ---- what each line does


def _production(
    model: Model, values: Floats, wishes: Wishes
) -> tuple[dict[tuple[str, str, int], Fraction], dict[str, list[Fraction]]]:
    """Exact output, and of each item what has come in and not gone into others, added up by bucket."""
    order = _parts_first(model)
    makers: dict[str, list[tuple[str, Rate]]] = {name: [] for name in model.items}
    for line, rate in model.rates():
        makers[rate.item].append((line, rate))
    last = model.months.last
    wanted = {name: [ZERO] * (last + 1) for name in model.items}
    for demand, curve in wishes.items():
        asked = model.demands[demand].item
        wanted[asked] = [earlier + now for earlier, now in zip(wanted[asked], curve, strict=True)]
    keep = {name: _kept_for_deliveries(model, values, name, makers[name], wanted[name]) for name in model.items}
    change = {name: list(model.capacity.coming[name]) for name in model.items}  # what a bucket adds, uses taken off
    net = dict.fromkeys(model.items, ZERO)  # added up to the bucket at hand
    used = dict.fromkeys(model.items, ZERO)
    made: dict[tuple[str, str, int], Fraction] = {}
    sofar: dict[tuple[str, str], tuple[float, Fraction]] = {}
    before: dict[tuple[str, str], int] = {}
    for bucket in range(last + 1):
        left = {line: hours[bucket] for line, hours in model.capacity.hours.items()}
        for name in order:
            item = model.items[name]
            for line, rate in makers[name]:
                if (line, name, bucket) not in model.made:
                    continue
                target, done = sofar.get((line, name), (0.0, ZERO))
                target += values[model.made[line, name, bucket]]
                limit = left[line] / model.hours_each(rate)
                if rate.ramp_per_month is not None:
                    limit = min(limit, _ramp_limit(model, line, rate, before.get((line, name)), bucket, made))
                for part in item.parts:
                    now = net[part.item] + change[part.item][bucket] - wanted[part.item][bucket]
                    there = min(now, keep[part.item][bucket] - used[part.item])
                    limit = min(limit, there * good(item) / Fraction(part.quantity))
                quantity = max(min(snapped(target) - done, limit), ZERO)
                made[line, name, bucket] = quantity
                before[line, name] = bucket
                sofar[line, name] = (target, done + quantity)
                left[line] -= quantity * model.hours_each(rate)
                change[name][bucket + item.lead_months] += quantity
                for part in item.parts:
                    spent = quantity * Fraction(part.quantity) / good(item)
                    change[part.item][bucket] -= spent
                    used[part.item] += spent
        for name in order:
            net[name] += change[name][bucket]
    return {key: quantity for key, quantity in made.items() if quantity}, change


def _kept_for_deliveries(
    model: Model, values: Floats, name: str, makers: list[tuple[str, Rate]], wanted: list[Fraction]
) -> list[Fraction]:
    """How much of an item may have gone into others by each bucket without starving a later delivery of it."""
    lead = model.items[name].lead_months
    output = [0.0] * (model.months.last + 1)
    for line, _ in makers:
        for bucket in range(model.months.last + 1):
            if (line, name, bucket) in model.made:
                output[bucket + lead] += values[model.made[line, name, bucket]]
    total, cumulated = ZERO, 0.0
    free: list[Fraction] = []
    for bucket, wish in enumerate(wanted):
        total += model.capacity.coming[name][bucket]
        cumulated += output[bucket]
        free.append(total + (Fraction(cumulated + KEPT) if makers else ZERO) - wish)
    for bucket in range(len(free) - 2, -1, -1):
        free[bucket] = min(free[bucket], free[bucket + 1])
    return free


def _ramp_limit(
    model: Model, line: str, rate: Rate, before: int | None, bucket: int, made: dict[tuple[str, str, int], Fraction]
) -> Fraction:
    assert rate.ramp_per_month is not None
    share = model.capacity.shares[line][bucket]
    out = good(model.items[rate.item])
    if before is None:
        return share * (Fraction(rate.per_month_now) + Fraction(rate.ramp_per_month)) * out
    earlier = made[line, rate.item, before] / model.capacity.shares[line][before]
    return share * (Fraction(rate.ramp_per_month) * out + earlier)


def _parts_first(model: Model) -> list[str]:
    order: list[str] = []

    def visit(name: str) -> None:
        if name not in order:
            for part in model.items[name].parts:
                visit(part.item)
            order.append(name)

    for name in model.items:
        visit(name)
    return order


# ---- what leaves


def _deliveries(model: Model, wishes: Wishes, change: dict[str, list[Fraction]]) -> dict[tuple[str, int], Fraction]:
    """Deliveries as wished, as far as there is stock that no later month needs for parts.

    Needs take first, over all months, so that nothing goes abroad that a need of any month could have; then contracts, then offers.
    """
    delivered: dict[tuple[str, int], Fraction] = {}
    for item in model.items.values():
        tiers = _tiers(model.demands[name] for name in wishes if model.demands[name].item == item.id)
        free = _free_stock(change[item.id])
        for tier in tiers:
            for one in sorted(tier, key=lambda one: (one.priority, one.due_on, one.id)):
                got = ZERO
                for bucket in window(one, model.months):
                    want = wishes[one.id][bucket] - got
                    if want <= 0:
                        continue
                    quantity = _leaving(one, want, min(free[bucket:]), quantum(item.unit))
                    if quantity:
                        delivered[one.id, bucket] = quantity
                        got += quantity
                        free[bucket:] = [there - quantity for there in free[bucket:]]
    return delivered


def _leaving(demand: Demand, want: Fraction, there: Fraction, step: Fraction) -> Fraction:
    if want <= there:
        return want
    if isinstance(demand, Order) and demand.split == "one_delivery":
        return ZERO
    return max(floor_to(there, step), ZERO)


def _free_stock(change: list[Fraction]) -> list[Fraction]:
    """What has come in and not gone into others by each bucket."""
    return list(itertools.accumulate(change))


def _half_delivered(model: Model, delivered: dict[tuple[str, int], Fraction]) -> str | None:
    """An offer that goes whole or not at all and was delivered in part, where rounding left it short."""
    got: dict[str, Fraction] = {}
    for (name, _), quantity in delivered.items():
        got[name] = got.get(name, ZERO) + quantity
    for name, quantity in got.items():
        demand = model.demands[name]
        if isinstance(demand, Order) and demand.kind == "offer" and demand.split != "free" and quantity < Fraction(demand.quantity):
            return name
    return None


# ---- how good a draft is


def lateness_of(model: Model, draft: Draft, demands: Iterable[Demand]) -> Fraction:
    """Missing shares of needs or contracts, added up over the months they are missing, weighted, exactly."""
    every = list(demands)
    saved = model.lateness(every)
    nothing = sum((lateness_of_nothing(demand, model.months) for demand in every), ZERO)
    return nothing + sum((saved.get(model.delivered[key], ZERO) * quantity for key, quantity in draft.delivered.items()), ZERO)


def value_of(model: Model, draft: Draft, orders: list[Order]) -> Fraction:
    """The weighted worth of what is delivered of offers, exactly."""
    costs = model.value(orders)
    return -sum((costs.get(model.delivered[key], ZERO) * quantity for key, quantity in draft.delivered.items()), ZERO)


def complete_bucket(demand: Demand, delivered: dict[tuple[str, int], Fraction]) -> int | None:
    """The bucket by which the whole of a demand is delivered, or None."""
    total = ZERO
    for bucket, quantity in sorted((bucket, quantity) for (name, bucket), quantity in delivered.items() if name == demand.id):
        total += quantity
        if total >= Fraction(demand.quantity):
            return bucket
    return None
