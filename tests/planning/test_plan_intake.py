"""A plan that does not hold together is refused whole, with one sentence for each fault."""

import pytest

from licet.encoding.faults import Faults
from licet.planning.intake import read_plan

GOOD = """
reference: INVENTED
starts_on: 2027-01-01
months: 12
currency: EUR
items:
- {id: seeker, supplies: [{from_on: 2027-01-01, per_month: 10}]}
- {id: missile, lead_months: 1, parts: [{item: seeker, quantity: 1}]}
lines:
- id: hall
  rates: [{item: missile, hours_each: 10, per_month_now: 4, ramp_per_month: 2}]
  shifts: [{from_on: 2027-01-01, shifts_per_day: 1, hours_per_shift: 8, days_per_month: 20}]
  maintenance: [{from_on: 2027-03-01, until_on: 2027-03-10}]
needs:
- {id: home, item: missile, quantity: 20, due_on: 2027-06-30}
orders:
- {id: abroad, kind: offer, item: missile, quantity: 5, due_on: 2027-09-30, value: 100}
"""


def said(text: str) -> list[str]:
    with pytest.raises(Faults) as refused:
        read_plan(text.encode(), "plan.yaml")
    return [str(fault) for fault in refused.value.faults]


def test_a_good_plan_is_read() -> None:
    assert read_plan(GOOD.encode(), "plan.yaml").items[1].parts[0].item == "seeker"


@pytest.mark.parametrize(
    ("old", "new", "holds"),
    [
        ("{id: seeker,", "{id: seeker, parts: [{item: missile, quantity: 1}],", ("items", "part of itself", "missile", "seeker")),
        ("{id: seeker,", "{id: seeker, parts: [{item: seeker, quantity: 1}],", ("items", "seeker needs seeker")),
        ("hours_each: 10", "hours_each: -10", ("lines[0].rates[0].hours_each", "-10", "above 0")),
        ("ramp_per_month: 2", "ramp_per_month: -2", ("lines[0].rates[0].ramp_per_month", "-2", "at least 0")),
        ("per_month: 10", "per_month: -1", ("items[0].supplies[0].per_month", "-1")),
        ("due_on: 2027-06-30", "due_on: 2026-06-30", ("needs[0].due_on", "2026-06-30", "before the plan begins")),
        ("due_on: 2027-06-30", "due_on: 2028-06-30", ("needs[0].due_on", "after the plan ends on 2027-12-31")),
        ("kind: offer, item: missile", "kind: offer, item: tank", ("orders[0].item", "“tank” is no item of this plan")),
        ("item: missile, quantity: 20", "item: tank, quantity: 20", ("needs[0].item", "tank")),
        ("parts: [{item: seeker,", "parts: [{item: sekeer,", ("items[1].parts[0].item", "sekeer")),
        ("rates: [{item: missile,", "rates: [{item: rocket,", ("lines[0].rates[0].item", "rocket")),
        (
            "maintenance: [{from_on: 2027-03-01, until_on: 2027-03-10}]",
            "maintenance: [{from_on: 2027-03-01, until_on: 2027-03-10}, {from_on: 2027-03-10, until_on: 2027-03-12}]",
            ("lines[0].maintenance[1].from_on", "2027-03-10 overlaps the period from 2027-03-01"),
        ),
        (
            "days_per_month: 20}]",
            "days_per_month: 20}, {from_on: 2027-05-01, shifts_per_day: 2, hours_per_shift: 8, days_per_month: 20}]",
            ("lines[0].shifts[1].from_on", "overlaps", "without an end"),
        ),
        (
            "supplies: [{from_on: 2027-01-01, per_month: 10}]",
            "supplies: [{from_on: 2027-01-01, per_month: 10}, {from_on: 2027-02-01, per_month: 1}]",
            ("items[0].supplies[1].from_on", "overlaps"),
        ),
        ("until_on: 2027-03-10", "until_on: 2027-02-10", ("lines[0].maintenance[0].until_on", "lies before 2027-03-01")),
        ("hours_per_shift: 8", "hours_per_shift: 25", ("lines[0].shifts[0].hours_per_shift", "a day has 24")),
        ("days_per_month: 20", "days_per_month: 32", ("lines[0].shifts[0].days_per_month", "32")),
        ("starts_on: 2027-01-01", "starts_on: 2027-01-15", ("starts_on", "write 2027-01-01")),
        ("months: 12", "months: 0", ("months", "is 0")),
        ("months: 12", "months: 1000", ("months", "120")),
        ("currency: EUR", "currency: Euro", ("currency", "Euro")),
        ("id: abroad", "id: home", ("orders[0].id", "also the id of a need")),
        ("id: abroad", "id: request", ("orders[0].id", "kept for new requests")),
        ("{id: seeker,", "{id: missile,", ("items[1].id", "twice")),
        ("quantity: 5, due", "quantity: 0.5, due", ("orders[0].quantity", '"0.5"')),
        ("due_on: 2027-06-30}", "due_on: 2027-06-30, priority: 9}", ("needs[0].priority", "1 (most urgent) to 5")),
        ("value: 100}", "value: 100, earliest_on: 2027-12-01}", ("orders[0].earliest_on", "after the order is due")),
        ("value: 100}", "value: 100, grace_months: -1}", ("orders[0].grace_months", "-1")),
        ("lead_months: 1", "lead_months: -1", ("items[1].lead_months", "-1")),
        ("lead_months: 1", 'lead_months: 1, yield_percent: "120"', ("items[1].yield_percent", "at most 100")),
        ("value: 100}", "value: 100, authorisation: maybe}", ("orders[0].authorisation", "maybe", "granted")),
    ],
)  # fmt: skip
def test_a_fault_is_one_sentence(old: str, new: str, holds: tuple[str, ...]) -> None:
    assert GOOD.count(old) == 1, old
    sentences = [one for one in said(GOOD.replace(old, new)) if "sekeer" not in old]
    assert len(sentences) == (2 if new == "{id: missile," else 1), sentences
    for part in holds:
        assert any(part in one for one in sentences), sentences


def test_every_fault_is_said_at_once() -> None:
    text = GOOD.replace("item: missile, quantity: 20", "item: tank, quantity: 20").replace(
        "due_on: 2027-09-30", "due_on: 2026-09-30"
    )
    text = text.replace("until_on: 2027-03-10", "until_on: 2027-02-10").replace(
        "{id: seeker,", "{id: seeker, parts: [{item: missile, quantity: 1}],"
    )
    assert [one.partition(":")[0] for one in said(text)] == [
        "items",
        "lines[0].maintenance[0].until_on",
        "needs[0].item",
        "orders[0].due_on",
    ]


def test_two_circles_are_two_faults() -> None:
    text = GOOD.replace(
        "{id: seeker,",
        "{id: a, parts: [{item: b, quantity: 1}]}\n- {id: b, parts: [{item: a, quantity: 1}]}\n- {id: c, parts: [{item: c, quantity: 1}]}\n- {id: seeker,",
    )
    assert len(said(text)) == 2
