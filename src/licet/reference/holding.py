"""A held update as a history: held with its reasons, then released or rejected by the word of two people.

Each word is given with a reason. The second word for the same end must be another person's. A word
for the other end takes the place of the one before, so that two who disagree have decided nothing.
"""

import datetime as dt
from typing import Annotated, Literal

import msgspec

from licet.encoding.canonical import Digest, from_bytes
from licet.lifecycle.decider import Decider
from licet.lifecycle.event import Draft, Recorded, draft
from licet.lifecycle.transition import Guard, Transition, TransitionTable
from licet.reference.edition import EditionRef

Status = Literal["none", "held", "half_released", "half_rejected", "released", "rejected"]
ActName = Literal["hold", "release", "reject"]

LIFE = TransitionTable(
    name="held update",
    start="none",
    transitions=(
        Transition(source="none", act="hold", target="held"),
        Transition(source="held", act="release", target="half_released"),
        Transition(source="held", act="reject", target="half_rejected"),
        Transition(source="half_released", act="release", target="released", guards=("another_person",)),
        Transition(source="half_released", act="reject", target="half_rejected"),
        Transition(source="half_rejected", act="reject", target="rejected", guards=("another_person",)),
        Transition(source="half_rejected", act="release", target="half_released"),
    ),
)

Why = Annotated[str, msgspec.Meta(min_length=10, max_length=1000)]


class EditionHeld(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="edition_held/1"):
    """An update came in and is held; `replaces` names the content of the edition that stays in force meanwhile."""

    edition: EditionRef
    replaces: Digest | None
    reasons: tuple[str, ...]


class EditionReleaseSaid(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="edition_release_said/1"):
    """Somebody said that the update is sound; the second such word puts it into force."""

    why: Why


class EditionRejectionSaid(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="edition_rejection_said/1"):
    """Somebody said that the update is not sound; the second such word keeps it out for good."""

    why: Why


class Act(msgspec.Struct, frozen=True, kw_only=True):
    """A command: the act of the table, who does it, on which day, and what is written down."""

    act: ActName
    person: str
    on: dt.date
    writes: EditionHeld | EditionReleaseSaid | EditionRejectionSaid


class Word(msgspec.Struct, frozen=True, kw_only=True):
    """What one person said of a held update."""

    act: ActName
    person: str
    at: str
    why: str


class Holding(msgspec.Struct, frozen=True, kw_only=True):
    """The state after its events: `words` are all that was said, the last one last."""

    status: Status = "none"
    held: EditionHeld | None = None
    held_at: str | None = None
    words: tuple[Word, ...] = ()

    @property
    def open(self) -> bool:
        """Whether it still waits for somebody's word."""
        return self.status in ("held", "half_released", "half_rejected")


def _another_person(subject: tuple[Holding, Act]) -> str | None:
    state, act = subject
    if act.person == state.words[-1].person:
        return "You have said so already; a second person is needed."
    return None


GUARDS: dict[str, Guard[tuple[Holding, Act]]] = {"another_person": _another_person}


def decide(state: Holding, command: Act) -> tuple[Draft, ...]:
    """Write a command down as an event, if table and guards let it; raises `Refused` with every reason."""
    LIFE.step(state.status, command.act, GUARDS, (state, command))
    return (draft(command.writes, effective_on=command.on, milestone=True),)


def evolve(state: Holding, event: Recorded) -> Holding:
    """The state after an event. An event of a later version changes nothing."""
    by, at = event.event.person_id, event.event.recorded_at
    match event.event.kind:
        case "edition_held":
            return msgspec.structs.replace(state, status="held", held=from_bytes(event.payload, EditionHeld), held_at=at)
        case "edition_release_said":
            word = Word(act="release", person=by, at=at, why=from_bytes(event.payload, EditionReleaseSaid).why)
            status: Status = "released" if state.status == "half_released" else "half_released"
            return msgspec.structs.replace(state, status=status, words=(*state.words, word))
        case "edition_rejection_said":
            word = Word(act="reject", person=by, at=at, why=from_bytes(event.payload, EditionRejectionSaid).why)
            status = "rejected" if state.status == "half_rejected" else "half_rejected"
            return msgspec.structs.replace(state, status=status, words=(*state.words, word))
    return state


HOLDING: Decider[Holding, Act] = Decider(initial=Holding(), decide=decide, evolve=evolve)
