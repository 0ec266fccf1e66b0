"""A leaf: thirty-two bytes that commit to sixteen booleans and up to sixteen fields, and tell nothing of them.

    slots 0-15     predicates: yes or no, each with its salt; a slot that no predicate uses holds random bytes
    slots 16-31    fields: a value with its salt; a slot that no field uses holds random bytes

A slot is the SHA-256 of its path, value and salt; the entry of the log is the root over the thirty-two
slots. Any slot can be opened and the others stay shut. Salts come from two keys: one for predicates,
one for fields, so that the fields of a case can be shut for ever and its predicates still be proved.
"""

import hashlib
import hmac
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from licet.ledger.plain import HASH_BYTES, from_base64, plain_bytes, plain_text, read_fields, to_base64
from licet.ledger.refusal import Unreadable

SLOTS, PREDICATES = 32, 16
DEPTH = 5
SLOT_DOMAIN, NODE_DOMAIN, SALT_DOMAIN = b"licet/slot@v1\n", b"licet/node@v1\n", b"licet/salt@v1\n"
BLOCK_BYTES = 64
INNER, OUTER = bytes(octet ^ 0x36 for octet in range(256)), bytes(octet ^ 0x5C for octet in range(256))


class Opened(NamedTuple):
    """An opened slot: where it stands, its path (`predicate/…` or `field/…`), value and salt."""

    at: int
    path: str
    value: Any
    salt: bytes

    @property
    def digest(self) -> bytes:
        return slot_digest(self.path, self.value, self.salt)


class Opening(NamedTuple):
    """Some slots of a leaf opened, and the digests of the others in order."""

    opened: tuple[Opened, ...]
    shut: tuple[bytes, ...]

    @property
    def entry(self) -> bytes:
        """The entry that this is an opening of."""
        at = {one.at: one.digest for one in self.opened}
        rest = iter(self.shut)
        return fold([at[slot] if slot in at else next(rest) for slot in range(SLOTS)])

    def value(self, path: str) -> Any:
        """What an opened field or predicate says; raises `KeyError` when it is shut."""
        for one in self.opened:
            if one.path == path:
                return one.value
        raise KeyError(path)

    @property
    def bytes(self) -> bytes:
        return plain_bytes(
            {
                "open": [[one.at, one.path, one.value, one.salt.hex()] for one in self.opened],
                "shape": "opening/1",
                "shut": to_base64(b"".join(self.shut)),
            }
        )


class LeafKeys(NamedTuple):
    """The keys that the salts of one leaf are made under, and what tells its fields from those of every other leaf.

    The salts of its predicates hang on its half over the fields instead, so that they can be made again without them.
    """

    predicates: bytes
    fields: bytes
    leaf: str


def slot_digest(path: str, value: Any, salt: bytes) -> bytes:
    said = f'[{plain_text(path)},{plain_text(value)},"{salt.hex()}"]'  # what `plain_bytes` makes of the three
    return hashlib.sha256(SLOT_DOMAIN + said.encode()).digest()


def join(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(NODE_DOMAIN + left + right).digest()


def fold(digests: Sequence[bytes]) -> bytes:
    """The root over a power of two of digests."""
    row, sha256 = digests, hashlib.sha256
    while len(row) > 1:
        row = [sha256(NODE_DOMAIN + row[at] + row[at + 1]).digest() for at in range(0, len(row), 2)]
    return row[0]


def salt_of(key: bytes, leaf: str, path: str) -> bytes:
    """The salt of one slot: 256 bits that nobody without the key can guess."""
    return hmac.digest(key, SALT_DOMAIN + f"{leaf}\n{path}".encode(), "sha256")


def salts_of(key: bytes, leaf: str) -> Callable[[str], bytes]:
    """`salt_of` for many slots of one leaf: HMAC-SHA-256 (RFC 2104), with what all of them share made once."""
    block = key.ljust(BLOCK_BYTES, b"\0")
    inner, outer = block.translate(INNER) + SALT_DOMAIN + f"{leaf}\n".encode(), block.translate(OUTER)
    sha256 = hashlib.sha256
    return lambda path: sha256(outer + sha256(inner + path.encode()).digest()).digest()


def unused(seed: bytes, first: int, end: int) -> list[bytes]:
    """What slots that nothing uses hold, made of the salt of `unused`: bytes that nobody without the key can tell from a digest."""
    sha256 = hashlib.sha256
    return [sha256(seed + bytes((at,))).digest() for at in range(first, end)]


def predicate_salt(key: bytes, fields_root: bytes, name: str) -> bytes:
    """The salt of a predicate in the leaf with this half over its fields."""
    return salt_of(key, fields_root.hex(), f"predicate/{name}")


def predicate_slots(names: Sequence[str], truths: int, key: bytes, fields_root: bytes) -> list[bytes]:
    """The digests of the sixteen slots of predicates; bit n of `truths` is the predicate at slot n."""
    if truths >> len(names) or len(names) > PREDICATES:
        raise ValueError("more predicates are true than declared, or more declared than there are slots")
    salt = salts_of(key, fields_root.hex())
    paths = [f"predicate/{name}" for name in names]
    said = [slot_digest(path, bool(truths >> at & 1), salt(path)) for at, path in enumerate(paths)]
    return said + unused(salt("unused"), len(names), PREDICATES)


def field_slots(fields: Mapping[str, Any], key: bytes, leaf: str) -> list[bytes]:
    """The digests of the sixteen slots of fields, in the order given."""
    if len(fields) > SLOTS - PREDICATES:
        raise ValueError(f"a leaf has {SLOTS - PREDICATES} fields at most")
    salt = salts_of(key, leaf)
    said = [slot_digest(path := f"field/{name}", value, salt(path)) for name, value in fields.items()]
    return said + unused(salt("unused"), PREDICATES + len(said), SLOTS)


def opened_fields(fields: Mapping[str, Any], key: bytes, leaf: str) -> list[Opened]:
    """Every field of a leaf, opened."""
    return [
        Opened(at, f"field/{name}", value, salt_of(key, leaf, f"field/{name}"))
        for at, (name, value) in enumerate(fields.items(), start=PREDICATES)
    ]


def open_fields(names: Sequence[str], truths: int, fields: Mapping[str, Any], keys: LeafKeys, show: frozenset[str]) -> Opening:
    """Open the fields named in `show` and nothing else."""
    opened = tuple(one for one in opened_fields(fields, keys.fields, keys.leaf) if one.path.removeprefix("field/") in show)
    fields_digests = field_slots(fields, keys.fields, keys.leaf)
    digests = predicate_slots(names, truths, keys.predicates, fold(fields_digests)) + fields_digests
    places = {one.at for one in opened}
    return Opening(opened, tuple(digest for at, digest in enumerate(digests) if at not in places))


def predicate_path(digests: Sequence[bytes], at: int, fields_root: bytes) -> list[bytes]:
    """What stands beside the way from the slot of a predicate up to the entry, lowest first."""
    row, path = list(digests), []
    while len(row) > 1:
        path.append(row[at ^ 1])
        row = [join(row[one], row[one + 1]) for one in range(0, len(row), 2)]
        at >>= 1
    return [*path, fields_root]


def climb(digest: bytes, at: int, path: Sequence[bytes]) -> bytes:
    """The entry in which slot `at` holds this digest."""
    for sibling in path:
        digest = join(sibling, digest) if at & 1 else join(digest, sibling)
        at >>= 1
    return digest


def read_opening(data: bytes) -> Opening:
    """An opening from its bytes; raises `Unreadable`."""
    value = read_fields(data, "the opening", {"open": list, "shape": str, "shut": str})
    if value["shape"] != "opening/1":
        raise Unreadable("the opening is of a later version")
    opened = []
    for one in value["open"]:
        if not (
            isinstance(one, list) and len(one) == 4 and type(one[0]) is int and isinstance(one[1], str) and isinstance(one[3], str)
        ):
            raise Unreadable("an opened slot is not [place, path, value, salt]")
        opened.append(Opened(one[0], one[1], one[2], _salt(one[3])))
    places = [one.at for one in opened]
    shut = from_base64(value["shut"], "the shut slots")
    if places != sorted(set(places)) or not all(0 <= at < SLOTS for at in places):
        raise Unreadable("opened slots stand in order, each once")
    if any(one.path.startswith("predicate/") != (one.at < PREDICATES) for one in opened):
        raise Unreadable("a predicate stands below slot 16, a field from there")
    if len(shut) != (SLOTS - len(opened)) * HASH_BYTES:
        raise Unreadable(f"the opening shuts {len(shut)} bytes of slots; {(SLOTS - len(opened)) * HASH_BYTES} belong there")
    return Opening(tuple(opened), tuple(shut[at : at + HASH_BYTES] for at in range(0, len(shut), HASH_BYTES)))


def _salt(text: str) -> bytes:
    try:
        salt = bytes.fromhex(text)
    except ValueError as error:
        raise Unreadable("a salt is no hexadecimal number") from error
    if salt.hex() != text or len(salt) != HASH_BYTES:
        raise Unreadable("a salt has 64 lower-case hexadecimal digits")
    return salt
