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
from licet.reference.rulebook import Rulebook
from licet.services.case_file import CaseFile, open_case, opinion_of
from licet.services.cases import list_cases
from licet.services.desk import Desk, NotAllowed, NotFound, require
from licet.services.history import known_history
from licet.services.ports import Workforce
from licet.services.references import load_tables, rulebook_for, snapshot_of

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


def suppose(
    desk: Desk,
    actor: Actor,
    number: str,
    *,
    facts: tuple[AssertedFact, ...] = (),
    as_of: dt.date | None = None,
    rulebook: Rulebook | None = None,
) -> Supposed:
    """What a case would come out as with facts, a day or a rulebook supposed; raises `NotFound` or `NotAllowed`."""
    file = open_case(desk, actor, number)
    require(actor, May.ASSESS_CASE, file.access)
    state = file.dossier.authority_state
    before = law_on(desk, state, as_of=desk.clock.today())
    return compared(desk, actor, file, before, law_on(desk, state, as_of=as_of or before.as_of, rulebook=rulebook), facts=facts)


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
