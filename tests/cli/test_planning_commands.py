"""`licet plan` and `licet promise` as a user meets them."""

from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import jsonschema
import pytest

from workbench import CHECKOUT

Run = Callable[..., Any]
PLAN = CHECKOUT / "examples/planning/one-line.yaml"


def test_plan_gives_one_document_of_the_published_shape(licet: Run) -> None:
    done = licet("plan", PLAN, "--format", "json")
    assert (done.status, done.err) == (0, "")
    assert done.document["shape"] == "allocation/1"
    jsonschema.validate(done.document, licet("schema", "allocation").document)
    assert {one["demand"]: one["standing"] for one in done.document["outcomes"]}["air-defence"] == "late"
    assert licet("plan", PLAN, "--format", "json").out == done.out, "the same plan gives the same bytes"


def test_plan_in_words(licet: Run) -> None:
    done = licet("plan", PLAN, "--no-spare")
    assert done.status == 0
    assert "subject to authorisation" in done.out
    assert "50 of 60 in time" in done.out
    assert "the ramp of interceptor on line hall-a" in done.out
    assert "can be spared" not in done.out


class Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.fetched: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.fetched += [value or "" for name, value in attrs if name in ("src", "href")]


def test_plan_as_one_page_that_fetches_nothing(licet: Run) -> None:
    done = licet("plan", PLAN, "--format", "html")
    assert done.status == 0
    page = Page()
    page.feed(done.out)
    assert page.fetched == []
    assert "script" not in page.tags
    assert page.tags.count("svg") == 1
    assert page.tags.count("table") >= 4
    assert "prefers-color-scheme: dark" in done.out
    assert "@media print" in done.out
    assert "http" not in done.out
    assert len(done.out) < 200_000


def test_a_name_cannot_act_on_the_page(licet: Run, tmp_path: Any) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text(PLAN.read_text().replace("reference: INVENTED", "reference: <b>x</b>"))
    done = licet("plan", file, "--format", "html", "--no-spare")
    assert "<b>x" not in done.out
    assert "&lt;b&gt;x" in done.out


def test_a_plan_is_put_on_file(licet: Run) -> None:
    done = licet("plan", PLAN, "--keep", "--format", "json")
    assert done.status == 0
    assert "On file as of 2026-08-03: what the plan INVENTED can spare." in done.err
    listed = licet("reference", "list")
    assert "INVENTED" in listed.out
    both = licet("plan", PLAN, "--keep", "--no-spare")
    assert both.status == 2
    assert "--keep: keeps what the plan as it stands can spare" in both.err


def test_promise_gives_one_document_of_the_published_shape(licet: Run) -> None:
    done = licet("promise", PLAN, "--item", "interceptor", "--quantity", "10", "--by", "2027-03-31", "--format", "json")
    assert done.status == 0
    jsonschema.validate(done.document, licet("schema", "promise").document)
    assert (done.document["answer"], done.document["by_then"], done.document["earliest_on"]) == ("partly", "4", "2027-04-30")


def test_promise_in_words(licet: Run) -> None:
    done = licet("promise", PLAN, "--item", "interceptor", "--quantity", "10", "--by", "2027-03-31")
    assert done.status == 0
    assert done.out.startswith("PARTLY")
    assert "Subject to authorisation" in done.out
    assert "needs at home are never moved" in done.out
    assert "Together these would make it possible" in done.out


WHOLE = CHECKOUT / "examples/planning/air-defence.yaml"


def test_what_if_gives_one_comparison(licet: Run) -> None:
    done = licet("plan", WHOLE, "--what-if", "--format", "json")
    assert done.status == 0
    jsonschema.validate(done.document, licet("schema", "comparison").document)
    assert [one["scenario"] for one in done.document["columns"]] == ["as it stands", "third-shift", "faster-ramp", "seekers-short"]
    page = licet("plan", WHOLE, "--what-if", "--format", "html")
    assert "seekers-short" in page.out
    assert "0 of 60 (not met)" in page.out


def test_a_plan_without_scenarios_is_not_compared(licet: Run) -> None:
    done = licet("plan", PLAN, "--what-if")
    assert (done.status, done.out, len(done.sentences)) == (2, "", 1)


def test_an_earlier_result_is_kept_to(licet: Run, tmp_path: Any) -> None:
    before = tmp_path / "before.json"
    before.write_text(licet("plan", WHOLE, "--no-spare", "--format", "json").out)
    done = licet("plan", WHOLE, "--previous", before, "--no-spare", "--format", "json")
    assert done.status == 0
    assert done.document["moved"] == []
    assert "changes" in {one["name"] for one in done.document["tiers"]}
    assert done.document["seed"] == 7
    before.write_text("{}")
    assert licet("plan", WHOLE, "--previous", before).status == 2


@pytest.mark.parametrize(
    ("arguments", "holds"),
    [
        (("--item", "tank", "--quantity", "1", "--by", "2027-03-31"), ("--item", "tank")),
        (("--item", "interceptor", "--quantity", "0", "--by", "2027-03-31"), ("--quantity", "above 0")),
        (("--item", "interceptor", "--quantity", "1e3", "--by", "2027-03-31"), ("--quantity", "1e3")),
        (("--item", "interceptor", "--quantity", "1", "--by", "soon"), ("--by", "soon")),
        (("--item", "interceptor", "--quantity", "1", "--by", "2020-01-01"), ("--by", "before the plan begins")),
        (("--item", "interceptor", "--quantity", "1", "--by", "2040-01-01"), ("--by", "plan more months")),
        (("--item", "interceptor", "--quantity", "1", "--by", "2027-03-31", "--format", "pdf"), ("--format", "pdf")),
        (("--item", "interceptor", "--quantity", "1", "--by", "2027-03-31", "--seconds", "0"), ("--seconds", "0")),
    ],
)
def test_a_faulty_request_is_one_sentence(licet: Run, arguments: tuple[str, ...], holds: tuple[str, ...]) -> None:
    done = licet("promise", PLAN, *arguments)
    assert (done.status, done.out) == (2, "")
    assert len(done.sentences) == 1
    for part in holds:
        assert part in done.err


def test_every_fault_of_a_request_is_said_at_once(licet: Run) -> None:
    done = licet("promise", PLAN, "--item", "tank", "--quantity", "x", "--by", "soon")
    assert (done.status, len(done.sentences)) == (2, 3)


def test_a_faulty_plan_is_refused(licet: Run, tmp_path: Any) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text(PLAN.read_text().replace("item: interceptor, quantity: 60", "item: tank, quantity: 60"))
    for command in (("plan", file), ("promise", file, "--item", "seeker", "--quantity", "1", "--by", "2027-03-31")):
        done = licet(*command)
        assert (done.status, done.out) == (2, "")
        assert "tank" in done.err


CONTRACTS = CHECKOUT / "examples/planning/contracts.csv"


def test_forecast_gives_one_document_of_the_published_shape(licet: Run) -> None:
    done = licet("forecast", CONTRACTS, "--format", "json")
    assert (done.status, done.err) == (0, "")
    jsonschema.validate(done.document, licet("schema", "forecasts").document)
    for one in done.document["forecasts"]:
        assert {"stated_on", "learned_from", "held", "tried", "quantiles"} <= set(one)


def test_forecast_in_words_and_as_known_on_a_day(licet: Run) -> None:
    done = licet("forecast", CONTRACTS, "--as-of", "2024-01-01")
    assert done.status == 0
    assert "as known on 2024-01-01" in done.out
    assert licet("forecast", CONTRACTS, "--as-of", "1990-01-01").status == 2
    assert licet("forecast", PLAN).status == 2


def test_what_is_short_is_procured_and_an_embargoed_source_is_barred(licet: Run) -> None:
    done = licet("plan", CHECKOUT / "examples/planning/make-or-buy.yaml", "--no-spare", "--format", "json")
    assert done.status == 0
    [line] = done.document["procurement"]
    assert (line["need"], line["short"]) == ("air-defence", "10")
    standings = {one["source"] or one["way"]: one["standing"] for one in line["choices"]}
    assert standings == {"wait": "open", "widen": "open", "partner": "open", "cheap": "refer", "barred": "barred"}
    partner = next(one for one in line["choices"] if one["source"] == "partner")
    assert partner["rank"] == 1
    assert len(partner["owes"]) == 2
    assert [(one["year"], one["over"]) for one in done.document["budgets"]] == [(2026, False), (2027, True)]
