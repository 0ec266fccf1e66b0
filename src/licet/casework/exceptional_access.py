"""Breaking glass as a history: names opened for somebody without the right to them, by the word of two custodians.

One person asks, with a purpose and for so many hours. Two custodians, both others than the asker,
let it; then the asker alone may read the names, until the hours are over. What was asked, let, read
and tried in vain is written down, and the owner of the names is told on the day that was agreed.
"""

import datetime as dt
from typing import Annotated, Literal

import msgspec

from licet.encoding.canonical import from_bytes
from licet.encoding.dates import read_instant
from licet.lifecycle.decider import Decider
from licet.lifecycle.event import Draft, Recorded, draft
from licet.lifecycle.transition import Guard, Transition, TransitionTable

HOURS_MOST = 72
"""The longest that names stay open; whoever needs longer asks again."""
NOTICE_DAYS_MOST = 90
"""The latest day on which the owner is told, counted from the reading."""
WAITS = dt.timedelta(days=7)
"""A wish that two custodians did not let within this time has lapsed."""

Status = Literal["none", "asked", "half_allowed", "open", "refused", "closed"]
Standing = Literal["none", "asked", "half_allowed", "lapsed", "open", "expired", "refused", "closed"]
ActName = Literal["ask", "allow", "refuse", "close", "read"]

LIFE = TransitionTable(
    name="exceptional access",
    start="none",
    transitions=(
        Transition(source="none", act="ask", target="asked"),
        Transition(source="asked", act="allow", target="half_allowed", guards=("not_the_asker", "not_lapsed")),
        Transition(source="asked", act="refuse", target="refused", guards=("not_the_asker",)),
        Transition(source="asked", act="close", target="closed", guards=("the_asker",)),
        Transition(source="half_allowed", act="allow", target="open", guards=("not_the_asker", "not_the_first", "not_lapsed")),
        Transition(source="half_allowed", act="refuse", target="refused", guards=("not_the_asker",)),
        Transition(source="half_allowed", act="close", target="closed", guards=("the_asker",)),
        Transition(source="open", act="read", target="open", guards=("the_asker", "not_expired")),
        Transition(source="open", act="refuse", target="refused", guards=("not_the_asker",)),
        Transition(source="open", act="close", target="closed", guards=("the_asker",)),
    ),
)


class ExceptionalAccessAsked(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="exceptional_access_asked/1"):
    """Somebody asked for the names of a case. Whether there is such a case is for the custodians to know."""

    number: Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
    state: str
    purpose: Annotated[str, msgspec.Meta(min_length=10, max_length=500)]
    hours: Annotated[int, msgspec.Meta(ge=1, le=HOURS_MOST)]
    notice_after_days: Annotated[int, msgspec.Meta(ge=0, le=NOTICE_DAYS_MOST)]


class ExceptionalAccessAllowed(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="exceptional_access_allowed/1"):
    """A custodian let it; the second one opens it."""

    why: str


class ExceptionalAccessRefused(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="exceptional_access_refused/1"):
    """A custodian refused it, or ended it while it was open."""

    why: str


class ExceptionalAccessClosed(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="exceptional_access_closed/1"):
    """The asker needs it no longer."""


class NamesReadByException(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="names_read_by_exception/1"):
    """The asker reads the names now; written down before they are shown."""

    notice_on: dt.date


class ExceptionalAccessTried(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="exceptional_access_tried/1"):
    """Somebody tried what they may not; nothing came of it."""

    act: str
    reasons: tuple[str, ...]


Happening = (
    ExceptionalAccessAsked
    | ExceptionalAccessAllowed
    | ExceptionalAccessRefused
    | ExceptionalAccessClosed
    | NamesReadByException
    | ExceptionalAccessTried
)


class Act(msgspec.Struct, frozen=True, kw_only=True):
    """A command: the act of the table, who does it and when, and what is written down."""

    act: ActName
    person: str
    at: dt.datetime
    writes: Happening


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """One reading of the names, and the day on which their owner is told."""

    at: dt.datetime
    notice_on: dt.date


class ExceptionalAccess(msgspec.Struct, frozen=True, kw_only=True):
    """The state after its events. `opened_at` is the instant of the second custodian's word."""

    status: Status = "none"
    asked: ExceptionalAccessAsked | None = None
    asked_by: str = ""
    asked_at: dt.datetime | None = None
    allowed_by: tuple[str, ...] = ()
    opened_at: dt.datetime | None = None
    readings: tuple[Reading, ...] = ()

    @property
    def until(self) -> dt.datetime | None:
        """The instant at which it closes by itself, None while two custodians have not let it."""
        if self.asked is None or self.opened_at is None:
            return None
        return self.opened_at + dt.timedelta(hours=self.asked.hours)

    def standing(self, at: dt.datetime) -> Standing:
        """What it is at an instant, with what time alone has ended."""
        if self.status == "open" and self.until is not None and at >= self.until:
            return "expired"
        if self.status in ("asked", "half_allowed") and self.asked_at is not None and at >= self.asked_at + WAITS:
            return "lapsed"
        return self.status


def _not_the_asker(subject: tuple[ExceptionalAccess, Act]) -> str | None:
    state, act = subject
    return "Whoever asked does not decide on it." if act.person == state.asked_by else None


def _not_the_first(subject: tuple[ExceptionalAccess, Act]) -> str | None:
    state, act = subject
    return "You have let it already; a second custodian is needed." if act.person in state.allowed_by else None


def _the_asker(subject: tuple[ExceptionalAccess, Act]) -> str | None:
    state, act = subject
    return None if act.person == state.asked_by else "Only whoever asked may do this."


def _not_lapsed(subject: tuple[ExceptionalAccess, Act]) -> str | None:
    state, act = subject
    return f"It has lapsed: nobody let it within {WAITS.days} days. Ask again." if state.standing(act.at) == "lapsed" else None


def _not_expired(subject: tuple[ExceptionalAccess, Act]) -> str | None:
    state, act = subject
    return "Its hours are over. Ask again." if state.standing(act.at) == "expired" else None


GUARDS: dict[str, Guard[tuple[ExceptionalAccess, Act]]] = {
    "not_the_asker": _not_the_asker,
    "not_the_first": _not_the_first,
    "the_asker": _the_asker,
    "not_lapsed": _not_lapsed,
    "not_expired": _not_expired,
}


def decide(state: ExceptionalAccess, command: Act) -> tuple[Draft, ...]:
    """Write a command down as an event, if table and guards let it; raises `Refused` with every reason."""
    LIFE.step(state.status, command.act, GUARDS, (state, command))
    return (draft(command.writes, effective_on=command.at.date(), milestone=True),)


def evolve(state: ExceptionalAccess, event: Recorded) -> ExceptionalAccess:
    """The state after an event. A try in vain, like an event of a later version, changes nothing."""
    by, at = event.event.person_id, read_instant(event.event.recorded_at)
    match event.event.kind:
        case "exceptional_access_asked":
            asked = from_bytes(event.payload, ExceptionalAccessAsked)
            return msgspec.structs.replace(state, status="asked", asked=asked, asked_by=by, asked_at=at)
        case "exceptional_access_allowed":
            second = state.status == "half_allowed"
            return msgspec.structs.replace(
                state,
                status="open" if second else "half_allowed",
                allowed_by=(*state.allowed_by, by),
                opened_at=at if second else None,
            )
        case "exceptional_access_refused":
            return msgspec.structs.replace(state, status="refused")
        case "exceptional_access_closed":
            return msgspec.structs.replace(state, status="closed")
        case "names_read_by_exception":
            reading = Reading(at=at, notice_on=from_bytes(event.payload, NamesReadByException).notice_on)
            return msgspec.structs.replace(state, readings=(*state.readings, reading))
    return state


EXCEPTIONAL_ACCESS: Decider[ExceptionalAccess, Act] = Decider(initial=ExceptionalAccess(), decide=decide, evolve=evolve)
