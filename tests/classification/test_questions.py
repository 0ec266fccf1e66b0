"""What is asked next: only what can still change an answer, and few questions in all."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.classification.classify import classify
from licet.classification.item import ItemFacts
from licet.classification.questions import _around, questions
from licet.encoding.reading import FactValue
from licet.reference.control_entries import ControlEntries, ControlHead, Coverage, Entry, Group, ItemKind, ParameterTest
from licet.reference.control_parameters import Parameter

DAY = dt.date(2026, 11, 1)
SMALL_DRONE: dict[str, FactValue] = {
    "military_design": "civil",
    "armed": False,
    "payload_kg": "0.3",
    "range_km": "12",
    "bvlos": True,
    "endurance_min": "40",
    "gust_kmh": "36",
    "autonomous_nav": True,
    "aerosol_l": "0",
    "aerosol_design_l": "0",
    "defense_article_inside": False,
    "us_specially_designed": False,
    "trade_off": False,
}


def ask(kind: str, answers: dict[str, FactValue], entries: ControlEntries) -> tuple[ItemFacts, list[str]]:
    """Ask and answer until nothing is left to ask."""
    item, asked = ItemFacts(name="x", kind=kind), []
    while found := questions(item, entries, as_of=DAY):
        name = found[0].parameter.name
        assert name not in asked, "nobody is asked a fact twice"
        asked.append(name)
        item = item.with_fact(name, answers.get(name))
    return item, asked


def test_answering_the_questions_in_order_settles_the_item(entries: ControlEntries) -> None:
    item, asked = ask("drone", SMALL_DRONE, entries)
    decided = classify(item, entries, as_of=DAY)
    assert [one.decision for one in decided.lists.values()] == ["not_listed", "not_listed", "listed"]
    assert len(asked) <= 8, asked


def test_an_armed_drone_made_for_the_military_is_not_asked_about_its_gusts(entries: ControlEntries) -> None:
    _, asked = ask("drone", SMALL_DRONE | {"military_design": "specially_designed_military", "armed": True}, entries)
    assert asked[0] == "military_design"
    assert not {"gust_kmh", "endurance_min", "bvlos"} & set(asked)


def test_a_fact_left_open_is_not_asked_again(entries: ControlEntries) -> None:
    item, asked = ask("drone", {}, entries)
    assert len(asked) == len(set(asked)) > 5
    assert all(value is None for value in item.facts.values())
    assert {one.decision for one in classify(item, entries, as_of=DAY).lists.values()} == {"refer"}


def test_a_kind_nobody_knows_asks_for_no_technical_fact_that_decides(entries: ControlEntries) -> None:
    for question in questions(ItemFacts(name="x", kind="a kind of cake"), entries, as_of=DAY):
        assert question.for_sure == 0


def test_limits_are_those_of_the_entries_in_force(entries: ControlEntries) -> None:
    limits = {one.parameter.name: one.limits for one in questions(ItemFacts(name="x", kind="drone"), entries, as_of=DAY)}
    assert [str(limit) for limit in limits["range_km"]] == ["300"]
    assert [str(limit) for limit in limits["payload_kg"]] == ["500"]
    assert "armed" not in {name for name, found in limits.items() if found}


def yes(param: str) -> ParameterTest:
    return ParameterTest(param=param, op="is", value=True)


@pytest.mark.parametrize(
    ("tests", "known", "settles"),
    [
        # whatever the answer is, the list is decided
        ((yes("bvlos"),), {}, {"bvlos": (1, 1)}),
        # at best: a no to one of two decides, a yes leaves the other to ask
        ((yes("bvlos"), yes("autonomous_nav")), {}, {"bvlos": (1, 0), "autonomous_nav": (1, 0)}),
        ((yes("bvlos"), yes("autonomous_nav")), {"bvlos": True}, {"autonomous_nav": (1, 1)}),
        # neither answer to one of two alternatives settles both
        ((ParameterTest(param="endurance_min", op="ge", value="30"), yes("bvlos")), {"bvlos": True}, {"endurance_min": (1, 1)}),
    ],
)  # fmt: skip
def test_how_much_a_fact_settles(
    tests: tuple[ParameterTest, ...], known: dict[str, FactValue], settles: dict[str, tuple[int, int]]
) -> None:
    entry = Entry(
        id="EU-U", list="EU", title="one", citation="Art. U", confidence="high", source_kind="text", kinds=("uav",),
        tests=Group(how="all", tests=tests),
    )  # fmt: skip
    head = ControlHead(
        name="INVENTED", compiled=DAY, kinds=(ItemKind(id="uav", words=("UAV",)),),
        coverage=(Coverage(family="EU", kind="uav", since=DAY, confidence="high", says="all is here", citation="Annex"),),
    )  # fmt: skip
    found = questions(ItemFacts(name="x", kind="UAV", facts=known), ControlEntries(heads=(head,), entries=(entry,)), as_of=DAY)
    assert {one.parameter.name: (one.settles, one.for_sure) for one in found} == settles


@pytest.mark.parametrize("limits", [(30,), (30, 60), (20, 30, 31, 500)])
def test_a_number_is_tried_on_either_side_of_every_limit(limits: tuple[int, ...]) -> None:
    bounds = tuple(Decimal(limit) for limit in limits)
    tried = _around(bounds)
    assert [sum(bound < value for bound in bounds) for value in tried] == list(range(len(bounds) + 1))
    assert not set(bounds) & set(tried)


def test_a_number_without_limits_is_tried_all_the_same() -> None:
    assert len(_around(())) == 2


ANSWERS = st.fixed_dictionaries(
    {
        "yes_no": st.lists(st.sampled_from((True, False, None)), min_size=5, max_size=5),
        "number": st.lists(st.sampled_from(("0", "5", "100", "320", "700", "20000", None)), min_size=5, max_size=5),
        "word": st.lists(st.integers(min_value=-1, max_value=20), min_size=5, max_size=5),
    }
)


def answer(parameter: Parameter, answers: dict[str, list[Any]], turn: int) -> FactValue:
    if parameter.kind == "code":
        return "none"
    drawn = answers[parameter.kind][turn % 5]
    if parameter.kind == "word":
        return None if drawn < 0 else parameter.values[drawn % len(parameter.values)]
    return drawn  # type: ignore[no-any-return]


@pytest.mark.parametrize("kind", ["drone", "engine", "payload"])
@settings(max_examples=8, deadline=None)
@given(answers=ANSWERS)
def test_whatever_is_answered_the_questions_end_and_no_open_list_has_a_fact_unasked(
    answers: dict[str, list[Any]], entries: ControlEntries, kind: str
) -> None:
    item, turn = ItemFacts(name="x", kind=kind), 0
    while found := questions(item, entries, as_of=DAY):
        parameter = found[0].parameter
        item = item.with_fact(parameter.name, answer(parameter, answers, turn))
        turn += 1
        assert turn <= len(entries.parameters)
    for result in classify(item, entries, as_of=DAY).lists.values():
        assert not [name for name in result.missing if name in entries.parameters and name not in item.facts]
