"""Likeness of words, alignment of names, and the model's table."""

import math
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.screening import model
from licet.screening.alignment import align, credit
from licet.screening.commonness import weight_of
from licet.screening.likeness import LEAST, likeness, share
from licet.screening.names import evidence_of_names, weights_of_names
from licet.screening.normal import word_of, words_of

letters = st.text(alphabet="abdehiklmnorstuvyz", min_size=1, max_size=10)


@given(letters, letters, st.booleans())
def test_likeness_has_no_direction_and_stays_in_bounds(one, other, arabic):
    left, right = word_of(one), word_of(other, arabic=arabic)
    assert 0 <= likeness(left, right) <= 1000
    assert likeness(left, right) == likeness(right, left)
    assert likeness(left, left) == 1000


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("technologies", "tenchnologies", 900, 960),
        ("mohammed", "muhammad", 950, 999),
        ("sergei", "sergey", 850, 999),
        ("kim", "kin", 600, 700),
        ("j", "james", 700, 700),
        ("ali", "omar", 0, 500),
        ("smith", "jones", 0, 500),
        ("12", "13", 0, 0),
    ],
)
def test_likeness_of_known_pairs(one, other, least, most):
    assert least <= likeness(word_of(one), word_of(other)) <= most


def test_consonants_carry_an_unvowelled_spelling():
    (arabic,) = words_of("محمد")
    assert likeness(arabic, word_of("muhammad")) == 960
    assert likeness(arabic, word_of("khalid")) < LEAST


@given(letters, letters)
def test_the_shared_part_is_whole_for_equals_and_nothing_for_strangers(one, other):
    assert share(one, one) == 1000
    assert (share(one, other) == 0) == (not set(one) & set(other))


def test_credit_grows_with_likeness_and_ends_at_all():
    values = [credit(like) for like in range(1001)]
    assert values == sorted(values)
    assert values[599] == 0
    assert values[1000] == 1000


def shared(one, other, person=True):
    return align(words_of(one), words_of(other), person=person)


def test_the_order_of_words_does_not_count():
    parts = ("Ferenc", "Invented", "Muster")
    whole = {shared(" ".join(order), "MUSTER, Ferenc Invented").shared for order in permutations(parts)}
    assert len(whole) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("Daedong Creditbank", "DAEDONG CREDIT BANK"), ("Rung Rado", "RUNGRADO"), ("جلال الدين", "Jalaluddin")],
)
def test_two_words_stand_for_one_that_joins_them(one, other):
    found = shared(one, other, person=False)
    assert found.query_alone == found.record_alone == ()


def test_what_either_has_alone_is_kept_apart():
    found = shared("Ferenc Muster Quill", "MUSTER, Ferenc Nowhere")
    assert [word.text for word in found.query_alone] == ["quill"]
    assert [word.text for word in found.record_alone] == ["nowhere"]


def test_legal_forms_and_common_words_count_little():
    assert weight_of(word_of("limited"), person=False) == 60
    assert weight_of(word_of("trading"), person=False) < 400
    assert weight_of(word_of("muhammad"), person=True) < 400
    assert weight_of(word_of("tannholt"), person=True) == 1000
    assert weight_of(word_of("sa"), person=True) > 60, "in the name of a person it is no legal form"


def test_numbers_of_a_series_differ():
    assert shared("Plant 27", "Plant 29", person=False).numbers_differ
    assert not shared("Plant 27", "Plant", person=False).numbers_differ
    assert shared("140 Repairing Plant of Nowhere", "148 Repairing Plantof Nowhere", person=False).numbers_differ


def test_the_evidence_of_names_says_what_agrees_and_what_lacks():
    alignment = shared("Ferenc Quill", "MUSTER, Ferenc")
    weights = weights_of_names(alignment, person=True)
    found = evidence_of_names("Ferenc Quill", "MUSTER, Ferenc", alignment, weights, weak=False)
    assert sum(line.weight for line in found) == weights.total
    says = {line.feature: line.says for line in found}
    assert says["name"] == "“Ferenc Quill” and “MUSTER, Ferenc” agree in ferenc."
    assert says["query_gap"] == "The list's name lacks quill."
    assert says["record_gap"] == "The party's name lacks muster."
    assert all((line.weight > 0) == (line.effect == "for") for line in found)


@pytest.mark.parametrize("log_odds", range(-12_000, 12_001, 37))
def test_the_table_is_the_logistic_curve(log_odds):
    exact = 1 / (1 + math.exp(-log_odds / 1000))
    assert abs(float(model.probability(log_odds)) - min(max(exact, 0.0001), 0.9999)) < 0.0003


def test_probability_grows_has_four_places_and_is_never_sure():
    values = [model.probability(log_odds) for log_odds in range(-20_000, 20_001, 50)]
    assert values == sorted(values)
    assert values[0] == Decimal("0.0001")
    assert values[-1] == Decimal("0.9999")
    assert model.probability(0) == Decimal("0.5000")
    assert all(value.as_tuple().exponent == -4 for value in values)


@given(st.integers(-50_000, 50_000))
def test_the_two_sides_of_the_curve_add_up(log_odds):
    assert model.probability(log_odds) + model.probability(-log_odds) == 1
