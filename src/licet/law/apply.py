"""All the law for one case, in the order the opinion shows it.

Embargoes first, since articles refer to them; then each instrument that binds the authority and
reaches the goods; then the parties; then what the national rulebook adds.
"""

from msgspec.structs import replace

from licet.facts.kleene import Proof, Truth, all_of, unknown
from licet.law.alike import denials_alike, own_refusals_considered, refusals_alike, undercut_notice
from licet.law.case import Case
from licet.law.designated import portfolio_rules
from licet.law.embargo_case import embargo_case
from licet.law.embargoes import embargo_findings
from licet.law.finding import Finding
from licet.law.indicators import with_indicators
from licet.law.national import national_rules
from licet.law.on_file import ON_FILE
from licet.law.parties import party_rules
from licet.law.provisions import APPLIES, PROVISIONS, Provision
from licet.law.questions import missing
from licet.law.retransfer import consent_refused
from licet.law.rule import Rule, as_finding, finding_of, guarded
from licet.law.spared import spare_rules
from licet.reference.criteria import Amendment, Criteria, Instrument, RuleRow
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
        scope = _scope_rule(name, instrument)
        bound = _binds(case, scope)
        if bound is not None:
            findings.append(as_finding(scope, bound, edition))
            if bound.truth is Truth.FALSE:
                rows = [row for row in rows if row.id in BIND_EVERYBODY]
        for row in rows:
            rule = _rule(row, name, instrument)
            if rule.covers(case):
                findings.append(
                    _after_issue(rule, edition)
                    if rule.phase == "after_issue"
                    else with_indicators(finding_of(rule, case, edition), case)
                )
    findings.append(finding_of(_BREACH, case, edition))
    findings.append(finding_of(ON_FILE, case, ""))
    if refusals_alike(case):
        findings.append(finding_of(_OWN_REFUSALS, case, ""))
    if denials_alike(case):
        findings.append(_after_issue(_UNDERCUT, "", says=undercut_notice(case).says))
    findings += [finding_of(rule, case, "") for rule in party_rules(case) if rule.covers(case)]
    designated = _edition(case, "portfolio", name=case.portfolio.id) if case.portfolio else ""
    findings += [finding_of(rule, case, designated) for rule in portfolio_rules(case) if rule.covers(case)]
    rulebook = _edition(case, "rulebook", name=case.rulebook.id)
    findings += [finding_of(rule, case, rulebook) for rule in (*national_rules(case), *spare_rules(case)) if rule.covers(case)]
    return tuple(findings)


def _binds(case: Case, scope: Rule) -> Proof | None:
    """Whether an instrument binds the authority and reaches the case; None for what binds everybody always.

    Whom it binds is a matter of membership; what it reaches is a matter of its text, so an amendment
    nobody has confirmed leaves "it does not reach the case" open.
    """
    if scope.instrument == "UNCHARTER":
        return None
    bound = case.memberships.bound_by(scope.instrument, case.dossier.authority_state, case.as_of)
    if bound.truth is Truth.FALSE:
        return bound
    return all_of(f"{scope.citation} binds the authority and reaches the case", [bound, guarded(scope, case, scope.test(case))])


def _scope_rule(name: str, instrument: Instrument) -> Rule:
    amendment = _unread(instrument)
    return Rule(
        id=f"SCOPE:{name}",
        instrument=name,
        citation=instrument.title,
        effect="scope",
        test=APPLIES.get(name, _not_built),
        amended_by=amendment.by if amendment else None,
        amended_on=amendment.on if amendment else None,
    )


def _unread(instrument: Instrument) -> Amendment | None:
    """The first amendment whose text nobody has read."""
    return next((amendment for amendment in instrument.amended if not amendment.text_read), None)


def _rule(row: RuleRow, name: str, instrument: Instrument) -> Rule:
    """Join a row of the criteria table with the function that tests it."""
    provision = PROVISIONS.get(row.id) or Provision(test=_not_built)
    amendment = None if row.id in BIND_EVERYBODY else _unread(instrument)
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
        amended_by=amendment.by if amendment else None,
        amended_on=amendment.on if amendment else None,
    )


def _not_built(case: Case) -> Proof:
    return unknown(f"this provision is not built in for {case.dossier.activity}", missing("text_confirmed"))


def _after_issue(rule: Rule, edition: str, *, says: str = "falls due once an authorisation is issued") -> Finding:
    """A duty that arises with the authorisation: shown as an obligation to come, blocking nothing."""
    return Finding(
        rule=rule.id,
        instrument=rule.instrument,
        citation=rule.citation,
        effect="duty",
        outcome="not_met",
        standard=rule.standard,
        says=says,
        phase="after_issue",
        confidence=rule.confidence,
        edition=edition,
        release_level=rule.release_level,
    )


def _edition(case: Case, kind: str, *, name: str | None = None) -> str:
    """The edition a table's findings rest on, or the editions where several stand beside each other."""
    editions = [edition for edition in case.snapshot.editions if edition.kind == kind and name in (None, edition.name)]
    return ", ".join(f"{edition.kind} {edition.dated_on} {edition.content}" for edition in editions)


_BREACH = Rule(
    id="RETRANSFER-BREACH",
    instrument="CP944",
    citation="undertakings given to the state of origin; CP Art. 2(7)",
    effect="refuse",
    standard="inconsistency",
    test=consent_refused,
)
_OWN_REFUSALS = Rule(
    id="OWN-REFUSALS",
    instrument="FILE",
    citation="like cases are treated alike: a refusal of this authority within three years is considered",
    effect="duty",
    phase="before_issue",
    test=own_refusals_considered,
)
_UNDERCUT = Rule(
    id="UNDERCUT-NOTICE",
    instrument="FILE",
    citation="CP Art. 4; Reg. 2021/821 Art. 16: the state that denied is told when an alike transaction is granted",
    effect="duty",
    phase="after_issue",
    test=undercut_notice,
)
