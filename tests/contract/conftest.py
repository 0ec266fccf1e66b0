"""One contract suite a port, run on memory, SQLite and PostgreSQL.

`store` is an empty set of adapters; `database` one that several processes can open at once.
"""

import datetime as dt
import itertools
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from licet.storage.contents import FileContents
from licet.storage.database import configure, databases, migrate, other_database
from licet.storage.keys import FileKeys
from licet.storage.memory import Memory
from licet.storage.sealer import WorkspaceSealer

NOW = dt.datetime(2026, 8, 3, 9, 30, tzinfo=dt.UTC)
PROCESSES = Path(__file__).with_name("processes.py")


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
        from licet.storage.records.adapters import Records  # its models need Django made ready first

        records = Records(using)
        self.using = using
        self.clock, self.entropy = SetClock(), CountedEntropy()
        self.transactions, self.journal, self.milestones = records.transactions, records.journal, records.milestones
        self.numbers, self.jobs, self.cases = records.numbers, records.jobs, records.cases
        self.keys = FileKeys.create(folder / "keys", self.entropy.bytes)
        self.contents = FileContents(folder / "contents")
        self.sealer = WorkspaceSealer(
            self.keys, records.sealed_rows, self.journal, self.transactions, self.clock, self.entropy
        )


class Database:
    """A database that processes open: `workspace` and `url` are what `configure` takes, `using` its alias in this process."""

    def __init__(self, vendor: str, workspace: Path, url: str | None, using: str) -> None:
        self.vendor, self.workspace, self.url, self.using = vendor, workspace, url, using

    def start(self, act: str, **options: Any) -> subprocess.Popen[str]:
        """Start one of the acts in `processes.py`; it says `ready` and waits for a line before it begins."""
        words = [f"--{name.replace('_', '-')}={value}" for name, value in options.items()]
        if self.url:
            words.append(f"--url={self.url}")
        return subprocess.Popen(
            [sys.executable, str(PROCESSES), act, f"--workspace={self.workspace}", *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )


@pytest.fixture(scope="session")
def _unblocked(django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Django made ready, and open to databases that are none of its own test databases."""
    configure(tmp_path_factory.mktemp("unused"), None)
    with ExitStack() as stack:
        if django_db_blocker is not None:
            stack.enter_context(django_db_blocker.unblock())
        yield


@contextmanager
def _made(vendor: str, workspace: Path, url: str | None) -> Iterator[Database]:
    with other_database(f"contract_{vendor}", databases(workspace, url)["default"]) as using:
        migrate(using)
        yield Database(vendor, workspace, url, using)


@pytest.fixture(scope="session")
def _sqlite(_unblocked: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with _made("sqlite", tmp_path_factory.mktemp("workspace"), None) as database:
        yield database


@pytest.fixture(scope="session")
def _postgresql(_unblocked: None, postgres_server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    from postgres import new_database

    with new_database(postgres_server) as url, _made("postgresql", tmp_path_factory.mktemp("workspace"), url) as database:
        yield database


def _emptied(database: Database) -> Database:
    from licet.storage.records import models

    for model in (models.CaseWordRecord, models.CaseRecord, models.EventRecord, models.MilestoneRecord, models.IdentityRecord,
                  models.NumberRecord, models.JobRecord):  # fmt: skip
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


def query(database: Database, statement: str) -> list[tuple[Any, ...]]:
    """Ask a database in its own words."""
    with connections[database.using].cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())
