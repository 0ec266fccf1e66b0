"""What the tests of the pipeline, the services and the command line stand on, made once for a whole run.

`demonstration` is the workspace of `licet demo` with every list that ships. `small_library` holds the
law tables, the control lists, the invented parties and one official list of a few lines: the same
opinions on the examples in a fraction of the time. Both are made once and only ever copied or read.
"""

import datetime as dt
import fcntl
import itertools
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from licet.encoding.canonical import canonical_bytes
from licet.services.desk import Desk
from licet.storage.bundled import EXAMPLE, SHIPPED, Shipped
from licet.storage.library import FileLibrary
from licet.storage.memory import Memory
from licet.storage.software import software_digest
from licet.storage.wiring import DEMONSTRATION, Demonstration

CHECKOUT = Path(__file__).resolve().parent.parent
EXAMPLES = {path.stem: path for path in sorted((CHECKOUT / "examples").glob("*.yaml"))}
DAY = dt.date(2026, 8, 3)
"""The day of the demonstration, on which the examples are assessed."""
NOW = dt.datetime(2026, 8, 3, 9, 30, tzinfo=dt.UTC)
ADDED_AT = "2026-08-01T06:00:00.000000Z"
LICET = [sys.executable, "-c", "from licet.cli.main import run; run()"]


def every_byte(*places: Path) -> dict[Path, bytes]:
    """Every file that lies at these places or under them, while others go on writing there.

    A file that goes away while the rest is read may have been folded into one that was read
    before (SQLite's log into its database), so that everything is read again.
    """
    while True:
        paths = [path for place in places for path in [place, *place.rglob("*")] if path.is_file()]
        try:
            return {path: path.read_bytes() for path in paths}
        except FileNotFoundError:
            continue


def clean_environment(**more: str) -> dict[str, str]:
    """This process's environment without what would turn a command away from its workspace."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DJANGO_SETTINGS_MODULE", "DATABASE_URL", "LICET_WORKSPACE")
    }
    return {**kept, **more}


class StandingClock:
    """A clock that stands until it is set; its day is that of its instant."""

    def __init__(self, instant: dt.datetime = NOW) -> None:
        self.instant = instant

    def now(self) -> dt.datetime:
        return self.instant

    def today(self) -> dt.date:
        return self.instant.date()


class CountedEntropy:
    """Bytes that never repeat and are the same on every run."""

    def __init__(self) -> None:
        self._count = itertools.count(1)

    def bytes(self, count: int) -> bytes:
        return next(self._count).to_bytes(16, "big").rjust(count, b"\x5a")[-count:]

    def id(self) -> str:
        return f"{next(self._count):032x}"


def desk_in_memory(library: FileLibrary, *, clock: StandingClock | None = None, software: str | None = None) -> Desk:
    """A desk whose every port is kept in memory, over a library on disk."""
    memory = Memory(clock=clock or StandingClock(), entropy=CountedEntropy())
    return Desk(
        transactions=memory.transactions,
        journal=memory.journal,
        sealer=memory.sealer,
        contents=memory.contents,
        library=library,
        numbers=memory.numbers,
        jobs=memory.jobs,
        cases=memory.cases,
        book=memory.book,
        parties=memory.parties,
        contracts=memory.contracts,
        clock=memory.clock,
        entropy=memory.entropy,
        software=software or software_digest(),
    )


@contextmanager
def _made_once(factory: pytest.TempPathFactory, name: str) -> Iterator[tuple[Path, bool]]:
    """A folder that all test processes of a run share, and whether this one is to make it; the others wait meanwhile."""
    base = factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield shared / name, not (shared / name).exists()


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace of the demonstration with every list that ships. Copy it before writing to it."""
    with _made_once(tmp_path_factory, "demonstration") as (folder, missing):
        if missing:
            making = folder.with_name("demonstration-being-made")
            command = [*LICET, "demo", "--workspace", str(making), "--examples", str(CHECKOUT / "examples")]
            done = subprocess.run(command, env=clean_environment(), capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stderr
            making.rename(folder)
    return folder


@pytest.fixture(scope="session")
def small_library_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library on disk: law, control entries, the invented parties and rulebooks, and a United States list of a few lines."""
    with _made_once(tmp_path_factory, "small-library") as (folder, missing):
        if missing:
            making = folder.with_name("small-library-being-made")
            library = FileLibrary(making)
            for shipped in (*(one for one in SHIPPED if one.folder in ("law", "control_lists")), *EXAMPLE):
                _add_shipped(library, shipped)
            official = (CHECKOUT / "tests/fixtures/lists/csl.csv").read_bytes()
            library.add("us-csl", {"csl.csv": official}, edition_date=dt.date(2026, 7, 31), added_at=ADDED_AT)
            making.rename(folder)
    return folder


def _add_shipped(library: FileLibrary, shipped: Shipped) -> None:
    folder = CHECKOUT / "src/licet/bundled" / shipped.folder
    library.add(
        shipped.kind,
        {name: (folder / name).read_bytes() for name in shipped.files},
        edition_date=shipped.edition,
        name=shipped.name,
        added_at=ADDED_AT,
    )


@pytest.fixture(scope="session")
def small_library(small_library_folder: Path) -> FileLibrary:
    """The small library, opened for reading; its indexes stay in memory."""
    return FileLibrary(small_library_folder)


@pytest.fixture(scope="session")
def small_workspace(small_library_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace on disk with the small library, living on the day of the demonstration. Copy it before writing to it."""
    with _made_once(tmp_path_factory, "small-workspace") as (folder, missing):
        if missing:
            making = folder.with_name("small-workspace-being-made")
            command = [*LICET, "init", "--empty", "--workspace", str(making)]
            done = subprocess.run(command, env=clean_environment(), capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stderr
            shutil.copytree(small_library_folder, making / "library", dirs_exist_ok=True)
            (making / DEMONSTRATION).write_bytes(canonical_bytes(Demonstration(today=DAY)))
            making.rename(folder)
    return folder


@pytest.fixture
def workspace(small_workspace: Path, tmp_path: Path) -> Path:
    """A copy of the small workspace, to write to."""
    shutil.copytree(small_workspace, tmp_path / "workspace")
    return tmp_path / "workspace"


@pytest.fixture
def desk(small_library: FileLibrary) -> Desk:
    """A desk in memory over the small library, on the day of the demonstration."""
    return desk_in_memory(small_library)
