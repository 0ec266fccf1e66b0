"""`licet reference`: official files in, immutable editions out, and held updates released or rejected."""

from pathlib import Path
from typing import Annotated

import typer

from licet.cli import show_editions as show
from licet.cli.console import DEFAULT_WORKSPACE, Workspace, day, give, one_of, read_file, results, say
from licet.encoding.canonical import to_plain
from licet.encoding.faults import refuse
from licet.reference.diff_lines import SIDES
from licet.reference.parse import SOURCES
from licet.services import updates
from licet.services.desk import Asked, Desk
from licet.services.references import snapshot_of
from licet.storage.wiring import open_desk, operator

LARGEST_LIST = 512 * 1024 * 1024
ANY_STATE = "ZZ"
"""The operator acts for no authority in particular: one library serves them all."""
Edition = Annotated[str, typer.Argument(help="The edition: an id or digest or its beginning, or KIND[:NAME]@DATE.")]
Why = Annotated[str, typer.Option("--why", help="The reason, in a sentence; it is kept with your word.")]
reference = typer.Typer(no_args_is_help=True, help="Editions of lists and tables.")


def add_to(app: typer.Typer) -> None:
    app.add_typer(reference, name="reference")


@reference.command("add")
def add(
    files: Annotated[list[Path], typer.Argument(help="The official files of one edition, plain or gzip.")],
    kind: Annotated[str, typer.Option(help="Which kind of list or table: " + ", ".join(sorted(SOURCES)) + ".")],
    edition: Annotated[str | None, typer.Option(help="Day the publisher dated it, where the files do not say, YYYY-MM-DD.")] = None,
    name: Annotated[str | None, typer.Option(help="Name that tells two lists of one kind apart.")] = None,
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> None:
    """Add an edition, whole or not at all; the same files a second time change nothing. One that looks wrong is held for two people."""
    read = {}
    for file in files:
        if file.name in read:
            raise refuse(str(file), "has the same file name as another of the set; rename one")
        read[file.name] = read_file(file, most=LARGEST_LIST)
    desk = open_desk(workspace)
    taken = updates.take_in(desk, _asked(desk), kind, read, edition_date=day("--edition", edition), name=name)
    show.taken_in(taken)
    give(taken.edition)


@reference.command("list")
def list_editions(
    format: Annotated[str, typer.Option(help="json or text.")] = "text",
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> None:
    """Show every edition with its date, age and number of entries."""
    one_of("--format", format, "json", "text")
    desk = open_desk(workspace)
    editions = desk.library.editions()
    if format == "json":
        give([to_plain(edition) for edition in editions])
        return
    today = desk.clock.today()
    snapshot = snapshot_of(desk.library, as_of=today)
    results.print(show.edition_table(editions, snapshot))
    for caution in updates.list_cautions(desk, snapshot):
        say(caution)


@reference.command("diff")
def diff(
    before: Annotated[str, typer.Argument(help="The earlier edition: an id or digest or its beginning, or KIND[:NAME]@DATE.")],
    after: Annotated[str, typer.Argument(help="The later edition, in the same way.")],
    format: Annotated[str, typer.Option(help="json or text.")] = "text",
    only: Annotated[str | None, typer.Option(help="Only what was added, removed or changed.")] = None,
    find: Annotated[str | None, typer.Option(help="Only entries whose id or a name holds this text.")] = None,
    limit: Annotated[int, typer.Option(min=0, help="How many entries of each to show; 0 shows all.")] = 20,
    offset: Annotated[int, typer.Option(min=0, help="How many entries of each to pass over first.")] = 0,
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> None:
    """Which entries an edition of a party list adds, removes and changes against another, field by field. JSON holds them all."""
    one_of("--format", format, "json", "text")
    if only is not None:
        one_of("--only", only, *SIDES)
    desk = open_desk(workspace)
    compared = updates.compare(desk, updates.edition_named(desk, before), updates.edition_named(desk, after))
    if format == "json":
        give(compared.difference)
        return
    show.difference(compared, only=only, find=find, limit=limit, offset=offset)


@reference.command("held")
def held(
    format: Annotated[str, typer.Option(help="json or text.")] = "text",
    every: Annotated[bool, typer.Option("--all", help="Those released and rejected too.")] = False,
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> None:
    """Show the updates that are held for two people, why, and what was said of them."""
    one_of("--format", format, "json", "text")
    desk = open_desk(workspace)
    found = updates.held_updates(desk, _asked(desk).actor, open_only=not every)
    if format == "json":
        give([to_plain(view) for view in found])
        return
    show.held_updates(found)


@reference.command("release")
def release(edition: Edition, why: Why, workspace: Workspace = DEFAULT_WORKSPACE) -> None:
    """Say that a held update is sound. With the word of a second person it takes force.

    The command line is one person, whoever types: the second gives their word on the site.
    """
    desk = open_desk(workspace)
    show.said(updates.release(desk, _asked(desk), updates.edition_named(desk, edition), why=why))


@reference.command("reject")
def reject(edition: Edition, why: Why, workspace: Workspace = DEFAULT_WORKSPACE) -> None:
    """Say that a held update is not sound. With the word of a second person it stays out of force for good.

    The command line is one person, whoever types: the second gives their word on the site.
    """
    desk = open_desk(workspace)
    show.said(updates.reject(desk, _asked(desk), updates.edition_named(desk, edition), why=why))


def _asked(desk: Desk) -> Asked:
    return Asked(operator(ANY_STATE), f"reference-{desk.entropy.id()}")
