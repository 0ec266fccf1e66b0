"""Whole items: what each list says of them, with branch, missing facts and reasons. The tables are cases a lawyer can read."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from licet.classification.classify import classify
from licet.classification.document import classification_document
from licet.classification.item import ItemFacts, read_item
from licet.encoding.dates import read_date
from licet.encoding.source import read_tree
from licet.reference.control_entries import ControlEntries, control_entries_of, joined
from licet.reference.control_file import parse_control_entries

OWN = read_tree((Path(__file__).parent / "cases.yaml").read_bytes(), "cases.yaml")
REAL = read_tree((Path(__file__).parent / "real.yaml").read_bytes(), "real.yaml")
SHARED_CASES = 10
AMONG = {"possible": "possible", "or": "possible", "missing": "missing", "checks": "checks", "check": "checks"}
"""What a case expects to be among what a result says, and where the result says it."""


def classified(case: dict[str, Any], entries: ControlEntries, on: dt.date) -> dict[str, Any]:
    """The document of a case, its item read as a file a user would write."""
    body = {"name": case["name"], "kind": case["kind"], "facts": case["facts"]}
    text = json.dumps(body, default=str)
    for value in case["facts"].values():
        # A fraction must come as bare digits, as people write it, not as the quoted text `default` makes of it.
        text = text.replace(f'"{value}"', str(value)) if not isinstance(value, (str, bool, int, list)) else text
    return classification_document(classify(read_item(text.encode(), "item.json"), entries, as_of=on))["lists"]


def faults(result: dict[str, Any], expected: dict[str, Any]) -> list[str]:
    """How a list result falls short of what a case expects."""
    found = []
    if result["decision"] != expected["decision"]:
        found.append(f"decision {result['decision']}")
    if set(result["codes"]) != set(expected.get("codes", [])):
        found.append(f"codes {result['codes']}")
    if result["branch"] != expected.get("branch"):
        found.append(f"branch {result['branch']}")
    if result["policy"] != expected.get("policy", []):
        found.append(f"policy {result['policy']}")
    for name, value in {**expected.get("reasons", {}), **({"mt": expected["mt"]} if "mt" in expected else {})}.items():
        if result["reasons"].get(name) != value:
            found.append(f"{name} {result['reasons'].get(name)}")
    for ours, theirs in (
        ("possible", "possible"),
        ("possible", "or"),
        ("missing", "missing"),
        ("checks", "checks"),
        ("checks", "check"),
    ):
        lacking = set(expected.get(theirs, [])) - set(result[ours])
        found += [f"{theirs} lacks {one}" for one in sorted(lacking)]
    found += [f"{one} must never stand here" for one in expected.get("never", []) if one in {*result["codes"], *result["possible"]}]
    if expected.get("subitem") == "refer" and not any(check.endswith(" subitem") for check in result["checks"]):
        found.append("no check on the sub-item")
    told = " ".join(result["because"])
    found += [
        f"because lacks {one!r}" for one in expected.get("because", []) if isinstance(expected["because"], list) and one not in told
    ]
    if expected["decision"] == "refer" and not result["missing"]:
        found.append("a refer that names no fact")
    return found


@pytest.mark.parametrize("case", OWN["cases"], ids=lambda case: case["id"])
def test_an_invented_item_is_classified_as_expected(case: dict[str, Any], entries: ControlEntries) -> None:
    for name, expected in case["expected"].items():
        on = read_date(case["us_on"] if name == "us_on" else OWN["at"])
        result = classified(case, entries, on)[name.partition("_")[0].upper()]
        assert faults(result, expected) == [], f"{name} on {on}: {result}"


@pytest.mark.parametrize("case", REAL["cases"], ids=lambda case: case["id"])
def test_a_real_product_is_classified_by_what_its_maker_publishes(case: dict[str, Any], entries: ControlEntries) -> None:
    assert case["source"]
    assert case["sure"] in ("high", "medium")
    for name, expected in case["expected"].items():
        result = classified(case, entries, read_date(REAL["at"]))[name.upper()]
        assert faults(result, expected) == [], f"{name}: {result}"


def test_every_shared_case_is_classified_as_expected(shared: Path, entries: ControlEntries) -> None:
    table = read_tree((shared / "data/control-lists/uav-cases.yaml").read_bytes(), "uav-cases.yaml")
    assert len(table["cases"]) == SHARED_CASES
    for case in table["cases"]:
        for name, expected in case["expected"].items():
            on = dt.date(2026, 8, 12) if name.endswith("before_2026_08_13") else read_date(table["at"])
            result = classified(case, entries, on)[name.partition("_")[0].upper()]
            assert faults(result, expected) == [], f"{case['id']} {name}: {result}"


def research(shared: Path) -> ControlEntries:
    path = shared / "data/control-lists/uav-entries.yaml"
    return control_entries_of(parse_control_entries({path.name: path.read_bytes()}).content)


def test_the_research_table_beside_ours_changes_no_answer(shared: Path, entries: ControlEntries) -> None:
    """Of rows of one id and day the structured one stands, so a workspace may hold both."""
    both = joined([research(shared), entries])
    for case in OWN["cases"]:
        alone, beside = (classified(case, used, read_date(OWN["at"])) for used in (entries, both))
        for result in (*alone.values(), *beside.values()):
            del result["edition"]
        assert beside == alone, case["id"]


def test_the_research_table_alone_clears_nothing(shared: Path) -> None:
    """It declares nothing complete and leaves conditions in prose: it supports refer and listed only."""
    alone = research(shared)
    decisions = {result["decision"] for case in OWN["cases"] for result in classified(case, alone, read_date(OWN["at"])).values()}
    assert decisions <= {"refer", "listed"}


def test_the_catch_all_stands_beside_every_not_listed_of_the_eu(entries: ControlEntries) -> None:
    for case in OWN["cases"]:
        result = classified(case, entries, read_date(OWN["at"]))["EU"]
        assert ("EU-ART4 catch_all" in result["checks"]) == (result["decision"] == "not_listed")


def test_the_last_day_of_one_wording_and_the_first_of_the_next_meet(entries: ControlEntries) -> None:
    """`valid.to` is the last day: on no day are both wordings of 9A012 in force, and on none is neither."""
    older, newer = (next(one for one in entries.entries if one.id == f"US-9A012-2026{half}") for half in ("H1", "H2"))
    for day, holds in (
        ("2026-01-19", (False, False)),
        ("2026-01-20", (True, False)),
        ("2026-08-12", (True, False)),
        ("2026-08-13", (False, True)),
    ):
        assert (older.in_force(read_date(day)), newer.in_force(read_date(day))) == holds


@pytest.mark.parametrize(
    ("facts", "kind", "family", "holds", "lacks"),
    [
        # wording in force on other days is told for the same kind of item and list alone
        ({"bvlos": True}, "complete UAV", "US", ("US-9A012-2026H1 is not in force on 2026-11-01",), ("US-9A012-2026H2 is not in force",)),
        ({"bvlos": True}, "complete UAV", "EU", (), ("not in force",)),
        ({"engine_type": "turbojet"}, "engine", "US", (), ("not in force",)),
        # a policy is told where it is met
        (
            {"payload_kg": "600", "range_km": "400", "max_true_airspeed_kmh": "500"}, "complete UAV", "US",
            ("Policy, not classification: case-by-case review",), (),
        ),
        ({"payload_kg": "600", "range_km": "400", "max_true_airspeed_kmh": "900"}, "complete UAV", "US", (), ("Policy, not",)),
        ({"payload_kg": "600", "range_km": "400"}, "complete UAV", "US", (), ("Policy, not",)),
    ],
)  # fmt: skip
def test_what_is_told_beside_the_entries(
    facts: dict[str, Any], kind: str, family: Any, holds: tuple[str, ...], lacks: tuple[str, ...], entries: ControlEntries
) -> None:
    told = " ".join(
        classify(ItemFacts(name="x", kind=kind, facts=facts), entries, as_of=dt.date(2026, 11, 1)).lists[family].because
    )
    assert [one for one in holds if one not in told] == []
    assert [one for one in lacks if one in told] == []


@pytest.mark.parametrize(
    ("facts", "family", "check", "asked"),
    [
        ({"payload_kg": "600", "range_km": "400"}, "US", "US-POLICY-800 policy", True),
        ({"payload_kg": "600", "range_km": "400", "max_true_airspeed_kmh": "500"}, "US", "US-POLICY-800 policy", False),
        ({"payload_kg": "600", "range_km": "400", "max_true_airspeed_kmh": "900"}, "US", "US-POLICY-800 policy", False),
        # open by a trade of payload for range, and open only because a figure is missing
        ({"payload_kg": "480", "range_km": "900"}, "MTCR", "MTCR-1.A.2 trade_off", True),
        ({"range_km": "900"}, "MTCR", "MTCR-1.A.2 trade_off", False),
        ({"payload_kg": "600", "range_km": "900"}, "MTCR", "MTCR-1.A.2 trade_off", False),
    ],
)  # fmt: skip
def test_what_an_officer_must_still_look_at(
    facts: dict[str, Any], family: Any, check: str, asked: bool, entries: ControlEntries
) -> None:
    result = classify(ItemFacts(name="x", kind="complete UAV", facts=facts), entries, as_of=dt.date(2026, 11, 1)).lists[family]
    assert (check in result.checks) is asked
