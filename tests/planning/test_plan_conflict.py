"""A smallest conflicting part: found, minimal, and checked once more where an answer wavered."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from licet.planning.conflict import smallest


@given(st.lists(st.sets(st.integers(0, 9), min_size=1, max_size=4), min_size=1, max_size=4))
def test_what_is_found_conflicts_and_nothing_less_does(causes: list[set[int]]) -> None:
    def conflicting(some: Sequence[int]) -> bool:
        return any(cause <= set(some) for cause in causes)

    found = smallest(range(10), conflicting)
    assert found is not None
    assert conflicting(found)
    assert not any(conflicting([other for other in found if other != one]) for one in found)


def test_where_nothing_conflicts_there_is_none() -> None:
    assert smallest([1, 2, 3], lambda _: False) is None


def test_what_conflicts_by_itself_needs_nothing_else() -> None:
    assert smallest([1, 2, 3], lambda _: True) == []


def test_an_answer_that_wavered_is_put_right_by_the_filter() -> None:
    """A solver may call a borderline set possible once and impossible the next time."""
    asked = 0

    def conflicting(some: Sequence[int]) -> bool:
        nonlocal asked
        if list(some) == [2]:
            asked += 1
            return asked > 1
        return {1, 2} <= set(some)

    assert smallest([1, 2], conflicting) == [2]
