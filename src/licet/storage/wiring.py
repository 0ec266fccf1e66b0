"""The one place that picks an adapter for each port; the command line and the site both come here.

Any command makes the workspace on first use, with the bundled reference data. A workspace of the
demonstration says so in `demonstration.json` and lives on one fixed day, that of its invented lists.
"""

import datetime as dt
import os
import sys
from pathlib import Path

import msgspec

from licet.access.actor import Actor
from licet.encoding.canonical import canonical_bytes, from_bytes
from licet.encoding.dates import instant_text
from licet.services.desk import Desk
from licet.services.ports import Clock
from licet.storage.bundled import install_bundled, install_example
from licet.storage.files import write_new
from licet.storage.library import FileLibrary
from licet.storage.software import software_digest
from licet.storage.system import SystemClock
from licet.storage.workspace import Workspace, create, exists, open_workspace

OPERATOR = "operator"
"""Whoever works at the command line of a workspace: whoever can read its files holds its keys."""
DEMONSTRATION = "demonstration.json"


class Demonstration(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="demonstration/1"):
    """Marks a workspace of the demonstration; `today` is the day it lives on."""

    today: dt.date


class FixedDay:
    """A clock whose day stands still; instants go on, so that the order of events is kept."""

    def __init__(self, day: dt.date) -> None:
        self._day = day
        self._clock = SystemClock()

    def now(self) -> dt.datetime:
        return self._clock.now()

    def today(self) -> dt.date:
        return self._day


def operator(state: str) -> Actor:
    """The operator, acting for the authority of a state."""
    return Actor(
        person=OPERATOR,
        roles=("senior_officer", "custodian"),
        agencies=("licensing",),
        state=state,
        organisation=None,
        clearance="secret",
        mfa=True,
        suspended=False,
        compartments=(),
    )


def init(folder: Path, *, empty: bool = False) -> None:
    """Make a workspace; with the bundled reference data unless `empty`. Raises `Faults` when there is one already."""
    create(folder, url=database_url())
    if not empty:
        install_bundled(FileLibrary(folder / "library"), added_at=instant_text(SystemClock().now()))


def open_desk(folder: Path) -> Desk:
    """Open a workspace, making the bundled one on first use. Work that takes seconds is told on standard error."""
    if not exists(folder):
        _tell(f"Making the workspace {folder} with the bundled reference data, once.")
        init(folder)
    workspace = open_workspace(folder, url=database_url(), clock=clock_of(folder))
    workspace.library.told = _tell
    return desk_of(workspace)


def _tell(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def desk_of(workspace: Workspace) -> Desk:
    """The desk of an opened workspace."""
    return Desk(
        transactions=workspace.transactions,
        journal=workspace.journal,
        sealer=workspace.sealer,
        contents=workspace.contents,
        library=workspace.library,
        numbers=workspace.numbers,
        jobs=workspace.jobs,
        cases=workspace.cases,
        book=workspace.book,
        parties=workspace.parties,
        contracts=workspace.contracts,
        clock=workspace.clock,
        entropy=workspace.entropy,
        software=software_digest(),
    )


def clock_of(folder: Path) -> Clock:
    """The machine's clock, or the fixed day of a demonstration."""
    day = demonstration_day(folder)
    return SystemClock() if day is None else FixedDay(day)


def demonstration_day(folder: Path) -> dt.date | None:
    """The day a demonstration's workspace lives on; None for any other workspace."""
    try:
        return from_bytes((folder / DEMONSTRATION).read_bytes(), Demonstration).today
    except FileNotFoundError:
        return None


def make_demonstration(folder: Path, day: dt.date) -> None:
    """Turn a workspace into one of the demonstration: invented lists and rulebooks, and one fixed day."""
    install_example(FileLibrary(folder / "library"), added_at=instant_text(SystemClock().now()))
    if not (folder / DEMONSTRATION).exists():
        write_new(folder / DEMONSTRATION, canonical_bytes(Demonstration(today=day)))


def database_url() -> str | None:
    """DATABASE_URL, where it is set to something."""
    return os.environ.get("DATABASE_URL") or None
