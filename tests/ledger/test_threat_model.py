"""The page of attacks names tests that are there, and every attack of the list once."""

import re
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
PAGE = CHECKOUT / "docs/explanation/threat-model.md"
LINK = re.compile(r"\[`(test_\w+)`\]\(\.\./\.\./(tests/[\w/]+\.py)\)")
ROW = re.compile(r"^\| (\d+) \| (.+) \| (.*) \| (.+) \|$")


def rows() -> dict[int, tuple[str, str]]:
    """What resists each attack, and how far."""
    found = [ROW.match(line) for line in PAGE.read_text(encoding="utf-8").splitlines()]
    return {int(row[1]): (row[3], row[4]) for row in found if row}


def test_every_attack_is_named_once() -> None:
    assert sorted(rows()) == list(range(1, 35))
    assert PAGE.read_text(encoding="utf-8").count("\n| ") == 34 + 5, "a row that is none"


def test_every_test_that_is_named_is_there() -> None:
    named = LINK.findall(PAGE.read_text(encoding="utf-8"))
    assert len(named) > 60
    gone = [(name, path) for name, path in named if f"\ndef {name}(" not in (CHECKOUT / path).read_text(encoding="utf-8")]
    assert gone == []
    assert PAGE.read_text(encoding="utf-8").count("`test_") == len(named), "a test is named without a link"


def test_nothing_is_called_resisted_without_a_test() -> None:
    silent = [
        number for number, (how, state) in rows().items() if state.startswith(("resisted", "in part")) and not LINK.search(how)
    ]
    assert silent == []
    without = {number for number, (how, _) in rows().items() if not LINK.search(how)}
    assert {rows()[number][1].partition(":")[0] for number in without} <= {"not here yet", "not shown"}
