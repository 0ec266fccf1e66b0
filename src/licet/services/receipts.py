"""How the log stands, and the receipts of a case for whoever may know of it."""

import datetime as dt

import msgspec

from licet.access.act import Act as May
from licet.access.actor import Actor
from licet.access.decision import decide as may
from licet.ledger.catalogue import Predicate
from licet.ledger.checkpoint import read_checkpoint
from licet.ledger.note import read_note
from licet.ledger.plain import to_base64
from licet.services.case_file import open_case
from licet.services.claims import receipt
from licet.services.desk import Desk, NotFound
from licet.services.ledger import catalogues
from licet.services.ledger_keys import root_of_log
from licet.services.ledger_tick import next_tick, public_size
from licet.services.updates import EVERY_AUTHORITY

APPLICANTS_OWN = ("request_submitted", "request_withdrawn")
"""What an applicant did: of these there are receipts for whoever may not read the journal of a case."""


class LogStanding(msgspec.Struct, frozen=True, kw_only=True):
    """The log as it stands. `entries` and `waiting` are of the private log, and None for whoever works for no authority."""

    origin: str
    opened_at: str
    slots: int
    tick_seconds: int
    next_tick: dt.datetime
    public: int
    predicates: tuple[Predicate, ...]
    has_root: bool
    entries: int | None
    waiting: int | None


class CheckpointSeen(msgspec.Struct, frozen=True, kw_only=True):
    """A checkpoint, and the names that cosigned it: whether they hold, a policy and `licet verify` say."""

    size: int
    made_at: str
    root: str
    cosigned_by: tuple[str, ...]


class EventProved(msgspec.Struct, frozen=True, kw_only=True):
    """One event of a case in the log. `checkpoint` is the size of the first checkpoint over it, None while it waits for its tick."""

    stream_seq: int
    kind: str
    recorded_at: str
    checkpoint: int | None


def standing(desk: Desk, actor: Actor) -> LogStanding | None:
    """How the log stands; None while it is not open."""
    book = desk.book
    known, due = catalogues(book), next_tick(book)
    if not known or due is None:
        return None
    first, newest = known[0][1], known[-1][1]
    inside = may(actor, May.VIEW_REFERENCE, EVERY_AUTHORITY).allowed
    return LogStanding(
        origin=first.origin,
        opened_at=first.opened_at,
        slots=first.slots,
        tick_seconds=first.tick_seconds,
        next_tick=due,
        public=public_size(book),
        predicates=newest.predicates,
        has_root=root_of_log(book) is not None,
        entries=book.rows.size() if inside else None,
        waiting=book.rows.waiting_count() if inside else None,
    )


def checkpoints(desk: Desk) -> tuple[CheckpointSeen, ...]:
    """Every checkpoint of the log, the newest first."""
    found = []
    for row in reversed(desk.book.rows.checkpoints()):
        note = read_note(row.note)
        checkpoint = read_checkpoint(note)
        witnesses = dict.fromkeys(one.name for one in note.signatures if one.name != checkpoint.origin)
        found.append(
            CheckpointSeen(size=row.size, made_at=row.made_at, root=to_base64(checkpoint.root), cosigned_by=tuple(witnesses))
        )
    return tuple(found)


def events_proved(desk: Desk, actor: Actor, number: str) -> tuple[EventProved, ...]:
    """The events of a case of which the reader may have a receipt; raises `NotFound`."""
    file = open_case(desk, actor, number)
    every = may(actor, May.VIEW_JOURNAL, file.access).allowed
    found = []
    for one in file.history:
        event = one.event
        entry = desk.book.rows.of_position(event.position) if every or event.kind in APPLICANTS_OWN else None
        if entry is None:
            continue
        row = None if entry.public_index is None else desk.book.rows.checkpoint_over(entry.public_index)
        found.append(
            EventProved(
                stream_seq=event.stream_seq,
                kind=event.kind,
                recorded_at=event.recorded_at,
                checkpoint=row.size if row else None,
            )
        )
    return tuple(found)


def receipt_of(desk: Desk, actor: Actor, number: str, stream_seq: int) -> bytes:
    """The receipt of one event of a case, all of its fields open; raises `NotFound`, and `NotProvable` while it waits for its tick."""
    if stream_seq not in {one.stream_seq for one in events_proved(desk, actor, number)}:
        raise NotFound(f"A receipt of event {stream_seq} of case {number}")
    return receipt(desk, f"case/{number}", stream_seq).bytes
