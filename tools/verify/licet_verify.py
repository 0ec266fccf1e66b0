#!/usr/bin/env python3
"""Checks what a log of Licet says: proofs, claims, growth, changes of key, and whole logs. No network, no Licet.

    python3 licet_verify.py BUNDLE|FOLDER --policy FILE

Needs Python 3.11 and nothing else; where the package `cryptography` is installed, it is faster, and ML-DSA cosignatures are checked too.
Exit status: 0 proved, 1 not proved, with the reason, 2 bad input. Made by tools/verify/build.py; change the modules, not this file.
SPDX-License-Identifier: Apache-2.0
"""

import argparse
import base64
import binascii
import datetime as dt
import hashlib
import hmac
import json
import sys
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from json.encoder import encode_basestring
from pathlib import Path
from typing import Any
from typing import NamedTuple


# ---- refusal
# Why something is not believed: because a proof fails, or because it cannot even be read.

class Unproved(Exception):
    """A proof does not hold; the sentence says which part of it."""


class Unreadable(Exception):
    """Bytes that are no file of this kind at all; the sentence says where they go wrong."""


# ---- plain
# Plain values as text that has only one spelling, read back only from that spelling.
#
# For the values allowed here (text, whole numbers, yes and no, nothing, lists and mappings of these with
# ASCII keys) the text is that of RFC 8785. Base64 and hexadecimal digits too have one spelling each.
# So no byte of a file can change without the file saying something else, or nothing.

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)
LARGEST = 2**53 - 1
"""The largest whole number that every reader of JSON can hold."""
HASH_BYTES = 32


def plain_bytes(value: Any) -> bytes:
    """The only byte string of a plain value; raises `ValueError` for anything that has none here."""
    _check(value)
    return _ENCODER.encode(value).encode()


def plain_text(value: Any) -> str:
    """The same before it is encoded; quick for what is no list or mapping."""
    if type(value) is str:
        return encode_basestring(value)
    if type(value) is int and abs(value) <= LARGEST:
        return str(value)
    _check(value)
    return _ENCODER.encode(value)


def read_plain(data: bytes, what: str) -> Any:
    """The value that bytes spell; raises `Unreadable` when it has another spelling than these."""
    try:
        value = json.loads(data.decode())
        same = plain_bytes(value) == data
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"{what} cannot be read as JSON") from error
    if not same:
        raise Unreadable(f"{what} is not written in its one form (RFC 8785)")
    return value


def read_fields(data: bytes, what: str, kinds: dict[str, type]) -> dict[str, Any]:
    """A mapping with exactly these fields, each of its kind; raises `Unreadable`."""
    value = read_plain(data, what)
    if not isinstance(value, dict) or set(value) != set(kinds):
        raise Unreadable(f"{what} does not have the fields {', '.join(sorted(kinds))}")
    for name, kind in kinds.items():
        if type(value[name]) is not kind:
            raise Unreadable(f"{what}: {name} is no {kind.__name__}")
    return value


def to_base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def from_base64(text: str, what: str) -> bytes:
    """The bytes behind standard base64, which has one spelling; raises `Unreadable` for any other."""
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, ValueError) as error:
        raise Unreadable(f"{what} is no base64") from error
    if to_base64(data) != text:
        raise Unreadable(f"{what} is no base64 in its one form")
    return data


def hash_from(text: Any, what: str) -> bytes:
    """A SHA-256 written in base64."""
    data = from_base64(text, what) if isinstance(text, str) else b""
    if len(data) != HASH_BYTES:
        raise Unreadable(f"{what} is no SHA-256 in base64")
    return data


def count_from(text: str, what: str) -> int:
    """A whole number from 0, written without leading zeros."""
    if not (text.isascii() and text.isdigit() and len(text) <= 16 and str(int(text)) == text and int(text) <= LARGEST):
        raise Unreadable(f"{what} is no whole number")
    return int(text)


def _check(value: Any) -> None:
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return
    if isinstance(value, int):
        if abs(value) > LARGEST:
            raise ValueError("a number is too large")
    elif isinstance(value, (list, tuple)):
        for inner in value:
            _check(inner)
    elif isinstance(value, dict):
        for key, inner in value.items():
            if not (isinstance(key, str) and key.isascii()):
                raise ValueError("a key is no ASCII text")
            _check(inner)
    else:
        raise ValueError(f"a {type(value).__name__} is no plain value")


# ---- merkle
# The tree of RFC 6962, section 2.1: hashes, and the checking of inclusion and consistency (RFC 9162, 2.1.3 and 2.1.4).

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


# ---- note
# Signed notes and the keys that sign them, as C2SP signed-note v1.0.0 writes them.
#
# A key is written as a *vkey*: its name, four bytes of a digest, and its kind with the public key. Kinds here are
# Ed25519 over the text (1), a timed Ed25519 cosignature (4) and a timed ML-DSA-44 cosignature (6).

ED25519, COSIGNATURE, ML_DSA_COSIGNATURE = 0x01, 0x04, 0x06
KEY_BYTES = {ED25519: 32, COSIGNATURE: 32, ML_DSA_COSIGNATURE: 1312}
MOST_SIGNATURES = 64
LARGEST_NOTE = 1 << 20


class Key(NamedTuple):
    """A public key with its name. `id` tells keys of one name apart; it is no secret and no proof."""

    name: str
    id: bytes
    kind: int
    public: bytes

    @property
    def vkey(self) -> str:
        return f"{self.name}+{self.id.hex()}+{to_base64(bytes([self.kind]) + self.public)}"


class Signature(NamedTuple):
    """One line of signature: whose it says it is, and the bytes."""

    name: str
    id: bytes
    value: bytes

    @property
    def line(self) -> str:
        return f"— {self.name} {to_base64(self.id + self.value)}\n"


class Note(NamedTuple):
    """A text, with its final line break, and its signatures, none of them checked yet."""

    text: str
    signatures: tuple[Signature, ...]

    @property
    def bytes(self) -> bytes:
        return (self.text + "\n" + "".join(signature.line for signature in self.signatures)).encode()


def key_of(name: str, kind: int, public: bytes) -> Key:
    return Key(name, hashlib.sha256(name.encode() + b"\n" + bytes([kind]) + public).digest()[:4], kind, public)


def read_key(vkey: str) -> Key:
    """A vkey as a key; raises `Unreadable`."""
    name, _, rest = vkey.partition("+")
    digits, _, encoded = rest.partition("+")
    data = from_base64(encoded, "a key")
    if not _is_name(name) or not data:
        raise Unreadable(f"the key {vkey[:60]} has no name or no content")
    if KEY_BYTES.get(data[0]) != len(data) - 1:
        raise Unreadable(f"the key of {name} is of a kind that is not known here ({data[0]})")
    key = key_of(name, data[0], data[1:])
    if key.id.hex() != digits:
        raise Unreadable(f"the key of {name} does not fit its own id; it was not copied whole")
    return key


def read_note(data: bytes) -> Note:
    """A signed note; raises `Unreadable`. Nothing of it may be believed before its signatures are checked."""
    try:
        whole = data.decode()
    except UnicodeDecodeError as error:
        raise Unreadable("the note is no UTF-8 text") from error
    if len(data) > LARGEST_NOTE or any(character < " " and character != "\n" for character in whole):
        raise Unreadable("the note is too long, or holds a control character")
    cut = whole.rfind("\n\n")
    if cut < 0 or not whole.endswith("\n"):
        raise Unreadable("the note has no signatures after an empty line")
    lines = whole[cut + 2 :].split("\n")[:-1]
    if not 1 <= len(lines) <= MOST_SIGNATURES:
        raise Unreadable(f"the note has {len(lines)} signatures; 1 to {MOST_SIGNATURES} are read")
    return Note(whole[: cut + 1], tuple(read_signature(line) for line in lines))


def read_signature(line: str) -> Signature:
    """One line of signature, without its line break."""
    dash, _, rest = line.partition(" ")
    name, _, encoded = rest.partition(" ")
    data = from_base64(encoded, "a signature")
    if dash != "—" or not _is_name(name) or len(data) < 5:
        raise Unreadable("a line of signature is not “— name base64”")
    return Signature(name, data[:4], data[4:])


def _is_name(name: str) -> bool:
    return bool(name) and "+" not in name and not any(character.isspace() for character in name)


# ---- checkpoint
# Checkpoints: what a log says it is at one size (C2SP tlog-checkpoint v1.0.0). No extension lines: nobody could audit them.

class Checkpoint(NamedTuple):
    """Which log, how many entries, and the root over them."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The text that is signed."""
        return f"{self.origin}\n{self.size}\n{to_base64(self.root)}\n"


def read_checkpoint(note: Note) -> Checkpoint:
    """What a note says, if it is a checkpoint; raises `Unreadable`. Its signatures are checked elsewhere."""
    lines = note.text.split("\n")[:-1]
    if len(lines) != 3 or not lines[0]:
        raise Unreadable("a checkpoint has three lines: origin, size, root")
    return Checkpoint(
        lines[0], count_from(lines[1], "the size of the checkpoint"), hash_from(lines[2], "the root of the checkpoint")
    )


# ---- ed25519
# Ed25519 signatures checked strictly (RFC 8032, section 5.1.7): one encoding for everything.
#
# By the library `cryptography` where it is installed, forty times as fast, and without any library elsewhere. Both give the
# same answers: what the library would let pass and the RFC does not is refused before it is asked.
# Only checking is here, over data that everybody may see, so it need not run in constant time.

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:
    Ed25519PublicKey = None  # type: ignore[assignment,misc]

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


class Point(NamedTuple):
    """A point of the curve in extended coordinates."""

    x: int
    y: int
    z: int
    t: int


def _add(a: Point, b: Point) -> Point:
    s = (a.y - a.x) * (b.y - b.x) % P
    u = (a.y + a.x) * (b.y + b.x) % P
    v = 2 * a.t * b.t * D % P
    w = 2 * a.z * b.z % P
    e, f, g, h = u - s, w - v, w + v, u + s
    return Point(e * f % P, g * h % P, f * g % P, e * h % P)


def _double(a: Point) -> Point:
    s, u = a.x * a.x % P, a.y * a.y % P
    h = s + u
    e = h - (a.x + a.y) * (a.x + a.y) % P
    g = s - u
    f = 2 * a.z * a.z + g
    return Point(e * f % P, g * h % P, f * g % P, e * h % P)


def _decoded(data: bytes) -> Point | None:
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number & ((1 << 255) - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return Point(x, y, 1, x * y % P)


def _encoded(a: Point) -> bytes:
    inverse = pow(a.z, -1, P)
    x, y = a.x * inverse % P, a.y * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


_BASE = _decoded((4 * pow(5, -1, P) % P).to_bytes(32, "little")) or Point(0, 1, 1, 0)


def ed25519_holds(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether a signature of 64 bytes is that of the key over the message."""
    if len(public) != 32 or len(signature) != 64 or int.from_bytes(signature[32:], "little") >= ORDER:
        return False
    if Ed25519PublicKey is None:
        return ed25519_holds_by_hand(public, message, signature)
    if not _one_encoding(public):
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _one_encoding(public: bytes) -> bool:
    """Whether a key is written in the one way that RFC 8032 has: y below p, and no sign where x is nothing."""
    number = int.from_bytes(public, "little")
    sign, y = number >> 255, number & ((1 << 255) - 1)
    return y < P and not (sign and y in (1, P - 1))


def ed25519_holds_by_hand(public: bytes, message: bytes, signature: bytes) -> bool:
    """The same without any library, of a key and a signature of the right lengths."""
    key, scalar = _decoded(public), int.from_bytes(signature[32:], "little")
    if key is None or scalar >= ORDER:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ORDER
    minus = Point(P - key.x, key.y, 1, P - key.t)
    both = _add(_BASE, minus)
    total = Point(0, 1, 1, 0)
    for bit in range(252, -1, -1):
        total = _double(total)
        of_base, of_key = scalar >> bit & 1, challenge >> bit & 1
        if of_base or of_key:
            total = _add(total, both if of_base and of_key else _BASE if of_base else minus)
    return _encoded(total) == signature[:32]


# ---- signature
# Signatures of notes and checkpoints: which bytes are signed by each kind of key, and whether they are.
#
# ML-DSA-44 needs a library. Where there is none, such a cosignature counts as one by an unknown key: it
# cannot be checked, so it adds nothing to a quorum.

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PublicKey
except ImportError:
    MLDSA44PublicKey = None  # type: ignore[assignment,misc]

TIME_BYTES = 8


class Checked(NamedTuple):
    """The outcome for one signature: whether it holds (None where it cannot be checked here), and its time in seconds, if it has one."""

    holds: bool | None
    time: int | None


def cosigned_text(time: int, text: str) -> bytes:
    """What a timed Ed25519 cosignature signs (C2SP tlog-cosignature v1)."""
    return f"cosignature/v1\ntime {time}\n{text}".encode()


def cosigned_message(name: str, time: int, checkpoint: Checkpoint) -> bytes:
    """What a timed ML-DSA-44 cosignature signs (C2SP tlog-cosignature, subtree/v1, for a whole checkpoint)."""
    cosigner, origin = name.encode(), checkpoint.origin.encode()
    return b"".join(
        (
            b"subtree/v1\n\x00",
            len(cosigner).to_bytes(1, "big") + cosigner,
            time.to_bytes(8, "big"),
            len(origin).to_bytes(1, "big") + origin,
            (0).to_bytes(8, "big"),
            checkpoint.size.to_bytes(8, "big"),
            checkpoint.root,
        )
    )


def check_signature(key: Key, signature: Signature, text: str, checkpoint: Checkpoint | None) -> Checked:
    """Check one signature over a note's text; `checkpoint` is what the text says, if it is one."""
    if key.kind == ED25519:
        return Checked(ed25519_holds(key.public, text.encode(), signature.value), None)
    if checkpoint is None or len(signature.value) <= TIME_BYTES:
        return Checked(False, None)
    time, value = int.from_bytes(signature.value[:TIME_BYTES], "big"), signature.value[TIME_BYTES:]
    if key.kind == COSIGNATURE:
        return Checked(ed25519_holds(key.public, cosigned_text(time, text), value), time)
    if MLDSA44PublicKey is None:
        return Checked(None, time)
    try:
        MLDSA44PublicKey.from_public_bytes(key.public).verify(value, cosigned_message(key.name, time, checkpoint))
    except (InvalidSignature, ValueError):
        return Checked(False, time)
    return Checked(True, time)


# ---- policy
# Whom a verifier trusts: logs, witnesses, and how many of them must have seen a checkpoint (C2SP tlog-policy).
#
# A log line named `<origin>/root` names the offline key that says which key follows a log's own
# (`succession`); for every other reader it is one more log, which never issues a checkpoint of that origin.

LARGEST_POLICY = 1 << 18
SIGNATURE_BYTES = {ED25519: 64, COSIGNATURE: 8 + 64, ML_DSA_COSIGNATURE: 8 + 2420}


class Group(NamedTuple):
    """So many of these witnesses and groups."""

    needed: int
    members: tuple[str, ...]


class Policy(NamedTuple):
    """What a policy file says. `quorum` is the name of a witness or group, or `none`."""

    logs: tuple[Key, ...]
    witnesses: dict[str, Key]
    groups: dict[str, Group]
    quorum: str

    def reached(self, seen: frozenset[str], name: str | None = None) -> bool:
        """Whether witnesses of these names are enough."""
        name = self.quorum if name is None else name
        if name == "none":
            return True
        if name in self.witnesses:
            return name in seen
        group = self.groups[name]
        return sum(self.reached(seen, member) for member in group.members) >= group.needed


class Accepted(NamedTuple):
    """A checkpoint that a policy accepts: which log signed it, and which witnesses saw it when (seconds since 1970)."""

    checkpoint: Checkpoint
    log: Key
    witnesses: tuple[tuple[str, int], ...]

    @property
    def says(self) -> str:
        """Who stands behind it, as the end of a sentence."""
        if not self.witnesses:
            return f"signed by {self.log.name}, seen by no witness"
        seen = ", ".join(f"{name} at {time_text(time)}" for name, time in self.witnesses)
        return f"signed by {self.log.name}, seen by {seen}"


def time_text(seconds: int) -> str:
    """An instant of a witness, in UTC."""
    if seconds >= 253402300800:  # the year 10000
        return f"second {seconds}"
    return (dt.datetime(1970, 1, 1) + dt.timedelta(seconds=seconds)).strftime("%Y-%m-%d %H:%M:%S UTC")  # noqa: DTZ001


def read_policy(data: bytes) -> Policy:
    """A policy file; raises `Unreadable` naming the line."""
    if len(data) > LARGEST_POLICY or any((octet < 0x20 and octet not in b"\t\n") or octet == 0x7F for octet in data):
        raise Unreadable("the policy is too long, or holds a control character")
    logs: list[Key] = []
    witnesses: dict[str, Key] = {}
    groups: dict[str, Group] = {}
    joined: set[str] = set()
    quorum: str | None = None
    for number, line in enumerate(data.decode("utf-8", "surrogateescape").split("\n"), start=1):
        words = line.replace("\t", " ").split(" ")
        words = [word for word in words if word]
        if not words or words[0].startswith("#"):
            continue
        where = f"line {number} of the policy"
        match words:
            case ["log", vkey] | ["log", vkey, _]:
                key = read_key(vkey)
                if key.kind != ED25519 or key.public in [one.public for one in logs]:
                    raise Unreadable(f"{where}: a log has one Ed25519 key, named once")
                logs.append(key)
            case ["witness", name, vkey] | ["witness", name, vkey, _]:
                key = read_key(vkey)
                _new_name(name, witnesses, groups, where)
                if key.kind not in (COSIGNATURE, ML_DSA_COSIGNATURE) or key.public in [one.public for one in witnesses.values()]:
                    raise Unreadable(f"{where}: a witness has one key of cosignatures, named once")
                witnesses[name] = key
            case ["group", name, count, *members]:
                _new_name(name, witnesses, groups, where)
                if not members or any(member not in witnesses and member not in groups for member in members):
                    raise Unreadable(f"{where}: a group has members that are named above it")
                if joined & set(members) or len(set(members)) != len(members):
                    raise Unreadable(f"{where}: each name belongs to one group only, once")
                joined |= set(members)
                groups[name] = Group(_needed(count, len(members), where), tuple(members))
            case ["quorum", name]:
                if quorum is not None or (name != "none" and name not in witnesses and name not in groups):
                    raise Unreadable(f"{where}: one quorum, named above it or “none”")
                quorum = name
            case _:
                raise Unreadable(f"{where} is no line of a policy")
    if quorum is None:
        raise Unreadable("the policy has no line “quorum”")
    return Policy(tuple(logs), witnesses, groups, quorum)


def accept(policy: Policy, note: Note) -> Accepted:
    """Believe a checkpoint if a log of the policy signed it and its quorum saw it; raises `Unproved` or `Unreadable`."""
    checkpoint = read_checkpoint(note)
    log = _signer(policy, note, checkpoint)
    if log is None:
        raise Unproved(f"no log of the policy signed the checkpoint of {checkpoint.origin}")
    seen: dict[str, int] = {}
    for name, key in policy.witnesses.items():
        for signature in _by(key, note):
            checked = check_signature(key, signature, note.text, checkpoint)
            if checked.holds is False:
                raise Unproved(f"the cosignature of the witness {name} does not hold")
            if checked.holds and checked.time is not None:
                seen[name] = max(checked.time, seen.get(name, 0))
    if not policy.reached(frozenset(seen)):
        by = ", ".join(seen) or "none"
        raise Unproved(f"too few witnesses saw the checkpoint for the quorum {policy.quorum} (seen by: {by})")
    return Accepted(checkpoint, log, tuple(sorted(seen.items())))


def _signer(policy: Policy, note: Note, checkpoint: Checkpoint) -> Key | None:
    found = None
    for key in policy.logs:
        for signature in _by(key, note):
            if not check_signature(key, signature, note.text, None).holds:
                raise Unproved(f"the signature of the log {key.name} does not hold")
            if key.name == checkpoint.origin:
                found = key
    return found


def _by(key: Key, note: Note) -> tuple[Signature, ...]:
    found = tuple(one for one in note.signatures if (one.name, one.id) == (key.name, key.id))
    if any(len(one.value) != SIGNATURE_BYTES[key.kind] for one in found):
        raise Unproved(f"a signature by {key.name} has a wrong length")
    return found


def _needed(count: str, members: int, where: str) -> int:
    needed = {"any": "1", "all": str(members)}.get(count, count)
    if not (needed.isascii() and needed.isdigit() and len(needed) < 6 and 1 <= int(needed) <= members):
        raise Unreadable(f"{where}: a group needs “all”, “any”, or a number up to its members")
    return int(needed)


def _new_name(name: str, witnesses: dict[str, Key], groups: dict[str, Group], where: str) -> None:
    if name == "none" or name in witnesses or name in groups:
        raise Unreadable(f"{where}: the name {name} is taken")


# ---- leaf
# A leaf: thirty-two bytes that commit to sixteen booleans and up to sixteen fields, and tell nothing of them.
#
#     slots 0-15     predicates: yes or no, each with its salt; a slot that no predicate uses holds random bytes
#     slots 16-31    fields: a value with its salt; a slot that no field uses holds random bytes
#
# A slot is the SHA-256 of its path, value and salt; the entry of the log is the root over the thirty-two
# slots. Any slot can be opened and the others stay shut. Salts come from two keys: one for predicates,
# one for fields, so that the fields of a case can be shut for ever and its predicates still be proved.

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


# ---- tlog_proof
# A proof that an entry stands in a log, as one text file (C2SP tlog-proof), with the opening of the entry as its extra data.

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


# ---- catalogue
# The catalogue: which predicates every leaf answers, what each of them means, and how the log advances.
#
# It is itself an entry, the first of the log, so that no predicate can be given its meaning afterwards. A later
# catalogue may declare more of them, for later entries only.

class Predicate(NamedTuple):
    """A question that every leaf answers with yes or no; its slot is its place in the catalogue."""

    name: str
    meaning: str


class Catalogue(NamedTuple):
    """What the log declares. Every `tick_seconds` from `opened_at` on it grows by exactly `slots` entries."""

    origin: str
    opened_at: str
    slots: int
    tick_seconds: int
    predicates: tuple[Predicate, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.predicates)

    @property
    def bytes(self) -> bytes:
        return plain_bytes(
            {
                "opened_at": self.opened_at,
                "origin": self.origin,
                "predicates": [[one.name, one.meaning] for one in self.predicates],
                "shape": "catalogue/1",
                "slots": self.slots,
                "tick_seconds": self.tick_seconds,
            }
        )


def read_catalogue(data: bytes) -> Catalogue:
    """A catalogue from its bytes; raises `Unreadable`."""
    kinds: dict[str, type] = {
        "opened_at": str, "origin": str, "predicates": list, "shape": str, "slots": int, "tick_seconds": int,
    }  # fmt: skip
    value = read_fields(data, "the catalogue", kinds)
    pairs: list[Any] = value["predicates"]
    if value["shape"] != "catalogue/1" or value["slots"] < 1 or value["tick_seconds"] < 1:
        raise Unreadable("the catalogue is of a later version, or advances by nothing")
    if len(pairs) > PREDICATES or not all(
        isinstance(pair, list) and len(pair) == 2 and all(isinstance(word, str) and word for word in pair) for pair in pairs
    ):
        raise Unreadable(f"the catalogue declares up to {PREDICATES} predicates, each with a name and a meaning")
    if len({name for name, _ in pairs}) != len(pairs):
        raise Unreadable("the catalogue declares a name twice")
    return Catalogue(
        origin=value["origin"],
        opened_at=value["opened_at"],
        slots=value["slots"],
        tick_seconds=value["tick_seconds"],
        predicates=tuple(Predicate(name, meaning) for name, meaning in pairs),
    )


# ---- claim
# A claim over every entry of a range: in how many of them a predicate is true, none of them opened any further.
#
#     licet/claim@v1
#     {…}                  one line of JSON: predicate, count, both checkpoints, catalogue
#     records              one for each entry, 193 bytes: value, salt, five hashes beside the way to the entry
#
# The tree is built again from its state at the first checkpoint and from every entry of the range; it must
# lead to the root of the second. So no entry can be left out, added or given another answer.

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


# ---- consistency
# A proof that a log only grew between two checkpoints, as one file of two lines.

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


# ---- succession
# Which key follows a log's own: a note that the log's offline root signs, and nobody else can.
#
# licet/succession@v1
# origin
# the old key, as a vkey
# the new key, as a vkey
# size of the log when it was signed

SUCCESSION_HEADER = "licet/succession@v1"
ROOT_SUFFIX = "/root"


class Succession(NamedTuple):
    """From this many entries on, the new key signs for the log."""

    origin: str
    old: Key
    new: Key
    size: int

    @property
    def text(self) -> str:
        """The text that the root signs."""
        return f"{SUCCESSION_HEADER}\n{self.origin}\n{self.old.vkey}\n{self.new.vkey}\n{self.size}\n"


def read_succession(note: Note) -> Succession:
    """What a note says, if it is one of succession; raises `Unreadable`."""
    lines = note.text.split("\n")[:-1]
    if len(lines) != 5 or lines[0] != SUCCESSION_HEADER:
        raise Unreadable(f"the note is no {SUCCESSION_HEADER}")
    old, new = read_key(lines[2]), read_key(lines[3])
    if {old.kind, new.kind} != {ED25519} or {old.name, new.name} != {lines[1]}:
        raise Unreadable("a log's key is an Ed25519 key with the log's own name")
    return Succession(lines[1], old, new, count_from(lines[4], "the size of the log"))


def check_succession(note: Note, policy: Policy) -> Succession:
    """Believe a change of key: the root that the policy names signed it, and the old key is one that the policy trusts."""
    said = read_succession(note)
    root = next((key for key in policy.logs if key.name == said.origin + ROOT_SUFFIX), None)
    if root is None:
        raise Unproved(f"the policy names no root for {said.origin}; add its “log” line, from whoever gave you the policy")
    signed = [one for one in note.signatures if (one.name, one.id) == (root.name, root.id)]
    if not signed or not all(check_signature(root, one, note.text, None).holds for one in signed):
        raise Unproved(f"the root of {said.origin} did not sign the change of key")
    if said.old.public not in [key.public for key in policy.logs if key.name == said.origin]:
        raise Unproved("the key that is followed is none that the policy trusts; apply the changes of key in their order")
    return said


# ---- tiles
# A log as files that any web server can serve (C2SP tlog-tiles v0.1.0), and the checking of all of them.

WIDTH = 256
ENTRIES = -1
"""The level under which the entries themselves stand, beside those of their hashes."""
ENTRY_BYTES = 2 + HASH_BYTES
"""An entry in a bundle: its length in two bytes, then itself."""


def tile_path(level: int, number: int, width: int = WIDTH) -> str:
    """Where a tile lies: `tile/0/x001/234`, with `.p/17` behind it while only 17 of its 256 places are taken."""
    digits = f"{number:03d}"
    digits = digits.rjust(-(-len(digits) // 3) * 3, "0")
    parts = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    place = "/".join([*(f"x{part}" for part in parts[:-1]), parts[-1]])
    partial = "" if width == WIDTH else f".p/{width}"
    return f"tile/{'entries' if level == ENTRIES else level}/{place}{partial}"


def tiles_of(size: int) -> Iterator[tuple[int, int, int]]:
    """Every tile of a tree as (level, number, width), entries first."""
    for level in (ENTRIES, *range(64)):
        count = size >> 8 * max(level, 0)
        if not count:
            return
        for number in range(-(-count // WIDTH)):
            yield level, number, min(WIDTH, count - number * WIDTH)


def bundle_of(entries: Iterable[bytes]) -> bytes:
    """Entries as they lie in a bundle."""
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)


def entries_in(bundle: bytes, what: str) -> list[bytes]:
    """The entries of a bundle; each has 32 bytes here."""
    if len(bundle) % ENTRY_BYTES:
        raise Unproved(f"{what} is cut off, or holds an entry that is no leaf")
    entries = []
    for at in range(0, len(bundle), ENTRY_BYTES):
        if bundle[at : at + 2] != HASH_BYTES.to_bytes(2, "big"):
            raise Unproved(f"{what} holds an entry that is no leaf of 32 bytes")
        entries.append(bundle[at + 2 : at + ENTRY_BYTES])
    return entries


def check_files(read: Callable[[str], bytes | None], names: Iterable[str], size: int) -> bytes:
    """Build the tree again from all entries, compare every tile with it, and return its root; raises `Unproved` naming the file.

    `read` gives the bytes of a file or None; `names` are the files that lie under `tile/`. Tiles of earlier,
    smaller trees may lie beside the present ones, and must be their beginnings.
    """
    tree = Frontier()
    due: dict[tuple[int, int], bytes] = {}
    rows: dict[int, list[bytes]] = {}
    for level, number, width in tiles_of(size):
        path = tile_path(level, number, width)
        data = read(path)
        if data is None:
            raise Unproved(f"{path} is missing")
        if level == ENTRIES:
            entries = entries_in(data, path)
            if len(entries) != width:
                raise Unproved(f"{path} holds {len(entries)} entries, not {width}")
            hashes = [leaf_hash(entry) for entry in entries]
            for hashed in hashes:
                tree.append(hashed)
            rows.setdefault(0, []).extend(hashes)
        else:
            hashes = rows[level][number * WIDTH : number * WIDTH + width]
            if data != b"".join(hashes):
                raise Unproved(f"{path} does not fit the entries: one of them was changed")
            if width == WIDTH:
                rows.setdefault(level + 1, []).append(root_of(hashes))
        due[level, number] = data
    whole = {tile_path(level, number): (level, data) for (level, number), data in due.items()}
    for name in names:
        path, _, width_text = name.partition(".p/")
        level, data = whole.get(path, (0, b""))
        unit = ENTRY_BYTES if level == ENTRIES else HASH_BYTES
        size_due = int(width_text) * unit if width_text.isdigit() and len(width_text) < 4 else len(data)
        held = read(name)
        if path not in whole or held != data[:size_due] or not held:
            raise Unproved(f"{name} is no tile of this log")
    return tree.root()


# ---- verify
# What a stranger is told of a file or folder: sentences that were proved, or one that says why not.

def verify_file(data: bytes, policy: Policy) -> list[str]:
    """The sentences that a file proves; raises `Unproved` or `Unreadable`."""
    if data.startswith(PROOF_HEADER.encode()):
        return _said_of_proof(data, policy)
    if data.startswith(CLAIM_HEADER):
        return _said_of_claim(read_claim(data), policy)
    if data.startswith(CONSISTENCY_HEADER):
        old, new = check_growth(read_consistency(data), policy)
        grown = f"{old.checkpoint.origin} only grew, from {old.checkpoint.size:,} to {new.checkpoint.size:,} entries"
        return [f"Proved: {grown}.", f"Then: {old.says}. Now: {new.says}."]
    if data.startswith(SUCCESSION_HEADER.encode()):
        said = check_succession(read_note(data), policy)
        return [
            f"Proved: the root of {said.origin} lets a new key sign from {said.size:,} entries on. Add this line to your policy:",
            f"log {said.new.vkey}",
        ]
    try:
        accepted = accept(policy, read_note(data))
    except Unreadable as error:
        raise Unreadable(f"the file is no proof, claim, proof of consistency, change of key or checkpoint ({error})") from error
    return [f"Proved: {_checkpoint(accepted)}."]


def verify_folder(read: Callable[[str], bytes | None], names: Iterable[str], policy: Policy) -> list[str]:
    """The sentences that a folder of tiles proves; raises `Unproved` or `Unreadable`."""
    data = read("checkpoint")
    if data is None:
        raise Unreadable("the folder has no file “checkpoint”, so it is no log")
    accepted = accept(policy, read_note(data))
    if check_files(read, names, accepted.checkpoint.size) != accepted.checkpoint.root:
        raise Unproved("the entries do not lead to the root of the checkpoint: one was changed, left out or added")
    return [f"Proved: {_checkpoint(accepted)}.", "Every entry and every tile fits it."]


def _said_of_proof(data: bytes, policy: Policy) -> list[str]:
    proof = read_proof(data)
    accepted = check_proof(proof, policy)
    opened = [f"  {one.path.partition('/')[2]}: {shown(one.value)}" for one in proof.opening.opened]
    said = (
        f"Proved: entry {proof.place:,} of {accepted.checkpoint.origin}, {accepted.checkpoint.size:,} entries long, {accepted.says}"
    )
    return [f"{said}, says:" if opened else f"{said}, and opens nothing.", *opened]


def _said_of_claim(claim: Claim, policy: Policy) -> list[str]:
    proved = check_claim(claim, policy)
    where = "from its first entry" if proved.start is None else f"from entry {proved.start.checkpoint.size:,}"
    answers = {0: "in none", 1: "in exactly 1"}.get(proved.true, f"in exactly {proved.true:,}")
    name = claim.predicate
    lines = [
        f"Proved: of all {proved.entries:,} entries of {proved.end.checkpoint.origin} {where} to entry {proved.end.checkpoint.size:,},"
        f" {answers} is “{name}” true.",
        f"“{name}” means: {proved.predicate.meaning}",
        f"The last checkpoint: {proved.end.says}.",
    ]
    return lines if proved.start is None else [*lines, f"The first checkpoint: {proved.start.says}."]


def _checkpoint(accepted: Accepted) -> str:
    return f"{accepted.checkpoint.origin} holds {accepted.checkpoint.size:,} entries, {accepted.says}"


def shown(value: object) -> str:
    """A value for people: text as it is if it can be printed on one line, everything else as JSON."""
    if isinstance(value, str) and value.isprintable():
        return value
    return plain_bytes(value).decode().encode("ascii", "backslashreplace").decode()


def digest_text(data: bytes) -> str:
    """A digest as the log writes it."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


# ---- main
# The command line of the stand-alone verifier.

def main(arguments: list[str]) -> int:
    """Check one file or folder; returns the exit status."""
    parser = argparse.ArgumentParser(prog="licet_verify.py", description="Check what a log of Licet says, offline.")
    parser.add_argument(
        "bundle", type=Path, help="proof, claim, proof of consistency, change of key, checkpoint, or folder of a log"
    )
    parser.add_argument("--policy", type=Path, required=True, help="whom you trust: keys of logs and witnesses, and the quorum")
    given = parser.parse_args(arguments)
    about = given.policy
    try:
        policy = read_policy(given.policy.read_bytes())
        about = given.bundle
        if given.bundle.is_dir():
            lines = verify_folder(lambda name: _bytes_of(given.bundle / name), _names(given.bundle), policy)
        else:
            lines = verify_file(given.bundle.read_bytes(), policy)
    except Unproved as no:
        print(f"Not proved: {no}.")
        return 1
    except Unreadable as no:
        print(f"{about}: {no}.", file=sys.stderr)
        return 2
    except OSError as no:
        print(f"{no.filename}: {no.strerror}.", file=sys.stderr)
        return 2
    print("\n".join(lines))
    return 0


def _bytes_of(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in (folder / "tile").rglob("*") if path.is_file())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
