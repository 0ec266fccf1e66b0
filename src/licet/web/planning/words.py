"""The words of contracts in the reader's language. Words only: nothing here means anything."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

STAGE = {
    "planning": _("Planning"),
    "tender": _("Tender"),
    "award": _("Award"),
    "contract": _("Contract"),
    "implementation": _("Implementation"),
    "final": _("Final operational phase"),
    "complete": _("Complete"),
    "terminated": _("Terminated"),
}
CONTRACT_KIND = {"sale": _("Sale"), "purchase": _("Purchase")}
EVIDENCE = {
    "need": _("The need, as it was approved"),
    "budget_or_designation": _("The budget, or the designation for export"),
    "direct_award_reason": _("The reason why no offers are invited"),
    "invitation": _("The invitation to offer"),
    "offers_closed": _("The record of the offers"),
    "evaluation": _("The evaluation of the offers"),
    "award_decision": _("The decision on the award"),
    "signing_authority": _("The authority to sign"),
    "signed_contract": _("The signed contract"),
    "kick_off": _("The record of the start of work"),
    "export_authorisation": _("The export authorisation"),
    "deliveries_accepted": _("The acceptance of the deliveries"),
    "acceptance": _("The final acceptance"),
    "final_account": _("The final account"),
    "closure": _("The record of the closure"),
    "earlier_record": _("The record from before it came here"),
    "ocds_release": _("A published release"),
    "demonstration": _("Invented for the demonstration"),
}
MILESTONE = {
    "preProcurement": _("before procurement"),
    "approval": _("approval"),
    "engagement": _("talks"),
    "assessment": _("assessment"),
    "delivery": _("delivery"),
    "reporting": _("reporting"),
    "financing": _("financing"),
}
COVERS = {
    "publication": _("publication"),
    "retransfer": _("retransfer"),
    "assignment": _("assignment to somebody else"),
    "third_party_access": _("access by others"),
}
OWED_BY = {"us": _("us"), "partner": _("the partner")}
WHAT = {
    "milestone": _("Milestone met"),
    "delivery": _("Delivery"),
    "payment": _("Payment made"),
    "obligation": _("Obligation discharged"),
    "consent": _("Consent given"),
    "consent_withdrawn": _("Consent withdrawn"),
    "evidence": _("Evidence taken in"),
}
WHICH = {
    "milestone": _("Milestone"),
    "delivery": _("Delivery"),
    "payment": _("Payment"),
    "obligation": _("Obligation"),
    "consent": _("Consent"),
    "consent_withdrawn": _("Consent"),
    "evidence": _("Evidence"),
}
TURN = {
    "suspend": pgettext_lazy("act", "Suspend"),
    "resume": pgettext_lazy("act", "Resume"),
    "terminate": pgettext_lazy("act", "Terminate"),
}
