"""The closed list of what anybody can do, and on what kind of thing."""

import enum

from licet.access.resource import Account, Case, Edition, FindingView, Glass, Identity, PartyIdentity, PartyList, Planning, Resource


class Act(enum.Enum):
    """One thing somebody may ask to do. An act that is not here cannot be asked about, let alone allowed."""

    SUBMIT_REQUEST = "submit_request"
    VIEW_CASE = "view_case"
    VIEW_JOURNAL = "view_journal"
    ANSWER_FACT = "answer_fact"
    ATTEST_FACT = "attest_fact"
    ASSESS_CASE = "assess_case"
    CLEAR_HIT = "clear_hit"
    ADVISE = "advise"
    DECIDE = "decide"
    COUNTERSIGN = "countersign"
    DECIDE_APPEAL = "decide_appeal"
    RELEASE = "release"
    VIEW_FINDING = "view_finding"
    OPEN_IDENTITY = "open_identity"
    OPEN_DOCUMENT = "open_document"
    SHRED_IDENTITY = "shred_identity"
    EXPORT_CASE = "export_case"
    VIEW_REFERENCE = "view_reference"
    VIEW_DESIGNATION = "view_designation"
    ADD_REFERENCE = "add_reference"
    HOLD_EDITION = "hold_edition"
    MANAGE_ACCOUNTS = "manage_accounts"
    ASK_EXCEPTIONAL_ACCESS = "ask_exceptional_access"
    VIEW_EXCEPTIONAL_ACCESS = "view_exceptional_access"
    DECIDE_EXCEPTIONAL_ACCESS = "decide_exceptional_access"
    USE_EXCEPTIONAL_ACCESS = "use_exceptional_access"
    VIEW_PARTIES = "view_parties"
    CHANGE_PARTIES = "change_parties"
    CLEAR_PARTY_HIT = "clear_party_hit"
    OPEN_PARTY = "open_party"
    SHRED_PARTY = "shred_party"
    VIEW_PLANNING = "view_planning"
    CHANGE_PLANNING = "change_planning"


SAYS: dict[Act, str] = {
    Act.SUBMIT_REQUEST: "hand in a request",
    Act.VIEW_CASE: "see that a case exists, and its facts without names",
    Act.VIEW_JOURNAL: "read what happened to a case, event by event",
    Act.ANSWER_FACT: "answer a question of fact; it counts as the exporter's word",
    Act.ATTEST_FACT: "answer a question of fact as an officer, with evidence",
    Act.ASSESS_CASE: "have a case assessed again",
    Act.CLEAR_HIT: "clear or confirm a screening hit",
    Act.ADVISE: "give advice on a case",
    Act.DECIDE: "propose the decision on a case",
    Act.COUNTERSIGN: "countersign a proposed decision",
    Act.DECIDE_APPEAL: "decide an appeal",
    Act.RELEASE: "release facts of a case to the public",
    Act.VIEW_FINDING: "read one finding",
    Act.OPEN_IDENTITY: "read the sealed identity of a party",
    Act.OPEN_DOCUMENT: "open an attachment, which may name the parties",
    Act.SHRED_IDENTITY: "destroy the key of a sealed identity",
    Act.EXPORT_CASE: "hand a whole case, names included, to a court or committee",
    Act.VIEW_REFERENCE: "see an edition of a list or table",
    Act.VIEW_DESIGNATION: "see what a portfolio lets be offered",
    Act.ADD_REFERENCE: "add an edition of a list or table",
    Act.HOLD_EDITION: "hold an edition out of force, or let it in",
    Act.MANAGE_ACCOUNTS: "open, change, suspend or close an account",
    Act.ASK_EXCEPTIONAL_ACCESS: "ask two custodians for the names of a case",
    Act.VIEW_EXCEPTIONAL_ACCESS: "see a wish for exceptional access and what became of it",
    Act.DECIDE_EXCEPTIONAL_ACCESS: "let or refuse exceptional access",
    Act.USE_EXCEPTIONAL_ACCESS: "read names by exceptional access, or close it",
    Act.VIEW_PARTIES: "see the list of stored parties and their hits, without names",
    Act.CHANGE_PARTIES: "put parties on the list or take them off",
    Act.CLEAR_PARTY_HIT: "clear or confirm a hit on a stored party",
    Act.OPEN_PARTY: "read the sealed identity of a stored party",
    Act.SHRED_PARTY: "destroy the key of a stored party",
    Act.VIEW_PLANNING: "see plans and contracts, and forecast from them",
    Act.CHANGE_PLANNING: "open contracts and record what becomes of them",
}
"""Each act as the end of the sentence “may …”."""

KIND_OF: dict[Act, type[Resource]] = {
    **dict.fromkeys(Act, Case),
    Act.VIEW_FINDING: FindingView,
    Act.OPEN_IDENTITY: Identity,
    Act.OPEN_DOCUMENT: Identity,
    Act.SHRED_IDENTITY: Identity,
    Act.EXPORT_CASE: Identity,
    Act.VIEW_REFERENCE: Edition,
    Act.VIEW_DESIGNATION: Edition,
    Act.ADD_REFERENCE: Edition,
    Act.HOLD_EDITION: Edition,
    Act.MANAGE_ACCOUNTS: Account,
    Act.ASK_EXCEPTIONAL_ACCESS: Glass,
    Act.VIEW_EXCEPTIONAL_ACCESS: Glass,
    Act.DECIDE_EXCEPTIONAL_ACCESS: Glass,
    Act.USE_EXCEPTIONAL_ACCESS: Glass,
    Act.VIEW_PARTIES: PartyList,
    Act.CHANGE_PARTIES: PartyList,
    Act.CLEAR_PARTY_HIT: PartyList,
    Act.OPEN_PARTY: PartyIdentity,
    Act.SHRED_PARTY: PartyIdentity,
    Act.VIEW_PLANNING: Planning,
    Act.CHANGE_PLANNING: Planning,
}
"""What kind of thing each act is done to."""
