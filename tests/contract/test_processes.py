"""Several processes on one database: the race that SQLite hides, and processes that are killed."""

import datetime as dt
import random
import select
import time
from collections import Counter
from typing import Any

import pytest
from django.db import OperationalError, connections

from contract.processes import records_of
from licet.storage.database import other_database
from licet.storage.records.locks import LOG, hold

NOW = dt.datetime(2026, 8, 3, 9, 30, tzinfo=dt.UTC)


@pytest.fixture
def records(database: Any) -> Any:
    return records_of(database.workspace, database.using)


def go(processes: list[Any]) -> None:
    """Let processes begin together, once each is ready."""
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        process.tell()


def said(processes: list[Any]) -> list[list[str]]:
    """Everything the processes said, once each ended well."""
    lines: list[list[str]] = []
    for process in processes:
        *acts, last = process.rest()
        assert last == "ended"
        lines += [line.split() for line in acts]
    return lines


@pytest.mark.parametrize(
    ("hows", "count"), [(("held", "held", "held", "held"), 100), (("held", "held", "tried", "tried"), 30)], ids=["held", "mixed"]
)
def test_four_writers_lose_nothing_and_leave_no_gap(database: Any, records: Any, hows: tuple[str, ...], count: int) -> None:
    """Who has `held` a stream before reading its version is never told of a conflict; who only `tried` may be, and tries again."""
    writers = [database.start("append", name=f"w{n}", how=how, count=count, streams=3) for n, how in enumerate(hows)]
    go(writers)
    lines = said(writers)
    written = {line[1]: int(line[2]) for line in lines if line[0] == "written"}
    due = 4 * count
    assert len(written) == due
    assert records.journal.check().position == due
    assert sum(records.journal.version(f"case/{n}") for n in range(3)) == due
    assert {one.event.command_id for one in records.journal.read_all()} == set(written)
    assert sorted(written.values()) == list(range(1, due + 1)) == list(records.numbers.taken("NO", 2026))
    assert len(records.milestones.recorded()) == due


def test_of_two_that_expect_the_same_version_one_is_told(database: Any, records: Any) -> None:
    writers = [database.start("expect", name=f"w{n}", count=60) for n in range(3)]
    go(writers)
    told = Counter((line[0], int(line[1])) for line in said(writers))
    held = records.journal.version("case/one")
    assert held > 0
    for n in range(60):
        # Whoever comes too late or too early is told; one version is never written twice.
        assert told["written", n] == (1 if n < held else 0)
        assert told["written", n] + told["conflict", n] == 3
    assert records.journal.check().position == held


@pytest.mark.parametrize("how", ["numbered", "bare"])
def test_writers_with_the_same_commands_do_each_once(database: Any, records: Any, how: str) -> None:
    """`numbered` takes a number first, as a request does, and so waits for the others there; `bare` does not."""
    writers = [database.start("same", how=how, count=30) for _ in range(3)]
    go(writers)
    results: dict[str, set[str]] = {}
    for _, command_id, position in said(writers):
        results.setdefault(command_id, set()).add(position)
    assert len(results) == 30
    assert all(len(positions) == 1 for positions in results.values()), "all were given the first result"
    assert records.journal.check().position == 30
    assert records.numbers.taken("NO", 2026) == (tuple(range(1, 31)) if how == "numbered" else ())


def test_of_writers_that_use_one_command_id_for_different_things_one_writes_and_the_rest_are_told(
    database: Any, records: Any
) -> None:
    writers = [database.start("clash", name=f"w{n}", count=30) for n in range(3)]
    go(writers)
    told = Counter((line[0], int(line[1])) for line in said(writers))
    assert told == {**{("written", n): 1 for n in range(30)}, **{("reused", n): 2 for n in range(30)}}
    assert records.journal.check().position == 30


def test_nobody_writes_to_a_stream_that_a_run_holds(database: Any, records: Any) -> None:
    writer = database.start("expect", count=1)
    assert writer.stdout.readline() == "ready\n"

    def work() -> None:
        assert records.journal.version("case/one") == 0
        writer.tell()
        assert not select.select([writer.stdout], [], [], 0.3)[0], "it wrote to a stream that is held"
        assert records.journal.version("case/one") == 0

    records.transactions.run(work, streams=["case/one"])
    assert said([writer]) == [["written", "0"]]


def test_writers_in_each_others_way_all_get_through(database: Any, records: Any) -> None:
    writers = [database.start("tangle", name=how, how=how, count=8) for how in ("forth", "back")]
    go(writers)
    assert len(said(writers)) == 16
    assert records.journal.check().position == 32


def test_versions_of_an_identity_count_on_whoever_adds_them(database: Any) -> None:
    writers = [database.start("identify", name=f"w{n}", count=20) for n in range(3)]
    go(writers)
    assert sorted(int(version) for _, version in said(writers)) == list(range(1, 61))


def killed(process: Any, *, told: int, then: float) -> list[list[str]]:
    """Kill a process outright some seconds after it said so many lines, and return all it said until then."""
    go([process])
    lines = [process.stdout.readline() for _ in range(told)]
    time.sleep(then)
    process.kill()
    return [line.split() for line in [*lines, *process.rest()]]


def check_after_kills(records: Any, acknowledged: dict[str, int]) -> None:
    head = records.journal.check()
    by_command = {one.event.command_id: one for one in records.journal.read_all()}
    assert set(acknowledged) <= set(by_command), "an acknowledged event is lost"
    assert records.numbers.taken("NO", 2026) == tuple(range(1, head.position + 1))
    assert len(by_command) == head.position == len(records.milestones.recorded())
    now = dt.datetime(2027, 1, 1, tzinfo=dt.UTC)
    queued = 0
    while records.jobs.lease(["assess"], worker="counter", at=now, seconds=60):
        queued += 1
    assert queued == head.position, "an event without its job, or a job without its event"


def kill_writers(database: Any, records: Any, *, rounds: int, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    acknowledged: dict[str, int] = {}
    for n in range(rounds):
        process = database.start("append", name=f"r{n}", how="held", streams=2)
        for line in killed(process, told=chance.randrange(5), then=chance.uniform(0, 0.02)):
            assert line[0] == "written"
            acknowledged[line[1]] = int(line[2])
    assert len(acknowledged) > rounds
    check_after_kills(records, acknowledged)


def test_a_killed_writer_loses_nothing_it_was_told_is_written(database: Any, records: Any) -> None:
    kill_writers(database, records, rounds=15, seed=1)


@pytest.mark.slow
def test_many_killed_writers_lose_nothing(database: Any, records: Any) -> None:
    kill_writers(database, records, rounds=150, seed=2)


def test_a_killed_workers_job_goes_to_another_and_is_done_once(database: Any, records: Any) -> None:
    jobs = [records.jobs.enqueue("assess", b"", key=f"k{n}", at=NOW) for n in range(3)]
    hanging = database.start("lease", name="w1", how="hang")
    assert killed(hanging, told=1, then=0) == [["leased", str(jobs[0].id), "1"]]
    worker = database.start("lease", name="w2", at=(NOW + dt.timedelta(seconds=59)).isoformat())
    go([worker])
    assert [line[1] for line in said([worker]) if line[0] == "done"] == [str(job.id) for job in jobs[1:]]
    assert records.jobs.get(jobs[0].id).state == "running", "its lease has not run out"
    worker = database.start("lease", name="w3", at=(NOW + dt.timedelta(seconds=60)).isoformat())
    go([worker])
    assert said([worker]) == [["leased", str(jobs[0].id), "2"], ["done", str(jobs[0].id)]]
    assert [records.jobs.get(job.id).state for job in jobs] == ["done"] * 3


def test_workers_that_run_side_by_side_do_each_job_once(database: Any, records: Any) -> None:
    jobs = [records.jobs.enqueue("assess", b"", key=f"k{n}", at=NOW) for n in range(60)]
    workers = [database.start("lease", name=f"w{n}") for n in range(3)]
    go(workers)
    lines = said(workers)
    assert Counter(line[1] for line in lines if line[0] == "leased") == {str(job.id): 1 for job in jobs}
    assert Counter(line[1] for line in lines if line[0] == "done") == {str(job.id): 1 for job in jobs}


def test_a_writer_waits_for_the_log_and_not_for_a_gap(records: Any, database: Any) -> None:
    """The position of an append that fails is given again, though another append waited for it meanwhile."""
    writer = database.start("append", name="w0", how="held", count=1)
    assert writer.stdout.readline() == "ready\n"

    def work() -> None:
        hold(database.using, [LOG])
        records.numbers.take("NO", 2026, "lost")
        writer.tell()
        assert not select.select([writer.stdout], [], [], 0.3)[0], "it wrote past somebody who held the log"
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        records.transactions.run(work)
    assert said([writer]) == [["written", "w0-0", "1"]]
    assert records.journal.check().position == 1


def test_nobody_appends_while_the_list_of_cases_is_rebuilt(records: Any, database: Any) -> None:
    """Else a case could move on between the reading of its history and the writing of its line."""
    writer = database.start("append", name="w0", how="held", count=1)
    assert writer.stdout.readline() == "ready\n"

    def rows() -> Any:
        writer.tell()
        assert not select.select([writer.stdout], [], [], 0.3)[0], "it wrote while the list was being rebuilt"
        yield from ()

    records.cases.replace_all(rows())
    assert said([writer]) == [["written", "w0-0", "1"]]


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_after_the_server_ended_its_connection_a_worker_goes_on(records: Any, database: Any) -> None:
    records.jobs.enqueue("assess", b"", key="k1", at=NOW)
    with other_database("other", connections[database.using].settings_dict) as other, connections[other].cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    with pytest.raises(OperationalError):
        records.jobs.lease(["assess"], worker="w", at=NOW, seconds=60)
    assert records.jobs.lease(["assess"], worker="w", at=NOW, seconds=60) is not None
