"""The public log advances: at fixed times, by a fixed number of entries, whatever happened or did not.

Waiting entries are put into random places among padding. What does not fit waits for the next tick. Only the
time decides how long the log is: after a standstill all missed ticks are made up for at once.
"""

import datetime as dt
import functools
from collections.abc import Iterable
from typing import NamedTuple

from licet.encoding.dates import instant_text, read_instant
from licet.ledger.catalogue import Catalogue
from licet.ledger.checkpoint import Checkpoint, read_checkpoint
from licet.ledger.note import ML_DSA_COSIGNATURE, Note, read_key, read_note, read_signature
from licet.ledger.refusal import Unreadable
from licet.ledger.signature import check_signature
from licet.ledger.signing import cosignature, signed, with_signatures
from licet.ledger.tiles import tile_path, tiles_of
from licet.ledger.tree import Tree, grown
from licet.services.desk import Desk
from licet.services.ledger import (
    SUBJECT,
    Book,
    catalogues,
    key_number,
    log_seed,
    padding,
)
from licet.services.ports import CheckpointRow

RANDOM_BYTES = 16


class RolledBack(Exception):
    """What was published goes beyond the database, or another way: the database is an older copy or was changed."""


class Ticked(NamedTuple):
    """What a tick did: the new checkpoint, how many ticks it made up for, and how many entries still wait."""

    checkpoint: Checkpoint
    ticks: int
    waiting: int


def tick(desk: Desk) -> Ticked | None:
    """Let the public log catch up with the time; None when no tick is due or the log is not open yet.

    Raises `RolledBack`: nothing is signed then, since it would contradict what others have seen.
    """
    book = desk.book
    due_at = next_tick(book)
    if due_at is None or due_at > desk.clock.now():
        return None

    def work() -> Ticked | None:
        book.rows.hold()
        known = catalogues(book)
        if not known:
            return None
        refuse_rolled_back(book)
        first = known[0][1]
        size = public_size(book)
        due = _ticks_until(first, desk.clock.now()) - size // first.slots
        if due <= 0:
            return None
        for _ in range(due):
            _advance(book, first, instant_text(desk.clock.now()))
        newest = book.rows.newest_checkpoint()
        assert newest is not None
        return Ticked(read_checkpoint(read_note(newest.note)), due, book.rows.waiting_count())

    done = desk.transactions.run(work)
    if done is not None:
        publish(book)
    return done


def next_tick(book: Book) -> dt.datetime | None:
    """When the log advances next by the clock, None while it is not open."""
    known = catalogues(book)
    if not known:
        return None
    first = known[0][1]
    ticks = public_size(book) // first.slots + 1
    return read_instant(first.opened_at) + dt.timedelta(seconds=ticks * first.tick_seconds)


def public_size(book: Book) -> int:
    """How many entries the public log has."""
    newest = book.rows.newest_checkpoint()
    return newest.size if newest else 0


def tree_of(book: Book, size: int) -> Tree:
    """The public log as a tree, at one of its sizes."""
    return Tree(size, functools.cache(book.rows.tile))


def refuse_rolled_back(book: Book) -> None:
    """Raise `RolledBack` unless the database holds all that was published."""
    data = book.public.read("checkpoint")
    if data is None:
        return
    try:
        seen = read_checkpoint(read_note(data))
    except Unreadable as error:
        raise RolledBack(f"The published checkpoint cannot be read ({error}). Put it back from a copy that others hold.") from error
    size = public_size(book)
    if seen.size > size:
        raise RolledBack(
            f"The published log has {seen.size:,} entries, the database only {size:,}: it is an older copy, or its end was cut off. "
            "Restore a newer backup; nothing is signed until then."
        )
    if tree_of(book, seen.size).root() != seen.root:
        raise RolledBack(
            f"The published log and the database differ within the first {seen.size:,} entries: one of them was changed. "
            "Nothing is signed until they agree; run “licet log fsck”."
        )


def publish(book: Book) -> int:
    """Write the files of the public log that are not there yet, the checkpoint last; returns how many."""
    newest = book.rows.newest_checkpoint()
    if newest is None:
        return 0
    written = 0
    for level, number, width in tiles_of(newest.size):
        path = tile_path(level, number, width)
        if book.public.read(path) is None:
            book.public.put(path, book.rows.tile(level, number))
            written += 1
    if book.public.read("checkpoint") != newest.note:
        book.public.put("checkpoint", newest.note)
        written += 1
    return written


def add_cosignatures(desk: Desk, lines: str, vkeys: Iterable[str]) -> tuple[str, ...]:
    """Put cosignatures of witnesses with these keys to the newest checkpoint; returns whose hold, a name for each. Lines by anybody else are left out."""
    book = desk.book
    known = tuple(read_key(vkey) for vkey in vkeys)

    def work() -> tuple[str, ...]:
        book.rows.hold()
        newest = book.rows.newest_checkpoint()
        if newest is None:
            raise Unreadable("the log has no checkpoint yet")
        note = read_note(newest.note)
        checkpoint = read_checkpoint(note)
        names = []
        for line in filter(None, lines.split("\n")):
            one = read_signature(line)
            for key in known:
                fits = (one.name, one.id) == (key.name, key.id)
                if fits and check_signature(key, one, note.text, checkpoint).holds:
                    note = with_signatures(note, one)
                    names.append(key.name)
        book.rows.put_checkpoint(CheckpointRow(size=newest.size, made_at=newest.made_at, note=note.bytes))
        return tuple(names)

    names = desk.transactions.run(work)
    publish(book)
    return names


def _ticks_until(catalogue: Catalogue, now: dt.datetime) -> int:
    return int((now - read_instant(catalogue.opened_at)).total_seconds() // catalogue.tick_seconds)


def _advance(book: Book, first: Catalogue, made_at: str) -> None:
    """One tick: so many entries in so many places, and the checkpoint over them."""
    size, slots = public_size(book), first.slots
    waiting = book.rows.waiting(slots)
    places = _random_places(book, size, slots)
    if size == 0:
        places.remove(0)
        places.insert(0, 0)  # the catalogue, oldest of all, is entry 0 of the public log too
    taken = {place: entry for entry, place in zip(waiting, places, strict=False)}
    names, key = padding_names(book, size), book.predicate_key
    entries = [taken[place].entry if place in taken else padding(place, names, key).entry for place in range(size, size + slots)]
    book.rows.put_tiles(grown(size, book.rows.tile, entries))
    book.rows.make_public({entry.index: place for place, entry in taken.items()})
    root = tree_of(book, size + slots).root()
    book.rows.put_checkpoint(
        CheckpointRow(
            size=size + slots, made_at=made_at, note=_signed(book, Checkpoint(first.origin, size + slots, root), made_at).bytes
        )
    )


def padding_names(book: Book, place: int) -> tuple[str, ...]:
    """The predicates that padding at a place answers: of the newest catalogue that was public before its tick."""
    known = catalogues(book)
    slots = known[0][1].slots
    start = place - place % slots
    before = [one for entry, one in known if entry.public_index is not None and entry.public_index < start]
    return (before[-1] if before else known[0][1]).names


def _signed(book: Book, checkpoint: Checkpoint, made_at: str) -> Note:
    """The checkpoint under the log's own key, and beside it under its ML-DSA key, which a quantum computer does not break."""
    number = key_number(book)
    seconds = int(read_instant(made_at).timestamp())
    post = book.keys.data_key_or_new(f"{SUBJECT}log-key-ml-dsa/{number}")
    return with_signatures(
        signed(checkpoint.text, checkpoint.origin, log_seed(book, number)),
        cosignature(checkpoint, checkpoint.origin, post, time=seconds, kind=ML_DSA_COSIGNATURE),
    )


def _random_places(book: Book, size: int, slots: int) -> list[int]:
    """The places of a tick in an order that nobody can foresee."""
    chance = book.entropy.bytes(slots * RANDOM_BYTES)
    drawn = {place: chance[place * RANDOM_BYTES : (place + 1) * RANDOM_BYTES] for place in range(slots)}
    return [size + place for place in sorted(drawn, key=drawn.__getitem__)]
