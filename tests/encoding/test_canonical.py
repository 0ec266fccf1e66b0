"""Canonical bytes and digests against golden vectors, and old bytes that must be read for ever."""

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from licet.dossier.values import Dossier
from licet.encoding.canonical import canonical_bytes, digest_of, digest_of_value, from_bytes, to_plain
from licet.encoding.exact import at_scale
from licet.reference.edition import Edition

VECTORS = Path(__file__).parent.parent / "vectors"
CANONICAL = json.loads((VECTORS / "canonical.json").read_text("utf-8"))


class Sample(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="sample/1"):
    """A value with one field of each kind that is stored."""

    on: dt.date
    amount: Decimal
    words: tuple[str, ...] = ()
    later: str | None = None


SAMPLE = Sample(on=dt.date(2026, 3, 4), amount=at_scale(Decimal("12.5"), 6), words=("b", "a"))


@pytest.mark.parametrize("vector", CANONICAL, ids=lambda vector: vector["name"])
def test_a_value_has_the_one_byte_string_of_rfc_8785(vector: dict[str, str]) -> None:
    value = json.loads(vector["input"])
    assert canonical_bytes(value).decode() == vector["canonical"]
    assert digest_of_value(value) == f"sha256:{vector['sha256']}"


@pytest.mark.parametrize(
    ("data", "digest"),
    [
        (b"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        (b"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            b"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
        ),
    ],
)
def test_a_digest_is_sha_256_by_name(data: bytes, digest: str) -> None:
    """The vectors of FIPS 180-4."""
    assert digest_of(data) == f"sha256:{digest}"


def test_a_stored_value_carries_its_shape_and_its_scale() -> None:
    assert canonical_bytes(SAMPLE) == b'{"amount":"12.500000","later":null,"on":"2026-03-04","shape":"sample/1","words":["b","a"]}'


def test_bytes_are_read_back_as_the_value_they_were() -> None:
    assert from_bytes(canonical_bytes(SAMPLE), Sample) == SAMPLE


@pytest.mark.parametrize(
    "data",
    [
        b'{"amount":"1","on":"2026-03-04","shape":"sample/2"}',
        b'{"amount":"1","on":"2026-03-04","shape":"other/1"}',
        b'{"amount":"1","shape":"sample/1"}',
        b'{"amount":"1","on":"2026-02-30","shape":"sample/1"}',
        b'{"amount":"one","on":"2026-03-04","shape":"sample/1"}',
        b'{"amount":"1","on":"2026-03-04","shape":"sample/1"',
        b"",
    ],
)
def test_bytes_of_another_shape_or_with_a_damaged_field_are_not_read(data: bytes) -> None:
    with pytest.raises(msgspec.MsgspecError):
        from_bytes(data, Sample)


OLD: list[tuple[str, type, str]] = [
    ("dossier-1.json", Dossier, "sha256:ffea24daad5da9d9a618c75bd68f5297912ad0fed2916851d9c31c8f50b1ba70"),
    ("edition-1.json", Edition, "sha256:f8f8f3f9b720649b303275262ada227ecb33f9b7c18f6355ff9570bc9b40f324"),
]


@pytest.mark.parametrize(("file", "kind", "digest"), OLD)
def test_old_bytes_are_read_and_keep_their_digest(file: str, kind: type, digest: str) -> None:
    """Fields that came later take their defaults; the bytes are what the digest names, and they stay as they are."""
    data = (VECTORS / "old" / file).read_bytes()
    value = from_bytes(data, kind)
    assert digest_of(data) == digest
    # This is why old bytes are never encoded again: today's encoding writes the later fields out.
    assert canonical_bytes(value) != data
    assert from_bytes(canonical_bytes(value), kind) == value


@pytest.mark.parametrize(
    ("value", "where"),
    [(1.0, "value"), ({"a": [1, {"b": 0.5}]}, "a[1].b"), ([[2.0]], "[0][0]"), (float("nan"), "value"), ((3, 4.0), "[1]")],
)
def test_a_binary_fraction_is_refused_by_its_place(value: Any, where: str) -> None:
    with pytest.raises(ValueError, match="binary fraction") as refused:
        canonical_bytes(value)
    assert str(refused.value).startswith(where)


@pytest.mark.parametrize("value", [2**53, -(2**53), 10**40, "\ud800", {"\udfff": 1}])
def test_what_json_cannot_hold_everywhere_is_refused(value: Any) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # the library's own words
        canonical_bytes(value)


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner, max_size=4),
    max_leaves=20,
)


@given(PLAIN)
def test_canonical_bytes_are_json_that_says_the_same_and_encodes_the_same(value: Any) -> None:
    data = canonical_bytes(value)
    assert json.loads(data) == value
    assert canonical_bytes(json.loads(data)) == data


@given(st.dictionaries(st.text(st.characters(codec="utf-8")), st.integers(0, 9), min_size=2, max_size=8), st.randoms())
def test_the_order_in_which_keys_were_set_does_not_matter(value: dict[str, int], shuffler: Any) -> None:
    keys = list(value)
    shuffler.shuffle(keys)
    assert canonical_bytes({key: value[key] for key in keys}) == canonical_bytes(value)
    units = [key.encode("utf-16-be") for key in json.loads(canonical_bytes(value))]
    assert units == sorted(units)


def test_the_plain_tree_holds_dates_and_decimals_as_text() -> None:
    assert to_plain({"d": dt.date(2026, 1, 2), "q": Decimal("1.50"), 3: (1, 2)}) == {"d": "2026-01-02", "q": "1.50", "3": (1, 2)}


@given(PLAIN)
def test_canonical_bytes_are_those_of_the_reference_encoder(value: Any) -> None:
    """Another encoder writes what has ASCII keys; it must write the same."""
    assert canonical_bytes(value) == rfc8785.dumps(value)


@given(
    st.text(st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs"]), max_size=3),
    st.sampled_from([*map(chr, range(160)), "\u2028", "\ufeff", "\U0010ffff"]),
)
def test_every_character_is_written_as_the_reference_encoder_writes_it(before: str, character: str) -> None:
    assert canonical_bytes({"a": before + character, "b": [character]}) == rfc8785.dumps(
        {"a": before + character, "b": [character]}
    )
