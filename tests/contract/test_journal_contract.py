"""What every journal does."""

import datetime as dt
import threading
from typing import Any

import msgspec
import pytest
from django.db import connections

from licet.encoding.canonical import digest_of
from licet.lifecycle.chain import START, Addition, CommandReused, VersionConflict, check_chain
from licet.lifecycle.event import Draft, draft

NOW = dt.datetime(2026, 8, 3, 9, 30, tzinfo=dt.UTC)


class Noted(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="noted/1"):
    text: str


def noted(*texts: str, milestone: bool = False) -> tuple[Draft, ...]:
    return tuple(draft(Noted(text=text), effective_on=dt.date(2026, 8, 3), milestone=milestone) for text in texts)


def to(stream: str, expected: int, *texts: str, milestone: bool = False) -> Addition:
    return Addition(stream=stream, expected=expected, drafts=noted(*texts, milestone=milestone))


def append(store: Any, *additions: Addition, command_id: str) -> Any:
    return store.journal.append(*additions, command_id=command_id, person_id="p-1", recorded_at=NOW)


def texts(events: Any) -> list[str]:
    return [msgspec.json.decode(one.payload, type=Noted).text for one in events]


def test_an_empty_log_starts_at_nothing(store: Any) -> None:
    assert store.journal.head() == START
    assert store.journal.read("case/A") == ()
    assert list(store.journal.read_all()) == []
    assert store.journal.version("case/A") == 0
    assert store.journal.check() == START


def test_events_come_back_as_they_were_written_in_stream_and_in_the_whole(store: Any) -> None:
    first = append(store, to("case/A", 0, "one", "two"), command_id="c1")
    append(store, to("case/B", 0, "three"), command_id="c2")
    append(store, to("case/A", 2, "four"), command_id="c3")
    assert texts(store.journal.read("case/A")) == ["one", "two", "four"]
    assert texts(store.journal.read("case/A", after=2)) == ["four"]
    assert texts(store.journal.read_all()) == ["one", "two", "three", "four"]
    assert texts(store.journal.read_all(after=3)) == ["four"]
    assert [one.event.position for one in store.journal.read_all()] == [1, 2, 3, 4]
    assert [one.event.stream_seq for one in store.journal.read("case/A")] == [1, 2, 3]
    assert store.journal.read("case/A")[:2] == first
    assert store.journal.version("case/A") == 3
    event = first[0].event
    assert (event.person_id, event.recorded_at, event.effective_on, event.kind) == (
        "p-1",
        "2026-08-03T09:30:00.000000Z",
        dt.date(2026, 8, 3),
        "noted",
    )
    assert event.payload == digest_of(first[0].payload)


def test_the_head_is_the_digest_of_the_last_envelope_and_the_chain_holds(store: Any) -> None:
    append(store, to("case/A", 0, "one"), command_id="c1")
    last = append(store, to("case/A", 1, "two"), command_id="c2")[-1]
    head = store.journal.head()
    assert (head.position, head.digest) == (2, digest_of(last.envelope))
    assert check_chain(store.journal.read_all()) == head == store.journal.check()
    assert last.event.previous == digest_of(store.journal.read("case/A")[0].envelope)


def test_a_command_writes_to_several_streams_in_one_step(store: Any) -> None:
    append(store, to("case/B", 0, "x"), command_id="c0")
    with pytest.raises(VersionConflict):
        append(store, to("case/A", 0, "one"), to("case/B", 0, "two"), command_id="c1")
    assert store.journal.version("case/A") == 0
    written = append(store, to("case/B", 1, "two"), to("case/A", 0, "one"), command_id="c1")
    assert [one.event.stream for one in written] == ["case/B", "case/A"]
    assert len({one.event.event_id for one in store.journal.read_all()}) == 3


@pytest.mark.parametrize("expected", [0, 1, 3])
def test_a_stream_that_moved_on_or_never_got_there_is_a_conflict_and_nothing_is_written(store: Any, expected: int) -> None:
    append(store, to("case/A", 0, "one", "two"), command_id="c1")
    with pytest.raises(VersionConflict) as conflict:
        append(store, to("case/A", expected, "three"), command_id="c2")
    assert (conflict.value.expected, conflict.value.actual) == (expected, 2)
    assert store.journal.head().position == 2
    assert store.journal.of_command("c2") == ()


def test_a_repeated_command_returns_the_first_result_and_writes_nothing(store: Any) -> None:
    first = append(store, to("case/A", 0, "one", milestone=True), command_id="c1")
    append(store, to("case/A", 1, "two"), command_id="c2")
    later = NOW + dt.timedelta(hours=1)
    again = store.journal.append(to("case/A", 0, "one", milestone=True), command_id="c1", person_id="p-2", recorded_at=later)
    assert again == first
    assert store.journal.head().position == 2
    assert len(store.milestones.recorded()) == 1
    assert store.journal.of_command("c1") == first


@pytest.mark.parametrize(
    "other",
    [
        to("case/A", 0, "two"),
        to("case/B", 0, "one"),
        to("case/A", 0, "one", "one"),
        to("case/A", 0, "one", milestone=True),
        Addition(stream="case/A", expected=0, drafts=(msgspec.structs.replace(noted("one")[0], effective_on=dt.date(2026, 8, 4)),)),
        Addition(stream="case/A", expected=0, drafts=(msgspec.structs.replace(noted("one")[0], kind="denied"),)),
    ],
)
def test_the_same_command_id_with_other_events_is_a_fault(store: Any, other: Addition) -> None:
    append(store, to("case/A", 0, "one"), command_id="c1")
    with pytest.raises(CommandReused, match="c1"):
        append(store, other, command_id="c1")
    assert store.journal.head().position == 1


@pytest.mark.parametrize(
    ("stream", "command_id"),
    [
        ("case", "c1"),
        ("Case/A", "c1"),
        ("case/a b", "c1"),
        ("case/../x y", "c1"),
        ("case/A", ""),
        ("case/A", "a b"),
        ("case/A", "x" * 201),
    ],
)
def test_what_could_not_be_read_back_is_not_written(store: Any, stream: str, command_id: str) -> None:
    with pytest.raises((ValueError, msgspec.ValidationError)):
        append(store, to(stream, 0, "one"), command_id=command_id)
    assert store.journal.head() == START


def test_an_append_of_nothing_or_of_one_stream_twice_is_refused(store: Any) -> None:
    with pytest.raises(ValueError, match="at least one event"):
        append(store, to("case/A", 0), command_id="c1")
    with pytest.raises(ValueError, match="each stream once"):
        append(store, to("case/A", 0, "one"), to("case/A", 1, "two"), command_id="c1")


def test_milestones_are_told_in_the_same_transaction(store: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    append(store, to("case/A", 0, "one", milestone=True), to("case/B", 0, "two"), command_id="c1")
    assert store.milestones.recorded() == (1,)

    def full(_: Any) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(store.milestones, "record", full)
    with pytest.raises(OSError, match="no space"):
        append(store, to("case/A", 1, "three", milestone=True), command_id="c2")
    assert store.journal.head().position == 2
    append(store, to("case/A", 1, "four"), command_id="c3")
    assert store.journal.check().position == 3


def test_streams_of_a_kind_are_named_in_the_order_they_began(store: Any) -> None:
    append(store, to("case/B", 0, "x"), command_id="c1")
    append(store, to("sealed/A", 0, "x"), to("case/A", 0, "x"), command_id="c2")
    append(store, to("case/B", 1, "x"), command_id="c3")
    assert store.journal.streams("case") == ("case/B", "case/A")
    assert store.journal.streams("sealed") == ("sealed/A",)
    assert store.journal.streams("cas") == ()


def test_many_events_come_in_pages_without_a_seam(store: Any) -> None:
    append(store, to("case/A", 0, *(str(n) for n in range(1203))), command_id="c1")
    assert texts(store.journal.read_all()) == [str(n) for n in range(1203)]
    assert texts(store.journal.read_all(after=1200)) == ["1200", "1201", "1202"]


def test_a_failed_run_takes_back_everything_and_leaves_no_gap(store: Any) -> None:
    def work() -> None:
        number = store.numbers.take("NO", 2026, "c1")
        append(store, to(f"case/{number}", 0, "one", milestone=True), command_id="c1")
        store.jobs.enqueue("assess", b"{}", key="k1", at=NOW)
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        store.transactions.run(work)
    assert store.journal.head() == START
    assert store.milestones.recorded() == ()
    assert store.numbers.taken("NO", 2026) == ()
    assert store.jobs.lease(["assess"], worker="w", at=NOW, seconds=60) is None
    assert store.transactions.run(lambda: store.numbers.take("NO", 2026, "c2")) == 1
    append(store, to("case/1", 0, "one"), command_id="c2")
    assert store.journal.check().position == 1


def test_a_run_inside_a_run_joins_it(store: Any) -> None:
    def inner() -> None:
        append(store, to("case/B", 0, "two"), command_id="c2")

    def outer() -> None:
        assert store.transactions.running
        append(store, to("case/A", 0, "one"), command_id="c1")
        store.transactions.run(inner, streams=["case/B"])
        raise RuntimeError("after the inner run")

    assert not store.transactions.running
    with pytest.raises(RuntimeError, match="after the inner run"):
        store.transactions.run(outer)
    assert store.journal.head() == START
    assert not store.transactions.running


def test_a_refused_append_leaves_the_rest_of_its_run_whole(store: Any) -> None:
    append(store, to("case/A", 0, "one"), command_id="c1")

    def work() -> str:
        try:
            append(store, to("case/A", 0, "late"), command_id="c2")
        except VersionConflict as conflict:
            append(store, to("case/A", conflict.actual, "anew"), command_id="c2")
        return "done"

    assert store.transactions.run(work) == "done"
    assert texts(store.journal.read("case/A")) == ["one", "anew"]


def test_numbers_count_on_by_one_a_year_and_authority(store: Any) -> None:
    def take(authority: str, year: int, command_id: str) -> int:
        return store.transactions.run(lambda: store.numbers.take(authority, year, command_id))

    assert [take("NO", 2026, f"c{n}") for n in range(3)] == [1, 2, 3]
    assert take("SE", 2026, "c0") == 1
    assert take("NO", 2027, "c0") == 1
    assert take("NO", 2026, "c1") == 2, "the command that took a number gets the same again"
    assert store.numbers.taken("NO", 2026) == (1, 2, 3)
    with pytest.raises(RuntimeError, match="inside of Transactions"):
        store.numbers.take("NO", 2026, "c9")


def test_threads_that_write_at_once_each_find_their_place(store: Any) -> None:
    faults: list[BaseException] = []

    def write(writer: int) -> None:
        try:
            for n in range(15):
                stream = f"case/{n % 3}"

                def work(stream: str = stream, command_id: str = f"w{writer}-{n}") -> None:
                    append(store, to(stream, store.journal.version(stream), "x"), command_id=command_id)

                store.transactions.run(work, streams=[stream])
        except BaseException as fault:  # noqa: BLE001  (a thread's fault is shown by the test)
            faults.append(fault)
        finally:
            close(store)

    threads = [threading.Thread(target=write, args=(writer,)) for writer in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert store.journal.check().position == 60
    assert [store.journal.version(f"case/{n}") for n in range(3)] == [20, 20, 20]


def close(store: Any) -> None:
    """Give back this thread's connection."""
    if hasattr(store, "using"):
        connections[store.using].close()
