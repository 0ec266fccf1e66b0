"""Contracts on the screen, and as documents."""

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from licet.contracts.next_moves import next_moves
from licet.contracts.stages import CONTRACT_LIFE, STAGES
from licet.contracts.standing import Standing
from licet.encoding.canonical import to_plain
from licet.encoding.exact import decimal_text
from licet.services.contracts import ContractFile
from licet.services.ports import ContractRow


def status_text(standing: Standing | ContractRow) -> str:
    """A status in words: `in implementation`, `suspended in tender`, `terminated`."""
    if standing.suspended:
        return f"suspended in {standing.stage}"
    return standing.status if standing.status in ("terminated", "complete") else f"in {standing.status}"


def document(file: ContractFile) -> dict[str, Any]:
    """A contract with how it stands, as JSON."""
    plain = to_plain(file.standing)
    plain.pop("contract")
    return {"contract": to_plain(file.contract), "stage": file.standing.stage, "events": len(file.history), **plain}


def listed(out: Console, rows: Sequence[ContractRow], today: dt.date) -> None:
    """One line a contract."""
    table = Table("contract", "kind", "with", "stands", "since", "days", "milestones", "title", box=None)
    for row in rows:
        table.add_row(
            row.id,
            row.kind,
            ", ".join(row.partners),
            status_text(row),
            str(row.since),
            str(row.age_days(today)),
            f"{row.met} of {row.milestones}",
            escape(row.title),
        )
    out.print(table)


def whole(out: Console, file: ContractFile) -> None:
    """Everything there is to know of a contract."""
    terms, standing = file.contract, file.standing
    out.print(f"{terms.id}: {terms.title}", style="bold", markup=False)
    out.print(f"A {terms.kind}, {status_text(standing)}{f' ({standing.why})' if standing.why else ''}.", markup=False)
    for entered in standing.entered:
        out.print(f"  {entered.on}  {entered.stage}", markup=False)
    for head, rows in _parts(file):
        if rows:
            out.print(head, style="bold", markup=False)
            for row in rows:
                out.print(f"  {row}", markup=False)
    for move in next_moves(standing):
        needs = f", which still needs {', '.join(move.lacking)}." if move.lacking else "."
        out.print(f"Next: {move.after}{needs}{''.join(f' {one}' for one in move.against)}", markup=False)


def _parts(file: ContractFile) -> Iterable[tuple[str, list[str]]]:
    terms, standing = file.contract, file.standing
    yield "Milestones", [f"{one.id} {one.title}: due {one.due_on}, {_done(standing.met, one.id)}" for one in terms.milestones]
    yield (
        "Deliveries",
        [
            f"{one.id} of {one.line}: {decimal_text(standing.delivered.get(one.id, Decimal(0)))} of {decimal_text(one.quantity)}, "
            f"due {one.due_on}"
            for one in terms.deliveries
        ],
    )
    yield (
        "Payments",
        [
            f"{one.id}: {decimal_text(one.amount)} {terms.currency}, due {one.due_on}, {_done(standing.paid, one.id)}"
            for one in terms.payments
        ],
    )
    yield "Obligations", [f"{one.id} ({one.owed_by}) {one.says}: {_done(standing.discharged, one.id)}" for one in terms.obligations]
    yield (
        "Consents",
        [
            f"{one.id} of {one.partner} on {one.covers.replace('_', ' ')}: {_done(standing.consented, one.id)}"
            for one in terms.consents
        ],
    )
    yield "Amendments", [f"{one.number} on {one.on}: {one.why}" for one in standing.amendments]
    yield "Evidence", [f"{one.kind} of {one.on}: {one.source}" for one in standing.evidence]


def _done(days: dict[str, dt.date], ident: str) -> str:
    return f"done on {days[ident]}" if ident in days else "open"


def stages_document() -> dict[str, Any]:
    """The stages and every transition, as JSON."""
    return {"stages": to_plain(STAGES), "life": to_plain(CONTRACT_LIFE)}


def stages_text(out: Console) -> None:
    """The stages as a table, then every way."""
    table = Table("stage", "is", "to enter", "to leave", "a sale also", box=None)
    for stage in STAGES:
        table.add_row(stage.name, stage.says, ", ".join(stage.entry), ", ".join(stage.exit), ", ".join(stage.sale_entry))
    out.print(table)
    out.print(CONTRACT_LIFE.as_text(), markup=False)
