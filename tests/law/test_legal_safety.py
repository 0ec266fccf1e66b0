"""The points of legal safety at the level of the whole law: a case in, findings and a recommendation out.

One test or more for each point; each was seen to fail with its rule taken out. `permit` is a case that
is permitted, on the law tables that ship; a test changes one thing of it.
"""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from licet.assessment.assess import References
from licet.classification.classify import classify
from licet.classification.item import ItemFacts
from licet.classification.result import Classification, ListResult
from licet.dossier.history import DenialNotification
from licet.dossier.values import AssertedFact, Document, IdentityRef, Item, Leg, Owner
from licet.facts.kleene import missing_of
from licet.law.apply import apply_law
from licet.law.authorisation import families_of, required
from licet.law.case import Case, Hit, PartyHits
from licet.law.combination import blocks, combine
from licet.law.conditions import accepted
from licet.law.finding import Finding
from licet.law.holdings import holdings_of
from licet.law.ownership import owned_by_listed
from licet.law.ownership_regimes import REGIMES
from licet.law.rule import EXPORTS, TRANSFERS
from licet.reference.edition import in_force
from licet.reference.rulebook import ConfirmedText, NationalRule
from licet.services.references import load
from licet.storage.library import FileLibrary

DAY = dt.date(2026, 8, 3)
DIGEST = "sha256:" + "a" * 64
CONFIRMED = ConfirmedText(instrument="CP944", amendment="Decision (CFSP) 2025/779", by="legal service", on=dt.date(2026, 1, 9))
EU_QUESTIONS = (
    "clear_risk_internal_repression", "body_findings_serious", "clear_risk_ihl_violations", "would_provoke_or_prolong_conflict",
    "clear_risk_aggression", "national_security_concern", "recipient_conduct_concern", "economic_capacity_concern", "osce_4a_concern",
    "osce_4b_concern",
)  # fmt: skip
CATCH_ALLS = (
    "informed_by_authority",
    "exporter_aware",
    "military_end_use",
    "is_cyber_surveillance",
    "is_annex_iv",
    "national_measure",
)


class Judged:
    """What the law says of a case."""

    def __init__(self, case: Case, references: References) -> None:
        self.case = case
        self.findings = apply_law(case, references.criteria, references.embargoes)
        triggers = frozenset(row.id for row in references.criteria.rules if row.authorisation_required)
        self.required = required(case, self.findings, triggers)
        families = families_of(case)
        self.open_items = tuple(
            item.id
            for item in case.dossier.items
            if any(
                one.decision == "refer"
                for name, one in case.classification[item.id].lists.items()
                if families is None or name in families
            )
        )
        self.combined = self.with_findings(self.findings)

    def with_findings(self, findings: tuple[Finding, ...], *, conditions: int | None = None) -> Any:
        count = len(accepted(self.case.fact("conditions_accepted")) or ()) if conditions is None else conditions
        return combine(findings, items_open=self.open_items, authorisation_required=self.required, conditions=count)

    @property
    def recommendation(self) -> str:
        return self.combined.recommendation  # type: ignore[no-any-return]

    @property
    def permitted(self) -> bool:
        return self.recommendation.startswith("permit")

    def __getitem__(self, rule: str) -> Finding:
        [found] = [finding for finding in self.findings if finding.rule == rule]
        return found

    def __contains__(self, rule: str) -> bool:
        return any(finding.rule == rule for finding in self.findings)

    def names_missing(self) -> set[str]:
        return {one.name for finding in self.findings for one in finding.missing}


@pytest.fixture(scope="module")
def references(small_library: FileLibrary) -> References:
    return load(small_library, in_force(small_library.editions(), as_of=DAY))


@pytest.fixture
def judge(references: References) -> Callable[..., Judged]:
    return lambda case: Judged(case, references)


def says(
    name: str, value: Any, about: str | None = None, *, capacity: str = "officer", document: str | None = None
) -> AssertedFact:
    return AssertedFact(
        name=name,
        value=value,
        source="file 12",
        on=dt.date(2026, 8, 1),
        about=about,
        by="officer-7",
        capacity=capacity,
        document=document,  # type: ignore[arg-type]
    )


def told(case: Case, *facts: AssertedFact) -> Case:
    """The case with facts set, in place of those of the same name and subject."""
    names = {(fact.name, fact.about) for fact in facts}
    kept = tuple(fact for fact in case.dossier.facts if (fact.name, fact.about) not in names)
    return replace(case, dossier=replace(case.dossier, facts=(*kept, *facts)))


def untold(case: Case, name: str) -> Case:
    return replace(case, dossier=replace(case.dossier, facts=tuple(fact for fact in case.dossier.facts if fact.name != name)))


def filed(case: Case, **fields: Any) -> Case:
    return replace(case, dossier=replace(case.dossier, **fields))


def with_party(case: Case, role: str, *states: str, owners: tuple[Owner, ...] = (), complete: bool | None = True) -> Case:
    """One more party, screened and clear."""
    pattern = case.dossier.parties[0]
    party = replace(pattern, id=f"the-{role}", role=role, countries=states, owners=owners, owners_complete=complete)
    hits = tuple(
        PartyHits(path=path, role="owner", hits=()) for path in (party.id, *(f"{party.id}/{owner.id}" for owner in owners))
    )
    return replace(case, dossier=replace(case.dossier, parties=(*case.dossier.parties, party)), hits=(*case.hits, *hits))


def going_to(case: Case, state: str) -> Case:
    """The same goods to the same kind of end user in another state."""
    maker, guard = case.dossier.parties
    certificate = replace(case.dossier.end_use.certificate, issuing_state=state)
    end_use = replace(case.dossier.end_use, place=state, certificate=certificate)
    [leg] = case.dossier.legs
    return filed(
        case,
        destination_state=state,
        parties=(maker, replace(guard, countries=(state,))),
        legs=(replace(leg, to=state),),
        end_use=end_use,
    )


def classed(case: Case, **lists: Any) -> Case:
    """The item with other classifications: a tuple of codes, or a decision."""
    results = {
        name: ListResult(decision="listed", codes=given) if isinstance(given, tuple) else ListResult(decision=given)
        for name, given in lists.items()
    }
    return replace(case, classification={"drone": Classification(item="drone", as_of=case.as_of, lists=results)})


@pytest.fixture
def permit(clean: Case, references: References) -> Case:
    """South Africa exports drones to Austria's border guard, everything assessed; one condition accepted."""
    case = replace(clean, memberships=references.memberships, rulebook=replace(clean.rulebook, control_lists=("EU", "MTCR")))
    case = classed(case, EU=("EU-ML10.c.1",), MTCR="not_listed")
    return told(case, says("conditions_accepted", ("no_re_export",)))


@pytest.fixture
def german(permit: Case) -> Case:
    """The same from Germany to Brazil: bound by the Common Position, its amended text confirmed, denials current."""
    [item] = permit.dossier.items
    maker, _guard = permit.dossier.parties
    case = going_to(permit, "BR")
    case = filed(
        case,
        exporting_state="DE",
        authority_state="DE",
        items=(replace(item, origin_state="DE"),),
        parties=(replace(maker, countries=("DE",)), case.dossier.parties[1]),
        legs=(Leg(from_="DE", to="BR", mode="air", flag="DE"),),
    )
    case = told(case, says("interests_set_aside", True), *(says(name, False) for name in EU_QUESTIONS))
    return replace(
        case,
        rulebook=replace(case.rulebook, confirmed_texts=(CONFIRMED,)),
        context=replace(case.context, denials_complete_until=dt.date(2026, 7, 31)),
    )


@pytest.fixture
def german_civil(german: Case) -> Case:
    """A civil item of no list from Germany, every catch-all answered no."""
    case = classed(
        told(german, says("end_user_kind", "company", "guard"), says("att_category", "none", "drone")),
        EU="not_listed",
        MTCR="not_listed",
    )
    return told(case, says("dual_use_considerations_adverse", False), *(says(name, False) for name in CATCH_ALLS))


def test_the_cases_to_turn_are_permitted(judge: Callable[..., Judged], permit: Case, german: Case) -> None:
    for case in (permit, german):
        judged = judge(case)
        assert judged.recommendation == "permit_with_conditions", judged.combined.summary
        assert judged.names_missing() == set()


# ---- point 1: nothing open, nothing adverse


def _adverse(finding: Finding) -> str:
    return "not_met" if finding.effect == "duty" else "met"


def test_point_1_no_finding_that_is_open_or_adverse_lets_a_permit_through(judge: Callable[..., Judged], german: Case) -> None:
    judged = judge(german)
    assert {finding.effect for finding in judged.findings} == {"prohibit", "refuse", "weigh", "duty", "scope"}
    for index, finding in enumerate(judged.findings):
        for outcome in ("unknown", _adverse(finding)):
            if finding.phase == "after_issue" or (finding.effect == "scope" and outcome == "met"):
                continue
            turned = (*judged.findings[:index], replace(finding, outcome=outcome), *judged.findings[index + 1 :])
            for conditions in (0, 5):
                combined = judged.with_findings(turned, conditions=conditions)
                assert combined.recommendation in ("refer", "refuse"), (finding.rule, outcome, conditions)
                assert finding.rule in {one.rule for one in combined.because}


def test_point_1_an_open_scope_means_that_the_instrument_applies(judge: Callable[..., Judged], permit: Case) -> None:
    """The authority's standing under the Treaty taken as unknown: its articles are tested all the same, and nothing is cleared by the doubt."""
    unknown = tuple(
        replace(row, statuses={**row.statuses, "ATT": "U"}) if row.state == "ZA" else row for row in permit.memberships.states
    )
    events = tuple(event for event in permit.memberships.events if event.state != "ZA")
    judged = judge(replace(permit, memberships=replace(permit.memberships, states=unknown, events=events)))
    assert judged["SCOPE:ATT"].outcome == "unknown"
    assert {"ATT-6.1", "ATT-6.3", "ATT-7.3"} <= {finding.rule for finding in judged.findings}
    assert judged.recommendation == "refer"


def test_point_1_an_open_classification_refers(judge: Callable[..., Judged], permit: Case) -> None:
    assert judge(classed(permit, EU=("EU-ML10.c.1",), MTCR="refer")).recommendation == "refer"
    third_list = replace(permit, rulebook=replace(permit.rulebook, control_lists=("EU", "MTCR", "US")))
    judged = judge(classed(third_list, EU=("EU-ML10.c.1",), MTCR="not_listed", US="refer"))
    assert [finding.rule for finding in judged.findings if blocks(finding)] == [], (
        "no rule asks about this list; the open item itself refers"
    )
    assert judged.recommendation == "refer"
    assert "drone" in judged.combined.summary


def test_point_1_an_open_alert_refers(judge: Callable[..., Judged], permit: Case) -> None:
    for effect in ("prohibit", "refuse", "weigh"):
        assert judge(hit(permit, effect, "open")).recommendation == "refer", effect


def test_point_1_losing_the_record_of_the_conditions_does_not_widen_the_permit(judge: Callable[..., Judged], permit: Case) -> None:
    """A permit with conditions whose conditions are lost is no permit without conditions."""
    judged = judge(untold(permit, "conditions_accepted"))
    assert judged.recommendation == "refer"
    assert "conditions_accepted" in judged.names_missing()
    assert judge(told(permit, says("conditions_accepted", "none"))).recommendation == "permit", (
        "an officer may find that none is needed"
    )
    for value in (True, (), ("none", "no_re_export"), ("good_will",)):
        assert judge(told(permit, says("conditions_accepted", value))).recommendation == "refer", value
    assert judge(told(permit, says("conditions_accepted", "none", capacity="exporter"))).recommendation == "refer"


def test_point_1_a_condition_nobody_has_promised_refers(judge: Callable[..., Judged], permit: Case) -> None:
    judged = judge(filed(permit, undertakings=()))
    assert judged["CONDITIONS"].outcome == "unknown"
    assert "undertaking" in judged.names_missing()
    imposed = judge(
        filed(told(permit, says("conditions_accepted", "delivery_verification")), undertakings=permit.dossier.undertakings)
    )
    assert imposed["CONDITIONS"].outcome == "met", "delivery verification can be laid on the authority's own exporter"


# ---- point 2: duties after issue, triggers, and the word permit


def test_point_2_a_duty_that_falls_due_after_issue_blocks_nothing(judge: Callable[..., Judged], permit: Case) -> None:
    judged = judge(permit)
    later = [finding for finding in judged.findings if finding.phase == "after_issue"]
    assert {"ATT-7.5", "ATT-7.6", "ATT-7.7", "ATT-11.4", "ATT-12", "ATT-13"} <= {finding.rule for finding in later}
    assert {finding.outcome for finding in later} == {"not_met"}
    assert judged.permitted
    before = [finding for finding in judged.findings if finding.effect == "duty" and finding.phase != "after_issue"]
    assert before
    assert all(finding.phase == "before_issue" for finding in before)


def test_point_2_triggers_say_whether_an_authorisation_is_needed(judge: Callable[..., Judged], german_civil: Case) -> None:
    assert judge(german_civil).required == "no"
    for name in ("informed_by_authority", "exporter_aware"):
        assert judge(told(german_civil, says(name, True))).required == "yes", name
        assert judge(untold(german_civil, name)).required == "unknown", name
    assert judge(classed(german_civil, EU=("EU-9A012.a",), MTCR="not_listed")).required == "yes"


def test_point_2_where_none_is_needed_the_word_permit_is_not_used(judge: Callable[..., Judged], german_civil: Case) -> None:
    judged = judge(german_civil)
    assert [finding.rule for finding in judged.findings if blocks(finding)] == [], (
        "nothing but the requirement stands between this and a permit"
    )
    assert judged.recommendation == "refer"
    assert "permit" not in judged.combined.summary.casefold()
    opened = judge(untold(german_civil, "exporter_aware"))
    assert (opened.required, opened.recommendation) == ("unknown", "refer")


def test_point_2_where_it_is_not_known_whether_one_is_needed_nothing_is_permitted(
    judge: Callable[..., Judged], permit: Case
) -> None:
    judged = judge(classed(told(permit, says("att_category", "none", "drone")), EU="not_listed", MTCR="not_listed"))
    assert [finding.rule for finding in judged.findings if blocks(finding)] == []
    assert (judged.required, judged.recommendation) == ("unknown", "refer")


# ---- point 3: only an officer's recorded assessment


def test_point_3_the_exporters_word_or_silence_clears_nothing(judge: Callable[..., Judged], permit: Case, german: Case) -> None:
    """Every fact that an officer has answered in a permitted case, in the exporter's capacity instead, and then not at all."""
    for case in (permit, german):
        for fact in case.dossier.facts:
            own_word = judge(told(case, replace(fact, capacity="exporter")))
            silent = judge(untold(case, fact.name))
            assert not own_word.permitted, fact.name
            assert not silent.permitted, fact.name
            assert own_word.names_missing(), fact.name


def test_point_3_evidence_has_a_source(judge: Callable[..., Judged], permit: Case) -> None:
    blank = replace(says("diversion_assessment", False), source=" ")
    assert judge(told(permit, blank)).recommendation == "refer"


def test_point_3_a_word_about_something_else_is_no_answer(judge: Callable[..., Judged], permit: Case) -> None:
    assert (
        judge(told(untold(permit, "end_user_kind"), says("end_user_kind", "central_government_force", "maker"))).recommendation
        == "refer"
    )


def test_point_3_an_assessment_made_after_the_day_of_knowledge_does_not_count(judge: Callable[..., Judged], permit: Case) -> None:
    assert judge(replace(permit, known_at=dt.date(2026, 7, 31))).recommendation == "refer"


def test_point_3_unaware_counts_only_when_the_authority_says_so(judge: Callable[..., Judged], german_civil: Case) -> None:
    for name in ("informed_by_authority", "exporter_aware"):
        case = told(german_civil, says(name, False, capacity="exporter"))
        assert judge(case)["DU-4"].outcome == "unknown", name


# ---- point 4: low confidence and unread text


def test_point_4_a_low_confidence_rule_can_stop_and_never_clears(references: References, permit: Case) -> None:
    low = replace(
        references,
        criteria=replace(
            references.criteria,
            rules=tuple(replace(row, confidence="low") if row.id == "ATT-6.2" else row for row in references.criteria.rules),
        ),
    )
    judged = Judged(permit, low)
    assert judged["ATT-6.2"].outcome == "unknown"
    assert judged.recommendation == "refer"
    stopped = Judged(told(permit, says("treaty_obligations_violated", True)), low)
    assert stopped["ATT-6.2"].outcome == "met"
    assert stopped.recommendation == "refuse"


def test_point_4_an_embargo_row_of_low_confidence_never_clears(references: References, permit: Case) -> None:
    rows = tuple(replace(row, confidence="low") if row.id == "UN-SOM-ALSHABAAB" else row for row in references.embargoes.rows)
    to_somalia = going_to(permit, "SO")
    assert Judged(to_somalia, references)["UN-CH7:UN-SOM-ALSHABAAB"].outcome == "not_met"
    low = Judged(to_somalia, replace(references, embargoes=replace(references.embargoes, rows=rows)))
    assert low["UN-CH7:UN-SOM-ALSHABAAB"].outcome == "unknown"
    assert low.recommendation == "refer"


COMMON_POSITION = ("CP-1.1", "CP-C1", "CP-C2a", "CP-C3", "CP-C4", "CP-C7", "CP-4", "CP-5", "CP-10")


def test_point_4_the_common_position_is_open_from_the_day_of_the_text_nobody_read(
    judge: Callable[..., Judged], german: Case
) -> None:
    unread = replace(german, rulebook=replace(german.rulebook, confirmed_texts=()))
    judged = judge(unread)
    assert {rule: judged[rule].outcome for rule in COMMON_POSITION} == dict.fromkeys(COMMON_POSITION, "unknown")
    assert "text_confirmed" in judged.names_missing()
    assert judged.recommendation == "refer"


def test_point_4_before_that_day_the_known_text_decides(judge: Callable[..., Judged], german: Case) -> None:
    unread = replace(german, rulebook=replace(german.rulebook, confirmed_texts=()))
    for day, outcome in ((dt.date(2025, 4, 13), "not_met"), (dt.date(2025, 4, 14), "unknown")):
        assert judge(replace(unread, as_of=day))["CP-C2a"].outcome == outcome


def test_point_4_a_confirmation_counts_when_it_is_of_this_text_and_known(judge: Callable[..., Judged], german: Case) -> None:
    for other in (
        replace(CONFIRMED, on=dt.date(2026, 8, 4)),
        replace(CONFIRMED, amendment="Decision (CFSP) 2019/1560"),
        replace(CONFIRMED, instrument="ATT"),
    ):
        case = replace(german, rulebook=replace(german.rulebook, confirmed_texts=(other,)))
        assert judge(case)["CP-C2a"].outcome == "unknown", other


def test_point_4_what_the_unread_text_reaches_is_open_too(judge: Callable[..., Judged], german_civil: Case) -> None:
    """A civil item for a company lies outside the criteria as they were; whether it lies outside the amended ones nobody has read."""
    assert judge(german_civil)["SCOPE:CP944"].outcome == "not_met"
    unread = judge(replace(german_civil, rulebook=replace(german_civil.rulebook, confirmed_texts=())))
    assert unread["SCOPE:CP944"].outcome == "unknown"
    assert unread.recommendation == "refer"


def test_point_4_whom_it_binds_is_no_matter_of_the_text(judge: Callable[..., Judged], permit: Case) -> None:
    assert judge(permit)["SCOPE:CP944"].outcome == "not_met", "South Africa is bound by neither text"


# ---- point 5: what a hit does


def hit(case: Case, effect: str, state: str, path: str = "guard") -> Case:
    found = Hit(record_id="r-1", list="L", effect=effect, score="0.9900", state=state)  # type: ignore[arg-type]
    hits = tuple(replace(one, hits=(found,)) if one.path == path else one for one in case.hits)
    assert hits != case.hits
    return replace(case, hits=hits)


@pytest.mark.parametrize("path", ["maker", "guard"])
def test_point_5_each_list_has_its_effect(judge: Callable[..., Judged], permit: Case, path: str) -> None:
    expected = {
        ("prohibit", "confirmed"): "refuse",
        ("refuse", "confirmed"): "refuse",
        ("weigh", "confirmed"): "refer",
        **{(effect, "open"): "refer" for effect in ("prohibit", "refuse", "weigh")},
        **{(effect, "cleared"): "permit_with_conditions" for effect in ("prohibit", "refuse", "weigh")},
    }
    for (effect, state), recommendation in expected.items():
        assert judge(hit(permit, effect, state, path)).recommendation == recommendation, (effect, state)
    rule = {"prohibit": "SCREEN", "refuse": "SCREEN-REFUSE", "weigh": "SCREEN-WEIGH"}
    for effect, name in rule.items():
        finding = judge(hit(permit, effect, "confirmed", path))[f"{name}:{path}"]
        assert (finding.effect, finding.outcome) == (effect, "met")


@pytest.mark.parametrize("role", ["broker", "carrier", "vessel", "financier", "consignee", "freight_forwarder"])
def test_point_5_any_party_counts_the_vessel_and_the_carrier_too(judge: Callable[..., Judged], permit: Case, role: str) -> None:
    case = told(with_party(permit, role, "ZA"), says("broker_registered", True, "the-broker"))
    assert judge(case).permitted
    assert judge(hit(case, "prohibit", "confirmed", f"the-{role}")).recommendation == "refuse"


def owner(share: str | None, controls: bool | None = False, complete: bool | None = True) -> Owner:
    return Owner(
        id="boss",
        share=None if share is None else Decimal(share),
        controls=controls,
        schema="Company",
        identity=IdentityRef(subject="EX-1/boss", version=1),
        countries=("ZA",),
        owners_complete=complete,
    )


def test_point_5_owners_at_half_or_in_control_reach_the_party(judge: Callable[..., Judged], permit: Case) -> None:
    """Below that the officer weighs the listed owner's influence; without that word nothing is permitted."""
    table = {
        ("50", False): "refuse",
        ("49.9999", False): "permit_with_conditions",
        ("1", True): "refuse",
        ("1", None): "refer",
        (None, False): "refer",
    }
    for (share, controls), expected in table.items():
        case = hit(
            with_party(permit, "consignee", "ZA", owners=(owner(share, controls),)), "prohibit", "confirmed", "the-consignee/boss"
        )
        weighed = judge(told(case, says("listed_owner_concern", False, "the-consignee")))
        assert weighed["OWNERSHIP:the-consignee"].outcome == {"refuse": "met", "refer": "unknown"}.get(expected, "not_met"), (
            share,
            controls,
        )
        assert weighed.recommendation == expected, (share, controls)
        assert not judge(case).permitted, (share, controls)
        concerned = judge(told(case, says("listed_owner_concern", True, "the-consignee")))
        assert not concerned.permitted


def test_point_5_a_party_or_owner_that_nobody_screened_refers(judge: Callable[..., Judged], permit: Case) -> None:
    for path in ("maker", "guard"):
        judged = judge(replace(permit, hits=tuple(one for one in permit.hits if one.path != path)))
        assert judged[f"SCREEN:{path}"].outcome == "unknown"
        assert judged.recommendation == "refer"
    case = with_party(permit, "consignee", "ZA", owners=(owner("10"),))
    assert judge(case).permitted
    judged = judge(replace(case, hits=tuple(one for one in case.hits if one.path != "the-consignee/boss")))
    assert judged["SCREEN:the-consignee/boss"].outcome == "unknown"
    assert judged.recommendation == "refer"


def test_point_5_a_stale_or_absent_list_clears_nobody(judge: Callable[..., Judged], permit: Case) -> None:
    [edition] = permit.snapshot.editions
    limit = permit.rulebook.list_age_days_max

    def dated(days: int) -> Case:
        fresh = replace(edition, dated_on=permit.as_of - dt.timedelta(days=days))
        return replace(permit, snapshot=replace(permit.snapshot, editions=(fresh,)))

    assert judge(dated(limit)).permitted
    assert judge(dated(limit + 1)).recommendation == "refer"
    absent = judge(replace(permit, snapshot=replace(permit.snapshot, editions=())))
    assert absent["SCREEN-LISTS"].outcome == "unknown"
    assert "list_edition" in absent.names_missing()
    other = replace(edition, kind="us-csl", name="US-CSL")
    assert judge(replace(permit, snapshot=replace(permit.snapshot, editions=(other,)))).recommendation == "refer"
    assert judge(replace(permit, rulebook=replace(permit.rulebook, required_lists=()))).recommendation == "refer"


SHARES = st.sampled_from([None, "10", "49.9999", "50", "100"])


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(share=SHARES, controls=st.sampled_from([None, True, False]), complete=st.booleans(), deeper=SHARES, data=st.data())
def test_point_5_ownership_that_is_open_always_says_what_would_settle_it(
    permit: Case, share: str | None, controls: bool | None, complete: bool, deeper: str | None, data: st.DataObject
) -> None:
    """Two owners deep, every state of every hit: an open answer names a hit, a share, control or the completeness of owners."""
    above = replace(owner(deeper, data.draw(st.sampled_from([None, True, False])), data.draw(st.booleans())), id="above")
    boss = replace(owner(share, controls, complete), owners=(above,))
    party = replace(permit.dossier.parties[1], id="held", owners=(boss,), owners_complete=complete)
    state = st.sampled_from(["open", "cleared", "confirmed", None])
    hits = []
    for path in ("held", "held/boss", "held/boss/above"):
        drawn = data.draw(state)
        found = () if drawn is None else (Hit(record_id="r", list="L", effect="prohibit", score="0.9", state=drawn),)
        hits.append(PartyHits(path=path, role="x", hits=found))
    case = replace(filed(permit, parties=(party,)), hits=tuple(hits))
    asked = {"hit", "owner_share", "owners_complete", "owner_controls", "held_jointly", "text_confirmed"}
    for regime in REGIMES:
        proof = owned_by_listed(case, party, holdings_of(case), regime, "prohibit")
        if proof.truth.value == "unknown":
            assert {one.name for one in missing_of(proof)} <= asked
            assert missing_of(proof)


# ---- point 6: the Charter binds everybody


def exported_by(case: Case, state: str, **fields: Any) -> Case:
    """The same export by another authority and exporter."""
    maker, guard = case.dossier.parties
    [item] = case.dossier.items
    [leg] = case.dossier.legs
    return filed(
        case,
        authority_state=state,
        exporting_state=state,
        parties=(replace(maker, countries=(state,)), guard),
        items=(replace(item, origin_state=state),),
        legs=(replace(leg, from_=state, flag=state),),
        **fields,
    )


BEFORE_EXPIRY = dt.date(2026, 3, 2)
"""The embargo on South Sudan was last known to run to 31 May 2026."""


@pytest.mark.parametrize("authority", ["ZA", "IR", "KP", "VA", "TW", "BR"])
@pytest.mark.parametrize("activity", ["export", "brokering", "technical_assistance", "intangible", "transit", "retransfer"])
def test_point_6_chapter_vii_bars_whoever_is_member_of_what_and_whatever_the_activity(
    judge: Callable[..., Judged], permit: Case, authority: str, activity: str
) -> None:
    case = replace(going_to(exported_by(permit, authority, activity=activity), "SS"), as_of=BEFORE_EXPIRY)
    judged = judge(case)
    for rule in ("UN-CH7:UN-SSD", "UN-CH7"):
        assert (judged[rule].effect, judged[rule].outcome) == ("prohibit", "met"), rule
    assert judged.recommendation == "refuse"
    assert judged["UN-CH7:UN-SSD"].citation.startswith("UN Charter")


# ---- point 7: exemptions by verified record, and how rows are read


def approved(
    case: Case, words: tuple[str, ...] = ("UN-HTI", "committee_approval", "2653 Committee", "S/AC.1"), **fields: Any
) -> Case:
    """The case going to Haiti with an approval on file."""
    fact = replace(says("embargo_approval", words, document="letter"), **fields)
    return told(filed(going_to(case, "HT"), documents=(Document(id="letter", kind="approval", digest=DIGEST),)), fact)


def test_point_7_only_a_verified_record_lets_through(judge: Callable[..., Judged], permit: Case) -> None:
    assert judge(going_to(permit, "HT"))["UN-CH7:UN-HTI"].outcome == "met"
    assert judge(approved(permit))["UN-CH7:UN-HTI"].outcome == "not_met"
    assert judge(approved(permit)).permitted


@pytest.mark.parametrize(
    "flawed",
    [
        {"capacity": "exporter"},
        {"document": None},
        {"document": "another"},
        {"words": ("UN-HTI", "committee_approval", "Ministry of Trade", "S/AC.1")},
        {"words": ("UN-HTI", "committee_approval", "2653 Committee", " ")},
        {"words": ("UN-SSD", "committee_approval", "2653 Committee", "S/AC.1")},
        {"words": ("UN-HTI", "government_end_user", "2653 Committee", "S/AC.1")},
        {"words": ("UN-HTI", "2653 Committee")},
        {"value": "approved"},
        {"value": True},
        {"on": dt.date(2026, 8, 4)},
    ],
    ids=str,
)
def test_point_7_a_record_that_lacks_anything_lets_nothing_through(
    judge: Callable[..., Judged], permit: Case, flawed: dict[str, Any]
) -> None:
    judged = judge(approved(permit, **flawed))
    assert judged["UN-CH7:UN-HTI"].outcome in ("met", "unknown")
    assert not judged.permitted


def test_point_7_a_row_without_a_first_day_was_always_in_force(references: References, permit: Case) -> None:
    """A year before the resolution that the row cites: out of force by its first day, in force without one."""
    early = replace(going_to(permit, "HT"), as_of=dt.date(2022, 1, 3))
    assert "UN-CH7:UN-HTI" not in Judged(early, references)
    [row] = [row for row in references.embargoes.rows if row.id == "UN-HTI"]
    always = replace(row, since=None, lines=tuple(replace(line, since=None, until=None) for line in row.lines))
    rows = tuple(always if one.id == row.id else one for one in references.embargoes.rows)
    judged = Judged(early, replace(references, embargoes=replace(references.embargoes, rows=rows)))
    assert judged["UN-CH7:UN-HTI"].outcome == "met"


def test_point_7_an_expiry_alone_ends_nothing(judge: Callable[..., Judged], permit: Case) -> None:
    case = going_to(permit, "SS")
    judged = judge(case)
    assert judged["UN-CH7:UN-SSD"].outcome == "unknown"
    assert judged.recommendation == "refer"
    assert "embargo_renewal" in judged.names_missing()


def test_point_7_a_territory_whose_final_place_is_not_stated_refers(judge: Callable[..., Judged], german: Case) -> None:
    dual_use = classed(told(going_to(german, "UA"), says("att_category", "none", "drone")), EU=("EU-9A012.a",), MTCR="not_listed")
    judged = judge(dual_use)
    assert judged["EMB:EU-UKR-CRIMEA"].outcome == "unknown"
    assert "end_use_territory" in judged.names_missing()


# ---- point 8: the breadth of arms and related materiel


@pytest.mark.parametrize("category", ["combat_aircraft", "ammunition", "parts_and_components", "none"])
@pytest.mark.parametrize("activity", ["export", "technical_assistance", "intangible", "brokering"])
def test_point_8_arms_and_related_materiel_covers_parts_ammunition_technology_and_help(
    judge: Callable[..., Judged], permit: Case, category: str, activity: str
) -> None:
    case = told(filed(going_to(permit, "SS"), activity=activity), says("att_category", category, "drone"))
    assert judge(replace(case, as_of=BEFORE_EXPIRY)).recommendation == "refuse"


def test_point_8_what_no_list_settles_is_not_outside(judge: Callable[..., Judged], permit: Case) -> None:
    """Help and ammunition are on no list of goods, so that no list puts them outside an embargo."""
    unlisted = classed(going_to(permit, "SS"), EU="not_listed", US="not_listed", MTCR="not_listed")
    for case in (filed(unlisted, activity="technical_assistance"), told(unlisted, says("att_category", "ammunition", "drone"))):
        assert judge(replace(case, as_of=BEFORE_EXPIRY))["UN-CH7:UN-SSD"].outcome == "unknown"


# ---- point 9: as target and as bound jurisdiction


def test_point_9_a_target_at_any_place_or_party_that_receives_refuses(judge: Callable[..., Judged], german: Case) -> None:
    [leg] = german.dossier.legs
    maker, guard = german.dossier.parties
    places = {
        "destination": filed(german, destination_state="BY"),
        "place of end use": filed(german, end_use=replace(german.dossier.end_use, place="BY")),
        "place of unloading": filed(german, legs=(replace(leg, to="BY"),)),
        "end user": filed(german, parties=(maker, replace(guard, countries=("BY",)))),
        "end user, by one of its states": filed(german, parties=(maker, replace(guard, countries=("BR", "BY")))),
        **{role: with_party(german, role, "BY") for role in ("purchaser", "consignee", "intermediate_consignee", "recipient")},
    }
    for where, case in places.items():
        judged = judge(case)
        assert judged["EMB:EU-BLR"].outcome == "met", where
        assert judged.recommendation == "refuse", where


def test_point_9_a_target_at_a_link_only_refers(judge: Callable[..., Judged], german: Case) -> None:
    [leg] = german.dossier.legs
    by_belarus = (replace(leg, to="BY"), replace(leg, from_="BY"))
    links = {
        **{role: with_party(german, role, "BY") for role in ("broker", "financier", "freight_forwarder", "carrier", "vessel")},
        "owner": with_party(german, "consignee", "BR", owners=(replace(owner("10"), countries=("BY",)),)),
        "transit": filed(german, legs=by_belarus),
        "flag": filed(german, legs=(replace(leg, flag="BY"),)),
    }
    for where, case in links.items():
        judged = judge(case)
        assert judged["EMB:EU-BLR"].outcome == "unknown", where
        assert judged.recommendation == "refer", where


def test_point_9_an_unknown_leg_flag_broker_or_origin_refers(judge: Callable[..., Judged], permit: Case) -> None:
    [leg], [item] = permit.dossier.legs, permit.dossier.items
    maker, guard = permit.dossier.parties
    unknown = {
        "no leg": filed(permit, legs=()),
        "from": filed(permit, legs=(replace(leg, from_=None),)),
        "to": filed(permit, legs=(replace(leg, to=None),)),
        "flag": filed(permit, legs=(replace(leg, flag=None),)),
        "not all legs": filed(permit, legs_complete=None),
        "broker of no state": told(with_party(permit, "broker"), says("broker_registered", True, "the-broker")),
        "end user of no state": filed(permit, parties=(maker, replace(guard, countries=()))),
        "not all parties": filed(permit, parties_complete=None),
        "origin": filed(permit, items=(replace(item, origin_state=None),)),
        "content": filed(permit, items=(replace(item, foreign_content=None),)),
        "destination": filed(permit, destination_state=None),
        "place of use": filed(permit, end_use=replace(permit.dossier.end_use, place=None)),
    }
    for what, case in unknown.items():
        judged = judge(case)
        assert judged.recommendation == "refer", what
        assert judged.names_missing(), what


def test_point_9_the_way_joins_up_or_refers(judge: Callable[..., Judged], permit: Case) -> None:
    """`legs_complete` is a claim; stretches that do not meet give it the lie, and what lies between could be anywhere."""
    [leg] = permit.dossier.legs
    gaps = {
        "begins elsewhere": (replace(leg, from_="MZ"),),
        "ends elsewhere": (replace(leg, to="HU"),),
        "between": (replace(leg, to="NA"), replace(leg, from_="HU")),
    }
    for what, legs in gaps.items():
        judged = judge(filed(permit, legs=legs))
        assert judged["WAY"].outcome == "unknown", what
        assert judged.recommendation == "refer", what
    joined = filed(told(permit, says("transit_authorised", True)), legs=(replace(leg, to="NA"), replace(leg, from_="NA")))
    assert judge(joined).permitted


def test_point_9_a_ban_on_supplies_from_a_state_binds_its_exports_and_who_buys(judge: Callable[..., Judged], permit: Case) -> None:
    own = judge(exported_by(permit, "IR"))
    assert own["UN-CH7:UN-IRN"].outcome == "met"
    assert own.recommendation == "refuse"
    [leg], [item] = permit.dossier.legs, permit.dossier.items
    maker, guard = permit.dossier.parties
    bought = filed(
        permit,
        activity="import",
        exporting_state="IR",
        destination_state="ZA",
        parties=(replace(maker, countries=("IR",)), replace(guard, countries=("ZA",))),
        legs=(replace(leg, from_="IR", to="ZA"),),
        end_use=replace(permit.dossier.end_use, place="ZA"),
        items=(replace(item, origin_state="IR"),),
    )
    assert judge(bought).recommendation == "refuse"
    assert judge(filed(permit, exporting_state="IR"))["UN-CH7:UN-IRN"].outcome == "met", "wherever the goods were made"
    made_there = judge(filed(permit, items=(replace(item, origin_state="IR"),)))
    assert made_there["UN-CH7:UN-IRN"].outcome == "met"
    assert made_there.recommendation == "refuse"


@pytest.mark.parametrize("role", ["broker", "financier", "carrier", "technical_assistance_provider"])
def test_point_9_whoever_acts_brings_its_own_law(judge: Callable[..., Judged], permit: Case, role: str) -> None:
    belarus = going_to(permit, "BY")
    assert "EMB:EU-BLR" not in judge(belarus), "South Africa is bound by no rule of the Union"
    judged = judge(with_party(belarus, role, "DE"))
    assert judged["EMB:EU-BLR"].outcome == "met"
    assert judged.recommendation == "refuse"


# ---- point 12: end-user kinds

KINDS = {
    "central_government_force": "permit_with_conditions",
    "other_state_body": "refer",
    "regional_or_local_force": "refer",
    "de_facto_authority": "refer",
    "private_security_company": "refer",
    "un_or_authorised_mission": "refer",
    "company": "refer",
    "individual": "refer",
    "armed_group": "refuse",
    "unknown": "refer",
    "shepherds": "refer",
}


@pytest.mark.parametrize("kind", KINDS)
def test_point_12_only_a_confirmed_central_government_force_is_exempt(
    judge: Callable[..., Judged], permit: Case, kind: str
) -> None:
    case = going_to(permit, "SO")
    assert judge(told(case, says("end_user_kind", kind, "guard"))).recommendation == KINDS[kind]
    unconfirmed = judge(told(case, says("end_user_kind", kind, "guard", capacity="exporter")))
    assert unconfirmed.recommendation == ("refuse" if kind == "armed_group" else "refer")
    assert unconfirmed["UN-CH7:UN-SOM-ALSHABAAB"].outcome == ("met" if kind == "armed_group" else "unknown")


def test_point_12_an_armed_group_is_refused_anywhere(judge: Callable[..., Judged], permit: Case) -> None:
    for case in (permit, classed(permit, EU="not_listed", MTCR="not_listed")):
        for capacity in ("officer", "exporter"):
            judged = judge(told(case, says("end_user_kind", "armed_group", "guard", capacity=capacity)))
            assert judged["END-USER"].outcome == "met", "what speaks against a transfer counts from anybody"
            assert judged.recommendation == "refuse"


# ---- point 13: closed world never


@pytest.mark.parametrize(
    "kind",
    ["software", "technology", "technical assistance", "ammunition", "production equipment", "component", "spare part", "chair"],
)
def test_point_13_what_no_entries_file_covers_is_never_not_listed(references: References, permit: Case, kind: str) -> None:
    item = ItemFacts(name="x", kind=kind, facts={"military_design": "civil"})
    classification = classify(item, references.control_entries, as_of=DAY)
    decisions = {name: result.decision for name, result in classification.lists.items()}
    assert "not_listed" not in decisions.values(), decisions
    case = replace(permit, classification={"drone": replace(classification, item="drone")})
    assert Judged(case, references).recommendation == "refer"


def test_point_13_an_unclassified_part_beside_a_listed_system_refers(references: References, permit: Case) -> None:
    [drone] = permit.dossier.items
    part = Item(
        id="gimbal",
        name="gimbal of the drone",
        kind="component",
        quantity=Decimal("2.000000"),
        unit="piece",
        origin_state="ZA",
        foreign_content=(),
    )
    classification = classify(ItemFacts(name=part.name, kind=part.kind, facts={}), references.control_entries, as_of=DAY)
    case = filed(permit, items=(drone, part))
    case = told(case, says("att_category", "none", "gimbal"))
    judged = Judged(
        replace(case, classification={**permit.classification, "gimbal": replace(classification, item="gimbal")}), references
    )
    assert judged.recommendation == "refer"
    assert "gimbal" in judged.open_items


def test_point_13_on_no_list_is_not_yet_free(judge: Callable[..., Judged], permit: Case) -> None:
    """South Africa's lists say nothing of the item, and no catch-all was asked: only an officer's word on national law settles it."""
    unlisted = classed(told(permit, says("att_category", "none", "drone")), EU="not_listed", MTCR="not_listed")
    assert judge(unlisted).required == "unknown"
    assert judge(told(unlisted, says("authorisation_needed", False))).required == "no"
    assert judge(told(unlisted, says("authorisation_needed", False, capacity="exporter"))).required == "unknown"
    assert judge(told(unlisted, says("authorisation_needed", True))).required == "yes"


# ---- point 15: consent of the state of origin

FOREIGN = {
    "made abroad": {"origin_state": "SE"},
    "foreign content": {"foreign_content": ("US",)},
    "undertakings given": {"acquired_under": ("end-user certificate of 2019",)},
}


@pytest.mark.parametrize("why", [*FOREIGN, "retransfer"])
def test_point_15_another_states_say_needs_its_consent_on_record(judge: Callable[..., Judged], permit: Case, why: str) -> None:
    [item] = permit.dossier.items
    case = filed(permit, activity="retransfer") if why == "retransfer" else filed(permit, items=(replace(item, **FOREIGN[why]),))
    open_one = judge(case)
    assert open_one["RETRANSFER-CONSENT"].outcome == "unknown"
    assert open_one.recommendation == "refer"
    assert "origin_consent" in open_one.names_missing()
    assert judge(told(case, says("origin_consent", True, "drone", capacity="exporter"))).recommendation == "refer"
    assert judge(told(case, says("origin_consent", True, "drone"))).permitted
    breach = judge(told(case, says("origin_consent", False, "drone")))
    assert breach["RETRANSFER-BREACH"].outcome == "met"
    assert breach.recommendation == "refuse"


def test_point_15_it_binds_whatever_the_authority_belongs_to(judge: Callable[..., Judged], permit: Case) -> None:
    assert judge(permit)["SCOPE:CP944"].outcome == "not_met"
    assert judge(permit)["RETRANSFER-CONSENT"].outcome == "met"


# ---- point 16: recipients with access


@pytest.mark.parametrize("activity", ["intangible", "security_release", "technical_assistance"])
def test_point_16_every_recipient_is_named_with_states_by_an_officers_word(
    judge: Callable[..., Judged], permit: Case, activity: str
) -> None:
    case = filed(permit, activity=activity, legs=(), legs_complete=None)
    judged = judge(case)
    assert judged["RECIPIENTS"].outcome == "unknown"
    assert judged.recommendation == "refer"
    assert "recipients_complete" in judged.names_missing()
    complete = told(case, says("recipients_complete", True))
    assert judge(complete)["RECIPIENTS"].outcome == "met"
    assert judge(told(case, says("recipients_complete", True, capacity="exporter")))["RECIPIENTS"].outcome == "unknown"
    assert judge(with_party(complete, "recipient"))["RECIPIENTS"].outcome == "unknown", "a recipient of no state"
    assert "RECIPIENTS" not in judge(permit)


@pytest.mark.parametrize("activity", ["intangible", "security_release", "technical_assistance"])
def test_point_16_each_recipient_is_tested_as_a_destination(judge: Callable[..., Judged], permit: Case, activity: str) -> None:
    """Inside the country too: a colleague of another nationality counts as an export to their state."""
    at_home = going_to(filed(permit, activity=activity), "ZA")
    at_home = told(at_home, says("recipients_complete", True))
    assert judge(with_party(at_home, "recipient", "ZA", "KP")).recommendation == "refuse"
    rule = NationalRule(id="QUIET", citation="order 7", effect="refuse", says="nothing to the Comoros", destinations=("KM",))
    national = replace(at_home, rulebook=replace(at_home.rulebook, rules=(rule,)))
    assert judge(national)["NAT:QUIET"].outcome == "not_met"
    assert judge(with_party(national, "recipient", "ZA", "KM"))["NAT:QUIET"].outcome == "met"
    assert judge(with_party(national, "recipient"))["NAT:QUIET"].outcome == "unknown"


# ---- point 17: denials


def denial(**fields: Any) -> DenialNotification:
    whole: dict[str, Any] = {
        "reference": "D-1", "notified_on": dt.date(2025, 1, 10), "notifying_state": "FR", "item_codes": ("EU-ML10.c.1",), "destination_state": "BR",
    }  # fmt: skip
    return DenialNotification(**{**whole, **fields})


def with_denials(case: Case, *denials: DenialNotification) -> Case:
    return replace(case, context=replace(case.context, denials=denials))


def test_point_17_without_current_denials_the_duty_to_consult_is_open(judge: Callable[..., Judged], german: Case) -> None:
    for until, outcome in ((None, "unknown"), (dt.date(2026, 7, 2), "unknown"), (dt.date(2026, 7, 3), "met")):
        judged = judge(replace(german, context=replace(german.context, denials_complete_until=until)))
        assert judged["CP-4"].outcome == outcome, until
        assert judged.permitted == (outcome == "met")


LIKE = {
    "the same": {},
    "a wider entry": {"item_codes": ("EU-ML10",)},
    "a narrower entry": {"item_codes": ("EU-ML10.c.1.a",)},
    "the entry as another state prints it": {"item_codes": ("ML10c",)},
    "the entry with a leading nought": {"item_codes": ("EU-ML010.c",)},
    "no entry given": {"item_codes": ()},
    "no destination given": {"destination_state": None},
    "another item, but an end user there": {"item_codes": ("EU-ML1",), "end_user": "Example"},
    "the last day of three years": {"notified_on": dt.date(2023, 8, 3)},
    "revoked only later": {"revoked_on": dt.date(2026, 8, 4)},
}
UNLIKE = {
    "another destination": {"destination_state": "CL"},
    "another item": {"item_codes": ("EU-ML1",)},
    "another part of the entry": {"item_codes": ("EU-ML10.d", "EU-ML10.c.2")},
    "too long ago": {"notified_on": dt.date(2023, 8, 2)},
    "revoked": {"revoked_on": dt.date(2026, 8, 3)},
    "not yet notified": {"notified_on": dt.date(2026, 8, 4)},
}


@pytest.mark.parametrize("how", LIKE)
def test_point_17_a_denial_that_is_alike_in_part_refers_until_consulted(
    judge: Callable[..., Judged], german: Case, how: str
) -> None:
    case = with_denials(german, denial(**LIKE[how]))
    judged = judge(case)
    assert judged["CP-4"].outcome == "unknown"
    assert "D-1" not in judged.combined.summary
    assert judged.recommendation == "refer"
    assert "consultation_closed" in judged.names_missing()
    assert judge(told(case, says("consultation_closed", False))).recommendation == "refer"
    assert judge(told(case, says("consultation_closed", True))).permitted


@pytest.mark.parametrize("how", UNLIKE)
def test_point_17_what_is_no_such_denial_asks_nothing(judge: Callable[..., Judged], german: Case, how: str) -> None:
    assert judge(with_denials(german, denial(**UNLIKE[how])))["CP-4"].outcome == "met"


def test_point_17_dual_use_consults_too(judge: Callable[..., Judged], german_civil: Case) -> None:
    listed = classed(german_civil, EU=("EU-9A012.a",), MTCR="not_listed")
    assert judge(listed)["DU-16"].outcome == "met"
    assert judge(replace(listed, context=replace(listed.context, denials_complete_until=None)))["DU-16"].outcome == "unknown"


# ---- point 20: whose law, and for which activity


def test_point_20_article_6_tests_every_transfer_and_article_7_exports_only(judge: Callable[..., Judged], permit: Case) -> None:
    for activity in sorted(TRANSFERS):
        judged = judge(filed(permit, activity=activity))
        assert {"ATT-6.1", "ATT-6.2", "ATT-6.3"} <= {finding.rule for finding in judged.findings}, activity
        assert ("ATT-7.1" in judged) == (activity in ("export", "retransfer")), activity
    for activity in sorted(EXPORTS - TRANSFERS):
        assert judge(filed(permit, activity=activity))["SCOPE:ATT"].outcome == "not_met"


def test_point_20_the_law_of_the_deciding_authority_applies_not_that_of_the_exporting_state(
    judge: Callable[..., Judged], permit: Case
) -> None:
    """Germany licenses a transit of goods from South Africa: its own instruments are asked."""
    case = filed(permit, authority_state="DE", activity="transit")
    assert judge(case)["SCOPE:CP944"].outcome == "met"
    assert judge(filed(permit, activity="transit"))["SCOPE:CP944"].outcome == "not_met"


def test_point_20_a_national_rule_says_which_activities_it_covers(judge: Callable[..., Judged], permit: Case) -> None:
    rule = NationalRule(
        id="EXPORTS", citation="order 8", effect="refuse", says="nothing to Austria", destinations=("AT",), activities=("export",)
    )
    case = replace(permit, rulebook=replace(permit.rulebook, rules=(rule,)))
    assert judge(case)["NAT:EXPORTS"].outcome == "met"
    assert judge(case)["NAT:EXPORTS"].says.startswith("nothing to Austria"), "who may read the rule reads what it says"
    assert "NAT:EXPORTS" not in judge(filed(case, activity="transit"))
