"""Journeys in Chromium: the officer's main job, a request, no scripts, keyboard only, passkeys, day and night."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

expect.set_options(timeout=30_000)  # a busy machine may take its time


def answer(page: Page, question: str, choice: str, source: str) -> None:
    """Open a question on the case page and answer it in place."""
    card = page.locator(f"#q-{question}")
    card.locator("summary").click()
    card.get_by_label(choice, exact=True).check()
    card.get_by_label("Source").fill(source)
    card.get_by_label("As of").fill("2026-08-02")
    card.get_by_role("button", name="Answer and assess again").click()


def test_the_confidential_request_is_answered_and_the_opinion_changes(visit, number_of) -> None:
    page = visit("/cases/")
    page.get_by_placeholder("Number, reference, goods or state").fill("EX-16")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("link", name=number_of("EX-16")).click()
    expect(page.get_by_role("heading", name="Recommendation: Refer")).to_be_visible()
    expect(page.locator(".licet-question")).to_have_count(2)

    answer(page, "certificate_verified", "Yes", "Austrian ministry, letter of 31 July 2026")
    expect(page.get_by_text("Assessed again.")).to_be_visible()
    expect(page.locator(".licet-question")).to_have_count(1)
    answer(page, "diversion_assessment", "No", "mission report 2026-14")

    expect(page.get_by_role("heading", name="Recommendation: Permit with conditions")).to_be_visible()
    expect(page.get_by_text("Nothing is missing.")).to_be_visible()
    page.get_by_role("link", name="what changed").first.click()
    expect(page.get_by_role("heading", name="What changed between two opinions")).to_be_visible()
    expect(page.locator(".licet-turn")).to_contain_text("Refer")
    expect(page.locator(".licet-turn")).to_contain_text("Permit with conditions")

    page.goto(page.url.partition("changes/")[0])
    page.get_by_role("button", name="Replay this opinion").click()
    expect(page.get_by_text("The same inputs gave the same opinion, byte for byte.")).to_be_visible()


def test_a_hit_is_cleared_by_its_handle(visit, number_of) -> None:
    page = visit(f"/cases/{number_of('EX-02')}/#screening")
    opened = page.locator(".licet-hit").filter(has=page.locator(".licet-light--ask"))
    before = opened.count()
    assert before
    hit = opened.first
    hit.locator("summary").click()
    hit.get_by_label("Why").fill("another person: born elsewhere, other passport")
    hit.get_by_role("button", name="Clear: another party").click()
    expect(page.get_by_text("Assessed again.")).to_be_visible()
    expect(opened).to_have_count(before - 1)
    expect(page.get_by_text("Screening hit decided").first).to_be_visible()


def test_the_main_job_without_scripts(visit, number_of) -> None:
    page = visit("/cases/?order=number", scripts=False)
    page.get_by_role("link", name=number_of("EX-12")).click()
    expect(page.get_by_role("heading", name="Recommendation: Refer")).to_be_visible()
    page.get_by_role("link", name="By instrument").click()
    expect(page.get_by_role("link", name="By instrument")).to_have_attribute("aria-current", "true")
    page.get_by_role("button", name="Replay this opinion").click()
    expect(page.get_by_text("byte for byte.")).to_be_visible()
    page.get_by_role("button", name="العربية").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    page.get_by_role("button", name="English").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()


def test_a_request_is_written_and_handed_in_without_scripts(visit) -> None:
    page = visit("/requests/", "Thandi", scripts=False)
    page.get_by_role("button", name="Start").click()
    page.get_by_role("link", name="The transfer").click()
    page.get_by_label("Your reference").fill("T-BROWSER-1")
    page.get_by_label("Export", exact=True).check()
    page.get_by_label("In which state will they finally stay?").select_option("NO")
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_role("link", name="Parties", exact=True).click()
    for role, kind, name in (("exporter", "Company", "Fynbos Example Ltd"), ("end_user", "Public body", "Eksempel kystvakt")):
        page.get_by_role("button", name="Add a party").click()
        page.get_by_label("Part in the transfer").select_option(role)
        page.get_by_label(kind, exact=True).check()
        page.get_by_label("Name", exact=True).fill(name)
        page.get_by_role("button", name="Save and continue").click()
    page.get_by_label("Yes", exact=True).check()
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_role("link", name="Items", exact=True).click()
    page.get_by_role("button", name="Add an item").click()
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    page.get_by_label("What is it?").fill("Camera core")
    page.get_by_label("Payload, sensor or camera").check()
    page.get_by_label("Quantity").fill("40")
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Check and hand in").click()
    page.get_by_label("What I have stated is true").check()
    page.get_by_role("button", name="Hand in the request").click()
    expect(page.get_by_role("heading", name="Your request was received")).to_be_visible()
    expect(page.locator(".licet-receipt__number")).to_have_text(re.compile(r"ZA-2026-\d{5}"))


def test_the_list_by_keyboard_alone(visit) -> None:
    page = visit("/cases/?order=number")
    page.keyboard.press("/")
    expect(page.get_by_placeholder("Number, reference, goods or state")).to_be_focused()
    page.keyboard.press("Escape")
    page.evaluate("document.activeElement.blur()")
    links = page.locator("[data-row-link]")
    page.keyboard.press("j")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(links.nth(0)).to_be_focused()
    number = links.nth(0).inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(number)


def test_a_case_is_walked_with_the_tab_key_alone(visit, number_of) -> None:
    page = visit(f"/cases/{number_of('EX-10')}/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    seen: list[str] = []
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            """() => { const e = document.activeElement; const box = e.getBoundingClientRect();
            return [e.tagName, (e.innerText || e.getAttribute('aria-label') || '').trim().slice(0, 60), box.width > 0 && box.height > 0] }"""
        )
        assert focused[2], f"focus is on something unseen: {focused}"
        seen.append(focused[1])
    assert "Missing facts" in " ".join(seen)
    assert any("Could the transfer undermine peace" in words for words in seen)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("path", "who"), [("/account/sign-in/", None), ("/cases/", "Ines"), ("/cases/{EX-10}/", "Ines"), ("/requests/", "Thandi")]
)
def test_colours_have_contrast_by_day_and_by_night(visit, number_of, path, who, scheme) -> None:
    page = visit(path.replace("{EX-10}", number_of("EX-10")), who, color_scheme=scheme)
    found = Axe().run(page, options={"runOnly": ["color-contrast"]})
    assert not found.response["violations"], found.generate_report()


def test_the_page_can_be_doubled_in_size(visit, number_of) -> None:
    """200 % zoom is half the width in CSS pixels."""
    page = visit(f"/cases/{number_of('EX-03')}/", width=640)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_nothing_moves_for_those_who_wish_it_still(visit) -> None:
    page = visit("/cases/", reduced_motion="reduce")
    moving = page.evaluate(
        "[...document.querySelectorAll('*')].filter(e => parseFloat(getComputedStyle(e).transitionDuration) > 0.01).length"
    )
    assert moving == 0


def test_an_authenticator_app_is_offered_with_a_code_to_scan_and_its_secret(visit) -> None:
    page = visit("/account/second-factor/totp/activate/", "Giulia")
    expect(page.locator(".licet-qr svg")).to_be_visible()
    assert len(page.locator(".licet-code").first.inner_text()) >= 16


def test_a_passkey_is_added_and_opens_the_door(visit, site, number_of) -> None:
    """Passkeys belong to a name, so the site is met as localhost here. One counts as a second factor for grave acts."""
    page = visit("/help/", None)
    client = page.context.new_cdp_session(page)
    client.send("WebAuthn.enable")
    key = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    client.send(
        "WebAuthn.addVirtualAuthenticator", {"options": {**key, "isUserVerified": True, "automaticPresenceSimulation": True}}
    )
    here = site.address.replace("127.0.0.1", "localhost")
    page.goto(site.links["Aksel"].replace("127.0.0.1", "localhost"))
    page.goto(f"{here}/account/second-factor/webauthn/add/")
    page.get_by_label("Name").fill("desk key")
    page.get_by_label("Passwordless").check()
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_text("Security key added.")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{here}/account/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", name="Cases")).to_be_visible()
    expect(page.get_by_role("link", name="Aksel Berg")).to_be_visible()
    page.goto(f"{here}/cases/{number_of('EX-15')}/names/")
    page.get_by_label("Purpose").fill("checking the consignee")
    page.get_by_role("button", name="Write it down and show the names").click()
    expect(page.get_by_text("Opened for: checking the consignee")).to_be_visible()
