"""The API over HTTP: shapes, refusals, who may what, and its own description held against it."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import load_all_checks

from licet.encoding.source import read_tree

CHECKOUT = Path(__file__).resolve().parent.parent.parent
EXAMPLES = CHECKOUT / "examples"


def token_of(visitor) -> str:
    made = visitor.send_form("/account/", {"name": "test"})
    found = re.search(r'<bdi dir="ltr">(licet_[A-Za-z0-9_-]+)</bdi>', made.text)
    assert found
    return found.group(1)


@pytest.fixture(scope="module")
def call(site):
    """Call the API with the token of an officer, or of somebody else by first name."""
    tokens: dict[str, str] = {}

    def ask(method: str, path: str, *, who: str | None = "Ines", **kwargs: Any) -> requests.Response:
        headers = kwargs.pop("headers", {})
        if who is not None:
            tokens.setdefault(who, token_of(site.visitor(who)))
            headers = {"Authorization": f"Bearer {tokens[who]}", **headers}
        return requests.request(method, f"{site.address}/api/v1{path}", headers=headers, timeout=60, **kwargs)

    return ask


def example(name: str) -> dict[str, Any]:
    """An example as a program would send it: JSON, with every fraction quoted."""
    [path] = EXAMPLES.glob(f"{name}*.yaml")
    return json.loads(json.dumps(read_tree(path.read_bytes(), path.name), default=str))


def says(answer: requests.Response) -> str:
    assert answer.headers["Content-Type"].startswith("application/json"), answer.text[:200]
    body = answer.json()
    assert set(body) == {"faults"}
    assert all(set(fault) == {"where", "says"} for fault in body["faults"])
    return " | ".join(f"{fault['where']}: {fault['says']}" for fault in body["faults"])


def test_every_error_is_json_of_one_shape(call) -> None:
    for method, path, status in [
        ("GET", "/cases", 401),
        ("GET", "/nowhere", 404),
        ("PUT", "/cases", 405),
        ("DELETE", "/cases/ZA-2026-00001", 405),
    ]:
        answer = call(method, path, who=None)
        assert answer.status_code == status, path
        assert says(answer)
    assert says(call("GET", "/cases/ZA-2026-99999"))
    assert "no case number" in says(call("GET", "/cases/no number"))


def test_a_bad_token_opens_nothing(call) -> None:
    assert call("GET", "/cases", who=None, headers={"Authorization": "Bearer licet_nonsense"}).status_code == 401


def test_a_session_needs_the_forms_token_to_change_anything(site, number_of) -> None:
    officer = site.visitor("Ines")
    assert officer.get("/api/v1/cases").status_code == 200
    answer = officer.post(f"/api/v1/cases/{number_of('EX-16')}/replay", json={})
    assert answer.status_code == 403
    assert says(answer)


def test_cases_are_listed_and_read(call, number_of) -> None:
    listed = call("GET", "/cases?per_page=200").json()
    assert listed["total"] == len(listed["rows"]) > 10
    number = number_of("EX-16")
    row = next(row for row in listed["rows"] if row["number"] == number)
    assert (row["reference"], row["recommendation"], row["next_actor"]) == ("EX-16", "refer", "officer")
    case = call("GET", f"/cases/{number}").json()
    assert {fact["name"] for fact in case["missing"]} == {"certificate_verified", "diversion_assessment"}
    assert "Fynbos" not in json.dumps(case)
    opinion = call("GET", f"/cases/{number}/opinion").json()
    assert opinion["shape"] == "opinion/1"
    assert call("GET", f"/cases/{number}/opinion?digest={case['opinions'][0]['digest']}").json() == opinion
    assert call("GET", f"/cases/{number}/opinion?digest=sha256:00").status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "page=0",
        "page=x",
        "per_page=0",
        "per_page=100000",
        "order=nonsense",
        "recommendation=maybe",
        "destination=norway",
        "descending=perhaps",
    ],
)
def test_queries_are_strict(call, query) -> None:
    answer = call("GET", f"/cases?{query}")
    assert answer.status_code == 422
    assert query.partition("=")[0] in says(answer)


def test_an_answer_changes_the_opinion_once(call, number_of) -> None:
    number = number_of("EX-10")
    before = call("GET", f"/cases/{number}").json()
    given = {
        "name": "range_km",
        "about": "drone",
        "value": "180",
        "source": "data sheet",
        "on": "2026-08-02",
        "command": "test-range",
    }
    first, second = (call("POST", f"/cases/{number}/answers", json=given) for _ in range(2))
    assert first.status_code == second.status_code == 200, first.text
    assert first.json() == second.json()
    after = call("GET", f"/cases/{number}").json()
    assert len(after["opinions"]) == len(before["opinions"]) + 1
    assert "range_km" not in {fact["name"] for fact in first.json()["missing"]}


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"value": 1.5}, ""),
        ({"on": "2026-02-30"}, "on"),
        ({"on": "2027-01-01"}, "on"),
        ({"colour": "red"}, "colour"),
        ({"source": "  "}, "source"),
        ({"name": "no_such_fact", "about": "nobody"}, "about"),
        ({"about": 7}, "about"),
    ],
)
def test_answers_are_read_strictly(call, number_of, change, where) -> None:
    given = {"name": "certificate_verified", "value": True, "source": "embassy", "on": "2026-08-02", **change}
    answer = call("POST", f"/cases/{number_of('EX-12')}/answers", json=given)
    if change == {"value": 1.5}:
        assert answer.status_code in (200, 422)
        return
    assert answer.status_code == 422, answer.text
    assert f"{where}: " in says(answer)


def test_an_opinion_replays(call, number_of) -> None:
    answer = call("POST", f"/cases/{number_of('EX-09')}/replay", json={})
    assert answer.status_code == 200
    assert answer.json() == {"equal": True, "other_software": False, "differences": []}


def test_a_request_is_received_once_and_a_faulty_one_refused_whole(call) -> None:
    request = {**example("01"), "reference": "T-API-1"}
    first = call("POST", "/requests", json=request)
    assert first.status_code == 201, first.text
    again = call("POST", "/requests", json=request)
    assert (again.status_code, again.json()["number"]) == (200, first.json()["number"])
    faulty = {**request, "reference": "T-API-2", "exporting_state": "XX", "colour": "red"}
    refused = call("POST", "/requests", json=faulty)
    assert refused.status_code == 422
    assert "exporting_state: " in says(refused)
    assert "colour: " in says(refused)
    assert "T-API-2" not in call("GET", "/cases?per_page=200").text


def test_an_applicant_calls_within_their_own_rights(call, number_of) -> None:
    assert call("GET", f"/cases/{number_of('EX-16')}", who="Thandi").status_code == 404
    assert call("GET", "/editions", who="Thandi").status_code == 403
    assert call("POST", "/screen", who="Thandi", json={"properties": {"name": ["Example"]}}).status_code == 403
    assert call("POST", "/assess", who="Thandi", json={"request": example("01")}).status_code == 403


def test_screen_classify_and_assess_without_a_case(call) -> None:
    screened = call("POST", "/screen", json={"schema": "Company", "properties": {"name": ["Example Trading"]}})
    assert screened.status_code == 200
    assert screened.json()["shape"] == "screening/1"
    assert all("clear" in one for one in screened.json()["warnings"])
    item = {"name": "Kestrel", "kind": "complete UAV", "facts": {"range_km": "180", "payload_kg": "unknown"}}
    classified = call("POST", "/classify", json=item)
    assert classified.status_code == 200, classified.text
    assert classified.json()["lists"]["MTCR"]["decision"] in ("listed", "not_listed", "refer")
    assert call("POST", "/classify", json={**item, "facts": {"rnge_km": "1"}}).status_code == 422
    before = call("GET", "/cases").json()["total"]
    what_if = call("POST", "/assess", json={"request": {**example("11"), "reference": "T-IF-1"}})
    assert what_if.status_code == 200, what_if.text
    assert what_if.json()["opinion"]["recommendation"] == "permit_with_conditions"
    assert call("GET", "/cases").json()["total"] == before
    late = call("POST", "/assess", json={"request": example("11"), "as_of": "2026-12-31"})
    assert late.status_code == 422
    assert "as_of: " in says(late)


def test_editions_are_listed(call) -> None:
    kinds = {edition["kind"] for edition in call("GET", "/editions").json()["editions"]}
    assert {"embargoes", "criteria", "us-csl", "rulebook"} <= kinds


def test_what_is_no_json_is_refused_in_words(call) -> None:
    for body in (b"", b"{", b"[]", b"\xff", b'{"a": 1, "a": 2}'):
        answer = call("POST", "/requests", data=body, headers={"Content-Type": "application/json"})
        assert answer.status_code == 422, body
        assert says(answer)


def test_a_token_is_shown_once_and_can_be_revoked(site) -> None:
    officer = site.visitor("Johan")
    token = token_of(officer)
    headers = {"Authorization": f"Bearer {token}"}
    assert requests.get(f"{site.address}/api/v1/cases", headers=headers, timeout=30).status_code == 200
    page = officer.get("/account/").text
    assert token not in page
    revoke = re.findall(r'action="(/account/tokens/\d+/revoke/)"', page)[-1]
    officer.send_form("/account/", {}, to=revoke)
    assert requests.get(f"{site.address}/api/v1/cases", headers=headers, timeout=30).status_code == 401


def test_the_description_is_openapi_3_1_and_complete(site) -> None:
    schema = requests.get(f"{site.address}/api/v1/openapi.json", timeout=30).json()
    assert schema["openapi"].startswith("3.1")
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            assert {"401", "422"} <= set(operation["responses"]), (path, method)
            assert operation["summary"], (path, method)
    text = json.dumps(schema)
    refs = set(re.findall(r"#/components/schemas/(\w+)", text))
    assert refs <= set(schema["components"]["schemas"])


def test_the_reference_page_names_every_operation(site, officer) -> None:
    schema = requests.get(f"{site.address}/api/v1/openapi.json", timeout=30).json()
    page = officer.get("/api/").text
    for path in schema["paths"]:
        assert path in page


load_all_checks()
CHECKS = [
    schemathesis.checks.CHECKS.get_one(name)
    for name in (
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_schema_conformance",
        "unsupported_method",
    )
]


def test_the_api_keeps_to_its_description(site) -> None:
    """Requests made up from the description, good and bad, are answered as it says."""
    token = token_of(site.visitor("Ines"))
    schema = schemathesis.openapi.from_url(f"{site.address}/api/v1/openapi.json")
    for result in schema.get_all_operations():
        operation = result.ok()
        strategy = operation.as_strategy()
        for case in _some(strategy, 6):
            case.call_and_validate(headers={"Authorization": f"Bearer {token}"}, checks=CHECKS)


def _some(strategy, count: int) -> list[Any]:
    found: list[Any] = []

    @settings(
        max_examples=count,
        database=None,
        derandomize=True,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=strategy)
    def collect(case: Any) -> None:
        found.append(case)

    collect()
    return found
