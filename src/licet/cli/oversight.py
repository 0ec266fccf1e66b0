"""`licet oversight`: whole cases for a court or committee, sealed to it, signed, marked and logged. It cannot be switched off."""

from pathlib import Path
from typing import Annotated

import typer
from msgspec.structs import replace

from licet.cli.console import DEFAULT_WORKSPACE, Workspace, give, read_file, refuse_nowhere, say
from licet.encoding.faults import refuse
from licet.ledger.policy import Policy, read_policy
from licet.ledger.refusal import Unproved, Unreadable
from licet.sealing.field import Unopenable
from licet.services import oversight as service
from licet.services.case_file import stream_of
from licet.services.desk import Asked
from licet.storage.files import write_new
from licet.storage.recipients import make_keys, read_recipient, unseal
from licet.storage.wiring import open_desk, operator

oversight = typer.Typer(no_args_is_help=True, help="Whole cases for a court or committee. It cannot be switched off.")


def add_to(app: typer.Typer) -> None:
    app.add_typer(oversight, name="oversight")


@oversight.command("key")
def key(
    private: Annotated[Path, typer.Argument(help="The private key's new file; the public one is written beside it with “.pub”.")],
) -> None:
    """Make a recipient's pair of keys. The court makes it, keeps the private one, and sends the other."""
    refuse_nowhere("PRIVATE", private)
    public = private.with_name(private.name + ".pub")
    made = make_keys(private, public)
    say(f"Keep {private} where only its owner reads it. Hand {public} (key {made.id}) to the authority.")


@oversight.command("export")
def export(
    numbers: Annotated[list[str], typer.Argument(help="Numbers of the cases, such as NO-2026-00001.")],
    to: Annotated[str, typer.Option("--to", help="Who receives it, such as a court and its file number.")],
    key_file: Annotated[Path, typer.Option("--key", help="The recipient's public key.")],
    purpose: Annotated[str, typer.Option("--purpose", help="Who ordered it, and under which law.")],
    out: Annotated[Path, typer.Option("--out", help="The sealed file to write; must not exist.")],
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> None:
    """Seal whole cases to a recipient: names, findings of every level, events, receipts. Each reading and the export are logged first."""
    refuse_nowhere("--out", out)
    if out.exists():
        raise refuse("--out", f"{out} exists already; name a new file")
    recipient = read_recipient(read_file(key_file), key_file.name)
    desk = open_desk(workspace)
    states = {number.partition("-")[0] for number in numbers if stream_of(number)}
    if len(states) != 1:
        raise refuse("cases", "are of several authorities; export those of each apart")
    actor = replace(operator(states.pop()), roles=("inspector",))
    asked = Asked(actor, f"oversight-{desk.entropy.id()}")
    made = service.export(desk, asked, numbers, recipient=to, key=recipient, purpose=purpose)
    write_new(out, made.sealed, mode=0o600)
    say(f"Export {made.id} of {len(set(numbers)):,} cases, sealed to {to} (key {recipient.id}). Only its private key opens {out}.")


@oversight.command("open")
def open_(
    file: Annotated[Path, typer.Argument(help="The sealed export.")],
    key_file: Annotated[Path, typer.Option("--key", help="The recipient's private key.")],
    policy: Annotated[Path, typer.Option("--policy", help="Whom to trust: a policy with the authority's log.")],
) -> int:
    """Open an export as its recipient, check who signed it, and print it as JSON. Status 1 where it does not open or was changed."""
    trusted = _policy(policy)
    try:
        found = service.opened(unseal(read_file(file), read_file(key_file), key_file.name), trusted)
    except (Unopenable, Unreadable, Unproved) as no:
        say(str(no))
        return 1
    say(f"Signed by {found.signed_by}.")
    give(found.document)
    return 0


@oversight.command("trace")
def trace(
    file: Annotated[Path, typer.Argument(help="A copy, or a part of one, that turned up somewhere.")],
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> int:
    """Say from which export a copy is, by the marks in it, as JSON Lines. Status 1 where it holds none of ours."""
    found = service.trace(open_desk(workspace), read_file(file).decode(errors="replace"))
    if not found:
        say("The file holds no mark of an export of this workspace.")
        return 1
    for one in found:
        give(one)
    return 0


def _policy(path: Path) -> Policy:
    try:
        return read_policy(read_file(path))
    except Unreadable as no:
        raise refuse(path.name, str(no)) from no
