"""Who belongs to which union, alliance, regime, code or treaty, and from when that is known.

A membership is known only from the day of an event, or from the day a row was checked; before that
it is unknown, never assumed (legal-safety point 10).
"""

import datetime as dt
from collections.abc import Iterable
from functools import cached_property
from typing import Literal

import msgspec

from licet.encoding.countries import NAME_OF
from licet.encoding.reading import Country, Name, Text
from licet.facts.fact import Fact, Missing
from licet.facts.kleene import Proof, any_of, met, not_met, unknown

Status = Literal["P", "S", "W", "N", "D", "U"]
"""Party or member; signed only; withdrew; neither; disputed; unknown."""
Confidence = Literal["high", "medium", "low"]
Change = Literal["joined", "left", "notice"]

_BOUND_BY: dict[str, tuple[str, ...]] = {
    "ATT": ("ATT",),
    "CP944": ("EU", "CP944"),
    "DU821": ("EU",),
    "OSCE1993": ("OSCE",),
    "WA": ("WA",),
    "MTCRG": ("MTCR",),
}
"""Which memberships make an instrument of the criteria table bind a state."""


class MembershipInstrument(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="membership-instrument/1"):
    """One treaty or group: its published totals, the day its rows were checked, and since when they have not changed.

    `unchanged_since` is the first day from which the rows held as they were at `as_of`; without it
    only `as_of` counts. `total` counts members, `parties` states bound by a treaty.
    """

    id: Name
    kind: Name
    as_of: dt.date
    source: Text
    confidence: Confidence
    total: int | None = None
    parties: int | None = None
    signed_only: int | None = None
    unchanged_since: dt.date | None = None
    plus: Text | None = None
    note: Text | None = None


class MembershipEvent(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="membership-event/1"):
    """A state joined, left or gave notice between two days, both inclusive; equal where the day is known.

    `law_until` is the last day on which the law of a union it has left still bound it.
    """

    state: Country
    instrument: Name
    change: Change
    says: Text
    earliest: dt.date
    latest: dt.date
    confidence: Confidence
    law_until: dt.date | None = None


class StateMemberships(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="state-memberships/1"):
    """The status of one state or territory under every instrument of the table, at each instrument's `as_of`."""

    state: Country
    name: Text
    statuses: dict[Name, Status]


class Membership(msgspec.Struct, frozen=True, kw_only=True):
    """Whether a state is a member on a day, in a sentence; `disputed` and `unknown` never count as either answer."""

    answer: Literal["yes", "no", "unknown", "disputed"]
    says: str
    confidence: Confidence = "low"
    as_of: dt.date | None = None


class Memberships(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """One edition of the table. Every rule of every case asks it, so its rows are kept by what they are about."""

    instruments: tuple[MembershipInstrument, ...] = ()
    events: tuple[MembershipEvent, ...] = ()
    states: tuple[StateMemberships, ...] = ()

    def membership(self, state: str, instrument: str, on: dt.date) -> Membership:
        """Is the state a member or party on that day? Known from an event or from the day of checking; earlier is unknown."""
        named = f"{NAME_OF.get(state, state)} and {instrument}"
        about, row = self._by_instrument.get(instrument), self._by_state.get(state)
        if about is None or row is None:
            return Membership(answer="unknown", says=f"{named}: the table has no such row")
        status = row.statuses.get(instrument, "U")
        events = self._events.get((state, instrument), [])
        past = _by_event(named, events, on)
        if past is not None:
            return past
        return _by_row(named, status, about, events, on)

    @cached_property
    def _by_instrument(self) -> dict[str, MembershipInstrument]:
        return {one.id: one for one in reversed(self.instruments)}

    @cached_property
    def _by_state(self) -> dict[str, StateMemberships]:
        return {one.state: one for one in reversed(self.states)}

    @cached_property
    def _events(self) -> dict[tuple[str, str], list[MembershipEvent]]:
        found: dict[tuple[str, str], list[MembershipEvent]] = {}
        for event in self.events:
            found.setdefault((event.state, event.instrument), []).append(event)
        return found

    def status(self, state: str, instrument: str, on: dt.date) -> Proof:
        """Is the state bound as a member is, as a proof: a member, or one that has left and is still under the law of the union.

        An answer of low confidence clears nothing: its "no" stays open.
        """
        answer = self.membership(state, instrument, on)
        left = self._left_but_bound(state, instrument, on)
        if answer.answer == "no" and left is not None:
            says = f"{answer.says}; its law bound {NAME_OF.get(state, state)} until {left.law_until}"
            answer = msgspec.structs.replace(answer, answer="yes", says=says)
        value = {"yes": True, "no": False}.get(answer.answer)
        fact = Fact(name="membership", value=value, source=f"memberships table: {instrument}", as_of=answer.as_of, about=state)
        if answer.answer == "yes":
            return met(answer.says, fact)
        if answer.answer == "no" and answer.confidence != "low":
            return not_met(answer.says, fact)
        asked = Missing(
            name="membership",
            question=f"Was {NAME_OF.get(state, state)} bound by or a member of {instrument} on {on}?",
            answerer="reference_data",
            about=f"{state}:{instrument}",
        )
        return unknown(answer.says, asked, facts=() if value is None else (fact,))

    def _left_but_bound(self, state: str, instrument: str, on: dt.date) -> MembershipEvent | None:
        """The event by which the state left, where the union's law still held on that day."""
        mine = self._events.get((state, instrument), [])
        return next((event for event in mine if event.law_until is not None and event.latest <= on <= event.law_until), None)

    def bound_by(self, instrument: str, state: str, on: dt.date) -> Proof:
        """Does an instrument of the criteria table bind the state on that day? One that is not known here is open."""
        needed = _BOUND_BY.get(instrument, (instrument,))
        parts = [self.status(state, one, on) for one in needed]
        return any_of("; ".join(part.says for part in parts), parts)


def _by_event(named: str, events: list[MembershipEvent], on: dt.date) -> Membership | None:
    """What dated events alone say of a day, or None when they leave it to the row."""
    turns = sorted((event for event in events if event.change != "notice"), key=lambda event: (event.earliest, event.latest))
    for event in reversed(turns):
        if on > event.latest or (on == event.latest == event.earliest):
            answer: Literal["yes", "no"] = "yes" if event.change == "joined" else "no"
            return Membership(
                answer=answer, says=f"{named}: {event.says} on {event.earliest}", confidence=event.confidence, as_of=event.earliest
            )
        if on >= event.earliest:
            says = f"{named}: {event.says} between {event.earliest} and {event.latest}; the day is not known"
            return Membership(answer="unknown", says=says, confidence=event.confidence)
    if turns and turns[0].change == "left":
        return Membership(
            answer="yes",
            says=f"{named}: until {turns[0].says} on {turns[0].earliest}",
            confidence=turns[0].confidence,
            as_of=turns[0].earliest,
        )
    if turns:
        return Membership(
            answer="unknown", says=f"{named}: nothing is known before {turns[0].earliest}", confidence=turns[0].confidence
        )
    return None


def _by_row(named: str, status: Status, about: MembershipInstrument, events: list[MembershipEvent], on: dt.date) -> Membership:
    """What the row says, from the day it is known to hold."""
    known_from = about.unchanged_since or about.as_of
    notices = "".join(f"; {event.says} on {event.earliest}" for event in events)
    if on < known_from:
        return Membership(
            answer="unknown", says=f"{named}: the table knows nothing before {known_from}", confidence=about.confidence
        )
    match status:
        case "P":
            return Membership(answer="yes", says=f"{named}: member or party", confidence=about.confidence, as_of=about.as_of)
        case "N":
            return Membership(
                answer="no", says=f"{named}: neither member nor party{notices}", confidence=about.confidence, as_of=about.as_of
            )
        case "S":
            says = f"{named}: signed, not bound{notices}"
        case "D":
            return Membership(
                answer="disputed", says=f"{named}: the status is disputed", confidence=about.confidence, as_of=about.as_of
            )
        case _:
            says = f"{named}: the status is not known"
    return Membership(answer="unknown", says=says, confidence=about.confidence, as_of=about.as_of)


def memberships_of(content: bytes) -> Memberships:
    """The table of an edition's content."""
    return memberships_table(msgspec.json.Decoder(MembershipInstrument | MembershipEvent | StateMemberships).decode_lines(content))


def memberships_table(values: Iterable[MembershipInstrument | MembershipEvent | StateMemberships]) -> Memberships:
    """The table of an edition's values."""
    every = tuple(values)
    return Memberships(
        instruments=tuple(value for value in every if isinstance(value, MembershipInstrument)),
        events=tuple(value for value in every if isinstance(value, MembershipEvent)),
        states=tuple(value for value in every if isinstance(value, StateMemberships)),
    )
