"""Workers on many machines, by way of a Dask cluster that somebody runs.

A machine takes the lists from its own workspace where that holds the very same editions; else they are sent to
it once and kept in a folder of its own, named by their digests and checked against them. Every process of the
machine maps the same index into its memory. A worker that dies loses its chunk to another; answers depend on
the chunk alone, so the output is the same whoever gave them.
"""

import os
import socket
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from fcntl import LOCK_EX, flock
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
from distributed import Client, Future, KilledWorker, get_worker
from distributed.client import FutureCancelledError

from licet.encoding.faults import Fault, Faults, quoted, refuse
from licet.reference.edition import PARTY_LIST_KINDS, EditionRef
from licet.services.ports import WorkersLost
from licet.storage.assignment import Assignment
from licet.storage.library import FileLibrary

CONNECT_SECONDS = 30
HELD_PER_CORE = 4
"""Chunks handed out or answered out of turn, for each core of the cluster: what bounds the memory."""
MOST_LOSSES = 5
"""Times a chunk is handed out again after its workers died, before the run stops."""
_LOOPBACK = ("localhost", "::1")


class Lacking(msgspec.Struct, frozen=True):
    """The answer of a worker whose machine does not have the lists: who it is, and which folder of which machine they belong into."""

    worker: str
    machine: str


class Broken(msgspec.Struct, frozen=True):
    """The answer of a worker that failed: said and not raised, since Dask logs what it was given beside an exception."""

    says: str


Answer = bytes | tuple[Fault, ...] | Lacking | Broken


class Cluster:
    """The workers of one scheduler, for one assignment; used up by one call of `results`."""

    def __init__(self, assignment: Assignment, address: str, *, told: Callable[[str], None]) -> None:
        """`told` hears, in a sentence, of lists sent and workers that died. Raises `Faults` where nobody answers, or could be overheard."""
        self._assignment, self._told = assignment, told
        self._given = msgspec.json.encode(assignment)
        self._sent: set[str] = set()
        self._client = _connected(address)

    def results(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        source = iter(chunks)
        held: deque[tuple[bytes, Future]] = deque()
        room = self._room()
        try:
            while True:
                while len(held) < room and (chunk := next(source, None)) is not None:
                    held.append((chunk, self._hand_out(chunk)))
                if not held:
                    return
                chunk, future = held.popleft()
                yield self._answer(chunk, future)
        finally:
            self._client.close()

    def _room(self) -> int:
        cores: int = sum(self._client.nthreads().values())
        return max(cores, 1) * HELD_PER_CORE

    def _hand_out(self, chunk: bytes) -> Future:
        # Not pure: a key made of the content would let the scheduler, and its log, know equal chunks.
        return self._client.submit(answer, self._given, chunk, pure=False)

    def _answer(self, chunk: bytes, future: Future) -> bytes:
        losses = 0
        while True:
            try:
                found: Answer = future.result()
            except KilledWorker as killed:
                losses += 1
                if losses == MOST_LOSSES:
                    raise WorkersLost("Workers of the cluster died again and again on the same chunk.") from killed
                self._told("Workers of the cluster were killed; their chunk is handed out again.")
            except (FutureCancelledError, OSError) as gone:
                raise WorkersLost("The cluster's scheduler is gone.") from gone
            else:
                if isinstance(found, bytes):
                    return found
                if isinstance(found, tuple):
                    raise Faults(found)
                if isinstance(found, Broken):
                    raise WorkersLost(f"A worker of the cluster failed ({found.says}).")
                self._send(found)
            future = self._hand_out(chunk)

    def _send(self, lacking: Lacking) -> None:
        """Send the lists to a machine that lacks them, once."""
        if lacking.machine in self._sent:
            return
        snapshot = self._assignment.snapshot
        assert snapshot is not None
        library = FileLibrary(Path(self._assignment.library))
        self._told(f"Sending the lists to {lacking.machine.partition(':')[0]}, once.")
        for edition in snapshot.of_kind(*PARTY_LIST_KINDS):
            self._client.run(take, edition, library.content(edition), workers=[lacking.worker])
        self._sent.add(lacking.machine)


def _connected(address: str) -> Client:
    scheme, host = _parts(address)
    if scheme == "tcp" and not (host in _LOOPBACK or host.startswith("127.")):
        says = f"{quoted(address)} could be overheard, and Dask trusts whoever speaks to it; set up TLS and write tls://{host}:PORT"
        raise refuse("--cluster", says)
    try:
        client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, TimeoutError) as error:
        raise refuse("--cluster", f"nobody answers at {quoted(address)}; start “dask scheduler” there") from error
    try:
        client.wait_for_workers(1, timeout=CONNECT_SECONDS)
    except TimeoutError as error:
        client.close()
        raise refuse("--cluster", f"the scheduler at {quoted(address)} has no worker; start “dask worker”") from error
    return client


def _parts(address: str) -> tuple[str, str]:
    try:
        found = urlsplit(address)
        if found.scheme in ("tcp", "tls") and found.hostname and found.port:
            return found.scheme, found.hostname
    except ValueError:
        pass  # the port is no number: said below, as for every other address that is none
    raise refuse("--cluster", f"{quoted(address)} is no address; write tls://HOST:PORT, or tcp://127.0.0.1:PORT on this machine")


# ---- what runs at the workers


_LOCK = threading.Lock()
_OPENED: dict[bytes, Callable[[bytes], bytes]] = {}


def answer(given: bytes, chunk: bytes) -> Answer:
    """One chunk's results, or why there are none."""
    try:
        with _LOCK:
            work = _OPENED.get(given) or _opened(given)
            if isinstance(work, Lacking):
                return work
            _OPENED.clear()
            _OPENED[given] = work
        return work(chunk)
    except Faults as refused:
        return refused.faults
    except Exception as broken:  # noqa: BLE001 - whatever it is, Dask would log the names in the chunk beside it
        return Broken(type(broken).__name__)


def _opened(given: bytes) -> Callable[[bytes], bytes] | Lacking:
    """Open the lists where this machine has them: its own workspace, the caller's where it is this machine, what it was sent before."""
    assignment = msgspec.json.decode(given, type=Assignment)
    if assignment.snapshot is None:
        return assignment.work()
    own = os.environ.get("LICET_WORKSPACE")
    folders = [Path(own) / "library"] if own else []
    for folder in (*folders, Path(assignment.library), received()):
        library = FileLibrary(folder)
        if all(library.holds(edition) for edition in assignment.snapshot.of_kind(*PARTY_LIST_KINDS)):
            # One process of a machine lays the lists out, the others wait and open what it laid out.
            with (received() / "lock").open("w") as lock:
                flock(lock, LOCK_EX)
                return msgspec.structs.replace(assignment, library=str(folder)).work()
    return Lacking(worker=get_worker().address, machine=f"{socket.gethostname()}:{received()}")


def received() -> Path:
    """The folder of this machine, readable by this user alone, that keeps the lists it was sent."""
    folder = Path(tempfile.gettempdir()) / f"licet-lists-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.stat().st_uid != os.getuid() or folder.stat().st_mode & 0o022:
        raise refuse(str(folder), "belongs to somebody else or may be written by others; remove it")
    return folder


def take(edition: EditionRef, content: bytes) -> None:
    """Keep the content of an edition on this machine; raises `Faults` when it is not what its digest says."""
    FileLibrary(received()).receive(edition, content)
