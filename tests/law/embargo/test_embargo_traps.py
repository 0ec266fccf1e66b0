"""The traps of the embargo table: dates, territories, governments, and sanctions that are no embargo."""

import datetime as dt

import pytest
from msgspec.structs import replace

from licet.law.embargoes import CaseOwner, RecordedApproval

DIGEST = "sha256:" + "0" * 64


def outcomes(findings):
    return {rule: finding.outcome for rule, finding in findings.items() if not rule.startswith("EMB:NONE:")}


def test_un_embargo_is_for_darfur_and_the_eu_one_for_all_of_sudan(cases, judge):
    khartoum = outcomes(judge(cases.to("SD", territory="Khartoum"), "2026-08-03"))
    assert khartoum == {"EMB:EU-SDN": "met", "UN-CH7:UN-SDN-DARFUR": "not_met"}
    darfur = outcomes(judge(cases.to("SD", territory="North Darfur"), "2026-08-03"))
    assert darfur == {"EMB:EU-SDN": "met", "UN-CH7:UN-SDN-DARFUR": "met"}


@pytest.mark.parametrize("territory", [None, "Nyala", "somewhere in Sudan"])
def test_a_place_in_sudan_that_is_unstated_or_unheard_of_refers(cases, judge, territory):
    case = cases.to("SD", authority="BR", territory=territory)
    assert outcomes(judge(case, "2026-08-03"))["UN-CH7:UN-SDN-DARFUR"] == "unknown"


def test_outside_darfur_counts_only_on_an_officers_word_and_never_for_an_armed_group(cases, judge):
    case = cases.to("SD", authority="BR", territory="Khartoum")
    stated = replace(case, end_use_territory_confirmed=False)
    assert outcomes(judge(stated, "2026-08-03"))["UN-CH7:UN-SDN-DARFUR"] == "unknown"
    group = cases.to("SD", authority="BR", territory="Khartoum", kind="armed_group")
    assert outcomes(judge(group, "2026-08-03"))["UN-CH7:UN-SDN-DARFUR"] == "unknown"


@pytest.mark.parametrize(
    ("on", "government", "company", "group"),
    [
        ("2022-10-20", None, None, None),
        ("2022-10-21", "not_met", "unknown", "met"),  # designated persons only
        ("2023-10-01", "not_met", "unknown", "met"),
        ("2023-10-02", "unknown", "unknown", "unknown"),  # territorial: small arms; other arms are open
        ("2024-10-17", "unknown", "unknown", "unknown"),
        ("2024-10-18", "met", "met", "met"),  # territorial: arms of all types
        ("2026-10-17", "met", "met", "met"),
        ("2026-10-18", "unknown", "unknown", "unknown"),  # renewal not verified
    ],
)
def test_haiti_by_its_dates(cases, judge, on, government, company, group):
    for kind, expected in (("central_government_force", government), ("company", company), ("armed_group", group)):
        found = outcomes(judge(cases.to("HT", kind=kind, authority="BR"), on))
        assert found.get("UN-CH7:UN-HTI") == expected, kind


def test_haiti_covered_small_arms_from_the_day_it_became_territorial(cases, judge):
    rifle = cases.to("HT", kind="central_government_force", authority="BR", item=cases.rifle)
    assert outcomes(judge(rifle, "2023-10-02"))["UN-CH7:UN-HTI"] == "met"


@pytest.mark.parametrize(
    ("state", "row", "on"),
    [
        ("CF", "UN-CAF-NGF", "2025-06-01"),
        ("CD", "UN-COD-NGF", "2025-06-01"),
        ("SO", "UN-SOM-ALSHABAAB", "2025-06-01"),
        ("YE", "UN-YEM-HOUTHI", "2025-06-01"),
    ],
)
def test_governments_are_exempt_and_armed_groups_are_not(cases, judge, state, row, on):
    rule = f"UN-CH7:{row}"
    assert outcomes(judge(cases.to(state, kind="central_government_force"), on))[rule] == "not_met"
    assert outcomes(judge(cases.to(state, kind="armed_group"), on))[rule] == "met"
    unconfirmed = cases.to(state, kind="central_government_force")
    unconfirmed = replace(unconfirmed, parties=(unconfirmed.parties[0], replace(unconfirmed.parties[1], kind_confirmed=False)))
    finding = judge(unconfirmed, on)[rule]
    assert finding.outcome == "unknown"
    assert ("end_user_kind", "buyer", "officer") in {(one.name, one.about, one.answerer) for one in finding.missing}


def test_a_foreign_government_force_in_the_country_is_not_the_exempt_government(cases, judge):
    case = cases.to("CF", kind="central_government_force")
    abroad = replace(case, parties=(case.parties[0], replace(case.parties[1], countries=("TD",))))
    assert outcomes(judge(abroad, "2025-06-01"))["UN-CH7:UN-CAF-NGF"] == "unknown"


def test_the_government_of_the_central_african_republic_was_embargoed_until_july_2024(cases, judge):
    case = cases.to("CF", kind="central_government_force")
    assert outcomes(judge(case, "2024-07-29"))["UN-CH7:UN-CAF-GOV"] == "met"
    after = judge(case, "2024-07-30")
    assert "UN-CH7:UN-CAF-GOV" not in after
    assert "lifted on 2024-07-30" in after["EMB:NONE:UN"].says
    assert outcomes(after)["UN-CH7:UN-CAF-NGF"] == "not_met"


@pytest.mark.parametrize(
    ("state", "row", "route", "body"),
    [
        ("IQ", "UN-IRQ-NGF", "host_government_authorisation", "Government of Iraq"),
        ("LB", "UN-LBN-NGF", "host_government_authorisation", "UNIFIL"),
        ("LY", "UN-LBY", "committee_approval", "1970 Committee"),
    ],
)
def test_governments_that_need_a_record_are_let_through_by_it_alone(cases, judge, state, row, route, body):
    rule = f"UN-CH7:{row}"
    case = cases.to(state, kind="central_government_force")
    assert outcomes(judge(case, "2026-03-01"))[rule] in ("met", "unknown")
    approval = RecordedApproval(
        rows=(row,), route=route, body=body, number="N 7", on=dt.date(2026, 2, 1), document=DIGEST, verified=True
    )
    found = judge(replace(case, approvals=(approval,)), "2026-03-01")[rule]
    if row == "UN-LBY":
        assert found.outcome == "not_met"
        assert any(fact.name == "embargo_approval" and "N 7" in str(fact.value) for fact in found.facts)
    else:  # aimed at non-state actors: the record lets the confirmed government through
        assert found.outcome == "not_met"


def test_iran_between_2020_and_2025_is_judged_on_eu_law_alone(cases, judge):
    for on, un, eu in (
        ("2020-10-17", True, True),
        ("2020-10-18", False, True),
        ("2024-06-01", False, True),
        ("2025-09-26", False, True),
        ("2025-09-27", True, True),
    ):
        drone = replace(cases.drone, codes=("EU-ML10.c.1",), lists={**cases.drone.lists, "MTCR": "not_listed"})
        found = outcomes(judge(cases.to("IR", item=drone), on))
        arms = {rule: found[rule] for rule in ("UN-CH7:UN-IRN", "UN-CH7:UN-IRN-OLD") if rule in found}
        assert ("met" in arms.values()) is un, on
        assert (found["EMB:EU-IRN-ARMS"] == "met") is eu, on


def test_iran_before_the_lapse_binds_iran_itself_as_exporter(cases, judge):
    rifles = cases.from_("IR", authority="VE", item=cases.rifle)
    assert outcomes(judge(rifles, "2019-01-01"))["UN-CH7:UN-IRN-OLD"] == "met"
    between = judge(rifles, "2022-01-01")
    assert "EU-IRN-ARMS (EU binds nobody in this case)" in between["EMB:NONE:EU"].says
    assert outcomes(between) == {"UN-CH7:UN-IRN-MISSILE": "not_met"}, "no UN measure on arms, and EU law binds neither"
    assert outcomes(judge(rifles, "2026-01-01"))["UN-CH7:UN-IRN"] == "met"


def test_iran_missile_items_stayed_banned_until_october_2023(cases, judge):
    """The drone of the samples is an item of the MTCR Annex."""
    case = cases.from_("IR", authority="VE")
    assert outcomes(judge(case, "2023-10-17"))["UN-CH7:UN-IRN-MISSILE"] == "met"
    assert "UN-CH7:UN-IRN-MISSILE" not in judge(case, "2023-10-18")


def test_china_is_a_political_embargo_that_refuses_arms_and_never_clears(cases, judge):
    assert outcomes(judge(cases.to("CN"), "2026-08-03"))["EMB:EU-CHN"] == "met"
    for item in (cases.camera, cases.chair):
        finding = judge(cases.to("CN", item=item), "2026-08-03")["EMB:EU-CHN"]
        assert (finding.outcome, finding.effect) == ("unknown", "refuse")


@pytest.mark.parametrize(
    ("state", "row", "lifted"),
    [
        ("ER", "UN-ERI", "2018-11-14"),
        ("CI", "UN-CIV", "2016-04-28"),
        ("LR", "UN-LBR", "2016-05-25"),
        ("SL", "UN-SLE", "2010-09-29"),
        ("RW", "UN-RWA", "2008-07-10"),
        ("SO", "UN-SOM-FGS", "2023-12-01"),
        ("CF", "UN-CAF-GOV", "2024-07-30"),
        ("GN", "EU-GIN", "2014-04-14"),
        ("UZ", "EU-UZB", "2009-11-13"),
    ],
)
def test_lifted_embargoes_do_not_refuse_after_their_day(cases, judge, state, row, lifted):
    findings = judge(cases.to(state, kind="central_government_force"), lifted)
    assert not any(row in rule for rule in findings)
    authority = row.partition("-")[0]
    assert row in findings[f"EMB:NONE:{authority}"].says
    assert lifted in findings[f"EMB:NONE:{authority}"].says
    assert findings[f"EMB:NONE:{authority}"].outcome == "not_met"


@pytest.mark.parametrize("state", ["ML", "GW", "BI", "NI", "TR", "BA"])
def test_sanctioned_but_not_embargoed_states_are_not_refused(cases, judge, state):
    findings = judge(cases.to(state, kind="central_government_force"), "2026-08-03")
    assert "met" not in {finding.outcome for finding in findings.values()}
    assert "no arms embargo" in findings["EMB:NONE:UN"].says
    assert findings["EMB:NONE:UN"].outcome == findings["EMB:NONE:EU"].outcome == "not_met"


def test_a_republic_under_a_listed_group_regime_has_no_row_for_its_neighbour(cases, judge):
    """Equatorial Guinea, Guinea and Guinea-Bissau are three states."""
    for state in ("GQ", "GW"):
        assert "EU-GIN" not in " ".join(judge(cases.to(state), "2012-01-01"))


def test_an_owner_in_the_target_refers_and_is_named(cases, judge):
    case = cases.to("BR")
    owned = replace(case.parties[1], owners=(CaseOwner(path="buyer/holding", countries=("RU",)),))
    finding = judge(replace(case, parties=(case.parties[0], owned)), "2026-08-03")["EMB:EU-RUS"]
    assert finding.outcome == "unknown"
    assert "buyer/holding" in finding.says
    assert ("embargo_assessment", "buyer/holding") in {(one.name, one.about) for one in finding.missing}
