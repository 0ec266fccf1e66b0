"""Plans: the best allocation tier by tier, checked before anybody sees it.

Needs at home first, then contracts, then offers. Each tier is solved to its optimum, the next may not worsen
it, and what each could at best have reached is proven in exact arithmetic.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

import msgspec
import numpy as np

from licet.encoding.canonical import digest_of_value
from licet.planning.allocation import Allocation, Delivery, Made, Moved, Tier, TierName
from licet.planning.exact import Draft, Wishes, complete_bucket, exact_draft, lateness_of, value_of, wishes_of
from licet.planning.model import HELD, Meaning, Model, late_after, lateness_of_nothing, window
from licet.planning.number import number_of, number_text, quantum, rounded
from licet.planning.outcome import outcomes
from licet.planning.plan import Demand, Need, Order, Plan
from licet.planning.programme import ZERO, Floats, Programme, Solution, proven_bound
from licet.planning.settle import settling
from licet.planning.verify import near, verify
from licet.services.ports import Solver

Told = Callable[[str], None]
HARD_STOP = 240.0
"""Seconds after which a linear programme is given up; the largest measured one takes two."""
IN_TIME = 1e-7
"""A lateness below this is none."""
BRANCHED_ROWS = 3_000
"""Up to this size the last broken piece of a delivery is settled by branching; beyond it is rounded down, and the gap says so."""
NEARLY = 1e-6
"""How close to a whole number a solver's number means it."""


class NoAnswer(Exception):
    """The solver gave no answer, or one that the check does not let through; nothing is shown."""


def quiet(_: str) -> None:
    """Tells nobody."""


def allocate(
    solver: Solver, plan: Plan, *, previous: Allocation | None = None, seconds: float = 60.0, told: Told = quiet
) -> Allocation:
    """The best plan, exact and verified. `seconds` bound the search over all-or-nothing offers; a plan comes back whatever they are.

    With a `previous` result as few as possible of its promises to customers change, after needs and contracts and before new offers.
    """
    model = Model(plan)
    needs, contracts, offers = by_tier(model)
    promised = promises_of(model, previous) if previous else {}
    solution, bounds = _solve_tiers(solver, model, needs, contracts, offers, promised, seconds, told)
    draft = exact_draft(model, *settled(solver, model, solution))
    tiers = []
    if needs:
        tiers.append(lateness_tier("domestic", lateness_of(model, draft, needs), *bounds["domestic"]))
    if contracts:
        tiers.append(lateness_tier("contracts", lateness_of(model, draft, contracts), *bounds["contracts"]))
    moved = moved_of(model, promised, draft)
    if promised:
        tiers.append(lateness_tier("changes", Fraction(len(moved)), *bounds["changes"]))
    if offers:
        tiers.append(_value_tier(value_of(model, draft, offers), *bounds["offers"]))
    return checked(plan, msgspec.structs.replace(allocation_of(model, draft, tuple(tiers)), moved=moved))


def by_tier(model: Model) -> tuple[list[Demand], list[Demand], list[Order]]:
    """The needs, contracts and offers of a model, those not planned left out."""
    orders = [one for one in model.demands.values() if isinstance(one, Order)]
    needs: list[Demand] = [one for one in model.demands.values() if isinstance(one, Need)]
    return needs, [one for one in orders if one.kind == "contract"], [one for one in orders if one.kind == "offer"]


def allocation_of(model: Model, draft: Draft, tiers: tuple[Tier, ...]) -> Allocation:
    """A draft as the value that is kept."""
    plan, months = model.plan, model.months
    return Allocation(
        reference=plan.reference,
        plan=digest_of_value(plan),
        starts_on=plan.starts_on,
        months=plan.months,
        made=tuple(
            Made(line=line, item=item, month=months.first_days[bucket - 1], quantity=number_text(quantity))
            for (line, item, bucket), quantity in sorted(draft.made.items())
        ),
        deliveries=tuple(
            Delivery(demand=demand, on=months.ends[bucket], quantity=number_text(quantity))
            for (demand, bucket), quantity in sorted(draft.delivered.items())
        ),
        tiers=tiers,
        outcomes=outcomes(plan, draft.delivered),
    )


def checked(plan: Plan, allocation: Allocation) -> Allocation:
    """The allocation, when the independent check finds nothing; raises `NoAnswer` otherwise."""
    broken = verify(plan, allocation)
    if broken:
        raise NoAnswer(f"The solver's plan fails the check and is not shown: {broken[0]}")
    return allocation


def lateness_tier(name: TierName, value: Fraction, bound: Fraction, by: str = "certificate") -> Tier:
    """A tier of which less is better, with its proof."""
    tier = Tier(
        name=name,
        value=rounded(value, up=True),
        bound=max(rounded(bound, up=False), rounded(ZERO, up=False)),
        proof="gap",
        by="solver" if by == "solver" else "certificate",
    )
    return msgspec.structs.replace(tier, proof="optimal") if near(tier) else tier


def _value_tier(value: Fraction, bound: Fraction, by: str = "certificate") -> Tier:
    tier = Tier(
        name="offers",
        value=rounded(value, up=False),
        bound=rounded(bound, up=True),
        proof="gap",
        by="solver" if by == "solver" else "certificate",
    )
    return msgspec.structs.replace(tier, proof="optimal") if near(tier) else tier


Bounds = dict[TierName, tuple[Fraction, str]]


def _solve_tiers(
    solver: Solver,
    model: Model,
    needs: Sequence[Demand],
    contracts: Sequence[Demand],
    offers: Sequence[Order],
    promised: Mapping[str, int],
    seconds: float,
    told: Told,
) -> tuple[Floats, Bounds]:
    bounds: Bounds = {}
    values = np.zeros(len(model.programme.lower))
    if needs:
        told("Planning the needs at home.")
        values = keep_lateness(solver, model, needs, "domestic", bounds, seconds)
    if contracts:
        told("Planning the contracts.")
        values = keep_lateness(solver, model, contracts, "contracts", bounds, seconds)
    if promised:
        told("Keeping the promises of the plan before.")
        values = _keep_promises(solver, model, promised, bounds, seconds)
    if offers:
        told("Planning the offers.")
        values = _offers(solver, model, offers, bounds, seconds)
    return values, bounds


def keep_lateness(
    solver: Solver, model: Model, demands: Sequence[Demand], name: TierName, bounds: Bounds, seconds: float
) -> Floats:
    """Find the least lateness of some demands, note what is proven, and hold each demand to what it got for all that follows."""
    programme = model.programme
    programme.minimise(model.lateness(list(demands)))
    nothing = sum((lateness_of_nothing(demand, model.months) for demand in demands), ZERO)
    relaxed = answered(solver.solve(programme, seconds=HARD_STOP))
    bounds[name] = (nothing + proven_bound(programme, relaxed.duals), "certificate")
    assert relaxed.objective is not None
    values = relaxed.values
    in_pieces = _in_pieces(model, demands)
    if nothing + relaxed.objective > IN_TIME and sum(in_pieces.whole) > 0 and len(in_pieces.rows) <= BRANCHED_ROWS:
        solution = solver.solve(in_pieces, seconds=seconds / 4, whole=True)
        if len(solution.values):
            values = solution.values[: len(programme.lower)]
            if solution.bound is not None and nothing + solution.bound > bounds[name][0]:
                bounds[name] = (nothing + solution.bound, "solver")
    for demand in demands:
        for bucket in window(demand, model.months):
            if (demand.id, bucket) in model.leaves:
                column = model.leaves[demand.id, bucket]
                programme.fix(column, Fraction(round(values[column])))
    hold(model, demands, wishes_of(model, values, demands, within=float(HELD)))
    return values


def promises_of(model: Model, previous: Allocation) -> dict[str, int]:
    """The orders that an earlier result promised whole by a day that is still to come, each with the bucket that keeps it."""
    found = {}
    for one in previous.outcomes:
        demand = model.demands.get(one.demand)
        if isinstance(demand, Order) and one.complete_on and Fraction(demand.quantity) <= number_of(one.quantity):
            bucket = model.months.due(one.complete_on)
            if bucket >= window(demand, model.months)[0]:
                found[one.demand] = bucket
    return found


def moved_of(model: Model, promised: Mapping[str, int], draft: Draft) -> tuple[Moved, ...]:
    """The promises that a draft does not keep."""
    found = []
    for name, bucket in promised.items():
        now = complete_bucket(model.demands[name], draft.delivered)
        if now is None or now > bucket:
            ends = model.months.ends
            found.append(Moved(demand=name, promised_on=ends[bucket], now_on=None if now is None else ends[now]))
    return tuple(found)


def _keep_promises(solver: Solver, model: Model, promised: Mapping[str, int], bounds: Bounds, seconds: float) -> Floats:
    """Break as few promises as can be, and hold the others for what follows."""
    programme = model.programme
    broken: dict[str, int] = {}
    for name, bucket in promised.items():
        demand = model.demands[name]
        quantity = Fraction(demand.quantity)
        broken[name] = programme.column(Fraction(1), whole=True)
        early = [(model.delivered[name, b], Fraction(1)) for b in window(demand, model.months) if b <= bucket]
        meaning = Meaning(kind="promise", demand=name, item=demand.item, bucket=bucket)
        model.row(meaning, [*early, (broken[name], quantity)], low=quantity - HELD, high=None)
    programme.minimise(dict.fromkeys(broken.values(), Fraction(1)))
    relaxed = answered(solver.solve(programme, seconds=HARD_STOP))
    least = proven_bound(programme, relaxed.duals)
    bounds["changes"] = (Fraction(-(-(least - Fraction(1, 10**6)) // 1)), "certificate")
    solution = solver.solve(programme, seconds=seconds / 4, whole=True)
    values = solution.values if len(solution.values) else relaxed.values
    if solution.bound is not None and solution.bound > bounds["changes"][0]:
        bounds["changes"] = (Fraction(-(-(solution.bound - Fraction(1, 10**6)) // 1)), "solver")
    for column in broken.values():
        programme.fix(column, Fraction(1 if values[column] > NEARLY else 0))
    return answered(solver.solve(programme, seconds=HARD_STOP)).values


def _in_pieces(model: Model, demands: Sequence[Demand]) -> Programme:
    """The programme in which what some demands receive in time, and in each month after, is whole pieces; nothing else need be whole."""
    programme = model.programme.copy()
    programme.whole = [False] * len(programme.whole)
    for demand in demands:
        buckets = window(demand, model.months)
        if demand.id in model.accepted:
            programme.whole[model.accepted[demand.id]] = True
        elif (demand.id, buckets[-1]) in model.leaves:
            for bucket in buckets:
                programme.whole[model.leaves[demand.id, bucket]] = True
        elif quantum(model.items[demand.item].unit) == 1:
            due = late_after(demand, model.months)
            in_time = programme.column(Fraction(demand.quantity), whole=True)
            early = [(model.delivered[demand.id, bucket], Fraction(-1)) for bucket in buckets if bucket <= due]
            programme.row([(in_time, Fraction(1)), *early], low=ZERO, high=ZERO)
            for bucket in buckets:
                if bucket > due:
                    programme.whole[model.delivered[demand.id, bucket]] = True
    return programme


def hold(model: Model, demands: Sequence[Demand], curves: Mapping[str, Sequence[Fraction]]) -> None:
    """Whatever follows, each demand has by each month at least what its curve says; while one of an item is late, none of it goes to later tiers."""
    for demand in demands:
        curve, due = curves[demand.id], late_after(demand, model.months)
        columns = [model.delivered.get((demand.id, bucket)) for bucket in range(model.months.last + 1)]
        for bucket in range(due, model.months.last + 1):
            if curve[bucket] and (bucket == due or curve[bucket] > curve[bucket - 1]):
                entries = [(column, Fraction(1)) for column in columns[: bucket + 1] if column is not None]
                model.row(
                    Meaning(kind="kept", demand=demand.id, item=demand.item, bucket=bucket),
                    entries,
                    low=curve[bucket] - HELD,
                    high=None,
                )
        late = [bucket for bucket in range(due, model.months.last + 1) if curve[bucket] < Fraction(demand.quantity)]
        if late and isinstance(demand, Need):
            for (name, bucket), column in model.delivered.items():
                other = model.demands[name]
                if isinstance(other, Order) and other.item == demand.item and bucket <= late[-1]:
                    model.programme.fix(column, ZERO)


def settled(solver: Solver, model: Model, values: Floats, *, shown: bool = True) -> tuple[Floats, Wishes]:
    """The deliveries a solution stands for, in whole pieces, and a production behind them that leaves room for exact numbers.

    A plan that is shown is one that people can follow, with months of much and months of nothing; where nobody sees it, or where it is
    large, any production will do and is had sooner.
    """
    wishes = wishes_of(model, values, model.demands.values())
    inside = not shown or len(model.programme.rows) > BRANCHED_ROWS
    solution = solver.solve(settling(model, wishes), seconds=HARD_STOP, inside=inside)
    return (solution.values if len(solution.values) else values), wishes


def answered(solution: Solution) -> Solution:
    """A solution that holds values; raises `NoAnswer` for any other."""
    if not len(solution.values):
        raise NoAnswer(f"The solver found no plan ({solution.status}).")
    return solution


# ---- offers that go whole or not at all


def _offers(solver: Solver, model: Model, offers: Sequence[Order], bounds: Bounds, seconds: float) -> Floats:
    """The most valuable offers: the relaxed optimum proves a bound; rounding, diving and branching look for a plan close to it."""
    columns = len(model.programme.lower)
    model.programme.minimise(model.value(list(offers)))
    programme = _in_pieces(model, offers)
    ends = time.monotonic() + seconds
    relaxed = answered(solver.solve(programme, seconds=HARD_STOP))
    bounds["offers"] = (-proven_bound(programme, relaxed.duals), "certificate")
    every = [column for column, whole in enumerate(programme.whole) if whole and programme.lower[column] < programme.upper[column]]
    if all(abs(relaxed.values[column] - round(relaxed.values[column])) < NEARLY for column in every):
        return relaxed.values[:columns]
    yes_or_no = [column for column in every if column < columns and column in {*model.accepted.values(), *model.leaves.values()}]
    best = _dive(solver, programme, yes_or_no, relaxed, ends - seconds / 2) if yes_or_no else relaxed
    if not yes_or_no and len(programme.rows) > BRANCHED_ROWS:
        return best.values[:columns]
    left = max(ends - time.monotonic(), 1.0)
    solution = solver.solve(
        programme, seconds=left if yes_or_no else left / 4, whole=True, start=best.values if yes_or_no else None
    )
    if solution.bound is not None and -solution.bound < bounds["offers"][0]:
        bounds["offers"] = (-solution.bound, "solver")
    if len(solution.values) and solution.objective is not None:
        # A broken piece counts in the dive's figure and is lost later, so a plan in pieces is taken where there is one.
        fixed = _with_fixed(programme, every, solution.values)
    else:
        fixed = _with_fixed(programme, yes_or_no, best.values)
    again = solver.solve(fixed, seconds=HARD_STOP)
    return (again if len(again.values) else best).values[:columns]


def _with_fixed(programme: Programme, columns: Sequence[int], values: Floats) -> Programme:
    fixed = programme.copy()
    for column in columns:
        fixed.fix(column, Fraction(round(values[column])))
    return fixed


def _dive(solver: Solver, programme: Programme, columns: Sequence[int], relaxed: Solution, ends: float) -> Solution:
    """Round down, then take up one broken offer after another as long as there is time; every step is a plan."""
    best = _rounded_down(solver, programme, columns, relaxed.values)
    trial = programme.copy()
    now = relaxed
    while time.monotonic() < ends:
        broken = [column for column in columns if NEARLY < now.values[column] < 1 - NEARLY]
        if not broken:
            break
        for column in columns:
            if now.values[column] > 1 - NEARLY:
                trial.fix(column, Fraction(1))
        most = max(broken, key=lambda column: now.values[column])
        trial.fix(most, Fraction(1))
        step = solver.solve(trial, seconds=HARD_STOP)
        if not len(step.values):
            trial.fix(most, ZERO)
            step = answered(solver.solve(trial, seconds=HARD_STOP))
        now = step
        candidate = _rounded_down(solver, trial, columns, now.values)
        if candidate.objective is not None and best.objective is not None and candidate.objective < best.objective:
            best = candidate
    return best


def _rounded_down(solver: Solver, programme: Programme, columns: Sequence[int], values: Floats) -> Solution:
    fixed = programme.copy()
    for column in columns:
        fixed.fix(column, Fraction(1 if values[column] > 1 - NEARLY else 0))
    return answered(solver.solve(fixed, seconds=HARD_STOP))
