"""People and things to ask about, and one table of what the policies answer."""

from collections.abc import Callable
from typing import Any, NamedTuple

import msgspec
import pytest

from licet.access.act import KIND_OF, Act
from licet.access.actor import ROLES, Actor
from licet.access.resource import Account, Case, Edition, FindingView, Glass, Identity, PartyIdentity, PartyList, Planning, Resource

ACTOR = Actor(
    person="kari",
    roles=(),
    agencies=("licensing",),
    state="NO",
    organisation=None,
    clearance="case",
    mfa=True,
    suspended=False,
    compartments=(),
)
CASE = Case(
    state="NO",
    organisation="Example Ltd",
    applicants=("nils",),
    deciding_agency="licensing",
    agencies=("foreign ministry",),
    release_level="case",
    compartments=(),
    advised_by=(),
    decided_by=(),
    countersigned_by=(),
    conflicted=(),
    releasable=False,
)
OF_CASE = {name: getattr(CASE, name) for name in Case.__struct_fields__}
THINGS: dict[type[Resource], Resource] = {
    Case: CASE,
    FindingView: FindingView(**OF_CASE, finding_level="case"),
    Identity: Identity(**OF_CASE, purpose="to check the end user"),
    Edition: Edition(states=(), release_level="public", compartments=()),
    Account: Account(person="ola", state="NO"),
    Glass: Glass(state="NO", asked_by="ola", conflicted=()),
    PartyList: PartyList(states=(), deciding_agency="licensing", release_level="case", compartments=()),
    PartyIdentity: PartyIdentity(
        states=(), deciding_agency="licensing", release_level="case", compartments=(), purpose="to check a hit"
    ),
    Planning: Planning(state="NO", release_level="case", compartments=()),
}

# fmt: off
OWN = {"organisation": "Example Ltd"}                    # of an actor: the applicant's side of the case
ADVISER = {"agencies": ("foreign ministry",)}            # of an actor: asked about the case, does not decide it
STRANGER = {"agencies": ("port authority",)}             # of an actor: has nothing to do with the case
ABROAD = {"state": "SE"}
SECRET = {"clearance": "secret"}
PUBLIC = {"release_level": "public"}
MINE = {"asked_by": "kari"}                              # of a wish to break glass: the actor's own
EVERYONE = "+".join(ROLES)

TABLE: list[tuple[str, dict[str, Any], str, dict[str, Any], str]] = [
    # roles            actor            act               thing                  allowed (+) or refused (-), and by which policies

    # --- applicants: their own organisation's requests, and nothing of the authority's side
    ("applicant",      OWN,             "submit_request",  {},                   "+applicant-own-requests"),
    ("applicant",      OWN,             "view_case",       {},                   "+applicant-own-requests"),
    ("applicant",      OWN,             "answer_fact",     {},                   "+applicant-own-requests"),
    ("applicant",      OWN,             "open_identity",   {},                   "+applicant-own-requests"),
    ("applicant",      OWN,             "open_document",   {},                   "+applicant-own-requests"),
    ("applicant",      OWN,             "view_finding",    {},                   "+applicant-own-requests"),
    ("applicant",      {"organisation": "Rival Ltd"}, "submit_request", {},      "-"),
    ("applicant",      {"organisation": "Rival Ltd"}, "view_case", {},           "-"),
    ("applicant",      {"organisation": "Rival Ltd"}, "answer_fact", {},         "-"),
    ("applicant",      {"organisation": "Rival Ltd"}, "view_finding", {},        "-"),
    ("applicant",      {"organisation": "Rival Ltd"}, "open_identity", {},       "-"),
    ("applicant",      {"organisation": "Rival Ltd"}, "open_document", {},       "-"),
    ("applicant",      {},              "view_case",       {},                   "-"),
    ("applicant",      {"agencies": ("licensing",), **OWN}, "attest_fact", {},   "-own-request"),
    ("applicant",      OWN,             "view_journal",    {},                   "-own-request"),
    ("applicant",      OWN,             "shred_identity",  {},                   "-own-request"),
    ("applicant",      SECRET | OWN,    "view_finding",    {"finding_level": "restricted"}, "-own-request-findings"),
    ("applicant",      {"clearance": "public", **OWN}, "view_finding", {},       "-finding-above-clearance"),
    # the authority may raise a case's level or close a circle round it; the applicant still knows the request
    ("applicant",      OWN,             "view_case",       {"release_level": "secret"}, "+applicant-own-requests"),
    ("applicant",      OWN,             "view_case",       {"compartments": ("north",)}, "+applicant-own-requests"),
    ("applicant",      {"organisation": "Rival Ltd"}, "view_case", {"release_level": "secret"}, "-clearance"),
    ("applicant",      {"organisation": "Rival Ltd"}, "view_case", {"compartments": ("north",)}, "-compartments"),
    ("officer+applicant", {"organisation": "Rival Ltd"}, "view_case", {"release_level": "secret"}, "-clearance"),
    ("officer+applicant", {"organisation": "Rival Ltd"}, "view_case", {"compartments": ("north",)}, "-compartments"),
    # belonging to the organisation is not enough: right and exemption are the applicant's
    ("verifier",       OWN,             "view_case",       {},                   "-"),
    ("verifier",       OWN,             "open_identity",   {},                   "-"),
    ("officer",        {"organisation": "Example Ltd"}, "view_case", {"release_level": "restricted"}, "-clearance"),
    ("officer",        {"organisation": "Example Ltd"}, "view_case", {"compartments": ("north",)}, "-compartments"),

    # --- officers: the cases of their agency
    ("officer",        {},              "view_case",       {},                   "+officer-on-the-case"),
    ("officer",        {},              "view_finding",    {},                   "+officer-on-the-case"),
    ("officer",        {},              "view_journal",    {},                   "+officer-on-the-case"),
    ("officer",        {},              "open_identity",   {},                   "+officer-on-the-case"),
    ("officer",        {},              "open_document",   {},                   "+officer-on-the-case"),
    ("officer",        {},              "answer_fact",     {},                   "+officer-on-the-case"),
    ("officer",        {},              "attest_fact",     {},                   "+officer-on-the-case"),
    ("officer",        {},              "advise",          {},                   "+officer-on-the-case"),
    ("officer",        ADVISER,         "view_case",       {},                   "+officer-on-the-case"),
    ("officer",        ADVISER,         "advise",          {},                   "+officer-on-the-case"),
    ("officer",        STRANGER,        "view_case",       {},                   "-"),
    ("officer",        STRANGER,        "view_finding",    {},                   "-"),
    ("officer",        STRANGER,        "open_identity",   {},                   "-"),
    ("officer",        {"agencies": ()}, "view_case",      {},                   "-"),
    ("officer",        {},              "submit_request",  {},                   "+officer-of-the-deciding-agency"),
    ("officer",        {},              "assess_case",     {},                   "+officer-of-the-deciding-agency"),
    ("officer",        {},              "clear_hit",       {},                   "+officer-of-the-deciding-agency"),
    ("officer",        {},              "decide",          {},                   "+officer-of-the-deciding-agency"),
    ("officer",        ADVISER,         "submit_request",  {},                   "-"),
    ("officer",        ADVISER,         "assess_case",     {},                   "-"),
    ("officer",        ADVISER,         "clear_hit",       {},                   "-"),
    ("officer",        ADVISER,         "decide",          {},                   "-"),
    ("officer",        {},              "countersign",     {},                   "-"),
    ("officer",        {},              "decide_appeal",   {},                   "-"),
    ("officer",        {},              "release",         {"releasable": True}, "-"),
    ("officer",        {},              "shred_identity",  {},                   "-"),
    ("officer",        {},              "manage_accounts", {},                   "-"),
    ("senior_officer", {},              "view_case",       {},                   "+officer-on-the-case"),
    ("senior_officer", {},              "decide",          {},                   "+officer-of-the-deciding-agency"),
    ("senior_officer", {},              "countersign",     {},                   "+senior-officer-of-the-deciding-agency"),
    ("senior_officer", {},              "decide_appeal",   {},                   "+senior-officer-of-the-deciding-agency"),
    ("senior_officer", {},              "release",         {"releasable": True}, "-"),
    ("senior_officer", {},              "shred_identity",  {},                   "-"),
    ("senior_officer", ADVISER,         "countersign",     {},                   "-"),
    ("senior_officer", ADVISER,         "decide_appeal",   {},                   "-"),

    # --- inspectors: everything of their state, read only
    ("inspector",      STRANGER,        "view_case",       {},                   "+inspector-oversees"),
    ("inspector",      STRANGER,        "view_journal",    {},                   "+inspector-oversees"),
    ("inspector",      STRANGER,        "view_finding",    {},                   "+inspector-oversees"),
    ("inspector",      STRANGER,        "open_identity",   {},                   "+inspector-oversees"),
    ("inspector",      STRANGER,        "open_document",   {},                   "+inspector-oversees"),
    ("inspector",      STRANGER,        "export_case",     {},                   "+inspector-exports"),
    ("inspector",      STRANGER,        "export_case",     {"compartments": ("north",)}, "+inspector-exports"),
    ("inspector",      {},              "export_case",     {"purpose": ""},      "-purpose-stated"),
    ("inspector",      {"mfa": False},  "export_case",     {},                   "-second-factor"),
    ("inspector",      {},              "export_case",     {"applicants": ("kari",)}, "-own-request"),
    ("inspector",      ABROAD,          "export_case",     {},                   "-other-authority"),
    ("senior_officer", {},              "export_case",     {},                   "-"),
    ("custodian",      {},              "export_case",     {},                   "-"),
    ("applicant",      OWN,             "export_case",     {},                   "-own-request"),
    ("inspector",      STRANGER,        "view_case",       {"compartments": ("north",)}, "+inspector-oversees"),
    ("inspector",      STRANGER,        "view_journal",    {"compartments": ("north",)}, "+inspector-oversees"),
    ("inspector",      STRANGER,        "view_finding",    {"compartments": ("north",)}, "+inspector-oversees"),
    ("inspector",      STRANGER,        "open_identity",   {"compartments": ("north",)}, "+inspector-oversees"),
    ("inspector",      STRANGER,        "open_document",   {"compartments": ("north",)}, "+inspector-oversees"),
    ("inspector",      STRANGER,        "view_case",       {"release_level": "secret"}, "-clearance"),
    ("inspector",      {},              "attest_fact",     {},                   "-"),
    ("inspector",      {},              "clear_hit",       {},                   "-"),
    ("inspector",      {},              "decide",          {},                   "-"),
    # being an inspector too opens no closed circle to what an officer does
    ("officer+inspector", {},           "view_case",       {"compartments": ("north",)}, "+officer-on-the-case+inspector-oversees"),
    ("officer+inspector", {},           "advise",          {"compartments": ("north",)}, "-compartments"),

    # --- spokesmen, custodians, verifiers, administrators
    ("spokesman",      {},              "view_case",       {"releasable": True}, "+spokesman-releases"),
    ("spokesman",      {},              "release",         {"releasable": True}, "+spokesman-releases"),
    ("spokesman",      {},              "view_case",       {},                   "-"),
    ("spokesman",      {},              "release",         {},                   "-"),
    ("spokesman",      {},              "view_finding",    {"releasable": True}, "-"),
    ("spokesman",      {},              "open_identity",   {"releasable": True}, "-"),
    ("verifier",       {},              "view_case",       PUBLIC,               "+public-cases"),
    ("verifier",       {},              "view_case",       {},                   "-"),
    ("verifier",       SECRET, "view_case", {},                 "-"),
    ("verifier",       {},              "view_finding",    {"finding_level": "public", **PUBLIC}, "+public-findings"),
    ("verifier",       {},              "view_finding",    {"finding_level": "case", **PUBLIC}, "-"),
    ("verifier",       {},              "view_finding",    {"finding_level": "public"}, "-"),
    ("verifier",       {},              "view_case",       {"releasable": True}, "-"),
    ("custodian",      {},              "shred_identity",  {},                   "+custodian-shreds"),
    ("custodian",      {},              "open_identity",   {},                   "-"),
    ("custodian",      {},              "view_case",       {},                   "-"),
    ("administrator",  {},              "manage_accounts", {},                   "+administrator-manages-accounts"),
    ("administrator",  {},              "view_case",       {},                   "-"),
    ("administrator",  {},              "open_identity",   {},                   "-"),
    ("",               {},              "view_case",       {},                   "-"),
    ("",               {},              "view_case",       PUBLIC,               "+public-cases"),
    (EVERYONE,         {},              "manage_accounts", {"person": "kari"},   "-own-account"),
    (EVERYONE,         {},              "manage_accounts", ABROAD,               "-other-authority-account"),
    ("officer+senior_officer+inspector+custodian+spokesman+applicant", {}, "manage_accounts", {}, "-"),

    # --- the library
    ("officer",        {},              "view_reference",  {},                   "+staff-read-the-library"),
    ("inspector",      {},              "view_reference",  {},                   "+staff-read-the-library"),
    ("officer",        {},              "view_reference",  {"states": ("NO", "SE")}, "+staff-read-the-library"),
    ("officer",        {},              "view_reference",  {"states": ("SE",)},  "-other-authority-edition"),
    ("officer",        {},              "view_reference",  {"release_level": "secret"}, "-clearance"),
    ("officer",        {},              "view_reference",  {"compartments": ("north",)}, "-compartments"),
    ("inspector",      {},              "view_reference",  {"compartments": ("north",)}, "+staff-read-the-library"),
    ("applicant",      OWN,             "view_reference",  {},                   "-"),
    ("administrator",  {},              "view_reference",  {},                   "-"),
    ("applicant",      OWN,             "view_designation", {},                  "+designations-by-level"),
    ("officer",        {},              "view_designation", {"states": ("NO",)}, "+designations-by-level"),
    ("inspector",      {},              "view_designation", {"compartments": ("north",)}, "+designations-by-level"),
    ("applicant",      OWN,             "view_designation", {"release_level": "restricted"}, "-clearance"),
    ("applicant",      OWN,             "view_designation", {"states": ("SE",)}, "-other-authority-edition"),
    ("officer",        {},              "view_designation", {"compartments": ("north",)}, "-compartments"),
    ("administrator",  {},              "view_designation", {},                  "-"),
    ("officer",        {},              "add_reference",   {},                   "+officer-adds-editions"),
    ("officer",        {},              "add_reference",   {"states": ("SE",)},  "-other-authority-edition"),
    ("officer",        {},              "add_reference",   {"compartments": ("north",)}, "-compartments"),
    ("inspector",      {},              "add_reference",   {},                   "-"),
    ("administrator",  {},              "add_reference",   {},                   "-"),
    ("senior_officer", {},              "hold_edition",    {},                   "+senior-officer-holds-editions"),
    ("officer",        {},              "hold_edition",    {},                   "-"),
    ("senior_officer", {},              "hold_edition",    {"states": ("SE",)},  "-other-authority-edition"),

    # --- breaking glass
    ("officer",        {},              "ask_exceptional_access", MINE,          "+staff-ask-for-exceptional-access"),
    ("inspector",      {},              "ask_exceptional_access", MINE,          "+staff-ask-for-exceptional-access"),
    ("officer",        {},              "ask_exceptional_access", {},            "-"),
    ("spokesman",      {},              "ask_exceptional_access", MINE,          "-"),
    ("custodian",      {},              "ask_exceptional_access", MINE,          "-"),
    ("applicant",      {},              "ask_exceptional_access", MINE,          "-"),
    ("officer",        {"mfa": False},  "ask_exceptional_access", MINE,          "-second-factor"),
    ("officer",        ABROAD,          "ask_exceptional_access", MINE,          "-other-authority-exceptional-access"),
    ("officer",        {},              "ask_exceptional_access", MINE | {"conflicted": ("kari",)}, "-conflict-in-exceptional-access"),
    ("officer+applicant", OWN,          "ask_exceptional_access", MINE,          "-conflict-in-exceptional-access"),
    ("officer",        {},              "view_exceptional_access", MINE,         "+staff-ask-for-exceptional-access"),
    ("officer",        {"mfa": False},  "view_exceptional_access", MINE,         "+staff-ask-for-exceptional-access"),
    ("officer",        {},              "view_exceptional_access", {},           "-"),
    ("officer",        {},              "view_exceptional_access", MINE | {"conflicted": ("kari",)}, "+staff-ask-for-exceptional-access"),
    ("custodian",      {},              "view_exceptional_access", {},           "+custodians-decide-on-exceptional-access"),
    ("custodian",      {"mfa": False},  "view_exceptional_access", {},           "+custodians-decide-on-exceptional-access"),
    ("custodian",      ABROAD,          "view_exceptional_access", {},           "-other-authority-exceptional-access"),
    ("custodian",      {},              "view_exceptional_access", {"conflicted": ("kari",)}, "+custodians-decide-on-exceptional-access"),
    ("inspector",      {},              "view_exceptional_access", {},           "+inspector-oversees-exceptional-access"),
    ("applicant",      {},              "view_exceptional_access", MINE,         "-"),
    ("custodian",      {},              "decide_exceptional_access", {},         "+custodians-decide-on-exceptional-access"),
    ("custodian+officer", {},           "decide_exceptional_access", {},         "+custodians-decide-on-exceptional-access"),
    ("custodian+officer", {},           "decide_exceptional_access", MINE,       "-own-exceptional-access"),
    ("senior_officer", {},              "decide_exceptional_access", {},         "-"),
    ("inspector",      {},              "decide_exceptional_access", {},         "-"),
    ("custodian",      {"mfa": False},  "decide_exceptional_access", {},         "-second-factor"),
    ("custodian",      ABROAD,          "decide_exceptional_access", {},         "-other-authority-exceptional-access"),
    ("custodian",      {},              "decide_exceptional_access", {"conflicted": ("kari",)}, "-conflict-in-exceptional-access"),
    ("custodian",      OWN,             "decide_exceptional_access", {},         "-conflict-in-exceptional-access"),
    ("officer",        {},              "use_exceptional_access", MINE,          "+staff-ask-for-exceptional-access"),
    ("inspector",      {},              "use_exceptional_access", MINE,          "+staff-ask-for-exceptional-access"),
    ("officer",        {},              "use_exceptional_access", {},            "-"),
    ("custodian",      {},              "use_exceptional_access", {},            "-"),
    ("spokesman",      {},              "use_exceptional_access", MINE,          "-"),
    ("officer",        {"mfa": False},  "use_exceptional_access", MINE,          "-second-factor"),
    ("officer",        ABROAD,          "use_exceptional_access", MINE,          "-other-authority-exceptional-access"),
    ("officer",        {},              "use_exceptional_access", MINE | {"conflicted": ("kari",)}, "-conflict-in-exceptional-access"),
    ("officer+applicant", OWN,          "use_exceptional_access", MINE,          "-conflict-in-exceptional-access"),
    ("custodian",      {"suspended": True}, "decide_exceptional_access", {},     "-suspended"),

    # --- the list of stored parties
    ("officer",        {},              "view_parties",    {},                   "+staff-see-the-list-of-parties"),
    ("officer",        STRANGER,        "view_parties",    {},                   "+staff-see-the-list-of-parties"),
    ("officer",        {"mfa": False},  "view_parties",    {},                   "+staff-see-the-list-of-parties"),
    ("inspector",      {},              "view_parties",    {},                   "+staff-see-the-list-of-parties"),
    ("inspector",      {},              "view_parties",    {"compartments": ("north",)}, "+staff-see-the-list-of-parties"),
    ("officer",        {},              "view_parties",    {"states": ("NO", "SE")}, "+staff-see-the-list-of-parties"),
    ("officer",        {},              "view_parties",    {"states": ("SE",)},  "-other-authority-parties"),
    ("officer",        {},              "view_parties",    {"release_level": "restricted"}, "-clearance"),
    ("applicant",      OWN,             "view_parties",    {},                   "-"),
    ("custodian",      {},              "view_parties",    {},                   "-"),
    ("spokesman",      {},              "view_parties",    {},                   "-"),
    ("officer",        {},              "change_parties",  {},                   "+officer-keeps-the-list-of-parties"),
    ("officer",        STRANGER,        "change_parties",  {},                   "-"),
    ("officer",        {"mfa": False},  "change_parties",  {},                   "-second-factor"),
    ("officer",        {},              "change_parties",  {"states": ("SE",)},  "-other-authority-parties"),
    ("inspector",      {},              "change_parties",  {},                   "-"),
    ("custodian",      {},              "change_parties",  {},                   "-"),
    ("officer",        {},              "clear_party_hit", {},                   "+officer-keeps-the-list-of-parties"),
    ("officer",        STRANGER,        "clear_party_hit", {},                   "-"),
    ("officer",        {"mfa": False},  "clear_party_hit", {},                   "-second-factor"),
    ("officer",        {},              "clear_party_hit", {"states": ("SE",)},  "-other-authority-parties"),
    ("inspector",      {},              "clear_party_hit", {},                   "-"),
    ("officer",        {},              "open_party",      {},                   "+officer-keeps-the-list-of-parties"),
    ("officer",        STRANGER,        "open_party",      {},                   "-"),
    ("officer",        {},              "open_party",      {"purpose": ""},      "-purpose-stated"),
    ("officer",        {"mfa": False},  "open_party",      {},                   "-second-factor"),
    ("officer",        {},              "open_party",      {"states": ("SE",)},  "-other-authority-parties"),
    ("inspector",      {},              "open_party",      {},                   "+inspector-opens-a-listed-party"),
    ("inspector",      {},              "open_party",      {"compartments": ("north",)}, "+inspector-opens-a-listed-party"),
    ("custodian",      {},              "open_party",      {},                   "-"),
    ("custodian",      {},              "shred_party",     {},                   "+custodian-shreds-a-listed-party"),
    ("custodian",      {},              "shred_party",     {"purpose": ""},      "-purpose-stated"),
    ("custodian",      {},              "shred_party",     {"states": ("SE",)},  "-other-authority-parties"),
    ("officer",        {},              "shred_party",     {},                   "-"),
    ("inspector",      {},              "shred_party",     {},                   "-"),
    ("officer",        {},              "clear_party_hit", {"compartments": ("north",)}, "-compartments"),
    ("officer",        {},              "change_parties",  {"release_level": "secret"}, "-clearance"),

    # --- plans and contracts
    ("officer",        {},              "view_planning",   {},                   "+staff-see-plans-and-contracts"),
    ("officer",        {"mfa": False},  "view_planning",   {},                   "+staff-see-plans-and-contracts"),
    ("inspector",      {},              "view_planning",   {},                   "+staff-see-plans-and-contracts"),
    ("inspector",      {},              "view_planning",   {"compartments": ("north",)}, "+staff-see-plans-and-contracts"),
    ("officer",        {},              "view_planning",   {"compartments": ("north",)}, "-compartments"),
    ("officer",        {},              "view_planning",   {"release_level": "restricted"}, "-clearance"),
    ("inspector",      {},              "view_planning",   {"release_level": "restricted"}, "-clearance"),
    ("officer",        ABROAD,          "view_planning",   {},                   "-other-authority-planning"),
    ("inspector",      ABROAD,          "view_planning",   {},                   "-other-authority-planning"),
    ("applicant",      OWN,             "view_planning",   {},                   "-"),
    ("custodian",      {},              "view_planning",   {},                   "-"),
    ("spokesman",      {},              "view_planning",   {},                   "-"),
    ("administrator",  {},              "view_planning",   {},                   "-"),
    ("officer",        {},              "change_planning", {},                   "+officer-keeps-contracts"),
    ("officer",        {"mfa": False},  "change_planning", {},                   "-second-factor"),
    ("officer",        {},              "change_planning", {"release_level": "secret"}, "-clearance"),
    ("officer",        {},              "change_planning", {"compartments": ("north",)}, "-compartments"),
    ("officer",        ABROAD,          "change_planning", {},                   "-other-authority-planning"),
    ("inspector",      {},              "change_planning", {},                   "-"),
    ("spokesman",      {},              "change_planning", {},                   "-"),
    ("applicant",      OWN,             "change_planning", {},                   "-"),

    # --- another state's authority: nobody, whatever the role
    ("officer",        ABROAD,          "view_case",       {},                   "-other-authority"),
    ("officer",        ABROAD,          "view_case",       PUBLIC,               "-other-authority"),
    ("officer",        ABROAD,          "decide",          {},                   "-other-authority"),
    ("officer",        ABROAD,          "view_journal",    {},                   "-other-authority"),
    ("officer",        ABROAD,          "answer_fact",     {},                   "-other-authority"),
    ("officer",        ABROAD,          "attest_fact",     {},                   "-other-authority"),
    ("officer",        ABROAD,          "assess_case",     {},                   "-other-authority"),
    ("officer",        ABROAD,          "clear_hit",       {},                   "-other-authority"),
    ("officer",        ABROAD,          "advise",          {},                   "-other-authority"),
    ("senior_officer", ABROAD,          "countersign",     {},                   "-other-authority"),
    ("senior_officer", ABROAD,          "decide_appeal",   {},                   "-other-authority"),
    ("spokesman",      ABROAD,          "release",         {"releasable": True}, "-other-authority"),
    ("officer",        ABROAD,          "open_document",   {},                   "-other-authority"),
    ("inspector",      ABROAD,          "view_case",       {},                   "-other-authority"),
    ("inspector",      ABROAD,          "view_finding",    {},                   "-other-authority"),
    ("inspector",      ABROAD,          "open_identity",   {},                   "-other-authority"),
    ("applicant",      ABROAD | OWN,    "view_case",       {},                   "-other-authority"),
    ("applicant",      ABROAD | OWN,    "submit_request",  {},                   "-other-authority"),
    ("custodian",      ABROAD,          "shred_identity",  {},                   "-other-authority"),

    # --- clearance, and closed circles
    ("officer",        {"clearance": "restricted"}, "view_case", {"release_level": "restricted"}, "+officer-on-the-case"),
    ("officer",        {"clearance": "restricted"}, "view_case", {"release_level": "secret"}, "-clearance"),
    ("officer",        SECRET, "view_case", {"release_level": "secret"}, "+officer-on-the-case"),
    ("officer",        {},              "open_identity",   {"release_level": "restricted"}, "-clearance"),
    ("officer",        {},              "view_finding",    {"release_level": "restricted"}, "-clearance"),
    ("officer",        {},              "view_finding",    {"finding_level": "restricted"}, "-finding-above-clearance"),
    ("officer",        {"clearance": "restricted"}, "view_finding", {"finding_level": "restricted"}, "+officer-on-the-case"),
    ("officer",        {"clearance": "restricted"}, "view_finding", {"finding_level": "secret"}, "-finding-above-clearance"),
    ("inspector",      {},              "view_finding",    {"finding_level": "secret"}, "-finding-above-clearance"),
    ("officer",        {"compartments": ("north",)}, "view_case", {"compartments": ("north",)}, "+officer-on-the-case"),
    ("officer",        {"compartments": ("north",)}, "view_case", {"compartments": ("north", "south")}, "-compartments"),
    ("officer",        {"compartments": ("north", "south")}, "view_case", {"compartments": ("north",)}, "+officer-on-the-case"),

    # --- conflicts of interest, and the applicant's own people inside the authority
    ("officer",        {},              "view_case",       {"conflicted": ("kari",)}, "-conflict-of-interest"),
    ("officer",        {},              "view_finding",    {"conflicted": ("kari",)}, "-conflict-of-interest"),
    ("officer",        {},              "open_identity",   {"conflicted": ("kari", "ola")}, "-conflict-of-interest"),
    ("officer",        {},              "decide",          {"conflicted": ("kari",)}, "-conflict-of-interest"),
    ("officer",        {},              "decide",          {"conflicted": ("ola",)}, "+officer-of-the-deciding-agency"),
    ("officer",        {},              "decide",          {"applicants": ("kari",)}, "-own-request"),
    ("officer",        {},              "attest_fact",     {"applicants": ("nils", "kari")}, "-own-request"),
    ("officer",        {},              "clear_hit",       {"applicants": ("kari",)}, "-own-request"),
    ("officer",        {},              "view_journal",    {"applicants": ("kari",)}, "-own-request"),
    ("officer",        {},              "advise",          {"applicants": ("kari",)}, "-own-request"),
    ("officer+applicant", OWN,          "attest_fact",     {},                   "-own-request"),
    ("officer+applicant", OWN,          "assess_case",     {},                   "-own-request"),
    ("officer+applicant", OWN,          "decide",          {},                   "-own-request"),
    ("officer+applicant", OWN,          "answer_fact",     {},                   "+applicant-own-requests+officer-on-the-case"),
    ("senior_officer", {},              "countersign",     {"applicants": ("kari",)}, "-own-request"),
    ("senior_officer", {},              "decide_appeal",   {"applicants": ("kari",)}, "-own-request"),
    ("spokesman",      OWN,             "release",         {"releasable": True}, "-own-request"),
    ("custodian",      OWN,             "shred_identity",  {},                   "-own-request"),
    ("officer",        SECRET,          "view_finding",    {"finding_level": "restricted", "applicants": ("kari",)},
                                                                                 "-own-request-findings"),
    ("officer+applicant", SECRET | OWN, "view_finding", {"finding_level": "restricted"}, "-own-request-findings"),
    ("officer+applicant", SECRET | OWN, "view_finding", {}, "+applicant-own-requests+officer-on-the-case"),

    # --- four eyes: adviser, decider, countersigner and appeal decider are four persons
    ("officer",        {},              "advise",          {"decided_by": ("kari",)}, "-adviser-stands-apart"),
    ("officer",        {},              "advise",          {"countersigned_by": ("kari",)}, "-adviser-stands-apart"),
    ("officer",        {},              "advise",          {"advised_by": ("kari",)}, "+officer-on-the-case"),
    ("officer",        {},              "decide",          {"advised_by": ("kari",)}, "-decider-stands-apart"),
    ("officer",        {},              "decide",          {"countersigned_by": ("kari",)}, "-decider-stands-apart"),
    ("officer",        {},              "decide",          {"advised_by": ("ola",), "decided_by": ("kari",)},
                                                                                 "+officer-of-the-deciding-agency"),
    ("senior_officer", {},              "countersign",     {"advised_by": ("kari",)}, "-countersigner-stands-apart"),
    ("senior_officer", {},              "countersign",     {"decided_by": ("kari",)}, "-countersigner-stands-apart"),
    ("senior_officer", {},              "countersign",     {"countersigned_by": ("ola", "kari")}, "-countersigner-stands-apart"),
    ("senior_officer", {},              "countersign",     {"advised_by": ("ola",), "decided_by": ("ida",)},
                                                                                 "+senior-officer-of-the-deciding-agency"),
    ("senior_officer", {},              "decide_appeal",   {"advised_by": ("kari",)}, "-appeal-stands-apart"),
    ("senior_officer", {},              "decide_appeal",   {"decided_by": ("kari",)}, "-appeal-stands-apart"),
    ("senior_officer", {},              "decide_appeal",   {"countersigned_by": ("kari",)}, "-appeal-stands-apart"),
    ("senior_officer", {},              "decide_appeal",   {"decided_by": ("ola",), "countersigned_by": ("ida",)},
                                                                                 "+senior-officer-of-the-deciding-agency"),

    # --- second factor, purpose, suspension
    ("officer",        {"mfa": False},  "view_case",       {},                   "+officer-on-the-case"),
    ("officer",        {"mfa": False},  "attest_fact",     {},                   "+officer-on-the-case"),
    ("officer",        {"mfa": False},  "advise",          {},                   "+officer-on-the-case"),
    ("officer",        {"mfa": False},  "open_identity",   {},                   "-second-factor"),
    ("officer",        {"mfa": False},  "open_document",   {},                   "-second-factor"),
    ("applicant",      {"mfa": False, **OWN}, "open_identity", {},               "-second-factor"),
    ("officer",        {"mfa": False},  "clear_hit",       {},                   "-second-factor"),
    ("officer",        {"mfa": False},  "decide",          {},                   "-second-factor"),
    ("senior_officer", {"mfa": False},  "countersign",     {},                   "-second-factor"),
    ("senior_officer", {"mfa": False},  "decide_appeal",   {},                   "-second-factor"),
    ("spokesman",      {"mfa": False},  "release",         {"releasable": True}, "-second-factor"),
    ("custodian",      {"mfa": False},  "shred_identity",  {},                   "-second-factor"),
    ("officer",        {"mfa": False},  "add_reference",   {},                   "-second-factor"),
    ("senior_officer", {"mfa": False},  "hold_edition",    {},                   "-second-factor"),
    ("administrator",  {"mfa": False},  "manage_accounts", {},                   "-second-factor"),
    ("officer",        {},              "open_identity",   {"purpose": ""},      "-purpose-stated"),
    ("inspector",      {},              "open_document",   {"purpose": ""},      "-purpose-stated"),
    ("custodian",      {},              "shred_identity",  {"purpose": ""},      "-purpose-stated"),
    ("officer",        {"suspended": True}, "view_case",   {},                   "-suspended"),
    ("officer",        {"suspended": True}, "view_case",   PUBLIC,               "-suspended"),
    ("officer",        {"suspended": True}, "view_reference", {},                "-suspended"),
    ("administrator",  {"suspended": True}, "manage_accounts", {},               "-suspended"),
    ("officer",        {"suspended": True, "mfa": False}, "decide", {"conflicted": ("kari",)},
                                                                                 "-suspended-second-factor-conflict-of-interest"),
]
# fmt: on


class Row(NamedTuple):
    """One question and its answer: `+` allowed or `-` refused, before each policy that decides."""

    actor: Actor
    act: Act
    thing: Resource
    expected: str

    @property
    def allowed(self) -> bool:
        return self.expected.startswith("+")


def make_actor(*roles: str, **changes: Any) -> Actor:
    return msgspec.structs.replace(ACTOR, roles=roles, **changes)


def make_thing(act: Act, **changes: Any) -> Resource:
    return msgspec.structs.replace(THINGS[KIND_OF[act]], **changes)


ROWS = [
    Row(make_actor(*roles.split("+") if roles else (), **of_actor), Act(act), make_thing(Act(act), **of_thing), expected)
    for roles, of_actor, act, of_thing, expected in TABLE
]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that takes `row` runs once for each row of the table."""
    if "row" in metafunc.fixturenames:
        names = [f"{'+'.join(row.actor.roles) or 'nobody'} {row.act.value} {number}" for number, row in enumerate(ROWS)]
        metafunc.parametrize("row", ROWS, ids=names)


@pytest.fixture(scope="session")
def rows() -> list[Row]:
    """The whole table."""
    return ROWS


@pytest.fixture(scope="session")
def actor() -> Callable[..., Actor]:
    """`actor("officer", mfa=False)`: cleared to case level in the licensing agency, with a second factor, save what is named."""
    return make_actor


@pytest.fixture(scope="session")
def thing() -> Callable[..., Resource]:
    """`thing(act, **changes)`: what the act is done to; of Example Ltd's case with the licensing agency, save what is named."""
    return make_thing
