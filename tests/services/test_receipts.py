"""How the log stands, and receipts of a case for whoever may know of it."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from licet.access.actor import Actor
from licet.ledger.claim import check_claim, read_claim
from licet.ledger.policy import read_policy
from licet.ledger.tlog_proof import check_proof, read_proof
from licet.sealing.keys import IdentityDestroyed
from licet.services.claims import NotProvable, claim
from licet.services.desk import Desk, NotFound
from licet.services.ledger_check import check_log
from licet.services.ledger_keys import policy_text, shut
from licet.services.ledger_tick import tick
from licet.services.receipts import checkpoints, events_proved, receipt_of, standing


def test_a_receipt_waits_for_its_tick_and_is_then_proved_by_anybody(
    desk: Desk, hand_in: Callable[..., Any], applicant: Actor, officer: Actor, stranger: Actor
) -> None:
    assert standing(desk, officer) is None
    number = hand_in(actor=applicant).number
    assert [(one.kind, one.checkpoint) for one in events_proved(desk, officer, number)] == [
        ("request_submitted", None),
        ("opinion_formed", None),
    ]
    assert [one.kind for one in events_proved(desk, applicant, number)] == ["request_submitted"]
    with pytest.raises(NotProvable, match="later tick"):
        receipt_of(desk, applicant, number, 1)
    desk.clock.instant += dt.timedelta(days=1)  # type: ignore[attr-defined]
    tick(desk)
    assert {one.checkpoint for one in events_proved(desk, officer, number)} == {256}
    policy = read_policy(policy_text(desk.book).encode())
    proof = read_proof(receipt_of(desk, applicant, number, 1))
    assert check_proof(proof, policy).checkpoint.size == 256
    assert proof.opening.value("field/kind") == "request_submitted"
    for reader, event in ((applicant, 2), (officer, 3), (stranger, 1)):
        with pytest.raises(NotFound):
            receipt_of(desk, reader, number, event)


def test_the_inside_of_the_log_is_for_staff(
    desk: Desk, hand_in: Callable[..., Any], applicant: Actor, officer: Actor, person_of: Callable[..., Actor]
) -> None:
    hand_in(actor=applicant)
    inside = standing(desk, officer)
    assert inside is not None
    assert inside.entries == inside.waiting
    assert (inside.entries or 0) >= 3
    for reader in (applicant, person_of("custodian"), person_of("verifier"), person_of("officer", suspended=True)):
        seen = standing(desk, reader)
        assert seen is not None
        assert (seen.entries, seen.waiting, seen.public) == (None, None, 0)
    assert checkpoints(desk) == ()
    desk.clock.instant += dt.timedelta(days=2)  # type: ignore[attr-defined]
    tick(desk)
    assert [(one.size, one.cosigned_by) for one in checkpoints(desk)] == [(512, ()), (256, ())]


def test_a_case_that_is_shut_opens_no_more_and_every_claim_stays_provable(
    desk: Desk, hand_in: Callable[..., Any], officer: Actor, applicant: Actor
) -> None:
    number, other = hand_in(actor=applicant).number, hand_in(reference="R-2").number
    desk.clock.instant += dt.timedelta(days=1)  # type: ignore[attr-defined]
    tick(desk)
    before = receipt_of(desk, officer, number, 1)
    day = shut(desk, number, "custodian-1")
    desk.clock.instant += dt.timedelta(days=1)  # type: ignore[attr-defined]
    assert shut(desk, number, "custodian-1") == day, "once, on the first day"
    tick(desk)
    with pytest.raises(IdentityDestroyed):
        receipt_of(desk, officer, number, 1)
    assert receipt_of(desk, officer, other, 1)
    policy = read_policy(policy_text(desk.book).encode())
    assert check_proof(read_proof(before), policy), "what was handed out before still proves"
    assert check_claim(read_claim(claim(desk, "request_taken_in", count=2).bytes), policy).true == 2
    [event] = desk.journal.read(f"sealed/{number}")
    assert (event.event.kind, event.event.milestone) == ("log_fields_destroyed", True)
    checked = check_log(desk)
    assert (checked.faults, checked.shut) == ((), 2)
    with pytest.raises(NotFound):
        shut(desk, "ZA-2026-09999", "custodian-1")
