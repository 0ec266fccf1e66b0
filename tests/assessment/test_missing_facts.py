"""Missing facts come in the order of what their answers decide; what a reader may not know of plays no part."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest

from licet.assessment.judged import Judged
from licet.assessment.missing_facts import missing_facts
from licet.classification.result import Classification, ListResult
from licet.facts.fact import Missing
from licet.law.authorisation import Requirement
from licet.law.combination import Combined
from licet.law.finding import Finding

DAY = dt.date(2026, 8, 3)
CASE: Any = SimpleNamespace(
    classification={
        "drone": Classification(
            item="drone", as_of=DAY, lists={"EU": ListResult(decision="refer", missing=("range_km", "payload_kg"))}
        )
    },
    rulebook=SimpleNamespace(control_lists=("EU",)),
)


def fact(name: str) -> Missing:
    return Missing(name=name, question=f"{name}?", answerer="officer")


def finding(rule: str, effect: str, *names: str, level: str = "case", instrument: str = "X") -> Finding:
    return Finding(
        rule=rule, instrument=instrument, citation="c", effect=effect, outcome="unknown", standard="none", says="s",  # type: ignore[arg-type]
        missing=tuple(fact(name) for name in names), release_level=level,  # type: ignore[arg-type]
    )  # fmt: skip


def order(*findings: Finding, items_open: tuple[str, ...] = (), required: Requirement = "yes") -> list[str]:
    combined = Combined(recommendation="refer", because=(), summary="")
    judged = Judged(findings=findings, authorisation_required=required, items_open=items_open, combined=combined)
    return [one.name for one in missing_facts(CASE, judged)]


def test_a_fact_that_settles_alone_goes_before_one_of_many() -> None:
    assert order(finding("A", "weigh", "one", "two", "three"), finding("B", "weigh", "zebra")) == ["zebra", "one", "three", "two"]


def test_a_bar_goes_before_a_risk_to_weigh() -> None:
    assert order(finding("A", "weigh", "a"), finding("B", "prohibit", "b")) == ["b", "a"]


def test_a_fact_of_many_findings_goes_before_one_of_a_single_bar() -> None:
    assert order(finding("A", "prohibit", "a"), *(finding(f"B{i}", "duty", "b") for i in range(3))) == ["b", "a"]


def test_the_reach_of_an_instrument_weighs_what_it_would_spare() -> None:
    rules = [finding(f"R{i}", "weigh", f"q{i}", instrument="ATT") for i in range(4)]
    assert order(*rules, finding("SCOPE:ATT", "scope", "party", instrument="ATT"))[0] == "party"


def test_equal_facts_come_by_name_and_a_hidden_rule_weighs_nothing() -> None:
    shown = finding("A", "weigh", "b"), finding("B", "weigh", "a")
    assert order(*shown) == ["a", "b"]
    assert order(*shown, finding("SECRET", "prohibit", "b", level="secret")) == ["a", "b"]


def test_one_of_two_facts_gives_three_quarters_and_one_of_three_two_thirds() -> None:
    """(1 + 1/k) / 2, so that four findings of two facts equal three that ask for one alone."""
    four = [finding(f"A{i}", "weigh", "b", f"x{i}") for i in range(4)]
    three = [finding(f"B{i}", "weigh", "a") for i in range(3)]
    assert order(*four, *three)[:2] == ["a", "b"], "3/4 four times is 1 three times, and equals come by name"
    assert order(*four, *three[:2])[0] == "b"
    assert order(*four[:3], *three)[0] == "a"
    thirds = [finding(f"C{i}", "weigh", "b", f"y{i}", f"z{i}") for i in range(3)]
    assert order(*thirds, *three[:2])[:2] == ["a", "b"], "2/3 three times is 1 twice"
    assert order(*thirds[:2], *three[:2])[0] == "a"


def test_a_bar_gives_twice_as_much() -> None:
    bar = finding("A", "refuse", "b")
    assert order(bar, finding("B0", "weigh", "a"), finding("B1", "weigh", "a"))[:2] == ["a", "b"]
    assert order(bar, finding("B0", "weigh", "a"))[0] == "b"


def test_the_reach_of_an_instrument_gives_half_of_each_finding_it_would_spare() -> None:
    scope = finding("SCOPE:ATT", "scope", "b", instrument="ATT")
    two = [finding(f"R{i}", "weigh", f"q{i}", instrument="ATT") for i in range(2)]
    others = [finding(f"B{i}", "weigh", "a") for i in range(3)]
    assert order(scope, *two, *others[:2])[:2] == ["a", "b"], "1 and twice 1/2 is 2"
    assert order(scope, *two, *others[:1])[0] == "b"
    assert order(scope, *two[:1], *others[:2])[0] == "a"
    elsewhere = [finding(f"E{i}", "weigh", f"e{i}", instrument="OTHER") for i in range(5)]
    assert order(scope, *elsewhere, *others[:2])[0] == "a", "what it does not govern it does not spare"
    hidden = [finding(f"S{i}", "weigh", f"s{i}", instrument="ATT", level="secret") for i in range(5)]
    assert order(scope, *hidden, *others[:2])[0] == "a", "a hidden finding lends nothing to it"


def test_an_open_item_asks_for_its_parameters() -> None:
    assert order(finding("A", "weigh", "a"), items_open=("drone",)) == ["a", "payload_kg", "range_km"]
    assert order(finding("A", "weigh", "a", "b", "c"), items_open=("drone",)) == ["payload_kg", "range_km", "a", "b", "c"]


@pytest.mark.parametrize(("required", "items_open", "asked"), [("unknown", (), True), ("unknown", ("drone",), False), ("yes", (), False), ("no", (), False)])  # fmt: skip
def test_whether_an_authorisation_is_needed_is_asked_last_and_only_of_classified_items(
    required: Requirement, items_open: tuple[str, ...], asked: bool
) -> None:
    found = order(finding("A", "weigh", "zebra"), required=required, items_open=items_open)
    assert ("authorisation_needed" in found) is asked
    if asked:
        assert found == ["zebra", "authorisation_needed"]
