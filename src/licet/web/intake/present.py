"""What applicants see of their requests: plain words, no finding, no list, nothing of the authority's own work."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from licet.encoding.faults import Fault
from licet.facts.fact import Missing
from licet.services.ports import CaseRow
from licet.web.design.words import ACTIVITY, MODE, PARTY_SCHEMA, ROLE, UNDERTAKING, UNIT, country, isolated
from licet.web.intake import sections
from licet.web.intake.tree import Tree

STATUS = {
    "received": (_("Received"), "note", "clock", _("The authority has your request and will look at it. You need do nothing now.")),
    "under_review": (_("Under review"), "note", "clock", _("Officers are working on your request. You need do nothing now.")),
    "withdrawn": (_("Withdrawn"), "note", "note", _("This request was withdrawn and is closed.")),
}
WAITING = (_("Waiting for you"), "ask", "unknown", _("The authority needs answers from you before it can go on."))


@dataclass(frozen=True)
class StatusView:
    """Where a request stands, in plain words."""

    words: str
    tone: str
    sign: str
    says: str


def status_view(status: str, *, waits_for_applicant: bool) -> StatusView:
    title, tone, sign, says = WAITING if waits_for_applicant and status != "withdrawn" else STATUS[status]
    return StatusView(words=str(title), tone=tone, sign=sign, says=str(says))


@dataclass(frozen=True)
class RequestRow:
    """One line of an applicant's list."""

    number: str
    reference: str
    items: str
    destination: str
    submitted_on: dt.date
    status: StatusView
    address: str


def request_row(row: CaseRow) -> RequestRow:
    return RequestRow(
        number=row.number,
        reference=row.reference,
        items=row.items,
        destination=country(row.destination) or gettext("not stated"),
        submitted_on=row.submitted_on,
        status=status_view(row.status, waits_for_applicant=row.next_actor == "exporter"),
        address=reverse("request", args=[row.number]),
    )


def own_questions(missing: Iterable[Missing]) -> tuple[Missing, ...]:
    """The questions that an applicant can answer; no other is shown."""
    return tuple(dict.fromkeys(fact for fact in missing if fact.answerer == "exporter"))


# ---- the draft


@dataclass(frozen=True)
class Task:
    """One line of the task list."""

    title: str
    says: str
    address: str
    words: str
    tone: str


def tasks(draft_id: Any, tree: Tree) -> tuple[Task, ...]:
    found = []
    for part in sections.PARTS:
        if part.done(tree):
            words, tone = gettext("Done"), "done"
        elif part.started(tree):
            words, tone = gettext("In progress"), "part"
        else:
            words, tone = gettext("Not started"), "none"
        found.append(Task(str(part.title), str(part.says), reverse("draft-part", args=[draft_id, part.key]), words, tone))
    return tuple(found)


@dataclass(frozen=True)
class AnswerRow:
    name: str
    value: str


@dataclass(frozen=True)
class AnswerCard:
    """The answers of one part, as the check page shows them."""

    title: str
    address: str
    rows: tuple[AnswerRow, ...]


def answer_cards(draft_id: Any, tree: Tree) -> tuple[AnswerCard, ...]:
    """Everything written so far, part by part, each with its way back."""
    return tuple(
        AnswerCard(str(part.title), reverse("draft-part", args=[draft_id, part.key]), tuple(_ROWS[part.key](tree)))
        for part in sections.PARTS
    )


def _transfer_rows(tree: Tree) -> Iterable[AnswerRow]:
    yield AnswerRow(gettext("Your reference"), tree.get("reference", ""))
    yield AnswerRow(gettext("Activity"), str(ACTIVITY.get(tree.get("activity", ""), "")))
    yield AnswerRow(gettext("From"), country(tree.get("exporting_state")))
    yield AnswerRow(gettext("Final destination"), country(tree.get("destination_state")) or gettext("not known"))


def _party_rows(tree: Tree) -> Iterable[AnswerRow]:
    for party in tree.get("parties", ()):
        yield AnswerRow(str(ROLE[party["role"]]), party_line(party))
        for owner in party.get("owners", ()):
            share = f", {owner['share']} %" if owner.get("share") else ""
            yield AnswerRow(gettext("Owner of %(party)s") % {"party": isolated(_name(party))}, f"{isolated(_name(owner))}{share}")
    yield AnswerRow(gettext("Every party named"), yes_no(tree.get("parties_complete")))


def _item_rows(tree: Tree) -> Iterable[AnswerRow]:
    for item in tree.get("items", ()):
        yield AnswerRow(item["name"], item_line(item))
        for name, value in item.get("facts", {}).items():
            yield AnswerRow(name.replace("_", " "), yes_no(value) if isinstance(value, bool) else str(value).replace("_", " "))


def _way_rows(tree: Tree) -> Iterable[AnswerRow]:
    for number, leg in enumerate(tree.get("legs", ()), 1):
        yield AnswerRow(gettext("Stretch %(number)s") % {"number": number}, leg_line(leg))
    yield AnswerRow(gettext("Every stretch stated"), yes_no(tree.get("legs_complete")))


def _use_rows(tree: Tree) -> Iterable[AnswerRow]:
    use = tree.get("end_use", {})
    yield AnswerRow(gettext("Use"), use.get("statement", ""))
    yield AnswerRow(gettext("Place of use"), ", ".join(filter(None, (country(use.get("place")), use.get("territory")))))
    certificate = use.get("certificate")
    yield AnswerRow(
        gettext("End-user certificate"),
        f"{certificate['number']}, {country(certificate['issuing_state'])}, {certificate['issued_on']}"
        if certificate
        else gettext("none stated"),
    )


def _undertaking_rows(tree: Tree) -> Iterable[AnswerRow]:
    for one in tree.get("undertakings", ()):
        yield AnswerRow(gettext("Undertaking"), str(UNDERTAKING[one["kind"]]))
    if not tree.get("undertakings"):
        yield AnswerRow(gettext("Undertaking"), gettext("none stated"))


def _document_rows(tree: Tree) -> Iterable[AnswerRow]:
    for document in tree.get("documents", ()):
        yield AnswerRow(document["kind"], document.get("path", ""))
    if not tree.get("documents"):
        yield AnswerRow(gettext("Document"), gettext("none attached"))


def _confidential_rows(tree: Tree) -> Iterable[AnswerRow]:
    yield AnswerRow(gettext("Identities kept confidential"), yes_no(tree.get("confidential", False)))


_ROWS = {
    "transfer": _transfer_rows,
    "parties": _party_rows,
    "items": _item_rows,
    "way": _way_rows,
    "use": _use_rows,
    "undertakings": _undertaking_rows,
    "documents": _document_rows,
    "confidential": _confidential_rows,
}


def party_line(party: Tree) -> str:
    return ", ".join(filter(None, (isolated(_name(party)), party_kind(party), party_state(party))))


def party_state(party: Tree) -> str:
    properties = party["properties"]
    return country((properties.get("country") or properties.get("nationality") or [""])[0])


def party_kind(party: Tree) -> str:
    return str(PARTY_SCHEMA.get(party["schema"], ""))


def item_line(item: Tree) -> str:
    worth = f", {item['value']} {item.get('currency', '')}" if item.get("value") else ""
    return f"{item.get('quantity', '')} {UNIT.get(item.get('unit', ''), '')}{worth}"


def leg_line(leg: Tree) -> str:
    mode = f", {MODE[leg['mode']]}" if leg.get("mode") else ""
    return f"{country(leg.get('from'))} – {country(leg.get('to'))}{mode}"


def _name(party: Tree) -> str:
    return party["properties"]["name"][0]


def yes_no(value: bool | None) -> str:
    return {True: gettext("Yes"), False: gettext("No")}.get(value, gettext("Not known"))  # type: ignore[arg-type]


# ---- faults


@dataclass(frozen=True)
class FaultRow:
    """A fault of a request, with the page on which it is mended."""

    where: str
    says: str
    address: str


def fault_rows(faults: Iterable[Fault], draft_id: Any = None) -> tuple[FaultRow, ...]:
    return tuple(
        FaultRow(
            where=fault.where,
            says=fault.says,
            address=reverse("draft-part", args=[draft_id, sections.part_of(fault.where)]) if draft_id else "",
        )
        for fault in faults
    )
