"""The list of changes that no test of the law can see: each is a change that can still be made, and says why it is harmless."""

import ast
from pathlib import Path
from types import ModuleType

import pytest
from tools.mutants.change import Change, changes
from tools.mutants.known import Entry, entries
from tools.mutants.place import Unloadable, put

CHECKOUT = Path(__file__).resolve().parents[2]
ENTRIES = entries(CHECKOUT)


def test_every_entry_names_code_that_is_there() -> None:
    possible: dict[str, list[Change]] = {
        file: list(changes(CHECKOUT / file, CHECKOUT)) for file in {entry.file for entry in ENTRIES} if (CHECKOUT / file).exists()
    }
    gone = [entry for entry in ENTRIES if not any(entry.explains(change) for change in possible.get(entry.file, []))]
    assert gone == [], "the code has changed: try these again and take the entry out, or write it anew"


def test_every_entry_gives_a_reason_and_stands_once() -> None:
    assert all(len(entry.why.split()) >= 4 for entry in ENTRIES)
    assert all((entry.was is None) == (entry.now is None) for entry in ENTRIES)
    keys = [(entry.file, entry.where, entry.was, entry.now, entry.nth) for entry in ENTRIES]
    assert len(keys) == len(set(keys))


def test_the_tool_changes_thresholds_operators_and_dates(tmp_path: Path) -> None:
    module = tmp_path / "rule.py"
    module.write_text(
        "import datetime as dt\nDAY = dt.date(2020, 1, 31)\n\n\n"
        "def old(age, limit, open_ones):\n    return age - 3 > limit and not open_ones or all_of('so ' + age, [age == 1])\n",
        encoding="utf-8",
    )
    made = {(change.where, change.was, change.now) for change in changes(module, tmp_path)}
    assert made >= {
        ("DAY", "31", "32"),
        ("old", "age - 3 > limit", "age - 3 >= limit"),
        ("old", "age - 3", "age + 3"),
        ("old", "3", "4"),
        ("old", "not open_ones", "+bool(open_ones)"),
        ("old", "age == 1", "age != 1"),
        ("old", "all_of('so ' + age, [age == 1])", "any_of('so ' + age, [age == 1])"),
    }
    assert not any(was == "'so ' + age" for _, was, _ in made), "a sentence is left as it is"
    assert any(was.startswith("age - 3 > limit and") and " or " in now for _, was, now in made)
    one = next(change for change in changes(module, tmp_path) if change.now == "age - 3 >= limit")
    assert [line.strip() for line in ast.unparse(one.tree()).splitlines()][-1].startswith("return age - 3 >= limit")


def test_a_change_that_keeps_a_module_from_loading_is_told_from_a_module_that_cannot_be_loaded_twice(tmp_path: Path) -> None:
    path = tmp_path / "rule.py"
    for source, told in (("LEFT = {1} - {2}\n", Unloadable), ("LEFT = {1} - {2}\nassert 'LEFT' not in seen\n", AssertionError)):
        path.write_text(source, encoding="utf-8")
        module = ModuleType("rule")
        module.__file__ = str(path)
        vars(module).update(LEFT={1}, seen={"LEFT"})
        change = next(one for one in changes(path, tmp_path) if one.now == "{1} + {2}")
        with pytest.raises(told):
            put(change, module)
        assert vars(module)["LEFT"] == {1}


def test_an_entry_explains_one_change_or_a_whole_function() -> None:
    change = Change(file="f", where="g", was="a", now="b", nth=2, line=1, last_line=1, source="", place=0, kind=0)
    for fields, explains in (
        ({}, True),
        ({"was": "a", "now": "b"}, True),
        ({"was": "a", "now": "b", "nth": 2}, True),
        ({"was": "a", "now": "b", "nth": 1}, False),
        ({"was": "a", "now": "c"}, False),
    ):
        assert Entry(file="f", where="g", why="w", **fields).explains(change) is explains, fields  # type: ignore[arg-type]
    assert not Entry(file="f", where="h", why="w").explains(change)
