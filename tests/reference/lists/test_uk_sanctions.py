"""The UK list in its four forms: one party one record, primary name first, numbers and dates as far as they are known."""

import datetime as dt

import pytest

from licet.encoding.faults import Faults
from licet.reference.parse import parse
from licet.reference.record import Identifier, ListedName


def read(official, form):
    return parse("uk-sanctions", official(f"uk-sanctions {form}"))


@pytest.mark.parametrize("form", ["xml", "csv"])
def test_the_sanctions_list_is_read_with_all_that_is_said(official, form):
    parsed = read(official, form)
    assert (parsed.dated_on, parsed.name) == (dt.date(2026, 7, 31), "UK-SANCTIONS")
    person, company, ship = parsed.values
    assert person.id == "uk-sanctions-XYZ9001"
    assert (person.list, person.schema, person.effect, person.sex) == ("UK-SANCTIONS", "Person", "prohibit", "male")
    assert person.names[0] == ListedName(text="Zoltan Petrovich EXAMPLEOV"), "the primary name captions the record"
    assert set(person.names[1:]) == {
        ListedName(text="Soltan EXAMPLEOV"),
        ListedName(text="Золтан Экзамплов"),
        ListedName(text="Zolt Beispielov", weak=True),
    }
    assert person.birth_dates == ("1961-02-17", "1962", "1963-03")
    assert person.countries == ("RU",)
    assert "country: Atlantis" in person.remarks
    assert person.identifiers == (
        Identifier(kind="passportNumber", number="X1234567"),
        Identifier(kind="idNumber", number="ID-5544"),
    )
    assert person.addresses == ("1 Example Street, Invented Town, 10001, Russia",)
    assert person.programs == ("The Invented (Sanctions) Regulations 2019",)
    assert person.listed_on == dt.date(2022, 2, 24)
    assert "measures: Asset freeze; Travel Ban" in person.remarks
    assert (company.schema, company.identifiers) == (
        "Organization",
        (Identifier(kind="registrationNumber", number="1234567"),),
    )
    assert "United Nations reference: XXe.001" in company.remarks
    assert (ship.schema, ship.identifiers, ship.countries) == (
        "Vessel",
        (Identifier(kind="imoNumber", number="9074729"),),
        ("KM",),
    )


@pytest.mark.parametrize("form", ["con csv", "con xml"])
def test_the_former_list_names_a_party_as_the_present_one(official, form):
    person, *others = read(official, form).values
    assert person.id == "uk-sanctions-XYZ9001"
    assert person.names == (
        ListedName(text="Zoltan EXAMPLEOV"),
        ListedName(text="Золтан Экзамплов"),
        ListedName(text="Beispielov", weak=True),
    )
    assert set(person.countries) == {"RU", "UA"}
    assert [one.number for one in person.identifiers] == ["X1234567", "Y7654321", "ID-5544"]
    assert person.programs == ("Invented",)
    assert [one.id for one in others] == ["uk-sanctions-group-99002" if form == "con csv" else "uk-sanctions-group-99003"]


def test_only_the_former_xml_carries_no_date(official):
    days = {form: read(official, form).dated_on for form in ("xml", "csv", "con csv", "con xml")}
    assert days == {
        "xml": dt.date(2026, 7, 31),
        "csv": dt.date(2026, 7, 31),
        "con csv": dt.date(2023, 6, 30),
        "con xml": None,
    }


@pytest.mark.parametrize(
    ("form", "name", "old", "new", "says"),
    [
        ("xml", "uk.xml", b"<Designations>", b"<!DOCTYPE a><Designations>", "declares a document type"),
        ("xml", "uk.xml", b"Designations>", b"Other>", "not of Designations or ArrayOfFinancialSanctionsTarget"),
        ("xml", "uk.xml", b"31/07/2026", b"", "is no date"),
        ("xml", "uk.xml", b"XYZ9002", b"XYZ9001", "designation XYZ9001: is listed twice"),
        ("xml", "uk.xml", b">Ship<", b">Submarine<", "is of the kind “Submarine”"),
        ("csv", "uk.csv", b"Report Date: 31-Jul-2026\r\n", b"", "line 1"),
        ("csv", "uk.csv", b"31-Jul-2026", b"31-Foo-2026", "is no date"),
        ("csv", "uk.csv", b",D.O.B,", b",Birth,", "line 2: has no column “D.O.B”"),
        ("csv", "uk.csv", b"30/06/2026,XYZ9001", b"30/06/2026,Zolt Beispielov", "line 3: has “Zolt Beispielov” where"),
        ("con csv", "conlist.csv", b",99002", b"", "line 5: has 35 columns where 36 belong"),
        ("con xml", "conlist.xml", b"<GroupID>99003</GroupID>", b"", "target 3: has “” where the party's number belongs"),
    ],
)
def test_what_is_not_whole_is_refused_in_a_sentence(official, form, name, old, new, says):
    data = official(f"uk-sanctions {form}")[name]
    assert old in data
    with pytest.raises(Faults, match=says) as refused:
        parse("uk-sanctions", {name: data.replace(old, new)})
    assert len(refused.value.faults) == 1
