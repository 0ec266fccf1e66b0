"""`licet schema`: the JSON Schema of what goes in and comes out, made from the values themselves."""

import json
import sys
from typing import Annotated, Any

import msgspec
import typer

from licet.assessment.opinion import Opinion
from licet.classification.result import Classification
from licet.contracts.terms import Contract
from licet.dossier.history import Context
from licet.dossier.values import Dossier, Identity, Request
from licet.encoding.faults import quoted, refuse
from licet.lifecycle.event import Event
from licet.planning.allocation import Allocation, Comparison
from licet.planning.forecast import Forecasts
from licet.planning.plan import Plan
from licet.planning.promise import Promise
from licet.planning.reports import Reports
from licet.reference.edition import Edition, Snapshot
from licet.reference.record import Record
from licet.reference.rulebook import Rulebook
from licet.services.submit import Receipt

SCHEMAS: dict[str, type[Any]] = {
    "dossier": Request,
    "stored-dossier": Dossier,
    "identity": Identity,
    "opinion": Opinion,
    "classification": Classification,
    "context": Context,
    "edition": Edition,
    "snapshot": Snapshot,
    "record": Record,
    "rulebook": Rulebook,
    "plan": Plan,
    "allocation": Allocation,
    "comparison": Comparison,
    "promise": Promise,
    "reports": Reports,
    "contract": Contract,
    "forecasts": Forecasts,
    "receipt": Receipt,
    "event": Event,
}


def add_to(app: typer.Typer) -> None:
    app.command()(schema)


def schema(name: Annotated[str, typer.Argument(help="One of: " + ", ".join(SCHEMAS) + ".")]) -> None:
    """Print a JSON Schema. `dossier` is what `licet assess` and `licet submit` read."""
    if name not in SCHEMAS:
        raise refuse("NAME", f"{quoted(name)} has no schema; use one of {', '.join(SCHEMAS)}")
    document = {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(SCHEMAS[name])}
    json.dump(document, sys.stdout, indent=2, ensure_ascii=False)
    print()
