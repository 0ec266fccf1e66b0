"""`licet reference` as a user meets it: held updates, words, differences, sources, files from a folder."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

LISTS = Path(__file__).resolve().parent.parent / "fixtures" / "lists"
Run = Callable[..., Any]


def parties(*numbers: int) -> bytes:
    lines = [{"id": f"p-{n:02}", "schema": "Person", "list": "OWN", "names": [f"Zoltan Beispielov {n:02}"]} for n in numbers]
    return b"".join(json.dumps(line).encode() + b"\n" for line in lines)


@pytest.fixture
def add(licet: Run, tmp_path: Path) -> Run:
    def added(*numbers: int, day: int) -> Any:
        path = tmp_path / "own.jsonl"
        path.write_bytes(parties(*numbers))
        return licet("reference", "add", path, "--kind", "index-jsonl", "--edition", f"2026-07-{day:02}", "--name", "OWN")

    return added


@pytest.fixture
def held(add: Run) -> str:
    """The id of an update that leaves ten of forty out."""
    assert add(*range(40), day=1).status == 0
    done = add(*range(30), day=2)
    assert done.status == 0
    assert done.document["held"]
    return done.sentences[-1].split("release or reject ")[1].rstrip(".")


def test_a_held_update_is_said_with_its_reasons_and_screening_goes_on(licet: Run, held: str) -> None:
    shown = licet("reference", "held")
    assert held in shown.out
    assert "It removes 10 of 40 entries (25.0 %), more than the 5 % that are allowed." in shown.out
    assert "in force meanwhile: the edition of 2026-07-01, 40 entries" in shown.out
    screened = licet("screen", "Zoltan Beispielov 39", "--format", "json")
    assert "p-39" in [match["record_id"] for match in screened.document["matches"]]
    assert any("held for two people; screening goes on with the edition of 2026-07-01" in one for one in screened.sentences)
    assert set(screened.document) == {"query", "edition", "alert", "matches"}, "warnings go to standard error"


def test_the_command_line_is_one_person(licet: Run, held: str) -> None:
    first = licet("reference", "release", held, "--why", "their notice says the same")
    assert first.status == 0
    assert "A second person must say the same" in first.err
    again = licet("reference", "release", held, "--why", "and I say it once more")
    assert (again.status, again.sentences[-1]) == (2, "You have said so already; a second person is needed.")
    changed = licet("reference", "reject", held, "--why", "on second thoughts it is short")
    assert changed.status == 0
    assert "operator would reject it: on second thoughts it is short" in licet("reference", "held").out
    assert json.loads(licet("reference", "held", "--format", "json").out)[0]["holding"]["status"] == "half_rejected"
    listed = next(line for line in licet("reference", "list").out.splitlines() if "2026-07-02" in line)
    assert "held" in listed


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("release", "ffffffffffff", "--why", "a reason long enough"), "names none in this workspace"),
        (("release", "HELD", "--why", "short"), "why"),
        (("release", "HELD"), "--why"),
        (("release", "index-jsonl:OWN@2026-07-01", "--why", "a reason long enough"), "Release is not possible while it is none."),
        (("held", "--format", "xml"), "json, text"),
    ],
)
def test_a_word_that_cannot_be_taken_is_refused_in_a_sentence(licet: Run, held: str, arguments: tuple[str, ...], says: str) -> None:
    done = licet("reference", *(held if one == "HELD" else one for one in arguments))
    assert done.status == 2
    assert says in done.err
    assert len(done.sentences) == 1


def test_a_difference_is_counted_searched_and_paged(licet: Run, held: str) -> None:
    text = licet("reference", "diff", "index-jsonl:OWN@2026-07-01", held, "--limit", "3")
    assert text.out.splitlines() == [f"- p-{n}  Zoltan Beispielov {n}" for n in (30, 31, 32)]
    assert text.sentences[0] == "0 added, 10 removed, 0 changed."
    assert "… and 7 more removed; see them with --only removed --offset 3, or all with --limit 0." in text.err
    found = licet("reference", "diff", held, "index-jsonl:OWN@2026-07-01", "--find", "beispielov 35")
    assert found.out == "+ p-35  Zoltan Beispielov 35\n"
    whole = licet("reference", "diff", "index-jsonl:OWN@2026-07-01", held, "--format", "json").document
    assert whole["counts"] == {"added": 0, "removed": 10, "changed": 0}
    assert len(whole["removed"]) == 10
    page = licet(
        "reference", "diff", "index-jsonl:OWN@2026-07-01", held, "--format", "json", "--limit", "2", "--offset", "1"
    ).document
    assert (page["removed"], page["counts"]["removed"]) == (["p-31", "p-32"], 10)
    assert licet("reference", "diff", held, held, "--only", "everything").status == 2


def test_sets_of_several_files_are_compared_whole(licet: Run, tmp_path: Path) -> None:
    for name in ("sdn.csv", "alt.csv", "add.csv"):
        shutil.copy(LISTS / name, tmp_path)
    files = [tmp_path / name for name in ("sdn.csv", "alt.csv", "add.csv")]
    assert licet("reference", "add", *files, "--kind", "ofac-sdn", "--edition", "2026-07-01").status == 0
    (tmp_path / "alt.csv").write_bytes((tmp_path / "alt.csv").read_bytes().replace(b"MUSTER, Franz", b"MUSTER, Ferdinand"))
    assert licet("reference", "add", *files, "--kind", "ofac-sdn", "--edition", "2026-07-02").status == 0
    shown = licet("reference", "diff", "ofac-sdn@2026-07-01", "ofac-sdn@2026-07-02")
    assert shown.sentences == ["0 added, 0 removed, 1 changed."]
    assert "names: MUSTER, Franz → MUSTER, Ferdinand" in shown.out


def test_sources_are_shown_and_written_once(licet: Run, workspace: Path) -> None:
    assert "scsanctions.un.org" in licet("reference", "sources").out
    assert licet("reference", "sources", "--write").status == 0
    assert (workspace / "sources.yaml").is_file()
    assert "is there already" in licet("reference", "sources", "--write").err
    (workspace / "sources.yaml").write_text("sources: [{name: a, kind: un-sc, files: [{name: a.xml, url: 'http://a.example/'}]}]\n")
    for command in ("sources", "fetch"):
        done = licet("reference", command)
        assert (done.status, "does not begin with https://" in done.err) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("nowhere",), "is none of un-sc, ofac-sdn"),
        (("--edition", "2026-07-01"), "is for files from a folder"),
        (("--incoming", "--from", "."), "does not go together"),
        (("--from", "no-such-folder"), "is no folder"),
        (("bis-dpl", "--from", "."), "holds none of dpl.txt"),
    ],
)
def test_a_fetch_that_makes_no_sense_is_refused(licet: Run, tmp_path: Path, arguments: tuple[str, ...], says: str) -> None:
    done = licet("reference", "fetch", *arguments, folder=tmp_path)
    assert done.status == 2
    assert says in done.err


def test_files_are_taken_from_the_folder_of_the_workspace(licet: Run, workspace: Path) -> None:
    folder = workspace / "incoming" / "un-sc"
    folder.mkdir(parents=True)
    assert "holds no file of any source" in licet("reference", "fetch", "--incoming").err
    shutil.copy(LISTS / "un.xml", folder / "consolidated.xml")
    done = licet("reference", "fetch", "--incoming", "--format", "json")
    assert done.status == 0, done.err
    assert [(one["source"], one["outcome"], one["edition"]["dated_on"]) for one in done.document] == [
        ("un-sc", "added", "2026-02-27")
    ]
    assert "unchanged" in licet("reference", "fetch", "--incoming").out
    (folder / "consolidated.xml").write_bytes((LISTS / "un.xml").read_bytes()[:500])
    spoilt = licet("reference", "fetch", "--incoming")
    assert (spoilt.status, "un-sc: failed." in spoilt.out) == (1, True)


def test_a_publisher_that_cannot_be_reached_is_said_and_changes_nothing(licet: Run, workspace: Path, stored: Any) -> None:
    (workspace / "sources.yaml").write_text(
        "limits: {seconds: 5, idle_seconds: 2}\n"
        "sources: [{name: own, kind: un-sc, files: [{name: a.xml, url: 'https://no-such-host.invalid.example/a.xml'}]}]\n"
    )
    before = stored()
    done = licet("reference", "fetch", "own")
    assert (done.status, done.out.startswith("own: failed. ")) == (1, True)
    assert stored() == before
