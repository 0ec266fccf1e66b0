"""What two states of the law differ in, row by row."""

import datetime as dt

import pytest
from msgspec.structs import replace

from licet.law.difference import LawState, differences
from licet.reference.edition import in_force
from licet.reference.rulebook import NationalRule, Rulebook
from licet.services.references import load_tables
from licet.storage.library import FileLibrary

DAY = dt.date(2026, 8, 3)


@pytest.fixture(scope="module")
def today(small_library: FileLibrary) -> LawState:
    tables = load_tables(small_library, in_force(small_library.editions(), as_of=DAY))
    return LawState(
        on=DAY,
        criteria=tables.criteria,
        embargoes=tables.embargoes,
        memberships=tables.memberships,
        rulebook=Rulebook(id="R", state=None, dated_on=DAY, title="t"),
    )


def told(a: LawState, b: LawState) -> dict[str, str]:
    return {one.id: one.kind for one in differences(a, b)}


def test_a_law_does_not_differ_from_itself(today: LawState) -> None:
    assert differences(today, today) == ()


def test_rows_added_removed_and_changed(today: LawState) -> None:
    rows = today.criteria.rules
    fewer = replace(today, criteria=replace(today.criteria, rules=rows[1:]))
    assert told(today, fewer) == {rows[0].id: "removed"}
    assert told(fewer, today) == {rows[0].id: "added"}
    lowered = replace(today, criteria=replace(today.criteria, rules=(replace(rows[0], confidence="low"), *rows[1:])))
    assert told(today, lowered) == {rows[0].id: "changed"}
    assert "confidence was “high”" in differences(today, lowered)[0].says.replace('"high"', "“high”")


def test_what_begins_and_ends_between_two_days(today: LawState) -> None:
    found = told(replace(today, on=dt.date(2018, 11, 13)), replace(today, on=dt.date(2018, 11, 14)))
    assert found["UN-ERI"] == "ends"
    found = told(replace(today, on=dt.date(2019, 9, 15)), replace(today, on=dt.date(2019, 9, 16)))
    assert found["CP-1.1a"] == "begins"


def test_a_membership_that_ends_between_two_days(today: LawState) -> None:
    found = told(replace(today, on=dt.date(2025, 3, 5)), replace(today, on=dt.date(2025, 3, 7)))
    assert found.get("LT:CCM") == "changed"


def test_a_rulebook_against_another(today: LawState) -> None:
    rule = NationalRule(id="N", citation="c", effect="refuse", says="nothing there", destinations=("AT",))
    other = replace(today, rulebook=replace(today.rulebook, list_age_days_max=7, rules=(rule,)))
    assert told(today, other) == {"NAT:N": "added", "list_age_days_max": "changed"}
    ended = replace(other, rulebook=replace(other.rulebook, rules=(replace(rule, valid_to=DAY),)))
    kinds = {one.kind for one in differences(other, ended) if one.id == "NAT:N"}
    assert kinds == {"changed", "ends"}
