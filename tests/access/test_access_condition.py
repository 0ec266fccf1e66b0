"""Conditions mean the same in Python and in SQL, whatever the tree, the row, and the way sets are stored."""

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.access.condition import (
    EVERYTHING,
    NOTHING,
    And,
    Condition,
    In,
    Le,
    Meets,
    Not,
    Or,
    Row,
    Within,
    both,
    columns_of,
    either,
    holds,
    opposite,
)
from licet.access.sql import SetColumn, to_sql

WORDS = st.sampled_from(["a", "b", "c", "o'neill \"; --", ""])
SETS = st.frozensets(WORDS, max_size=3)
LEAVES: st.SearchStrategy[Condition] = st.one_of(
    st.builds(In, st.just("state"), st.lists(WORDS, max_size=3).map(tuple)),
    st.builds(In, st.just("releasable"), st.sampled_from([(True,), (False,), ()])),
    st.builds(Le, st.just("level"), st.integers(-1, 4)),
    st.builds(Meets, st.sampled_from(["agencies", "circles"]), st.lists(WORDS, max_size=3).map(tuple)),
    st.builds(Within, st.sampled_from(["agencies", "circles"]), st.lists(WORDS, max_size=3).map(tuple)),
)
CONDITIONS: st.SearchStrategy[Condition] = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(And, st.lists(inner, max_size=3).map(tuple)),
        st.builds(Or, st.lists(inner, max_size=3).map(tuple)),
    ),
    max_leaves=8,
)
ROWS = st.fixed_dictionaries(
    {"state": WORDS, "releasable": st.booleans(), "level": st.integers(0, 3), "agencies": SETS, "circles": SETS}
)

COLUMNS = {
    "table": {
        "state": "c.state",
        "releasable": "c.releasable",
        "level": "c.level",
        "agencies": SetColumn(members="SELECT 1 FROM word w WHERE w.thing = c.id AND w.kind = 'agencies'", value="w.value"),
        "circles": SetColumn(members="SELECT 1 FROM word w WHERE w.thing = c.id AND w.kind = 'circles'", value="w.value"),
    },
    "json": {
        "state": "c.state",
        "releasable": "c.releasable",
        "level": "c.level",
        "agencies": SetColumn(members="SELECT 1 FROM json_each(c.agencies) w WHERE true", value="w.value"),
        "circles": SetColumn(members="SELECT 1 FROM json_each(c.circles) w WHERE true", value="w.value"),
    },
}


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (EVERYTHING, True),
        (NOTHING, False),
        (In("state", ("a", "b")), True),
        (In("state", ("b",)), False),
        (In("state", ()), False),
        (Le("level", 2), True),
        (Le("level", 1), False),
        (Meets("agencies", ("x", "b")), True),
        (Meets("agencies", ("c",)), False),
        (Meets("circles", ("b",)), False),
        (Within("agencies", ("a", "b", "c")), True),
        (Within("agencies", ("a",)), False),
        (Within("circles", ()), True),
        (Not(Le("level", 1)), True),
        (And((Le("level", 2), In("state", ("b",)))), False),
        (Or((Le("level", 1), In("state", ("a",)))), True),
    ],
)
def test_each_node_means_what_it_says(condition: Condition, expected: bool) -> None:
    row: Row = {"state": "a", "level": 2, "agencies": frozenset({"a", "b"}), "circles": frozenset()}
    assert holds(condition, row) is expected


@given(condition=CONDITIONS, rows=st.lists(ROWS, min_size=1, max_size=5))
def test_sql_selects_the_rows_on_which_the_condition_holds(condition: Condition, rows: list[Any]) -> None:
    expected = [number for number, row in enumerate(rows) if holds(condition, row)]
    with _stored(rows) as connection:
        for columns in COLUMNS.values():
            where, params = to_sql(condition, columns)
            assert where.count("?") == len(params)
            found = connection.execute(f"SELECT c.id FROM thing c WHERE {where} ORDER BY c.id", params)  # noqa: S608 - text is the compiler's
            assert [number for (number,) in found] == expected


@given(parts=st.lists(CONDITIONS, max_size=4), row=ROWS)
def test_simplified_conditions_mean_what_their_parts_do(parts: list[Condition], row: Any) -> None:
    meanings = [holds(part, row) for part in parts]
    assert holds(both(parts), row) is all(meanings)
    assert holds(either(parts), row) is any(meanings)
    for part, meaning in zip(parts, meanings, strict=True):
        assert holds(opposite(part), row) is not meaning


@given(condition=CONDITIONS, row=ROWS)
def test_a_condition_reads_no_column_but_those_it_names(condition: Condition, row: Any) -> None:
    named = columns_of(condition)
    assert holds(condition, {name: value for name, value in row.items() if name in named}) is holds(condition, row)


def test_constants_disappear() -> None:
    assert both([EVERYTHING, Le("level", 1)]) == either([NOTHING, Le("level", 1)]) == Le("level", 1)
    assert both([NOTHING, Le("level", 1)]) == NOTHING == opposite(EVERYTHING)
    assert either([EVERYTHING, Le("level", 1)]) == EVERYTHING == opposite(NOTHING)
    assert both([]) == EVERYTHING
    assert either([]) == NOTHING


def test_a_column_the_row_or_the_store_lacks_is_an_error_and_never_everything() -> None:
    with pytest.raises(KeyError):
        holds(Le("level", 1), {})
    with pytest.raises(KeyError):
        to_sql(Not(Le("level", 1)), {})


@pytest.mark.parametrize("condition", [Le("agencies", 1), In("agencies", ("a",)), Meets("state", ("a",)), Within("level", ("a",))])
def test_sets_and_scalars_are_not_mixed_up(condition: Condition) -> None:
    with pytest.raises(TypeError):
        to_sql(condition, COLUMNS["table"])


@pytest.mark.parametrize("condition", [Le("state", 1), Meets("state", ("a",)), Within("level", ("a",))])
def test_a_row_with_another_kind_of_column_is_an_error(condition: Condition) -> None:
    with pytest.raises(TypeError):
        holds(condition, {"state": "a", "level": 1})


def test_the_placeholder_is_the_drivers() -> None:
    assert to_sql(And((In("state", ("a", "b")), Le("level", 1))), COLUMNS["table"], placeholder="%s") == (
        "(c.state IN (%s, %s) AND c.level <= %s)",
        ("a", "b", 1),
    )


class _stored:  # noqa: N801 - reads as a verb
    """The rows in a database in memory, sets kept twice: as a table of words and as JSON."""

    def __init__(self, rows: list[Any]) -> None:
        self.connection = sqlite3.connect(":memory:")
        self.connection.executescript(
            "CREATE TABLE thing (id INTEGER, state TEXT, releasable INTEGER, level INTEGER, agencies TEXT, circles TEXT);"
            "CREATE TABLE word (thing INTEGER, kind TEXT, value TEXT);"
        )
        for number, row in enumerate(rows):
            sets = {kind: sorted(row[kind]) for kind in ("agencies", "circles")}
            self.connection.execute(
                "INSERT INTO thing VALUES (?, ?, ?, ?, ?, ?)",
                (number, row["state"], row["releasable"], row["level"], *(json.dumps(words) for words in sets.values())),
            )
            self.connection.executemany("INSERT INTO word VALUES (?, ?, ?)", _words(number, sets))

    def __enter__(self) -> sqlite3.Connection:
        return self.connection

    def __exit__(self, *_: object) -> None:
        self.connection.close()


def _words(number: int, sets: dict[str, list[str]]) -> Iterator[tuple[int, str, str]]:
    for kind, words in sets.items():
        for word in words:
            yield number, kind, word
