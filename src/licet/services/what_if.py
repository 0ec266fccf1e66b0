"""Suppose something else of a case, or compare two states of the law. Writes nothing and opens no name."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

from licet.access.act import Act as May
from licet.access.actor import Actor
from licet.access.decision import readable_levels
from licet.assessment.judged import Judged
from licet.assessment.live import Reassessed, expired, reassessed
from licet.assessment.missing_facts import names_of
from licet.assessment.what_if import Law, Turn, judged_under, turns
from licet.dossier.history import LiveAuthorisation
from licet.dossier.values import AssertedFact
from licet.law.combination import Recommendation
from licet.law.conditions import NONE
from licet.reference.rulebook import Rulebook
from licet.services.case_file import CaseFile, open_case, opinion_of
from licet.services.cases import list_cases
from licet.services.desk import Desk, NotAllowed, NotFound, require
from licet.services.history import known_history
from licet.services.ports import Workforce
from licet.services.references import load_tables, rulebook_for, snapshot_of

CONDITIONS = "conditions_accepted"
CHUNK = 250
"""Authorisations handed out at a time: half a second of work or so."""


class Supposed(msgspec.Struct, frozen=True, kw_only=True):
    """What a case would come out as: recommendation and missing facts before and after, and every finding that turns."""

    case: str
    was: Recommendation
    now: Recommendation
    turns: tuple[Turn, ...]
    missing_was: tuple[str, ...]
    missing_now: tuple[str, ...]


def law_on(desk: Desk, state: str, *, as_of: dt.date, rulebook: Rulebook | None = None) -> Law:
    """The law for one authority on a day, that may lie ahead; with another rulebook where one is given."""
    snapshot = snapshot_of(desk.library, as_of=as_of)
    return Law(
        as_of=as_of,
        known_at=max(desk.clock.now().date(), as_of),
        tables=load_tables(desk.library, snapshot),
        snapshot=snapshot,
        rulebook=rulebook or rulebook_for(desk.library, snapshot, state),
    )


class Supposing(msgspec.Struct, frozen=True, kw_only=True):
    """What is supposed of a case, all at once: facts, conditions beside those accepted already, a day, a rulebook."""

    facts: tuple[AssertedFact, ...] = ()
    conditions: tuple[str, ...] = ()
    as_of: dt.date | None = None
    rulebook: Rulebook | None = None


def suppose(desk: Desk, actor: Actor, number: str, supposing: Supposing) -> Supposed:
    """What a case would come out as with something supposed; raises `NotFound` or `NotAllowed`."""
    [found] = suppose_each(desk, actor, (number,), supposing, told=_to_nobody)
    return found


def suppose_each(
    desk: Desk, actor: Actor, numbers: Sequence[str], supposing: Supposing, *, told: Callable[[int, int], None]
) -> Iterator[Supposed]:
    """The same of several cases, in their order; `told` hears of progress. Raises `NotFound` or `NotAllowed` at the first it may not."""
    today = desk.clock.today()
    pairs: dict[str, tuple[Law, Law]] = {}
    for done, number in enumerate(numbers, 1):
        file = open_case(desk, actor, number)
        require(actor, May.ASSESS_CASE, file.access)
        state = file.dossier.authority_state
        if state not in pairs:
            before = law_on(desk, state, as_of=today)
            pairs[state] = before, law_on(desk, state, as_of=supposing.as_of or today, rulebook=supposing.rulebook)
        facts = (*supposing.facts, *_with_conditions(file, supposing.conditions, on=pairs[state][1].known_at))
        yield compared(desk, actor, file, *pairs[state], facts=facts)
        told(done, len(numbers))


def _with_conditions(file: CaseFile, conditions: tuple[str, ...], *, on: dt.date) -> tuple[AssertedFact, ...]:
    """The conditions an officer has accepted last, and those supposed beside them."""
    if not conditions:
        return ()
    words = [
        one for one in (*file.dossier.facts, *file.application.answers) if one.name == CONDITIONS and one.capacity == "officer"
    ]
    last = max(enumerate(words), key=lambda one: (one[1].on, one[0]), default=None)
    value = last[1].value if last else ()
    kept = (value,) if isinstance(value, str) else value if isinstance(value, tuple) else ()
    both = dict.fromkeys((*(kind for kind in kept if kind != NONE), *conditions))
    return (AssertedFact(name=CONDITIONS, value=tuple(both), source="supposed", on=on, by="supposed", capacity="officer"),)


def open_numbers(desk: Desk, actor: Actor) -> tuple[str, ...]:
    """The numbers of the cases that the actor may assess and that nobody has withdrawn, in order."""
    return tuple(number for number in _numbers(desk, actor) if _may_assess(desk, actor, number))


def _may_assess(desk: Desk, actor: Actor, number: str) -> bool:
    try:
        file = open_case(desk, actor, number)
        require(actor, May.ASSESS_CASE, file.access)
    except (NotFound, NotAllowed):
        return False
    return file.application.status != "withdrawn"


def _numbers(desk: Desk, actor: Actor) -> Iterator[str]:
    page_number, pages = 0, 1
    while page_number < pages:
        page_number += 1
        page = list_cases(desk, actor, page=page_number, order="number", descending=False, count_all=True)
        pages = page.pages
        yield from (row.number for row in page.rows)


def _to_nobody(_done: int, _total: int) -> None:
    pass


def compared(
    desk: Desk, actor: Actor, file: CaseFile, before: Law, after: Law, *, facts: tuple[AssertedFact, ...] = ()
) -> Supposed:
    """One case under two laws, as far as the actor may read its findings."""
    context = file.application.context(known_history(desk))
    latest = opinion_of(desk, file.application.opinions[-1].opinion) if file.application.opinions else None
    was = judged_under(file.dossier, context, latest, before)
    now = judged_under(file.dossier, context, latest, after, facts)
    shown = [_readable(actor, file, judged) for judged in (was, now)]
    return Supposed(
        case=file.number,
        was=was.combined.recommendation,
        now=now.combined.recommendation,
        turns=turns(*shown),
        missing_was=names_of(shown[0]),
        missing_now=names_of(shown[1]),
    )


def _readable(actor: Actor, file: CaseFile, judged: Judged) -> Judged:
    levels = readable_levels(actor, file.access, (finding.release_level for finding in judged.findings))
    return msgspec.structs.replace(
        judged, findings=tuple(finding for finding in judged.findings if finding.release_level in levels)
    )


def cases_that_turn(
    desk: Desk, actor: Actor, laws: Callable[[str], tuple[Law, Law]], *, told: Callable[[int, int], None]
) -> Iterator[Supposed]:
    """Every case of the register the actor may assess whose findings turn between two laws; `told` hears of progress."""
    done, page_number, pages = 0, 0, 1
    pairs: dict[str, tuple[Law, Law]] = {}
    while page_number < pages:
        page_number += 1
        page = list_cases(desk, actor, page=page_number, order="number", descending=False, count_all=True)
        pages = page.pages
        for row in page.rows:
            done += 1
            told(done, page.total)
            try:
                file = open_case(desk, actor, row.number)
                require(actor, May.ASSESS_CASE, file.access)
            except (NotFound, NotAllowed):
                continue
            state = file.dossier.authority_state
            if state not in pairs:
                pairs[state] = laws(state)
            found = compared(desk, actor, file, *pairs[state])
            if found.turns or found.was != found.now:
                yield found


def still_live(live: Iterable[LiveAuthorisation], *, on: dt.date) -> tuple[LiveAuthorisation, ...]:
    """The authorisations under which something may still be moved on a day."""
    return tuple(one for one in live if not expired(one, on))


def authorisations_that_turn(
    live: Sequence[LiveAuthorisation], workforce: Workforce, *, told: Callable[[int, int], None]
) -> Iterator[Reassessed]:
    """Every live authorisation for which a finding turns between two laws, in their order; `told` hears of progress."""
    chunks = (msgspec.json.encode(live[start : start + CHUNK]) for start in range(0, len(live), CHUNK))
    for number, results in enumerate(workforce.results(chunks), 1):
        told(min(number * CHUNK, len(live)), len(live))
        yield from msgspec.json.decode(results, type=tuple[Reassessed, ...])


def reassess_chunk(state: str, before: Law, after: Law, chunk: bytes) -> bytes:
    """Re-assess the authorisations of a chunk of JSON; those that turn come back."""
    live = msgspec.json.decode(chunk, type=tuple[LiveAuthorisation, ...])
    return msgspec.json.encode([found for one in live if (found := reassessed(one, state, before, after)) is not None])
