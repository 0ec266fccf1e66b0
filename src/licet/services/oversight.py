"""Whole cases for a court or committee: with names, every finding and event, sealed to it, signed, marked and written down first.

There is no setting for it. Who may is said by the access policies alone, and no closed circle or wish to keep a case from
oversight counts there. Whoever hands out leaves a milestone, so that the log proves each export; every part of a copy
carries a mark of its own, so that a part that turns up elsewhere tells which export it is from.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

import msgspec

from licet.access.act import Act as May
from licet.access.actor import Actor
from licet.access.resource import identity
from licet.assessment.screened import paths_of
from licet.encoding.canonical import Digest, canonical_bytes, digest_of, to_plain
from licet.encoding.dates import instant_text
from licet.encoding.faults import refuse
from licet.ledger.note import Note, read_note
from licet.ledger.plain import read_plain, to_base64
from licet.ledger.policy import Policy
from licet.ledger.refusal import Unproved, Unreadable
from licet.ledger.signature import check_signature
from licet.ledger.signing import signed
from licet.lifecycle.chain import Addition
from licet.lifecycle.event import draft
from licet.sealing.digest import salted_digest
from licet.sealing.keys import IdentityDestroyed
from licet.services.case_file import CaseFile, open_case, opinion_of
from licet.services.claims import NotProvable, proof_of
from licet.services.desk import Asked, Desk, require
from licet.services.ledger import SUBJECT, key_number, log_seed
from licet.services.ledger_keys import origin_of, policy_text

STREAMS = "oversight"
HEADER = "licet/oversight@v1"
MARK_KEY = SUBJECT + "oversight-marks"
MARK = re.compile(r"copy-([0-9a-f]{24})")
MOST_CASES = 200


class Recipient(Protocol):
    """Whoever an export is sealed to (see `storage.recipients`)."""

    @property
    def id(self) -> str: ...

    def seal(self, clear: bytes) -> bytes: ...


class OversightExported(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="oversight_exported/1"):
    """Whole cases were made ready for somebody outside. `document` is the digest of what was sealed, `key` tells the recipient's key."""

    export: str
    cases: tuple[str, ...]
    recipient: str
    key: str
    purpose: str
    parts: int
    document: Digest


class Export(msgspec.Struct, frozen=True, kw_only=True):
    """An export that was made: its id, and the sealed bytes to hand over."""

    id: str
    sealed: bytes


class Opened(msgspec.Struct, frozen=True, kw_only=True):
    """What a recipient holds: the document, as a tree, and who signed for it."""

    document: dict[str, Any]
    signed_by: str


class Traced(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="oversight_trace/1"):
    """From which export a copy is: its id, to whom it went, for what, by whom, and how many of its marks were found."""

    export: str
    recipient: str
    purpose: str
    by: str
    at: str
    marks: int


def export(desk: Desk, asked: Asked, numbers: Sequence[str], *, recipient: str, key: Recipient, purpose: str) -> Export:
    """Make whole cases ready for a recipient. Everything is written down before the bytes are returned.

    Raises `NotFound` and `NotAllowed` for the first case that the actor may not export, `Faults` for a missing purpose or recipient.
    """
    actor = asked.actor
    if not recipient.strip() or not purpose.strip():
        raise refuse("oversight export", "needs a recipient and a purpose; say who ordered it, and under which law")
    if not 0 < len(numbers) <= MOST_CASES:
        raise refuse("oversight export", f"takes 1 to {MOST_CASES} cases; it was given {len(numbers)}")
    files = [open_case(desk, actor, number) for number in dict.fromkeys(numbers)]
    for file in files:
        require(actor, May.EXPORT_CASE, identity(file.access, purpose))
    name = desk.entropy.id()
    marks = _marks(desk, name)
    document = canonical_bytes(
        {
            "by": actor.person,
            "cases": [_case(desk, actor, file, f"oversight {name}: {purpose}", marks) for file in files],
            "export": name,
            "made_at": instant_text(desk.clock.now()),
            "mark": next(marks),
            "policy": policy_text(desk.book),
            "purpose": purpose.strip(),
            "recipient": recipient.strip(),
            "shape": HEADER,
        }
    )
    said = OversightExported(
        export=name,
        cases=tuple(file.number for file in files),
        recipient=recipient.strip(),
        key=key.id,
        purpose=purpose.strip(),
        parts=len(MARK.findall(document.decode())),
        document=digest_of(document),
    )
    desk.journal.append(
        Addition(stream=f"{STREAMS}/{name}", expected=0, drafts=(draft(said, effective_on=desk.clock.today(), milestone=True),)),
        command_id=asked.command_id,
        person_id=actor.person,
        recorded_at=desk.clock.now(),
    )
    origin = origin_of(desk.book)
    note = signed(f"{HEADER}\n{origin}\n{name}\n{digest_of(document)}\n", origin, log_seed(desk.book, key_number(desk.book)))
    return Export(id=name, sealed=key.seal(note.bytes + b"\n" + document))


def opened(clear: bytes, policy: Policy) -> Opened:
    """Read what was unsealed, and believe it if a log of the policy signed for it; raises `Unreadable` or `Unproved`."""
    # The document is one line of JSON; the note before it ends with its signatures and an empty line.
    head, _, document = clear.rpartition(b"\n\n")
    note = read_note(head + b"\n")
    lines = note.text.split("\n")
    if len(lines) != 5 or lines[0] != HEADER:
        raise Unreadable("the export does not begin with what its log signed")
    if lines[3] != digest_of(document):
        raise Unproved("the document is not the one that the log signed for: it was changed")
    by = _signer(note, policy, lines[1])
    value = read_plain(document, "the export")
    if not isinstance(value, dict) or value.get("export") != lines[2]:
        raise Unreadable("the document is of another export")
    return Opened(document=value, signed_by=by)


def trace(desk: Desk, text: str) -> tuple[Traced, ...]:
    """From which exports the marks in a text are, the one with most marks first; none where it holds no mark of ours."""
    held = set(MARK.findall(text))
    found = []
    for stream in desk.journal.streams(STREAMS) if held else ():
        for one in desk.journal.read(stream):
            said = msgspec.json.decode(one.payload, type=OversightExported)
            marks = _marks(desk, said.export)
            hits = sum(next(marks).removeprefix("copy-") in held for _ in range(said.parts))
            if hits:
                event = one.event
                found.append(
                    Traced(
                        export=said.export,
                        recipient=said.recipient,
                        purpose=said.purpose,
                        by=event.person_id,
                        at=event.recorded_at,
                        marks=hits,
                    )
                )
    return tuple(sorted(found, key=lambda one: -one.marks))


def _case(desk: Desk, actor: Actor, file: CaseFile, purpose: str, marks: Iterator[str]) -> dict[str, Any]:
    """Everything of one case, a mark in each part."""
    return {
        "access": to_plain(file.access),
        "dossier": {"mark": next(marks), "says": to_plain(file.dossier)},
        "events": [
            {
                "envelope": one.envelope.decode(),
                "mark": next(marks),
                "payload": one.payload.decode(),
                "receipt": _receipt(desk, one.event.position),
            }
            for one in file.history
        ],
        "names": {path: {"mark": next(marks), "says": said} for path, said in _names(desk, actor, file, purpose)},
        "number": file.number,
        "opinions": [
            {"digest": one.opinion, "mark": next(marks), "says": to_plain(opinion_of(desk, one.opinion))}
            for one in file.application.opinions
        ],
    }


def _names(desk: Desk, actor: Actor, file: CaseFile, purpose: str) -> Iterator[tuple[str, Any]]:
    """Each party's identity, its reading written down first; of one that was destroyed, the day."""
    for path, _, ref in paths_of(file.dossier):
        try:
            yield path, to_plain(desk.sealer.open(ref, actor.person, purpose))
        except IdentityDestroyed as gone:
            yield path, {"destroyed_on": gone.destroyed_on.isoformat()}


def _receipt(desk: Desk, position: int) -> str | None:
    """The receipt of an event in base64; None for what is no milestone, waits for its tick, or was shut for ever."""
    entry = desk.book.rows.of_position(position)
    if entry is None:
        return None
    try:
        return to_base64(proof_of(desk, entry).bytes)
    except (NotProvable, IdentityDestroyed):
        return None


def _marks(desk: Desk, export_id: str) -> Iterator[str]:
    """The marks of one export, one after another; nobody without the key can make or tell them."""
    key = desk.book.keys.data_key_or_new(MARK_KEY)
    part = 0
    while True:
        yield "copy-" + salted_digest(f"{export_id} {part}".encode(), salt=key, purpose="mark of an export")[:24]
        part += 1


def _signer(note: Note, policy: Policy, origin: str) -> str:
    for log in policy.logs:
        for one in note.signatures:
            if log.name == origin and (one.name, one.id) == (log.name, log.id) and check_signature(log, one, note.text, None).holds:
                return log.name
    raise Unproved(f"no log of the policy signed the export of {origin}")
