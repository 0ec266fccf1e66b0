"""Breaking glass as a life: two custodians, neither of them the asker, and hours that end."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.casework.exceptional_access import (
    EXCEPTIONAL_ACCESS,
    GUARDS,
    LIFE,
    WAITS,
    Act,
    ExceptionalAccess,
    ExceptionalAccessAllowed,
    ExceptionalAccessAsked,
    ExceptionalAccessClosed,
    ExceptionalAccessRefused,
    ExceptionalAccessTried,
    NamesReadByException,
)
from licet.encoding.dates import instant_text
from licet.lifecycle.chain import Addition, Head, join
from licet.lifecycle.event import Recorded, draft
from licet.lifecycle.transition import Refused

START_AT = dt.datetime(2026, 8, 3, 9, tzinfo=dt.UTC)
HOURS = 4
WRITES: dict[str, Any] = {
    "ask": ExceptionalAccessAsked(
        number="ZA-2026-00001", state="ZA", purpose="a court asks for the consignee", hours=HOURS, notice_after_days=0
    ),
    "allow": ExceptionalAccessAllowed(why="the order is genuine"),
    "refuse": ExceptionalAccessRefused(why="the order is not signed"),
    "close": ExceptionalAccessClosed(),
    "read": NamesReadByException(notice_on=START_AT.date()),
}


class Story:
    """What happens one after another, each act by somebody at an hour."""

    def __init__(self) -> None:
        self.history: tuple[Recorded, ...] = ()

    @property
    def state(self) -> ExceptionalAccess:
        return EXCEPTIONAL_ACCESS.state_of(self.history)

    def do(self, person: str, act: str, *, hour: float = 0) -> "Story":
        at = START_AT + dt.timedelta(hours=hour)
        drafts = EXCEPTIONAL_ACCESS.decide(self.state, Act(act=act, person=person, at=at, writes=WRITES[act]))  # type: ignore[arg-type]
        return self.write(person, drafts, at)

    def write(self, person: str, drafts: tuple[Any, ...], at: dt.datetime) -> "Story":
        addition = Addition(stream="exceptional_access/a", expected=len(self.history), drafts=drafts)
        self.history += join(
            (addition,),
            head=Head(position=len(self.history), digest=self.history[-1].digest if self.history else None),
            versions={addition.stream: len(self.history)},
            command_id=f"c{len(self.history)}",
            person_id=person,
            recorded_at=instant_text(at),
        )
        return self

    def refused(self, person: str, act: str, *, hour: float = 0) -> str:
        with pytest.raises(Refused) as no:
            self.do(person, act, hour=hour)
        return str(no.value)


@pytest.fixture
def story() -> Story:
    return Story().do("asker", "ask")


def test_two_custodians_open_it_and_its_hours_close_it(story: Story) -> None:
    assert story.do("one", "allow", hour=1).state.status == "half_allowed"
    assert story.state.until is None
    story.do("two", "allow", hour=2)
    assert story.state.until == START_AT + dt.timedelta(hours=2 + HOURS)
    assert len(story.do("asker", "read", hour=5.99).state.readings) == 1
    assert "hours are over" in story.refused("asker", "read", hour=6)
    assert story.state.standing(START_AT + dt.timedelta(hours=5.99)) == "open"
    assert story.state.standing(START_AT + dt.timedelta(hours=6)) == "expired"


def test_the_same_custodian_twice_is_one(story: Story) -> None:
    story.do("one", "allow")
    assert "second custodian" in story.refused("one", "allow", hour=1)
    assert story.state.status == "half_allowed"


def test_the_asker_is_no_custodian_of_it(story: Story) -> None:
    assert "Whoever asked" in story.refused("asker", "allow")
    story.do("one", "allow")
    assert "Whoever asked" in story.refused("asker", "allow")
    assert "Whoever asked" in story.refused("asker", "refuse")


def test_nobody_reads_but_the_asker(story: Story) -> None:
    story.do("one", "allow").do("two", "allow")
    assert "Only whoever asked" in story.refused("one", "read")
    assert "Only whoever asked" in story.refused("two", "close")


@pytest.mark.parametrize("allowed", [0, 1])
def test_nothing_is_read_before_the_second_word(story: Story, allowed: int) -> None:
    for person in ("one", "two")[:allowed]:
        story.do(person, "allow")
    assert "not possible" in story.refused("asker", "read")


@pytest.mark.parametrize("allowed", [0, 1, 2])
def test_one_custodian_ends_it_at_any_time_even_one_who_let_it(story: Story, allowed: int) -> None:
    for person in ("one", "two")[:allowed]:
        story.do(person, "allow")
    assert story.do("one", "refuse").state.status == "refused"
    assert "not possible" in story.refused("asker", "read")
    assert "not possible" in story.refused("two", "allow")


def test_a_wish_that_waits_too_long_has_lapsed(story: Story) -> None:
    days = WAITS.days * 24
    story.do("one", "allow", hour=days - 0.01)
    assert "lapsed" in story.refused("two", "allow", hour=days)
    assert story.state.standing(START_AT + WAITS) == "lapsed"


def test_a_try_in_vain_changes_nothing(story: Story) -> None:
    before = story.state
    tried = draft(ExceptionalAccessTried(act="allow", reasons=("no",)), effective_on=START_AT.date())
    assert story.write("one", (tried,), START_AT).state == before


def test_every_guard_of_the_table_is_there_and_used() -> None:
    assert set(GUARDS) == LIFE.guard_names


@given(
    st.lists(
        st.tuples(
            st.sampled_from(("asker", "one", "two", "three")),
            st.sampled_from(("allow", "refuse", "close", "read")),
            st.integers(min_value=0, max_value=24 * 9),
        ),
        max_size=12,
    )
)
def test_whatever_is_tried_names_are_read_only_by_the_asker_after_two_others_let_it(tries: list[tuple[str, str, int]]) -> None:
    story = Story().do("asker", "ask")
    hour = 0
    allowed: list[tuple[str, int]] = []
    over = False
    for person, act, later in tries:
        hour = max(hour, later)
        try:
            story.do(person, act, hour=hour)
        except Refused:
            continue
        if act == "allow":
            allowed.append((person, hour))
        elif act == "read":
            assert person == "asker"
            assert not over
            assert len({who for who, _ in allowed} - {"asker"}) == 2
            assert hour < allowed[1][1] + HOURS
        else:
            over = True
