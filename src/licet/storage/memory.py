"""Every port in memory, for tests: the same contract as the tables, without a disk.

In a test:

    memory = Memory(clock=..., entropy=...)
    memory.journal.append(...)
"""

import copy
import datetime as dt
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO, TypeVar

import msgspec

from licet.access.condition import Condition, holds
from licet.access.level import ReleaseLevel
from licet.access.listing import index_row
from licet.encoding.canonical import Digest, digest_of
from licet.encoding.dates import instant_text
from licet.lifecycle.chain import START, Addition, CommandReused, Head, check_chain, join, same_command
from licet.lifecycle.event import Recorded
from licet.sealing.keys import KEY_BYTES, IdentityDestroyed
from licet.services.ledger import Book, LedgerMilestones
from licet.services.ports import (
    CasePage,
    CaseQuery,
    CaseRow,
    CheckpointRow,
    Clock,
    ContractPage,
    ContractQuery,
    ContractRow,
    DamagedContent,
    Entropy,
    EntryKind,
    InStage,
    Job,
    LeaseLost,
    LogEntry,
    Milestones,
    PartyPage,
    PartyQuery,
    PartyRow,
    Transactions,
)
from licet.storage.case_list import blanked, horizon_of, page_of, words_of
from licet.storage.contract_list import searched, sort_key
from licet.storage.party_list import as_on
from licet.storage.sealer import WorkspaceSealer

T = TypeVar("T")


class MemoryState:
    """All that is kept. A failed run puts back what was there before it."""

    def __init__(self) -> None:
        self.events: list[Recorded] = []
        self.entries: list[LogEntry] = []
        self.tiles: dict[tuple[int, int], bytes] = {}
        self.checkpoints: dict[int, CheckpointRow] = {}
        self.identities: dict[tuple[str, int], bytes] = {}
        self.numbers: dict[tuple[str, int], tuple[str, ...]] = {}
        self.jobs: dict[int, Job] = {}
        self.cases: dict[str, CaseRow] = {}
        self.parties: dict[str, PartyRow] = {}
        self.contracts: dict[str, ContractRow] = {}


class MemoryTransactions:
    def __init__(self, state: MemoryState) -> None:
        self._state = state
        self._lock = threading.RLock()
        self._thread = threading.local()

    @property
    def running(self) -> bool:
        return getattr(self._thread, "running", False)

    def run(self, work: Callable[[], T], *, streams: Iterable[str] = ()) -> T:
        del streams  # one run at a time: all streams are held
        if self.running:
            return work()
        with self._lock:
            before = {name: copy.copy(kept) for name, kept in vars(self._state).items()}
            self._thread.running = True
            try:
                return work()
            except BaseException:
                vars(self._state).update(before)
                raise
            finally:
                self._thread.running = False


class MemoryLedgerRows:
    def __init__(self, state: MemoryState) -> None:
        self._state = state

    def hold(self) -> None:
        """Nobody else runs."""

    def size(self) -> int:
        return len(self._state.entries)

    def add(self, *entries: LogEntry) -> None:
        self._state.entries.extend(entries)

    def last(self, stream: str, *, before: int | None = None) -> LogEntry | None:
        return next((one for one in reversed(self._state.entries[:before]) if one.stream == stream), None)

    def last_of(self, streams: Sequence[str]) -> dict[str, LogEntry]:
        return {stream: last for stream in streams if (last := self.last(stream)) is not None}

    def of_position(self, position: int) -> LogEntry | None:
        return next((one for one in self.of_kind("event") if one.position == position), None)

    def of_kind(self, kind: EntryKind) -> tuple[LogEntry, ...]:
        return tuple(one for one in self._state.entries if one.kind == kind)

    def all(self) -> Iterator[LogEntry]:
        yield from tuple(self._state.entries)

    def waiting(self, most: int) -> tuple[LogEntry, ...]:
        return tuple(one for one in self._state.entries if one.public_index is None)[:most]

    def waiting_count(self) -> int:
        return len(self.waiting(len(self._state.entries)))

    def make_public(self, places: Mapping[int, int]) -> None:
        for index, place in places.items():
            self._state.entries[index] = msgspec.structs.replace(self._state.entries[index], public_index=place)

    def public_between(self, first: int, end: int) -> Iterator[LogEntry]:
        placed = [(one.public_index, one) for one in self._state.entries if one.public_index is not None]
        yield from (one for place, one in sorted(placed, key=lambda pair: pair[0]) if first <= place < end)

    def tile(self, level: int, number: int) -> bytes:
        return self._state.tiles.get((level, number), b"")

    def put_tiles(self, tiles: Mapping[tuple[int, int], bytes]) -> None:
        self._state.tiles.update(tiles)

    def put_checkpoint(self, row: CheckpointRow) -> None:
        self._state.checkpoints[row.size] = row

    def checkpoints(self) -> tuple[CheckpointRow, ...]:
        return tuple(row for _, row in sorted(self._state.checkpoints.items()))

    def newest_checkpoint(self) -> CheckpointRow | None:
        return next(reversed(self.checkpoints()), None)

    def checkpoint_over(self, place: int) -> CheckpointRow | None:
        return next((row for row in self.checkpoints() if row.size > place), None)

    def stream_heads(self, before: int) -> tuple[Recorded, ...]:
        newest = {one.event.stream: one for one in self._state.events if one.event.position < before}
        return tuple(sorted(newest.values(), key=lambda one: one.event.position))


class MemoryPublication:
    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    def read(self, path: str) -> bytes | None:
        return self.files.get(path)

    def put(self, path: str, data: bytes) -> None:
        self.files[path] = data


class MemoryJournal:
    def __init__(self, state: MemoryState, transactions: Transactions, milestones: Milestones) -> None:
        self._state, self._transactions, self._milestones = state, transactions, milestones

    def append(self, *additions: Addition, command_id: str, person_id: str, recorded_at: dt.datetime) -> tuple[Recorded, ...]:
        def work() -> tuple[Recorded, ...]:
            first = self.of_command(command_id)
            if first:
                if not same_command(first, additions):
                    raise CommandReused(command_id)
                return first
            joined = join(
                additions,
                head=self.head(),
                versions={addition.stream: self.version(addition.stream) for addition in additions},
                command_id=command_id,
                person_id=person_id,
                recorded_at=instant_text(recorded_at),
            )
            self._state.events.extend(joined)
            if milestones := tuple(one for one in joined if one.event.milestone):
                self._milestones.record(milestones)
            return joined

        return self._transactions.run(work)

    def of_command(self, command_id: str) -> tuple[Recorded, ...]:
        return tuple(one for one in self._state.events if one.event.command_id == command_id)

    def read(self, stream: str, *, after: int = 0) -> tuple[Recorded, ...]:
        return tuple(one for one in self._state.events if one.event.stream == stream and one.event.stream_seq > after)

    def version(self, stream: str) -> int:
        return len(self.read(stream))

    def read_all(self, *, after: int = 0) -> Iterator[Recorded]:
        yield from tuple(self._state.events[after:])

    def streams(self, kind: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.event.stream for one in self._state.events if one.event.stream.startswith(f"{kind}/")))

    def head(self) -> Head:
        events = self._state.events
        return Head(position=len(events), digest=events[-1].digest) if events else START

    def check(self) -> Head:
        return check_chain(self.read_all())


class MemorySealedRows:
    def __init__(self, state: MemoryState) -> None:
        self._state = state

    def hold(self, subject: str) -> None:
        """Nobody else runs."""

    def latest(self, subject: str) -> int:
        return max((version for held, version in self._state.identities if held == subject), default=0)

    def get(self, subject: str, version: int) -> bytes:
        return self._state.identities[subject, version]

    def add(self, subject: str, version: int, sealed: bytes) -> None:
        self._state.identities[subject, version] = sealed

    def hold_all(self, cases: Iterable[str]) -> None:
        """Nobody else runs."""

    def latest_of(self, subjects: Sequence[str]) -> dict[str, tuple[int, bytes]]:
        versions = {subject: self.latest(subject) for subject in subjects}
        return {subject: (version, self.get(subject, version)) for subject, version in versions.items() if version}

    def get_of(self, places: Sequence[tuple[str, int]]) -> dict[tuple[str, int], bytes]:
        return {place: self._state.identities[place] for place in places if place in self._state.identities}

    def add_of(self, rows: Sequence[tuple[str, int, bytes]]) -> None:
        self._state.identities.update({(subject, version): sealed for subject, version, sealed in rows})


class MemoryKeys:
    """Data keys that nobody wraps, since they never leave the process."""

    def __init__(self, entropy: Entropy) -> None:
        self._entropy = entropy
        self._kept: dict[str, bytes | dt.date] = {}

    def data_key(self, subject: str) -> bytes:
        kept = self._kept[subject]
        if isinstance(kept, dt.date):
            raise IdentityDestroyed(subject, kept)
        return kept

    def data_key_or_new(self, subject: str) -> bytes:
        self._kept.setdefault(subject, self._entropy.bytes(KEY_BYTES))
        return self.data_key(subject)

    def data_keys(self, subjects: Sequence[str]) -> dict[str, bytes | dt.date]:
        return {subject: self._kept[subject] for subject in subjects if subject in self._kept}

    def data_keys_or_new(self, subjects: Sequence[str]) -> dict[str, bytes | dt.date]:
        for subject in subjects:
            self._kept.setdefault(subject, self._entropy.bytes(KEY_BYTES))
        return self.data_keys(subjects)

    def destroy(self, subject: str, on: dt.date) -> dt.date:
        kept = self._kept.get(subject)
        day = kept if isinstance(kept, dt.date) else on
        self._kept[subject] = day
        return day


class MemoryContents:
    def __init__(self) -> None:
        self._kept: dict[Digest, bytes] = {}

    def put(self, data: bytes | BinaryIO) -> Digest:
        held = data if isinstance(data, bytes) else data.read()
        self._kept[digest_of(held)] = held
        return digest_of(held)

    def put_as(self, digest: Digest, data: bytes | BinaryIO) -> None:
        held = data if isinstance(data, bytes) else data.read()
        if digest_of(held) != digest:
            raise DamagedContent(f"The bytes are those of {digest_of(held)}, not of {digest} as stated.")
        self._kept[digest] = held

    def get(self, digest: Digest) -> bytes:
        return self._kept[digest]

    def stream(self, digest: Digest) -> Iterator[bytes]:
        yield self._kept[digest]

    def __contains__(self, digest: object) -> bool:
        return digest in self._kept


class MemoryNumbers:
    def __init__(self, state: MemoryState, transactions: Transactions) -> None:
        self._state, self._transactions = state, transactions

    def take(self, authority: str, year: int, command_id: str) -> int:
        if not self._transactions.running:
            raise RuntimeError("a number is taken inside of Transactions.run, or a failure after it would leave a gap")
        taken = self._state.numbers.get((authority, year), ())
        if command_id not in taken:
            taken = (*taken, command_id)
            self._state.numbers[authority, year] = taken
        return taken.index(command_id) + 1

    def taken(self, authority: str, year: int) -> tuple[int, ...]:
        return tuple(range(1, len(self._state.numbers.get((authority, year), ())) + 1))


class MemoryJobs:
    def __init__(self, state: MemoryState, transactions: Transactions) -> None:
        self._state, self._transactions = state, transactions

    def enqueue(
        self, kind: str, payload: bytes, *, key: str, at: dt.datetime, due_at: dt.datetime | None = None, attempts_max: int = 5
    ) -> Job:
        def work() -> Job:
            for job in self._state.jobs.values():
                if job.key == key:
                    return job
            return self._keep(
                Job(
                    id=len(self._state.jobs) + 1,
                    kind=kind,
                    key=key,
                    payload=payload,
                    state="queued",
                    attempt=0,
                    attempts_max=attempts_max,
                    due_at=due_at or at,
                    lease_until=None,
                    worker=None,
                    done_parts=0,
                    parts=None,
                    cancel_asked=False,
                    says=None,
                )
            )

        return self._transactions.run(work)

    def lease(self, kinds: Iterable[str], *, worker: str, at: dt.datetime, seconds: int) -> Job | None:
        wanted = tuple(kinds)

        def work() -> Job | None:
            self.reap(at=at)
            due = [job for job in self._state.jobs.values() if job.state == "queued" and job.kind in wanted and job.due_at <= at]
            if not due:
                return None
            job = min(due, key=lambda one: (one.due_at, one.id))
            until = at + dt.timedelta(seconds=seconds)
            return self._change(job, state="running", worker=worker, attempt=job.attempt + 1, lease_until=until)

        return self._transactions.run(work)

    def heartbeat(self, job: Job, *, at: dt.datetime, seconds: int, done_parts: int | None = None, parts: int | None = None) -> Job:
        def change(held: Job) -> Job:
            return self._change(
                held,
                lease_until=at + dt.timedelta(seconds=seconds),
                done_parts=held.done_parts if done_parts is None else done_parts,
                parts=held.parts if parts is None else parts,
            )

        return self._held(job, change)

    def finish(self, job: Job, *, at: dt.datetime) -> Job:
        del at
        return self._held(job, lambda held: self._change(held, state="done", lease_until=None))

    def fail(self, job: Job, *, at: dt.datetime, says: str, retry_at: dt.datetime | None) -> Job:
        del at
        return self._held(job, lambda held: self._given_up(held, says=says, due_at=retry_at))

    def stop(self, job: Job, *, at: dt.datetime) -> Job:
        del at
        return self._held(job, lambda held: self._change(held, state="cancelled", lease_until=None))

    def cancel(self, job_id: int, *, at: dt.datetime) -> Job:
        del at

        def work() -> Job:
            job = self._state.jobs[job_id]
            if job.state == "queued":
                return self._change(job, state="cancelled", lease_until=None)
            return self._change(job, cancel_asked=True) if job.state == "running" else job

        return self._transactions.run(work)

    def reap(self, *, at: dt.datetime) -> tuple[Job, ...]:
        def work() -> tuple[Job, ...]:
            lost = [
                job for job in self._state.jobs.values() if job.state == "running" and job.lease_until and job.lease_until <= at
            ]
            return tuple(
                self._given_up(
                    job,
                    says=f"The worker {job.worker} was not heard of after {job.lease_until:%Y-%m-%d %H:%M:%S} UTC.",
                    due_at=job.due_at,
                )
                for job in lost
            )

        return self._transactions.run(work)

    def get(self, job_id: int) -> Job:
        return self._state.jobs[job_id]

    def _held(self, job: Job, change: Callable[[Job], Job]) -> Job:
        def work() -> Job:
            held = self._state.jobs.get(job.id)
            if held is None or held.state != "running" or held.attempt != job.attempt:
                raise LeaseLost(job.id)
            return change(held)

        return self._transactions.run(work)

    def _given_up(self, job: Job, *, says: str, due_at: dt.datetime | None) -> Job:
        if job.cancel_asked:
            return self._change(job, state="cancelled", lease_until=None, says=says)
        if due_at is None or job.attempt >= job.attempts_max:
            return self._change(job, state="failed", lease_until=None, says=says)
        return self._change(job, state="queued", due_at=due_at, lease_until=None, worker=None, says=says)

    def _change(self, job: Job, **changes: Any) -> Job:
        return self._keep(msgspec.structs.replace(job, **changes))

    def _keep(self, job: Job) -> Job:
        self._state.jobs[job.id] = job
        return job


class MemoryCases:
    def __init__(self, state: MemoryState, transactions: Transactions) -> None:
        self._state, self._transactions = state, transactions

    def put(self, row: CaseRow) -> None:
        def work() -> None:
            self._state.cases[row.reference] = row

        self._transactions.run(work)

    def find(self, query: CaseQuery) -> CasePage:
        found = [row for row in self._state.cases.values() if _wanted(row, query)]
        found.sort(key=lambda row: (_order(row, query), row.reference), reverse=query.descending)
        total = len(found) if query.count_all else min(len(found), horizon_of(query))
        page, pages, start = page_of(total, query)
        rows = tuple(blanked(row, query.clearance) for row in found[start : start + query.per_page])
        return CasePage(rows=rows, total=total, more=len(found) > total, page=page, pages=pages)

    def get(self, reference: str, *, visible: Condition, clearance: ReleaseLevel) -> CaseRow | None:
        row = self._state.cases.get(reference)
        return blanked(row, clearance) if row is not None and holds(visible, index_row(row.access)) else None

    def replace_all(self, rows: Iterable[CaseRow]) -> int:
        def work() -> int:
            self._state.cases = {row.reference: row for row in rows}
            return len(self._state.cases)

        return self._transactions.run(work)


def _wanted(row: CaseRow, query: CaseQuery) -> bool:
    for name in ("status", "destination", "exporting_state", "activity", "next_actor"):
        if getattr(query, name) not in (None, getattr(row, name)):
            return False
    if query.recommendation not in (None, blanked(row, query.clearance).recommendation):
        return False
    return holds(query.visible, index_row(row.access)) and all(word in words_of(row) for word in query.words.casefold().split())


def _order(row: CaseRow, query: CaseQuery) -> Any:
    match query.order:
        case "missing":
            return len(row.missing)
        case "destination":
            return row.destination or ""
    return getattr(row, query.order)


class MemoryParties:
    def __init__(self, state: MemoryState, transactions: Transactions) -> None:
        self._state, self._transactions = state, transactions

    def put(self, rows: Iterable[PartyRow]) -> None:
        self._transactions.run(lambda: self._state.parties.update({row.id: row for row in rows}))

    def get(self, ids: Sequence[str]) -> dict[str, PartyRow]:
        return {one: self._state.parties[one] for one in ids if one in self._state.parties}

    def find(self, query: PartyQuery) -> PartyPage:
        today = [as_on(row, query.on) for row in self._state.parties.values()]
        found = [
            row
            for row in today
            if (row.standing != "withdrawn" if query.standing is None else row.standing == query.standing)
            and query.schema in (None, row.schema)
            and all(word in row.id.casefold() for word in query.words.casefold().split())
        ]
        found.sort(key=lambda row: row.id)
        found.sort(
            key=lambda row: len(row.hits or ()) if query.order == "hits" else getattr(row, query.order), reverse=query.descending
        )
        page, pages, start = page_of(len(found), query)
        return PartyPage(rows=tuple(found[start : start + query.per_page]), total=len(found), page=page, pages=pages)

    def on_the_list(self) -> Iterator[PartyRow]:
        yield from sorted((row for row in self._state.parties.values() if row.standing != "withdrawn"), key=lambda row: row.id)

    def replace_all(self, rows: Iterable[PartyRow]) -> int:
        def work() -> int:
            self._state.parties = {row.id: row for row in rows}
            return len(self._state.parties)

        return self._transactions.run(work)


class MemoryContracts:
    def __init__(self, state: MemoryState, transactions: Transactions) -> None:
        self._state, self._transactions = state, transactions

    def put(self, row: ContractRow) -> None:
        self._transactions.run(lambda: self._state.contracts.update({row.id: row}))

    def find(self, query: ContractQuery) -> ContractPage:
        found = sorted(self._found(query), key=lambda row: row.id)
        found.sort(key=lambda row: sort_key(row, query.order), reverse=query.descending)
        page, pages, start = page_of(len(found), query)
        return ContractPage(rows=tuple(found[start : start + query.per_page]), total=len(found), page=page, pages=pages)

    def in_stages(self, query: ContractQuery) -> tuple[InStage, ...]:
        counted = Counter((row.stage, row.since) for row in self._found(query) if row.open)
        return tuple(InStage(stage, since, count) for (stage, since), count in sorted(counted.items()))

    def replace_all(self, rows: Iterable[ContractRow]) -> int:
        def work() -> int:
            self._state.contracts = {row.id: row for row in rows}
            return len(self._state.contracts)

        return self._transactions.run(work)

    def _found(self, query: ContractQuery) -> Iterator[ContractRow]:
        for row in self._state.contracts.values():
            if (
                holds(query.visible, index_row(row.access))
                and query.stage in (None, row.stands_in)
                and query.kind in (None, row.kind)
                and query.open in (None, row.open)
                and all(word in searched(row) for word in query.words.casefold().split())
            ):
                yield row


class Memory:
    """All ports over one state."""

    def __init__(self, *, clock: Clock, entropy: Entropy) -> None:
        self.clock, self.entropy = clock, entropy
        self.state = MemoryState()
        self.transactions = MemoryTransactions(self.state)
        self.keys = MemoryKeys(entropy)
        self.book = Book(rows=MemoryLedgerRows(self.state), keys=self.keys, entropy=entropy, public=MemoryPublication())
        self.milestones = LedgerMilestones(self.book)
        self.journal = MemoryJournal(self.state, self.transactions, self.milestones)
        self.sealer = WorkspaceSealer(self.keys, MemorySealedRows(self.state), self.journal, self.transactions, clock, entropy)
        self.contents = MemoryContents()
        self.numbers = MemoryNumbers(self.state, self.transactions)
        self.jobs = MemoryJobs(self.state, self.transactions)
        self.cases = MemoryCases(self.state, self.transactions)
        self.parties = MemoryParties(self.state, self.transactions)
        self.contracts = MemoryContracts(self.state, self.transactions)
