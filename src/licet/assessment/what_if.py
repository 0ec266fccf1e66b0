"""What the law says of a case under other facts, another day, other tables or another rulebook.

Nobody's name is opened for it: screening stands as the latest opinion holds it. So both sides are
judged anew and compared with each other, never with the stored opinion.
"""

import datetime as dt
from collections.abc import Iterable

import msgspec
from msgspec.structs import replace

from licet.assessment.judged import Judged, judge
from licet.assessment.opinion import Opinion
from licet.assessment.written_cases import Tables
from licet.classification.classify import classify
from licet.classification.item import ItemFacts
from licet.dossier.answered import with_answers
from licet.dossier.history import Context
from licet.dossier.values import AssertedFact, Dossier
from licet.law.case import Case, Hit, PartyHits
from licet.law.finding import Finding
from licet.law.spared import plan_asked
from licet.reference.edition import Snapshot
from licet.reference.list_effects import effect_of, strictest
from licet.reference.rulebook import Rulebook

SILENT = "silent"
"""A rule that is not in force on the day, or does not cover the case."""


class Law(msgspec.Struct, frozen=True, kw_only=True):
    """One side of a comparison: a day, its tables and editions, and a rulebook."""

    as_of: dt.date
    known_at: dt.date
    tables: Tables
    snapshot: Snapshot
    rulebook: Rulebook


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """One finding that comes out otherwise: what it was, what it becomes, and the sentence it then says."""

    rule: str
    citation: str
    effect: str
    was: str
    now: str
    says: str


def judged_under(
    dossier: Dossier, context: Context, screened: Opinion | None, law: Law, suppose: Iterable[AssertedFact] = ()
) -> Judged:
    """Judge a stored case under a law, with facts supposed beside those on file; `screened` is its latest opinion."""
    answers = (*context.answers, *suppose)
    supposed = with_answers(dossier, answers, known_at=law.known_at)
    hits = {party.party: party for party in screened.screening} if screened else {}
    case = Case(
        dossier=supposed,
        context=replace(context, answers=answers),
        as_of=law.as_of,
        known_at=law.known_at,
        snapshot=law.snapshot,
        rulebook=law.rulebook,
        memberships=law.tables.memberships,
        classification={
            item.id: classify(
                ItemFacts(name=item.name, kind=item.kind, facts=item.facts), law.tables.control_entries, as_of=law.as_of
            )
            for item in supposed.items
        },
        plan_result=plan_asked(law.rulebook, law.tables.plan_results),
        portfolio=next((one for one in law.tables.portfolios if one.state == supposed.authority_state), None),
        category_one=frozenset(entry.id for entry in law.tables.control_entries.entries if entry.category == "I"),
        hits=tuple(
            PartyHits(
                path=path,
                role=party.role,
                hits=tuple(
                    Hit(
                        record_id=match.record_id,
                        list=match.list,
                        effect=strictest(tuple(effect_of(name) for name in match.list.split("+"))),
                        score=match.score,
                        state=match.state,
                        programs=match.programs,
                    )
                    for match in party.matches
                    if match.state != "below_threshold"
                ),
            )
            for path, party in hits.items()
        ),
    )
    return judge(case, law.tables.criteria, law.tables.embargoes)


def turns(before: Judged, after: Judged) -> tuple[Turn, ...]:
    """The findings that come out otherwise, in the order of the opinion; then those that fall silent."""
    was = {finding.rule: finding for finding in before.findings}
    now = {finding.rule: finding for finding in after.findings}
    turned = [
        _turn(finding, was[rule].outcome if rule in was else SILENT, finding.outcome)
        for rule, finding in now.items()
        if rule not in was or was[rule].outcome != finding.outcome
    ]
    return (*turned, *(_turn(finding, finding.outcome, SILENT) for rule, finding in was.items() if rule not in now))


def _turn(finding: Finding, was: str, now: str) -> Turn:
    return Turn(rule=finding.rule, citation=finding.citation, effect=finding.effect, was=was, now=now, says=finding.says)
