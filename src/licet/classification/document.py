"""A classification as the documents that leave the program."""

import json
from typing import Any

from licet.classification.result import Classification, ListResult


def classification_document(classification: Classification) -> dict[str, Any]:
    """The document of `licet classify --format json`, as a plain tree."""
    return {
        "item": classification.item,
        "as_of": classification.as_of.isoformat(),
        "lists": {name: _list_document(result) for name, result in classification.lists.items()},
    }


def classification_json(classification: Classification) -> str:
    """The same as JSON text."""
    return json.dumps(classification_document(classification), ensure_ascii=False, indent=2)


def _list_document(result: ListResult) -> dict[str, Any]:
    return {
        "decision": result.decision,
        "codes": list(result.codes),
        "possible": list(result.possible),
        "missing": list(result.missing),
        "because": list(result.because),
        "edition": result.edition,
        "branch": result.branch,
        "policy": list(result.policy),
        "reasons": {name: "unknown" if value is None else value for name, value in result.reasons.items()},
        "checks": list(result.checks),
    }
