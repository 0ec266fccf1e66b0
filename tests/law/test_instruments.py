"""Each article: met, not met, unknown; the exporter's own word clears nothing."""

import datetime as dt
from collections.abc import Callable

import pytest
from msgspec.structs import replace

from licet.dossier.history import Context, DenialNotification
from licet.dossier.values import Leg, Party
from licet.facts.kleene import Proof, missing_of
from licet.law import retransfer
from licet.law.case import Case
from licet.law.instruments import arms_trade_treaty as att
from licet.law.instruments import common_position as cp
from licet.law.instruments import dual_use_regulation as du
from licet.law.instruments import missile_technology as mtcr
from licet.law.instruments import osce, wassenaar
from licet.law.provisions import PROVISIONS
from licet.law.questions import QUESTIONS, missing

Turn = Callable[..., Case]

RISKS = [
    (att.article_6_2, "treaty_obligations_violated"),
    (att.article_6_3, "knowledge_of_atrocity_use"),
    (att.article_7_1, "assessment_peace"),
    (att.article_7_1, "assessment_ihl"),
    (att.article_7_1, "assessment_ihrl"),
    (att.article_7_1, "assessment_terrorism"),
    (att.article_7_1, "assessment_toc"),
    (att.article_7_3, "residual_risk"),
    (att.article_7_4, "assessment_gbv"),
    (att.article_11_2, "diversion_assessment"),
    (cp.criterion_2a, "clear_risk_internal_repression"),
    (cp.criterion_2b, "body_findings_serious"),
    (cp.criterion_2c, "clear_risk_ihl_violations"),
    (cp.criterion_3, "would_provoke_or_prolong_conflict"),
    (cp.criterion_4, "clear_risk_aggression"),
    (cp.criterion_5, "national_security_concern"),
    (cp.criterion_6, "recipient_conduct_concern"),
    (cp.criterion_7, "diversion_assessment"),
    (cp.criterion_8, "economic_capacity_concern"),
    (osce.paragraph_4a, "osce_4a_concern"),
    (osce.paragraph_4b, "osce_4b_concern"),
    (du.article_15, "dual_use_considerations_adverse"),
    (wassenaar.destabilising_accumulation, "destabilising_accumulation_concern"),
]


@pytest.mark.parametrize(("article", "fact"), RISKS, ids=[f"{article.__name__}-{fact}" for article, fact in RISKS])
def test_a_risk_is_answered_by_an_officer_or_open(
    clean: Case, with_fact: Turn, article: Callable[[Case], Proof], fact: str
) -> None:
    assert article(with_fact(clean, fact, True)).truth.value == "met"
    assert article(with_fact(clean, fact, False)).truth.value == "not_met"
    silent = article(with_fact(clean, fact, None))
    assert silent.truth.value == "unknown"
    assert fact in {one.name for one in missing_of(silent)}
    assert article(with_fact(clean, fact, False, capacity="exporter")).truth.value == "unknown", (
        "the exporter's word clears nothing"
    )


DUTIES = [
    (att.article_7_2, "mitigation_considered"),
    (cp.article_5, "certificate_verified"),
    (cp.article_10, "interests_set_aside"),
    (wassenaar.end_user_assurances, "certificate_verified"),
]


@pytest.mark.parametrize(("article", "fact"), DUTIES, ids=[f"{article.__name__}-{fact}" for article, fact in DUTIES])
def test_a_duty_is_done_by_an_officer_or_open(clean: Case, with_fact: Turn, article: Callable[[Case], Proof], fact: str) -> None:
    assert article(with_fact(clean, fact, True)).truth.value == "met"
    assert article(with_fact(clean, fact, False)).truth.value == "not_met"
    assert article(with_fact(clean, fact, None)).truth.value == "unknown"
    assert article(with_fact(clean, fact, True, capacity="exporter")).truth.value == "unknown", "the exporter's word does no duty"


@pytest.mark.parametrize(
    ("activity", "expected"),
    [
        ("export", "met"),
        ("import", "met"),
        ("transit", "met"),
        ("brokering", "met"),
        ("retransfer", "met"),
        ("technical_assistance", "not_met"),
    ],
)
def test_what_a_transfer_is(clean: Case, with_dossier: Turn, activity: str, expected: str) -> None:
    assert att.article_2_2(with_dossier(clean, activity=activity)).truth.value == expected


def test_a_state_moving_its_own_arms_makes_no_transfer(clean: Case, with_fact: Turn) -> None:
    assert att.article_2_2(with_fact(clean, "own_use_under_ownership", True)).truth.value == "not_met"
    assert att.article_2_2(with_fact(clean, "own_use_under_ownership", True, capacity="exporter")).truth.value == "met"


@pytest.mark.parametrize(
    ("category", "arms", "ammunition", "parts", "applies"),
    [
        ("combat_aircraft", "met", "not_met", "not_met", "met"),
        ("ammunition", "not_met", "met", "not_met", "met"),
        ("parts_and_components", "not_met", "not_met", "met", "met"),
        ("none", "not_met", "not_met", "not_met", "not_met"),
        (None, "unknown", "unknown", "unknown", "unknown"),
        ("spaceships", "unknown", "unknown", "unknown", "unknown"),
    ],
)
def test_the_scope_of_the_treaty(
    clean: Case, with_fact: Turn, category: str | None, arms: str, ammunition: str, parts: str, applies: str
) -> None:
    case = with_fact(clean, "att_category", category, "drone")
    found = [test(case).truth.value for test in (att.article_2_1, att.article_3, att.article_4, att.applies)]
    assert found == [arms, ammunition, parts, applies]


def dual_use(case: Case) -> Case:
    result = case.classification["drone"]
    lists = {
        **result.lists,
        "EU": replace(result.lists["EU"], codes=("EU-9A012.a",)),
        "US": replace(result.lists["EU"], codes=("US-9A012",)),
    }
    return replace(case, classification={"drone": replace(result, lists=lists)})


def test_a_dual_use_item_is_in_no_category_of_the_treaty(clean: Case, with_fact: Turn) -> None:
    assert att.applies(dual_use(with_fact(clean, "att_category", None, "drone"))).truth.value == "not_met"


def test_a_broker_must_be_registered(clean: Case, with_dossier: Turn, with_fact: Turn) -> None:
    assert att.article_10(clean).truth.value == "met"
    assert att.article_10(with_dossier(clean, parties_complete=None)).truth.value == "unknown"
    broker = Party(id="broker", role="broker", schema="Company", identity=clean.dossier.parties[0].identity, countries=("CH",))
    brokered = with_dossier(clean, parties=(*clean.dossier.parties, broker))
    assert att.article_10(brokered).truth.value == "unknown"
    assert att.article_10(with_fact(brokered, "broker_registered", True, "broker")).truth.value == "met"


def test_transit_states_are_found_on_the_way(clean: Case, with_dossier: Turn, with_fact: Turn) -> None:
    assert att.article_9(clean).truth.value == "met"
    through = with_dossier(clean, legs=(Leg(from_="ZA", to="AE"), Leg(from_="AE", to="AT")))
    assert att.article_9(through).truth.value == "unknown"
    assert att.article_9(with_fact(through, "transit_authorised", True)).truth.value == "met"
    assert att.article_9(with_dossier(clean, legs=(Leg(from_="ZA"),))).truth.value == "unknown"
    assert att.article_9(with_dossier(clean, legs_complete=None)).truth.value == "unknown"


def test_a_certificate_is_in_force_on_the_day(clean: Case) -> None:
    assert cp.article_5(clean).truth.value == "met"
    assert cp.article_5(replace(clean, as_of=dt.date(2027, 7, 20))).truth.value == "met"
    assert cp.article_5(replace(clean, as_of=dt.date(2027, 7, 21))).truth.value == "not_met"
    assert cp.article_5(replace(clean, as_of=dt.date(2026, 7, 19))).truth.value == "not_met"


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("central_government_force", "met"), ("armed_group", "met"), ("company", "not_met"), (None, "unknown")],
)
def test_dual_use_for_armed_forces_falls_under_the_criteria(clean: Case, with_fact: Turn, kind: str | None, expected: str) -> None:
    assert cp.article_6(with_fact(clean, "end_user_kind", kind, "guard")).truth.value == expected


def test_without_current_denials_the_question_is_open(clean: Case) -> None:
    def known(until: dt.date | None, *denials: DenialNotification) -> Case:
        return replace(clean, context=Context(denials=denials, denials_complete_until=until))

    def denial(on: str, codes: tuple[str, ...] = ("EU-ML10.c.1",), to: str | None = "AT") -> DenialNotification:
        return DenialNotification(
            reference="DEN-1", notified_on=dt.date.fromisoformat(on), notifying_state="DE", item_codes=codes, destination_state=to
        )

    current = dt.date(2026, 7, 31)
    assert cp.article_4(known(None)).truth.value == "unknown"
    assert cp.article_4(known(dt.date(2026, 6, 1))).truth.value == "unknown", "an old edition proves nothing"
    assert cp.article_4(known(current)).truth.value == "met"
    assert cp.article_4(known(current, denial("2023-08-03"))).truth.value == "unknown", "three years to the day"
    assert cp.article_4(known(current, denial("2023-08-02"))).truth.value == "met"
    assert cp.article_4(known(current, denial("2025-01-01", to="BR"))).truth.value == "met"
    assert cp.article_4(known(current, denial("2025-01-01", codes=()))).truth.value == "unknown", "an unstated item counts as alike"


def test_category_one_is_refused_unless_an_exception_is_decided(clean: Case, with_fact: Turn) -> None:
    def listed(*codes: str, decision: str = "listed", checks: tuple[str, ...] = ()) -> Case:
        result = clean.classification["drone"]
        mtcr_result = replace(result.lists["MTCR"], decision=decision, codes=codes, checks=checks)  # type: ignore[arg-type]
        return replace(clean, classification={"drone": replace(result, lists={**result.lists, "MTCR": mtcr_result})})

    assert mtcr.paragraph_2(listed("MTCR-1.A.2")).truth.value == "met"
    assert mtcr.paragraph_2(listed("MTCR-19.A.2")).truth.value == "not_met"
    assert mtcr.paragraph_2(listed("MTCR-19.A.2", checks=("MTCR-1.A.2 trade_off",))).truth.value == "unknown"
    assert mtcr.paragraph_2(listed(decision="refer")).truth.value == "unknown"
    assert mtcr.paragraph_2(with_fact(listed("MTCR-1.A.2"), "mtcr_rare_exception", True)).truth.value == "not_met"
    assert mtcr.paragraph_2(with_fact(listed("MTCR-1.A.2"), "mtcr_rare_exception", True, capacity="exporter")).truth.value == "met"


def test_a_re_export_undertaking_of_every_end_user(clean: Case, with_dossier: Turn) -> None:
    assert wassenaar.subsequent_transfer(clean).truth.value == "met"
    assert wassenaar.subsequent_transfer(with_dossier(clean, undertakings=())).truth.value == "unknown"


RETRANSFERS = [
    ({}, None, "met", "not_met"),
    ({"origin_state": None}, None, "unknown", "unknown"),
    ({"origin_state": "US"}, None, "unknown", "unknown"),
    ({"origin_state": "US"}, True, "met", "not_met"),
    ({"origin_state": "US"}, False, "not_met", "met"),
    ({"foreign_content": None}, None, "unknown", "unknown"),
    ({"foreign_content": ("US",)}, None, "unknown", "unknown"),
    ({"foreign_content": ("ZA",)}, None, "met", "not_met"),
    ({"acquired_under": ("a promise of 2024",)}, None, "unknown", "unknown"),
]


@pytest.mark.parametrize(("fields", "consent", "duty", "breach"), RETRANSFERS)
def test_consent_of_the_state_of_origin(
    clean: Case, with_dossier: Turn, with_fact: Turn, fields: dict[str, object], consent: bool | None, duty: str, breach: str
) -> None:
    case = with_dossier(clean, items=(replace(clean.dossier.items[0], **fields),))
    case = with_fact(case, "origin_consent", consent, "drone")
    assert (retransfer.consent_given(case).truth.value, retransfer.consent_refused(case).truth.value) == (duty, breach)


def test_a_retransfer_always_needs_consent(clean: Case, with_dossier: Turn) -> None:
    assert retransfer.consent_given(with_dossier(clean, activity="retransfer")).truth.value == "unknown"


def test_anybodys_yes_sets_off_a_trigger_but_only_the_authority_puts_it_to_rest(clean: Case, with_fact: Turn) -> None:
    quiet = with_fact(with_fact(clean, "exporter_aware", False), "military_end_use", False)
    assert du.article_4(with_fact(quiet, "informed_by_authority", True, capacity="exporter")).truth.value == "met"
    assert du.article_4(with_fact(quiet, "informed_by_authority", False, capacity="exporter")).truth.value == "unknown"
    assert du.article_4(with_fact(quiet, "informed_by_authority", False)).truth.value == "not_met"
    assert du.article_4(quiet).truth.value == "unknown"


def test_knowledge_has_its_day(clean: Case) -> None:
    """What was recorded after `known_at` is not known yet."""
    later = replace(clean, known_at=dt.date(2026, 8, 2))
    assert att.article_7_2(later).truth.value == "unknown"


def test_a_later_word_of_an_officer_replaces_an_earlier_one(clean: Case) -> None:
    answers = tuple(
        replace(fact, value=True, on=dt.date(2026, 8, 3)) for fact in clean.dossier.facts if fact.name == "residual_risk"
    )
    assert att.article_7_3(replace(clean, context=Context(answers=answers))).truth.value == "met"


def test_every_question_asked_is_in_the_list() -> None:
    for name in QUESTIONS:
        assert missing(name).question == QUESTIONS[name].asks
    with pytest.raises(KeyError):
        missing("a_fact_nobody_defined")


def test_every_provision_has_a_docstring_that_says_what_it_does() -> None:
    for rule, provision in PROVISIONS.items():
        assert (provision.test.__doc__ or "").strip(), rule
