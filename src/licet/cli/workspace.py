"""`licet init`, `backup`, `restore`, `reindex`, `work`: a workspace and its upkeep."""

import time
from pathlib import Path
from typing import Annotated

import typer

from licet.cli.console import DEFAULT_WORKSPACE, Workspace, give, refuse_nowhere, say
from licet.services import work as working
from licet.services.case_file import file_of, row_of
from licet.services.contracts import rebuild as contracts_rebuilt
from licet.services.ledger_tick import RolledBack, tick
from licet.services.parties import rebuilt as parties_rebuilt
from licet.storage import backup as backups
from licet.storage import wiring
from licet.storage.reindex import reindex as rebuild
from licet.storage.workspace import open_workspace


def add_to(app: typer.Typer) -> None:
    app.command()(init)
    app.command()(backup)
    app.command()(restore)
    app.command()(reindex)
    app.command()(work)


def init(
    empty: Annotated[bool, typer.Option("--empty", help="Without the bundled reference data.")] = False,
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> None:
    """Make a workspace: database, reference library, keys."""
    wiring.init(workspace, empty=empty)
    say(f"Made the workspace {workspace}{' without reference data' if empty else ''}.")


def backup(
    file: Annotated[Path, typer.Argument(help="Where to write the archive; must not exist.")],
    keys: Annotated[
        bool, typer.Option("--with-keys", help="Put the keys in too: identities destroyed later stay readable in it.")
    ] = False,
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> None:
    """Write everything of the workspace to one archive, consistent while others work. Keys stay out unless asked."""
    refuse_nowhere("FILE", file)
    made = backups.backup(_open(workspace), file, with_keys=keys)
    say(
        f"Wrote {file}. Keep the folder keys apart from it: without the keys nobody can read an identity."
        if not keys
        else f"Wrote {file}, keys included."
    )
    give(made)


def restore(
    file: Annotated[Path, typer.Argument(help="The archive.")],
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> None:
    """Make a workspace from an archive, checking every digest and the chain of events."""
    made = backups.restore(file, workspace, url=wiring.database_url())
    say(f"Restored the workspace {workspace}.")
    give(made)


def reindex(workspace: Workspace = DEFAULT_WORKSPACE) -> None:
    """Throw the lists of cases, stored parties and contracts away and rebuild them from the journal."""
    desk = wiring.open_desk(workspace)
    count = rebuild(desk.transactions, desk.journal, desk.cases, lambda history: row_of(desk, file_of(desk, history)))
    parties = parties_rebuilt(desk)
    contracts = contracts_rebuilt(desk)
    say(f"Rebuilt the list of {count:,} cases, of {parties:,} stored parties and of {contracts:,} contracts.")


def work(
    once: Annotated[bool, typer.Option("--once", help="Do what is due and stop.")] = False,
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> None:
    """Do background jobs and ticks of the log as they fall due, until stopped."""
    desk = wiring.open_desk(workspace)
    worker = f"work-{desk.entropy.id()[:8]}"
    while True:
        done = working.drain(desk, worker=worker, told=say)
        if done:
            say(f"Did {done:,} jobs.")
        try:
            ticked = tick(desk)
        except RolledBack as no:
            say(str(no))
            raise typer.Exit(1) from no
        if ticked is not None:
            say(f"The public log has {ticked.checkpoint.size:,} entries.")
        if once:
            return
        time.sleep(1)


def _open(folder: Path):  # type: ignore[no-untyped-def] # a storage Workspace; the name is taken by the option
    wiring.open_desk(folder)
    return open_workspace(folder, url=wiring.database_url())
