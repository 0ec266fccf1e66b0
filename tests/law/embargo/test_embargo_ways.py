"""Ways through an embargo: which exist on a day, and what a record on file must hold to count."""

import datetime as dt

import pytest
from msgspec.structs import replace

from licet.law.embargo_exemptions import let_through, ways_in_force
from licet.law.embargoes import RecordedApproval

DAY = dt.date(2026, 3, 2)
DIGEST = "sha256:" + "a" * 64
RECORD = RecordedApproval(
    rows=("UN-HTI",),
    route="committee_approval",
    body="2653 Committee",
    number="S/AC.1",
    on=DAY,
    document=DIGEST,
    verified=True,
    by="officer-7",
)


@pytest.fixture
def row(table):
    [row] = [row for row in table.rows if row.id == "UN-HTI"]
    return row


def through(row, case, *records, on=DAY):
    return let_through(row, replace(case, approvals=records), ways_in_force(row, "to_target", as_of=on), as_of=on).truth.value


RECORDS = {
    "a whole one": ({}, "met"),
    "of the day itself": ({"on": DAY}, "met"),
    "of the day after": ({"on": DAY + dt.timedelta(days=1)}, "unknown"),
    "by another body": ({"body": "Ministry"}, "unknown"),
    "without a number": ({"number": " "}, "unknown"),
    "without a document": ({"document": None}, "unknown"),
    "that nobody verified": ({"verified": False}, "unknown"),
    "of another row": ({"rows": ("UN-SSD",)}, "not_met"),
    "of several rows": ({"rows": ("UN-SSD", "UN-HTI")}, "met"),
    "by a way the row does not know": ({"route": "member_state_authorisation"}, "not_met"),
}


@pytest.mark.parametrize("what", RECORDS)
def test_what_a_record_must_hold(what, row, cases):
    fields, expected = RECORDS[what]
    assert through(row, cases.to("HT"), replace(RECORD, **fields)) == expected


def test_one_good_record_is_enough_and_a_flawed_one_beside_it_takes_nothing_away(row, cases):
    flawed = replace(RECORD, number="")
    assert through(row, cases.to("HT"), flawed, RECORD) == "met"
    assert through(row, cases.to("HT"), RECORD, flawed) == "met"
    assert through(row, cases.to("HT")) == "not_met"


def test_a_way_exists_from_its_first_day_to_the_day_before_its_last(row):
    [way] = [way for way in row.exempt_if if way.route == "committee_approval"]
    dated = replace(row, exempt_if=(replace(way, since=DAY, until=DAY + dt.timedelta(days=10)),))
    for days, there in ((-1, False), (0, True), (9, True), (10, False)):
        assert bool(ways_in_force(dated, "to_target", as_of=DAY + dt.timedelta(days=days))) is there, days


def test_a_way_is_for_its_own_direction_and_ends_with_the_row(row):
    [way] = [way for way in row.exempt_if if way.route == "committee_approval"]
    bare = replace(row, exempt_if=(way,))
    assert ways_in_force(bare, "to_target", as_of=DAY)
    assert not ways_in_force(bare, "from_target", as_of=DAY)
    prose = replace(row, exempt_if=(replace(way, route="unread_prose"),))
    assert ways_in_force(prose, "from_target", as_of=DAY), "what nobody has read may be for either"
    assert row.expires is not None
    assert ways_in_force(bare, "to_target", as_of=row.expires)
    assert not ways_in_force(bare, "to_target", as_of=row.expires + dt.timedelta(days=1))


def test_an_exemption_that_nobody_has_structured_stays_open(row, cases):
    [way] = [way for way in row.exempt_if if way.route == "committee_approval"]
    prose = replace(row, exempt_if=(replace(way, route="unread_prose"),))
    assert through(prose, cases.to("HT"), RECORD) == "unknown"
    assert through(prose, cases.to("HT"), replace(RECORD, route="government_end_user")) == "unknown"


KINDS = {
    "a mission": (("un_or_authorised_mission", True), "met"),
    "its government": (("central_government_force", True), "met"),
    "a mission that nobody confirmed": (("un_or_authorised_mission", False), "unknown"),
    "nobody knows who": (("unknown", False), "unknown"),
    "a company": (("company", True), "not_met"),
    "an armed group": (("armed_group", True), "not_met"),
}


@pytest.mark.parametrize("who", KINDS)
def test_some_ways_are_for_some_end_users_alone(who, row, cases):
    (kind, confirmed), expected = KINDS[who]
    record = replace(RECORD, route="un_or_authorised_mission")
    case = cases.to("HT", kind=kind)
    maker, buyer = case.parties
    case = replace(case, parties=(maker, replace(buyer, kind_confirmed=confirmed)))
    assert through(row, case, record) == expected
    assert through(row, replace(case, parties_complete=None), record) == ("not_met" if expected == "not_met" else "unknown")
    second = replace(buyer, id="second", end_user_kind="company", kind_confirmed=True)
    assert through(row, replace(case, parties=(*case.parties, second)), record) == "not_met", (
        "every end user must be of such a kind"
    )


def test_no_end_user_no_way_for_some(row, cases):
    case = cases.to("HT")
    record = replace(RECORD, route="un_or_authorised_mission")
    assert through(row, replace(case, parties=case.parties[:1]), record) == "unknown"
