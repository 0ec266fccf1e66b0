"""The pipeline: a dossier and everything in force, to an opinion. Pure: equal inputs, equal bytes."""

import datetime as dt
from collections.abc import Mapping

import msgspec

from licet.assessment.addresses import unstated_states
from licet.assessment.denied import denied_end_users
from licet.assessment.judged import Judged, judge
from licet.assessment.missing_facts import missing_facts
from licet.assessment.opinion import Condition, Inputs, Opinion
from licet.assessment.same_person import same_persons
from licet.assessment.screened import Screened, ScreeningReport, paths_of, screen_all
from licet.classification.classify import classify
from licet.classification.item import ItemFacts
from licet.dossier.answered import with_answers
from licet.dossier.history import Context
from licet.dossier.values import Dossier, Identity
from licet.encoding.canonical import Digest, digest_of_value
from licet.law.case import Case
from licet.law.conditions import accepted
from licet.law.mitigation import proposals, undertaken
from licet.law.precedent import candidates
from licet.law.spared import plan_asked
from licet.reference.control_entries import ControlEntries
from licet.reference.criteria import Criteria
from licet.reference.edition import Snapshot
from licet.reference.embargo import EmbargoTable
from licet.reference.indicators import Indicator, IndicatorEdition, latest_for
from licet.reference.memberships import Memberships
from licet.reference.plan_result import PlanResult
from licet.reference.portfolio import Portfolio
from licet.reference.rulebook import Rulebook
from licet.screening.index import Index


class References(msgspec.Struct, frozen=True, kw_only=True):
    """The content of a snapshot's editions, loaded: what `assess` reads beside the case itself."""

    snapshot: Snapshot
    indexes: tuple[Index, ...]
    embargoes: EmbargoTable
    memberships: Memberships
    criteria: Criteria
    control_entries: ControlEntries
    portfolios: tuple[Portfolio, ...] = ()
    plan_results: tuple[PlanResult, ...] = ()
    indicators: tuple[IndicatorEdition, ...] = ()


class Assessed(msgspec.Struct, frozen=True, kw_only=True):
    """An opinion, and beside it the sealed evidence of screening."""

    opinion: Opinion
    report: ScreeningReport


def assess(
    dossier: Dossier,
    identities: Mapping[str, Identity],
    references: References,
    rulebook: Rulebook,
    context: Context,
    *,
    as_of: dt.date,
    known_at: dt.date,
    software: Digest,
) -> Assessed:
    """Assess a case under the law and lists in force on `as_of`, by what was known on `known_at`."""
    submitted = digest_of_value(dossier)
    dossier = with_answers(dossier, context.answers, known_at=known_at)
    snapshot = references.snapshot
    screened = screen_all(
        dossier, identities, references.indexes, context.clearances, edition=snapshot.digest, as_of=as_of, known_at=known_at
    )
    classification = {
        item.id: classify(ItemFacts(name=item.name, kind=item.kind, facts=item.facts), references.control_entries, as_of=as_of)
        for item in dossier.items
    }
    named = {path: identities[ref.subject] for path, _, ref in paths_of(dossier)}
    case = Case(
        dossier=dossier,
        context=context,
        as_of=as_of,
        known_at=known_at,
        snapshot=snapshot,
        rulebook=rulebook,
        portfolio=next((one for one in references.portfolios if one.state == dossier.authority_state), None),
        plan_result=plan_asked(rulebook, references.plan_results),
        memberships=references.memberships,
        classification=classification,
        category_one=frozenset(entry.id for entry in references.control_entries.entries if entry.category == "I"),
        hits=screened.hits,
        same=same_persons(named),
        address_states=unstated_states(named),
        indicators=figures_of(dossier.destination_state, references.indicators, as_of=as_of),
    )
    case = msgspec.structs.replace(case, denied_end_users=denied_end_users(named, context, as_of=as_of, earlier=candidates(case)))
    judged = judge(case, references.criteria, references.embargoes)
    return Assessed(opinion=_opinion(case, screened, judged, submitted, software), report=screened.report)


def figures_of(state: str | None, editions: tuple[IndicatorEdition, ...], *, as_of: dt.date) -> tuple[tuple[str, Indicator], ...]:
    """The newest figures of a state, each with its source; none where the destination is not stated."""
    if state is None:
        return ()
    return tuple((edition.source, one) for edition in editions for one in latest_for(edition, state, until=as_of.year - 1))


def _opinion(case: Case, screened: Screened, judged: Judged, submitted: Digest, software: Digest) -> Opinion:
    return Opinion(
        reference=case.dossier.reference,
        recommendation=judged.combined.recommendation,
        authorisation_required=judged.authorisation_required,
        summary=judged.combined.summary,
        findings=judged.findings,
        missing=missing_facts(case, judged),
        conditions=conditions_of(case),
        precedents=judged.precedents,
        proposed=proposed_for(case, judged),
        screening=screened.shown,
        classification=tuple(case.classification[item.id] for item in case.dossier.items),
        inputs=Inputs(
            as_of=case.as_of,
            known_at=case.known_at,
            dossier=submitted,
            snapshot=case.snapshot.digest,
            rulebook=digest_of_value(case.rulebook),
            context=digest_of_value(case.context),
            plan=case.plan_result.allocation if case.plan_result else None,
            software=software,
        ),
    )


def conditions_of(case: Case) -> tuple[Condition, ...]:
    """The conditions an officer has accepted, each with whose undertaking it is; one nobody gave is imposed."""
    fact = case.fact("conditions_accepted")
    givers: dict[str, str] = {undertaking.kind: undertaking.given_by for undertaking in case.dossier.undertakings}
    return tuple(
        Condition(
            id=kind,
            says=f"{kind.replace('_', ' ')}, " + (f"as {givers[kind]} has undertaken" if kind in givers else "to be imposed"),
            rule="CONDITIONS",
            provenance=f"accepted by {fact.by or 'an officer'} on {fact.as_of}: {fact.source}",
        )
        for kind in accepted(fact) or ()
    )


def proposed_for(case: Case, judged: Judged) -> tuple[Condition, ...]:
    """The conditions that rules would accept for what is open, each with the rules, their citations, and whose undertaking there is."""
    return tuple(
        Condition(
            id=one.kind,
            says=f"{one.kind.replace('_', ' ')}: {one.says}",
            rule=", ".join(one.rules),
            provenance=f"proposed under {'; '.join(dict.fromkeys(one.citations))}; {undertaken(one)}",
        )
        for one in proposals(case, judged.findings)
    )
