"""The log's keys: an offline root that is made known once, changes of key that it signs, and cases that are shut for ever."""

import datetime as dt

import msgspec

from licet.ledger.note import Key, Note, read_key
from licet.ledger.signing import public_key, signed
from licet.ledger.succession import ROOT_SUFFIX, Succession
from licet.lifecycle.chain import Addition
from licet.lifecycle.event import draft
from licet.services.case_file import stream_of
from licet.services.claims import NotProvable
from licet.services.desk import Desk, NotFound
from licet.services.ledger import SUBJECT, Book, add_own, catalogues, key_number, log_key, log_seed
from licet.services.ledger_tick import public_size, publish


class LogFieldsDestroyed(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="log_fields_destroyed/1"):
    """The key under which the log's entries of a case commit to their fields was destroyed: none of them opens again."""

    case: str
    destroyed_on: dt.date


def shut(desk: Desk, number: str, person_id: str) -> dt.date:
    """Shut the entries of a case for ever and return the day it was done; claims stay provable. Raises `NotFound`."""
    stream = stream_of(number)
    if not desk.journal.version(stream):
        raise NotFound(f"Case {number}")
    # The key first: should the rest fail, the fields are shut, and doing it again completes the record.
    day = desk.book.keys.destroy(SUBJECT + stream, desk.clock.today())
    said = draft(LogFieldsDestroyed(case=number, destroyed_on=day), effective_on=day, milestone=True)
    sealed, command_id = f"sealed/{number}", f"shut:{number}"

    def work() -> None:
        if not desk.journal.of_command(command_id):
            desk.journal.append(
                Addition(stream=sealed, expected=desk.journal.version(sealed), drafts=(said,)),
                command_id=command_id,
                person_id=person_id,
                recorded_at=desk.clock.now(),
            )

    desk.transactions.run(work, streams=(sealed,))
    return day


def origin_of(book: Book) -> str:
    """The name of the log; raises `NotProvable` while it is not open."""
    known = catalogues(book)
    if not known:
        raise NotProvable("The log is not open yet; it opens with the first milestone, or with “licet log open”.")
    return known[0][1].origin


def root_of_log(book: Book) -> Key | None:
    """The root that was made known, if one was."""
    known = book.rows.of_kind("root")
    return read_key(known[-1].data.decode()) if known else None


def make_root_known(desk: Desk, seed: bytes) -> Key:
    """Commit to the public key of a new offline root, once; raises `NotProvable` when there is one already."""
    book = desk.book

    def work() -> Key:
        book.rows.hold()
        if root_of_log(book) is not None:
            raise NotProvable("The log has a root already. A second one could not be told from a thief's.")
        key = public_key(origin_of(book) + ROOT_SUFFIX, seed)
        add_own(book, "root", key.vkey.encode())
        return key

    return desk.transactions.run(work)


def succeed(desk: Desk, root_seed: bytes) -> Note:
    """Change the log's key: from the next checkpoint on another signs, as a note by the root says, which is published.

    Raises `NotProvable` when the seed is not that of the root that was made known.
    """
    book = desk.book

    def work() -> Note:
        book.rows.hold()
        origin, root = origin_of(book), root_of_log(book)
        if root is None or public_key(origin + ROOT_SUFFIX, root_seed) != root:
            raise NotProvable("This is not the root that the log made known; nothing was changed.")
        number = key_number(book) + 1
        said = Succession(origin, log_key(book, origin), public_key(origin, log_seed(book, number)), public_size(book))
        note = signed(said.text, root.name, root_seed)
        add_own(book, "succession", note.bytes)
        return note

    note = desk.transactions.run(work)
    book.public.put(f"succession/{key_number(book) - 1}", note.bytes)
    publish(book)
    return note


def policy_text(book: Book) -> str:
    """A policy that trusts this log alone: what a stranger begins with, and adds witnesses to."""
    origin, root = origin_of(book), root_of_log(book)
    keys = [public_key(origin, log_seed(book, number)) for number in range(1, key_number(book) + 1)]
    return "".join(
        f"{line}\n"
        for line in (
            f"# Whom to trust of the log {origin}. Take it from its authority, not from whoever hands you a proof.",
            *(f"log {key.vkey}" for key in keys),
            *([f"log {root.vkey}"] if root else []),
            "# For a quorum of two organisations, give each a group of its witnesses, and replace the last line:",
            "#   witness court-1 <key of the witness>",
            "#   witness press-1 <key of the witness>",
            "#   group court any court-1",
            "#   group press any press-1",
            "#   group both all court press",
            "#   quorum both",
            "quorum none",
        )
    )
