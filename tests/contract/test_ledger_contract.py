"""What the ledger does on memory, SQLite and PostgreSQL alike."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest

from contract.processes import Noted, addition, records_of
from contract.test_processes import go, killed, said
from licet.ledger.claim import check_claim, read_claim
from licet.ledger.policy import read_policy
from licet.ledger.tlog_proof import check_proof
from licet.lifecycle.chain import Addition
from licet.lifecycle.event import draft
from licet.services.claims import claim, proof_of
from licet.services.ledger import open_log
from licet.services.ledger_check import check_log
from licet.services.ledger_keys import policy_text
from licet.services.ledger_tick import tick

NOW = dt.datetime(2026, 8, 3, 9, 30, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def desk_of(store: Any, clock: Any = None) -> Any:
    """As much of a desk as the ledger needs."""
    return SimpleNamespace(book=store.book, journal=store.journal, transactions=store.transactions, clock=clock or store.clock)


def note(store: Any, stream: str, command_id: str) -> None:
    store.journal.append(
        addition(stream, store.journal.version(stream), command_id), command_id=command_id, person_id="p-1", recorded_at=NOW
    )


def opened(store: Any, slots: int = 8) -> Any:
    store.transactions.run(
        lambda: open_log(store.book, opened_at="2026-08-03T09:30:00.000000Z", before=1, origin="example.org/log", slots=slots)
    )
    return desk_of(store)


def test_ticks_proofs_claims_and_the_check_of_everything(store: Any) -> None:
    desk = opened(store)
    for day in range(3):
        for n in range(5):
            note(store, f"case/{n % 2}", f"c{day}-{n}")
        store.clock.instant += DAY
        ticked = tick(desk)
        assert ticked is not None
        assert ticked.checkpoint.size == 8 * (day + 1)
    policy = read_policy(policy_text(store.book).encode())
    for entry in store.book.rows.all():
        if entry.public_index is not None:
            check_proof(proof_of(desk, entry), policy)
    made = claim(desk, "request_withdrawn", count=0, start=8)
    assert check_claim(read_claim(made.bytes), policy).entries == 16
    checked = check_log(desk)
    assert (checked.faults, checked.entries, checked.public) == ((), 16, 24)


def test_tiles_wider_than_one_level_are_kept(store: Any) -> None:
    desk = opened(store, slots=300)
    store.clock.instant += DAY
    tick(desk)
    assert len(store.book.rows.tile(0, 0)) == 8192
    assert len(store.book.rows.tile(1, 0)) == 32
    assert store.book.rows.tile(7, 0) == b""
    assert check_log(desk).faults == ()


def test_a_milestone_and_its_entry_are_written_together_or_not_at_all(store: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Attack 6: a fault at every step between the event and its entry."""
    opened(store)
    note(store, "case/A", "c1")
    for name in ("size", "last_of", "add", "of_kind"):
        with monkeypatch.context() as patch:

            def fails(*_: object, **__: object) -> Any:
                raise OSError("no space left")

            patch.setattr(store.book.rows, name, fails)
            with pytest.raises(OSError, match="no space"):
                note(store, "case/A", f"c-{name}")
        assert store.journal.head().position == 1
        assert store.book.rows.size() == 2
    note(store, "case/A", "c2")
    assert store.milestones.recorded() == (1, 2)
    assert check_log(desk_of(store)).faults == ()


def test_a_log_that_opens_late_adopts_the_head_of_every_stream_and_claims_nothing_earlier(store: Any) -> None:
    for n in range(4):
        store.journal.append(
            Addition(
                stream=f"case/{n % 3}",
                expected=store.journal.version(f"case/{n % 3}"),
                drafts=(draft(Noted(text=f"{n}"), effective_on=NOW.date()),),
            ),
            command_id=f"early-{n}",
            person_id="p",
            recorded_at=NOW,
        )
    note(store, "case/1", "first")
    rows = list(store.book.rows.all())
    assert [(one.kind, one.position, one.stream) for one in rows] == [
        ("catalogue", None, ""),
        ("adoption", 2, "case/1"),
        ("adoption", 3, "case/2"),
        ("adoption", 4, "case/0"),
        ("event", 5, "case/1"),
    ]
    assert check_log(desk_of(store)).faults == ()


def test_a_run_that_is_taken_back_leaves_no_entry(store: Any) -> None:
    opened(store)

    def work() -> None:
        note(store, "case/A", "c1")
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        store.transactions.run(work)
    assert store.book.rows.size() == 1
    note(store, "case/B", "c2")
    assert check_log(desk_of(store)).faults == ()


@pytest.fixture
def records(database: Any) -> Any:
    return records_of(database.workspace, database.using)


class Later:
    """A clock a day ahead of all that was written."""

    def now(self) -> dt.datetime:
        return dt.datetime.now(dt.UTC) + DAY


def test_writers_side_by_side_make_one_log(database: Any, records: Any) -> None:
    writers = [database.start("append", name=f"w{n}", how="held", count=15, streams=3) for n in range(4)]
    go(writers)
    assert len(said(writers)) == 60
    assert records.milestones.recorded() == tuple(range(1, 61))
    assert [one.index for one in records.book.rows.all()] == list(range(61))
    assert check_log(desk_of(records, Later())).faults == ()


@pytest.mark.parametrize("rounds", [10, pytest.param(1000, marks=pytest.mark.slow)])
def test_killed_writers_leave_no_event_without_entry_and_no_entry_without_event(database: Any, records: Any, rounds: int) -> None:
    """Attack 6, by kill -9."""
    acknowledged = set()
    for n in range(rounds):
        lines = killed(database.start("append", name=f"r{n}", how="held", streams=2), told=n % 3, then=0.003 * (n % 5))
        acknowledged |= {line[1] for line in lines}
    assert acknowledged <= {one.event.command_id for one in records.journal.read_all()}
    assert records.milestones.recorded() == tuple(range(1, records.journal.check().position + 1))
    assert check_log(desk_of(records, Later())).faults == ()


def test_the_rows_of_one_stream_are_found_by_what_came_before(store: Any) -> None:
    opened(store)
    for n in range(3):
        note(store, "case/A", f"c{n}")
    rows = store.book.rows
    assert (rows.last("case/A").index, rows.last("case/A", before=3).index, rows.last("case/A", before=1), rows.last("case/B")) == (
        3, 2, None, None,
    )  # fmt: skip
    assert [one.index for one in rows.waiting(2)] == [0, 1]
    assert rows.waiting_count() == 4
    assert rows.of_position(2).case_seq == 2
    assert msgspec.structs.asdict(rows.of_kind("catalogue")[0])["stream"] == ""
