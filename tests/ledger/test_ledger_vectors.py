"""The conformance vectors, run by Licet, by the stand-alone file, and in part by readings written anew from the reference."""

import base64
import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st
from tools.verify import build

from ledger.second_tree import mth
from licet.cli.main import status_of
from licet.ledger.ed25519 import ORDER, P, ed25519_holds, ed25519_holds_by_hand
from licet.ledger.leaf import fold, salt_of, salts_of, slot_digest
from licet.ledger.note import read_key
from licet.ledger.plain import plain_bytes, read_plain
from licet.ledger.refusal import Unreadable

CHECKOUT = Path(__file__).resolve().parents[2]
VECTORS = CHECKOUT / "tests/vectors/ledger"
CASES = json.loads((VECTORS / "cases.json").read_text())


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['file']} {case['policy']}")
def test_licet_says_of_each_vector_what_it_should(case: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    status = status_of(["verify", str(VECTORS / case["file"]), "--policy", str(VECTORS / case["policy"])])
    said = capsys.readouterr()
    assert (status, case["says"] in (said.out + said.err).replace("\n", " ")) == (case["status"], True), said


def test_the_stand_alone_file_says_the_same_without_licet_and_without_any_library() -> None:
    """Isolated (-I -S): no Licet, no `cryptography`, nothing of this environment."""
    program = (
        "import runpy, sys, json\n"
        f"verifier = runpy.run_path({str(build.TARGET)!r})\n"
        "assert 'licet' not in sys.modules and 'cryptography' not in sys.modules\n"
        "for file, policy in json.load(sys.stdin):\n"
        "    print('#', verifier['main']([file, '--policy', policy]), flush=True)\n"
    )
    asked = [(str(VECTORS / case["file"]), str(VECTORS / case["policy"])) for case in CASES]
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", program], input=json.dumps(asked), capture_output=True, text=True, check=True
    )
    assert [int(line[2:]) for line in done.stdout.splitlines() if line.startswith("# ")] == [case["status"] for case in CASES]


def test_the_stand_alone_file_is_current_and_defines_nothing_twice() -> None:
    assert build.TARGET.read_text(encoding="utf-8") == build.built(), "run python -m tools.verify.build"
    assert build.names_twice() == []


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["no-such-file", "--policy", "policy-log-only.txt"], 2, "No such file"),
        (["receipt.tlog-proof", "--policy", "no-such-file"], 2, "No such file"),
        (["receipt.tlog-proof", "--policy", "receipt.tlog-proof"], 2, "receipt.tlog-proof: "),
        (["receipt.tlog-proof"], 2, "--policy"),
        (["receipt.tlog-proof", "--policy", "policy-log-only.txt"], 0, "field"),
    ],
)
def test_the_stand_alone_file_ends_with_a_status_and_a_sentence(arguments: list[str], status: int, said: str) -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(build.TARGET), *arguments], cwd=VECTORS, capture_output=True, text=True, check=False
    )
    assert done.returncode == status
    assert said in done.stdout + done.stderr or status == 0
    assert "Traceback" not in done.stderr


def test_a_second_reading_of_a_claim_from_the_reference_alone_agrees() -> None:
    """Written from docs/reference/ledger.md, with the second tree and the library's own RFC 8785 and Ed25519."""
    data = (VECTORS / "three-taken-in.claim").read_bytes()
    header, line, records = data.split(b"\n", 2)
    assert header == b"licet/claim@v1"
    said = json.loads(line)
    names = [name for name, _ in json.loads(said["catalogue"])["predicates"]]
    at = names.index(said["predicate"])
    entries, true = [], 0
    for n in range(0, len(records), 193):
        value, salt, path = records[n], records[n + 1 : n + 33], records[n + 33 : n + 193]
        true += value
        digest = hashlib.sha256(
            b"licet/slot@v1\n" + rfc8785.dumps([f"predicate/{said['predicate']}", bool(value), salt.hex()])
        ).digest()
        slot = at
        for step in range(5):
            beside = path[32 * step : 32 * step + 32]
            digest = hashlib.sha256(b"licet/node@v1\n" + (beside + digest if slot & 1 else digest + beside)).digest()
            slot >>= 1
        entries.append(digest)
    text, _, signatures = said["end"].partition("\n\n")
    origin, size, root = text.split("\n")
    assert (len(entries), true) == (int(size), said["count"])
    assert base64.b64encode(mth(entries)).decode() == root
    key = read_key((VECTORS / "policy-log-only.txt").read_text().split("\n")[0].removeprefix("log "))
    [own] = [
        line
        for line in signatures.split("\n")
        if line.startswith(f"— {origin} ") and base64.b64decode(line.split(" ")[2])[:4] == key.id
    ]
    Ed25519PublicKey.from_public_bytes(key.public).verify(base64.b64decode(own.split(" ")[2])[4:], text.encode() + b"\n")


def test_leaves_have_the_digests_of_the_vectors() -> None:
    leaf = json.loads((VECTORS / "leaf.json").read_text())
    for _, path, value, salt, digest in leaf["slots"]:
        assert slot_digest(path, value, bytes.fromhex(salt)).hex() == digest
        assert hashlib.sha256(b"licet/slot@v1\n" + rfc8785.dumps([path, value, salt])).hexdigest() == digest
    assert fold([bytes.fromhex(one) for one in leaf["fold"]["digests"]]).hex() == leaf["fold"]["entry"]


TEXT = st.text(st.characters(codec="utf-8"))
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(st.characters(max_codepoint=127)), inner, max_size=4),
    max_leaves=8,
)


@given(PLAIN)
def test_plain_bytes_are_those_of_rfc_8785(value: object) -> None:
    assert plain_bytes(value) == rfc8785.dumps(value)  # type: ignore[arg-type]
    assert read_plain(plain_bytes(value), "it") == value


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b" 1", b"1.0", b"1e3", b"NaN", b"Infinity", b'{"a":1,"a":1}', b'{"b":1,"a":2}', b'"\\u0041"', b'"\xff"', b"9" * 5000,
     b"[" * 100_000, b'"\\ud800"', b"9007199254740992", '{"é":1}'.encode(), b"-0", b"01"],
)  # fmt: skip
def test_any_other_spelling_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable):
        read_plain(data, "it")


@settings(max_examples=40)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=80), st.integers(0, 511), st.integers(0, 255))
def test_ed25519_says_what_the_library_says(seed: bytes, message: bytes, bit: int, other: int) -> None:
    private = Ed25519PrivateKey.from_private_bytes(seed)
    public, signature = private.public_key().public_bytes_raw(), private.sign(message)
    bent = bytearray(signature)
    bent[bit // 8] ^= 1 << bit % 8
    wrong_key = bytearray(public)
    wrong_key[bit % 32] ^= 1 << bit % 8
    for holds in (ed25519_holds, ed25519_holds_by_hand):
        assert holds(public, message, signature)
        assert not holds(public, message, bytes(bent))
        assert holds(bytes(wrong_key), message, signature) == by_library(bytes(wrong_key), message, signature)
        assert not holds(public, message + bytes([other]), signature)


def spelt(y: int, sign: int = 0) -> bytes:
    return (y | sign << 255).to_bytes(32, "little")


ODD_KEYS = [spelt(y, sign) for y in (0, 1, 2, P - 1, P, P + 1, P + 18, 2**255 - 1) for sign in (0, 1)]
"""Points of small order, keys off the curve, and second spellings of keys, which the library lets pass."""


@pytest.mark.parametrize("public", ODD_KEYS, ids=lambda key: key[::-1].hex()[:4] + key[::-1].hex()[-4:])
def test_ed25519_has_one_answer_with_and_without_a_library_for_odd_keys_too(public: bytes) -> None:
    """With R the neutral point and S nothing, a key of small order holds for every message in some libraries."""
    for first in ODD_KEYS:
        for scalar in (0, 1, ORDER - 1, ORDER):
            signature = first + scalar.to_bytes(32, "little")
            assert ed25519_holds(public, b"x", signature) == ed25519_holds_by_hand(public, b"x", signature), (first.hex(), scalar)
    if int.from_bytes(public, "little") & (2**255 - 1) >= P:
        assert not ed25519_holds(public, b"x", spelt(1) + bytes(32))


@given(st.binary(min_size=1, max_size=64), TEXT, TEXT)
def test_salts_of_one_leaf_are_hmacs(key: bytes, leaf: str, path: str) -> None:
    assert salts_of(key, leaf)(path) == salt_of(key, leaf, path)


def by_library(public: bytes, message: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def test_ed25519_of_rfc_8032_and_nothing_malleable() -> None:
    """RFC 8032, 7.1, tests 1 and 2; then the same signature with the group's order added to its scalar."""
    vectors = [
        ("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
         "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"),
        ("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
         "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"),
    ]  # fmt: skip
    for public, message, signature in vectors:
        key, said, value = bytes.fromhex(public), bytes.fromhex(message), bytes.fromhex(signature)
        scalar = int.from_bytes(value[32:], "little") + ORDER
        for holds in (ed25519_holds, ed25519_holds_by_hand):
            assert holds(key, said, value)
            assert not holds(key, said, value[:32] + scalar.to_bytes(32, "little"))
        assert not ed25519_holds(key, said, value[:63])
        assert not ed25519_holds(b"\xff" * 32, said, value)
