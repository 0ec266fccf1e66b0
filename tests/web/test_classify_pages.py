"""Classify an item on a page: one question at a time, in the address, and only while it matters."""

import datetime as dt
import re
from html import unescape
from pathlib import Path

import pytest

from licet.storage.library import FileLibrary


def question(page: str) -> str:
    found = re.search(r'name="ask" value="([^"]+)"', page)
    return found.group(1) if found else ""


def send(visitor, page, **fields: str):
    """Send the form of the question on a page."""
    form = re.search(r'<form method="get" class="licet-narrow".*?</form>', page.text, re.DOTALL)
    assert form
    carried = [
        (unescape(name), unescape(value))
        for name, value in re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form.group(0))
    ]
    return visitor.get("/classify/", params=[*carried, *fields.items()])


@pytest.mark.parametrize("who", ["Ines", "Thandi"])
def test_an_item_is_classified_by_a_few_questions(site, who) -> None:
    visitor = site.visitor(who)
    answers = {"military_design": "specially_designed_military", "armed": "true"}
    page, asked = visitor.get("/classify/", params={"kind": "complete_uav", "name": "Example Kestrel"}), []
    while name := question(page.text):
        asked.append(name)
        page = send(visitor, page, **({"value": answers[name]} if name in answers else {"value": "", "skip": "1"}))
    assert "US-USML-VIII-a-16" in page.text
    assert asked[0] == "military_design"
    assert not {"gust_kmh", "endurance_min"} & set(asked), "an armed aircraft made for the military is asked about neither"
    file = visitor.get("/classify/item.json?" + page.url.partition("?")[2])
    item = file.json()
    assert (item["name"], item["kind"]) == ("Example Kestrel", "complete_uav")
    assert {name: value for name, value in item["facts"].items() if value is not None} == {
        "military_design": "specially_designed_military",
        "armed": True,
    }


def test_an_answer_is_taken_back(site) -> None:
    visitor = site.visitor("Ines")
    page = visitor.get("/classify/?kind=complete_uav&a=military_design:civil&a=armed:false")
    again = re.search(r'href="(\?[^"]*)">Ask again<span[^>]*> <bdi[^>]*>military', page.text)
    assert again
    back = visitor.get("/classify/" + unescape(again.group(1)))
    assert question(back.text) == "military_design"
    assert "armed%3Afalse" in back.url


def test_what_is_not_known_is_not_asked_again(site) -> None:
    visitor = site.visitor("Ines")
    page = visitor.get("/classify/?kind=complete_uav")
    first = question(page.text)
    after = send(visitor, page, value="", skip="1")
    assert question(after.text) not in ("", first)
    assert "not known" in after.text


def test_a_number_that_is_none_is_said_and_nothing_is_kept(site) -> None:
    visitor = site.visitor("Ines")
    page = visitor.get("/classify/?kind=engine&a=military_design:civil&a=engine_type:turbojet")
    asked = question(page.text)
    wrong = send(visitor, page, value="many")
    assert wrong.status_code == 422
    assert question(wrong.text) == asked
    assert "govuk-error-message" in wrong.text


def test_a_day_that_is_none_is_said_and_no_other_day_is_taken(site) -> None:
    page = site.visitor("Ines").get("/classify/?kind=complete_uav&on=2026-02-31")
    assert page.status_code == 422
    assert "Write a day that exists" in page.text
    assert not question(page.text)


def test_strange_addresses_are_read_as_far_as_they_mean_anything(site) -> None:
    visitor = site.visitor("Ines")
    for query in (
        "kind=" + "x" * 3000,
        "kind=complete_uav&a=nonsense:1&on=yesterday",
        "kind=complete_uav&a=range_km:far",
        "a=range_km:3",
    ):
        assert visitor.get(f"/classify/?{query}").status_code in (200, 422), query
    assert visitor.get("/classify/?kind=").status_code == 422


def test_the_wording_is_searched_marked_and_shown(site) -> None:
    visitor = site.visitor("Thandi")
    assert visitor.get("/classify/wording/").status_code == 200
    assert "No wording is loaded" in visitor.get("/classify/wording/?q=camera").text
    assert visitor.get("/classify/wording/9A912/").status_code == 404
    file = Path(__file__).resolve().parent.parent / "fixtures/control_lists/annex-i.html"
    FileLibrary(site.workspace / "library").add(
        "eu-annex-i", {file.name: file.read_bytes()}, edition_date=dt.date(2026, 7, 1), added_at="2026-08-01T06:00:00.000000Z"
    )
    page = visitor.get("/classify/wording/?q=focal+plane+camera").text
    assert "<mark>cameras</mark>" in page
    assert 'href="/classify/wording/6A903/"' in page
    assert "Imaging cameras with example focal plane arrays" in visitor.get("/classify/wording/6a903/").text
    assert "No entry holds these words" in visitor.get("/classify/wording/?q=bicycle").text
