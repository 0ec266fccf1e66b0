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
