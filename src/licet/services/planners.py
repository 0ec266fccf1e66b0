"""What planners ask at the site: a plan with its scenarios, and forecasts. Nothing of it is stored."""

import datetime as dt

import msgspec

from licet.access.act import Act as May
from licet.access.actor import Actor
from licet.access.resource import Planning
from licet.encoding.faults import refuse
from licet.planning.allocation import Allocation, Comparison
from licet.planning.forecast import Forecasts, forecasts
from licet.planning.load import Load, loads
from licet.planning.plan import Plan
from licet.planning.reports import Reports
from licet.reference.embargo import embargoes_of
from licet.services.desk import Desk, require
from licet.services.ports import Solver
from licet.services.references import contents, snapshot_of
from licet.services.whole_plan import compare, make_plan

LARGEST = 4_000
"""Months times items and demands that are planned while somebody waits; a larger plan takes longer than a page should."""
SPARE_UP_TO, EXPLAINED_UP_TO = 400, 700
"""Up to these sizes (without its scenarios) it is also worked out what can be spared, and why needs are late: seconds each, and more beyond."""
SECONDS = 10.0


class Planned(msgspec.Struct, frozen=True, kw_only=True):
    """A plan with its result, the load of its lines, and its scenarios side by side where it has any. `whole` says that nothing was left out for its size."""

    plan: Plan
    result: Allocation
    loads: tuple[Load, ...]
    comparison: Comparison | None
    whole: bool


def access_of(actor: Actor) -> Planning:
    """What somebody plans with a file of their own belongs to their own authority, at their own clearance."""
    return Planning(state=actor.state, release_level=actor.clearance, compartments=())


def may_plan(actor: Actor) -> None:
    """Raises `NotAllowed` for whoever may not see plans."""
    require(actor, May.VIEW_PLANNING, access_of(actor))


def planned(desk: Desk, solver: Solver, actor: Actor, plan: Plan) -> Planned:
    """Plan while somebody waits; raises `NotAllowed`, `Faults` for a plan that is too large for that, `NoAnswer`."""
    may_plan(actor)
    size = plan.months * (len(plan.items) + len(plan.needs) + len(plan.orders))
    if size * (1 + len(plan.scenarios)) > LARGEST:
        raise refuse(
            "plan",
            f"is {size * (1 + len(plan.scenarios)):,} months of items and demands; up to {LARGEST:,} are planned here, a larger one by “licet plan”",
        )
    today = desk.clock.today()
    embargoes = embargoes_of(*contents(desk.library, snapshot_of(desk.library, as_of=today), "embargoes")) if plan.sources else None
    result = make_plan(
        solver,
        plan,
        seconds=SECONDS,
        spare=size <= SPARE_UP_TO,
        explained=size <= EXPLAINED_UP_TO,
        embargoes=embargoes,
        as_of=today,
    )
    return Planned(
        plan=plan,
        result=result,
        loads=loads(plan, result),
        comparison=compare(solver, plan, seconds=SECONDS) if plan.scenarios else None,
        whole=size <= min(SPARE_UP_TO, EXPLAINED_UP_TO),
    )


def forecast(actor: Actor, reports: Reports, *, as_of: dt.date | None = None) -> Forecasts:
    """Forecast every open contract of a file; raises `NotAllowed`, and `Faults` for a day before the first report."""
    may_plan(actor)
    if as_of is not None and not any(report.as_of <= as_of for report in reports.reports):
        raise refuse("as_of", f"{as_of} lies before the first report")
    return forecasts(reports, as_of=as_of)
