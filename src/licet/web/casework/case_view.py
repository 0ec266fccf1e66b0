"""One case as its page shows it: header, the request itself, opinions so far, editions, journal."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext

from licet.assessment.screened import ScreeningReport
from licet.casework.application import Application, OpinionFormed
from licet.dossier.history import Clearance
from licet.dossier.values import AssertedFact, Dossier, Identity, Leg
from licet.encoding.canonical import from_bytes
from licet.encoding.exact import decimal_text
from licet.lifecycle.event import Event, Recorded
from licet.services.assess import PURPOSE as SCREENING
from licet.storage.sealer import IdentityOpened, SealedContentOpened
from licet.web.casework import words
from licet.web.casework.present import (
    FactRow,
    Light,
    OpinionView,
    readable,
    recommendation_light,
    value_words,
)
from licet.web.design.words import ACTIVITY, MODE, PARTY_SCHEMA, UNDERTAKING, UNIT, country


@dataclass(frozen=True)
class Row:
    name: str
    value: str


@dataclass(frozen=True)
class LegRow:
    origin: str
    destination: str
    detail: str


@dataclass(frozen=True)
class UndertakingRow:
    words: str
    given_by: str


@dataclass(frozen=True)
class Part:
    """An entry of the page's own navigation."""

    anchor: str
    words: str
    count: int | None = None
    tone: str = ""


@dataclass(frozen=True)
class EventRow:
    """One entry of the journal."""

    at: dt.datetime
    words: str
    tone: str
    person: str
    detail: str
    milestone: bool
    position: int
    digest: str


@dataclass(frozen=True)
class PastOpinion:
    """One opinion of the case, and where to read what changed since the one before."""

    digest: str
    light: Light
    at: dt.datetime
    changes_address: str


def transfer_rows(dossier: Dossier) -> tuple[Row, ...]:
    """The facts of the transfer, without a name of any party."""
    rows = [
        Row(gettext("Activity"), str(ACTIVITY[dossier.activity])),
        Row(gettext("Authority"), country(dossier.authority_state)),
        Row(gettext("From"), country(dossier.exporting_state)),
        Row(gettext("Final destination"), country(dossier.destination_state) or gettext("not stated")),
    ]
    for item in dossier.items:
        amount = f"{decimal_text(item.quantity)} {UNIT.get(item.unit, item.unit)}"
        worth = f", {decimal_text(item.value)} {item.currency}" if item.value is not None else ""
        rows.append(Row(item.id, f"{item.name}: {amount}{worth}"))
    use = dossier.end_use
    if use is not None and use.place:
        rows.append(Row(gettext("Place of use"), country(use.place) + (f", {use.territory}" if use.territory else "")))
    if use is not None and use.certificate is not None:
        certificate = use.certificate
        rows.append(
            Row(
                gettext("End-user certificate"),
                f"{certificate.number}, {country(certificate.issuing_state)}, {certificate.issued_on.isoformat()}",
            )
        )
    rows.append(Row(gettext("Every party named"), value_words(dossier.parties_complete)))
    rows.append(Row(gettext("Every leg stated"), value_words(dossier.legs_complete)))
    return tuple(rows)


def leg_row(leg: Leg) -> LegRow:
    details = [str(MODE[leg.mode]) if leg.mode else "", leg.carrier or "", leg.departs_on.isoformat() if leg.departs_on else ""]
    return LegRow(
        origin=country(leg.from_) or gettext("not stated"),
        destination=country(leg.to) or gettext("not stated"),
        detail=", ".join(detail for detail in details if detail),
    )


def stated_row(fact: AssertedFact) -> FactRow:
    return FactRow(
        name=readable(fact.name),
        value=value_words(fact.value),
        source=fact.source,
        as_of=fact.on,
        about=fact.about or "",
        known=fact.value is not None,
    )


def undertaking_rows(dossier: Dossier) -> tuple[UndertakingRow, ...]:
    return tuple(UndertakingRow(words=str(UNDERTAKING[one.kind]), given_by=one.given_by) for one in dossier.undertakings)


def parts(opinion: OpinionView | None, journal: int | None) -> tuple[Part, ...]:
    """The page's own navigation, with what asks for attention counted."""
    found = []
    if opinion is not None:
        stands, still_open = opinion.counts.get("stands", 0), opinion.counts.get("open", 0)
        found = [
            Part("questions", gettext("Missing facts"), len(opinion.questions), "ask" if opinion.questions else "pass"),
            Part("findings", gettext("Findings"), stands + still_open, "stop" if stands else "ask" if still_open else "pass"),
            Part("screening", gettext("Screening hits"), opinion.open_hits, "ask" if opinion.open_hits else "pass"),
            Part("items", gettext("Items"), len(opinion.items)),
        ]
    found.append(Part("request", gettext("The request")))
    if opinion is not None:
        found.append(Part("inputs", gettext("Inputs and replay")))
    found.append(Part("journal", gettext("Journal"), journal))
    return tuple(found)


def event_rows(
    events: Iterable[Event], application: Application, readings: Iterable[Recorded], names: Mapping[str, str]
) -> tuple[EventRow, ...]:
    """The journal of a case with every reading of its names, newest first; `names` says who each person id is, where an account is known.

    An event's envelope holds no content: what it said is read from the state it led to, kind by kind in order.
    """
    said = {
        "opinion_formed": iter([_opinion_said(one) for one in application.opinions]),
        "fact_answered": iter([(_answer_said(one), "") for one in application.answers]),
        "hit_decided": iter([(_clearance_said(one), "") for one in application.clearances]),
    }
    rows = [_event_row(event, *next(said.get(event.kind, iter(())), ("", "")), names) for event in events]
    rows += [_event_row(one.event, purpose, "", names) for one in readings if (purpose := _purpose(one)) != SCREENING]
    return tuple(sorted(rows, key=lambda row: -row.position))


def _event_row(event: Event, detail: str, own_tone: str, names: Mapping[str, str]) -> EventRow:
    title, tone = words.EVENT.get(event.kind, (readable(event.kind), "note"))
    return EventRow(
        at=dt.datetime.fromisoformat(event.recorded_at),
        words=str(title),
        tone=own_tone or tone,
        person=names.get(event.person_id, event.person_id),
        detail=detail,
        milestone=event.milestone,
        position=event.position,
        digest=event.payload,
    )


def _purpose(reading: Recorded) -> str:
    """What a name or sealed evidence was read for; screening reads it for every opinion, which the opinion itself says."""
    match reading.event.kind:
        case "identity_opened":
            return from_bytes(reading.payload, IdentityOpened).purpose
        case "sealed_content_opened":
            return from_bytes(reading.payload, SealedContentOpened).purpose
    return ""


def _opinion_said(formed: OpinionFormed) -> tuple[str, str]:
    light = recommendation_light(formed.recommendation)
    return light.words, light.tone


def _answer_said(answer: AssertedFact) -> str:
    about = f" ({answer.about})" if answer.about else ""
    return f"{readable(answer.name)}{about}: {value_words(answer.value)} – {answer.source}"


def _clearance_said(clearance: Clearance) -> str:
    return f"{clearance.identity.subject}, {clearance.record_id}: {words.HIT_STATE[clearance.state]} – {clearance.why}"


def case_header(number: str, dossier: Dossier, application: Application) -> dict[str, Any]:
    """What the head of every page of a case says."""
    submitted = application.submitted
    return {
        "number": number,
        "reference": dossier.reference,
        "items": "; ".join(item.name for item in dossier.items),
        "activity": str(ACTIVITY[dossier.activity]),
        "origin": country(dossier.exporting_state),
        "destination": country(dossier.destination_state) or gettext("not stated"),
        "submitted_on": dossier.submitted_on,
        "organisation": submitted.organisation if submitted else "",
        "confidential": dossier.confidential,
        "status": str(words.STATUS.get(application.status, application.status)),
    }


def past_opinions(number: str, opinions: Sequence[Any]) -> tuple[PastOpinion, ...]:
    """The opinions of a case, newest first."""
    found = []
    for index, one in enumerate(opinions):
        query = urlencode({"from": opinions[index - 1].digest, "to": one.digest}) if index else ""
        found.append(
            PastOpinion(
                digest=one.digest,
                light=recommendation_light(one.opinion.recommendation),
                at=dt.datetime.fromisoformat(one.formed_at),
                changes_address=f"{reverse('case-changes', args=[number])}?{query}" if index else "",
            )
        )
    return tuple(reversed(found))


@dataclass(frozen=True)
class MatchRow:
    """One listed record beside a party, with the evidence for and against."""

    caption: str
    list: str
    record_id: str
    score: str
    matched_name: str
    evidence: tuple[Any, ...]


@dataclass(frozen=True)
class IdentityRow:
    """Who a party really is; shown only where the reading was written down first."""

    path: str
    schema: str
    name: str
    properties: tuple[tuple[str, str], ...]
    matches: tuple[MatchRow, ...]


def identity_rows(identities: Mapping[str, Identity], report: ScreeningReport | None) -> tuple[IdentityRow, ...]:
    """The opened identities in the order of the dossier, with what screening found for each."""
    rows = []
    for path, identity in identities.items():
        screening = report.screenings.get(path) if report else None
        rows.append(
            IdentityRow(
                path=path,
                schema=str(PARTY_SCHEMA.get(identity.schema, identity.schema)),
                name=" / ".join(identity.properties.get("name", ())),
                properties=tuple((key, ", ".join(values)) for key, values in sorted(identity.properties.items()) if key != "name"),
                matches=tuple(
                    MatchRow(
                        caption=match.caption,
                        list=match.list,
                        record_id=match.record_id,
                        score=decimal_text(match.score),
                        matched_name=match.matched_name,
                        evidence=match.evidence,
                    )
                    for match in (screening.matches if screening else ())
                ),
            )
        )
    return tuple(rows)
