"""What an officer has recorded against a transfer stands in the way, whether or not a rule in force asks for it.

Which articles ask depends on the authority, the goods and the activity; a risk that somebody with
authority has found does not go away with the article. Serves legal-safety points 1 and 3.
"""

from licet.facts.kleene import Proof, any_of, met, not_met
from licet.law.case import Case
from licet.law.rule import Rule

ADVERSE = (
    "treaty_obligations_violated",
    "knowledge_of_atrocity_use",
    "assessment_peace",
    "assessment_ihl",
    "assessment_ihrl",
    "assessment_terrorism",
    "assessment_toc",
    "assessment_gbv",
    "residual_risk",
    "diversion_assessment",
    "clear_risk_internal_repression",
    "body_findings_serious",
    "clear_risk_ihl_violations",
    "would_provoke_or_prolong_conflict",
    "clear_risk_aggression",
    "national_security_concern",
    "recipient_conduct_concern",
    "economic_capacity_concern",
    "osce_4a_concern",
    "osce_4b_concern",
    "exporter_aware",
    "cyber_surveillance_misuse",
    "brokering_or_transit_wmd",
    "assistance_wmd",
    "dual_use_considerations_adverse",
    "wmd_delivery_concern",
    "destabilising_accumulation_concern",
    "listed_owner_concern",
)
"""Questions to which an officer's yes speaks against the transfer."""
UNDONE = (
    "certificate_verified",
    "transit_authorised",
    "broker_registered",
    "origin_consent",
    "recipients_complete",
    "interests_set_aside",
    "consultation_closed",
)
"""Questions to which an officer's no does."""


def recorded_against(case: Case) -> Proof:
    """To weigh: an officer's word on file, the latest on each question, that speaks against the transfer."""
    asked = dict.fromkeys((one.name, one.about) for one in (*case.dossier.facts, *case.context.answers))
    parts = []
    for name, about in asked:
        fact = case.fact(name, about)
        if fact.evidence and ((name in ADVERSE and fact.value is True) or (name in UNDONE and fact.value is False)):
            of = f" of {about}" if about else ""
            parts.append(met(f"an officer answered {'yes' if fact.value else 'no'} to “{name}”{of}", fact))
    return (
        any_of("an officer's word on file speaks against the transfer", parts)
        if parts
        else not_met("no officer's word on file speaks against it")
    )


ON_FILE = Rule(
    id="ON-FILE",
    instrument="FILE",
    citation="whatever an officer has found against a transfer is weighed before it is permitted",
    effect="weigh",
    standard="risk",
    test=recorded_against,
)
