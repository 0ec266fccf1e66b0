"""A plan put on file is asked by the rulebook's rule, stands in the opinion's inputs, and is replayed."""

import datetime as dt
import json
import shutil
from pathlib import Path

import pytest

from licet.dossier.intake import read_request
from licet.dossier.values import Request
from licet.encoding.canonical import canonical_bytes, digest_of_value, from_bytes
from licet.encoding.faults import Faults
from licet.planning.allocation import Allocation
from licet.planning.intake import read_plan
from licet.services.assess import assess_request
from licet.services.desk import Asked, Desk
from licet.services.kept_plan import keep_plan
from licet.services.replay import replay
from licet.services.whole_plan import make_plan
from licet.storage.library import FileLibrary
from licet.storage.solver import HighsSolver
from licet.storage.wiring import operator
from workbench import CHECKOUT, DAY, EXAMPLES, StandingClock, desk_in_memory

PLAN = CHECKOUT / "examples/planning/kea-works.yaml"
EXAMPLE = EXAMPLES["18-cannot-be-spared-in-time"].read_bytes()
LATER = dt.date(2026, 8, 20)


@pytest.fixture
def desk(small_library_folder: Path, tmp_path: Path) -> Desk:
    shutil.copytree(small_library_folder, tmp_path / "library")
    return desk_in_memory(FileLibrary(tmp_path / "library"), clock=StandingClock(dt.datetime(2026, 8, 20, 12, tzinfo=dt.UTC)))


@pytest.fixture(scope="module")
def without_the_need() -> Allocation:
    return make_plan(HighsSolver(), read_plan(_widened(), PLAN.name))


def _widened() -> bytes:
    text = PLAN.read_text(encoding="utf-8")
    assert "quantity: 12, due_on: 2026-11-30" in text
    return text.replace("quantity: 12, due_on: 2026-11-30", "quantity: 2, due_on: 2026-11-30").encode()


def request(data: bytes = EXAMPLE) -> Request:
    return read_request(data, "example.yaml")


def outcome(formed, rule: str = "SPARED:drone") -> str:  # type: ignore[no-untyped-def]
    return next(one.outcome for one in formed.opinion.findings if one.rule == rule)


def test_the_bundled_result_is_that_of_the_example_plan() -> None:
    plan = read_plan(PLAN.read_bytes(), PLAN.name)
    bundled = json.loads((CHECKOUT / "src/licet/bundled/example/plan-kea-works.json").read_text())
    assert bundled["allocation"] == digest_of_value(make_plan(HighsSolver(), plan))


def test_another_plan_on_file_turns_the_opinion_and_the_first_one_is_replayed(desk: Desk, without_the_need: Allocation) -> None:
    first = assess_request(desk, request(), person="operator", as_of=DAY)
    assert (outcome(first), first.opinion.recommendation) == ("not_met", "refer")
    assert (
        first.opinion.inputs.plan
        == json.loads((CHECKOUT / "src/licet/bundled/example/plan-kea-works.json").read_text())["allocation"]
    )
    plan = read_plan(_widened(), PLAN.name)
    taken = keep_plan(desk, Asked(operator("NZ"), "keep-1"), plan, without_the_need)
    assert (taken.edition.kind, taken.edition.name, taken.edition.dated_on) == ("plan", "KEA-WORKS", LATER)
    second = assess_request(desk, request(), person="operator", as_of=LATER)
    assert (outcome(second), second.opinion.recommendation) == ("met", "permit_with_conditions")
    assert second.opinion.inputs.plan == digest_of_value(without_the_need)
    assert from_bytes(desk.contents.get(second.opinion.inputs.plan), Allocation) == without_the_need
    # The first day's opinion still rests on the plan of its day.
    for formed in (first, second):
        assert replay(desk, formed.data, person="operator").equal
    swapped = json.loads(first.data)
    swapped["inputs"]["plan"] = second.opinion.inputs.plan
    differences = replay(desk, canonical_bytes(swapped), person="operator").differences
    assert [one.where for one in differences] == ["inputs.plan"]


def test_elsewhere_nobody_asks_and_no_plan_is_an_input(desk: Desk) -> None:
    formed = assess_request(
        desk, request(EXAMPLES["01-thermal-cameras-for-a-coast-guard"].read_bytes()), person="operator", as_of=DAY
    )
    assert outcome(formed, "SCOPE:SPARED") == "not_met"
    assert formed.opinion.inputs.plan is None


def test_a_result_that_says_nothing_is_not_put_on_file(desk: Desk) -> None:
    plan = read_plan(PLAN.read_bytes(), PLAN.name)
    with pytest.raises(Faults, match="needs what can be spared"):
        keep_plan(desk, Asked(operator("NZ"), "keep-1"), plan, make_plan(HighsSolver(), plan, spare=False))


def test_what_is_put_on_file_names_no_need(desk: Desk, without_the_need: Allocation) -> None:
    taken = keep_plan(desk, Asked(operator("NZ"), "keep-1"), read_plan(_widened(), PLAN.name), without_the_need)
    assert b"coast-watch" not in desk.library.content(taken.edition)
