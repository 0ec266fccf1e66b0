"""A proof that a log only grew between two checkpoints, as one file of two lines."""

from typing import NamedTuple

from licet.ledger.merkle import check_consistency
from licet.ledger.note import Note, read_note
from licet.ledger.plain import hash_from, plain_bytes, read_fields, to_base64
from licet.ledger.policy import Accepted, Policy, accept
from licet.ledger.refusal import Unproved, Unreadable

CONSISTENCY_HEADER = b"licet/consistency@v1\n"


class Consistency(NamedTuple):
    """Two checkpoints and the proof between them."""

    old: Note
    new: Note
    hashes: tuple[bytes, ...]

    @property
    def bytes(self) -> bytes:
        said = {"hashes": [to_base64(one) for one in self.hashes], "new": self.new.bytes.decode(), "old": self.old.bytes.decode()}
        return CONSISTENCY_HEADER + plain_bytes(said) + b"\n"


def read_consistency(data: bytes) -> Consistency:
    """A file of consistency; raises `Unreadable`."""
    if not data.startswith(CONSISTENCY_HEADER) or not data.endswith(b"\n"):
        raise Unreadable("the file does not begin with licet/consistency@v1 and end with a line break")
    body = data[len(CONSISTENCY_HEADER) : -1]
    value = read_fields(body, "the proof of consistency", {"hashes": list, "new": str, "old": str})
    return Consistency(
        old=read_note(value["old"].encode()),
        new=read_note(value["new"].encode()),
        hashes=tuple(hash_from(one, "a hash of the proof") for one in value["hashes"]),
    )


def check_growth(proof: Consistency, policy: Policy) -> tuple[Accepted, Accepted]:
    """Believe that the log only grew; raises `Unproved`. Returns both ends."""
    old, new = accept(policy, proof.old), accept(policy, proof.new)
    if old.checkpoint.origin != new.checkpoint.origin:
        raise Unproved("the two checkpoints are of different logs")
    check_consistency(old.checkpoint.size, old.checkpoint.root, new.checkpoint.size, new.checkpoint.root, proof.hashes)
    return old, new
