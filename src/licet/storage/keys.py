"""The keys of one workspace, in a folder of their own that no backup holds unless asked.

    kek-<n>.key        the key-encryption key: 64 hexadecimal digits, readable by its owner only
    subjects.sqlite3   each subject's data key, wrapped; or the day on which it was destroyed

They lie apart from the database on purpose: a backup, dump or write-ahead log of the database then
holds sealed bytes only, and a destroyed key is destroyed for every copy of them.
"""

import datetime as dt
import json
import os
import sqlite3
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from licet.encoding.faults import refuse
from licet.sealing.keys import KEY_BYTES, IdentityDestroyed, unwrap, wrap
from licet.storage.files import copy_sqlite, write_new

TABLE = """
CREATE TABLE data_keys (
    subject TEXT PRIMARY KEY,
    kek INTEGER NOT NULL,
    wrapped BLOB,
    destroyed_on TEXT,
    CHECK ((wrapped IS NULL) <> (destroyed_on IS NULL))
) WITHOUT ROWID, STRICT
"""

RandomBytes = Callable[[int], bytes]

ROTATED_AT_ONCE = 2000
"""Keys that a rotation wraps anew in one step: a reader waits some tens of milliseconds at most."""


class FileKeys:
    """Data keys by subject, wrapped under a key-encryption key that lies in a file."""

    def __init__(self, folder: Path, random_bytes: RandomBytes) -> None:
        self.folder = folder
        self._random_bytes = random_bytes

    @classmethod
    def create(cls, folder: Path, random_bytes: RandomBytes) -> "FileKeys":
        """Make the keys of a new workspace in a folder that is not there yet."""
        folder.mkdir(mode=0o700)
        keys = cls(folder, random_bytes)
        keys._write_kek(1)
        write_new(folder / "subjects.sqlite3", b"", mode=0o600)
        with keys._database() as database:
            database.execute(TABLE)
        return keys

    def data_key(self, subject: str) -> bytes:
        """The key of a subject. Raises `IdentityDestroyed`, or `KeyError` when it never had one."""
        with self._database("BEGIN") as database:  # shares with other readers, and a rotation goes on beside it
            return self._data_key(database, subject)

    def data_key_or_new(self, subject: str) -> bytes:
        """The key of a subject, made at first use. Raises `IdentityDestroyed`: a destroyed key is never replaced."""
        try:
            return self.data_key(subject)  # without keeping other writers away
        except KeyError:
            pass
        with self._database() as database:
            try:
                return self._data_key(database, subject)  # somebody may have made it meanwhile
            except KeyError:
                kek = self._newest_kek()
                data_key = self._random_bytes(KEY_BYTES)
                database.execute(
                    "INSERT INTO data_keys (subject, kek, wrapped) VALUES (?, ?, ?)", (subject, kek, wrap(data_key, self._kek(kek)))
                )
                return data_key

    def data_keys(self, subjects: Sequence[str]) -> dict[str, bytes | dt.date]:
        """The keys of many subjects at once, the day of its destruction in place of a destroyed one; who never had one is left out."""
        with self._database("BEGIN") as database:
            return self._data_keys(database, subjects)

    def data_keys_or_new(self, subjects: Sequence[str]) -> dict[str, bytes | dt.date]:
        """The same, with a key made for everybody who never had one."""
        found = self.data_keys(subjects)  # without keeping other writers away
        if len(found) == len(set(subjects)):
            return found
        with self._database() as database:
            found = self._data_keys(database, subjects)
            kek = self._newest_kek()
            around = self._kek(kek)
            new = {subject: self._random_bytes(KEY_BYTES) for subject in subjects if subject not in found}
            database.executemany(
                "INSERT INTO data_keys (subject, kek, wrapped) VALUES (?, ?, ?)",
                ((subject, kek, wrap(data_key, around)) for subject, data_key in new.items()),
            )
            return {**found, **new}

    def destroy(self, subject: str, on: dt.date) -> dt.date:
        """Destroy a subject's key for good and return the day it was destroyed: the first one, if it was before."""
        with self._database() as database:
            database.execute(
                "INSERT INTO data_keys (subject, kek, destroyed_on) VALUES (?, 0, ?) ON CONFLICT (subject) DO UPDATE"
                " SET wrapped = NULL, destroyed_on = coalesce(destroyed_on, excluded.destroyed_on)",
                (subject, on.isoformat()),
            )
            ((day,),) = database.execute("SELECT destroyed_on FROM data_keys WHERE subject = ?", (subject,))
            return dt.date.fromisoformat(day)

    def destroyed_on(self, subject: str) -> dt.date | None:
        """The day a subject's key was destroyed, or None."""
        with self._database() as database:
            row = database.execute("SELECT destroyed_on FROM data_keys WHERE subject = ?", (subject,)).fetchone()
        return dt.date.fromisoformat(row[0]) if row and row[0] else None

    def rotate(self, told: Callable[[int, int], None] = lambda _done, _of: None) -> int:
        """Put every data key under a new key-encryption key and delete the old; returns how many. Sealed bytes stay as they are.

        Done in short steps, between which others read, make and destroy keys; `told` hears how many of how many
        are done. One that is cut off loses nothing, and is made good by the next.
        """
        with self._database() as database:
            new = self._newest_kek() + 1
            self._write_kek(new)
            ((total,),) = database.execute("SELECT count(*) FROM data_keys WHERE wrapped IS NOT NULL")
        done, after = 0, ""
        while True:
            with self._database() as database:
                rows = database.execute(
                    "SELECT subject, kek, wrapped FROM data_keys WHERE subject > ? AND wrapped IS NOT NULL AND kek <> ?"
                    " ORDER BY subject LIMIT ?",
                    (after, new, ROTATED_AT_ONCE),
                ).fetchall()
                if not rows:
                    # Whoever made a key meanwhile made it under the newest file, so nothing needs the old ones any more.
                    for path in self.folder.glob("kek-*.key"):
                        if _number(path) < new:
                            path.unlink()
                    return done
                keks = {kek: self._kek(kek) for kek in {new, *(kek for _, kek, _ in rows)}}
                database.executemany(
                    "UPDATE data_keys SET kek = ?, wrapped = ? WHERE subject = ?",
                    ((new, wrap(unwrap(wrapped, keks[kek]), keks[new]), subject) for subject, kek, wrapped in rows),
                )
            done, after = done + len(rows), rows[-1][0]
            told(done, total)

    def copy_to(self, folder: Path) -> None:
        """Copy all keys into a folder that is not there yet, for a backup that was asked to hold them."""
        folder.mkdir(mode=0o700)
        with self._database():  # nobody makes, destroys or rotates a key meanwhile
            write_new(folder / "subjects.sqlite3", b"", mode=0o600)
            copy_sqlite(self.folder / "subjects.sqlite3", folder / "subjects.sqlite3")
            for path in self.folder.glob("kek-*.key"):
                write_new(folder / path.name, path.read_bytes(), mode=0o600)

    def _data_key(self, database: sqlite3.Connection, subject: str) -> bytes:
        row = database.execute("SELECT kek, wrapped, destroyed_on FROM data_keys WHERE subject = ?", (subject,)).fetchone()
        if row is None:
            raise KeyError(subject)
        kek, wrapped, destroyed_on = row
        if destroyed_on is not None:
            raise IdentityDestroyed(subject, dt.date.fromisoformat(destroyed_on))
        return unwrap(wrapped, self._kek(kek))

    def _data_keys(self, database: sqlite3.Connection, subjects: Sequence[str]) -> dict[str, bytes | dt.date]:
        found: dict[str, bytes | dt.date] = {}
        keks: dict[int, bytes] = {}
        rows = database.execute(
            "SELECT subject, kek, wrapped, destroyed_on FROM data_keys WHERE subject IN (SELECT value FROM json_each(?))",
            (json.dumps(subjects),),
        )
        for subject, kek, wrapped, destroyed_on in rows:
            if destroyed_on is not None:
                found[subject] = dt.date.fromisoformat(destroyed_on)
                continue
            if kek not in keks:
                keks[kek] = self._kek(kek)
            found[subject] = unwrap(wrapped, keks[kek])
        return found

    @contextmanager
    def _database(self, begin: str = "BEGIN IMMEDIATE") -> Iterator[sqlite3.Connection]:
        path = self.folder / "subjects.sqlite3"
        _refuse_lax(path)
        with closing(sqlite3.connect(path, timeout=20, isolation_level=None)) as database:
            if begin != "BEGIN":
                # A destroyed key is overwritten with zeros, and no journal keeps the page it lay on.
                database.execute("PRAGMA secure_delete = ON")
                database.execute("PRAGMA journal_mode = DELETE")
                database.execute("PRAGMA synchronous = EXTRA")
            database.execute(begin)
            try:
                yield database
            except BaseException:
                database.execute("ROLLBACK")
                raise
            database.execute("COMMIT")

    def _newest_kek(self) -> int:
        numbers = [_number(path) for path in self.folder.glob("kek-*.key")]
        if not numbers:
            raise refuse("keys", "hold no key file; put back the kek-….key of this workspace")
        return max(numbers)

    def _kek(self, number: int) -> bytes:
        return read_seed(self.folder / f"kek-{number}.key")

    def _write_kek(self, number: int) -> None:
        write_new(self.folder / f"kek-{number}.key", self._random_bytes(KEY_BYTES).hex().encode() + b"\n", mode=0o600)


def read_seed(path: Path) -> bytes:
    """The key in a file of 64 hexadecimal digits that only its owner may read; raises `Faults`."""
    _refuse_lax(path)
    try:
        key = bytes.fromhex(path.read_text("ascii").strip())
    except ValueError as error:
        raise refuse(f"{path.parent.name}/{path.name}", "is no key file; it holds 64 hexadecimal digits") from error
    if len(key) != KEY_BYTES:
        raise refuse(f"{path.parent.name}/{path.name}", "is no key file; it holds 64 hexadecimal digits")
    return key


def _number(path: Path) -> int:
    return int(path.stem.removeprefix("kek-"))


def _refuse_lax(path: Path) -> None:
    """Refuse a key that others could have read, as an SSH client does: whoever reads the keys reads every name."""
    try:
        mode = stat.S_IMODE(os.stat(path).st_mode)
    except FileNotFoundError as error:
        raise refuse(f"{path.parent.name}/{path.name}", "is missing; put back the keys of this workspace") from error
    if mode & 0o077:
        raise refuse(
            f"{path.parent.name}/{path.name}", f"is open to other users (mode {mode:04o}); run chmod 600 on it, and rotate the key"
        )
