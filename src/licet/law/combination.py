"""How findings combine into a recommendation: read it from top to bottom.

1. A bar that stands refuses, whatever else is unknown.
2. Whatever is open refers: an unknown scope, bar or duty before issue; a duty not done; a risk not
   assessed or assessed as present; an item whose classification is open.
3. Where no authorisation is needed, or it is not known whether one is, the case is referred: the
   word "permit" is kept for authorisations.
4. What is left is a permit, with conditions where at least one is accepted.

A condition never cures anything under 1 or 2 (legal-safety point 1).
"""

from typing import Literal

import msgspec

from licet.law.finding import Finding

Recommendation = Literal["permit", "permit_with_conditions", "refer", "refuse"]


class Combined(msgspec.Struct, frozen=True, kw_only=True):
    """A recommendation and the findings it turns on, in the order of the list above."""

    recommendation: Recommendation
    because: tuple[Finding, ...]
    summary: str


def combine(
    findings: tuple[Finding, ...], *, items_open: tuple[str, ...], authorisation_required: str, conditions: int
) -> Combined:
    """Combine findings; `items_open` names items whose classification refers, `conditions` counts the accepted ones."""
    bars = tuple(finding for finding in findings if finding.effect in ("prohibit", "refuse") and finding.outcome == "met")
    if bars:
        return Combined(recommendation="refuse", because=bars, summary=f"Refuse: {_list(bars)}.")
    still_open = tuple(finding for finding in findings if blocks(finding))
    if still_open:
        return Combined(recommendation="refer", because=still_open, summary=f"Refer: {_list(still_open)}.")
    if items_open:
        return Combined(
            recommendation="refer", because=(), summary=f"Refer: the classification of {', '.join(items_open)} is open."
        )
    if authorisation_required == "unknown":
        return Combined(recommendation="refer", because=(), summary="Refer: it is not settled whether an authorisation is needed.")
    if authorisation_required == "no":
        return Combined(
            recommendation="refer",
            because=(),
            summary="Refer: no rule in force asks for an authorisation; an officer confirms that.",
        )
    if conditions:
        return Combined(recommendation="permit_with_conditions", because=(), summary=f"Permit with {conditions} conditions.")
    return Combined(
        recommendation="permit", because=(), summary="Permit: no bar stands, every duty is done, every risk is assessed."
    )


def blocks(finding: Finding) -> bool:
    """Whether a finding keeps a case from being permitted."""
    match finding.effect:
        case "prohibit" | "refuse":
            return finding.outcome != "not_met"
        case "scope":
            return finding.outcome == "unknown"
        case "duty":
            return finding.phase != "after_issue" and finding.outcome != "met"
        case "weigh":
            return finding.outcome != "not_met"


def _list(findings: tuple[Finding, ...]) -> str:
    """Name the rules a reader at case level may know of; say how many others only where there are named ones."""
    shown = [finding for finding in findings if finding.release_level in ("public", "case")]
    if not shown:
        return "a finding that needs a higher clearance to read"
    first = ", ".join(finding.rule for finding in shown[:4])
    return first if len(shown) <= 4 else f"{first} and {len(shown) - 4} more"
