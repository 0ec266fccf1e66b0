"""Signed notes and the keys that sign them, as C2SP signed-note v1.0.0 writes them.

A key is written as a *vkey*: its name, four bytes of a digest, and its kind with the public key. Kinds here are
Ed25519 over the text (1), a timed Ed25519 cosignature (4) and a timed ML-DSA-44 cosignature (6).
"""

import hashlib
from typing import NamedTuple

from licet.ledger.plain import from_base64, to_base64
from licet.ledger.refusal import Unreadable

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
