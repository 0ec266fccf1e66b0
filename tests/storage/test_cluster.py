"""Many machines by way of Dask: the same bytes as one process, the lists sent to a machine that lacks them, the killed replaced."""

import contextlib
import io
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from licet.encoding.faults import Faults
from licet.reference.edition import Snapshot
from licet.services.batch import Alone, chunks
from licet.services.ports import WorkersLost
from licet.services.references import snapshot_of
from licet.services.screen import batch_lines
from licet.storage.assignment import Assignment
from licet.storage.cluster import Cluster
from licet.storage.software import software_digest
from workbench import DAY, clean_environment


class Running:
    """A scheduler and two workers of one thread each, with a folder for temporary files of their own: another machine, as far as they know."""

    def __init__(self, folder: Path) -> None:
        self.folder, self._log = folder, (folder / "log").open("wb")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{port}"
        host = ("--host", "127.0.0.1", "--no-dashboard")
        self.scheduler = self._start("dask_scheduler", *host, "--port", str(port), "--no-show")
        self.workers = self._start("dask_worker", self.address, *host, "--nworkers", "2", "--nthreads", "1")

    def _start(self, what: str, *arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.{what}", *arguments]
        environment = clean_environment(TMPDIR=str(self.folder), PYTHONPATH=os.pathsep.join(sys.path))
        return subprocess.Popen(command, cwd=self.folder, env=environment, stdout=self._log, stderr=self._log)

    def processes(self) -> list[int]:
        """The processes that do the work."""
        children = [
            child for task in Path(f"/proc/{self.workers.pid}/task").iterdir() for child in (task / "children").read_text().split()
        ]
        return [int(child) for child in children if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]

    def said(self) -> str:
        self._log.flush()
        return (self.folder / "log").read_text(errors="replace")

    def close(self) -> None:
        for process in (self.workers, self.scheduler):
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
            process.wait(timeout=30)
        self._log.close()


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    one = Running(tmp_path_factory.mktemp("machine"))
    yield one
    one.close()


@pytest.fixture(scope="module")
def snapshot(small_library) -> Snapshot:
    return snapshot_of(small_library, as_of=DAY)


@pytest.fixture
def unseen(small_library_folder: Path) -> Iterator[str]:
    """The library by a path that only this process can follow."""
    handle = os.open(small_library_folder, os.O_RDONLY)
    yield f"/proc/self/fd/{handle}"
    os.close(handle)


def parcels(count: int, word: str = "Viktor Prymerov") -> list[bytes]:
    text = "id,name\n" + "".join(f"{n},{word} {n}\n" for n in range(count))
    return list(chunks((line for line in batch_lines(io.StringIO(text), "in.csv") if isinstance(line, bytes)), 8))


def assignment(snapshot: Snapshot | None, library: str, *, software: str | None = None) -> Assignment:
    return Assignment(
        task="screen" if snapshot else "compare", snapshot=snapshot, library=library, software=software or software_digest()
    )


def test_a_machine_without_the_lists_is_sent_them_once_and_gives_the_same_bytes(
    running: Running, snapshot: Snapshot, unseen: str
) -> None:
    told: list[str] = []
    one = assignment(snapshot, unseen)
    given = parcels(200)
    found = list(Cluster(one, running.address, told=told.append).results(given))
    assert found == list(Alone(one.work()).results(given))
    assert told == [f"Sending the lists to {socket.gethostname()}, once."]
    [kept] = running.folder.glob("licet-lists-*")
    assert kept.stat().st_mode & 0o077 == 0, "nobody else may read or change it"
    told.clear()
    assert list(Cluster(one, running.address, told=told.append).results(given[:3])) == found[:3]
    assert told == [], "a second run finds them there"


def test_a_killed_worker_loses_its_chunk_to_another(running: Running, snapshot: Snapshot, unseen: str) -> None:
    one, given, found = assignment(snapshot, unseen), parcels(800), []
    for number, answer in enumerate(Cluster(one, running.address, told=lambda _sentence: None).results(given)):
        found.append(answer)
        if number == 5:
            os.kill(running.processes()[0], signal.SIGKILL)
    assert found == list(Alone(one.work()).results(given))


def test_no_name_is_in_the_logs_of_the_cluster(running: Running, snapshot: Snapshot, unseen: str) -> None:
    list(
        Cluster(assignment(snapshot, unseen), running.address, told=lambda _sentence: None).results(
            parcels(8, "Zebedee Quillfeather")
        )
    )
    bad = [b'{"id": "1", "properties": {"name": ["Quillfeather"]}, "broken']
    with pytest.raises(WorkersLost, match="failed"):
        list(Cluster(assignment(snapshot, unseen), running.address, told=lambda _sentence: None).results(bad))
    time.sleep(0.5)
    assert "Quillfeather" not in running.said()
    assert "distributed" in running.said()


def test_another_program_at_the_workers_is_a_refusal(running: Running, snapshot: Snapshot, unseen: str) -> None:
    one = assignment(snapshot, unseen, software="sha256:" + "0" * 64)
    with pytest.raises(Faults, match="another version"):
        list(Cluster(one, running.address, told=lambda _sentence: None).results(parcels(8)))


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("10.0.0.1", "is no address"),
        ("tcp://10.0.0.1", "is no address"),
        ("http://127.0.0.1:1", "is no address"),
        ("tcp://10.0.0.1:8786", "could be overheard"),
        ("tcp://127.0.0.1:x", "is no address"),
    ],
)
def test_an_address_that_will_not_do_is_refused(address: str, says: str) -> None:
    with pytest.raises(Faults, match=says):
        Cluster(assignment(None, ""), address, told=lambda _sentence: None)


def test_nobody_at_an_address_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("licet.storage.cluster.CONNECT_SECONDS", 1)
    with pytest.raises(Faults, match="nobody answers"):
        Cluster(assignment(None, ""), "tcp://127.0.0.1:9", told=lambda _sentence: None)
