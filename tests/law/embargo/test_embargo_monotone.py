"""Taking a fact away never clears: over generated cases, dates and every row of the table."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from licet.law.embargoes import (
    CaseItem,
    CaseLeg,
    CaseListing,
    CaseOwner,
    CaseParty,
    EmbargoCase,
    RecordedApproval,
    RowAssessment,
    embargo_findings,
)

DIGEST = "sha256:" + "0" * 64
STATES = (
    "FR",
    "NO",
    "BR",
    "US",
    "RU",
    "BY",
    "IR",
    "KP",
    "SD",
    "CF",
    "CD",
    "IQ",
    "LY",
    "CN",
    "HK",
    "TW",
    "EG",
    "NG",
    "UA",
    "VE",
    "AM",
    "HT",
)
KINDS = ("central_government_force", "company", "armed_group", "un_or_authorised_mission", "de_facto_authority", "unknown")
ROLES = ("end_user", "purchaser", "consignee", "broker", "carrier", "applicant", "financier")
BODIES = ("1718 Committee", "2653 Committee", "competent authority", "Government of Iraq", "ECOWAS Commission")
ROUTES = (
    "committee_approval",
    "national_authorisation",
    "host_government_authorisation",
    "exemption_certificate",
    "un_or_authorised_mission",
)
ROWS = (
    "UN-PRK",
    "UN-HTI",
    "EU-BLR",
    "EU-RUS",
    "EU-VEN",
    "EU-CHN",
    "UN-IRQ-NGF",
    "ECOWAS-SALW",
    "EU-UKR-CRIMEA",
    "UN-SDN-DARFUR",
    "OSCE-NK",
)
RANK = {"not_met": 0, "unknown": 1, "met": 2}

states = st.sampled_from(STATES)
places = st.one_of(states, states, st.none())


listings = st.builds(
    CaseListing,
    list=st.sampled_from(("UN-SC", "EU-FSF", "US-SDN")),
    programs=st.sampled_from(((), ("Al-Qaida",), ("DPRK",), ("TAQA",), ("a new regime",))),
    confirmed=st.booleans(),
)


@st.composite
def parties(draw, number):
    role = draw(st.sampled_from(ROLES)) if number else "end_user"
    name = f"p{number}"
    owners = tuple(CaseOwner(path=f"{name}/o{index}", countries=(draw(states),)) for index in range(draw(st.integers(0, 1))))
    return CaseParty(
        id=name,
        role=role,
        countries=(draw(states),),
        end_user_kind=draw(st.sampled_from(KINDS)),
        kind_confirmed=draw(st.booleans()),
        is_listed_armed_group=draw(st.sampled_from((False, False, True, None))),
        listings=tuple(draw(st.lists(listings, max_size=2))),
        owners=owners,
        owners_complete=True,
    )


@st.composite
def items(draw, number):
    answer = st.sampled_from(("listed", "not_listed", "refer"))
    return CaseItem(
        id=f"i{number}",
        classified=draw(st.sampled_from(("military", "dual_use", "unlisted", "refer"))),
        lists={name: draw(answer) for name in ("EU", "US", "MTCR", "NSG")},
        codes=tuple(
            draw(st.sets(st.sampled_from(("EU-ML10.c.1", "EU-9A012.a", "US-9A012", "US-9A610.a", "MTCR-19.A.2")), max_size=2))
        ),
        nature=draw(st.sampled_from(("goods", "ammunition", "parts", "unknown"))),
        att_category=draw(st.sampled_from(("combat_aircraft", "small_arms_and_light_weapons", "none", None))),
        att_category_confirmed=draw(st.booleans()),
        origin_state=draw(places),
        foreign_content=draw(st.sampled_from(((), ("US",), ("IR",), None))),
    )


@st.composite
def cases(draw):
    authority, middle, end = draw(states), draw(states), draw(states)
    flag = draw(places)
    legs = (CaseLeg(from_=authority, to=middle, flag=flag), CaseLeg(from_=middle, to=end, flag_needed=False))
    return EmbargoCase(
        activity=draw(st.sampled_from(("export", "transit", "brokering", "technical_assistance"))),
        authority_state=authority,
        exporting_state=draw(st.sampled_from((authority, end))),
        destination_state=end,
        end_use_place=draw(places),
        end_use_territory=draw(st.sampled_from(("Khartoum", "Darfur", "Kyiv", "Crimea", None))),
        end_use_territory_confirmed=draw(st.booleans()),
        parties=tuple(draw(parties(number)) for number in range(draw(st.integers(1, 3)))),
        parties_complete=True,
        legs=legs if draw(st.booleans()) else legs[:1],
        legs_complete=True,
        items=tuple(draw(items(number)) for number in range(draw(st.integers(1, 2)))),
        approvals=tuple(
            RecordedApproval(
                rows=(row,),
                route=draw(st.sampled_from(ROUTES)),
                body=draw(st.sampled_from(BODIES)),
                number="1",
                on=dt.date(2020, 1, 1),
                document=DIGEST,
                verified=draw(st.booleans()),
            )
            for row in draw(st.lists(st.sampled_from(ROWS), max_size=2))
        ),
        assessments=tuple(
            RowAssessment(
                row=row,
                question=draw(st.sampled_from(("link", "item"))),
                about=draw(st.sampled_from(("p1", "i0", "leg-1"))),
                outside=True,
                source="f",
                by="o",
                on=dt.date(2020, 1, 1),
            )
            for row in draw(st.lists(st.sampled_from(ROWS), max_size=3))
        ),
    )


def party_as(case, number, **changes):
    party = replace(case.parties[number], **changes)
    return replace(case, parties=(*case.parties[:number], party, *case.parties[number + 1 :]))


def item_as(case, number, **changes):
    return replace(case, items=(*case.items[:number], replace(case.items[number], **changes), *case.items[number + 1 :]))


def states_lost(case):
    """Every way of losing a state of the case: a row may then no longer be met, and the absence must stay open."""
    yield replace(case, destination_state=None)
    yield replace(case, end_use_place=None)
    yield replace(case, legs=(), legs_complete=None)
    for number, party in enumerate(case.parties):
        yield party_as(case, number, countries=())
        yield party_as(case, number, owners=(), owners_complete=None)
        yield party_as(case, number, owners=tuple(replace(owner, countries=()) for owner in party.owners))
        yield replace(case, parties=(*case.parties[:number], *case.parties[number + 1 :]), parties_complete=None)
    for number, leg in enumerate(case.legs):
        for field in ("from_", "to", "flag"):
            yield replace(case, legs=(*case.legs[:number], replace(leg, **{field: None}), *case.legs[number + 1 :]))
    for number in range(len(case.items)):
        yield item_as(case, number, origin_state=None)
        yield item_as(case, number, foreign_content=None)


def others_lost(case):
    """Every way of losing any other fact."""
    yield replace(case, end_use_territory=None)
    yield replace(case, end_use_territory_confirmed=False)
    yield replace(case, parties_complete=None)
    yield replace(case, legs_complete=None)
    for number in range(len(case.parties)):
        yield party_as(case, number, end_user_kind="unknown", kind_confirmed=False)
        yield party_as(case, number, kind_confirmed=False)
        yield party_as(case, number, is_listed_armed_group=None)
        plain = tuple(replace(one, programs=()) for one in case.parties[number].listings)
        yield party_as(case, number, listings=plain)
        yield party_as(case, number, listings=tuple(replace(one, confirmed=False) for one in plain))
        yield party_as(case, number, owners_complete=None)
    for number in range(len(case.items)):
        yield item_as(case, number, classified="refer")
        yield item_as(case, number, classified="refer", codes=(), lists={})
        yield item_as(case, number, codes=(), lists={})
        yield item_as(case, number, nature="unknown")
        yield item_as(case, number, att_category=None, att_category_confirmed=False)
        yield item_as(case, number, att_category_confirmed=False)
    for number, approval in enumerate(case.approvals):
        rest = (*case.approvals[:number], *case.approvals[number + 1 :])
        yield replace(case, approvals=rest)
        yield replace(case, approvals=(*rest, replace(approval, verified=False)))
        yield replace(case, approvals=(*rest, replace(approval, document=None)))
    for number in range(len(case.assessments)):
        yield replace(case, assessments=(*case.assessments[:number], *case.assessments[number + 1 :]))


@pytest.fixture(scope="module")
def answers(table, memberships):
    """Findings by rule; a function, so that a counter-example prints the case and not the whole table."""

    def by_rule(case, on):
        return {finding.rule: finding for finding in embargo_findings(case, table, memberships, as_of=on)}

    return by_rule


def worst(findings):
    """The worst answer of each authority."""
    found = {}
    for finding in findings.values():
        found[finding.instrument] = max(found.get(finding.instrument, 0), RANK[finding.outcome])
    return found


DAYS = st.sampled_from(
    [dt.date(2012, 6, 1), dt.date(2022, 12, 1), dt.date(2024, 11, 1), dt.date(2026, 3, 1), dt.date(2026, 11, 20)]
)
GENERATED = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@GENERATED
@given(case=cases(), on=DAYS, pick=st.integers(0, 10_000))
def test_taking_a_fact_away_never_clears(case, on, pick, answers):
    before = worst(answers(case, on))
    every = [*states_lost(case), *others_lost(case)]
    for step in range(4):
        poorer = every[(pick + step * 7) % len(every)]
        after = worst(answers(poorer, on))
        for authority, answer in before.items():
            assert answer == 0 or after[authority] > 0, f"{authority}: {answer} became clear by losing a fact: {poorer}"


@GENERATED
@given(case=cases(), on=DAYS, pick=st.integers(0, 10_000))
def test_a_row_that_is_there_never_turns_from_bar_or_open_to_clear(case, on, pick, answers):
    """The same, row by row, where no state is lost."""
    every = list(others_lost(case))
    poorer = every[pick % len(every)]
    before = answers(case, on)
    after = answers(poorer, on)
    for rule in before.keys() & after.keys():
        if not rule.startswith("EMB:NONE"):
            assert before[rule].outcome == "not_met" or after[rule].outcome != "not_met", f"{after[rule].says} in {poorer}"
