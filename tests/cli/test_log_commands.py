"""`licet log`, `verify`, `witness` and `key` as they are used: by an authority, a witness and a stranger."""

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.fixture
def logged(licet: Run, example: Callable[[str], Path], tmp_path: Path) -> Path:
    """A workspace whose log ticks each second, with one request in it and public; returns a folder for files."""
    assert licet("log", "open", "--origin", "log.example.org/licet", "--slots", "4", "--every", "1").status == 0
    submitted = licet("submit", example("01"))
    assert submitted.status == 0, submitted.err
    (tmp_path / "reference").write_text(submitted.document["number"])
    files = tmp_path / "files"
    files.mkdir()
    for _ in range(10):
        time.sleep(1.05)
        assert licet("log", "tick").status == 0
        if licet("log", "show").document["waiting"] == 0:
            break
    (files / "policy.txt").write_text(licet("log", "policy").out)
    return files


def test_a_request_is_committed_to_proved_to_its_applicant_and_claimed_to_all(licet: Run, logged: Path, workspace: Path) -> None:
    policy = ("--policy", logged / "policy.txt")
    reference = (logged.parent / "reference").read_text()
    assert licet("log", "receipt", reference, "--out", logged / "receipt.tlog-proof").status == 0
    told = licet("verify", logged / "receipt.tlog-proof", *policy)
    assert told.status == 0
    assert "kind: request_submitted" in told.out
    assert f"stream: case/{reference}" in told.out
    part = logged / "part.tlog-proof"
    assert licet("log", "receipt", reference, "--field", "kind", "--out", part).status == 0
    assert reference not in licet("verify", part, *policy).out
    assert licet("log", "receipt", reference, "--field", "colour", "--out", logged / "x").status == 1
    assert licet("log", "receipt", "nobody", "--out", logged / "x").status == 2
    assert licet("log", "claim", "request_withdrawn", "--count", "0", "--out", logged / "none.claim").status == 0
    told = licet("verify", logged / "none.claim", *policy)
    assert (told.status, "in none is “request_withdrawn” true" in told.out) == (0, True)
    refused = licet("log", "claim", "request_taken_in", "--count", "0", "--out", logged / "x")
    assert refused.status == 1
    assert any("What is not so cannot be proved" in line for line in refused.sentences)
    assert any(f"case/{reference}" in line for line in refused.sentences)
    sizes = licet("log", "show").document["checkpoints"]
    assert licet("log", "growth", "--from", sizes[0], "--out", logged / "g").status == 0
    assert licet("verify", logged / "g", *policy).status == 0
    assert licet("verify", workspace / "log", *policy).status == 0
    assert licet("log", "fsck").status == 0
    assert not (logged / "x").exists()


def test_bad_files_and_wrong_use_are_said_in_sentences(licet: Run, logged: Path, workspace: Path, tmp_path: Path) -> None:
    for arguments, status, said in [
        (("verify", logged / "policy.txt", "--policy", logged / "policy.txt"), 2, "is no proof, claim"),
        (("verify", logged / "nothing", "--policy", logged / "policy.txt"), 2, "does not exist"),
        (("verify", logged, "--policy", logged / "policy.txt"), 2, "no file “checkpoint”"),
        (("verify", workspace / "log", "--policy", workspace / "log/checkpoint"), 2, "no line of a policy"),
        (("log", "open", "--origin", "again.example.org"), 2, "comes too late"),
        (("log", "claim", "nonsense", "--count", "0", "--out", logged / "x"), 1, "No catalogue declares"),
        (("log", "growth", "--from", "3", "--out", logged / "x"), 1, "No checkpoint has 3 entries"),
        (("key", "rotate", "--log"), 2, "--root"),
        (("witness", "show", "--folder", tmp_path / "w"), 2, "is no witness"),
        (("log", "claim", "request_withdrawn", "--count", "0", "--out", logged / "policy.txt"), 2, "exists already"),
    ]:
        done = licet(*arguments)
        assert done.status == status, (arguments, done)
        assert said in done.err, (arguments, done)
        assert done.out == ""
    bundle = max((workspace / "log/tile/entries").rglob("*"), key=lambda path: path.stat().st_mtime_ns if path.is_file() else 0)
    changed = bytearray(bundle.read_bytes())
    changed[40] ^= 1
    bundle.write_bytes(changed)
    done = licet("verify", workspace / "log")
    assert (done.status, done.out[:11]) == (1, "Not proved:")


def test_a_witness_cosigns_and_the_keys_rotate(licet: Run, logged: Path, workspace: Path, tmp_path: Path) -> None:
    court = ("--folder", tmp_path / "court")
    keys = licet("witness", "init", "--name", "court.example.org/w1", *court).out.split()
    log_key = next(line for line in licet("log", "policy").out.splitlines() if line.startswith("log ")).removeprefix("log ")
    assert licet("witness", "trust", log_key, *court).status == 0
    assert licet("log", "ask", "--out", logged / "asked").status == 0
    answered = licet("witness", "cosign", logged / "asked", *court)
    assert answered.status == 0
    (logged / "lines").write_text(answered.out)
    assert licet("log", "cosigned", logged / "lines", "--witness", keys[0], "--witness", keys[1]).status == 0
    assert licet("witness", "cosign", logged / "asked", *court).status == 1, "asked from a size it no longer holds"
    (logged / "with-court.txt").write_text(f"log {log_key}\nwitness court {keys[0]}\nquorum court\n")
    assert licet("verify", workspace / "log", "--policy", logged / "with-court.txt").status == 0
    assert licet("key", "root", tmp_path / "root.key").status == 0
    assert (tmp_path / "root.key").stat().st_mode & 0o777 == 0o600
    (logged / "with-root.txt").write_text(licet("log", "policy").out)
    changed = licet("key", "rotate", "--log", "--root", tmp_path / "root.key")
    (logged / "change").write_text(changed.out)
    followed = licet("verify", logged / "change", "--policy", logged / "with-root.txt")
    assert (followed.status, "log log.example.org/licet+" in followed.out) == (0, True)
    assert licet("key", "rotate").status == 0
    assert [path.name for path in (workspace / "keys").glob("kek-*")] == ["kek-2.key"]
    time.sleep(1.05)
    assert licet("log", "tick").status == 0
    assert licet("log", "fsck").status == 0
    assert licet("verify", workspace / "log").status == 0


@pytest.mark.usefixtures("logged")
def test_an_insider_with_the_whole_database_is_found_out(licet: Run, workspace: Path) -> None:
    """Attacks 1 to 3: rows taken out with their events, so that the journal's own chain still holds."""
    with sqlite3.connect(workspace / "licet.sqlite3") as database:
        database.execute("DELETE FROM records_eventrecord WHERE position = (SELECT max(position) FROM records_eventrecord)")
        database.execute(
            'DELETE FROM records_ledgerentryrecord WHERE "index" = (SELECT max("index") FROM records_ledgerentryrecord)'
        )
    done = licet("log", "fsck")
    assert done.status == 1
    assert any("of nothing here and no padding" in line or "The list of cases" in line for line in done.sentences), done.sentences
    with sqlite3.connect(workspace / "licet.sqlite3") as database:
        database.execute("UPDATE records_caserecord SET number = 'forged'")
        database.execute("DELETE FROM records_ledgercheckpointrecord")
    done = licet("log", "fsck")
    assert any("its end was cut off" in line for line in done.sentences), done.sentences
