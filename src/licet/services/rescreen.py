"""Screen again whom a list's change could touch, and tell the cases that it concerns.

Everybody known is turned into an index, and the records that stand in one edition only are asked
of it: whoever they cannot reach is screened the same before and after. An opinion is never changed
here; it is marked as outdated, and an officer assesses the case again.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

import msgspec

from licet.access.act import Act as May
from licet.access.actor import Actor
from licet.access.decision import decide as may
from licet.assessment.screened import paths_of
from licet.casework.application import APPLICATION, Act, Application, ListingsChanged, PathChanges
from licet.casework.stored_party import LIST, AuthorisationTouched, PartiesRescreened, Rescreening, Touched, changes
from licet.dossier.values import Identity, IdentityRef
from licet.encoding.canonical import canonical_bytes, from_bytes
from licet.lifecycle.chain import Addition
from licet.lifecycle.event import draft
from licet.reference.diff import apart
from licet.reference.edition import PARTY_LIST_KINDS, EditionRef, Snapshot
from licet.reference.record import Identifier, ListedName, Record
from licet.screening.index import build_index
from licet.screening.normal import readings_of
from licet.screening.query import query_of
from licet.screening.result import Screening
from licet.screening.reverse import party_query, touched
from licet.screening.screen import screen
from licet.services.case_file import CaseFile, file_of, opinion_of, write
from licet.services.desk import Asked, Desk, require
from licet.services.history import known_history, live_authorisations, touched_stream
from licet.services.parties import PURPOSE, Against, access_to_list, rescreened_rows, screen_who_waits
from licet.services.references import snapshot_of

RESCREEN = "rescreen"
"""The kind of job that a list's new edition causes."""
CASE, PARTY, AUTHORISATION, HISTORY = "case", "party", "authorisation", "history"

Told = Callable[[str, int, int], None]
"""Hears what is being done, how far it is, and of how many."""


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """A touched party with its whole screening against either edition, for whoever asked; it quotes what was screened."""

    touched: Touched
    before: Screening | None
    after: Screening


class Impact(msgspec.Struct, frozen=True, kw_only=True):
    """A case whose latest opinion rests on another edition, or a live authorisation: what the change means for it."""

    key: str
    status: str
    outdated: bool
    parties: tuple[PathChanges, ...]


class Rescreened(msgspec.Struct, frozen=True, kw_only=True):
    """What `compare` found."""

    report: Rescreening
    shown: tuple[Shown, ...]
    impact: tuple[Impact, ...]


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """A list whose edition in force changed: what was in force before, None where there was none."""

    kind: str
    name: str
    before: EditionRef | None


# ---- everybody


def everybody(desk: Desk, person: str, unread: list[str]) -> Iterator[Record]:
    """Every party known, as a record under its key: stored parties, parties and owners of cases, end users of live
    authorisations and of other permitted transfers.

    Each reading of a name is written down first. Who cannot be read or compared is added to `unread`.
    """
    rows = [(row.id, row.identity) for row in desk.parties.on_the_list()]
    opened = desk.sealer.open_list([ref for _, ref in rows], person, PURPOSE, stream=LIST, version=desk.journal.version(LIST))
    for (party, _), (_, identity) in zip(rows, opened, strict=True):
        yield from _comparable(f"{PARTY}/{party}", identity, unread)
    for file in _cases(desk):
        paths = paths_of(file.dossier)
        opened_of_case = desk.sealer.open_all([ref for _, _, ref in paths], person, PURPOSE)
        for (path, _, _), identity in zip(paths, opened_of_case, strict=True):
            yield from _comparable(f"{file.number}/{path}", identity, unread)
    users = {
        past.reference: (past.end_user,) for past in known_history(desk).decisions if past.outcome == "permitted" and past.end_user
    }
    live = live_authorisations(desk)
    for reference, one in live.items():
        names = tuple(dict.fromkeys((*((one.end_user,) if one.end_user else ()), *users.get(reference, ()))))
        yield from _comparable(f"{AUTHORISATION}/{reference}", _named(names), unread)
    for reference, names in users.items():
        if reference not in live:
            yield from _comparable(f"{HISTORY}/{reference}", _named(names), unread)


def _named(names: tuple[str, ...]) -> Identity | None:
    return Identity(schema="LegalEntity", properties={"name": names}) if names else None


def _cases(desk: Desk) -> Iterator[CaseFile]:
    for stream in desk.journal.streams(CASE):
        history = desk.journal.read(stream)
        if APPLICATION.state_of(history).status != "withdrawn":
            yield file_of(desk, history)


def _comparable(key: str, identity: Identity | None, unread: list[str]) -> Iterator[Record]:
    record = record_of(key, identity) if identity is not None else None
    letters = record is not None and any(letter.isalnum() for name in record.names for letter in name.text)
    if record is None or not (letters or record.identifiers):
        unread.append(key)
    else:
        yield record


def _spellings(name: str) -> tuple[str, ...]:
    """A name, and how it reads otherwise where it is written in signs: a query is tried under every reading, so each must be found."""
    return (name, *(" ".join(word.text for word in words) for words in readings_of(name)[1:]))


def record_of(key: str, identity: Identity) -> Record:
    """A party as a record of the index over everybody; `reverse.party_query` turns it back into what is screened."""
    query = query_of(identity)
    return Record(
        id=key,
        list=PARTY,
        schema=query.schema,
        names=(
            *(ListedName(text=spelt) for text in query.names for spelt in _spellings(text)),
            *(ListedName(text=spelt, weak=True) for text in query.weak_names for spelt in _spellings(text)),
        ),
        effect="weigh",
        birth_dates=query.birth_dates,
        countries=query.countries,
        sex=query.sex,
        identifiers=tuple(Identifier(kind=one.kind, number=one.number) for one in query.identifiers),
    )


# ---- what a change does


def compare(desk: Desk, acting: Callable[[str], Actor], before: EditionRef, after: EditionRef, *, told: Told) -> Rescreened:
    """What the change from one edition to another means for everybody; nothing is written but that names were read.

    `acting` is whoever asks, acting for the authority of a state. Raises `NotAllowed`, `Faults` for
    an edition that lists no parties.
    """
    actor = acting("ZZ")
    require(actor, May.CHANGE_PARTIES, access_to_list())
    report, shown = rescreened(desk, actor.person, before, after, told=told)
    return Rescreened(report=report, shown=shown, impact=impact_of(desk, acting, report))


def rescreened(
    desk: Desk, person: str, before: EditionRef | None, after: EditionRef, *, told: Told
) -> tuple[Rescreening, tuple[Shown, ...]]:
    """Whom the change from one edition to another touches, and those only."""
    old_records = desk.library.records(before) if before else ()
    gone, come = apart(old_records, desk.library.records(after))
    unread: list[str] = []
    total = len(desk.journal.streams(CASE))
    index = build_index(_counted(everybody(desk, person, unread), told, total))
    told("Comparing", 0, 1)
    keys = touched((*gone, *come), index) if gone or come else ()
    old = Against(edition=before, index=desk.library.index(before)) if before else None
    new = Against(edition=after, index=desk.library.index(after))
    found: list[Shown] = []
    for at, key in enumerate(keys, 1):
        record = index.named(key)
        assert record is not None
        query = party_query(record)
        was, now = old.hits(query) if old else (), new.hits(query)
        changed = changes(was, now)
        if changed:
            found.append(
                Shown(
                    touched=Touched(key=key, identity=_ref(desk, key), changes=changed, hits=now),
                    before=screen(query, [old.index], edition=old.edition.content) if old else None,
                    after=screen(query, [new.index], edition=new.edition.content),
                )
            )
        told("Screening again", at, len(keys))
    report = Rescreening(
        before=before,
        after=after,
        parties=len(index) + len(unread),
        compared=len(keys),
        touched=tuple(one.touched for one in found),
        unread=tuple(unread),
    )
    return report, tuple(found)


def _counted(records: Iterable[Record], told: Told, total: int) -> Iterator[Record]:
    for at, record in enumerate(records, 1):
        if at % 500 == 0:
            told("Reading", at, max(at, total))
        yield record


def _ref(desk: Desk, key: str) -> IdentityRef | None:
    """The identity that a stored party has now; of others the key says all."""
    kind, _, party = key.partition("/")
    if kind != PARTY:
        return None
    row = desk.parties.get([party]).get(party)
    return row.identity if row else None


def impact_of(desk: Desk, acting: Callable[[str], Actor], report: Rescreening) -> tuple[Impact, ...]:
    """What the change means for the cases the actor may see, and for live authorisations."""
    holds = report.after in snapshot_of(desk.library, as_of=desk.clock.today()).editions
    found = []
    for number, parties in _by_case(report).items():
        file = file_of(desk, desk.journal.read(f"{CASE}/{number}"))
        if may(acting(file.access.state), May.VIEW_CASE, file.access).allowed:
            outdated = holds and _outdated(desk, file, report.after)
            found.append(Impact(key=number, status=file.application.status, outdated=outdated, parties=parties))
    for one in report.touched:
        status = {AUTHORISATION: "live_authorisation", HISTORY: "past_decision"}.get(one.key.partition("/")[0])
        if status is not None:
            found.append(
                Impact(key=one.key, status=status, outdated=False, parties=(PathChanges(path="end_user", changes=one.changes),))
            )
    return tuple(found)


def _by_case(report: Rescreening) -> dict[str, tuple[PathChanges, ...]]:
    by_case: dict[str, list[PathChanges]] = {}
    for one in report.touched:
        number, _, path = one.key.partition("/")
        if number not in (PARTY, AUTHORISATION, HISTORY):
            by_case.setdefault(number, []).append(PathChanges(path=path, changes=one.changes))
    return {number: tuple(parties) for number, parties in sorted(by_case.items())}


def _outdated(desk: Desk, file: CaseFile, after: EditionRef) -> bool:
    """Whether the latest opinion of a case was formed on another edition of the list."""
    if not file.application.opinions:
        return False
    snapshot = opinion_of(desk, file.application.opinions[-1].opinion).inputs.snapshot
    return after not in from_bytes(desk.contents.get(snapshot), Snapshot).editions


# ---- in the background


def queue(desk: Desk, before: Snapshot) -> None:
    """Have everybody rescreened for each party list whose edition in force is no longer the one of `before`."""
    if _nobody(desk):
        return
    was = {(one.kind, one.name): one for one in before.editions}
    if not before.of_kind(*PARTY_LIST_KINDS):
        screen_who_waits(desk)
    for one in snapshot_of(desk.library, as_of=desk.clock.today()).of_kind(*PARTY_LIST_KINDS):
        earlier = was.get((one.kind, one.name))
        if earlier != one:
            job = Job(kind=one.kind, name=one.name, before=earlier)
            key = f"{RESCREEN} {one.kind} {one.name} {earlier.content[7:23] if earlier else ''} {one.content[7:23]} {one.dated_on}"
            desk.jobs.enqueue(RESCREEN, canonical_bytes(job), key=key, at=desk.clock.now())


def _nobody(desk: Desk) -> bool:
    on_the_list = next(desk.parties.on_the_list(), None)
    known = known_history(desk)
    return on_the_list is None and not desk.journal.streams(CASE) and not known.decisions and not known.authorisations


def bring_up_to_date(desk: Desk, actor_of: Callable[[str], Actor], payload: bytes, *, command_id: str, told: Told) -> None:
    """Rescreen everybody from the edition of a list that was applied last to the one in force, and tell the cases.

    `actor_of` is the system, acting for the authority of a state. Whatever edition the job was made
    for, the one in force now counts: jobs that run late or out of order end in the same place.
    """
    job = from_bytes(payload, Job)
    person = actor_of("ZZ").person
    in_force = snapshot_of(desk.library, as_of=desk.clock.today())
    after = next((one for one in in_force.editions if (one.kind, one.name) == (job.kind, job.name)), None)
    before = _applied(desk, job)
    if after is None or after == before:
        return
    report, _ = rescreened(desk, person, before, after, told=told)
    for number, parties in _by_case(report).items():
        file = file_of(desk, desk.journal.read(f"{CASE}/{number}"))
        if _outdated(desk, file, after):
            asked = Asked(actor_of(file.submitted.authority_state), f"{command_id}-{number}")
            happened = ListingsChanged(before=before, after=after, parties=parties)
            write(desk, file.stream, asked, partial(_noted, happened, desk))
    for one in report.touched:
        kind, _, reference = one.key.partition("/")
        if kind == AUTHORISATION:
            touched_by = AuthorisationTouched(reference=reference, before=before, after=after, changes=one.changes)
            _tell_authorisation(desk, person, touched_by, f"{command_id}-{one.key}")
    _write_report(desk, person, report, command_id)


def _noted(happened: ListingsChanged, desk: Desk, _: Application) -> Act:
    return Act(act="note_listings", writes=happened, effective_on=desk.clock.today())


def _tell_authorisation(desk: Desk, person: str, happened: AuthorisationTouched, command_id: str) -> None:
    stream = touched_stream(happened.reference)

    def work() -> None:
        if not desk.journal.of_command(command_id):
            drafts = (draft(happened, effective_on=desk.clock.today()),)
            desk.journal.append(
                Addition(stream=stream, expected=desk.journal.version(stream), drafts=drafts),
                command_id=command_id,
                person_id=person,
                recorded_at=desk.clock.now(),
            )

    desk.transactions.run(work, streams=(stream,))


def _applied(desk: Desk, job: Job) -> EditionRef | None:
    """The edition of a list that everybody was rescreened to last."""
    for event in reversed(desk.journal.read(LIST)):
        if event.event.kind == "parties_rescreened":
            after = from_bytes(event.payload, PartiesRescreened).after
            if (after.kind, after.name) == (job.kind, job.name):
                return after
    return job.before


def _write_report(desk: Desk, person: str, report: Rescreening, command_id: str) -> None:
    happened = PartiesRescreened(before=report.before, after=report.after, report=desk.contents.put(canonical_bytes(report)))
    at = desk.clock.now()

    def work() -> None:
        if desk.journal.of_command(command_id):
            return
        desk.journal.append(
            Addition(
                stream=LIST,
                expected=desk.journal.version(LIST),
                drafts=(draft(happened, effective_on=desk.clock.today(), milestone=True),),
            ),
            command_id=command_id,
            person_id=person,
            recorded_at=at,
        )
        ids = [one.key.partition("/")[2] for one in report.touched if one.key.startswith(f"{PARTY}/")]
        desk.parties.put(rescreened_rows(desk, desk.parties.get(ids), report, at))

    desk.transactions.run(work, streams=(LIST,))


# ---- reading


class PastRescreening(msgspec.Struct, frozen=True, kw_only=True):
    """One rescreening: when, by which change, and where its report lies."""

    at: str
    happened: PartiesRescreened


def rescreenings(desk: Desk, actor: Actor) -> tuple[PastRescreening, ...]:
    """Every rescreening, the newest first; raises `NotAllowed`."""
    require(actor, May.VIEW_PARTIES, access_to_list())
    return tuple(
        PastRescreening(at=event.event.recorded_at, happened=from_bytes(event.payload, PartiesRescreened))
        for event in reversed(desk.journal.read(LIST))
        if event.event.kind == "parties_rescreened"
    )


def report_for(desk: Desk, actor: Actor, past: PastRescreening) -> Rescreening:
    """The report of a rescreening without the cases that the reader may not see; raises `NotAllowed`."""
    require(actor, May.VIEW_PARTIES, access_to_list())
    report = from_bytes(desk.contents.get(past.happened.report), Rescreening)
    seen: dict[str, bool] = {}

    def visible(key: str) -> bool:
        number = key.partition("/")[0]
        if number in (PARTY, AUTHORISATION, HISTORY):
            return True
        if number not in seen:
            history = desk.journal.read(f"{CASE}/{number}")
            seen[number] = bool(history) and may(actor, May.VIEW_CASE, file_of(desk, history).access).allowed
        return seen[number]

    return msgspec.structs.replace(
        report,
        touched=tuple(one for one in report.touched if visible(one.key)),
        unread=tuple(key for key in report.unread if visible(key)),
    )
