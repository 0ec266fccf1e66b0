"""Keys: one data key a subject, wrapped by the workspace's key-encryption key (AES key wrap, RFC 3394)."""

import datetime as dt

from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

KEY_BYTES = 32
"""Every key here is AES-256."""


class IdentityDestroyed(Exception):
    """The key of a subject was destroyed on a day; nobody can read its identity again."""

    def __init__(self, subject: str, destroyed_on: dt.date) -> None:
        super().__init__(f"The identity of {subject} was destroyed on {destroyed_on.isoformat()}.")
        self.subject, self.destroyed_on = subject, destroyed_on


class WrongKey(Exception):
    """A wrapped key does not open with this key-encryption key: the key file is another workspace's, or bytes were changed."""


def wrap(data_key: bytes, key_encryption_key: bytes) -> bytes:
    """Wrap a 32-byte data key; the result is 40 bytes and may lie in a database."""
    _check(data_key)
    _check(key_encryption_key)
    return aes_key_wrap(key_encryption_key, data_key)


def unwrap(wrapped: bytes, key_encryption_key: bytes) -> bytes:
    """The data key inside a wrapped one; raises `WrongKey`."""
    _check(key_encryption_key)
    try:
        return aes_key_unwrap(key_encryption_key, wrapped)
    except (InvalidUnwrap, ValueError) as error:
        raise WrongKey("A sealed key does not open with this workspace's key file; put back the one it was made with.") from error


def _check(key: bytes) -> None:
    if len(key) != KEY_BYTES:
        raise ValueError(f"a key here has {KEY_BYTES} bytes, not {len(key)}")
