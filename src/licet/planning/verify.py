"""A plan's result recomputed from nothing but the plan and the result: no solver, no model, exact arithmetic.

It shares with the model only how a calendar is read (`months`). What does not hold is said in a sentence, and a
result with such a sentence is shown to nobody.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from fractions import Fraction

from licet.encoding.canonical import digest_of_value
from licet.planning.allocation import Allocation, Tier
from licet.planning.months import Months, hours, open_share
from licet.planning.number import number_of, quantum
from licet.planning.plan import OVERDUE_MONTHS, Demand, Need, Order, Plan

ZERO = Fraction(0)
MILLIONTH = Fraction(1, 10**6)


def verify(plan: Plan, allocation: Allocation) -> tuple[str, ...]:
    """Every way in which a result breaks its plan or its own figures; empty when it holds."""
    return tuple(_broken(plan, allocation))


def _broken(plan: Plan, allocation: Allocation) -> Iterator[str]:
    if allocation.plan != digest_of_value(plan):
        yield f"The result is of another plan ({allocation.plan})."
        return
    months = Months.of(plan)
    bucket_of = {first: number + 1 for number, first in enumerate(months.first_days[:-1])}
    ends = {end: number for number, end in enumerate(months.ends)}
    demands: dict[str, Demand] = {one.id: one for one in plan.needs}
    demands.update({one.id: one for one in plan.orders})
    made: dict[tuple[str, str, int], Fraction] = defaultdict(Fraction)
    for one in allocation.made:
        if one.month not in bucket_of:
            yield f"{one.item} is started on {one.month}, which is no month of the plan."
            return
        made[one.line, one.item, bucket_of[one.month]] += number_of(one.quantity)
    delivered: dict[tuple[str, int], Fraction] = defaultdict(Fraction)
    for gone in allocation.deliveries:
        if gone.on not in ends or gone.demand not in demands:
            yield f"{gone.demand} receives something on {gone.on}, and one of the two is not of the plan."
            return
        delivered[gone.demand, ends[gone.on]] += number_of(gone.quantity)
    yield from _signs(made, delivered)
    yield from _lines(plan, months, made)
    yield from _stocks(plan, months, made, delivered, demands)
    for demand in demands.values():
        yield from _demand(plan, demand, months, delivered)
    yield from _home_first(plan, months, delivered)
    yield from _figures(plan, allocation, months, delivered)


def _signs(made: Mapping[tuple[str, str, int], Fraction], delivered: Mapping[tuple[str, int], Fraction]) -> Iterator[str]:
    for (line, item, bucket), quantity in made.items():
        if quantity < 0:
            yield f"{line} makes {quantity} of {item} in month {bucket}."
    for (demand, bucket), quantity in delivered.items():
        if quantity < 0:
            yield f"{demand} receives {quantity} in month {bucket}."


def _lines(plan: Plan, months: Months, made: Mapping[tuple[str, str, int], Fraction]) -> Iterator[str]:
    """Hours and ramps."""
    items = {item.id: item for item in plan.items}
    able = {(line.id, rate.item) for line in plan.lines for rate in line.rates}
    for (line_id, name, bucket), _ in made.items():
        if (line_id, name) not in able:
            yield f"{line_id} makes {name}, for which it has no rate."
        elif bucket + items[name].lead_months > months.last:
            yield f"{name} started in month {bucket} comes out after the plan ends."
    for line in plan.lines:
        for bucket in range(1, months.last + 1):
            spent = sum(
                (
                    made.get((line.id, rate.item, bucket), ZERO)
                    * 100
                    / Fraction(items[rate.item].yield_percent)
                    * Fraction(rate.hours_each)
                    for rate in line.rates
                ),
                ZERO,
            )
            if spent > hours(line, months, bucket):
                yield f"{line.id} works {float(spent):.6f} h in month {bucket}; it has {float(hours(line, months, bucket)):.6f} h."
        for rate in line.rates:
            if rate.ramp_per_month is not None:
                good = Fraction(items[rate.item].yield_percent) / 100
                pace = Fraction(rate.per_month_now)
                for bucket in range(1, months.last + 1):
                    share = open_share(line, months, bucket)
                    if share == 0:
                        continue
                    started = made.get((line.id, rate.item, bucket), ZERO) / good / share
                    if started > pace + Fraction(rate.ramp_per_month):
                        yield f"{rate.item} on {line.id} starts at {float(started):.6f} a month in month {bucket}, up from {float(pace):.6f}."
                    pace = started


def _stocks(
    plan: Plan,
    months: Months,
    made: Mapping[tuple[str, str, int], Fraction],
    delivered: Mapping[tuple[str, int], Fraction],
    demands: Mapping[str, Demand],
) -> Iterator[str]:
    """No stock of any item, parts included, ever falls below nothing."""
    move: dict[str, list[Fraction]] = {item.id: [ZERO] * (months.last + 1) for item in plan.items}
    for item in plan.items:
        move[item.id][0] += Fraction(item.stock)
        for arrival in item.arrivals:
            bucket = months.holding(arrival.on)
            if bucket is not None:
                move[item.id][bucket] += Fraction(arrival.quantity)
        for supply in item.supplies:
            for bucket in range(1, months.last + 1):
                move[item.id][bucket] += Fraction(supply.per_month) * months.share(bucket, supply.from_on, supply.until_on)
    items = {item.id: item for item in plan.items}
    for (_, name, bucket), quantity in made.items():
        item = items[name]
        if bucket + item.lead_months <= months.last:
            move[name][bucket + item.lead_months] += quantity
        for part in item.parts:
            move[part.item][bucket] -= quantity * 100 / Fraction(item.yield_percent) * Fraction(part.quantity)
    for (demand, bucket), quantity in delivered.items():
        move[demands[demand].item][bucket] -= quantity
    for name, changes in move.items():
        stock = ZERO
        for bucket, change in enumerate(changes):
            stock += change
            if stock < 0:
                yield f"The stock of {name} falls to {float(stock):.9f} in month {bucket}."
                break


def _demand(plan: Plan, demand: Demand, months: Months, delivered: Mapping[tuple[str, int], Fraction]) -> Iterator[str]:
    got = {bucket: quantity for (name, bucket), quantity in delivered.items() if name == demand.id and quantity}
    total, whole = sum(got.values(), ZERO), Fraction(demand.quantity)
    step = next(quantum(item.unit) for item in plan.items if item.id == demand.item)
    if total > whole:
        yield f"{demand.id} receives {total} of {whole}."
    if total != whole and any(quantity % step for quantity in got.values()):
        yield f"{demand.id} receives a part of a piece."
    if isinstance(demand, Need):
        return
    if got and demand.authorisation in ("refused", "held"):
        yield f"{demand.id} is delivered although its authorisation is {demand.authorisation}."
    if got and demand.earliest_on and months.ends[min(got)] < demand.earliest_on:
        yield f"{demand.id} is delivered before {demand.earliest_on}."
    if demand.kind == "offer":
        if got and max(got) > min(months.due(demand.due_on) + demand.grace_months, months.last):
            yield f"{demand.id} is an offer and is delivered after its grace."
        if demand.split != "free" and total not in (0, whole):
            yield f"{demand.id} goes whole or not at all and receives {total} of {whole}."
    if demand.split == "one_delivery" and len(got) > 1:
        yield f"{demand.id} leaves in one delivery and is given {len(got)}."


def _home_first(plan: Plan, months: Months, delivered: Mapping[tuple[str, int], Fraction]) -> Iterator[str]:
    """While a need is late, not a piece of its item has gone abroad."""
    for item in plan.items:
        needs = [need for need in plan.needs if need.item == item.id]
        orders = {order.id for order in plan.orders if order.item == item.id}
        gone = ZERO
        got: dict[str, Fraction] = defaultdict(Fraction)
        for bucket in range(months.last + 1):
            for (name, when), quantity in delivered.items():
                if when == bucket and name in orders:
                    gone += quantity
            for need in needs:
                got[need.id] += delivered.get((need.id, bucket), ZERO)
                if gone and bucket >= months.due(need.due_on) and got[need.id] < Fraction(need.quantity):
                    yield f"{need.id} is late in month {bucket} while {gone} of {item.id} have gone abroad."
                    return


def _figures(plan: Plan, allocation: Allocation, months: Months, delivered: Mapping[tuple[str, int], Fraction]) -> Iterator[str]:
    """The value of each tier, worked out month by month, and that its bound is on the right side."""
    for tier in allocation.tiers:
        if tier.name == "changes":
            continue  # counted against an earlier result, which is not at hand here
        stated, bound = Fraction(tier.value), Fraction(tier.bound)
        least = MILLIONTH * max(Fraction(1), abs(bound))
        if tier.name == "offers":
            value = _worth(plan, months, delivered)
            beyond = stated > bound + least
        else:
            value = _late(plan.needs if tier.name == "domestic" else _contracts(plan), months, delivered)
            beyond = stated < bound - least
        wrong = beyond or abs(value - stated) > MILLIONTH
        if wrong:
            yield f"The tier {tier.name} states {tier.value} with the bound {tier.bound}; recomputed it is {float(value):.9f}."
        if tier.proof == "optimal" and not near(tier):
            yield f"The tier {tier.name} calls {tier.value} optimal against the bound {tier.bound}."


def near(tier: Tier) -> bool:
    """Whether value and bound agree to a millionth."""
    return abs(Fraction(tier.value) - Fraction(tier.bound)) <= MILLIONTH * max(Fraction(1), abs(Fraction(tier.value)))


def _contracts(plan: Plan) -> tuple[Order, ...]:
    return tuple(one for one in plan.orders if one.kind == "contract" and one.authorisation in ("granted", "pending"))


def _late(demands: tuple[Demand, ...], months: Months, delivered: Mapping[tuple[str, int], Fraction]) -> Fraction:
    total = ZERO
    for demand in demands:
        due = months.due(demand.due_on)
        if isinstance(demand, Order):
            due = min(due + demand.grace_months, months.last)
        got = ZERO
        for bucket in range(months.last + 1):
            got += delivered.get((demand.id, bucket), ZERO)
            if bucket >= due:
                times = OVERDUE_MONTHS if bucket == months.last else 1
                total += Fraction(2) ** (3 - demand.priority) * (1 - got / Fraction(demand.quantity)) * times
    return total


def _worth(plan: Plan, months: Months, delivered: Mapping[tuple[str, int], Fraction]) -> Fraction:
    offers = {one.id: one for one in plan.orders if one.kind == "offer"}
    total = ZERO
    for (name, bucket), quantity in delivered.items():
        if name in offers:
            one = offers[name]
            late = max(bucket - months.due(one.due_on), 0)
            share = quantity / Fraction(one.quantity)
            total += Fraction(2) ** (3 - one.priority) * Fraction(one.value) * share * Fraction(100 - late, 100)
    return total
