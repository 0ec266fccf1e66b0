"""Legal-safety points 6 to 12 and 20, one test or more each; every one fails when its rule is taken out."""

import datetime as dt

import pytest
from msgspec.structs import replace

from licet.law.embargoes import CaseLeg, CaseListing, CaseOwner, CaseParty, RecordedApproval, RowAssessment, embargo_findings
from licet.reference.embargo import EmbargoTable

ON = "2026-03-01"
DIGEST = "sha256:" + "0" * 64


def with_party(case, role, country, **fields):
    party = CaseParty(
        id=role, role=role, countries=(country,) if country else (), is_listed_armed_group=False, owners_complete=True, **fields
    )
    return replace(case, parties=(*case.parties, party))


def under(party, *programs, listed_by="UN-SC", confirmed=True):
    """A party with one listing; the Security Council's alone, confirmed, shows a listed group or person."""
    listing = CaseListing(list=listed_by, programs=programs, confirmed=confirmed)
    shown = True if confirmed and listed_by == "UN-SC" else None
    return replace(party, is_listed_armed_group=shown or party.is_listed_armed_group or None, listings=(*party.listings, listing))


def assessed(case, row, question, about):
    found = RowAssessment(
        row=row, question=question, about=about, outside=True, source="file 12", by="officer-7", on=dt.date(2026, 2, 1)
    )
    return replace(case, assessments=(*case.assessments, found))


# ---- point 6


def test_point_6_chapter_vii_binds_every_state_whatever_its_memberships(cases, judge):
    for authority in ("BR", "IR", "VA", "TW"):
        finding = judge(cases.to("KP", authority=authority), ON)["UN-CH7:UN-PRK"]
        assert (finding.outcome, finding.effect) == ("met", "prohibit")
        assert "Charter" in finding.citation


def test_point_6_other_rows_bind_only_their_own(cases, judge):
    assert judge(cases.to("BY", authority="FR"), ON)["EMB:EU-BLR"].outcome == "met"
    assert judge(cases.to("BY", authority="NO"), ON)["EMB:EU-BLR"].outcome == "met", "aligned with the Common Position"
    brazil = judge(cases.to("BY", authority="BR"), ON)
    assert "EMB:EU-BLR" not in brazil
    assert "EU-BLR" in brazil["EMB:NONE:EU"].says
    assert "binds nobody" in brazil["EMB:NONE:EU"].says


# ---- point 7


def approval(**fields):
    whole = {
        "rows": ("UN-HTI",),
        "route": "committee_approval",
        "body": "2653 Committee",
        "number": "S/AC.1",
        "on": dt.date(2026, 2, 1),
        "document": DIGEST,
        "verified": True,
    }
    return RecordedApproval(**{**whole, **fields})


def test_point_7_an_exemption_defeats_an_embargo_on_a_verified_record(cases, judge):
    case = cases.to("HT", kind="central_government_force", authority="BR")
    assert judge(case, ON)["UN-CH7:UN-HTI"].outcome == "met"
    assert judge(replace(case, approvals=(approval(),)), ON)["UN-CH7:UN-HTI"].outcome == "not_met"


@pytest.mark.parametrize(
    "flaw",
    [{"verified": False}, {"document": None}, {"number": " "}, {"body": "Ministry of Trade"}, {"on": dt.date(2026, 3, 2)}],
)
def test_point_7_a_record_that_lacks_anything_leaves_it_open(cases, judge, flaw):
    case = cases.to("HT", kind="central_government_force", authority="BR")
    finding = judge(replace(case, approvals=(approval(**flaw),)), ON)["UN-CH7:UN-HTI"]
    assert finding.outcome == "unknown"
    assert "embargo_approval" in {one.name for one in finding.missing}


def test_point_7_an_approval_for_another_row_is_none_for_this_one(cases, judge):
    case = cases.to("HT", authority="BR")
    assert judge(replace(case, approvals=(approval(rows=("UN-SSD",)),)), ON)["UN-CH7:UN-HTI"].outcome == "met"


def test_point_7_a_way_for_missions_is_no_way_for_a_company(cases, judge):
    record = approval(route="un_or_authorised_mission", body="Government of Haiti")
    mission = replace(cases.to("HT", kind="un_or_authorised_mission", authority="BR"), approvals=(record,))
    assert judge(mission, ON)["UN-CH7:UN-HTI"].outcome == "not_met"
    company = replace(cases.to("HT", kind="company", authority="BR"), approvals=(record,))
    assert judge(company, ON)["UN-CH7:UN-HTI"].outcome == "met"


def test_point_7_without_a_first_day_a_row_was_always_in_force(cases, judge):
    assert judge(cases.to("CU", authority="US"), "1990-01-01")["EMB:US-D5"].outcome == "met"


def test_point_7_a_territory_with_an_unstated_final_place_refers(cases, judge):
    finding = judge(cases.to("UA", item=cases.camera), ON)["EMB:EU-UKR-CRIMEA"]
    assert finding.outcome == "unknown"
    assert "end_use_territory" in {one.name for one in finding.missing}
    assert judge(cases.to("UA", item=cases.camera, territory="Kyiv"), ON)["EMB:EU-UKR-CRIMEA"].outcome == "not_met"


# ---- point 8


@pytest.mark.parametrize("nature", ["goods", "ammunition", "parts", "software", "technology", "assistance", "unknown"])
@pytest.mark.parametrize("activity", ["export", "transit", "brokering", "technical_assistance", "intangible", "retransfer"])
def test_point_8_arms_and_related_materiel_is_broad(cases, judge, nature, activity):
    item = replace(cases.drone, nature=nature)
    case = replace(cases.to("SS", item=item), activity=activity)
    assert judge(case, ON)["UN-CH7:UN-SSD"].outcome == "met"


def test_point_8_what_no_list_settles_stays_open(cases, judge):
    answers = {
        "open classification": replace(cases.drone, classified="refer", codes=()),
        "dual-use may be related": cases.camera,
        "ammunition on no list": replace(cases.chair, nature="ammunition"),
        "assistance on no list": replace(cases.chair, nature="assistance"),
    }
    for why, item in answers.items():
        assert judge(cases.to("SS", item=item, authority="BR"), ON)["UN-CH7:UN-SSD"].outcome == "unknown", why
    assert judge(cases.to("SS", item=cases.chair, authority="BR"), ON)["UN-CH7:UN-SSD"].outcome == "not_met"


def test_point_8_an_officer_may_put_an_open_item_outside_but_never_arms(cases, judge):
    camera = assessed(cases.to("SS", item=cases.camera, authority="BR"), "UN-SSD", "item", "camera")
    assert judge(camera, ON)["UN-CH7:UN-SSD"].outcome == "not_met"
    drone = assessed(cases.to("SS", authority="BR"), "UN-SSD", "item", "drone")
    assert judge(drone, ON)["UN-CH7:UN-SSD"].outcome == "met"
    unclassified = assessed(
        cases.to("SS", item=replace(cases.drone, classified="refer"), authority="BR"), "UN-SSD", "item", "drone"
    )
    assert judge(unclassified, ON)["UN-CH7:UN-SSD"].outcome == "unknown"


def test_point_8_no_finding_puts_arms_outside_though_their_category_is_open(cases, judge):
    rifle = replace(cases.rifle, att_category=None, att_category_confirmed=False)
    case = assessed(cases.to("NG", item=rifle), "ECOWAS-SALW", "item", "rifle")
    assert judge(case, ON)["EMB:ECOWAS-SALW"].outcome == "unknown"
    egypt = assessed(cases.to("EG"), "EU-EGY-2013", "item", "drone")
    assert judge(egypt, ON)["EMB:EU-EGY-2013"].outcome == "unknown"
    camera = assessed(cases.to("EG", item=cases.camera), "EU-EGY-2013", "item", "camera")
    assert judge(camera, ON)["EMB:EU-EGY-2013"].outcome == "not_met"


def test_point_8_one_covered_item_among_many_is_enough(cases, judge):
    case = cases.to("SS", item=cases.chair, authority="BR")
    assert judge(replace(case, items=(*case.items, cases.drone)), ON)["UN-CH7:UN-SSD"].outcome == "met"


# ---- point 9: as target


@pytest.mark.parametrize("role", ["end_user", "recipient", "purchaser", "consignee", "intermediate_consignee"])
def test_point_9_a_target_among_those_who_receive_refuses(cases, judge, role):
    assert judge(with_party(cases.to("BR"), role, "BY"), ON)["EMB:EU-BLR"].outcome == "met"


def test_point_9_destination_place_of_use_and_unloading_each_refuse(cases, judge):
    brazil = cases.to("BR")
    leg = CaseLeg(from_="FR", to="BY", flag_needed=False)
    for field in ({"destination_state": "BY"}, {"end_use_place": "BY"}, {"legs": (leg,)}):
        assert judge(replace(brazil, **field), ON)["EMB:EU-BLR"].outcome == "met", field


@pytest.mark.parametrize("role", ["broker", "financier", "freight_forwarder", "carrier", "vessel"])
def test_point_9_a_target_at_a_link_only_refers(cases, judge, role):
    case = with_party(cases.to("BR"), role, "BY")
    assert judge(case, ON)["EMB:EU-BLR"].outcome == "unknown"
    assert judge(assessed(case, "EU-BLR", "link", role), ON)["EMB:EU-BLR"].outcome == "not_met", "an officer found no supply"


def test_point_9_transit_and_flag_in_the_target_refer(cases, judge):
    way = (CaseLeg(from_="FR", to="BY", flag_needed=False), CaseLeg(from_="BY", to="BR", flag_needed=False))
    assert judge(replace(cases.to("BR"), legs=way), ON)["EMB:EU-BLR"].outcome == "unknown"
    flagged = (CaseLeg(from_="FR", to="BR", flag="BY"),)
    assert judge(replace(cases.to("BR"), legs=flagged), ON)["EMB:EU-BLR"].outcome == "unknown"


def test_point_9_an_officers_finding_on_a_link_does_not_move_a_target_met_at_destination(cases, judge):
    case = assessed(with_party(cases.to("BY"), "broker", "BY"), "EU-BLR", "link", "broker")
    case = assessed(assessed(case, "EU-BLR", "link", "buyer"), "EU-BLR", "link", "destination_state")
    assert judge(case, ON)["EMB:EU-BLR"].outcome == "met"


def test_point_9_links_are_covered_where_the_instrument_says_so(table, memberships, cases):
    row = next(row for row in table.rows if row.id == "EU-BLR")
    covering = EmbargoTable(rows=(replace(row, covers_soft_links="Art. 9: brokers there"),))
    case = with_party(cases.to("BR"), "broker", "BY")
    found = {one.rule: one.outcome for one in embargo_findings(case, covering, memberships, as_of=dt.date.fromisoformat(ON))}
    assert found["EMB:EU-BLR"] == "met"


# ---- point 9: as bound jurisdiction


@pytest.mark.parametrize(
    "role",
    ["exporter", "applicant", "broker", "technical_assistance_provider", "financier", "freight_forwarder", "carrier", "vessel"],
)
def test_point_9_whoever_acts_brings_its_law_along(cases, judge, role):
    assert "EMB:EU-BLR" not in judge(cases.to("BY", authority="BR"), ON)
    assert judge(with_party(cases.to("BY", authority="BR"), role, "FR"), ON)["EMB:EU-BLR"].outcome == "met"
    nobody_knows = with_party(cases.to("BY", authority="BR"), role, None)
    assert judge(nobody_knows, ON)["EMB:EU-BLR"].outcome == "unknown"


def test_point_9_transit_territory_flag_and_exporting_state_bind(cases, judge):
    case = cases.to("BY", authority="BR")
    way = (CaseLeg(from_="BR", to="DE", flag_needed=False), CaseLeg(from_="DE", to="BY", flag_needed=False))
    for bound in (
        replace(case, legs=way),
        replace(case, legs=(CaseLeg(from_="BR", to="BY", flag="MT"),)),
        replace(case, exporting_state="PL"),
    ):
        assert judge(bound, ON)["EMB:EU-BLR"].outcome == "met"
    for open_ in (
        replace(case, legs_complete=None),
        replace(case, parties_complete=None),
        replace(case, legs=(CaseLeg(from_="BR", to="BY"),)),
    ):
        assert judge(open_, ON)["EMB:EU-BLR"].outcome == "unknown"


def test_point_9_goods_carry_the_law_of_their_origin_where_the_row_follows_them(cases, judge):
    case = cases.to("CU", authority="BR")
    assert "EMB:US-D5" not in judge(case, ON)
    american = replace(case.items[0], foreign_content=("US",))
    assert judge(replace(case, items=(american,)), ON)["EMB:US-D5"].outcome == "met"
    unknown = replace(case.items[0], foreign_content=None)
    assert judge(replace(case, items=(unknown,)), ON)["EMB:US-D5"].outcome == "unknown"


# ---- point 9: supplies from a target


def test_point_9_a_ban_on_supplies_from_a_state_binds_its_own_exports_and_every_buyer(cases, judge):
    own = replace(cases.to("VE", authority="KP"), activity="export")
    assert judge(own, ON)["UN-CH7:UN-PRK"].outcome == "met", "the state's own authority"
    assert judge(cases.from_("KP", authority="BR"), ON)["UN-CH7:UN-PRK"].outcome == "met", "a purchase"
    carried = replace(cases.to("BR", authority="AR"), items=(replace(cases.drone, origin_state="KP"),))
    assert judge(carried, ON)["UN-CH7:UN-PRK"].outcome == "met", "goods made there, sent from elsewhere"
    brokered = replace(cases.from_("RU", authority="FR"), activity="brokering", authority_state="FR")
    assert judge(brokered, ON)["EMB:EU-RUS"].outcome == "met", "brokering from it by those bound"


def test_point_9_each_place_of_origin_counts_by_itself(cases, judge):
    elsewhere = cases.to("VE", authority="BR")
    seller = replace(elsewhere.parties[0], countries=("KP",))
    for change in (
        {"exporting_state": "KP"},
        {"legs": (CaseLeg(from_="KP", to="VE", flag_needed=False),)},
        {"items": (replace(elsewhere.items[0], origin_state="KP"),)},
        {"parties": (seller, elsewhere.parties[1])},
    ):
        assert judge(replace(elsewhere, **change), ON)["UN-CH7:UN-PRK"].outcome == "met", change


def test_point_9_a_buyer_is_bound_where_supplies_from_a_state_are_banned(cases, judge):
    """Authority, seller and way are Russian; only a buyer is of the Union."""
    case = cases.to("BR", authority="RU")
    assert "EMB:EU-RUS" not in judge(case, ON)
    assert judge(with_party(case, "purchaser", "FR"), ON)["EMB:EU-RUS"].outcome == "met"
    assert judge(cases.to("FR", authority="RU"), ON)["EMB:EU-RUS"].outcome == "met"


def test_point_9_an_unknown_origin_refers(cases, judge):
    case = cases.from_("BR", authority="FR")
    unknown = replace(case, items=(replace(case.items[0], origin_state=None),))
    finding = judge(unknown, ON)["EMB:NONE:UN"]
    assert finding.outcome == "unknown"
    assert ("origin_state", "drone", "exporter") in {(one.name, one.about, one.answerer) for one in finding.missing}


def test_point_9_a_ban_on_supplies_to_a_state_says_nothing_of_supplies_from_it(cases, judge):
    assert "UN-CH7:UN-SSD" not in judge(cases.from_("SS", authority="BR"), ON)


# ---- point 9: what is unknown


@pytest.mark.parametrize(
    ("change", "asks", "answerer"),
    [
        ({"destination_state": None}, "destination_state", "exporter"),
        ({"end_use_place": None}, "end_use_place", "exporter"),
        ({"parties_complete": None}, "parties_complete", "exporter"),
        ({"legs_complete": None}, "legs_complete", "exporter"),
        ({"legs": ()}, "legs_complete", "exporter"),
        ({"legs": (CaseLeg(from_="FR", to=None, flag_needed=False),)}, "legs_complete", "exporter"),
        ({"legs": (CaseLeg(from_="FR", to="BR"),)}, "vessel_flag", "exporter"),
    ],
)
def test_point_9_an_unknown_place_or_flag_refers_for_every_authority(cases, judge, change, asks, answerer):
    findings = judge(replace(cases.to("BR"), **change), ON)
    for authority in ("UN", "EU", "OSCE", "ECOWAS", "US"):
        finding = findings[f"EMB:NONE:{authority}"]
        assert finding.outcome == "unknown"
        assert (asks, answerer) in {(one.name, one.answerer) for one in finding.missing}


def test_point_9_an_unknown_broker_owner_or_end_user_refers(cases, judge):
    case = cases.to("BR")
    buyer = case.parties[1]
    changed = (
        (with_party(case, "broker", None), "party_country"),
        (replace(case, parties=(case.parties[0], replace(buyer, owners=(CaseOwner(path="buyer/x"),)))), "party_country"),
        (replace(case, parties=(case.parties[0], replace(buyer, owners_complete=None))), "owners_complete"),
        (replace(case, parties=case.parties[:1]), "end_user"),
    )
    for one, asks in changed:
        finding = judge(one, ON)["EMB:NONE:UN"]
        assert finding.outcome == "unknown"
        assert asks in {missing.name for missing in finding.missing}


def test_absence_is_shown_for_every_authority_and_only_when_nothing_is_open(cases, judge):
    findings = judge(cases.to("BR"), ON)
    assert {rule: finding.outcome for rule, finding in findings.items()} == {
        f"EMB:NONE:{authority}": "not_met" for authority in ("UN", "EU", "OSCE", "ECOWAS", "US")
    }
    assert findings["EMB:NONE:UN"].effect == "prohibit"
    assert findings["EMB:NONE:UN"].edition == "TEST"
    assert "Brazil" in findings["EMB:NONE:UN"].says


def test_a_table_without_rows_of_an_authority_never_clears(memberships, cases):
    found = embargo_findings(cases.to("BR"), EmbargoTable(), memberships, as_of=dt.date.fromisoformat(ON))
    assert {finding.rule: finding.outcome for finding in found} == {"EMB:NONE:UN": "unknown", "EMB:NONE:EU": "unknown"}
    assert all("embargo_edition" in {one.name for one in finding.missing} for finding in found)


def test_a_table_with_the_rows_of_one_authority_says_nothing_for_another(judge, cases):
    found = judge(cases.to("BR"), ON, rows=("UN-PRK",))
    assert {rule: finding.outcome for rule, finding in found.items()} == {"EMB:NONE:UN": "not_met", "EMB:NONE:EU": "unknown"}


# ---- point 10


def test_point_10_a_lifted_row_was_in_force_from_its_first_day_to_the_day_before_lifting(table, memberships, cases):
    row = next(row for row in table.rows if row.id == "UN-ERI")
    for since, on, there in (
        (row.since, "2009-12-22", False),
        (row.since, "2009-12-23", True),
        (row.since, "2018-11-13", True),
        (row.since, "2018-11-14", False),
        (None, "1995-01-01", True),
        (None, "2018-11-14", False),
    ):
        found = embargo_findings(
            cases.to("ER", authority="BR"),
            EmbargoTable(rows=(replace(row, since=since),)),
            memberships,
            as_of=dt.date.fromisoformat(on),
        )
        assert ("UN-CH7:UN-ERI" in {finding.rule for finding in found}) is there, on


def test_point_10_an_unknown_membership_leaves_a_row_open(cases, judge):
    """Croatia is known to be a Member State from 2013-07-01 only; nothing is known before."""
    assert judge(cases.to("ZW", authority="HR"), "2012-01-01")["EMB:EU-ZWE"].outcome == "unknown"
    assert judge(cases.to("ZW", authority="HR"), "2013-07-01")["EMB:EU-ZWE"].outcome == "met"


# ---- point 11


def test_point_11_a_territory_inherits_its_states_rows(cases, judge):
    assert judge(cases.to("HK", authority="US"), ON)["EMB:US-D5"].outcome == "met"


def test_point_11_unless_excluded_with_a_citation(cases, judge):
    assert "EMB:US-D5" not in judge(cases.to("MO", authority="US"), ON)
    assert "EMB:US-D5" not in judge(cases.to("TW", authority="US"), ON)


@pytest.mark.parametrize("territory", ["HK", "MO", "TW"])
def test_point_11_disputed_or_differently_treated_territory_refers(cases, judge, territory):
    finding = judge(cases.to(territory, authority="FR"), ON)["EMB:EU-CHN"]
    assert finding.outcome == "unknown"
    assert "embargo_reading" in {one.name for one in finding.missing}


def test_point_11_a_territory_brings_its_states_law_or_leaves_it_open(cases, judge):
    assert judge(cases.to("BY", authority="GP"), ON)["EMB:EU-BLR"].outcome == "met"
    assert judge(cases.to("BY", authority="NC"), ON)["EMB:EU-BLR"].outcome == "unknown"
    assert "EMB:EU-BLR" not in judge(cases.to("BY", authority="PR"), ON)


# ---- point 12


@pytest.mark.parametrize(
    ("kind", "republic", "congo"),
    [
        ("central_government_force", "not_met", "not_met"),
        ("other_state_body", "unknown", "unknown"),
        ("regional_or_local_force", "unknown", "unknown"),
        ("de_facto_authority", "unknown", "unknown"),
        ("private_security_company", "unknown", "met"),  # the row on the Congo names all but the Government
        ("un_or_authorised_mission", "unknown", "unknown"),
        ("company", "unknown", "met"),
        ("individual", "unknown", "met"),
        ("armed_group", "met", "met"),
        ("unknown", "unknown", "unknown"),
    ],
)
def test_point_12_every_kind_of_end_user(cases, judge, kind, republic, congo):
    assert judge(cases.to("CF", kind=kind), "2025-06-01")["UN-CH7:UN-CAF-NGF"].outcome == republic
    assert judge(cases.to("CD", kind=kind), "2025-06-01")["UN-CH7:UN-COD-NGF"].outcome == congo


def test_point_12_a_listed_recipient_refuses_and_an_open_listing_refers(cases, judge):
    case = cases.to("CF", kind="central_government_force")
    for listed, outcome in ((True, "met"), (None, "unknown"), (False, "not_met")):
        buyer = replace(
            case.parties[1],
            is_listed_armed_group=listed,
            end_user_kind="company" if listed is None else case.parties[1].end_user_kind,
        )
        changed = replace(case, parties=(case.parties[0], buyer))
        assert judge(changed, "2025-06-01")["UN-CH7:UN-CAF-NGF"].outcome == outcome


def test_point_12_a_private_consignee_beside_the_government_refers(cases, judge):
    case = with_party(cases.to("CF", kind="central_government_force"), "consignee", "CF")
    assert judge(case, "2025-06-01")["UN-CH7:UN-CAF-NGF"].outcome == "unknown"


def test_point_12_worldwide_rows_are_decided_by_kind_and_listing(cases, judge):
    clean = judge(cases.to("BR"), ON)
    assert "UN-CH7:UN-ISIL-AQ" not in clean
    assert "UN-ISIL-AQ" in clean["EMB:NONE:UN"].says
    assert judge(cases.to("BR", kind="armed_group"), ON)["UN-CH7:UN-ISIL-AQ"].outcome == "unknown", "it may be a listed one"
    listed = cases.to("BR", kind="armed_group")
    listed = replace(listed, parties=(listed.parties[0], under(listed.parties[1], "Al-Qaida")))
    assert judge(listed, ON)["UN-CH7:UN-ISIL-AQ"].outcome == "met"
    broker = with_party(cases.to("BR"), "broker", "BR")
    broker = replace(broker, parties=(*broker.parties[:2], under(broker.parties[2], "Al-Qaida")))
    assert judge(broker, ON)["UN-CH7:UN-ISIL-AQ"].outcome == "unknown", "a listed broker refers"
    assert judge(cases.to("BR", kind="unknown"), ON)["UN-CH7:UN-ISIL-AQ"].outcome == "unknown"
    case = cases.to("BR")
    screened = replace(case, parties=(case.parties[0], replace(case.parties[1], is_listed_armed_group=None)))
    assert judge(screened, ON)["UN-CH7:UN-ISIL-AQ"].outcome == "unknown"


@pytest.mark.parametrize(
    ("listings", "council", "union"),
    [
        ([("UN-SC", "Al-Qaida", True)], "met", "met"),
        ([("UN-SC", "AL-QAIDA ", True)], "met", "met"),
        ([("UN-SC", "DPRK", True)], "silent", "silent"),
        ([("UN-SC", "Taliban", True), ("UN-SC", "Al-Qaida", True)], "met", "met"),
        ([("UN-SC", "DPRK", True), ("UN-SC", "Al-Qaida", False)], "unknown", "unknown"),
        ([("UN-SC", "DPRK", True), ("US-SDN", "SDGT", True)], "silent", "silent"),
        ([("UN-SC", "DPRK", True), ("UN-SC", None, True)], "unknown", "unknown"),
        ([("UN-SC", None, True)], "unknown", "unknown"),
        ([("UN-SC", "a regime of next year", True)], "unknown", "unknown"),
        ([("UN-SC", "Al-Qaida", False)], "unknown", "unknown"),
        ([("UN-SC+US-SDN", "DPRK", True)], "unknown", "unknown"),
        ([("UN-SC", "DPRK", True), ("UN-SC+US-SDN", "DPRK", True)], "unknown", "unknown"),
        ([("EU-FSF", "TAQA", True)], "unknown", "met"),
        ([("EU-FSF", "PRK", True)], "unknown", "unknown"),
        ([("US-SDN", "Al-Qaida", True)], "unknown", "unknown"),
    ],
)
def test_point_12_a_listing_meets_the_worldwide_row_of_its_own_regime_alone(cases, judge, listings, council, union):
    for authority, rule, expected in (("DE", "UN-CH7:UN-ISIL-AQ", council), ("DE", "EMB:EU-ISIL-AQ", union)):
        case = cases.to("BR", authority=authority, kind="company")
        buyer = case.parties[1]
        for name, program, confirmed in listings:
            buyer = under(buyer, *([program] if program else []), listed_by=name, confirmed=confirmed)
        found = judge(replace(case, parties=(case.parties[0], buyer)), ON)
        assert (found[rule].outcome if rule in found else "silent") == expected


@pytest.mark.parametrize(
    ("programs", "confirmed", "outcome"),
    [
        (("Al-Qaida",), True, "unknown"),
        ((), True, "unknown"),
        (("a regime of next year",), True, "unknown"),
        (("DPRK",), True, "silent"),
        (("Al-Qaida",), False, "silent"),
    ],
)
def test_point_12_a_listed_broker_refers_by_its_own_regime(cases, judge, programs, confirmed, outcome):
    """A hit on a broker that nobody has confirmed holds the case up by itself; the row waits for the word."""
    case = with_party(cases.to("BR"), "broker", "BR")
    broker = under(case.parties[2], *programs, confirmed=confirmed)
    found = judge(replace(case, parties=(*case.parties[:2], broker)), ON)
    assert (found["UN-CH7:UN-ISIL-AQ"].outcome if "UN-CH7:UN-ISIL-AQ" in found else "silent") == outcome


def test_point_12_the_programme_is_shown_and_one_strange_word_leaves_the_row_open(cases, judge):
    case = cases.to("BR", kind="company")
    for programs, outcome in ((("DPRK", "Al-Qaida"), "met"), (("DPRK", "a regime of next year"), "unknown")):
        listed = replace(case, parties=(case.parties[0], under(case.parties[1], *programs)))
        finding = judge(listed, ON)["UN-CH7:UN-ISIL-AQ"]
        assert finding.outcome == outcome
        assert [fact.value for fact in finding.facts if fact.name == "listing_programme"] == [programs]


def test_point_12_a_listing_under_another_regime_says_nothing_of_the_kind_of_end_user(cases, judge):
    for kind in ("armed_group", "unknown"):
        case = cases.to("BR", kind=kind)
        listed = replace(case, parties=(case.parties[0], under(case.parties[1], "DPRK")))
        assert judge(listed, ON)["UN-CH7:UN-ISIL-AQ"].outcome == "unknown"


def test_point_12_a_row_that_names_no_regime_is_met_by_any_listing(cases, table, memberships):
    row = next(row for row in table.rows if row.id == "UN-ISIL-AQ")
    plain = EmbargoTable(rows=(replace(row, target=replace(row.target, listed_under={})),))
    case = cases.to("BR", kind="company")
    listed = replace(case, parties=(case.parties[0], under(case.parties[1], "DPRK")))
    found = embargo_findings(listed, plain, memberships, as_of=dt.date.fromisoformat(ON))
    assert {one.rule: one.outcome for one in found}["UN-CH7:UN-ISIL-AQ"] == "met"


def test_point_12_unlisted_goods_for_an_armed_group_stay_open(cases, judge):
    assert judge(cases.to("CF", kind="armed_group", item=cases.chair), "2025-06-01")["UN-CH7:UN-CAF-NGF"].outcome == "unknown"


# ---- expiry and confidence


def test_an_expiry_without_evidence_never_clears_and_never_silently_lapses(cases, judge):
    last, after = "2026-07-31", "2026-08-01"
    for kind in ("armed_group", "central_government_force"):
        assert judge(cases.to("CF", kind=kind), last)["UN-CH7:UN-CAF-NGF"].outcome != "unknown"
        finding = judge(cases.to("CF", kind=kind), after)["UN-CH7:UN-CAF-NGF"]
        assert finding.outcome == "unknown"
    group = judge(cases.to("CF", kind="armed_group"), after)["UN-CH7:UN-CAF-NGF"]
    assert "embargo_renewal" in {one.name for one in group.missing}
    assert "2026-07-31" in group.says


def test_point_4_a_low_row_refers_or_refuses_and_never_clears(cases, judge):
    assert judge(cases.to("VE"), "2025-06-01")["EMB:EU-VEN"].outcome == "met"
    chair = judge(cases.to("VE", item=cases.chair), "2025-06-01")["EMB:EU-VEN"]
    assert (chair.outcome, chair.confidence) == ("unknown", "low")
    assert judge(cases.to("AM", item=cases.chair), ON)["EMB:OSCE-NK"].outcome == "unknown"
    cleared = assessed(cases.to("VE", item=cases.chair), "EU-VEN", "item", "chair")
    assert judge(cleared, "2025-06-01")["EMB:EU-VEN"].outcome == "not_met", "an officer's finding clears, not the row"


@pytest.mark.parametrize("change", [{}, {"confidence": "low"}, {"binding": "political"}])
def test_point_4_what_a_sure_row_clears_a_low_or_political_one_leaves_open(table, memberships, cases, change):
    row = next(row for row in table.rows if row.id == "EU-SSD")
    narrow = EmbargoTable(rows=(replace(row, **change),))

    def outcome(case):
        found = {one.rule: one.outcome for one in embargo_findings(case, narrow, memberships, as_of=dt.date.fromisoformat(ON))}
        return found["EMB:EU-SSD"]

    assert outcome(cases.to("SS", item=cases.chair)) == ("unknown" if change else "not_met")
    assert outcome(cases.to("SS")) == "met", "it may still refuse"


# ---- point 20


def test_point_20_the_authority_is_part_of_the_test_and_activities_are_said(table, memberships, cases):
    row = next(row for row in table.rows if row.id == "EU-BLR")
    line = replace(row.lines[0], activities=("export",), narrowed_by="Art. 1")
    narrow = EmbargoTable(rows=(replace(row, lines=(line,)),))
    for activity, there in (("export", True), ("transit", False)):
        case = replace(cases.to("BY"), activity=activity)
        found = {one.rule: one for one in embargo_findings(case, narrow, memberships, as_of=dt.date.fromisoformat(ON))}
        assert ("EMB:EU-BLR" in found) is there
    assert "not for this activity" in found["EMB:NONE:EU"].says


def test_every_finding_cites_its_source_and_can_be_read_by_anyone(cases, judge):
    for finding in judge(cases.to("BY", kind="unknown"), ON).values():
        assert finding.citation
        assert finding.edition == "TEST"
        assert finding.release_level == "public"
        assert finding.says
        assert (finding.outcome == "unknown") == bool(finding.missing)
        assert finding.facts
