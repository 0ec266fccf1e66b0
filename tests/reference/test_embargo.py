"""The embargo file: both forms read whole, every fault in a sentence, and the shipped table true to its source."""

from pathlib import Path
from typing import get_args

import pytest

import licet
from licet.encoding.faults import Faults
from licet.law.embargo_items import SEVEN, SMALL_ARMS
from licet.law.questions import ATT_CATEGORIES
from licet.reference.embargo import EmbargoRow, ItemScope, NotEmbargoed, embargoes_of
from licet.reference.embargo_file import parse_embargoes
from licet.reference.territories import TERRITORIES

BUNDLED = Path(licet.__file__).parent / "bundled" / "law" / "embargoes.yaml"
ROW = """\
- id: UN-XYZ
  authority: UN
  binding: chapter_vii
  binds: {who: every_state}
  target: {kind: state, countries: [SSD], name: South Sudan}
  instrument: {current: "S/RES/1"}
  since: 2018-07-13
  lines: [{direction: to_target, item_scope: all_arms_and_related, says: arms}]
  source: example
  source_kind: seen
  confidence: high
"""
HEAD = "schema: licet.embargoes/2\ncompiled: 2026-11-24\nrows:\n"


def read(text: str):
    return parse_embargoes({"embargoes.yaml": text.encode()})


def faults(text: str) -> list[str]:
    with pytest.raises(Faults) as refused:
        read(text)
    return [str(fault) for fault in refused.value.faults]


def test_a_structured_row_is_read_and_written_back_the_same():
    parsed = read(HEAD + ROW)
    table = embargoes_of(parsed.content)
    assert (parsed.name, parsed.dated_on.isoformat()) == ("EMBARGOES", "2026-11-24")
    assert table.rows == parsed.values
    assert table.rows[0].target.countries == ("SS",), "two-letter codes are kept"


def test_speaks_from_dates_the_edition_and_a_name_lets_tables_stand_side_by_side():
    parsed = read(HEAD.replace("rows:", "speaks_from: 2006-02-01\nname: NATIONAL\nrows:") + ROW)
    assert (parsed.name, parsed.dated_on.isoformat()) == ("NATIONAL", "2006-02-01")
    other = read(HEAD + ROW.replace("UN-XYZ", "UN-OTHER"))
    assert [row.id for row in embargoes_of(parsed.content, other.content).rows] == ["UN-XYZ", "UN-OTHER"]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("since: 2018-07-13", "since: 2018-02-30", "“2018-02-30” is not a day of the calendar"),
        ("since: 2018-07-13", "since: 2018-07-13\n  expires: 2018-07-13", "expires: 2018-07-13 is not after since"),
        ("since: 2018-07-13", "since: 2018-07-13\n  lifted_on: 2020-01-01", "lifted_on: stands on a row in force"),
        ("countries: [SSD]", "countries: [QQQ]", "is not an ISO 3166 country code"),
        ("countries: [SSD]", "countries: []", "a state target names its state"),
        ("who: every_state", "who: members, organisation: EU", "Chapter VII alone binds every state"),
        ("binding: chapter_vii", "binding: eu_law", "Chapter VII alone binds every state"),
        ("binding: chapter_vii", "binding: solemn", "“solemn” is not one of chapter_vii"),
        ("item_scope: all_arms_and_related", "item_scope: everything", "“everything” is not one of all_arms_and_related"),
        ("direction: to_target", "direction: both", "“both” is not one of from_target, to_target"),
        ("says: arms}", "says: arms, activities: [export]}", "cite the provision that narrows the activities"),
        ("says: arms}", "says: arms, since: 2020-01-01, until: 2019-01-01}", "until: 2019-01-01 is not after since"),
        ("lines: [{direction: to_target, item_scope: all_arms_and_related, says: arms}]", "lines: []", "at least one line"),
        (
            "source: example",
            "source: example\n  exempt_if: [{route: committee_approval, record: none, says: x}]",
            "only a government outside the target needs no record",
        ),
        (
            "source: example",
            "source: example\n  exempt_if: [{route: committee_approval, record: approval, says: x}]",
            "name the bodies whose record counts",
        ),
        (
            "source: example",
            "source: example\n  exempt_if: [{route: government_end_user, record: none, says: x}]",
            "no other kind is government-exempt",
        ),
        ("source: example", "source: example\n  implements: UN-NONE", "which is no row of this table"),
        ("confidence: high", "confidence: high\n  sauce: example", "sauce: is no field of this part; use “source”"),
        ("confidence: high", "", "confidence: is missing"),
        (
            "name: South Sudan",
            "name: South Sudan, territory: {says: north, inside: [Unity], outside: [unity]}",
            "is both inside and outside",
        ),
    ],
)
def test_each_fault_is_one_sentence_that_says_where(old, new, says):
    assert old in ROW
    found = faults(HEAD + ROW.replace(old, new, 1))
    assert len(found) == 1, found
    assert says in found[0]
    assert "rows" in found[0]


def test_all_faults_are_found_at_once():
    text = (
        HEAD
        + ROW.replace("countries: [SSD]", "countries: []").replace("since: 2018-07-13", "since: 2018-07-13\n  expires: 2001-01-01")
        + ROW
    )
    found = faults(text)
    assert len(found) == 3
    assert any("used twice" in fault for fault in found)


def test_a_lifted_row_says_when():
    assert "a lifted row says when" in faults(HEAD + ROW + "lifted:\n" + ROW.replace("UN-XYZ", "UN-OLD"))[0]


@pytest.mark.parametrize("schema", ["licet.memberships/1", "licet.embargoes/3", "7"])
def test_another_schema_is_refused_by_name(schema):
    assert "licet.embargoes/2 or licet.embargoes/1" in faults(HEAD.replace("licet.embargoes/2", schema) + ROW)[0]


def test_a_file_cut_in_half_is_refused():
    data = BUNDLED.read_bytes()
    with pytest.raises(Faults):
        parse_embargoes({"embargoes.yaml": data[: len(data) // 2]})


def test_prose_faults_are_sentences_too():
    prose = "schema: licet.embargoes/1\ncompiled: 2026-11-24\nrows:\n"
    row = (
        "- {id: ZZ-1, authority: ATLANTIS, binding: national, target: {kind: state, country: SSD, name: x}, instrument: {current: y}, "
        "since: null, scope: {items: arms, direction: to_target}, as_of: 2025-01-01, source: s, source_kind: seen, confidence: high}\n"
    )
    assert faults(prose + row) == [
        "rows[0].authority: “ATLANTIS” is not known here; use UN, EU, OSCE or a two-letter country code."
    ]
    assert "“sideways” is not one of" in faults(prose + row.replace("to_target", "sideways"))[0]


# ---- the shipped table


@pytest.fixture(scope="module")
def rows() -> dict[str, EmbargoRow]:
    parsed = parse_embargoes({"embargoes.yaml": BUNDLED.read_bytes()})
    return {value.id: value for value in parsed.values if isinstance(value, EmbargoRow)}


def test_no_exemption_of_the_shipped_table_is_left_in_prose(rows):
    for row in rows.values():
        assert all(way.route != "unread_prose" for way in row.exempt_if), row.id
        assert all(line.item_scope != "unread_prose" for line in row.lines), row.id


def test_low_rows_and_political_rows_are_few_and_known(rows):
    assert {row.id for row in rows.values() if row.confidence == "low"} == {"EU-VEN", "EU-EGY-2013", "OSCE-NK", "ECOWAS-SALW-LEFT"}
    assert {row.id for row in rows.values() if row.binding == "political"} == {"EU-CHN", "EU-EGY-2013", "OSCE-NK"}


def test_unread_or_recalled_additions_refer_and_never_refuse(rows):
    for name in ("EU-UKR-CRIMEA", "EU-UKR-NGCA", "EU-IRN-REPRESSION", "EU-IRN-UAV", "ECOWAS-SALW-LEFT"):
        assert {line.floor for line in rows[name].lines} == {"refer"}, name


def test_the_shipped_table_keeps_every_fact_of_its_source(shared, rows):
    """Against the prose table beside the checkout: ids, dates, targets, source, confidence, and no direction dropped."""
    parsed = parse_embargoes({"embargoes.yaml": (shared / "data" / "law" / "embargoes.yaml").read_bytes()})
    source = [value for value in parsed.values if isinstance(value, EmbargoRow)]
    assert len(source) == 50
    for row in source:
        kept = rows[row.id]
        for field in ("authority", "binding", "expires", "lifted_on", "as_of", "confidence", "implements"):
            assert getattr(kept, field) == getattr(row, field), (row.id, field)
        assert kept.target.kind == row.target.kind
        assert kept.target.countries == row.target.countries
        if row.lifted_on is None:
            assert kept.since == row.since
            assert kept.source_kind == row.source_kind
            assert {line.direction for line in kept.lines} == {line.direction for line in row.lines}, row.id
    named = {value.state for value in parsed.values if isinstance(value, NotEmbargoed)}
    shipped = parse_embargoes({"embargoes.yaml": BUNDLED.read_bytes()})
    assert named == {value.state for value in shipped.values if isinstance(value, NotEmbargoed)}


# ---- vocabularies that must agree


def test_categories_are_those_of_the_question():
    assert {*SEVEN, SMALL_ARMS} <= set(ATT_CATEGORIES)


def test_every_scope_of_the_vocabulary_is_used_or_is_for_prose(rows):
    used = {line.item_scope for row in rows.values() for line in row.lines}
    assert set(get_args(ItemScope)) - used == {"unread_prose"}


def test_territories_hang_on_states_not_on_territories():
    assert {"HK", "MO"} <= {code for code, one in TERRITORIES.items() if one.of == "CN" and one.status == "inherits"}
    assert not {one.of for one in TERRITORIES.values()} & set(TERRITORIES)
