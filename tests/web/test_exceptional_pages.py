"""Breaking glass on the pages: asked for by one, let by two others, read once, told to the owner."""

import json
import re
from pathlib import Path

from licet.encoding.source import read_tree

EXAMPLE = Path(__file__).resolve().parent.parent.parent / "examples" / "01-thermal-cameras-for-a-coast-guard.yaml"
PURPOSE = "the court of Pretoria asks for the consignee"


def ask(visitor, number: str, **terms: str) -> str:
    fields = {"number": number, "purpose": PURPOSE, "hours": "4", "notice_after_days": "0", **terms}
    page = visitor.send_form("/exceptional-access/new/", fields)
    assert "/exceptional-access/" in page.url, page.text
    return page.url.partition("/exceptional-access/")[2].strip("/")


def let(visitor, wish: str, word: str = "allow"):
    page = f"/exceptional-access/{wish}/"
    return visitor.send_form(page, {"why": "the order is genuine", "word": word}, to=f"{page}decide/")


def hand_in(applicant, reference: str) -> str:
    """A request of the applicant's own, so that there is an owner to be told."""
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', applicant.get("/requests/upload/").text)
    assert token
    request = {**read_tree(EXAMPLE.read_bytes(), EXAMPLE.name), "reference": reference, "facts": []}
    files = {"request_file": ("request.json", json.dumps(request, default=str).encode())}
    answer = applicant.post("/requests/upload/", data={"csrfmiddlewaretoken": token.group(1)}, files=files)
    return answer.url.split("/requests/")[1].partition("/")[0]


def test_names_open_to_whoever_asked_when_two_custodians_let_it(site, number_of) -> None:
    number = number_of("EX-16")
    salma, lindiwe, pieter = (site.visitor(name) for name in ("Salma", "Lindiwe", "Pieter"))
    assert salma.get(f"/cases/{number}/").status_code == 404, "she may not see the case"
    wish = ask(salma, number)
    assert "show the names" not in salma.get(f"/exceptional-access/{wish}/").text
    assert "second custodian" in let(lindiwe, wish).text
    again = lindiwe.get(f"/exceptional-access/{wish}/").text
    assert "Lindiwe Khumalo" in again
    assert let(lindiwe, wish).status_code == 409, "one custodian counts once"
    assert let(pieter, wish).status_code == 200
    page = f"/exceptional-access/{wish}/"
    names = salma.send_form(page, {}, to=f"{page}names/")
    assert names.status_code == 200
    assert "name" in names.text
    assert "no-store" in names.headers["Cache-Control"]
    assert salma.get(f"{page}names/").url.endswith(page), "opening the address reads nothing"
    assert pieter.send_form(page, {"why": "over"} | {"word": "refuse"}, to=f"{page}decide/").status_code == 200
    assert "show the names" not in salma.get(page).text


def test_nobody_else_learns_of_a_wish(site, number_of) -> None:
    wish = ask(site.visitor("Salma"), number_of("EX-16"))
    for name in ("Ines", "Thandi", "Giulia"):
        visitor = site.visitor(name)
        assert visitor.get(f"/exceptional-access/{wish}/").status_code == 404, name
        assert wish not in visitor.get("/exceptional-access/").text
    assert wish in site.visitor("Pieter").get("/exceptional-access/").text


def test_a_wish_without_measure_says_what_is_wrong(site) -> None:
    page = site.visitor("Salma").send_form(
        "/exceptional-access/new/", {"number": "../etc", "purpose": "because", "hours": "100", "notice_after_days": "-1"}
    )
    assert page.status_code == 422
    assert page.text.count("govuk-error-message") >= 3


def test_a_custodian_learns_that_there_is_no_such_case_and_the_asker_does_not(site) -> None:
    salma = site.visitor("Salma")
    wish = ask(salma, "ZA-2026-99999")
    assert "no case of this number" not in salma.get(f"/exceptional-access/{wish}/").text
    page = site.visitor("Lindiwe").get(f"/exceptional-access/{wish}/").text
    assert "no case of this number" in page
    assert 'value="allow"' not in page


def test_the_owner_is_told_on_the_page_of_the_request(site) -> None:
    applicant = site.visitor("Thandi")
    number = hand_in(applicant, "T-GLASS-1")
    salma = site.visitor("Salma")
    wish = ask(salma, number)
    for name in ("Lindiwe", "Pieter"):
        let(site.visitor(name), wish)
    assert PURPOSE not in applicant.get(f"/requests/{number}/").text
    page = f"/exceptional-access/{wish}/"
    assert salma.send_form(page, {}, to=f"{page}names/").status_code == 200
    told = applicant.get(f"/requests/{number}/").text
    assert PURPOSE in told
    assert "Salma" not in told
