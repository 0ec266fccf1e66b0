"""YAML and JSON from strangers: one plain tree from both, and no attack that grows, hides or crashes."""

import json
import time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.encoding.faults import Faults
from licet.encoding.source import DEEPEST, LARGEST_BYTES, MOST_NODES, Unquoted, read_tree


def refused(data: bytes, name: str) -> str:
    with pytest.raises(Faults) as caught:
        read_tree(data, name)
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a: NO", {"a": "NO"}),
        ("NO: yes", {"NO": "yes"}),
        ("a: [on, off, y, n, True, TRUE, No]", {"a": ["on", "off", "y", "n", "True", "TRUE", "No"]}),
        ("a: [true, false, null, ~, '']", {"a": [True, False, None, None, ""]}),
        ("a:", {"a": None}),
        ("a: 2026-02-30", {"a": "2026-02-30"}),
        ("a: 2026-08-12T00:00:00Z", {"a": "2026-08-12T00:00:00Z"}),
        ("a: 12", {"a": 12}),
        ("a: -3", {"a": -3}),
        ("a: '12'", {"a": "12"}),
        ("a: 0x1F", {"a": "0x1F"}),
        ("a: 0o17", {"a": "0o17"}),
        ("a: 1_000", {"a": "1_000"}),
        ("a: 1:30", {"a": "1:30"}),
        ("a: .nan", {"a": ".nan"}),
        ("a: .inf", {"a": ".inf"}),
        ("a: .5", {"a": ".5"}),
        ("a: 9A012.a", {"a": "9A012.a"}),
        ('a: "7E003"', {"a": "7E003"}),
        ("a: |\n  two\n  lines\n", {"a": "two\nlines\n"}),
        ("<<: {a: 1}", {"<<": {"a": 1}}),
        ("=: 1", {"=": 1}),
        ("true: 1\nnull: 2\n3: 4", {"true": 1, "null": 2, "3": 4}),
        ("\ufeffa: 1", {"a": 1}),
        ("- 1\n- [2]", [1, [2]]),
    ],
)
def test_yaml_means_what_yaml_1_2_means(text: str, tree: Any) -> None:
    assert read_tree(text.encode(), "x.yaml") == tree


@pytest.mark.parametrize("name", ["x.json", "x.yaml"])
def test_a_fraction_keeps_its_digits(name: str) -> None:
    value = read_tree(b'{"a": 0.10}', name)["a"]
    assert isinstance(value, Unquoted)
    assert (value, str(value)) == (Decimal("0.10"), "0.10")


ANY = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Cn"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abcdefgh", max_size=3), inner, max_size=3),
    max_leaves=10,
)


@given(ANY.filter(lambda value: value is not None))
def test_json_reads_the_same_by_either_grammar(value: Any) -> None:
    """JSON is YAML: whichever way a file is named, it is one tree."""
    data = json.dumps(value).encode()
    assert read_tree(data, "x.json") == value
    if "\\ud" not in data.decode():  # YAML has no surrogate pairs, which JSON writes for rare characters
        assert read_tree(data, "x.yaml") == value


BOMB = b"a: &a [x,x,x,x,x,x,x,x,x]\n" + b"".join(
    f"{one}: &{one} [{','.join(['*' + other] * 9)}]\n".encode() for one, other in zip("bcdefghi", "abcdefgh", strict=True)
)


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (BOMB, "x.yaml", "line 1 column 4: uses a YAML anchor or alias"),
        (b"a: *b", "x.yaml", "line 1 column 4: uses a YAML anchor or alias"),
        (b"&k a: 1", "x.yaml", "uses a YAML anchor or alias"),
        (b"a: !!python/object/apply:os.system [ls]", "x.yaml", "uses the YAML tag “tag:yaml.org,2002:python/object/apply:os.system”"),
        (b"a: !!binary aGk=", "x.yaml", "uses the YAML tag"),
        (b"a: !x 1", "x.yaml", "uses the YAML tag “!x”"),
        (b"!!str a: 1", "x.yaml", "uses the YAML tag"),
        (b"%TAG ! tag:e,2000:\n---\na: !t 1", "x.yaml", "uses the YAML tag “tag:e,2000:t”"),
        (b"a: 1\na: 2", "x.yaml", "line 2 column 1: has the key “a” a second time; keep one"),
        (b"a: {b: [{c: 1, c: 2}]}", "x.yaml", "has the key “c” a second time"),
        (b"{a: 1, 'a': 2}", "x.yaml", "has the key “a” a second time"),
        (b'{"a": 1, "a": 2}', "x.json", "has the key “a” twice in one mapping"),
        (b'{"a": {"b": [{"c": 1, "c": 2}]}}', "x.json", "has the key “c” twice"),
        (b'{"a": 1, "\\u0061": 2}', "x.json", "has the key “a” twice"),
        (b"? [a]\n: 1", "x.yaml", "uses a list or mapping as a key"),
        (b"? {a: b}\n: 1", "x.yaml", "uses a list or mapping as a key"),
        (b"a: 1e3", "x.yaml", "line 1 column 4: holds the number “1e3”; write plain digits"),
        (b"a: 7E003", "x.yaml", "or quote it where it is a code"),
        (b"a: 1E400", "x.yaml", "holds the number"),
        (b'{"a": 1e400}', "x.json", "holds the number “1e400”"),
        (b'{"a": NaN}', "x.json", "holds NaN, which is no JSON number"),
        (b'{"a": [Infinity, -Infinity]}', "x.json", "holds -Infinity, which is no JSON number"),
        (b"a: " + b"1" * 31, "x.yaml", "with more than 30 digits"),
        (b'{"a": ' + b"1" * 5000 + b"}", "x.json", "with more than 30 digits"),
        (b"a: 0." + b"1" * 31, "x.yaml", "holds the number"),
        (b"[" * 100_000, "x.yaml", "nests deeper than 40 levels"),
        (b"[" * 100_000, "x.json", "nests deeper than 40 levels"),
        (b"- " * 100_000, "x.yaml", "nests deeper than 40 levels"),
        (b"a: \xff", "x.yaml", "is not UTF-8 text (byte 3)"),
        ("a: é".encode("utf-16"), "x.yaml", "is not UTF-8 text (byte 0)"),
        ("a: é".encode("latin-1"), "x.json", "is not UTF-8 text (byte 3)"),
        (b"a: b\x00c", "x.yaml", "is not YAML"),
        (b"a: b\x07c", "x.yaml", "is not YAML"),
        (b'{"a": "b\x07c"}', "x.json", "is not JSON"),
        (b'{"a": "\\ud800"}', "x.json", "lone surrogate"),
        (b'{"\\udfff": 1}', "x.json", "lone surrogate"),
        (b'a: "\\ud800"', "x.yaml", "x.yaml line 1"),
        (b"---\na: 1\n---\nb: 2", "x.yaml", "line 3 column 1: begins a second document"),
        (b"a: 1\n...\nb: 2", "x.yaml", "x.yaml line 3 column 1"),
        (b'{"a": 1} {"b": 2}', "x.json", "is not JSON: extra data"),
        (b'{"a": 1', "x.json", "is not JSON"),
        (b"a: [1, 2", "x.yaml", "is not YAML"),
        (b"a: 'cut off", "x.yaml", "is not YAML"),
        (b"", "x.yaml", "is empty"),
        (b"", "x.json", "is not JSON"),
        (b"# nothing", "x.yaml", "is empty"),
        (b"null", "x.json", "is empty"),
        (b"x" * (LARGEST_BYTES + 1), "x.yaml", "holds 8,388,609 bytes; the largest file read here is 8,388,608 bytes"),
        (b"x" * (9 * 1024 * 1024), "x.json", "the largest file read here"),
    ],
)  # fmt: skip
def test_what_could_grow_hide_or_mislead_is_refused_in_words(data: bytes, name: str, says: str) -> None:
    assert says in refused(data, name)


@pytest.mark.parametrize("name", ["x.yaml", "x.json"])
def test_nesting_is_bounded_alike_in_both_grammars(name: str) -> None:
    assert read_tree(b"[" * DEEPEST + b"1" + b"]" * DEEPEST, name)
    assert "nests deeper" in refused(b"[" * (DEEPEST + 1) + b"1" + b"]" * (DEEPEST + 1), name)


@pytest.mark.parametrize("name", ["x.yaml", "x.json"])
def test_the_number_of_values_is_bounded(name: str) -> None:
    assert "more than 200,000 values" in refused(b"[" + b"1," * MOST_NODES + b"1]", name)


def test_every_fault_is_named_not_only_the_first() -> None:
    text = refused(b"a: 1\na: 2\nb: 1e3\nb: 2", "x.yaml")
    assert [line.split(":")[0] for line in text.splitlines()] == [
        "x.yaml line 2 column 1",
        "x.yaml line 3 column 4",
        "x.yaml line 4 column 1",
    ]


def test_the_largest_file_of_a_stranger_is_read_in_seconds() -> None:
    """Eight megabytes of the smallest values end at the bound on values, not after minutes."""
    began = time.monotonic()
    assert "more than 200,000 values" in refused(b"- 1\n" * (LARGEST_BYTES // 4), "x.yaml")
    assert time.monotonic() - began < 20
