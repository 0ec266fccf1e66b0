"""Stored parties and rescreening at the command line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
PARTIES = (
    {"id": "P-1", "schema": "Vessel", "properties": {"name": ["Salt Heron"], "imoNumber": ["3004174"]}},
    {"id": "P-2", "schema": "Person", "properties": {"name": ["Perpetua Canary Quillfeather"]}},
    {"id": "P-3", "schema": "Person", "properties": {"name": ["Cornelius Canary Mapplethwaite"]}},
)
LISTED = {"id": "n-1", "schema": "Person", "list": "EX-NEW", "effect": "refuse", "names": ["Ottokar Pellworm"]}
GAINED = {**LISTED, "id": "n-2", "names": ["Perpetua Canary Quillfeather"]}


def written(path: Path, *lines: Any) -> Path:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return path


@pytest.fixture
def watched(licet: Run, tmp_path: Path) -> Run:
    """A workspace with three stored parties and two editions of a list, the second of which names one of them."""
    add = ("reference", "add", "--kind", "index-jsonl", "--name", "NEW", "--edition")
    assert licet(*add, "2026-08-01", written(tmp_path / "one.jsonl", LISTED)).status == 0
    added = licet("party", "add", written(tmp_path / "parties.jsonl", *PARTIES))
    assert (added.status, added.out) == (0, ""), added
    assert "3 parties read, 3 of them new or changed." in added.err
    assert licet(*add, "2026-08-02", written(tmp_path / "two.jsonl", LISTED, GAINED)).status == 0
    return licet


def test_parties_from_file_to_decision(watched: Run, workspace: Path) -> None:
    assert [(one["id"], one["standing"]) for one in sorted(watched("party", "list", "--format", "json").document, key=lambda one: one["id"])] == [
        ("P-1", "open"), ("P-2", "open"), ("P-3", "clear"),
    ]  # fmt: skip
    [hit] = watched("hit", "list", "party/P-2").out.splitlines()
    assert hit.startswith("party/P-2:n-2 EX-NEW ")
    assert watched("hit", "clear", "party/P-2:n-2", "--why", "born elsewhere", "--until", "2027-01-01").status == 0
    assert watched("hit", "list", "party/P-2").out.endswith(" cleared until 2027-01-01\n")
    assert watched("party", "list", "--standing", "cleared").out.count("P-2") == 1
    shown = watched("party", "show", "P-2", "--purpose", "to write to them").document
    assert shown["identity"]["properties"]["name"] == ["Perpetua Canary Quillfeather"]
    assert [word["why"] for word in shown["words"]] == ["born elsewhere"]
    assert watched("reindex").err == "Rebuilt the list of 0 cases, of 3 stored parties and of 0 contracts.\n"
    assert watched("party", "remove", "P-2", "--why", "no customer any more").status == 0
    assert "P-2" not in watched("party", "list").out
    assert watched("log", "fsck").status == 0
    found = [path for path in workspace.rglob("*") if path.is_file() and b"Canary" in path.read_bytes()]
    assert not [path for path in found if "library" not in path.parts], "only the list itself names anybody"


def test_whom_a_change_touches_is_printed_with_before_and_after(watched: Run) -> None:
    answer = watched(
        "rescreen", "--from", "index-jsonl:NEW@2026-08-01", "--to", "index-jsonl:NEW@2026-08-02", "--format", "json"
    ).document
    [touched] = answer["touched"]
    assert (touched["id"], touched["of"], touched["before"]["alert"], touched["after"]["alert"]) == ("P-2", "stored", False, True)
    assert [one["record_id"] for one in touched["gained"]] == ["n-2"]
    assert [(one["record_id"], one["alert"]) for one in touched["after"]["matches"] if one["alert"]] == [("n-2", True)]
    assert (touched["lost"], touched["changed"], answer["impact"], answer["parties"]) == ([], [], [], 3)
    text = watched("rescreen", "--from", "index-jsonl:NEW@2026-08-02", "--to", "index-jsonl:NEW@2026-08-01")
    assert text.out == "party/P-2: no longer a hit on EX-NEW n-2 (" + f"{touched['gained'][0]['after']:.4f})\n"
    assert "1 of 3 parties are touched" in text.err


@pytest.mark.parametrize(
    ("arguments", "holds"),
    [
        (("rescreen", "--from", "moon", "--to", "moon"), ("edition", "moon", "reference list")),
        (
            ("rescreen", "--from", "memberships@2006-02-01", "--to", "memberships@2006-02-01"),
            ("--from", "memberships", "no parties"),
        ),
        (("party", "show", "P-9"), ("P-9", "not here")),
        (("party", "remove", "P-9", "--why", "x"), ("party", "P-9", "not on the list")),
        (("party", "remove", "P-1", "P-1", "--why", "x"), ("ID", "P-1", "twice")),
        (("party", "list", "--standing", "sitting"), ("--standing", "sitting", "open")),
        (("party", "add", "nowhere.jsonl"), ("nowhere.jsonl", "does not exist")),
        (("hit", "list", "ZA-2026-1/x"), ("OF", "neither")),
        (("hit", "clear", "party/P-1:n-9", "--why", "x"), ("hit", "n-9", "ex-006")),
        (("hit", "clear", "party/P-1", "--why", "x"), ("ID", "party/P-1", "party/ID:RECORD")),
        (("hit", "clear", "party/P-1:ex-006", "--why", " "), ("why", "blank")),
        (("hit", "clear", "party/P-1:ex-006", "--why", "x", "--as-of", "2026-08-01"), ("--as-of", "case")),
    ],
)
def test_bad_input_is_one_sentence_and_changes_nothing(
    licet: Run, tmp_path: Path, arguments: tuple[str, ...], holds: tuple[str, ...]
) -> None:
    if arguments[1] not in ("add",):
        assert licet("party", "add", written(tmp_path / "parties.jsonl", PARTIES[0])).status == 0
    before = licet("log", "fsck").err
    done = licet(*arguments)
    assert (done.status, done.out) == (2, ""), done
    [said] = done.sentences
    assert all(text in said for text in holds), said
    assert licet("log", "fsck").err == before
