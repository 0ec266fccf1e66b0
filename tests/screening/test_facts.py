"""Birth date, country, number, sex and kind: for, against, or absent; absent never weighs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.reference.record import Identifier, ListedName, Record
from licet.screening.check_digits import doubt
from licet.screening.facts import facts_of, kinds_differ
from licet.screening.query import Query, QueryIdentifier


def facts(query=(), record=(), schema="Person", listed="Person"):
    asked = Query(schema=schema, names=("A",), **dict(query))
    found = facts_of(asked, Record(id="r", list="L", schema=listed, names=(ListedName(text="A"),), effect="weigh", **dict(record)))
    return {fact.feature: fact for fact in found}


@pytest.mark.parametrize(
    ("given_dates", "listed", "effect", "says"),
    [
        (("1961-02-17",), ("1961-02-17",), "for", "Both were born on 1961-02-17."),
        (("1961-02-17",), ("1980-02-17", "1999"), "against", "lie 19 years apart"),
        (("1961-03-12",), ("1961-12-03",), "for", "differ only in the order of day and month"),
        (("1961-02-17",), ("1961-02",), "for", "Both were born in 1961-02."),
        (("1961",), ("1961-02-17",), "for", "Both were born in 1961."),
        (("1961",), ("1961",), "for", "Both were born in 1961."),
        (("1961-02-17",), ("1960", "1961", "1962"), "for", "Both were born in 1961."),
        (("1961-02-17",), ("1961-05-09",), "against", "lie in one year but differ"),
        (("1961",), ("1962",), "absent", "too near to speak for or against"),
        (("1961-02-17",), ("1962-02-17",), "against", "differ"),
        (("1961",), ("1980",), "against", "lie 19 years apart"),
        (("1990-01-01", "1961"), ("1961-02-17",), "for", "Both were born in 1961."),
        ((), ("1961",), "absent", "No birth date was given for the party."),
        (("1961",), (), "absent", "The list gives no birth date."),
        ((), (), "absent", "No birth date is known of either."),
        (("someday",), ("1961",), "absent", "No birth date was given for the party."),
    ],
)
def test_birth_dates(given_dates, listed, effect, says):
    fact = facts({"birth_dates": given_dates}, {"birth_dates": listed})["birth_date"]
    assert fact.effect == effect
    assert says in fact.says


def test_the_closer_the_birth_dates_the_more_they_weigh():
    listed = {"birth_dates": ("1961-02-17",)}
    dates = ("1961-02-17", "1961-02", "1961", "1962", "1963-02-17", "1980")
    weights = [facts({"birth_dates": (date,)}, listed)["birth_date"].weight for date in dates]
    assert weights == sorted(weights, reverse=True)
    assert weights[0] > weights[1] > weights[2] > 0 == weights[3] > weights[4] > weights[5]


def test_countries():
    assert facts({"countries": ("MT", "YE")}, {"countries": ("YE",)})["country"].says == "Both are linked to Yemen."
    other = facts({"countries": ("MT",)}, {"countries": ("YE",)})["country"]
    ministry = facts({"countries": ("MT",)}, {"countries": ("YE",)}, schema="PublicBody", listed="LegalEntity")["country"]
    assert other.effect == ministry.effect == "against"
    assert ministry.weight < other.weight
    assert facts({"countries": ("MT",)}, {})["country"].effect == "absent"


def number(kind, text):
    return {"identifiers": (QueryIdentifier(kind=kind, number=text),)}


def listed_number(kind, text):
    return {"identifiers": (Identifier(kind=kind, number=text),)}


@pytest.mark.parametrize(
    ("asked", "listed", "effect"),
    [
        (("imoNumber", "IMO 3004174"), ("imoNumber", "3004174"), "for"),
        (("imoNumber", "3004174"), ("imoNumber", "4009298"), "against"),
        (("passportNumber", "ex-771 2045"), ("passportNumber", "EX7712045"), "for"),
        (("passportNumber", "EX7712045"), ("passportNumber", "EX7712046"), "absent"),
        (("idNumber", "0077 1234"), ("taxNumber", "00771234"), "for"),
        (("idNumber", "829"), ("taxNumber", "829"), "absent"),
        (("taxNumber", "829"), ("taxNumber", "829"), "for"),
        (("vatCode", "BG 200108841"), ("registrationNumber", "200108841"), "for"),
    ],
)
def test_numbers(asked, listed, effect):
    assert facts(number(*asked), listed_number(*listed))["identifier"].effect == effect


@pytest.mark.parametrize(
    ("kind", "number", "holds"),
    [
        ("imoNumber", "9074729", True),
        ("imoNumber", "IMO 9074729", True),
        ("imoNumber", "9074792", False),
        ("imoNumber", "907472", False),
        ("leiCode", "5493001KJTIIGC8Y1R12", True),
        ("leiCode", "5493-001K-JTII-GC8Y-1R12", True),
        ("leiCode", "5493001KJTIIGC8Y1R21", False),
        ("innCode", "7707083893", True),
        ("innCode", "7707083839", False),
        ("innCode", "500100732259", True),
        ("innCode", "500100732295", False),
        ("ogrnCode", "1027700132195", True),
        ("ogrnCode", "1027700132159", False),
        ("isin", "US0378331005", True),
        ("isin", "US0378331050", False),
        ("passportNumber", "anything at all", True),
    ],
)
def test_a_number_proves_itself_or_is_doubted(kind, number, holds):
    said = doubt(kind, number)
    assert (said is None) is holds
    assert holds or number in said


@given(st.from_regex("[1-9][0-9]{5}", fullmatch=True), st.integers(0, 5), st.integers(1, 9))
def test_one_wrong_digit_of_an_imo_number_is_always_seen_where_its_weight_allows(six, place, more):
    right = six + str(sum(int(digit) * (7 - at) for at, digit in enumerate(six)) % 10)
    assert doubt("imoNumber", right) is None
    wrong = right[:place] + str((int(right[place]) + more) % 10) + right[place + 1 :]
    shift = (int(wrong[place]) - int(right[place])) * (7 - place)
    assert (doubt("imoNumber", wrong) is None) is (shift % 10 == 0)


def test_a_doubtful_number_is_said_still_compared_and_never_speaks_against():
    asked = number("imoNumber", "9074792")
    found = facts(asked, listed_number("imoNumber", "9131527"), schema="Vessel", listed="Vessel")
    assert found["identifier"].effect == "absent"
    assert found["doubtful_number"].says == "The IMO number 9074792 fails its own check digit; look it up again."
    assert facts(asked, listed_number("imoNumber", "9074792"))["identifier"].effect == "for"


def test_sex_is_asked_of_persons_only():
    assert facts({"sex": "male"}, {"sex": "female"})["sex"].effect == "against"
    assert facts({"sex": "male"}, {"sex": "male"})["sex"].effect == "for"
    assert facts({"sex": "male"}, {})["sex"].effect == "absent"
    assert "sex" not in facts(schema="Company", listed="Organization")


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("Person", "Person", False),
        ("Person", "Company", True),
        ("Company", "Organization", False),
        ("PublicBody", "Company", False),
        ("LegalEntity", "Person", False),
        ("LegalEntity", "Company", False),
        ("LegalEntity", "Vessel", True),
        ("Vessel", "Airplane", True),
        ("Vessel", "Vessel", False),
        ("Person", "Vessel", True),
    ],
)
def test_which_kinds_exclude_each_other(one, other, differ):
    assert kinds_differ(one, other) is kinds_differ(other, one) is differ
    assert ("kind" in facts(schema=one, listed=other)) is differ


known = st.fixed_dictionaries(
    {},
    optional={
        "birth_dates": st.sampled_from((("1961",), ("1961-02-17",), ("1980",))),
        "countries": st.sampled_from((("MT",), ("YE",), ("MT", "YE"))),
        "sex": st.sampled_from(("male", "female")),
    },
)


@given(known, known)
def test_what_one_side_does_not_know_never_weighs(query, record):
    fields = {"birth_date": "birth_dates", "country": "countries", "sex": "sex"}
    for feature, fact in facts(query, record).items():
        if feature in fields and not (fields[feature] in query and fields[feature] in record):
            assert (fact.effect, fact.weight) == ("absent", 0)
        assert (fact.effect == "absent") == (fact.weight == 0)
