"""Screening whole: nobody is missed under any name, script or number, and nothing alerts on too little."""

import json

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.encoding.canonical import canonical_bytes
from licet.encoding.faults import Faults
from licet.reference.record import Identifier, ListedName, Record
from licet.screening.identifiers import bare
from licet.screening.index import build_index
from licet.screening.model import probability
from licet.screening.output import comparison_json, result_json
from licet.screening.query import Query, QueryIdentifier
from licet.screening.screen import compare, screen


def ask(indexes, *names, schema="LegalEntity", **fields):
    return screen(Query(schema=schema, names=names, **fields), indexes, edition="sha256:0")


def party(key, *names, weak=(), schema="Person", **fields):
    listed = tuple(ListedName(text=text) for text in names) + tuple(ListedName(text=text, weak=True) for text in weak)
    return Record(id=key, list="L", schema=schema, names=listed, effect="prohibit", **fields)


def alerting(screening):
    return {match.record_id for match in screening.matches if match.alert}


def test_every_listed_party_is_found_by_each_of_its_names(example, example_records):
    missed = [
        (record.id, name.text)
        for record in example_records
        for name in record.names
        if not name.weak and record.id not in alerting(ask([example], name.text, schema=record.schema))
    ]
    assert missed == []


def test_every_listed_party_is_found_by_each_of_its_numbers_under_any_name(example, example_records):
    numbered = [(record, one) for record in example_records for one in record.identifiers]
    assert len(numbered) > 15
    for record, one in numbered:
        number = QueryIdentifier(kind=one.kind, number=f" {one.number.lower()} ")
        assert record.id in alerting(ask([example], "Somebody Else Entirely", schema=record.schema, identifiers=(number,)))
        assert record.id in alerting(ask([example], identifiers=(number,)))


def test_a_ship_is_found_by_its_number_under_a_new_name_and_flag(example):
    found = ask(
        [example],
        "FRESH PAINT",
        schema="Vessel",
        countries=("LR",),
        identifiers=(QueryIdentifier(kind="imoNumber", number="IMO 3004174"),),
    )
    assert found.matches[0].record_id == "ex-006"
    assert found.matches[0].alert
    assert "Both hold the number 3004174." in [line.says for line in found.matches[0].evidence]


def test_another_ship_of_the_same_name_with_another_number_weighs_less(example):
    plain = ask([example], "SALT HERON", schema="Vessel").matches[0]
    another = QueryIdentifier(kind="imoNumber", number="9131527")
    other = ask([example], "SALT HERON", schema="Vessel", identifiers=(another,)).matches[0]
    assert plain.alert
    assert other.score < plain.score
    assert not other.alert


@pytest.mark.parametrize(
    ("name", "schema", "record"),
    [
        ("Khayal Abdulwahmi Al Mithali", "Person", "ex-002"),
        ("خيال المثالي", "Person", "ex-002"),
        ("Viktor Primerow", "Person", "ex-001"),
        ("Фиктор Примеров", "Person", "ex-001"),
        ("РRIMЕROV Fiktor", "Person", "ex-001"),
        ("Al Mithal Example Trading Limited", "Company", "ex-003"),
        ("Obrazets-Vymysel Ltd", "Company", "ex-012"),
        ("Musterfrei Antriebs-Technik", "Company", "ex-016"),
        ("Isotopia Instrumnets Private Limited", "Company", "ex-023"),
        ("Wahm Abd el Khayali", "Person", "ex-025"),
        ("Imogen Morgantal", "Person", "ex-015"),
        ("لواء راية القصب", "Organization", "ex-005"),
        ("例子精密机械", "Company", "ex-009"),
        ("例子精密機械股份有限公司", "Company", "ex-009"),
        ("Lizijingmi Jixie", "Company", "ex-009"),
        ("Lizijingmijixie", "Company", "ex-009"),
        ("Yesi Muyeok", "Company", "ex-018"),
        ("Nowhere Cargo Airways LLC", "LegalEntity", "ex-020"),
    ],
)
def test_variants_are_found(example, name, schema, record):
    assert record in alerting(ask([example], name, schema=schema))


@pytest.mark.parametrize(
    "name", ["TRADING", "CORP", "Holding Company Ltd", "General Trading LLC", "Invented Person of No List", "Fiktor", "The"]
)
def test_too_little_does_not_alert(example, name):
    assert not ask([example], name).alert


def test_a_weak_alias_alerts_only_with_a_second_fact():
    index = build_index([party("a", "QUILLON, Marek", weak=("The Heron",), birth_dates=("1961-02-17",), countries=("MT",))])
    assert not ask([index], "Heron", schema="Person").alert
    assert ask([index], "Heron", schema="Person", birth_dates=("1961",)).alert
    assert ask([index], "Heron", schema="Person", countries=("MT",)).alert
    assert not ask([index], "Heron", schema="Person", countries=("YE",)).alert
    assert not ask([index], "Heron", schema="Person", birth_dates=("1990",)).alert
    assert ask([index], "Marek Quillon", schema="Person").alert, "the good name needs none"


def test_a_weak_alias_of_the_queried_party_needs_a_second_fact_too():
    index = build_index([party("a", "The Heron", countries=("MT",))])
    assert not screen(Query(schema="Person", names=("Somebody",), weak_names=("Heron",)), [index], edition="e").alert


def test_a_single_common_word_alerts_only_with_a_second_fact():
    index = build_index([party("a", "TRADING", schema="Organization", countries=("MT",))])
    assert not ask([index], "Trading", schema="Company").alert
    assert ask([index], "Trading", schema="Company", countries=("MT",)).alert


def test_facts_order_parties_of_one_name():
    index = build_index(
        [
            party("far", "QUILLON, Marek", birth_dates=("1990-01-01",)),
            party("near", "QUILLON, Marek", birth_dates=("1961-02-17",)),
            party("unknown", "QUILLON, Marek"),
        ]
    )
    found = ask([index], "Marek Quillon", schema="Person", birth_dates=("1961-02-17",))
    assert [match.record_id for match in found.matches] == ["near", "unknown", "far"]


def test_the_record_that_has_more_names_is_not_the_likelier():
    few = party("b", "QUILLON, Marek")
    many = party("a", "QUILLON, Marek", "QUILLON, Mark", "Marek the Quill", "KWILLON, Marek")
    found = ask([build_index([few, many])], "Marek Quillon", schema="Person")
    assert found.matches[0].score == found.matches[1].score
    assert [match.record_id for match in found.matches] == ["a", "b"], "equal scores stand in order of id"


def test_overlapping_lists_give_a_match_for_each_record(example, example_records):
    moved = [msgspec.structs.replace(record, id=f"copy-{record.id}") for record in example_records]
    found = ask([example, build_index(moved)], "SALT HERON", schema="Vessel")
    assert [match.record_id for match in found.matches][:2] == ["copy-ex-006", "ex-006"]


def test_every_alert_is_returned_however_many_there_are():
    index = build_index([party(f"p{number:03}", "QUILLON, Marek") for number in range(150)])
    found = screen(Query(schema="Person", names=("Marek Quillon",)), [index], edition="e", limit=5)
    assert len(found.matches) == 150
    assert all(match.alert for match in found.matches)


def test_the_limit_holds_below_the_alert_line():
    index = build_index([party(f"p{number:03}", f"QUILLON, Anton Beispiel {number}") for number in range(50)])
    found = screen(Query(schema="Person", names=("Marek Quillon",)), [index], edition="e", limit=3)
    assert len([match for match in found.matches if not match.alert]) <= 3


def test_scores_do_not_depend_on_what_else_is_listed(example_records, sdn_records):
    alone = ask([build_index([record for record in example_records if record.id == "ex-001"])], "Viktor Primerov", schema="Person")
    among = ask([build_index([*example_records, *sdn_records[:2000]])], "Viktor Primerov", schema="Person")
    assert alone.matches[0] == next(match for match in among.matches if match.record_id == "ex-001")


@pytest.mark.parametrize(("names", "says"), [((), "name the party"), (("—",), "holds no letter or digit to compare")])
def test_nobody_to_screen_is_refused(example, names, says):
    with pytest.raises(Faults, match=says):
        ask([example], *names)


def test_an_empty_edition_matches_nobody():
    assert ask([build_index([])], "Marek Quillon").matches == ()
    assert ask([], "Marek Quillon").matches == ()


def test_the_published_shape(example):
    shown = json.loads(json.dumps(result_json(ask([example], "SALT HERON", schema="Vessel", countries=("PA",)))))
    assert set(shown) == {"query", "edition", "alert", "matches"}
    assert shown["query"] == {"schema": "Vessel", "name": ["SALT HERON"], "country": ["PA"]}
    assert shown["alert"] is True
    first = shown["matches"][0]
    assert set(first) == {"record_id", "list", "caption", "matched_name", "score", "alert", "effect", "programs", "evidence"}
    assert 0 < first["score"] < 1
    assert round(first["score"], 4) == first["score"]
    assert set(first["evidence"][0]) == {"feature", "effect", "weight", "query_value", "record_value", "says"}


def test_the_weights_of_a_match_are_its_score(example):
    for match in ask([example], "Khayal Mithali", schema="Person", countries=("AE",)).matches:
        assert probability(sum(line.weight for line in match.evidence)) == match.score


def test_stored_results_hold_no_binary_fraction(example):
    assert canonical_bytes(ask([example], "SALT HERON", schema="Vessel"))


@settings(max_examples=150, deadline=None)
@given(st.text(min_size=1, max_size=40))
def test_no_name_breaks_a_screening(example, name):
    try:
        found = ask([example], name)
    except Faults:
        return
    scores = [(-match.score, match.record_id) for match in found.matches]
    assert scores == sorted(scores)


def test_an_index_read_back_answers_the_same(example):
    again = type(example).from_bytes(example.to_bytes())
    for name in ("Khayal al-Mithali", "SALT HERON", "例子精密机械有限公司", "Nobody Listed"):
        assert ask([again], name) == ask([example], name)
    assert again.named("ex-006") == example.named("ex-006")
    assert again.named("ex-006").names[0].text == "SALT HERON"
    assert again.named("nobody") is None
    assert len(again) == 25


@pytest.mark.parametrize("cut", [0, 5, 40, 1000, -1])
def test_bytes_that_are_no_index_are_refused(example, cut):
    with pytest.raises(ValueError, match="these bytes are no"):
        type(example).from_bytes(example.to_bytes()[:cut])


def test_names_of_the_same_words_are_never_crowded_out():
    crowd = [party(f"c{number:04}", f"QUILLON MAREK {number % 7}") for number in range(500)]
    index = build_index([*crowd, party("wanted", "Quillon, Marek")])
    assert "wanted" in alerting(ask([index], "MAREK QUILLON", schema="Person"))


def compared(left, right, schema="Person", **fields):
    return compare(Query(schema=schema, names=(left,)), Query(schema=schema, names=(right,), **fields))


@pytest.mark.parametrize(
    ("left", "right", "alert"),
    [
        ("Ferenc Muster", "MUSTER, Ferenc", True),
        ("Mohammed al-Mithali", "محمد المثالي", True),
        ("Ferenc Muster", "Marek Quillon", False),
        ("Ferenc Muster", "Ferenc Quillon", False),
    ],
)
def test_pairs_of_names(left, right, alert):
    found = compared(left, right)
    assert found.alert is alert
    assert set(comparison_json(found)) == {"score", "alert", "evidence"}


def test_a_comparison_is_what_a_screening_of_the_same_pair_says(example):
    listed = example.named("ex-001")
    match = ask([example], "Viktor Primerov", schema="Person").matches[0]
    pair = compare(
        Query(schema="Person", names=("Viktor Primerov",)),
        Query(
            schema="Person",
            names=tuple(name.text for name in listed.names),
            birth_dates=listed.birth_dates,
            countries=listed.countries,
            sex=listed.sex,
            identifiers=tuple(QueryIdentifier(kind=one.kind, number=one.number) for one in listed.identifiers),
        ),
    )
    assert (pair.score, pair.alert, pair.evidence) == (match.score, match.alert, match.evidence)


def test_a_pair_without_a_name_is_refused():
    with pytest.raises(Faults):
        compared("Ferenc Muster", "—")


def test_the_invented_ships_have_sound_numbers_outside_those_in_use(example_records):
    numbers = [one.number for record in example_records for one in record.identifiers if one.kind == "imoNumber"]
    assert len(numbers) == 2
    for number in numbers:
        digits = [int(digit) for digit in bare(number)]
        assert sum(digit * weight for digit, weight in zip(digits, range(7, 1, -1), strict=False)) % 10 == digits[6]
        assert number[0] in "34", "numbers of real ships begin otherwise"
    assert isinstance(example_records[0].identifiers[0], Identifier)
