"""The shapes of the yente API, as the description of `/match`, `/search`, `/entities` and `/catalog` publishes them."""

from typing import Any, Literal

import msgspec

TEMPLATE = "#/components/schemas/{name}"


class Shape(msgspec.Struct, frozen=True, kw_only=True):
    """Base of them all."""


class ErrorResponse(Shape, kw_only=True):
    """Every error: what is wrong, in a sentence."""

    detail: str


class EntityResponse(Shape, kw_only=True):
    """A listed party. `datasets` are the lists it stands on; `last_change` is the day of the edition."""

    id: str
    caption: str
    schema: str
    properties: dict[str, tuple[str, ...]]
    datasets: tuple[str, ...]
    referents: tuple[str, ...]
    target: bool
    first_seen: str | None
    last_seen: str | None
    last_change: str | None


class FeatureResult(Shape, kw_only=True):
    """One piece of evidence. `score` is in log-odds: above 0 for, below against."""

    detail: str | None
    score: float
    query: str | None
    candidate: str | None


class ScoredEntityResponse(EntityResponse, kw_only=True):
    """A listed party that may be the queried one. `alert` is what a screening says, whatever threshold was asked for."""

    score: float
    match: bool
    alert: bool
    features: dict[str, float]
    explanations: dict[str, FeatureResult]


class TotalSpec(Shape, kw_only=True):
    """How many there are."""

    value: int
    relation: Literal["eq"] = "eq"


class EntityExample(Shape, kw_only=True):
    """A party as asked: a schema of FollowTheMoney and its properties, each a text or a list of them."""

    id: str | None = None
    schema: str
    properties: dict[str, str | tuple[str | int | float | None, ...]]


class EntityMatchQuery(Shape, kw_only=True):
    """Parties to match, each under a name of the caller's. `weights` and `config` must be empty: the weights of a screening are fixed."""

    queries: dict[str, EntityExample]
    weights: dict[str, float] = {}
    config: dict[str, str | int | float | bool | None] = {}


class EntityMatches(Shape, kw_only=True):
    """What was found for one party, best first. `query` is the party as it was understood."""

    status: int
    results: tuple[ScoredEntityResponse, ...]
    total: TotalSpec
    query: EntityExample


class EntityMatchResponse(Shape, kw_only=True):
    """What was found, under the names of the queries. `edition` is the digest of the lists in force."""

    responses: dict[str, EntityMatches]
    limit: int
    edition: str


class SearchFacetItem(Shape, kw_only=True):
    """One value and how often it stands among what was found."""

    name: str
    label: str
    count: int


class SearchFacet(Shape, kw_only=True):
    """One way to count what was found."""

    label: str
    values: tuple[SearchFacetItem, ...]


class SearchResponse(Shape, kw_only=True):
    """One page of what was found."""

    limit: int
    offset: int
    total: TotalSpec
    results: tuple[EntityResponse, ...]
    facets: dict[str, SearchFacet]


class YenteDataset(Shape, kw_only=True):
    """One list, or an edition of several."""

    name: str
    title: str
    version: str
    load: bool
    index_version: str
    index_current: bool
    children: tuple[str, ...]
    entity_count: int
    last_export: str


class DataCatalog(Shape, kw_only=True):
    """Every data set that can be asked for."""

    datasets: tuple[YenteDataset, ...]
    current: tuple[str, ...]
    outdated: tuple[str, ...]
    index_stale: bool


class Algorithm(Shape, kw_only=True):
    """A way to score."""

    name: str
    description: str


class AlgorithmResponse(Shape, kw_only=True):
    """The ways to score: one."""

    algorithms: tuple[Algorithm, ...]
    default: str
    best: str


PUBLISHED: tuple[type[Any], ...] = (
    ErrorResponse,
    EntityMatchQuery,
    EntityMatchResponse,
    SearchResponse,
    DataCatalog,
    AlgorithmResponse,
)
ERRORS = {
    "400": "The query cannot be understood.",
    "401": "Nobody is signed in.",
    "403": "The caller may not do this.",
    "404": "There is no such thing.",
    "413": "The request is too large.",
    "422": "A parameter is outside of its bounds.",
    "503": "There is no list, or it took too long.",
}


def components() -> dict[str, Any]:
    _refs, found = msgspec.json.schema_components(PUBLISHED, ref_template=TEMPLATE)
    return found


def described(answer: type[Any] | None, *, takes: type[Any] | None = None, kind: str = "application/json") -> dict[str, Any]:
    """How an operation is described: what it takes, what it answers, and how it refuses. None answers in the shapes of another protocol."""
    found: dict[str, Any] = {
        "responses": {
            "200": {"description": "Done.", "content": {kind: {"schema": _ref(answer) if answer is not None else {}}}},
            **{
                code: {"description": words, "content": {"application/json": {"schema": _ref(ErrorResponse)}}}
                for code, words in ERRORS.items()
            },
        }
    }
    if takes is not None:
        found["requestBody"] = {"required": True, "content": {"application/json": {"schema": _ref(takes)}}}
    return found


def _ref(shape: type[Any]) -> dict[str, str]:
    return {"$ref": TEMPLATE.format(name=shape.__name__)}
