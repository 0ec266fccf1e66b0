"""The script that fits the weights: it finds weights that are there, and every measure but the shared ones can only lower a sum."""

import numpy as np
import pytest
from tools.fit.regression import fit

from licet.screening import model
from licet.screening.alignment import align
from licet.screening.names import NameMeasures, measures_of, weights_of_names
from licet.screening.normal import words_of


def test_regression_finds_the_weights_that_made_the_answers():
    rng = np.random.default_rng(7)
    features = rng.normal(size=(20_000, 3))
    chance = 1 / (1 + np.exp(-(features @ np.array([2.0, -1.0, 0.0]) + 0.5)))
    weights = fit(features, rng.random(20_000) < chance, np.ones(20_000))
    assert np.abs(weights - np.array([2.0, -1.0, 0.0, 0.5])).max() < 0.1


def test_what_is_measured_is_what_is_weighed():
    assert len(NameMeasures.__struct_fields__) == 15
    for name in NameMeasures.__struct_fields__:
        weight = getattr(model, name.upper())
        assert weight > 0 if name.startswith("shared") else weight < 0, name


@pytest.mark.parametrize(
    ("one", "other", "measure"),
    [
        ("Ferenc Muster Quill", "Ferenc Muster", "query_rest"),
        ("Ferenc Muster", "Ferenc Muster Quill", "record_rest"),
        ("Plant 27", "Plant 29", "numbers_differ"),
        ("Victory", "Victory 3", "number_left_out"),
        ("Muster GmbH", "Muster AG", "forms_differ"),
        ("Mustor", "Muster", "lone_respelt"),
        ("Ferenc Mustor", "Ferenc Muster", "respelt"),
        ("Kim Chol Sam", "Kim Chol Su", "syllables"),
        ("Ferenc Luster", "Ferenc Muster", "other_beginnings"),
    ],
)
def test_each_measure_is_taken_where_it_should_be_and_not_of_equal_names(one, other, measure):
    person = measure not in ("forms_differ", "numbers_differ", "number_left_out")
    assert getattr(measures_of(align(words_of(one), words_of(other), person=person), person=person), measure) > 0
    same = measures_of(align(words_of(other), words_of(other), person=person), person=person)
    assert measure == "syllables" or getattr(same, measure) == 0


def test_legal_forms_and_patronymics_left_out_leave_nothing_to_explain():
    def weights(one, other, person):
        return weights_of_names(align(words_of(one), words_of(other), person=person), person=person)

    assert weights("OAO Muster", "Muster", False).spelling == 0
    assert weights("Fiktor Primerov", "Fiktor Ivanovich Primerov", True).record_rest == 0
    assert weights("Fiktor Primerov", "Fiktor Quill Primerov", True).record_rest < 0
