"""Every finding says where it stands in law, and of which edition of which table; an absent table is one clear fault."""

import shutil
from pathlib import Path

import pytest

from licet.encoding.faults import Faults
from licet.law.finding import Finding
from licet.law.provisions import PROVISIONS
from licet.reference.edition import in_force
from licet.services.assess import grounds_of
from licet.services.references import load
from licet.storage.library import FileLibrary
from workbench import DAY, EXAMPLES, desk_in_memory

TABLES = ("embargoes", "memberships", "criteria", "control-entries")
OWN_RULES = ("SCREEN", "OWNERSHIP", "END-USER", "PARTIES", "WAY", "RECIPIENTS", "CONDITIONS", "ON-FILE", "OWN-REFUSALS", "UNDERCUT")
"""Rules made from the parties of a case, which stand in no table; the snapshot in the opinion's inputs names their lists."""


def table_of(finding: Finding) -> str | None:
    """The kind of table a finding's rule stands in, None for the rules that are made from the parties of a case."""
    if finding.rule.startswith(OWN_RULES):
        return None
    if finding.rule.startswith(("NAT:", "SPARED:", "SCOPE:SPARED")):
        return "rulebook"
    if finding.rule.startswith("PORTFOLIO:"):
        return "portfolio"
    return "embargoes" if finding.rule.startswith(("EMB:", "UN-CH7:")) else "criteria"


@pytest.mark.parametrize("stem", EXAMPLES)
def test_every_finding_cites_its_provision_and_edition(examples, stem: str) -> None:
    material = examples[stem[:2]]
    editions = {edition.content: edition for edition in material.references.snapshot.editions}
    for finding in material.opinion().findings:
        assert finding.citation.strip(), finding.rule
        assert finding.instrument.strip(), finding.rule
        assert finding.says.strip(), finding.rule
        kind = table_of(finding)
        if kind is None:
            continue
        cited = [part.split(" ") for part in finding.edition.split(", ")]
        assert [len(part) for part in cited] == [3], (finding.rule, finding.edition)
        [(named, dated, content)] = cited
        assert named == kind, finding.rule
        assert editions[content].kind == kind, finding.rule
        assert editions[content].dated_on.isoformat() == dated, finding.rule


def test_findings_of_the_rulebook_cite_the_rulebook_used(examples) -> None:
    """Four rulebooks are in force; the finding cites the one of its authority."""
    material = examples["14"]
    [finding] = [one for one in material.opinion().findings if one.rule == "NAT:QUIET-1"]
    [own] = [edition for edition in material.references.snapshot.editions if edition.name == "EXAMPLE-ZA"]
    assert own.content in finding.edition


def test_the_criteria_findings_cite_the_article_of_their_row(examples) -> None:
    rows = {row.id: row for row in examples["15"].references.criteria.rules}
    seen = {one.rule: one for material in examples.values() for one in material.opinion().findings if one.rule in rows}
    assert len(seen) > 30
    for rule, finding in seen.items():
        assert finding.citation == rows[rule].cite
        assert finding.effect == rows[rule].effect
        assert finding.confidence == rows[rule].confidence


def test_every_provision_that_is_built_stands_in_the_table(examples) -> None:
    assert set(PROVISIONS) <= {row.id for row in examples["01"].references.criteria.rules}


@pytest.mark.parametrize("kind", [*TABLES, "rulebook"])
def test_an_absent_table_is_one_clear_fault(small_library_folder: Path, tmp_path: Path, kind: str) -> None:
    shutil.copytree(small_library_folder, tmp_path / "library")
    library = FileLibrary(tmp_path / "library")
    for edition in library.editions():
        if edition.kind == kind:
            library.hold(edition)
    with pytest.raises(Faults) as refused:
        grounds_of(desk_in_memory(library), "ZA", as_of=DAY, known_at=None)
    [fault] = refused.value.faults
    assert fault.where == f"edition of {kind}"
    assert "licet reference add" in fault.says
    assert DAY.isoformat() in fault.says


def test_a_table_dated_after_the_day_is_absent_on_it(small_library: FileLibrary) -> None:
    snapshot = in_force(small_library.editions(), as_of=DAY.replace(year=2001))
    assert snapshot.editions == ()
    with pytest.raises(Faults, match="absent on 2001"):
        load(small_library, snapshot)


@pytest.mark.parametrize("kind", [*TABLES, "us-csl", "index-jsonl"])
def test_a_table_whose_bytes_are_damaged_is_refused(small_library_folder: Path, tmp_path: Path, kind: str) -> None:
    editions = [edition for edition in FileLibrary(small_library_folder).editions() if edition.kind == kind]
    assert editions
    shutil.copytree(small_library_folder, tmp_path / "library")
    library = FileLibrary(tmp_path / "library")
    for edition in editions:
        path = tmp_path / "library/content" / f"{edition.content.removeprefix('sha256:')}.gz"
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    for cached in (tmp_path / "library").glob("cache/*"):
        cached.unlink()
    with pytest.raises(Faults, match="restore it from a backup"):
        load(library, in_force(library.editions(), as_of=DAY))
