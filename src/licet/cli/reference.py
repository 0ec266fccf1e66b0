"""`licet reference`: official files in, immutable editions out."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from licet.cli.console import DEFAULT_WORKSPACE, Workspace, day, give, one_of, read_file, results, say
from licet.encoding.canonical import to_plain
from licet.encoding.dates import instant_text
from licet.encoding.faults import quoted, refuse
from licet.reference.edition import PARTY_LIST_KINDS, Edition
from licet.reference.parse import SOURCES
from licet.services.references import snapshot_of
from licet.storage.library import FileLibrary
from licet.storage.wiring import open_desk

LARGEST_LIST = 512 * 1024 * 1024
reference = typer.Typer(no_args_is_help=True, help="Editions of lists and tables.")


def add_to(app: typer.Typer) -> None:
    app.add_typer(reference, name="reference")


def _library(workspace: Path) -> FileLibrary:
    library = open_desk(workspace).library
    assert isinstance(library, FileLibrary)
    return library


@reference.command("add")
def add(
    files: Annotated[list[Path], typer.Argument(help="The official files of one edition, plain or gzip.")],
    kind: Annotated[str, typer.Option(help="Which kind of list or table: " + ", ".join(sorted(SOURCES)) + ".")],
    edition: Annotated[str | None, typer.Option(help="Day the publisher dated it, where the files do not say, YYYY-MM-DD.")] = None,
    name: Annotated[str | None, typer.Option(help="Name that tells two lists of one kind apart.")] = None,
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> None:
    """Add an edition, whole or not at all; the same files a second time change nothing."""
    read = {}
    for file in files:
        if file.name in read:
            raise refuse(str(file), "has the same file name as another of the set; rename one")
        read[file.name] = read_file(file, most=LARGEST_LIST)
    desk = open_desk(workspace)
    added = desk.library.add(kind, read, edition_date=day("--edition", edition), name=name, added_at=instant_text(desk.clock.now()))
    say(f"{added.kind} {added.name} of {added.dated_on}: {added.entries:,} entries.")
    give(added)


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
    table = Table("kind", "name", "dated", "age (days)", "entries", "in force", "digest", box=None)
    today = desk.clock.today()
    in_force = {edition.content for edition in snapshot_of(desk.library, as_of=today).editions}
    for edition in editions:
        # A law table speaks from its date on and does not age as a list does.
        age = str((today - edition.dated_on).days) if edition.kind in PARTY_LIST_KINDS else ""
        state = "held" if edition.held else "yes" if edition.content in in_force else "no"
        table.add_row(edition.kind, edition.name, str(edition.dated_on), age, f"{edition.entries:,}", state, edition.content[:19])
    results.print(table)


@reference.command("diff")
def diff(
    before: Annotated[str, typer.Argument(help="The earlier edition: a digest or its beginning, or KIND@DATE.")],
    after: Annotated[str, typer.Argument(help="The later edition, in the same way.")],
    format: Annotated[str, typer.Option(help="json or text.")] = "text",
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> None:
    """Which records an edition adds, removes and changes against another."""
    one_of("--format", format, "json", "text")
    library = _library(workspace)
    difference = library.diff(_named(library, before), _named(library, after))
    if format == "json":
        give(difference)
        return
    say(f"{len(difference.added):,} added, {len(difference.removed):,} removed, {len(difference.changed):,} changed.")
    for mark, ids in (("+", difference.added), ("-", difference.removed)):
        for one in ids:
            print(mark, one)
    for changed in difference.changed:
        print("~", changed.id, ", ".join(changed.fields))


def _named(library: FileLibrary, name: str) -> Edition:
    """The edition a word names; raises `Faults` when it names none or several."""
    kind, _, dated = name.partition("@")
    digits = name.removeprefix("sha256:")
    found = [
        edition
        for edition in library.editions()
        if (dated and edition.kind == kind and str(edition.dated_on) == dated)
        or (len(digits) >= 8 and edition.content.removeprefix("sha256:").startswith(digits))
    ]
    if not found:
        raise refuse("edition", f"{quoted(name)} names none in this workspace; see “licet reference list”")
    if len(found) > 1:
        raise refuse("edition", f"{quoted(name)} names {len(found)}; use a longer digest")
    return found[0]
