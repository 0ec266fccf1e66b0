"""The wording of control lists, from the pages and files their publishers give out."""

import datetime as dt
import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from licet.encoding.faults import Faults
from licet.reference.list_text import ListEntry, list_entries_of
from licet.reference.parse import parse

FIXTURES = Path(__file__).parents[1] / "fixtures/control_lists"
TREE: dict[str, Any] = {
    "meta": {"as_of": "2022-10-24"},
    "entries": [
        {
            "entry": "9A912",
            "nodes": [
                {"depth": 0, "kind": "item", "ref": "9A912", "label": "9A912.", "text": "Example aircraft, as follows:"},
                {"depth": 1, "kind": "item", "ref": "9A912.a", "label": "a.", "text": "Flown by example."},
                {"depth": 1, "kind": "note", "ref": None, "label": "N.B.", "text": "See also 9A913."},
            ],
        }
    ],
}
CCL: dict[str, Any] = {
    "ecfrIssueDate": "2026-07-23",
    "entries": [
        {
            "eccn": "9A912",
            "heading": "Example aircraft.",
            "items": [{"paragraph": "a.1", "kind": "item", "depth": 2, "text": "Flown."}],
        }
    ],
}


def entries(kind: str, name: str, data: bytes) -> dict[str, ListEntry]:
    parsed = parse(kind, {name: data})
    assert list_entries_of(parsed.content) == parsed.values
    return {entry.code: entry for entry in parsed.values}


def refs(entry: ListEntry) -> list[tuple[int, str | None, str]]:
    return [(one.depth, one.ref, one.text) for one in entry.paragraphs]


def test_a_page_of_the_official_journal_gives_its_entries_in_both_layouts() -> None:
    found = entries("eu-annex-i", "page.html", (FIXTURES / "annex-i.html").read_bytes())
    assert sorted(found) == ["6A903", "7A903", "9A912"]
    assert refs(found["9A912"]) == [
        (0, "9A912", '"Example aircraft" and parts therefor, as follows:'),
        (1, "9A912.a", "Aircraft flown by example, having any of the following:"),
        (2, "9A912.a.1", "A maximum endurance of 30 minutes or greater; or"),
        (2, "9A912.a.2", "A gust limit of 46,3 km/h;"),
        (1, "9A912.b", "Launchers for them."),
        (1, None, "In 9A912.a. endurance is that of example air."),
    ]
    assert found["9A912"].paragraphs[-1].kind == "note"
    assert refs(found["6A903"])[1] == (1, "6A903.a", "Imaging cameras with example focal plane arrays; see also 6A902.")
    assert {entry.list for entry in found.values()} == {"EU"}


def test_the_xml_of_the_code_of_federal_regulations_gives_one_supplement() -> None:
    found = entries("us-ccl", "title-15.xml", (FIXTURES / "title-15.xml").read_bytes())
    assert sorted(found) == ["6A993", "7A994", "9A912"]
    assert found["7A994"].title == "Other navigation direction finding equipment, n.e.s."
    assert refs(found["9A912"])[1:] == [(2, "9A912.a.1", "Having an endurance of 30 minutes;"), (1, None, "1. A numbered note.")]
    assert refs(found["6A993"])[1] == (1, None, "Reason for Control: AT")


def test_a_consolidated_page_goes_on_where_a_row_has_no_label_and_shows_no_marks_of_amendments() -> None:
    found = entries("eu-annex-i", "page.html", (FIXTURES / "annex-i-consolidated.html").read_bytes())
    assert sorted(found) == ["9A912", "9B912", "9E912"]
    assert refs(found["9A912"]) == [
        (0, "9A912", '"Example aircraft", as follows:'),
        (1, "9A912.a", "Flown by example, having any of the following:"),
        (2, "9A912.a.1", "An endurance of 30 minutes;"),
        (2, None, "or flown without example;"),
    ]
    assert "▼" not in " ".join(one.text + one.label for entry in found.values() for one in entry.paragraphs)


def test_the_xml_of_the_official_journal_gives_what_its_page_gives() -> None:
    found = entries("eu-annex-i", "annex.xml", (FIXTURES / "annex-i.formex.xml").read_bytes())
    assert sorted(found) == ["9A912", "9B912", "9E912"]
    assert refs(found["9A912"]) == [
        (0, "9A912", "“Example aircraft”, as follows:"),
        (1, "9A912.a", "Flown by example, having:"),
        (2, "9A912.a.1", "An endurance of 30 minutes."),
        (1, "9A912.b", "Launchers."),
    ]
    assert found["9E912"].title == "Technology for examples."


def test_the_common_military_list_is_read_like_the_annex() -> None:
    found = entries("eu-cml", "cml.html", (FIXTURES / "military-list.html").read_bytes())
    assert sorted(found) == ["ML10", "ML22", "ML4"]
    assert refs(found["ML4"])[1:] == [(1, "ML4.a", "Example bombs and charges;"), (1, None, "ML4.a includes example smoke.")]
    assert refs(found["ML10"])[2] == (2, "ML10.c.1", "Flown from afar (1);")
    assert {entry.list for entry in found.values()} == {"EU-CML"}


def test_the_code_of_federal_regulations_as_its_interface_gives_one_part() -> None:
    """Headings in other elements, sections inside entries, the first item behind its word, tables and notes."""
    found = entries("us-ccl", "part-774.xml", (FIXTURES / "part-774.xml").read_bytes())
    assert sorted(found) == ["3A990", "8D990", "9A912"]
    assert refs(found["3A990"]) == [
        (0, "3A990", "Example circuits as follows (see List of Items Controlled)."),
        (1, None, "License Requirements"),
        (1, None, "Reason for Control: RS, AT"),
        (1, None, "RS applies to entire entry RS Column 1."),
        (1, None, "List Based License Exceptions (See Part 740 for a Description of All License Exceptions)"),
        (1, None, "LVS: N/A"),
        (1, None, "List of Items Controlled"),
        (1, "3A990.a", "Circuits of 4800 examples or more."),
        (1, "3A990.b", "Circuits of fewer."),
        (1, None, "Note 1 to 3A990:"),
        (1, None, "See 3A001 for others."),
    ]
    assert refs(found["8D990"])[1:] == [(1, None, "The list of items controlled is contained in the ECCN heading.")]
    assert refs(found["9A912"]) == [
        (0, "9A912", "Example aircraft."),
        (1, None, "Aloft"),
        (2, "9A912.a.1", "Having an endurance of 30 minutes;"),
    ]


@pytest.mark.parametrize("cut", range(1, 20))
@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("eu-annex-i", "annex-i-consolidated.html"),
        ("eu-annex-i", "annex-i.formex.xml"),
        ("eu-cml", "military-list.html"),
        ("us-ccl", "part-774.xml"),
    ],
)
def test_a_file_cut_anywhere_is_refused_in_one_sentence(kind: str, name: str, cut: int) -> None:
    whole = (FIXTURES / name).read_bytes().rstrip()
    with pytest.raises(Faults) as refused:
        parse(kind, {name: whole[: len(whole) * cut // 20]})
    assert len(refused.value.faults) == 1


@pytest.mark.parametrize(
    ("kind", "tree", "day"), [("eu-annex-i", TREE, dt.date(2022, 10, 24)), ("us-ccl", CCL, dt.date(2026, 7, 23))]
)
def test_a_tree_of_entries_is_read_with_its_date(kind: str, tree: dict[str, Any], day: dt.date) -> None:
    data = gzip.compress(json.dumps(tree).encode())
    parsed = parse(kind, {"list.json.gz": data})
    assert parsed.dated_on == day
    assert [entry.code for entry in parsed.values] == ["9A912"]
    assert parsed.values[0].paragraphs[1].ref in ("9A912.a", "9A912.a.1")


def changed(tree: dict[str, Any], **changes: Any) -> bytes:
    return json.dumps({**tree, **changes}).encode()


@pytest.mark.parametrize(
    ("kind", "data", "says"),
    [
        ("eu-annex-i", (FIXTURES / "annex-i.html").read_bytes()[:1500], "cut off"),
        ("eu-annex-i", b"<html><body><p>Not found</p></body></html>", "holds 0 entries"),
        ("eu-annex-i", b"<html>\xff</html>", "UTF-8"),
        ("eu-annex-i", b"", "empty"),
        ("eu-annex-i", json.dumps(TREE).encode()[:200], "no tree of Annex I"),
        ("eu-annex-i", changed(TREE, entries=[]), "no tree of Annex I"),
        ("eu-annex-i", changed(TREE, entries=TREE["entries"] * 2), "9A912 twice"),
        ("eu-annex-i", changed(TREE, meta={"as_of": "yesterday"}), "yesterday"),
        ("eu-annex-i", changed(TREE, entries=[{"entry": "ML10", "nodes": TREE["entries"][0]["nodes"]}]), "no tree of Annex I"),
        ("us-ccl", (FIXTURES / "title-15.xml").read_bytes()[:900], "well-formed"),
        (
            "us-ccl",
            (FIXTURES / "title-15.xml").read_bytes().replace(b"Supplement No. 1", b"Supplement No. 4"),
            "no Supplement No. 1",
        ),
        ("us-ccl", b"<rss></rss>", "XML file of"),
        ("eu-annex-i", (FIXTURES / "military-list.html").read_bytes(), "holds 0 entries such as 9A012"),
        ("eu-cml", (FIXTURES / "annex-i.html").read_bytes(), "holds 0 entries such as ML10"),
        ("eu-cml", b"{}", "is no page of EUR-Lex"),
        ("eu-cml", b"<rss></rss>", "XML file of"),
        ("eu-annex-i", b'<!DOCTYPE x [<!ENTITY a "b">]><ANNEX>&a;</ANNEX>', "document type"),
        ("us-ccl", changed(CCL, entries=CCL["entries"] * 2), "9A912 twice"),
        ("us-ccl", changed(CCL, ecfrIssueDate=None), "no list of entries"),
        ("us-ccl", b'<!DOCTYPE x [<!ENTITY a "b">]><ECFR>&a;</ECFR>', "document type"),
    ],
)
def test_a_file_that_is_none_is_refused_in_a_sentence(kind: str, data: bytes, says: str) -> None:
    with pytest.raises(Faults, match=says):
        parse(kind, {"file": data})


def test_a_deep_page_does_not_overflow() -> None:
    deep = b"<table><tr><td>a.</td><td>x" * 3000
    with pytest.raises(Faults):
        parse("eu-annex-i", {"page.html": b"<html>" + deep + b"</html>"})


def test_the_real_lists_are_read_whole(shared: Path) -> None:
    folder = shared / "data/control-lists"
    annex = entries("eu-annex-i", "annex.json.gz", (folder / "eu/annex-i-en-2022-10.json.gz").read_bytes())
    ccl = entries("us-ccl", "ccl.json", (folder / "us/ccl.json").read_bytes())
    assert (len(annex), len(ccl)) == (366, 633)
    assert "natural vision" in " ".join(one.text for one in annex["9A012"].paragraphs)
