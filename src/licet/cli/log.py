"""`licet log`: the log of everything that happened, and what it can prove to others."""

from pathlib import Path
from typing import Annotated

import typer

from licet.cli.console import DEFAULT_WORKSPACE, Workspace, give, read_file, refuse_nowhere, say
from licet.encoding.dates import instant_text
from licet.encoding.faults import refuse
from licet.ledger.note import read_note
from licet.ledger.refusal import Unreadable
from licet.ledger.witness import request_of
from licet.lifecycle.chain import BrokenChain
from licet.services.case_file import stream_of
from licet.services.claims import NotProvable, NotSo, checkpoint_row, claim, growth, receipt
from licet.services.contracts import check_list as check_contracts
from licet.services.ledger import DAY_SECONDS, SLOTS, Book, catalogues, open_log
from licet.services.ledger_check import check_log
from licet.services.ledger_keys import origin_of, policy_text
from licet.services.ledger_tick import RolledBack, add_cosignatures, next_tick, public_size, tick, tree_of
from licet.storage.files import write_new
from licet.storage.list_check import check_list
from licet.storage.wiring import open_desk

log = typer.Typer(no_args_is_help=True, help="The log of everything that happened.")
Out = Annotated[Path, typer.Option("--out", help="The file to write; must not exist.")]


def add_to(app: typer.Typer) -> None:
    app.add_typer(log, name="log")


@log.command("fsck")
def fsck(workspace: Workspace = DEFAULT_WORKSPACE) -> int:
    """Check everything against everything: journal, its columns, log, checkpoints, published files, lists. Status 1 where it breaks."""
    desk = open_desk(workspace)
    try:
        head = desk.journal.check()
    except BrokenChain as broken:
        say(str(broken))
        return 1
    say(f"The journal holds {head.position:,} events in one unbroken chain.")
    checked = check_log(desk)
    faults = (*checked.faults, *check_list(desk), *check_contracts(desk))
    for sentence in (*checked.notices, *faults):
        say(sentence)
    shut = f"; {checked.shut:,} of them shut for ever" if checked.shut else ""
    say(f"The log holds {checked.entries:,} entries{shut}; {checked.public:,} places are public.")
    return 1 if faults else 0


@log.command("open")
def open_(
    origin: Annotated[
        str, typer.Option("--origin", help="Name of the log: an address without https://, such as log.example.org/licet.")
    ],
    slots: Annotated[int, typer.Option("--slots", min=1, max=65536, help="Entries that each tick adds, used or not.")] = SLOTS,
    tick_seconds: Annotated[int, typer.Option("--every", min=1, help="Seconds from tick to tick.")] = DAY_SECONDS,
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> None:
    """Open the log under a name of its own. Without this the first milestone opens it, under a name made of its key."""
    desk = open_desk(workspace)
    if origin != origin.strip() or not origin or any(c.isspace() or c == "+" for c in origin) or len(origin.encode()) > 200:
        raise refuse("--origin", "is no name of a log; write an address without blanks and plus signs, up to 200 bytes")

    def work() -> None:
        desk.book.rows.hold()
        if desk.book.rows.size():
            raise refuse("--origin", f"comes too late: the log is open as {origin_of(desk.book)}")
        before = desk.journal.head().position + 1
        open_log(
            desk.book,
            opened_at=instant_text(desk.clock.now()),
            before=before,
            origin=origin,
            slots=slots,
            tick_seconds=tick_seconds,
        )

    desk.transactions.run(work)
    say(f"The log {origin} is open.")


@log.command("show")
def show(workspace: Workspace = DEFAULT_WORKSPACE) -> None:
    """How the log stands: its name, size, next tick, entries that wait, and what it can be asked for, as JSON."""
    book = open_desk(workspace).book
    first, newest = catalogues(book)[0][1] if _is_open(book) else None, catalogues(book)[-1][1]
    due = next_tick(book)
    give(
        {
            "checkpoints": [row.size for row in book.rows.checkpoints()],
            "entries_a_tick": first.slots if first else None,
            "next_tick": None if due is None else instant_text(due),
            "origin": origin_of(book),
            "predicates": {one.name: one.meaning for one in newest.predicates},
            "private": book.rows.size(),
            "public": public_size(book),
            "waiting": book.rows.waiting_count(),
        }
    )


@log.command("tick")
def tick_now(workspace: Workspace = DEFAULT_WORKSPACE) -> int:
    """Let the public log catch up with the time, and publish it; “licet work” does so by itself."""
    desk = open_desk(workspace)
    try:
        done = tick(desk)
    except RolledBack as no:
        say(str(no))
        return 1
    if done is None:
        due = next_tick(desk.book)
        say(f"No tick is due; the next is at {due:%Y-%m-%d %H:%M UTC}." if due else "The log is not open yet.")
        return 0
    say(f"The public log has {done.checkpoint.size:,} entries; {done.waiting:,} wait for a later tick.")
    return 0


@log.command("receipt")
def receipt_(
    number: Annotated[str, typer.Argument(help="Number of the request, such as NO-2026-00001.")],
    out: Out,
    event: Annotated[int, typer.Option("--event", min=1, help="Which event of the case; 1 is its submission.")] = 1,
    field: Annotated[
        list[str] | None, typer.Option("--field", help="Open this field only; may be given again. All by default.")
    ] = None,
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> int:
    """Write the proof that an event of a case stands in the log, opening all of its fields or those named."""
    refuse_nowhere("--out", out)
    desk = open_desk(workspace)
    try:
        made = receipt(desk, stream_of(number), event, frozenset(field) if field else None)
    except NotProvable as no:
        say(str(no))
        return 1
    return _write(out, made.bytes)


@log.command("claim")
def claim_(
    predicate: Annotated[str, typer.Argument(help="Predicate of the catalogue; “licet log show” lists them.")],
    out: Out,
    count: Annotated[int, typer.Option("--count", min=0, help="In how many entries it is true; 0 claims none.")],
    start: Annotated[int, typer.Option("--from", min=0, help="Size of the checkpoint at which the range begins.")] = 0,
    end: Annotated[
        int | None, typer.Option("--to", min=1, help="Size of the checkpoint at which it ends; the newest by default.")
    ] = None,
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> int:
    """Write the proof that something is true so many times between two checkpoints. What is not so cannot be proved: status 1."""
    refuse_nowhere("--out", out)
    desk = open_desk(workspace)
    try:
        made = claim(desk, predicate, count=count, start=start, end=end)
    except NotSo as no:
        say(str(no))
        for one in no.where[:20]:
            say(f"True in event {one.position} ({one.stream}).")
        return 1
    except NotProvable as no:
        say(str(no))
        return 1
    return _write(out, made.bytes)


@log.command("growth")
def growth_(
    out: Out,
    start: Annotated[int, typer.Option("--from", min=1, help="Size of the older checkpoint.")],
    end: Annotated[int | None, typer.Option("--to", min=1, help="Size of the newer one; the newest by default.")] = None,
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> int:
    """Write the proof that the log only grew between two checkpoints."""
    refuse_nowhere("--out", out)
    try:
        made = growth(open_desk(workspace), start, end)
    except NotProvable as no:
        say(str(no))
        return 1
    return _write(out, made.bytes)


@log.command("policy")
def policy(workspace: Workspace = DEFAULT_WORKSPACE) -> int:
    """Print a policy that trusts this log: what a verifier needs, to be handed out by the authority itself."""
    try:
        typer.echo(policy_text(open_desk(workspace).book), nl=False)
    except NotProvable as no:
        say(str(no))
        return 1
    return 0


@log.command("ask")
def ask(
    out: Out,
    old: Annotated[
        int, typer.Option("--from", min=0, help="Size of the last checkpoint that the witness cosigned; 0 if none.")
    ] = 0,
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> int:
    """Write the request that asks a witness to cosign the newest checkpoint, to be carried or posted to it."""
    refuse_nowhere("--out", out)
    book = open_desk(workspace).book
    try:
        row = checkpoint_row(book, None)
        if old:
            checkpoint_row(book, old)
    except NotProvable as no:
        say(str(no))
        return 1
    return _write(out, request_of(old, tree_of(book, row.size).consistency(old), read_note(row.note)))


@log.command("cosigned")
def cosigned(
    file: Annotated[Path, typer.Argument(help="What the witness answered.")],
    witness: Annotated[list[str], typer.Option("--witness", help="Key of the witness, as it prints it; may be given again.")],
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> int:
    """Put the cosignatures of witnesses to the newest checkpoint, and publish it. Status 1 when none holds."""
    try:
        lines = read_file(file).decode("utf-8", "replace")
        names = add_cosignatures(open_desk(workspace), lines, witness)
    except Unreadable as no:
        raise refuse(str(file), f"cannot be taken: {no}") from no
    if not names:
        say("No cosignature of these witnesses holds over the newest checkpoint.")
        return 1
    say(f"The newest checkpoint is cosigned by {', '.join(names)}.")
    return 0


def _is_open(book: Book) -> bool:
    if not catalogues(book):
        raise refuse("--workspace", "has no open log yet; it opens with the first milestone, or with “licet log open”")
    return True


def _write(out: Path, data: bytes) -> int:
    try:
        write_new(out, data)
    except FileExistsError as error:
        raise refuse("--out", f"{out} exists already; name a new file") from error
    say(f"Wrote {out}.")
    return 0
