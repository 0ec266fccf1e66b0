"""Digests of things that can be guessed, made so that nobody can check a guess."""

import hmac

SALT_BYTES = 32


def salted_digest(data: bytes, *, salt: bytes, purpose: str) -> str:
    """The digest of bytes under a salt: 64 hexadecimal digits (HMAC-SHA-256).

    Whoever has the salt can check it; nobody else learns anything. Every digest that leaves the
    workspace is made so. `purpose` keeps digests of one salt for different uses apart.
    """
    if len(salt) < SALT_BYTES:
        raise ValueError(f"a salt here has at least {SALT_BYTES} bytes, not {len(salt)}")
    own_salt = hmac.digest(salt, b"licet digest for " + purpose.encode(), "sha256")
    return hmac.digest(own_salt, data, "sha256").hex()
