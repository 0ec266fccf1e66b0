"""Pages for planners: contracts by level, plans and forecasts from files, pictures that say what the tables say."""

import datetime as dt
import io
import re
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from licet.web.planning.pictures import Bar, Lane, Span, bars, columns, timeline
from workbench import CHECKOUT

SCENARIOS = CHECKOUT / "examples/planning/air-defence.yaml"
REPORTS = CHECKOUT / "examples/planning/contracts.csv"
SMALL = """
reference: SMALL
starts_on: 2026-09-01
months: 4
currency: EUR
items: [{id: radio, stock: 2}]
lines:
- id: bench
  rates: [{item: radio, hours_each: 20, per_month_now: 4}]
  shifts: [{from_on: 2026-09-01, shifts_per_day: 1, hours_per_shift: 8, days_per_month: 20}]
needs: [{id: army, item: radio, quantity: 12, due_on: 2026-10-31, priority: 1}]
orders: [{id: O1, kind: offer, item: radio, quantity: 3, due_on: 2026-12-31, value: 300}]
scenarios: [{id: overtime, says: Half as many hours more., changes: [{line: bench, hours_percent: 150}]}]
"""
SHEETS: dict[str, list[list[Any]]] = {
    "plan": [["reference", "starts_on", "months", "currency"], ["SHEET-1", dt.date(2026, 9, 1), 6, "EUR"]],
    "items": [["id", "stock"], ["radio", 5]],
    "lines": [["id"], ["bench"]],
    "rates": [["of", "item", "hours_each", "per_month_now"], ["bench", "radio", 2.5, 4]],
    "shifts": [["of", "from_on", "shifts_per_day", "hours_per_shift", "days_per_month"], ["bench", dt.date(2026, 9, 1), 1, 8, 20]],
    "needs": [["id", "item", "quantity", "due_on", "priority"], ["army", "radio", 12, dt.date(2026, 12, 31), 1]],
}


def book(sheets: dict[str, list[list[Any]]] = SHEETS) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def hand_in(visitor: Any, page: str, *files: tuple[str, bytes], field: str = "files", **more: str) -> Any:
    return visitor.send_form(page, more, files=[(field, file) for file in files])


# ---- contracts


def test_contracts_are_seen_up_to_the_readers_clearance(site) -> None:
    assert all(one in site.visitor("Ines").get("/planning/").text for one in ("ZA-BUY-2", "ZA-SALE-7"))
    case_level = site.visitor("Salma").get("/planning/").text
    assert "ZA-BUY-2" in case_level
    assert "ZA-SALE-7" not in case_level
    assert site.visitor("Salma").get("/planning/contracts/ZA-SALE-7/").status_code == 404
    abroad = site.visitor("Aksel").get("/planning/").text
    assert "NO-NAV-2026-1" in abroad
    assert "ZA-" not in re.sub(r"<header.*?</header>", "", abroad, flags=re.DOTALL)
    for page in ("/planning/", "/planning/plan/", "/planning/forecast/"):
        assert site.visitor("Thandi").get(page).status_code == 403
    assert site.visitor("Thandi").get("/planning/contracts/ZA-BUY-2/").status_code == 404


def test_contracts_are_found_and_sorted(site) -> None:
    visitor = site.visitor("Ines")
    found = visitor.get("/planning/?q=radios").text
    assert "ZA-BUY-2" in found
    assert "ZA-SALE-7" not in found
    assert "No contract matches" in visitor.get("/planning/?q=bicycle").text
    up, down = (visitor.get(f"/planning/?order={order}").text for order in ("days", "-days"))
    assert up.index("ZA-SALE-7") < up.index("ZA-BUY-2")
    assert down.index("ZA-BUY-2") < down.index("ZA-SALE-7")
    assert 'aria-sort="descending"' in down
    assert visitor.get("/planning/?order=nonsense&page=9&stage=none&kind=gift").status_code == 200
    sales = visitor.get("/planning/?stage=contract&kind=sale").text
    assert "ZA-SALE-7" in sales
    assert "ZA-BUY-2" not in sales
    assert "No contract matches" in visitor.get("/planning/?stage=complete").text


def test_a_contract_shows_what_is_open_and_what_its_next_stage_needs(site) -> None:
    page = site.visitor("Ines").get("/planning/contracts/ZA-BUY-2/").text
    assert "Four hundred field radios" in page
    assert "Overdue" in page
    assert "The record of the offers" in page
    assert page.count('<svg viewBox="0 0 760') == 1
    for nothing in ("/planning/contracts/ZA-9/", "/planning/contracts/..%2Fcase/", "/planning/contracts/a b/"):
        assert site.visitor("Ines").get(nothing).status_code == 404


# ---- plans


def test_a_plan_is_shown_in_pictures_and_tables(site) -> None:
    answer = hand_in(site.visitor("Ines"), "/planning/plan/", (SCENARIOS.name, SCENARIOS.read_bytes()))
    assert answer.status_code == 200
    for words in (
        "Needs and orders",
        "Scenarios side by side",
        "What can be spared",
        "What the lines make",
        "Load of the line",
        "optimal",
    ):
        assert words in answer.text
    pictures = re.findall(r"<svg viewBox=\"0 0 760.*?</svg>", answer.text, re.DOTALL)
    assert len(pictures) == 5
    assert all("<title" in one and 'role="img"' in one and "style=" not in one for one in pictures)


def test_a_workbook_and_csv_files_say_the_same_as_a_file(site) -> None:
    visitor = site.visitor("Ines")
    from_book = hand_in(visitor, "/planning/plan/", ("plan.xlsx", book()))
    assert from_book.status_code == 200, from_book.text[:3000]
    parts = [
        (f"{name}.csv", "\n".join(",".join(str(cell) for cell in row) for row in rows).encode()) for name, rows in SHEETS.items()
    ]
    from_csv = hand_in(visitor, "/planning/plan/", *parts)
    assert from_csv.status_code == 200

    def shown(answer: Any) -> str:
        return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", answer.text)

    assert shown(from_book) == shown(from_csv)
    assert "On time" in from_book.text


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ([("plan.yaml", b"reference: x\n")], "starts_on</span>: is missing; write it"),
        ([("plan.xlsx", b"PK not a book")], "is no workbook that can be read"),
        ([("plan.xlsx", book({**SHEETS, "needs": [["id", "item", "quantity", "due_on"], ["army", "tank", 1, "2026-12-31"]]}))], "plan.xlsx needs row 2 item"),
        ([("plan.xlsx", book({**SHEETS, "rates": [["of", "item", "hours_each"], ["hall", "radio", 2]]}))], "none of the lines: bench"),
        ([("plan.xlsx", book({**SHEETS, "song": [["a"], ["b"]]}))], "is no table of a plan"),
        ([("a.yaml", b"x: 1"), ("b.yaml", b"y: 2")], "came beside another file"),
    ],
    ids=["lacks", "no book", "unknown item", "unknown line", "strange sheet", "two files"],
)  # fmt: skip
def test_a_faulty_plan_is_refused_with_every_fault(site, files: list[tuple[str, bytes]], says: str) -> None:
    answer = hand_in(site.visitor("Ines"), "/planning/plan/", *files)
    assert answer.status_code == 422
    assert "The file cannot be used" in answer.text
    assert says in re.sub(r"</?bdi[^>]*>", "", answer.text)


def test_a_plan_too_large_for_a_page_is_sent_to_the_command_line(site) -> None:
    needs = "".join(f"- {{id: n{at}, item: ITEM, quantity: 1, due_on: 2027-01-31}}\n" for at in range(400))
    text = "reference: L\nstarts_on: 2026-09-01\nmonths: 12\ncurrency: EUR\nitems: [{id: ITEM}]\nneeds:\n" + needs
    answer = hand_in(site.visitor("Ines"), "/planning/plan/", ("plan.yaml", text.encode()))
    assert answer.status_code == 422
    assert "licet plan" in answer.text


def test_nothing_handed_in_runs_as_markup(site) -> None:
    text = SMALL.replace("reference: SMALL", "reference: <b>x</b>")
    page = hand_in(site.visitor("Ines"), "/planning/plan/", ("plan.yaml", text.encode())).text
    assert "<b>x" not in page
    assert "&lt;b&gt;x" in page


# ---- forecasts


def test_reports_become_fans_and_a_table(site) -> None:
    visitor = site.visitor("Ines")
    answer = hand_in(visitor, "/planning/forecast/", (REPORTS.name, REPORTS.read_bytes()), field="file")
    assert answer.status_code == 200
    assert "C-04" in answer.text
    assert answer.text.count('<svg viewBox="0 0 760') == 1
    rows = [line.split(",") for line in REPORTS.read_text(encoding="utf-8").splitlines()]
    from_book = hand_in(visitor, "/planning/forecast/", ("reports.xlsx", book({"reports": rows})), field="file")
    assert re.findall(r"<tbody>.*?</tbody>", from_book.text, re.DOTALL) == re.findall(r"<tbody>.*?</tbody>", answer.text, re.DOTALL)
    early = hand_in(visitor, "/planning/forecast/", (REPORTS.name, REPORTS.read_bytes()), field="file", as_of="1990-01-01")
    assert early.status_code == 422
    assert "lies before the first report" in early.text


# ---- pictures


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314 - a picture that this test has just made


def test_every_picture_is_whole_named_and_escapes_what_it_is_given() -> None:
    day = dt.date(2026, 8, 3)
    lanes = [Lane("<x>&", spans=(Span(day, day + dt.timedelta(days=400), "half"),), marks=((day, "due"),)), Lane("empty")]
    for svg in (
        bars("a", "T<", [Bar("<one>", 0, "0"), Bar("two", 3, "3")]),
        timeline("b", "T<", lanes, today=day),
        columns("c", "T<", [0, 2.5], [0, 1], ("2026-08", "2026-09")),
        bars("d", "T<", []),
        columns("e", "T<", [], [], ("a", "b")),
    ):
        root = parsed(svg)
        assert root.find("title").text == "T<"  # type: ignore[union-attr]
        assert root.get("aria-labelledby") == root.find("title").get("id")  # type: ignore[union-attr]
        for rect in root.iter("rect"):
            assert min(float(rect.get("width")), float(rect.get("height"))) >= 0  # type: ignore[arg-type]
    assert timeline("f", "T", []) == ""


def test_a_column_is_as_high_as_its_part_of_the_most() -> None:
    root = parsed(columns("c", "T", [10, 20], [5, 20], ("a", "b")))
    heights = [float(rect.get("height")) for rect in root.iter("rect")]  # type: ignore[arg-type]
    assert heights == [27.5, 110.0, 55.0, 110.0]


def test_a_timeline_puts_days_in_their_order() -> None:
    days = [dt.date(2026, 1, 1), dt.date(2026, 7, 2), dt.date(2026, 12, 31)]
    root = parsed(timeline("t", "T", [Lane("x", marks=tuple((day, "due") for day in days))]))  # type: ignore[misc]
    places = [float(path.get("transform").split("(")[1].split()[0]) for path in root.iter("path") if path.get("transform")]  # type: ignore[union-attr]
    assert places == sorted(places)
    assert places[1] == pytest.approx((places[0] + places[2]) / 2, abs=1)


# ---- in a browser


@pytest.mark.browser
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_planner_hands_in_a_plan_and_reads_it(visit: Callable[..., Any], language: str, tmp_path: Any) -> None:
    (tmp_path / "plan.yaml").write_text(SMALL)
    page = visit("/planning/plan/", language=language)
    page.set_input_files("input[type=file]", tmp_path / "plan.yaml")
    page.click("main form[method=post] button")
    expect(page.locator("main svg[role=img]")).to_have_count(4)
    page.wait_for_load_state()
    said = [f"{one['id']}: {one['help']}" for one in Axe().run(page).response["violations"]]
    assert not said, said
    page.set_viewport_size({"width": 380, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    page.emulate_media(media="print")
    expect(page.locator("main svg[role=img]").first).to_be_visible()
