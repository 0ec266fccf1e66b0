"""What goes in and comes out of the API, as frozen values: the schemas published are made from these and nothing else."""

import datetime as dt
from typing import Any

import msgspec

from licet.assessment.opinion import Opinion
from licet.assessment.replay import Difference
from licet.classification.result import Classification
from licet.dossier.values import AssertedFact, Dossier, PartySchema, Properties, Request
from licet.encoding.reading import FactValue, Name, Text
from licet.facts.fact import Missing
from licet.reference.edition import Edition
from licet.screening.result import Screening
from licet.services.submit import Receipt


class Shape(msgspec.Struct, frozen=True, kw_only=True):
    """Base of what is only of the API."""


class FaultShape(Shape, kw_only=True):
    """One thing wrong: where it stands, and a sentence that says what to do."""

    where: str
    says: str


class Refusal(Shape, kw_only=True):
    """Every error answers with this, whatever went wrong."""

    faults: tuple[FaultShape, ...]


class CaseLine(Shape, kw_only=True):
    """One line of the list of cases."""

    number: str
    reference: str
    activity: str
    exporting_state: str
    destination: str | None
    status: str
    recommendation: str | None
    next_action: str
    next_actor: str
    missing: tuple[str, ...]
    items: str
    submitted_on: dt.date
    updated_at: dt.datetime


class CaseLines(Shape, kw_only=True):
    """One page of the cases the caller may see. With `more` there are more than `total`, and only so many were counted."""

    rows: tuple[CaseLine, ...]
    total: int
    more: bool
    page: int
    pages: int


class OpinionLine(Shape, kw_only=True):
    """One opinion of a case."""

    digest: str
    formed_at: str
    recommendation: str


class CaseShape(Shape, kw_only=True):
    """One case as the caller may see it: identities stay sealed."""

    number: str
    status: str
    dossier: Dossier
    opinions: tuple[OpinionLine, ...]
    missing: tuple[Missing, ...]
    answers: tuple[AssertedFact, ...]
    may: tuple[str, ...]


class Answer(Shape, kw_only=True):
    """An answer to a missing fact, with its source and the day for which it holds."""

    name: Text
    value: FactValue
    source: Text
    on: dt.date
    about: Text | None = None
    command: Name | None = None


class ReplayAsked(Shape, kw_only=True):
    """Which opinion to rerun; the latest when it is left out."""

    opinion: Text | None = None


class ReplayShape(Shape, kw_only=True):
    """Whether the rerun gave the same bytes, and if not, where it differs."""

    equal: bool
    other_software: bool
    differences: tuple[Difference, ...]


class Editions(Shape, kw_only=True):
    """Every edition of every list and table of this workspace."""

    editions: tuple[Edition, ...]


class ScreenAsked(Shape, kw_only=True):
    """A party to screen, in FollowTheMoney terms."""

    schema: PartySchema = "LegalEntity"
    properties: Properties


class ScreeningAnswer(Screening, frozen=True, kw_only=True, tag_field="shape", tag="screening/1"):
    """One screened party. `warnings` are sentences on the lists behind it: too old or absent for anybody to be clear, or held."""

    warnings: tuple[str, ...]


class ReconcileAddress(Shape, kw_only=True):
    """An address for OpenRefine that carries its own key; the key opens nothing but `/reconcile`, and dies with the token it came from."""

    address: str


class ItemAsked(Shape, kw_only=True):
    """An item to classify; a fact that is absent or `unknown` is unknown, never false."""

    name: Text
    kind: Text
    facts: dict[str, FactValue] = {}
    on: dt.date | None = None


class WhatIf(Shape, kw_only=True):
    """A request to assess without entering it in the register."""

    request: Request
    as_of: dt.date | None = None


class WhatIfShape(Shape, kw_only=True):
    """The opinion, and the digest under which it is kept for replay."""

    digest: str
    opinion: Opinion


PUBLISHED: tuple[type[Any], ...] = (
    Refusal,
    Request,
    Receipt,
    CaseLines,
    CaseShape,
    Opinion,
    Answer,
    ReplayAsked,
    ReplayShape,
    Editions,
    ScreenAsked,
    ScreeningAnswer,
    ReconcileAddress,
    ItemAsked,
    Classification,
    WhatIf,
    WhatIfShape,
)
TEMPLATE = "#/components/schemas/{name}"


def components() -> dict[str, Any]:
    """The JSON Schemas of everything published; an unknown key is refused, so each says so."""
    _refs, found = msgspec.json.schema_components(PUBLISHED, ref_template=TEMPLATE)
    for schema in found.values():
        if schema.get("type") == "object" and "properties" in schema:
            schema["additionalProperties"] = False
    return found


def ref(shape: type[Any]) -> dict[str, str]:
    return {"$ref": TEMPLATE.format(name=shape.__name__)}
