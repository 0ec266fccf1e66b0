"""A request as a history: its commands, its events, and the state they lead to."""

import datetime as dt
from typing import Literal

import msgspec

from licet.casework.stored_party import HitChange
from licet.dossier.history import Clearance, Context
from licet.dossier.values import AssertedFact
from licet.encoding.canonical import Digest, from_bytes
from licet.lifecycle.decider import Decider
from licet.lifecycle.event import Draft, Recorded, draft
from licet.lifecycle.transition import Transition, TransitionTable
from licet.reference.edition import EditionRef

Status = Literal["none", "received", "under_review", "withdrawn"]

LIFE = TransitionTable(
    name="request",
    start="none",
    transitions=(
        Transition(source="none", act="submit", target="received"),
        Transition(source="received", act="assess", target="under_review"),
        Transition(source="received", act="note_listings", target="received"),
        Transition(source="received", act="withdraw", target="withdrawn"),
        Transition(source="under_review", act="assess", target="under_review"),
        Transition(source="under_review", act="answer", target="under_review"),
        Transition(source="under_review", act="decide_hit", target="under_review"),
        Transition(source="under_review", act="note_listings", target="under_review"),
        Transition(source="under_review", act="withdraw", target="withdrawn"),
    ),
)


class RequestSubmitted(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="request_submitted/1"):
    """A request was taken in under a number. `dossier` and `documents` name content; identities stay sealed elsewhere.

    `submitted_by` is who handed it in; `applicants` are the persons who ask, none where an officer registered it.
    """

    reference: str
    number: str
    authority_state: str
    organisation: str
    submitted_by: str
    applicants: tuple[str, ...]
    dossier: Digest
    documents: dict[str, Digest]


class OpinionFormed(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="opinion_formed/1"):
    """An opinion was formed. `opinion` and `report` name content (the report sealed)."""

    opinion: Digest
    report: Digest
    recommendation: str
    missing: tuple[str, ...]


class FactAnswered(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="fact_answered/1"):
    """Somebody answered a question of fact."""

    answer: AssertedFact


class HitDecided(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="hit_decided/1"):
    """An officer cleared or confirmed a screening hit."""

    path: str
    clearance: Clearance


class PathChanges(msgspec.Struct, frozen=True, kw_only=True):
    """What a list's change does to the alerts of one party or owner."""

    path: str
    changes: tuple[HitChange, ...]


class ListingsChanged(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="listings_changed/1"):
    """A list changed in a way that concerns parties of the case: an opinion formed on the list before is outdated."""

    before: EditionRef | None
    after: EditionRef
    parties: tuple[PathChanges, ...]


class RequestWithdrawn(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="request_withdrawn/1"):
    """The applicant withdrew the request."""

    why: str


Happening = RequestSubmitted | OpinionFormed | FactAnswered | HitDecided | ListingsChanged | RequestWithdrawn


class Act(msgspec.Struct, frozen=True, kw_only=True):
    """A command: the act of the table, what it writes down, and the day from which it counts."""

    act: Literal["submit", "assess", "answer", "decide_hit", "note_listings", "withdraw"]
    writes: Happening
    effective_on: dt.date


class Application(msgspec.Struct, frozen=True, kw_only=True):
    """The state of a request after its events. `listings` are the changes of lists since the latest opinion, which outdate it."""

    status: Status = "none"
    submitted: RequestSubmitted | None = None
    answers: tuple[AssertedFact, ...] = ()
    clearances: tuple[Clearance, ...] = ()
    opinions: tuple[OpinionFormed, ...] = ()
    listings: tuple[ListingsChanged, ...] = ()

    def context(self, known: Context) -> Context:
        """What is known beside the dossier: the authority's history, with the answers and clearances of this case."""
        return msgspec.structs.replace(
            known, answers=(*known.answers, *self.answers), clearances=(*known.clearances, *self.clearances)
        )


def decide(state: Application, command: Act) -> tuple[Draft, ...]:
    """Write a command down as an event, if the table lets it; raises `Refused`."""
    LIFE.step(state.status, command.act, {}, state)
    return (
        draft(
            command.writes,
            effective_on=command.effective_on,
            milestone=command.act in ("submit", "assess", "note_listings", "withdraw"),
        ),
    )


def evolve(state: Application, event: Recorded) -> Application:
    """The state after an event. An event of another kind belongs to a later version and changes nothing here."""
    match event.event.kind:
        case "request_submitted":
            return msgspec.structs.replace(state, status="received", submitted=from_bytes(event.payload, RequestSubmitted))
        case "opinion_formed":
            formed = from_bytes(event.payload, OpinionFormed)
            return msgspec.structs.replace(state, status="under_review", opinions=(*state.opinions, formed), listings=())
        case "fact_answered":
            return msgspec.structs.replace(state, answers=(*state.answers, from_bytes(event.payload, FactAnswered).answer))
        case "hit_decided":
            return msgspec.structs.replace(state, clearances=(*state.clearances, from_bytes(event.payload, HitDecided).clearance))
        case "listings_changed":
            return msgspec.structs.replace(state, listings=(*state.listings, from_bytes(event.payload, ListingsChanged)))
        case "request_withdrawn":
            return msgspec.structs.replace(state, status="withdrawn")
    return state


APPLICATION: Decider[Application, Act] = Decider(initial=Application(), decide=decide, evolve=evolve)
