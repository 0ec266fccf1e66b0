"""Promises whose answer is known by hand; what a promise says is tried: the day is feasible, the month before is not, the changes help."""

import datetime as dt
from decimal import Decimal

import pytest

from licet.encoding.canonical import digest_of_value
from licet.planning.change import changed
from licet.planning.intake import read_plan
from licet.planning.plan import Plan
from licet.planning.promise import MOST_CHANGES
from licet.planning.spared import spared
from licet.services.planning import allocate
from licet.services.promise import promise
from licet.services.spare import plan_result, spare_of
from licet.services.whole_plan import make_plan
from licet.storage.solver import HighsSolver

TEXT = """
reference: INVENTED
starts_on: 2027-01-01
months: 9
currency: EUR
items:
- {id: seeker, stock: 10, supplies: [{from_on: 2027-01-01, per_month: 7}]}
- {id: missile, lead_months: 1, parts: [{item: seeker, quantity: 1}]}
lines:
- id: hall
  rates: [{item: missile, hours_each: 16, per_month_now: 4, ramp_per_month: 2}]
  shifts: [{from_on: 2027-01-01, shifts_per_day: 1, hours_per_shift: 8, days_per_month: 20}]
needs:
- {id: home, item: missile, quantity: 24, due_on: 2027-04-30}
orders:
- {id: owed, kind: contract, item: missile, quantity: 8, due_on: 2027-05-31, value: 10}
- {id: open, kind: offer, item: missile, quantity: 50, due_on: 2027-06-30, value: 999}
"""
# Made: 6, 8, 10 and then 10 a month by hours, usable a month later: 24 by April, 34 by May, 44 by June, 52 by July (seekers), 59, 66.


def plan_of(text: str = TEXT) -> Plan:
    return read_plan(text.encode(), "plan.yaml")


def ask(quantity: int, by: str, plan: Plan | None = None):  # type: ignore[no-untyped-def]
    return promise(HighsSolver(), plan or plan_of(), item="missile", quantity=Decimal(quantity), by=dt.date.fromisoformat(by))


@pytest.mark.parametrize(
    ("quantity", "by", "answer", "by_then", "earliest"),
    [
        (2, "2027-05-31", "yes", "2", "2027-05-31"),
        (3, "2027-05-31", "partly", "2", "2027-06-30"),
        (12, "2027-06-30", "yes", "12", "2027-06-30"),
        (13, "2027-06-30", "partly", "12", "2027-07-31"),
        (2, "2027-04-30", "no", "0", "2027-05-31"),
        (1, "2027-01-01", "no", "0", "2027-05-31"),
        (500, "2027-09-30", "partly", "34", None),
    ],
)
def test_what_can_be_promised(quantity: int, by: str, answer: str, by_then: str, earliest: str | None) -> None:
    found = ask(quantity, by)
    assert (found.answer, found.by_then, found.earliest_on) == (answer, by_then, earliest and dt.date.fromisoformat(earliest))
    assert found.condition == "Subject to authorisation."


def test_the_reasons_name_what_binds() -> None:
    told = " ".join(ask(3, "2027-05-31").reasons)
    assert "need home (24 missile by 2027-04-30) comes first" in told
    assert "contract owed" in told
    assert "Line hall is full from March 2027 to April 2027" in told
    assert "may rise by no more than 2 a month" in told
    assert "seeker" not in told
    assert "All seeker that is in stock or supplied is used" in " ".join(ask(500, "2027-09-30").reasons)
    assert "takes 1 month from its first part" in " ".join(ask(1, "2027-01-01").reasons)


@pytest.mark.parametrize(("quantity", "by"), [(3, "2027-05-31"), (13, "2027-06-30"), (2, "2027-04-30"), (60, "2027-09-30")])
def test_the_changes_named_make_it_possible(quantity: int, by: str) -> None:
    found = ask(quantity, by)
    assert found.answer != "yes"
    assert found.relaxed_by
    assert len(found.relaxed_by) <= MOST_CHANGES
    assert ask(quantity, by, changed(plan_of(), found.relaxed_by)).answer == "yes"
    for index in range(len(found.relaxed_by)):
        fewer = found.relaxed_by[:index] + found.relaxed_by[index + 1 :]
        assert ask(quantity, by, changed(plan_of(), fewer)).answer != "yes", "a change that was not needed"


def test_no_capacity_beats_a_lead_time() -> None:
    found = ask(1, "2027-01-01")
    assert found.relaxed_by is None


def test_an_open_offer_holds_nothing_back_and_a_need_everything() -> None:
    without = plan_of(TEXT[: TEXT.index("- {id: open")])
    assert ask(12, "2027-06-30", without).says == ask(12, "2027-06-30").says
    later = plan_of(TEXT.replace("quantity: 24, due_on: 2027-04-30", "quantity: 40, due_on: 2027-06-30"))
    assert ask(12, "2027-06-30", later).answer == "no"


def test_a_late_need_bars_every_promise_of_its_item_until_it_is_met() -> None:
    late = plan_of(TEXT.replace("quantity: 24, due_on: 2027-04-30", "quantity: 30, due_on: 2027-03-31"))
    found = ask(1, "2027-04-30", late)
    assert found.answer == "no"
    assert found.earliest_on == dt.date(2027, 6, 30)
    assert any("need home (30 missile by 2027-03-31) is late until it is met" in one for one in found.reasons)


def test_a_contract_may_use_its_grace_but_no_more() -> None:
    grace = TEXT.replace("due_on: 2027-05-31, value: 10", "due_on: 2027-04-30, grace_months: 1, value: 10")
    assert ask(2, "2027-05-31", plan_of(grace)).answer == "yes"
    assert ask(3, "2027-05-31", plan_of(grace)).answer == "partly"


def test_on_the_first_day_there_is_only_stock() -> None:
    stocked = plan_of(TEXT.replace("{id: missile, lead_months: 1,", "{id: missile, lead_months: 1, stock: 4,"))
    found = ask(6, "2027-01-01", stocked)
    assert (found.answer, found.by_then) == ("partly", "4")
    assert "only what is in stock" in " ".join(found.reasons)


# ---- conflicts


def conflict(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    result = make_plan(HighsSolver(), plan_of(text), spare=False)
    assert len(result.conflicts) == 1
    return result.conflicts[0].needs, result.conflicts[0].limits


def test_a_smallest_conflict_names_only_what_it_needs() -> None:
    text = TEXT.replace(
        "- {id: home, item: missile, quantity: 24, due_on: 2027-04-30}",
        """
- {id: other, item: seeker, quantity: 2, due_on: 2027-09-30}
- {id: late, item: missile, quantity: 30, due_on: 2027-09-30}
- {id: first, item: missile, quantity: 14, due_on: 2027-03-31, priority: 1}
- {id: second, item: missile, quantity: 11, due_on: 2027-04-30, priority: 2}
""",
    )
    assert conflict(text) == (("second", "first"), ("the ramp of missile on line hall",))


def test_a_conflict_with_the_supply() -> None:
    text = TEXT.replace("per_month: 7", "per_month: 1").replace("quantity: 24", "quantity: 20")
    assert conflict(text) == (("home",), ("the supply of seeker",))


def test_a_conflict_with_time_alone() -> None:
    text = TEXT.replace("quantity: 24, due_on: 2027-04-30", "quantity: 24, due_on: 2027-01-31")
    assert conflict(text) == (("home",), ())


def test_no_conflict_where_all_is_in_time() -> None:
    assert make_plan(HighsSolver(), plan_of(), spare=False).conflicts == ()


# ---- can it be spared


@pytest.fixture(scope="module")
def result():  # type: ignore[no-untyped-def]
    return make_plan(HighsSolver(), plan_of())


@pytest.mark.parametrize(
    ("item", "quantity", "by", "answer", "at_least"),
    [
        ("missile", "2", "2027-05-31", "yes", "2"),
        ("missile", "2", "2027-06-15", "yes", "2"),
        ("missile", "3", "2027-06-15", "partly", "2"),
        ("missile", "12", "2027-06-30", "yes", "12"),
        ("missile", "1", "2027-04-30", "no", "0"),
        ("missile", "34", "2028-12-31", "yes", "34"),
        ("missile", "35", "2028-12-31", "unknown", "34"),
        ("missile", "1", "2026-12-31", "unknown", None),
        ("seeker", "1", "2027-06-30", "unknown", None),
        ("tank", "1", "2027-06-30", "unknown", None),
    ],
)
def test_whether_it_can_be_spared(result, item: str, quantity: str, by: str, answer: str, at_least: str | None) -> None:  # type: ignore[no-untyped-def]
    told = plan_result(plan_of(), result, dt.date(2026, 12, 1))
    found = spared(told, item, Decimal(quantity), dt.date.fromisoformat(by))
    assert (found.answer, found.at_least) == (answer, at_least)
    assert found.allocation == digest_of_value(result)


def test_spare_agrees_with_promises() -> None:
    for one in spare_of(HighsSolver(), plan_of(), ["missile"])[1:]:
        most = int(one.at_least)
        assert one.at_least == one.at_most
        assert ask(most + 1, one.on.isoformat()).answer in ("partly", "no")
        assert most == 0 or ask(most, one.on.isoformat()).answer == "yes"


def test_a_plan_with_what_was_promised_keeps_every_need() -> None:
    text = TEXT + "- {id: promised, kind: contract, item: missile, quantity: 12, due_on: 2027-06-30, value: 1}\n"
    outcomes = {one.demand: one.standing for one in allocate(HighsSolver(), plan_of(text)).outcomes}
    assert (outcomes["home"], outcomes["owed"], outcomes["promised"]) == ("on_time", "on_time", "on_time")
