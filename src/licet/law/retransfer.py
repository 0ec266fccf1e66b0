"""Consent of the state of origin to a retransfer, and to exports with its controlled content inside.

Serves undertakings given on acquisition and Common Position 2008/944 Art. 2(7) (legal-safety point 15).
"""

from licet.dossier.values import Item
from licet.facts.kleene import Proof, Truth, all_of, any_of, met, not_met, opposite, unknown
from licet.law.case import Case
from licet.law.questions import missing


def consent_given(case: Case) -> Proof:
    """Duty: for every item, the origin state's consent is evidenced or none is needed."""
    parts = [all_or_consent(case, item) for item in case.dossier.items]
    return all_of("; ".join(part.says for part in parts), parts)


def consent_refused(case: Case) -> Proof:
    """Refused: an undertaking to the state of origin would be broken."""
    parts = []
    for item in case.dossier.items:
        needed = consent_needed(case, item)
        fact = case.fact("origin_consent", item.id)
        if needed.truth is Truth.FALSE:
            parts.append(not_met(f"{item.id} needs no consent of another state", parts=(needed,)))
        elif fact.evidence and fact.value is False:
            parts.append(met(f"the state of origin of {item.id} has refused consent", fact))
        elif fact.evidence and fact.value is True:
            parts.append(not_met(f"the state of origin of {item.id} has consented", fact))
        else:
            parts.append(unknown(f"consent for {item.id} is open", missing("origin_consent", item.id), parts=(needed,)))
    return any_of("; ".join(part.says for part in parts), parts)


def all_or_consent(case: Case, item: Item) -> Proof:
    """No consent needed, or consent evidenced."""
    needed = consent_needed(case, item)
    if needed.truth is Truth.FALSE:
        return met(needed.says, parts=(needed,))
    consent = case.done(
        "origin_consent",
        about=item.id,
        yes=f"the state of origin of {item.id} has consented",
        no=f"the state of origin of {item.id} has refused consent",
    )
    return any_of(f"{needed.says}: {consent.says}", [opposite("no consent needed", needed), consent])


def consent_needed(case: Case, item: Item) -> Proof:
    """Does another state have a say: origin abroad, controlled content inside, undertakings given, or a retransfer?"""
    if case.dossier.activity == "retransfer":
        return met(f"{item.id} is transferred on", case.stated("activity", "retransfer"))
    parts = []
    if item.origin_state is None:
        parts.append(unknown(f"the origin of {item.id} is not stated", missing("origin_state", item.id)))
    else:
        origin = case.stated("origin_state", item.origin_state, item.id)
        at_home = item.origin_state == case.dossier.exporting_state
        parts.append(
            not_met(f"{item.id} was made in the exporting state", origin)
            if at_home
            else met(f"{item.id} was made in {item.origin_state}", origin)
        )
    if item.foreign_content is None:
        parts.append(unknown(f"controlled foreign content of {item.id} is not stated", missing("foreign_content", item.id)))
    else:
        content = case.stated("foreign_content", item.foreign_content, item.id)
        abroad = [state for state in item.foreign_content if state != case.dossier.exporting_state]
        parts.append(
            met(f"{item.id} holds controlled content of {', '.join(abroad)}", content)
            if abroad
            else not_met(f"{item.id} holds no controlled foreign content", content)
        )
    if item.acquired_under:
        parts.append(
            met(f"undertakings were given when {item.id} was acquired", case.stated("acquired_under", item.acquired_under, item.id))
        )
    joined = any_of("", parts)
    return any_of("; ".join(part.says for part in parts if part.truth is joined.truth), parts)
