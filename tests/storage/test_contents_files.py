"""The content store as files: whole, on disk, and checked."""

import io
import os
from pathlib import Path

import pytest

from licet.encoding.canonical import digest_of
from licet.services.ports import DamagedContent
from licet.storage.contents import FileContents


@pytest.fixture
def contents(tmp_path: Path) -> FileContents:
    return FileContents(tmp_path / "contents")


def files(contents: FileContents) -> list[str]:
    return sorted(str(path.relative_to(contents.folder)) for path in contents.folder.rglob("*") if path.is_file())


def test_a_digest_is_the_files_name(contents: FileContents) -> None:
    digest = contents.put(b"certificate")
    assert files(contents) == [f"{digest[7:9]}/{digest[9:]}"]
    assert list(contents.digests()) == [digest]


@pytest.mark.parametrize("damage", [b"", b"certificat", b"Certificate", b"certificate "])
def test_a_damaged_file_is_never_handed_out_and_putting_it_again_mends_it(contents: FileContents, damage: bytes) -> None:
    digest = contents.put(b"certificate")
    (contents.folder / digest[7:9] / digest[9:]).write_bytes(damage)
    with pytest.raises(DamagedContent, match=digest):
        contents.get(digest)
    with pytest.raises(DamagedContent):
        list(contents.stream(digest))
    contents.put(b"certificate")
    assert contents.get(digest) == b"certificate"


class Breaking(io.BytesIO):
    """A stream that breaks off after its first block."""

    def read(self, count: int | None = -1) -> bytes:
        block = super().read(count)
        if not block:
            raise ConnectionError("the sender went away")
        return block


def test_a_stream_that_breaks_off_leaves_no_file(contents: FileContents) -> None:
    with pytest.raises(ConnectionError):
        contents.put(Breaking(b"half a certificate"))
    with pytest.raises(DamagedContent):
        contents.put_as(digest_of(b"x"), b"y")
    assert files(contents) == []


def test_bytes_are_on_disk_before_they_have_their_name(contents: FileContents, monkeypatch: pytest.MonkeyPatch) -> None:
    acts: list[str] = []
    fsync, replace = os.fsync, os.replace
    monkeypatch.setattr(
        os,
        "fsync",
        lambda handle: (acts.append("file" if os.path.isfile(f"/proc/self/fd/{handle}") else "folder"), fsync(handle))[1],
    )
    monkeypatch.setattr(os, "replace", lambda *paths: (acts.append("name"), replace(*paths))[1])
    contents.put(b"certificate")
    assert acts == ["file", "folder", "name", "folder"]
