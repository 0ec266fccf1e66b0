"""Files that are whole and on disk, or not there at all."""

import os
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path


def write_new(path: Path, data: bytes, *, mode: int = 0o644) -> None:
    """Write a file that must not be there yet; raises `FileExistsError`. It is on disk when this returns."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    sync_folder(path.parent)


def place(temporary: Path, path: Path) -> None:
    """Give a finished file, already flushed to disk, its final name in one step."""
    os.replace(temporary, path)
    sync_folder(path.parent)


def temporary_beside(path: Path) -> tuple[int, Path]:
    """Open a new file in a path's folder (made if need be), to be filled and then put in `place`; returns handle and name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    return handle, Path(name)


def sync_folder(folder: Path) -> None:
    """Make sure that a folder's list of names is on disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy an SQLite database as it stands at one moment, while others write to it."""
    with closing(sqlite3.connect(source, timeout=20)) as database, closing(sqlite3.connect(target)) as copy:
        database.backup(copy)
