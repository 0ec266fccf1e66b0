"""What ships with the package, installed once and passed over after that."""

import datetime as dt
import re
import time
from importlib.resources import files

import pytest

from licet.reference.edition import PARTY_LIST_KINDS, in_force
from licet.storage.bundled import EXAMPLE, SHIPPED, install_bundled, install_example
from licet.storage.library import FileLibrary

ADDED = "2026-08-03T09:30:00.000000Z"


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    made = FileLibrary(tmp_path_factory.mktemp("bundled"))
    install_bundled(made, added_at=ADDED)
    return made


def test_every_shipped_set_becomes_an_edition(library):
    assert len(library.editions()) == len(SHIPPED)
    kinds = {edition.kind for edition in library.editions()}
    assert {"us-csl", "ofac-sdn", "ofac-cons", "bis-dpl"} <= kinds
    assert {"embargoes", "memberships", "criteria", "rulebook", "control-entries", "indicators"} <= kinds
    assert not any(edition.name == "EXAMPLE" for edition in library.editions())


def test_no_list_ships_that_may_not(library):
    assert not {"un-sc", "eu-fsf", "uk-sanctions"} & {edition.kind for edition in library.editions()}


def test_a_second_run_reads_no_list_again(library, monkeypatch):
    before = library.editions()
    monkeypatch.setattr(library, "add", lambda *_, **__: pytest.fail("nothing is new"))
    started = time.perf_counter()
    install_bundled(library, added_at="2027-01-01T00:00:00.000000Z")
    assert time.perf_counter() - started < 1
    assert library.editions() == before


def test_the_newest_list_of_each_kind_is_in_force(library):
    snapshot = in_force(library.editions(), as_of=dt.date(2026, 8, 3))
    found = {(ref.kind, str(ref.dated_on)) for ref in snapshot.of_kind(*PARTY_LIST_KINDS)}
    assert found == {("us-csl", "2026-07-31"), ("ofac-sdn", "2021-07-01"), ("ofac-cons", "2025-12-01"), ("bis-dpl", "2022-09-01")}
    earlier = in_force(library.editions(), as_of=dt.date(2022, 5, 1))
    assert ("us-csl", dt.date(2022, 4, 21)) in {(ref.kind, ref.dated_on) for ref in earlier.editions}


def test_the_example_is_added_beside_and_only_when_asked(tmp_path):
    library = FileLibrary(tmp_path)
    install_example(library, added_at=ADDED)
    install_example(library, added_at=ADDED)
    assert len(library.editions()) == len(EXAMPLE)
    (parties,) = [edition for edition in library.editions() if edition.kind == "index-jsonl"]
    assert (parties.name, parties.dated_on, parties.entries) == ("EXAMPLE", dt.date(2026, 8, 1), 25)


def test_every_file_that_ships_is_named_in_a_readme_and_installed():
    for folder in ("lists", "indicators"):
        shipped = {name for one in SHIPPED if one.folder == folder for name in one.files}
        there = {path.name for path in (files("licet") / "bundled" / folder).iterdir()} - {"README.md"}
        assert shipped == there
        readme = (files("licet") / "bundled" / folder / "README.md").read_text(encoding="utf-8")
        stems = {re.sub(r"_(sdn|alt|add|prim|sdn_comments)\.csv\.gz$", "", name) for name in shipped}
        assert {stem for stem in stems if stem not in readme} == set()
