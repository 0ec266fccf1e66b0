"""`licet reference`: official files in, immutable editions out, and held updates released or rejected."""

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from licet.cli import show_editions as show
from licet.cli.console import DEFAULT_WORKSPACE, Workspace, day, give, one_of, read_file, results, say
from licet.cli.parties import drain
from licet.encoding.canonical import to_plain
from licet.encoding.faults import Fault, Faults, quoted, refuse
from licet.reference.diff_lines import SIDES, Page, difference_json
from licet.reference.parse import SOURCES
from licet.reference.sources import Limits, ListSource, Sources
from licet.services import fetching, updates
from licet.services.desk import Asked, Desk
from licet.services.fetching import Outcome
from licet.services.list_age import list_cautions
from licet.services.references import snapshot_of
from licet.storage.fetching import FileFetchMemory, HttpsFetcher
from licet.storage.source_settings import INCOMING, sources_of, write_sources
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
    drain(desk)
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
    for caution in list_cautions(desk, snapshot):
        say(caution)


@reference.command("fetch")
def fetch(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="SOURCE", help="Which sources; all of them when none is named.")
    ] = None,
    folder: Annotated[
        Path | None,
        typer.Option("--from", help="Take the files from this folder and ask nobody; where machines may not reach out."),
    ] = None,
    incoming: Annotated[bool, typer.Option("--incoming", help="Take them from the folder incoming of the workspace.")] = False,
    edition: Annotated[str | None, typer.Option(help="Day of files from a folder that carry none, YYYY-MM-DD.")] = None,
    format: Annotated[str, typer.Option(help="json or text.")] = "text",
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> int:
    """Fetch lists from their publishers, or take them from a folder. Status 1 when one fails or is held for two people."""
    one_of("--format", format, "json", "text")
    if folder is not None and incoming:
        raise refuse("--incoming", "does not go together with --from; give one of them")
    folder = workspace / INCOMING if incoming else folder
    if edition is not None and folder is None:
        raise refuse("--edition", "is for files from a folder; a publisher's server says when it gave out its files")
    desk = open_desk(workspace)
    settings = sources_of(workspace)
    chosen = _chosen(settings, names or [])
    if folder is None:
        outcomes = _fetched(desk, chosen, settings.limits, workspace)
    else:
        outcomes = _from_folder(desk, chosen, folder, day("--edition", edition), all_of_them=bool(names))
    if format == "json":
        give([to_plain(outcome) for outcome in outcomes])
    else:
        show.outcomes(outcomes)
    return 1 if any(outcome.outcome in ("failed", "held") for outcome in outcomes) else 0


@reference.command("sources")
def sources(
    write: Annotated[
        bool, typer.Option("--write", help="Put the shipped settings into the workspace as sources.yaml, to be edited.")
    ] = False,
    format: Annotated[str, typer.Option(help="json or text.")] = "text",
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> None:
    """Show where each list is fetched from, and what of it is in force. Nothing is asked."""
    one_of("--format", format, "json", "text")
    desk = open_desk(workspace)
    if write:
        say(f"Wrote {write_sources(workspace)}. Edit it there; it counts in place of the shipped one.")
    settings = sources_of(workspace)
    if format == "json":
        give(settings)
        return
    results.print(show.source_table(settings, snapshot_of(desk.library, as_of=desk.clock.today())))


@reference.command("diff")
def diff(
    before: Annotated[str, typer.Argument(help="The earlier edition: an id or digest or its beginning, or KIND[:NAME]@DATE.")],
    after: Annotated[str, typer.Argument(help="The later edition, in the same way.")],
    format: Annotated[str, typer.Option(help="json or text.")] = "text",
    only: Annotated[str | None, typer.Option(help="Only what was added, removed or changed.")] = None,
    find: Annotated[str | None, typer.Option(help="Only entries whose id or a name holds this text.")] = None,
    limit: Annotated[
        int | None, typer.Option(min=0, help="How many entries of each to show; 0 shows all. Text shows 20, JSON all of them.")
    ] = None,
    offset: Annotated[int, typer.Option(min=0, help="How many entries of each to pass over first.")] = 0,
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> None:
    """Which entries an edition of a party list adds, removes and changes against another, field by field."""
    one_of("--format", format, "json", "text")
    if only is not None:
        one_of("--only", only, *SIDES)
    desk = open_desk(workspace)
    compared = updates.compare(desk, updates.edition_named(desk, before), updates.edition_named(desk, after))
    page = Page(only=only, find=find or "", limit=limit, offset=offset)
    if format == "json":
        give(difference_json(compared, page))
        return
    show.difference(compared, page)


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
    drain(desk)


@reference.command("reject")
def reject(edition: Edition, why: Why, workspace: Workspace = DEFAULT_WORKSPACE) -> None:
    """Say that a held update is not sound. With the word of a second person it stays out of force for good.

    The command line is one person, whoever types: the second gives their word on the site.
    """
    desk = open_desk(workspace)
    show.said(updates.reject(desk, _asked(desk), updates.edition_named(desk, edition), why=why))


def _chosen(settings: Sources, names: list[str]) -> tuple[ListSource, ...]:
    known = {source.name: source for source in settings.sources}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise Faults(Fault("SOURCE", f"{quoted(name)} is none of {', '.join(known)}") for name in unknown)
    return tuple(known[name] for name in names) if names else settings.sources


def _fetched(desk: Desk, chosen: tuple[ListSource, ...], limits: Limits, workspace: Path) -> list[Outcome]:
    fetcher, memory = HttpsFetcher(), FileFetchMemory(workspace / "library" / "fetched")
    outcomes = []
    with show.downloads() as told:
        for source in chosen:
            outcomes.append(fetching.fetch(desk, _asked(desk), source, fetcher, memory, limits, told=told))
    return outcomes


def _from_folder(
    desk: Desk, chosen: tuple[ListSource, ...], folder: Path, edition_date: dt.date | None, *, all_of_them: bool
) -> list[Outcome]:
    if not folder.is_dir():
        raise refuse("--from", f"{folder} is no folder; make it and put the publishers' files there, in a folder for each source")
    outcomes = []
    for source in chosen:
        files = _dropped(source, folder)
        if files:
            outcomes.append(fetching.take_from(desk, _asked(desk), source, files, edition_date=edition_date))
        elif all_of_them:
            raise refuse(str(folder / source.name), f"holds none of {', '.join(file.name for file in source.files)}")
    if not outcomes:
        say(
            f"{folder} holds no file of any source. Put the files of each into a folder of its name, such as {folder / chosen[0].name}."
        )
    return outcomes


def _dropped(source: ListSource, folder: Path) -> dict[str, bytes]:
    """The files of a source in its own folder, plain or gzip, by the names that the settings give them."""
    found = {}
    for file in source.files:
        for path in (folder / source.name / file.name, folder / source.name / f"{file.name}.gz"):
            if path.is_file():
                found[path.name] = read_file(path, most=LARGEST_LIST)
                break
    return found


def _asked(desk: Desk) -> Asked:
    return Asked(operator(ANY_STATE), f"reference-{desk.entropy.id()}")
