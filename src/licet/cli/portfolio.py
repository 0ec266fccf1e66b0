"""`licet portfolio`: which items may be offered to whom."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from licet.cli import show_editions
from licet.cli.console import DEFAULT_WORKSPACE, Workspace, day, give, one_of, read_file, results, say
from licet.encoding.canonical import to_plain
from licet.encoding.countries import read_country
from licet.encoding.exact import decimal_text
from licet.encoding.faults import quoted, refuse
from licet.services import updates
from licet.services.desk import Asked
from licet.services.portfolio import Offer, offers
from licet.storage.wiring import open_desk, operator

portfolio = typer.Typer(no_args_is_help=True, help="Which items may be offered to whom, by dated designation.")


def add_to(app: typer.Typer) -> None:
    app.add_typer(portfolio, name="portfolio")


@portfolio.command("add")
def add(
    file: Annotated[Path, typer.Argument(help="The authority's portfolio, YAML or JSON: every designation as of its date.")],
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> None:
    """Add a portfolio, whole or not at all; from its date on, requests outside of it are referred. Twice is once."""
    data = read_file(file)
    desk = open_desk(workspace)
    asked = Asked(operator("ZZ"), f"portfolio-{desk.entropy.id()}")
    taken = updates.take_in(desk, asked, "portfolio", {file.name: data})
    show_editions.taken_in(taken)
    give(taken.edition)


@portfolio.command("list")
def list_offers(
    state: Annotated[str, typer.Argument(help="The authority's state, such as ZA.")],
    on: Annotated[str | None, typer.Option(help="Day whose portfolio applies, YYYY-MM-DD; today if left out.")] = None,
    find: Annotated[str, typer.Option(help="Only designations whose id, items, variant or states hold these words.")] = "",
    format: Annotated[str, typer.Option(help="json or text.")] = "text",
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> None:
    """Print every designation of an authority, those that hold first."""
    one_of("--format", format, "json", "text")
    found = offers(open_desk(workspace), operator(_state(state)), on=day("--on", on), words=find)
    if format == "json":
        give([{**to_plain(one.designation), "portfolio": one.portfolio.id, "in_force": one.in_force} for one in found])
        return
    if not found:
        say("No designation is on file here.")
        return
    table = Table("designation", "items", "to", "end users", "at most", "conditions", "designated", "standing", box=None)
    for one in found:
        table.add_row(*_row(one))
    results.print(table)


def _row(one: Offer) -> tuple[str, ...]:
    given = one.designation
    items = ", ".join(given.items) + (f" ({given.variant})" if given.variant else "")
    to = "every state" if one.states is None else ", ".join(one.states)
    most = f"{decimal_text(given.quantity_max)} {given.unit}" if given.quantity_max is not None else "any"
    standing = "holds" if one.in_force else f"withdrawn {given.withdrawn_on}" if given.withdrawn_on else "does not hold"
    return (
        given.id,
        items,
        to + (f", not {', '.join(given.excepted)}" if given.excepted else ""),
        ", ".join(given.end_user_kinds or ("any",)).replace("_", " "),
        most,
        ", ".join(given.conditions).replace("_", " ") or "none",
        f"{given.designated_on} by {given.designated_by}",
        standing,
    )


def _state(text: str) -> str:
    try:
        return read_country(text)
    except ValueError as error:
        raise refuse("STATE", f"{quoted(text)} {error}") from error
