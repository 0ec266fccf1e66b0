"""The terms of a contract as written, and what is wrong with them.

Partners are ids and states, never names: a name belongs in the sealed list of parties (`party`).
"""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

import msgspec

from licet.access.level import ReleaseLevel
from licet.contracts.stages import NAMES
from licet.encoding.exact import decimal_text
from licet.encoding.faults import Fault, Faults, quoted
from licet.encoding.reading import Country, Money, Name, Quantity, Text, Unit, read_value
from licet.encoding.source import Tree, read_tree

NOTHING = Decimal(0)
Kind = Literal["sale", "purchase"]
StageName = Literal["planning", "tender", "award", "contract", "implementation", "final", "complete"]
MilestoneKind = Literal["preProcurement", "approval", "engagement", "assessment", "delivery", "reporting", "financing"]
"""The kinds of the Open Contracting codelist."""


class Frozen(msgspec.Struct, frozen=True, kw_only=True):
    """Base of every value here: immutable, named fields only."""


class Partner(Frozen, frozen=True, kw_only=True):
    """Whoever the contract is with: an id, a state, and where it is on the list of parties its id there."""

    id: Name
    state: Country
    party: Name | None = None


class Line(Frozen, frozen=True, kw_only=True):
    """One item of the contract: how much of it. `planned` names the item of the production plan where it is one."""

    id: Name
    item: Text
    quantity: Quantity
    unit: Unit
    planned: Text | None = None


class Period(Frozen, frozen=True, kw_only=True):
    """When a stage is planned to run, both days included."""

    stage: StageName
    from_on: dt.date
    until_on: dt.date


class Milestone(Frozen, frozen=True, kw_only=True):
    """A day on which something must be reached."""

    id: Name
    title: Text
    kind: MilestoneKind = "delivery"
    due_on: dt.date


class Delivery(Frozen, frozen=True, kw_only=True):
    """So much of a line by a day."""

    id: Name
    line: Name
    quantity: Quantity
    due_on: dt.date


class Payment(Frozen, frozen=True, kw_only=True):
    """A sum by a day, in the contract's currency, after a milestone where one is named."""

    id: Name
    amount: Money
    due_on: dt.date
    after: Name | None = None


class Obligation(Frozen, frozen=True, kw_only=True):
    """What one side owes beside goods and money, such as training, an end-use report, or an offset."""

    id: Name
    owed_by: Literal["us", "partner"]
    says: Text
    due_on: dt.date | None = None


class ConsentClause(Frozen, frozen=True, kw_only=True):
    """What may not happen without a partner's consent. `before` is the stage that waits for it, where one does."""

    id: Name
    partner: Name
    covers: Literal["publication", "retransfer", "assignment", "third_party_access"]
    says: Text
    before: StageName | None = None


class Contract(Frozen, frozen=True, kw_only=True, tag_field="shape", tag="contract/1"):
    """A contract as agreed. Its id begins with the code of its `state`, as `NO-NAV-2026-1`; `cases` are the numbers of the requests under which its goods are authorised."""

    id: Name
    kind: Kind
    state: Country
    title: Text
    partners: tuple[Partner, ...]
    lines: tuple[Line, ...]
    value: Money | None = None
    currency: Name | None = None
    calendar: tuple[Period, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    payments: tuple[Payment, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    consents: tuple[ConsentClause, ...] = ()
    cases: tuple[Name, ...] = ()
    release_level: ReleaseLevel = "restricted"


def read_contract(data: bytes, name: str) -> Contract:
    """Read a contract from YAML or JSON; raises `Faults` with one sentence for each fault."""
    return contract_from(read_tree(data, name), name)


def contract_from(tree: Tree, where: str) -> Contract:
    """A plain tree as a contract; raises `Faults` as `read_contract` does."""
    contract = read_value(tree, Contract, where)
    faults = list(faults_of(contract, where))
    if faults:
        raise Faults(faults)
    return contract


def faults_of(contract: Contract, where: str) -> Iterator[Fault]:
    """What single fields do not show: ids used twice, things named that are not there, a calendar that overlaps, sums that do not fit."""
    parts: tuple[tuple[str, tuple[Name, ...]], ...] = tuple(
        (field, tuple(one.id for one in getattr(contract, field)))
        for field in ("partners", "lines", "milestones", "deliveries", "payments", "obligations", "consents")
    )
    for field, ids in parts:
        for index, one in enumerate(ids):
            if one in ids[:index]:
                yield Fault(f"{where} {field}[{index}].id", f"{quoted(one)} is used twice; give each its own id")
    if not contract.id.startswith(f"{contract.state}-"):
        yield Fault(f"{where} id", f"{quoted(contract.id)} does not begin with its state; write {contract.state}-{contract.id}")
    if not contract.partners:
        yield Fault(f"{where} partners", "is empty; a contract is with somebody")
    if not contract.lines:
        yield Fault(f"{where} lines", "is empty; a contract is about something")
    if (contract.value is None) != (contract.currency is None) or (contract.payments and contract.currency is None):
        yield Fault(f"{where} currency", "goes with value and payments; write it where either is")
    yield from _named(contract, where)
    yield from _calendar(contract, where)
    yield from _amounts(contract, where)


def _named(contract: Contract, where: str) -> Iterator[Fault]:
    lines, milestones = {one.id for one in contract.lines}, {one.id for one in contract.milestones}
    partners = {one.id for one in contract.partners}
    for index, delivery in enumerate(contract.deliveries):
        if delivery.line not in lines:
            yield Fault(f"{where} deliveries[{index}].line", f"{quoted(delivery.line)} is no line; use one of {_said(lines)}")
    for index, payment in enumerate(contract.payments):
        if payment.after is not None and payment.after not in milestones:
            says = f"{quoted(payment.after)} is no milestone; use one of {_said(milestones)}"
            yield Fault(f"{where} payments[{index}].after", says)
    for index, clause in enumerate(contract.consents):
        if clause.partner not in partners:
            yield Fault(
                f"{where} consents[{index}].partner", f"{quoted(clause.partner)} is no partner; use one of {_said(partners)}"
            )


def _calendar(contract: Contract, where: str) -> Iterator[Fault]:
    last: Period | None = None
    for index, period in enumerate(contract.calendar):
        at = f"{where} calendar[{index}]"
        if period.until_on < period.from_on:
            yield Fault(at, f"ends on {period.until_on}, before it begins on {period.from_on}")
        if last is not None and NAMES.index(period.stage) <= NAMES.index(last.stage):
            yield Fault(at, f"puts {period.stage} after {last.stage}; a stage only goes forward")
        elif last is not None and period.from_on <= last.until_on:
            yield Fault(
                at, f"begins {period.stage} on {period.from_on}, while {last.stage} runs until {last.until_on}; let no two overlap"
            )
        last = period


def _amounts(contract: Contract, where: str) -> Iterator[Fault]:
    for line in contract.lines:
        planned = [one.quantity for one in contract.deliveries if one.line == line.id]
        if planned and sum(planned, start=NOTHING) != line.quantity:
            yield Fault(
                f"{where} deliveries",
                f"of {line.id} add up to {decimal_text(sum(planned, start=NOTHING))}, the line says {decimal_text(line.quantity)}",
            )
    if contract.payments and contract.value is not None:
        total = sum((one.amount for one in contract.payments), start=NOTHING)
        if total != contract.value:
            yield Fault(f"{where} payments", f"add up to {decimal_text(total)}, the value is {decimal_text(contract.value)}")


def _said(names: set[str]) -> str:
    return ", ".join(sorted(names)) or "none, for there is none"
