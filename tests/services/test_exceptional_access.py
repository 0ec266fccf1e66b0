"""Breaking glass: no one person opens names without the right to them, every try is written down, and the owner is told."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from licet.access.actor import Actor
from licet.encoding.faults import Faults
from licet.lifecycle.transition import Refused
from licet.services import exceptional_access as glass
from licet.services.cases import open_identities
from licet.services.desk import Asked, Desk, NotAllowed, NotFound
from workbench import NOW, StandingClock

PURPOSE = "the court of Pretoria asks for the consignee"


@pytest.fixture
def clock(desk: Desk) -> StandingClock:
    return desk.clock  # type: ignore[return-value]


@pytest.fixture
def number(hand_in: Callable[..., Any]) -> str:
    """A confidential case, which the officer below may not see."""
    return hand_in("16-confidential-surveillance-drones").number  # type: ignore[no-any-return]


@pytest.fixture
def asker(person_of: Callable[..., Actor]) -> Actor:
    return person_of("officer", person="asker", agencies=("port authority",))


@pytest.fixture
def custodian(person_of: Callable[..., Actor]) -> Callable[[str], Actor]:
    return lambda name: person_of("custodian", person=name, agencies=())


def ask(desk: Desk, asker: Actor, number: str, commands: Callable[[Actor], Asked], **terms: Any) -> str:
    return glass.ask(desk, commands(asker), number, **{"purpose": PURPOSE, "hours": 4, "notice_after_days": 0, **terms})


@pytest.fixture
def wish(desk: Desk, asker: Actor, number: str, commands: Callable[[Actor], Asked]) -> str:
    return ask(desk, asker, number, commands)


@pytest.fixture
def opened(desk: Desk, wish: str, custodian: Callable[[str], Actor], commands: Callable[[Actor], Asked]) -> str:
    for name in ("one", "two"):
        glass.allow(desk, commands(custodian(name)), wish, why="the order is genuine")
    return wish


def kinds_of(desk: Desk, wish: str) -> list[str]:
    return [one.event.kind for one in desk.journal.read(f"exceptional_access/{wish}")]


def readings(desk: Desk) -> list[str]:
    return [one.event.kind for one in desk.journal.read("sealed/EX-16") if one.event.person_id == "asker"]


def test_two_custodians_open_names_to_whoever_asked(desk: Desk, number: str, asker: Actor, opened: str) -> None:
    with pytest.raises((NotAllowed, NotFound)):
        open_identities(desk, asker, number, purpose=PURPOSE)
    names = glass.read_names(desk, asker, opened)
    assert names
    assert all(identity.properties["name"] for identity in names.values())
    assert kinds_of(desk, opened)[-1] == "names_read_by_exception"
    assert readings(desk) == ["identity_opened"]


def test_the_reading_is_written_before_it_is_answered(
    desk: Desk, asker: Actor, opened: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: Any, **__: Any) -> Any:
        raise OSError("the keys are gone")

    with monkeypatch.context() as patch:
        patch.setattr(desk.sealer, "open_all", failing)
        with pytest.raises(OSError, match="keys are gone"):
            glass.read_names(desk, asker, opened)
    assert kinds_of(desk, opened)[-1] == "names_read_by_exception"


def test_one_person_never_opens_alone(
    desk: Desk, wish: str, custodian: Callable[[str], Actor], commands: Callable[[Actor], Asked]
) -> None:
    glass.allow(desk, commands(custodian("one")), wish, why="seen")
    with pytest.raises(Refused, match="second custodian"):
        glass.allow(desk, commands(custodian("one")), wish, why="seen again")
    assert kinds_of(desk, wish) == ["exceptional_access_asked", "exceptional_access_allowed", "exceptional_access_tried"]


def test_the_command_of_one_custodian_sent_again_counts_once(
    desk: Desk, wish: str, custodian: Callable[[str], Actor], commands: Callable[[Actor], Asked]
) -> None:
    command = commands(custodian("one"))
    for _ in range(2):
        assert glass.allow(desk, command, wish, why="seen").standing == "half_allowed"
    assert kinds_of(desk, wish).count("exceptional_access_allowed") == 1


@pytest.mark.parametrize(
    ("changes", "because"),
    [
        ({"roles": ("custodian", "officer"), "person": "asker"}, "wish of their own"),
        ({"mfa": False}, "second factor"),
        ({"suspended": True}, "is not here"),
        ({"state": "NO"}, "is not here"),
        ({"organisation": "Fynbos Example"}, "works for an applicant"),
        ({"roles": ("senior_officer",)}, "is not here"),
    ],
)
def test_who_may_not_decide(
    desk: Desk,
    wish: str,
    person_of: Callable[..., Actor],
    commands: Callable[[Actor], Asked],
    changes: dict[str, Any],
    because: str,
) -> None:
    actor = person_of("custodian", **{"person": "one", "agencies": (), **changes})
    with pytest.raises((NotAllowed, NotFound), match=because):
        glass.allow(desk, commands(actor), wish, why="seen")
    assert "exceptional_access_allowed" not in kinds_of(desk, wish)


def test_a_try_of_somebody_who_sees_the_wish_is_written_down(desk: Desk, wish: str, custodian: Callable[[str], Actor]) -> None:
    with pytest.raises(NotAllowed):
        glass.read_names(desk, custodian("one"), wish)
    assert kinds_of(desk, wish)[-1] == "exceptional_access_tried"
    assert readings(desk) == []


def test_names_close_with_the_hours(desk: Desk, clock: StandingClock, asker: Actor, opened: str) -> None:
    glass.read_names(desk, asker, opened)
    clock.instant = NOW + dt.timedelta(hours=4)
    with pytest.raises(Refused, match="hours are over"):
        glass.read_names(desk, asker, opened)
    assert glass.view(desk, asker, opened).standing == "expired"
    assert len(readings(desk)) == 1


def test_the_owner_is_told_on_the_day_agreed_and_not_by_whom(
    desk: Desk,
    clock: StandingClock,
    asker: Actor,
    number: str,
    custodian: Callable[[str], Actor],
    commands: Callable[[Actor], Asked],
) -> None:
    wish = ask(desk, asker, number, commands, notice_after_days=30)
    for name in ("one", "two"):
        glass.allow(desk, commands(custodian(name)), wish, why="genuine")
    assert glass.notices(desk, number) == ()
    glass.read_names(desk, asker, wish)
    clock.instant = NOW + dt.timedelta(days=29)
    assert glass.notices(desk, number) == ()
    clock.instant = NOW + dt.timedelta(days=30)
    (notice,) = glass.notices(desk, number)
    assert (notice.read_at, notice.purpose) == (NOW, PURPOSE)
    assert glass.notices(desk, "ZA-2026-99999") == ()


def test_asking_tells_nothing_of_whether_there_is_such_a_case(
    desk: Desk, asker: Actor, number: str, custodian: Callable[[str], Actor], commands: Callable[[Actor], Asked]
) -> None:
    there, absent = (glass.view(desk, asker, ask(desk, asker, one, commands)) for one in (number, "ZA-2026-99999"))
    assert (there.standing, there.case_known, there.may_use) == (absent.standing, absent.case_known, absent.may_use)
    assert glass.view(desk, custodian("one"), there.id).case_known
    assert not glass.view(desk, custodian("one"), absent.id).case_known


def test_a_case_of_another_state_is_no_case_here(
    desk: Desk, hand_in: Callable[..., Any], asker: Actor, custodian: Callable[[str], Actor], commands: Callable[[Actor], Asked]
) -> None:
    wish = ask(desk, asker, hand_in("15-retransfer").number, commands)
    for name in ("one", "two"):
        glass.allow(desk, commands(custodian(name)), wish, why="genuine")
    with pytest.raises(NotFound):
        glass.read_names(desk, asker, wish)


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        ({"purpose": "because"}, "purpose"),
        ({"hours": 0}, "hours"),
        ({"hours": 73}, "hours"),
        ({"notice_after_days": 91}, "notice_after_days"),
    ],
)
def test_a_wish_without_measure_is_refused(
    desk: Desk, asker: Actor, number: str, commands: Callable[[Actor], Asked], terms: dict[str, Any], field: str
) -> None:
    with pytest.raises(Faults, match=field):
        ask(desk, asker, number, commands, **terms)
    assert glass.wishes(desk, asker) == ()


def test_a_wish_sent_twice_is_one(desk: Desk, asker: Actor, number: str, commands: Callable[[Actor], Asked]) -> None:
    command = commands(asker)
    ids = {glass.ask(desk, command, number, purpose=PURPOSE, hours=4, notice_after_days=0) for _ in range(2)}
    assert len(ids) == len(glass.wishes(desk, asker)) == 1


def test_who_sees_which_wishes(
    desk: Desk, wish: str, asker: Actor, custodian: Callable[[str], Actor], person_of: Callable[..., Actor]
) -> None:
    for actor in (asker, custodian("one"), person_of("inspector")):
        assert [one.id for one in glass.wishes(desk, actor)] == [wish]
    for actor in (person_of("officer", person="other"), person_of("applicant"), person_of("custodian", state="NO")):
        assert glass.wishes(desk, actor) == ()
        with pytest.raises(NotFound):
            glass.view(desk, actor, wish)


def test_an_id_that_is_none_is_not_found(desk: Desk, asker: Actor) -> None:
    for wrong in ("", "../case/ZA-2026-00001", "x" * 32, "é"):
        with pytest.raises(NotFound):
            glass.view(desk, asker, wrong)
