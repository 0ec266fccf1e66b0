"""The law applied to one case, combined: what every opinion, written case and what-if rests on."""

import msgspec

from licet.classification.result import Classification, ListResult
from licet.law.apply import apply_law
from licet.law.authorisation import Requirement, families_of, required
from licet.law.case import Case
from licet.law.combination import Combined, combine
from licet.law.conditions import accepted
from licet.law.finding import Finding
from licet.law.precedent import Precedent, departed_from, precedent_rule, precedents
from licet.law.rule import finding_of
from licet.reference.criteria import Criteria
from licet.reference.embargo import EmbargoTable


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """Every finding on a case, whether an authorisation is needed, which items are open, and the recommendation; and its precedents."""

    findings: tuple[Finding, ...]
    authorisation_required: Requirement
    items_open: tuple[str, ...]
    combined: Combined
    precedents: tuple[Precedent, ...] = ()


def judge(case: Case, criteria: Criteria, embargoes: EmbargoTable) -> Judged:
    """Apply all the law to a case and combine what it says."""
    findings = apply_law(case, criteria, embargoes)
    need = required(case, findings, frozenset(row.id for row in criteria.rules if row.authorisation_required))
    items_open = tuple(
        item.id
        for item in case.dossier.items
        if any(result.decision == "refer" for result in relevant(case, case.classification[item.id]))
    )
    conditions = len(accepted(case.fact("conditions_accepted")) or ())
    combined = combine(findings, items_open=items_open, authorisation_required=need, conditions=conditions)
    nearest = precedents(case)
    departed = departed_from(case, combined.recommendation, nearest)
    if departed:
        # What the law alone recommends departs from like cases: the alarm is one finding more, so it can refer and never clear.
        findings = (*findings, finding_of(precedent_rule(departed), case, ""))
        combined = combine(findings, items_open=items_open, authorisation_required=need, conditions=conditions)
    return Judged(findings=findings, authorisation_required=need, items_open=items_open, combined=combined, precedents=nearest)


def relevant(case: Case, classification: Classification) -> tuple[ListResult, ...]:
    """The list results that bear on the authority: those of the families it controls by, else all."""
    families = families_of(case)
    return tuple(result for name, result in sorted(classification.lists.items()) if families is None or name in families)
