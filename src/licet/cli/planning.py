"""`licet plan`, `licet promise` and `licet forecast`: what can be made, promised and expected, and when."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from licet.cli import show_plan
from licet.cli.console import errors, give, one_of, read_file, results, say
from licet.encoding.faults import refuse
from licet.planning.intake import read_plan
from licet.services.planning import NoAnswer, Told, allocate
from licet.services.ports import Solver

T = TypeVar("T")
PlanFile = Annotated[Path, typer.Argument(metavar="PLAN", help="The plan, YAML or JSON (see `licet schema plan`).")]
Seconds = Annotated[
    int, typer.Option(help="How long to look for better all-or-nothing offers; a plan comes back whatever is found.")
]


def add_to(app: typer.Typer) -> None:
    app.command()(plan)


def plan(
    file: PlanFile,
    format: Annotated[str, typer.Option(help="json, text or html.")] = "text",
    seconds: Seconds = 60,
) -> int:
    """Plan production: needs at home first, then contracts, then offers, each proven optimal or with its gap stated.

    The result is exact, and rechecked without the solver before it is shown. Nothing is stored.
    """
    one_of("--format", format, "json", "text", "html")
    if seconds < 1:
        raise refuse("--seconds", f"is {seconds}; give at least 1")
    asked = read_plan(read_file(file), file.name)
    result = watched(lambda told: allocate(solver(), asked, seconds=seconds, told=told))
    if result is None:
        return 1
    if format == "json":
        give(result)
    elif format == "html":
        print(show_plan.plan_html(asked, result))
    else:
        show_plan.plan_text(results, asked, result)
    return 0


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
