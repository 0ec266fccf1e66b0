"""Contracts in the reader's words, each picture with the table that says the same."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from licet.contracts.history import (
    ContractAmended,
    ContractMilestoneMet,
    ContractMoved,
    ContractOpened,
    ContractRecorded,
    ContractResumed,
    ContractSuspended,
    ContractTerminated,
)
from licet.contracts.next_moves import NextMove, next_moves
from licet.contracts.stages import RUNNING
from licet.encoding.canonical import from_bytes
from licet.encoding.exact import decimal_text
from licet.lifecycle.event import Recorded
from licet.services.contracts import ContractFile, row_of
from licet.services.ports import ContractRow as Row
from licet.services.ports import InStage
from licet.web.design.words import UNIT, country
from licet.web.planning.contract_forms import evidence_words
from licet.web.planning.pictures import Bar, Lane, Span, bars, timeline
from licet.web.planning.words import CONTRACT_KIND, STAGE, WHAT


@dataclass(frozen=True)
class ContractRow:
    """A contract in the list."""

    id: str
    title: str
    kind: str
    partners: str
    stage: str
    tone: str
    sign: str
    since: str
    days: int
    met: str
    next_on: str


def contract_row(row: Row, today: dt.date) -> ContractRow:
    tone, sign = _tone(row, today)
    return ContractRow(
        id=row.id,
        title=row.title,
        kind=str(CONTRACT_KIND[row.kind]),
        partners=", ".join(country(one) for one in row.partners),
        stage=stage_words(row),
        tone=tone,
        sign=sign,
        since=row.since.isoformat(),
        days=row.age_days(today),
        met=f"{row.met}/{row.milestones}",
        next_on=row.next_on.isoformat() if row.next_on else "",
    )


def stage_words(row: Row) -> str:
    """The stage in words, and that it is suspended where it is."""
    words = str(STAGE[row.stands_in])
    return gettext("%(stage)s, suspended") % {"stage": words} if row.suspended else words


def _tone(row: Row, today: dt.date) -> tuple[str, str]:
    if not row.open:
        return ("pass", "clear") if row.status == "complete" else ("stop", "bar")
    overdue = row.next_on is not None and row.next_on < today
    return ("ask", "clock") if row.suspended or overdue else ("part", "forward")


def funnel(counted: Sequence[InStage], today: dt.date) -> tuple[SafeString, list[dict[str, Any]]]:
    """How many contracts are in each stage, and for how long: the picture, and its rows."""
    rows = []
    for name in RUNNING:
        ages = sorted((today - one.since).days for one in counted if one.stage == name for _ in range(one.contracts))
        middle = ages[len(ages) // 2] if ages else None
        rows.append({"stage": str(STAGE[name]), "count": len(ages), "middle": middle, "oldest": ages[-1] if ages else None})
    drawn = [
        Bar(
            row["stage"],
            row["count"],
            f"{row['count']}"
            + (
                " · " + ngettext("oldest %(days)s day", "oldest %(days)s days", row["oldest"]) % {"days": row["oldest"]}
                if row["count"]
                else ""
            ),
        )
        for row in rows
    ]
    return bars("funnel", gettext("Open contracts by stage, with the age of the oldest"), drawn), rows


def contract_page(file: ContractFile, today: dt.date, people: Mapping[str, str]) -> dict[str, Any]:
    """Everything a page on one contract shows; `people` are the names of those who have an account."""
    terms, standing = file.contract, file.standing
    lanes = [Lane(str(STAGE[one.stage]), spans=(Span(one.from_on, one.until_on, "faint"),)) for one in terms.calendar]
    lanes += [
        Lane(one.title, marks=((one.due_on, "due"), *(((standing.met[one.id], "done"),) if one.id in standing.met else ())))
        for one in terms.milestones
    ]
    lanes += [Lane(f"{one.id}: {decimal_text(one.quantity)}", marks=((one.due_on, "due"),)) for one in terms.deliveries]
    return {
        "row": contract_row(row_of(file), today),
        "why": standing.why,
        "picture": timeline("contract-timeline", gettext("Planned stages, milestones and deliveries by day"), lanes, today=today),
        "lines": [(one.id, one.item, f"{decimal_text(one.quantity)} {UNIT[one.unit]}") for one in terms.lines],
        "value": _money(terms.value, terms.currency) if terms.value is not None else "",
        "milestones": [(one.id, one.title, one.due_on, standing.met.get(one.id), one.due_on < today) for one in terms.milestones],
        "deliveries": [
            (one.id, one.line, decimal_text(standing.delivered.get(one.id, Decimal(0))), decimal_text(one.quantity), one.due_on)
            for one in terms.deliveries
        ],
        "payments": [(one.id, _money(one.amount, terms.currency), one.due_on, standing.paid.get(one.id)) for one in terms.payments],
        "obligations": [
            (one.id, one.says, one.owed_by == "us", one.due_on, standing.discharged.get(one.id)) for one in terms.obligations
        ],
        "consents": [(one.id, one.partner, one.says, standing.consented.get(one.id)) for one in terms.consents],
        "moves": [move_view(move) for move in next_moves(standing)],
        "evidence": [(evidence_words(one.kind), one.on, one.source) for one in standing.evidence],
        "happened": [_happened(one, people) for one in reversed(file.history)],
        "suspended": standing.suspended,
        "open": standing.open,
    }


def move_view(move: NextMove) -> dict[str, Any]:
    """A stage that may be entered next, with what is not yet in hand for it."""
    return {
        "after": move.after,
        "stage": str(STAGE[move.after]),
        "lacking": [evidence_words(kind) for kind in move.lacking],
        "against": move.against,
    }


def _money(amount: Decimal, currency: str) -> str:
    return f"{Decimal(decimal_text(amount)):,f} {currency}"


def _happened(one: Recorded, people: Mapping[str, str]) -> dict[str, Any]:
    """One event: its day, what it was and what was said of it, who wrote it down, and when."""
    what, said = _told(one)
    event = one.event
    return {
        "on": event.effective_on.isoformat(),
        "what": what,
        "said": said,
        "who": people.get(event.person_id, event.person_id),
        "at": event.recorded_at,
        "milestone": event.milestone,
    }


def _told(one: Recorded) -> tuple[str, list[str]]:
    """What an event was, in the reader's words, and what whoever wrote it said, as they wrote it."""
    kind, payload = one.event.kind, one.payload
    match kind:
        case "contract_opened":
            opened = from_bytes(payload, ContractOpened)
            return gettext("Put on file in: %(stage)s") % {"stage": STAGE[opened.stage]}, [each.source for each in opened.evidence]
        case "contract_moved":
            moved = from_bytes(payload, ContractMoved)
            return gettext("Entered: %(stage)s") % {"stage": STAGE[moved.after]}, [
                f"{evidence_words(each.kind)}: {each.source}" for each in moved.evidence
            ]
        case "contract_milestone_met":
            met = from_bytes(payload, ContractMilestoneMet)
            return str(WHAT["milestone"]), [met.milestone, met.source]
        case "contract_recorded":
            done = from_bytes(payload, ContractRecorded)
            quantity = [decimal_text(done.quantity)] if done.quantity is not None else []
            ident = evidence_words(done.id) if done.what == "evidence" else done.id
            return str(WHAT[done.what]), [ident, *quantity, done.source]
        case "contract_amended":
            return gettext("Terms amended"), [from_bytes(payload, ContractAmended).why]
        case "contract_suspended":
            return gettext("Suspended"), [from_bytes(payload, ContractSuspended).why]
        case "contract_resumed":
            return gettext("Resumed"), [from_bytes(payload, ContractResumed).why]
        case "contract_terminated":
            return gettext("Terminated"), [from_bytes(payload, ContractTerminated).why]
    return kind, []
