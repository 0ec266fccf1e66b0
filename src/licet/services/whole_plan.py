"""The whole answer of `licet plan`: the allocation, why needs are late, what can be spared."""

import datetime as dt
from collections.abc import Sequence
from fractions import Fraction
from functools import partial

import msgspec

from licet.encoding.canonical import digest_of_value
from licet.planning.allocation import Allocation, Column, Comparison, Conflict
from licet.planning.change import changed
from licet.planning.conflict import Trial, smallest
from licet.planning.conflict import told as conflict_told
from licet.planning.limits import Limit
from licet.planning.model import HELD, Model
from licet.planning.number import number_of
from licet.planning.plan import Change, Demand, Plan
from licet.planning.procure import budget_years, shortfalls
from licet.planning.programme import ZERO, Solution
from licet.planning.promise import Elastic
from licet.planning.simulate import chances
from licet.reference.embargo import EmbargoTable
from licet.services.planning import HARD_STOP, Told, allocate, quiet
from licet.services.ports import Solver
from licet.services.promise import curves
from licet.services.spare import offered, spare_of

MOST_CONFLICTS = 5


def make_plan(
    solver: Solver,
    plan: Plan,
    *,
    previous: Allocation | None = None,
    seconds: float = 60.0,
    spare: bool = True,
    explained: bool = True,
    embargoes: EmbargoTable | None = None,
    as_of: dt.date | None = None,
    told: Told = quiet,
) -> Allocation:
    """The best allocation with its conflicts explained, its days tried, what is short procured, and what can be spared.

    Without `explained` the conflicts of what is late are not looked for, which takes longest. `embargoes` are those of `as_of` (the plan's first day if none is given); without them every source is referred.
    """
    result = allocate(solver, plan, previous=previous, seconds=seconds, told=told)
    late = [one for one in result.outcomes if one.kind == "need" and number_of(one.in_time) < number_of(one.quantity)]
    if late and explained:
        result = msgspec.structs.replace(result, conflicts=conflicts(solver, plan, [one.demand for one in late], told))
    if plan.uncertainty:
        told(f"Trying the plan {plan.uncertainty.runs:,} times.")
        result = msgspec.structs.replace(result, chances=chances(plan, result, plan.uncertainty), seed=plan.uncertainty.seed)
    if late:
        lines = shortfalls(plan, result, _widened(solver, plan, result, told), embargoes, as_of or plan.starts_on)
        result = msgspec.structs.replace(result, procurement=lines, budgets=budget_years(plan, lines))
    if spare:
        result = msgspec.structs.replace(result, spare=spare_of(solver, plan, offered(plan), base=result, told=told))
    return result


def _widened(solver: Solver, plan: Plan, result: Allocation, told: Told) -> dict[str, tuple[Change, ...] | None]:
    """For each need that is late, the smallest changes at home that would meet it with every other need where it is."""
    model = Model(msgspec.structs.replace(plan, orders=()))
    has = curves(model.months, result)
    nothing = [ZERO] * (model.months.last + 1)
    kept = {need.id: has.get(need.id, nothing) for need in plan.needs}
    short = {one.demand for one in result.outcomes if number_of(one.in_time) < number_of(one.quantity)}
    late = [need for need in plan.needs if need.id in short]
    found: dict[str, tuple[Change, ...] | None] = {}
    for number, need in enumerate(late):
        told(f"Looking for ways to meet what is short: {need.id}, {number + 1} of {len(late)}.")
        trial = model.twin()
        trial.hold_late([other for other in plan.needs if other is not need], kept)
        elastic = Elastic(trial, need.id, model.months.due(need.due_on))
        solution = solver.solve(elastic.programme, seconds=HARD_STOP)
        values = {column: float(value) for column, value in enumerate(solution.values)}
        found[need.id] = elastic.changes(values) if values else None
    return found


def compare(solver: Solver, plan: Plan, *, seconds: float = 60.0, told: Told = quiet) -> Comparison:
    """The plan as it stands beside each of its scenarios, all planned the same way."""
    columns = [_column(solver, plan, "as it stands", "The plan as it stands.", seconds)]
    for scenario in plan.scenarios:
        told(f"Planning the scenario {scenario.id}.")
        columns.append(_column(solver, changed(plan, scenario.changes), scenario.id, scenario.says, seconds))
    return Comparison(reference=plan.reference, plan=digest_of_value(plan), columns=tuple(columns))


def _column(solver: Solver, plan: Plan, name: str, says: str, seconds: float) -> Column:
    result = allocate(solver, plan, seconds=seconds)
    return Column(scenario=name, says=says, allocation=digest_of_value(result), tiers=result.tiers, outcomes=result.outcomes)


def conflicts(solver: Solver, plan: Plan, late: Sequence[str], told: Told = quiet) -> tuple[Conflict, ...]:
    """Why needs are late: for each that cannot be met beside those that can, most urgent first, a smallest conflict.

    The needs in time can be met together. Each late one is tried beside them, and those that fit stay; so a need that cannot be met
    at all never stands in another's conflict, and taking any one away from a conflict lets the rest hold.
    """
    model = Model(msgspec.structs.replace(plan, orders=()))
    trial = Trial(model)
    every = sorted(plan.needs, key=lambda need: (need.priority, need.due_on, need.id))
    fitting: list[Demand] = [need for need in every if need.id not in late]
    waiting = [need for need in every if need.id in late]
    found: list[Conflict] = []
    for number, target in enumerate(waiting):
        if len(found) == MOST_CONFLICTS:
            break
        told(f"Looking for what cannot hold together: {target.id}, {number + 1} of {len(waiting)}.")
        first = _most(solver, trial, target, fitting, trial.limits)
        if _meets(first, target):
            fitting.append(target)
            continue
        needs, limits = trial.priced(first.duals, fitting)
        if _meets(_most(solver, trial, target, needs, limits), target):
            needs, limits = fitting, list(trial.limits)  # multipliers that are noise: then among all
        conflicting = partial(_conflicting, solver, trial, target)
        kept_needs = smallest(needs, partial(conflicting, limits=limits))
        kept = smallest(limits, partial(conflicting, kept_needs or []))
        found.append(conflict_told(model, target, kept_needs or [], kept or []))
    return tuple(found)


def _conflicting(solver: Solver, trial: Trial, target: Demand, others: Sequence[Demand], limits: Sequence[Limit]) -> bool:
    return not _meets(_most(solver, trial, target, others, limits), target)


def _most(solver: Solver, trial: Trial, target: Demand, others: Sequence[Demand], limits: Sequence[Limit]) -> Solution:
    return solver.solve(trial.ask(target, others, limits), seconds=HARD_STOP)


def _meets(solution: Solution, target: Demand) -> bool:
    return solution.objective is not None and -solution.objective >= Fraction(target.quantity) - 2 * HELD
