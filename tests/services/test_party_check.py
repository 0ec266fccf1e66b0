"""Parties as asked: what keeps one from being compared is said in one sentence, and the quick reading takes nothing that the slow one refuses."""

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.encoding.faults import Fault, Faults
from licet.encoding.reading import read_value
from licet.services import screen as screening
from licet.services.json_lines import tree_of
from licet.services.party_properties import BROADER, KNOWN, PLURALS, PROPERTIES, properties_of, unknown_property
from licet.services.screen import BatchLine, batch_lines, check_party, mixed_scripts, pair_lines

PARTIES: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    # what is wrong: (properties, what the one sentence must hold)
    "no name": ({}, ("names nobody",)),
    "an empty name": ({"name": [""]}, ("names nobody",)),
    "a blank name": ({"name": [" \t "]}, ("names nobody",)),
    "signs only": ({"name": ["—…!"]}, ("—…!", "no letter or digit")),
    "a name of 10,000 characters": ({"name": ["a" * 10_000]}, ("10,000 characters", "at most 1,000")),
    "a control character": ({"name": ["Vik\x07tor"]}, ("properties.name", "control character")),
    "half a character": ({"name": ["Vik\ud800tor"]}, ("properties.name", "control character")),
    "a property that is none": ({"name": ["A"], "shoeSize": ["43"]}, ("properties.shoeSize", "is no property")),
    "a property misspelt": ({"name": ["A"], "birthdate": ["1960"]}, ("properties.birthdate", "use “birthDate”")),
    "a property misspelt in another way": ({"name": ["A"], "nationalty": ["no"]}, ("use “nationality”",)),
    "a state that is none": (
        {"name": ["A"], "nationality": ["Atlantis"]},
        ("properties.nationality", "Atlantis", "two-letter code"),
    ),
    "a date that is none": ({"name": ["A"], "birthDate": ["yesterday"]}, ("properties.birthDate", "yesterday", "YYYY-MM-DD")),
    "names without end": ({"name": [f"Name {n}" for n in range(201)]}, ("201 names", "the most is 200")),
}


@pytest.mark.parametrize("what", PARTIES)
def test_a_party_that_cannot_be_compared_is_one_sentence(what: str) -> None:
    properties, holds = PARTIES[what]
    [fault] = check_party("Person", properties, "line 7")
    assert fault.where.startswith("line 7")
    for part in holds:
        assert part in str(fault)
    assert len(str(fault)) < 250, "a hostile value must not flood the page"
    assert str(fault).isprintable()


@pytest.mark.parametrize(
    "properties",
    [
        {"name": ["Ли"]},
        {"name": ["李"], "country": ["China"]},
        {"name": ["a" * 1_000]},
        {"name": [""], "alias": ["Known As"]},
        {"firstName": ["Viktor"], "lastName": ["Prymerov"]},
        {"imoNumber": ["9074729"]},
        {"name": ["A"], "birthDate": ["1960", "about 1961", "12 Feb 1962", ""], "nationality": ["no", "NOR", "Norway", ""]},
        {"weakAlias": ["The Fox"], "notes": ["a remark"], "wikidataId": ["Q1"]},
        {"name": ["two\nlines"]},
    ],
)
def test_a_party_that_can_be_compared_is_not_refused(properties: dict[str, Any]) -> None:
    assert list(check_party("LegalEntity", properties)) == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Рutin", ("Рutin",)),
        ("Vladimir Путин", ()),
        ("ΑBC Οil", ("ΑBC", "Οil")),
        ("李 Ming", ()),
        ("plain", ()),
        ("Ωmega", ("Ωmega",)),
    ],
)
def test_words_of_several_alphabets_are_noticed(name: str, words: tuple[str, ...]) -> None:
    assert mixed_scripts(name) == words


def test_the_table_of_properties_is_sound() -> None:
    assert len({(one.schema, one.name) for one in PROPERTIES}) == len(PROPERTIES)
    assert {one.schema for one in PROPERTIES} <= set(BROADER)
    assert set(PLURALS) <= set(BROADER)
    assert {one.name for one in properties_of("Vessel")} >= {"name", "imoNumber", "flag", "registrationNumber"}
    assert "imoNumber" not in {one.name for one in properties_of("Person")}
    assert all(unknown_property(name) is None for name in KNOWN)


# ---- the quick reading against the slow one


def slowly(line: str) -> BatchLine | None:
    """As the strict reader alone would take it."""
    try:
        tree = tree_of(line.encode("utf-8", "surrogatepass"), "in line 1")
        if isinstance(tree, dict) and isinstance(tree.get("properties"), dict):
            tree["properties"] = {key: [value] if isinstance(value, str) else value for key, value in tree["properties"].items()}
        return read_value(tree, BatchLine, "in line 1")
    except Faults:
        return None


WORDS = st.text(alphabet="aé\u0007\x80\n 7", max_size=4)
VALUES = st.one_of(WORDS, st.integers(), st.none(), st.booleans(), st.floats(), st.lists(WORDS, max_size=3))
DOCUMENTS = st.dictionaries(
    st.sampled_from(["id", "schema", "properties", "name"]),
    st.one_of(
        VALUES, st.dictionaries(st.sampled_from(["name", "country"]), VALUES, max_size=2), st.sampled_from(["Person", "Ghost", "7"])
    ),
    max_size=4,
)
PIECES = st.sampled_from(
    ['{"id": "1"', '"id": " "', '"id": "\\ud800"', '"id": "\u0007"', '"schema": "Person"', '"properties": {"name": ["A"]}',
     '"properties": {"name": "A", "name": "B"}', '"properties": {"name": ["\\u0007"]}', ", ", "}", "{", '"id": 1', "NaN", "[1e5]", "\ufeff"]
)  # fmt: skip


@given(
    st.one_of(
        DOCUMENTS.map(lambda tree: json.dumps(tree, ensure_ascii=False)),
        DOCUMENTS.map(json.dumps),
        st.lists(PIECES, max_size=8).map("".join),
    )
)
def test_the_quick_reading_takes_what_the_slow_one_takes_and_nothing_else(line: str) -> None:
    try:
        quick = screening._party_of_line(line, "in line 1")
    except Faults:
        quick = None
    assert quick == slowly(line)


# ---- files


def faults_of(text: str, name: str) -> list[str]:
    return [str(line) for line in batch_lines(io.StringIO(text, newline=""), name) if isinstance(line, Fault)]


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("id,name,country\nNO,1,Viktor Prymerov\n", ("in.csv line 2", "Viktor Prymerov", "is no country")),
        ("id,name,birth_date\n1,1960-01-01,Viktor\n", ("Viktor", "is no date")),
        ("id,name,schema\n1,Person,Viktor\n", ("Viktor", "is not one of", "Person")),
        ("id,name,country\n1,Viktor\n", ("3 fields",)),
        ("id,name\n1,Viktor,NO\n", ("2 fields",)),
        ("id;name\n1;Viktor\n", ("id;name", "write id,name")),
        ("id,name,name\n1,A,B\n", ("write id,name",)),
        ("id,name\n ,A\n", ("id", "blank")),
        ('id,name\n1,"A\n', ("is not CSV",)),
    ],
)
def test_shifted_and_broken_columns_are_one_sentence(text: str, holds: tuple[str, ...]) -> None:
    [fault] = faults_of(text, "in.csv")
    for part in holds:
        assert part in fault, fault


def test_a_line_cut_in_half_is_one_sentence() -> None:
    whole = json.dumps({"id": "1", "properties": {"name": ["Viktor"]}})
    assert len(faults_of(f"{whole}\n{whole[:30]}", "in.jsonl")) == 1


def test_pairs_say_which_side_is_wrong() -> None:
    [fault] = pair_lines(io.StringIO("left,right\nA,\n"), "p.csv", entities=False)
    assert "p.csv line 2 right" in str(fault)
    pair = {"left": {"properties": {"name": ["A"], "nmae": ["B"]}}, "right": {"properties": {"name": ["A"]}}}
    [fault] = pair_lines(io.StringIO(json.dumps(pair)), "p.jsonl", entities=True)
    assert "left properties.nmae" in str(fault)
    [fault] = pair_lines(io.StringIO('{"left": {"properties": {"name": "A"}}}'), "p.jsonl", entities=True)
    assert "right" in str(fault)
