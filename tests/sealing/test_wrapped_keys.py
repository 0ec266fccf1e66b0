"""Keys under keys, and digests that cannot be guessed."""

import hashlib
import hmac

import pytest

from licet.sealing.digest import salted_digest
from licet.sealing.keys import WrongKey, unwrap, wrap

KEK, DATA_KEY = bytes(range(32)), bytes(range(100, 132))


def test_a_wrapped_key_opens_with_its_own_key_only() -> None:
    wrapped = wrap(DATA_KEY, KEK)
    assert len(wrapped) == 40
    assert DATA_KEY not in wrapped
    assert unwrap(wrapped, KEK) == DATA_KEY
    with pytest.raises(WrongKey):
        unwrap(wrapped, bytes(32))
    for at in range(len(wrapped)):
        with pytest.raises(WrongKey):
            unwrap(wrapped[:at] + bytes([wrapped[at] ^ 1]) + wrapped[at + 1 :], KEK)
    for broken in (b"", wrapped[:-1], wrapped[:-8], wrapped + b"\0" * 8):
        with pytest.raises(WrongKey):
            unwrap(broken, KEK)


def test_this_is_the_key_wrap_of_rfc_3394() -> None:
    """Section 4.6: 256 bits of key data with a 256-bit key-encryption key."""
    data = bytes.fromhex("00112233445566778899AABBCCDDEEFF000102030405060708090A0B0C0D0E0F")
    due = "28C9F404C4B810F4CBCCB35CFB87F8263F5786E2D80ED326CBC7F0E71A99F43BFB988B9B7A02DD21"
    assert wrap(data, bytes(range(32))).hex().upper() == due


@pytest.mark.parametrize(("data_key", "kek"), [(b"", KEK), (bytes(16), KEK), (DATA_KEY, bytes(16)), (DATA_KEY, b"")])
def test_a_key_of_another_length_is_refused(data_key: bytes, kek: bytes) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        wrap(data_key, kek)


def test_a_salted_digest_depends_on_data_salt_and_purpose_and_is_no_plain_one() -> None:
    salts = (bytes(32), b"\1" * 32)
    digests = {salted_digest(data, salt=salt, purpose=purpose) for data in (b"", b"a") for salt in salts for purpose in ("x", "y")}
    assert len(digests) == 8
    assert hashlib.sha256(b"a").hexdigest() not in digests
    assert hmac.digest(bytes(32), b"a", "sha256").hex() not in digests
    assert {len(digest) for digest in digests} == {64}


def test_a_salt_that_could_be_tried_out_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 32 bytes"):
        salted_digest(b"a", salt=b"short", purpose="x")
