"""One contract suite a port, run on memory, SQLite and PostgreSQL.

`store` is an empty set of adapters; `database` one that several processes can open at once.
"""

import datetime as dt
import itertools
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from licet.storage.contents import FileContents
from licet.storage.database import configure, databases, migrate, other_database
from licet.storage.keys import FileKeys
from licet.storage.ledger_files import FilePublication
from licet.storage.memory import Memory
from licet.storage.records import models
from licet.storage.records.adapters import LedgerRecords
from licet.storage.sealer import WorkspaceSealer
from licet.storage.system import SystemEntropy
from postgres import new_database

NOW = dt.datetime(2026, 8, 3, 9, 30, tzinfo=dt.UTC)


class SetClock:
    """A clock that stands until it is set."""

    def __init__(self) -> None:
        self.instant = NOW

    def now(self) -> dt.datetime:
        return self.instant

    def today(self) -> dt.date:
        return self.instant.date()


class CountedEntropy:
    """Bytes that never repeat and are the same on every run."""

    def __init__(self) -> None:
        self._count = itertools.count(1)

    def bytes(self, count: int) -> bytes:
        return next(self._count).to_bytes(8, "big").rjust(count, b"\x5a")[:count] if count >= 8 else b"\x00" * count

    def id(self) -> str:
        return f"{next(self._count):032x}"


class Store:
    """The adapters over one database, beside keys and contents in a folder."""

    def __init__(self, using: str, folder: Path) -> None:
        self.using = using
        self.clock, self.entropy = SetClock(), CountedEntropy()
        self.keys = FileKeys.create(folder / "keys", self.entropy.bytes)
        records = LedgerRecords(using, keys=self.keys, entropy=self.entropy, public=FilePublication(folder / "log"))
        self.book = records.book
        self.transactions, self.journal, self.milestones = records.transactions, records.journal, records.milestones
        self.numbers, self.jobs, self.cases = records.numbers, records.jobs, records.cases
        self.parties, self.contracts = records.parties, records.contracts
        self.contents = FileContents(folder / "contents")
        self.sealer = WorkspaceSealer(self.keys, records.sealed_rows, self.journal, self.transactions, self.clock, self.entropy)


class Process:
    """A process that the nest forked: what to tell it, what it says, and how to kill it."""

    def __init__(self, pid: int, stdin: int, stdout: int) -> None:
        self.pid, self.stdin, self.stdout = pid, open(stdin, "w"), open(stdout)  # noqa: SIM115

    def tell(self) -> None:
        self.stdin.write("\n")
        self.stdin.flush()

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    def rest(self) -> list[str]:
        """All that it says until it ends or is killed, whole lines only."""
        text = self.stdout.read()
        self.stdin.close()
        self.stdout.close()
        return text[: text.rfind("\n") + 1].splitlines()


class Nest:
    """Forks processes that have the program loaded already (see `processes`)."""

    def __init__(self) -> None:
        self._socket, theirs = socket.socketpair()
        with theirs:
            command = [sys.executable, str(Path(__file__).with_name("processes.py")), str(theirs.fileno())]
            # Its processes have the tables only, whatever site the suite itself runs with.
            env = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
            self._program = subprocess.Popen(command, pass_fds=[theirs.fileno()], env=env)

    def start(self, **request: Any) -> Process:
        (their_stdin, stdin), (stdout, their_stdout) = os.pipe(), os.pipe()
        socket.send_fds(self._socket, [json.dumps(request).encode()], [their_stdin, their_stdout])
        os.close(their_stdin)
        os.close(their_stdout)
        return Process(int.from_bytes(self._socket.recv(8), "big"), stdin, stdout)

    def close(self) -> None:
        self._socket.close()
        self._program.wait(timeout=30)


class Database:
    """A database that processes open: `using` is its alias in this process."""

    def __init__(self, nest: Nest, vendor: str, workspace: Path, url: str | None, using: str) -> None:
        self._nest, self.vendor, self.workspace, self._url, self.using = nest, vendor, workspace, url, using

    def start(
        self, act: str, *, name: str = "w", how: str = "", count: int = 0, streams: int = 1, at: str = NOW.isoformat()
    ) -> Process:
        """Start one of the acts in `processes`; it says `ready` and waits to be told before it begins."""
        return self._nest.start(
            act=act, name=name, how=how, count=count, streams=streams, at=at, workspace=str(self.workspace), url=self._url
        )


@pytest.fixture(scope="session")
def _unblocked(django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Django made ready, and open to databases that are none of its own test databases."""
    configure(tmp_path_factory.mktemp("unused"), None)
    with ExitStack() as stack:
        if django_db_blocker is not None:
            stack.enter_context(django_db_blocker.unblock())
        yield


@pytest.fixture(scope="session")
def _nest() -> Iterator[Nest]:
    nest = Nest()
    yield nest
    nest.close()


@contextmanager
def _made(nest: Nest, vendor: str, workspace: Path, url: str | None) -> Iterator[Database]:
    with other_database(f"contract_{vendor}", databases(workspace, url)["default"]) as using:
        migrate(using)
        FileKeys.create(workspace / "keys", SystemEntropy().bytes)
        yield Database(nest, vendor, workspace, url, using)


@pytest.fixture(scope="session")
def _sqlite(_unblocked: None, _nest: Nest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with _made(_nest, "sqlite", tmp_path_factory.mktemp("workspace"), None) as database:
        yield database


@pytest.fixture(scope="session")
def _postgresql(
    _unblocked: None, _nest: Nest, postgres_server: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    with new_database(postgres_server) as url, _made(_nest, "postgresql", tmp_path_factory.mktemp("workspace"), url) as database:
        yield database


def _emptied(database: Database) -> Database:
    for model in (models.CaseWordRecord, models.CaseRecord, models.EventRecord, models.LedgerEntryRecord, models.LedgerTileRecord, models.LedgerCheckpointRecord, models.IdentityRecord,
                  models.NumberRecord, models.JobRecord, models.PartyRecord, models.ContractWordRecord, models.ContractRecord):  # fmt: skip
        model.objects.using(database.using).all().delete()
    return database


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Database:
    """An empty database of each kind."""
    return _emptied(request.getfixturevalue(f"_{request.param}"))


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    """An empty set of adapters of each kind."""
    if request.param == "memory":
        return Memory(clock=SetClock(), entropy=CountedEntropy())
    return Store(_emptied(request.getfixturevalue(f"_{request.param}")).using, tmp_path)
