"""A claim over every entry of a range: in how many of them a predicate is true, none of them opened any further.

    licet/claim@v1
    {…}                  one line of JSON: predicate, count, both checkpoints, catalogue
    records              one for each entry, 193 bytes: value, salt, five hashes beside the way to the entry

The tree is built again from its state at the first checkpoint and from every entry of the range; it must
lead to the root of the second. So no entry can be left out, added or given another answer.
"""

import hashlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from licet.ledger.catalogue import Catalogue, Predicate, read_catalogue
from licet.ledger.leaf import DEPTH, Opening, climb, read_opening, slot_digest
from licet.ledger.merkle import EMPTY_ROOT, Frontier, leaf_hash, root_by_inclusion
from licet.ledger.note import Note, read_note
from licet.ledger.plain import HASH_BYTES, hash_from, plain_bytes, read_fields, to_base64
from licet.ledger.policy import Accepted, Policy, accept
from licet.ledger.refusal import Unproved, Unreadable

CLAIM_HEADER = b"licet/claim@v1\n"
RECORD_BYTES = 1 + HASH_BYTES + DEPTH * HASH_BYTES


class CataloguePlace(NamedTuple):
    """A catalogue, the entry that commits to it, and where that stands in the log."""

    catalogue: Catalogue
    place: int
    opening: Opening
    hashes: tuple[bytes, ...]


class Claim(NamedTuple):
    """What is claimed and with what it is proved. `start` is None for a range from the first entry on."""

    predicate: str
    true: int
    start: Note | None
    end: Note
    left: tuple[bytes, ...]
    catalogue: CataloguePlace
    records: bytes

    @property
    def bytes(self) -> bytes:
        head = {
            "catalogue": self.catalogue.catalogue.bytes.decode(),
            "catalogue_hashes": [to_base64(one) for one in self.catalogue.hashes],
            "catalogue_index": self.catalogue.place,
            "catalogue_opening": self.catalogue.opening.bytes.decode(),
            "count": self.true,
            "end": self.end.bytes.decode(),
            "left": [to_base64(one) for one in self.left],
            "predicate": self.predicate,
            "start": "" if self.start is None else self.start.bytes.decode(),
        }
        return CLAIM_HEADER + plain_bytes(head) + b"\n" + self.records


class Proved(NamedTuple):
    """A claim that holds: the predicate with its meaning, how many of how many entries, and both ends."""

    predicate: Predicate
    true: int
    entries: int
    start: Accepted | None
    end: Accepted


def record(value: bool, salt: bytes, path: Iterable[bytes]) -> bytes:
    """The record of one entry."""
    return bytes([value]) + salt + b"".join(path)


def read_claim(data: bytes) -> Claim:
    """A claim file; raises `Unreadable`."""
    head, line, records = data.removeprefix(CLAIM_HEADER).partition(b"\n")
    if not data.startswith(CLAIM_HEADER) or not line:
        raise Unreadable("the claim does not begin with licet/claim@v1 and one line that says what is claimed")
    kinds: dict[str, type] = {
        "catalogue": str, "catalogue_hashes": list, "catalogue_index": int, "catalogue_opening": str, "count": int, "end": str,
        "left": list, "predicate": str, "start": str,
    }  # fmt: skip
    value = read_fields(head, "the claim", kinds)
    return Claim(
        predicate=value["predicate"],
        true=value["count"],
        start=read_note(value["start"].encode()) if value["start"] else None,
        end=read_note(value["end"].encode()),
        left=tuple(hash_from(one, "a hash left of the range") for one in value["left"]),
        catalogue=CataloguePlace(
            catalogue=read_catalogue(value["catalogue"].encode()),
            place=value["catalogue_index"],
            opening=read_opening(value["catalogue_opening"].encode()),
            hashes=tuple(hash_from(one, "a hash of the catalogue's proof") for one in value["catalogue_hashes"]),
        ),
        records=records,
    )


def check_claim(claim: Claim, policy: Policy) -> Proved:
    """Believe a claim; raises `Unproved` with the reason why not."""
    end = accept(policy, claim.end)
    start = None if claim.start is None else accept(policy, claim.start)
    first, root = (0, EMPTY_ROOT) if start is None else (start.checkpoint.size, start.checkpoint.root)
    size = end.checkpoint.size
    if start is not None and start.checkpoint.origin != end.checkpoint.origin:
        raise Unproved("the two checkpoints are of different logs")
    if first > size:
        raise Unproved("the range ends before it begins")
    at = _slot(claim, end, first)
    tree = Frontier(first, claim.left)
    if tree.root() != root:
        raise Unproved("what is left of the range does not lead to the first checkpoint")
    if len(claim.records) != (size - first) * RECORD_BYTES:
        raise Unproved(f"the claim holds {len(claim.records):,} bytes of records; a range of {size - first:,} entries has other")
    true = 0
    for value, entry in entries_of(claim.records, claim.predicate, at):
        true += value
        tree.append(leaf_hash(entry))
    if tree.root() != end.checkpoint.root:
        raise Unproved(
            "the entries of the range do not lead to the last checkpoint: one was changed, left out, or answers otherwise"
        )
    if true != claim.true:
        raise Unproved(f"the claim says {claim.true:,}, but {claim.predicate} is true in {true:,} entries")
    return Proved(claim.catalogue.catalogue.predicates[at], true, size - first, start, end)


def entries_of(records: bytes, predicate: str, at: int) -> Iterator[tuple[bool, bytes]]:
    """The answer of each record, and the entry that it leads to."""
    path = f"predicate/{predicate}"
    for place in range(0, len(records), RECORD_BYTES):
        one = records[place : place + RECORD_BYTES]
        if one[0] > 1:
            raise Unproved("an answer is neither yes nor no")
        digest = slot_digest(path, bool(one[0]), one[1 : 1 + HASH_BYTES])
        beside = [one[spot : spot + HASH_BYTES] for spot in range(1 + HASH_BYTES, RECORD_BYTES, HASH_BYTES)]
        yield bool(one[0]), climb(digest, at, beside)


def _slot(claim: Claim, end: Accepted, first: int) -> int:
    """The slot of the predicate, by a catalogue that stood in the log before the range began."""
    held = claim.catalogue
    root = root_by_inclusion(held.place, end.checkpoint.size, leaf_hash(held.opening.entry), held.hashes)
    if root != end.checkpoint.root:
        raise Unproved("the catalogue does not stand where the claim says")
    if not (held.place < first or held.place == first == 0):
        raise Unproved("the range begins before its catalogue, and no predicate reaches backwards")
    said = {one.path: one.value for one in held.opening.opened}
    digest = "sha256:" + hashlib.sha256(held.catalogue.bytes).hexdigest()
    if said != {"field/leaf": "catalogue", "field/catalogue": digest} or held.catalogue.origin != end.checkpoint.origin:
        raise Unproved("the entry named does not commit to the catalogue")
    if claim.predicate not in held.catalogue.names:
        raise Unproved(f"the catalogue declares no predicate {claim.predicate}")
    return held.catalogue.names.index(claim.predicate)
