"""Rules that a national rulebook adds: whom and what they reach, and what an officer's answer makes of them."""

from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from licet.classification.result import Classification, ListResult
from licet.dossier.values import AssertedFact
from licet.law.case import Case
from licet.law.finding import Finding
from licet.law.national import national_rules
from licet.law.retransfer import consent_given, consent_refused
from licet.law.rule import finding_of
from licet.reference.rulebook import NationalRule

Turn = Callable[..., Case]


def told(case: Case, *facts: tuple[str, Any, str | None, str]) -> Case:
    added = tuple(
        AssertedFact(name=name, value=value, source="file", on=case.known_at, about=about, by="o", capacity=capacity)  # type: ignore[arg-type]
        for name, value, about, capacity in facts
    )
    kept = tuple(one for one in case.dossier.facts if (one.name, one.about) not in {(fact.name, fact.about) for fact in added})
    return replace(case, dossier=replace(case.dossier, facts=(*kept, *added)))


def found(case: Case, effect: str = "refuse", **fields: Any) -> Finding:
    whole: dict[str, Any] = {"id": "N", "citation": "order 1", "effect": effect, "says": "by order", **fields}
    if effect in ("weigh", "duty"):
        whole = {"asks": "order_settled", "question": "Is the order settled?", **whole}
    [rule] = national_rules(replace(case, rulebook=replace(case.rulebook, rules=(NationalRule(**whole),))))
    assert rule.phase == ("before_issue" if effect == "duty" else None)
    return finding_of(rule, case, "")


def settled(case: Case, *codes: str, decision: str = "listed") -> Case:
    lists = {"EU": ListResult(decision=decision, codes=codes), "MTCR": ListResult(decision="not_listed")}  # type: ignore[arg-type]
    return replace(case, classification={"drone": Classification(item="drone", as_of=case.as_of, lists=lists)})


REACH = {
    "no limits": ({}, "met"),
    "the destination": ({"destinations": ("AT",)}, "met"),
    "another destination": ({"destinations": ("BR",)}, "not_met"),
    "the kind of end user": ({"end_user_kinds": ("central_government_force",)}, "met"),
    "one of several kinds": ({"end_user_kinds": ("company", "central_government_force")}, "met"),
    "another kind": ({"end_user_kinds": ("company",)}, "not_met"),
    "the code": ({"item_codes": ("EU-ML10",)}, "met"),
    "one of several codes": ({"item_codes": ("EU-ML1.", "EU-ML10.c.1")}, "met"),
    "another code": ({"item_codes": ("EU-ML4",)}, "not_met"),
    "all of it": ({"destinations": ("AT",), "end_user_kinds": ("central_government_force",), "item_codes": ("EU-ML10",)}, "met"),
    "all but the destination": ({"destinations": ("BR",), "item_codes": ("EU-ML10",)}, "not_met"),
    "all but the code": ({"destinations": ("AT",), "item_codes": ("EU-ML4",)}, "not_met"),
}


@pytest.mark.parametrize("how", REACH)
def test_what_a_bar_reaches(clean: Case, how: str) -> None:
    fields, outcome = REACH[how]
    assert found(settled(clean, "EU-ML10.c.1", "EU-ML22.a"), **fields).outcome == outcome


def test_what_is_open_leaves_a_bar_open(clean: Case, with_dossier: Turn) -> None:
    case = settled(clean, "EU-ML10.c.1")
    kinds: dict[str, Any] = {"end_user_kinds": ("company",)}
    assert found(told(case, ("end_user_kind", None, "guard", "officer")), **kinds).outcome == "unknown"
    assert found(told(case, ("end_user_kind", "company", "guard", "exporter")), **kinds).outcome == "unknown"
    assert found(with_dossier(case, parties=case.dossier.parties[:1]), **kinds).outcome == "unknown", "no end user"
    assert found(with_dossier(case, destination_state=None), destinations=("BR",)).outcome == "unknown"
    half = replace(
        case,
        classification={
            "drone": Classification(
                item="drone",
                as_of=case.as_of,
                lists={"EU": ListResult(decision="not_listed"), "US": ListResult(decision="refer")},
            )
        },
    )
    assert found(half, item_codes=("US-9A012",)).outcome == "unknown", "one list of two is open"
    assert found(settled(case, decision="not_listed"), item_codes=("EU-ML10",)).outcome == "not_met"


def test_one_end_user_and_one_item_are_enough(clean: Case, with_dossier: Turn) -> None:
    maker, guard = clean.dossier.parties
    case = settled(clean, "EU-ML10.c.1")
    two = told(
        with_dossier(case, parties=(maker, guard, replace(guard, id="second"))), ("end_user_kind", "company", "second", "officer")
    )
    assert found(two, end_user_kinds=("company",)).outcome == "met"
    [drone] = case.dossier.items
    camera = Classification(item="camera", as_of=case.as_of, lists={"EU": ListResult(decision="listed", codes=("EU-6A003",))})
    both = replace(
        with_dossier(case, items=(drone, replace(drone, id="camera"))),
        classification={**case.classification, "camera": camera},
    )
    assert found(both, item_codes=("EU-6A003",)).outcome == "met"
    assert found(both, item_codes=("EU-ML4",)).outcome == "not_met"


ANSWERS = {
    ("weigh", None, "officer"): "unknown",
    ("weigh", True, "officer"): "met",
    ("weigh", False, "officer"): "not_met",
    ("weigh", False, "exporter"): "unknown",
    ("weigh", "perhaps", "officer"): "unknown",
    ("duty", None, "officer"): "unknown",
    ("duty", True, "officer"): "met",
    ("duty", False, "officer"): "not_met",
    ("duty", True, "exporter"): "unknown",
}


@pytest.mark.parametrize(("effect", "value", "capacity"), ANSWERS)
def test_a_risk_and_a_duty_are_settled_by_an_officer(clean: Case, effect: str, value: Any, capacity: str) -> None:
    case = told(settled(clean, "EU-ML10.c.1"), ("order_settled", value, None, capacity))
    finding = found(case, effect, destinations=("AT",))
    assert finding.outcome == ANSWERS[effect, value, capacity]
    if finding.outcome == "unknown":
        assert ("order_settled", "Is the order settled?") in {(one.name, one.question) for one in finding.missing}


def test_outside_of_its_reach_a_risk_is_none_and_a_duty_is_done(clean: Case) -> None:
    case = settled(clean, "EU-ML10.c.1")
    assert found(case, "weigh", destinations=("BR",)).outcome == "not_met"
    assert found(case, "duty", destinations=("BR",)).outcome == "met"
    opened = told(case, ("end_user_kind", None, "guard", "officer"))
    for effect in ("weigh", "duty"):
        assert found(opened, effect, end_user_kinds=("company",)).outcome == "unknown", "an open reach asks all the same"


# ---- consent of the state of origin, for several items


@pytest.mark.parametrize(
    ("first", "second", "given", "refused"),
    [
        (True, True, "met", "not_met"),
        (True, None, "unknown", "unknown"),
        (True, False, "not_met", "met"),
        (None, False, "not_met", "met"),
        (None, None, "unknown", "unknown"),
    ],
)
def test_every_item_with_content_from_abroad_needs_its_own_consent(
    clean: Case, with_dossier: Turn, first: bool | None, second: bool | None, given: str, refused: str
) -> None:
    [drone] = clean.dossier.items
    items = (replace(drone, foreign_content=("US",)), replace(drone, id="camera", foreign_content=("SE",)))
    case = told(
        with_dossier(clean, items=items),
        ("origin_consent", first, "drone", "officer"),
        ("origin_consent", second, "camera", "officer"),
    )
    assert (consent_given(case).truth.value, consent_refused(case).truth.value) == (given, refused)
    word = told(with_dossier(clean, items=items[:1]), ("origin_consent", True, "drone", "exporter"))
    assert consent_refused(word).truth.value == "unknown", "the exporter's word settles nothing"
