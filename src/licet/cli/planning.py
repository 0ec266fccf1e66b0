"""`licet plan`, `licet promise` and `licet forecast`: what can be made, promised and expected, and when."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from licet.cli import show_plan
from licet.cli.console import DEFAULT_WORKSPACE, Workspace, day, errors, give, one_of, read_file, results, say
from licet.encoding.faults import refuse
from licet.planning.allocation import Allocation
from licet.planning.forecast import forecasts
from licet.planning.intake import read_allocation, read_plan, request_of
from licet.planning.plan import Plan
from licet.planning.reports import read_reports
from licet.planning.tables import read_tables
from licet.reference.embargo import EmbargoTable, embargoes_of
from licet.services.desk import Asked
from licet.services.kept_plan import keep_plan
from licet.services.planning import NoAnswer, Told
from licet.services.ports import Solver
from licet.services.promise import promise as promising
from licet.services.references import contents, snapshot_of
from licet.services.whole_plan import compare, make_plan
from licet.storage.wiring import open_desk, operator

T = TypeVar("T")
PlanFile = Annotated[Path, typer.Argument(metavar="PLAN", help="The plan, YAML, JSON or XLSX (see `licet schema plan`).")]
Seconds = Annotated[
    int, typer.Option(help="How long to look for better all-or-nothing offers; a plan comes back whatever is found.")
]


def add_to(app: typer.Typer) -> None:
    app.command()(plan)
    app.command()(promise)
    app.command()(forecast)


def plan(
    file: PlanFile,
    format: Annotated[str, typer.Option(help="json, text or html.")] = "text",
    seconds: Seconds = 60,
    spare: Annotated[
        bool, typer.Option("--spare/--no-spare", help="Also find what can be spared of every item that is ordered.")
    ] = True,
    previous: Annotated[
        Path | None, typer.Option(help="An earlier result (JSON): as few of its promises as possible are changed.")
    ] = None,
    what_if: Annotated[bool, typer.Option("--what-if", help="Compare the plan's scenarios instead.")] = False,
    keep: Annotated[
        bool, typer.Option("--keep", help="Put on file what can be spared, for assessments whose rulebook asks this plan.")
    ] = False,
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> int:
    """Plan production: needs at home first, then contracts, then offers, each proven optimal or with its gap stated.

    With --what-if the scenarios of the plan are planned too and shown side by side.

    The result is exact, and rechecked without the solver before it is shown. Nothing is stored without --keep.
    """
    one_of("--format", format, "json", "text", "html")
    at_least_one("--seconds", seconds)
    asked = _plan_of(file)
    if keep and (what_if or not spare):
        raise refuse("--keep", "keeps what the plan as it stands can spare; leave --what-if and --no-spare out")
    if what_if:
        return _compare(asked, format, seconds)
    before = None if previous is None else read_allocation(read_file(previous), previous.name)
    embargoes, today = _embargoes(workspace) if asked.sources else (None, None)
    result = watched(
        lambda told: make_plan(
            solver(), asked, previous=before, seconds=seconds, spare=spare, embargoes=embargoes, as_of=today, told=told
        )
    )
    if result is None:
        return 1
    if keep:
        _keep(workspace, asked, result)
    if format == "json":
        give(result)
    elif format == "html":
        print(show_plan.plan_html(asked, result))
    else:
        show_plan.plan_text(results, asked, result)
    return 0


def _plan_of(file: Path) -> Plan:
    data = read_file(file)
    if file.suffix.lower() != ".xlsx":
        return read_plan(data, file.name)
    from licet.storage.spreadsheets import tables_of  # noqa: PLC0415 - only workbooks need it

    return read_tables(tables_of([(file.name, data)]), file.name)


def _keep(workspace: Path, asked: Plan, result: Allocation) -> None:
    desk = open_desk(workspace)
    taken = keep_plan(desk, Asked(operator("ZZ"), f"plan-{desk.entropy.id()}"), asked, result)
    say(f"On file as of {taken.edition.dated_on}: what the plan {asked.reference} can spare.")


def _embargoes(workspace: Path) -> tuple[EmbargoTable, dt.date]:
    """The embargoes in force today in a workspace, against which sources are tested."""
    desk = open_desk(workspace)
    today = desk.clock.today()
    return embargoes_of(*contents(desk.library, snapshot_of(desk.library, as_of=today), "embargoes")), today


def _compare(asked: Plan, format: str, seconds: int) -> int:
    if not asked.scenarios:
        raise refuse("scenarios", "is empty; a comparison needs at least one scenario")
    result = watched(lambda told: compare(solver(), asked, seconds=seconds, told=told))
    if result is None:
        return 1
    if format == "json":
        give(result)
    elif format == "html":
        print(show_plan.comparison_html(result))
    else:
        show_plan.comparison_text(results, result)
    return 0


def promise(
    file: PlanFile,
    item: Annotated[str, typer.Option(help="The item asked for.")],
    quantity: Annotated[str, typer.Option(help="How much of it, as an exact decimal.")],
    by: Annotated[str, typer.Option(help="The day by which it is wanted, YYYY-MM-DD.")],
    format: Annotated[str, typer.Option(help="json or text.")] = "text",
    seconds: Seconds = 60,
) -> int:
    """Find the earliest day and the most that can be promised beside every need and contract, why not sooner, and what would help.

    No need at home and no contract is moved. Every promise is subject to authorisation.
    """
    one_of("--format", format, "json", "text")
    at_least_one("--seconds", seconds)
    asked = _plan_of(file)
    wanted = request_of(asked, item, quantity, by)
    answer = watched(
        lambda told: promising(
            solver(), asked, item=wanted.item, quantity=wanted.quantity, by=wanted.due_on, seconds=seconds, told=told
        )
    )
    if answer is None:
        return 1
    if format == "json":
        give(answer)
    else:
        show_plan.promise_text(results, answer)
    return 0


def forecast(
    file: Annotated[
        Path, typer.Argument(metavar="CONTRACTS", help="What contracts reported: CSV or JSON (see `licet schema reports`).")
    ],
    reference: Annotated[Path | None, typer.Option(help="Reports of other contracts to learn from, in the same form.")] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="Use only what was reported by this day; that of the latest report if left out.")
    ] = None,
    format: Annotated[str, typer.Option(help="json or text.")] = "text",
) -> None:
    """Forecast when each open contract will be complete, with its interval, from what became of contracts like it.

    Every forecast stands beside the stated day, says from how many contracts it was learned, and how often it would have held.
    """
    one_of("--format", format, "json", "text")
    known_on = day("--as-of", as_of)
    reports = read_reports(read_file(file), file.name)
    other = None if reference is None else read_reports(read_file(reference), reference.name)
    if known_on and not any(report.as_of <= known_on for report in reports.reports):
        raise refuse("--as-of", f"{known_on} lies before the first report of {file.name}")
    found = forecasts(reports, as_of=known_on, reference=other)
    if format == "json":
        give(found)
    else:
        show_plan.forecasts_text(results, found)


def at_least_one(option: str, number: int) -> None:
    """Raise `Faults` for a number below 1."""
    if number < 1:
        raise refuse(option, f"is {number}; give at least 1")


def solver() -> Solver:
    """The solver of this machine."""
    from licet.storage.solver import HighsSolver  # noqa: PLC0415 - native library that only planning needs

    return HighsSolver()


def watched(work: Callable[[Told], T]) -> T | None:
    """Do the work with its progress on standard error; None, with a sentence, where no checked answer came."""
    with errors.status("Reading the plan.") as status:
        try:
            return work(status.update)
        except NoAnswer as none:
            say(str(none))
            return None
