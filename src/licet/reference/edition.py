"""Editions and snapshots."""

import datetime as dt
from collections.abc import Iterable
from typing import Literal

import msgspec

from licet.encoding.canonical import Digest, digest_of_value

Kind = Literal[
    "ofac-sdn",
    "ofac-cons",
    "us-csl",
    "bis-dpl",
    "un-sc",
    "eu-fsf",
    "uk-sanctions",
    "ftm",
    "index-jsonl",
    "embargoes",
    "memberships",
    "criteria",
    "control-entries",
    "eu-annex-i",
    "eu-cml",
    "us-ccl",
    "indicators",
    "rulebook",
    "portfolio",
    "plan",
]
PARTY_LIST_KINDS: tuple[Kind, ...] = (
    "ofac-sdn", "ofac-cons", "us-csl", "bis-dpl", "un-sc", "eu-fsf", "uk-sanctions", "ftm", "index-jsonl",
)  # fmt: skip


class Edition(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="edition/1"):
    """One dated state of one list or table.

    `dated_on` is the publisher's date; `added_at` when this workspace took it in (known-at axis);
    `content` names the parsed values, `sources` the official bytes they came from (file name to
    digest); `name` tells two lists of one kind apart (`EXAMPLE` is invented and loaded only by
    the demonstration); `entries` is a count for people. A `held` edition is not in force: two people
    release it (`released_at` then says when it could be known) or reject it (`rejected`: it stays held).
    """

    kind: Kind
    name: str
    dated_on: dt.date
    content: Digest
    sources: dict[str, Digest]
    entries: int
    added_at: str
    held: bool = False
    rejected: bool = False
    released_at: str | None = None

    @property
    def id(self) -> str:
        """64 hexadecimal digits. An edition is the same when kind, name, date and content are; when it was added does not matter."""
        named = {"kind": self.kind, "name": self.name, "dated_on": self.dated_on, "content": self.content}
        return digest_of_value(named).removeprefix("sha256:")

    @property
    def ref(self) -> "EditionRef":
        return EditionRef(kind=self.kind, name=self.name, dated_on=self.dated_on, content=self.content, entries=self.entries)


class EditionRef(msgspec.Struct, frozen=True, kw_only=True):
    """What a snapshot says of an edition: enough to find it and to show its age; nothing of when it was added here."""

    kind: Kind
    name: str
    dated_on: dt.date
    content: Digest
    entries: int


class Snapshot(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="shape", tag="snapshot/1"):
    """The editions in force for one assessment: per kind and name the newest not held and dated on or before `as_of`.

    `held` are the editions that would be in force in place of one of these, or beside them, if they
    did not wait for two people.
    """

    as_of: dt.date
    editions: tuple[EditionRef, ...]
    held: tuple[EditionRef, ...] = ()

    @property
    def digest(self) -> Digest:
        return digest_of_value(self)

    def of_kind(self, *kinds: Kind) -> tuple[EditionRef, ...]:
        return tuple(edition for edition in self.editions if edition.kind in kinds)


def in_force(editions: tuple[Edition, ...], *, as_of: dt.date, known_at: dt.date | None = None) -> Snapshot:
    """Pick the snapshot for `as_of`; with `known_at`, only editions this workspace had by the end of that day."""
    known = [edition for edition in editions if edition.dated_on <= as_of and _known_by(edition, known_at)]
    newest = _newest(edition for edition in known if not edition.held)
    waiting = {
        key: edition
        for key, edition in _newest(edition for edition in known if edition.held and not edition.rejected).items()
        if key not in newest or edition.dated_on >= newest[key].dated_on
    }
    return Snapshot(
        as_of=as_of,
        editions=tuple(edition.ref for _, edition in sorted(newest.items(), key=_key)),
        held=tuple(edition.ref for _, edition in sorted(waiting.items(), key=_key)),
    )


def _known_by(edition: Edition, known_at: dt.date | None) -> bool:
    return known_at is None or (edition.released_at or edition.added_at)[:10] <= known_at.isoformat()


def _newest(editions: Iterable[Edition]) -> dict[tuple[str, str], Edition]:
    newest: dict[tuple[str, str], Edition] = {}
    for edition in editions:
        key = (edition.kind, edition.name)
        rival = newest.get(key)
        if rival is None or (rival.dated_on, rival.added_at, rival.content) < (edition.dated_on, edition.added_at, edition.content):
            newest[key] = edition
    return newest


def _key(item: tuple[tuple[str, str], Edition]) -> tuple[str, str]:
    return item[0]
