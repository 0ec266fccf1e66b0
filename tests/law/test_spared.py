"""Whether the goods can be spared: nothing that is taken away from the plan lets an export through."""

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from licet.classification.result import Classification, ListResult
from licet.encoding.faults import Faults
from licet.facts.kleene import Truth
from licet.law.case import Case
from licet.law.combination import blocks
from licet.law.finding import Finding
from licet.law.rule import finding_of
from licet.law.spared import plan_asked, ready_by, spare_rules
from licet.reference.plan_result import PlanResult, Spare, parse_plan_result, plan_result_of
from licet.reference.rulebook import PlannedItem, SpareRule, parse_rulebook

DIGEST = "sha256:" + "1" * 64
ASKS = SpareRule(
    citation="example decision", plan="WORKS", items=(PlannedItem(item="drone", names=("Example Kestrel",)),), release_level="case"
)


def result(**least: tuple[str, str]) -> PlanResult:
    """`result(m2027_01_31=("1", "2"))`: by that day at least one can be spared and at most two."""
    return PlanResult(
        reference="WORKS",
        made_on=dt.date(2026, 8, 1),
        starts_on=dt.date(2026, 9, 1),
        allocation=DIGEST,
        units={"drone": "piece"},
        spare=tuple(
            Spare(item="drone", on=dt.date.fromisoformat(day[1:].replace("_", "-")), at_least=low, at_most=high)
            for day, (low, high) in least.items()
        ),
    )


def asked(clean: Case, plan: PlanResult | None, quantity: int = 2, departs: dt.date = dt.date(2027, 2, 1)) -> Case:
    dossier = clean.dossier
    item = replace(dossier.items[0], quantity=dossier.items[0].quantity * quantity / 2)
    leg = replace(dossier.legs[0], departs_on=departs)
    return replace(
        clean,
        dossier=replace(dossier, items=(item,), legs=(leg,)),
        rulebook=replace(clean.rulebook, spare=ASKS),
        plan_result=plan_asked(replace(clean.rulebook, spare=ASKS), () if plan is None else (plan,)),
    )


def duty(case: Case) -> Finding:
    (finding,) = [finding_of(rule, case, "plan") for rule in spare_rules(case) if rule.effect == "duty"]
    return finding


def test_the_finding_cites_the_plan_its_day_and_its_digest(clean: Case) -> None:
    finding = duty(asked(clean, result(m2027_01_31=("2", "2"))))
    assert (finding.outcome, finding.citation) == ("met", "example decision")
    assert [(one.name, one.value, one.as_of) for one in finding.facts] == [("can_be_spared", "yes", dt.date(2026, 8, 1))]
    assert DIGEST in finding.facts[0].source
    assert "2 drone by 2027-02-01: yes" in finding.says


def test_without_a_plan_it_is_asked(clean: Case) -> None:
    finding = duty(asked(clean, None))
    assert finding.outcome == "unknown"
    assert [(one.name, one.about) for one in finding.missing] == [("can_be_spared", "drone")]
    assert blocks(finding)


def test_a_rulebook_that_does_not_ask_says_so_and_blocks_nothing(clean: Case) -> None:
    (rule,) = spare_rules(clean)
    finding = finding_of(rule, clean, "")
    assert (finding.rule, finding.outcome, blocks(finding)) == ("SCOPE:SPARED", "not_met", False)
    assert finding.says.startswith("not in scope")


def test_what_is_said_of_a_plan_is_at_the_level_of_the_rule(clean: Case) -> None:
    case = asked(clean, None)
    secret = replace(case, rulebook=replace(case.rulebook, spare=replace(ASKS, release_level="secret")))
    assert {rule.release_level for rule in spare_rules(secret)} == {"secret"}
    assert {rule.release_level for rule in spare_rules(clean)} == {"restricted"}


# ---- each way through the duty

ENOUGH = result(m2027_01_31=("2", "2"), m2027_02_28=("2", "2"))
FEW = result(m2027_01_31=("1", "1"), m2027_02_28=("1", "1"))


@pytest.mark.parametrize(
    ("origin", "codes", "listed", "plan", "word", "outcome"),
    [
        # out of reach the duty is done
        ("US", None, ("EU-ML10.c.1",), FEW, None, "met"),
        ("ZA", ("EU-ML4",), ("EU-ML10.c.1",), FEW, None, "met"),
        # in reach the plan answers, and an officer's no goes before it
        ("ZA", None, ("EU-ML10.c.1",), ENOUGH, None, "met"),
        ("ZA", ("EU-ML10",), ("EU-ML10.c.1",), FEW, None, "not_met"),
        ("ZA", ("EU-ML10",), ("EU-9A012.a", "EU-ML10.c.1"), FEW, None, "not_met"),
        ("ZA", None, ("EU-ML10.c.1",), ENOUGH, False, "not_met"),
        # an officer's yes counts only where the plan says nothing
        ("ZA", None, ("EU-ML10.c.1",), FEW, True, "not_met"),
        ("ZA", None, ("EU-ML10.c.1",), None, True, "met"),
        ("ZA", None, ("EU-ML10.c.1",), None, None, "unknown"),
        ("ZA", None, ("EU-ML10.c.1",), None, False, "not_met"),
        # open reach stays open
        (None, None, ("EU-ML10.c.1",), ENOUGH, None, "unknown"),
        ("ZA", ("EU-ML10",), None, ENOUGH, None, "unknown"),
    ],
)
def test_how_the_duty_is_answered(
    clean: Case, with_fact: Callable[..., Case], origin: str | None, codes: tuple[str, ...] | None, listed: tuple[str, ...] | None,
    plan: PlanResult | None, word: bool | None, outcome: str,
) -> None:  # fmt: skip
    case = with_fact(asked(clean, plan), "can_be_spared", word, "drone")
    results = {
        "EU": ListResult(decision="listed", codes=listed) if listed else ListResult(decision="refer"),
        "MTCR": ListResult(decision="not_listed"),
    }
    case = replace(
        case,
        dossier=replace(case.dossier, items=(replace(case.dossier.items[0], origin_state=origin),)),
        rulebook=replace(case.rulebook, spare=replace(ASKS, item_codes=codes)),
        classification={"drone": Classification(item="drone", as_of=case.as_of, lists=results)},
    )
    assert duty(case).outcome == outcome


def test_the_exporters_word_on_what_can_be_spared_is_not_heard(clean: Case, with_fact: Callable[..., Case]) -> None:
    for word in (True, False):
        assert duty(with_fact(asked(clean, None), "can_be_spared", word, "drone", "exporter")).outcome == "unknown"
        assert duty(with_fact(asked(clean, ENOUGH), "can_be_spared", word, "drone", "exporter")).outcome == "met"


@pytest.mark.parametrize(
    ("activity", "begins", "ends", "asks"),
    [
        ("export", None, None, True),
        ("export", 0, None, True),
        ("export", 1, None, False),
        ("export", None, 0, False),
        ("export", None, 1, True),
        ("import", None, None, False),
        ("import", 1, None, False),
    ],
)
def test_when_a_rulebook_asks(clean: Case, activity: str, begins: int | None, ends: int | None, asks: bool) -> None:
    case = asked(clean, ENOUGH)
    first, last = (None if days is None else case.as_of + dt.timedelta(days=days) for days in (begins, ends))
    spare = replace(ASKS, valid_from=first, valid_to=last)
    case = replace(case, dossier=replace(case.dossier, activity=activity), rulebook=replace(case.rulebook, spare=spare))
    rules = spare_rules(case)
    assert (len(rules) == 2) is asks
    assert finding_of(rules[0], case, "").outcome == ("met" if asks else "not_met")


@pytest.mark.parametrize(("age", "outcome"), [(2, "met"), (1, "unknown")])
def test_a_plan_is_heard_until_the_last_day_of_its_age(clean: Case, age: int, outcome: str) -> None:
    case = asked(clean, ENOUGH)
    assert (case.as_of - ENOUGH.made_on).days == 2
    assert duty(replace(case, rulebook=replace(case.rulebook, spare=replace(ASKS, age_days_max=age)))).outcome == outcome


def test_only_the_plan_that_is_asked_answers(clean: Case) -> None:
    other = replace(ENOUGH, reference="FOUNDRY")
    rulebook = replace(clean.rulebook, spare=ASKS)
    assert plan_asked(rulebook, (other, ENOUGH)) is ENOUGH
    assert plan_asked(rulebook, (other,)) is None
    assert plan_asked(clean.rulebook, (ENOUGH,)) is None


def test_goods_must_be_ready_by_the_first_stretch(clean: Case) -> None:
    case = asked(clean, ENOUGH, departs=dt.date(2027, 2, 1))
    early = replace(case.dossier.legs[0], departs_on=dt.date(2027, 1, 1))
    for legs in ((*case.dossier.legs, early), (early, *case.dossier.legs)):
        assert ready_by(replace(case, dossier=replace(case.dossier, legs=legs))) == dt.date(2027, 1, 1)


@pytest.mark.parametrize(
    ("name", "origin", "outcome"),
    [
        ("Example Kestrel", "ZA", "not_met"),  # the same item of the plan: four are asked for, and there are two
        ("Example Radio", "ZA", "unknown"),  # another that draws on the same works
        ("Example Radio", "US", "met"),  # made elsewhere
    ],
)
def test_what_else_of_the_request_draws_on_the_plan(clean: Case, name: str, origin: str, outcome: str) -> None:
    case = asked(clean, ENOUGH)
    drone = case.dossier.items[0]
    other = replace(drone, id="other", name=name, origin_state=origin)
    spare = replace(ASKS, items=(*ASKS.items, PlannedItem(item="radio", names=("Example Radio",))))
    case = replace(
        case,
        dossier=replace(case.dossier, items=(drone, other)),
        rulebook=replace(case.rulebook, spare=spare),
        classification={**case.classification, "other": case.classification["drone"]},
    )
    first = next(finding_of(rule, case, "") for rule in spare_rules(case) if rule.id == "SPARED:drone")
    assert first.outcome == outcome


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    months=st.lists(st.tuples(st.integers(0, 6), st.integers(0, 4)), min_size=1, max_size=6),
    quantity=st.integers(1, 8),
    month=st.integers(1, 8),
    taken=st.data(),
)
def test_yes_only_with_proof_and_never_by_taking_away(
    clean: Case, months: list[tuple[int, int]], quantity: int, month: int, taken: st.DataObject
) -> None:
    ends = [dt.date(2027, number + 1, 1) - dt.timedelta(days=1) for number in range(1, len(months) + 1)]
    least, spare = 0, []
    for end, (more, gap) in zip(ends, months, strict=True):
        least += more
        spare.append(Spare(item="drone", on=end, at_least=str(least), at_most=str(least + gap)))
    departs = dt.date(2027, month, 15)
    whole = replace(result(), spare=tuple(spare))
    answer = duty(asked(clean, whole, quantity, departs)).outcome
    proven = max((int(one.at_least) for one in spare if one.on <= departs), default=0)
    assert (answer == Truth.TRUE.value) == (proven >= quantity)
    keep = taken.draw(st.lists(st.booleans(), min_size=len(spare), max_size=len(spare)))
    less = replace(whole, spare=tuple(one for one, kept in zip(spare, keep, strict=True) if kept))
    if answer != "met":
        assert duty(asked(clean, less, quantity, departs)).outcome != "met"


# ---- the files

GOOD = """
{"reference": "WORKS", "made_on": "2026-08-01", "starts_on": "2026-09-01", "units": {"drone": "piece"},
"allocation": "sha256:1111111111111111111111111111111111111111111111111111111111111111",
"spare": [{"item": "drone", "on": "2026-09-30", "at_least": "1/3", "at_most": "2.5"}]}
"""


def test_a_file_of_what_can_be_spared_is_an_edition() -> None:
    parsed = parse_plan_result({"plan.json": GOOD.encode()})
    assert (parsed.name, parsed.dated_on) == ("WORKS", dt.date(2026, 8, 1))
    assert plan_result_of(parsed.content) == parsed.values[0]


@pytest.mark.parametrize(
    ("was", "now", "says"),
    [
        ('"1/3"', '"-1"', "is no exact number"),
        ('"1/3"', '"1/0"', "is no exact number"),
        ('"1/3"', '"1e9"', "is no exact number"),
        ('"1/3"', '"3"', "more than at_most 2.5"),
        ('{"drone": "piece"}', "{}", "has no unit"),
        ('"2.5"}', '"2.5"}, {"item": "drone", "on": "2026-09-30", "at_least": "0", "at_most": "0"}', "is the second word"),
    ],
)
def test_a_faulty_file_is_refused(was: str, now: str, says: str) -> None:
    with pytest.raises(Faults, match=says):
        parse_plan_result({"plan.json": GOOD.replace(was, now).encode()})


RULEBOOK = """
id: X
state: NZ
dated_on: 2026-08-01
title: x
spare: {citation: c, plan: WORKS, items: [{item: drone, names: [Kestrel, "kestrel  mk 2"]}, {item: radio, names: [Radio]}]}
"""


@pytest.mark.parametrize(
    ("was", "now", "says"),
    [
        ("names: [Radio]", "names: [KESTREL]", "already stands for drone"),
        ("plan: WORKS", "plan: WORKS, age_days_max: 0", "must be at least 1"),
        ("plan: WORKS", "plan: WORKS, valid_from: 2026-08-02, valid_to: 2026-08-02", "is not after valid_from"),
        ("plan: WORKS", "plan: WORKS, waive: true", "is no field of this part"),
    ],
)
def test_a_faulty_rule_is_refused(was: str, now: str, says: str) -> None:
    assert parse_rulebook({"rulebook.yaml": RULEBOOK.encode()}).values[0].spare.items[0].item == "drone"
    with pytest.raises(Faults, match=says):
        parse_rulebook({"rulebook.yaml": RULEBOOK.replace(was, now).encode()})
