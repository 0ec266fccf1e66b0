"""What a witness does with a request: cosign a checkpoint only if it continues the last one it saw (C2SP tlog-witness v1.0.0)."""

from collections.abc import Mapping
from typing import NamedTuple

from licet.ledger.checkpoint import Checkpoint, read_checkpoint
from licet.ledger.merkle import EMPTY_ROOT, check_consistency
from licet.ledger.note import Key, Note, read_note
from licet.ledger.plain import count_from, hash_from, to_base64
from licet.ledger.refusal import Unproved, Unreadable
from licet.ledger.signature import check_signature

MOST_HASHES = 63
LARGEST_REQUEST = 1 << 20


class Held(NamedTuple):
    """The newest checkpoint of a log that the witness cosigned."""

    size: int = 0
    root: bytes = EMPTY_ROOT


class Answer(NamedTuple):
    """What to answer: an HTTP status, a sentence, and, for 200 only, the checkpoint to remember and then cosign."""

    status: int
    says: str
    cosign: Checkpoint | None = None


def request_of(old: int, hashes: list[bytes], note: Note) -> bytes:
    """The request that asks a witness for a cosignature."""
    return "".join(f"{line}\n" for line in (f"old {old}", *map(to_base64, hashes), "")).encode() + note.bytes


def answer(request: bytes, logs: Mapping[str, tuple[Key, ...]], held: Mapping[str, Held]) -> Answer:
    """Judge a request. `logs` are the keys trusted for each origin, `held` what was cosigned of each before."""
    try:
        old, hashes, note = _read(request)
        checkpoint = read_checkpoint(note)
    except Unreadable as error:
        return Answer(400, str(error))
    keys = logs.get(checkpoint.origin)
    if keys is None:
        return Answer(404, f"the log {checkpoint.origin} is not known here")
    by = [(key, one) for key in keys for one in note.signatures if (one.name, one.id) == (key.name, key.id)]
    if not any(check_signature(key, one, note.text, None).holds for key, one in by):
        return Answer(403, "no trusted key of the log signed the checkpoint")
    if old > checkpoint.size:
        return Answer(400, f"the log would shrink from {old} to {checkpoint.size} entries")
    last = held.get(checkpoint.origin, Held())
    if old != last.size:
        return Answer(409, str(last.size))
    if old == checkpoint.size and checkpoint.root != last.root:
        return Answer(409, str(last.size))
    try:
        check_consistency(old, last.root, checkpoint.size, checkpoint.root, hashes)
    except Unproved as error:
        return Answer(422, str(error))
    return Answer(200, f"{checkpoint.origin} grew from {old} to {checkpoint.size} entries", checkpoint)


def _read(request: bytes) -> tuple[int, list[bytes], Note]:
    head, _, rest = request.partition(b"\n\n")
    try:
        first, *lines = head.decode("ascii").split("\n")
    except UnicodeDecodeError as error:
        raise Unreadable("the request is not written in ASCII") from error
    if not first.startswith("old ") or len(lines) > MOST_HASHES or len(request) > LARGEST_REQUEST:
        raise Unreadable("the request does not begin with “old”, or is too long")
    old = count_from(first.removeprefix("old "), "the old size")
    return old, [hash_from(line, "a hash of the proof") for line in lines], read_note(rest)
