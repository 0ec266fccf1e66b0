"""`/reconcile/{dataset}`: Reconciliation API 0.2, for OpenRefine and its kin.

Every answer may be read from other sites (`cross_site`), as 0.2 demands; what is asked needs a key all the same, and
cookies do not count there. JSONP, which 0.2 leaves open, is not offered: it would run here in another site's name.
"""

from decimal import Decimal
from typing import Any
from urllib.parse import quote

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.clickjacking import xframe_options_exempt
from ninja import Query
from ninja.decorators import decorate_view
from ninja.errors import HttpError

import licet
from licet.encoding.countries import NAME_OF
from licet.encoding.source import read_tree
from licet.services.followthemoney import properties_of_record
from licet.services.list_search import Directory, Listed, Wanted
from licet.services.party_properties import PLURALS, PROPERTIES, Property, properties_of
from licet.services.screen import Lists, check_party
from licet.web.api.auth import AddressKey, ApiKey, TokenAuth
from licet.web.api.match import DATASET, SCHEMATA, matched, schema_of, understood
from licet.web.api.protocols import (
    MOST_QUERIES,
    Deadline,
    answered,
    body_of,
    lists_and_directory,
    protocols,
    reader,
    said,
)
from licet.web.api.yente_shapes import described

SCHEMA_SPACE = "https://followthemoney.tech/explorer/schemata/"
KEYS = [TokenAuth(), ApiKey(), AddressKey()]
DEFAULT_LIMIT = 10
MOST_CANDIDATES = 50
SUGGESTED = 20
_PROPERTY = {one.name: one for one in reversed(PROPERTIES)}


@protocols.get(
    "/reconcile/{dataset}",
    auth=[*KEYS, lambda _request: "nobody"],
    summary="Reconciliation manifest, or queries",
    tags=["Reconciliation"],
    openapi_extra=described(None),
)
def reconcile_get(
    request: HttpRequest,
    dataset: str = DATASET,
    queries: str | None = Query(None, max_length=20_000),
    extend: str | None = Query(None, max_length=20_000),
) -> HttpResponse:
    """Without parameters, what the service offers, open to everybody; with them, as POST."""
    if queries is None and extend is None:
        lists_and_directory(dataset)
        return answered(_manifest(request, dataset))
    if request.auth == "nobody":  # type: ignore[attr-defined] # the API's authentication puts it there
        raise HttpError(401, "Queries need a key; add ?api_key=… or send “Authorization: Bearer” with a token.")
    return _answered(request, dataset, queries, extend)


@protocols.post("/reconcile/{dataset}", auth=KEYS, summary="Reconciliation queries", tags=["Reconciliation"], openapi_extra={
    **described(None),
    "requestBody": {"content": {"application/x-www-form-urlencoded": {"schema": {"type": "object", "properties": {
        "queries": {"type": "string", "description": "JSON: a batch of reconciliation queries"},
        "extend": {"type": "string", "description": "JSON: a data extension query"},
    }}}}},
})  # fmt: skip
def reconcile_post(request: HttpRequest, dataset: str = DATASET) -> HttpResponse:
    """A form with `queries` (whom to find, up to a hundred at once) or `extend` (what to fetch of those found)."""
    body_of(request)
    return _answered(request, dataset, request.POST.get("queries"), request.POST.get("extend"))


def _answered(request: HttpRequest, dataset: str, queries: str | None, extend: str | None) -> HttpResponse:
    reader(request)
    lists, directory = lists_and_directory(dataset)
    if extend:
        return answered(_extended(directory, _tree(extend, "extend")))
    if not queries:
        raise HttpError(400, "Send a form with queries or extend.")
    return answered(_reconciled(lists, directory, dataset, _tree(queries, "queries")))


def _tree(text: str, where: str) -> dict[str, Any]:
    tree = read_tree(text.encode("utf-8", "surrogatepass"), f"{where}.json")
    if not isinstance(tree, dict):
        raise HttpError(400, f"{where} is no JSON object.")
    return tree


# ---- what the service offers


def _manifest(request: HttpRequest, dataset: str) -> dict[str, Any]:
    base = request.build_absolute_uri(f"/reconcile/{quote(dataset)}")
    key = request.GET.get("api_key")
    # A client adds nothing of its own to these addresses: the key it came with goes along.
    first, more = (f"?api_key={quote(key)}", f"&api_key={quote(key)}") if key else ("", "")

    def service(path: str) -> dict[str, str]:
        return {"service_url": base, "service_path": path + first}

    preview = f"{base}/preview?id={{{{id}}}}{more}"
    return {
        "versions": ["0.2"],
        "name": f"Licet: {dataset if dataset != 'default' else 'all lists in force'}",
        "identifierSpace": request.build_absolute_uri("/entities/"),
        "schemaSpace": SCHEMA_SPACE,
        "documentation": request.build_absolute_uri("/help/"),
        "serviceVersion": licet.__version__,
        "defaultTypes": [_type(schema) for schema in SCHEMATA],
        "view": {"url": preview},
        "preview": {"url": preview, "width": 430, "height": 300},
        "suggest": {
            "entity": {
                **service("/suggest/entity"),
                "flyout_service_url": base,
                "flyout_service_path": f"/flyout?id=${{id}}{more}",
            },
            "property": service("/suggest/property"),
            "type": service("/suggest/type"),
        },
        "extend": {
            "propose_properties": service("/extend/property"),
            "property_settings": [
                {"name": "limit", "label": "Limit", "type": "number", "default": 0, "help_text": "Most values a row; 0 for all."}
            ],
        },
        "batchSize": MOST_QUERIES // 2,
        "authentication": {"type": "apiKey", "name": "api_key", "in": "query"},
    }


def _type(schema: str) -> dict[str, str]:
    return {"id": schema, "name": {str(one): plural for one, plural in PLURALS.items()}[schema]}


def _property(one: Property) -> dict[str, str]:
    return {"id": one.name, "name": one.label}


# ---- queries


def _reconciled(lists: Lists, directory: Directory, dataset: str, queries: dict[str, Any]) -> dict[str, Any]:
    if len(queries) > MOST_QUERIES:
        raise HttpError(413, f"Too many queries in one batch (limit: {MOST_QUERIES}).")
    deadline, found = Deadline(), {}
    for name, query in queries.items():
        deadline.check()
        found[name] = {"result": _candidates(lists, directory, dataset, query, f"queries.{name[:60]}")}
    return found


def _candidates(lists: Lists, directory: Directory, dataset: str, query: Any, where: str) -> list[dict[str, Any]]:
    if not isinstance(query, dict):
        raise HttpError(400, f"{where}: is no query.")
    text, types, limit = query.get("query"), query.get("type") or [], query.get("limit", DEFAULT_LIMIT)
    if text is not None and not isinstance(text, str):
        raise HttpError(400, f"{where}.query: is no text.")
    if not isinstance(limit, int) or isinstance(limit, bool) or limit < 1:
        raise HttpError(400, f"{where}.limit: is no positive whole number.")
    wanted = Wanted(dataset=dataset)
    # An id in place of a name is that entity; the protocol expects so.
    known = directory.named(text.strip()) if text else None
    if known is not None and wanted.keeps(known):
        return [_candidate(known, 1.0, True, [])]
    schemata = [schema_of(one, f"{where}.type") for one in ([types] if isinstance(types, str) else types) if isinstance(one, str)]
    properties = {"name": (text,)} if text else {}
    for name, values in _asked(query.get("properties") or [], where).items():
        properties[name] = (*properties.get(name, ()), *values)
    schema, properties = schemata[0] if len(schemata) == 1 else "LegalEntity", understood(properties)
    faults = tuple(check_party(schema, properties, where))
    if faults:
        raise HttpError(400, said(faults))
    found = matched(lists, directory, schema, properties, wanted, limit=min(limit, MOST_CANDIDATES), cutoff=0.02)
    results = found["results"]
    # A certain match is one that alerts and has no other beside it.
    alone = sum(one["alert"] for one in results) == 1
    entities = [(one, directory.named(one["id"])) for one in results]
    return [
        _candidate(
            entity,
            one["score"],
            one["alert"] and alone and one["score"] >= 0.9,
            [{"id": name, "value": value} for name, value in one["features"].items()],
        )
        for one, entity in entities
        if entity is not None
    ]


def _asked(properties: Any, where: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    if not isinstance(properties, list):
        raise HttpError(400, f"{where}.properties: is no list.")
    for one in properties:
        if not isinstance(one, dict) or not isinstance(one.get("pid"), str) or "v" not in one:
            raise HttpError(400, f"{where}.properties: each needs pid and v.")
        values = one["v"] if isinstance(one["v"], list) else [one["v"]]
        texts = tuple(text for value in values if (text := _text(value)))
        # OpenRefine of old writes Schema:name.
        name = one["pid"].rpartition(":")[2]
        found[name] = (*found.get(name, ()), *texts)
    return found


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return str(value.get("name") or value.get("id") or "")
    if isinstance(value, bool) or value is None:
        return ""
    return str(value) if isinstance(value, (str, int, Decimal)) else ""


def _candidate(one: Listed, score: float, certain: bool, features: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.caption,
        "description": _description(one),
        "type": [_type(one.schema)],
        "score": score * 100,
        "match": certain,
        "features": features,
    }


def _description(one: Listed) -> str:
    countries = ", ".join(NAME_OF.get(code, code) for code in one.countries[:3])
    return " · ".join(part for part in (one.record.list.replace("+", ", "), countries) if part)


# ---- suggestions, previews, extension


@protocols.get(
    "/reconcile/{dataset}/suggest/entity",
    auth=KEYS,
    summary="Suggest a listed party",
    tags=["Reconciliation"],
    openapi_extra=described(None),
)
def suggest_entity(
    request: HttpRequest,
    dataset: str = DATASET,
    prefix: str = Query("", max_length=1_000),
    cursor: int = Query(0, ge=0, le=10_000),
) -> HttpResponse:
    """Listed parties whose names begin so, word by word."""
    reader(request)
    _, directory = lists_and_directory(dataset)
    found = directory.search(prefix, Wanted(dataset=dataset)) if prefix.strip() else []
    shown = found[cursor : cursor + SUGGESTED]
    return answered(
        {
            "result": [
                {"id": one.id, "name": one.caption, "description": _description(one), "notable": [_type(one.schema)]}
                for one in shown
            ]
        }
    )


@protocols.get(
    "/reconcile/{dataset}/suggest/property",
    auth=KEYS,
    summary="Suggest a property",
    tags=["Reconciliation"],
    openapi_extra=described(None),
)
def suggest_property(
    request: HttpRequest, dataset: str = DATASET, prefix: str = Query("", max_length=200), cursor: int = Query(0, ge=0, le=10_000)
) -> HttpResponse:
    """Properties whose name or label begins so."""
    reader(request)
    lists_and_directory(dataset)
    start = prefix.casefold().strip()
    found = [
        one for one in _PROPERTY.values() if start and (one.name.casefold().startswith(start) or start in one.label.casefold())
    ]
    return answered({"result": [_property(one) for one in sorted(found, key=lambda one: one.label)][cursor : cursor + SUGGESTED]})


@protocols.get(
    "/reconcile/{dataset}/suggest/type", auth=KEYS, summary="Suggest a type", tags=["Reconciliation"], openapi_extra=described(None)
)
def suggest_type(
    request: HttpRequest, dataset: str = DATASET, prefix: str = Query("", max_length=200), cursor: int = Query(0, ge=0, le=10_000)
) -> HttpResponse:
    """Schemata whose name begins so."""
    reader(request)
    lists_and_directory(dataset)
    start = prefix.casefold().strip()
    found = [
        _type(one) for one in SCHEMATA if start and (one.casefold().startswith(start) or PLURALS[one].casefold().startswith(start))
    ]  # type: ignore[index]
    return answered({"result": found[cursor : cursor + SUGGESTED]})


@protocols.get(
    "/reconcile/{dataset}/preview",
    auth=KEYS,
    summary="A listed party on a small page",
    tags=["Reconciliation"],
    openapi_extra=described(None, kind="text/html"),
)
@decorate_view(xframe_options_exempt, csp_replace({"frame-ancestors": ["*"], "default-src": ["'none'"]}))
def preview(request: HttpRequest, dataset: str = DATASET, record_id: str = Query(..., alias="id", max_length=300)) -> HttpResponse:
    """What the lists say of one party, to be shown in a frame."""
    reader(request)
    return HttpResponse(_page(_entity(dataset, record_id)))


@protocols.get(
    "/reconcile/{dataset}/flyout",
    auth=KEYS,
    summary="A listed party in a few lines",
    tags=["Reconciliation"],
    openapi_extra=described(None),
)
def flyout(request: HttpRequest, dataset: str = DATASET, record_id: str = Query(..., alias="id", max_length=300)) -> HttpResponse:
    """The same as HTML inside of JSON."""
    reader(request)
    return answered({"id": record_id, "html": _page(_entity(dataset, record_id), alone=False)})


def _entity(dataset: str, record_id: str) -> Listed:
    _, directory = lists_and_directory(dataset)
    found = directory.named(record_id)
    if found is None or not Wanted(dataset=dataset).keeps(found):
        raise HttpError(404, "No such entity in the lists in force.")
    return found


def _page(one: Listed, *, alone: bool = True) -> str:
    properties = [
        (_PROPERTY[name].label if name in _PROPERTY else name, values[:8]) for name, values in properties_of_record(one).items()
    ]
    page = render_to_string("api/preview.html", {"one": one, "about": _description(one), "properties": properties, "alone": alone})
    return page.strip()  # as plain text, which JSON takes


@protocols.get(
    "/reconcile/{dataset}/extend/property",
    auth=KEYS,
    summary="Properties to fetch",
    tags=["Reconciliation"],
    openapi_extra=described(None),
)
def propose_properties(
    request: HttpRequest,
    dataset: str = DATASET,
    of_type: str = Query("LegalEntity", alias="type", max_length=80),
    limit: int = Query(50, ge=1, le=500),
) -> HttpResponse:
    """What can be fetched of parties of a type: the properties that its lists have."""
    reader(request)
    lists_and_directory(dataset)
    schema = schema_of(of_type, "type")
    return answered(
        {
            "limit": limit,
            "type": schema,
            "properties": [_property(one) for one in properties_of(schema) if one.name in _HELD][:limit],
        }
    )


_HELD = frozenset(
    ("name", "alias", "weakAlias", "birthDate", "country", "gender", "address", "program", "topics", "notes", "imoNumber", "mmsi", "callSign",
     "registrationNumber", "idNumber", "passportNumber", "taxNumber", "vatCode", "leiCode", "innCode", "ogrnCode", "swiftBic", "serialNumber")
)  # fmt: skip
"""Properties that lists hold."""


def _extended(directory: Directory, query: dict[str, Any]) -> dict[str, Any]:
    ids, properties = query.get("ids"), query.get("properties")
    if not isinstance(ids, list) or not isinstance(properties, list) or not all(isinstance(one, str) for one in ids):
        raise HttpError(400, "extend: needs ids and properties.")
    if len(ids) > MOST_QUERIES or len(properties) > MOST_QUERIES:
        raise HttpError(413, f"extend: too many ids or properties in one batch (limit: {MOST_QUERIES}).")
    wanted = [(one.get("id"), _limit(one)) if isinstance(one, dict) else (None, 0) for one in properties]
    if not all(isinstance(name, str) for name, _ in wanted):
        raise HttpError(400, "extend: each property needs an id.")
    rows: dict[str, Any] = {}
    for record_id in ids:
        one = directory.named(record_id)
        values = properties_of_record(one) if one is not None else {}
        rows[record_id] = {name: [{"str": text} for text in values.get(name, ())][: limit or None] for name, limit in wanted}
    meta = [{"id": name, "name": _PROPERTY[name].label if name in _PROPERTY else name} for name, _ in wanted]
    return {"meta": meta, "rows": rows}


def _limit(asked: dict[str, Any]) -> int:
    settings = asked.get("settings")
    limit = settings.get("limit", 0) if isinstance(settings, dict) else 0
    return int(limit) if isinstance(limit, (int, str)) and str(limit).isdecimal() else 0
