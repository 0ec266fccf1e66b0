"""The policy files as text, so that neither a call nor an import opens a file.

Made from `policies/` by `tests/access/write_made.py`; change those files, not this one.
"""

POLICIES: dict[str, str] = {
    "session": """\
// What holds for every act of everybody.

@id("suspended")
@says("The account is suspended.")
forbid (principal, action, resource)
unless { principal has suspended && !principal.suspended };

@id("second-factor")
@says("This needs a session opened with a second factor.")
forbid (principal, action in Action::"grave", resource)
unless { principal has mfa && principal.mfa };

@id("clearance")
@says("The release level lies above the reader's clearance.")
// An applicant knows the organisation's own requests whatever level the authority later gives them.
forbid (principal, action in Action::"graded", resource)
unless
{
  (principal has clearance && resource has release_level && resource.release_level <= principal.clearance) ||
  (principal in Role::"applicant" && principal has organisations && resource has organisation &&
   principal.organisations.contains(resource.organisation))
};

@id("compartments")
@says("It is kept to a closed circle the reader was not admitted to.")
// No circle is closed to oversight, which is bound by its clearance alone.
forbid (principal, action in Action::"graded", resource)
unless
{
  (principal has compartments && resource has compartments && principal.compartments.containsAll(resource.compartments)) ||
  (principal in Role::"applicant" && principal has organisations && resource has organisation &&
   principal.organisations.contains(resource.organisation)) ||
  (principal in Role::"inspector" && action in Action::"oversight")
};
""",
    "case": """\
// Cases, their findings and their identities: who may, then who may not whatever else holds.

@id("applicant-own-requests")
@says("Applicants hand in, see and answer for their own organisation's requests, and read findings and identities.")
// Findings up to the level of the case only: see own-request-findings below.
permit (
  principal in Role::"applicant",
  action in
    [Action::"submit_request", Action::"view_case", Action::"view_finding", Action::"answer_fact", Action::"open_identity",
     Action::"open_document"],
  resource
)
when { principal has organisations && resource has organisation && principal.organisations.contains(resource.organisation) };

@id("officer-on-the-case")
@says("Officers read, attest facts and advise on cases that their agency decides or is asked about.")
permit (
  principal in Role::"officer",
  action in
    [Action::"view_case", Action::"view_finding", Action::"view_journal", Action::"open_identity", Action::"open_document",
     Action::"answer_fact", Action::"attest_fact", Action::"advise"],
  resource
)
when
{
  principal has agencies &&
  ((resource has deciding_agency && principal.agencies.contains(resource.deciding_agency)) ||
   (resource has agencies && resource.agencies.containsAny(principal.agencies)))
};

@id("officer-of-the-deciding-agency")
@says("Officers of the deciding agency register requests, have them assessed, clear hits and propose decisions.")
permit (
  principal in Role::"officer",
  action in [Action::"submit_request", Action::"assess_case", Action::"clear_hit", Action::"decide"],
  resource
)
when { principal has agencies && resource has deciding_agency && principal.agencies.contains(resource.deciding_agency) };

@id("senior-officer-of-the-deciding-agency")
@says("Senior officers of the deciding agency countersign and decide appeals.")
permit (principal in Role::"senior_officer", action in [Action::"countersign", Action::"decide_appeal"], resource)
when { principal has agencies && resource has deciding_agency && principal.agencies.contains(resource.deciding_agency) };

@id("inspector-oversees")
@says("Inspectors read every case of their state, its journal, findings and identities.")
permit (
  principal in Role::"inspector",
  action in
    [Action::"view_case", Action::"view_finding", Action::"view_journal", Action::"open_identity", Action::"open_document"],
  resource
);

@id("inspector-exports")
@says("Inspectors hand a whole case of their state to a court or committee, sealed to it and for a stated purpose.")
permit (principal in Role::"inspector", action == Action::"export_case", resource);

@id("spokesman-releases")
@says("Spokesmen see and release a case once stage, date and every consent allow it.")
permit (principal in Role::"spokesman", action in [Action::"view_case", Action::"release"], resource)
when { resource has releasable && resource.releasable };

@id("custodian-shreds")
@says("Custodians destroy the key of an identity.")
permit (principal in Role::"custodian", action == Action::"shred_identity", resource);

@id("public-cases")
@says("Everybody sees a case that was made public.")
permit (principal, action == Action::"view_case", resource)
when { resource has release_level && resource.release_level <= 0 };

@id("public-findings")
@says("Everybody reads a public finding of a case that was made public.")
permit (principal, action == Action::"view_finding", resource)
when { resource has release_level && resource.release_level <= 0 && resource has finding_level && resource.finding_level <= 0 };

@id("other-authority")
@says("The case belongs to the authority of another state.")
forbid (principal, action in Action::"on_case", resource)
unless { principal has state && resource has state && resource.state == principal.state };

@id("conflict-of-interest")
@says("The person is in a conflict of interest in this case.")
forbid (principal, action in Action::"on_case", resource)
unless { principal has person && resource has conflicted && !resource.conflicted.contains(principal.person) };

@id("finding-above-clearance")
@says("The finding's release level lies above the reader's clearance.")
forbid (principal, action == Action::"view_finding", resource)
unless { principal has clearance && resource has finding_level && resource.finding_level <= principal.clearance };

@id("own-request")
@says("Nobody acts for the authority on a request of their own or of their organisation.")
forbid (principal, action in Action::"official", resource)
unless
{
  principal has person && principal has organisations && resource has applicants && resource has organisation &&
  !resource.applicants.contains(principal.person) && !principal.organisations.contains(resource.organisation)
};

@id("own-request-findings")
@says("On a request of their own or of their organisation nobody reads findings above the level of the case.")
forbid (principal, action == Action::"view_finding", resource)
unless
{
  principal has person && principal has organisations && resource has applicants && resource has organisation &&
  resource has finding_level &&
  (resource.finding_level <= 1 ||
   (!resource.applicants.contains(principal.person) && !principal.organisations.contains(resource.organisation)))
};

@id("adviser-stands-apart")
@says("Whoever decided or countersigned a case no longer advises on it.")
forbid (principal, action == Action::"advise", resource)
unless
{
  principal has person && resource has decided_by && resource has countersigned_by &&
  !resource.decided_by.contains(principal.person) && !resource.countersigned_by.contains(principal.person)
};

@id("decider-stands-apart")
@says("Whoever advised on a case or countersigned it does not decide it.")
forbid (principal, action == Action::"decide", resource)
unless
{
  principal has person && resource has advised_by && resource has countersigned_by &&
  !resource.advised_by.contains(principal.person) && !resource.countersigned_by.contains(principal.person)
};

@id("countersigner-stands-apart")
@says("Whoever advised on a case, decided it or countersigned it before does not countersign it.")
forbid (principal, action == Action::"countersign", resource)
unless
{
  principal has person && resource has advised_by && resource has decided_by && resource has countersigned_by &&
  !resource.advised_by.contains(principal.person) && !resource.decided_by.contains(principal.person) &&
  !resource.countersigned_by.contains(principal.person)
};

@id("appeal-stands-apart")
@says("Whoever advised on a case, decided it or countersigned it does not decide the appeal.")
forbid (principal, action == Action::"decide_appeal", resource)
unless
{
  principal has person && resource has advised_by && resource has decided_by && resource has countersigned_by &&
  !resource.advised_by.contains(principal.person) && !resource.decided_by.contains(principal.person) &&
  !resource.countersigned_by.contains(principal.person)
};

@id("purpose-stated")
@says("A purpose must be stated before anything that names a party is opened or destroyed.")
forbid (principal, action in Action::"opening", resource)
unless { resource has purpose && resource.purpose != "" };
""",
    "library": """\
// Editions of lists and tables.

@id("staff-read-the-library")
@says("Officers and inspectors see the editions of the lists and tables.")
permit (principal, action == Action::"view_reference", resource)
when { principal in Role::"officer" || principal in Role::"inspector" };

@id("officer-adds-editions")
@says("Officers add editions.")
permit (principal in Role::"officer", action == Action::"add_reference", resource);

@id("senior-officer-holds-editions")
@says("Senior officers hold an edition out of force or let it in.")
permit (principal in Role::"senior_officer", action == Action::"hold_edition", resource);

@id("designations-by-level")
@says("Applicants and the authority's people see what may be offered, each up to their clearance.")
permit (principal, action == Action::"view_designation", resource)
when { principal in Role::"applicant" || principal in Role::"officer" || principal in Role::"inspector" };

@id("other-authority-edition")
@says("The edition is kept by the authority of another state.")
forbid (principal, action in Action::"in_library", resource)
unless { principal has state && resource has states && (resource.states.isEmpty() || resource.states.contains(principal.state)) };
""",
    "accounts": """\
// Accounts.

@id("administrator-manages-accounts")
@says("Administrators manage the accounts of their authority, and see no case by that role.")
permit (principal in Role::"administrator", action == Action::"manage_accounts", resource);

@id("other-authority-account")
@says("The account belongs to the authority of another state.")
forbid (principal, action == Action::"manage_accounts", resource)
unless { principal has state && resource has state && resource.state == principal.state };

@id("own-account")
@says("Nobody changes their own roles or clearance.")
forbid (principal, action == Action::"manage_accounts", resource)
unless { principal has person && resource has person && resource.person != principal.person };
""",
    "exceptional": """\
// Breaking glass: names opened for somebody without the right to them, by two custodians.
// That the two are different persons is counted by the life cycle; here each of them is kept from their own wish.

@id("staff-ask-for-exceptional-access")
@says("Officers and inspectors ask for the names of a case of their state, whatever its level, see what became of it, and read them.")
permit (
  principal,
  action in [Action::"ask_exceptional_access", Action::"view_exceptional_access", Action::"use_exceptional_access"],
  resource
)
when
{
  (principal in Role::"officer" || principal in Role::"inspector") && principal has person && resource has asked_by &&
  resource.asked_by == principal.person
};

@id("custodians-decide-on-exceptional-access")
@says("Custodians see every wish of their state, let it or refuse it.")
permit (
  principal in Role::"custodian",
  action in [Action::"view_exceptional_access", Action::"decide_exceptional_access"],
  resource
);

@id("inspector-oversees-exceptional-access")
@says("Inspectors see every wish of their state and what became of it.")
permit (principal in Role::"inspector", action == Action::"view_exceptional_access", resource);

@id("other-authority-exceptional-access")
@says("The wish was made to the authority of another state.")
forbid (principal, action in Action::"exceptional", resource)
unless { principal has state && resource has state && resource.state == principal.state };

@id("own-exceptional-access")
@says("Nobody decides on a wish of their own.")
forbid (principal, action == Action::"decide_exceptional_access", resource)
unless { principal has person && resource has asked_by && resource.asked_by != principal.person };

@id("conflict-in-exceptional-access")
@says("The person is in a conflict of interest in this case, or works for an applicant.")
forbid (
  principal,
  action in
    [Action::"ask_exceptional_access", Action::"decide_exceptional_access", Action::"use_exceptional_access"],
  resource
)
unless
{
  principal has person && principal has organisations && resource has conflicted &&
  !resource.conflicted.contains(principal.person) && principal.organisations.isEmpty()
};
""",
    "parties": """\
// The list of stored parties, which is no case: whoever is on it is only watched for.

@id("staff-see-the-list-of-parties")
@says("Officers and inspectors see the list of stored parties and what screening found, without names.")
permit (principal, action == Action::"view_parties", resource)
when { principal in Role::"officer" || principal in Role::"inspector" };

@id("officer-keeps-the-list-of-parties")
@says("Officers of the deciding agency put parties on the list and take them off, decide their hits and read their names.")
permit (
  principal in Role::"officer",
  action in [Action::"change_parties", Action::"clear_party_hit", Action::"open_party"],
  resource
)
when { principal has agencies && resource has deciding_agency && principal.agencies.contains(resource.deciding_agency) };

@id("inspector-opens-a-listed-party")
@says("Inspectors read the name of a stored party.")
permit (principal in Role::"inspector", action == Action::"open_party", resource);

@id("custodian-shreds-a-listed-party")
@says("Custodians destroy the key of a stored party.")
permit (principal in Role::"custodian", action == Action::"shred_party", resource);

@id("other-authority-parties")
@says("The list of parties is kept by the authority of another state.")
forbid (principal, action in Action::"on_parties", resource)
unless { principal has state && resource has states && (resource.states.isEmpty() || resource.states.contains(principal.state)) };
""",
    "planning": """\
// Production plans and contracts, which hold the state's own needs.

@id("staff-see-plans-and-contracts")
@says("Officers and inspectors see plans and contracts up to their clearance.")
permit (principal, action == Action::"view_planning", resource)
when { principal in Role::"officer" || principal in Role::"inspector" };

@id("officer-keeps-contracts")
@says("Officers open contracts and record what becomes of them.")
permit (principal in Role::"officer", action == Action::"change_planning", resource);

@id("other-authority-planning")
@says("The plan or contract is kept by the authority of another state.")
forbid (principal, action in Action::"on_planning", resource)
unless { principal has state && resource has state && resource.state == principal.state };
""",
}

SCHEMA = """\
// What the policies may read. The fields are those of actor.py and resource.py; a test holds them equal.
// Levels are ranks: 0 public, 1 case, 2 restricted, 3 secret.

entity Role in [Role];

entity Person in [Role] {
  person: String,
  agencies: Set<String>,
  state: String,
  organisations: Set<String>,  // the applicant's organisation, or none
  clearance: Long,
  mfa: Bool,
  suspended: Bool,
  compartments: Set<String>,
};

entity Case {
  state: String,
  organisation: String,
  applicants: Set<String>,
  deciding_agency: String,
  agencies: Set<String>,
  release_level: Long,
  compartments: Set<String>,
  advised_by: Set<String>,
  decided_by: Set<String>,
  countersigned_by: Set<String>,
  conflicted: Set<String>,
  releasable: Bool,
};

entity FindingView {
  state: String,
  organisation: String,
  applicants: Set<String>,
  deciding_agency: String,
  agencies: Set<String>,
  release_level: Long,
  compartments: Set<String>,
  advised_by: Set<String>,
  decided_by: Set<String>,
  countersigned_by: Set<String>,
  conflicted: Set<String>,
  releasable: Bool,
  finding_level: Long,
};

entity Identity {
  state: String,
  organisation: String,
  applicants: Set<String>,
  deciding_agency: String,
  agencies: Set<String>,
  release_level: Long,
  compartments: Set<String>,
  advised_by: Set<String>,
  decided_by: Set<String>,
  countersigned_by: Set<String>,
  conflicted: Set<String>,
  releasable: Bool,
  purpose: String,
};

entity Edition {
  states: Set<String>,
  release_level: Long,
  compartments: Set<String>,
};

entity Account {
  person: String,
  state: String,
};

entity Glass {
  state: String,
  asked_by: String,
  conflicted: Set<String>,
};

entity PartyList {
  states: Set<String>,
  deciding_agency: String,
  release_level: Long,
  compartments: Set<String>,
};

entity PartyIdentity {
  states: Set<String>,
  deciding_agency: String,
  release_level: Long,
  compartments: Set<String>,
  purpose: String,
};

entity Planning {
  state: String,
  release_level: Long,
  compartments: Set<String>,
};

// Groups of acts.
action graded;                   // done to a thing that has a release level and compartments
action on_case in [graded];      // done to a case, or to a finding or an identity of one
action in_library in [graded];   // done to an edition
action on_parties in [graded];   // done to the list of stored parties, or to an identity on it
action on_planning in [graded];  // done to plans and contracts
action exceptional;              // breaks glass, or sees who did
action oversight;                // read by whoever oversees the authority
action official;                 // done by the authority, never by the applicant's side
action grave;                    // asks for a session with a second factor
action opening in [grave];       // opens or destroys what names a party

action submit_request in [on_case] appliesTo { principal: [Person], resource: [Case] };
action view_case in [on_case, oversight] appliesTo { principal: [Person], resource: [Case] };
action view_journal in [on_case, oversight, official] appliesTo { principal: [Person], resource: [Case] };
action answer_fact in [on_case] appliesTo { principal: [Person], resource: [Case] };
action attest_fact in [on_case, official] appliesTo { principal: [Person], resource: [Case] };
action assess_case in [on_case, official] appliesTo { principal: [Person], resource: [Case] };
action clear_hit in [on_case, official, grave] appliesTo { principal: [Person], resource: [Case] };
action advise in [on_case, official] appliesTo { principal: [Person], resource: [Case] };
action decide in [on_case, official, grave] appliesTo { principal: [Person], resource: [Case] };
action countersign in [on_case, official, grave] appliesTo { principal: [Person], resource: [Case] };
action decide_appeal in [on_case, official, grave] appliesTo { principal: [Person], resource: [Case] };
action release in [on_case, official, grave] appliesTo { principal: [Person], resource: [Case] };

action view_finding in [on_case, oversight] appliesTo { principal: [Person], resource: [FindingView] };

action open_identity in [on_case, oversight, opening] appliesTo { principal: [Person], resource: [Identity] };
action open_document in [on_case, oversight, opening] appliesTo { principal: [Person], resource: [Identity] };
action shred_identity in [on_case, official, opening] appliesTo { principal: [Person], resource: [Identity] };
action export_case in [on_case, oversight, official, opening] appliesTo { principal: [Person], resource: [Identity] };

action view_reference in [in_library, oversight] appliesTo { principal: [Person], resource: [Edition] };
action view_designation in [in_library, oversight] appliesTo { principal: [Person], resource: [Edition] };
action add_reference in [in_library, grave] appliesTo { principal: [Person], resource: [Edition] };
action hold_edition in [in_library, grave] appliesTo { principal: [Person], resource: [Edition] };

action manage_accounts in [grave] appliesTo { principal: [Person], resource: [Account] };

action ask_exceptional_access in [exceptional, grave] appliesTo { principal: [Person], resource: [Glass] };
action view_exceptional_access in [exceptional] appliesTo { principal: [Person], resource: [Glass] };
action decide_exceptional_access in [exceptional, grave] appliesTo { principal: [Person], resource: [Glass] };
action use_exceptional_access in [exceptional, grave] appliesTo { principal: [Person], resource: [Glass] };

action view_parties in [on_parties, oversight] appliesTo { principal: [Person], resource: [PartyList] };
action change_parties in [on_parties, grave] appliesTo { principal: [Person], resource: [PartyList] };
action clear_party_hit in [on_parties, grave] appliesTo { principal: [Person], resource: [PartyList] };
action open_party in [on_parties, oversight, opening] appliesTo { principal: [Person], resource: [PartyIdentity] };
action shred_party in [on_parties, opening] appliesTo { principal: [Person], resource: [PartyIdentity] };

action view_planning in [on_planning, oversight] appliesTo { principal: [Person], resource: [Planning] };
action change_planning in [on_planning, grave] appliesTo { principal: [Person], resource: [Planning] };
"""
