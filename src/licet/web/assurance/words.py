"""Acts and events in the words of these pages."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from licet.access.act import Act

ACT: dict[Act, Promise] = {
    Act.VIEW_CASE: _("See that the case exists, and its facts without names"),
    Act.VIEW_JOURNAL: _("Read what happened, event by event"),
    Act.OPEN_IDENTITY: _("Read sealed names, for a stated purpose"),
    Act.OPEN_DOCUMENT: _("Open attachments, for a stated purpose"),
    Act.ANSWER_FACT: _("Answer questions as the exporter's word"),
    Act.ATTEST_FACT: _("Answer questions as an officer, with evidence"),
    Act.ASSESS_CASE: _("Have the case assessed again"),
    Act.CLEAR_HIT: _("Clear or confirm screening hits"),
    Act.ADVISE: _("Give advice"),
    Act.DECIDE: _("Propose the decision"),
    Act.COUNTERSIGN: _("Countersign a proposed decision"),
    Act.RELEASE: _("Release facts to the public"),
    Act.SHRED_IDENTITY: _("Destroy the key of a name"),
}
EVENT: dict[str, Promise] = {
    "request_submitted": _("Request received"),
    "opinion_formed": _("Opinion formed"),
    "listings_changed": _("A list changed for a party"),
    "request_withdrawn": _("Request withdrawn"),
}
PREDICATE: dict[str, Promise] = {
    "request_taken_in": _("A request was taken in under a number."),
    "opinion_formed": _("The system formed an opinion on a request."),
    "request_withdrawn": _("A request was withdrawn by its applicant: its process was cancelled."),
    "exceptional_access_asked": _("Somebody asked to read sealed names by exception."),
    "names_read_by_exception": _("Sealed names were read by the word of two custodians."),
    "contract_opened": _("A contract was put on file."),
    "contract_suspended": _("Work under a contract was stopped for a time: its process was disrupted."),
    "contract_terminated": _("A contract ended without being completed: its process was cancelled."),
    "contract_entered_final_phase": _("A contract on file entered its final operational phase."),
    "contract_completed": _("A contract on file was completed."),
}
