"""`licet key`: the keys that seal identities."""

from typing import Annotated

import typer

from licet.cli.console import DEFAULT_WORKSPACE, Workspace, say
from licet.storage.wiring import OPERATOR, open_desk

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
    if not yes:
        typer.confirm(f"Destroy the identity of {subject} for good?", abort=True, err=True)
    desk = open_desk(workspace)
    desk.sealer.shred(subject, desk.clock.today(), OPERATOR)
    say(f"The identity of {subject} is destroyed.")
