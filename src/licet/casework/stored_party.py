"""The list of stored parties as a history: who is on it, what screening found, and what officers said of each hit.

Nothing here names anybody: a party is its id and a reference to a sealed identity.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Literal

import msgspec

from licet.assessment.hit_state import word_on_hit
from licet.dossier.history import Clearance
from licet.dossier.values import IdentityRef, PartySchema
from licet.encoding.canonical import Digest, from_bytes
from licet.encoding.reading import Name
from licet.lifecycle.decider import Decider
from licet.lifecycle.event import Draft, Recorded, draft
from licet.lifecycle.transition import Transition, TransitionTable
from licet.reference.edition import EditionRef
from licet.reference.record import LegalEffect

LIST = "parties/all"
"""The stream of the list as a whole; what is said of one party's hits is in the stream `party/<id>`."""

HIT_LIFE = TransitionTable(
    name="screening hit",
    start="open",
    transitions=(
        Transition(source="open", act="clear", target="cleared"),
        Transition(source="open", act="confirm", target="confirmed"),
        Transition(source="cleared", act="clear", target="cleared"),
        Transition(source="cleared", act="confirm", target="confirmed"),
        Transition(source="cleared", act="reopen", target="open"),
        Transition(source="confirmed", act="clear", target="cleared"),
        Transition(source="confirmed", act="confirm", target="confirmed"),
        Transition(source="confirmed", act="reopen", target="open"),
    ),
)
"""A hit is reopened by nobody's word: the identity or the record changed, or the word's last day is over."""

HitState = Literal["open", "cleared", "confirmed"]
Standing = Literal["waiting", "clear", "no_hit", "open", "cleared", "confirmed", "withdrawn"]
"""Of a stored party: not screened yet; no hit; no hit on lists too old to call anybody clear; a hit open; every hit cleared;
a hit confirmed and none open; off the list. `no_hit` is how `clear` reads on a day, and is never stored."""
STANDINGS: tuple[Standing, ...] = ("open", "confirmed", "cleared", "clear", "no_hit", "waiting", "withdrawn")


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """An alert of a party against one record. `source` is the kind and name of the edition it stands in; `listed` binds words to it."""

    record_id: str
    list: str
    source: str
    listed: Digest
    score: str
    effect: LegalEffect


class StoredParty(msgspec.Struct, frozen=True, kw_only=True):
    """One party put on the list."""

    id: Name
    schema: PartySchema
    identity: IdentityRef


class PartiesAdded(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="parties_added/1"):
    """Parties were put on the list, or put there again as somebody who has changed. `parties` names content: tuples of `StoredParty`."""

    count: int
    parties: tuple[Digest, ...]


class PartiesWithdrawn(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="parties_withdrawn/1"):
    """Parties were taken off the list."""

    parties: tuple[Name, ...]
    why: str


class PartyScreened(msgspec.Struct, frozen=True, kw_only=True):
    """What screening found on one identity: every alert."""

    id: Name
    identity: IdentityRef
    hits: tuple[Hit, ...]


class PartiesScreened(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="parties_screened/1"):
    """Parties were screened against every list in force for the first time. `findings` names content: a tuple of `PartyScreened`."""

    snapshot: Digest
    count: int
    findings: Digest


class PartiesRescreened(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="parties_rescreened/1"):
    """Everybody whom a list's change could touch was screened again. `report` names content: a `Rescreening`."""

    before: EditionRef | None
    after: EditionRef
    report: Digest


class AuthorisationTouched(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="authorisation_touched/1"):
    """A list's change concerns the end user of a live authorisation: it became listed, is listed no longer, or its entry changed."""

    reference: Name
    before: EditionRef | None
    after: EditionRef
    changes: tuple["HitChange", ...]


class PartyHitDecided(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="party_hit_decided/1"):
    """An officer cleared or confirmed a hit on a stored party."""

    list: str
    clearance: Clearance


# ---- rescreening


class HitChange(msgspec.Struct, frozen=True, kw_only=True):
    """An alert that came, went, or stands on a record that is no longer the same: as it was, and as it is."""

    change: Literal["gained", "lost", "changed"]
    record_id: str
    list: str
    before: str | None
    after: str | None


class Touched(msgspec.Struct, frozen=True, kw_only=True):
    """A party for whom a list's change changes something.

    `key` is `party/<id>`, `<case>/<path>`, `authorisation/<reference>` of a live one, or `history/<reference>` of a past transfer.
    """

    key: str
    identity: IdentityRef | None
    changes: tuple[HitChange, ...]
    hits: tuple[Hit, ...]


class Rescreening(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="rescreening/1"):
    """What a list's change did: of so many parties, so many could be touched and were screened again, and these were.

    `unread` are the parties whose identity was destroyed, or has nothing that can be compared.
    """

    before: EditionRef | None
    after: EditionRef
    parties: int
    compared: int
    touched: tuple[Touched, ...]
    unread: tuple[str, ...] = ()


def changes(before: Iterable[Hit], after: Iterable[Hit]) -> tuple[HitChange, ...]:
    """What became of each alert, in order of list and record; an alert whose record and score are as they were is left out."""
    was = {(hit.list, hit.record_id): hit for hit in before}
    now = {(hit.list, hit.record_id): hit for hit in after}
    found = []
    for place in sorted(was.keys() | now.keys()):
        old, new = was.get(place), now.get(place)
        if old is None or new is None or (old.listed, old.score) != (new.listed, new.score):
            found.append(
                HitChange(
                    change="gained" if old is None else "lost" if new is None else "changed",
                    list=place[0],
                    record_id=place[1],
                    before=old.score if old else None,
                    after=new.score if new else None,
                )
            )
    return tuple(found)


# ---- what officers said


class PartyWords(msgspec.Struct, frozen=True, kw_only=True):
    """Every officer's word on the hits of one stored party, oldest first."""

    words: tuple[Clearance, ...] = ()


class Decide(msgspec.Struct, frozen=True, kw_only=True):
    """A command: a word on a hit that stands in this state now."""

    state: HitState
    writes: PartyHitDecided


def decide(state: PartyWords, command: Decide) -> tuple[Draft, ...]:
    """Write a word down, if the table lets it; raises `Refused`."""
    clearance = command.writes.clearance
    HIT_LIFE.step(command.state, "clear" if clearance.state == "cleared" else "confirm", {}, state)
    return (draft(command.writes, effective_on=clearance.on, milestone=True),)


def evolve(state: PartyWords, event: Recorded) -> PartyWords:
    """The state after an event; one of a later version changes nothing."""
    if event.event.kind == "party_hit_decided":
        decided = from_bytes(event.payload, PartyHitDecided)
        return PartyWords(words=(*state.words, decided.clearance))
    return state


PARTY_WORDS: Decider[PartyWords, Decide] = Decider(initial=PartyWords(), decide=decide, evolve=evolve)


class Settled(msgspec.Struct, frozen=True, kw_only=True):
    """A hit with what the latest word that still binds makes of it."""

    hit: Hit
    state: HitState
    word: Clearance | None


def settled(identity: IdentityRef, hits: Iterable[Hit], words: Iterable[Clearance], as_of: dt.date) -> tuple[Settled, ...]:
    """Each hit with its state on a day."""
    said = tuple(words)
    found = []
    for hit in hits:
        word = word_on_hit(identity, hit.record_id, hit.listed, said, as_of)
        found.append(Settled(hit=hit, state=word.state if word else "open", word=word))
    return tuple(found)


def standing_of(hits: Iterable[Settled] | None) -> Standing:
    """How a party stands by its hits; None where it was not screened yet."""
    if hits is None:
        return "waiting"
    states = {hit.state for hit in hits}
    for state in ("open", "confirmed", "cleared"):
        if state in states:
            return state
    return "clear"


def holds_until(hits: Iterable[Settled]) -> dt.date | None:
    """The last day on which a party stands as it does, when nothing else happens; None when no word ends."""
    return min((hit.word.until for hit in hits if hit.word is not None and hit.word.until is not None), default=None)
