"""The chain: whatever is changed in a log, the walk over it stops there."""

import datetime as dt
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.encoding.canonical import canonical_bytes
from licet.lifecycle.chain import (
    START,
    Addition,
    BrokenChain,
    Head,
    VersionConflict,
    check_chain,
    join,
    links,
    same_command,
)
from licet.lifecycle.event import Recorded, draft


class Noted(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="noted/1"):
    text: str


def to(stream: str, expected: int, *texts: str) -> Addition:
    drafts = tuple(draft(Noted(text=text), effective_on=dt.date(2026, 8, 3)) for text in texts)
    return Addition(stream=stream, expected=expected, drafts=drafts)


def joined(*additions: Addition, head: Head = START, versions: dict[str, int] | None = None, command_id: str = "c") -> Any:
    return join(
        additions,
        head=head,
        versions=versions or {},
        command_id=command_id,
        person_id="p",
        recorded_at="2026-08-03T09:30:00.000000Z",
    )


def log() -> list[Recorded]:
    first = joined(to("case/A", 0, "one", "two"), to("case/B", 0, "three"), command_id="c1")
    head = check_chain(first)
    return [*first, *joined(to("case/A", 2, "four"), head=head, versions={"case/A": 2}, command_id="c2")]


def changed(one: Recorded, **fields: Any) -> Recorded:
    event = msgspec.structs.replace(one.event, **fields)
    return Recorded(envelope=canonical_bytes(event), payload=one.payload, event=event)


def test_a_whole_log_leads_to_its_head() -> None:
    events = log()
    assert check_chain(events) == Head(position=4, digest=events[-1].digest)
    assert [head.position for head in links(events)] == [1, 2, 3, 4]
    assert check_chain([]) == START


@pytest.mark.parametrize("taken", [0, 1, 2])
def test_an_event_taken_out_is_missed(taken: int) -> None:
    events = log()
    del events[taken]
    with pytest.raises(BrokenChain):
        check_chain(events)


def test_events_cut_off_the_end_show_only_against_the_head() -> None:
    """The one thing a chain alone cannot show: keep the head elsewhere (backup, ledger)."""
    assert check_chain(log()[:-1]) != check_chain(log())


@pytest.mark.parametrize(("left", "right"), [(0, 1), (1, 2), (0, 3)])
def test_events_that_changed_places_are_noticed(left: int, right: int) -> None:
    events = log()
    events[left], events[right] = events[right], events[left]
    with pytest.raises(BrokenChain):
        check_chain(events)


@pytest.mark.parametrize("at", range(3))
@pytest.mark.parametrize(
    "fields",
    [
        {"person_id": "q"},
        {"recorded_at": "2026-08-04T09:30:00.000000Z"},
        {"effective_on": dt.date(2026, 8, 4)},
        {"milestone": True},
        {"kind": "denied"},
        {"command_id": "other"},
        {"stream": "case/C"},
        {"stream_seq": 9},
        {"position": 9},
        {"previous": "sha256:" + "0" * 64},
        {"event_id": "other"},
        {"payload": "sha256:" + "0" * 64},
    ],
)
def test_no_field_of_an_event_can_be_changed(at: int, fields: dict[str, Any]) -> None:
    events = log()
    events[at] = changed(events[at], **fields)
    with pytest.raises(BrokenChain):
        check_chain(events)


def test_a_changed_payload_is_noticed_in_every_place_also_the_last() -> None:
    for at in range(4):
        events = log()
        events[at] = msgspec.structs.replace(events[at], payload=b"{}")
        with pytest.raises(BrokenChain, match="payload"):
            check_chain(events)


def test_a_forged_tail_that_links_rightly_is_noticed_by_its_stream() -> None:
    events = log()
    events += joined(to("case/A", 9, "forged"), head=check_chain(events), versions={"case/A": 9}, command_id="c3")
    with pytest.raises(BrokenChain, match="number 4 of its stream"):
        check_chain(events)


def test_a_walk_may_begin_at_a_known_head() -> None:
    events = log()
    after = check_chain(events[:2])
    assert check_chain(events[2:], after=after) == check_chain(events)
    with pytest.raises(BrokenChain):
        check_chain(events[2:], after=msgspec.structs.replace(after, digest="sha256:" + "0" * 64))


def test_versions_are_expected_exactly() -> None:
    for expected in (0, 1, 3):
        with pytest.raises(VersionConflict):
            joined(to("case/A", expected, "x"), versions={"case/A": 2})
    with pytest.raises(VersionConflict):
        joined(to("case/A", 1, "x"))


def test_the_same_command_is_the_same_events_in_the_same_order() -> None:
    asked = (to("case/A", 0, "one", "two"), to("case/B", 0, "three"))
    first = joined(*asked)
    assert same_command(first, asked)
    assert same_command(first, (to("case/A", 5, "one", "two"), to("case/B", 7, "three"))), "versions have moved on since"
    assert not same_command(first, asked[::-1])
    assert not same_command(first, asked[:1])
    assert not same_command(first, (to("case/A", 0, "two", "one"), to("case/B", 0, "three")))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.dictionaries(st.sampled_from(["case/A", "case/B"]), st.lists(st.text(max_size=3), min_size=1, max_size=3), min_size=1)
    )
)
def test_any_appends_make_a_chain_without_gap_in_log_or_stream(batches: list[dict[str, list[str]]]) -> None:
    events: list[Recorded] = []
    head, versions = START, {"case/A": 0, "case/B": 0}
    for n, batch in enumerate(batches):
        new = joined(
            *(to(stream, versions[stream], *texts) for stream, texts in batch.items()),
            head=head,
            versions=versions,
            command_id=f"c{n}",
        )
        events += new
        head = check_chain(new, after=head)
        for stream, texts in batch.items():
            versions[stream] += len(texts)
    assert check_chain(events) == head
    assert head.position == len(events) == sum(versions.values())
    assert len({one.event.event_id for one in events}) == len(events)
