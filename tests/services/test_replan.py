"""A new plan keeps the promises of the one before where it can; scenarios stand side by side; days are tried under what is uncertain."""

import datetime as dt

import msgspec
import pytest

from licet.encoding.faults import Faults
from licet.planning.change import changed
from licet.planning.intake import read_plan
from licet.planning.plan import Plan, Spread, Uncertainty
from licet.planning.simulate import chances
from licet.services.planning import allocate
from licet.services.whole_plan import compare, make_plan
from licet.storage.solver import HighsSolver
from workbench import CHECKOUT

TEXT = """
reference: INVENTED
starts_on: 2027-01-01
months: 8
currency: EUR
items: [{id: missile}]
lines:
- id: hall
  rates: [{item: missile, hours_each: 16}]
  shifts: [{from_on: 2027-01-01, shifts_per_day: 1, hours_per_shift: 8, days_per_month: 20}]
needs: [{id: home, item: missile, quantity: 20, due_on: 2027-02-28}]
orders:
- {id: first, kind: offer, item: missile, quantity: 10, due_on: 2027-03-31, value: 100, split: whole}
- {id: second, kind: offer, item: missile, quantity: 10, due_on: 2027-04-30, value: 100, split: whole}
"""
RICH = "- {id: rich, kind: offer, item: missile, quantity: 20, due_on: 2027-04-30, value: 99999, split: whole}\n"


def plan_of(text: str = TEXT) -> Plan:
    return read_plan(text.encode(), "plan.yaml")


def test_a_richer_offer_moves_no_earlier_promise() -> None:
    before = allocate(HighsSolver(), plan_of())
    free = allocate(HighsSolver(), plan_of(TEXT + RICH))
    assert {one.demand: one.standing for one in free.outcomes}["rich"] == "on_time"
    kept = allocate(HighsSolver(), plan_of(TEXT + RICH), previous=before)
    assert {one.demand: one.standing for one in kept.outcomes} == {
        "home": "on_time",
        "first": "on_time",
        "second": "on_time",
        "rich": "none",
    }
    assert kept.moved == ()
    tier = next(one for one in kept.tiers if one.name == "changes")
    assert (tier.value, tier.proof) == (0, "optimal")


def test_a_need_at_home_moves_as_few_promises_as_can_be() -> None:
    before = allocate(HighsSolver(), plan_of())
    more = plan_of(TEXT.replace("quantity: 20, due_on: 2027-02-28", "quantity: 29, due_on: 2027-03-31"))
    after = allocate(HighsSolver(), more, previous=before)
    assert {one.demand: one.standing for one in after.outcomes}["home"] == "on_time"
    tier = next(one for one in after.tiers if one.name == "changes")
    assert (tier.value, tier.bound, tier.proof) == (1, 1, "optimal")
    assert [one.demand for one in after.moved] == ["first"]
    assert after.moved[0].promised_on == dt.date(2027, 3, 31)


def test_a_plan_begun_later_keeps_what_is_still_to_come() -> None:
    before = allocate(HighsSolver(), plan_of())
    later = TEXT.replace("starts_on: 2027-01-01", "starts_on: 2027-03-01").replace(
        "needs: [{id: home, item: missile, quantity: 20, due_on: 2027-02-28}]\n", ""
    )
    after = allocate(HighsSolver(), plan_of(later + RICH), previous=before)
    assert after.moved == ()
    assert {one.demand: one.complete_on for one in after.outcomes}["second"] == dt.date(2027, 4, 30)


def test_scenarios_stand_beside_the_plan() -> None:
    text = (
        TEXT
        + """
scenarios:
- {id: more-hours, says: Twice the hours., changes: [{line: hall, hours_percent: 200}]}
- {id: no-line, says: The line burns down., changes: [{line: hall, left_out: true}]}
- {id: more-need, says: More is needed., changes: [{need: home, quantity: 30}, {order: first, left_out: true}]}
"""
    )
    found = compare(HighsSolver(), plan_of(text))
    complete = {one.scenario: {demand.demand: demand.standing for demand in one.outcomes} for one in found.columns}
    assert list(complete) == ["as it stands", "more-hours", "no-line", "more-need"]
    assert complete["no-line"] == {"home": "none", "first": "none", "second": "none"}
    assert complete["more-need"] == {"home": "late", "second": "on_time"}
    assert found.columns[1].tiers[0].value == 0
    alone = allocate(HighsSolver(), changed(plan_of(text), plan_of(text).scenarios[2].changes))
    assert alone.outcomes == found.columns[3].outcomes


@pytest.mark.parametrize(
    ("change", "where", "says"),
    [
        ("{hours_percent: 200}", "changes[0]", "names nothing"),
        ("{line: hull, hours_percent: 200}", "changes[0].line", "hull"),
        ("{line: hall}", "changes[0]", "changes nothing"),
        ("{line: hall, lead_months: 2}", "changes[0].lead_months", "use hours_percent, left_out"),
        ("{need: home, order: first, quantity: 2}", "changes[0]", "names need and order"),
    ],
)
def test_a_faulty_change_is_one_sentence(change: str, where: str, says: str) -> None:
    with pytest.raises(Faults) as refused:
        plan_of(TEXT + f"\nscenarios: [{{id: a, says: A., changes: [{change}]}}]\n")
    assert len(refused.value.faults) == 1
    assert refused.value.faults[0].where.endswith(where)
    assert says in refused.value.faults[0].says


# ---- what is uncertain


def trial(plan: Plan, *spreads: Spread, seed: int = 1, runs: int = 200) -> dict[str, int]:
    result = allocate(HighsSolver(), plan)
    return {one.demand: one.held for one in chances(plan, result, Uncertainty(seed=seed, runs=runs, spreads=spreads))}


def spread(**more: object) -> Spread:
    return msgspec.convert({"item": "missile", **more}, Spread)


def test_where_nothing_is_uncertain_every_day_holds() -> None:
    for plan in (plan_of(), read_plan((CHECKOUT / "examples/planning/air-defence.yaml").read_bytes(), "a.yaml")):
        found = trial(plan, spread() if plan.reference == "INVENTED" else Spread(item="seeker"))
        assert found
        assert set(found.values()) == {200}


def test_a_late_month_breaks_a_tight_day_as_often_as_it_is_drawn() -> None:
    found = trial(plan_of(), spread(delay_chance_percent="25.0000"), runs=4000)
    # A month that comes late comes with the next, so each day fails only when its own last month is late.
    for demand in ("home", "first", "second"):
        assert abs(found[demand] / 4000 - 0.75) < 0.03, (demand, found)


def test_a_yield_that_may_fall_is_felt_and_one_that_cannot_is_not() -> None:
    low = trial(plan_of(), spread(yield_from_percent="80.0000", yield_to_percent="99.0000"))
    same = trial(plan_of(), spread(yield_from_percent="100.0000", yield_to_percent="100.0000"))
    assert low["home"] == 0
    assert same["home"] == 200


def test_the_same_seed_draws_the_same_and_another_seed_does_not() -> None:
    uncertain = spread(delay_chance_percent="25.0000")
    assert trial(plan_of(), uncertain) == trial(plan_of(), uncertain)
    assert trial(plan_of(), uncertain, seed=2, runs=1000) != trial(plan_of(), uncertain, seed=1, runs=1000)


def test_the_whole_plan_states_its_seed() -> None:
    text = TEXT + "\nuncertainty: {seed: 9, runs: 50, spreads: [{item: missile, delay_chance_percent: 10}]}\n"
    result = make_plan(HighsSolver(), plan_of(text), spare=False)
    assert (result.seed, {one.runs for one in result.chances}) == (9, {50})
