"""Plain values as text that has only one spelling, read back only from that spelling.

For the values allowed here (text, whole numbers, yes and no, nothing, lists and mappings of these with
ASCII keys) the text is that of RFC 8785. Base64 and hexadecimal digits too have one spelling each.
So no byte of a file can change without the file saying something else, or nothing.
"""

import base64
import binascii
import json
from json.encoder import encode_basestring
from typing import Any

from licet.ledger.refusal import Unreadable

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
