"""Plans of the size of a national industry: 60 months, 12 lines, 40 products, 400 demands, 10 shared components.

For each load and seed: the needs and the offers as linear programmes to proven optimality, the whole plan with
its exact result and check, and a promise. `--whole SECONDS` adds the all-or-nothing offers.
"""

import argparse
import datetime as dt
import random
import statistics
import time
from decimal import Decimal
from fractions import Fraction

from licet.planning.exact import exact_draft
from licet.planning.model import Model
from licet.planning.months import Months, hours, month_after
from licet.planning.plan import Arrival, Item, Line, Need, Order, Part, Plan, Rate, Shift, Stop, Supply
from licet.planning.programme import proven_bound
from licet.planning.verify import verify
from licet.services.planning import allocate, by_tier, settled
from licet.services.promise import promise
from licet.storage.solver import HighsSolver

STARTS = dt.date(2027, 1, 1)
LOADS = ("0.7", "0.95", "1.2")


def instance(
    seed: int,
    *,
    load: str = "0.95",
    months: int = 60,
    lines: int = 12,
    products: int = 40,
    demands: int = 400,
    components: int = 10,
    whole: bool = False,
) -> Plan:
    """An invented plan; `load` is the line hours asked for as a part of those there are."""
    chance = random.Random(seed)  # noqa: S311 - an invented instance, the same for the same seed
    rates: dict[int, list[Rate]] = {number: [] for number in range(lines)}
    hours_of: dict[int, int] = {}
    names = [f"product-{number}" for number in range(products)]
    for number, name in enumerate(names):
        hours_of[number] = chance.randint(10, 80)
        for line in chance.sample(range(lines), min(chance.randint(1, 2), lines)):
            rates[line].append(
                Rate(
                    item=name,
                    hours_each=_q(hours_of[number]),
                    per_month_now=_q(chance.randint(1, 6)),
                    ramp_per_month=_q(chance.randint(1, 2)),
                )
            )
    shift = Shift(from_on=STARTS, shifts_per_day=2, hours_per_shift=_q(8), days_per_month=_q(21))
    made = tuple(
        Line(id=f"line-{number}", rates=tuple(rates[number]), shifts=(shift,), maintenance=_stops(chance, months))
        for number in range(lines)
    )
    calendar = Months(STARTS, months)
    there = sum((hours(line, calendar, bucket) for line in made for bucket in range(1, months + 1)), Fraction(0))
    asked = Fraction(Decimal(load)) * there
    shares = [chance.uniform(0.4, 1.6) for _ in range(demands)]
    needs, orders = [], []
    use: dict[int, int] = dict.fromkeys(range(products), 0)
    for number in range(demands):
        product = chance.randrange(products)
        quantity = max(round(float(asked) * shares[number] / sum(shares) / hours_of[product]), 1)
        use[product] += quantity
        due = month_after(STARTS, chance.randint(2, months)) - dt.timedelta(days=1)
        if chance.random() < 0.32:
            needs.append(
                Need(id=f"need-{number}", item=names[product], quantity=_q(quantity), due_on=due, priority=chance.randint(1, 5))
            )
        else:
            contract = chance.random() < 0.25
            orders.append(
                Order(
                    id=f"order-{number}",
                    kind="contract" if contract else "offer",
                    item=names[product],
                    quantity=_q(quantity),
                    due_on=due,
                    grace_months=chance.randint(0, 4),
                    value=Decimal(quantity * hours_of[product] * chance.randint(80, 120)).quantize(Decimal("0.001")),
                    priority=chance.randint(2, 4),
                    split="whole" if whole else "free",
                )
            )
    items = [
        Item(
            id=name,
            lead_months=chance.randint(0, 3),
            yield_percent=Decimal(chance.choice((100, 98, 95, 90))).quantize(Decimal("0.0001")),
            stock=_q(chance.randint(0, 8)),
            parts=tuple(
                Part(item=f"component-{part}", quantity=_q(chance.randint(1, 3)))
                for part in chance.sample(range(components), min(2, components))
            ),
        )
        for name in names
    ]
    drawn: dict[str, Decimal] = {}
    for number, item in enumerate(items):
        for part in item.parts:
            drawn[part.item] = drawn.get(part.item, Decimal(0)) + part.quantity * use[number]
    items += [
        Item(
            id=f"component-{number}",
            stock=_q(chance.randint(10, 40)),
            arrivals=(Arrival(on=month_after(STARTS, months // 6), quantity=_q(chance.randint(10, 60))),),
            supplies=_supplies(drawn.get(f"component-{number}", Decimal(0)), months, chance),
        )
        for number in range(components)
    ]
    return Plan(
        reference=f"INVENTED-{seed}",
        starts_on=STARTS,
        months=months,
        currency="EUR",
        items=tuple(items),
        lines=made,
        needs=tuple(needs),
        orders=tuple(orders),
    )


def _supplies(drawn: Decimal, months: int, chance: random.Random) -> tuple[Supply, ...]:
    """A supplier that ramps up in three steps to somewhat more than what is asked for."""
    each = drawn / months * Decimal(chance.randint(100, 125)) / 100
    half = month_after(STARTS, months // 4)
    return (
        Supply(
            from_on=STARTS, until_on=half - dt.timedelta(days=1), per_month=(each * Decimal("0.6")).quantize(Decimal("0.000001"))
        ),
        Supply(from_on=half, per_month=(each * Decimal("1.15")).quantize(Decimal("0.000001"))),
    )


def _stops(chance: random.Random, months: int) -> tuple[Stop, ...]:
    starts = [
        month_after(STARTS, month) + dt.timedelta(days=chance.randint(0, 9)) for month in range(chance.randint(4, 11), months, 12)
    ]
    return tuple(Stop(from_on=start, until_on=start + dt.timedelta(days=chance.randint(6, 16))) for start in starts)


def _q(value: int) -> Decimal:
    return Decimal(value).quantize(Decimal("0.000001"))


class Watch:
    """Wall and processor seconds since it was made; on a busy machine only the latter can be compared."""

    def __init__(self) -> None:
        self._wall, self._processor = time.perf_counter(), time.process_time()

    def read(self) -> tuple[float, float]:
        return time.perf_counter() - self._wall, time.process_time() - self._processor


Times = dict[str, list[tuple[float, float]]]


def tiers(plan: Plan, times: Times) -> float:
    """Time the needs, the offers under the needs, and the exact plan; returns the largest gap that is left unproven."""
    solver, model = HighsSolver(), Model(plan)
    needs, _, offers = by_tier(model)
    programme = model.programme
    gaps = []
    for name, costs in (("needs", model.lateness(needs)), ("offers", model.value(offers))):
        programme.minimise(costs)
        watch = Watch()
        solution = solver.solve(programme, seconds=600)
        times.setdefault(name, []).append(watch.read())
        assert solution.status == "optimal", solution.status
        assert solution.objective is not None
        reached = float(solution.objective)
        gaps.append(abs(float(proven_bound(programme, solution.duals)) - reached) / max(abs(reached), 1))
        programme.row(costs.items(), high=solution.objective * (1 - Fraction(1, 10**8)))
    watch = Watch()
    exact_draft(model, *settled(solver, model, solution.values))
    times.setdefault("exact numbers", []).append(watch.read())
    return max(gaps)


def whole_answers(plan: Plan, times: Times) -> None:
    """Time the allocation, its check, and one promise."""
    watch = Watch()
    result = allocate(HighsSolver(), plan)
    times.setdefault("allocation", []).append(watch.read())
    watch = Watch()
    assert verify(plan, result) == ()
    times.setdefault("check", []).append(watch.read())
    watch = Watch()
    promise(HighsSolver(), plan, item="product-0", quantity=_q(5), by=month_after(STARTS, plan.months // 2))
    times.setdefault("promise, from nothing", []).append(watch.read())


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--seeds", type=int, default=5)
    asked.add_argument("--whole", type=float, metavar="SECONDS", help="also plan all-or-nothing offers within so many seconds")
    chosen = asked.parse_args()
    for load in LOADS:
        times: Times = {}
        gaps = []
        for seed in range(chosen.seeds):
            gaps.append(tiers(instance(seed, load=load), times))
            whole_answers(instance(seed, load=load), times)
        print(f"load {load}, {chosen.seeds} seeds, median seconds wall (processor); unproven at most {max(gaps):.1e}", flush=True)
        for name, rows in times.items():
            wall, processor = (statistics.median(row[side] for row in rows) for side in (0, 1))
            print(f"  {name:22} {wall:7.2f} ({processor:.2f})", flush=True)
    if chosen.whole:
        for load in LOADS[1:]:
            watch = Watch()
            result = allocate(HighsSolver(), instance(0, load=load, whole=True), seconds=chosen.whole)
            offers = next(tier for tier in result.tiers if tier.name == "offers")
            gap = float((offers.bound - offers.value) / offers.bound)
            wall, processor = watch.read()
            print(
                f"all or nothing, load {load}: {wall:.0f} s ({processor:.0f}), gap {gap:.2%} proven by the {offers.by}", flush=True
            )


if __name__ == "__main__":
    main()
