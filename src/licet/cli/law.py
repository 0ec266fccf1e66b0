"""`licet law`: what the rules in force say, and whether each is tested."""

import datetime as dt
from typing import Annotated

import typer
from rich.table import Table

from licet.cli.console import DEFAULT_WORKSPACE, Workspace, day, results
from licet.law.embargo_questions import EMBARGO_QUESTIONS
from licet.law.provisions import PROVISIONS
from licet.law.questions import QUESTIONS
from licet.reference.criteria import criteria_of
from licet.reference.embargo import embargoes_of
from licet.services.references import contents, only, snapshot_of
from licet.storage.wiring import open_desk

law = typer.Typer(no_args_is_help=True, help="The law in force.")


def add_to(app: typer.Typer) -> None:
    app.add_typer(law, name="law")


@law.command("show")
def show(
    on: Annotated[str | None, typer.Option(help="Day, YYYY-MM-DD; today if left out.")] = None,
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> None:
    """Print the provisions and embargoes in force on a day, with citation, effect and confidence."""
    desk = open_desk(workspace)
    chosen: dt.date = day("--on", on) or desk.clock.today()
    snapshot = snapshot_of(desk.library, as_of=chosen)
    table = Table("rule", "citation", "effect", "standard", "phase", "confidence", "tested by", box=None)
    for row in criteria_of(desk.library.content(only(snapshot, "criteria"))).rules:
        provision = PROVISIONS.get(row.id)
        if row.phase == "after_issue":
            tested = "after issue"
        else:
            tested = (
                f"{provision.test.__module__.rpartition('.')[2]}.{provision.test.__name__}" if provision else "not built: refers"
            )
        table.add_row(row.id, row.cite, row.effect, row.standard, row.phase or "", row.confidence, tested)
    results.print(table)
    embargoes = Table("embargo", "binding", "since", "expires", "lifted", "confidence", box=None)
    for embargo in embargoes_of(*contents(desk.library, snapshot, "embargoes")).rows:
        embargoes.add_row(
            embargo.id,
            embargo.binding,
            str(embargo.since or "always"),
            str(embargo.expires or ""),
            str(embargo.lifted_on or ""),
            embargo.confidence,
        )
    results.print(embargoes)


@law.command("facts")
def facts() -> None:
    """Print every fact the law asks for, as a question, with who can answer it."""
    table = Table("fact", "question", "who can answer", "answers", box=None)
    for name, question in {**QUESTIONS, **EMBARGO_QUESTIONS}.items():
        table.add_row(name, question.asks, question.answerer.replace("_", " "), ", ".join(question.values))
    results.print(table)
