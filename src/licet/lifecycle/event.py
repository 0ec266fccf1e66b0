"""The event envelope: what is said of everything that ever happens, whatever it is.

The payload lies beside the envelope as canonical bytes; the envelope holds only its digest. Neither
ever holds a name: whoever is meant is an `IdentityRef`.
"""

import datetime as dt
from typing import Annotated

import msgspec

from licet.encoding.canonical import Digest, canonical_bytes, digest_of, from_bytes, to_plain

StreamName = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]*(/[A-Za-z0-9._-]+)+$", max_length=200)]
"""What it is, then which: `case/NO-2026-00001`."""
Id = Annotated[str, msgspec.Meta(pattern=r"^[!-~]{1,200}$")]
"""Up to 200 printable ASCII characters without blanks."""
Kind = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]{0,79}$")]
"""What happened, in the past tense: `request_submitted`."""
InstantText = Annotated[str, msgspec.Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z$")]
"""As `encoding.dates.instant_text` writes it."""
DigestText = Annotated[str, msgspec.Meta(pattern="^sha256:[0-9a-f]{64}$")]


class Event(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="event/1"):
    """The envelope of one event.

    `stream` is the history it belongs to and `stream_seq` its place there, from 1. `position` is its
    place among all events, from 1 and without gaps; `previous` is the digest of the envelope at
    `position - 1`, None only for the first. `command_id` names the request that caused it, so that a
    repeated request does nothing twice; `person_id` whoever stands behind it. `recorded_at` is when
    it was written down, `effective_on` the day from which it counts. A `milestone` also enters the
    ledger. `payload` names the bytes beside the envelope.
    """

    event_id: Id
    stream: StreamName
    stream_seq: Annotated[int, msgspec.Meta(ge=1)]
    position: Annotated[int, msgspec.Meta(ge=1)]
    previous: DigestText | None
    command_id: Id
    person_id: Id
    recorded_at: InstantText
    effective_on: dt.date
    kind: Kind
    milestone: bool
    payload: DigestText


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What `decide` yields: an event that is not written down yet, with its payload as canonical bytes. Make it with `draft`."""

    kind: Kind
    effective_on: dt.date
    milestone: bool
    payload: bytes


class Recorded(msgspec.Struct, frozen=True, kw_only=True):
    """An event that is written down: the envelope's own bytes as stored, and the payload beside it.

    Stored bytes are never encoded again: `event` is read from `envelope`, and the digest is that of
    `envelope` as it stands.
    """

    envelope: bytes
    payload: bytes
    event: Event

    @property
    def digest(self) -> Digest:
        return digest_of(self.envelope)


def draft(payload: msgspec.Struct, *, effective_on: dt.date, milestone: bool = False) -> Draft:
    """Make an event of a payload. Its kind is the payload's shape without the number: `request_submitted/1` happened.

    Raises `ValueError` when the payload carries no shape marker or holds a float.
    """
    return Draft(
        kind=_kind(payload),
        effective_on=effective_on,
        milestone=milestone,
        payload=canonical_bytes(payload),
    )


def recorded(envelope: bytes, payload: bytes) -> Recorded:
    """Read an event back from its stored bytes; raises `DamagedEvent` when they are not what was written."""
    try:
        event = from_bytes(envelope, Event)
    except msgspec.MsgspecError as error:
        raise DamagedEvent(f"An event's envelope cannot be read: {error}.") from error
    if digest_of(payload) != event.payload:
        raise DamagedEvent(f"The payload of event {event.position} ({event.stream} {event.stream_seq}) was changed.")
    return Recorded(envelope=envelope, payload=payload, event=event)


class DamagedEvent(Exception):
    """Stored bytes of an event differ from those that were written; restore from a backup."""


def event_id_of(command_id: str, index: int) -> str:
    """The id of the n-th event (from 0) that a command causes: 32 hexadecimal digits, the same on every run."""
    return digest_of(canonical_bytes({"command": command_id, "index": index})).removeprefix("sha256:")[:32]


def _kind(payload: msgspec.Struct) -> str:
    shape = to_plain(payload).get("shape")
    if not (isinstance(shape, str) and shape.partition("/")[2].isdigit()):
        raise ValueError(f"{type(payload).__name__} carries no shape marker such as request_submitted/1; give it a tag")
    return shape.partition("/")[0]
