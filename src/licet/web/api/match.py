"""`/match`, `/search`, `/entities`, `/catalog`, `/algorithms`: the lists in force, for clients of the yente API."""

import datetime as dt
from typing import Any, Literal, get_args

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query
from ninja.errors import HttpError

from licet.dossier.values import PartySchema, Properties
from licet.encoding.faults import Faults, quoted
from licet.encoding.source import read_tree
from licet.reference.birth_dates import birth_dates_of
from licet.reference.country_names import country_of
from licet.screening.query import COUNTRY_PROPERTIES
from licet.screening.result import Match
from licet.services.followthemoney import entity_of
from licet.services.list_search import EVERYTHING, Directory, Listed, Wanted, facets
from licet.services.party_properties import BROADER
from licet.services.screen import Lists, check_party
from licet.web.api.protocols import MOST_QUERIES, Deadline, answered, body_of, lists_and_directory, protocols, reader, said
from licet.web.api.yente_shapes import (
    AlgorithmResponse,
    DataCatalog,
    EntityMatchQuery,
    EntityMatchResponse,
    EntityResponse,
    SearchResponse,
    described,
)

OWN = "licet"
ALGORITHMS = frozenset(
    (OWN, "best", "default", "logic-v1", "logic-v2", "name-based", "name-qualified", "regression-v1", "regression-v2")
)
"""What clients ask for; all of them get the one way in which Licet scores, and the answer says so."""
DEFAULT_CUTOFF = 0.5
MOST_MATCHES = 500
MOST_PER_PAGE = 500
MOST_OFFSET = 9_499
LOOKED_THROUGH = 200
"""Matches below the alert line that are looked through for those of the data sets asked for."""
SORTS = ("caption", "first_seen", "last_seen", "last_change")
Facets = Literal["countries", "topics", "datasets", "schema"]
SCHEMATA: tuple[str, ...] = get_args(PartySchema)

DATASET = Path(..., max_length=80, description="a list or edition of the catalog, or default for all of them")
NO_WORDS = Query([], max_length=100)
NO_IDS = Query([], max_length=50)
NO_SORTS = Query([], max_length=4, description="caption, first_seen, last_seen or last_change, then :asc or :desc")
THE_USUAL = Query(["countries", "topics", "datasets"], alias="facets", max_length=4)
SINCE = Query(None, pattern=r"^\d{4}-\d{2}-\d{2}", max_length=40, description="only of editions dated on or after this day")


@protocols.post(
    "/match/{dataset}",
    summary="Match parties",
    tags=["Matching"],
    openapi_extra=described(EntityMatchResponse, takes=EntityMatchQuery),
)
def match(
    request: HttpRequest,
    dataset: str = DATASET,
    limit: int = Query(5, ge=1, le=MOST_MATCHES),
    threshold: float | None = Query(
        None, ge=0, le=1, description="score from which `match` is true; left out, `match` is what alerts"
    ),
    cutoff: float | None = Query(
        None, ge=0, le=1, description="score below which nothing is returned; what alerts is returned unless this is given"
    ),
    algorithm: str = Query("best", max_length=40),
    topics: list[str] = NO_WORDS,
    include_dataset: list[str] = NO_WORDS,
    exclude_dataset: list[str] = NO_WORDS,
    exclude_schema: list[str] = NO_WORDS,
    exclude_entity_ids: list[str] = NO_IDS,
    changed_since: str | None = SINCE,
) -> HttpResponse:
    """Compare each party with the lists in force. Nothing is kept."""
    reader(request)
    lists, directory = lists_and_directory(dataset)
    _check_algorithm(algorithm)
    wanted = Wanted(
        dataset=dataset,
        topics=tuple(topics),
        include_datasets=tuple(include_dataset),
        exclude_datasets=tuple(exclude_dataset),
        exclude_schemata=tuple(exclude_schema),
        exclude_ids=tuple(exclude_entity_ids),
        changed_since=_day(changed_since),
    )
    deadline, responses = Deadline(), {}
    for name, (query_id, schema, properties) in _queries(body_of(request)).items():
        deadline.check()
        responses[name] = matched(lists, directory, schema, properties, wanted, limit=limit, threshold=threshold, cutoff=cutoff)
        if query_id is not None:
            responses[name]["query"]["id"] = query_id
    answer = answered({"responses": responses, "limit": limit, "edition": lists.edition, "algorithm": OWN})
    answer["x-batch-size"] = str(len(responses))
    return answer


def matched(
    lists: Lists,
    directory: Directory,
    schema: PartySchema,
    properties: Properties,
    wanted: Wanted,
    *,
    limit: int,
    threshold: float | None = None,
    cutoff: float | None = None,
) -> dict[str, Any]:
    """One party against the lists, as yente answers; raises `Faults` when there is nothing to compare."""
    found = lists.screen(schema, properties, limit=max(limit, LOOKED_THROUGH))
    least = min(one for one in (cutoff, threshold, DEFAULT_CUTOFF if cutoff is None else None) if one is not None)
    kept = []
    for one in found.matches:
        listed = directory.named(one.record_id)
        shown = float(one.score) >= least or (one.alert and cutoff is None and threshold is None)
        if listed is not None and shown and wanted.keeps(listed):
            kept.append((one, listed))
    query = dict(found.query)
    return {
        "status": 200,
        "results": [_scored(one, listed, threshold) for one, listed in kept[:limit]],
        "total": {"value": len(kept), "relation": "eq"},
        "query": {"schema": query.pop("schema"), "properties": query},
    }


def _scored(match: Match, listed: Listed, threshold: float | None) -> dict[str, Any]:
    explanations: dict[str, dict[str, Any]] = {}
    for evidence in match.evidence:
        name = evidence.feature
        while name in explanations:
            name += "+"
        explanations[name] = {
            "detail": evidence.says,
            "score": evidence.weight / 1000,
            "query": evidence.query_value,
            "candidate": evidence.record_value,
        }
    score = float(match.score)
    return {
        **entity_of(listed),
        "score": score,
        "match": match.alert if threshold is None else score >= threshold,
        "alert": match.alert,
        "features": {name: one["score"] for name, one in explanations.items()},
        "explanations": explanations,
    }


# ---- what was asked


def _queries(body: bytes) -> dict[str, tuple[str | None, PartySchema, Properties]]:
    tree = read_tree(body, "query.json") if body.strip() else {}
    if not isinstance(tree, dict) or not isinstance(tree.get("queries"), dict) or not tree["queries"]:
        raise HttpError(400, "No queries provided; send {“queries”: {“q1”: {“schema”: “Person”, “properties”: {“name”: [“…”]}}}}.")
    if tree.get("weights") or tree.get("config"):
        raise HttpError(400, "The weights of a screening are fixed; leave weights and config out.")
    if len(tree["queries"]) > MOST_QUERIES:
        raise HttpError(400, f"Too many queries in one batch (limit: {MOST_QUERIES}).")
    return {name: _example(query, f"queries.{name[:60]}") for name, query in tree["queries"].items() if query is not None}


def _example(query: Any, where: str) -> tuple[str | None, PartySchema, Properties]:
    if not isinstance(query, dict) or not isinstance(query.get("schema"), str) or not isinstance(query.get("properties"), dict):
        raise HttpError(422, f"{where}: needs a schema and properties.")
    schema = schema_of(query["schema"], where)
    properties = understood({name: _texts(value, f"{where}.properties.{name[:60]}") for name, value in query["properties"].items()})
    faults = tuple(check_party(schema, properties, where))
    if faults:
        raise HttpError(400, f"Cannot parse example entity: {said(faults)}")
    query_id = query.get("id")
    return (query_id if isinstance(query_id, str) else None), schema, properties


def schema_of(name: str, where: str) -> PartySchema:
    """A schema that can be screened; what is broader is asked for as any legal entity."""
    if name in ("Thing", "Asset", "Organism"):
        return "LegalEntity"
    if name not in SCHEMATA:
        raise HttpError(400, f"{where}: {quoted(name)} is no schema that can be matched; use one of {', '.join(SCHEMATA)}.")
    return name  # type: ignore[return-value] # it is one of them


def _texts(value: Any, where: str) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    if any(isinstance(one, (dict, list)) for one in values):
        raise HttpError(400, f"{where}: holds no text.")
    return tuple(str(one) for one in values if one is not None and not isinstance(one, bool))


def understood(properties: Properties) -> Properties:
    """The properties without the states and dates that cannot be read: the query in the answer shows what was understood, as yente's does."""
    readable = {"birthDate": birth_dates_of, **dict.fromkeys(COUNTRY_PROPERTIES, country_of)}
    return {
        name: tuple(text for text in values if name not in readable or readable[name](text)) for name, values in properties.items()
    }


def _check_algorithm(name: str) -> None:
    if name not in ALGORITHMS:
        raise HttpError(400, f"Invalid algorithm: {name}. There is one, {OWN}; leave the parameter out.")


def _day(text: str | None) -> dt.date | None:
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError as error:
        raise HttpError(422, f"changed_since: {quoted(text[:40])} is no date; write YYYY-MM-DD.") from error


# ---- looking through the lists


@protocols.get("/search/{dataset}", summary="Search the lists", tags=["Matching"], openapi_extra=described(SearchResponse))
def search(
    request: HttpRequest,
    dataset: str = DATASET,
    q: str = Query("", max_length=1_000, description="words that a name must hold, each as the beginning of one"),
    of_schema: str = Query("Thing", alias="schema", max_length=40),
    countries: list[str] = NO_WORDS,
    topics: list[str] = NO_WORDS,
    datasets: list[str] = NO_WORDS,
    include_dataset: list[str] = NO_WORDS,
    exclude_dataset: list[str] = NO_WORDS,
    exclude_schema: list[str] = NO_WORDS,
    changed_since: str | None = SINCE,
    limit: int = Query(10, ge=0, le=MOST_PER_PAGE),
    offset: int = Query(0, ge=0, le=MOST_OFFSET),
    sort: list[str] = NO_SORTS,
    target: bool | None = None,
    fuzzy: bool = False,
    simple: bool = True,  # noqa: ARG001 - clients send it; there is one syntax
    filter_op: Literal["OR", "AND"] = "OR",
    facets_asked: list[Facets] = THE_USUAL,
) -> HttpResponse:
    """Whose name holds these words. For browsing: to know whether a party is listed, match it."""
    reader(request)
    lists, directory = lists_and_directory(dataset)
    if of_schema not in BROADER and of_schema not in ("Asset", "Organism"):
        raise HttpError(400, f"Invalid schema: {quoted(of_schema)}.")
    wanted = Wanted(
        dataset=dataset,
        schema=None if of_schema in ("Thing", "Asset", "Organism") else of_schema,
        include_datasets=(*include_dataset, *datasets),
        exclude_datasets=tuple(exclude_dataset),
        exclude_schemata=tuple(exclude_schema),
        countries=tuple(code.upper() for code in countries),
        topics=tuple(topics),
        changed_since=_day(changed_since),
        all_of_each=filter_op == "AND",
    )
    found = [] if target is False else directory.search(q, wanted)
    if fuzzy and not found and q.strip():
        found = _near(lists, directory, q, wanted)
    found = _sorted(found, sort)
    counted = facets(found, facets_asked, directory.datasets)
    return answered(
        {
            "limit": limit,
            "offset": offset,
            "total": {"value": len(found), "relation": "eq"},
            "results": [entity_of(one) for one in found[offset : offset + limit]],
            "facets": {
                name: {
                    "label": one.label,
                    "values": [dict(zip(("name", "label", "count"), value, strict=True)) for value in one.values],
                }
                for name, one in counted.items()
            },
        }
    )


def _near(lists: Lists, directory: Directory, words: str, wanted: Wanted) -> list[Listed]:
    """Who is called something like these words, where nobody is called so."""
    try:
        matches = lists.screen("LegalEntity", {"name": (words,)}, limit=LOOKED_THROUGH).matches
    except Faults:
        return []
    near = (directory.named(one.record_id) for one in matches)
    return [one for one in near if one is not None and wanted.keeps(one)]


def _sorted(found: list[Listed], sorts: list[str]) -> list[Listed]:
    for sort in reversed(sorts):
        field, _, way = sort.partition(":")
        if field not in SORTS or way not in ("", "asc", "desc"):
            raise HttpError(400, f"Invalid sort: {quoted(sort)}; write one of {', '.join(SORTS)}, then :asc or :desc.")
        keys = {
            "caption": lambda one: one.caption.casefold(),
            "first_seen": lambda one: one.listed_on or dt.date.min,
        }
        found = sorted(found, key=keys.get(field, lambda one: one.dated_on), reverse=way == "desc")
    return found


@protocols.get("/entities/{entity_id}", summary="One listed party", tags=["Data access"], openapi_extra=described(EntityResponse))
def fetch_entity(
    request: HttpRequest,
    entity_id: str = Path(..., max_length=300),
    nested: bool = True,  # noqa: ARG001 - clients send it; lists have no entities beside
) -> HttpResponse:
    """Everything that the lists say of one party."""
    reader(request)
    _, directory = lists_and_directory()
    listed = directory.named(entity_id)
    if listed is None:
        raise HttpError(404, "No such entity in the lists in force.")
    return answered(entity_of(listed))


@protocols.get("/catalog", summary="The data sets", tags=["Data access"], openapi_extra=described(DataCatalog))
def catalog(request: HttpRequest) -> HttpResponse:
    """Every list in force with its date, and `default`, which holds them all."""
    reader(request)
    lists, directory = lists_and_directory()
    found = [
        {
            "name": one.name,
            "title": one.title,
            "version": one.dated_on.isoformat(),
            "load": True,
            "index_version": one.dated_on.isoformat(),
            "index_current": True,
            "children": list(one.children),
            "entity_count": one.entries,
            "last_export": one.dated_on.isoformat() + "T00:00:00",
        }
        for one in directory.datasets
    ]
    newest = max(one.dated_on for one in directory.datasets).isoformat()
    everything = {
        "name": EVERYTHING,
        "title": "All lists in force",
        "version": newest,
        "load": False,
        "index_version": lists.edition,
        "index_current": True,
        "children": [one.name for one in directory.datasets],
        "entity_count": len(directory),
        "last_export": newest + "T00:00:00",
    }
    return answered(
        {"datasets": [everything, *found], "current": [one["name"] for one in found], "outdated": [], "index_stale": False}
    )


@protocols.get("/algorithms", summary="The ways to score", tags=["Matching"], openapi_extra=described(AlgorithmResponse))
def algorithms(request: HttpRequest) -> HttpResponse:
    """There is one: the screening of Licet."""
    reader(request)
    says = "Licet's screening: a calibrated probability that both are the same party, with the evidence for and against."
    return answered({"algorithms": [{"name": OWN, "description": says}], "default": OWN, "best": OWN})
