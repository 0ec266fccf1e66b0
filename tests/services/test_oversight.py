"""Attack 32 and the rest of oversight: an export is whole, sealed, signed, marked, and written down before it exists."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from licet.access.actor import Actor
from licet.encoding.faults import Faults
from licet.ledger.policy import read_policy
from licet.ledger.refusal import Unproved, Unreadable
from licet.sealing.field import Unopenable
from licet.services.desk import Asked, Desk, NotAllowed, NotFound
from licet.services.ledger_keys import policy_text
from licet.services.oversight import export, opened, trace
from licet.storage.recipients import Recipient, make_keys, read_recipient, unseal

HandIn = Callable[..., Any]
DRONES = "16-confidential-surveillance-drones"
ORDER = {"recipient": "Example High Court, case 12/2026", "purpose": "order of 2 August 2026 under the Example Act"}


@pytest.fixture(scope="module")
def court(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A court: its public key, and how it opens what was sealed to it."""
    folder = tmp_path_factory.mktemp("court")
    made = make_keys(folder / "court", folder / "court.pub")
    assert read_recipient((folder / "court.pub").read_bytes(), "court.pub").id == made.id
    return made, (folder / "court").read_bytes()


@pytest.fixture
def inspector(person_of: Callable[..., Actor]) -> Actor:
    return person_of("inspector", clearance="secret")


def test_a_court_gets_whole_cases_with_names_and_knows_who_signed(
    desk: Desk, hand_in: HandIn, inspector: Actor, court: Any
) -> None:
    key, private = court
    numbers = [hand_in().number, hand_in(DRONES).number]
    made = export(desk, Asked(inspector, "o-1"), [*numbers, numbers[0]], key=key, **ORDER)
    assert b"Fynbos" not in made.sealed
    found = opened(unseal(made.sealed, private, "court"), read_policy(policy_text(desk.book).encode()))
    assert [case["number"] for case in found.document["cases"]] == numbers
    names = json.dumps(found.document["cases"][0]["names"])
    assert "Fynbos Example Aerostructures" in names
    assert found.document["recipient"] == ORDER["recipient"]
    case = found.document["cases"][1]
    assert len(case["opinions"]) == 1
    assert {json.loads(one["envelope"])["kind"] for one in case["events"]} >= {"request_submitted", "opinion_formed"}


def test_it_is_a_milestone_and_every_reading_is_written_down(desk: Desk, hand_in: HandIn, inspector: Actor, court: Any) -> None:
    number = hand_in().number
    made = export(desk, Asked(inspector, "o-1"), [number], key=court[0], **ORDER)
    [event] = desk.journal.read(f"oversight/{made.id}")
    assert (event.event.kind, event.event.milestone, event.event.person_id) == ("oversight_exported", True, inspector.person)
    assert desk.book.rows.of_position(event.event.position) is not None, "an entry of the log"
    readings = [one for one in desk.journal.read_all() if one.event.kind == "identity_opened" and made.id.encode() in one.payload]
    assert len(readings) == 2
    assert {one.event.person_id for one in readings} == {inspector.person}
    assert readings[-1].event.position < event.event.position


def test_without_the_record_there_is_no_export(
    desk: Desk, hand_in: HandIn, inspector: Actor, court: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = hand_in().number
    sealed: list[bytes] = []

    class Watched:
        id = court[0].id

        def seal(self, clear: bytes) -> bytes:
            sealed.append(clear)
            return clear

    def full(*_: Any, **__: Any) -> Any:
        raise OSError("no space left")

    monkeypatch.setattr(desk.book.rows, "add", full)
    with pytest.raises(OSError, match="no space"):
        export(desk, Asked(inspector, "o-1"), [number], key=Watched(), **ORDER)
    assert sealed == []


def test_a_copy_or_a_part_of_one_tells_which_export_it_is_from(desk: Desk, hand_in: HandIn, inspector: Actor, court: Any) -> None:
    key, private = court
    number = hand_in().number
    policy = read_policy(policy_text(desk.book).encode())
    two = [export(desk, Asked(inspector, f"o-{n}"), [number], key=key, **ORDER) for n in range(2)]
    documents = [opened(unseal(one.sealed, private, "court"), policy).document for one in two]
    for made, document in zip(two, documents, strict=True):
        [found] = trace(desk, json.dumps(document))
        assert (found.export, found.recipient, found.by) == (made.id, ORDER["recipient"], inspector.person)
        part = next(iter(document["cases"][0]["names"].values()))
        assert [one.export for one in trace(desk, f"… {json.dumps(part)} …")] == [made.id], "one leaked name is enough"
    assert trace(desk, "copy-" + "0" * 24) == ()
    assert trace(desk, json.dumps({"nothing": "of ours"})) == ()


@pytest.mark.parametrize("change", ["the document", "the signature", "another log", "the sealed bytes", "another court"])
def test_what_was_changed_or_is_anothers_is_refused(
    desk: Desk, hand_in: HandIn, inspector: Actor, court: Any, tmp_path: Path, change: str
) -> None:
    key, private = court
    made = export(desk, Asked(inspector, "o-1"), [hand_in().number], key=key, **ORDER)
    policy = read_policy(policy_text(desk.book).encode())
    sealed, clear = bytearray(made.sealed), unseal(made.sealed, private, "court")
    match change:
        case "the document":
            with pytest.raises(Unproved, match="changed"):
                opened(clear.replace(b"Fynbos", b"Finbos"), policy)
        case "the signature":
            at = clear.index("— ".encode()) + 90
            bent = clear[:at] + (b"A" if clear[at : at + 1] != b"A" else b"B") + clear[at + 1 :]
            with pytest.raises((Unproved, Unreadable)):
                opened(bent, policy)
        case "another log":
            other = "log other.example+" + policy.logs[0].vkey.partition("+")[2] + "\nquorum none\n"
            with pytest.raises((Unproved, Unreadable)):
                opened(clear, read_policy(other.encode()))
        case "the sealed bytes":
            for at in (30, len(sealed) // 2, len(sealed) - 1):
                sealed[at] ^= 1
                with pytest.raises(Unopenable):
                    unseal(bytes(sealed), private, "court")
                sealed[at] ^= 1
        case "another court":
            make_keys(tmp_path / "other", tmp_path / "other.pub")
            with pytest.raises(Unopenable, match="sealed to another"):
                unseal(made.sealed, (tmp_path / "other").read_bytes(), "other")


def test_only_inspectors_export_and_nothing_keeps_a_case_of_their_state_from_them(
    desk: Desk, hand_in: HandIn, applicant: Actor, officer: Actor, inspector: Actor, person_of: Callable[..., Actor], court: Any
) -> None:
    number = hand_in(DRONES).number
    for reader in (officer, person_of("senior_officer", clearance="secret")):
        with pytest.raises(NotAllowed):
            export(desk, Asked(reader, "o-1"), [number], key=court[0], **ORDER)
    for reader in (applicant, person_of("custodian", clearance="secret"), person_of("inspector", state="NO", clearance="secret")):
        with pytest.raises(NotFound):
            export(desk, Asked(reader, "o-1"), [number], key=court[0], **ORDER)
    with pytest.raises(NotFound):
        export(desk, Asked(inspector, "o-1"), [number, "ZA-2026-09999"], key=court[0], **ORDER)
    assert desk.journal.streams("oversight") == ()
    assert export(desk, Asked(inspector, "o-1"), [number], key=court[0], **ORDER).sealed


@pytest.mark.parametrize(("recipient", "purpose", "count"), [(" ", "an order", 1), ("a court", "", 1), ("a court", "an order", 0)])
def test_an_export_says_to_whom_and_why(desk: Desk, inspector: Actor, court: Any, recipient: str, purpose: str, count: int) -> None:
    with pytest.raises(Faults):
        export(desk, Asked(inspector, "o-1"), ["ZA-2026-00001"] * count, recipient=recipient, key=court[0], purpose=purpose)


def test_keys_of_another_kind_are_refused_and_none_is_written_over(tmp_path: Path) -> None:
    assert isinstance(make_keys(tmp_path / "a", tmp_path / "a.pub"), Recipient)
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o600
    with pytest.raises(Faults, match="never written over"):
        make_keys(tmp_path / "a", tmp_path / "b.pub")
    for data in (b"", b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n", (tmp_path / "a").read_bytes()):
        with pytest.raises(Faults, match=r"no public key|another kind"):
            read_recipient(data, "key")
    with pytest.raises(Faults, match="no private key"):
        unseal(b"x", (tmp_path / "a.pub").read_bytes(), "key")
