"""The Security Council's list: original scripts, alias quality, hostile XML."""

import datetime as dt

import pytest

from licet.encoding.faults import Faults
from licet.reference.record import Identifier, ListedName
from licet.reference.un_sc import parse


def test_a_person_carries_all_its_entry_says(official):
    parsed = parse(official("un-sc"))
    assert parsed.dated_on == dt.date(2026, 2, 27)
    found = parsed.values[0]
    assert found.id == "un-sc-7000001"
    assert found.names == (
        ListedName(text="KHAYAL ABD AL-WAHMI AL-MITHALI"),
        ListedName(text="خيال عبد الوهمي المثالي"),
        ListedName(text="Khayaal El Mithaly"),
        ListedName(text="K. Mithaly"),
        ListedName(text="Abu Khayal", weak=True),
        ListedName(text="خيال الوهمي"),
        ListedName(text="Khayal the Example"),
        ListedName(text="Khayal Wahmi"),
    )
    assert found.birth_dates == ("1973", "1974", "1975", "1974-04-28", "1975-03-02")
    assert found.countries == ("GB", "YE")
    assert found.sex == "male"
    assert found.identifiers == (
        Identifier(kind="passportNumber", number="EX381310014", country="YE"),
        Identifier(kind="idNumber", number="05054425", country="TN"),
        Identifier(kind="imoNumber", number="3004174"),
    )
    assert found.listed_on == dt.date(2012, 12, 31)
    assert found.effect == "prohibit"
    assert "country: former Soviet Union" in (found.remarks or "")


def test_an_entity_carries_its_original_script_and_lettered_aliases(official):
    found = parse(official("un-sc")).values[1]
    assert found.schema == "Organization"
    assert [name.text for name in found.names] == ["REED BANNER COLUMN", "لواء راية القصب", "The Reeds", "Column of the Reed"]
    assert found.countries == ("IQ",)


@pytest.mark.parametrize(
    ("start", "says"),
    [
        (b'<!DOCTYPE x [<!ENTITY a "aaaa">]><CONSOLIDATED_LIST/>', "declares a document type or entities"),
        (
            b'<?xml version="1.0"?><!DOCTYPE CONSOLIDATED_LIST SYSTEM "file:///etc/passwd"><CONSOLIDATED_LIST/>',
            "declares a document type",
        ),
        (b"<OTHER/>", "is an XML file of “OTHER”, not of CONSOLIDATED_LIST"),
        (b"<CONSOLIDATED_LIST dateGenerated='2026-02-30T00'/>", "is not a day of the calendar"),
        (b"<CONSOLIDATED_LIST dateGenerated='2026-02-27T00'/>", "lists nobody"),
    ],
)
def test_what_is_no_official_list_is_refused(start, says):
    with pytest.raises(Faults, match=says):
        parse({"un.xml": start})


def test_a_nationality_that_is_not_available_is_no_state(official):
    files = official("un-sc")
    files["un.xml"] = files["un.xml"].replace(b"<VALUE>former Soviet Union</VALUE>", b"<VALUE>na</VALUE>")
    assert parse(files).values[0].countries == ("GB", "YE")


def test_an_entry_listed_twice_is_a_fault(official):
    files = official("un-sc")
    files["un.xml"] = files["un.xml"].replace(b"7000002", b"7000001")
    with pytest.raises(Faults, match=r"entry 7000001: is listed twice"):
        parse(files)


def test_the_real_list_is_read_whole(shared):
    file = shared / "data" / "sanctions" / "un_sc_consolidated_2026-02-27.xml.gz"
    parsed = parse({file.name: file.read_bytes()})
    assert parsed.dated_on == dt.date(2026, 2, 27)
    assert len(parsed.values) == 1003
    assert sum(name.weak for record in parsed.values for name in record.names) >= 600
    original = sum(any(not name.text.isascii() for name in record.names) for record in parsed.values)
    assert original >= 360
