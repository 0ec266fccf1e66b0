"""An opinion replays to the same bytes, or the replay says what differs and why it cannot."""

import dataclasses
import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from licet.assessment.opinion import Opinion
from licet.assessment.replay import compare
from licet.dossier.history import Context
from licet.dossier.intake import read_request
from licet.dossier.values import AssertedFact, Dossier, Request
from licet.encoding.canonical import canonical_bytes, from_bytes
from licet.encoding.faults import Faults
from licet.law.finding import Finding
from licet.reference.edition import Snapshot
from licet.reference.rulebook import Rulebook
from licet.sealing.keys import IdentityDestroyed
from licet.services.answer import answer_fact, decide_hit
from licet.services.assess import Formed, assess_request
from licet.services.case_file import open_case
from licet.services.desk import Asked, Desk
from licet.services.replay import replay
from licet.services.submit import submit_request
from licet.services.work import drain
from licet.storage.wiring import operator
from workbench import DAY, EXAMPLES, StandingClock, desk_in_memory

CAMERA = "01-thermal-cameras-for-a-coast-guard"
OTHER = "sha256:" + "0" * 64


def request_of(stem: str) -> Request:
    return read_request(EXAMPLES[stem].read_bytes(), f"{stem}.yaml")


def formed_of(desk: Desk, stem: str = CAMERA) -> Formed:
    return assess_request(desk, request_of(stem), person="operator", as_of=DAY)


@pytest.mark.parametrize("stem", EXAMPLES)
def test_every_example_replays(desk: Desk, stem: str) -> None:
    formed = formed_of(desk, stem)
    outcome = replay(desk, formed.data, person="auditor")
    assert (outcome.equal, outcome.other_software, outcome.differences) == (True, False, ())
    assert outcome.reference == formed.opinion.reference


def test_it_replays_laid_out_for_people_too(desk: Desk) -> None:
    pretty = json.dumps(json.loads(formed_of(desk).data), indent=4, ensure_ascii=True).encode()
    assert replay(desk, pretty, person="auditor").equal


def test_it_replays_later_on_newer_lists(small_library) -> None:
    """Days later, after other cases, answers and more history: an old opinion rests on its own inputs."""
    clock = StandingClock()
    desk = desk_in_memory(small_library, clock=clock)
    first = formed_of(desk)
    clock.instant += dt.timedelta(days=90)
    for stem in ("02-end-user-under-an-arabic-alias", "11-spraying-drone"):
        formed_of(desk, stem)
    assert replay(desk, first.data, person="auditor").equal


def test_every_opinion_of_a_case_replays(desk: Desk) -> None:
    stem = "16-confidential-surveillance-drones"
    number = submit_request(desk, Asked(operator("ZA"), "unused"), request_of(stem), {}).number
    drain(desk)
    answer_fact(desk, Asked(operator("ZA"), "a1"), number, "certificate_verified", True, source="embassy", on=DAY)
    answer_fact(desk, Asked(operator("ZA"), "a2"), number, "diversion_assessment", False, source="desk", on=DAY)
    formed = open_case(desk, operator("ZA"), number).application.opinions
    assert [one.recommendation for one in formed] == ["refer", "refer", "permit_with_conditions"]
    for one in formed:
        assert replay(desk, desk.contents.get(one.opinion), person="auditor").equal


def test_clearances_and_confirmations_replay(desk: Desk) -> None:
    number = submit_request(desk, Asked(operator("ZA"), "unused"), request_of("02-end-user-under-an-arabic-alias"), {}).number
    drain(desk)
    for command, state in (("h1", "cleared"), ("h2", "confirmed")):
        formed = decide_hit(desk, Asked(operator("ZA"), command), number, "trader", "ex-003", state, why="compared")  # type: ignore[arg-type]
        assert replay(desk, formed.data, person="auditor").equal


# ---- tampering


def tamper(change: Callable[[dict[str, Any]], None]) -> Callable[[bytes], bytes]:
    def changed(data: bytes) -> bytes:
        tree = json.loads(data)
        change(tree)
        return json.dumps(tree).encode()

    return changed


def set_to(key: str, value: Any) -> Callable[[bytes], bytes]:
    return tamper(lambda tree: tree.update({key: value}))


PRECEDENT = {"reference": "P-1", "decided_on": "2020-01-01", "outcome": "permitted", "distance": 0, "alike": [], "differs": []}
TAMPERED: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "reference": (set_to("reference", "EX-99"), "reference"),
    "recommendation": (set_to("recommendation", "permit"), "recommendation"),
    "authorisation_required": (set_to("authorisation_required", "no"), "authorisation_required"),
    "summary": (set_to("summary", "Permit."), "summary"),
    "findings": (tamper(lambda tree: tree["findings"].pop(3)), "findings"),
    "findings, one outcome": (tamper(lambda tree: tree["findings"][3].update(outcome="met")), "findings[3].outcome"),
    "findings, in another order": (tamper(lambda tree: tree["findings"].reverse()), "findings[0]"),
    "missing": (set_to("missing", [{"name": "x", "question": "?", "answerer": "officer"}]), "missing"),
    "conditions": (set_to("conditions", []), "conditions"),
    "precedents": (set_to("precedents", [PRECEDENT]), "precedents"),
    "proposed": (
        set_to("proposed", [{"id": "good_will", "says": "good will", "rule": "ATT-7.2", "provenance": "nobody"}]),
        "proposed",
    ),
    "screening": (tamper(lambda tree: tree["screening"][0].update(alert=True)), "screening[0].alert"),
    "classification": (tamper(lambda tree: tree["classification"][0]["lists"].pop("MTCR")), "classification[0].lists.MTCR"),
    "inputs": (tamper(lambda tree: tree["inputs"].update(plan=OTHER)), "inputs.plan"),
    "inputs, the day": (tamper(lambda tree: tree["inputs"].update(as_of="2026-08-02")), "findings"),
    "a field of nobody's": (set_to("approved_by", "the minister"), "approved_by"),
}


def test_every_field_of_an_opinion_is_tampered_with() -> None:
    assert {name.partition(",")[0] for name in TAMPERED} >= set(Opinion.__struct_fields__)


@pytest.mark.parametrize("what", TAMPERED)
def test_a_tampered_opinion_is_found_and_the_place_named(desk: Desk, what: str) -> None:
    change, where = TAMPERED[what]
    data = formed_of(desk).data
    changed = change(data)
    assert json.loads(changed) != json.loads(data)
    outcome = replay(desk, changed, person="auditor")
    assert not outcome.equal
    assert any(difference.where.startswith(where) for difference in outcome.differences), outcome.differences
    assert all(difference.was != difference.now for difference in outcome.differences)


def test_a_doubled_key_is_no_opinion(desk: Desk) -> None:
    """The first reading says permit, the last what was formed: whoever reads the first is deceived."""
    data = formed_of(desk, "09-category-one-drone").data
    doubled = data.replace(b'"recommendation":"refuse"', b'"recommendation":"permit","recommendation":"refuse"', 1)
    assert doubled != data
    with pytest.raises(Faults, match="twice"):
        replay(desk, doubled, person="auditor")


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"shape":"opinion/2"}', b"\xff\xfe", b'{"shape": "dossier/1"}', b"null"])
def test_what_is_no_opinion_is_refused_in_a_sentence(desk: Desk, data: bytes) -> None:
    with pytest.raises(Faults):
        replay(desk, data, person="auditor")


@pytest.mark.parametrize("key", ["dossier", "snapshot", "rulebook", "context"])
def test_an_input_that_is_not_here_is_named(desk: Desk, key: str) -> None:
    data = tamper(lambda tree: tree["inputs"].update({key: OTHER}))(formed_of(desk).data)
    with pytest.raises(Faults) as refused:
        replay(desk, data, person="auditor")
    [fault] = refused.value.faults
    assert fault.where == f"inputs.{key}"
    assert OTHER in fault.says


def input_of(desk: Desk, formed: Formed, key: str) -> Any:
    kinds: dict[str, Any] = {"dossier": Dossier, "snapshot": Snapshot, "rulebook": Rulebook, "context": Context}
    return from_bytes(desk.contents.get(getattr(formed.opinion.inputs, key)), kinds[key])


def without_the_invented_list(snapshot: Snapshot) -> Snapshot:
    return replace(snapshot, editions=tuple(edition for edition in snapshot.editions if edition.name != "EXAMPLE"))


OTHERWISE: dict[str, Callable[[Any], Any]] = {
    "dossier": lambda dossier: replace(dossier, legs_complete=None),
    "snapshot": without_the_invented_list,
    "rulebook": lambda rulebook: replace(rulebook, list_age_days_max=1),
    "context": lambda context: replace(
        context, answers=(AssertedFact(name="certificate_verified", value=False, source="embassy", on=DAY, capacity="officer"),)
    ),
}


@pytest.mark.parametrize("key", OTHERWISE)
def test_an_opinion_put_on_other_inputs_is_found(desk: Desk, key: str) -> None:
    """Another input of the same kind, which the workspace does hold, under an opinion that did not rest on it."""
    formed = formed_of(desk)
    other = desk.contents.put(canonical_bytes(OTHERWISE[key](input_of(desk, formed, key))))
    outcome = replay(desk, tamper(lambda tree: tree["inputs"].update({key: other}))(formed.data), person="auditor")
    assert not outcome.equal
    assert any(difference.where.startswith("findings") for difference in outcome.differences), outcome.differences


# ---- identities


def test_after_a_key_is_destroyed_the_replay_says_so(desk: Desk) -> None:
    data = formed_of(desk).data
    desk.sealer.shred("EX-01/coastguard", DAY, "custodian")
    with pytest.raises(IdentityDestroyed, match=f"EX-01/coastguard.* destroyed on {DAY}"):
        replay(desk, data, person="auditor")


def test_a_changed_identity_gets_the_next_version_and_the_first_opinion_still_replays(desk: Desk) -> None:
    request = request_of("02-end-user-under-an-arabic-alias")
    first = assess_request(desk, request, person="operator", as_of=DAY)
    [maker, trader] = request.parties
    renamed = replace(trader, properties={**trader.properties, "name": ("Harmless Example Bakery",)})
    second = assess_request(desk, replace(request, parties=(maker, renamed)), person="operator", as_of=DAY)
    versions = [input_of(desk, formed, "dossier").parties[1].identity.version for formed in (first, second)]
    assert versions == [1, 2]
    assert first.opinion.screening[1].alert
    assert not second.opinion.screening[1].alert
    assert replay(desk, first.data, person="auditor").equal
    assert replay(desk, second.data, person="auditor").equal


def test_reading_the_names_for_a_replay_is_written_down(desk: Desk) -> None:
    data = formed_of(desk).data
    before = desk.journal.head().position
    replay(desk, data, person="auditor-7")
    events = list(desk.journal.read_all(after=before))
    assert [(one.event.kind, one.event.person_id) for one in events] == [("identity_opened", "auditor-7")]


# ---- other software


def test_other_software_is_told_apart_from_other_facts(desk: Desk) -> None:
    data = formed_of(desk).data
    later = dataclasses.replace(desk, software=OTHER)
    outcome = replay(later, data, person="auditor")
    assert outcome.other_software
    assert not outcome.equal
    assert [one.where for one in outcome.differences] == ["inputs.software"]
    changed = tamper(lambda tree: tree.update(summary="Permit."))(data)
    outcome = replay(later, changed, person="auditor")
    assert outcome.other_software
    assert {one.where for one in outcome.differences} == {"inputs.software", "summary"}


def test_every_finding_that_differs_is_named_and_those_that_merely_moved_are_not(desk: Desk) -> None:
    opinion = formed_of(desk).opinion
    findings = opinion.findings

    def places(*stored: Finding) -> list[str]:
        return [difference.where for difference in compare(canonical_bytes(replace(opinion, findings=stored)), opinion)]

    doubted = [replace(finding, says="another sentence") if index in (1, 4) else finding for index, finding in enumerate(findings)]
    assert places(*doubted) == ["findings[1].says", "findings[4].says"]
    taken_out = places(*findings[:3], *findings[4:])
    assert taken_out[0] == "findings"
    assert len(taken_out) > 1
    assert all(where.startswith("findings[3]") for where in taken_out[1:])


def test_a_difference_is_shortened_and_other_spellings_are_one(desk: Desk) -> None:
    opinion = formed_of(desk).opinion
    longer = replace(opinion, summary="x" * 4000)
    [difference] = compare(canonical_bytes(longer), opinion)
    assert len(difference.was) <= 120
    assert compare(canonical_bytes(opinion), opinion) == ()
    [spelling] = compare(canonical_bytes(opinion) + b" ", opinion)
    assert spelling.where == "encoding"
