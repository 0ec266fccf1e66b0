"""Bytes named by their digest, as files: `contents/ab/cdef…`.

A file is written beside its place, flushed to disk and then renamed into it, so a digest names
whole bytes or nothing. Digests are checked on the way in and on every way out.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from licet.encoding.canonical import Digest
from licet.services.ports import DamagedContent
from licet.storage.files import place, sync_folder, temporary_beside

BLOCK_BYTES = 1024 * 1024


class FileContents:
    """The content store of one workspace, in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, data: bytes | BinaryIO) -> Digest:
        return self._put(data, stated=None)

    def put_as(self, digest: Digest, data: bytes | BinaryIO) -> None:
        self._put(data, stated=digest)

    def get(self, digest: Digest) -> bytes:
        return b"".join(self.stream(digest))

    def stream(self, digest: Digest) -> Iterator[bytes]:
        path = self._path(digest)
        seal = hashlib.sha256()
        try:
            file = path.open("rb")
        except FileNotFoundError:
            raise KeyError(digest) from None
        with file:
            while block := file.read(BLOCK_BYTES):
                seal.update(block)
                yield block
        if _named(seal) != digest:
            raise DamagedContent(f"The stored bytes of {digest} are damaged; restore them from a backup.")

    def __contains__(self, digest: object) -> bool:
        try:
            return isinstance(digest, str) and self._path(digest).exists()
        except KeyError:
            return False

    def digests(self) -> Iterator[Digest]:
        """Every digest that is kept, in order."""
        for path in sorted(self.folder.glob("??/*")):
            if not path.name.startswith("."):
                yield f"sha256:{path.parent.name}{path.name}"

    def _put(self, data: bytes | BinaryIO, *, stated: Digest | None) -> Digest:
        self.folder.mkdir(parents=True, exist_ok=True)
        handle, temporary = temporary_beside(self.folder / "new")
        try:
            seal = hashlib.sha256()
            with os.fdopen(handle, "wb") as file:
                for block in _blocks(data):
                    seal.update(block)
                    file.write(block)
                file.flush()
                os.fsync(file.fileno())
            digest = _named(seal)
            if stated is not None and digest != stated:
                raise DamagedContent(f"The bytes are those of {digest}, not of {stated} as stated.")
            path = self._path(digest)
            if not path.parent.exists():
                path.parent.mkdir(exist_ok=True)
                sync_folder(self.folder)
            # Rewritten even where it stands: putting bytes again mends a damaged file.
            place(temporary, path)
        finally:
            with suppress(FileNotFoundError):
                temporary.unlink()
        return digest

    def _path(self, digest: Digest) -> Path:
        body = digest.removeprefix("sha256:")
        if len(body) != 64 or not all(c in "0123456789abcdef" for c in body) or body == digest:
            raise KeyError(digest)
        return self.folder / body[:2] / body[2:]


def _blocks(data: bytes | BinaryIO) -> Iterator[bytes]:
    if isinstance(data, bytes):
        yield data
        return
    while block := data.read(BLOCK_BYTES):
        yield block


def _named(seal: "hashlib._Hash") -> Digest:
    return "sha256:" + seal.hexdigest()
