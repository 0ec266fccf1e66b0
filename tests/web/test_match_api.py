"""The yente API's addresses and shapes: a client written for yente gets what it expects, and every error is `{"detail"}`."""

import json
import re
from typing import Any

import jsonschema
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import load_all_checks

from workbench import every_byte

LISTED = "شركة المثال"
PUBLISHED_KEYS = {  # of yente's EntityResponse, as its clients read it
    "id", "caption", "schema", "properties", "datasets", "referents", "target", "first_seen", "last_seen", "last_change"
}  # fmt: skip


def token_of(visitor: Any) -> str:
    made = visitor.send_form("/account/", {"name": "matching"})
    found = re.search(r'<bdi dir="ltr">(licet_[A-Za-z0-9_-]+)</bdi>', made.text)
    assert found
    return found.group(1)


@pytest.fixture(scope="module")
def token(site) -> str:
    return token_of(site.visitor("Ines"))


@pytest.fixture(scope="module")
def call(site, token: str):
    def ask(method: str, path: str, *, key: str | None = f"Bearer {token}", **kwargs: Any) -> requests.Response:
        headers = {"Authorization": key, **kwargs.pop("headers", {})} if key else kwargs.pop("headers", {})
        return requests.request(method, site.address + path, headers=headers, timeout=60, **kwargs)

    return ask


@pytest.fixture(scope="module")
def match(call):
    """Match one party, as the documented Python example of the yente API does."""

    def ask(query: Any, **parameters: Any) -> Any:
        response = call("POST", "/match/default", json={"queries": {"q": query}}, params=parameters)
        assert response.status_code == 200, response.text
        return response.json()["responses"]["q"]

    return ask


def detail(answer: requests.Response) -> str:
    assert answer.headers["Content-Type"].startswith("application/json"), answer.text[:200]
    assert set(answer.json()) == {"detail"}
    assert isinstance(answer.json()["detail"], str)
    return str(answer.json()["detail"])


# ---- matching


def test_the_documented_batch_is_answered(call) -> None:
    """The requests of yente's own examples: two queries, several names, a state by its English name, a year of birth."""
    batch = {
        "queries": {
            "q1": {"schema": "Person", "properties": {"name": ["Viktor Prymerov", "Виктор Примеров"], "birthDate": ["1968"]}},
            "q2": {"id": "mine", "schema": "Company", "properties": {"name": "Stroygazmontazh", "jurisdiction": "Russia"}},
        }
    }
    response = call("POST", "/match/default", json=batch)
    assert response.status_code == 200, response.text
    assert response.headers["x-batch-size"] == "2"
    document = response.json()
    assert document["limit"] == 5
    first, second = document["responses"]["q1"], document["responses"]["q2"]
    assert first["status"] == 200
    assert first["total"] == {"value": len(first["results"]), "relation": "eq"}
    assert first["query"]["properties"]["birthDate"] == ["1968"]
    assert (second["query"]["id"], second["query"]["schema"], second["query"]["properties"]["country"]) == (
        "mine",
        "Company",
        ["RU"],
    )
    best = first["results"][0]
    assert set(best) >= PUBLISHED_KEYS | {"score", "match", "features", "explanations"}
    assert best["match"] is True
    assert 0.5 < best["score"] <= 1
    assert best["properties"]["name"]
    assert set(best["features"]) == set(best["explanations"])
    assert all(set(one) == {"detail", "score", "query", "candidate"} for one in best["explanations"].values())
    assert [one["score"] for one in first["results"]] == sorted((one["score"] for one in first["results"]), reverse=True)


def test_a_match_is_what_a_screening_finds(call, match) -> None:
    found = match({"schema": "Company", "properties": {"name": [LISTED], "country": ["AE"]}})
    asked = {"schema": "Company", "properties": {"name": [LISTED], "country": ["AE"]}}
    screened = call("POST", "/api/v1/screen", json=asked).json()
    alerts = [(one["record_id"], float(one["score"])) for one in screened["matches"] if one["alert"]]
    assert [(one["id"], one["score"]) for one in found["results"] if one["alert"]][:5] == alerts[:5]
    assert alerts


def test_the_parameters_of_a_match(match) -> None:
    query = {"schema": "Person", "properties": {"name": ["Viktor Prymerov"]}}
    everything = match(query, cutoff=0.02, limit=50)["results"]
    assert everything
    best = everything[0]
    assert match(query, limit=1)["results"][0]["id"] == best["id"]
    assert all(one["score"] >= 0.9 for one in match(query, cutoff=0.9)["results"])
    strict = match(query, threshold=1, cutoff=0.02)["results"]
    assert strict[0]["match"] is False
    assert strict[0]["alert"] is best["alert"], "a threshold does not change what alerts"
    assert best["id"] not in [one["id"] for one in match(query, exclude_entity_ids=[best["id"]])["results"]]
    [*_, own] = best["datasets"]
    assert best["id"] in [one["id"] for one in match(query, include_dataset=[own])["results"]]
    assert best["id"] not in [one["id"] for one in match(query, exclude_dataset=[own])["results"]]
    assert best["id"] not in [one["id"] for one in match(query, exclude_schema=["LegalEntity"])["results"]]
    topic = best["properties"]["topics"][0]
    other = {"sanction": "export.control", "export.control": "sanction"}[topic]
    assert best["id"] in [one["id"] for one in match(query, topics=[topic])["results"]]
    assert best["id"] not in [one["id"] for one in match(query, topics=[other])["results"]]
    assert match(query, changed_since="2999-01-01")["results"] == []
    assert match(query, changed_since="1999-01-01T00:00")["results"][0]["id"] == best["id"]
    assert match(query, algorithm="logic-v2")["results"][0]["id"] == best["id"]


def test_one_list_is_a_data_set_of_its_own(call) -> None:
    query = {"queries": {"q": {"schema": "Person", "properties": {"name": ["Viktor Prymerov"]}}}}
    [best, *_] = call("POST", "/match/default", json=query).json()["responses"]["q"]["results"]
    for dataset in best["datasets"]:
        [first, *_] = call("POST", f"/match/{dataset}", json=query).json()["responses"]["q"]["results"]
        assert first["id"] == best["id"]
    assert detail(call("POST", "/match/nowhere", json=query)).startswith("No such dataset: nowhere.")


BAD: dict[str, tuple[Any, int, str]] = {
    "nothing": ({}, 400, "No queries provided"),
    "no queries": ({"queries": {}}, 400, "No queries provided"),
    "no schema": ({"queries": {"q": {"properties": {"name": "Banana"}}}}, 422, "schema"),
    "a schema that is none": ({"queries": {"q": {"schema": "xxx", "properties": {"name": "Banana"}}}}, 400, "xxx"),
    "an unknown property": ({"queries": {"q": {"schema": "Person", "properties": {"name": "A", "birthdate": "1960"}}}}, 400, "use “birthDate”"),
    "an empty name": ({"queries": {"q": {"schema": "Person", "properties": {"name": [""]}}}}, 400, "names nobody"),
    "a name without end": ({"queries": {"q": {"schema": "Person", "properties": {"name": ["x" * 10_000]}}}}, 400, "10,000 characters"),
    "a control character": ({"queries": {"q": {"schema": "Person", "properties": {"name": ["a\u0007b"]}}}}, 400, "control character"),
    "something nested": ({"queries": {"q": {"schema": "Person", "properties": {"name": [{"a": 1}]}}}}, 400, "holds no text"),
    "own weights": ({"weights": {"name": 1}, "queries": {"q": {"schema": "Person", "properties": {"name": "A"}}}}, 400, "weights"),
    "too many": ({"queries": {f"q{n}": {"schema": "Person", "properties": {"name": "A"}} for n in range(101)}}, 400, "limit: 100"),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_a_bad_query_is_one_sentence(call, what: str) -> None:
    body, status, holds = BAD[what]
    answer = call("POST", "/match/default", json=body)
    assert answer.status_code == status, answer.text
    says = detail(answer)
    assert holds in says
    assert len(says) < 400


def test_bad_parameters_and_bodies_are_one_sentence(call) -> None:
    query = {"queries": {"q": {"schema": "Person", "properties": {"name": "A B"}}}}
    for parameters, status in [
        ({"limit": 0}, 422), ({"limit": 10_000}, 422), ({"threshold": 7}, 422), ({"changed_since": "soon"}, 422),
        ({"changed_since": "2026-13-01"}, 422), ({"algorithm": "guess"}, 400), ({"exclude_entity_ids": ["x"] * 51}, 422),
    ]:  # fmt: skip
        answer = call("POST", "/match/default", json=query, params=parameters)
        assert answer.status_code == status, (parameters, answer.text)
        detail(answer)
    for body in (b"", b"{", b"[]", b"\xff", b'{"queries": {"q": {}, "q": {}}}', b'{"queries": [1]}'):
        assert call("POST", "/match/default", data=body).status_code == 400, body
    assert call("POST", "/match/default", data=b'"' + b"x" * (2 * 1024 * 1024) + b'"').status_code == 413
    assert call("GET", "/match/default").status_code == 405
    detail(call("GET", "/match/default"))


def test_names_in_mixed_scripts_are_matched(match) -> None:
    found = match({"schema": "Person", "properties": {"name": ["Viktоr Prymerov"]}})  # the o is Cyrillic
    assert found["query"]["properties"]["name"] == ["Viktоr Prymerov"]


# ---- who may


def test_nobody_matches_without_a_token_and_no_applicant_with_one(call, site, token: str) -> None:
    for method, path in [
        ("POST", "/match/default"),
        ("GET", "/search/default"),
        ("GET", "/entities/x"),
        ("GET", "/catalog"),
        ("GET", "/algorithms"),
    ]:
        assert call(method, path, key=None).status_code == 401, path
        detail(call(method, path, key=None))
        assert call(method, path, key="Bearer licet_wrong").status_code == 401
    assert call("GET", "/catalog", key=f"ApiKey {token}").status_code == 200, "as clients of the hosted service send it"
    applicant = token_of(site.visitor("Thandi"))
    assert call("GET", "/catalog", key=f"Bearer {applicant}").status_code == 403
    assert call("GET", f"/catalog?api_key={token}", key=None).status_code == 401, "no token in an address"
    for path in ("/healthz", "/readyz"):
        assert call("GET", path, key=None).json() == {"status": "ok"}


def test_whoever_is_screened_leaves_no_trace(call, site) -> None:
    marker = "Zebedee Quillfeather"
    query = {"schema": "Person", "properties": {"name": [marker]}}
    call("POST", "/match/default", json={"queries": {"q": query}})
    call("POST", "/match/default", json={"queries": {"q": {**query, "schema": "Quillfeather"}}})
    call("POST", "/match/default", json={"queries": {"q": {"schema": "Person", "properties": {"name": [marker, "\u0007"]}}}})
    call("GET", "/search/default", params={"q": marker})
    call("GET", "/search/default", params={"q": marker, "limit": -1})
    call("GET", "/reconcile/default", params={"queries": json.dumps({"q": {"query": marker}})})
    call("GET", "/reconcile/default/suggest/entity", params={"prefix": marker})
    for path, data in every_byte(site.log, site.workspace).items():
        assert b"Quillfeather" not in data, path


# ---- looking through the lists


def test_a_search_finds_by_the_beginnings_of_words(call) -> None:
    found = call("GET", "/search/default", params={"q": "viktor prym"}).json()
    assert set(found) == {"limit", "offset", "total", "results", "facets"}
    assert set(found["results"][0]) == PUBLISHED_KEYS
    assert "PRIMEROV" in found["results"][0]["caption"]
    assert set(found["facets"]) == {"countries", "topics", "datasets"}
    values = found["facets"]["datasets"]["values"]
    assert all(set(value) == {"name", "label", "count"} for value in values)
    assert sum(value["count"] for value in values) >= found["total"]["value"]
    assert call("GET", "/search/default", params={"q": "viktro prymreov"}).json()["results"] == []
    near = call("GET", "/search/default", params={"q": "viktro prymreov", "fuzzy": "true"}).json()
    assert "PRIMEROV" in near["results"][0]["caption"]


def test_the_parameters_of_a_search(call) -> None:
    def search(**parameters: Any) -> Any:
        response = call("GET", "/search/default", params=parameters)
        assert response.status_code == 200, response.text
        return response.json()

    everything = search(limit=500)
    total = everything["total"]["value"]
    assert total > 1_000
    assert len(everything["results"]) == 500
    page = search(limit=3, offset=3)
    assert [one["id"] for one in page["results"]] == [one["id"] for one in everything["results"][3:6]]
    assert (page["limit"], page["offset"], page["total"]["value"]) == (3, 3, total)
    assert search(limit=0)["results"] == []
    assert search(target="false")["total"]["value"] == 0
    vessels = search(schema="Vessel", facets=["schema"])
    assert [value["name"] for value in vessels["facets"]["schema"]["values"]] == ["Vessel"]
    assert 0 < vessels["total"]["value"] < total
    assert search(exclude_schema="Vessel")["total"]["value"] == total - vessels["total"]["value"]
    russian = search(countries="ru")
    assert all("ru" in one["properties"]["country"] for one in russian["results"])
    both, either = (search(countries=["ru", "ua"], filter_op=op)["total"]["value"] for op in ("AND", "OR"))
    assert both < either
    assert search(changed_since="2999-01-01")["total"]["value"] == 0
    assert search(topics="sanction")["total"]["value"] + search(topics="export.control")["total"]["value"] == total
    [dataset] = {one["datasets"][0] for one in search(q="viktor prymerov", limit=1)["results"]}
    assert search(include_dataset=dataset)["total"]["value"] + search(exclude_dataset=dataset)["total"]["value"] == total
    captions = [one["caption"].casefold() for one in search(sort="caption:desc", limit=20)["results"]]
    assert captions == sorted(captions, reverse=True)
    for parameters, status in [
        ({"schema": "Banana"}, 400),
        ({"sort": "luck"}, 400),
        ({"limit": 501}, 422),
        ({"offset": 9_500}, 422),
        ({"facets": "luck"}, 422),
    ]:
        answer = call("GET", "/search/default", params=parameters)
        assert answer.status_code == status, parameters
        detail(answer)


def test_an_entity_is_found_by_its_id(call) -> None:
    [one, *_] = call("GET", "/search/default", params={"q": "viktor prymerov"}).json()["results"]
    assert call("GET", f"/entities/{one['id']}").json() == one
    assert "No such entity" in detail(call("GET", "/entities/nobody"))


def test_the_catalog_names_every_data_set(call) -> None:
    catalog = call("GET", "/catalog").json()
    assert set(catalog) == {"datasets", "current", "outdated", "index_stale"}
    everything, *others = catalog["datasets"]
    assert everything["name"] == "default"
    assert everything["children"] == [one["name"] for one in others] == catalog["current"]
    assert all(re.fullmatch("[a-z0-9_]+", one["name"]) for one in others)
    assert everything["entity_count"] == call("GET", "/search/default", params={"limit": 0}).json()["total"]["value"]
    for one in others:
        found = call("GET", f"/search/{one['name']}", params={"limit": 0}).json()
        assert found["total"]["value"] == one["entity_count"], one["name"]
    assert call("GET", "/algorithms").json()["best"] == "licet"


# ---- the description against the service


@pytest.fixture(scope="module")
def description(site) -> Any:
    answer = requests.get(site.address + "/openapi.json", timeout=60)
    assert answer.status_code == 200
    return answer.json()


def test_answers_have_the_shapes_that_are_published(call, description) -> None:
    def holds(path: str, method: str, answer: requests.Response) -> None:
        responses = description["paths"][path][method]["responses"]
        schema = responses[str(answer.status_code)]["content"]["application/json"]["schema"]
        jsonschema.validate(answer.json(), {**schema, "components": description["components"]})

    query = {"queries": {"q": {"schema": "Person", "properties": {"name": "Viktor Prymerov"}}}}
    holds("/match/{dataset}", "post", call("POST", "/match/default", json=query))
    holds("/match/{dataset}", "post", call("POST", "/match/default", json={}))
    holds("/search/{dataset}", "get", call("GET", "/search/default?q=a&limit=50"))
    holds("/entities/{entity_id}", "get", call("GET", "/entities/nobody"))
    holds("/catalog", "get", call("GET", "/catalog"))
    holds("/algorithms", "get", call("GET", "/algorithms"))


load_all_checks()
CHECKS = [
    schemathesis.checks.CHECKS.get_one(name)
    for name in ("status_code_conformance", "content_type_conformance", "response_schema_conformance", "unsupported_method")
]


def test_requests_made_up_from_the_description_are_answered_as_it_says(site, token: str) -> None:
    described = schemathesis.openapi.from_url(f"{site.address}/openapi.json")
    for result in described.get_all_operations():
        cases: list[Any] = []

        @settings(
            max_examples=6, deadline=None, phases=[Phase.generate], database=None, derandomize=True,
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(case=result.ok().as_strategy())
        def collect(case: Any) -> None:
            cases.append(case)  # noqa: B023 - called at once

        collect()
        for case in cases:
            answer = case.call_and_validate(headers={"Authorization": f"Bearer {token}"}, checks=CHECKS)
            assert answer.status_code != 500
