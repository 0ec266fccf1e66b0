"""A proof that an entry stands in a log, as one text file (C2SP tlog-proof), with the opening of the entry as its extra data."""

from typing import NamedTuple

from licet.ledger.leaf import Opening, read_opening
from licet.ledger.merkle import leaf_hash, root_by_inclusion
from licet.ledger.note import Note, read_note
from licet.ledger.plain import count_from, from_base64, hash_from, to_base64
from licet.ledger.policy import Accepted, Policy, accept
from licet.ledger.refusal import Unproved, Unreadable

PROOF_HEADER = "c2sp.org/tlog-proof@v1"
MOST_HASHES = 64


class TlogProof(NamedTuple):
    """Where an entry stands, the way from it to the root, the checkpoint, and what the entry opens to."""

    place: int
    hashes: tuple[bytes, ...]
    note: Note
    opening: Opening

    @property
    def bytes(self) -> bytes:
        lines = [PROOF_HEADER, f"extra {to_base64(self.opening.bytes)}", f"index {self.place}", *map(to_base64, self.hashes), ""]
        return "".join(f"{line}\n" for line in lines).encode() + self.note.bytes


def read_proof(data: bytes) -> TlogProof:
    """A proof file; raises `Unreadable`."""
    head, _, rest = data.partition(b"\n\n")
    try:
        lines = head.decode("ascii").split("\n")
    except UnicodeDecodeError as error:
        raise Unreadable("the proof is not written in ASCII") from error
    if lines[0] != PROOF_HEADER or len(lines) < 3 or not lines[1].startswith("extra ") or not lines[2].startswith("index "):
        raise Unreadable(f"the proof does not begin with {PROOF_HEADER}, its extra data and its index")
    if len(lines) - 3 > MOST_HASHES:
        raise Unreadable("the proof is longer than that of any tree")
    return TlogProof(
        place=count_from(lines[2].removeprefix("index "), "the index"),
        hashes=tuple(hash_from(line, "a hash of the proof") for line in lines[3:]),
        note=read_note(rest),
        opening=read_opening(from_base64(lines[1].removeprefix("extra "), "the extra data")),
    )


def check_proof(proof: TlogProof, policy: Policy) -> Accepted:
    """Believe that the entry stands in the log and opens to what the proof says; raises `Unproved`."""
    accepted = accept(policy, proof.note)
    root = root_by_inclusion(proof.place, accepted.checkpoint.size, leaf_hash(proof.opening.entry), proof.hashes)
    if root != accepted.checkpoint.root:
        raise Unproved("the entry that this opens to does not stand at its place in the log: one of them was changed")
    return accepted
