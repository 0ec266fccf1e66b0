"""What the log commits to: every milestone, in the transaction that writes it down.

The private log is written at once. The public one grows at fixed ticks (`ledger_tick`), so that nobody can
tell from its growth how much goes on. Entries commit to fields under two keys: what the fields of a case
say can be shut for ever by destroying the key of its stream, and its predicates can be proved all the same.
"""

import dataclasses
import hashlib
from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec

from licet.encoding.canonical import digest_of
from licet.ledger.catalogue import Catalogue, Predicate, read_catalogue
from licet.ledger.leaf import LeafKeys, field_slots, fold, join, predicate_slots, salt_of
from licet.ledger.note import Key
from licet.ledger.signing import public_key
from licet.lifecycle.event import Recorded
from licet.sealing.keys import KEY_BYTES, IdentityDestroyed
from licet.services.ports import DataKeys, Entropy, EntryKind, LedgerRows, LogEntry, Publication

SUBJECT = "licet:ledger/"
"""What the log's keys are called among the data keys; no party's reference has a colon."""
PREDICATE_KEY, OWN_KEY = SUBJECT + "predicates", SUBJECT + "log"
DAY_SECONDS = 24 * 60 * 60
SLOTS = 256
"""Entries a tick. With one tick a day the public log grows by 93,440 entries a year, whatever happens."""


class Declared(NamedTuple):
    """A predicate, and the kinds of event for which it is true; with `where`, only of those whose payload says so in a field."""

    name: str
    meaning: str
    kinds: tuple[str, ...]
    where: tuple[str, str] | None = None

    def true_of(self, event: Recorded) -> bool:
        if event.event.kind not in self.kinds:
            return False
        return self.where is None or msgspec.json.decode(event.payload, type=dict[str, Any]).get(self.where[0]) == self.where[1]


DECLARED = (
    Declared("request_taken_in", "A request was taken in under a number.", ("request_submitted",)),
    Declared("opinion_formed", "The system formed an opinion on a request.", ("opinion_formed",)),
    Declared("request_withdrawn", "A request was withdrawn by its applicant: its process was cancelled.", ("request_withdrawn",)),
    Declared("exceptional_access_asked", "Somebody asked to read sealed names by exception.", ("exceptional_access_asked",)),
    Declared("names_read_by_exception", "Sealed names were read by the word of two custodians.", ("names_read_by_exception",)),
    Declared("contract_opened", "A contract was put on file.", ("contract_opened",)),
    Declared(
        "contract_suspended", "Work under a contract was stopped for a time: its process was disrupted.", ("contract_suspended",)
    ),
    Declared(
        "contract_terminated", "A contract ended without being completed: its process was cancelled.", ("contract_terminated",)
    ),
    Declared(
        "contract_entered_final_phase",
        "A contract on file entered its final operational phase.",
        ("contract_moved",),
        ("after", "final"),
    ),
    Declared("contract_completed", "A contract on file was completed.", ("contract_moved",), ("after", "complete")),
)
"""Only ever added to, at the end: a later catalogue declares the new ones, for later entries. Sixteen at most."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Book:
    """Everything that the log of one workspace needs."""

    rows: LedgerRows
    keys: DataKeys
    entropy: Entropy
    public: Publication
    _held: dict[str, bytes] = dataclasses.field(default_factory=dict, init=False, repr=False)

    @property
    def predicate_key(self) -> bytes:
        """The key of the salts of predicates, which is never destroyed; asked for once, since every entry needs it."""
        if PREDICATE_KEY not in self._held:
            self._held[PREDICATE_KEY] = self.keys.data_key_or_new(PREDICATE_KEY)
        return self._held[PREDICATE_KEY]


class OlderSoftware(Exception):
    """The log declares predicates that this version does not know, or other than it knows them."""


class LedgerMilestones:
    """The journal's `Milestones`: each of them becomes an entry."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def record(self, milestones: Sequence[Recorded]) -> None:
        commit(self._book, milestones)

    def recorded(self) -> tuple[int, ...]:
        """The positions of all events that are entries, in order."""
        return tuple(one.position for one in self._book.rows.of_kind("event") if one.position is not None)


def commit(book: Book, milestones: Sequence[Recorded]) -> None:
    """Write the entries of the events of one append, opening the log if there is none yet."""
    first = milestones[0].event
    if not book.rows.size():
        open_log(book, opened_at=first.recorded_at, before=first.position)
    catalogue = declared_now(book)
    streams = tuple(dict.fromkeys(one.event.stream for one in milestones))
    last = book.rows.last_of(streams)
    # Asked for anew at each append, and at once for all: a key destroyed by another process is never used again.
    own = book.keys.data_keys_or_new([SUBJECT + stream for stream in streams])
    entries: list[LogEntry] = []
    for place, one in enumerate(milestones, start=book.rows.size()):
        event = one.event
        before, truths = last.get(event.stream), truths_of(one, catalogue)
        fields, key = event_fields(one, before), own[SUBJECT + event.stream]
        # A stream that was shut for ever: what follows in it is committed to just so, and only its predicates can be proved.
        keys = LeafKeys(
            book.predicate_key, key if isinstance(key, bytes) else book.entropy.bytes(KEY_BYTES), leaf_name(place, fields)
        )
        entry, fields_root = entry_of(catalogue.names, truths, fields, keys)
        last[event.stream] = LogEntry(
            index=place,
            kind="event",
            position=event.position,
            stream=event.stream,
            case_seq=fields["case_seq"],
            truths=truths,
            entry=entry,
            fields_root=fields_root,
        )
        entries.append(last[event.stream])
    book.rows.add(*entries)


def open_log(
    book: Book, *, opened_at: str, before: int, origin: str = "", slots: int = SLOTS, tick_seconds: int = DAY_SECONDS
) -> Catalogue:
    """Open the log: the catalogue as entry 0, then one entry for the head of every stream that there is.

    Nothing is claimed of what happened before. Without an `origin` the log is named after its first key.
    """
    seed = log_seed(book, 1)
    name = origin or f"licet.invalid/log/{hashlib.sha256(public_key('log', seed).public).hexdigest()[:16]}"
    predicates = tuple(Predicate(one.name, one.meaning) for one in DECLARED)
    catalogue = Catalogue(name, opened_at, slots, tick_seconds, predicates)
    _declare(book, catalogue)
    for head in book.rows.stream_heads(before):
        event = head.event
        _add(book, catalogue, "adoption", stream=event.stream, position=event.position, fields=adoption_fields(head))
    return catalogue


def catalogues(book: Book) -> tuple[tuple[LogEntry, Catalogue], ...]:
    """Every catalogue of the log with its entry, oldest first."""
    return tuple((one, read_catalogue(one.data)) for one in book.rows.of_kind("catalogue"))


def declared_now(book: Book) -> Catalogue:
    """The catalogue in force, with all that this version declares; raises `OlderSoftware`."""
    _, catalogue = catalogues(book)[-1]
    known = tuple(Predicate(one.name, one.meaning) for one in DECLARED)
    if known[: len(catalogue.predicates)] != catalogue.predicates:
        raise OlderSoftware("The log declares predicates that this version of Licet does not know so; update Licet.")
    if known != catalogue.predicates:
        catalogue = catalogue._replace(predicates=known)
        _declare(book, catalogue)
    return catalogue


def truths_of(event: Recorded, catalogue: Catalogue) -> int:
    """What is true of an event, bit n for predicate n."""
    declared = {one.name: one for one in DECLARED}
    return sum(1 << at for at, name in enumerate(catalogue.names) if declared[name].true_of(event))


def event_fields(milestone: Recorded, last: LogEntry | None) -> dict[str, Any]:
    """The fields of an event's entry. `last` is the entry before it in its stream."""
    event = milestone.event
    return {
        "leaf": "event",
        "event": milestone.digest,
        "payload": event.payload,
        "kind": event.kind,
        "stream": event.stream,
        "stream_seq": event.stream_seq,
        "position": event.position,
        "case_seq": last.case_seq + 1 if last else 1,
        "previous": last.entry.hex() if last else None,
        "recorded_at": event.recorded_at,
        "effective_on": event.effective_on.isoformat(),
    }


def adoption_fields(head: Recorded) -> dict[str, Any]:
    """The fields of the entry that adopts a stream as it stood when the log was opened."""
    event = head.event
    return {
        "leaf": "adoption",
        "event": head.digest,
        "stream": event.stream,
        "stream_seq": event.stream_seq,
        "position": event.position,
        "case_seq": 0,
        "previous": None,
    }


def own_fields(kind: EntryKind, data: bytes) -> dict[str, Any]:
    """The fields of an entry about the log itself: the digest of a catalogue, of the root's key, of a succession."""
    return {"leaf": kind, kind: digest_of(data)}


def add_own(book: Book, kind: EntryKind, data: bytes) -> None:
    """Write an entry about the log itself."""
    _add(book, declared_now(book), kind, fields=own_fields(kind, data), data=data)


def leaf_keys(book: Book, *, index: int, stream: str, fields: dict[str, Any]) -> LeafKeys:
    """The keys of an entry; raises `IdentityDestroyed` where the key of its stream was destroyed."""
    own = book.keys.data_key_or_new(SUBJECT + stream if stream else OWN_KEY)
    return LeafKeys(book.predicate_key, own, leaf_name(index, fields))


def leaf_name(index: int, fields: dict[str, Any]) -> str:
    """What tells an entry from every other under the same keys, even from one that was taken back: place and content."""
    first = fields.get("event") or next(reversed(fields.values()))
    return f"{index} {first}"


def entry_of(names: tuple[str, ...], truths: int, fields: dict[str, Any], keys: LeafKeys) -> tuple[bytes, bytes]:
    """The entry, and its half over the fields."""
    fields_root = fold(field_slots(fields, keys.fields, keys.leaf))
    return entry_over(names, truths, fields_root, keys.predicates), fields_root


def entry_over(names: tuple[str, ...], truths: int, fields_root: bytes, key: bytes) -> bytes:
    """The entry with these predicates over what its fields come to; needs none of the fields."""
    return join(fold(predicate_slots(names, truths, key, fields_root)), fields_root)


class Padding(NamedTuple):
    """An entry that stands for nothing, and looks like any other."""

    fields_root: bytes
    entry: bytes


def padding(place: int, names: tuple[str, ...], key: bytes) -> Padding:
    """The padding at a place of the public log: every predicate is false in it, and its fields are random."""
    fields_root = padding_root(place, key)
    return Padding(fields_root, entry_over(names, 0, fields_root, key))


def padding_root(place: int, key: bytes) -> bytes:
    """The half over its fields of the padding at a place."""
    return salt_of(key, f"padding {place}", "fields")


def log_seed(book: Book, number: int) -> bytes:
    """The seed of the log's n-th key."""
    return book.keys.data_key_or_new(f"{SUBJECT}log-key/{number}")


def key_number(book: Book) -> int:
    """Which of its keys the log signs with: the first, and one more for each succession."""
    return 1 + len(book.rows.of_kind("succession"))


def log_key(book: Book, origin: str) -> Key:
    """The public key that the log signs with now."""
    return public_key(origin, log_seed(book, key_number(book)))


def _declare(book: Book, catalogue: Catalogue) -> None:
    _add(book, catalogue, "catalogue", fields=own_fields("catalogue", catalogue.bytes), data=catalogue.bytes)


def _add(
    book: Book,
    catalogue: Catalogue,
    kind: EntryKind,
    *,
    fields: dict[str, Any],
    stream: str = "",
    position: int | None = None,
    data: bytes = b"",
) -> None:
    """Write one entry of another kind than an event's."""
    index = book.rows.size()
    try:
        keys = leaf_keys(book, index=index, stream=stream, fields=fields)
    except IdentityDestroyed:
        keys = LeafKeys(book.predicate_key, book.entropy.bytes(KEY_BYTES), leaf_name(index, fields))
    entry, fields_root = entry_of(catalogue.names, 0, fields, keys)
    book.rows.add(
        LogEntry(
            index=index,
            kind=kind,
            position=position,
            stream=stream,
            case_seq=0,
            truths=0,
            entry=entry,
            fields_root=fields_root,
            data=data,
        )
    )
