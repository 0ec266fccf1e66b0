"""An opinion as officers read it: lights, groups, questions, evidence beside each finding.

Gets only what the reader may see, and counts only that.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from licet.assessment.opinion import Condition, Inputs, Opinion, PartyMatch, PartyScreening
from licet.classification.result import Classification
from licet.encoding.reading import FactValue
from licet.facts.fact import Missing
from licet.law.combination import blocks
from licet.law.finding import FactUsed, Finding
from licet.law.precedent import Precedent
from licet.law.questions import QUESTIONS
from licet.reference.edition import PARTY_LIST_KINDS, EditionRef
from licet.web.casework import words
from licet.web.design.question import IN_THE_REQUEST, asked
from licet.web.design.words import LEVEL, ROLE, age_words


@dataclass(frozen=True)
class Light:
    """A status: its tone (pass, part, ask, stop, note), its sign and its words."""

    tone: str
    sign: str
    words: str


RECOMMENDATION_LIGHT = {
    "permit": ("pass", "permit"),
    "permit_with_conditions": ("part", "conditions"),
    "refer": ("ask", "refer"),
    "refuse": ("stop", "refuse"),
}
REQUIREMENT_LIGHT = {"yes": ("note", "note"), "no": ("note", "note"), "unknown": ("ask", "unknown")}
HIT_LIGHT = {
    "open": ("ask", "unknown"),
    "cleared": ("pass", "clear"),
    "confirmed": ("stop", "bar"),
    "below_threshold": ("note", "note"),
}
DECISION_LIGHT = {"listed": ("note", "paper"), "not_listed": ("pass", "clear"), "refer": ("ask", "unknown")}


def recommendation_light(recommendation: str) -> Light:
    tone, sign = RECOMMENDATION_LIGHT[recommendation]
    return Light(tone, sign, str(words.RECOMMENDATION[recommendation]))


def requirement_light(requirement: str) -> Light:
    tone, sign = REQUIREMENT_LIGHT[requirement]
    return Light(tone, sign, str(words.REQUIREMENT[requirement]))


# ---- findings


@dataclass(frozen=True)
class FactRow:
    """A fact as a finding shows it."""

    name: str
    value: str
    source: str
    as_of: dt.date | None
    about: str
    known: bool


@dataclass(frozen=True)
class Wanted:
    """A missing fact beside the finding it keeps open, with the place of its question on the page."""

    question: str
    anchor: str


@dataclass(frozen=True)
class FindingRow:
    """One finding with its evidence beside it."""

    rule: str
    instrument: str
    citation: str
    says: str
    light: Light
    group: str
    effect: str
    standard: str
    phase: str
    confidence: str
    level: str
    edition: str
    facts: tuple[FactRow, ...]
    missing: tuple["Wanted", ...]


@dataclass(frozen=True)
class FindingGroup:
    """Findings under one heading. A settled group starts folded."""

    key: str
    title: str
    says: str
    findings: tuple[FindingRow, ...]
    folded: bool = False


GROUPS = (
    ("stands", _("Stands in the way"), _("Each of these alone keeps the transfer from being permitted."), False),
    ("open", _("Not known yet"), _("Until these are answered the case is referred."), False),
    ("after", _("Due after issue"), _("Obligations that begin when an authorisation is issued."), True),
    ("applies", _("Applies to this case"), "", True),
    ("settled", _("Settled"), _("Tested, and nothing stands in the way here."), True),
)


def finding_row(finding: Finding) -> FindingRow:
    light, group = _standing(finding)
    return FindingRow(
        rule=finding.rule,
        instrument=finding.instrument,
        citation=finding.citation,
        says=finding.says,
        light=light,
        group=group,
        effect=str(words.EFFECT[finding.effect]),
        standard=str(words.STANDARD[finding.standard]),
        phase=str(words.PHASE[finding.phase]) if finding.phase else "",
        confidence=str(words.CONFIDENCE[finding.confidence]),
        level=str(LEVEL[finding.release_level]) if finding.release_level in ("restricted", "secret") else "",
        edition=finding.edition,
        facts=tuple(fact_row(fact) for fact in finding.facts),
        missing=tuple(Wanted(question=asked(fact), anchor=question_key(fact)) for fact in finding.missing),
    )


def _standing(finding: Finding) -> tuple[Light, str]:
    """How a finding stands and under which heading it belongs; whether it blocks is the law's answer (`blocks`)."""
    if finding.effect == "duty" and finding.phase == "after_issue" and finding.outcome != "met":
        return Light("note", "clock", gettext("Due later")), "after"
    if blocks(finding):
        if finding.outcome == "unknown":
            return Light("ask", "unknown", gettext("Unknown")), "open"
        if finding.effect == "weigh":
            return Light("stop", "bar", gettext("Risk assessed as present")), "stands"
        if finding.effect == "duty":
            return Light("stop", "bar", gettext("Not done")), "stands"
        return Light("stop", "bar", gettext("Bar stands")), "stands"
    if finding.effect == "scope":
        if finding.outcome == "met":
            return Light("note", "note", gettext("Applies")), "applies"
        return Light("note", "note", gettext("Does not apply")), "settled"
    if finding.effect == "duty":
        return Light("pass", "clear", gettext("Done")), "settled"
    if finding.effect == "weigh":
        return Light("pass", "clear", gettext("Assessed: no")), "settled"
    return Light("pass", "clear", gettext("Does not stand")), "settled"


def by_outcome(findings: Iterable[Finding]) -> tuple[FindingGroup, ...]:
    """Findings grouped by how they stand, what blocks first; the order of the law within each group."""
    rows = [finding_row(finding) for finding in findings]
    return tuple(
        FindingGroup(key, str(title), str(says), found, folded)
        for key, title, says, folded in GROUPS
        if (found := tuple(row for row in rows if row.group == key))
    )


def by_instrument(findings: Iterable[Finding]) -> tuple[FindingGroup, ...]:
    """Findings grouped by instrument, in the order of the law; in each, what blocks first."""
    place = {key: index for index, (key, *_rest) in enumerate(GROUPS)}
    groups: dict[str, list[FindingRow]] = {}
    for finding in findings:
        row = finding_row(finding)
        groups.setdefault(row.instrument, []).append(row)
    return tuple(
        FindingGroup(
            f"instrument-{index}",
            instrument,
            "",
            tuple(sorted(rows, key=lambda row: place[row.group])),
            all(row.group not in ("stands", "open") for row in rows),
        )
        for index, (instrument, rows) in enumerate(groups.items())
    )


def fact_row(fact: FactUsed) -> FactRow:
    return FactRow(
        name=readable(fact.name),
        value=value_words(fact.value),
        source=fact.source,
        as_of=fact.as_of,
        about=fact.about or "",
        known=fact.value is not None,
    )


def readable(name: str) -> str:
    """A fact's name as words; the journal and the API keep the name itself."""
    return name.replace("_", " ")


def value_words(value: FactValue) -> str:
    """What a fact says, in the reader's language where it is yes, no or unknown."""
    if value is None:
        return gettext("unknown")
    if value is True:
        return gettext("yes")
    if value is False:
        return gettext("no")
    if isinstance(value, tuple):
        return ", ".join(readable(word) for word in value)
    return value if any(character.isdigit() for character in value) else readable(value)


# ---- questions


@dataclass(frozen=True)
class QuestionCard:
    """A missing fact as a question. `form` is filled in by the view where the reader may answer here."""

    key: str
    name: str
    about: str
    question: str
    hint: str
    answerer: str
    answered_here: bool
    elsewhere: str
    form: object | None = None
    open: bool = False


ELSEWHERE = {
    "hit": "#screening",
    "list_edition": "lists",
    "denial_edition": "lists",
    "text_confirmed": "lists",
    "classification": "#items",
}
"""Questions that are settled in another place than a form of their own."""


def question_cards(missing: Iterable[Missing]) -> tuple[QuestionCard, ...]:
    """Each missing fact once, in the order of the opinion: what holds up most comes first."""
    cards = []
    for fact in dict.fromkeys(missing):
        known = QUESTIONS.get(fact.name)
        elsewhere = "request" if fact.name in IN_THE_REQUEST else ELSEWHERE.get(fact.name, "")
        if fact.answerer == "reference_data":
            elsewhere = "lists"
        cards.append(
            QuestionCard(
                key=question_key(fact),
                name=fact.name,
                about=fact.about or "",
                question=asked(fact),
                hint=known.hint if known else "",
                answerer=str(words.ANSWERER[fact.answerer]),
                answered_here=not elsewhere,
                elsewhere=elsewhere,
            )
        )
    return tuple(cards)


def question_key(fact: Missing) -> str:
    """A name for the question's place on the page."""
    return f"q-{fact.name}" + (f"-{fact.about.replace('/', '-')}" if fact.about else "")


# ---- screening


@dataclass(frozen=True)
class HitRow:
    """One listed record that a party may be; no name of either side."""

    handle: str
    record_id: str
    list: str
    score: str
    light: Light
    open: bool
    decidable: bool
    form: object | None = None
    opened: bool = False


@dataclass(frozen=True)
class PartyRow:
    """One party or owner with what screening found."""

    path: str
    role: str
    owner: bool
    light: Light
    hits: tuple[HitRow, ...]
    name: str = ""


def party_rows(screening: Iterable[PartyScreening]) -> tuple[PartyRow, ...]:
    """Parties in the order of the dossier; hits best first."""
    rows = []
    for party in screening:
        hits = tuple(_hit_row(party.party, match) for match in party.matches)
        if any(hit.open for hit in hits):
            light = Light(
                "ask",
                "unknown",
                ngettext("%(count)s hit open", "%(count)s hits open", n := sum(h.open for h in hits)) % {"count": n},
            )
        elif any(match.state == "confirmed" for match in party.matches):
            light = Light("stop", "bar", gettext("Listed party"))
        elif any(match.state == "cleared" for match in party.matches):
            light = Light("pass", "clear", gettext("Cleared"))
        else:
            light = Light("pass", "clear", gettext("No hit"))
        rows.append(
            PartyRow(path=party.party, role=str(ROLE.get(party.role, party.role)), owner="/" in party.party, light=light, hits=hits)
        )
    return tuple(rows)


def _hit_row(party: str, match: PartyMatch) -> HitRow:
    tone, sign = HIT_LIGHT[match.state]
    return HitRow(
        handle=f"{party}:{match.record_id}@{match.list}",
        record_id=match.record_id,
        list=match.list,
        score=match.score,
        light=Light(tone, sign, str(words.HIT_STATE[match.state])),
        open=match.state == "open",
        decidable=match.state != "below_threshold",
    )


# ---- classification

REASONS_SHOWN = 2
"""Reasons shown at once beside a control list; the others are folded under them."""


@dataclass(frozen=True)
class ListRow:
    """What one control-list family says of an item."""

    list: str
    light: Light
    codes: tuple[str, ...]
    possible: tuple[str, ...]
    missing: tuple[str, ...]
    because: tuple[str, ...]
    more: tuple[str, ...]
    edition: str


@dataclass(frozen=True)
class ItemRow:
    item: str
    lists: tuple[ListRow, ...]


def item_rows(classifications: Iterable[Classification]) -> tuple[ItemRow, ...]:
    return tuple(
        ItemRow(
            item=one.item,
            lists=tuple(
                ListRow(
                    list=name,
                    light=Light(*DECISION_LIGHT[result.decision], str(words.DECISION[result.decision])),
                    codes=result.codes,
                    possible=result.possible,
                    missing=tuple(readable(name) for name in result.missing),
                    because=(*result.because, *result.checks)[:REASONS_SHOWN],
                    more=(*result.because, *result.checks)[REASONS_SHOWN:],
                    edition=result.edition,
                )
                for name, result in one.lists.items()
            ),
        )
        for one in classifications
    )


# ---- inputs and ages


@dataclass(frozen=True)
class InputRow:
    name: str
    value: str
    is_digest: bool


def input_rows(inputs: Inputs) -> tuple[InputRow, ...]:
    """Everything an opinion rests on, by digest."""
    named = (
        (gettext("Law as of"), inputs.as_of.isoformat(), False),
        (gettext("Known at"), inputs.known_at.isoformat(), False),
        (gettext("Dossier"), inputs.dossier, True),
        (gettext("Lists and tables"), inputs.snapshot, True),
        (gettext("Rulebook"), inputs.rulebook, True),
        (gettext("Answers, clearances, history"), inputs.context, True),
        (gettext("Plan"), inputs.plan or gettext("none used"), inputs.plan is not None),
        (gettext("Software"), inputs.software, True),
    )
    return tuple(InputRow(name, value, is_digest) for name, value, is_digest in named)


@dataclass(frozen=True)
class EditionRow:
    """An edition with its age on a day."""

    kind: str
    name: str
    dated_on: dt.date
    age_days: int
    age: str
    entries: int
    content: str
    is_party_list: bool
    example: bool


def edition_row(edition: EditionRef, on: dt.date) -> EditionRow:
    days = (on - edition.dated_on).days
    return EditionRow(
        kind=edition.kind,
        name=edition.name,
        dated_on=edition.dated_on,
        age_days=days,
        age=age_words(days),
        entries=edition.entries,
        content=edition.content,
        is_party_list=edition.kind in PARTY_LIST_KINDS,
        example=edition.name == "EXAMPLE",
    )


# ---- the whole opinion


@dataclass(frozen=True)
class PrecedentRow:
    """An earlier decision on a like case, its outcome in the reader's language."""

    of: Precedent
    outcome: str


@dataclass(frozen=True)
class OpinionView:
    """An opinion ready for the page."""

    digest: str
    recommendation: Light
    recommendation_says: str
    summary: str
    requirement: Light
    as_of: dt.date
    known_at: dt.date
    groups: tuple[FindingGroup, ...]
    grouped_by: str
    counts: dict[str, int]
    questions: tuple[QuestionCard, ...]
    conditions: tuple[Condition, ...]
    proposed: tuple[Condition, ...]
    precedents: tuple[PrecedentRow, ...]
    parties: tuple[PartyRow, ...]
    items: tuple[ItemRow, ...]
    inputs: tuple[InputRow, ...]
    open_hits: int


def opinion_view(opinion: Opinion, digest: str, *, grouped_by: str = "outcome") -> OpinionView:
    """Present an opinion that was already cut to what the reader may see."""
    outcome_groups = by_outcome(opinion.findings)
    parties = party_rows(opinion.screening)
    return OpinionView(
        digest=digest,
        recommendation=recommendation_light(opinion.recommendation),
        recommendation_says=str(words.RECOMMENDATION_SAYS[opinion.recommendation]),
        summary=opinion.summary,
        requirement=requirement_light(opinion.authorisation_required),
        as_of=opinion.inputs.as_of,
        known_at=opinion.inputs.known_at,
        groups=by_instrument(opinion.findings) if grouped_by == "instrument" else outcome_groups,
        grouped_by=grouped_by,
        counts={group.key: len(group.findings) for group in outcome_groups},
        questions=question_cards(opinion.missing),
        conditions=opinion.conditions,
        proposed=opinion.proposed,
        precedents=tuple(PrecedentRow(of=one, outcome=str(words.PAST_OUTCOME[one.outcome])) for one in opinion.precedents),
        parties=parties,
        items=item_rows(opinion.classification),
        inputs=input_rows(opinion.inputs),
        open_hits=sum(hit.open for party in parties for hit in party.hits),
    )
