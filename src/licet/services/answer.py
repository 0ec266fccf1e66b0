"""Answer a missing fact, or decide a screening hit; then assess again."""

import datetime as dt
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Literal

from licet.access.act import Act as May
from licet.access.decision import decide as may
from licet.assessment.screened import listed_as, paths_of
from licet.casework.application import Act, FactAnswered, HitDecided
from licet.dossier.answered import faults_of_answer
from licet.dossier.history import Clearance
from licet.dossier.values import AssertedFact
from licet.encoding.faults import Fault, Faults, quoted, refuse
from licet.encoding.reading import FactValue
from licet.law.embargo_case import unheard
from licet.law.embargo_questions import EMBARGO_QUESTIONS
from licet.law.questions import QUESTIONS, not_taken
from licet.reference.control_parameters import PARAMETERS
from licet.reference.edition import PARTY_LIST_KINDS
from licet.services.assess import Formed, Grounds, assess_file, grounds_for
from licet.services.case_file import CaseFile, open_case, opinion_of, write
from licet.services.desk import Asked, Desk, require
from licet.services.references import snapshot_of

_HAND_IN_AGAIN = "hand the request in again with it, under a new reference"
_LOAD = "load it with “licet reference add”"
SETTLED_OTHERWISE = {
    "hit": "clear or confirm the hit",
    "certificate": _HAND_IN_AGAIN,
    "end_user": _HAND_IN_AGAIN,
    "undertaking": _HAND_IN_AGAIN,
    "re_export_undertaking": _HAND_IN_AGAIN,
    "classification": "answer the item's missing parameters",
    "list_edition": _LOAD,
    "embargo_edition": _LOAD,
    "embargo_renewal": _LOAD,
    "embargo_exemption_text": _LOAD,
    "embargo_reading": "the authority decides the case",
    "denial_edition": "load them with “licet history add”",
    "text_confirmed": "the authority's rulebook records it",
}
"""Questions an opinion can ask to which no answer is heard, and what to do about each."""


def answer_fact(
    desk: Desk,
    asked: Asked,
    number: str,
    name: str,
    value: FactValue,
    *,
    source: str,
    on: dt.date,
    about: str | None = None,
    as_of: dt.date | None = None,
) -> Formed:
    """Record an answer with its source and day, and assess the case again.

    An officer's answer attests the fact; anybody else's stands in the exporter's capacity. Raises
    `Faults` for a fact nobody asks for, a value its question does not take, or a day to come.
    """
    file = open_case(desk, asked.actor, number)
    officer = may(asked.actor, May.ATTEST_FACT, file.access).allowed
    if not officer:
        require(asked.actor, May.ANSWER_FACT, file.access)
    answer = AssertedFact(
        name=name,
        value=value,
        source=source.strip(),
        on=on,
        about=about,
        by=asked.actor.person,
        capacity="officer" if officer else "exporter",
    )
    faults = [*_unasked(desk, file, answer), *_wrong(answer, desk.clock.today()), *faults_of_answer(file.dossier, answer)]
    if faults:
        raise Faults(faults)
    grounds = grounds_for(desk, file, as_of=as_of)
    write(desk, file.stream, asked, lambda _: Act(act="answer", writes=FactAnswered(answer=answer), effective_on=on))
    return _again(desk, asked, number, grounds)


def decide_hit(
    desk: Desk,
    asked: Asked,
    number: str,
    path: str,
    record_id: str,
    state: Literal["cleared", "confirmed"],
    *,
    why: str,
    on_list: str | None = None,
    until: dt.date | None = None,
    as_of: dt.date | None = None,
) -> Formed:
    """Clear or confirm one hit, bound to this identity and this record as they are now, and assess the case again.

    `on_list` says whose record is meant where several lists give one id. Raises `Faults`.
    """
    file = open_case(desk, asked.actor, number)
    require(asked.actor, May.CLEAR_HIT, file.access)
    if not why.strip():
        raise refuse("why", "is blank; say why the hit is cleared or confirmed")
    refs = {one: ref for one, _, ref in paths_of(file.dossier)}
    if path not in refs:
        raise refuse("party", f"{quoted(path)} is no party of this case; use one of {', '.join(refs)}")
    day = desk.clock.today()
    if until is not None and until < day:
        raise refuse("until", f"{until} has passed; leave it out or name a day to come")
    opinion = opinion_of(desk, file.application.opinions[-1].opinion) if file.application.opinions else None
    hits = [
        (match.record_id, match.list)
        for party in (opinion.screening if opinion else ())
        if party.party == path
        for match in party.matches
    ]
    record_id, on_list = which_hit(record_id if on_list is None else f"{record_id}@{on_list}", hits, path)
    clearance = Clearance(
        identity=refs[path],
        record_id=record_id,
        record=_listed(desk, record_id, on_list, as_of or day),
        state=state,
        by=asked.actor.person,
        why=why.strip(),
        on=min(day, as_of or day),
        until=until,
    )
    grounds = grounds_for(desk, file, as_of=as_of)
    write(
        desk,
        file.stream,
        asked,
        lambda _: Act(act="decide_hit", writes=HitDecided(path=path, clearance=clearance), effective_on=day),
    )
    return _again(desk, asked, number, grounds)


def _again(desk: Desk, asked: Asked, number: str, grounds: Grounds) -> Formed:
    """Assess under a command id of its own, so that repeating the whole does nothing twice."""
    again = Asked(asked.actor, f"{asked.command_id}-assess")
    return assess_file(desk, open_case(desk, asked.actor, number), again, grounds)


def which_hit(asked: str, hits: Iterable[tuple[str, str]], party: str) -> tuple[str, str]:
    """Record id and list of the hit that is meant by `RECORD`, or `RECORD@LIST` where the id stands on several lists.

    `hits` are the record id and list of each. Raises `Faults` when none is meant, or several are.
    """
    known = sorted(set(hits))
    meant = [hit for hit in known if asked in (hit[0], f"{hit[0]}@{hit[1]}")]
    if len(meant) == 1:
        return meant[0]
    names = hit_names(meant if meant else known)
    if not meant:
        raise refuse("hit", f"{quoted(asked)} is no hit on {party}; the hits are {', '.join(names) or 'none'}")
    raise refuse("hit", f"{quoted(asked)} stands on several lists; write {' or '.join(names)}")


def hit_names(hits: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """How each hit on one party is named: its record id, with its list where another has the same id."""
    twice = {record for record, _ in hits if sum(record == other for other, _ in set(hits)) > 1}
    return tuple(f"{record}@{on_list}" if record in twice else record for record, on_list in hits)


def _listed(desk: Desk, record_id: str, on_list: str, as_of: dt.date) -> str:
    editions = snapshot_of(desk.library, as_of=as_of).of_kind(*PARTY_LIST_KINDS)
    listed = listed_as(record_id, on_list, [desk.library.index(edition) for edition in editions])
    if listed is None:
        raise refuse("hit", f"{quoted(record_id)} is on no list in force on {as_of}")
    return listed


def _unasked(desk: Desk, file: CaseFile, answer: AssertedFact) -> list[Fault]:
    """An answer to a question that nobody asks, or that no answer can settle, would be kept and change nothing."""
    if answer.name in SETTLED_OTHERWISE:
        return [Fault("fact", f"{quoted(answer.name)} is not settled by an answer; {SETTLED_OTHERWISE[answer.name]}")]
    item = next((item for item in file.dossier.items if item.id == answer.about), None)
    known = {*QUESTIONS, *EMBARGO_QUESTIONS, *((*PARAMETERS, *item.facts) if item else ())}
    if file.application.opinions:
        known |= {one.name for one in opinion_of(desk, file.application.opinions[-1].opinion).missing}
    if answer.name in known:
        return []
    near = get_close_matches(answer.name, sorted(known), n=1)
    hint = f"did you mean {quoted(near[0])}?" if near else "“licet law facts” lists those the law asks"
    return [Fault("fact", f"{quoted(answer.name)} is asked by no rule and no list; {hint}")]


def _wrong(answer: AssertedFact, today: dt.date) -> list[Fault]:
    faults = []
    if not answer.source:
        faults.append(Fault("source", "is blank; say where the answer comes from"))
    if answer.on > today:
        faults.append(Fault("on", f"{answer.on} has not come yet (today is {today})"))
    if (says := unheard(answer)) is not None:
        faults.append(Fault("value", f"{quoted(answer.value)} says too little: {quoted(answer.name)} {says}"))
    faults += [
        Fault(
            "value", f"{quoted(word)} is no answer to {quoted(answer.name)}; use one of {', '.join(QUESTIONS[answer.name].values)}"
        )
        for word in not_taken(answer.name, answer.value)
    ]
    return faults
