"""Names in parts for a page: nothing is lost, and what stands for what has one number on both sides."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.screening.marks import marked

names = st.text(alphabet="abz AZ-,.'é中김ж", max_size=25)


@settings(deadline=None)  # the first name of a script reads its tables
@given(names, names, st.booleans())
def test_the_parts_of_a_name_are_the_name(one, other, person):
    left, right = marked(one, other, person=person)
    assert "".join(part.text for part in left) == one
    assert "".join(part.text for part in right) == other
    assert all(0 <= part.likeness <= 1000 for part in (*left, *right))


@pytest.mark.parametrize(
    ("query", "record", "pairs", "alone"),
    [
        ("Ferenc Quill", "MUSTER, Ferenc", {("Ferenc", "Ferenc")}, {"Quill", "MUSTER"}),
        ("Фиктор Примеров", "PRIMEROV, Fiktor", {("Фиктор", "Fiktor"), ("Примеров", "PRIMEROV")}, set()),
        ("محمد صوان", "Mohammed SAWAN", {("محمد", "Mohammed"), ("صوان", "SAWAN")}, set()),
        ("Muster-Quill Ltd", "Quill Muster Limited", {("Muster", "Muster"), ("Quill", "Quill"), ("Ltd", "Limited")}, set()),
    ],
)
def test_parts_that_stand_for_each_other_have_one_number(query, record, pairs, alone):
    left, right = marked(query, record, person="Ltd" not in query)
    found = {(one.text, other.text) for one in left for other in right if one.pair and one.pair == other.pair}
    assert found == pairs
    assert {part.text for part in (*left, *right) if part.pair is None and part.text.strip(" ,-")} == alone
