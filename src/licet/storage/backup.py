"""Backups: one archive of a workspace at one moment, and a new workspace from it.

The archive is a gzipped tar: `backup.json` first (what is in it, by digest), then the database, the
contents and the reference library. Keys are left out unless asked for: an archive without keys
holds names only as sealed bytes, so a key destroyed later destroys them in every such archive too.
An archive with keys is not reached by a later destruction; keep it apart and short.
"""

import gzip
import hashlib
import os
import shutil
import subprocess
import tarfile
import tempfile
import zlib
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec
from django.db import connections

from licet.encoding.canonical import Digest, canonical_bytes, from_bytes
from licet.encoding.dates import instant_text
from licet.encoding.faults import Fault, Faults, quoted, refuse
from licet.lifecycle.chain import BrokenChain, Head
from licet.lifecycle.event import DamagedEvent
from licet.storage.contents import BLOCK_BYTES
from licet.storage.database import SQLITE_FILE, configure, databases, migrate, other_database
from licet.storage.files import copy_sqlite, place
from licet.storage.records.adapters import Records
from licet.storage.source_settings import NAME as SOURCES
from licet.storage.workspace import MARK, WEB_KEY, Workspace, unfinished

INDEX = "backup.json"
DUMP = "database.dump"
LARGEST_INDEX_BYTES = 256 * 1024 * 1024


class Backup(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="backup/1"):
    """What an archive holds: the log's head when it was begun, and every file by its digest."""

    made_at: str
    head: Head
    database: str
    with_keys: bool
    files: dict[str, Digest]


def backup(workspace: Workspace, target: Path, *, with_keys: bool = False) -> Backup:
    """Write a consistent archive of a workspace while others go on working. The file is whole or not there.

    Raises `Faults` when the target exists, or PostgreSQL's pg_dump is not installed.
    """
    if target.exists():
        raise refuse(str(target), "exists already; name a new file")
    with tempfile.TemporaryDirectory(dir=target.absolute().parent, prefix=f".{target.name}-") as name:
        scratch = Path(name)
        head = workspace.journal.head()
        # The database first: whatever its events name was put into the folders before them, and nothing there ever changes.
        dump = _dump(scratch)
        paths = {dump.name: dump, **_folders(workspace.folder, scratch)}
        if with_keys:
            paths |= _keys(workspace, scratch)
        made = Backup(
            made_at=instant_text(workspace.clock.now()),
            head=head,
            database=connections["default"].vendor,
            with_keys=with_keys,
            files=_checked({inside: _digest(path) for inside, path in paths.items()}),
        )
        (scratch / INDEX).write_bytes(canonical_bytes(made))
        _pack({INDEX: scratch / INDEX, **paths}, scratch / "archive")
        place(scratch / "archive", target)
    return made


def restore(archive: Path, folder: Path, *, url: str | None = None) -> Backup:
    """Make a new workspace from an archive, checking every digest and the whole chain of events first.

    The folder must be new or empty, and so must the database of `url` for an archive of PostgreSQL.
    Without keys in the archive, the workspace's own copy of `keys/` is put back by hand.
    Raises `Faults`; then nothing is left behind.
    """
    with unfinished(folder) as new:
        made = _unpack(archive, new)
        if made.database == "postgresql":
            if url is None:
                raise refuse(str(archive), "was made of a PostgreSQL database; set DATABASE_URL to an empty one to restore it into")
            database = databases(folder, url)["default"]
        elif url is not None:
            raise refuse(str(archive), "was made of an SQLite database; unset DATABASE_URL to restore it")
        else:
            database = databases(new, None)["default"]
        configure(folder, url)
        with other_database("restored", database) as using:
            if made.database == "postgresql":
                _load(new / DUMP, using)
                (new / DUMP).unlink()
            try:
                migrate(using)
                _check_log(Records(using), made, archive)
            except BaseException:
                if made.database == "postgresql":
                    _empty(using)
                raise
    return made


def _dump(scratch: Path) -> Path:
    """The database at one moment, as a file."""
    connection = connections["default"]
    if connection.vendor == "sqlite":
        path = scratch / SQLITE_FILE
        copy_sqlite(Path(connection.settings_dict["NAME"]), path)
        return path
    path = scratch / DUMP
    _postgresql_tool("pg_dump", connection.settings_dict, "--format=custom", "--no-owner", "--no-privileges", f"--file={path}")
    return path


def _load(dump: Path, using: str) -> None:
    connection = connections[using]
    if connection.introspection.table_names():
        raise refuse("DATABASE_URL", "names a database that has tables already; restore into an empty one")
    _postgresql_tool(
        "pg_restore",
        connection.settings_dict,
        "--single-transaction",
        "--exit-on-error",
        "--no-owner",
        "--no-privileges",
        f"--dbname={connection.settings_dict['NAME']}",
        str(dump),
    )


def _empty(using: str) -> None:
    """Take out again what was loaded into a database that was empty before."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"DROP TABLE {connection.ops.quote_name(table)} CASCADE")


def _postgresql_tool(tool: str, database: dict[str, Any], *arguments: str) -> None:
    path = shutil.which(tool)
    if path is None:
        raise refuse("backup", f"needs PostgreSQL's {tool}; install the postgresql-client of the server's version")
    names = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD", "NAME": "PGDATABASE"}
    given = {variable: str(database[key]) for key, variable in names.items() if database[key]}
    # libpq reads its other options (sslmode, sslrootcert …) from variables of the same names.
    given |= {f"PG{option.upper()}": str(value) for option, value in database["OPTIONS"].items() if option != "isolation_level"}
    done = subprocess.run([path, *arguments], env={**os.environ, **given}, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise refuse(tool, f"failed: {quoted(done.stderr.strip(), 300)}")


def _folders(folder: Path, scratch: Path) -> dict[str, Path]:
    """The files of a workspace beside its database, by their names in the archive."""
    found = {MARK: folder / MARK}
    if (folder / SOURCES).is_file():
        found[SOURCES] = Path(shutil.copyfile(folder / SOURCES, scratch / SOURCES))
    # Editions before what they name: an edition added meanwhile is then either whole or not in the archive.
    for root in ("library/editions", "library/content", "library/sources", "contents"):
        for path in sorted((folder / root).rglob("*")):
            if path.is_file() and not path.name.startswith("."):
                found[path.relative_to(folder).as_posix()] = path
    # An edition may be released while the archive is written, so its mark is copied now and not read later.
    (scratch / "held").mkdir()
    for path in sorted((folder / "library" / "held").glob("[!.]*")):
        found[f"library/held/{path.name}"] = Path(shutil.copyfile(path, scratch / "held" / path.name))
    return found


def _keys(workspace: Workspace, scratch: Path) -> dict[str, Path]:
    workspace.keys.copy_to(scratch / "keys")
    found = {f"keys/{path.name}": path for path in sorted((scratch / "keys").iterdir())}
    web_key = workspace.folder / WEB_KEY
    return {**found, WEB_KEY: web_key} if web_key.is_file() else found


def _checked(files: dict[str, Digest]) -> dict[str, Digest]:
    """Refuse to keep a damaged content file as if it were whole: the archive would not restore."""
    damaged = [name for name, digest in files.items() if not _fits(name, digest)]
    if damaged:
        raise Faults(Fault(name, "is damaged; put it back from an earlier backup") for name in damaged)
    return files


def _fits(name: str, digest: Digest) -> bool:
    """Whether a file of the content store has the digest that its name says."""
    parts = PurePosixPath(name).parts
    return parts[0] != "contents" or digest == "sha256:" + "".join(parts[1:])


def _pack(paths: dict[str, Path], archive: Path) -> None:
    with archive.open("xb") as raw:
        with (
            gzip.GzipFile(fileobj=raw, mode="wb", compresslevel=6, mtime=0) as zipped,
            tarfile.open(fileobj=zipped, mode="w", format=tarfile.PAX_FORMAT) as tar,
        ):
            for inside, path in paths.items():
                tar.add(path, arcname=inside, recursive=False, filter=_plain)
        raw.flush()
        os.fsync(raw.fileno())
    archive.chmod(0o600)


def _plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """Nothing of the machine: no owner, no time."""
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    entry.mtime = 0
    entry.mode &= 0o700
    return entry


def _unpack(archive: Path, new: Path) -> Backup:
    try:
        raw = archive.open("rb")
    except FileNotFoundError as error:
        raise refuse(str(archive), "is not there") from error
    except OSError as error:
        raise refuse(str(archive), f"cannot be read: {error.strerror}") from error
    try:
        with raw, gzip.open(raw) as unzipped, tarfile.open(fileobj=unzipped, mode="r|") as tar:
            entries = iter(tar)
            made = _index(tar, next(entries, None), archive)
            left = dict(made.files)
            for entry in entries:
                if not entry.isfile() or entry.name not in left:
                    raise refuse(str(archive), f"holds {quoted(entry.name)}, which its own index does not name; it was changed")
                _write(tar, entry, new, left.pop(entry.name), archive)
            while unzipped.read(BLOCK_BYTES):  # to the very end, where gzip's own check stands
                pass
    except (tarfile.TarError, gzip.BadGzipFile, zlib.error, EOFError, ValueError) as error:
        raise refuse(str(archive), "is no backup of Licet, or cut off, or damaged") from error
    if left:
        raise refuse(str(archive), f"lacks {quoted(min(left))}; it is cut off")
    return made


def _index(tar: tarfile.TarFile, entry: tarfile.TarInfo | None, archive: Path) -> Backup:
    file = tar.extractfile(entry) if entry and entry.name == INDEX and entry.size <= LARGEST_INDEX_BYTES else None
    if file is None:
        raise refuse(str(archive), "is no backup of Licet")
    made = from_bytes(file.read(), Backup)
    for name in made.files:
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or "\\" in name:
            raise refuse(str(archive), f"names {quoted(name)}, a file outside of the workspace")
    return made


def _write(tar: tarfile.TarFile, entry: tarfile.TarInfo, new: Path, digest: Digest, archive: Path) -> None:
    file = tar.extractfile(entry)
    if file is None:
        raise refuse(str(archive), f"holds {quoted(entry.name)}, which is no file")
    path = new / entry.name
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.open("xb") as target:
        shutil.copyfileobj(file, target, BLOCK_BYTES)
        target.flush()
        os.fsync(target.fileno())
    path.chmod(0o600)
    if _digest(path) != digest or not _fits(entry.name, digest):
        raise refuse(str(archive), f"holds {quoted(entry.name)} with other bytes than its index says; it was changed")


def _check_log(records: Records, made: Backup, archive: Path) -> None:
    """Refuse a log that is broken, or that is not the one the archive was made of."""
    try:
        records.journal.check()
        if made.head.position:
            last = next(records.journal.read_all(after=made.head.position - 1), None)
            if last is None or last.digest != made.head.digest:
                raise BrokenChain("The log does not lead to the head it had when the archive was begun.")
    except (BrokenChain, DamagedEvent) as error:
        raise refuse(str(archive), f"holds a damaged log: {error}") from error


def _digest(path: Path) -> Digest:
    with path.open("rb") as file:
        return "sha256:" + hashlib.file_digest(file, "sha256").hexdigest()
