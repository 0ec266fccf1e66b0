"""Editions and snapshots."""

import datetime as dt
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
    "indicators",
    "rulebook",
]
PARTY_LIST_KINDS: tuple[Kind, ...] = (
    "ofac-sdn", "ofac-cons", "us-csl", "bis-dpl", "un-sc", "eu-fsf", "uk-sanctions", "ftm", "index-jsonl",
)  # fmt: skip


class Edition(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="edition/1"):
    """One dated state of one list or table.

    `dated_on` is the publisher's date; `added_at` when this workspace took it in (known-at axis);
    `content` names the parsed values, `sources` the official bytes they came from (file name to
    digest); `name` tells two lists of one kind apart (`EXAMPLE` is invented and loaded only by
    the demonstration); `entries` is a count for people. A `held` edition is not in force.
    """

    kind: Kind
    name: str
    dated_on: dt.date
    content: Digest
    sources: dict[str, Digest]
    entries: int
    added_at: str
    held: bool = False


class EditionRef(msgspec.Struct, frozen=True, kw_only=True):
    """What a snapshot says of an edition: enough to find it and to show its age; nothing of when it was added here."""

    kind: Kind
    name: str
    dated_on: dt.date
    content: Digest
    entries: int


class Snapshot(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="snapshot/1"):
    """The editions in force for one assessment: per kind and name the newest not held and dated on or before `as_of`."""

    as_of: dt.date
    editions: tuple[EditionRef, ...]

    @property
    def digest(self) -> Digest:
        return digest_of_value(self)

    def of_kind(self, *kinds: Kind) -> tuple[EditionRef, ...]:
        return tuple(edition for edition in self.editions if edition.kind in kinds)


def in_force(editions: tuple[Edition, ...], *, as_of: dt.date, known_at: dt.date | None = None) -> Snapshot:
    """Pick the snapshot for `as_of`; with `known_at`, only editions this workspace had by the end of that day."""
    newest: dict[tuple[str, str], Edition] = {}
    for edition in editions:
        if edition.held or edition.dated_on > as_of:
            continue
        if known_at is not None and edition.added_at[:10] > known_at.isoformat():
            continue
        key = (edition.kind, edition.name)
        rival = newest.get(key)
        if rival is None or (rival.dated_on, rival.added_at, rival.content) < (edition.dated_on, edition.added_at, edition.content):
            newest[key] = edition
    return Snapshot(
        as_of=as_of,
        editions=tuple(
            EditionRef(kind=e.kind, name=e.name, dated_on=e.dated_on, content=e.content, entries=e.entries)
            for _, e in sorted(newest.items())
        ),
    )
