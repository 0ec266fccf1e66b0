"""Every command, run for real: status, the shape of what it gives, and what the workspace holds afterwards."""

import hashlib
import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from licet.cli.schema import SCHEMAS
from workbench import CHECKOUT, EXAMPLES, clean_environment

Run = Callable[..., Any]
Example = Callable[[str], Path]


# ---- assess and replay


@pytest.fixture
def formed(licet: Run, example: Example, tmp_path: Path) -> Path:
    """The opinion on the camera as a file."""
    done = licet("assess", example("01"), "--format", "json")
    assert (done.status, done.err) == (0, "")
    (tmp_path / "opinion.json").write_text(done.out)
    return tmp_path / "opinion.json"


def test_assess_gives_one_opinion_of_the_published_shape(formed: Path, licet: Run) -> None:
    opinion = json.loads(formed.read_text())
    jsonschema.validate(opinion, licet("schema", "opinion").document)
    assert opinion["shape"] == "opinion/1"
    assert opinion["recommendation"] == "permit_with_conditions"
    assert set(opinion["inputs"]) == {"as_of", "known_at", "dossier", "snapshot", "rulebook", "context", "plan", "software"}
    assert set(opinion["findings"][0]) >= {
        "rule",
        "citation",
        "effect",
        "outcome",
        "standard",
        "says",
        "facts",
        "missing",
        "release_level",
    }


def test_assess_in_words_and_as_a_page(licet: Run, example: Example) -> None:
    words = licet("assess", example("14"))
    assert words.status == 0
    assert words.out.startswith("REFUSE")
    assert "Only an officer decides" in words.out
    page = licet("assess", example("14"), "--format", "html")
    assert page.out.startswith("<!doctype html>")
    assert "REFUSE" in page.out
    assert "http" not in page.out.replace("https://licet.example", ""), "nothing is fetched from elsewhere"


def test_a_page_escapes_what_a_stranger_wrote(licet: Run, example: Example, tmp_path: Path) -> None:
    text = example("01").read_text()
    fact = "- {name: wmd_delivery_concern, value: true, source: '<script>alert(1)</script>', on: 2026-08-01, capacity: officer}\n"
    (tmp_path / "evil.yaml").write_text(text.replace("facts:\n- {name: end", f"facts:\n{fact}- {{name: end"))
    page = licet("assess", tmp_path / "evil.yaml", "--format", "html")
    assert page.status == 0
    assert "<script>" not in page.out


def test_an_opinion_replays_in_a_later_process(formed: Path, licet: Run) -> None:
    done = licet("replay", formed)
    assert (done.status, done.out) == (0, "")
    assert "byte for byte" in done.err


def test_a_tampered_opinion_fails_the_replay_and_the_place_is_said(formed: Path, licet: Run, tmp_path: Path) -> None:
    opinion = json.loads(formed.read_text())
    opinion["recommendation"] = "permit"
    opinion["conditions"] = []
    (tmp_path / "tampered.json").write_text(json.dumps(opinion))
    done = licet("replay", tmp_path / "tampered.json")
    assert (done.status, done.out) == (1, "")
    assert {sentence.partition(":")[0] for sentence in done.sentences} == {"recommendation", "conditions"}
    assert 'the opinion says "permit", the rerun says "permit_with_conditions"' in done.err


def test_a_replay_after_a_key_was_destroyed_says_when(formed: Path, licet: Run) -> None:
    shred = licet("key", "shred", "EX-01/coastguard", "--yes")
    assert (shred.status, shred.err) == (0, "The identity of EX-01/coastguard is destroyed.\n")
    done = licet("replay", formed)
    assert done.status == 1
    [sentence] = done.sentences
    assert "EX-01/coastguard" in sentence
    assert "destroyed on 2026-08-03" in sentence
    assert licet("key", "shred", "EX-01/coastguard", "--yes").status == 0, "again changes nothing"
    assert licet("log", "fsck").status == 0


def test_a_destruction_is_asked_about_first(formed: Path, licet: Run) -> None:
    asked = licet("key", "shred", "EX-01/coastguard", stdin=b"n\n")
    assert asked.status == 1
    assert "Destroy the identity of EX-01/coastguard for good?" in asked.err
    assert licet("replay", formed).status == 0


def test_other_software_is_said_to_be_other(formed: Path, licet: Run, tmp_path: Path) -> None:
    opinion = json.loads(formed.read_text())
    opinion["inputs"]["software"] = "sha256:" + "0" * 64
    (tmp_path / "older.json").write_text(json.dumps(opinion))
    done = licet("replay", tmp_path / "older.json")
    assert done.status == 1
    assert done.sentences[0] == "The software has changed since this opinion was formed; everything else was compared."
    assert len(done.sentences) == 2


# ---- the register


def test_a_case_from_submission_to_answer(licet: Run, example: Example) -> None:
    first = licet("submit", example("16"))
    receipt = first.document
    assert (first.status, receipt["number"], receipt["again"]) == (0, "ZA-2026-00001", False)
    assert first.err == "ZA-2026-00001 is in the register.\n"
    jsonschema.validate(receipt, licet("schema", "receipt").document)
    again = licet("submit", example("16"))
    assert again.document == {**receipt, "again": True}
    assert again.err == "ZA-2026-00001 is in the register already.\n"
    common = ("--source", "embassy report", "--on", "2026-08-03", "--format", "json")
    one = licet("answer", "ZA-2026-00001", "certificate_verified", "true", *common)
    assert [missing["name"] for missing in one.document["missing"]] == ["diversion_assessment"]
    two = licet("answer", "ZA-2026-00001", "diversion_assessment", "false", *common)
    assert two.document["recommendation"] == "permit_with_conditions"
    assert licet("log", "fsck").status == 0


def test_a_hit_is_cleared_and_confirmed(licet: Run, example: Example) -> None:
    licet("submit", example("02"))
    name, listed, _, standing = licet("hit", "list", "ZA-2026-00001").out.split()
    assert (name, listed, standing) == ("ZA-2026-00001/trader:ex-003", "EX-SANCTIONS", "open")
    cleared = licet("hit", "clear", "ZA-2026-00001/trader:ex-003", "--why", "a bakery")
    assert cleared.status == 0
    assert cleared.out.startswith("PERMIT WITH CONDITIONS")
    assert licet("hit", "list", "ZA-2026-00001").out.split()[3] == "cleared"
    confirmed = licet("hit", "confirm", "ZA-2026-00001/trader:ex-003", "--why", "the same firm after all")
    assert confirmed.out.startswith("REFUSE")
    wrong = licet("hit", "clear", "ZA-2026-00001/trader:ex-001", "--why", "x")
    assert (wrong.status, wrong.out) == (2, "")


def test_attachments_come_from_beside_the_dossier(licet: Run, example: Example, tmp_path: Path, workspace: Path) -> None:
    body = b"the certificate of the Example Northern Coast Guard, in its own words"
    (tmp_path / "request/papers").mkdir(parents=True)
    (tmp_path / "request/papers/certificate.pdf").write_bytes(body)
    document = f"- {{id: paper, kind: letter, path: papers/certificate.pdf, digest: 'sha256:{hashlib.sha256(body).hexdigest()}'}}\n"
    (tmp_path / "request/dossier.yaml").write_text(example("01").read_text().replace("documents:\n", f"documents:\n{document}"))
    assert licet("submit", tmp_path / "request/dossier.yaml").status == 0
    assert not any(body in path.read_bytes() for path in workspace.rglob("*") if path.is_file()), "it is kept sealed"


def test_history_is_added_once(licet: Run, tmp_path: Path) -> None:
    (tmp_path / "history.jsonl").write_text('{"denials_complete_until": "2026-07-31"}\n')
    for _ in range(2):
        done = licet("history", "add", tmp_path / "history.jsonl")
        assert (done.status, done.out) == (0, "")
    assert "1 events" in licet("log", "fsck").err


def test_live_authorisations_are_shown_without_names(licet: Run, tmp_path: Path) -> None:
    entry = {
        "reference": "A-1",
        "issued_on": "2026-02-01",
        "item": "drone",
        "quantity_left": "3",
        "unit": "piece",
        "end_user": "Nobody Ltd",
    }
    (tmp_path / "history.jsonl").write_text(json.dumps({"authorisation": entry}) + "\n")
    assert licet("history", "add", tmp_path / "history.jsonl").status == 0
    shown = licet("history", "live", "--format", "json")
    assert "Nobody" not in shown.out
    assert [(one["reference"], one["touched"]) for one in json.loads(shown.out) if one["reference"] == "A-1"] == [("A-1", [])]
    assert "A-1" in licet("history", "live").out


def test_work_and_reindex_say_what_they_did(licet: Run, example: Example) -> None:
    licet("submit", example("01"))
    licet("submit", example("11"))
    assert licet("work", "--once").err == ""
    assert licet("reindex").err == "Rebuilt the list of 2 cases, of 0 stored parties and of 0 contracts.\n"


# ---- screening and classification


def test_screen_gives_one_result(licet: Run) -> None:
    done = licet("screen", "شركة المثال", "--schema", "Company", "--country", "AE", "--format", "json")
    result = done.document
    assert (done.status, set(result)) == (0, {"query", "edition", "alert", "matches"})
    assert result["alert"] is True
    best = result["matches"][0]
    assert set(best) >= {"record_id", "list", "caption", "matched_name", "score", "alert", "evidence"}
    assert best["record_id"] == "ex-003"
    assert 0 <= float(best["score"]) <= 1
    assert result["edition"].startswith("sha256:")
    for evidence in best["evidence"]:
        assert set(evidence) == {"feature", "effect", "weight", "query_value", "record_value", "says"}
        assert evidence["effect"] in ("for", "against", "absent")
    assert "ALERT" in licet("screen", "شركة المثال").out
    quiet = licet("screen", "Zzyzx Perfectly Harmless", "--format", "json").document
    assert quiet["alert"] is False


def test_several_names_and_numbers_are_one_party(licet: Run) -> None:
    result = licet("screen", "Nobody Known", "Salt Heron", "--schema", "Vessel", "--id", "3004174", "--format", "json").document
    assert result["matches"][0]["record_id"] == "ex-006"


def test_a_batch_answers_line_by_line_in_order(licet: Run, tmp_path: Path) -> None:
    parties = [
        {"id": "b", "schema": "Company", "properties": {"name": ["شركة المثال"], "country": ["AE"]}},
        {"id": "a", "properties": {"name": ["Zzyzx Perfectly Harmless"]}},
        {"id": "b", "schema": "Person", "properties": {"name": ["Viktor Prymerov"], "birthDate": ["1968-04-12"]}},
    ]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(party) + "\n" for party in parties))
    done = licet("screen", "--batch", tmp_path / "in.jsonl", "--out", tmp_path / "out.jsonl")
    assert (done.status, done.out, done.err) == (0, "", "Screened 3 parties.\n")
    answers = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [(answer["id"], answer["alert"]) for answer in answers] == [("b", True), ("a", False), ("b", True)]
    one = licet("screen", "شركة المثال", "--schema", "Company", "--country", "AE", "--format", "json").document
    assert {key: value for key, value in answers[0].items() if key != "id"} == one, "one line is one screening"
    (tmp_path / "in.csv").write_text(
        "id,name,schema,country,birth_date\nb,شركة المثال,Company,AE,\na,Zzyzx Perfectly Harmless,,,\nb,Viktor Prymerov,Person,,1968-04-12\n"
    )
    assert licet("screen", "--batch", tmp_path / "in.csv", "--out", tmp_path / "csv.jsonl").status == 0
    assert (tmp_path / "csv.jsonl").read_text() == (tmp_path / "out.jsonl").read_text(), "the same parties as CSV"
    assert sorted(path.name for path in tmp_path.glob("*.part")) == []


def test_compare_needs_no_workspace(licet: Run) -> None:
    done = licet("compare", "Schmidt", "Schmitt", "--format", "json")
    assert set(done.document) == {"score", "alert", "evidence"}
    assert licet("compare", "A", "A").status == 0


def test_classify_asks_for_the_facts_that_decide(licet: Run, tmp_path: Path) -> None:
    typed = b"no\nciviL\nfalse\nback\nyes\nend\n"
    done = licet("classify", "--ask", "--kind", "drone", "--format", "json", "--save", tmp_path / "item.json", stdin=typed)
    assert done.status == 0
    assert "holds “no”, which is not among its values" in done.err
    assert json.loads((tmp_path / "item.json").read_text())["facts"] == {"military_design": "civil", "armed": True}
    assert done.document["lists"]["US"]["codes"] == ["US-USML-VIII-a-16"]
    again = licet("classify", tmp_path / "item.json", "--format", "json")
    assert again.document["lists"]["US"]["codes"] == ["US-USML-VIII-a-16"]


def test_the_wording_of_control_lists_is_searched_and_shown(licet: Run) -> None:
    assert licet("entry", "search", "camera").status == 2
    for name, kind in (("annex-i.html", "eu-annex-i"), ("title-15.xml", "us-ccl")):
        file = CHECKOUT / "tests/fixtures/control_lists" / name
        assert licet("reference", "add", file, "--kind", kind, "--edition", "2026-07-01").status == 0
    found = licet("entry", "search", "cameras", "--format", "json").document
    assert [(one["list"], one["code"]) for one in found] == [("EU", "6A903"), ("CCL", "6A993")]
    shown = licet("entry", "show", "9a912.a", "--format", "json").document
    assert [one["list"] for one in shown] == ["EU", "CCL"]
    assert "Aircraft flown by example" in licet("entry", "show", "9A912").out
    nothing = licet("entry", "search", "bicycle")
    assert (nothing.status, nothing.out) == (0, "")
    assert "does not mean" in nothing.err


def test_an_entry_is_shown_with_its_counterparts_where_no_wording_was_added(licet: Run) -> None:
    [shown] = licet("entry", "show", "us-9a120", "--format", "json").document
    assert {one["code"] for one in shown["counterparts"]} == {"MTCR-19.A.3", "EU-9A112.b"}
    assert shown["unless"] == ["model aircraft for recreation or competition"]
    text = licet("entry", "show", "9A012").out
    assert "until 2026-08-12" in text
    assert "\n    MTCR-19.A.2  complete UAV systems" in text
    absent = licet("entry", "show", "9Z999")
    assert (absent.status, absent.out, absent.err) == (0, "", "No list here has an entry 9Z999.\n")


def test_a_conversation_that_breaks_off_gives_what_is_known(licet: Run) -> None:
    done = licet("classify", "--ask", "--kind", "drone", "--format", "json", stdin=b"civil\n")
    assert done.status == 0
    assert {one["decision"] for one in done.document["lists"].values()} == {"refer"}


def test_classify_gives_each_list_its_answer(licet: Run, tmp_path: Path) -> None:
    (tmp_path / "item.yaml").write_text(
        "name: Example drone\nkind: complete UAV\nfacts: {range_km: 1850, payload_kg: 1700, armed: true}\n"
    )
    done = licet("classify", tmp_path / "item.yaml", "--format", "json")
    result = done.document
    assert (done.status, set(result["lists"])) == (0, {"MTCR", "EU", "US"})
    assert result["as_of"] == "2026-08-03"
    mtcr = result["lists"]["MTCR"]
    assert set(mtcr) >= {"decision", "codes", "possible", "missing", "because", "edition"}
    assert (mtcr["decision"], mtcr["codes"]) == ("listed", ["MTCR-1.A.2"])
    later = licet("classify", tmp_path / "item.yaml", "--on", "2030-01-01", "--format", "json")
    assert later.status == 0
    assert "Hypothetical" in later.err
    assert later.document["as_of"] == "2030-01-01"


# ---- reference data and law


def test_an_edition_is_added_listed_and_compared(licet: Run, tmp_path: Path) -> None:
    file = CHECKOUT / "tests/fixtures/lists/csl.csv"
    lines = file.read_bytes()
    added = licet("reference", "add", file, "--kind", "us-csl", "--edition", "2026-08-01")
    edition = added.document
    assert added.status == 0
    jsonschema.validate(edition, licet("schema", "edition").document)
    before = licet("reference", "list", "--format", "json").document
    assert edition in before
    assert licet("reference", "add", file, "--kind", "us-csl", "--edition", "2026-08-01").document == edition, "twice is once"
    assert licet("reference", "list", "--format", "json").document == before
    assert "US-CSL" in licet("reference", "list").out
    (tmp_path / "csl.csv").write_bytes(lines.rsplit(b"\n", 2)[0] + b"\n")
    licet("reference", "add", tmp_path / "csl.csv", "--kind", "us-csl", "--edition", "2026-08-02")
    difference = licet("reference", "diff", "us-csl@2026-08-01", "us-csl@2026-08-02", "--format", "json")
    assert difference.status == 0
    assert set(difference.document) >= {"added", "removed", "changed"}
    assert len(difference.document["removed"]) == 1


def test_law_is_shown_on_a_day(licet: Run) -> None:
    done = licet("law", "show")
    assert done.status == 0
    for rule in ("UN-CH7", "ATT-6.3", "CP-C2a", "MTCR-G2"):
        assert rule in done.out
    facts = licet("law", "facts")
    assert "certificate_verified" in facts.out
    assert licet("law", "show", "--on", "2001-01-01").status == 2, "no table was in force then"


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_a_schema(licet: Run, name: str) -> None:
    schema = licet("schema", name).document
    jsonschema.Draft202012Validator.check_schema(schema)


def test_the_dossier_schema_describes_the_examples(licet: Run) -> None:
    schema = licet("schema", "dossier").document
    for path in EXAMPLES.values():
        tree = yaml.load(path.read_text(), Loader=yaml.BaseLoader)  # noqa: S506 # our own file, and as text only
        assert set(tree) <= set(schema["$defs"]["Request"]["properties"])


# ---- the workspace


def test_init_makes_one_and_only_one(commands: Any, tmp_path: Path) -> None:
    done = commands.run("init", "--empty", "--workspace", tmp_path / "w")
    assert (done.status, done.out) == (0, "")
    again = commands.run("init", "--empty", "--workspace", tmp_path / "w")
    assert again.status == 2
    assert "not empty" in again.err
    assert commands.run("reference", "list", "--format", "json", "--workspace", tmp_path / "w").document == []
    nothing = commands.run("screen", "X", "--workspace", tmp_path / "w")
    assert nothing.status == 2, "without a list nobody is called clear"
    assert "holds no party list" in nothing.err
    assert (tmp_path / "w").stat().st_mode & 0o077 == 0, "readable by its owner only"


def test_a_backup_restores_to_the_same_cases_and_opinions(
    licet: Run, commands: Any, example: Example, tmp_path: Path, workspace: Path
) -> None:
    licet("submit", example("16"))
    formed = licet(
        "answer", "ZA-2026-00001", "certificate_verified", "true", "--source", "s", "--on", "2026-08-03", "--format", "json"
    ).out
    made = licet("backup", tmp_path / "backup.zip")
    assert made.status == 0
    assert made.document["with_keys"] is False
    assert "keys" in made.err
    restored = commands.run("restore", tmp_path / "backup.zip", "--workspace", tmp_path / "restored")
    assert restored.status == 0, restored.err
    shutil.rmtree(tmp_path / "restored/keys", ignore_errors=True)
    shutil.copytree(workspace / "keys", tmp_path / "restored/keys")
    shutil.copy(workspace / "demonstration.json", tmp_path / "restored/demonstration.json")
    (tmp_path / "opinion.json").write_text(formed)
    replayed = commands.run("replay", tmp_path / "opinion.json", "--workspace", tmp_path / "restored")
    assert replayed.status == 0, replayed.err
    assert commands.run("log", "fsck", "--workspace", tmp_path / "restored").status == 0


def test_a_changed_journal_fails_the_check(licet: Run, example: Example, workspace: Path) -> None:
    licet("submit", example("01"))
    assert licet("log", "fsck").status == 0
    with sqlite3.connect(workspace / "licet.sqlite3") as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type='table' AND name LIKE '%event%'")]
        [table] = [name for name in tables if "payload" in {row[1] for row in database.execute(f"PRAGMA table_info({name})")}]
        for (trigger,) in database.execute("SELECT name FROM sqlite_master WHERE type='trigger'").fetchall():
            database.execute(f"DROP TRIGGER {trigger}")
        forged = "CAST(replace(CAST(payload AS TEXT), 'EX-01', 'EX-99') AS BLOB)"
        changed = database.execute(f"UPDATE {table} SET payload = {forged} WHERE position = 1")  # noqa: S608
        assert changed.rowcount == 1
    done = licet("log", "fsck")
    assert done.status == 1
    assert len(done.sentences) == 1
    assert done.sentences == ["The payload of event 1 (case/ZA-2026-00001 1) was changed."]


def test_fsck_compares_the_columns_that_lists_are_made_from(licet: Run, example: Example, workspace: Path) -> None:
    assert licet("submit", example("01")).status == 0
    with sqlite3.connect(workspace / "licet.sqlite3") as database:
        assert database.execute("UPDATE records_eventrecord SET person_id = 'nobody' WHERE position = 1").rowcount == 1
    done = licet("log", "fsck")
    assert done.status == 1
    assert len(done.sentences) == 1
    assert "person_id of event 1" in done.sentences[0]


def test_no_file_of_a_workspace_names_a_party(licet: Run, example: Example, tmp_path: Path, workspace: Path) -> None:
    """On disk, in every file: database and its log, contents, keys, library."""
    telltale = "Telltale Shipping of Nowhere"
    text = (
        example("02")
        .read_text()
        .replace("name: [شركة المثال]", f"name: [شركة المثال], alias: [{telltale}], address: [1 Telltale Lane]")
    )
    (tmp_path / "marked.yaml").write_text(text)
    assert licet("submit", tmp_path / "marked.yaml").status == 0
    assert licet("assess", tmp_path / "marked.yaml").status == 0
    assert licet("hit", "clear", "ZA-2026-00001/trader:ex-003", "--why", "another firm").status == 0
    ours = [path for path in workspace.rglob("*") if path.is_file() and "library" not in path.parts]
    assert len(ours) > 5
    for path in ours:
        data = path.read_bytes()
        assert b"elltale" not in data, path
        assert "شركة المثال".encode() not in data, path


def test_the_installed_script_is_the_same_command(example: Example, workspace: Path, licet: Run) -> None:
    """Once without the nest: the script that users call."""
    script = Path(sys.executable).with_name("licet")
    done = subprocess.run(
        [script, "assess", example("11"), "--format", "json"],
        env=clean_environment(LICET_WORKSPACE=str(workspace), PYTHONWARNINGS="error"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == licet("assess", example("11"), "--format", "json").out
    wrong = subprocess.run([script, "assess", "absent.yaml"], env=clean_environment(), capture_output=True, text=True, check=False)
    assert (wrong.returncode, wrong.stdout) == (2, "")


def test_a_reader_that_goes_away_is_no_fault(workspace: Path) -> None:
    """`licet law show | head -1`: no trace when the pipe closes."""
    script = Path(sys.executable).with_name("licet")
    command = f"'{script}' law show | head -1"
    done = subprocess.run(
        ["/bin/sh", "-c", command],
        env=clean_environment(LICET_WORKSPACE=str(workspace)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    assert "Exception ignored" not in done.stderr, done.stderr
