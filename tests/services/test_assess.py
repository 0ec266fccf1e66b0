"""What a case is assessed by: the law and lists of a day, by what was known on a day, with everything kept by digest."""

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from licet.access.actor import Actor
from licet.dossier.history import Context
from licet.dossier.values import Dossier
from licet.encoding.canonical import canonical_bytes, digest_of, from_bytes
from licet.encoding.faults import Faults
from licet.reference.edition import Snapshot
from licet.reference.rulebook import Rulebook
from licet.services.assess import assess_case, assess_request, evidence_of, report_subject
from licet.services.desk import Asked, Desk, NotAllowed
from licet.storage.library import FileLibrary
from licet.storage.wiring import operator
from workbench import DAY, StandingClock, desk_in_memory

LATER = dt.date(2026, 8, 20)


@pytest.fixture
def later(small_library_folder: Path, tmp_path: Path) -> Desk:
    """On 20 August a list dated 1 August comes in, which was not here before; it lists the coast guard."""

    shutil.copytree(small_library_folder, tmp_path / "library")
    library = FileLibrary(tmp_path / "library")
    entry = (
        '{"id": "late-1", "schema": "Organization", "list": "LATE", "effect": "refuse", "names": ["Example Northern Coast Guard"]}'
    )
    library.add(
        "index-jsonl",
        {"late.jsonl": entry.encode()},
        edition_date=dt.date(2026, 8, 1),
        name="LATE",
        added_at=f"{LATER}T08:00:00.000000Z",
    )
    return desk_in_memory(library, clock=StandingClock(dt.datetime(2026, 8, 20, 12, tzinfo=dt.UTC)))


def test_a_list_that_came_in_later_was_not_known_before(later: Desk, request_for: Callable[..., Any]) -> None:
    """In force from its date, known from the day it was added: what could be known on 19 August is not changed by it."""

    def opinion(known_at: dt.date | None) -> Any:
        return assess_request(later, request_for(), person="operator", as_of=DAY, known_at=known_at).opinion

    for known_at, recommendation in ((None, "refer"), (LATER, "refer"), (LATER - dt.timedelta(days=1), "permit_with_conditions")):
        formed = opinion(known_at)
        assert formed.recommendation == recommendation, known_at
        assert formed.inputs.known_at == (known_at or LATER)
        assert formed.inputs.as_of == DAY


def test_every_input_is_kept_by_its_digest(desk: Desk, request_for: Callable[..., Any]) -> None:
    formed = assess_request(desk, request_for(), person="operator", as_of=DAY)
    kinds: dict[str, Any] = {"dossier": Dossier, "snapshot": Snapshot, "rulebook": Rulebook, "context": Context}
    for name, kind in kinds.items():
        digest = getattr(formed.opinion.inputs, name)
        data = desk.contents.get(digest)
        assert digest_of(data) == digest
        assert canonical_bytes(from_bytes(data, kind)) == data
    assert desk.contents.get(formed.digest) == formed.data == canonical_bytes(formed.opinion)
    assert formed.opinion.inputs.software == desk.software
    assert formed.opinion.inputs.plan is None


def test_the_evidence_is_kept_sealed_under_the_cases_own_key(desk: Desk, request_for: Callable[..., Any]) -> None:
    request = request_for()
    formed = assess_request(desk, request, person="operator", as_of=DAY)
    sealed = desk.contents.get(formed.report_digest)
    report = evidence_of(desk, formed, person="auditor", purpose="to check")
    assert desk.sealer.unseal("EX-01/screening", sealed, "auditor", "to check") == canonical_bytes(report)
    assert set(report.screenings) == {one.party for one in formed.opinion.screening}
    assert [one.event.kind for one in desk.journal.read("sealed/EX-01")][-2:] == ["sealed_content_opened"] * 2
    assert report_subject(from_bytes(desk.contents.get(formed.opinion.inputs.dossier), Dossier)) == "EX-01/screening"


WRONG = {
    "a day to come": ({"as_of": DAY + dt.timedelta(days=1)}, "as_of"),
    "knowledge to come": ({"as_of": DAY, "known_at": DAY + dt.timedelta(days=1)}, "known_at"),
    "a day before any table": ({"as_of": dt.date(2001, 1, 1)}, "edition of embargoes"),
    "knowledge before any table": ({"as_of": DAY, "known_at": dt.date(2020, 1, 1)}, "edition of embargoes"),
}


@pytest.mark.parametrize("what", WRONG)
def test_nothing_is_kept_of_what_cannot_be_assessed(
    desk: Desk, request_for: Callable[..., Any], kept: Callable[[], Any], what: str
) -> None:
    fields, where = WRONG[what]
    before = kept()
    with pytest.raises(Faults) as refused:
        assess_request(desk, request_for(), person="operator", **fields)  # type: ignore[arg-type]
    assert [fault.where for fault in refused.value.faults] == [where]
    assert kept() == before, "not even an identity is sealed"


def test_only_an_officer_of_the_deciding_agency_assesses_again(
    desk: Desk, hand_in: Callable[..., Any], applicant: Actor, somebody: Callable[..., Actor], kinds: Callable[[str], list[str]]
) -> None:
    number = hand_in(actor=applicant).number
    for actor in (applicant, somebody("inspector"), somebody("officer", agencies=("defence-ministry",))):
        with pytest.raises(NotAllowed):
            assess_case(desk, Asked(actor, "a"), number)
    assert kinds(number) == ["request_submitted", "opinion_formed"]
    assess_case(desk, Asked(somebody("officer"), "b"), number)
    assert kinds(number) == ["request_submitted", "opinion_formed", "opinion_formed"]


def test_the_authoritys_own_rulebook_goes_before_that_of_no_state(desk: Desk, request_for: Callable[..., Any]) -> None:
    used = {}
    for state in ("ZA", "BR"):
        request = request_for(authority_state=state, reference=f"R-{state}")
        formed = assess_request(desk, request, person="operator", as_of=DAY)
        used[state] = from_bytes(desk.contents.get(formed.opinion.inputs.rulebook), Rulebook).id
    assert used == {"ZA": "EXAMPLE-ZA", "BR": "EXAMPLE"}


def test_the_operator_reads_names_under_a_purpose(desk: Desk, request_for: Callable[..., Any]) -> None:
    assess_request(desk, request_for(), person="operator", as_of=DAY)
    [event] = list(desk.journal.read_all())
    assert (event.event.kind, event.event.person_id) == ("identity_opened", "operator")
    assert b"screening for an assessment" in event.payload
    assert operator("ZA").person == "operator"
