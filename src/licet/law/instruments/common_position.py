"""Council Common Position 2008/944/CFSP on the control of exports of military technology and equipment.

Articles as amended in 2019; the text of the amendment of 2025 is not read here, so from its day
every rule stays open until the authority's rulebook confirms the text.
"""

from licet.facts.kleene import Proof, Truth, all_of, any_of, met, not_met, unknown
from licet.law import certificate
from licet.law.alike import alike_denials
from licet.law.case import Case
from licet.law.instruments.embargoed import worst_of
from licet.law.questions import missing

ARMED_OR_SECURITY = ("central_government_force", "regional_or_local_force", "other_state_body")


def applies(case: Case) -> Proof:
    """Whether the criteria reach this case: an item of the Common Military List, or dual-use for armed or security forces."""
    military = any_of("an item is on the Common Military List", [case.military(item) for item in case.dossier.items])
    return any_of("the criteria apply to the goods", [military, article_6(case)])


def article_1_1(case: Case) -> Proof:
    """Duty: the application is assessed case by case against all eight criteria."""
    criteria = (
        criterion_1, criterion_2a, criterion_2b, criterion_2c, criterion_3, criterion_4,
        criterion_5, criterion_6, criterion_7, criterion_8,
    )  # fmt: skip
    proofs = [criterion(case) for criterion in criteria]
    open_ones = [proof for proof in proofs if proof.truth is Truth.UNKNOWN]
    if open_ones:
        return unknown(f"{len(open_ones)} of the criteria are not yet assessed", parts=tuple(open_ones))
    return met("all eight criteria are assessed", parts=tuple(proofs))


def criterion_1(case: Case) -> Proof:
    """Refused: inconsistent with embargoes of the UN, the EU or the OSCE, or with treaties and regimes."""
    embargoes = worst_of(
        case, "arms embargoes of the UN, the EU and the OSCE", lambda finding: finding.instrument in ("UN", "EU", "OSCE")
    )
    treaties = case.assessed(
        "treaty_obligations_violated",
        adverse="the transfer is inconsistent with an obligation under a treaty or regime",
        clear="no obligation under a treaty or regime stands in the way",
    )
    return any_of("the transfer is inconsistent with international obligations", [embargoes, treaties])


def criterion_2a(case: Case) -> Proof:
    """Refused: a clear risk of internal repression."""
    return case.assessed(
        "clear_risk_internal_repression",
        adverse="there is a clear risk of internal repression",
        clear="no clear risk of internal repression",
    )


def criterion_2b(case: Case) -> Proof:
    """To weigh: serious violations of human rights established by UN, EU or Council of Europe bodies."""
    return case.assessed(
        "body_findings_serious",
        adverse="serious violations are established: special caution",
        clear="no serious violations are established",
    )


def criterion_2c(case: Case) -> Proof:
    """Refused: a clear risk of serious violations of humanitarian law."""
    return case.assessed(
        "clear_risk_ihl_violations",
        adverse="there is a clear risk of serious violations of humanitarian law",
        clear="no clear risk of serious violations of humanitarian law",
    )


def criterion_3(case: Case) -> Proof:
    """Refused: would provoke or prolong armed conflict, or aggravate tensions."""
    return case.assessed(
        "would_provoke_or_prolong_conflict",
        adverse="the transfer would provoke or prolong armed conflict or aggravate tensions",
        clear="the transfer would not provoke or prolong armed conflict",
    )


def criterion_4(case: Case) -> Proof:
    """Refused: a clear risk of aggressive use against another country."""
    return case.assessed(
        "clear_risk_aggression", adverse="there is a clear risk of aggressive use", clear="no clear risk of aggressive use"
    )


def criterion_5(case: Case) -> Proof:
    """To weigh: national security of Member States, friends and allies."""
    return case.assessed(
        "national_security_concern",
        adverse="security of Member States or allies weighs against it",
        clear="no concern for allied security",
    )


def criterion_6(case: Case) -> Proof:
    """To weigh: the buyer country's conduct."""
    return case.assessed(
        "recipient_conduct_concern",
        adverse="the buyer country's conduct weighs against it",
        clear="the buyer country's conduct is no concern",
    )


def criterion_7(case: Case) -> Proof:
    """To weigh: diversion within the buyer country or re-export under undesirable conditions."""
    return case.assessed(
        "diversion_assessment",
        adverse="a risk of diversion was assessed",
        clear="no risk of diversion remains with the measures taken",
    )


def criterion_8(case: Case) -> Proof:
    """To weigh: technical and economic capacity of the recipient."""
    return case.assessed(
        "economic_capacity_concern",
        adverse="the transfer would strain the recipient",
        clear="the transfer fits the recipient's capacity",
    )


def article_4(case: Case) -> Proof:
    """Duty: consult a Member State that denied an essentially identical transaction within three years."""
    return alike_denials(case)


def article_5(case: Case) -> Proof:
    """Duty: reliable prior knowledge of end use: a certificate in force, verified with its issuer."""
    known = certificate.presented(case)
    holds = certificate.in_force(case)
    if Truth.UNKNOWN in (known.truth, holds.truth) or holds.truth is Truth.FALSE:
        return all_of("the certificate holds", [known, holds])
    verified = case.done(
        "certificate_verified",
        yes="the certificate was verified with its issuer",
        no="the certificate was not confirmed by its issuer",
    )
    return all_of("the certificate holds and was verified", [known, holds, verified])


def article_6(case: Case) -> Proof:
    """Scope: dual-use items where armed or internal security forces are seriously believed to be the end user."""
    users = case.parties("end_user")
    if not users:
        return unknown("the end user is not stated", missing("end_user"))
    parts = []
    for user in users:
        word, fact = case.word("end_user_kind", user.id), case.fact("end_user_kind", user.id)
        if word is None:
            parts.append(unknown(f"the kind of end user {user.id} is not confirmed", missing("end_user_kind", user.id)))
        elif word in ARMED_OR_SECURITY or word == "armed_group":
            parts.append(met(f"{user.id} is a {word.replace('_', ' ')}", fact))
        else:
            parts.append(not_met(f"{user.id} is a {word.replace('_', ' ')}", fact))
    return any_of("an end user is an armed or security force", parts)


def article_10(case: Case) -> Proof:
    """Duty: economic, social, commercial and industrial interests do not affect the criteria."""
    return case.done(
        "interests_set_aside", yes="the reasoning rests on the criteria alone", no="the reasoning weighs commercial interests"
    )
