"""The tree of RFC 6962, section 2.1: hashes, and the checking of inclusion and consistency (RFC 9162, 2.1.3 and 2.1.4)."""

import hashlib
from collections.abc import Iterable, Sequence

from licet.ledger.refusal import Unproved

EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(entry: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


class Frontier:
    """A tree that grows at its right edge and remembers only the roots of its complete parts, largest first."""

    def __init__(self, size: int = 0, parts: Sequence[bytes] = ()) -> None:
        if len(parts) != size.bit_count():
            raise Unproved(f"a tree of {size} leaves has {size.bit_count()} complete parts, not {len(parts)}")
        self.size, self.parts = size, list(parts)

    def append(self, hashed: bytes) -> None:
        """Add the hash of one leaf."""
        rest = self.size
        while rest & 1:
            hashed = node_hash(self.parts.pop(), hashed)
            rest >>= 1
        self.parts.append(hashed)
        self.size += 1

    def root(self) -> bytes:
        if not self.parts:
            return EMPTY_ROOT
        *left, hashed = self.parts
        for part in reversed(left):
            hashed = node_hash(part, hashed)
        return hashed


def root_of(hashes: Iterable[bytes]) -> bytes:
    """The root over the hashes of leaves."""
    frontier = Frontier()
    for hashed in hashes:
        frontier.append(hashed)
    return frontier.root()


def root_by_inclusion(index: int, size: int, hashed: bytes, proof: Sequence[bytes]) -> bytes:
    """The root of a tree of `size` leaves in which the leaf at `index` has this hash, as an inclusion proof says."""
    if not 0 <= index < size:
        raise Unproved(f"there is no leaf {index} among {size}")
    at, last = index, size - 1
    for sibling in proof:
        if last == 0:
            raise Unproved("the inclusion proof is too long")
        if at & 1 or at == last:
            hashed = node_hash(sibling, hashed)
            while at and not at & 1:
                at >>= 1
                last >>= 1
        else:
            hashed = node_hash(hashed, sibling)
        at >>= 1
        last >>= 1
    if last:
        raise Unproved("the inclusion proof is too short")
    return hashed


def check_consistency(old_size: int, old_root: bytes, new_size: int, new_root: bytes, proof: Sequence[bytes]) -> None:
    """Check that a tree only grew from one root to another; raises `Unproved` when the proof does not show it."""
    if old_size > new_size:
        raise Unproved(f"the log shrank from {old_size} to {new_size} entries")
    if old_size in (0, new_size):
        if proof or (old_root != (EMPTY_ROOT if old_size == 0 else new_root)):
            raise Unproved(
                "two trees of one size have different roots" if old_size else "an empty tree has but one root and no proof"
            )
        return
    parts = list(proof)
    if old_size & (old_size - 1) == 0:
        parts.insert(0, old_root)
    at, last = old_size - 1, new_size - 1
    while at & 1:
        at >>= 1
        last >>= 1
    if not parts:
        raise Unproved("the consistency proof is too short")
    old = new = parts[0]
    for sibling in parts[1:]:
        if last == 0:
            raise Unproved("the consistency proof is too long")
        if at & 1 or at == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while at and not at & 1:
                at >>= 1
                last >>= 1
        else:
            new = node_hash(new, sibling)
        at >>= 1
        last >>= 1
    if last:
        raise Unproved("the consistency proof is too short")
    if (old, new) != (old_root, new_root):
        raise Unproved(f"the log of {new_size} entries does not continue the one of {old_size}: an entry was changed or taken out")
