"""What officers read of recommendations, findings, hits and events, in their language."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

RECOMMENDATION = {
    "permit": _("Permit"),
    "permit_with_conditions": _("Permit with conditions"),
    "refer": _("Refer"),
    "refuse": _("Refuse"),
}
RECOMMENDATION_SAYS = {
    "permit": _("No bar stands, every duty is done, every risk is assessed."),
    "permit_with_conditions": _("No bar stands as long as the conditions below are kept."),
    "refer": _("The case cannot be settled on what is known. The open points are below."),
    "refuse": _("At least one bar stands."),
}
REQUIREMENT = {
    "yes": pgettext_lazy("authorisation", "required"),
    "no": pgettext_lazy("authorisation", "not required by any rule in force"),
    "unknown": pgettext_lazy("authorisation", "not settled whether one is required"),
}
EFFECT = {
    "prohibit": pgettext_lazy("effect of a rule", "Prohibition"),
    "refuse": pgettext_lazy("effect of a rule", "Ground for refusal"),
    "weigh": pgettext_lazy("effect of a rule", "Risk to weigh"),
    "duty": pgettext_lazy("effect of a rule", "Duty"),
    "scope": pgettext_lazy("effect of a rule", "Scope"),
}
STANDARD = {
    "inconsistency": _("inconsistency"),
    "knowledge": _("knowledge"),
    "clear_risk": _("clear risk"),
    "overriding_risk": _("overriding risk"),
    "risk": _("risk"),
    "none": "",
}
PAST_OUTCOME = {
    "permitted": pgettext_lazy("earlier decision", "permitted"),
    "refused": pgettext_lazy("earlier decision", "refused"),
}
PHASE = {"before_issue": _("before issue"), "after_issue": _("after issue")}
CONFIDENCE = {"high": "", "medium": _("text recalled, check it"), "low": _("text unsure: can refuse or refer, never clear")}
ANSWERER = {
    "exporter": _("The applicant"),
    "officer": _("An officer, with evidence"),
    "authority": _("The authority"),
    "reference_data": _("A list or table"),
}
HIT_STATE = {
    "open": pgettext_lazy("screening hit", "Open"),
    "cleared": pgettext_lazy("screening hit", "Cleared: another party"),
    "confirmed": pgettext_lazy("screening hit", "Confirmed: the listed party"),
    "below_threshold": pgettext_lazy("screening hit", "Too unlike to alert"),
}
DECISION = {
    "listed": pgettext_lazy("control list", "Listed"),
    "not_listed": pgettext_lazy("control list", "Not listed"),
    "refer": pgettext_lazy("control list", "Open"),
}
NEXT_ACTION = {
    "assess": (_("Assess"), "ask", ""),
    "assess_again": (_("A list changed: assess again"), "stop", "#listings"),
    "decide_hits": (_("Decide screening hits"), "ask", "#screening"),
    "answer_questions": (_("Answer open questions"), "ask", "#questions"),
    "review_refusal": (_("Review what bars it"), "stop", "#findings"),
    "decide": (_("Ready to decide"), "pass", ""),
    "none": (_("Nothing"), "note", ""),
}
"""Next action: its words, tone, and where on the page of the case it is done."""
NEXT_ACTOR = {
    "officer": _("Officer"),
    "exporter": _("Applicant"),
    "nobody": _("Nobody"),
}
STATUS = {
    "received": _("Received"),
    "under_review": _("Under review"),
    "withdrawn": _("Withdrawn"),
}
EVENT = {
    "request_submitted": (_("Request received"), "note"),
    "opinion_formed": (_("Opinion formed"), "ask"),
    "fact_answered": (_("Question answered"), "pass"),
    "hit_decided": (_("Screening hit decided"), "pass"),
    "listings_changed": (_("A list changed for a party"), "stop"),
    "request_withdrawn": (_("Request withdrawn"), "stop"),
    "identity_opened": (_("Names opened"), "ask"),
    "sealed_content_opened": (_("Screening evidence opened"), "ask"),
    "identity_destroyed": (_("Identity destroyed"), "stop"),
}
