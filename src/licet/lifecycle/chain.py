"""The chain of all events: how new events join it, and how it is checked.

Every envelope holds the digest of the one before it in the whole log, so one digest (the head)
stands for everything that ever happened: no event can be changed, moved, added or taken out
without changing the head.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from licet.encoding.canonical import Digest, canonical_bytes, digest_of
from licet.lifecycle.event import Draft, Event, Recorded, event_id_of


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """Where the log stands: how many events it holds, and the digest of the last envelope (None when empty)."""

    position: int
    digest: Digest | None


START = Head(position=0, digest=None)


class Addition(msgspec.Struct, frozen=True, kw_only=True):
    """New events for one stream. `expected` is how many events the stream held when they were decided."""

    stream: str
    expected: int
    drafts: tuple[Draft, ...]


class VersionConflict(Exception):
    """Somebody else wrote to the stream since it was read; read it again and decide anew."""

    def __init__(self, stream: str, expected: int, actual: int) -> None:
        super().__init__(f"{stream} holds {actual} events, not {expected}; somebody changed it meanwhile. Read it again.")
        self.stream, self.expected, self.actual = stream, expected, actual


class CommandReused(Exception):
    """A command id that stands in the log came again with other events."""

    def __init__(self, command_id: str) -> None:
        super().__init__(f"The command {command_id} was done before with other content; give a new command a new id.")
        self.command_id = command_id


class BrokenChain(Exception):
    """The log is not the one that was written: says where it first breaks."""


def join(
    additions: Sequence[Addition],
    *,
    head: Head,
    versions: Mapping[str, int],
    command_id: str,
    person_id: str,
    recorded_at: str,
) -> tuple[Recorded, ...]:
    """Give new events their places and links behind `head`, in the order given.

    `versions` says how many events each stream holds now. Raises `VersionConflict` when a stream
    moved on, `ValueError` for a stream named twice, nothing to add, or text that the envelope refuses.
    """
    if not any(addition.drafts for addition in additions):
        raise ValueError("an append needs at least one event")
    if len({addition.stream for addition in additions}) != len(additions):
        raise ValueError("an append names each stream once")
    joined: list[Recorded] = []
    for addition in additions:
        actual = versions.get(addition.stream, 0)
        if actual != addition.expected:
            raise VersionConflict(addition.stream, addition.expected, actual)
        for offset, new in enumerate(addition.drafts, start=1):
            event = Event(
                event_id=event_id_of(command_id, len(joined)),
                stream=addition.stream,
                stream_seq=actual + offset,
                position=head.position + 1,
                previous=head.digest,
                command_id=command_id,
                person_id=person_id,
                recorded_at=recorded_at,
                effective_on=new.effective_on,
                kind=new.kind,
                milestone=new.milestone,
                payload=digest_of(new.payload),
            )
            envelope = canonical_bytes(event)
            msgspec.json.decode(envelope, type=Event)  # a field outside its pattern must not be written: it could not be read back
            joined.append(Recorded(envelope=envelope, payload=new.payload, event=event))
            head = Head(position=event.position, digest=digest_of(envelope))
    return tuple(joined)


def same_command(first: Sequence[Recorded], additions: Sequence[Addition]) -> bool:
    """Whether additions ask for just what a command recorded the first time; when and by whom does not matter."""
    asked = [
        (addition.stream, new.kind, new.effective_on, new.milestone, digest_of(new.payload))
        for addition in additions
        for new in addition.drafts
    ]
    return asked == [
        (one.event.stream, one.event.kind, one.event.effective_on, one.event.milestone, one.event.payload) for one in first
    ]


def check_chain(events: Iterable[Recorded], *, after: Head = START) -> Head:
    """Walk a log in order and return its head; raises `BrokenChain` where it first breaks."""
    head = after
    for link in links(events, after=after):
        head = link
    return head


def links(events: Iterable[Recorded], *, after: Head = START) -> Iterator[Head]:
    """The head after each event of a log in order, as far as it holds; raises `BrokenChain` where it breaks.

    Checks places, links, payloads, and that each stream counts on by one. When `after` is not the
    start, the streams' earlier counts are taken as their first event there says.
    """
    head = after
    versions: dict[str, int] = {}
    for one in events:
        event = one.event
        where = f"event {event.position} ({event.stream} {event.stream_seq})"
        if event.position != head.position + 1:
            raise BrokenChain(f"The log goes from event {head.position} to {event.position}; what lies between is lost.")
        if event.previous != head.digest:
            raise BrokenChain(f"The {where} does not follow from the one before it; one of them was changed.")
        if digest_of(one.payload) != event.payload:
            raise BrokenChain(f"The payload of {where} was changed.")
        due = versions.get(event.stream, 0 if after == START else event.stream_seq - 1) + 1
        if event.stream_seq != due:
            raise BrokenChain(f"The {where} should be number {due} of its stream.")
        versions[event.stream] = event.stream_seq
        head = Head(position=event.position, digest=one.digest)
        yield head
