"""Fields sealed with AES-256-GCM-SIV (RFC 8452), each bound to the place where it lies.

The place is authenticated with the bytes: a sealed field that is moved to another row, column,
table or key version does not open. GCM-SIV stays safe should a nonce ever come twice.
"""

import hashlib
import hmac

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV

from licet.encoding.canonical import canonical_bytes

NONCE_BYTES = 12


class Place(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="sealed_place/1"):
    """Where a sealed field lies: its table, column and row, and the version of the key it is sealed under."""

    table: str
    column: str
    row: str
    key_version: int


class Unopenable(ValueError):
    """Sealed bytes do not open here: they were changed, moved from another place, or sealed under another key."""


def seal(clear: bytes, data_key: bytes, place: Place, *, nonce: bytes) -> bytes:
    """Seal bytes for one place. The result is the nonce, the sealed bytes and a 16-byte tag."""
    if len(nonce) != NONCE_BYTES:
        raise ValueError(f"a nonce here has {NONCE_BYTES} bytes, not {len(nonce)}")
    return nonce + AESGCMSIV(data_key).encrypt(nonce, clear, canonical_bytes(place))


def unseal(sealed: bytes, data_key: bytes, place: Place) -> bytes:
    """Open what was sealed for this place under this key; raises `Unopenable`."""
    try:
        return AESGCMSIV(data_key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], canonical_bytes(place))
    except (InvalidTag, ValueError) as error:
        raise Unopenable(f"The sealed {place.column} of {place.row} does not open; it was changed or moved.") from error


def nonce_of(clear: bytes, data_key: bytes, place: Place) -> bytes:
    """The nonce under which equal bytes at one place seal to equal bytes, for stores that name bytes by digest.

    Derived under the data key, so it tells nothing of the clear bytes to whoever lacks the key.
    """
    own_key = hmac.digest(data_key, b"licet nonce key", "sha256")
    return hmac.digest(own_key, canonical_bytes(place) + hashlib.sha256(clear).digest(), "sha256")[:NONCE_BYTES]
