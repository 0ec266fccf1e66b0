"""A request is taken in whole, once, under the next number of its authority and year, or refused with nothing kept."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from licet.access.actor import Actor
from licet.dossier.values import Document
from licet.encoding.canonical import digest_of, from_bytes
from licet.encoding.faults import Faults
from licet.services.case_file import file_of
from licet.services.desk import Asked, Desk, NotAllowed
from licet.services.submit import Receipt, submit, submit_request
from licet.storage.wiring import operator
from workbench import DAY, EXAMPLES

HandIn = Callable[..., Receipt]
CERTIFICATE = b"%PDF-1.7 the certificate of the coast guard"


@pytest.fixture
def attached(request_for: Callable[..., Any]) -> Any:
    """The camera request with a document that lies beside it."""
    document = Document(id="certificate", kind="end-user certificate", path="certificate.pdf", digest=digest_of(CERTIFICATE))
    return request_for(documents=(document,))


def test_a_request_gets_a_number_and_a_receipt(desk: Desk, hand_in: HandIn) -> None:
    receipt = hand_in(assessed=False)
    assert receipt.number == "ZA-2026-00001"
    assert receipt.reference == "EX-01"
    assert not receipt.again
    [event] = desk.journal.read("case/ZA-2026-00001")
    assert receipt.event == event.digest
    assert receipt.received_at == event.event.recorded_at
    assert file_of(desk, (event,)).submitted.dossier == receipt.dossier
    assert event.event.milestone
    assert event.event.effective_on == dt.date(2026, 8, 1)


def test_the_same_request_again_is_the_same_receipt(hand_in: HandIn, kept: Callable[[], Any]) -> None:
    first = hand_in()
    before = kept()
    again = hand_in(assessed=False)
    assert again == msgspec.structs.replace(first, again=True)
    assert kept() == before


def test_the_same_request_spelt_otherwise_is_the_same(desk: Desk) -> None:
    """Order of keys, comments, an explicit default: what counts is the request, not its file."""
    stem = "01-thermal-cameras-for-a-coast-guard"
    data = EXAMPLES[stem].read_bytes()
    first = submit(desk, Asked(operator("ZA"), "unused"), data, "a.yaml")
    head, rest = data.split(b"submitted_on:", 1)
    spelt = b"# another comment\nsubmitted_on:" + rest + b"\nconfidential: false\n" + head
    again = submit(desk, Asked(operator("ZA"), "unused"), spelt, "b.yaml")
    assert (again.number, again.again) == (first.number, True)


def test_another_request_under_a_taken_reference_is_refused(hand_in: HandIn, kept: Callable[[], Any]) -> None:
    hand_in()
    before = kept()
    with pytest.raises(Faults) as refused:
        hand_in(destination_state="SE")
    [fault] = refused.value.faults
    assert fault.where == "reference"
    assert "EX-01" in fault.says
    assert kept() == before


def test_the_same_words_from_somebody_else_are_another_request(hand_in: HandIn, applicant: Actor) -> None:
    """Whoever did not hand it in does not get the receipt."""
    hand_in()
    with pytest.raises(Faults, match="stands for another request"):
        hand_in(actor=applicant)


def test_another_authority_cannot_take_a_reference_either(hand_in: HandIn) -> None:
    """Identities are sealed under the reference, so that it names one request of the whole workspace."""
    hand_in()
    with pytest.raises(Faults, match="stands for another request"):
        hand_in(authority_state="NO", exporting_state="NO")


def test_numbers_count_on_by_authority_and_year(hand_in: HandIn) -> None:
    numbers = [
        hand_in(assessed=False, reference=f"R-{n}", **fields).number
        for n, fields in enumerate(
            [{}, {}, {"authority_state": "NO"}, {"submitted_on": dt.date(2025, 12, 31)}, {}, {"authority_state": "NO"}]
        )
    ]
    assert numbers == ["ZA-2026-00001", "ZA-2026-00002", "NO-2026-00001", "ZA-2025-00001", "ZA-2026-00003", "NO-2026-00002"]


def test_a_refused_request_takes_no_number(hand_in: HandIn) -> None:
    assert hand_in(assessed=False, reference="R-1").number == "ZA-2026-00001"
    with pytest.raises(Faults):
        hand_in(reference="R-1", confidential=True)
    assert hand_in(assessed=False, reference="R-2").number == "ZA-2026-00002"


# ---- nothing is kept of what is refused


def test_nothing_is_kept_of_a_request_that_cannot_be_read(desk: Desk, kept: Callable[[], Any]) -> None:
    before = kept()
    with pytest.raises(Faults):
        submit(desk, Asked(operator("ZA"), "unused"), b"reference: X\nparties: 7\n", "broken.yaml")
    assert kept() == before


def test_nothing_is_kept_of_a_request_from_the_future(hand_in: HandIn, kept: Callable[[], Any]) -> None:
    before = kept()
    with pytest.raises(Faults, match="2026-08-04 has not come yet"):
        hand_in(submitted_on=DAY + dt.timedelta(days=1))
    assert kept() == before, "not even the workspace's own salt is made for it"


@pytest.mark.parametrize("role", ["inspector", "spokesman", "verifier", "administrator"])
def test_nothing_is_kept_of_a_request_from_who_may_not(
    hand_in: HandIn, kept: Callable[[], Any], somebody: Callable[..., Actor], role: str
) -> None:
    before = kept()
    with pytest.raises(NotAllowed):
        hand_in(actor=somebody(role))
    assert kept() == before


def test_an_applicant_hands_in_at_their_own_authority_only(hand_in: HandIn, applicant: Actor, kept: Callable[[], Any]) -> None:
    before = kept()
    with pytest.raises(NotAllowed):
        hand_in(actor=applicant, authority_state="NO")
    assert kept() == before


def test_an_officer_of_another_state_registers_nothing_here(hand_in: HandIn, stranger: Actor) -> None:
    with pytest.raises(NotAllowed):
        hand_in(actor=stranger)


# ---- attachments


def test_an_attachment_is_sealed_under_its_case(desk: Desk, attached: Any) -> None:
    receipt = submit_request(desk, Asked(operator("ZA"), "unused"), attached, {"certificate.pdf": CERTIFICATE})
    submitted = file_of(desk, desk.journal.read(f"case/{receipt.number}")).submitted
    sealed = desk.contents.get(submitted.documents["certificate"])
    assert CERTIFICATE not in sealed
    assert desk.sealer.unseal("EX-01/documents", sealed, "officer-1", "to read it") == CERTIFICATE


@pytest.mark.parametrize(
    ("attachments", "where"),
    [
        ({}, "documents[0].path"),
        ({"another.pdf": CERTIFICATE}, "documents[0].path"),
        ({"certificate.pdf": CERTIFICATE + b" "}, "documents[0].digest"),
        ({"certificate.pdf": b""}, "documents[0].digest"),
    ],
)
def test_an_attachment_that_is_absent_or_another_is_refused(
    desk: Desk, attached: Any, kept: Callable[[], Any], attachments: dict[str, bytes], where: str
) -> None:
    before = kept()
    with pytest.raises(Faults) as refused:
        submit_request(desk, Asked(operator("ZA"), "unused"), attached, attachments)
    assert [fault.where for fault in refused.value.faults] == [where]
    assert kept() == before


def test_every_attachment_that_is_wrong_is_named_at_once(desk: Desk, request_for: Callable[..., Any]) -> None:
    documents = tuple(Document(id=f"d{n}", kind="x", path=f"{n}.pdf", digest=digest_of(b"right")) for n in range(3))
    certificate = request_for().documents[0]
    with pytest.raises(Faults) as refused:
        submit_request(
            desk,
            Asked(operator("ZA"), "unused"),
            request_for(documents=(certificate, *documents)),
            {"0.pdf": b"right", "1.pdf": b"wrong"},
        )
    assert [fault.where for fault in refused.value.faults] == ["documents[2].digest", "documents[3].path"]


# ---- who speaks


def test_an_applicants_facts_stand_in_the_exporters_capacity(desk: Desk, hand_in: HandIn, applicant: Actor) -> None:
    """The file claims an officer's word on every risk; from an applicant it is the exporter's own, and clears nothing."""
    receipt = hand_in(actor=applicant)
    file = file_of(desk, desk.journal.read(f"case/{receipt.number}"))
    assert {fact.capacity for fact in file.dossier.facts} == {"exporter"}
    assert file.application.opinions[0].recommendation == "refer"
    assert {"certificate_verified", "end_user_kind", "conditions_accepted"} <= set(file.application.opinions[0].missing)


def test_an_officer_who_also_applies_speaks_as_the_exporter_on_their_own_request(
    desk: Desk, hand_in: HandIn, somebody: Callable[..., Actor]
) -> None:
    both = somebody("applicant", roles=("applicant", "senior_officer"), agencies=("licensing",))
    receipt = hand_in(actor=both)
    file = file_of(desk, desk.journal.read(f"case/{receipt.number}"))
    assert {fact.capacity for fact in file.dossier.facts} == {"exporter"}
    assert file.submitted.applicants == (both.person,)


def test_an_officers_registration_keeps_the_officers_word(desk: Desk, hand_in: HandIn, officer: Actor) -> None:
    receipt = hand_in(actor=officer)
    file = file_of(desk, desk.journal.read(f"case/{receipt.number}"))
    assert {fact.capacity for fact in file.dossier.facts} == {"officer"}
    assert file.submitted.applicants == ()
    assert file.submitted.organisation == "authority ZA"


def test_the_receipt_can_be_read_back(hand_in: HandIn) -> None:
    receipt = hand_in()
    assert from_bytes(msgspec.json.encode(receipt), Receipt) == receipt


def test_a_reference_is_held_while_it_is_taken(desk: Desk, hand_in: HandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where writers run side by side, two authorities must not take one reference at once: identities are sealed under it."""
    held: list[str] = []
    running = desk.transactions.run

    def spied(work: Any, *, streams: Any = ()) -> Any:
        held.extend(streams)
        return running(work, streams=streams)

    monkeypatch.setattr(desk.transactions, "run", spied)
    hand_in(assessed=False)
    assert {"register/ZA", "reference/EX-01"} <= set(held)
