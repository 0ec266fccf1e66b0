"""The reference library on disk: immutable, whole or not there, never used when damaged."""

import datetime as dt
import gzip
from pathlib import Path

import msgspec
import pytest

from licet.encoding.canonical import digest_of
from licet.encoding.faults import Faults
from licet.reference.edition import EditionRef, in_force
from licet.screening.query import Query
from licet.screening.screen import screen
from licet.storage import indexes
from licet.storage import library as storing
from licet.storage.library import FileLibrary

LISTS = Path(__file__).resolve().parents[1] / "fixtures" / "lists"
ADDED = "2026-08-03T09:30:00.000000Z"
DAY = dt.date(2026, 8, 1)


def files(*names):
    return {name: (LISTS / name).read_bytes() for name in names}


@pytest.fixture
def library(tmp_path):
    return FileLibrary(tmp_path / "library")


@pytest.fixture
def parties(library):
    return library.add("index-jsonl", files("parties.jsonl"), edition_date=DAY, name="EXAMPLE", added_at=ADDED)


def tree(library):
    """Every file of a library with its bytes, caches left out."""
    return {
        str(path.relative_to(library.folder)): path.read_bytes()
        for path in sorted(library.folder.rglob("*"))
        if path.is_file() and "cache" not in path.parts
    }


def test_an_edition_says_what_it_is(library, parties):
    assert parties.kind == "index-jsonl"
    assert parties.name == "EXAMPLE"
    assert parties.dated_on == DAY
    assert parties.entries == 3
    assert parties.added_at == ADDED
    assert parties.sources == {"parties.jsonl": digest_of((LISTS / "parties.jsonl").read_bytes())}
    assert library.editions() == (parties,)
    assert not parties.held


def test_content_source_and_records_are_read_back(library, parties):
    content = library.content(parties)
    assert digest_of(content) == parties.content
    assert len(content.splitlines()) == 3
    assert library.source(parties, "parties.jsonl") == (LISTS / "parties.jsonl").read_bytes()
    assert [record.id for record in library.records(parties)] == ["p-1", "p-2", "p-3"]
    ref = EditionRef(kind=parties.kind, name=parties.name, dated_on=parties.dated_on, content=parties.content, entries=3)
    assert library.content(ref) == content


def test_packed_and_plain_files_give_one_content(library, parties):
    packed = {"parties.jsonl.gz": gzip.compress((LISTS / "parties.jsonl").read_bytes())}
    again = library.add("index-jsonl", packed, edition_date=DAY, name="OTHER", added_at=ADDED)
    assert again.content == parties.content
    assert len(library.editions()) == 2


def test_adding_the_same_bytes_again_changes_nothing(library, parties):
    before = tree(library)
    again = library.add(
        "index-jsonl", files("parties.jsonl"), edition_date=DAY, name="EXAMPLE", added_at="2027-01-01T00:00:00.000000Z"
    )
    assert again == parties
    assert tree(library) == before


def test_another_library_names_the_same_content_the_same(tmp_path, parties):
    other = FileLibrary(tmp_path / "other").add(
        "index-jsonl", files("parties.jsonl"), edition_date=DAY, name="EXAMPLE", added_at=ADDED
    )
    assert other == parties


def test_the_publishers_date_is_taken_from_the_file(library):
    assert library.add("un-sc", files("un.xml"), added_at=ADDED).dated_on == dt.date(2026, 2, 27)
    assert library.add("un-sc", files("un.xml"), edition_date=dt.date(2026, 2, 27), added_at=ADDED).name == "UN-SC"


@pytest.mark.parametrize(
    ("kind", "name", "fields", "says"),
    [
        ("bis-dpl", "dpl.txt", {}, "carry no date of their own; write --edition YYYY-MM-DD"),
        ("un-sc", "un.xml", {"edition_date": dt.date(2026, 2, 28)}, "but the publisher dated the file 2026-02-27"),
        ("bis-dpl", "dpl.txt", {"edition_date": dt.date(2026, 8, 5)}, "lies in the future"),
        ("bis-dpl", "dpl.txt", {"edition_date": DAY, "name": "../etc"}, "is no edition name"),
        ("bis-dpl", "dpl.txt", {"edition_date": DAY, "name": "x" * 65}, "is no edition name"),
        ("eu-fsf", "un.xml", {}, "give the file of kind eu-fsf"),
        ("un-sc", "dpl.txt", {}, "is not well-formed XML"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_leaves_nothing(library, kind, name, fields, says):
    with pytest.raises(Faults, match=says) as refused:
        library.add(kind, files(name), added_at=ADDED, **fields)
    assert len(refused.value.faults) == 1
    assert not library.folder.exists()


def test_a_file_cut_in_half_leaves_nothing(library):
    whole = (LISTS / "un.xml").read_bytes()
    with pytest.raises(Faults):
        library.add("un-sc", {"un.xml": whole[: len(whole) // 2]}, added_at=ADDED)
    assert not library.folder.exists()


def test_an_edition_counts_only_once_its_last_file_is_written(library, monkeypatch):
    placed = []
    real = storing.place

    def stop_before_manifest(temporary, path):
        if path.suffix == ".json":
            raise OSError("no space left on device")
        placed.append(path)
        real(temporary, path)

    monkeypatch.setattr(storing, "place", stop_before_manifest)
    with pytest.raises(OSError, match="no space left"):
        library.add("un-sc", files("un.xml"), added_at=ADDED)
    assert len(placed) == 2
    assert library.editions() == ()
    assert not [name for name in tree(library) if ".new-" in name], "no unfinished file stays behind"
    monkeypatch.setattr(storing, "place", real)
    assert library.add("un-sc", files("un.xml"), added_at=ADDED) in library.editions()


def test_an_edition_that_is_absent_is_named(library, parties):
    absent = msgspec.structs.replace(parties, content="sha256:" + "0" * 64)
    with pytest.raises(Faults, match="edition EXAMPLE of 2026-08-01: is not in this workspace"):
        library.content(absent)
    with pytest.raises(Faults, match=r"is no file of this edition; its files are parties\.jsonl"):
        library.source(parties, "other.txt")


@pytest.mark.parametrize("how", ["other", "cut", "empty", "flipped"])
def test_a_damaged_content_is_never_used(library, parties, how):
    (path,) = (library.folder / "content").iterdir()
    data = path.read_bytes()
    spoilt = {
        "other": gzip.compress(b"{}\n"),
        "cut": data[: len(data) // 2],
        "empty": b"",
        "flipped": data[:20] + b"\0" + data[21:],
    }[how]
    path.write_bytes(spoilt)
    for read in (library.content, library.records, library.index):
        with pytest.raises(Faults, match="restore it from a backup"):
            read(parties)


def test_a_damaged_source_is_never_used(library, parties):
    (path,) = (library.folder / "sources").iterdir()
    path.write_bytes(b"other")
    with pytest.raises(Faults, match="is damaged"):
        library.source(parties, "parties.jsonl")


@pytest.mark.parametrize("data", [b"", b"{}", b"not json"])
@pytest.mark.usefixtures("parties")
def test_a_damaged_edition_file_is_never_passed_over(library, data):
    (path,) = (library.folder / "editions").iterdir()
    path.write_bytes(data)
    with pytest.raises(Faults, match="restore it from a backup"):
        library.editions()


@pytest.mark.usefixtures("parties")
def test_an_edition_file_that_says_something_else_than_its_name_is_refused(library):
    (path,) = (library.folder / "editions").iterdir()
    path.write_bytes(path.read_bytes().replace(b"2026-08-01", b"2026-08-02"))
    with pytest.raises(Faults, match="does not say what its name says"):
        library.editions()


LATER = "2026-08-09T09:30:00.000000Z"


def named(library, **of):
    return [ref.name for ref in in_force(library.editions(), as_of=dt.date(2026, 8, 31), **of).editions]


def test_holding_takes_an_edition_out_of_force_and_releasing_puts_it_back(library, parties):
    held = library.hold(parties)
    assert (held.held, held.rejected) == (True, False)
    assert library.editions() == (held,)
    assert named(library) == []
    assert library.hold(held) == held
    released = library.release(held, at=LATER)
    assert released == msgspec.structs.replace(parties, released_at=LATER)
    assert library.editions() == (released,)
    assert named(library) == ["EXAMPLE"]
    with pytest.raises(Faults, match="is not in this workspace"):
        library.hold(msgspec.structs.replace(parties, name="OTHER"))


def test_a_released_edition_is_known_from_its_release_on(library, parties):
    library.release(library.hold(parties), at=LATER)
    assert named(library, known_at=dt.date(2026, 8, 8)) == []
    assert named(library, known_at=dt.date(2026, 8, 9)) == ["EXAMPLE"]


def test_an_edition_that_was_never_held_is_not_released(library, parties):
    assert library.release(parties, at=LATER) == parties
    assert library.editions() == (parties,)


def test_a_rejected_edition_stays_out_of_force_and_waits_for_nobody(library, parties):
    library.hold(parties)
    assert [ref.content for ref in in_force(library.editions(), as_of=DAY).held] == [parties.content]
    assert library.reject(parties).rejected
    assert (named(library), in_force(library.editions(), as_of=DAY).held) == ([], ())


def test_a_mark_that_says_nothing_known_holds(library, parties):
    library.hold(parties)
    (library.folder / "held" / parties.id).write_bytes(b"realeased 2026")
    assert library.editions()[0].held


def test_an_edition_may_be_held_before_it_counts(library):
    asked_of = []

    def suspicious(edition, values):
        asked_of.append((edition.entries, len(values), library.editions()))
        return True

    fields = {"edition_date": DAY, "added_at": ADDED, "held_if": suspicious}
    added = library.add("index-jsonl", files("parties.jsonl"), **fields)
    assert added.held
    assert library.editions() == (added,)
    assert asked_of == [(3, 3, ())]
    assert library.add("index-jsonl", files("parties.jsonl"), **fields) == added
    assert len(asked_of) == 1, "it is asked once"


def test_a_held_edition_added_again_stays_held(library, parties):
    library.hold(parties)
    assert library.add("index-jsonl", files("parties.jsonl"), edition_date=DAY, name="EXAMPLE", added_at=ADDED).held


def test_the_difference_of_two_editions(library, parties):
    lines = (LISTS / "parties.jsonl").read_bytes().splitlines(keepends=True)
    changed = lines[0].replace(b'"ye"', b'"om"') + lines[1] + lines[2] + lines[3].replace(b'"p-3"', b'"p-4"')
    later = library.add("index-jsonl", {"parties.jsonl": changed}, edition_date=dt.date(2026, 8, 2), name="EXAMPLE", added_at=ADDED)
    found = library.diff(parties, later)
    assert (found.added, found.removed) == (("p-4",), ("p-3",))
    assert [(one.id, one.fields) for one in found.changed] == [("p-1", ("countries",))]
    assert (found.before, found.after) == (parties.content, later.content)


def asked(library, edition):
    return screen(Query(schema="Person", names=("Khayal al-Mithali",)), [library.index(edition)], edition="e")


def test_the_index_cache_is_rebuilt_never_trusted(library, parties):
    usual = asked(library, parties)
    assert usual.alert
    (path,) = (library.folder / "cache").iterdir()
    sound = path.read_bytes()
    for spoilt in (b"", sound[:100], sound[:-1], sound[:64] + b"\0" + sound[65:], b"\0" * 40):
        path.write_bytes(spoilt)
        assert asked(FileLibrary(library.folder), parties) == usual
        assert path.read_bytes() == sound


def test_the_cache_may_be_deleted_at_any_time(library, parties):
    usual = asked(library, parties)
    for path in (library.folder / "cache").iterdir():
        path.unlink()
    assert asked(FileLibrary(library.folder), parties) == usual


def test_a_sound_cache_is_used(library, parties, monkeypatch):
    asked(library, parties)
    monkeypatch.setattr(storing, "build_index", lambda _: pytest.fail("the cache was there"))
    assert asked(FileLibrary(library.folder), parties).alert


def test_an_index_of_other_code_is_another_index(library, parties, monkeypatch):
    asked(library, parties)
    monkeypatch.setattr(indexes, "version", lambda: "0" * 64)
    asked(FileLibrary(library.folder), parties)
    assert len(list((library.folder / "cache").iterdir())) == 2


def test_a_table_of_the_law_lists_no_parties(library):
    edition = library.add("indicators", files("figures.csv"), edition_date=DAY, added_at=ADDED)
    for read in (library.records, library.index):
        with pytest.raises(Faults, match="is of kind indicators, which lists no parties"):
            read(edition)


def test_hostile_file_names_lead_nowhere(library):
    data = (LISTS / "parties.jsonl").read_bytes()
    edition = library.add("index-jsonl", {"../../parties.jsonl": data}, edition_date=DAY, added_at=ADDED)
    assert edition.name == "parties"
    assert library.source(edition, "../../parties.jsonl") == data
    assert {path.parent.name for path in library.folder.rglob("*") if path.is_file()} == {"editions", "content", "sources"}
