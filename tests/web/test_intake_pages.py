"""Applicants over HTTP: writing a request part by part, handing in a file, receipt, questions."""

import json
import re
import time
from pathlib import Path

import pytest

from licet.encoding.source import read_tree
from workbench import every_byte

CHECKOUT = Path(__file__).resolve().parent.parent.parent
EXAMPLE = CHECKOUT / "examples" / "01-thermal-cameras-for-a-coast-guard.yaml"


def own_example(reference: str, **changes) -> bytes:
    """An example as its applicant would send it, as JSON: under a reference of its own, with no officer's word."""
    tree = read_tree(EXAMPLE.read_bytes(), EXAMPLE.name)
    return json.dumps({**tree, "reference": reference, "facts": [], **changes}, default=str).encode()


def upload(visitor, data: bytes, name: str = "request.json"):
    page = visitor.get("/requests/upload/").text
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    return visitor.post("/requests/upload/", data={"csrfmiddlewaretoken": token.group(1)}, files={"request_file": (name, data)})


def new_draft(visitor) -> str:
    started = visitor.send_form("/requests/", {}, to="/requests/new/")
    assert re.search(r"/requests/drafts/[0-9a-f-]{36}/$", started.url)
    return started.url.removeprefix(visitor.site)


def test_a_file_is_received_under_a_number_and_the_same_file_gets_the_same(applicant) -> None:
    data = own_example("T-UPLOAD-1")
    first, second = upload(applicant, data), upload(applicant, data)
    assert first.url == second.url
    number = re.search(r"/requests/(ZA-\d{4}-\d{5})/received/$", first.url)
    assert number
    assert number.group(1) in first.text
    assert "Your request was received" in first.text
    assert "T-UPLOAD-1" in applicant.get("/requests/").text


def test_a_faulty_file_is_refused_whole_with_every_fault(applicant) -> None:
    data = own_example("T-FAULTY-1", exporting_state="XX", colour="red").replace(b'"quantity": "40"', b'"quantity": "-4"')
    answer = upload(applicant, data)
    assert answer.status_code == 422
    for said in ("exporting_state", "colour", "items[0].quantity"):
        assert said in answer.text, said
    assert "3 faults" in answer.text
    assert "T-FAULTY-1" not in applicant.get("/requests/").text


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"~", "empty"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"a: &x [1]\nb: *x", "anchor"),
        (b"a: 1\na: 2", "second time"),
        (b"[" * 100, "nests deeper"),
    ],
)
def test_what_is_no_request_is_refused_in_words(applicant, data, says) -> None:
    answer = upload(applicant, data, "request.yaml")
    assert answer.status_code == 422
    assert says in answer.text


def test_an_applicant_cannot_speak_with_an_officers_word(site, applicant) -> None:
    facts = [
        {
            "name": "certificate_verified",
            "value": True,
            "source": "ourselves",
            "on": "2026-08-01",
            "by": "us",
            "capacity": "officer",
        }
    ]
    answer = upload(applicant, own_example("T-WORD-1", facts=facts, submitted_on="2026-08-02"))
    number = re.search(r"(ZA-\d{4}-\d{5})/received", answer.url)
    assert number, answer.text
    html = site.visitor("Ines").get(f"/cases/{number.group(1)}/").text
    assert "T-WORD-1" in html


def test_a_request_is_written_part_by_part_and_nothing_is_lost(site, applicant) -> None:
    draft = new_draft(applicant)
    applicant.send_form(
        f"{draft}transfer/", {"reference": "T-FORM-1", "activity": "export", "exporting_state": "ZA", "destination_state": "NO"}
    )
    applicant.send_form(
        f"{draft}parties/new/",
        {"role": "exporter", "schema": "Company", "name": "Fynbos Example Ltd", "country": "ZA", "owners_complete": "yes"},
    )
    applicant.send_form(
        f"{draft}parties/new/",
        {"role": "end_user", "schema": "PublicBody", "name": "مثال خفر السواحل", "country": "NO", "owners_complete": "yes"},
    )
    applicant.send_form(f"{draft}parties/exporter/owners/new/", {"schema": "Person", "name": "Ида Пример", "share": "33.3"})
    applicant.send_form(f"{draft}parties/", {"parties_complete": "yes"})
    item = applicant.send_form(
        f"{draft}items/new/",
        {"name": "Camera core", "kind": "payload", "quantity": "40", "unit": "piece", "value": "96000.50", "currency": "EUR"},
    )
    assert item.url.endswith("/items/item/facts/")
    applicant.send_form(f"{draft}items/item/facts/", {"military_design": "civil", "armed": "no", "other": "sensor_type: thermal"})
    applicant.send_form(f"{draft}way/new/", {"from_state": "ZA", "to_state": "NO", "mode": "air"})
    applicant.send_form(f"{draft}way/", {"legs_complete": "yes"})

    elsewhere = site.visitor("Thandi")
    assert "T-FORM-1" in elsewhere.get("/requests/").text, "a draft waits for its writer on any machine"
    assert "مثال خفر السواحل" in elsewhere.get(f"{draft}check/").text

    elsewhere.send_form(f"{draft}use/", {"statement": "Rescue at sea", "place": "NO"})
    elsewhere.send_form(f"{draft}undertakings/", {"kinds": ["no_re_export"], "given_by": "end-user"})
    elsewhere.send_form(f"{draft}confidential/", {})
    undeclared = elsewhere.send_form(f"{draft}check/", {})
    assert undeclared.status_code == 422
    assert "Tick the declaration" in undeclared.text
    received = elsewhere.send_form(f"{draft}check/", {"true_and_complete": "on"})
    assert "Your request was received" in received.text, received.text
    assert elsewhere.get(draft).status_code == 404, "a draft that was handed in is gone"


def test_faults_of_a_draft_lead_back_to_the_part_they_belong_to(applicant) -> None:
    draft = new_draft(applicant)
    applicant.send_form(f"{draft}parties/new/", {"role": "exporter", "schema": "Company", "name": "Example", "country": "ZA"})
    answer = applicant.send_form(f"{draft}check/", {"true_and_complete": "on"})
    assert answer.status_code == 422
    assert re.search(rf'<a href="{draft}items/">', answer.text)
    assert re.search(rf'<a href="{draft}transfer/">', answer.text)
    assert applicant.get(draft).status_code == 200, "a refused draft is still there"


def test_a_form_with_a_fault_names_the_field_and_keeps_what_was_typed(applicant) -> None:
    draft = new_draft(applicant)
    answer = applicant.send_form(
        f"{draft}parties/new/", {"role": "exporter", "schema": "Company", "name": "", "address": "1 Example Road"}
    )
    assert answer.status_code == 422
    assert "Name: this needs an answer." in answer.text
    assert "1 Example Road" in answer.text
    assert re.search(r'<a href="#id_name">', answer.text)


def test_a_document_goes_with_the_request(applicant) -> None:
    draft = new_draft(applicant)
    page = applicant.get(f"{draft}documents/new/").text
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    sent = applicant.post(
        f"{draft}documents/new/",
        data={"csrfmiddlewaretoken": token.group(1), "kind": "data sheet"},
        files={"file": ("sheet.pdf", b"%PDF-1.7 example")},
    )
    assert "data sheet" in sent.text
    assert "sheet.pdf" in sent.text
    removed = applicant.send_form(f"{draft}documents/", {}, to=f"{draft}documents/document/remove/")
    assert "sheet.pdf" not in removed.text


def test_nobody_else_finds_a_draft(applicant, officer) -> None:
    draft = new_draft(applicant)
    for page in (draft, f"{draft}check/", f"{draft}transfer/"):
        assert officer.get(page).status_code == 404


def test_a_draft_is_sealed_where_it_is_kept(site, applicant) -> None:
    draft = new_draft(applicant)
    written = "Unmistakable Example Company"
    applicant.send_form(f"{draft}parties/new/", {"role": "exporter", "schema": "Company", "name": written, "country": "ZA"})
    for path, data in every_byte(site.workspace).items():
        assert written.encode() not in data, path


def test_the_applicant_answers_questions_in_place(applicant) -> None:
    answer = upload(applicant, own_example("T-ASK-1", legs_complete=None, parties_complete=None))
    number = re.search(r"(ZA-\d{4}-\d{5})/received", answer.url)
    assert number
    page = f"/requests/{number.group(1)}/"
    for _ in range(100):
        if "Questions for you" in applicant.get(page).text:
            break
        time.sleep(0.2)
    html = applicant.get(page).text
    assert "Waiting for you" in html
    assert "Does the request state every stretch of the way?" in html
    for hidden in ("SCREEN", "ATT Art.", "certificate been verified", "Recommendation", "Refer"):
        assert hidden not in html, hidden
    sent = applicant.send_form(
        page,
        {"fact": "legs_complete", "about": "", "value": "true", "source": "our forwarder", "on": "2026-08-01"},
        to=f"{page}answer/",
    )
    assert "Your answer was sent to the authority." in sent.text
    assert "Does the request state every stretch of the way?" not in sent.text


def test_nobody_reads_another_companys_request(site, applicant, number_of) -> None:
    assert applicant.get(f"/requests/{number_of('EX-16')}/").status_code == 404
    assert site.visitor("Thandi").get("/requests/ZA-2026-99999/").status_code == 404
