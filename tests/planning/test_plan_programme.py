"""The bound that multipliers prove holds whatever the multipliers are, and is reached by good ones."""

from fractions import Fraction

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.planning.number import number_of, number_text, rounded
from licet.planning.programme import Programme, proven_bound

small = st.integers(-4, 4)


@settings(max_examples=150)
@given(st.data())
def test_no_multiplier_proves_more_than_any_point_reaches(data: st.DataObject) -> None:
    columns = data.draw(st.integers(1, 4))
    programme = Programme()
    point = [Fraction(data.draw(st.integers(0, 6)), 3) for _ in range(columns)]
    for value in point:
        programme.column(value + data.draw(st.integers(0, 3)), lower=min(value, Fraction(0)))
    for _ in range(data.draw(st.integers(1, 4))):
        row = [(column, Fraction(data.draw(small))) for column in range(columns)]
        reached = sum((value * point[column] for column, value in row), Fraction(0))
        low = reached - data.draw(st.integers(0, 2)) if data.draw(st.booleans()) else None
        high = reached + data.draw(st.integers(0, 2)) if data.draw(st.booleans()) else None
        programme.row(row, low=low, high=high)
    programme.minimise({column: Fraction(data.draw(small)) for column in range(columns)})
    cost = sum((programme.cost.get(column, Fraction(0)) * value for column, value in enumerate(point)), Fraction(0))
    duals = np.array([data.draw(st.floats(-5, 5)) for _ in programme.rows])
    assert proven_bound(programme, duals) <= cost


def test_the_right_multiplier_proves_the_optimum() -> None:
    programme = Programme()
    x, y = programme.column(Fraction(10)), programme.column(Fraction(10))
    programme.row([(x, Fraction(1)), (y, Fraction(2))], low=Fraction(6))
    programme.minimise({x: Fraction(3), y: Fraction(4)})
    assert proven_bound(programme, np.array([2.0])) == 12  # y = 3
    assert proven_bound(programme, np.array([0.0])) == 0
    assert proven_bound(programme, np.array([-1.0])) == 0  # there is no upper side: such a multiplier says nothing


@given(st.fractions(-10_000, 10_000))
def test_a_number_is_read_as_it_was_written(value: Fraction) -> None:
    assert number_of(number_text(value)) == value
    assert Fraction(rounded(value, up=False)) <= value <= Fraction(rounded(value, up=True))
