"""Whether the transfer needs an authorisation at all: yes, no, or unknown.

Serves Regulation (EU) 2021/821 Art. 3 to 11 and national control lists (legal-safety points 2, 13):
an item on no list is not thereby free; the catch-alls are asked first.
"""

from typing import Literal

from licet.facts.kleene import Truth
from licet.law.case import Case
from licet.law.finding import Finding

Requirement = Literal["yes", "no", "unknown"]


def required(case: Case, findings: tuple[Finding, ...], triggers: frozenset[str]) -> Requirement:
    """Read the requirement from classification, the rules that trigger it, and an officer's word on national law."""
    triggered = [finding for finding in findings if finding.rule in triggers]
    if any(finding.outcome == "met" for finding in triggered):
        return "yes"
    families = families_of(case)
    results = [
        result
        for item in case.dossier.items
        for name, result in case.classification[item.id].lists.items()
        if families is None or name in families
    ]
    if any(result.decision == "listed" for result in results):
        return "yes"
    national = case.fact("authorisation_needed")
    if national.evidence and national.value is True:
        return "yes"
    # A list alone never says "none needed": the catch-alls were asked, or an officer has answered for national law.
    asked = (families is not None and bool(triggered)) or (national.evidence and national.value is False)
    settled = (
        bool(results)
        and all(result.decision == "not_listed" for result in results)
        and all(finding.outcome == "not_met" for finding in triggered)
        and asked
    )
    return "no" if settled else "unknown"


def families_of(case: Case) -> frozenset[str] | None:
    """The list families the authority controls by: its rulebook's, the Union's for a Member State, else not known."""
    if case.rulebook.control_lists is not None:
        return frozenset(case.rulebook.control_lists)
    if case.memberships.status(case.dossier.authority_state, "EU", case.as_of).truth is Truth.TRUE:
        return frozenset({"EU"})
    return frozenset({"US"}) if case.dossier.authority_state == "US" else None
