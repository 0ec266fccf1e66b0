"""Reads the command line of the tool; see the package."""

import argparse
import json
import sys
import time
from pathlib import Path

import pytest
import tools.mutants
from tools.mutants.change import Change, changes
from tools.mutants.known import entries
from tools.mutants.sweep import Sweep

ROOT = Path(__file__).resolve().parents[2]
MODULES = ("src/licet/law", "src/licet/assessment", "src/licet/classification")
LEFT_OUT = {
    "src/licet/assessment/written_cases.py": "reads the cases that the tests themselves are made of, when they are collected",
    "src/licet/law/difference.py": "words for a comparison; decides nothing",
    "src/licet/classification/search.py": "finds wording for people to read, best first; decides nothing",
}
TESTS = (
    "tests/law",
    "tests/services/test_what_if.py",
    *(f"tests/assessment/test_{name}.py" for name in (
        "addresses", "citations", "denied", "indicators", "missing_facts", "precedents", "replay", "same_law", "screened", "secrecy",
        "twenty_rules",
    )),
    *(f"tests/classification/test_{name}.py" for name in ("answer", "cases", "correlated", "item", "measure", "order", "questions")),
    "tests/classification/test_boundaries.py::test_every_entry_has_its_boundaries",
    "tests/classification/test_boundaries.py::test_an_entry_holds_at_its_boundary_and_not_beyond",
)  # fmt: skip
"""Tests that are quick enough to be run for every change. Those left out take facts away in every way, or start programs."""


def modules_of(given: list[str]) -> list[Path]:
    """The modules named, those of the law, assessment and classification if none is."""
    chosen = [ROOT / one for one in given] or sorted(path for folder in MODULES for path in (ROOT / folder).rglob("*.py"))
    return [path for path in chosen if str(path.relative_to(ROOT)) not in LEFT_OUT]


def _part(text: str) -> tuple[int, int]:
    piece, _, pieces = text.partition("/")
    return int(piece), int(pieces)


def main() -> int:
    read = argparse.ArgumentParser(prog="python -m tools.mutants", description=tools.mutants.__doc__)
    read.add_argument("modules", nargs="*", help="modules to change; all of the law, assessment and classification if left out")
    read.add_argument("--tests", nargs="*", default=list(TESTS), help="tests that have to see the changes")
    read.add_argument("--list", action="store_true", help="only count the changes")
    read.add_argument("--part", type=_part, default=(1, 1), metavar="K/N", help="only the K-th of N pieces")
    read.add_argument("--quick", type=float, metavar="SECONDS", help="without tests that take longer, for a first look")
    read.add_argument("--again", type=Path, metavar="FILE", help="only those that survived by the results in a file")
    read.add_argument("--out", type=Path, help="also write every result as a line of JSON")
    given = read.parse_args()
    tried = tuple(change for path in modules_of(given.modules) for change in changes(path, ROOT))[
        given.part[0] - 1 :: given.part[1]
    ]
    if given.again:
        results = [json.loads(line) for line in given.again.read_text(encoding="utf-8").splitlines()]
        survived = {tuple(one["key"]) for one in results if one["says"] == "survived"}
        tried = tuple(change for change in tried if change.key in survived)
    if given.list:
        for file in dict.fromkeys(change.file for change in tried):
            print(f"{sum(change.file == file for change in tried):5} {file}")
        print(f"{len(tried):5} in all")
        return 0
    explained = entries(ROOT)
    counts = {"killed": 0, "survived": 0, "explained": 0, "lost": 0}
    began = time.monotonic()

    def told(change: Change, says: str, seconds: float) -> None:
        says = "explained" if says == "survived" and any(entry.explains(change) for entry in explained) else says
        counts[says] += 1
        if given.out:
            with given.out.open("a", encoding="utf-8") as file:
                file.write(json.dumps({"key": change.key, "line": change.line, "says": says, "seconds": round(seconds, 2)}) + "\n")
        if says in ("survived", "lost"):
            print(f"\n{says}: {change.file}:{change.line} {change.where}: {change.was}  became  {change.now}  ({change.nth})")
        done = sum(counts.values())
        left = (time.monotonic() - began) / done * (len(tried) - done)
        print(f"\r{done} of {len(tried)} tried, {counts['survived']} survived, {left / 60:.0f} min left ", end="", file=sys.stderr)

    sweep = Sweep(tried, ROOT, told, slowest=given.quick)
    options = [
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:randomly",
        "-m",
        "not slow",
        "--capture=sys",
        "--no-header",
        "--no-summary",
    ]
    pytest.main([*options, *given.tests], plugins=[sweep])
    if not sweep.ready:
        return 2
    print(
        f"\n{sum(counts.values())} changes: {counts['killed']} seen by a test, {counts['explained']} explained in tests/mutants.toml, {counts['survived']} survived"
        f"{', ' + str(counts['lost']) + ' could not be put in place' if counts['lost'] else ''}."
    )
    return 1 if counts["survived"] or counts["lost"] else 0


if __name__ == "__main__":
    sys.exit(main())
