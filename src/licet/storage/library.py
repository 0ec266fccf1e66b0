"""Editions on disk: immutable, named by their digests, whole or not there at all.

    editions/<id>.json     what an edition is (written last: without it the rest does not count)
    content/<digest>.gz    the parsed values as canonical JSON lines; the digest is of the plain bytes
    sources/<digest>       the official bytes as they came
    held/<id>              how an edition that was held stands: empty while held, `rejected`, or `released` and the instant
    cache/                 derived indexes; may be deleted at any time

Digests are checked on every reading of content and sources, so a damaged file is never used.
"""

import gzip
import os
import zlib
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec

from licet.encoding.canonical import Digest, canonical_bytes, digest_of, from_bytes
from licet.encoding.dates import read_date
from licet.encoding.faults import quoted, refuse
from licet.reference.diff import Difference, difference
from licet.reference.edition import PARTY_LIST_KINDS, Edition, EditionRef
from licet.reference.parse import parse
from licet.reference.record import Record
from licet.screening.index import Index, build_index
from licet.storage.files import place, temporary_beside
from licet.storage.indexes import IndexCache

_RECORDS = msgspec.json.Decoder(Record)


SOON_LAID_OUT = 2_000
"""An edition of so many records is laid out within a second."""


HELD, REJECTED, RELEASED = b"", b"rejected", b"released "
HeldIf = Callable[[Edition, tuple[Any, ...]], bool]
"""Whether an edition with these values is held; asked once, before it counts."""


class FileLibrary:
    """The reference library of one workspace, in one folder."""

    def __init__(self, folder: Path, *, told: Callable[[str], None] | None = None) -> None:
        """`told` hears, in a sentence, of work that takes seconds."""
        self.folder = folder
        self.told = told
        self._indexes = IndexCache(folder / "cache")

    def editions(self) -> tuple[Edition, ...]:
        """Every edition added, held ones too, ordered by kind, name, date and time of adding."""
        found = [self._edition(path) for path in (self.folder / "editions").glob("*.json")]
        return tuple(
            sorted(found, key=lambda edition: (edition.kind, edition.name, edition.dated_on, edition.added_at, edition.content))
        )

    def add(
        self,
        kind: str,
        files: dict[str, bytes],
        *,
        edition_date: date | None = None,
        name: str | None = None,
        added_at: str,
        held_if: HeldIf | None = None,
        undated: date | None = None,
    ) -> Edition:
        """Read official files whole and keep them as an edition; the same files a second time change nothing.

        `edition_date` is needed where the files carry no publisher's date, and must agree where
        they do; `undated` is the day for files that carry none, where nobody named one. `added_at` is
        the instant of adding (`instant_text`). `held_if` is asked before the edition counts whether it is held. Raises `Faults`; then nothing is kept.
        """
        parsed = parse(kind, files)
        dated_on = _dated_on(kind, parsed.dated_on or (edition_date or undated), edition_date, added_at)
        edition = Edition(
            kind=kind,  # type: ignore[arg-type]  # parse() has refused every other word
            name=_name(name or parsed.name),
            dated_on=dated_on,
            content=digest_of(parsed.content),
            sources={file: digest_of(data) for file, data in sorted(files.items())},
            entries=len(parsed.values),
            added_at=added_at,
        )
        manifest = self.folder / "editions" / f"{edition.id}.json"
        if manifest.exists():
            return self._edition(manifest)
        held = held_if is not None and held_if(edition, parsed.values)
        for file, data in files.items():
            _write(self._source_path(edition.sources[file]), data)
        _write(self._content_path(edition.content), gzip.compress(parsed.content, compresslevel=4, mtime=0))
        self._held_path(edition).unlink(missing_ok=True)  # what an adding left that was broken off
        if held:
            _write(self._held_path(edition), HELD)
        _write(manifest, canonical_bytes(edition))
        return msgspec.structs.replace(edition, held=held)

    def content(self, edition: Edition | EditionRef) -> bytes:
        """The canonical bytes of an edition's values; raises `Faults` when they are absent or damaged."""
        where = f"edition {edition.name} of {edition.dated_on}"
        path = self._content_path(edition.content)
        try:
            data = gzip.decompress(path.read_bytes())
        except FileNotFoundError as error:
            raise refuse(where, f"is not in this workspace ({edition.content}); add it with “licet reference add”") from error
        except (OSError, EOFError, zlib.error) as error:
            raise refuse(where, "cannot be read back from this workspace; restore it from a backup") from error
        return _checked(data, edition.content, where)

    def holds(self, edition: Edition | EditionRef) -> bool:
        """Whether the content of an edition lies here; it is checked when it is read."""
        return self._content_path(edition.content).is_file()

    def receive(self, edition: EditionRef, content: bytes) -> None:
        """Keep the content of another library's edition, to be screened against here; raises `Faults` when it is not that content."""
        _checked(content, edition.content, f"edition {edition.name} of {edition.dated_on}")
        _write(self._content_path(edition.content), gzip.compress(content, compresslevel=4, mtime=0))

    def records(self, edition: Edition | EditionRef) -> tuple[Record, ...]:
        """The listed parties of a party-list edition."""
        _party_list(edition)
        return tuple(_RECORDS.decode_lines(self.content(edition)))

    def index(self, edition: Edition | EditionRef) -> Index:
        """A party-list edition laid out for screening, from the cache where that is sound, else built and cached."""
        _party_list(edition)
        return self._indexes.get(edition.content, lambda: self._laid_out(edition))

    def source(self, edition: Edition, file: str) -> bytes:
        """The official bytes of one file of an edition as they came; raises `Faults` when absent or damaged."""
        where = f"edition {edition.name} of {edition.dated_on}, file {quoted(file)}"
        if file not in edition.sources:
            raise refuse(where, "is no file of this edition; its files are " + ", ".join(edition.sources))
        try:
            data = self._source_path(edition.sources[file]).read_bytes()
        except OSError as error:
            raise refuse(where, "cannot be read from this workspace; restore it from a backup") from error
        return _checked(data, edition.sources[file], where)

    def hold(self, edition: Edition) -> Edition:
        """Take an edition out of force from now on; it stays in the library and can be released."""
        return self._mark(edition, HELD)

    def release(self, edition: Edition, *, at: str) -> Edition:
        """Put a held edition into force, from the instant `at` on; one that is not held stays as it is."""
        self._known(edition)
        return self._mark(edition, RELEASED + at.encode()) if self._held_path(edition).exists() else edition

    def reject(self, edition: Edition) -> Edition:
        """Keep a held edition out of force for good."""
        return self._mark(edition, REJECTED)

    def diff(self, before: Edition | EditionRef, after: Edition | EditionRef) -> Difference:
        """Which records one party-list edition adds to, removes from and changes against another."""
        return difference(self.records(before), self.records(after), names=(before.content, after.content))

    def _edition(self, path: Path) -> Edition:
        try:
            edition = from_bytes(path.read_bytes(), Edition)
        except (OSError, msgspec.MsgspecError) as error:
            raise refuse(f"edition file {path.name}", "cannot be read; restore it from a backup") from error
        if edition.id != path.stem:
            raise refuse(f"edition file {path.name}", "does not say what its name says; restore it from a backup")
        return self._standing(edition)

    def _standing(self, edition: Edition) -> Edition:
        """An edition as its mark says it stands; a mark that says nothing known holds it."""
        try:
            mark = self._held_path(edition).read_bytes()
        except FileNotFoundError:
            return msgspec.structs.replace(edition, held=False, rejected=False, released_at=None)
        released_at = mark.removeprefix(RELEASED).decode("ascii", "replace") if mark.startswith(RELEASED) else None
        return msgspec.structs.replace(edition, held=released_at is None, rejected=mark == REJECTED, released_at=released_at)

    def _mark(self, edition: Edition, mark: bytes) -> Edition:
        self._known(edition)
        _write(self._held_path(edition), mark)
        return self._standing(edition)

    def _known(self, edition: Edition) -> None:
        if not (self.folder / "editions" / f"{edition.id}.json").exists():
            raise refuse(f"edition {edition.name} of {edition.dated_on}", "is not in this workspace")

    def _laid_out(self, edition: Edition | EditionRef) -> Index:
        if self.told is not None and edition.entries > SOON_LAID_OUT:
            self.told(f"Laying out {edition.kind} of {edition.dated_on} for screening, once ({edition.entries:,} records).")
        return build_index(self.records(edition))

    def _content_path(self, digest: Digest) -> Path:
        return self.folder / "content" / f"{_hex(digest)}.gz"

    def _source_path(self, digest: Digest) -> Path:
        return self.folder / "sources" / _hex(digest)

    def _held_path(self, edition: Edition) -> Path:
        return self.folder / "held" / edition.id


def _hex(digest: Digest) -> str:
    return digest.removeprefix("sha256:")


def _dated_on(kind: str, published: date | None, given: date | None, added_at: str) -> date:
    dated_on = published or given
    if dated_on is None:
        raise refuse("--edition", f"is needed: files of kind {kind} carry no date of their own; write --edition YYYY-MM-DD")
    if published is not None and given is not None and published != given:
        raise refuse("--edition", f"says {given}, but the publisher dated the file {published}; leave --edition out")
    # The publisher's midnight may fall a day before ours.
    if dated_on > read_date(added_at[:10]) + timedelta(days=1):
        raise refuse("--edition", f"{dated_on} lies in the future; an edition is dated on the day it was published")
    return dated_on


def _name(text: str) -> str:
    if not (text and len(text) <= 64 and text.isascii() and text.replace("-", "").replace("_", "").replace(".", "").isalnum()):
        raise refuse("--name", f"{quoted(text)} is no edition name; use up to 64 letters, digits, dots, dashes and underscores")
    return text


def _party_list(edition: Edition | EditionRef) -> None:
    if edition.kind not in PARTY_LIST_KINDS:
        raise refuse(f"edition {edition.name} of {edition.dated_on}", f"is of kind {edition.kind}, which lists no parties")


def _checked(data: bytes, digest: Digest, where: str) -> bytes:
    if digest_of(data) != digest:
        raise refuse(where, f"is damaged: its bytes are not those of {digest}; restore it from a backup")
    return data


def _write(path: Path, data: bytes) -> None:
    """Put bytes at a path in one step, on disk before anything written later is."""
    handle, temporary = temporary_beside(path)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        place(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
