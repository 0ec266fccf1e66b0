"""Contracts changed on the pages: each act through the services of the command line, each refusal beside its field."""

import datetime as dt
import html
import re
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.http import QueryDict
from playwright.sync_api import expect

from licet.contracts.terms import Contract, read_contract
from workbench import CHECKOUT

DAY = "2026-08-03"
"""The day on which the demonstration stands."""
BOOTS = {
    "kind": "purchase", "title": "Boots for the guard", "value": "100", "currency": "ZAR", "release_level": "case", "stage": "planning",
    "on": "2026-08-02", "partners-0-state": "NO", "lines-0-item": "boots", "lines-0-quantity": "10", "lines-0-unit": "pair",
    "milestones-0-title": "Offers opened", "milestones-0-due_on": "2026-12-01",
    "deliveries-0-quantity": "10", "deliveries-0-due_on": "2027-01-31", "payments-0-amount": "100", "payments-0-due_on": "2027-02-28",
    "obligations-0-says": "two fitters trained", "obligations-0-due_on": "2027-02-01", "consents-0-says": "nothing is published",
}  # fmt: skip
NEW = "/planning/contracts/new/"
TENDER = {"on": DAY, "evidence-need": "a", "evidence-budget_or_designation": "b", "evidence-invitation": "c", "sure": "on"}


def beside(answer: Any) -> dict[str, list[str]]:
    """What a page says is wrong, by the field that it stands at."""
    found = re.findall(r'<div id="id_([\w-]+)_error".*?</div>', answer.text, re.DOTALL)
    blocks = {name: re.search(rf'<div id="id_{name}_error".*?</div>', answer.text, re.DOTALL)[0] for name in found}  # type: ignore[index]
    return {name: [said for said in plain(block).split("Error:") if said.strip()] for name, block in blocks.items()}


def plain(markup: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", markup)))


def opened(visitor: Any, ident: str, **more: str) -> str:
    """Put a contract on file by the form; its address."""
    answer = visitor.send_form(NEW, {**BOOTS, "id": ident, **more})
    assert answer.url.endswith(f"/planning/contracts/{ident}/"), plain(answer.text)[:2000]
    assert "The contract is on file." in answer.text
    return f"/planning/contracts/{ident}/"


def test_a_contract_goes_its_way_on_the_pages(site) -> None:
    visitor = site.visitor("Ines")
    at = opened(visitor, "ZA-WEB-1")
    assert "The need, as it was approved" in visitor.get(at).text
    for act, fields, says in [
        ("move/tender/", TENDER, "entered the stage: Tender"),
        ("record/milestone/", {"id": "milestone-1", "on": DAY, "source": "minutes"}, "Recorded."),
        ("record/delivery/", {"id": "lot-1", "quantity": "4", "on": DAY, "source": "note 1"}, "Recorded."),
        ("record/payment/", {"id": "payment-1", "on": DAY, "source": "bank"}, "Recorded."),
        ("record/obligation/", {"id": "obligation-1", "on": DAY, "source": "list"}, "Recorded."),
        ("record/consent/", {"id": "consent-1", "on": DAY, "source": "letter"}, "Recorded."),
        ("record/consent_withdrawn/", {"id": "consent-1", "on": DAY, "source": "letter"}, "Recorded."),
        ("record/evidence/", {"id": "offers_closed", "on": DAY, "source": "file 3"}, "Recorded."),
        ("suspend/", {"on": DAY, "why": "a strike"}, "is suspended"),
        ("resume/", {"on": DAY, "why": "the strike is over"}, "goes on"),
        ("terminate/", {"on": DAY, "why": "no offers", "sure": "on"}, "is terminated"),
    ]:
        answer = visitor.send_form(at + act, fields)
        assert answer.url.endswith(at), (act, beside(answer))
        assert says in answer.text
    page = plain(visitor.get(at).text)
    told = [
        "Terminated", "no offers", "Evidence taken in", "Consent withdrawn", "Delivery", "4", "Milestone met", "Entered: Tender", "Put on file in: Planning",
    ]  # fmt: skip
    history = page[page.index("What happened") :]
    assert all(one in history for one in told)
    assert history.index("Terminated") < history.index("Entered: Tender") < history.index("Put on file")
    assert "Ines Moreau" in history
    assert "What comes next" not in page


def test_what_is_refused_stands_beside_its_field(site) -> None:
    visitor = site.visitor("Ines")
    at = opened(visitor, "ZA-WEB-2")
    for act, fields, field, says in [
        ("move/tender/", {}, "sure", "Tick this box"),
        ("move/tender/", {}, "evidence-need", "The need, as it was approved: this needs an answer."),
        ("move/tender/", {**TENDER, "on": "2026-08-01"}, "on", "lies before 2026-08-02"),
        ("move/tender/", {**TENDER, "on": "2030-01-01"}, "on", "has not come yet"),
        (
            "record/delivery/",
            {"id": "lot-1", "quantity": "11", "on": DAY, "source": "x"},
            "quantity",
            "more than the 10 that is left",
        ),
        ("record/delivery/", {"id": "lot-1", "quantity": "-1", "on": DAY, "source": "x"}, "quantity", "must be above 0"),
        ("record/payment/", {"id": "payment-9", "on": DAY, "source": "x"}, "id", "payment-9"),
        ("record/payment/", {"id": "payment-1", "on": "2026-07-01", "source": "x"}, "on", "was opened"),
        ("terminate/", {"on": DAY, "why": "x"}, "sure", "Tick this box"),
    ]:
        answer = visitor.send_form(at + act, fields)
        assert answer.status_code == 422
        assert says in " ".join(beside(answer).get(field, [])), (act, field, beside(answer))
    assert "Put on file in: Planning" in visitor.get(at).text
    assert "Entered" not in visitor.get(at).text


def test_terms_that_cannot_stand_are_refused_beside_their_row(site) -> None:
    visitor = site.visitor("Ines")
    for change, field, says in [
        ({"id": "WEB-3"}, "id", "write ZA-WEB-3"),
        ({"partners-0-state": "", "consents-0-says": ""}, None, "Partners: is empty; a contract is with somebody"),
        ({"lines-0-quantity": "many"}, "lines-0-quantity", "no plain decimal number"),
        ({"lines-0-item": ""}, "lines-0-item", "What: this needs an answer."),
        ({"deliveries-0-quantity": "7"}, None, "Deliveries: of line-1 add up to 7, the line says 10"),
        ({"payments-0-amount": "99"}, None, "Payments: add up to 99, the value is 100"),
        ({"payments-0-after": "never"}, "payments-0-after", "is no milestone"),
        ({"currency": ""}, "currency", "Goes with value"),
        ({"milestones-0-due_on": "soon"}, "milestones-0-due_on", "Write a day that exists"),
        ({"stage": "tender"}, "source", "Say from what it is known"),
        ({"id": "ZA-BUY-2"}, None, "is on file already"),
    ]:
        answer = visitor.send_form(NEW, {**BOOTS, "id": "ZA-WEB-3", **change})
        assert answer.status_code == 422, change
        said = plain(answer.text) if field is None else " ".join(beside(answer).get(field, []))
        assert says in said, (change, beside(answer))
    assert visitor.get("/planning/contracts/ZA-WEB-3/").status_code == 404


def test_more_rows_keep_what_was_typed(site) -> None:
    answer = site.visitor("Ines").send_form(NEW, {**BOOTS, "id": "ZA-WEB-4", "more": "lines"})
    assert answer.status_code == 200
    assert 'name="lines-3-item"' in answer.text
    assert 'value="boots"' in answer.text
    assert "Boots for the guard" in answer.text
    assert "There is a problem" not in answer.text


def test_a_file_is_put_on_file_whole_or_not_at_all(site) -> None:
    visitor = site.visitor("Ines")
    text = (CHECKOUT / "examples/contracts/radios-for-home.yaml").read_text(encoding="utf-8").replace("ZA-BUY-2", "ZA-WEB-5")
    fields = {"stage": "tender", "source": "register of 2025", "on": DAY}
    bad = visitor.send_form(f"{NEW}file/", fields, files=[("file", ("c.yaml", text.replace("quantity: 400", "quantity: 4")))])
    assert bad.status_code == 422
    assert "add up to 400, the line says 4" in bad.text
    good = visitor.send_form(f"{NEW}file/", fields, files=[("file", ("c.yaml", text))])
    assert good.url.endswith("/planning/contracts/ZA-WEB-5/")
    assert "register of 2025" in good.text


def test_who_may_only_read_sees_no_act_and_does_none(site) -> None:
    inspector, abroad = site.visitor("Lindiwe"), site.visitor("Aksel")
    for path in (NEW, f"{NEW}file/"):
        assert inspector.get(path).status_code == 403
    for act in ("move/award/", "record/milestone/", "amend/", "suspend/", "nothing/"):
        address = f"/planning/contracts/ZA-BUY-2/{act}"
        assert abroad.get(address).status_code == 404
        assert site.visitor("Thandi").get(address).status_code == 404
    assert site.visitor("Salma").get("/planning/contracts/ZA-SALE-7/terminate/").status_code == 404


def typed(terms: Any) -> QueryDict:
    """A page as a browser sends it back with nothing changed."""
    sent = QueryDict(mutable=True)
    for form in (terms.head, *(row for rows in terms.rows.values() for row in rows)):
        for field in form:
            value = field.value()
            sent[field.html_name] = "" if value is None else str(value)
    for rows in terms.rows.values():
        for field in rows.management_form:
            sent[field.html_name] = str(field.value())
    return sent


@pytest.mark.usefixtures("words")
@pytest.mark.parametrize("name", ["drones-for-austria", "patrol-vessels", "radios-for-home"])
def test_an_amendment_that_changes_nothing_is_the_same_contract(name: str) -> None:
    """Every part of the terms goes through the page and back unharmed."""
    from licet.web.planning.contract_forms import AmendingForm  # noqa: PLC0415 - forms want a Django that is ready
    from licet.web.planning.terms_form import Terms  # noqa: PLC0415

    path = CHECKOUT / f"examples/contracts/{name}.yaml"
    contract: Contract = read_contract(path.read_bytes(), path.name)
    given: dict[str, Any] = {
        "state": contract.state, "clearance": "secret", "today": dt.date(2026, 8, 3), "extra": AmendingForm.base_fields, "contract": contract,
    }  # fmt: skip
    sent = typed(Terms(**given))
    sent["why"] = "nothing"
    back = Terms(sent, **given)
    assert back.read() == contract, back.errors()


@pytest.mark.browser
@pytest.mark.parametrize(("language", "scripts"), [("en", False), ("ar", True)])
def test_a_planner_opens_a_contract_and_brings_it_on(visit: Callable[..., Any], language: str, scripts: bool) -> None:
    """Opened with a mistake, mended, moved to its next stage, and its history read: at 380 pixels, by names of fields alone."""
    ident = f"ZA-WEB-{language}"
    page = visit(NEW, language=language, scripts=scripts, width=380)
    fields = {**BOOTS, "id": ident, "payments-0-amount": "99"}
    for name in ("deliveries", "payments"):
        page.locator(f"#part-{name} summary").click()
    for name in ("id", "title", "value", "currency", "on", "lines-0-item", "lines-0-quantity", "deliveries-0-quantity", "deliveries-0-due_on", "payments-0-amount", "payments-0-due_on"):  # fmt: skip
        page.locator(f"[name={name}]").fill(fields[name])
    page.locator("[name=partners-0-state]").select_option("NO")
    send = page.locator("main form > button")
    send.click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("99")
    if scripts:
        axe_finds_nothing(page)
    page.locator("[name=payments-0-amount]").fill("100")
    send.click()
    expect(page.locator(".licet-message--success")).to_be_visible()
    page.locator(f'a[href$="/{ident}/move/tender/"]').click()
    for name in TENDER:
        if name.startswith("evidence"):
            page.locator(f"[name={name}]").fill("file 1")
    send.click()
    expect(page.locator("#id_sure_error")).to_be_visible()
    if scripts:
        axe_finds_nothing(page)
    page.locator("[name=sure]").check()
    send.click()
    expect(page.locator(".licet-message--success")).to_be_visible()
    expect(page.locator("main table").last).to_contain_text("file 1")
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def axe_finds_nothing(page: Any) -> None:
    said = [f"{one['id']}: {one['help']} {one['nodes'][0]['target']}" for one in Axe().run(page).response["violations"]]
    assert not said, said
