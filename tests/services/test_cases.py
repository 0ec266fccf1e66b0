"""Whoever reads the register sees the cases and findings that are theirs to see, and nothing tells of the others."""

import dataclasses
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from licet.access.actor import Actor
from licet.dossier.intake import read_request
from licet.encoding.canonical import canonical_bytes
from licet.services.answer import answer_fact
from licet.services.case_file import file_of, open_case, row_of
from licet.services.cases import list_cases, open_identities, open_report, view_case
from licet.services.desk import Asked, Desk, NotAllowed, NotFound
from licet.services.submit import submit_request
from licet.services.work import drain
from licet.storage.library import FileLibrary
from licet.storage.reindex import reindex
from licet.storage.wiring import operator
from workbench import ADDED_AT, DAY, EXAMPLES, desk_in_memory

CAMERA = "01-thermal-cameras-for-a-coast-guard"
QUIET = "14-secret-national-constraint"
DRONES = "16-confidential-surveillance-drones"
HandIn = Callable[..., Any]


def numbers(desk: Desk, actor: Actor, **wanted: Any) -> list[str]:
    return sorted(row.number for row in list_cases(desk, actor, **wanted).rows)


# ---- the list


def test_each_reader_lists_their_own(
    desk: Desk, hand_in: HandIn, applicant: Actor, officer: Actor, stranger: Actor, somebody: Callable[..., Actor]
) -> None:
    ours = hand_in(actor=applicant).number
    others = hand_in(reference="R-2").number
    confidential = hand_in(DRONES).number
    abroad = hand_in("15-retransfer").number
    assert numbers(desk, applicant) == [ours]
    assert numbers(desk, officer) == sorted([ours, others, confidential])
    assert numbers(desk, somebody("officer", clearance="case")) == sorted([ours, others]), (
        "the confidential one is not theirs to know of"
    )
    assert numbers(desk, somebody("officer", agencies=("foreign-ministry",))) == sorted([ours, others])
    assert numbers(desk, somebody("officer", agencies=("post",))) == []
    assert numbers(desk, somebody("inspector", clearance="secret")) == sorted([ours, others, confidential])
    assert numbers(desk, stranger) == [abroad]
    for role in ("spokesman", "verifier", "administrator", "custodian"):
        assert numbers(desk, somebody(role, clearance="secret")) == [], role
    assert numbers(desk, somebody("senior_officer", clearance="secret", suspended=True)) == []


def test_a_row_says_what_is_next_and_who_must_act(desk: Desk, hand_in: HandIn, officer: Actor) -> None:
    hand_in(assessed=False)
    [row] = list_cases(desk, officer).rows
    assert (row.status, row.recommendation, row.next_action, row.next_actor) == ("received", None, "assess", "officer")
    drain(desk)
    [row] = list_cases(desk, officer).rows
    assert (row.status, row.recommendation, row.next_action) == ("under_review", "permit_with_conditions", "decide")
    table = {
        "02-end-user-under-an-arabic-alias": ("decide_hits", "officer"),
        "09-category-one-drone": ("review_refusal", "officer"),
        "12-no-end-user-certificate": ("answer_questions", "exporter"),
        "13-transit-of-arms": ("answer_questions", "officer"),
    }
    for stem, (action, actor) in table.items():
        number = hand_in(stem).number
        [row] = [row for row in list_cases(desk, officer).rows if row.number == number]
        assert (row.next_action, row.next_actor) == (action, actor), stem


def test_what_a_list_looks_for(desk: Desk, hand_in: HandIn, officer: Actor) -> None:
    camera, drones, refused = hand_in().number, hand_in(DRONES).number, hand_in("09-category-one-drone").number
    assert numbers(desk, officer, words="kestrel") == [drones]
    assert numbers(desk, officer, words="camera EX-01") == [camera]
    assert numbers(desk, officer, recommendation="refuse") == [refused]
    assert numbers(desk, officer, destination="AT") == [drones]
    assert numbers(desk, officer, status="withdrawn") == []


def test_the_list_is_rebuilt_as_it_was(desk: Desk, officer: Actor) -> None:
    for stem, path in EXAMPLES.items():
        request = read_request(path.read_bytes(), stem)
        submit_request(desk, Asked(operator(request.authority_state), "unused"), request, {})
    drain(desk)
    [drones] = list_cases(desk, officer, words="EX-16").rows
    answer_fact(desk, Asked(operator("ZA"), "a1"), drones.number, "certificate_verified", True, source="embassy", on=DAY)
    state = desk.cases._state  # type: ignore[attr-defined]
    before = {name: canonical_bytes(row) for name, row in state.cases.items()}
    state.cases = {}
    assert reindex(desk.transactions, desk.journal, desk.cases, lambda history: row_of(desk, file_of(desk, history))) == len(
        EXAMPLES
    )
    assert {name: canonical_bytes(row) for name, row in state.cases.items()} == before


# ---- one case


def test_a_case_that_is_not_the_readers_is_not_there(
    desk: Desk, hand_in: HandIn, applicant: Actor, stranger: Actor, somebody: Callable[..., Actor]
) -> None:
    number = hand_in(actor=applicant).number
    absent = pytest.raises(NotFound, match="is not here, or not for you to see")
    for actor in (
        stranger,
        somebody("applicant", organisation="Another Ltd"),
        somebody("officer", agencies=("post",)),
        somebody("spokesman"),
    ):
        with absent:
            view_case(desk, actor, number)
    with absent:
        view_case(desk, applicant, "ZA-2026-00099")


def test_what_each_may_do_with_a_case(
    desk: Desk, hand_in: HandIn, applicant: Actor, officer: Actor, somebody: Callable[..., Actor]
) -> None:
    number = hand_in(actor=applicant).number
    table = {
        "answer_fact": {"applicant", "officer", "adviser"},
        "attest_fact": {"officer", "adviser"},
        "assess_case": {"officer"},
        "clear_hit": {"officer"},
        "view_journal": {"officer", "adviser", "inspector"},
    }
    readers = {
        "applicant": applicant,
        "officer": officer,
        "adviser": somebody("officer", agencies=("defence-ministry",)),
        "inspector": somebody("inspector"),
    }
    for name, actor in readers.items():
        view = view_case(desk, actor, number)
        assert view.may == {act for act, who in table.items() if name in who}, name
        assert bool(view.events) == (name != "applicant"), "the journal is no applicant's"


@pytest.fixture
def quiet_number(hand_in: HandIn, applicant: Actor) -> str:
    """A request refused on a secret ground, handed in by an applicant."""
    return hand_in(QUIET, actor=applicant).number  # type: ignore[no-any-return]


@pytest.mark.parametrize("clearance", ["case", "restricted", "secret"])
def test_a_finding_above_the_readers_level_is_absent(
    desk: Desk, quiet_number: str, applicant: Actor, somebody: Callable[..., Actor], clearance: str
) -> None:
    reader = somebody("officer", clearance=clearance)
    for actor in (reader, applicant):
        opinion = view_case(desk, actor, quiet_number).opinions[-1].opinion
        cleared = actor is reader and clearance == "secret"
        assert (b"QUIET" in msgspec.json.encode(opinion)) == cleared
        assert (b"example talks" in msgspec.json.encode(opinion)) == cleared
        assert opinion.recommendation == "refuse"


def test_an_applicant_cleared_for_secrets_does_not_read_them_on_their_own_request(
    desk: Desk, quiet_number: str, somebody: Callable[..., Actor]
) -> None:
    both = somebody("applicant", roles=("applicant", "officer"), agencies=("licensing",), clearance="secret")
    assert b"QUIET" not in msgspec.json.encode(view_case(desk, both, quiet_number))


ASKS = """
id: QUIET-ASKS
state: ZA
dated_on: 2026-08-01
title: Example authority that asks quietly
list_age_days_max: 30
required_lists: [us-csl, "index-jsonl:EXAMPLE"]
control_lists: [EU, MTCR]
rules:
- {id: Q-1, citation: order 7, effect: weigh, says: the talks, release_level: secret, asks: talks_strained, question: Would it strain the talks?}
- {id: Q-2, citation: order 8, effect: duty, says: the note, release_level: secret, asks: diversion_assessment, question: Is there a risk that the items are diverted from the stated end user or end use?}
"""


@pytest.fixture
def asking(small_library_folder: Path, tmp_path: Path) -> Desk:
    """A desk whose rulebook asks a secret question, and one that a public rule asks too."""
    shutil.copytree(small_library_folder, tmp_path / "library")
    library = FileLibrary(tmp_path / "library")
    for edition in library.editions():
        if edition.name == "EXAMPLE-ZA":
            library.hold(edition)
    library.add("rulebook", {"rulebook.yaml": ASKS.encode()}, added_at=ADDED_AT)
    return desk_in_memory(library)


def test_a_question_that_only_a_secret_finding_asks_is_absent_everywhere(
    asking: Desk, request_for: Callable[..., Any], somebody: Callable[..., Actor]
) -> None:
    """From the opinion, the row, the order of the questions and the application's own list."""
    number = submit_request(asking, Asked(operator("ZA"), "unused"), request_for(DRONES), {}).number
    drain(asking)
    whole = view_case(asking, operator("ZA"), number)
    assert {one.name for one in whole.opinions[-1].opinion.missing} == {
        "talks_strained",
        "certificate_verified",
        "diversion_assessment",
    }
    reader = somebody("officer", clearance="restricted")
    view = view_case(asking, reader, number)
    assert b"talks" not in msgspec.json.encode(view)
    assert [one.name for one in view.opinions[-1].opinion.missing] == ["certificate_verified", "diversion_assessment"]
    [row] = list_cases(asking, reader).rows
    assert b"talks" not in msgspec.json.encode(row)
    assert row.missing == ("certificate_verified", "diversion_assessment")


def test_the_order_of_the_questions_tells_nothing_of_secret_rules(
    asking: Desk, desk: Desk, request_for: Callable[..., Any], somebody: Callable[..., Actor]
) -> None:
    """Under two rulebooks that differ in secret rules only, an uncleared reader sees the same opinion but for its inputs."""
    reader = somebody("officer", clearance="restricted")
    seen = []
    for one in (asking, desk):
        number = submit_request(one, Asked(operator("ZA"), "unused"), request_for(DRONES), {}).number
        drain(one)
        seen.append(view_case(one, reader, number).opinions[-1].opinion)
    first, second = seen
    assert first.missing == second.missing
    assert first.summary == second.summary
    assert [(one.rule, one.outcome, one.missing) for one in first.findings] == [
        (one.rule, one.outcome, one.missing) for one in second.findings
    ]


# ---- names


def test_reading_names_is_allowed_for_a_purpose_and_written_down(
    desk: Desk, hand_in: HandIn, officer: Actor, somebody: Callable[..., Actor]
) -> None:
    number = hand_in("03-half-owned-by-a-listed-company").number
    before = desk.journal.head().position
    names = open_identities(desk, officer, number, purpose="to compare the owner")
    assert list(names) == ["maker", "buyer", "buyer/half", "buyer/rest"]
    assert names["buyer/half"].properties["name"] == ("Tannholt Quay Holding S.A.",)
    [event] = list(desk.journal.read_all(after=before))
    assert (event.event.kind, event.event.person_id) == ("identity_opened", officer.person)
    report = open_report(desk, officer, number, purpose="to see the evidence")
    assert report.screenings["buyer/half"].alert
    for actor, purpose in ((officer, ""), (somebody("spokesman"), "x")):
        with pytest.raises((NotAllowed, NotFound)):
            open_identities(desk, actor, number, purpose=purpose)
        with pytest.raises((NotAllowed, NotFound)):
            open_report(desk, actor, number, purpose=purpose)


def test_there_is_no_evidence_before_a_screening(desk: Desk, hand_in: HandIn, officer: Actor) -> None:
    number = hand_in(assessed=False).number
    with pytest.raises(NotFound):
        open_report(desk, officer, number, purpose="to see the evidence")


def test_the_state_of_a_case_is_its_history(desk: Desk, hand_in: HandIn) -> None:
    number = hand_in(DRONES).number
    answer_fact(desk, Asked(operator("ZA"), "a1"), number, "certificate_verified", True, source="embassy", on=DAY)
    file = open_case(desk, operator("ZA"), number)
    again = file_of(dataclasses.replace(desk), desk.journal.read(f"case/{number}"))
    assert again == file
    assert file.number == number
    assert [one.recommendation for one in file.application.opinions] == ["refer", "refer"]
