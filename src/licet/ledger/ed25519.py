"""Ed25519 signatures checked strictly (RFC 8032, section 5.1.7): one encoding for everything.

By the library `cryptography` where it is installed, forty times as fast, and without any library elsewhere. Both give the
same answers: what the library would let pass and the RFC does not is refused before it is asked.
Only checking is here, over data that everybody may see, so it need not run in constant time.
"""

import hashlib
from typing import NamedTuple

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
