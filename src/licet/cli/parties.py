"""`licet party`: the list of parties that are watched for without being in a case."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Annotated, cast

import typer
from rich.table import Table

from licet.casework.stored_party import STANDINGS, Standing
from licet.cli.batch import opened, progress
from licet.cli.console import DEFAULT_WORKSPACE, Workspace, give, one_of, results, say
from licet.encoding.canonical import to_plain
from licet.encoding.faults import quoted, refuse
from licet.services import parties as listing
from licet.services import work
from licet.services.batch import Source
from licet.services.desk import Asked, Desk
from licet.services.hits import lines_of
from licet.services.list_age import list_cautions
from licet.services.references import snapshot_of
from licet.storage.wiring import open_desk, operator

ANY_STATE = "ZZ"
"""The operator acts for no authority in particular: one list of parties serves them all."""
MOST_SHOWN = 10_000
party = typer.Typer(no_args_is_help=True, help="Stored parties: screened when they are added and whenever a list changes.")


def add_to(app: typer.Typer) -> None:
    app.add_typer(party, name="party")


@party.command("add")
def add(
    file: Annotated[
        Path, typer.Argument(help="The parties, JSON Lines or CSV as for `licet screen --batch`; ids stand in the clear.")
    ],
    later: Annotated[bool, typer.Option("--later", help="Leave the screening to `licet work`.")] = False,
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> None:
    """Put the parties of a file on the list, whole or not at all, and screen them. Twice is once; a known id takes its new data."""
    source = Source(file.name, partial(opened, file), listing.party_lines)
    desk = open_desk(workspace)
    size = file.stat().st_size if file.is_file() else None
    with progress() as shown:
        checking = shown.add_task("Checking", total=size, unit="bytes")
        sealing = shown.add_task("Sealing", total=None, unit="parties", visible=False)

        def checked(read: int) -> None:
            shown.update(checking, completed=read)

        def sealed(done: int) -> None:
            shown.update(checking, visible=False)
            shown.update(sealing, completed=done, visible=True)

        added = listing.add_parties(desk, operator(ANY_STATE), source, checked=checked, done=sealed)
    say(f"{added.parties:,} parties read, {added.added:,} of them new or changed.")
    if not later:
        drain(desk)
    elif added.added:
        say("They are screened by “licet work”.")


def drain(desk: Desk) -> None:
    """Do the background work that is due, with a bar."""
    with bar() as shown:
        work.drain(desk, told=say, shown=shown)


@contextmanager
def bar() -> Iterator[Callable[[str, int, int], None]]:
    """What shows how far something is: what is being done, how much of it, and of how much."""
    with progress() as shown:
        task = shown.add_task("", total=None, unit="parties")

        def show(doing: str, at: int, of: int) -> None:
            shown.update(task, description=doing, completed=at, total=of)

        yield show


@party.command("list")
def list_parties(
    standing: Annotated[str | None, typer.Option(help=f"Only those that stand so: {', '.join(STANDINGS)}.")] = None,
    find: Annotated[str, typer.Option(help="Only those whose id holds this text.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=MOST_SHOWN, help="How many to show.")] = 50,
    page: Annotated[int, typer.Option(min=1, help="Which page of that many.")] = 1,
    format: Annotated[str, typer.Option(help="json or text.")] = "text",
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> None:
    """Show the stored parties, those that changed last first: how each stands, and its hits. No names."""
    one_of("--format", format, "json", "text")
    if standing is not None:
        one_of("--standing", standing, *STANDINGS)
    desk = open_desk(workspace)
    wanted = cast(Standing | None, standing)
    found = listing.list_parties(desk, operator(ANY_STATE), words=find, standing=wanted, page=page, per_page=limit)
    if any(row.standing == "no_hit" for row in found.rows) or wanted == "clear":
        for caution in list_cautions(desk, snapshot_of(desk.library, as_of=desk.clock.today())):
            say(caution)
    if format == "json":
        give([to_plain(row) for row in found.rows])
        return
    if not found.rows:
        say("No stored party." if standing is None and not find else "No stored party matches.")
        return
    table = Table("id", "kind", "stands", "hits", "added", "changed", box=None)
    for row in found.rows:
        hits = "" if row.hits is None else str(len(row.hits))
        table.add_row(row.id, row.schema, row.standing, hits, f"{row.added_at:%Y-%m-%d}", f"{row.changed_at:%Y-%m-%d}")
    results.print(table)
    say(f"Page {found.page} of {found.pages}, {found.total:,} parties in all.")


@party.command("show")
def show(
    id: Annotated[str, typer.Argument(metavar="ID", help="The party's id.")],
    purpose: Annotated[str | None, typer.Option(help="Why its names are to be read; it is written down first.")] = None,
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> None:
    """Print a stored party, its hits and what was said of them; with a purpose also who it is."""
    desk = open_desk(workspace)
    view = listing.view_party(desk, operator(ANY_STATE), id)
    document = {"party": to_plain(view.row), "hits": [to_plain(one) for one in lines_of(id, view.row.hits or ())]}
    document["words"] = [to_plain(word) for word in view.words]
    if purpose is not None:
        document["identity"] = to_plain(listing.open_party(desk, operator(ANY_STATE), id, purpose=purpose))
    give(document)


@party.command("remove")
def remove(
    ids: Annotated[list[str], typer.Argument(metavar="ID…", help="The parties' ids.")],
    why: Annotated[str, typer.Option(help="The reason, in a sentence.")],
    shred: Annotated[bool, typer.Option("--shred", help="Destroy their names for good; the ids can never be used again.")] = False,
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> None:
    """Take parties off the list: they are not screened any more. What happened to them stays in the journal."""
    desk = open_desk(workspace)
    if len(set(ids)) < len(ids):
        raise refuse("ID", f"{quoted(next(one for one in ids if ids.count(one) > 1))} is given twice")
    asked = Asked(operator(ANY_STATE), f"party-remove-{desk.entropy.id()}")
    count = listing.withdraw(desk, asked, ids, why=why, shred=shred)
    say(f"{count:,} parties are off the list{', and their names destroyed' if shred else ''}.")
