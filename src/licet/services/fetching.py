"""Fetch official lists from their publishers, or take them from a folder, check them, and take them in."""

import base64
import binascii
import datetime as dt
import hashlib
import re
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from typing import Literal

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from licet.encoding.canonical import digest_of
from licet.encoding.faults import Faults, quoted
from licet.reference.edition import Edition
from licet.reference.sources import Limits, ListSource, SourceFile, hosts_of
from licet.services.desk import Asked, Desk
from licet.services.ports import FetchedFile, FetchedMark, Fetcher, FetchFailed, FetchMemory
from licet.services.updates import TakenIn, take_in

Told = Callable[[str, int, int | None], None]
"""Hears which file is under way, how many bytes came, and of how many where that is known."""
SIGNATURE_BYTES = 64
CHECK_LIMITS = Limits(megabytes=1, seconds=60)


class Outcome(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="fetch-outcome/1"):
    """What became of one source: the edition it gave, or the sentence why it gave none."""

    source: str
    outcome: Literal["added", "unchanged", "held", "failed"]
    says: str
    edition: Edition | None = None


def fetch(
    desk: Desk, asked: Asked, source: ListSource, fetcher: Fetcher, memory: FetchMemory, limits: Limits, *, told: Told
) -> Outcome:
    """Fetch one source and take it in; what goes wrong is said and leaves the library as it was."""
    known = memory.recall(source.name)
    try:
        files, marks, unchanged = _fetched(desk, source, fetcher, known, limits, told)
        outcome = _taken(desk, asked, source, files, undated=_given_out_on(desk, marks), unchanged=unchanged)
    except FetchFailed as failed:
        return Outcome(source=source.name, outcome="failed", says=str(failed))
    except Faults as refused:
        return Outcome(source=source.name, outcome="failed", says=" ".join(str(fault) for fault in refused.faults))
    memory.remember(source.name, marks)
    return outcome


def take_from(
    desk: Desk, asked: Asked, source: ListSource, files: dict[str, bytes], *, edition_date: dt.date | None = None
) -> Outcome:
    """Take in files of a source that somebody put into a folder; `edition_date` is their day where they carry none.

    A checksum that the settings fix is checked; one that lies at an address is not, since nothing is asked.
    """
    try:
        for file in source.files:
            if file.name in files:
                _check_digest(file, files[file.name])
        return _taken(desk, asked, source, files, edition_date=edition_date, unchanged=False)
    except FetchFailed as failed:
        return Outcome(source=source.name, outcome="failed", says=str(failed))
    except Faults as refused:
        return Outcome(source=source.name, outcome="failed", says=" ".join(str(fault) for fault in refused.faults))


def _fetched(
    desk: Desk, source: ListSource, fetcher: Fetcher, known: dict[str, FetchedMark], limits: Limits, told: Told
) -> tuple[dict[str, bytes], dict[str, FetchedMark], bool]:
    """The files of a source, those that did not change from the library; the marks to remember; and whether none changed."""
    files: dict[str, bytes] = {}
    marks: dict[str, FetchedMark] = {}
    unchanged = True
    for file in source.files:
        mark = known.get(file.name)
        kept = _kept(desk, source, mark) if mark is not None and mark.url == file.url else None

        def file_told(came: int, of: int | None, name: str = file.name) -> None:
            told(name, came, of)

        found = fetcher.fetch(
            file.url, hosts=hosts_of(source), limits=limits, known=mark if kept is not None else None, told=file_told
        )
        if found is None:
            if mark is None or kept is None:
                raise FetchFailed(f"{quoted(file.url)} says that nothing changed, though nothing was known of it.")
            files[file.name], marks[file.name] = kept, mark
            continue
        _check(source, file, found, fetcher)
        digest = digest_of(found.data)
        unchanged = unchanged and mark is not None and mark.digest == digest
        files[file.name] = found.data
        marks[file.name] = FetchedMark(url=file.url, digest=digest, etag=found.etag, last_modified=found.last_modified)
    return files, marks, unchanged


def _kept(desk: Desk, source: ListSource, mark: FetchedMark) -> bytes | None:
    """The bytes of a file as the library holds them from an earlier fetch, None when it does not."""
    for edition in desk.library.editions():
        if edition.kind == source.kind:
            for name, digest in edition.sources.items():
                if digest == mark.digest:
                    return desk.library.source(edition, name)
    return None


def _check(source: ListSource, file: SourceFile, found: FetchedFile, fetcher: Fetcher) -> None:
    """Hold a file against what its publisher gives to check it by; raises `FetchFailed`."""
    _check_digest(file, found.data)
    if file.checksum is not None:
        words = re.findall(
            r"\b(?:[0-9a-fA-F]{64}|[0-9a-fA-F]{128})\b", _beside(source, file.checksum, fetcher).decode("ascii", "replace")
        )
        ours = {hashlib.sha256(found.data).hexdigest(), hashlib.sha512(found.data).hexdigest()}
        if not words:
            raise FetchFailed(f"{quoted(file.checksum)} holds no SHA-256 or SHA-512; {file.name} is not used.")
        if not ours & {word.lower() for word in words}:
            raise FetchFailed(f"{file.name} is not the file of the publisher's checksum; it is not used.")
    if file.signature is not None and file.ed25519 is not None:
        _check_signature(file, found.data, _beside(source, file.signature, fetcher))


def _check_digest(file: SourceFile, data: bytes) -> None:
    if file.sha256 is not None and hashlib.sha256(data).hexdigest() != file.sha256:
        raise FetchFailed(f"{file.name} is not the file whose SHA-256 the settings name; it is not used.")


def _check_signature(file: SourceFile, data: bytes, given: bytes) -> None:
    try:
        signature = given if len(given) == SIGNATURE_BYTES else base64.b64decode(given.strip(), validate=True)
        Ed25519PublicKey.from_public_bytes(base64.b64decode(file.ed25519 or "")).verify(signature, data)
    except (InvalidSignature, ValueError, binascii.Error) as error:
        raise FetchFailed(f"{file.name} is not signed with the key that the settings name; it is not used.") from error


def _beside(source: ListSource, url: str, fetcher: Fetcher) -> bytes:
    found = fetcher.fetch(url, hosts=hosts_of(source), limits=CHECK_LIMITS, known=None, told=lambda _came, _of: None)
    if found is None:
        raise FetchFailed(f"{quoted(url)} answers that nothing changed, though nothing was known of it.")
    return found.data


def _given_out_on(desk: Desk, marks: dict[str, FetchedMark]) -> dt.date:
    """The day of files that carry none: when their publisher last changed them, as its server says, else today.

    Never the day of asking where the server says better: a publisher that stands still must be seen to age.
    """
    today = desk.clock.today()
    days = [day for mark in marks.values() if (day := _day_of(mark.last_modified))]
    return min(max(days, default=today), today)


def _day_of(http_date: str | None) -> dt.date | None:
    try:
        return parsedate_to_datetime(http_date or "").astimezone(dt.UTC).date()
    except ValueError:
        return None


def _taken(
    desk: Desk,
    asked: Asked,
    source: ListSource,
    files: dict[str, bytes],
    *,
    edition_date: dt.date | None = None,
    undated: dt.date | None = None,
    unchanged: bool,
) -> Outcome:
    waiting = _held_already(desk, source, files)
    if waiting is not None:
        stands = "rejected by two people" if waiting.rejected else "held for two people"
        says = (
            f"The publisher gives out the files of {waiting.dated_on} again, which are {stands}; the edition before stays in force."
        )
        return Outcome(source=source.name, outcome="held", says=says, edition=waiting)
    taken = take_in(
        desk, asked, source.kind, files, name=source.edition_name, edition_date=edition_date, undated=undated, served_today=True
    )
    return _outcome(source, taken, unchanged=unchanged)


def _held_already(desk: Desk, source: ListSource, files: dict[str, bytes]) -> Edition | None:
    """An edition of just these files that is held: the same bytes on another day are no other case for two people."""
    ours = {name: digest_of(data) for name, data in files.items()}
    held = (one for one in desk.library.editions() if one.kind == source.kind and one.held and one.sources == ours)
    return max(held, key=lambda one: one.added_at, default=None)


def _outcome(source: ListSource, taken: TakenIn, *, unchanged: bool) -> Outcome:
    edition = taken.edition
    if edition.held:
        return Outcome(source=source.name, outcome="held", says=" ".join(taken.reasons), edition=edition)
    if taken.again or unchanged:
        says = f"Nothing changed; the list of {edition.dated_on} with {edition.entries:,} entries is what the publisher gives out."
        return Outcome(source=source.name, outcome="unchanged", says=says, edition=edition)
    says = f"The list of {edition.dated_on} with {edition.entries:,} entries is in force."
    return Outcome(source=source.name, outcome="added", says=says, edition=edition)
