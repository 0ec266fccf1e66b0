"""Missing facts come in the order of what their answers decide; what a reader may not know of plays no part."""

from types import SimpleNamespace
from typing import Any

from licet.assessment.judged import Judged
from licet.assessment.missing_facts import missing_facts
from licet.facts.fact import Missing
from licet.law.combination import Combined
from licet.law.finding import Finding

CASE: Any = SimpleNamespace()


def fact(name: str) -> Missing:
    return Missing(name=name, question=f"{name}?", answerer="officer")


def finding(rule: str, effect: str, *names: str, level: str = "case", instrument: str = "X") -> Finding:
    return Finding(
        rule=rule, instrument=instrument, citation="c", effect=effect, outcome="unknown", standard="none", says="s",  # type: ignore[arg-type]
        missing=tuple(fact(name) for name in names), release_level=level,  # type: ignore[arg-type]
    )  # fmt: skip


def order(*findings: Finding) -> list[str]:
    combined = Combined(recommendation="refer", because=(), summary="")
    judged = Judged(findings=findings, authorisation_required="yes", items_open=(), combined=combined)
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
