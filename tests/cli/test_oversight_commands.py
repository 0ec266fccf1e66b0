"""`licet oversight`: from a court's key to its file, and from a copy back to the export."""

import json
from pathlib import Path
from typing import Any

Run = Any


def test_a_case_goes_to_a_court_and_a_copy_is_traced(licet: Run, example: Any, tmp_path: Path) -> None:
    number = json.loads(licet("submit", example("01")).out)["number"]
    assert licet("oversight", "key", tmp_path / "court").status == 0
    words = ("--to", "Example High Court", "--purpose", "order of 2 August 2026")
    sealed = tmp_path / "export"
    made = licet("oversight", "export", number, *words, "--key", tmp_path / "court.pub", "--out", sealed)
    assert (made.status, made.out) == (0, "")
    assert b"Fynbos" not in sealed.read_bytes()
    policy = tmp_path / "policy.txt"
    policy.write_text(licet("log", "policy").out)
    got = licet("oversight", "open", sealed, "--key", tmp_path / "court", "--policy", policy)
    assert got.status == 0, got.err
    document = json.loads(got.out)
    assert "Fynbos Example Aerostructures" in json.dumps(document["cases"][0]["names"])
    (tmp_path / "leaked.txt").write_text(f"Look what I found: {json.dumps(document['cases'][0]['dossier'])}")
    traced = licet("oversight", "trace", tmp_path / "leaked.txt")
    assert (traced.status, json.loads(traced.out)["export"]) == (0, document["export"])
    assert licet("oversight", "trace", policy).status == 1

    again = licet("oversight", "export", number, *words, "--key", tmp_path / "court.pub", "--out", sealed)
    assert (again.status, "exists already" in again.err) == (2, True)
    wrong = licet("oversight", "export", number, *words, "--key", policy, "--out", tmp_path / "other")
    assert (wrong.status, "is no public key" in wrong.err) == (2, True)
    unknown = licet("oversight", "export", "ZA-2026-09999", *words, "--key", tmp_path / "court.pub", "--out", tmp_path / "other")
    assert unknown.status == 2
    licet("oversight", "key", tmp_path / "press")
    other = licet("oversight", "open", sealed, "--key", tmp_path / "press", "--policy", policy)
    assert (other.status, "sealed to another" in other.err) == (1, True)
    shut = licet("key", "shred", number, "--log", "--yes")
    assert (shut.status, "claims stay provable" in shut.err) == (0, True)
    assert licet("key", "shred", "ZA-2026-09999", "--log", "--yes").status == 2
