"""Cases that a lawyer writes in YAML, judged by the law in force on their day.

A case starts from a named base (a whole request with what officers answered, in which nothing stands
in the way), changes something, and says what one rule, or the recommendation, must come out as.

    - rule: ATT-6.3
      name: known use in war crimes prohibits
      facts: {knowledge_of_atrocity_use: true}
      expect: met
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, Literal

import msgspec
from msgspec.structs import replace

from licet.assessment.judged import Judged, judge
from licet.classification.classify import classify
from licet.classification.item import ItemFacts
from licet.classification.result import Classification, ListResult
from licet.dossier.answered import with_answers
from licet.dossier.history import Context, DenialNotification, PastDecision
from licet.dossier.intake import faults_of, identities_of, take_in
from licet.dossier.values import AssertedFact, Dossier, IdentityRef, Request
from licet.encoding.canonical import canonical_bytes
from licet.encoding.faults import Fault, Faults, quoted
from licet.encoding.reading import FactValue, Name, Text, read_value
from licet.encoding.source import Tree, read_tree
from licet.law.case import Case, Hit, PartyHits
from licet.law.combination import Recommendation
from licet.law.questions import QUESTIONS, not_taken
from licet.law.spared import plan_asked
from licet.reference.control_entries import ControlEntries
from licet.reference.criteria import Criteria
from licet.reference.edition import EditionRef, Snapshot
from licet.reference.embargo import EmbargoTable
from licet.reference.memberships import Memberships
from licet.reference.plan_result import PlanResult
from licet.reference.portfolio import Portfolio
from licet.reference.rulebook import Rulebook

SCHEMA = "licet.law-cases/1"
Expected = Literal["met", "not_met", "unknown", "silent"]
"""`silent`: the rule is not in force on the day, or does not cover the case, and says nothing."""
_DIGEST = "sha256:" + "0" * 64


class WrittenHit(msgspec.Struct, frozen=True, kw_only=True):
    """What screening found of one party or owner; `programs` as the list writes them, none where it does not say."""

    record: Text
    list: Text
    effect: Literal["prohibit", "refuse", "weigh"]
    state: Literal["open", "cleared", "confirmed"]
    programs: tuple[Text, ...] = ()


class WrittenCase(msgspec.Struct, frozen=True, kw_only=True):
    """One case, or a base to start from (then without `rule`, `recommends` and what they expect).

    `facts` are officers' answers, `exporter` the exporter's own; a key is a fact's name, or
    `name@party` for one about a party or item; a null takes the base's answer away. `classified` gives
    codes, or a decision, for each item and list. `unscreened` are parties nobody screened; `plan`
    is what a plan says can be spared.
    """

    name: Text
    start: Name | None = None
    on: dt.date | None = None
    facts: dict[str, FactValue] = {}
    exporter: dict[str, FactValue] = {}
    classified: dict[str, dict[str, FactValue]] = {}
    hits: dict[str, tuple[WrittenHit, ...]] = {}
    unscreened: tuple[Text, ...] = ()
    denials: tuple[DenialNotification, ...] = ()
    denials_complete_until: dt.date | None = None
    decisions: tuple[PastDecision, ...] = ()
    plan: PlanResult | None = None
    rule: Text | None = None
    expect: Expected | None = None
    recommends: Recommendation | None = None
    missing: tuple[Name, ...] = ()
    tags: tuple[Literal["boundary", "dated", "exception", "exporter"], ...] = ()


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """A written case joined with its base: the request, rulebook and everything else it is judged by."""

    case: WrittenCase
    request: Tree
    rulebook: Tree
    file: str


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """How a case came out: `faults` are empty where all is as it was expected."""

    name: str
    file: str
    rule: str | None
    expected: str
    outcome: str
    says: str
    faults: tuple[str, ...]


class Tables(msgspec.Struct, frozen=True, kw_only=True):
    """The tables of law that cases are judged by. A written case is of no authority's portfolio; a stored one may be."""

    criteria: Criteria
    embargoes: EmbargoTable
    memberships: Memberships
    control_entries: ControlEntries
    portfolios: tuple[Portfolio, ...] = ()
    plan_results: tuple[PlanResult, ...] = ()


def read_cases(files: Mapping[str, bytes], *, bases: Mapping[str, bytes]) -> tuple[Written, ...]:
    """Read files of cases, with `bases` beside them; raises `Faults` with one sentence for each fault."""
    faults: list[Fault] = []
    known: dict[str, Written] = {}
    found: list[Written] = []
    for name, data in {**bases, **files}.items():
        tree = read_tree(data, name)
        if not isinstance(tree, dict) or tree.get("schema") != SCHEMA:
            faults.append(Fault(f"{name} schema", f"is not {SCHEMA}; begin the file with it"))
            continue
        strange = sorted(set(tree) - {"schema", "title", "bases", "cases"})
        faults += [Fault(f"{name} {key}", "is no part of a file of cases; use title, bases and cases") for key in strange]
        for key, entry in (tree.get("bases") or {}).items():
            _take(known, faults, f"{name} bases.{key}", {"name": key, **entry}, name, key)
        for index, entry in enumerate((tree.get("cases") or []) if name in files else []):
            at = f"{name} cases[{index}]"
            one = _take(known, faults, at, entry, name, None)
            if one is not None:
                found.append(one)
                faults += (*_answer_faults(one.case, at), *_expectation_faults(one.case, at))
    if faults:
        raise Faults(faults)
    return tuple(found)


def _take(known: dict[str, Written], faults: list[Fault], at: str, entry: Any, file: str, base: str | None) -> Written | None:
    if not isinstance(entry, dict):
        faults.append(Fault(at, "is no case; write name, rule, what changes and expect"))
        return None
    entry = dict(entry)
    change, request, rulebook = entry.pop("change", {}), entry.pop("request", None), entry.pop("rulebook", {})
    try:
        case = read_value(entry, WrittenCase, at)
        start = (
            known.get(case.start or "export") if request is None else Written(case=case, request=request, rulebook={}, file=file)
        )
        if start is None:
            raise Faults([Fault(f"{at}.start", f"{quoted(case.start)} is no base; use one of {', '.join(known)}")])
        one = Written(
            case=_upon(start.case, case) if request is None else case,
            request=_changed(start.request, change, f"{at}.change"),
            rulebook={**start.rulebook, **rulebook},
            file=file,
        )
        _request_of(one, at)
    except Faults as refused:
        faults += refused.faults
        return None
    if base is not None:
        known[base] = one
    return one


def _upon(base: WrittenCase, case: WrittenCase) -> WrittenCase:
    """A case with what its base holds and it does not change."""
    return replace(
        case,
        on=case.on or base.on,
        facts={**base.facts, **case.facts},
        exporter={**base.exporter, **case.exporter},
        classified={**base.classified, **case.classified},
        hits={**base.hits, **case.hits},
        denials=(*base.denials, *case.denials),
        denials_complete_until=case.denials_complete_until or base.denials_complete_until,
        decisions=(*base.decisions, *case.decisions),
        plan=case.plan or base.plan,
    )


def _answer_faults(case: WrittenCase, at: str) -> list[Fault]:
    """Answers that their questions do not take: such a word would leave the fact unknown, and the case would pass for another reason."""
    return [
        Fault(f"{at}.{part}.{key}", f"{quoted(word)} is no answer; use one of {', '.join(QUESTIONS[key.partition('@')[0]].values)}")
        for part, facts in (("facts", case.facts), ("exporter", case.exporter))
        for key, value in facts.items()
        for word in not_taken(key.partition("@")[0], value)
    ]


def _expectation_faults(case: WrittenCase, at: str) -> list[Fault]:
    for item, lists in case.classified.items():
        for name, said in lists.items():
            if said not in ("not_listed", "refer") and not isinstance(said, tuple):
                return [
                    Fault(
                        f"{at}.classified.{item}.{name}",
                        f"is {quoted(said)}; write not_listed, refer, or codes as in [EU-ML10.c.1]",
                    )
                ]
    if (case.rule is None) != (case.expect is None):
        return [Fault(at, "names a rule without expect, or the other way round; write both")]
    if case.rule is None and case.recommends is None:
        return [Fault(at, "expects nothing; write rule and expect, or recommends")]
    return []


def _changed(tree: Tree, change: Tree, at: str) -> Tree:
    """A request's tree with entries replaced by path: `destination_state`, `parties/guard/country`; a null takes away.

    A part of a path names a member of a list by its id or its number, from 1; `+` adds a member.
    """
    if not isinstance(change, dict):
        raise Faults([Fault(at, "is no table of what changes; write path: value")])
    for path, value in change.items():
        tree = _set(tree, str(path).split("/"), value, f"{at}.{path}")
    return tree


def _set(tree: Tree, steps: list[str], value: Tree, at: str) -> Tree:
    step, *rest = steps
    if isinstance(tree, list):
        if step == "+" and not rest:
            return [*tree, value]
        index = next(
            (i for i, one in enumerate(tree) if isinstance(one, dict) and one.get("id") == step),
            int(step) - 1 if step.isdigit() else len(tree),
        )
        if not 0 <= index < len(tree):
            raise Faults([Fault(at, f"{quoted(step)} is no member there; use an id or a number from 1")])
        inner = _set(tree[index], rest, value, at) if rest else value
        return [*tree[:index], *([] if inner is None else [inner]), *tree[index + 1 :]]
    if not isinstance(tree, dict):
        raise Faults([Fault(at, f"leads into {quoted(step)}, where nothing can be set")])
    if rest:
        return {**tree, step: _set(tree.get(step) or {}, rest, value, at)}
    return {key: one for key, one in tree.items() if key != step} | ({} if value is None else {step: value})


def _request_of(one: Written, at: str) -> Request:
    request = read_value(one.request, Request, at)
    faults = list(faults_of(request))
    if faults:
        raise Faults([Fault(f"{at}: {fault.where}", fault.says) for fault in faults])
    return request


# ---- judged


def verdict(one: Written, tables: Tables, rulebook: Rulebook) -> Verdict:
    """Judge one case; `rulebook` is the one it is written for, with what the case itself adds to it."""
    judged = judge(case_of(one, tables, rulebook), tables.criteria, tables.embargoes)
    case = one.case
    findings = [finding for finding in judged.findings if finding.rule == case.rule]
    outcome = findings[0].outcome if findings else "silent"
    faults = []
    if case.rule is not None and outcome != case.expect:
        faults.append(f"{case.rule} is {_said(outcome)}, expected {_said(case.expect or '')}")
    lacking = sorted(set(case.missing) - {fact.name for finding in findings for fact in finding.missing})
    if lacking:
        faults.append(f"{case.rule} does not ask for {', '.join(lacking)}")
    if case.recommends is not None and judged.combined.recommendation != case.recommends:
        faults.append(f"the recommendation is {_said(judged.combined.recommendation)}, expected {_said(case.recommends)}")
    return Verdict(
        name=case.name,
        file=one.file,
        rule=case.rule,
        expected=case.expect or case.recommends or "",
        outcome=outcome if case.rule else judged.combined.recommendation,
        says=findings[0].says if findings else judged.combined.summary,
        faults=tuple(faults),
    )


def judged_of(one: Written, tables: Tables, rulebook: Rulebook) -> Judged:
    """All the law on one written case."""
    return judge(case_of(one, tables, rulebook), tables.criteria, tables.embargoes)


def case_of(one: Written, tables: Tables, rulebook: Rulebook) -> Case:
    """A written case as the law reads it. Every party is screened and clear unless the case says otherwise."""
    written = one.case
    request = _request_of(one, f"{one.file}: {written.name}")
    on = written.on or request.submitted_on
    subjects = identities_of(request)
    dossier = take_in(request, {subject: IdentityRef(subject=subject, version=1) for subject in subjects})
    facts = (*_facts(written.exporter, "exporter", on), *_facts(written.facts, "officer", on))
    dossier = with_answers(replace(dossier, facts=(*dossier.facts, *facts)), facts, known_at=on)
    return Case(
        dossier=dossier,
        context=Context(
            denials=written.denials, denials_complete_until=written.denials_complete_until, decisions=written.decisions
        ),
        as_of=on,
        known_at=on,
        snapshot=_snapshot(rulebook, on),
        rulebook=rulebook,
        plan_result=plan_asked(rulebook, (written.plan,) if written.plan else ()),
        memberships=tables.memberships,
        classification=_classification(written, dossier, tables.control_entries, on),
        category_one=frozenset(entry.id for entry in tables.control_entries.entries if entry.category == "I"),
        hits=_hits(written, [subject.partition("/")[2] for subject in subjects]),
    )


def rulebook_of_case(one: Written, given: Rulebook) -> Rulebook:
    """A rulebook with what a case sets in it, such as `confirmed_texts` or `rules`."""
    if not one.rulebook:
        return given
    plain = {**msgspec.json.decode(canonical_bytes(given)), **one.rulebook}
    plain.pop("shape", None)
    return read_value(plain, Rulebook, f"{one.file}: {one.case.name}: rulebook")


def _facts(given: Mapping[str, FactValue], capacity: Literal["officer", "exporter"], on: dt.date) -> Iterable[AssertedFact]:
    for key, value in given.items():
        name, _, about = key.partition("@")
        if value is not None:
            yield AssertedFact(
                name=name, value=value, source="the written case", on=on, about=about or None, by=capacity, capacity=capacity
            )


def _classification(written: WrittenCase, dossier: Dossier, entries: ControlEntries, on: dt.date) -> dict[str, Classification]:
    found = {}
    for item in dossier.items:
        given = written.classified.get(item.id)
        if given is None:
            found[item.id] = classify(ItemFacts(name=item.name, kind=item.kind, facts=item.facts), entries, as_of=on)
            continue
        results = {}
        for name, said in given.items():
            results[name] = (
                ListResult(decision="listed", codes=said) if isinstance(said, tuple) else ListResult(decision=_decision(said))
            )
        found[item.id] = Classification(item=item.name, as_of=on, lists=results)
    return found


def _decision(said: FactValue) -> Literal["not_listed", "refer"]:
    return "not_listed" if said == "not_listed" else "refer"


def _hits(written: WrittenCase, paths: list[str]) -> tuple[PartyHits, ...]:
    return tuple(
        PartyHits(
            path=path,
            role="owner" if "/" in path else "party",
            hits=tuple(
                Hit(record_id=hit.record, list=hit.list, effect=hit.effect, score="0.9900", state=hit.state, programs=hit.programs)
                for hit in written.hits.get(path, ())
            ),
        )
        for path in paths
        if path not in written.unscreened
    )


def _snapshot(rulebook: Rulebook, on: dt.date) -> Snapshot:
    """Every list the rulebook asks for, of the day itself: how old lists are is no matter of these cases."""
    lists = [required.partition(":") for required in rulebook.required_lists]
    return Snapshot(
        as_of=on,
        editions=tuple(
            EditionRef(kind=kind, name=name or "LIST", dated_on=on, content=_DIGEST, entries=1)  # type: ignore[arg-type]
            for kind, _, name in lists
        ),
    )


def _said(word: str) -> str:
    return word.replace("_", " ")
