"""A contract as a history: its commands, its events, and how it stands after them."""

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal

import msgspec
from msgspec.structs import replace

from licet.contracts.evidence import Evidence
from licet.contracts.guards import GUARDS
from licet.contracts.stages import CONTRACT_LIFE, NAMES, SUSPENDED, stage_of
from licet.contracts.standing import Amendment, Attempt, Entered, Standing, What
from licet.contracts.terms import Contract, StageName
from licet.encoding.canonical import from_bytes
from licet.encoding.reading import Name, Quantity, Text
from licet.lifecycle.decider import Decider
from licet.lifecycle.event import Draft, Recorded, draft
from licet.lifecycle.transition import Refused

LEAVES: tuple[What, ...] = ("delivery", "consent", "consent_withdrawn")
"""What is recorded and enters the ledger too, beside every milestone, stage and amendment."""


class ContractOpened(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="contract_opened/1"):
    """A contract was put on file, in its first stage or in the one it had reached when it came here."""

    contract: Contract
    stage: StageName
    evidence: tuple[Evidence, ...]


class ContractMoved(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="contract_moved/1"):
    """A contract entered its next stage."""

    before: StageName
    after: StageName
    evidence: tuple[Evidence, ...]


class ContractMilestoneMet(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="contract_milestone_met/1"):
    """A milestone was reached."""

    milestone: Name
    source: Text


class ContractRecorded(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="contract_recorded/1"):
    """A delivery, payment, discharged obligation, consent, or evidence was recorded under the id it has in the contract."""

    what: What
    id: Name
    source: Text
    quantity: Quantity | None = None
    evidence: Evidence | None = None


class ContractAmended(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="contract_amended/1"):
    """The terms were changed: `contract` are all of them as they are from now on."""

    contract: Contract
    why: Text


class ContractSuspended(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="contract_suspended/1"):
    """Work was stopped for a time."""

    why: Text


class ContractResumed(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="contract_resumed/1"):
    """Work goes on where it stopped."""

    why: Text


class ContractTerminated(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="contract_terminated/1"):
    """The contract ended without being completed."""

    why: Text


Happening = (
    ContractOpened
    | ContractMoved
    | ContractMilestoneMet
    | ContractRecorded
    | ContractAmended
    | ContractSuspended
    | ContractResumed
    | ContractTerminated
)


class Act(msgspec.Struct, frozen=True, kw_only=True):
    """A command: what it writes down, and the day on which it happened."""

    writes: Happening
    on: dt.date


def decide(state: Standing, command: Act) -> tuple[Draft, ...]:
    """Write a command down as an event, if the table and its guards let it; raises `Refused`."""
    attempt = attempt_of(state, command)
    writes = command.writes
    if isinstance(writes, ContractMoved):
        _forward(state, writes)
    if isinstance(writes, ContractOpened) and state.contract is not None:
        raise Refused(
            state.status,
            attempt.act,
            (f"{state.contract.id} is on file already; amend it, or give the other contract its own id.",),
        )
    CONTRACT_LIFE.step(state.status, attempt.act, GUARDS, attempt)
    leaf = not isinstance(writes, ContractRecorded) or writes.what in LEAVES
    return (draft(writes, effective_on=command.on, milestone=leaf),)


def attempt_of(state: Standing, command: Act) -> Attempt:
    """A command as the guards look at it."""
    attempt = Attempt(state=state, act=_act_of(command.writes), on=command.on)
    match command.writes:
        case ContractOpened(evidence=evidence):
            return replace(attempt, evidence=evidence)
        case ContractMoved(after=after, evidence=evidence):
            return replace(attempt, after=after, evidence=evidence)
        case ContractMilestoneMet(milestone=milestone):
            return replace(attempt, what="milestone", id=milestone)
        case ContractRecorded(what=what, id=ident, quantity=quantity):
            return replace(attempt, what=what, id=ident, quantity=quantity)
        case ContractAmended(contract=contract):
            return replace(attempt, terms=contract)
    return attempt


def _act_of(writes: Happening) -> str:
    match writes:
        case ContractOpened():
            return f"open_in_{writes.stage}"
        case ContractMoved():
            return f"move_to_{writes.after}"
        case ContractMilestoneMet() | ContractRecorded():
            return "record"
        case ContractAmended():
            return "amend"
        case ContractSuspended():
            return "suspend"
        case ContractResumed():
            return "resume"
        case ContractTerminated():
            return "terminate"


def _forward(state: Standing, moved: ContractMoved) -> None:
    """Say plainly why a stage cannot be entered from here, before the table does."""
    contract = state.contract
    if contract is None or state.status not in NAMES:
        return
    here, there = NAMES.index(state.status), NAMES.index(moved.after)
    act = f"move_to_{moved.after}"
    if there <= here:
        says = f"{contract.id} is in {state.status} and does not go back to {moved.after}: a stage only goes forward."
        if there == here:
            says = f"{contract.id} is in {state.status} already."
        raise Refused(state.status, act, (says,))
    if act not in CONTRACT_LIFE.acts(state.status):
        after = NAMES[here + 1]
        direct = ", or award where no offers were invited" if state.status == "planning" else ""
        raise Refused(
            state.status, act, (f"{contract.id} is in {state.status}; what comes next is {after}{direct}, not {moved.after}.",)
        )


def evolve(state: Standing, event: Recorded) -> Standing:
    """The state after an event; one of a later version changes nothing here."""
    change = _CHANGES.get(event.event.kind)
    return state if change is None else change(state, event.payload, event.event.effective_on)


def _opened(state: Standing, payload: bytes, on: dt.date) -> Standing:
    opened = from_bytes(payload, ContractOpened)
    return replace(
        state,
        status=opened.stage,
        contract=opened.contract,
        entered=(Entered(stage=opened.stage, on=on),),
        evidence=opened.evidence,
        last_on=on,
    )


def _moved(state: Standing, payload: bytes, on: dt.date) -> Standing:
    moved = from_bytes(payload, ContractMoved)
    return replace(
        state,
        status=moved.after,
        entered=(*state.entered, Entered(stage=moved.after, on=on)),
        evidence=(*state.evidence, *moved.evidence),
        last_on=max(on, state.last_on or on),
    )


def _met(state: Standing, payload: bytes, on: dt.date) -> Standing:
    return replace(state, met={**state.met, from_bytes(payload, ContractMilestoneMet).milestone: on})


def _recorded(state: Standing, payload: bytes, on: dt.date) -> Standing:
    done = from_bytes(payload, ContractRecorded)
    match done.what:
        case "delivery":
            more = state.delivered.get(done.id, Decimal(0)) + (done.quantity or Decimal(0))
            return replace(state, delivered={**state.delivered, done.id: more})
        case "payment":
            return replace(state, paid={**state.paid, done.id: on})
        case "obligation":
            return replace(state, discharged={**state.discharged, done.id: on})
        case "consent":
            return replace(state, consented={**state.consented, done.id: on})
        case "consent_withdrawn":
            return replace(state, consented={one: day for one, day in state.consented.items() if one != done.id})
        case "evidence" if done.evidence is not None:
            return replace(state, evidence=(*state.evidence, done.evidence))
    return state


def _amended(state: Standing, payload: bytes, on: dt.date) -> Standing:
    amended = from_bytes(payload, ContractAmended)
    number = len(state.amendments) + 1
    return replace(
        state, contract=amended.contract, amendments=(*state.amendments, Amendment(number=number, on=on, why=amended.why))
    )


def _suspended(state: Standing, payload: bytes, on: dt.date) -> Standing:
    return replace(state, status=f"{SUSPENDED}{state.status}", why=from_bytes(payload, ContractSuspended).why, last_on=on)


def _resumed(state: Standing, _: bytes, on: dt.date) -> Standing:
    return replace(state, status=stage_of(state.status), why=None, last_on=on)


def _terminated(state: Standing, payload: bytes, on: dt.date) -> Standing:
    return replace(state, status="terminated", why=from_bytes(payload, ContractTerminated).why, last_on=on)


_CHANGES: Mapping[str, Callable[[Standing, bytes, dt.date], Standing]] = {
    "contract_opened": _opened,
    "contract_moved": _moved,
    "contract_milestone_met": _met,
    "contract_recorded": _recorded,
    "contract_amended": _amended,
    "contract_suspended": _suspended,
    "contract_resumed": _resumed,
    "contract_terminated": _terminated,
}

CONTRACT: Decider[Standing, Act] = Decider(initial=Standing(), decide=decide, evolve=evolve)
