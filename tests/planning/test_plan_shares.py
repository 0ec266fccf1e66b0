"""Numbers of a solver become whole pieces: by each month no more of them, over all needs of an item, than were found."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.planning.exact import wishes_of
from licet.planning.intake import read_plan
from licet.planning.model import Model

MONTHS = 5
QUANTITIES = ("4", "3", "2.5")


def model_of(unit: str) -> Model:
    needs = ", ".join(
        f"{{id: n{at}, item: goods, quantity: '{quantity if unit == 'kilogram' else round(float(quantity))}', "
        f"due_on: 2026-1{at % 3}-28, priority: {at + 1}}}"
        for at, quantity in enumerate(QUANTITIES)
    )
    text = f"""
reference: SHARES
starts_on: 2026-09-01
months: {MONTHS}
currency: EUR
items: [{{id: goods, unit: {unit}, stock: '9'}}]
needs: [{needs}]
"""
    return Model(read_plan(text.encode(), "plan.yaml"))


MODELS = {unit: model_of(unit) for unit in ("piece", "kilogram")}


@pytest.mark.parametrize("unit", MODELS)
@given(data=st.data())
def test_no_more_is_held_than_was_found(unit: str, data: st.DataObject) -> None:
    model = MODELS[unit]
    needs = list(model.demands.values())
    values = np.zeros(len(model.programme.lower))
    for need in needs:
        parts = data.draw(st.lists(st.integers(0, 12), min_size=MONTHS + 1, max_size=MONTHS + 1), label=need.id)
        whole = data.draw(st.booleans(), label=f"{need.id} whole")
        share = float(need.quantity) / max(sum(parts), 1) if whole else float(need.quantity) / (12 * len(parts))
        for bucket, part in enumerate(parts):
            values[model.delivered[need.id, bucket]] = part * share
    wishes = wishes_of(model, values, needs)
    for bucket in range(MONTHS + 1):
        found = sum(values[model.delivered[need.id, to]] for need in needs for to in range(bucket + 1))
        assert float(sum(wishes[need.id][bucket] for need in needs)) <= found + 1e-4, "within what a solver's number may lack"
    for need in needs:
        assert wishes[need.id] == sorted(wishes[need.id])
        assert wishes[need.id][-1] <= Fraction(need.quantity)
    if all(sum(values[model.delivered[need.id, to]] for to in range(MONTHS + 1)) > float(need.quantity) - 1e-9 for need in needs):
        assert all(wishes[need.id][-1] == Fraction(need.quantity) for need in needs), "what is met in full stays met in full"


def test_a_piece_lent_to_one_need_is_not_given_a_second_time() -> None:
    """Found by a plan of sixty months, whose contracts had no answer: two needs half met, then one of them met whole."""
    model = MODELS["piece"]
    first, second, _ = model.demands.values()
    values = np.zeros(len(model.programme.lower))
    for need, curve in ((first, (0.0, 2.75, 0.0)), (second, (0.0, 1.5, 1.5))):
        for bucket, part in enumerate(curve):
            values[model.delivered[need.id, bucket]] = part
    wishes = wishes_of(model, values, [first, second])
    assert [wishes[first.id][2], wishes[second.id][2]] == [3, 2], "of 5.75 pieces five are whole"
