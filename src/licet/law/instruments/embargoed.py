"""Embargo findings read as one answer, for the articles that refer to embargoes."""

from collections.abc import Callable

from licet.facts.fact import Fact
from licet.facts.kleene import Proof, Truth, any_of
from licet.law.case import Case
from licet.law.finding import Finding


def worst_of(case: Case, what: str, counts: Callable[[Finding], bool]) -> Proof:
    """Met when any embargo finding that counts is met, unknown when any is unknown, else not met."""
    parts = [_proof_of(finding) for finding in case.embargoes if counts(finding)]
    joined = any_of("", parts)
    says = {
        Truth.TRUE: f"{what} stand in the way: " + "; ".join(part.says for part in parts if part.truth is Truth.TRUE),
        Truth.UNKNOWN: f"whether {what} stand in the way is open: "
        + "; ".join(part.says for part in parts if part.truth is Truth.UNKNOWN),
        Truth.FALSE: f"no rows of {what} touch this transfer",
    }[joined.truth]
    return any_of(says, parts)


def _proof_of(finding: Finding) -> Proof:
    return Proof(
        truth=Truth(finding.outcome),
        says=f"{finding.rule} ({finding.citation})",
        facts=tuple(
            Fact(name=fact.name, value=fact.value, source=fact.source, as_of=fact.as_of, about=fact.about) for fact in finding.facts
        ),
        missing=finding.missing,
    )
