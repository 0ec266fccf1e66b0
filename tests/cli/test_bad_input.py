"""Bad input: status 2, one sentence a fault on standard error with place, value and what to do, never a trace, nothing stored."""

import gzip
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from workbench import CHECKOUT, EXAMPLES

CAMERA = EXAMPLES["01-thermal-cameras-for-a-coast-guard"].read_text()
HALF = EXAMPLES["03-half-owned-by-a-listed-company"].read_text()
ITEM = CAMERA[CAMERA.index("- id: camera") : CAMERA.index("legs:")]
Run = Callable[..., Any]


@pytest.fixture(scope="module")
def untouched(small_workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace that nothing in this module may change."""
    folder = tmp_path_factory.mktemp("untouched") / "workspace"
    shutil.copytree(small_workspace, folder)
    return folder


@pytest.fixture
def refused(untouched: Path, commands: Any, tmp_path: Path, tree: Callable[[Path], dict[str, str]]) -> Run:
    """Run a command that must be refused with so many sentences; they are given back. Nothing may be stored or left lying about."""

    def run(*arguments: object, sentences: int | None = 1, **more: Any) -> list[str]:
        before = tree(untouched)
        lying_about = sorted(path.name for path in tmp_path.iterdir())
        done = commands.run(*arguments, LICET_WORKSPACE=str(untouched), folder=tmp_path, **more)
        assert done.status == 2, done
        assert done.out == ""
        assert "Traceback" not in done.err
        said = done.sentences
        assert sentences is None or len(said) == sentences, said
        assert said
        assert all(sentence.endswith(".") for sentence in said), said
        assert tree(untouched) == before, "something was stored"
        assert sorted(path.name for path in tmp_path.iterdir()) == lying_about, "something was left lying about"
        return said  # type: ignore[no-any-return]

    return run


def changed(text: str, old: str, new: str) -> str:
    assert text.count(old) >= 1, old
    return text.replace(old, new, 1)


DOSSIERS: dict[str, tuple[str, tuple[str, ...]]] = {
    # what is wrong: (the file, what the one sentence must hold: place, value, what to do)
    "a wrong key": (CAMERA + "colour: red\n", ("colour", "is no field")),
    "a misspelt key": (changed(CAMERA, "destination_state:", "destination_sate:"), ("destination_sate", "destination_state")),
    "a party without a role": (changed(CAMERA, "  role: end_user\n", ""), ("parties[1].role", "is missing")),
    "a role that is none": (changed(CAMERA, "role: end_user", "role: friend"), ("parties[1].role", "friend", "end_user")),
    "a share of 140 %": (changed(HALF, 'share: "50"', 'share: "140"'), ("parties[1].owners[0].share", "140", "100")),
    "shares of 110 % together": (changed(HALF, 'share: "50"', 'share: "60"'), ("parties[1].owners", "110")),
    "a negative quantity": (changed(CAMERA, 'quantity: "40"', 'quantity: "-40"'), ("items[0].quantity", "-40", "above 0")),
    "no quantity at all": (changed(CAMERA, 'quantity: "40"', 'quantity: "0"'), ("items[0].quantity", "above 0")),
    "a float where an exact decimal belongs": (changed(CAMERA, 'quantity: "40"', "quantity: 0.5"), ("items[0].quantity", '"0.5"', "quoted")),
    "a float for money": (changed(CAMERA, 'value: "96000"', "value: 960.50"), ("items[0].value", '"960.50"')),
    "an exponent": (changed(CAMERA, 'quantity: "40"', "quantity: 4e1"), ("4e1",)),
    "an unknown country": (changed(CAMERA, "destination_state: NO", "destination_state: XX"), ("destination_state", "XX")),
    "an unknown country of a party": (changed(CAMERA, "country: [NO]", "country: [Nowhere]"), ("parties[1].properties.country[0]", "Nowhere")),
    "two items with one id": (changed(CAMERA, "legs:", f"{ITEM}legs:"), ("items[1].id", "camera", "twice")),
    "two parties with one id": (changed(CAMERA, "- id: maker", "- id: coastguard"), ("parties[1].id", "coastguard", "twice")),
    "a date that does not exist": (changed(CAMERA, "issued_on: 2026-07-20", "issued_on: 2026-02-30"), ("end_use.certificate.issued_on", "2026-02-30", "calendar")),
    "a date in another form": (changed(CAMERA, "submitted_on: 2026-08-01", "submitted_on: 1 August 2026"), ("submitted_on", "1 August 2026", "YYYY-MM-DD")),
    "an activity that is none": (changed(CAMERA, "activity: export", "activity: gift"), ("activity", "gift", "export")),
    "a unit that is none": (changed(CAMERA, "unit: piece", "unit: bushel"), ("items[0].unit", "bushel")),
    "a digest that is none": (changed(CAMERA, 'digest: "sha256:', 'digest: "md5:'), ("documents[0].digest", "sha256")),
    "an undertaking by nobody": (changed(CAMERA, "given_by: coastguard", "given_by: nobody"), ("undertakings[0].given_by", "nobody")),
    "a fact about nobody": (changed(CAMERA, "about: coastguard", "about: nobody"), ("facts[0].about", "nobody")),
    "no items": (CAMERA.replace(ITEM, "").replace("items:\n", "items: []\n"), ("items", "at least one")),
    "a key twice": (CAMERA + "activity: import\n", ("activity", "a second time")),
    "a bomb of anchors": ("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", ("line 1", "anchor")),
    "a tag": ("reference: !!python/object/apply:os.system [id]\n", ("line 1", "tag")),
    "a nest": ("a: " + "[" * 100 + "]" * 100 + "\n", ("nests deeper",)),
    "no mapping": ("- 1\n- 2\n", ("mapping",)),
    "nothing": ("", ("empty",)),
    "no YAML": ("reference: [unclosed\n", ("is not YAML",)),
}  # fmt: skip


@pytest.mark.parametrize("command", ["assess", "submit"])
@pytest.mark.parametrize("what", DOSSIERS)
def test_a_faulty_dossier(refused: Run, tmp_path: Path, what: str, command: str) -> None:
    text, holds = DOSSIERS[what]
    file = tmp_path / "dossier.yaml"
    file.write_text(text)
    [sentence] = refused(command, file)
    for part in holds:
        assert part in sentence, sentence


@pytest.mark.parametrize("command", ["assess", "submit"])
def test_every_fault_of_a_dossier_is_said_at_once(refused: Run, tmp_path: Path, command: str) -> None:
    text = changed(changed(CAMERA, 'quantity: "40"', 'quantity: "-4"'), "destination_state: NO", "destination_state: XX")
    text = changed(text, "  role: end_user\n", "") + "colour: red\n"
    (tmp_path / "dossier.yaml").write_text(text)
    said = refused(command, tmp_path / "dossier.yaml", sentences=4)
    assert {sentence.partition(":")[0] for sentence in said} == {
        "colour",
        "destination_state",
        "parties[1].role",
        "items[0].quantity",
    }


def test_a_broken_json_dossier_is_named_by_line(refused: Run, tmp_path: Path) -> None:
    (tmp_path / "dossier.json").write_text('{\n  "reference": "X",\n  "items": [}\n')
    [sentence] = refused("assess", tmp_path / "dossier.json")
    assert "dossier.json line 3" in sentence


def huge(path: Path) -> Path:
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    return path


FILE_COMMANDS: dict[str, tuple[str, ...]] = {
    "assess": ("assess", "{}"),
    "submit": ("submit", "{}"),
    "classify": ("classify", "{}"),
    "replay": ("replay", "{}"),
    "reference add": ("reference", "add", "{}", "--kind", "un-sc"),
    "history add": ("history", "add", "{}"),
    "screen --batch": ("screen", "--batch", "{}", "--out", "out.jsonl"),
    "restore": ("restore", "{}", "--workspace", "new-workspace"),
}


@pytest.mark.parametrize("command", FILE_COMMANDS)
def test_a_file_that_is_none(refused: Run, tmp_path: Path, command: str) -> None:
    """Every command that reads a file: one that is absent, a folder, one that may not be read."""
    arguments = FILE_COMMANDS[command]

    def with_file(path: Path) -> tuple[str, ...]:
        return tuple(str(path) if argument == "{}" else argument for argument in arguments)

    [absent] = refused(*with_file(tmp_path / "absent.jsonl"))
    assert "does not exist" in absent or "is not there" in absent
    (tmp_path / "folder").mkdir()
    [folder] = refused(*with_file(tmp_path / "folder"))
    assert any(said in folder for said in ("is a folder", "Is a directory", "is no backup"))
    [below] = refused(*with_file(Path(__file__) / "below"))
    assert "below" in below


@pytest.mark.parametrize("command", FILE_COMMANDS)
def test_a_file_that_may_not_be_read(refused: Run, tmp_path: Path, command: str) -> None:
    file = tmp_path / "closed.jsonl"
    file.write_text("x")
    file.chmod(0)
    if os.access(file, os.R_OK):
        pytest.skip("left out: whoever runs this may read every file")
    [sentence] = refused(*(str(file) if argument == "{}" else argument for argument in FILE_COMMANDS[command]))
    assert "closed.jsonl" in sentence
    assert "cannot be read" in sentence or "is not readable" in sentence


@pytest.mark.parametrize("command", ["assess", "submit", "classify", "replay", "history add"])
def test_a_file_of_100_megabytes(refused: Run, tmp_path: Path, command: str) -> None:
    file = huge(tmp_path / "huge.yaml")
    [sentence] = refused(*(str(file) if argument == "{}" else argument for argument in FILE_COMMANDS[command]))
    assert "104,857,600 bytes" in sentence
    file.unlink()


BINARY = {"not UTF-8": b"reference: \xff\xfe\n", "zeros": b"\0" * 64, "an archive": gzip.compress(b"reference: X\n")}


@pytest.mark.parametrize("what", BINARY)
@pytest.mark.parametrize("command", ["assess", "submit", "classify", "replay", "history add", "screen --batch", "restore"])
def test_a_file_of_something_else(refused: Run, tmp_path: Path, command: str, what: str) -> None:
    file = tmp_path / "strange.jsonl"
    file.write_bytes(BINARY[what])
    refused(*(str(file) if argument == "{}" else argument for argument in FILE_COMMANDS[command]), sentences=None)


# ---- days, editions, options


OPTIONS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "a day of assessment to come": (("assess", "{01}", "--as-of", "2026-08-04"), ("as_of", "2026-08-04", "has not come")),
    "a day of knowledge to come": (("assess", "{01}", "--known-at", "2199-01-01"), ("known_at", "2199-01-01", "has not come")),
    "a day that does not exist": (("assess", "{01}", "--as-of", "2026-02-30"), ("--as-of", "2026-02-30", "calendar")),
    "a day in another form": (("assess", "{01}", "--as-of", "3.8.2026"), ("--as-of", "3.8.2026", "YYYY-MM-DD")),
    "an edition that is absent": (("assess", "{01}", "--as-of", "2001-01-01"), ("edition of embargoes", "2001-01-01", "licet reference add")),
    "a format that is none": (("assess", "{01}", "--format", "pdf"), ("--format", "pdf", "json, text, html")),
    "an unknown option": (("assess", "{01}", "--skip-screening"), ("--skip-screening", "licet --help")),
    "an unknown command": (("approve", "{01}"), ("approve", "licet --help")),
    "a missing file": (("assess",), ("dossier", "licet --help")),
    "an option without its value": (("assess", "{01}", "--as-of"), ("--as-of",)),
    "a schema that is none": (("schema", "ministry"), ("ministry", "dossier")),
    "no name to screen": (("screen",), ("NAME",)),
    "a name of nothing": (("screen", "..."), ("...",)),
    "a schema of party that is none": (("screen", "X", "--schema", "Ghost"), ("--schema", "Ghost", "Person")),
    "a country that is none": (("screen", "X", "--country", "XX"), ("--country", "XX")),
    "a birth date that is none": (("screen", "X", "--birth-date", "May 1961"), ("--birth-date", "May 1961")),
    "a birth day that does not exist": (("screen", "X", "--birth-date", "1961-02-30"), ("--birth-date", "1961-02-30")),
    "a kind of list that is none": (("reference", "add", "{01}", "--kind", "gossip"), ("gossip", "un-sc")),
    "an edition that names none": (("reference", "diff", "sha256:0000000000", "sha256:1111111111"), ("sha256:0000000000", "licet reference list")),
    "a case that is not there": (("answer", "ZA-2026-99999", "x", "true", "--source", "s", "--on", "2026-08-03"), ("ZA-2026-99999",)),
    "a case number that is none": (("answer", "../../etc", "x", "true", "--source", "s", "--on", "2026-08-03"), ("../../etc", "no case number")),
    "an authority that is no state": (("answer", "XX-2026-00001", "x", "true", "--source", "s", "--on", "2026-08-03"), ("XX-2026-00001",)),
    "a hit of a case that is not there": (("hit", "clear", "ZA-2026-99999/p:r", "--why", "w"), ("ZA-2026-99999",)),
    "an item that is not named": (("classify",), ("ITEM", "--ask --kind")),
    "an item in a folder that is not there": (("classify", "--ask", "--kind", "drone", "--save", "no/such/item.json"), ("--save", "no/such")),
    "a kind without questions": (("classify", "--kind", "drone"), ("--kind", "--ask")),
    "a hit that is none": (("hit", "confirm", "ZA-2026-00001", "--why", "w"), ("ZA-2026-00001", "CASE/PARTY:RECORD", "hit list")),
    "the hits of a case that is not there": (("hit", "list", "ZA-2026-99999"), ("ZA-2026-99999",)),
    "a port that is none": (("serve", "--port", "99999"), ("99999", "65535")),
    "a key of nobody": (("key", "shred", "EX-99/nobody", "--yes"), ("EX-99/nobody",)),
}  # fmt: skip


@pytest.mark.parametrize("what", OPTIONS)
def test_a_faulty_option(refused: Run, what: str, example: Callable[[str], Path]) -> None:
    arguments, holds = OPTIONS[what]
    [sentence] = refused(*(example("01") if argument == "{01}" else argument for argument in arguments))
    for part in holds:
        assert part in sentence, sentence


def test_nothing_at_all_shows_the_help(commands: Any, untouched: Path) -> None:
    done = commands.run(LICET_WORKSPACE=str(untouched))
    assert done.status == 2
    assert "assess" in done.out
    assert "Traceback" not in done.err


# ---- lists


def test_a_list_file_cut_in_half(refused: Run, tmp_path: Path) -> None:
    lists = CHECKOUT / "tests/fixtures/lists"
    cases: dict[str, tuple[str, tuple[str, ...]]] = {
        "un.xml": ("un-sc", ()),
        "csl.csv": ("us-csl", ("--edition", "2026-07-31")),
        "parties.jsonl": ("index-jsonl", ("--edition", "2026-07-31", "--name", "X")),
    }
    for name, (kind, more) in cases.items():
        whole = (lists / name).read_bytes()
        half = tmp_path / name
        half.write_bytes(whole[: len(whole) // 2])
        refused("reference", "add", half, "--kind", kind, *more, sentences=None)
        half.write_bytes(gzip.compress(whole)[: len(whole) // 8])
        refused("reference", "add", half, "--kind", kind, *more, sentences=None)
        half.unlink()


def test_a_list_from_the_future_or_of_no_date(refused: Run) -> None:
    file = CHECKOUT / "tests/fixtures/lists/csl.csv"
    [future] = refused("reference", "add", file, "--kind", "us-csl", "--edition", "2199-01-01")
    assert "future" in future
    [undated] = refused("reference", "add", file, "--kind", "us-csl")
    assert "--edition" in undated


def test_one_name_twice_in_a_set(refused: Run, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    for folder in ("a", "b"):
        (tmp_path / folder / "x.csv").write_text("x")
    [sentence] = refused("reference", "add", tmp_path / "a/x.csv", tmp_path / "b/x.csv", "--kind", "us-csl")
    assert "same file name" in sentence


# ---- batches


BATCHES: dict[str, tuple[str, str, int, tuple[str, ...]]] = {
    "a line that is no JSON": ("in.jsonl", '{"id": "1", "properties": {"name": ["A"]}}\nnonsense\n', 1, ("in.jsonl line 2", "is not JSON")),
    "a wrong key": ("in.jsonl", '{"id": "1", "name": "A"}\n', 2, ("in.jsonl line 1",)),
    "nobody": ("in.jsonl", '{"id": "1", "properties": {"name": [" "]}}\n', 1, ("names nobody",)),
    "a country that is none": ("in.jsonl", '{"id": "1", "properties": {"name": ["A"], "country": ["XX"]}}\n', 1, ("XX",)),
    "a schema that is none": ("in.jsonl", '{"id": "1", "schema": "Ghost", "properties": {"name": ["A"]}}\n', 1, ("Ghost",)),
    "an empty file": ("in.jsonl", "", 1, ("holds no party",)),
    "a column that is none": ("in.csv", "id,name,shoe_size\n1,A,43\n", 1, ("shoe_size", "id,name")),
    "no column name": ("in.csv", "id,title\n1,A\n", 1, ("id,name",)),
    "a row too short": ("in.csv", "id,name,country\n1,A\n", 1, ("in.csv line 2", "3 fields")),
    "a row too long": ("in.csv", "id,name\n1,A,B\n", 1, ("in.csv line 2", "2 fields")),
    "an open quotation": ("in.csv", 'id,name\n1,"A\n', 1, ("in.csv", "CSV")),
    "only heads": ("in.csv", "id,name\n", 1, ("holds no party",)),
}  # fmt: skip


@pytest.mark.parametrize("what", BATCHES)
def test_a_faulty_batch_leaves_no_output(refused: Run, tmp_path: Path, what: str) -> None:
    name, text, count, holds = BATCHES[what]
    (tmp_path / name).write_text(text)
    said = refused("screen", "--batch", name, "--out", "out.jsonl", sentences=count)
    for part in holds:
        assert part in said[0], said


def test_a_batch_of_many_faults_is_cut_short(refused: Run, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text("nonsense\n" * 500)
    said = refused("screen", "--batch", "in.jsonl", "--out", "out.jsonl", sentences=101)
    assert "more faults" in said[-1]


def test_a_batch_into_a_folder_that_is_not_there(refused: Run, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('{"id": "1", "properties": {"name": ["A"]}}\n')
    [sentence] = refused("screen", "--batch", "in.jsonl", "--out", "absent/out.jsonl")
    assert "absent" in sentence
    [onto_itself] = refused("screen", "--batch", "in.jsonl", "--out", "in.jsonl")
    assert "in.jsonl" in onto_itself
    (tmp_path / "there").mkdir()
    [folder] = refused("screen", "--batch", "in.jsonl", "--out", "there")
    assert "is a folder" in folder


def test_options_of_a_batch_that_do_not_go_together(refused: Run, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('{"id": "1", "properties": {"name": ["A"]}}\n')
    refused("screen", "--batch", "in.jsonl")
    refused("screen", "A", "--batch", "in.jsonl", "--out", "out.jsonl")
    refused("screen", "A", "--out", "out.jsonl")


# ---- documents, backups, workspaces


def test_an_attachment_absent_or_outside_the_folder(refused: Run, tmp_path: Path) -> None:
    digest = "sha256:" + "0" * 64
    for path, says in (("certificate.pdf", "attach it"), ("../../etc/passwd", "outside")):
        document = f'documents:\n- {{id: more, kind: x, path: "{path}", digest: "{digest}"}}\n'
        (tmp_path / "dossier.yaml").write_text(changed(CAMERA, "documents:\n", document))
        [sentence] = refused("submit", tmp_path / "dossier.yaml")
        assert says in sentence
    (tmp_path / "certificate.pdf").write_bytes(b"another")
    (tmp_path / "dossier.yaml").write_text(
        changed(CAMERA, "documents:\n", f"documents:\n- {{id: more, kind: x, path: certificate.pdf, digest: '{digest}'}}\n")
    )
    [sentence] = refused("submit", tmp_path / "dossier.yaml")
    assert "certificate.pdf" in sentence


def test_a_backup_over_something_or_into_nowhere(refused: Run, tmp_path: Path) -> None:
    (tmp_path / "taken.zip").write_text("mine")
    refused("backup", "taken.zip")
    assert (tmp_path / "taken.zip").read_text() == "mine"
    refused("backup", "absent/backup.zip")


def test_a_workspace_that_is_none(commands: Any, tmp_path: Path, example: Callable[[str], Path]) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "full").mkdir()
    (tmp_path / "full/mine.txt").write_text("x")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken/workspace.json").write_text('{"shape":"workspace/99"}')
    for folder in ("file", "full", "broken"):
        done = commands.run("assess", example("01"), "--workspace", tmp_path / folder)
        assert done.status == 2, (folder, done)
        assert folder in done.sentences[-1]
        assert "Traceback" not in done.err
    assert (tmp_path / "full/mine.txt").read_text() == "x"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["broken", "file", "full"]


def test_a_restore_over_a_workspace(refused: Run, untouched: Path, tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"PK")
    refused("restore", "x.zip", "--workspace", untouched)


@pytest.mark.parametrize("key", ["dossier", "snapshot", "context", "rulebook"])
def test_an_opinion_from_elsewhere(
    refused: Run, tmp_path: Path, commands: Any, small_workspace: Path, key: str, example: Callable[[str], Path]
) -> None:
    """Formed in another workspace: its inputs are not here, and the first of them is named."""
    shutil.copytree(small_workspace, tmp_path.parent / f"elsewhere-{key}")
    formed = commands.run("assess", example("01"), "--format", "json", "--workspace", tmp_path.parent / f"elsewhere-{key}").document
    formed["inputs"][key] = "sha256:" + "0" * 64
    (tmp_path / "opinion.json").write_text(json.dumps(formed))
    [sentence] = refused("replay", "opinion.json")
    assert "inputs." in sentence
