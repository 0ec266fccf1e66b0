"""What can be spared, found with few plans and proofs, against asking month by month; and conflicts in which nothing is left over."""

import datetime as dt
from decimal import Decimal

import pytest

from licet.planning.conflict import Trial
from licet.planning.intake import read_plan
from licet.planning.model import Model
from licet.planning.number import number_text
from licet.planning.plan import Plan
from licet.planning.promise import committed
from licet.services import spare as spares
from licet.services.planning import allocate
from licet.services.promise import Beside, promise
from licet.services.spare import ENOUGH, offered, spare_of
from licet.services.whole_plan import conflicts
from licet.storage.solver import HighsSolver

TWO = """
reference: INVENTED
starts_on: 2027-01-01
months: 10
currency: EUR
items:
- {id: seeker, stock: 9, supplies: [{from_on: 2027-01-01, per_month: 6}]}
- {id: missile, lead_months: 1, parts: [{item: seeker, quantity: 1}]}
- {id: radar, lead_months: 2, stock: 2, parts: [{item: seeker, quantity: 2}]}
- {id: mast, unit: kilogram, stock: "3.5"}
lines:
- id: hall
  rates: [{item: missile, hours_each: 16, per_month_now: 2, ramp_per_month: 1}, {item: radar, hours_each: 40, per_month_now: 1, ramp_per_month: 1}]
  shifts: [{from_on: 2027-01-01, shifts_per_day: 1, hours_per_shift: 8, days_per_month: 20}]
  maintenance: [{from_on: 2027-06-05, until_on: 2027-06-20}]
needs:
- {id: home, item: missile, quantity: 12, due_on: 2027-05-31}
- {id: later, item: radar, quantity: 4, due_on: 2027-09-30}
orders:
- {id: owed, kind: contract, item: missile, quantity: 6, due_on: 2027-08-31, grace_months: 1, value: 10}
- {id: leaves, kind: contract, item: radar, quantity: 2, due_on: 2027-10-31, split: one_delivery, value: 10}
- {id: m, kind: offer, item: missile, quantity: 50, due_on: 2027-10-31, value: 999}
- {id: r, kind: offer, item: radar, quantity: 50, due_on: 2027-10-31, value: 999}
- {id: k, kind: offer, item: mast, quantity: 5, due_on: 2027-10-31, value: 9}
"""
LATE = TWO.replace("quantity: 12, due_on: 2027-05-31", "quantity: 16, due_on: 2027-04-30")


def plan_of(text: str) -> Plan:
    return read_plan(text.encode(), "plan.yaml")


def month_by_month(plan: Plan, item: str) -> list[tuple[str, str, str]]:
    """The same, from one programme and one exact plan for each month, beside rows that hold every need and contract."""
    owed = committed(plan)
    beside = Beside(HighsSolver(), owed, item, ENOUGH, allocate(HighsSolver(), owed))
    found, least = [], beside.step * 0
    for bucket in range(beside.months.last + 1):
        _, limit, solution = beside.most(bucket)
        draft = beside.exact(solution.values) if len(solution.values) else None
        least = max(least, draft.total("request", bucket) if draft else least)
        found.append((str(beside.months.ends[bucket]), number_text(least), number_text(max(limit, least))))
    return found


@pytest.mark.parametrize("text", [TWO, LATE], ids=["in time", "a need is late"])
def test_few_plans_say_the_same_as_one_a_month(text: str) -> None:
    plan = plan_of(text)
    found = spare_of(HighsSolver(), plan, offered(plan))
    for item in offered(plan):
        assert [(str(one.on), one.at_least, one.at_most) for one in found if one.item == item] == month_by_month(plan, item)


def test_a_large_plan_says_less_and_never_more(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = plan_of(TWO)
    every = spare_of(HighsSolver(), plan, offered(plan))
    monkeypatch.setattr(spares, "EVERY_MONTH_UP_TO", 0)
    few = spare_of(HighsSolver(), plan, offered(plan))
    for one, exact in zip(few, every, strict=True):
        assert Decimal(one.at_least) <= Decimal(exact.at_least) <= Decimal(exact.at_most) <= Decimal(one.at_most)
    # Where nothing can be spared that is proven, and so is the end of the plan.
    assert [one.on for one in few if one.at_most == "0"] == [one.on for one in every if one.at_most == "0"]
    assert [one for one in few if one.on == few[-1].on] == [one for one in every if one.on == few[-1].on]


def test_the_result_of_a_plan_serves_as_well_as_planning_again() -> None:
    plan = plan_of(TWO)
    assert spare_of(HighsSolver(), plan, ["missile"], base=allocate(HighsSolver(), plan)) == spare_of(
        HighsSolver(), plan, ["missile"]
    )


def test_a_contract_that_leaves_in_one_delivery_does_not_break_a_promise() -> None:
    found = promise(HighsSolver(), plan_of(TWO), item="missile", quantity=Decimal(50), by=dt.date(2027, 3, 31))
    assert (found.answer, found.by_then) == ("partly", "6")


# ---- conflicts

CROWDED = """
reference: INVENTED
starts_on: 2027-01-01
months: 8
currency: EUR
items:
- {id: seeker, stock: 4, supplies: [{from_on: 2027-01-01, per_month: 3}]}
- {id: missile, lead_months: 1, parts: [{item: seeker, quantity: 1}]}
- {id: radar, lead_months: 3, parts: [{item: seeker, quantity: 1}]}
lines:
- id: hall
  rates: [{item: missile, hours_each: 16}, {item: radar, hours_each: 40}]
  shifts: [{from_on: 2027-01-01, shifts_per_day: 1, hours_per_shift: 8, days_per_month: 10}]
needs:
- {id: never, item: radar, quantity: 1, due_on: 2027-02-28, priority: 1}
- {id: first, item: missile, quantity: 9, due_on: 2027-04-30, priority: 2}
- {id: second, item: radar, quantity: 6, due_on: 2027-07-31, priority: 3}
- {id: idle, item: seeker, quantity: 1, due_on: 2027-08-31, priority: 5}
"""


def test_a_need_that_cannot_be_met_at_all_explains_no_other_and_nothing_in_a_conflict_is_left_over() -> None:
    plan = plan_of(CROWDED)
    late = [one.demand for one in allocate(HighsSolver(), plan).outcomes if one.in_time != one.quantity]
    found = conflicts(HighsSolver(), plan, late)
    assert {one.needs[0] for one in found} == {"never", "second"}
    assert next(one for one in found if one.needs[0] == "never").needs == ("never",)
    told = next(one for one in found if one.needs[0] == "second")
    assert told.needs == ("second", "first")
    model = Model(plan)
    trial = Trial(model)
    words = {f"the {'hours of line hall' if limit.kind == 'hours' else 'supply of ' + limit.item}": limit for limit in trial.limits}
    limits = [words[one] for one in told.limits]

    def in_time(others: list[str], some: list) -> bool:  # type: ignore[type-arg]
        programme = trial.ask(model.demands["second"], [model.demands[name] for name in others], some)
        return HighsSolver().solve(programme, seconds=10).objective == -6

    assert not in_time(["first"], limits)
    assert in_time([], limits)
    for one in limits:
        assert in_time(["first"], [other for other in limits if other is not one])
