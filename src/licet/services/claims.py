"""What the log can prove to others: that something stands in it, that it only grew, and how often something is true.

Nothing here can be made of what is not so: a claim is built from the answers that the entries already give.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from licet.ledger.catalogue import Catalogue
from licet.ledger.claim import CataloguePlace, Claim, record
from licet.ledger.consistency import Consistency
from licet.ledger.leaf import Opening, open_fields, predicate_path, predicate_salt, predicate_slots
from licet.ledger.note import Note, read_note
from licet.ledger.tlog_proof import TlogProof
from licet.services.desk import Desk, NotFound
from licet.services.ledger import (
    Book,
    adoption_fields,
    catalogues,
    event_fields,
    leaf_keys,
    own_fields,
    padding_root,
)
from licet.services.ledger_tick import next_tick, padding_names, tree_of
from licet.services.ports import CheckpointRow, LogEntry


class NotSo(Exception):
    """A claim that is not true, with where it is not; for readers inside, who may know."""

    def __init__(self, sentence: str, where: tuple[LogEntry, ...]) -> None:
        super().__init__(sentence)
        self.where = where


class NotProvable(Exception):
    """Something that the log cannot prove, or not yet; says why."""


def receipt(desk: Desk, stream: str, stream_seq: int, show: frozenset[str] | None = None) -> TlogProof:
    """The proof that an event stands in the log, with the fields named in `show` opened, or all.

    It rests on the first checkpoint that covers the event, that of its own day. Raises `NotFound`, `NotProvable`
    while the event waits for its tick, `IdentityDestroyed` when the fields of its stream were shut for ever.
    """
    found = desk.journal.read(stream, after=stream_seq - 1)[:1]
    entry = desk.book.rows.of_position(found[0].event.position) if found else None
    if entry is None:
        raise NotFound(f"An entry of event {stream_seq} of {stream}")
    return proof_of(desk, entry, show)


def proof_of(desk: Desk, entry: LogEntry, show: frozenset[str] | None = None) -> TlogProof:
    """The proof of one entry; see `receipt`."""
    if entry.public_index is None:
        when = next_tick(desk.book)
        raise NotProvable(
            f"It stands in the private log and goes public with a later tick, the next at {when:%Y-%m-%d %H:%M UTC}."
            if when
            else "The log is not open yet."
        )
    row = desk.book.rows.checkpoint_over(entry.public_index)
    if row is None:
        raise NotProvable("The checkpoint over its place in the public log is missing. Run “licet log fsck”.")
    return TlogProof(
        place=entry.public_index,
        hashes=tuple(tree_of(desk.book, row.size).inclusion(entry.public_index)),
        note=read_note(row.note),
        opening=opening_of(desk, entry, show),
    )


def opening_of(desk: Desk, entry: LogEntry, show: frozenset[str] | None = None) -> Opening:
    """An entry with some of its fields opened; raises `NotProvable` naming a field that it does not have."""
    fields = fields_of(desk, entry)
    unknown = sorted((show or frozenset()) - set(fields))
    if unknown:
        raise NotProvable(f"The entry has no field {unknown[0]}; its fields are {', '.join(fields)}.")
    names = _catalogue_at(desk.book, entry).names
    keys = leaf_keys(desk.book, index=entry.index, stream=entry.stream, fields=fields)
    opening = open_fields(names, entry.truths, fields, keys, frozenset(fields) if show is None else show)
    if opening.entry != entry.entry:
        raise NotProvable("The entry does not fit its event any more: one of them was changed. Run “licet log fsck”.")
    return opening


def fields_of(desk: Desk, entry: LogEntry) -> dict[str, Any]:
    """The fields of an entry, from the journal or from its own data."""
    if entry.position is None:
        return own_fields(entry.kind, entry.data)
    event = next(desk.journal.read_all(after=entry.position - 1))
    if entry.kind == "adoption":
        return adoption_fields(event)
    return event_fields(event, desk.book.rows.last(entry.stream, before=entry.index))


def growth(desk: Desk, old: int, new: int | None = None) -> Consistency:
    """The proof that the log only grew from one of its checkpoints to another, the newest by default."""
    first, last = checkpoint_row(desk.book, old), checkpoint_row(desk.book, new)
    return Consistency(read_note(first.note), read_note(last.note), tuple(tree_of(desk.book, last.size).consistency(first.size)))


def claim(desk: Desk, predicate: str, *, count: int, start: int = 0, end: int | None = None) -> Claim:
    """The claim that a predicate is true in exactly so many entries between two checkpoints (from the first entry on by default).

    Raises `NotSo` with every entry for which it is true when it is another number, `NotProvable` when the
    predicate was declared too late or there is no such checkpoint.
    """
    book = desk.book
    last = checkpoint_row(book, end)
    first = checkpoint_row(book, start) if start else None
    if start > last.size:
        raise NotProvable(f"The range would end at entry {last.size:,}, before it begins at {start:,}.")
    place, catalogue = _catalogue_before(book, predicate, start)
    at = catalogue.names.index(predicate)
    true = tuple(one for one in book.rows.public_between(start, last.size) if one.truths >> at & 1)
    if len(true) != count:
        raise NotSo(
            f"“{predicate}” is true in {len(true):,} entries of the range, not {count:,}. What is not so cannot be proved.", true
        )
    tree = tree_of(book, last.size)
    return Claim(
        predicate=predicate,
        true=count,
        start=_note(first),
        end=read_note(last.note),
        left=tuple(tree_of(book, start).parts()),
        catalogue=CataloguePlace(
            catalogue=catalogue,
            place=place.public_index or 0,
            opening=opening_of(desk, place),
            hashes=tuple(tree.inclusion(place.public_index or 0)),
        ),
        records=b"".join(_records(book, predicate, at, start, last.size)),
    )


def checkpoint_row(book: Book, size: int | None) -> CheckpointRow:
    """The checkpoint of a size, or the newest; raises `NotProvable` naming the nearest ones."""
    rows = book.rows.checkpoints()
    if not rows:
        raise NotProvable("The log has no checkpoint yet; the first comes with its first tick.")
    if size is None:
        return rows[-1]
    sizes = [row.size for row in rows]
    if size not in sizes:
        near = sorted(sizes, key=lambda one: abs(one - size))[:3]
        raise NotProvable(f"No checkpoint has {size:,} entries; near are {', '.join(f'{one:,}' for one in sorted(near))}.")
    return rows[sizes.index(size)]


def _note(row: CheckpointRow | None) -> Note | None:
    return None if row is None else read_note(row.note)


def _records(book: Book, predicate: str, at: int, start: int, end: int) -> Iterator[bytes]:
    key = book.predicate_key
    for names, truths, fields_root in leaves_between(book, start, end):
        path = predicate_path(predicate_slots(names, truths, key, fields_root), at, fields_root)
        yield record(bool(truths >> at & 1), predicate_salt(key, fields_root, predicate), path)


def leaves_between(book: Book, start: int, end: int) -> Iterator[tuple[tuple[str, ...], int, bytes]]:
    """Predicates, truths and half over the fields of every entry of a range of the public log, padding too."""
    key = book.predicate_key
    known = catalogues(book)
    slots = known[0][1].slots
    placed = book.rows.public_between(start, end)
    entry = next(placed, None)
    names: tuple[str, ...] = ()
    for place in range(start, end):
        if place == start or place % slots == 0:
            names = padding_names(book, place)
        if entry is not None and entry.public_index == place:
            yield _newest(known, entry).names, entry.truths, entry.fields_root
            entry = next(placed, None)
        else:
            yield names, 0, padding_root(place, key)


def _catalogue_at(book: Book, entry: LogEntry) -> Catalogue:
    return _newest(catalogues(book), entry)


def _newest(known: Iterable[tuple[LogEntry, Catalogue]], entry: LogEntry) -> Catalogue:
    """The catalogue that an entry was made under: the newest up to itself."""
    return [catalogue for place, catalogue in known if place.index <= entry.index][-1]


def _catalogue_before(book: Book, predicate: str, start: int) -> tuple[LogEntry, Catalogue]:
    """The first catalogue with a predicate, if the range begins after it."""
    for place, catalogue in catalogues(book):
        if predicate not in catalogue.names:
            continue
        if place.public_index is not None and (place.public_index < start or place.public_index == start == 0):
            return place, catalogue
        since = "a later tick" if place.public_index is None else f"entry {place.public_index:,}"
        raise NotProvable(f"“{predicate}” is declared only from {since} on; begin the range at a checkpoint after it.")
    raise NotProvable(f"No catalogue declares “{predicate}”; declared are {', '.join(catalogues(book)[-1][1].names)}.")
