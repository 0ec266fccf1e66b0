"""`licet key`: the keys that seal identities."""

from pathlib import Path
from typing import Annotated

import typer

from licet.cli.console import DEFAULT_WORKSPACE, Workspace, say
from licet.encoding.faults import quoted, refuse
from licet.sealing.keys import IdentityDestroyed
from licet.storage.wiring import OPERATOR, database_url, open_desk
from licet.storage.workspace import open_workspace

key = typer.Typer(no_args_is_help=True, help="Keys that seal identities.")


def add_to(app: typer.Typer) -> None:
    app.add_typer(key, name="key")


@key.command("shred")
def shred(
    subject: Annotated[str, typer.Argument(help="Whose key to destroy: REFERENCE/PARTY, as in the stored dossier.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask; it cannot be undone.")] = False,
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> None:
    """Destroy the key of an identity for good: nobody can read it again, in any backup."""
    desk = open_desk(workspace)
    _refuse_nobody(workspace, subject)
    if not yes:
        typer.confirm(f"Destroy the identity of {subject} for good?", abort=True, err=True)
    desk.sealer.shred(subject, desk.clock.today(), OPERATOR)
    say(f"The identity of {subject} is destroyed.")


def _refuse_nobody(workspace: Path, subject: str) -> None:
    """A misspelt subject must not be told to be destroyed; one destroyed before may be again, and nothing changes."""
    try:
        open_workspace(workspace, url=database_url()).keys.data_key(subject)
    except KeyError as error:
        raise refuse("SUBJECT", f"{quoted(subject)} has no key here; write REFERENCE/PARTY or REFERENCE/PARTY/OWNER") from error
    except IdentityDestroyed:
        return
