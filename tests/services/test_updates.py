"""An update that looks wrong waits for two people; meanwhile everything goes on with the edition before it, saying so."""

import dataclasses
import datetime as dt
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from licet.access.actor import Actor
from licet.encoding.faults import Faults
from licet.lifecycle.transition import Refused
from licet.reference.edition import Edition
from licet.reference.holding import LIFE
from licet.services import updates
from licet.services.desk import Asked, Desk, NotAllowed, NotFound
from licet.services.list_age import list_cautions
from licet.services.references import snapshot_of
from licet.services.screen import lists_in_force
from licet.storage.library import FileLibrary

WHY = "compared with the publisher's own page"


@pytest.fixture
def desk(desk: Desk, small_library_folder: Path, tmp_path: Path) -> Desk:
    """The desk with a library of its own."""
    shutil.copytree(small_library_folder, tmp_path / "library")
    return dataclasses.replace(desk, library=FileLibrary(tmp_path / "library"))


def parties(*numbers: int) -> dict[str, bytes]:
    lines = [
        {"id": f"p-{n}", "schema": "Person", "list": "SDN", "names": [f"Zoltan Beispielov {chr(97 + n) * 4}"]} for n in numbers
    ]
    return {"parties.jsonl": b"".join(json.dumps(line).encode() + b"\n" for line in lines)}


@pytest.fixture
def take_in(desk: Desk, person_of: Callable[..., Actor], commands: Callable[[Actor], Asked]) -> Callable[..., updates.TakenIn]:
    def taken(*numbers: int, day: int = 1, actor: Actor | None = None, **more: Any) -> updates.TakenIn:
        asked = commands(actor or person_of("officer"))
        on = dt.date(2026, 7, day)
        return updates.take_in(desk, asked, "index-jsonl", parties(*numbers), edition_date=on, name="OWN", **more)

    return taken


@pytest.fixture
def held(take_in: Callable[..., updates.TakenIn]) -> Edition:
    """An update that leaves eight of twenty people out."""
    assert take_in(*range(20)).reasons == ()
    taken = take_in(*range(12), day=2)
    assert taken.edition.held
    assert taken.reasons == ("It removes 8 of 20 entries (40.0 %), more than the 5 % that are allowed.",)
    return taken.edition


@pytest.fixture
def say(desk: Desk, held: Edition, person_of: Callable[..., Actor], commands: Callable[[Actor], Asked]) -> Callable[..., Any]:
    def said(act: str, person: str, why: str = WHY) -> updates.HeldView:
        asked = commands(person_of("senior_officer", person=person))
        return (updates.release if act == "release" else updates.reject)(desk, asked, held, why=why)

    return said


def in_use(desk: Desk, day: int = 31) -> dt.date:
    (edition,) = [one for one in snapshot_of(desk.library, as_of=dt.date(2026, 7, day)).editions if one.name == "OWN"]
    return edition.dated_on


def kinds_of(desk: Desk, edition: Edition) -> list[str]:
    return [one.event.kind for one in desk.journal.read(f"edition/{edition.id}")]


def test_screening_goes_on_with_the_edition_before_and_says_so(desk: Desk, held: Edition) -> None:
    assert in_use(desk) == dt.date(2026, 7, 1)
    found = lists_in_force(desk).screen("Person", {"name": ("Zoltan Beispielov tttt",)})
    assert "p-19" in [match.record_id for match in found.matches]
    (said,) = [one for one in list_cautions(desk, snapshot_of(desk.library, as_of=desk.clock.today())) if "held" in one]
    assert (
        said
        == "An update of index-jsonl OWN, dated 2026-07-02, is held for two people; screening goes on with the edition of 2026-07-01."
    )
    assert held.held


def test_two_people_release_it(desk: Desk, held: Edition, say: Callable[..., Any]) -> None:
    first = say("release", "one")
    assert (first.holding.status, first.edition.held, in_use(desk)) == ("half_released", True, dt.date(2026, 7, 1))
    second = say("release", "two", "the sixth regulation delisted them")
    assert (second.holding.status, second.edition.held, in_use(desk)) == ("released", False, dt.date(2026, 7, 2))
    assert [(word.person, word.why) for word in second.holding.words] == [
        ("one", WHY),
        ("two", "the sixth regulation delisted them"),
    ]
    assert kinds_of(desk, held) == ["edition_held", "edition_release_said", "edition_release_said"]
    assert all(one.event.milestone for one in desk.journal.read(f"edition/{held.id}"))
    assert "held" not in " ".join(list_cautions(desk, snapshot_of(desk.library, as_of=desk.clock.today())))


def test_two_people_reject_it_and_the_same_files_stay_rejected(
    desk: Desk, say: Callable[..., Any], take_in: Callable[..., updates.TakenIn]
) -> None:
    say("reject", "one")
    assert say("reject", "two").edition.rejected
    assert in_use(desk) == dt.date(2026, 7, 1)
    again = take_in(*range(12), day=2)
    assert (again.again, again.edition.held, again.edition.rejected) == (True, True, True)
    for act in ("release", "reject"):
        with pytest.raises(Refused):
            say(act, "three")


@pytest.mark.parametrize("act", ["release", "reject"])
def test_the_same_person_twice_is_refused(desk: Desk, say: Callable[..., Any], held: Edition, act: str) -> None:
    say(act, "one")
    with pytest.raises(Refused, match="a second person is needed"):
        say(act, "one")
    assert in_use(desk) == dt.date(2026, 7, 1)
    assert len(kinds_of(desk, held)) == 2


def test_two_who_disagree_have_decided_nothing(desk: Desk, say: Callable[..., Any]) -> None:
    say("release", "one")
    assert say("reject", "two").holding.status == "half_rejected"
    assert say("release", "one").holding.status == "half_released"
    with pytest.raises(Refused):
        say("release", "one")
    assert say("release", "two").holding.status == "released"
    assert in_use(desk) == dt.date(2026, 7, 2)


@pytest.mark.parametrize("why", ["", "ok", "   short  "])
def test_a_word_without_a_reason_is_refused(say: Callable[..., Any], why: str) -> None:
    with pytest.raises(Faults):
        say("release", "one", why)


@pytest.mark.parametrize(
    ("role", "fields"),
    [
        ("officer", {}),
        ("inspector", {}),
        ("custodian", {}),
        ("senior_officer", {"mfa": False}),
        ("senior_officer", {"suspended": True}),
    ],
)
def test_only_a_senior_officer_with_a_second_factor_gives_a_word(
    desk: Desk,
    held: Edition,
    person_of: Callable[..., Actor],
    commands: Callable[[Actor], Asked],
    role: str,
    fields: dict[str, Any],
) -> None:
    for act in (updates.release, updates.reject):
        with pytest.raises(NotAllowed):
            act(desk, commands(person_of(role, **fields)), held, why=WHY)
    assert kinds_of(desk, held) == ["edition_held"]


def test_an_applicant_neither_adds_nor_sees_updates(
    desk: Desk, held: Edition, applicant: Actor, take_in: Callable[..., updates.TakenIn]
) -> None:
    with pytest.raises(NotAllowed):
        take_in(1, day=3, actor=applicant)
    with pytest.raises(NotAllowed):
        updates.held_updates(desk, applicant)
    with pytest.raises(NotAllowed):
        updates.held_update(desk, applicant, held.id)


def test_a_repeated_command_says_nothing_twice(desk: Desk, held: Edition, person_of: Callable[..., Actor]) -> None:
    asked = Asked(person_of("senior_officer", person="one"), "same-command")
    for _ in range(2):
        assert updates.release(desk, asked, held, why=WHY).holding.status == "half_released"
    assert len(kinds_of(desk, held)) == 2


def test_an_adding_that_was_broken_off_is_held_with_its_reasons_when_it_is_repeated(
    desk: Desk, take_in: Callable[..., updates.TakenIn], monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in(*range(20))
    with monkeypatch.context() as broken:
        broken.setattr(desk.journal, "append", lambda *_, **__: pytest.fail("the power went"))
        with pytest.raises(pytest.fail.Exception):
            take_in(*range(12), day=2)
    assert in_use(desk) == dt.date(2026, 7, 1), "what is half added is held"
    taken = take_in(*range(12), day=2)
    assert taken.again
    assert len(taken.reasons) == 1
    assert kinds_of(desk, taken.edition) == ["edition_held"]


def test_the_library_follows_the_journal_when_its_mark_was_not_moved(
    desk: Desk, say: Callable[..., Any], take_in: Callable[..., updates.TakenIn], monkeypatch: pytest.MonkeyPatch
) -> None:
    say("release", "one")
    with monkeypatch.context() as broken:
        broken.setattr(desk.library, "release", lambda *_, **__: pytest.fail("the power went"))
        with pytest.raises(pytest.fail.Exception):
            say("release", "two")
    assert in_use(desk) == dt.date(2026, 7, 1)
    take_in(*range(12), day=2)
    assert in_use(desk) == dt.date(2026, 7, 2)


def test_what_waits_stands_first_and_the_settled_can_be_left_out(
    desk: Desk, say: Callable[..., Any], take_in: Callable[..., updates.TakenIn], officer: Actor
) -> None:
    say("reject", "one")
    say("reject", "two")
    take_in(*range(3), day=3)
    every = updates.held_updates(desk, officer)
    assert [view.holding.status for view in every] == ["held", "rejected"]
    assert [view.edition.dated_on.day for view in updates.held_updates(desk, officer, open_only=True)] == [3]
    assert not any(view.may_decide for view in every)
    with pytest.raises(NotFound):
        updates.held_update(desk, officer, "0" * 64)


def test_an_old_edition_added_by_hand_is_history_and_one_that_is_served_is_held(
    desk: Desk, take_in: Callable[..., updates.TakenIn]
) -> None:
    take_in(*range(20), day=10)
    assert not take_in(*range(19), day=5).edition.held
    served = take_in(*range(21), day=6, served_today=True)
    assert served.edition.held
    assert "before the edition in force (2026-07-10)" in served.reasons[0]
    assert in_use(desk) == dt.date(2026, 7, 10)


def test_a_law_table_is_never_held(desk: Desk, person_of: Callable[..., Actor], commands: Callable[[Actor], Asked]) -> None:
    book = b"id: OWN\nstate: NO\ndated_on: 2026-01-01\ntitle: t\nlist_removed_percent_max: 1\n"
    taken = updates.take_in(desk, commands(person_of("officer")), "rulebook", {"rulebook.yaml": book})
    assert not taken.edition.held
    assert updates.update_policy(desk).removed_percent_max == 1


def test_editions_are_named_by_digest_id_or_kind_and_day(desk: Desk, held: Edition) -> None:
    for word in (held.id[:12], held.content, held.content[7:20], "index-jsonl:OWN@2026-07-02", "index-jsonl@2026-07-02"):
        assert updates.edition_named(desk, word) == held
    for word in ("abc", held.id[:7], "index-jsonl@2026-07-03", "un-sc:OWN@2026-07-02"):
        with pytest.raises(Faults, match="names none"):
            updates.edition_named(desk, word)


def test_no_way_leads_from_held_to_released_by_one_word() -> None:
    ways = {(one.source, one.act): one for one in LIFE.transitions}
    for end, half, act in (("released", "half_released", "release"), ("rejected", "half_rejected", "reject")):
        into = [one for one in LIFE.transitions if one.target == end]
        assert [(one.source, one.guards) for one in into] == [(half, ("another_person",))]
        assert ways["held", act].target == half
        assert LIFE.is_final(end)
