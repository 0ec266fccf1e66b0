"""The two open shapes for party lists, and the indicators."""

import pytest

from licet.encoding.faults import Faults
from licet.reference import ftm, index_jsonl
from licet.reference.indicators import Indicator, indicators_of, parse_indicators
from licet.reference.record import Identifier, ListedName


def test_simple_lines_become_records(official):
    parsed = index_jsonl.parse(official("index-jsonl"))
    person, bank, ship = parsed.values
    assert parsed.name == "parties"
    assert (person.id, person.list, person.effect) == ("p-1", "UN-SC", "prohibit")
    assert person.names == (ListedName(text="Khayal al-Mithali"), ListedName(text="Abu Khayal", weak=True))
    assert person.birth_dates == ("1975", "1974", "1976")
    assert person.countries == ("YE",)
    assert person.remarks == "country: Atlantis | birth date: 1402"
    assert (bank.list, bank.effect) == ("US-CAP+US-SDN", "prohibit")
    assert [name.text for name in bank.names] == ["BANK OF NOWHERE", "NOWHERE BANK"]
    assert bank.countries == ("CN",)
    assert (ship.list, ship.effect) == ("MY-LIST", "weigh")
    assert ship.identifiers == (Identifier(kind="imoNumber", number="3004174"),)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('{"id": "x", "schema": "Person", "list": "UN", "names": ["A"], "nmaes": []}', "unknown field `nmaes`"),
        ('{"id": "x", "schema": "Robot", "list": "UN", "names": ["A"]}', "invalid enum value"),
        ('{"id": "x", "schema": "Person", "list": "UN", "names": []}', "has no id, no list or no name"),
        ('{"id": "x", "schema": "Person", "list": "UN", "names": ["A"', "is no whole JSON object"),
        ('{"id": "p-1", "schema": "Person", "list": "UN", "names": ["Another"]}', "again under another name"),
        ("<html>", "is no whole JSON object"),
    ],
)
def test_a_line_that_is_no_entry_is_refused_with_its_number(official, line, says):
    files = official("index-jsonl")
    files["parties.jsonl"] += line.encode() + b"\n"
    with pytest.raises(Faults, match=says) as refused:
        index_jsonl.parse(files)
    assert refused.value.faults[0].where == "parties.jsonl line 5"


def test_follow_the_money_entities_become_records(official):
    person, company, ship = ftm.parse(official("ftm")).values
    assert (person.id, person.list, person.effect, person.sex) == ("NK-1", "UN-SC", "prohibit", "male")
    assert ListedName(text="Abu Khayal", weak=True) in person.names
    assert person.identifiers == (Identifier(kind="passportNumber", number="EX381310014", country="YE"),)
    assert person.programs == ("EXAMPLE1",)
    assert str(person.listed_on) == "2012-12-31"
    assert company.effect == "weigh", "marked as no target by the file itself"
    assert company.countries == ("AE",)
    assert (ship.list, ship.effect) == ("house_list", "refuse"), "a list whose effect is not recorded refuses"


def test_a_follow_the_money_party_without_a_name_is_refused():
    with pytest.raises(Faults, match="has no property “name”"):
        ftm.parse({"x.json": b'{"id": "a", "schema": "Person", "properties": {}}\n'})


def test_indicators_keep_the_publishers_digits_and_pass_over_states_that_are_gone(official):
    parsed = parse_indicators(official("indicators"))
    assert parsed.name == "FIGURES"
    assert parsed.values == (
        Indicator(name="gdp_per_capita_current_usd", state="MT", year="2023", value="41738.35"),
        Indicator(name="gdp_per_capita_current_usd", state="MT", year="2024", value="42000.10"),
        Indicator(name="gini", state="MT", year="2024", value="31.2"),
    )
    assert indicators_of(parsed.content) == parsed.values


def test_a_table_without_states_is_no_table_of_indicators():
    with pytest.raises(Faults, match="needs a column iso3"):
        parse_indicators({"a.csv": b"country,year,x\nMalta,2023,1\n"})
