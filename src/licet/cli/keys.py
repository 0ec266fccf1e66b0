"""`licet key`: the keys that seal identities, and those that the log signs with."""

from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from licet.cli.console import DEFAULT_WORKSPACE, Workspace, errors, refuse_nowhere, say
from licet.encoding.faults import quoted, refuse
from licet.sealing.keys import KEY_BYTES, IdentityDestroyed
from licet.services.claims import NotProvable
from licet.services.ledger_keys import make_root_known, shut, succeed
from licet.storage.files import write_new
from licet.storage.keys import read_seed
from licet.storage.wiring import OPERATOR, database_url, open_desk
from licet.storage.workspace import open_workspace

key = typer.Typer(no_args_is_help=True, help="Keys that seal identities, and the log's own.")


def add_to(app: typer.Typer) -> None:
    app.add_typer(key, name="key")


@key.command("shred")
def shred(
    subject: Annotated[
        str,
        typer.Argument(help="Whose key to destroy: REFERENCE/PARTY, as in the stored dossier; with --log, the number of a case."),
    ],
    of_log: Annotated[
        bool,
        typer.Option("--log", help="Shut the log's entries of a case: what they say is never opened again, claims stay provable."),
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask; it cannot be undone.")] = False,
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> None:
    """Destroy the key of an identity for good: nobody can read it again, in any backup; or, with --log, that of a case in the log."""
    desk = open_desk(workspace)
    if of_log:
        if not yes:
            typer.confirm(f"Shut what the log says of {subject} for good?", abort=True, err=True)
        say(f"What the log says of {subject} is shut since {shut(desk, subject, OPERATOR):%Y-%m-%d}; claims stay provable.")
        return
    _refuse_nobody(workspace, subject)
    if not yes:
        typer.confirm(f"Destroy the identity of {subject} for good?", abort=True, err=True)
    desk.sealer.shred(subject, desk.clock.today(), OPERATOR)
    say(f"The identity of {subject} is destroyed.")


@key.command("rotate")
def rotate(
    of_log: Annotated[
        bool, typer.Option("--log", help="Change the key that the log signs with, instead of the one that seals.")
    ] = False,
    root: Annotated[Path | None, typer.Option("--root", help="With --log: the file of the log's offline root.")] = None,
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> int:
    """Put every sealed key under a new key-encryption key while others go on reading; or, with --log, change the log's own key."""
    desk = open_desk(workspace)
    if of_log:
        if root is None:
            raise refuse("--root", "is missing; only the offline root can say which key follows, see “licet key root”")
        try:
            note = succeed(desk, read_seed(root))
        except NotProvable as no:
            say(str(no))
            return 1
        typer.echo(note.bytes.decode(), nl=False)
        say(
            "The log signs with a new key from its next checkpoint on. Give this note to whoever verifies: “licet verify” takes it."
        )
        return 0
    with Progress(console=errors, transient=True) as bar:
        task = bar.add_task("Wrapping keys anew", total=None)
        count = open_workspace(workspace, url=database_url()).keys.rotate(
            lambda done, of: bar.update(task, completed=done, total=of)
        )
    say(f"{count:,} keys are under a new key-encryption key; the old one is deleted.")
    return 0


@key.command("root")
def root_(
    file: Annotated[Path, typer.Argument(help="The file to write, best on a medium that leaves with you.")],
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> int:
    """Make the offline root of the log, once: it alone can say later which key follows the log's own."""
    refuse_nowhere("FILE", file)
    desk = open_desk(workspace)
    seed = desk.entropy.bytes(KEY_BYTES)
    if file.exists():
        raise refuse("FILE", f"{file} exists already; name a new file")
    write_new(file, seed.hex().encode() + b"\n", mode=0o600)
    try:
        made = make_root_known(desk, seed)
    except NotProvable as no:
        file.unlink()
        say(str(no))
        return 1
    say(f"Wrote {file}. Take it away from this machine, keep two copies in two places, and never put it into a backup.")
    typer.echo(f"log {made.vkey}")
    return 0


def _refuse_nobody(workspace: Path, subject: str) -> None:
    """A misspelt subject must not be told to be destroyed; one destroyed before may be again, and nothing changes."""
    try:
        open_workspace(workspace, url=database_url()).keys.data_key(subject)
    except KeyError as error:
        raise refuse("SUBJECT", f"{quoted(subject)} has no key here; write REFERENCE/PARTY or REFERENCE/PARTY/OWNER") from error
    except IdentityDestroyed:
        return
