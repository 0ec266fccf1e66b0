"""Reconciliation: the journal, the private log, the public log, its checkpoints and the list of cases say the same.

Whatever is missing, altered or extra is named. Nothing is mended here.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from licet.encoding.dates import read_instant
from licet.ledger.catalogue import Catalogue
from licet.ledger.checkpoint import read_checkpoint
from licet.ledger.merkle import Frontier, leaf_hash
from licet.ledger.note import read_note
from licet.ledger.refusal import Unproved, Unreadable
from licet.ledger.signature import check_signature
from licet.ledger.signing import public_key
from licet.ledger.tiles import ENTRIES, WIDTH, check_files, entries_in, tile_path, tiles_of
from licet.lifecycle.event import Recorded
from licet.sealing.keys import IdentityDestroyed
from licet.services.desk import Desk
from licet.services.ledger import (
    Book,
    adoption_fields,
    catalogues,
    entry_of,
    entry_over,
    event_fields,
    key_number,
    leaf_keys,
    log_seed,
    own_fields,
    padding,
    truths_of,
)
from licet.services.ledger_tick import RolledBack, padding_names, public_size, refuse_rolled_back
from licet.services.ports import LogEntry

MOST = 50
"""Faults that are named one by one; a table that was emptied is not worth a million sentences."""
BACKDATED_SECONDS = 3600


class LogCheck(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="log_check/1"):
    """What was compared, and every fault. `shut` entries cannot be opened again, since the key of their case was destroyed."""

    events: int
    entries: int
    public: int
    shut: int
    faults: tuple[str, ...]
    notices: tuple[str, ...]


class _Findings:
    """Faults in the order found, up to a limit."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.more = 0
        self.notices: list[str] = []
        self.shut = 0

    def fault(self, sentence: str) -> None:
        if len(self.faults) < MOST:
            self.faults.append(sentence)
        else:
            self.more += 1


def check_log(desk: Desk) -> LogCheck:
    """Compare everything with everything. The journal's own chain is checked before (`Journal.check`)."""
    book, found = desk.book, _Findings()
    events = {one.event.position: one for one in desk.journal.read_all()}
    rows = tuple(book.rows.all())
    known = _catalogues(book, found)
    _entries(book, rows, events, known, found)
    _milestones(rows, events, found)
    size = public_size(book)
    if known:
        _public(book, rows, size, known[0], found)
    elif size:
        found.fault(f"{size:,} entries are public, and the catalogue that says how is not here: the first entry was taken out.")
    _published(book, found)
    _dates(events.values(), found)
    if found.more:
        found.faults.append(f"And {found.more:,} faults more.")
    return LogCheck(
        events=len(events),
        entries=len(rows),
        public=size,
        shut=found.shut,
        faults=tuple(found.faults),
        notices=tuple(found.notices),
    )


def _catalogues(book: Book, found: _Findings) -> tuple[Catalogue, ...]:
    try:
        return tuple(one for _, one in catalogues(book))
    except Unreadable as no:
        found.fault(f"A catalogue of the log was altered: {no}.")
        return ()


def _entries(
    book: Book, rows: tuple[LogEntry, ...], events: dict[int, Recorded], known: tuple[Catalogue, ...], found: _Findings
) -> None:
    """Each entry of the private log is the one that its event, or its data, makes."""
    due, catalogue = 0, None
    later = iter(known)
    last: dict[str, LogEntry] = {}
    positions: set[int] = set()
    for row in rows:
        if row.index != due:
            found.fault(f"The log goes from entry {due - 1} to {row.index}: what lay between was taken out.")
        due = row.index + 1
        catalogue = next(later, catalogue) if row.kind == "catalogue" else catalogue
        event = None if row.position is None else events.get(row.position)
        what = f"Entry {row.index} of the log"
        if row.position is not None and event is None:
            found.fault(
                f"{what} is of event {row.position} ({row.stream}), which the journal does not hold: it was cut off or taken out."
            )
        elif catalogue is None:
            found.fault(f"{what} stands before any catalogue: the first entry was taken out.")
        elif event is not None and event.event.stream != row.stream:
            found.fault(f"{what} is said to be of {row.stream}, but event {row.position} is of {event.event.stream}.")
        elif row.kind == "event" and row.position in positions:
            found.fault(f"{what} is a second entry of event {row.position}: it is extra.")
        else:
            _entry(book, row, event, last.get(row.stream), catalogue, found)
        if row.stream:
            last[row.stream] = row
        if row.kind == "event" and row.position is not None:
            positions.add(row.position)


def _entry(
    book: Book, row: LogEntry, event: Recorded | None, last: LogEntry | None, catalogue: Catalogue, found: _Findings
) -> None:
    fields: dict[str, Any]
    if event is None:
        fields, truths = own_fields(row.kind, row.data), 0
    elif row.kind == "adoption":
        fields, truths = adoption_fields(event), 0
    else:
        fields, truths = event_fields(event, last), truths_of(event, catalogue)
    if truths != row.truths:
        found.fault(f"Entry {row.index} of the log says other predicates than event {row.position} makes true: it was altered.")
    what = f"of event {row.position} ({row.stream} {event.event.stream_seq})" if event else f"of the {row.kind}"
    try:
        keys = leaf_keys(book, index=row.index, stream=row.stream, fields=fields)
    except IdentityDestroyed:
        found.shut += 1
        if entry_over(catalogue.names, truths, row.fields_root, book.predicate_key) != row.entry:
            found.fault(f"Entry {row.index} {what} is not the one that was written: it was altered.")
        return
    if (row.entry, row.fields_root) != entry_of(catalogue.names, truths, fields, keys):
        found.fault(f"Entry {row.index} {what} is not the one that this makes: the entry or what it is of was altered.")


def _milestones(rows: tuple[LogEntry, ...], events: dict[int, Recorded], found: _Findings) -> None:
    """Each milestone since the opening has its entry, and no other event has."""
    adopted = max((row.position or 0 for row in rows if row.kind == "adoption"), default=0)
    held = {row.position for row in rows if row.kind == "event"}
    for position, one in events.items():
        where = f"Event {position} ({one.event.stream} {one.event.stream_seq}, {one.event.kind})"
        if one.event.milestone and position > adopted and position not in held:
            found.fault(f"{where} is a milestone without an entry in the log: the entry is missing, or the event was slipped in.")
        if position in held and not one.event.milestone:
            found.fault(f"{where} is no milestone, and the log has an entry of it: it is extra.")


def _public(book: Book, rows: tuple[LogEntry, ...], size: int, first: Catalogue, found: _Findings) -> None:
    """Each entry of the public log is one of the private log or the padding of its place, and the tree leads to every checkpoint."""
    placed = {row.public_index: row for row in rows if row.public_index is not None}
    waiting = [row.index for row in rows if row.public_index is None]
    beyond = sorted(place for place in placed if place >= size)
    if beyond:
        found.fault(
            f"{len(beyond):,} entries are said to stand in the public log beyond its {size:,} entries: its end was cut off."
        )
    if waiting and any(row.index > waiting[0] for row in placed.values()):
        found.fault(f"Entry {waiting[0]} of the log was passed over: later entries are public and it is not.")
    roots = {row.size: row.note for row in book.rows.checkpoints()}
    keys = [public_key(first.origin, log_seed(book, number)) for number in range(1, key_number(book) + 1)]
    tree, slots = Frontier(), first.slots
    names: tuple[str, ...] = ()
    key = book.predicate_key
    for place, entry in enumerate(_bundled(book, size, found)):
        if place % slots == 0:
            names = padding_names(book, place)
        row = placed.get(place)
        if row is not None and row.entry != entry:
            found.fault(f"Entry {place} of the public log is not entry {row.index} of the private one, which should stand there.")
        if row is None and padding(place, names, key).entry != entry:
            found.fault(f"Entry {place} of the public log is of nothing here and no padding: what it was of was taken out.")
        tree.append(leaf_hash(entry))
        if tree.size in roots:
            _checkpoint(roots.pop(tree.size), tree, keys, found)
    for size_left in roots:
        found.fault(f"There is a checkpoint over {size_left:,} entries, which the public log does not hold: its end was cut off.")
    paths = {tile_path(*tile): tile[:2] for tile in tiles_of(tree.size)}
    try:
        check_files(lambda path: book.rows.tile(*paths[path]), (), tree.size)
    except Unproved as no:
        found.fault(f"In the database, {no}.")


def _checkpoint(note: bytes, tree: Frontier, keys: Iterable[Any], found: _Findings) -> None:
    try:
        read = read_note(note)
        said = read_checkpoint(read)
    except Unreadable as no:
        found.fault(f"The checkpoint over {tree.size:,} entries was altered: {no}.")
        return
    if (said.size, said.root) != (tree.size, tree.root()):
        found.fault(f"The entries up to {tree.size:,} do not lead to their checkpoint: one of them was altered since.")
    signed = [
        check_signature(key, one, read.text, said).holds
        for key in keys
        for one in read.signatures
        if (one.name, one.id) == (key.name, key.id)
    ]
    if signed != [True]:
        found.fault(f"The checkpoint over {tree.size:,} entries does not carry the signature of the log.")


def _bundled(book: Book, size: int, found: _Findings) -> Iterator[bytes]:
    for number in range(-(-size // WIDTH)):
        path = tile_path(ENTRIES, number)
        try:
            entries = entries_in(book.rows.tile(ENTRIES, number), path)
        except Unproved as no:
            found.fault(f"In the database, {no}.")
            return
        yield from entries


def _published(book: Book, found: _Findings) -> None:
    """The published files are those of the database."""
    try:
        refuse_rolled_back(book)
    except RolledBack as no:
        found.fault(str(no))
    for level, number, width in tiles_of(public_size(book)):
        path = tile_path(level, number, width)
        held = book.public.read(path)
        if held is not None and held != book.rows.tile(level, number):
            found.fault(f"The published file {path} is not that of the database: one of them was altered.")


def _dates(events: Iterable[Recorded], found: _Findings) -> None:
    """An event dated well before one that was written earlier: the clock was set back, or somebody backdates."""
    newest = None
    for one in events:
        at = read_instant(one.event.recorded_at)
        if newest is not None and (newest - at).total_seconds() > BACKDATED_SECONDS:
            found.notices.append(
                f"Event {one.event.position} ({one.event.stream} {one.event.stream_seq}) is dated {one.event.recorded_at}, "
                f"before an earlier one of {newest:%Y-%m-%d %H:%M UTC}: the clock was set back, or it is backdated."
            )
        newest = at if newest is None or at > newest else newest
