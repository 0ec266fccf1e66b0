"""Canonical bytes and their digests.

RFC 8785 (JSON Canonicalization Scheme) makes one value have one byte string, so that a digest
names a value. Binary fractions have no place in a value that is digested: money, quantities and
shares are exact decimals carried as text (see `exact`).
"""

import hashlib
from typing import Any, TypeVar

import msgspec
import rfc8785

Digest = str
"""`sha256:` and 64 lower-case hexadecimal digits."""

LARGEST = 2**53 - 1
"""The largest whole number that every reader of JSON can hold."""

T = TypeVar("T")

_ENCODER = msgspec.json.Encoder(order="sorted")
"""Writes what RFC 8785 does, many times faster, for any tree that `_ordinary` lets pass."""


def digest_of(data: bytes) -> Digest:
    """Name bytes by their SHA-256."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


def to_plain(value: Any) -> Any:
    """Turn values (frozen structs, dates, decimals, enums) into the plain tree that JSON can carry."""
    return msgspec.to_builtins(value, str_keys=True)


def canonical_bytes(value: Any) -> bytes:
    """Encode a value as its only byte string (RFC 8785).

    A value that holds a float is refused with `ValueError`: it would not mean the same on
    every machine. Structs that are stored carry their shape marker as the tag `shape`.
    """
    plain = to_plain(value)
    return _ENCODER.encode(plain) if _ordinary(plain, "") else rfc8785.dumps(plain)


def digest_of_value(value: Any) -> Digest:
    """Name a value by the digest of its canonical bytes."""
    return digest_of(canonical_bytes(value))


def from_bytes(data: bytes, kind: type[T]) -> T:
    """Read stored bytes back into a value; the bytes keep their stored digest and are never re-encoded.

    Raises `msgspec.ValidationError` when the shape marker or a field is not the kind's.
    """
    return msgspec.json.decode(data, type=kind)


def _ordinary(plain: Any, path: str) -> bool:
    """Whether all keys are ASCII, so that every order of them is one, and no number is too large. Raises `ValueError` for a float."""
    kind = type(plain)
    if kind is str or plain is None or kind is bool:
        return True
    if kind is int:
        return bool(abs(plain) <= LARGEST)
    if kind is float:
        raise ValueError(f"{path or 'value'} is a binary fraction ({plain!r}); use an exact decimal")
    ordinary = True
    if kind is dict:
        for key, inner in plain.items():
            ordinary &= key.isascii() & _ordinary(inner, f"{path}.{key}" if path else key)
    else:
        for index, inner in enumerate(plain):
            ordinary &= _ordinary(inner, f"{path}[{index}]")
    return ordinary
