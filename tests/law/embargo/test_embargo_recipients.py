"""Who receives: whether an armed group does, and whether a row on non-state actors is aimed at anybody in the case."""

import datetime as dt

import pytest
from msgspec.structs import replace

from licet.law.embargo_kinds import REGIMES, unarmed
from licet.law.embargoes import CaseListing, CaseParty, embargo_findings
from licet.reference.embargo import EmbargoTable

ON = "2026-03-02"
EXPORTER = CaseParty(id="maker", role="exporter", countries=("FR",), is_listed_armed_group=False, owners_complete=True)


def party(name, role, kind="company", *, state="SO", confirmed=True, listed=False):
    return CaseParty(
        id=name,
        role=role,
        countries=(state,) if state else (),
        end_user_kind=kind,
        kind_confirmed=confirmed and kind != "unknown",
        is_listed_armed_group=listed,
        owners_complete=True,
    )


def case_of(cases, *parties):
    return replace(cases.to("SO"), parties=(EXPORTER, *parties))


UNARMED = {
    "a company": ((party("x", "end_user"),), "met"),
    "an armed group": ((party("x", "end_user", "armed_group"),), "not_met"),
    "an armed group by anybody's word": ((party("x", "end_user", "armed_group", confirmed=False),), "not_met"),
    "a listed company": ((party("x", "end_user", listed=True),), "not_met"),
    "a company with an open hit": ((party("x", "end_user", listed=None),), "unknown"),
    "an end user nobody knows": ((party("x", "end_user", "unknown"),), "unknown"),
    "a consignee nobody knows is no end user": ((party("x", "end_user"), party("y", "consignee", "unknown")), "met"),
    "a consignee with an open hit": ((party("x", "end_user"), party("y", "consignee", "unknown", listed=None)), "unknown"),
    "a consignee that is listed": ((party("x", "end_user"), party("y", "consignee", "unknown", listed=True)), "not_met"),
    "a recipient nobody knows": ((party("x", "end_user"), party("y", "recipient", "unknown")), "unknown"),
    "no end user": ((party("y", "consignee"),), "unknown"),
    "nobody": ((), "unknown"),
    "a listed broker receives nothing": ((party("x", "end_user"), party("y", "broker", listed=True)), "met"),
}


@pytest.mark.parametrize("who", UNARMED)
def test_whether_no_armed_group_receives(who, cases):
    parties, expected = UNARMED[who]
    assert unarmed(case_of(cases, *parties)).truth.value == expected


GOVERNMENT = "central_government_force"
AIMED = {
    "its government": ((party("x", "end_user", GOVERNMENT),), "not_met"),
    "its government, not confirmed": ((party("x", "end_user", GOVERNMENT, confirmed=False),), "unknown"),
    "another state's force on its soil": ((party("x", "end_user", GOVERNMENT, state="ET"),), "unknown"),
    "a government of no stated state": ((party("x", "end_user", GOVERNMENT, state=None),), "unknown"),
    "a company": ((party("x", "end_user"),), "unknown"),
    "a regional force": ((party("x", "end_user", "regional_or_local_force"),), "unknown"),
    "nobody knows who": ((party("x", "end_user", "unknown"),), "unknown"),
    "an armed group": ((party("x", "end_user", "armed_group"),), "met"),
    "its government, by way of a company elsewhere": (
        (party("x", "end_user", GOVERNMENT), party("y", "consignee", state="KE")),
        "not_met",
    ),
    "its government, by way of a company there": ((party("x", "end_user", GOVERNMENT), party("y", "consignee")), "unknown"),
    "its government, by way of a consignee of no stated state": (
        (party("x", "end_user", GOVERNMENT), party("y", "consignee", state=None)),
        "unknown",
    ),
    "its government, by way of a listed company elsewhere": (
        (party("x", "end_user", GOVERNMENT), party("y", "consignee", state="KE", listed=True)),
        "met",
    ),
    "no end user, a consignee elsewhere": ((party("y", "consignee", state="KE"),), "unknown"),
}


@pytest.mark.parametrize("who", AIMED)
def test_at_whom_a_row_on_armed_groups_in_a_state_is_aimed(who, cases, judge):
    parties, expected = AIMED[who]
    found = judge(case_of(cases, *parties), ON, rows=("UN-SOM-ALSHABAAB",))
    assert found["UN-CH7:UN-SOM-ALSHABAAB"].outcome == expected


def test_a_government_is_exempt_only_where_every_party_is_named(cases, judge):
    case = case_of(cases, party("x", "end_user", GOVERNMENT))
    for complete, expected in ((True, "not_met"), (False, "unknown"), (None, "unknown")):
        found = judge(replace(case, parties_complete=complete), ON, rows=("UN-SOM-ALSHABAAB",))
        assert found["UN-CH7:UN-SOM-ALSHABAAB"].outcome == expected, complete


AL_QAIDA = CaseListing(list="UN-SC", programs=("Al-Qaida",), confirmed=True)
WORLDWIDE = {
    "a company": ((party("x", "end_user", state="BR"),), "silent"),
    "a listed company, its list does not say under what": ((party("x", "end_user", state="BR", listed=True),), "unknown"),
    "a company listed under the regime": ((replace(party("x", "end_user", state="BR", listed=True), listings=(AL_QAIDA,)),), "met"),
    "a company with an open hit": ((party("x", "end_user", state="BR", listed=None),), "unknown"),
    "an armed group that is not found listed": ((party("x", "end_user", "armed_group", state="BR"),), "unknown"),
    "a listed broker": ((party("x", "end_user", state="BR"), party("y", "broker", state="BR", listed=True)), "unknown"),
    "a broker that is not": ((party("x", "end_user", state="BR"), party("y", "broker", state="BR")), "silent"),
    "no end user": ((party("y", "consignee", state="BR"),), "unknown"),
}


@pytest.mark.parametrize("who", WORLDWIDE)
def test_at_whom_a_row_on_groups_anywhere_is_aimed(who, cases, judge):
    parties, expected = WORLDWIDE[who]
    found = judge(replace(cases.to("BR"), parties=(EXPORTER, *parties)), ON, rows=("UN-ISIL-AQ",))
    rule = "UN-CH7:UN-ISIL-AQ"
    assert (found[rule].outcome if rule in found else "silent") == expected


def test_a_government_that_needs_a_notification_is_not_exempt_without_one(cases, judge):
    """The Congo's government was supplied on notification until 20 December 2022, and needs none since."""
    supplied = cases.to("CD", kind=GOVERNMENT)
    for on, expected in (("2022-12-19", "unknown"), ("2022-12-20", "not_met")):
        assert judge(supplied, on, rows=("UN-COD-NGF",))["UN-CH7:UN-COD-NGF"].outcome == expected, on


@pytest.mark.parametrize(
    ("who", "asks"),
    [
        (party("x", "end_user", GOVERNMENT, confirmed=False), "end_user_kind"),
        (party("x", "end_user", "unknown"), "end_user_kind"),
        (party("x", "end_user", "regional_or_local_force"), "embargo_approval"),
        (party("x", "end_user", "regional_or_local_force", confirmed=False), "embargo_approval"),
        (party("x", "end_user", listed=None), "embargo_approval"),
    ],
)
def test_what_an_open_recipient_asks_for(who, asks, cases, judge):
    finding = judge(case_of(cases, who), ON, rows=("UN-SOM-ALSHABAAB",))["UN-CH7:UN-SOM-ALSHABAAB"]
    assert asks in {one.name for one in finding.missing}
    shown = {fact.name: fact.value for fact in finding.facts if fact.about == "x"}
    assert shown.get("end_user_kind") == (None if who.end_user_kind == "unknown" else who.end_user_kind)


OTHER = next(word for word in sorted(REGIMES) if "qaida" not in word.casefold())
LISTED_UNDER = {
    "the regime": (("Al-Qaida",), True, "met"),
    "the regime, written otherwise": ((" al-qaida ",), True, "met"),
    "the regime and another": ((OTHER, "Al-Qaida"), True, "met"),
    "another regime": ((OTHER,), True, "silent"),
    "another regime and a word not known": ((OTHER, "Some New Word"), True, "unknown"),
    "a word not known": (("Some New Word",), True, "unknown"),
    "no word": ((), True, "unknown"),
    "the regime, by an open hit": (("Al-Qaida",), False, "unknown"),
}


@pytest.mark.parametrize("how", LISTED_UNDER)
def test_under_which_regime_a_party_is_listed(how, cases, judge):
    programs, confirmed, expected = LISTED_UNDER[how]
    listing = CaseListing(list="UN-SC", programs=programs, confirmed=confirmed)
    user = replace(party("x", "end_user", state="BR", listed=True if confirmed else None), listings=(listing,))
    found = judge(replace(cases.to("BR"), parties=(EXPORTER, user)), ON, rows=("UN-ISIL-AQ",))
    rule = "UN-CH7:UN-ISIL-AQ"
    assert (found[rule].outcome if rule in found else "silent") == expected
    if expected == "met":
        assert ("listing_programme", programs) in {(fact.name, fact.value) for fact in found[rule].facts}


def test_a_government_route_that_needs_a_record_exempts_nobody_by_itself(cases, table, memberships):
    """The row on Somalia with its government's exemption tied to a notification; and with an exemption of others that needs none."""
    [row] = [row for row in table.rows if row.id == "UN-SOM-ALSHABAAB"]
    [way] = [way for way in row.exempt_if if way.route == "government_end_user" and way.until is None]
    supplied = cases.to("SO", kind=GOVERNMENT)
    for changed, expected in (
        (way, "not_met"),
        (replace(way, record="notification"), "unknown"),
        (replace(way, route="un_or_authorised_mission"), "unknown"),
    ):
        rows = (replace(row, exempt_if=(changed,)),)
        found = embargo_findings(supplied, EmbargoTable(rows=rows), memberships, as_of=dt.date.fromisoformat(ON))
        assert found[0].rule == "UN-CH7:UN-SOM-ALSHABAAB"
        assert found[0].outcome == expected, changed


def test_a_recipient_of_several_states_may_be_of_any_of_them(cases, judge):
    government = party("x", "end_user", GOVERNMENT)
    trader = replace(party("y", "consignee"), countries=("KE", "SO"))
    elsewhere = replace(trader, countries=("KE", "ET"))
    for other, expected in ((trader, "unknown"), (elsewhere, "not_met")):
        found = judge(case_of(cases, government, other), ON, rows=("UN-SOM-ALSHABAAB",))
        assert found["UN-CH7:UN-SOM-ALSHABAAB"].outcome == expected, other.countries


def test_a_worldwide_row_of_low_confidence_clears_nobody(cases, table, memberships):
    [row] = [row for row in table.rows if row.id == "UN-ISIL-AQ"]
    case = replace(cases.to("BR"), parties=(EXPORTER, party("x", "end_user", state="BR")))
    for confidence, expected in (("high", None), ("low", "unknown")):
        rows = (replace(row, confidence=confidence),)
        found = embargo_findings(case, EmbargoTable(rows=rows), memberships, as_of=dt.date.fromisoformat(ON))
        outcomes = {finding.rule: finding.outcome for finding in found}
        assert outcomes.get("UN-CH7:UN-ISIL-AQ") == expected, confidence
