"""An officer's word on a hit is bound to this identity and this record; it ends on its day, and whatever changes opens the hit again."""

import datetime as dt
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from licet.access.actor import Actor
from licet.dossier.values import Identity
from licet.encoding.canonical import digest_of_value
from licet.encoding.faults import Faults
from licet.services.answer import decide_hit
from licet.services.assess import Formed, assess_case, form, grounds_for
from licet.services.case_file import open_case
from licet.services.cases import view_case
from licet.services.desk import Asked, Desk, NotAllowed, NotFound
from licet.services.history import known_history
from licet.services.submit import submit_request
from licet.services.work import drain
from licet.storage.library import FileLibrary
from licet.storage.wiring import operator
from workbench import DAY, StandingClock, desk_in_memory

NAMESAKE = "02-end-user-under-an-arabic-alias"
Decide = Callable[..., Formed]


@pytest.fixture
def decide(desk: Desk, commands: Callable[[Actor], Asked]) -> Decide:
    def decided(number: str, state: str = "cleared", *, actor: Actor | None = None, **fields: Any) -> Formed:
        whole: dict[str, Any] = {"path": "trader", "record_id": "ex-003", "why": "another firm of that name", **fields}
        path, record_id = whole.pop("path"), whole.pop("record_id")
        return decide_hit(desk, commands(actor or operator("ZA")), number, path, record_id, state, **whole)  # type: ignore[arg-type]

    return decided


def states(formed: Formed) -> set[str]:
    return {match.state for one in formed.opinion.screening for match in one.matches}


def test_a_word_is_bound_to_identity_and_record(desk: Desk, hand_in: Callable[..., Any], decide: Decide) -> None:
    number = hand_in(NAMESAKE).number
    formed = decide(number)
    assert states(formed) == {"cleared"}
    assert formed.opinion.recommendation == "permit_with_conditions"
    file = open_case(desk, operator("ZA"), number)
    [word] = file.application.clearances
    [party] = [party for party in file.dossier.parties if party.id == "trader"]
    [record] = [
        record
        for edition in desk.library.editions()
        if edition.kind == "index-jsonl"
        for record in desk.library.records(edition)
        if record.id == "ex-003"
    ]
    assert (word.identity, word.record) == (party.identity, digest_of_value(record))
    assert (word.by, word.why, word.on) == ("operator", "another firm of that name", DAY)


def test_the_last_word_counts_whichever_it_is(hand_in: Callable[..., Any], decide: Decide) -> None:
    number = hand_in(NAMESAKE).number
    for state, recommendation in (
        ("cleared", "permit_with_conditions"),
        ("confirmed", "refuse"),
        ("cleared", "permit_with_conditions"),
    ):
        assert decide(number, state).opinion.recommendation == recommendation


def test_a_word_ends_on_its_last_day(small_library: FileLibrary, request_for: Callable[..., Any]) -> None:
    clock = StandingClock()
    desk = desk_in_memory(small_library, clock=clock)
    number = submit_request(desk, Asked(operator("ZA"), "unused"), request_for(NAMESAKE), {}).number
    drain(desk)
    last = DAY + dt.timedelta(days=3)
    decide_hit(desk, Asked(operator("ZA"), "c1"), number, "trader", "ex-003", "cleared", why="for now", until=last)
    for days, expected in ((0, "cleared"), (3, "cleared"), (4, "open")):
        clock.instant += dt.timedelta(days=days - (clock.today() - DAY).days)
        formed = assess_case(desk, Asked(operator("ZA"), f"a{days}"), number)
        assert states(formed) == {expected}, days
    assert formed.opinion.recommendation == "refer"


def test_a_record_that_changed_on_a_newer_list_opens_the_hit_again(
    small_library_folder: Path, tmp_path: Path, request_for: Callable[..., Any]
) -> None:
    shutil.copytree(small_library_folder, tmp_path / "library")
    library = FileLibrary(tmp_path / "library")
    desk = desk_in_memory(library)
    number = submit_request(desk, Asked(operator("ZA"), "unused"), request_for(NAMESAKE), {}).number
    drain(desk)
    formed = decide_hit(desk, Asked(operator("ZA"), "c1"), number, "trader", "ex-003", "cleared", why="another")
    assert states(formed) == {"cleared"}
    [edition] = [edition for edition in library.editions() if edition.kind == "index-jsonl"]
    lines = library.source(edition, "parties.jsonl").decode().splitlines()
    for remark, dated, expected in (("", "2026-08-01", "cleared"), ("Invented. Now also trades in drones.", "2026-08-02", "open")):
        changed = [
            line.replace("Invented. Trades as a general importer.", remark) if remark and '"ex-003"' in line else line
            for line in lines
        ]
        extra = '{"id": "ex-900", "schema": "Person", "list": "EX-WATCH", "effect": "weigh", "names": ["Nobody At All"]}'
        data = "\n".join([*changed, extra, ""]).encode()
        library.add(
            "index-jsonl",
            {"parties.jsonl": data},
            edition_date=dt.date.fromisoformat(dated),
            name="EXAMPLE",
            added_at=f"{dated}T12:00:00.000000Z",
        )
        formed = assess_case(desk, Asked(operator("ZA"), f"a {dated}".replace(" ", "")), number)
        assert states(formed) == {expected}, dated


def test_a_word_says_nothing_on_the_next_version_of_the_identity(
    desk: Desk, hand_in: Callable[..., Any], decide: Decide, request_for: Callable[..., Any]
) -> None:
    """The same party with another address: whoever was compared then is not who stands here now."""
    number = hand_in(NAMESAKE).number
    decide(number)
    file = open_case(desk, operator("ZA"), number)
    maker, trader = file.dossier.parties
    _, named = request_for(NAMESAKE).parties
    moved = Identity(schema=named.schema, properties={**named.properties, "address": ("1 New Street",)})
    ref = desk.sealer.put("EX-02/trader", moved)
    assert ref.version == 2
    changed = msgspec.structs.replace(file.dossier, parties=(maker, msgspec.structs.replace(trader, identity=ref)))
    grounds = grounds_for(desk, file)
    formed = form(desk, changed, file.application.context(known_history(desk)), grounds, person="operator")
    assert states(formed) == {"open"}


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "no party": ({"path": "nobody"}, "party"),
    "no hit on this party": ({"path": "maker"}, "hit"),
    "no hit": ({"record_id": "ex-001"}, "hit"),
    "no record": ({"record_id": "moon"}, "hit"),
    "no reason": ({"why": " "}, "why"),
    "an end that has passed": ({"until": DAY - dt.timedelta(days=1)}, "until"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_word_on_what_is_no_hit_is_refused(
    hand_in: Callable[..., Any], decide: Decide, kept: Callable[[], Any], what: str
) -> None:
    fields, where = WRONG[what]
    number = hand_in(NAMESAKE).number
    before = kept()
    with pytest.raises(Faults) as refused:
        decide(number, **fields)
    assert [fault.where for fault in refused.value.faults] == [where]
    assert kept() == before


def test_who_may_decide_a_hit(
    hand_in: Callable[..., Any],
    decide: Decide,
    applicant: Actor,
    stranger: Actor,
    somebody: Callable[..., Actor],
    kept: Callable[[], Any],
) -> None:
    """An officer of the deciding agency; not the applicant, not an adviser, not an inspector; not another state's."""
    number = hand_in(NAMESAKE, actor=applicant).number
    before = kept()
    for actor in (applicant, somebody("officer", agencies=("foreign-ministry",)), somebody("inspector")):
        with pytest.raises(NotAllowed):
            decide(number, actor=actor)
    with pytest.raises(NotFound):
        decide(number, actor=stranger)
    with pytest.raises(NotAllowed):
        decide(number, actor=somebody("senior_officer", organisation="Fynbos Example"))
    assert kept() == before
    assert states(decide(number, actor=somebody("officer"))) == {"cleared"}


def test_the_same_command_twice_decides_once(desk: Desk, hand_in: Callable[..., Any], kinds: Callable[[str], list[str]]) -> None:
    number = hand_in(NAMESAKE).number
    for _ in range(2):
        decide_hit(desk, Asked(operator("ZA"), "one"), number, "trader", "ex-003", "confirmed", why="the same")
    assert kinds(number) == ["request_submitted", "opinion_formed", "hit_decided", "opinion_formed"]


@pytest.fixture
def twins(small_library_folder: Path, tmp_path: Path, request_for: Callable[..., Any]) -> tuple[Desk, str]:
    """A case whose trader stands under one id on two lists, and its number."""
    shutil.copytree(small_library_folder, tmp_path / "library")
    library = FileLibrary(tmp_path / "library")
    [edition] = [edition for edition in library.editions() if edition.kind == "index-jsonl"]
    lines = library.source(edition, "parties.jsonl").decode().splitlines()
    [line] = [line for line in lines if '"ex-003"' in line]
    twin = json.dumps({**json.loads(line), "list": "EX-OTHER"}, ensure_ascii=False)
    library.add(
        "index-jsonl",
        {"parties.jsonl": twin.encode()},
        edition_date=dt.date(2026, 8, 2),
        name="OTHER",
        added_at="2026-08-02T12:00:00.000000Z",
    )
    desk = desk_in_memory(library)
    number = submit_request(desk, Asked(operator("ZA"), "unused"), request_for(NAMESAKE), {}).number
    drain(desk)
    return desk, number


def test_twins_of_one_id_on_two_lists_are_each_decided(twins: tuple[Desk, str]) -> None:
    desk, number = twins
    opinion = view_case(desk, operator("ZA"), number).opinions[-1].opinion
    [listed] = [{match.list for match in one.matches} for one in opinion.screening if one.party == "trader"]
    assert len(listed) == 2
    with pytest.raises(Faults, match=r"stands on several lists; write ex-003@EX-OTHER or ex-003@") as refused:
        decide_hit(desk, Asked(operator("ZA"), "c0"), number, "trader", "ex-003", "cleared", why="another")
    assert [fault.where for fault in refused.value.faults] == ["hit"]
    for at, one in enumerate(sorted(listed)):
        formed = decide_hit(
            desk, Asked(operator("ZA"), f"c{at + 1}"), number, "trader", "ex-003", "cleared", why="another", on_list=one
        )
        assert [match.state for one in formed.opinion.screening for match in one.matches].count("cleared") == at + 1
    assert states(formed) == {"cleared"}
