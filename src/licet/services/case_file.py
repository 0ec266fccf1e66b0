"""One case of the register, read from its history; and how a command is written to it."""

from collections.abc import Callable

import msgspec

from licet.access.act import Act as May
from licet.access.actor import Actor
from licet.access.decision import decide as may
from licet.access.resource import Case
from licet.assessment.opinion import Opinion
from licet.casework.application import APPLICATION, Act, Application, RequestSubmitted
from licet.dossier.values import Dossier
from licet.encoding.canonical import Digest, from_bytes
from licet.encoding.dates import read_instant
from licet.encoding.faults import quoted, refuse
from licet.lifecycle.chain import Addition, VersionConflict
from licet.lifecycle.event import Recorded
from licet.services.desk import Asked, Desk, NotFound
from licet.services.ports import CaseRow

DECIDING_AGENCY = "licensing"
"""The agency that decides, until a jurisdiction's data names its own."""
ADVISING_AGENCIES = ("foreign-ministry", "defence-ministry")
TRIES = 5


class CaseFile(msgspec.Struct, frozen=True, kw_only=True):
    """A case as its history tells it: state, dossier, and what access must know of it."""

    stream: str
    number: str
    history: tuple[Recorded, ...]
    application: Application
    submitted: RequestSubmitted
    dossier: Dossier
    access: Case


def stream_of(number: str) -> str:
    """The stream of a case; refuses what is no number."""
    if not (number and len(number) <= 80 and number.isascii() and all(c.isalnum() or c in "-._" for c in number)):
        raise refuse("case", f"{quoted(number)} is no case number; write one such as NO-2026-00001")
    return f"case/{number}"


def open_case(desk: Desk, actor: Actor, number: str) -> CaseFile:
    """Read a case; raises `NotFound` when there is none or the actor may not know of it."""
    history = desk.journal.read(stream_of(number))
    file = file_of(desk, history) if history else None
    if file is None or not may(actor, May.VIEW_CASE, file.access).allowed:
        raise NotFound(f"Case {number}")
    return file


def file_of(desk: Desk, history: tuple[Recorded, ...]) -> CaseFile:
    """The case that a history tells of."""
    application = APPLICATION.state_of(history)
    submitted = application.submitted
    if submitted is None:
        raise refuse("journal", f"{history[0].event.stream} does not begin with a submitted request; run “licet log fsck”")
    dossier = from_bytes(desk.contents.get(submitted.dossier), Dossier)
    return CaseFile(
        stream=history[0].event.stream,
        number=submitted.number,
        history=history,
        application=application,
        submitted=submitted,
        dossier=dossier,
        access=access_of(
            state=submitted.authority_state,
            organisation=submitted.organisation,
            applicants=submitted.applicants,
            confidential=dossier.confidential,
        ),
    )


def access_of(*, state: str, organisation: str, applicants: tuple[str, ...], confidential: bool) -> Case:
    """What the access policies must know of a case."""
    return Case(
        state=state,
        organisation=organisation,
        applicants=applicants,
        deciding_agency=DECIDING_AGENCY,
        agencies=ADVISING_AGENCIES,
        release_level="restricted" if confidential else "case",
        compartments=(),
        advised_by=(),
        decided_by=(),
        countersigned_by=(),
        conflicted=(),
        releasable=False,
    )


def opinion_of(desk: Desk, digest: Digest) -> Opinion:
    """An opinion as kept."""
    return from_bytes(desk.contents.get(digest), Opinion)


def write(desk: Desk, stream: str, asked: Asked, command: Callable[[Application], Act]) -> None:
    """Decide a command on the case's present state, append its events and renew its line in the list, all or nothing.

    A command id that was done before does nothing. When somebody else wrote meanwhile, the command
    is decided anew on the newer state.
    """

    def work() -> None:
        if desk.journal.of_command(asked.command_id):
            return
        history = desk.journal.read(stream)
        state = APPLICATION.state_of(history)
        drafts = APPLICATION.decide(state, command(state))
        added = desk.journal.append(
            Addition(stream=stream, expected=len(history), drafts=drafts),
            command_id=asked.command_id,
            person_id=asked.actor.person,
            recorded_at=desk.clock.now(),
        )
        desk.cases.put(row_of(desk, file_of(desk, (*history, *added))))

    for attempt in range(1, TRIES + 1):
        try:
            return desk.transactions.run(work, streams=(stream,))
        except VersionConflict:
            if attempt == TRIES:
                raise
    raise AssertionError("unreachable: the last try returns or raises")


def row_of(desk: Desk, file: CaseFile) -> CaseRow:
    """A case's line in the list, from its history and its latest opinion; also what `reindex` rebuilds it by."""
    application, dossier = file.application, file.dossier
    latest = application.opinions[-1] if application.opinions else None
    opinion = opinion_of(desk, latest.opinion) if latest else None
    action, actor = _next(application, opinion)
    return CaseRow(
        reference=dossier.reference,
        number=file.number,
        activity=dossier.activity,
        exporting_state=dossier.exporting_state,
        destination=dossier.destination_state,
        status=application.status,
        recommendation=latest.recommendation if latest else None,
        recommendation_level="case",
        next_action=action,
        next_actor=actor,
        missing=latest.missing if latest else (),
        submitted_on=dossier.submitted_on,
        updated_at=read_instant(file.history[-1].event.recorded_at),
        items="; ".join(f"{item.name} ({item.quantity.normalize():f} {item.unit})" for item in dossier.items),
        access=file.access,
    )


def _next(application: Application, opinion: Opinion | None) -> tuple[str, str]:
    """What is to be done next, and by whom: one word for each, for lists and filters."""
    if application.status == "withdrawn":
        return "none", "nobody"
    if opinion is None:
        return "assess", "officer"
    if application.listings:
        return "assess_again", "officer"
    if any(match.state == "open" for party in opinion.screening for match in party.matches):
        return "decide_hits", "officer"
    if opinion.recommendation == "refuse":
        return "review_refusal", "officer"
    if opinion.missing:
        exporter = all(one.answerer == "exporter" for one in opinion.missing)
        return "answer_questions", "exporter" if exporter else "officer"
    return "decide", "officer"
