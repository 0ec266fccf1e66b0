"""All the law for one case, in the order the opinion shows it.

Embargoes first, since articles refer to them; then each instrument that binds the authority and
reaches the goods; then the parties; then what the national rulebook adds.
"""

from msgspec.structs import replace

from licet.facts.kleene import Proof, Truth, all_of, unknown
from licet.law.case import Case
from licet.law.embargo_case import embargo_case
from licet.law.embargoes import embargo_findings
from licet.law.finding import Finding
from licet.law.national import national_rules
from licet.law.parties import party_rules
from licet.law.provisions import APPLIES, PROVISIONS, Provision
from licet.law.questions import missing
from licet.law.retransfer import consent_refused
from licet.law.rule import Rule, as_finding, finding_of
from licet.reference.criteria import Criteria, Instrument, RuleRow
from licet.reference.embargo import EmbargoTable

BIND_EVERYBODY = frozenset({"RETRANSFER-CONSENT"})
"""Provisions that rest on a promise the authority's own state gave, so they stand beside any instrument."""


def apply_law(case: Case, criteria: Criteria, embargoes: EmbargoTable) -> tuple[Finding, ...]:
    """Every finding on a case."""
    edition = _edition(case, "criteria")
    found = embargo_findings(embargo_case(case), embargoes, case.memberships, as_of=case.as_of, edition=_edition(case, "embargoes"))
    case = replace(case, embargoes=found)
    findings = list(found)
    for name, instrument in criteria.instruments.items():
        rows = [row for row in criteria.rules if row.of == name]
        bound = _binds(case, name, instrument)
        if bound is not None:
            findings.append(as_finding(_scope_rule(name, instrument), bound, edition))
            if bound.truth is Truth.FALSE:
                rows = [row for row in rows if row.id in BIND_EVERYBODY]
        for row in rows:
            rule = _rule(row, name, instrument)
            if rule.covers(case):
                findings.append(_after_issue(rule, edition) if rule.phase == "after_issue" else finding_of(rule, case, edition))
    findings.append(finding_of(_BREACH, case, edition))
    findings += [finding_of(rule, case, "") for rule in party_rules(case) if rule.covers(case)]
    findings += [finding_of(rule, case, _edition(case, "rulebook")) for rule in national_rules(case) if rule.covers(case)]
    return tuple(findings)


def _binds(case: Case, name: str, instrument: Instrument) -> Proof | None:
    """Whether an instrument binds the authority and reaches the case; None for what binds everybody always."""
    if name == "UNCHARTER":
        return None
    bound = case.memberships.bound_by(name, case.dossier.authority_state, case.as_of)
    reaches = APPLIES[name](case) if name in APPLIES else unknown(f"{name} is not built in", missing("text_confirmed", name))
    if bound.truth is Truth.FALSE:
        return bound
    return all_of(f"{instrument.title} binds the authority and reaches the case", [bound, reaches])


def _scope_rule(name: str, instrument: Instrument) -> Rule:
    return Rule(id=f"SCOPE:{name}", instrument=name, citation=instrument.title, effect="scope", test=APPLIES.get(name, _not_built))


def _rule(row: RuleRow, name: str, instrument: Instrument) -> Rule:
    """Join a row of the criteria table with the function that tests it."""
    provision = PROVISIONS.get(row.id) or Provision(test=_not_built)
    unread = [amendment for amendment in instrument.amended if not amendment.text_read and row.id not in BIND_EVERYBODY]
    return Rule(
        id=row.id,
        instrument=name,
        citation=row.cite,
        effect=row.effect,
        standard=row.standard,
        test=provision.test,
        activities=provision.activities,
        phase=row.phase,
        confidence=row.confidence,
        valid_from=row.valid_from or instrument.from_day,
        valid_to=row.valid_to,
        release_level="public" if name == "UNCHARTER" else "case",
        amended_by=unread[0].by if unread else None,
        amended_on=unread[0].on if unread else None,
    )


def _not_built(case: Case) -> Proof:
    return unknown(f"this provision is not built in for {case.dossier.activity}", missing("text_confirmed"))


def _after_issue(rule: Rule, edition: str) -> Finding:
    """A duty that arises with the authorisation: shown as an obligation to come, blocking nothing."""
    return Finding(
        rule=rule.id,
        instrument=rule.instrument,
        citation=rule.citation,
        effect="duty",
        outcome="not_met",
        standard=rule.standard,
        says="falls due once an authorisation is issued",
        phase="after_issue",
        confidence=rule.confidence,
        edition=edition,
        release_level=rule.release_level,
    )


def _edition(case: Case, kind: str) -> str:
    return ", ".join(
        f"{edition.kind} {edition.dated_on} {edition.content}" for edition in case.snapshot.editions if edition.kind == kind
    )


_BREACH = Rule(
    id="RETRANSFER-BREACH",
    instrument="CP944",
    citation="undertakings given to the state of origin; CP Art. 2(7)",
    effect="refuse",
    standard="inconsistency",
    test=consent_refused,
)
