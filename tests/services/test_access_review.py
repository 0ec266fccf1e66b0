"""The review of access says what the policies do, for every account, and what a role would change."""

from collections.abc import Callable
from typing import Any

import pytest

from licet.access.act import Act
from licet.access.actor import Actor
from licet.services.access_review import REVIEWED, review, role_change
from licet.services.cases import list_cases
from licet.services.desk import Desk, NotAllowed, NotFound

HandIn = Callable[..., Any]
DRONES = "16-confidential-surveillance-drones"


def who(found: Any, act: Act) -> set[str]:
    [part] = [one for one in found.acts if one.act is act]
    return {person for person, _ in part.may}


def test_it_names_who_may_with_the_policies_and_who_may_not_with_the_reason(
    desk: Desk, hand_in: HandIn, applicant: Actor, officer: Actor, stranger: Actor, person_of: Callable[..., Actor]
) -> None:
    number = hand_in(DRONES).number
    people = (applicant, officer, stranger, person_of("officer", person="uncleared"), person_of("inspector", clearance="secret"))
    found = review(desk, officer, number, people)
    assert [one.act for one in found.acts] == list(REVIEWED)
    assert all(len(one.may) + len(one.may_not) == len(people) for one in found.acts)
    assert who(found, Act.VIEW_CASE) == {"officer-1", "inspector-1"}
    assert who(found, Act.OPEN_IDENTITY) <= who(found, Act.VIEW_CASE)
    for part in found.acts:
        assert all(decision.policies for _, decision in part.may), part.act
        assert all(decision.reason for _, decision in part.may_not), part.act


def test_the_lists_agree_with_the_review(
    desk: Desk, hand_in: HandIn, officer: Actor, stranger: Actor, person_of: Callable[..., Actor]
) -> None:
    number = hand_in(DRONES).number
    people = (officer, stranger, person_of("officer", person="uncleared"), person_of("spokesman", clearance="secret"))
    sees = {one.person for one in people if number in {row.number for row in list_cases(desk, one).rows}}
    assert sees == who(review(desk, officer, number, people), Act.VIEW_CASE)


def test_a_role_given_or_taken_is_told_by_acts_and_by_cases(
    desk: Desk, hand_in: HandIn, officer: Actor, person_of: Callable[..., Actor]
) -> None:
    first, second = hand_in().number, hand_in(reference="R-2").number
    custodian = person_of("custodian", clearance="secret")
    given = role_change(desk, officer, first, custodian, "inspector")
    assert given.after == ("custodian", "inspector")
    gained = {one.act for one in given.changes if one.after.allowed}
    assert {Act.VIEW_CASE, Act.VIEW_JOURNAL} <= gained
    assert all(one.after.policies for one in given.changes)
    assert (given.gained, set(given.gained_cases), given.lost) == (2, {first, second}, 0)
    taken = role_change(desk, officer, first, person_of("officer", person="other"), "officer")
    assert taken.after == ()
    assert not any(one.after.allowed for one in taken.changes)
    assert (taken.gained, taken.lost) == (0, 2)
    assert role_change(desk, officer, first, custodian, "verifier").changes == ()


def test_cases_that_the_reader_does_not_see_are_neither_named_nor_counted(
    desk: Desk, hand_in: HandIn, person_of: Callable[..., Actor]
) -> None:
    number = hand_in().number
    hand_in(DRONES)
    reader = person_of("officer", clearance="case")
    given = role_change(desk, reader, number, person_of("custodian", clearance="secret"), "inspector")
    assert (given.gained, given.gained_cases) == (1, (number,))


def test_it_is_for_whoever_reads_the_journal_of_the_case(
    desk: Desk, hand_in: HandIn, applicant: Actor, stranger: Actor, person_of: Callable[..., Actor]
) -> None:
    number = hand_in(actor=applicant).number
    for reader in (stranger, person_of("custodian"), person_of("administrator")):
        with pytest.raises(NotFound):
            review(desk, reader, number, (reader,))
    with pytest.raises(NotAllowed):
        review(desk, applicant, number, (applicant,))
    with pytest.raises(NotAllowed):
        role_change(desk, applicant, number, applicant, "officer")
