"""Ways to meet what is short: who may supply, which way beats which, what a year costs."""

import datetime as dt
from decimal import Decimal

import msgspec
import pytest

from licet.encoding.faults import Faults
from licet.planning.allocation import Choice, Shortfall
from licet.planning.intake import read_plan
from licet.planning.plan import Budget, Plan, Weights
from licet.planning.procure import budget_years, dominates, first_choice, ranked, standing_of
from licet.reference.embargo import EmbargoRow, EmbargoTable

DAY = dt.date(2026, 8, 3)


def row(**more: object) -> EmbargoRow:
    tree = {
        "shape": "embargo/1",
        "id": "EXAMPLE-1",
        "authority": "EX",
        "binding": "chapter_vii",
        "target": {"kind": "state", "name": "Example", "countries": ["KP"]},
        "instrument": {"current": "Example 1 (2020)"},
        "binds": {"who": "every_state"},
        "lines": [{"direction": "from_target", "item_scope": "all_arms_and_related", "says": "No supplies."}],
        "since": "2020-01-01",
        "source": "invented",
        "source_kind": "text",
        "confidence": "high",
        **more,
    }
    return msgspec.convert(tree, EmbargoRow)


LINE = {"direction": "from_target", "item_scope": "all_arms_and_related", "says": "No supplies."}


@pytest.mark.parametrize(
    ("origin", "more", "standing"),
    [
        ("KP", {}, "barred"),
        ("NO", {}, "open"),
        (None, {}, "refer"),
        ("KP", {"since": None}, "barred"),
        ("KP", {"since": "2026-08-04"}, "open"),
        ("KP", {"lifted_on": "2026-08-03"}, "open"),
        ("KP", {"lifted_on": "2026-08-04"}, "barred"),
        ("KP", {"expires": "2021-01-01"}, "barred"),
        ("KP", {"lines": [{**LINE, "direction": "to_target"}]}, "open"),
        ("KP", {"lines": [{**LINE, "floor": "refer"}]}, "refer"),
        ("KP", {"lines": [{**LINE, "until": "2026-08-03"}]}, "open"),
        ("KP", {"lines": [{**LINE, "target_kind": "non_state"}]}, "refer"),
        ("KP", {"binds": {"who": "members", "organisation": "EU"}}, "refer"),
        ("KP", {"binds": {"who": "states", "states": ["AT"]}}, "barred"),
        ("KP", {"binds": {"who": "states", "states": ["FR"]}}, "refer"),
        ("KP", {"target": {"kind": "state", "name": "Part", "countries": ["KP"], "territory": {"says": "A part."}}}, "refer"),
        ("KP", {"target": {"kind": "non_state", "name": "Groups", "countries": ["KP"]}}, "refer"),
        ("NO", {"target": {"kind": "non_state", "name": "Groups anywhere"}}, "refer"),
    ],
)
def test_who_may_supply(origin: str | None, more: dict[str, object], standing: str) -> None:
    found, says = standing_of(origin, "AT", EmbargoTable(rows=(row(**more),)), DAY)
    assert found == standing, says
    assert says.endswith(".")


def test_without_a_table_every_source_is_referred() -> None:
    assert standing_of("NO", "AT", None, DAY)[0] == "refer"


def choice(
    months: int | None, cost: int | None, risk: int | None, dependence: int | None, standing: str = "open", source: str = "a"
) -> Choice:
    return msgspec.convert(
        {
            "way": "buy", "source": source, "standing": standing, "months_late": months, "cost": None if cost is None else Decimal(cost),
            "risk_percent": None if risk is None else Decimal(risk), "dependence_percent": None if dependence is None else Decimal(dependence),
            "complete_on": dt.date(2027, 3, 31), "owes": (), "changes": (), "front": False, "rank": None, "says": "Invented.",
        },
        Choice,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "beats"),
    [
        (choice(0, 5, 5, 5), choice(1, 5, 5, 5), True),
        (choice(0, 5, 5, 5), choice(0, 5, 5, 5), False),
        (choice(0, 6, 5, 5), choice(1, 5, 5, 5), False),
        (choice(0, None, 5, 5), choice(1, 5, 5, 5), False),
        (choice(0, 5, 5, 5), choice(1, None, 5, 5), False),
        (choice(0, 1, 1, 1, "refer"), choice(1, 5, 5, 5), False),
        (choice(0, 1, 1, 1, "barred"), choice(1, 5, 5, 5), False),
        (choice(3, 5, 5, 5), choice(None, 5, 5, 5), True),
    ],
)
def test_which_way_beats_which(one: Choice, other: Choice, beats: bool) -> None:
    assert dominates(one, other) is beats


def test_the_front_and_the_ranks() -> None:
    ways = [
        choice(0, 10, 0, 0),
        choice(1, 5, 0, 0, source="b"),
        choice(2, 6, 0, 0, source="c"),
        choice(0, 1, 0, 0, "barred", "d"),
        choice(0, 1, 0, 0, "refer", "e"),
    ]
    plain = ranked(ways, None)
    assert [one.front for one in plain] == [True, True, False, False, True]
    assert {one.rank for one in plain} == {None}
    hasty = ranked(ways, Weights(time=90, cost=10, risk=0, sovereignty=0))
    thrifty = ranked(ways, Weights(time=10, cost=90, risk=0, sovereignty=0))
    assert [one.rank for one in hasty] == [1, 2, None, None, None]
    assert [one.rank for one in thrifty] == [2, 1, None, None, None]
    assert first_choice(plain) == plain[1]
    assert first_choice(hasty) == hasty[0]
    assert first_choice(ranked([choice(0, 1, 0, 0, "refer")], None)) is None


def test_a_year_is_held_against_its_budget() -> None:
    plan = Plan(
        reference="R",
        starts_on=dt.date(2027, 1, 1),
        months=6,
        currency="EUR",
        items=(),
        budgets=(Budget(year=2026, amount=Decimal(1)), Budget(year=2027, amount=Decimal(9))),
    )
    line = Shortfall(need="n", item="i", short="1", due_on=dt.date(2027, 2, 28), choices=ranked([choice(0, 10, 0, 0)], None))
    assert [(one.year, one.needed, one.over) for one in budget_years(plan, [line])] == [
        (2026, Decimal(0), False),
        (2027, Decimal(10), True),
    ]


@pytest.mark.parametrize(
    ("extra", "where", "says"),
    [
        ("sources: [{id: a, item: tank, supplier: S, per_month: 1, lead_months: 1, unit_cost: 1, risk_percent: 1, dependence_percent: 1}]", "sources[0].item", "tank"),
        ("sources: [{id: a, item: i, supplier: S, per_month: 1, lead_months: 1, unit_cost: 1, risk_percent: 101, dependence_percent: 1}]", "sources[0].risk_percent", "0 to 100"),
        ("sources: [{id: a, item: i, supplier: S, per_month: -1, lead_months: 1, unit_cost: 1, risk_percent: 1, dependence_percent: 1}]", "sources[0].per_month", "-1"),
        ("weights: {time: 50, cost: 20, risk: 20, sovereignty: 20}", "weights", "110"),
        ("budgets: [{year: 2027, amount: 1}, {year: 2027, amount: 2}]", "budgets", "2027"),
    ],
)  # fmt: skip
def test_a_fault_is_one_sentence(extra: str, where: str, says: str) -> None:
    text = f"reference: R\nstarts_on: 2027-01-01\nmonths: 6\ncurrency: EUR\nitems: [{{id: i}}]\n{extra}\n"
    with pytest.raises(Faults) as refused:
        read_plan(text.encode(), "plan.yaml")
    assert [(fault.where, says in fault.says) for fault in refused.value.faults] == [(where, True)]
