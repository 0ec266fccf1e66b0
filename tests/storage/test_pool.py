"""Workers beside the process: order kept, the killed replaced, none left behind."""

import io
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from licet.encoding.faults import Faults
from licet.services.batch import Alone, chunks
from licet.services.ports import WorkersLost
from licet.services.references import snapshot_of
from licet.services.screen import batch_lines, pair_lines
from licet.storage.assignment import Assignment
from licet.storage.pool import HELD_PER_WORKER, MOST_LOSSES, Pool
from licet.storage.software import software_digest
from workbench import DAY, clean_environment

PAIRS = Assignment(task="compare", snapshot=None, library="", software=software_digest())


def pairs(count: int) -> list[bytes]:
    text = "left,right\n" + "".join(f"Viktor Number {n},Wiktor Nummer {n + n % 2}\n" for n in range(count))
    lines = [line for line in pair_lines(io.StringIO(text), "p.csv", entities=False) if isinstance(line, bytes)]
    return list(chunks(lines, 10))


def workers() -> list[int]:
    """The processes of every pool of this process."""
    return [child.pid for child in multiprocessing.active_children() if child.pid is not None]


def children_of(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def lives(pid: int) -> bool:
    """Whether a process is there and not merely waiting to be collected."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.fixture(autouse=True)
def none_left() -> Iterator[None]:
    yield
    assert workers() == [], "a worker outlives its pool"


def quiet(_sentence: str) -> None:
    pass


def test_a_pool_answers_as_one_process_does_and_in_order(small_library_folder: Path, small_library) -> None:
    snapshot = snapshot_of(small_library, as_of=DAY)
    assignment = Assignment(task="screen", snapshot=snapshot, library=str(small_library_folder), software=software_digest())
    text = "id,name\n" + "".join(f"{n},Viktor Prymerov {n}\n" for n in range(95))
    parcels = list(chunks((line for line in batch_lines(io.StringIO(text), "in.csv") if isinstance(line, bytes)), 8))
    assert list(Pool(assignment, 2, told=quiet).results(parcels)) == list(Alone(assignment.work()).results(parcels))


def test_only_a_few_chunks_are_held_at_a_time() -> None:
    handed_out = 0

    def endless() -> Iterator[bytes]:
        nonlocal handed_out
        for chunk in pairs(2_000):
            handed_out += 1
            yield chunk

    results = Pool(PAIRS, 2, told=quiet).results(endless())
    for taken in range(1, 20):
        next(results)
        assert handed_out <= taken + 2 * HELD_PER_WORKER
    results.close()  # type: ignore[attr-defined]


def test_a_killed_worker_is_replaced_and_its_chunk_done_again() -> None:
    told: list[str] = []
    parcels, found = pairs(600), []
    for number, answer in enumerate(Pool(PAIRS, 2, told=told.append).results(parcels)):
        found.append(answer)
        if number in (3, 25):
            os.kill(workers()[0], signal.SIGKILL)
    assert found == list(Alone(PAIRS.work()).results(parcels))
    assert set(told) == {"A worker was killed; another takes its place."}


def test_workers_killed_again_and_again_stop_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []

    def and_kill(sentence: str) -> None:
        told.append(sentence)

    pool = Pool(PAIRS, 1, told=and_kill)
    made = pool._hand_out

    def hand_out_and_kill(chunk: bytes):
        future = made(chunk)
        for worker in workers():
            os.kill(worker, signal.SIGKILL)
        return future

    monkeypatch.setattr(pool, "_hand_out", hand_out_and_kill)
    with pytest.raises(WorkersLost, match="use fewer --workers"):
        list(pool.results(pairs(10)))
    assert len(told) == MOST_LOSSES - 1


def test_a_chunk_that_nobody_can_do_is_a_refusal_and_no_trace() -> None:
    other = Assignment(task="compare", snapshot=None, library="", software="sha256:" + "0" * 64)
    with pytest.raises(Faults, match="another version"):
        list(Pool(other, 2, told=quiet).results(pairs(10)))


PARENT = """
import sys
from licet.storage.assignment import Assignment
from licet.storage.pool import Pool
from licet.storage.software import software_digest
pool = Pool(Assignment(task="compare", snapshot=None, library="", software=software_digest()), 2, told=print)
line = b'{"left": {"properties": {"name": ["A B"]}}, "right": {"properties": {"name": ["A C"]}}}'
for _ in pool.results(line for _ in range(10**9)):
    print("answered", flush=True)
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_workers_do_not_outlive_their_parent(how: signal.Signals) -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, env=clean_environment())
    assert parent.stdout is not None
    parent.stdout.readline()
    children = [child for child in children_of(parent.pid) if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]
    assert len(children) == 2
    os.kill(parent.pid, how)
    parent.wait(timeout=20)
    parent.stdout.close()
    deadline = time.monotonic() + 20
    while any(map(lives, children)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert [child for child in children if lives(child)] == []


def ignores_the_keyboard(worker: int) -> bool:
    """Whether a process has come so far as to ignore an interrupt; before that one ends it, as it would any program that starts."""
    [line] = [line for line in Path(f"/proc/{worker}/status").read_text().splitlines() if line.startswith("SigIgn:")]
    return bool(int(line.split()[1], 16) >> (signal.SIGINT - 1) & 1)


def test_a_worker_leaves_the_keyboard_to_its_parent() -> None:
    parcels, found = pairs(300), []
    for number, answer in enumerate(Pool(PAIRS, 2, told=quiet).results(parcels)):
        found.append(answer)
        if number == 2:
            begun = [worker for worker in workers() if ignores_the_keyboard(worker)]
            assert begun, "whoever has answered has begun"
            for worker in begun:
                os.kill(worker, signal.SIGINT)
    assert len(found) == len(parcels)
