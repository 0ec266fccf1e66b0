"""Reconciliation API 0.2: what a client such as OpenRefine sends, in its order, and the shapes that the specification fixes."""

import json
import re
from typing import Any
from urllib.parse import quote

import jsonschema
import pytest
import requests

# The required parts of the specification's own schemas, written down anew.
TYPE = {"type": "object", "required": ["id", "name"], "properties": {"id": {"type": "string"}, "name": {"type": "string"}}}
SERVICE = {
    "type": "object",
    "properties": {
        "service_url": {"type": "string"},
        "service_path": {"type": "string"},
        "flyout_service_path": {"type": "string", "pattern": r"\$\{id\}"},
    },
}
TEMPLATE = {"type": "object", "required": ["url"], "properties": {"url": {"type": "string", "pattern": r"\{\{id\}\}"}}}
MANIFEST = {
    "type": "object",
    "required": ["versions", "name", "identifierSpace", "schemaSpace"],
    "properties": {
        "versions": {"type": "array", "contains": {"enum": ["0.2"]}},
        "name": {"type": "string"},
        "identifierSpace": {"type": "string", "pattern": "^https?://"},
        "schemaSpace": {"type": "string", "pattern": "^https?://"},
        "documentation": {"type": "string"},
        "serviceVersion": {"type": "string"},
        "defaultTypes": {"type": "array", "items": TYPE, "uniqueItems": True},
        "view": TEMPLATE,
        "preview": {**TEMPLATE, "required": ["url", "width", "height"]},
        "suggest": {"type": "object", "properties": {"entity": SERVICE, "property": SERVICE, "type": SERVICE}},
        "extend": {
            "type": "object",
            "properties": {
                "propose_properties": SERVICE,
                "property_settings": {"type": "array", "items": {"type": "object", "required": ["type", "label", "name"]}},
            },
        },
        "batchSize": {"type": "integer"},
    },
}
CANDIDATE = {
    "type": "object",
    "required": ["id", "name", "score"],
    "properties": {
        "id": {"type": "string"},
        "name": {"type": "string"},
        "description": {"type": "string"},
        "score": {"type": "number"},
        "match": {"type": "boolean"},
        "type": {"type": "array", "items": TYPE},
        "features": {
            "type": "array",
            "items": {"type": "object", "properties": {"id": {"type": "string"}, "value": {"type": "number"}}},
        },
    },
}
RESULTS = {
    "type": "object",
    "additionalProperties": {
        "type": "object",
        "required": ["result"],
        "properties": {"result": {"type": "array", "items": CANDIDATE}},
    },
}
SUGGESTED = {"type": "object", "required": ["result"], "properties": {"result": {"type": "array", "items": TYPE}}}
VALUE = {"type": "object", "required": ["str"], "properties": {"str": {"type": "string"}}, "additionalProperties": False}
EXTENDED = {
    "type": "object",
    "required": ["meta", "rows"],
    "properties": {
        "meta": {"type": "array", "items": TYPE},
        "rows": {
            "type": "object",
            "additionalProperties": {"type": "object", "additionalProperties": {"type": "array", "items": VALUE}},
        },
    },
}


@pytest.fixture(scope="module")
def address(site) -> str:
    """The address that a person pastes into OpenRefine."""
    made = site.visitor("Ines").send_form("/account/", {"name": "refine"})
    found = re.search(r'<bdi dir="ltr">(licet_[A-Za-z0-9_-]+)</bdi>', made.text)
    assert found
    answer = requests.get(f"{site.address}/api/v1/reconcile-address", headers={"Authorization": f"Bearer {found[1]}"}, timeout=60)
    assert answer.status_code == 200, answer.text
    return str(answer.json()["address"])


@pytest.fixture(scope="module")
def manifest(address: str) -> Any:
    answer = requests.get(address, timeout=60)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.fixture(scope="module")
def reconcile(address: str):
    def ask(queries: Any) -> Any:
        answer = requests.post(address, data={"queries": json.dumps(queries)}, timeout=60)
        assert answer.status_code == 200, answer.text
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        jsonschema.validate(answer.json(), RESULTS)
        return answer.json()

    return ask


def at(service: Any, **parameters: Any) -> requests.Response:
    """Ask one of the services that the manifest names."""
    return requests.get(service["service_url"] + service["service_path"], params=parameters, timeout=60)


def test_the_manifest_is_open_and_keeps_to_the_specification(site, manifest) -> None:
    jsonschema.validate(manifest, MANIFEST)
    open_to_all = requests.get(f"{site.address}/reconcile/default", timeout=60)
    assert open_to_all.status_code == 200
    jsonschema.validate(open_to_all.json(), MANIFEST)
    assert open_to_all.headers["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in open_to_all.headers
    assert open_to_all.json()["authentication"] == {"type": "apiKey", "name": "api_key", "in": "query"}
    assert requests.get(f"{site.address}/reconcile/nowhere", timeout=60).json()["detail"].startswith("No such dataset")


def test_a_batch_of_queries_is_answered(reconcile, address: str) -> None:
    queries = {
        "q0": {"query": "Viktor Prymerov"},
        "q1": {"query": "Viktor Prymerov", "type": "Person", "limit": 1, "type_strict": "should"},
        "q2": {"query": "Viktor Prymerov", "type": ["Person"], "properties": [{"pid": "birthDate", "v": "1968-04-12"}, {"pid": "Thing:country", "v": ["ru", {"id": "ua", "name": "Ukraine"}]}]},
        "q3": {"query": "Zzyzx Perfectly Harmless"},
        "q4": {"properties": [{"pid": "name", "v": "Viktor Prymerov"}]},
    }  # fmt: skip
    found = reconcile(queries)
    assert set(found) == set(queries)
    best = found["q0"]["result"][0]
    assert "PRIMEROV" in best["name"]
    assert len(found["q1"]["result"]) == 1
    assert found["q2"]["result"][0]["score"] >= best["score"], "facts besides the name weigh"
    assert found["q3"]["result"] == [] or not found["q3"]["result"][0]["match"]
    assert found["q4"]["result"][0]["id"] == best["id"]
    scores = [one["score"] for one in found["q0"]["result"]]
    assert scores == sorted(scores, reverse=True)
    got = requests.get(address, params={"queries": json.dumps({"q0": queries["q0"]})}, timeout=60)
    assert got.json() == {"q0": found["q0"]}, "GET answers as POST does"
    [itself] = reconcile({"q": {"query": best["id"]}})["q"]["result"]
    assert (itself["id"], itself["match"]) == (best["id"], True), "an id in place of a name is that entity"


def test_suggestions_previews_and_values_follow_the_manifest(manifest, reconcile, address: str) -> None:
    suggest = manifest["suggest"]
    entities = at(suggest["entity"], prefix="viktor prym").json()
    jsonschema.validate(entities, SUGGESTED)
    first = entities["result"][0]
    assert "PRIMEROV" in first["name"]
    assert all(isinstance(one["notable"], list) for one in entities["result"])
    assert at(suggest["entity"], prefix=first["id"]).json()["result"][0]["id"] == first["id"]
    assert at(suggest["entity"], prefix="viktor prym", cursor=1).json()["result"] == entities["result"][1:]
    assert at(suggest["entity"]).json()["result"] == []
    properties = at(suggest["property"], prefix="birth").json()
    jsonschema.validate(properties, SUGGESTED)
    assert "birthDate" in [one["id"] for one in properties["result"]]
    types = at(suggest["type"], prefix="organ").json()
    jsonschema.validate(types, SUGGESTED)
    assert [one["id"] for one in types["result"]] == ["Organization"]
    assert at(suggest["type"], prefix="banana").json()["result"] == []

    flyout = suggest["entity"]
    shown = requests.get(
        flyout["flyout_service_url"] + flyout["flyout_service_path"].replace("${id}", quote(first["id"], safe="")), timeout=60
    )
    assert set(shown.json()) == {"id", "html"}
    assert "PRIMEROV" in shown.json()["html"]
    page = requests.get(manifest["preview"]["url"].replace("{{id}}", quote(first["id"], safe="")), timeout=60)
    assert page.headers["Content-Type"].startswith("text/html")
    assert "PRIMEROV" in page.text
    assert "X-Frame-Options" not in page.headers
    policy = page.headers["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "default-src 'none'" in policy
    assert "<script" not in page.text

    proposed = at(manifest["extend"]["propose_properties"], type="Person", limit=3).json()
    assert (proposed["type"], proposed["limit"], len(proposed["properties"])) == ("Person", 3, 3)
    extend = {"ids": [first["id"], "nobody"], "properties": [{"id": "birthDate"}, {"id": "alias", "settings": {"limit": 1}}]}
    answer = requests.post(address, data={"extend": json.dumps(extend)}, timeout=60).json()
    jsonschema.validate(answer, EXTENDED)
    assert answer["rows"]["nobody"] == {"birthDate": [], "alias": []}
    assert answer["rows"][first["id"]]["birthDate"][0]["str"].startswith("19")
    assert [one["id"] for one in answer["meta"]] == ["birthDate", "alias"]
    assert reconcile({"q": {"query": first["name"]}})["q"]["result"][0]["id"] == first["id"]


@pytest.mark.parametrize(
    ("form", "status", "holds"),
    [
        ({}, 400, "queries or extend"),
        ({"queries": "{"}, 400, "is not JSON"),
        ({"queries": "[]"}, 400, "no JSON object"),
        ({"queries": '{"q": {"query": 37473874}}'}, 400, "no text"),
        ({"queries": '{"q": {"query": ""}}'}, 400, "names nobody"),
        ({"queries": '{"q": {"query": "A", "limit": 0}}'}, 400, "limit"),
        ({"queries": '{"q": {"query": "A", "type": "Banana"}}'}, 400, "Banana"),
        ({"queries": '{"q": {"query": "A", "properties": [{"pid": "shoeSize", "v": "1"}]}}'}, 400, "shoeSize"),
        ({"queries": '{"q": {"query": "A", "properties": [{"pid": "name"}]}}'}, 400, "pid and v"),
        ({"queries": json.dumps({"q": {"query": "x" * 10_000}})}, 400, "10,000 characters"),
        ({"queries": json.dumps({f"q{n}": {"query": "A"} for n in range(101)})}, 413, "limit: 100"),
        ({"extend": '{"ids": [1], "properties": []}'}, 400, "ids and properties"),
        ({"extend": '{"ids": ["a"], "properties": [{}]}'}, 400, "needs an id"),
    ],
)
def test_a_bad_request_is_one_sentence(address: str, form: dict[str, str], status: int, holds: str) -> None:
    answer = requests.post(address, data=form, timeout=60)
    assert answer.status_code == status, answer.text
    assert set(answer.json()) == {"detail"}
    assert holds in answer.json()["detail"]


def test_the_key_of_an_address_opens_reconciliation_alone(site, address: str) -> None:
    key = address.partition("api_key=")[2]
    for path in ("/catalog", "/search/default", "/api/v1/cases", "/api/v1/editions"):
        assert requests.get(f"{site.address}{path}?api_key={key}", timeout=60).status_code == 401, path
        assert requests.get(site.address + path, headers={"Authorization": f"Bearer {key}"}, timeout=60).status_code == 401
    for wrong in ("", "?api_key=", "?api_key=licet_x", f"?api_key={key[:-1]}x"):
        answer = requests.post(f"{site.address}/reconcile/default{wrong}", data={"queries": '{"q": {"query": "A"}}'}, timeout=60)
        assert answer.status_code == 401, wrong
        assert requests.get(f"{site.address}/reconcile/default/suggest/entity{wrong}", timeout=60).status_code == 401
    signed_in = site.visitor("Ines")
    assert signed_in.get("/reconcile/default/suggest/entity?prefix=a").status_code == 401, "a cookie must not answer other sites"


def test_the_key_dies_with_its_token(site) -> None:
    visitor = site.visitor("Ines")
    made = visitor.send_form("/account/", {"name": "short-lived"})
    token = re.search(r'<bdi dir="ltr">(licet_[A-Za-z0-9_-]+)</bdi>', made.text)[1]  # type: ignore[index]
    address = requests.get(
        f"{site.address}/api/v1/reconcile-address", headers={"Authorization": f"Bearer {token}"}, timeout=60
    ).json()["address"]
    suggest = address.replace("/default?", "/default/suggest/type?") + "&prefix=p"
    assert requests.get(suggest, timeout=60).status_code == 200
    page = visitor.get("/account/").text
    row = page[page.index("short-lived") :]
    revoke = re.search(r'action="([^"]*)".*?name="csrfmiddlewaretoken" value="([^"]*)"', row, re.DOTALL)
    assert revoke
    done = visitor.post(revoke[1], data={"csrfmiddlewaretoken": revoke[2]}, headers={"Referer": site.address + "/account/"})
    assert done.status_code == 200
    assert requests.get(suggest, timeout=60).status_code == 401


def test_other_sites_may_ask_first(site) -> None:
    for path in ("/reconcile/default", "/reconcile/default/suggest/entity"):
        answer = requests.options(
            site.address + path, headers={"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}, timeout=60
        )
        assert answer.status_code == 204
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in answer.headers
