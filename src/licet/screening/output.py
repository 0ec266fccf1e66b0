"""Screening results as the plain JSON that the command line and the interface print."""

from typing import Any

from licet.encoding.canonical import to_plain
from licet.screening.result import Screening
from licet.screening.screen import Comparison


def result_json(screening: Screening) -> dict[str, Any]:
    """One screening result in its published shape; a score is a number of at most four places."""
    plain: dict[str, Any] = to_plain(screening)
    del plain["shape"]
    for match, value in zip(plain["matches"], screening.matches, strict=True):
        match["score"] = float(value.score)
    return plain


def comparison_json(comparison: Comparison) -> dict[str, Any]:
    """One comparison in its published shape."""
    return {**to_plain(comparison), "score": float(comparison.score)}
