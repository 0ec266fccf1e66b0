"""`licet verify`: what a log says, checked offline, as any stranger would (see also tools/verify/licet_verify.py)."""

from pathlib import Path
from typing import Annotated

import typer

from licet.cli.console import DEFAULT_WORKSPACE, Workspace, read_file, say
from licet.encoding.faults import refuse
from licet.ledger.policy import Policy, read_policy
from licet.ledger.refusal import Unproved, Unreadable
from licet.ledger.verify import verify_file, verify_folder
from licet.services.claims import NotProvable
from licet.services.ledger_keys import policy_text
from licet.storage.ledger_files import FilePublication
from licet.storage.wiring import open_desk
from licet.storage.workspace import exists

LARGEST_BUNDLE = 1 << 30


def add_to(app: typer.Typer) -> None:
    app.command()(verify)


def verify(
    bundle: Annotated[Path, typer.Argument(help="Proof, claim, proof of growth, change of key, checkpoint, or folder of a log.")],
    policy: Annotated[
        Path | None, typer.Option("--policy", help="Whom you trust. By default this workspace's own log, if it has one.")
    ] = None,
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> int:
    """Check what a log says, offline: status 0 with what is proved, 1 with why it is not, 2 when it cannot be read."""
    trusted = _policy(policy, workspace)
    try:
        if bundle.is_dir():
            lines = verify_folder(FilePublication(bundle).read, _names(bundle), trusted)
        else:
            lines = verify_file(read_file(bundle, most=LARGEST_BUNDLE), trusted)
    except Unproved as no:
        typer.echo(f"Not proved: {no}.")
        return 1
    except Unreadable as no:
        raise refuse(str(bundle), f"cannot be checked: {no}") from no
    typer.echo("\n".join(lines))
    return 0


def _policy(file: Path | None, workspace: Path) -> Policy:
    if file is not None:
        try:
            return read_policy(read_file(file))
        except Unreadable as no:
            raise refuse(str(file), f"cannot be taken: {no}") from no
    if not exists(workspace):
        raise refuse("--policy", "is missing; name the file that says whose keys you trust (their authority hands it out)")
    try:
        text = policy_text(open_desk(workspace).book)
    except NotProvable as no:
        raise refuse("--policy", "is missing, and the log of this workspace is not open; name the keys you trust") from no
    say("Checked against the keys of this workspace's own log; name others with --policy.")
    return read_policy(text.encode())


def _names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in (folder / "tile").rglob("*") if path.is_file())
