"""Whether the end-user certificate holds for this transfer: presented, by the end user's state, in force until it arrives.

Serves Arms Trade Treaty Art. 8, Common Position 2008/944 Art. 5 and the Wassenaar end-user assurances.
"""

from licet.dossier.values import Certificate
from licet.facts.kleene import Proof, all_of, met, not_met, unknown
from licet.law.case import Case
from licet.law.questions import missing


def presented(case: Case) -> Proof:
    """A certificate came with the request, issued by the state of every end user."""
    certificate = _certificate(case)
    if certificate is None:
        return unknown("no end-user certificate came with the request", missing("certificate"))
    shown = case.stated("certificate", certificate.number)
    parts = [met(f"end-user certificate {certificate.number} is presented", shown)]
    for user in case.parties("end_user"):
        if not user.countries:
            parts.append(unknown(f"no state is given for {user.id}", missing("party_country", user.id), facts=(shown,)))
        elif certificate.issuing_state not in user.countries:
            says = f"certificate {certificate.number} was issued by {certificate.issuing_state}, which is no state of {user.id}"
            parts.append(unknown(says, missing("certificate"), facts=(shown,)))
    return all_of("the certificate is the end user's", parts)


def in_force(case: Case) -> Proof:
    """The certificate is dated before the assessment, and in force on its day and until the goods arrive."""
    certificate = _certificate(case)
    if certificate is None:
        return presented(case)
    number, shown = certificate.number, case.stated("certificate", certificate.number)
    if certificate.expires_on is not None and certificate.expires_on < case.as_of:
        return not_met(f"certificate {number} expired on {certificate.expires_on}", shown)
    if certificate.issued_on > case.as_of:
        return not_met(f"certificate {number} is dated {certificate.issued_on}, after the assessment", shown)
    days = [day for leg in case.dossier.legs for day in (leg.departs_on, leg.arrives_on) if day is not None]
    if certificate.expires_on is not None and days and max(days) > certificate.expires_on:
        says = f"certificate {number} expires on {certificate.expires_on}, before the goods arrive on {max(days)}"
        return unknown(says, missing("certificate"), facts=(shown,))
    return met(f"certificate {number} is in force", shown)


def _certificate(case: Case) -> Certificate | None:
    return case.dossier.end_use.certificate if case.dossier.end_use else None
