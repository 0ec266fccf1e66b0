"""The EU list in both forms: same parties, same records, weak aliases marked, nothing guessed."""

import datetime as dt

import msgspec
import pytest

from licet.encoding.faults import Faults
from licet.reference.parse import parse
from licet.reference.record import Identifier, ListedName


@pytest.fixture(params=["eu-fsf xml", "eu-fsf csv"])
def parsed(request, official):
    return parse("eu-fsf", official(request.param))


def test_a_party_is_read_with_all_that_is_said_of_it(parsed):
    assert (parsed.dated_on, parsed.name, len(parsed.values)) == (dt.date(2026, 7, 31), "EU-FSF", 2)
    person, company = parsed.values
    assert person.id == "eu-fsf-9001"
    assert (person.list, person.schema, person.effect, person.sex) == ("EU-FSF", "Person", "prohibit", "male")
    assert person.names == (
        ListedName(text="Zoltan Exampleov"),
        ListedName(text="Золтан Экзамплов"),
        ListedName(text="Zolli", weak=True),
    )
    assert person.birth_dates == ("1961-02-17", "1962")
    assert person.countries == ("RU",)
    assert person.identifiers == (Identifier(kind="passportNumber", number="X1234567", country="RU"),)
    assert person.addresses == ("1 Example Street, Invented Town, 10001, RUSSIAN FEDERATION",)
    assert person.programs == ("XYZ", "ABC")
    assert person.listed_on == dt.date(2022, 2, 25)
    assert "reference: EU.9001.11" in person.remarks
    assert "place of birth: Invented Town, RUSSIAN FEDERATION" in person.remarks
    assert (company.schema, company.programs, company.listed_on) == ("Organization", ("PRK",), dt.date(2018, 5, 1))
    assert [(one.kind, one.number) for one in company.identifiers] == [
        ("registrationNumber", "1234567"),
        ("swiftBic", "XXXXKPPY"),
    ]
    assert company.countries == (), "a disputed place is no state"
    assert "country: Crimea" in company.remarks
    assert "United Nations reference: XXe.001" in company.remarks


def test_both_forms_give_the_same_records(official):
    assert parse("eu-fsf", official("eu-fsf xml")).content == parse("eu-fsf", official("eu-fsf csv")).content


@pytest.mark.parametrize(
    ("key", "name", "old", "new", "says"),
    [
        ("eu-fsf xml", "eu.xml", b"<export", b"<!DOCTYPE export><export", "declares a document type"),
        ("eu-fsf xml", "eu.xml", b'generationDate="2026', b'generationDate="someday', "no date"),
        ("eu-fsf xml", "eu.xml", b'logicalId="9002"', b'logicalId="9001"', "entry EU.9002.22: is listed twice"),
        ("eu-fsf xml", "eu.xml", b' logicalId="9001"', b"", "has no logical id or no name"),
        ("eu-fsf csv", "eu.csv", b";NameAlias_WholeName", b";NameAlias_Whole", "line 1: has no column “NameAlias_WholeName”"),
        ("eu-fsf csv", "eu.csv", b"31/07/2026;9001;", b"9001;EU.9001.11;", "the columns have slipped"),
        ("eu-fsf csv", "eu.csv", b"31/07/2026;9002;EU", b"31/07/2026;;9002;EU", "columns where"),
    ],
)
def test_what_is_not_whole_is_refused_in_a_sentence(official, key, name, old, new, says):
    files = official(key)
    assert old in files[name]
    with pytest.raises(Faults, match=says) as refused:
        parse("eu-fsf", {name: files[name].replace(old, new, 1)})
    assert len(refused.value.faults) == 1


def test_shifted_columns_of_a_later_row_name_the_line(official):
    lines = official("eu-fsf csv")["eu.csv"].split(b"\r\n")
    fields = lines[4].split(b";")
    lines[4] = b";".join([fields[0], fields[2], fields[1], *fields[3:]])
    with pytest.raises(Faults, match=r"eu\.csv line 5: has “EU\.9001\.11” where the logical id belongs"):
        parse("eu-fsf", {"eu.csv": b"\r\n".join(lines)})


def test_a_billion_laughs_are_refused_at_once():
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE export [<!ENTITY l0 "ha">{entities}]><export>&l9;</export>'
    for kind in ("eu-fsf", "uk-sanctions", "un-sc"):
        with pytest.raises(Faults, match="declares a document type or entities"):
            parse(kind, {"bomb.xml": bomb.encode()})


def test_birth_years_of_a_range_are_all_kept(official):
    data = official("eu-fsf xml")["eu.xml"].replace(b'year="1962"', b'yearRangeFrom="1960" yearRangeTo="1963"')
    assert parse("eu-fsf", {"eu.xml": data}).values[0].birth_dates == ("1961-02-17", "1960", "1961", "1962", "1963")


def test_an_unknown_kind_of_party_is_screened_all_the_same(official):
    data = official("eu-fsf xml")["eu.xml"].replace(b'code="enterprise" classificationCode="E"', b'code="vessel"')
    whole = parse("eu-fsf", official("eu-fsf xml")).values[1]
    assert parse("eu-fsf", {"eu.xml": data}).values[1] == msgspec.structs.replace(whole, schema="LegalEntity")
