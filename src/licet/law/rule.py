"""A rule: where it stands, what it does, and the test that decides it."""

import datetime as dt
from collections.abc import Callable
from typing import Literal

import msgspec

from licet.access.level import ReleaseLevel
from licet.facts.kleene import Proof, Truth, facts_of, missing_of, told, unknown
from licet.law.case import Case
from licet.law.finding import FactUsed, Finding
from licet.law.questions import missing
from licet.reference.criteria import Effect, Phase, Standard

Test = Callable[[Case], Proof]
TRANSFERS = frozenset({"export", "import", "transit", "transshipment", "brokering", "retransfer"})
EXPORTS = frozenset({"export", "retransfer", "intangible", "technical_assistance", "security_release"})
EVERY_ACTIVITY = TRANSFERS | EXPORTS


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """One provision as a test over a case.

    `activities` are those it covers; `phase` of a duty says whether it must be done before issue.
    `amended_on` marks an amendment whose text has not been read: from that day the rule is unknown
    until the authority's rulebook confirms it (legal-safety point 4).
    """

    id: str
    instrument: str
    citation: str
    effect: Effect
    test: Test
    standard: Standard = "none"
    activities: frozenset[str] = EVERY_ACTIVITY
    phase: Phase | None = None
    confidence: Literal["high", "medium", "low"] = "high"
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    release_level: ReleaseLevel = "case"
    amended_by: str | None = None
    amended_on: dt.date | None = None

    def covers(self, case: Case) -> bool:
        """Whether the rule is in force at `as_of` and covers the activity."""
        begun = self.valid_from is None or self.valid_from <= case.as_of
        ended = self.valid_to is not None and self.valid_to <= case.as_of
        return begun and not ended and case.dossier.activity in self.activities


def finding_of(rule: Rule, case: Case, edition: str) -> Finding:
    """Run a rule's test and turn the proof into a finding.

    Two kinds of answer never clear, whatever the test says: that of a rule whose source is of low
    confidence, and that of a rule whose amended text nobody has confirmed.
    """
    return as_finding(rule, guarded(rule, case, rule.test(case)), edition)


def as_finding(rule: Rule, proof: Proof, edition: str) -> Finding:
    """Write a proof down as the finding of a rule."""
    return Finding(
        rule=rule.id,
        instrument=rule.instrument,
        citation=rule.citation,
        effect=rule.effect,
        outcome=proof.truth.value,
        standard=rule.standard,
        says=told(proof),
        facts=tuple(
            FactUsed(name=fact.name, value=fact.value, source=fact.source, as_of=fact.as_of, about=fact.about)
            for fact in facts_of(proof)
        ),
        missing=missing_of(proof),
        release_level=rule.release_level,
        phase=rule.phase,
        confidence=rule.confidence,
        edition=edition,
    )


def clears(rule: Rule, truth: Truth) -> bool:
    """Whether an answer lets a permit through: a bar that does not stand, a risk not found, a duty done, a scope out of reach."""
    return truth is (Truth.TRUE if rule.effect == "duty" else Truth.FALSE)


def guarded(rule: Rule, case: Case, proof: Proof) -> Proof:
    """A rule's answer, left open where it would clear and the rule's source does not bear that."""
    if not clears(rule, proof.truth):
        return proof
    if rule.confidence == "low":
        return unknown(
            f"{told(proof)}; but the source of this rule is of low confidence and clears nothing",
            missing("text_confirmed"),
            parts=(proof,),
        )
    if rule.amended_on is not None and case.as_of >= rule.amended_on and not _confirmed(rule, case):
        return unknown(
            f"{told(proof)}; but {rule.instrument} was amended by {rule.amended_by} and the authority has not confirmed the text",
            missing("text_confirmed", rule.instrument),
            parts=(proof,),
        )
    return proof


def _confirmed(rule: Rule, case: Case) -> bool:
    return any(
        text.instrument == rule.instrument and text.amendment == rule.amended_by and text.on <= case.known_at
        for text in case.rulebook.confirmed_texts
    )
