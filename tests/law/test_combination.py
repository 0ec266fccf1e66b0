"""The combination of findings, as a table; and that nothing open or adverse ever lets a permit through."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.law.combination import combine
from licet.law.finding import Finding

EFFECTS = ("prohibit", "refuse", "weigh", "duty", "scope")
OUTCOMES = ("met", "not_met", "unknown")


def finding(effect: str, outcome: str, phase: str | None = None, level: str = "case") -> Finding:
    phase = phase or ("before_issue" if effect == "duty" else None)
    return Finding(
        rule="R",
        instrument="I",
        citation="c",
        effect=effect,
        outcome=outcome,
        standard="none",
        says="s",
        phase=phase,
        release_level=level,  # type: ignore[arg-type]
    )


def recommended(*findings: Finding, items_open: tuple[str, ...] = (), required: str = "yes", conditions: int = 0) -> str:
    return combine(findings, items_open=items_open, authorisation_required=required, conditions=conditions).recommendation


TABLE = {
    ("prohibit", "met"): "refuse",
    ("prohibit", "not_met"): "permit",
    ("prohibit", "unknown"): "refer",
    ("refuse", "met"): "refuse",
    ("refuse", "not_met"): "permit",
    ("refuse", "unknown"): "refer",
    ("weigh", "met"): "refer",
    ("weigh", "not_met"): "permit",
    ("weigh", "unknown"): "refer",
    ("duty", "met"): "permit",
    ("duty", "not_met"): "refer",
    ("duty", "unknown"): "refer",
    ("scope", "met"): "permit",
    ("scope", "not_met"): "permit",
    ("scope", "unknown"): "refer",
}


@pytest.mark.parametrize(("effect", "outcome"), TABLE)
def test_one_finding(effect: str, outcome: str) -> None:
    assert recommended(finding(effect, outcome)) == TABLE[effect, outcome]


@pytest.mark.parametrize("effect", EFFECTS)
def test_a_condition_cures_nothing(effect: str) -> None:
    for outcome in OUTCOMES:
        without, with_one = recommended(finding(effect, outcome)), recommended(finding(effect, outcome), conditions=1)
        assert with_one == ("permit_with_conditions" if without == "permit" else without)


def test_a_duty_after_issue_blocks_nothing() -> None:
    assert recommended(finding("duty", "not_met", "after_issue")) == "permit"


def test_an_open_item_refers() -> None:
    assert recommended(items_open=("drone",)) == "refer"


@pytest.mark.parametrize("required", ["no", "unknown"])
def test_permit_is_kept_for_authorisations(required: str) -> None:
    assert recommended(required=required) == "refer"


def test_a_summary_names_no_rule_above_the_case() -> None:
    combined = combine((finding("refuse", "met", level="secret"),), items_open=(), authorisation_required="yes", conditions=0)
    assert combined.recommendation == "refuse"
    assert "R" not in combined.summary.replace("Refuse", "")


findings = st.builds(finding, st.sampled_from(EFFECTS), st.sampled_from(OUTCOMES))


@given(st.lists(findings, max_size=6), st.data())
def test_making_a_finding_unknown_never_makes_a_permit(some: list[Finding], data: st.DataObject) -> None:
    before = recommended(*some)
    if some:
        index = data.draw(st.integers(0, len(some) - 1))
        hazier = [*some[:index], finding(some[index].effect, "unknown"), *some[index + 1 :]]
        after = recommended(*hazier)
        assert after in ("refer", "refuse")
        assert not (after == "refuse" and before != "refuse")


@pytest.mark.parametrize(
    ("shown", "hidden", "told"),
    [
        (1, 0, "R0"),
        (4, 0, "R0, R1, R2, R3"),
        (5, 0, "R0, R1, R2, R3 and 1 more"),
        (7, 3, "R0, R1, R2, R3 and 3 more"),
        (1, 5, "R0"),
        (0, 2, "a finding that needs a higher clearance to read"),
    ],
)
def test_the_summary_names_four_rules_counts_the_rest_and_no_hidden_one(shown: int, hidden: int, told: str) -> None:
    def bar(rule: str, level: str) -> Finding:
        return Finding(
            rule=rule, instrument="X", citation="c", effect="refuse", outcome="met", standard="none", says="s", release_level=level,  # type: ignore[arg-type]
        )  # fmt: skip

    findings = tuple(bar(f"S{n}", "secret") for n in range(hidden)) + tuple(bar(f"R{n}", "case") for n in range(shown))
    combined = combine(findings, items_open=(), authorisation_required="yes", conditions=0)
    assert combined.summary == f"Refuse: {told}."
