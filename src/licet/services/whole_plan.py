"""The whole answer of `licet plan`: the allocation, why needs are late, what can be spared."""

import datetime as dt
from collections.abc import Sequence
from fractions import Fraction

import msgspec

from licet.encoding.canonical import digest_of_value
from licet.planning.allocation import Allocation, Column, Comparison, Conflict
from licet.planning.change import changed
from licet.planning.conflict import in_time, limits_of, smallest
from licet.planning.conflict import told as conflict_told
from licet.planning.limits import Limit
from licet.planning.model import Model
from licet.planning.months import Months
from licet.planning.number import number_of
from licet.planning.plan import Change, Demand, Plan
from licet.planning.procure import budget_years, shortfalls
from licet.planning.programme import ZERO
from licet.planning.promise import Elastic
from licet.planning.simulate import chances
from licet.reference.embargo import EmbargoTable
from licet.services.planning import HARD_STOP, HELD, Told, allocate, hold, quiet
from licet.services.ports import Solver
from licet.services.promise import curves, offered, spare_of

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
        told("Looking for what cannot hold together.")
        result = msgspec.structs.replace(result, conflicts=conflicts(solver, plan, [one.demand for one in late]))
    if plan.uncertainty:
        told(f"Trying the plan {plan.uncertainty.runs:,} times.")
        result = msgspec.structs.replace(result, chances=chances(plan, result, plan.uncertainty), seed=plan.uncertainty.seed)
    if late:
        told("Looking for ways to meet what is short.")
        lines = shortfalls(plan, result, _widened(solver, plan, result), embargoes, as_of or plan.starts_on)
        result = msgspec.structs.replace(result, procurement=lines, budgets=budget_years(plan, lines))
    if spare:
        result = msgspec.structs.replace(result, spare=spare_of(solver, plan, offered(plan), seconds=seconds, told=told))
    return result


def _widened(solver: Solver, plan: Plan, result: Allocation) -> dict[str, tuple[Change, ...] | None]:
    """For each need that is late, the smallest changes at home that would meet it with every other need where it is."""
    months = Months.of(plan)
    has = curves(months, result)
    found: dict[str, tuple[Change, ...] | None] = {}
    for need in plan.needs:
        outcome = next(one for one in result.outcomes if one.demand == need.id)
        if number_of(outcome.in_time) == number_of(outcome.quantity):
            continue
        model = Model(msgspec.structs.replace(plan, orders=()))
        others: list[Demand] = [other for other in plan.needs if other is not need]
        hold(model, others, {other.id: has.get(other.id, [ZERO] * (months.last + 1)) for other in others})
        elastic = Elastic(model, need.id, months.due(need.due_on))
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


def conflicts(solver: Solver, plan: Plan, late: Sequence[str]) -> tuple[Conflict, ...]:
    """For the needs that are late, most urgent first, a smallest conflict each; a need explained by an earlier one is not repeated."""
    model = Model(msgspec.structs.replace(plan, orders=()))
    every = sorted(plan.needs, key=lambda need: (need.priority, need.due_on, need.id))
    limits = limits_of(model)
    found: list[Conflict] = []
    for target in every:
        if target.id not in late or any(target.id in one.needs for one in found) or len(found) == MOST_CONFLICTS:
            continue
        others: list[Demand] = [need for need in every if need is not target]
        needs = smallest(others, lambda some, target=target: not _possible(solver, model, target, some, limits))  # type: ignore[misc]
        if needs is None:
            continue  # late in the allocation only by rounding to whole pieces; nothing conflicts
        kept = smallest(limits, lambda some, target=target, needs=needs: not _possible(solver, model, target, needs, some))  # type: ignore[misc]
        found.append(conflict_told(model, target, needs, kept or []))
    return tuple(found)


def _possible(solver: Solver, model: Model, target: Demand, others: Sequence[Demand], limits: Sequence[Limit]) -> bool:
    solution = solver.solve(in_time(model, target, others, limits), seconds=HARD_STOP)
    return solution.objective is not None and -solution.objective >= Fraction(target.quantity) - 2 * HELD
