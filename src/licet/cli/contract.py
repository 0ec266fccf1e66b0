"""`licet contract`: contracts of sale and purchase, from planning to their end."""

import datetime as dt
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from licet.cli import show_contract
from licet.cli.console import DEFAULT_WORKSPACE, Workspace, day, give, one_of, read_file, results, say
from licet.contracts.evidence import Evidence
from licet.contracts.history import (
    ContractAmended,
    ContractMilestoneMet,
    ContractOpened,
    ContractRecorded,
    ContractResumed,
    ContractSuspended,
    ContractTerminated,
    Happening,
)
from licet.contracts.stages import RUNNING
from licet.contracts.standing import What
from licet.contracts.terms import StageName, read_contract
from licet.encoding.faults import quoted, refuse
from licet.encoding.reading import Name, Quantity, Text, read_value
from licet.services.contracts import ContractFile, every_row, list_contracts, move, open_contract, record, view_contract
from licet.services.desk import Asked, Desk
from licet.storage.wiring import open_desk, operator

contract = typer.Typer(no_args_is_help=True, help="Contracts of sale and purchase: stages, milestones, deliveries, consents.")

Id = Annotated[str, typer.Argument(metavar="CONTRACT", help="The contract's id, such as NO-NAV-2026-1.")]
On = Annotated[str | None, typer.Option(help="Day on which it happened, YYYY-MM-DD; today if left out.")]
Why = Annotated[str, typer.Option(help="The reason, in a sentence.")]
Given = Annotated[
    list[str] | None,
    typer.Option(
        "--evidence", help="KIND=SOURCE, such as signed_contract='deed 12/2026'; again for each (see `licet contract stages`)."
    ),
]
Format = Annotated[str, typer.Option(help="json or text.")]
RECORDED: tuple[What, ...] = ("milestone", "delivery", "payment", "obligation", "consent", "consent_withdrawn", "evidence")


class Word(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence as given on the command line."""

    why: Text


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """What is recorded, as given on the command line."""

    id: Name
    source: Text
    quantity: Quantity | None = None


def add_to(app: typer.Typer) -> None:
    app.add_typer(contract, name="contract")


@contract.command("open")
def open_(
    file: Annotated[Path, typer.Argument(help="The contract, YAML or JSON (see `licet schema contract`).")],
    stage: Annotated[str, typer.Option(help="The stage it has reached, for a contract that runs already.")] = "planning",
    evidence: Given = None,
    on: On = None,
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> None:
    """Put a contract on file, whole or not at all."""
    terms = read_contract(read_file(file), file.name)
    one_of("--stage", stage, *RUNNING)
    if stage != "planning" and not evidence:
        raise refuse("--evidence", f"is needed to open a contract in {stage}; say from what it is known")
    when = day("--on", on)
    desk = open_desk(workspace)
    opened = ContractOpened(
        contract=terms, stage=msgspec.convert(stage, StageName), evidence=_evidence(evidence, when or desk.clock.today())
    )
    _told(open_contract(desk, _asked(desk, terms.id), opened, on=when))


@contract.command("list")
def list_(
    state: Annotated[str, typer.Argument(help="The authority's state, such as NO.")],
    open_only: Annotated[bool, typer.Option("--open", help="Only contracts in which something can still happen.")] = False,
    format: Format = "text",
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> None:
    """Print every contract of an authority with its stage and since when."""
    one_of("--format", format, "json", "text")
    desk, actor = open_desk(workspace), operator(state.upper())
    wanted = {"open": True} if open_only else {}
    if format == "json":
        give([show_contract.document(one) for one in list_contracts(desk, actor, **wanted)])
    elif found := list(every_row(desk, actor, **wanted)):
        show_contract.listed(results, found, desk.clock.today())
    else:
        say("No contract is on file here.")


@contract.command("show")
def show(contract: Id, format: Format = "text", workspace: Workspace = DEFAULT_WORKSPACE) -> None:
    """Print how a contract stands: what is done, what is open, what its next stage asks for."""
    one_of("--format", format, "json", "text")
    file = view_contract(open_desk(workspace), operator(_state(contract)), contract)
    if format == "json":
        give(show_contract.document(file))
    else:
        show_contract.whole(results, file)


@contract.command("stages")
def stages(format: Format = "text") -> None:
    """Print the stages, the evidence each asks for, and every way from one to another."""
    one_of("--format", format, "json", "text")
    if format == "json":
        give(show_contract.stages_document())
    else:
        show_contract.stages_text(results)


@contract.command("move")
def move_(
    contract: Id,
    stage: Annotated[str, typer.Argument(help="The stage it enters; a stage only goes forward.")],
    evidence: Given = None,
    on: On = None,
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> None:
    """Bring a contract into its next stage, when everything is in hand that this asks for."""
    when = day("--on", on)
    desk = open_desk(workspace)
    given = _evidence(evidence, when or desk.clock.today())
    _told(move(desk, _asked(desk, contract), contract, stage, evidence=given, on=when))


@contract.command("record")
def record_(
    contract: Id,
    what: Annotated[str, typer.Argument(help="One of: " + ", ".join(RECORDED) + ".")],
    id: Annotated[str, typer.Argument(metavar="ID", help="Its id in the contract; of evidence, its kind.")],
    source: Annotated[str, typer.Option(help="Where it is known from.")],
    quantity: Annotated[str | None, typer.Option(help="Of a delivery: how much.")] = None,
    on: On = None,
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> None:
    """Record a milestone met, a delivery, a payment, an obligation discharged, a consent, or evidence."""
    when = day("--on", on)
    kind: What = RECORDED[RECORDED.index(one_of("WHAT", what, *RECORDED))]
    if quantity is not None and kind != "delivery":
        raise refuse("--quantity", "belongs to a delivery")
    note = read_value({"id": id, "source": source, **({"quantity": quantity} if quantity is not None else {})}, Note, "record")
    desk = open_desk(workspace)
    if kind == "milestone":
        writes: Happening = ContractMilestoneMet(milestone=note.id, source=note.source)
    else:
        held = Evidence(kind=note.id, source=note.source, on=when or desk.clock.today()) if kind == "evidence" else None
        writes = ContractRecorded(what=kind, id=note.id, source=note.source, quantity=note.quantity, evidence=held)
    _told(record(desk, _asked(desk, contract), contract, writes, on=when))


@contract.command("amend")
def amend(
    contract: Id,
    file: Annotated[Path, typer.Argument(help="The whole contract with its new terms.")],
    why: Why,
    on: On = None,
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> None:
    """Change the terms. What was delivered, paid, met or consented to stays."""
    terms = read_contract(read_file(file), file.name)
    _record(contract, ContractAmended(contract=terms, why=_why(why)), on, workspace)


@contract.command("suspend")
def suspend(contract: Id, why: Why, on: On = None, workspace: Workspace = DEFAULT_WORKSPACE) -> None:
    """Stop work for a time."""
    _record(contract, ContractSuspended(why=_why(why)), on, workspace)


@contract.command("resume")
def resume(contract: Id, why: Why, on: On = None, workspace: Workspace = DEFAULT_WORKSPACE) -> None:
    """Go on where work was stopped."""
    _record(contract, ContractResumed(why=_why(why)), on, workspace)


@contract.command("terminate")
def terminate(contract: Id, why: Why, on: On = None, workspace: Workspace = DEFAULT_WORKSPACE) -> None:
    """End a contract that is not complete; nothing leads back."""
    _record(contract, ContractTerminated(why=_why(why)), on, workspace)


def _record(contract: str, writes: Happening, on: str | None, workspace: Path) -> None:
    when = day("--on", on)
    desk = open_desk(workspace)
    _told(record(desk, _asked(desk, contract), contract, writes, on=when))


def _told(file: ContractFile) -> None:
    say(f"{file.contract.id} is {show_contract.status_text(file.standing)} since {file.standing.last_on}.")


def _asked(desk: Desk, contract: str) -> Asked:
    return Asked(operator(_state(contract)), f"contract-{desk.entropy.id()}")


def _state(contract: str) -> str:
    """The authority's state, which a contract's id begins with."""
    return contract.partition("-")[0].upper() or "ZZ"


def _why(text: str) -> str:
    return read_value({"why": text}, Word).why


def _evidence(given: list[str] | None, on: dt.date) -> tuple[Evidence, ...]:
    found = []
    for index, one in enumerate(given or ()):
        kind, sign, source = one.partition("=")
        if not sign:
            raise refuse("--evidence", f"{quoted(one)} is not KIND=SOURCE; write such as signed_contract='deed 12/2026'")
        found.append(read_value({"kind": kind, "source": source, "on": on.isoformat()}, Evidence, f"--evidence[{index}]"))
    return tuple(found)
