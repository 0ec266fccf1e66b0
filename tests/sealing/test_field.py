"""Sealed fields open in their own place, under their own key, unchanged; nowhere else."""

import itertools

import msgspec
import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from hypothesis import given
from hypothesis import strategies as st

from licet.sealing.field import NONCE_BYTES, Place, Unopenable, nonce_of, seal, unseal

KEY, OTHER_KEY = bytes(range(32)), bytes(range(1, 33))
NONCE = b"\x07" * NONCE_BYTES
PLACE = Place(table="identities", column="identity", row="R-1/buyer 1", key_version=1)


@given(st.binary(max_size=200))
def test_what_is_sealed_opens_in_its_place(clear: bytes) -> None:
    assert unseal(seal(clear, KEY, PLACE, nonce=NONCE), KEY, PLACE) == clear


@pytest.mark.parametrize(
    ("field", "value"),
    [("table", "contents"), ("column", "name"), ("row", "R-1/buyer 2"), ("row", "R-1/seller 1"), ("key_version", 2)],
)
def test_what_is_moved_to_another_place_does_not_open(field: str, value: object) -> None:
    sealed = seal(b"Anna", KEY, PLACE, nonce=NONCE)
    with pytest.raises(Unopenable):
        unseal(sealed, KEY, msgspec.structs.replace(PLACE, **{field: value}))


def test_no_two_rows_of_a_table_can_be_swapped() -> None:
    places = [msgspec.structs.replace(PLACE, row=f"R-1/p{n} {version}") for n in range(4) for version in (1, 2)]
    sealed = [seal(place.row.encode(), KEY, place, nonce=NONCE) for place in places]
    for (left, place), (right, _) in itertools.permutations(zip(sealed, places, strict=True), 2):
        assert unseal(left, KEY, place) == place.row.encode()
        with pytest.raises(Unopenable):
            unseal(right, KEY, place)


def test_parts_of_a_place_cannot_run_into_each_other() -> None:
    sealed = seal(b"Anna", KEY, Place(table="a", column="bc", row="d", key_version=1), nonce=NONCE)
    with pytest.raises(Unopenable):
        unseal(sealed, KEY, Place(table="ab", column="c", row="d", key_version=1))


def test_another_key_or_any_changed_bit_does_not_open() -> None:
    sealed = seal(b"Anna", KEY, PLACE, nonce=NONCE)
    with pytest.raises(Unopenable):
        unseal(sealed, OTHER_KEY, PLACE)
    for at in range(len(sealed)):
        for bit in (1, 128):
            broken = sealed[:at] + bytes([sealed[at] ^ bit]) + sealed[at + 1 :]
            with pytest.raises(Unopenable):
                unseal(broken, KEY, PLACE)


@pytest.mark.parametrize("length", [0, 1, 11, 12, 20, 27])
def test_bytes_cut_short_do_not_open(length: int) -> None:
    with pytest.raises(Unopenable):
        unseal(seal(b"", KEY, PLACE, nonce=NONCE)[:length], KEY, PLACE)


@pytest.mark.parametrize("nonce", [b"", b"\0" * 11, b"\0" * 16])
def test_a_nonce_of_another_length_is_refused(nonce: bytes) -> None:
    with pytest.raises(ValueError, match="12 bytes"):
        seal(b"Anna", KEY, PLACE, nonce=nonce)


def test_this_is_aes_256_gcm_siv_as_rfc_8452_has_it() -> None:
    """Appendix C.2, first vector with 8 bytes of text and none authenticated, against the library underneath."""
    key = bytes.fromhex("01" + "00" * 31)
    nonce = bytes.fromhex("03" + "00" * 11)
    assert (
        AESGCMSIV(key).encrypt(nonce, bytes.fromhex("0100000000000000"), b"").hex()
        == "c2ef328e5c71c83b843122130f7364b761e0b97427e3df28"
    )


def test_the_derived_nonce_depends_on_text_place_and_key() -> None:
    nonces = {
        nonce_of(clear, key, place)
        for clear in (b"a", b"b")
        for key in (KEY, OTHER_KEY)
        for place in (PLACE, msgspec.structs.replace(PLACE, row="x"))
    }
    assert len(nonces) == 8
    assert {len(nonce) for nonce in nonces} == {NONCE_BYTES}
    assert nonce_of(b"a", KEY, PLACE) == nonce_of(b"a", KEY, PLACE)
