"""The Consolidated Screening List in both its forms."""

import datetime as dt
import json

import pytest

from licet.encoding.faults import Faults
from licet.reference.csl import parse
from licet.reference.record import Identifier, ListedName


def by_id(parsed):
    return {record.id: record for record in parsed.values}


def test_a_row_of_the_csv_becomes_a_record(official):
    found = by_id(parse(official("us-csl csv")))["us-csl-sdn-800001"]
    assert found.names == tuple(ListedName(text=text) for text in ("ERFUNDEN, Imogen", "ERFUNDEN-VESPER, Imogen", "VESPER, Imogen"))
    assert found.schema == "Person"
    assert found.effect == "prohibit"
    assert found.birth_dates == ("1972-02-29", "1972")
    assert found.countries == ("MT",)
    assert found.sex == "female"
    assert found.identifiers == (
        Identifier(kind="passportNumber", number="EX7712045", country="MT"),
        Identifier(kind="passportNumber", number="EX7712046"),
    )
    assert "country: XX" in (found.remarks or "")
    assert "place of birth: Nowhere, Malta" in (found.remarks or "")


def test_a_listing_keeps_its_list_date_and_licence_policy(official):
    found = by_id(parse(official("us-csl csv")))["us-csl-el-0123456789abcdef"]
    assert (found.list, found.effect, found.schema) == ("US-EL", "refuse", "LegalEntity")
    assert found.listed_on == dt.date(2020, 5, 22)
    assert "license policy: Presumption of denial" in (found.remarks or "")


def test_a_ship_of_the_csv(official):
    found = by_id(parse(official("us-csl csv")))["us-csl-sdn-800003"]
    assert {(one.kind, one.number) for one in found.identifiers} == {
        ("imoNumber", "4009298"),
        ("mmsi", "000400929"),
        ("callSign", "EX 5IM"),
    }
    assert found.countries == ("IR",)


def test_a_party_on_two_lists_is_a_record_on_each_and_a_repeated_row_is_merged(official):
    found = by_id(parse(official("us-csl csv")))
    assert found["us-csl-cap-800004"].addresses == ("1 A Street, Beijing, CN", "2 B Street, Beijing, CN")
    assert found["us-csl-cap-800004"].effect == "weigh"
    assert found["us-csl-sdn-800004"].effect == "prohibit"
    assert len(found) == 5


def test_one_id_for_two_names_is_a_fault(official):
    files = official("us-csl csv")
    files["csl.csv"] = files["csl.csv"].replace(b'"BANK OF NOWHERE"', b'"BANK OF ELSEWHERE"', 1)
    with pytest.raises(Faults, match="again under another name"):
        parse(files)


def test_a_list_whose_effect_is_not_recorded_is_refused(official):
    files = official("us-csl csv")
    files["csl.csv"] = files["csl.csv"].replace(b"Entity List (EL)", b"Brand New List (BNL)")
    with pytest.raises(Faults, match="whose effect is not recorded here"):
        parse(files)


def test_the_json_is_dated_by_its_publisher(official):
    parsed = parse(official("us-csl json"))
    assert parsed.dated_on == dt.date(2026, 7, 31)
    found = by_id(parsed)
    assert found["us-csl-sdn-800001"].names == (ListedName(text="Imogen ERFUNDEN"), ListedName(text="Imogen VESPER"))
    assert found["us-csl-sdn-800001"].programs == ("EXAMPLE1", "EXAMPLE2")
    assert found["us-csl-sdn-800002"].countries == ("TR",)
    assert "address country: REGION: KAFIA KINGI" in (found["us-csl-sdn-800002"].remarks or "")


def test_entries_without_a_number_that_agree_are_one_record(official):
    (found,) = [record for record in parse(official("us-csl json")).values if record.list == "US-EL"]
    assert [name.text for name in found.names] == ["Invented Optics Institute", "IOI", "Lens House"]
    assert "notice: 99 FR 1" in (found.remarks or "")
    assert "notice: 99 FR 2" in (found.remarks or "")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda tree: tree["entries"].pop(), "says it holds 4 entries and holds 3"),
        (
            lambda tree: tree["countsBySource"].update(dict.fromkeys(tree["countsBySource"], 9)),
            "says 9 entries of US-SDN",
        ),
        (lambda tree: tree["entries"][0].update(s=7), "holds"),
        (lambda tree: tree["entries"][0].update(pg=7), "points outside the tables"),
        (lambda tree: tree["entries"][0].update(zz=7), "unknown field"),
        (lambda tree: tree.update(sourceGeneratedAt="yesterday"), "write a date as YYYY-MM-DD"),
        (lambda tree: tree["tables"]["sources"].append("Brand New List"), "whose effect is not recorded here"),
    ],
)
def test_a_json_that_does_not_add_up_is_refused(official, change, says):
    tree = json.loads(official("us-csl json")["csl.json"])
    change(tree)
    with pytest.raises(Faults, match=says):
        parse({"csl.json": json.dumps(tree).encode()})


def test_the_shipped_lists_are_read_whole(bundled_list):
    older = parse(bundled_list("us_csl_2022-04"))
    assert len(older.values) == 14_159  # 14,160 rows, one of them given twice
    assert sum(bool(record.birth_dates) for record in older.values) == 5_149
    newer = parse(bundled_list("us_csl_2026-07-31"))
    assert newer.dated_on == dt.date(2026, 7, 31)
    assert len(newer.values) == 25_795  # 25,921 entries, of which some agree in list, name and countries
    assert sum(record.list == "US-SDN" for record in newer.values) == 19_181
