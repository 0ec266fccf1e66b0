"""From an identity to a query."""

import pytest

from licet.dossier.values import Identity
from licet.screening.query import QueryIdentifier, plain_query, query_of


def test_everything_lists_can_be_compared_with_is_taken():
    query = query_of(
        Identity(
            schema="Person",
            properties={
                "name": ("Khayal al-Mithali", " "),
                "alias": ("خيال المثالي", "Khayal al-Mithali"),
                "previousName": ("K. Wahmi",),
                "weakAlias": ("Abu Khayal",),
                "birthDate": ("1975-03-02", "unknown"),
                "nationality": ("ye",),
                "country": ("United Arab Emirates", "nowhere"),
                "passportNumber": ("EX381310014",),
                "gender": ("Male",),
                "position": ("director",),
            },
        )
    )
    assert query.names == ("Khayal al-Mithali", "خيال المثالي", "K. Wahmi")
    assert query.weak_names == ("Abu Khayal",)
    assert query.birth_dates == ("1975-03-02",)
    assert query.countries == ("AE", "YE")
    assert query.identifiers == (QueryIdentifier(kind="passportNumber", number="EX381310014"),)
    assert query.sex == "male"
    assert plain_query(query) == {
        "schema": "Person",
        "name": query.names,
        "weakAlias": ("Abu Khayal",),
        "birthDate": ("1975-03-02",),
        "country": ("AE", "YE"),
        "passportNumber": ("EX381310014",),
        "gender": "male",
    }


def test_a_person_given_by_parts_is_screened_under_the_parts_joined():
    query = query_of(Identity(schema="Person", properties={"firstName": ("Khayal",), "lastName": ("al-Mithali",)}))
    assert query.names == ("Khayal al-Mithali",)


@pytest.mark.parametrize("genders", [(), ("other",), ("male", "female")])
def test_a_sex_that_is_not_clear_is_not_known(genders):
    assert query_of(Identity(schema="Person", properties={"name": ("A",), "gender": genders})).sex is None
