"""A held update on the pages: seen by staff, decided by two persons, and said on every page meanwhile."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

RUN = "from licet.cli.main import run; run()"


def licet(site, *arguments: object) -> subprocess.CompletedProcess[str]:
    """The command line on the site's own workspace."""
    environment = {name: value for name, value in os.environ.items() if name not in ("DJANGO_SETTINGS_MODULE", "DATABASE_URL")}
    command = [sys.executable, "-c", RUN, *(str(one) for one in arguments), "--workspace", str(site.workspace)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def parties(*numbers: int) -> bytes:
    lines = [
        {"id": f"h-{n:02}", "schema": "Person", "list": "OWN", "names": [f"Invented Person {n:02}", f"شخص {n:02}"]} for n in numbers
    ]
    return b"".join(json.dumps(line).encode() + b"\n" for line in lines)


@pytest.fixture(scope="module")
def held(site, tmp_path_factory: pytest.TempPathFactory) -> str:
    """An update of a list of sixty that lacks thirty of them, one of those left changed; the address of its page."""
    folder = tmp_path_factory.mktemp("parties")
    for name, numbers, day in (("one", range(60), "2026-07-01"), ("two", range(30), "2026-07-02")):
        path = Path(folder / name / "own.jsonl")
        path.parent.mkdir()
        path.write_bytes(parties(*numbers).replace(b"Person 07", b"Person VII" if name == "two" else b"Person 07"))
        done = licet(site, "reference", "add", path, "--kind", "index-jsonl", "--edition", day, "--name", "HELD")
        assert done.returncode == 0, done.stderr
    edition = json.loads(done.stdout)
    assert edition["held"]
    assert "is held for two people" in done.stderr
    (view,) = json.loads(licet(site, "reference", "held", "--format", "json").stdout)
    assert view["edition"]["content"] == edition["content"]
    address = re.search(r'href="(/lists/held/[0-9a-f]{64}/)"', site.visitor("Ines").get("/lists/held/").text)
    assert address
    return address.group(1)


def test_every_page_of_staff_says_that_an_update_is_held(site, held) -> None:
    for path in ("/cases/", "/lists/", held):
        page = site.visitor("Ines").get(path).text
        assert "is held for two people" in page, path
        assert "goes on with the edition of" in page
    assert "is held for two people" not in site.visitor("Thandi").get("/requests/").text


def test_what_it_changes_is_shown_searched_and_paged(site, held) -> None:
    ines = site.visitor("Ines")
    page = ines.get(held).text
    assert "It removes 30 of 60 entries (50.0 %)" in page
    assert "Invented Person 30" in page, "what was removed comes first"
    assert "Page 1 of 2" in page
    assert "Invented Person 59" in ines.get(held + "?side=removed&page=2").text
    changed = ines.get(held + "?side=changed").text
    assert "Invented Person 07" in changed
    assert "Invented Person VII" in changed
    found = ines.get(held + "?side=removed&q=person+41").text
    assert "Invented Person 41" in found
    assert "Invented Person 42" not in found
    assert "No entry of this side" in ines.get(held + "?side=added&q=%3Cscript%3E").text


def test_only_a_senior_officer_may_give_a_word(site, held) -> None:
    assert "Release it" not in site.visitor("Ines").get(held).text
    johan = site.visitor("Johan")
    assert "Release it" in johan.get(held).text
    assert johan.send_form(held, {"why": "ok", "word": "release"}, to=f"{held}word/").status_code == 422
    assert site.visitor("Thandi").get(held).status_code in (403, 404)
    assert johan.get("/lists/held/" + "0" * 64 + "/").status_code == 404


@pytest.mark.browser
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("query", ["", "?side=changed"])
def test_the_page_is_accessible_and_fits_a_narrow_screen(browser, site, held, language, query) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_cookies([{"name": "django_language", "value": language, "url": site.address}])
    page = context.new_page()
    page.goto(site.links["Johan"])
    page.goto(site.address + held + query)
    found = Axe().run(page)
    assert not [f"{one['id']}: {one['help']}" for one in found.response["violations"]]
    page.set_viewport_size({"width": 380, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    context.close()


def test_two_persons_release_it_and_one_does_not(site, held) -> None:
    johan = site.visitor("Johan")
    why = {"why": "their own notice delists these thirty", "word": "release"}
    assert "A second person has to say the same" in johan.send_form(held, why, to=f"{held}word/").text
    again = johan.send_form(held, why, to=f"{held}word/")
    assert again.status_code == 409, "one person counts once"
    assert "one person would release it" in johan.get(held).text
    edition = held.removesuffix("/").rpartition("/")[2]
    done = licet(site, "reference", "release", edition[:12], "--why", "the notice was read again")
    assert done.returncode == 0, done.stderr
    assert "is released and in force" in done.stderr
    page = johan.get(held).text
    assert "Released by two people" in page
    assert "their own notice delists these thirty" in page
    assert "Release it" not in page
    assert "is held for two people" not in johan.get("/cases/").text
    assert licet(site, "reference", "release", edition[:12], "--why", "and once more for luck").returncode == 2


def test_law_tables_show_no_age(site) -> None:
    page = site.visitor("Ines").get("/lists/").text
    assert page.count('<th scope="col">Age</th>') == 1
    assert page.count("Speaks from") == 1


def test_the_pages_speak_arabic(site, held) -> None:
    page = site.visitor("Ines", language="ar").get(held).text
    assert "التحديثات المحتجزة" in page
    assert "Words given" not in page
