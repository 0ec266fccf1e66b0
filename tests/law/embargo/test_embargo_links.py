"""Links to an embargoed state short of receiving: brokers, owners, applicants, carriers; and the officer's word that one is no supply."""

import datetime as dt

import pytest
from msgspec.structs import replace

from licet.law.embargoes import CaseOwner, CaseParty, RowAssessment, embargo_findings
from licet.reference.embargo import EmbargoTable

ON = "2026-03-02"
ROW = "EMB:EU-BLR"


def party(name, role, *states, owner=None):
    owners = (CaseOwner(path=f"{name}/boss", countries=(owner,)),) if owner else ()
    return CaseParty(id=name, role=role, countries=states, is_listed_armed_group=False, owners=owners, owners_complete=True)


def beside(case, *parties):
    return replace(case, parties=(*case.parties, *parties))


def outcome(found, rule=ROW):
    return found[rule].outcome if rule in found else "silent"


LINKS = {
    "a broker of the target": ((party("x", "broker", "BY"),), "unknown"),
    "a broker owned from the target": ((party("x", "broker", "FR", owner="BY"),), "unknown"),
    "a carrier of the target": ((party("x", "carrier", "BY"),), "unknown"),
    "a financier of the target": ((party("x", "financier", "BY"),), "unknown"),
    "an applicant of the target": ((party("x", "applicant", "BY"),), "unknown"),
    "an applicant owned from the target": ((party("x", "applicant", "FR", owner="BY"),), "unknown"),
    "a manufacturer owned from the target": ((party("x", "manufacturer", "FR", owner="BY"),), "unknown"),
    "a manufacturer of the target receives nothing": ((party("x", "manufacturer", "BY"),), "silent"),
    "a consignee of the target receives": ((party("x", "consignee", "BY"),), "met"),
    "a consignee owned from the target": ((party("x", "consignee", "BR", owner="BY"),), "unknown"),
    "nobody of the target": ((party("x", "broker", "FR"), party("y", "applicant", "FR")), "silent"),
}


@pytest.mark.parametrize("how", LINKS)
def test_a_link_to_the_target_of_a_ban_on_supplies(how, cases, judge):
    others, expected = LINKS[how]
    assert outcome(judge(beside(cases.to("BR"), *others), ON, rows=("EU-BLR",))) == expected


def test_a_supplier_of_the_target_state_itself_receives_nothing_there(cases, judge):
    """Goods from Belarus: that its own exporter, applicant and owners sit there is no supply to it; an applicant elsewhere would be."""
    sent = cases.from_("BY")
    for others in ((), (party("x", "applicant", "BY"),), (party("x", "manufacturer", "BY", owner="BY"),)):
        assert outcome(judge(beside(sent, *others), ON, rows=("EU-BLR",))) == "silent", others
    assert outcome(judge(beside(sent, party("x", "broker", "BY")), ON, rows=("EU-BLR",))) == "unknown"


WORDS = {
    "on this link of this row": ({}, "not_met"),
    "on another row": ({"row": "EU-RUS"}, "unknown"),
    "on another party": ({"about": "buyer"}, "unknown"),
    "on an item": ({"question": "item"}, "unknown"),
    "that it is a supply": ({"outside": False}, "unknown"),
}


@pytest.mark.parametrize("how", WORDS)
def test_an_officers_word_counts_for_its_own_link_alone(how, cases, judge):
    fields, expected = WORDS[how]
    whole = {
        "row": "EU-BLR",
        "question": "link",
        "about": "x",
        "outside": True,
        "source": "file",
        "by": "o",
        "on": dt.date(2026, 2, 1),
    }
    case = replace(beside(cases.to("BR"), party("x", "broker", "BY")), assessments=(RowAssessment(**{**whole, **fields}),))
    assert outcome(judge(case, ON, rows=("EU-BLR",))) == expected


def test_no_word_parts_a_target_that_receives(cases, judge):
    word = RowAssessment(row="EU-BLR", question="link", about="buyer", outside=True, source="file", by="o", on=dt.date(2026, 2, 1))
    assert outcome(judge(replace(cases.to("BY"), assessments=(word,)), ON, rows=("EU-BLR",))) == "met"


# ---- a part of a state


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "not_met"),
        ({"end_use_place": None}, "not_met"),
        ({"end_use_place": "FR"}, "unknown"),
        ({"end_use_territory_confirmed": False}, "unknown"),
        ({"end_use_territory": None, "end_use_territory_confirmed": False}, "unknown"),
    ],
)
def test_goods_stay_outside_a_part_of_a_state_only_by_an_officers_word_on_the_final_place(fields, expected, cases, judge, table):
    [row] = [row for row in table.rows if row.id == "EU-UKR-CRIMEA"]
    outside = row.target.territory.outside[0]
    case = cases.to("UA", kind="central_government_force", territory=outside, item=cases.camera)
    assert outcome(judge(replace(case, **fields), ON, rows=("EU-UKR-CRIMEA",)), "EMB:EU-UKR-CRIMEA") == expected


# ---- a political commitment


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        ((party("x", "broker", "CN"),), "unknown"),
        ((party("x", "carrier", "CN"),), "silent"),
        ((party("x", "vessel", "CN"),), "silent"),
        ((party("x", "carrier", "FR", owner="CN"),), "silent"),
        ((party("x", "broker", "FR", owner="CN"),), "unknown"),
        ((party("x", "consignee", "CN"),), "met"),
    ],
)
def test_a_carriers_flag_alone_is_no_trade_with_a_state_that_a_political_commitment_names(others, expected, cases, judge):
    assert outcome(judge(beside(cases.to("BR"), *others), ON, rows=("EU-CHN",)), "EMB:EU-CHN") == expected


def test_an_open_stretch_is_asked_about_by_its_number(cases, judge):
    [leg] = cases.to("BY", authority="BR").legs
    first = replace(leg, to="AR")
    second = replace(leg, from_="AR", flag=None, flag_needed=True)
    finding = judge(replace(cases.to("BY", authority="BR"), legs=(first, second)), ON, rows=("EU-BLR",))[ROW]
    assert ("vessel_flag", "leg-2") in {(one.name, one.about) for one in finding.missing} | {
        (fact.name, fact.about) for fact in finding.facts
    }


def test_a_row_of_low_confidence_is_left_only_where_every_contact_was_found_to_be_none(cases, table, memberships):
    """A chair is no arms, so the row would clear it; being unsure it does not, unless officers parted both the broker and the content."""
    [row] = [row for row in table.rows if row.id == "EU-BLR"]
    [line, *_] = row.lines
    unsure = replace(row, confidence="low", lines=(line, replace(line, direction="from_target")))
    chair = replace(cases.chair, origin_state="FR", foreign_content=("BY",))
    case = replace(beside(cases.to("BR", item=cases.chair), party("x", "broker", "BY")), items=(chair,))

    def word(about):
        return RowAssessment(
            row="EU-BLR", question="link", about=about, outside=True, source="file", by="o", on=dt.date(2026, 2, 1)
        )

    for about, expected in (((), "unknown"), (("x",), "unknown"), (("chair",), "unknown"), (("x", "chair"), "not_met")):
        told = replace(case, assessments=tuple(word(one) for one in about))
        found = embargo_findings(told, EmbargoTable(rows=(unsure,)), memberships, as_of=dt.date.fromisoformat(ON))
        assert outcome({finding.rule: finding for finding in found}) == expected, about


def test_where_no_row_touches_an_open_flag_is_asked_about_by_the_number_of_its_stretch(cases, judge):
    [leg] = cases.to("BR").legs
    finding = judge(replace(cases.to("BR"), legs=(replace(leg, flag=None, flag_needed=True),)), ON)["EMB:NONE:UN"]
    assert ("vessel_flag", "leg-1") in {(one.name, one.about) for one in finding.missing}
