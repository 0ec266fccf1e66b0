"""Stored parties, rescreenings and outdated cases on the pages: without names, found, paged, decided, for whoever may."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from licet.encoding.source import read_tree
from workbench import LICET, clean_environment

NAMESAKE = Path(__file__).resolve().parent.parent.parent / "examples" / "02-end-user-under-an-arabic-alias.yaml"
PARTIES = [
    {"id": "P-1", "schema": "Vessel", "properties": {"name": ["Salt Heron"], "imoNumber": ["3004174"]}},
    {"id": "P-2", "schema": "Person", "properties": {"name": ["Perpetua Quillfeather"]}},
    *({"id": f"N-{at:02}", "schema": "Person", "properties": {"name": [f"Cornelius Mapplethwaite {at:02}"]}} for at in range(30)),
]


@pytest.fixture(scope="module")
def watched(demonstration: Path, site_on: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A site of its own: with stored parties, and a list whose second edition names one of them and a party of a case."""
    folder = tmp_path_factory.mktemp("watched")
    workspace = folder / "workspace"
    shutil.copytree(demonstration, workspace)
    trader = read_tree(NAMESAKE.read_bytes(), NAMESAKE.name)["parties"][1]["properties"]["name"][0]

    def licet(*arguments: object) -> None:
        command = [*LICET, *map(str, arguments)]
        done = subprocess.run(
            command, env=clean_environment(LICET_WORKSPACE=str(workspace)), capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr

    def edition(day: str, *names: str) -> None:
        lines = [
            {"id": f"n-{at}", "schema": "LegalEntity", "list": "EX-NEW", "effect": "refuse", "names": [name]}
            for at, name in enumerate(names)
        ]
        (folder / f"{day}.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
        licet("reference", "add", folder / f"{day}.jsonl", "--kind", "index-jsonl", "--name", "NEW", "--edition", day)

    edition("2026-08-01", "Ottokar Pellworm")
    (folder / "parties.jsonl").write_text("".join(json.dumps(line) + "\n" for line in PARTIES))
    licet("party", "add", folder / "parties.jsonl")
    edition("2026-08-02", "Ottokar Pellworm", "Perpetua Quillfeather", trader)
    running = site_on(workspace, folder / "log.txt")
    yield running
    running.stop()
    assert "Traceback" not in running.log.read_text()


def ids(html: str) -> list[str]:
    return re.findall(r'href="/parties/([\w.-]+)/"', html)


def test_the_list_is_found_filtered_sorted_and_paged_without_a_name(watched: Any) -> None:
    ines = watched.visitor("Ines")
    page = ines.get("/parties/").text
    assert len(ids(page)) == 25
    assert len(ids(ines.get("/parties/?page=2").text)) == 7
    assert set(ids(ines.get("/parties/?standing=open").text)) == {"P-1", "P-2"}
    assert ids(ines.get("/parties/?kind=Vessel").text) == ["P-1"]
    assert ids(ines.get("/parties/?order=-hits&q=p-").text)[0] in ("P-1", "P-2")
    assert ids(ines.get("/parties/?order=id&q=n-0").text) == [f"N-{at:02}" for at in range(10)]
    assert "No party matches" in ines.get("/parties/?q=moon").text
    for address in ("/parties/", "/parties/P-1/", "/parties/P-2/", "/rescreenings/"):
        said = ines.get(address).text
        assert "Salt Heron" not in said, address
        assert "Quillfeather" not in said, address


def test_a_hit_is_cleared_with_a_reason_and_confirmed_after(watched: Any) -> None:
    ines = watched.visitor("Ines")
    bad = ines.send_form("/parties/P-1/", {"why": "", "state": "cleared"}, to="/parties/P-1/hit/")
    assert bad.status_code == 422
    page = ines.send_form("/parties/P-1/", {"why": "another ship, other owner", "state": "cleared"}, to="/parties/P-1/hit/")
    assert page.url.endswith("/parties/P-1/")
    assert page.text.count("another ship, other owner") == 2, "at the hit, and in what was said"
    assert ids(ines.get("/parties/?standing=cleared").text) == ["P-1"]
    ines.send_form("/parties/P-1/", {"why": "it is the ship", "state": "confirmed"}, to="/parties/P-1/hit/")
    assert ids(ines.get("/parties/?standing=confirmed").text) == ["P-1"]


def test_the_name_is_shown_for_a_purpose_that_is_written_down(watched: Any) -> None:
    ines = watched.visitor("Ines")
    assert ines.send_form("/parties/P-1/names/", {"purpose": ""}).status_code == 422
    assert "Salt Heron" in ines.send_form("/parties/P-1/names/", {"purpose": "to write to the owner"}).text


def test_what_a_list_change_did(watched: Any) -> None:
    ines = watched.visitor("Ines")
    page = ines.get("/rescreenings/").text
    assert ids(page) == ["P-2"]
    assert "New hit" in page
    assert len(re.findall(r'href="/cases/ZA-2026-\d{5}/"', page)) == 1
    assert not ids(ines.get("/rescreenings/?whose=case").text)
    assert "No change matches" in ines.get("/rescreenings/?change=lost").text
    assert "/cases/ZA" not in watched.visitor("Giulia").get("/rescreenings/").text, "another authority's case"


def test_a_case_says_that_its_opinion_is_outdated_and_is_assessed_again_by_an_officer(watched: Any) -> None:
    ines = watched.visitor("Ines")
    number = re.search(r"/cases/(ZA-2026-\d{5})/", ines.get("/rescreenings/?whose=case").text)
    assert number
    address = f"/cases/{number.group(1)}/"
    assert "A list changed: assess again" in ines.get("/cases/?order=number").text
    page = ines.get(address).text
    assert "A list changed since this opinion" in page
    assert "A list changed for a party" in page, "in the journal"
    again = ines.send_form(address, {}, to=f"{address}assess/")
    assert "A list changed since this opinion" not in again.text


@pytest.mark.parametrize("name", ["Thandi", "Lindiwe"])
def test_who_has_no_business_here_is_told_so(watched: Any, name: str) -> None:
    visitor = watched.visitor(name)
    for address in ("/parties/", "/parties/P-1/", "/parties/P-9/", "/rescreenings/"):
        assert visitor.get(address).status_code in (403, 404), address


def test_an_officer_who_is_only_asked_sees_and_decides_nothing(watched: Any) -> None:
    salma = watched.visitor("Salma")
    assert salma.get("/parties/").status_code == 200
    assert "/parties/P-2/hit/" not in salma.get("/parties/P-2/").text
    assert salma.get("/parties/P-9/").status_code == 404


def test_arabic_pages(watched: Any) -> None:
    ines = watched.visitor("Ines", language="ar")
    assert "الأطراف المحفوظة" in ines.get("/parties/").text
    assert "أثر تغيّر القوائم" in ines.get("/rescreenings/").text


def test_empty_lists_say_what_to_do(site: Any) -> None:
    ines = site.visitor("Ines")
    assert "No stored party yet" in ines.get("/parties/").text
    assert "No list has changed yet" in ines.get("/rescreenings/").text
