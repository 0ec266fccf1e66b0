"""Background work: what a request causes is done once, and what fails is kept with its reason and tried again."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from licet.casework.application import Act, RequestWithdrawn
from licet.services.assess import assess_case
from licet.services.case_file import open_case, write
from licet.services.desk import Asked, Desk
from licet.services.ports import LeaseLost
from licet.services.submit import submit_request
from licet.services.work import LEASE_SECONDS, RETRY_SECONDS, do, drain
from licet.storage.library import FileLibrary
from licet.storage.wiring import operator
from workbench import DAY, NOW, StandingClock, desk_in_memory

CAMERA = "01-thermal-cameras-for-a-coast-guard"


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def desk(small_library: FileLibrary, clock: StandingClock) -> Desk:
    return desk_in_memory(small_library, clock=clock)


@pytest.fixture
def number(desk: Desk, request_for: Callable[..., Any]) -> str:
    """A request handed in and not yet assessed."""
    return submit_request(desk, Asked(operator("ZA"), "unused"), request_for(CAMERA), {}).number


def withdraw(desk: Desk, number: str) -> None:
    act = Act(act="withdraw", writes=RequestWithdrawn(why="no longer wanted"), effective_on=DAY)
    write(desk, f"case/{number}", Asked(operator("ZA"), "withdraw"), lambda _: act)


def test_a_request_is_assessed_once(desk: Desk, number: str, kinds: Callable[[str], list[str]]) -> None:
    assert drain(desk) == 1
    assert drain(desk) == 0
    assert kinds(number) == ["request_submitted", "opinion_formed"]
    assert desk.jobs.get(1).state == "done"
    assert desk.journal.read(f"case/{number}")[1].event.person_id == "system"


def test_it_does_no_more_than_asked(desk: Desk, request_for: Callable[..., Any]) -> None:
    for n in range(3):
        submit_request(desk, Asked(operator("ZA"), "unused"), request_for(CAMERA, reference=f"R-{n}"), {})
    assert drain(desk, most=2) == 2
    assert drain(desk) == 1


def test_a_failure_keeps_the_job_with_its_reason_and_it_is_tried_again(
    desk: Desk, clock: StandingClock, number: str, kinds: Callable[[str], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> bytes:
        raise OSError("the library's disk is gone")

    with monkeypatch.context() as patch:
        patch.setattr(desk.library, "content", broken)
        heard: list[str] = []
        assert drain(desk, told=heard.append) == 1
    assert heard == [f"The job “assess {number}” failed and is tried again (OSError: the library's disk is gone)."]
    job = desk.jobs.get(1)
    assert (job.state, job.says) == ("queued", "OSError: the library's disk is gone")
    assert job.due_at == NOW + dt.timedelta(seconds=RETRY_SECONDS)
    assert kinds(number) == ["request_submitted"]
    assert drain(desk) == 0, "not before it is due again"
    clock.instant += dt.timedelta(seconds=RETRY_SECONDS)
    assert drain(desk) == 1
    assert kinds(number) == ["request_submitted", "opinion_formed"]


def test_a_failure_that_goes_on_ends_the_job_and_an_officer_can_still_assess(
    desk: Desk, clock: StandingClock, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(desk.library, "editions", lambda: ())
        heard: list[str] = []
        for _ in range(8):
            drain(desk, told=heard.append)
            clock.instant += dt.timedelta(minutes=5)
    assert [" is not tried again (" in sentence for sentence in heard] == [False, False, False, False, True]
    job = desk.jobs.get(1)
    assert job.state == "failed"
    assert "embargoes" in (job.says or ""), "the reason says which table was absent"
    assert assess_case(desk, Asked(operator("ZA"), "by-hand"), number).opinion.recommendation == "permit_with_conditions"


def test_one_failure_does_not_stop_the_others(
    desk: Desk, request_for: Callable[..., Any], number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = submit_request(desk, Asked(operator("ZA"), "unused"), request_for(CAMERA, reference="R-2"), {}).number
    opening = desk.sealer.open_all

    def refuse_the_first(refs: Any, reader: str, purpose: str) -> Any:
        asked = tuple(refs)
        if asked[0].subject.startswith("EX-01/"):
            raise OSError("unreadable")
        return opening(asked, reader, purpose)

    monkeypatch.setattr(desk.sealer, "open_all", refuse_the_first)
    assert drain(desk) == 2
    assert open_case(desk, operator("ZA"), number).application.status == "received"
    assert open_case(desk, operator("ZA"), second).application.status == "under_review"


def test_a_job_after_a_withdrawal_does_nothing(desk: Desk, number: str, kinds: Callable[[str], list[str]]) -> None:
    withdraw(desk, number)
    assert drain(desk) == 1
    assert desk.jobs.get(1).state == "done"
    assert kinds(number) == ["request_submitted", "request_withdrawn"]


def test_a_withdrawal_while_the_opinion_is_formed_leaves_no_opinion(
    desk: Desk, number: str, clock: StandingClock, kinds: Callable[[str], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    opening = desk.sealer.open_all

    def withdrawn_meanwhile(*arguments: Any) -> Any:
        if open_case(desk, operator("ZA"), number).application.status == "received":
            withdraw(desk, number)
        return opening(*arguments)

    monkeypatch.setattr(desk.sealer, "open_all", withdrawn_meanwhile)
    drain(desk)
    clock.instant += dt.timedelta(minutes=5)
    drain(desk)
    assert kinds(number) == ["request_submitted", "request_withdrawn"]
    assert desk.jobs.get(1).state == "done"


def test_two_workers_with_one_job_write_one_opinion(
    desk: Desk, clock: StandingClock, number: str, kinds: Callable[[str], list[str]]
) -> None:
    """The first takes longer than its lease; the second does the job; the first comes back and does no harm."""
    slow = desk.jobs.lease(("assess",), worker="slow", at=clock.now(), seconds=LEASE_SECONDS)
    assert slow is not None
    clock.instant += dt.timedelta(seconds=LEASE_SECONDS + 1)
    assert drain(desk, worker="quick") == 1
    with pytest.raises(LeaseLost):
        desk.jobs.finish(slow, at=clock.now())
    do(desk, slow)
    assert kinds(number) == ["request_submitted", "opinion_formed"]
    assert desk.jobs.get(1).state == "done"


def test_a_worker_that_fails_after_losing_its_lease_goes_on(
    desk: Desk, clock: StandingClock, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither a failure nor a lost lease may end the worker: it has other jobs to do."""
    slow = desk.jobs.lease(("assess",), worker="slow", at=clock.now(), seconds=LEASE_SECONDS)
    assert slow is not None
    clock.instant += dt.timedelta(seconds=LEASE_SECONDS + 1)
    assert desk.jobs.lease(("assess",), worker="quick", at=clock.now(), seconds=LEASE_SECONDS) is not None
    monkeypatch.setattr(desk.library, "editions", lambda: ())
    do(desk, slow)
    assert desk.jobs.get(1).state == "running"
    assert open_case(desk, operator("ZA"), number).application.status == "received"
