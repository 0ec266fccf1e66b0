"""Editions laid out for screening, kept on disk and read in place.

    cache/<content>.<version>.index

A file is written whole beside its place, put on disk, and then given its name, so that a process
finds all of it or nothing. It is mapped into memory, not read: processes on one machine share its
pages. Every byte is checked when it is opened; one that is not sound, and one made by other code
(`version`), is built anew. The folder may be deleted at any time.
"""

import hashlib
import mmap
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

import licet.screening
from licet.encoding.canonical import Digest
from licet.screening.index import Index
from licet.storage.files import place, temporary_beside


class IndexCache:
    """The indexes of one workspace, by the digest of what they index."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: dict[Digest, Index] = {}

    def get(self, content: Digest, build: Callable[[], Index]) -> Index:
        """The index of some content, from the cache where that is sound, else built and kept."""
        if content not in self._open:
            path = self._folder / f"{content.removeprefix('sha256:')}.{version()[:16]}.index"
            found = _mapped(path)
            if found is None:
                _keep(path, build())
                found = _mapped(path)
            if found is None:
                raise OSError(f"{path} cannot be read back as it was written; check the disk")
            self._open[content] = found
        return self._open[content]


@cache
def version() -> str:
    """The digest of the screening package's own source: an index built by other code is another index."""
    folder = Path(licet.screening.__file__).parent
    seal = hashlib.sha256()
    for path in sorted(folder.rglob("*.py")):
        seal.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return seal.hexdigest()


def _mapped(path: Path) -> Index | None:
    """An index lying in a mapped file, or None when there is none or it is damaged: a cache is rebuilt, never trusted."""
    try:
        with path.open("rb") as file:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        return Index.from_bytes(memoryview(data))
    except (OSError, ValueError):
        return None


def _keep(path: Path, index: Index) -> None:
    handle, temporary = temporary_beside(path)
    try:
        with os.fdopen(handle, "wb") as file:
            for piece in index.laid_out():
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        place(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
