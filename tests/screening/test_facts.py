"""Birth date, country, number, sex and kind: for, against, or absent; absent never weighs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.reference.record import Identifier, ListedName, Record
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
