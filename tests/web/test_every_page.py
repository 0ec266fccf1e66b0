"""Every page in Chromium, in both languages: axe, 380 pixels, direction, and no English left on an Arabic page."""

import re
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

PAGES = [
    ("/account/sign-in/", None),
    ("/help/", None),
    ("/nowhere", "Ines"),
    ("/cases/", "Ines"),
    ("/cases/?q=nothing+like+it", "Ines"),
    ("/cases/{EX-03}/", "Ines"),
    ("/cases/{EX-10}/?by=instrument", "Ines"),
    ("/cases/{EX-14}/", "Johan"),
    ("/cases/{EX-03}/names/", "Ines"),
    ("/parties/", "Ines"),
    ("/rescreenings/", "Ines"),
    ("/lists/", "Ines"),
    ("/lists/held/", "Ines"),
    ("/classify/", "Thandi"),
    ("/classify/wording/?q=camera", "Thandi"),
    ("/classify/?kind=complete_uav&name=Example&a=military_design:civil&a=armed:false", "Ines"),
    ("/classify/?kind=navigation&on=2030-01-01", "Thandi"),
    ("/portfolio/", "Ines"),
    ("/planning/", "Ines"),
    ("/planning/?q=nothing+like+it", "Ines"),
    ("/planning/contracts/ZA-BUY-2/", "Ines"),
    ("/planning/contracts/new/", "Ines"),
    ("/planning/contracts/new/file/", "Ines"),
    ("/planning/contracts/ZA-SALE-7/move/implementation/", "Ines"),
    ("/planning/contracts/ZA-SALE-7/record/delivery/", "Ines"),
    ("/planning/contracts/ZA-SALE-7/amend/", "Ines"),
    ("/planning/contracts/ZA-SALE-7/terminate/", "Ines"),
    ("/planning/plan/", "Ines"),
    ("/planning/forecast/", "Ines"),
    ("/exceptional-access/", "Lindiwe"),
    ("/exceptional-access/new/", "Salma"),
    ("{wish}", "Salma"),
    ("{wish}", "Pieter"),
    ("/ledger/", "Ines"),
    ("/ledger/receipts/{EX-03}/", "Ines"),
    ("/access/?case={EX-03}&person=lindiwe-khumalo&role=inspector", "Johan"),
    ("/oversight/", "Ines"),
    ("/account/", "Ines"),
    ("/account/second-factor/", "Ines"),
    ("/account/second-factor/totp/activate/", "Ines"),
    ("/api/", "Ines"),
    ("/requests/", "Thandi"),
    ("/requests/upload/", "Thandi"),
    ("{draft}", "Thandi"),
    ("{draft}transfer/", "Thandi"),
    ("{draft}parties/", "Thandi"),
    ("{draft}parties/new/", "Thandi"),
    ("{draft}items/new/", "Thandi"),
    ("{draft}items/item/facts/", "Thandi"),
    ("{draft}way/new/", "Thandi"),
    ("{draft}use/", "Thandi"),
    ("{draft}documents/new/", "Thandi"),
    ("{draft}check/", "Thandi"),
]


@pytest.fixture(scope="module")
def draft(site) -> str:
    """A draft with a party in another script and an item, to look at every page of it."""
    visitor = site.visitor("Thandi")
    address = visitor.send_form("/requests/", {}, to="/requests/new/").url.removeprefix(site.address)
    visitor.send_form(
        f"{address}parties/new/", {"role": "end_user", "schema": "PublicBody", "name": "خفر السواحل المثالي", "country": "JO"}
    )
    visitor.send_form(
        f"{address}items/new/", {"name": "Camera core 640 x 512", "kind": "payload", "quantity": "40", "unit": "piece"}
    )
    return address


@pytest.fixture(scope="module")
def wish(site, number_of) -> str:
    """A wish for exceptional access that waits for two custodians."""
    fields = {"number": number_of("EX-16"), "purpose": "a court asks for the consignee", "hours": "4", "notice_after_days": "0"}
    return site.visitor("Salma").send_form("/exceptional-access/new/", fields).url.removeprefix(site.address)


@pytest.fixture(scope="module")
def readers(browser: Browser, site) -> Iterator[Callable[[str | None, str], Page]]:
    """A page for each reader in each language, signed in once for all pages that are looked at."""
    found: dict[tuple[str | None, str], Page] = {}

    def reader(who: str | None, language: str) -> Page:
        if (who, language) not in found:
            context = browser.new_context(viewport={"width": 1280, "height": 900})
            context.add_cookies([{"name": "django_language", "value": language, "url": site.address}])
            found[who, language] = context.new_page()
            if who is not None:
                found[who, language].goto(site.links[who])
        return found[who, language]

    yield reader
    for page in found.values():
        page.context.close()


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(("path", "who"), PAGES)
def test_every_page_is_accessible_and_fits_a_narrow_screen(readers, site, number_of, draft, wish, path, who, language) -> None:
    """axe finds nothing, nothing runs over 380 pixels, and Arabic pages run from right to left."""
    for reference in re.findall(r"\{(EX-\d+)\}", path):
        path = path.replace(f"{{{reference}}}", number_of(reference))
    page = readers(who, language)
    page.set_viewport_size({"width": 1280, "height": 900})
    loud: list[str] = []
    page.on("console", lambda message: loud.append(message.text) if message.type == "error" else None)
    page.goto(site.address + path.replace("{draft}", draft).replace("{wish}", wish))
    found = Axe().run(page)
    said = [f"{one['id']}: {one['help']} {[node['target'] for node in one['nodes']][:4]}" for one in found.response["violations"]]
    assert not said, "\n".join(said)
    assert not [text for text in loud if "404" not in text], loud
    expect(page.locator("html")).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")
    page.set_viewport_size({"width": 380, "height": 800})
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert over <= 0, f"{path} runs {over} pixels over a screen of 380"
    if language == "ar":
        _no_english_left(page)


def _no_english_left(page: Page) -> None:
    """On an Arabic page every Latin word is marked as foreign: a code, a name, or a sentence kept in English."""
    left = page.evaluate(
        """() => {
          const foreign = 'bdi, [lang], [translate=no], .licet-code, svg, script, style, option, kbd, input, textarea, [dir=ltr]';
          const found = [];
          const walk = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
          while (walk.nextNode()) {
            const inside = walk.currentNode.parentElement.closest(foreign);
            if (inside && inside !== document.documentElement) continue;
            const words = walk.currentNode.data.match(/[A-Za-z]{3,}/g) || [];
            found.push(...words.filter((word) => !KNOWN.has(word)));
          }
          return found;
        }""".replace(
            "KNOWN",
            "new Set(['Licet', 'YAML', 'JSON', 'CSV', 'XLSX', 'FollowTheMoney', 'OpenAPI', 'YYYY', 'EUR', 'Enter', 'thrust', 'licet', 'reference', 'add', 'none'])",
        )
    )
    assert not left, left
