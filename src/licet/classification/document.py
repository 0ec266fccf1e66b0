"""A classification as the documents that leave the program, and the order in which to ask for what is missing."""

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


def question_order(classification: Classification) -> tuple[str, ...]:
    """The facts that can still change an answer: those of the list that needs fewest first, then those that serve most lists."""
    needs: dict[str, list[int]] = {}
    for result in classification.lists.values():
        for name in result.missing:
            needs.setdefault(name, []).append(len(result.missing))
    return tuple(sorted(needs, key=lambda name: (min(needs[name]), -len(needs[name]))))
