"""The solver as the port promises it: optimum and multipliers, infeasible said, an end to every run, nothing on standard output."""

from fractions import Fraction

import pytest

from licet.planning.programme import Programme, proven_bound
from licet.storage.solver import HighsSolver


def knapsack() -> Programme:
    """Most of 5x + 4y with 6x + 4y ≤ 24 and x + 2y ≤ 6: 21 at (3, 3/2); 20 in whole numbers at (4, 0)."""
    programme = Programme()
    x, y = programme.column(Fraction(10), whole=True), programme.column(Fraction(10), whole=True)
    programme.row([(x, Fraction(6)), (y, Fraction(4))], high=Fraction(24))
    programme.row([(x, Fraction(1)), (y, Fraction(2))], high=Fraction(6))
    programme.minimise({x: Fraction(-5), y: Fraction(-4)})
    return programme


def test_the_optimum_and_multipliers_that_prove_it(capfd: pytest.CaptureFixture[str]) -> None:
    solution = HighsSolver().solve(knapsack(), seconds=10)
    assert solution.status == "optimal"
    assert list(solution.values) == pytest.approx([3, 1.5])
    assert float(proven_bound(knapsack(), solution.duals)) == pytest.approx(-21)
    assert capfd.readouterr().out == ""


def test_whole_columns_are_whole(capfd: pytest.CaptureFixture[str]) -> None:
    solution = HighsSolver().solve(knapsack(), seconds=10, whole=True)
    assert list(solution.values) == pytest.approx([4, 0])
    assert solution.bound is not None
    assert float(solution.bound) == pytest.approx(-20)
    assert capfd.readouterr().out == ""


def test_what_cannot_be_is_said() -> None:
    programme = knapsack()
    programme.row([(0, Fraction(1))], low=Fraction(9))
    solution = HighsSolver().solve(programme, seconds=10)
    assert (solution.status, len(solution.values)) == ("infeasible", 0)
