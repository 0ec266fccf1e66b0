"""A PostgreSQL for the suite: the one named by LICET_TEST_POSTGRES, else a throwaway cluster from Debian's binaries.

Never left out in silence: the summary says which server ran, and under CI=true its absence is a failure.
The throwaway cluster listens on a socket in its own folder only and dies with the test run.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg
import pytest

RAN: set[str] = set()
"""Which PostgreSQL the run used, or that it used none; said in the summary."""

ABSENT = "PostgreSQL tests were left out: no server under /usr/lib/postgresql, and LICET_TEST_POSTGRES names none"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a server where the suite may create databases; the test is left out where there is none."""
    given = os.environ.get("LICET_TEST_POSTGRES")
    if given:
        yield _tried(given, "named by LICET_TEST_POSTGRES")
        return
    binaries = _binaries()
    if binaries is None:
        _absent()
        return
    cluster = Cluster(binaries, Path(tempfile.mkdtemp(prefix="licet-pg-")))
    cluster.start()
    try:
        yield _tried(cluster.url, "a throwaway cluster")
    finally:
        cluster.stop()


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """The URL of an empty database of the test's own."""
    with new_database(postgres_server) as url:
        yield url


class Cluster:
    """A PostgreSQL cluster in one folder, reached by a socket in it. Run as `postgres` when we are root, since it refuses root."""

    def __init__(self, binaries: Path, folder: Path) -> None:
        self.binaries, self.folder = binaries, folder
        self.user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
        self.url = f"postgres://{self.user}@{quote(str(folder), safe='')}/postgres"

    def start(self) -> None:
        """Start the server, and beside it a shell that ends it and removes the folder once we are gone, however we go."""
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
        self._run("initdb", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", f"--username={self.user}")
        options = f"-c listen_addresses= -c unix_socket_directories={self.folder} -c fsync=off -c deadlock_timeout=50ms -c max_connections=60"
        self._warden = subprocess.Popen(
            ["/bin/sh", "-c", f'read gone; "{self.binaries}/pg_ctl" stop -m immediate; cd /; rm -rf "{self.folder}"'],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            **self._as_its_user(),
        )
        self._run("pg_ctl", "start", "--wait", f"--log={self.folder}/log", f"--options={options}")

    def stop(self) -> None:
        self._warden.communicate(timeout=30)

    def _run(self, tool: str, *arguments: str) -> None:
        done = subprocess.run(
            [self.binaries / tool, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            **self._as_its_user(),
        )
        if done.returncode:
            raise RuntimeError(f"{tool} failed: {done.stderr}")

    def _as_its_user(self) -> dict[str, Any]:
        return {
            "env": {"PGDATA": str(self.folder / "data"), "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
            "cwd": self.folder,
            "user": "postgres" if os.geteuid() == 0 else None,
        }


class new_database:  # noqa: N801  (used as a block)
    """An empty database of a server, dropped at the end of the block."""

    def __init__(self, server: str) -> None:
        self.server, self.name = server, f"licet_{os.getpid()}_{os.urandom(4).hex()}"

    def __enter__(self) -> str:
        self._do(f"CREATE DATABASE {self.name}")
        return urlunsplit(urlsplit(self.server)._replace(path=f"/{self.name}"))

    def __exit__(self, *_: object) -> None:
        self._do(f"DROP DATABASE {self.name} WITH (FORCE)")

    def _do(self, statement: str) -> None:
        with psycopg.connect(self.server, autocommit=True) as connection:
            connection.execute(statement)


def _binaries() -> Path | None:
    """The newest of Debian's servers."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    return found[-1].parent if found else None


def _tried(url: str, which: str) -> str:
    with psycopg.connect(url) as connection:
        version = connection.info.server_version
    RAN.add(f"PostgreSQL {version // 10000}.{version % 10000}, {which}, ran")
    return url


def _absent() -> None:
    RAN.add(ABSENT)
    if os.environ.get("CI") == "true":
        pytest.fail(ABSENT)
    pytest.skip(ABSENT)


def pytest_report_header() -> str:
    if os.environ.get("LICET_TEST_POSTGRES"):
        return "databases: SQLite, and the PostgreSQL named by LICET_TEST_POSTGRES"
    return f"databases: SQLite, and PostgreSQL from {_binaries()}" if _binaries() else f"databases: SQLite. {ABSENT}"


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Tell the process that prints the summary, when the tests run in several."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["databases"] = sorted(RAN)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: object) -> None:
    RAN.update(getattr(node, "workeroutput", {}).get("databases", ()))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for which in sorted(RAN):
        terminalreporter.write_line(f"databases: {which}")
