"""Every kind of file, spoilt in every way a download is spoilt: one clear refusal, never a shorter list."""

import csv
import gzip
import io
from typing import Any

import pytest

from licet.encoding.faults import Faults
from licet.reference import official as opening
from licet.reference.edition import PARTY_LIST_KINDS
from licet.reference.parse import SOURCES, parse

FILES = [
    ("ofac-sdn", "sdn.csv"),
    ("ofac-sdn", "alt.csv"),
    ("ofac-sdn", "add.csv"),
    ("ofac-cons", "cons_prim.csv"),
    ("us-csl csv", "csl.csv"),
    ("us-csl json", "csl.json"),
    ("bis-dpl", "dpl.txt"),
    ("un-sc", "un.xml"),
    ("eu-fsf xml", "eu.xml"),
    ("eu-fsf csv", "eu.csv"),
    ("uk-sanctions xml", "uk.xml"),
    ("uk-sanctions csv", "uk.csv"),
    ("uk-sanctions con csv", "conlist.csv"),
    ("uk-sanctions con xml", "conlist.xml"),
    ("index-jsonl", "parties.jsonl"),
    ("ftm", "parties.ftm.json"),
    ("indicators", "figures.csv"),
]
KEYS = list(dict.fromkeys(key for key, _ in FILES))


def read(key: str, files: dict[str, bytes]) -> Any:
    return parse(key.split(maxsplit=1)[0], files)


@pytest.mark.parametrize("key", KEYS)
def test_the_sound_files_are_read_plain_and_packed_alike(official, key):
    files = official(key)
    packed = {f"{name}.gz": gzip.compress(data) for name, data in files.items()}
    plain = read(key, files)
    assert plain.values
    assert read(key, packed).content == plain.content


@pytest.mark.parametrize(("key", "name"), FILES)
def test_a_file_cut_anywhere_but_between_two_lines_is_refused(official, key, name):
    files = official(key)
    whole = files[name]
    between = {at for at in range(len(whole)) if whole[at - 1 : at] == b"\n"}
    if name.endswith((".jsonl", ".ftm.json")):
        between |= {at - 1 for at in between}
    if key.startswith("ofac"):
        between = set()  # their end mark shows even such a cut
    elif name.endswith((".json", ".xml")) and name != "parties.ftm.json":
        between = set()
    refused, passed = [], []
    for at in range(len(whole) - 1):
        if at in between:
            continue
        try:
            read(key, {**files, name: whole[:at]})
        except Faults as fault:
            refused.append(str(fault))
        else:
            passed.append(at)
    assert passed == []
    assert all(sentence.endswith(".") for sentence in refused)


@pytest.mark.parametrize(("key", "name"), FILES)
def test_a_packed_file_cut_in_half_is_refused(official, key, name):
    files = official(key)
    packed = gzip.compress(files.pop(name))
    with pytest.raises(Faults, match="ends early: it was cut off"):
        read(key, {**files, f"{name}.gz": packed[: len(packed) // 2]})


@pytest.mark.parametrize(("key", "name"), FILES)
@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b"  \n\n", "is empty"),
        (b"<!DOCTYPE html><html><body>503</body></html>", "is a web page, not a list"),
        (b"PK\x03\x04 and so on", "is a ZIP archive"),
        (b"\x1f\x8b damaged", "damaged gzip"),
    ],
)
def test_what_is_no_list_at_all_is_refused_in_one_sentence(official, key, name, data, says):
    files = official(key)
    with pytest.raises(Faults, match=says) as refused:
        read(key, {**files, name: data})
    assert len(refused.value.faults) == 1
    assert refused.value.faults[0].where == name


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("other", KEYS)
def test_a_file_of_another_kind_is_refused(official, key, other):
    if key.split()[0] == other.split()[0]:
        return
    files = official(key)
    first = next(iter(files))
    wrong = next(iter(official(other).values()))
    with pytest.raises(Faults):
        read(key, {**files, first: wrong})


@pytest.mark.parametrize(("key", "name"), [pair for pair in FILES if not pair[1].endswith(".xml")])
def test_text_in_another_encoding_is_refused_with_its_place(official, key, name):
    files = official(key)
    with pytest.raises(Faults, match="is not UTF-8 text"):
        read(key, {**files, name: files[name].replace(b"e", b"\xe9", 1)})


@pytest.mark.parametrize(
    ("key", "name", "find", "put", "says"),
    [
        ("bis-dpl", "dpl.txt", b'"PAT EXAMPLE"', b'""', "line 4: names nobody"),
        ("us-csl csv", "csl.csv", b'"GREY PETREL"', b'""', "has no name or no _id"),
        ("us-csl csv", "csl.csv", b'"GREY PETREL"', b'"GREY\0PETREL"', "holds null bytes"),
        ("ofac-sdn", "sdn.csv", b"900004", b"nine", "where number and name belong"),
        ("un-sc", "un.xml", b"<DATAID>7000002</DATAID>", b"", "has no DATAID or no name"),
        ("ftm", "parties.ftm.json", b'"NK-2"', b'"NK-1"', "gives the entity “NK-1” a second time"),
        ("ftm", "parties.ftm.json", b'"properties": {"name": ["SALT', b'"properties": {"nom": ["SALT', "names nobody"),
        ("ftm", "parties.ftm.json", b'"schema": "Vessel"', b'"schema": 7', "is no FollowTheMoney entity"),
        ("index-jsonl", "parties.jsonl", b'"p-3"', b'" "', "has no id, no list or no name"),
        ("indicators", "figures.csv", b"MLT,2024", b"MLT,MMXX", "gives “MMXX” as year"),
        ("indicators", "figures.csv", b"MLT", b"SUN", "holds no figure for any state"),
    ],
)
def test_an_entry_that_makes_no_sense_is_refused_with_its_place(official, key, name, find, put, says):
    files = official(key)
    assert find in files[name]
    with pytest.raises(Faults, match=says):
        read(key, {**files, name: files[name].replace(find, put)})


@pytest.mark.parametrize(("key", "name"), [("us-csl csv", "csl.csv"), ("bis-dpl", "dpl.txt"), ("index-jsonl", "parties.jsonl")])
def test_a_file_that_lists_nobody_is_refused(official, key, name):
    files = official(key)
    head = b"" if name == "parties.jsonl" else files[name].split(b"\n")[0]
    with pytest.raises(Faults, match=r"lists nobody|is empty"):
        read(key, {name: head + b"\n"})


def test_a_file_that_unpacks_beyond_bounds_is_refused(monkeypatch):
    monkeypatch.setattr(opening, "LARGEST_BYTES", 10_000)
    with pytest.raises(Faults, match="unpacks to more than 10,000 bytes"):
        parse("un-sc", {"un.xml.gz": gzip.compress(b" " * 1_000_000)})


def test_a_row_with_too_many_columns_is_refused(official):
    files = official("bis-dpl")
    files["dpl.txt"] = files["dpl.txt"].replace(b'"3 Road"', b'"3 Road"\t"more"')
    with pytest.raises(Faults, match=r"dpl.txt line 4: has 13 columns where 12 belong"):
        parse("bis-dpl", files)


def test_many_faults_of_one_file_are_counted_not_poured_out(official):
    files = official("index-jsonl")
    files["parties.jsonl"] = b"{}\n" * 500
    with pytest.raises(Faults) as refused:
        parse("index-jsonl", files)
    assert len(refused.value.faults) == 21
    assert "480 more faults" in str(refused.value.faults[-1])


@pytest.mark.parametrize(
    ("kind", "files", "says"),
    [
        ("nonsense", {"a": b"x"}, "“nonsense” is not read yet; use one of"),
        ("uk-sanctions", {"a.xml": b"x", "b.xml": b"x"}, "takes 1 file"),
        ("un-sc", {}, "takes 1 file"),
        ("un-sc", {"a": b"x", "b": b"x"}, "takes 1 file"),
        ("ofac-sdn", {"sdn.csv": b"x"}, "takes 3 to 4 files"),
    ],
)
def test_a_kind_or_number_of_files_that_is_not_read_is_refused(kind, files, says):
    with pytest.raises(Faults, match=says):
        parse(kind, files)


def test_every_party_list_kind_is_read():
    assert set(PARTY_LIST_KINDS) <= SOURCES.keys()


def _written(rows: list[list[str]], delimiter: str) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode()


@pytest.mark.parametrize(
    ("kind", "name", "delimiter", "holds"),
    [("us-csl csv", "csl.csv", ",", "whose effect is not recorded"), ("bis-dpl", "dpl.txt", "\t", "as Standard_Order where")],
)
def test_columns_that_slipped_all_through_are_one_sentence(official, kind, name, delimiter, holds):
    header, row, *_ = csv.reader(io.StringIO(official(kind)[name].decode()), delimiter=delimiter)
    turned = [*row[1:], row[0]]
    with pytest.raises(Faults) as refused:
        read(kind, {name: _written([header, *[turned] * 40], delimiter)})
    [fault] = refused.value.faults
    assert fault.where.startswith(f"{name} line ")
    assert holds in fault.says
    assert "39 of 40 rows likewise: the columns have slipped" in fault.says
    with pytest.raises(Faults) as refused:
        read(kind, {name: _written([header, *[row] * 40, *[turned] * 40], delimiter)})
    assert len(refused.value.faults) == 21, "single rows are told one by one"
