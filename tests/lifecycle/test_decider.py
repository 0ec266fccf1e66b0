"""Folding a history into a state."""

import datetime as dt

import msgspec

from licet.lifecycle.chain import START, Addition, join
from licet.lifecycle.decider import Decider, fold
from licet.lifecycle.event import Draft, Recorded, draft


class Added(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="added/1"):
    count: int


def decide(state: int, command: int) -> tuple[Draft, ...]:
    return (draft(Added(count=command), effective_on=dt.date(2026, 8, 3)),) if command != state else ()


def evolve(state: int, event: Recorded) -> int:
    return state * 10 + msgspec.json.decode(event.payload, type=Added).count


TALLY = Decider(initial=0, decide=decide, evolve=evolve)


def history(*counts: int) -> tuple[Recorded, ...]:
    drafts = tuple(draft(Added(count=count), effective_on=dt.date(2026, 8, 3)) for count in counts)
    return join(
        [Addition(stream="tally/1", expected=0, drafts=drafts)],
        head=START,
        versions={},
        command_id="c",
        person_id="p",
        recorded_at="2026-08-03T09:30:00.000000Z",
    )


def test_a_history_folds_in_order_from_the_beginning_or_from_a_state() -> None:
    assert TALLY.state_of(history(1, 2, 3)) == 123
    assert fold(evolve, 4, history(1, 2)) == 412
    assert TALLY.state_of(()) == 0


def test_a_command_with_nothing_to_do_causes_no_event() -> None:
    assert TALLY.decide(3, 3) == ()
    assert [new.kind for new in TALLY.decide(0, 3)] == ["added"]
