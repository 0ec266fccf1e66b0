"""A workspace: one directory that holds everything of one authority's Licet.

What lies where:

    workspace.json     marks a finished workspace; written last
    licet.sqlite3      the database, unless DATABASE_URL names another
    contents/          bytes by digest
    library/           editions of lists and tables
    keys/              keys; in no backup unless asked
    log/               the public log as files, for any web server; made again from the database
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from licet.encoding.canonical import canonical_bytes, from_bytes
from licet.encoding.dates import instant_text
from licet.encoding.faults import quoted, refuse
from licet.lifecycle.chain import START
from licet.services.ports import Clock, Entropy
from licet.storage.contents import FileContents
from licet.storage.database import configure, databases, migrate, other_database
from licet.storage.files import sync_folder, write_new
from licet.storage.keys import FileKeys
from licet.storage.ledger_files import FilePublication
from licet.storage.library import FileLibrary
from licet.storage.records.adapters import LedgerRecords, Records
from licet.storage.sealer import WorkspaceSealer
from licet.storage.system import SystemClock, SystemEntropy

MARK = "workspace.json"
WEB_KEY = "web-secret.key"
"""The site's own key, which it may have put here before the workspace was made."""


class Layout(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="workspace/1"):
    """What `workspace.json` holds."""

    made_at: str


class Workspace:
    """An opened workspace, with an adapter for every port."""

    def __init__(self, folder: Path, *, clock: Clock, entropy: Entropy) -> None:
        self.folder, self.clock, self.entropy = folder, clock, entropy
        self.keys = FileKeys(folder / "keys", entropy.bytes)
        records = LedgerRecords(keys=self.keys, entropy=entropy, public=FilePublication(folder / "log"))
        self.book = records.book
        self.transactions, self.journal, self.milestones = records.transactions, records.journal, records.milestones
        self.numbers, self.jobs, self.cases = records.numbers, records.jobs, records.cases
        self.parties, self.contracts = records.parties, records.contracts
        self.contents = FileContents(folder / "contents")
        self.library = FileLibrary(folder / "library")
        self.sealer = WorkspaceSealer(self.keys, records.sealed_rows, self.journal, self.transactions, clock, entropy)


def exists(folder: Path) -> bool:
    """Whether a finished workspace is there."""
    return (folder / MARK).is_file()


def create(folder: Path, *, url: str | None = None, clock: Clock | None = None, entropy: Entropy | None = None) -> None:
    """Make an empty workspace, whole or not at all.

    Raises `Faults` when the folder holds anything already, or the database of `url` another workspace's events.
    """
    with unfinished(folder) as new:
        FileKeys.create(new / "keys", (entropy or SystemEntropy()).bytes)
        (new / "contents").mkdir()
        (new / "library").mkdir()
        configure(folder, url)
        if url is None:
            with other_database("new", databases(new, None)["default"]) as using:
                migrate(using)
        else:
            migrate()
            if Records().journal.head() != START:
                raise refuse("DATABASE_URL", "names a database that holds another workspace's events; name an empty one")
        write_mark(new, clock or SystemClock())


def open_workspace(
    folder: Path, *, url: str | None = None, clock: Clock | None = None, entropy: Entropy | None = None
) -> Workspace:
    """Open a workspace, bringing its tables up to date. Raises `Faults` when there is none, or a later version's."""
    try:
        from_bytes((folder / MARK).read_bytes(), Layout)
    except FileNotFoundError as error:
        raise refuse("--workspace", f"{quoted(folder, 200)} is no workspace; make one with “licet init”") from error
    except msgspec.MsgspecError as error:
        raise refuse("--workspace", f"{quoted(folder, 200)} was made by a later version of Licet; update this one") from error
    configure(folder, url)
    migrate()
    return Workspace(folder, clock=clock or SystemClock(), entropy=entropy or SystemEntropy())


@contextmanager
def unfinished(folder: Path) -> Iterator[Path]:
    """A new directory that takes the place of `folder` when the block ends well, and vanishes when it does not.

    Raises `Faults` when the folder is occupied, before the block or by somebody faster.
    """
    folder = folder.absolute()
    _refuse_occupied(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    # Readable by its owner only, as the workspace will be.
    new = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-"))
    try:
        yield new
        _put_in_place(new, folder)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _put_in_place(new: Path, folder: Path) -> None:
    _refuse_occupied(folder)
    web_key = folder / WEB_KEY
    if web_key.is_file():
        os.link(web_key, new / WEB_KEY)
        web_key.unlink()
    try:
        os.replace(new, folder)
    except OSError:
        if (new / WEB_KEY).is_file() and not web_key.exists():
            os.link(new / WEB_KEY, web_key)
        _refuse_occupied(folder)
        raise
    sync_folder(folder.parent)


def write_mark(folder: Path, clock: Clock) -> None:
    """Mark a workspace as finished."""
    write_new(folder / MARK, canonical_bytes(Layout(made_at=instant_text(clock.now()))))


def _refuse_occupied(folder: Path) -> None:
    if not folder.exists():
        return
    if not folder.is_dir():
        raise refuse("--workspace", f"{quoted(folder, 200)} is a file; name a directory")
    if any(entry.name != WEB_KEY for entry in folder.iterdir()):
        raise refuse("--workspace", f"{quoted(folder, 200)} is not empty; name a new directory")
