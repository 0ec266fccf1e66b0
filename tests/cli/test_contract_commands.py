"""`licet contract` as a user meets it."""

from collections.abc import Callable
from typing import Any

import jsonschema

from workbench import CHECKOUT

Run = Callable[..., Any]
VESSELS = CHECKOUT / "examples/contracts/patrol-vessels.yaml"
ID = "NO-NAV-2026-1"


def test_a_contract_from_the_file_to_its_end(licet: Run) -> None:
    assert licet("contract", "open", VESSELS, "--on", "2026-01-10").status == 0
    back = licet("contract", "move", ID, "planning")
    assert (back.status, back.out) == (2, "")
    assert back.err == f"{ID} is in planning already.\n"
    lacking = licet("contract", "move", ID, "tender", "--on", "2026-02-01", "--evidence", "need=study 4")
    assert lacking.err == f"{ID} needs evidence to go from planning to tender: budget_or_designation, invitation.\n"
    given = ("--evidence", "need=study 4", "--evidence", "budget_or_designation=budget 2026", "--evidence", "invitation=notice 1")
    moved = licet("contract", "move", ID, "tender", "--on", "2026-02-01", *given)
    assert (moved.status, moved.err) == (0, f"{ID} is in tender since 2026-02-01.\n")
    assert licet("contract", "record", ID, "payment", "on-signing", "--source", "bank").status == 0
    twice = licet("contract", "record", ID, "payment", "on-signing", "--source", "bank")
    assert "The payment on-signing was made on 2026-08-03." in twice.err
    assert licet("contract", "suspend", ID, "--why", "the yard is on strike").status == 0
    shown = licet("contract", "show", ID)
    assert "suspended in tender (the yard is on strike)" in shown.out
    assert "on-signing: 200000000 NOK, due 2026-09-30, done on 2026-08-03" in shown.out
    assert licet("contract", "resume", ID, "--why", "it is over").status == 0
    assert licet("contract", "terminate", ID, "--why", "no offer was good").status == 0
    ended = licet("contract", "resume", ID, "--why", "we think again")
    assert (ended.status, ended.err) == (2, "Resume is not possible while it is terminated.\n")
    document = licet("contract", "show", ID, "--format", "json").document
    assert (document["status"], document["stage"], document["events"]) == ("terminated", "tender", 6)
    jsonschema.validate(document["contract"], licet("schema", "contract").document)
    assert licet("contract", "list", "NO").out.count(ID) == 1
    assert licet("contract", "list", "NO", "--open").err.endswith("No contract is on file here.\n")
    assert licet("log", "fsck").status == 0


def test_bad_input_is_one_sentence_each(licet: Run, tmp_path: Any) -> None:
    file = tmp_path / "contract.yaml"
    file.write_text(VESSELS.read_text().replace("partner: yard", "partner: dock").replace("after: sea-trial", "after: trial"))
    done = licet("contract", "open", file)
    assert done.status == 2
    assert len(done.sentences) == 2
    assert licet("contract", "open", VESSELS, "--stage", "signed").err.startswith("--stage: “signed” is not one of planning")
    assert "--evidence: is needed to open a contract in final" in licet("contract", "open", VESSELS, "--stage", "final").err
    assert licet("contract", "move", ID, "tender", "--evidence", "need").err.startswith("--evidence: “need” is not KIND=SOURCE")
    assert licet("contract", "show", "NO-9").err == "Contract NO-9 is not here, or not for you to see.\n"
    assert licet("contract", "record", ID, "song", "x", "--source", "y").err.startswith("WHAT: “song” is not one of milestone")


def test_the_stages_are_data(licet: Run) -> None:
    document = licet("contract", "stages", "--format", "json").document
    assert [stage["name"] for stage in document["stages"]][-1] == "complete"
    assert "export_authorisation" in licet("contract", "stages").out


def test_contracts_out_and_in_as_open_contracting(licet: Run, tmp_path: Any) -> None:
    where = ("--prefix", "ocds-abc123", "--publisher", "Example", "--uri", "https://example.org/p.json", "--level", "case")
    assert licet("contract", "open", VESSELS, "--stage", "implementation", "--evidence", "signed_contract=deed 1").status == 0
    waits = licet("contract", "export", "NO", *where, "--out", tmp_path / "out")
    assert (waits.status, (tmp_path / "out").exists()) == (2, False)
    assert "waits for the consent publish of yard" in waits.err
    assert licet("contract", "record", ID, "consent", "publish", "--source", "letter").status == 0
    done = licet("contract", "export", "NO", *where, "--out", tmp_path / "out")
    assert (done.status, done.err) == (0, "Wrote 2 releases of 1 contracts.\n")
    assert licet("contract", "export", "NO", *where, "--out", tmp_path / "out").status == 2
    releases = tmp_path / "out/releases.json"
    assert licet("contract", "check", releases).status == licet("contract", "check", tmp_path / "out/records.json").status == 0
    assert licet("contract", "merge", releases, "--out", tmp_path / "merged.json").status == 0
    assert licet("contract", "check", tmp_path / "merged.json").status == 0
    came = licet("contract", "import", releases, "--state", "SE", "--kind", "sale")
    assert (came.status, came.out) == (0, "SE-ocds-abc123-NO-NAV-2026-1-NO-NAV-2026-1 implementation\n")
    broken = tmp_path / "broken.json"
    broken.write_text(releases.read_text().replace('"ocid"', '"oc"'))
    checked = licet("contract", "check", broken)
    assert checked.status == 1
    assert checked.err.startswith("releases[0]")
