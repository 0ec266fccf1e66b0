"""What the use cases need of the world, each port named by what it holds.

Adapters satisfy these by shape; `storage` has them for memory, SQLite and PostgreSQL. All writing
goes on inside `Transactions.run`: whatever one run writes through the ports is kept together or
not at all. Every write is idempotent, so a command that is repeated whole does nothing twice.

    def work() -> Recorded:
        first = journal.of_command(command_id)      # done before? then answer as then
        if first:
            return first[-1]
        history = journal.read(stream)
        events = decide(state_of(history), command)
        added = journal.append(
            Addition(stream=stream, expected=len(history), drafts=events),
            command_id=command_id, person_id=person_id, recorded_at=clock.now(),
        )
        jobs.enqueue("assess", payload, key=f"assess {command_id}", at=clock.now())
        cases.put(case_row(...))
        return added[-1]

    transactions.run(work, streams=(stream,))
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, NamedTuple, Protocol, TypeVar

import msgspec

from licet.access.condition import Condition
from licet.access.level import ReleaseLevel
from licet.access.resource import Case, Planning
from licet.casework.stored_party import Settled, Standing
from licet.contracts.stages import ENDED, SUSPENDED
from licet.contracts.terms import Kind as ContractKind
from licet.dossier.values import Activity, Identity, IdentityRef, PartySchema
from licet.encoding.canonical import Digest
from licet.encoding.faults import Fault
from licet.encoding.reading import Country
from licet.lifecycle.chain import Addition, Head
from licet.lifecycle.event import Recorded
from licet.reference.edition import Edition, EditionRef, Snapshot
from licet.reference.record import Record
from licet.reference.sources import Limits

if TYPE_CHECKING:  # it brings numerical libraries, and a command that screens nobody starts without them
    from licet.planning.programme import Floats, Programme, Solution
    from licet.screening.index import Index

T = TypeVar("T")


class Clock(Protocol):
    """The only source of the present."""

    def now(self) -> dt.datetime:
        """The present instant, aware, in UTC."""
        ...

    def today(self) -> dt.date:
        """The present day, in UTC."""
        ...


class Entropy(Protocol):
    """The only source of chance."""

    def bytes(self, count: int) -> bytes:
        """So many unpredictable bytes."""
        ...

    def id(self) -> str:
        """A new id that nobody can guess: 32 hexadecimal digits."""
        ...


class Transactions(Protocol):
    """All or nothing."""

    @property
    def running(self) -> bool:
        """Whether a run is under way in this thread."""
        ...

    def run(self, work: Callable[[], T], *, streams: Iterable[str] = ()) -> T:
        """Do `work` in one transaction and return what it returns; any exception takes back all it wrote.

        The streams named are held from the start, so that what `work` reads of them stays true to the
        end. `work` is a function and not a `with` block because it is done again from its beginning
        when the database picks it as the loser of a deadlock: it must have no effect but through the
        ports. A run inside a run joins it.
        """
        ...


class Journal(Protocol):
    """Everything that ever happened, in one order."""

    def append(self, *additions: Addition, command_id: str, person_id: str, recorded_at: dt.datetime) -> tuple[Recorded, ...]:
        """Write down all events of one command, each stream's at its expected version.

        One call a command. `Milestones` hears of its milestones in the same transaction. A repeated command id with the same events returns what it recorded the
        first time and writes nothing. Raises `CommandReused` for the same id with other events,
        `VersionConflict` when a stream moved on.
        """
        ...

    def of_command(self, command_id: str) -> tuple[Recorded, ...]:
        """What a command recorded, empty when it was never done. Inside a run, the answer stays true to its end."""
        ...

    def read(self, stream: str, *, after: int = 0) -> tuple[Recorded, ...]:
        """The events of a stream in order, those past `after` of them; empty when there is none."""
        ...

    def version(self, stream: str) -> int:
        """How many events a stream holds."""
        ...

    def read_all(self, *, after: int = 0) -> Iterator[Recorded]:
        """Every event with a position above `after`, in order."""
        ...

    def streams(self, kind: str) -> tuple[str, ...]:
        """The names of all streams of a kind (`case` for `case/…`), in the order of their first events."""
        ...

    def head(self) -> Head:
        """Where the log stands."""
        ...

    def check(self) -> Head:
        """Walk the whole log and return its head; raises `BrokenChain` where it is not the one that was written."""
        ...


class Milestones(Protocol):
    """What the ledger commits to. Called by the journal, inside the transaction of the append."""

    def record(self, milestones: Sequence[Recorded]) -> None:
        """Take in the events of one append whose milestone flag is set; an exception takes the append back."""
        ...


EntryKind = Literal["catalogue", "adoption", "event", "root", "succession"]


class LogEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of the private log, in the order of writing from 0.

    `position` is its event's, `stream` that event's history, and `case_seq` its place among the entries of that
    stream, from 1. Bit n of `truths` says whether predicate n is true. `entry` is what the log commits to,
    `fields_root` its half over the fields, `data` the bytes that a catalogue, root or succession commits to.
    `public_index` is its place in the public log, None until a tick has brought it there.
    """

    index: int
    kind: EntryKind
    position: int | None
    stream: str
    case_seq: int
    truths: int
    entry: bytes
    fields_root: bytes
    data: bytes = b""
    public_index: int | None = None


class CheckpointRow(msgspec.Struct, frozen=True, kw_only=True):
    """A checkpoint of the public log: its size, when it was signed, and the note with all cosignatures so far."""

    size: int
    made_at: str
    note: bytes


class LedgerRows(Protocol):
    """The private log, the tiles of the public one, and its checkpoints. Written only inside `Transactions.run`."""

    def hold(self) -> None:
        """Let nobody else write to the log until the run ends."""
        ...

    def size(self) -> int:
        """How many entries the private log holds."""
        ...

    def add(self, *entries: LogEntry) -> None: ...

    def last(self, stream: str, *, before: int | None = None) -> LogEntry | None:
        """The newest entry of a stream, of those with an index below `before` where that is given."""
        ...

    def last_of(self, streams: Sequence[str]) -> dict[str, LogEntry]:
        """The newest entry of each stream that has one."""
        ...

    def of_position(self, position: int) -> LogEntry | None:
        """The entry of an event; an adoption is none."""
        ...

    def of_kind(self, kind: EntryKind) -> tuple[LogEntry, ...]:
        """All entries of a kind, in order."""
        ...

    def all(self) -> Iterator[LogEntry]:
        """Every entry of the private log, in order."""
        ...

    def waiting(self, most: int) -> tuple[LogEntry, ...]:
        """The oldest entries that are not public yet."""
        ...

    def waiting_count(self) -> int: ...

    def make_public(self, places: Mapping[int, int]) -> None:
        """Note the public index of entries, by their own index."""
        ...

    def public_between(self, first: int, end: int) -> Iterator[LogEntry]:
        """The entries with a public index from `first` up to, not including, `end`, in order of that."""
        ...

    def tile(self, level: int, number: int) -> bytes:
        """The bytes of a tile; empty when there is none."""
        ...

    def put_tiles(self, tiles: Mapping[tuple[int, int], bytes]) -> None: ...

    def put_checkpoint(self, row: CheckpointRow) -> None:
        """Keep a checkpoint, in place of the one of the same size."""
        ...

    def checkpoints(self) -> tuple[CheckpointRow, ...]:
        """Every checkpoint, smallest first."""
        ...

    def newest_checkpoint(self) -> CheckpointRow | None: ...

    def checkpoint_over(self, place: int) -> CheckpointRow | None:
        """The first checkpoint that covers the entry at a place of the public log."""
        ...

    def stream_heads(self, before: int) -> tuple[Recorded, ...]:
        """The last event of every stream among the events with positions below `before`, in order of position."""
        ...


class DataKeys(Protocol):
    """Keys of 32 bytes by the name of whom or what they are for, each of which can be destroyed."""

    def data_key(self, subject: str) -> bytes:
        """Raises `sealing.keys.IdentityDestroyed`, or `KeyError` when there never was one."""
        ...

    def data_key_or_new(self, subject: str) -> bytes:
        """The same, made at first use."""
        ...

    def data_keys_or_new(self, subjects: Sequence[str]) -> dict[str, bytes | dt.date]:
        """The keys of many at once, the day of its destruction in place of a destroyed one."""
        ...

    def destroy(self, subject: str, on: dt.date) -> dt.date:
        """Destroy a key for good and return the day it was destroyed: the first one, if it was before."""
        ...


class Publication(Protocol):
    """Where the public log lies for everybody: files by path, outside of the database."""

    def read(self, path: str) -> bytes | None:
        """The bytes of a file, or None."""
        ...

    def put(self, path: str, data: bytes) -> None:
        """Write a file, whole, in place of an earlier one."""
        ...


class SealedIdentity(msgspec.Struct, frozen=True, kw_only=True):
    """An identity as it lies sealed."""

    ref: IdentityRef
    sealed: bytes


class Sealer(Protocol):
    """Who parties really are, each under a key of its own that can be destroyed.

    Reading is an event of the journal, written before the answer: no record, no answer. It is
    therefore done outside of `Transactions.run`, which could take the record back; inside one,
    `open`, `open_all`, `hand_over`, `open_list`, `unseal` and `shred` raise `RuntimeError`. `put` and `seal` may be used anywhere.
    """

    def put(self, subject: str, identity: Identity) -> IdentityRef:
        """Seal an identity. The same as the subject's latest version returns that reference, another becomes the next version."""
        ...

    def put_all(self, identities: Mapping[str, Identity]) -> tuple[IdentityRef, ...]:
        """Seal many identities by subject, as `put` does each, and return the references in the same order.

        Raises `sealing.keys.IdentityDestroyed` when the key of any was destroyed; then none is sealed.
        """
        ...

    def open(self, ref: IdentityRef, reader: str, purpose: str) -> Identity:
        """Read an identity. Raises `sealing.keys.IdentityDestroyed`, or `KeyError` when there is no such version."""
        ...

    def open_all(self, refs: Iterable[IdentityRef], reader: str, purpose: str) -> tuple[Identity, ...]:
        """Read several identities with one record of the reading, in the order of `refs`."""
        ...

    def hand_over(self, refs: Iterable[IdentityRef], reader: str, purpose: str) -> tuple[SealedIdentity, ...]:
        """Record the reading as `open_all` does, and give the identities as they lie to a process that opens them; raises the same."""
        ...

    def open_list(
        self, refs: Sequence[IdentityRef], reader: str, purpose: str, *, stream: str, version: int
    ) -> Iterator[tuple[IdentityRef, Identity | None]]:
        """Read a whole list of identities with one record, before the first: None in place of a destroyed one.

        The list is named, not spelt out: `stream` after `version` events says who is on it. All
        subjects belong to one case or list. Raises `KeyError` at a reference that is not there.
        """
        ...

    def seal(self, subject: str, data: bytes) -> bytes:
        """Seal other bytes that name a subject (evidence, an attachment), to be kept in `Contents`.

        Equal bytes of one subject give equal sealed bytes. Nothing of the clear bytes, not even their
        digest, can be told from them.
        """
        ...

    def unseal(self, subject: str, sealed: bytes, reader: str, purpose: str) -> bytes:
        """Read sealed bytes. Raises `IdentityDestroyed`, or `ValueError` when they are damaged or another subject's."""
        ...

    def shred(self, subject: str, on: dt.date, person_id: str) -> None:
        """Destroy a subject's key for good, and write the destruction down. A second time changes nothing."""
        ...

    def keyed_digest(self, data: bytes) -> str:
        """A digest that only this workspace can make: 64 hexadecimal digits, without oracle for guesses.

        For command ids that must be the same for the same request, names included.
        """
        ...


class DamagedContent(Exception):
    """Stored bytes are not those their digest names; restore them from a backup."""


class Contents(Protocol):
    """Bytes named by their digest."""

    def put(self, data: bytes | BinaryIO) -> Digest:
        """Keep bytes, or all that a stream holds, and return their digest; they are on disk when this returns."""
        ...

    def put_as(self, digest: Digest, data: bytes | BinaryIO) -> None:
        """Keep bytes whose digest somebody stated; raises `DamagedContent` and keeps nothing when it is not theirs."""
        ...

    def get(self, digest: Digest) -> bytes:
        """The bytes of a digest, checked. Raises `KeyError` when absent, `DamagedContent` when changed."""
        ...

    def stream(self, digest: Digest) -> Iterator[bytes]:
        """The same in blocks. `DamagedContent` comes after the last block at the latest: use nothing before the end."""
        ...

    def __contains__(self, digest: object) -> bool: ...


class ReferenceLibrary(Protocol):
    """Editions of lists and tables: immutable, named by digest, whole or not there at all."""

    def editions(self) -> tuple[Edition, ...]:
        """Every edition added, held ones too."""
        ...

    def content(self, edition: Edition | EditionRef) -> bytes:
        """The canonical bytes of an edition's values. Raises `Faults` when absent or damaged."""
        ...

    def records(self, edition: Edition | EditionRef) -> tuple[Record, ...]:
        """The listed parties of a party-list edition."""
        ...

    def index(self, edition: Edition | EditionRef) -> "Index":
        """A party-list edition laid out for screening."""
        ...

    def source(self, edition: Edition, file: str) -> bytes:
        """The official bytes of one file of an edition as they came. Raises `Faults` when absent or damaged."""
        ...

    def add(
        self,
        kind: str,
        files: dict[str, bytes],
        *,
        edition_date: dt.date | None = None,
        name: str | None = None,
        added_at: str,
        held_if: "Callable[[Edition, tuple[Any, ...]], bool] | None" = None,
        undated: dt.date | None = None,
    ) -> Edition:
        """Read official files whole and keep them as an edition, held if `held_if` says so.

        `undated` is the day for files that carry none. Raises `Faults`; then nothing is kept."""
        ...

    def release(self, edition: Edition, *, at: str) -> Edition:
        """Put a held edition into force, known from the instant `at` on."""
        ...

    def reject(self, edition: Edition) -> Edition:
        """Keep a held edition out of force for good."""
        ...


class FetchedFile(msgspec.Struct, frozen=True, kw_only=True):
    """One file as a server gave it out, and the marks by which it says next time that nothing changed."""

    data: bytes
    etag: str | None = None
    last_modified: str | None = None


class FetchedMark(msgspec.Struct, frozen=True, kw_only=True):
    """What is remembered of a file that was fetched: where from, its bytes by digest, and the server's marks."""

    url: str
    digest: Digest
    etag: str | None = None
    last_modified: str | None = None


class FetchFailed(Exception):
    """A file could not be fetched, or may not be: one sentence for whoever keeps the lists."""


class Fetcher(Protocol):
    """Asks one address for one file, and never another place than it is allowed to."""

    def fetch(
        self, url: str, *, hosts: frozenset[str], limits: Limits, known: FetchedMark | None, told: Callable[[int, int | None], None]
    ) -> FetchedFile | None:
        """The file, or None when the server says that it is still the one `known` tells of.

        `told` hears how many bytes came, of how many where the server says so. Raises `FetchFailed`.
        """
        ...


class FetchMemory(Protocol):
    """What is remembered of each source between fetches. Forgetting costs a download, nothing else."""

    def recall(self, source: str) -> dict[str, FetchedMark]:
        """By file name; empty when nothing is remembered."""
        ...

    def remember(self, source: str, marks: dict[str, FetchedMark]) -> None: ...


class Numbers(Protocol):
    """Numbers without gaps, one row of them per authority and year."""

    def take(self, authority: str, year: int, command_id: str) -> int:
        """The next number, from 1, or the one this command took before. Taken only if the run it is in succeeds.

        Raises `RuntimeError` outside of `Transactions.run`.
        """
        ...


JobState = Literal["queued", "running", "done", "failed", "cancelled"]


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """Work to be done outside of a request.

    `key` names the work: the same key is the same job. `attempt` counts leases, so it tells the holder
    of the present lease from one who lost it. `done_parts` of `parts` is progress. `says` is the last
    failure, for people.
    """

    id: int
    kind: str
    key: str
    payload: bytes
    state: JobState
    attempt: int
    attempts_max: int
    due_at: dt.datetime
    lease_until: dt.datetime | None
    worker: str | None
    done_parts: int
    parts: int | None
    cancel_asked: bool
    says: str | None


class LeaseLost(Exception):
    """The lease ran out and the job may be another worker's now; stop, and write nothing more of it."""

    def __init__(self, job_id: int) -> None:
        super().__init__(f"The lease on job {job_id} is no longer held here.")
        self.job_id = job_id


class Jobs(Protocol):
    """One table of leased jobs. A worker that dies loses its lease, and the job goes to another."""

    def enqueue(
        self, kind: str, payload: bytes, *, key: str, at: dt.datetime, due_at: dt.datetime | None = None, attempts_max: int = 5
    ) -> Job:
        """Add work, in the transaction of the event that causes it; a key that was used before returns that job unchanged."""
        ...

    def lease(self, kinds: Iterable[str], *, worker: str, at: dt.datetime, seconds: int) -> Job | None:
        """Take the job that has been due longest, for so many seconds, or None. Reaps first."""
        ...

    def heartbeat(self, job: Job, *, at: dt.datetime, seconds: int, done_parts: int | None = None, parts: int | None = None) -> Job:
        """Keep a lease for more seconds and say how far the work is; what comes back says whether to stop (`cancel_asked`).

        Raises `LeaseLost`.
        """
        ...

    def finish(self, job: Job, *, at: dt.datetime) -> Job:
        """Close a job as done; inside the run that writes its result, both hold or neither. Raises `LeaseLost`."""
        ...

    def fail(self, job: Job, *, at: dt.datetime, says: str, retry_at: dt.datetime | None) -> Job:
        """Give a job back to be tried again at `retry_at`; for good when that is None or no attempt is left. Raises `LeaseLost`."""
        ...

    def stop(self, job: Job, *, at: dt.datetime) -> Job:
        """Close a running job whose cancelling was asked for. Raises `LeaseLost`."""
        ...

    def cancel(self, job_id: int, *, at: dt.datetime) -> Job:
        """Cancel a queued job now; ask the worker of a running one to stop; leave an ended one as it is."""
        ...

    def reap(self, *, at: dt.datetime) -> tuple[Job, ...]:
        """End the leases that ran out: queued again, or failed when no attempt is left, or cancelled when that was asked."""
        ...

    def get(self, job_id: int) -> Job:
        """One job. Raises `KeyError`."""
        ...


class CaseRow(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="case_row/1"):
    """One line of the list of cases, derived from a case by one function and never edited.

    It holds no name. `missing` are the names of the facts still wanted. `recommendation` may be
    read from `recommendation_level` up. `access` is what `licet.access` must know of the case.
    """

    reference: str
    number: str
    activity: Activity
    exporting_state: Country
    destination: Country | None
    status: str
    recommendation: str | None
    recommendation_level: ReleaseLevel
    next_action: str
    next_actor: str
    missing: tuple[str, ...]
    submitted_on: dt.date
    updated_at: dt.datetime
    items: str
    access: Case


CaseOrder = Literal["number", "submitted_on", "updated_at", "status", "destination", "next_action", "missing"]


class CaseQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Which cases to show, in which order.

    `visible` comes from `access.listing.visible`; `clearance` is the reader's: a recommendation above
    it reads as None, and no filter finds the case by it. `words` must all occur in number, reference,
    items or country codes; every other filter left None takes all. Pages count from 1. Ties go by reference,
    the same way round. `count_all` counts every case there is, however many; otherwise counting stops at a round number
    behind the page.
    """

    visible: Condition
    clearance: ReleaseLevel
    words: str = ""
    status: str | None = None
    recommendation: str | None = None
    destination: Country | None = None
    exporting_state: Country | None = None
    activity: Activity | None = None
    next_actor: str | None = None
    order: CaseOrder = "updated_at"
    descending: bool = True
    page: int = 1
    per_page: int = 25
    count_all: bool = False


class CasePage(msgspec.Struct, frozen=True, kw_only=True):
    """One page of the list: its rows, how many match in all, and the page that was shown (the last when asked for one beyond).

    With `more` there are more cases than `total`, and more pages than `pages`, and nobody counted how many.
    """

    rows: tuple[CaseRow, ...]
    total: int
    more: bool
    page: int
    pages: int


class Cases(Protocol):
    """The list of cases: an index that can be thrown away and rebuilt from the journal."""

    def put(self, row: CaseRow) -> None:
        """Write a case's line in place of the one it had."""
        ...

    def find(self, query: CaseQuery) -> CasePage: ...

    def get(self, reference: str, *, visible: Condition, clearance: ReleaseLevel) -> CaseRow | None:
        """One line, or None when there is none or the reader may not know of it."""
        ...

    def replace_all(self, rows: Iterable[CaseRow]) -> int:
        """Rebuild the list from nothing in one transaction; returns how many lines it has."""
        ...


class PartyRow(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="party_row/1"):
    """A stored party as lists and rescreening find it, derived from the journal and never edited. It holds no name.

    `hits` is None until it was screened. `holds_until` is the last day on which it stands as it does
    if nothing else happens: on the next a word on a hit is over.
    """

    id: str
    schema: PartySchema
    identity: IdentityRef
    added_at: dt.datetime
    changed_at: dt.datetime
    withdrawn: bool
    hits: tuple[Settled, ...] | None
    standing: Standing
    holds_until: dt.date | None


PartyOrder = Literal["id", "added_at", "changed_at", "hits"]


class PartyQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Which stored parties to show, in which order, as they stand on a day.

    `words` must all occur in the id. `standing` None takes all that are not withdrawn. Pages count from 1.
    """

    on: dt.date
    words: str = ""
    standing: Standing | None = None
    schema: PartySchema | None = None
    order: PartyOrder = "changed_at"
    descending: bool = True
    page: int = 1
    per_page: int = 25


class PartyPage(msgspec.Struct, frozen=True, kw_only=True):
    """One page of stored parties, how many match in all, and the page that was shown (the last when asked for one beyond)."""

    rows: tuple[PartyRow, ...]
    total: int
    page: int
    pages: int


class StoredParties(Protocol):
    """Who is on the list of stored parties: an index that can be thrown away and rebuilt from the journal."""

    def put(self, rows: Iterable[PartyRow]) -> None:
        """Write parties' lines in place of those they had, all or none."""
        ...

    def get(self, ids: Sequence[str]) -> dict[str, PartyRow]:
        """The lines of these parties; those that were never on the list are left out."""
        ...

    def find(self, query: PartyQuery) -> PartyPage: ...

    def on_the_list(self) -> Iterator[PartyRow]:
        """Every party that is not withdrawn, in order of id, a few held at a time."""
        ...

    def replace_all(self, rows: Iterable[PartyRow]) -> int:
        """Rebuild the list from nothing in one transaction; returns how many lines it has."""
        ...


class ContractRow(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="contract_row/1"):
    """One line of the list of contracts, derived from a contract's history by one function and never edited.

    `status` is that of `contracts.standing`, `stage` the stage it is in or ended in, `since` the day it entered it. `next_on` is
    the day of the first milestone that is not met, while the contract is open. `access` is what `licet.access` must know of it.
    """

    id: str
    kind: ContractKind
    title: str
    partners: tuple[Country, ...]
    status: str
    stage: str
    since: dt.date
    milestones: int
    met: int
    next_on: dt.date | None
    access: Planning

    @property
    def open(self) -> bool:
        """Whether anything can still happen."""
        return self.status not in ENDED

    @property
    def suspended(self) -> bool:
        return self.status.startswith(SUSPENDED)

    @property
    def stands_in(self) -> str:
        """The stage it is in, also while it is suspended, or how it ended."""
        return self.stage if self.open else self.status

    def age_days(self, today: dt.date) -> int:
        """Days since it entered its stage."""
        return (today - self.since).days


ContractOrder = Literal["id", "since", "stage", "next"]


class ContractQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Which contracts to show, in which order.

    `visible` comes from `access.listing.visible`. `words` must all occur in id or title; `stage` is what a contract stands in: a stage
    or how it ended; `open` None takes all. Pages count from 1.
    """

    visible: Condition
    words: str = ""
    stage: str | None = None
    kind: ContractKind | None = None
    open: bool | None = None
    order: ContractOrder = "id"
    descending: bool = False
    page: int = 1
    per_page: int = 50


class ContractPage(msgspec.Struct, frozen=True, kw_only=True):
    """One page of the list, how many match in all, and the page that was shown (the last when asked for one beyond)."""

    rows: tuple[ContractRow, ...]
    total: int
    page: int
    pages: int


class InStage(NamedTuple):
    """So many open contracts are in a stage since a day."""

    stage: str
    since: dt.date
    contracts: int


class Contracts(Protocol):
    """The list of contracts: an index that can be thrown away and rebuilt from the journal."""

    def put(self, row: ContractRow) -> None:
        """Write a contract's line in place of the one it had."""
        ...

    def find(self, query: ContractQuery) -> ContractPage: ...

    def in_stages(self, query: ContractQuery) -> tuple[InStage, ...]:
        """The open contracts that a query finds, counted by stage and day, whatever its page."""
        ...

    def replace_all(self, rows: Iterable[ContractRow]) -> int:
        """Rebuild the list from nothing in one transaction; returns how many lines it has."""
        ...


Task = Literal["screen", "compare"]


class Binding(msgspec.Struct, frozen=True, kw_only=True):
    """What a half-done output belongs to. `snapshot` is None where no list is asked."""

    task: Task
    input: Digest
    snapshot: Snapshot | None
    software: Digest


class Checkpoint(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="batch_checkpoint/1"):
    """How far a half-done output goes: so many results in so many bytes, which have this digest."""

    binding: Binding
    results: int
    size: int
    digest: Digest


class Workforce(Protocol):
    """Whoever works on the chunks of a batch: this process, others beside it, or other machines."""

    def results(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """What becomes of each chunk, in the order of the chunks. Only a few are held at a time.

        A worker that dies is replaced and its chunk done again; raises `WorkersLost` when that does not
        help, `Faults` when a chunk cannot be done by anybody.
        """
        ...


class WorkersLost(Exception):
    """Workers died again and again, or none is left. What is done is kept."""


class PartialOutput(Protocol):
    """An output that grows beside its final place, and takes its name when it is whole."""

    def begin(self, binding: Binding) -> int:
        """Start it, or take up the one of an interrupted run with the same binding; returns how many results it holds."""
        ...

    def append(self, results: bytes) -> None:
        """Add results, each ending in a line break."""
        ...

    def keep(self) -> None:
        """Put what was added where an interrupted run is taken up from."""
        ...

    def finish(self) -> None:
        """Put it on disk under its final name."""
        ...


class OpenContracting(Protocol):
    """Knows the Open Contracting Data Standard: checks packages and merges releases, offline."""

    def faults(self, package: Any) -> tuple[Fault, ...]:
        """What is wrong with a release or record package; none where it is valid."""
        ...

    def compiled(self, releases: Sequence[Any]) -> Any:
        """The releases of one process merged into how it stands; raises `ValueError` for what cannot be merged."""
        ...

    def versioned(self, releases: Sequence[Any]) -> Any:
        """The same with the history of every field."""
        ...


class Solver(Protocol):
    """Solves linear programmes. Its answers are checked: bounds by their multipliers, plans by `planning.verify`."""

    def solve(
        self, programme: "Programme", *, seconds: float, whole: bool = False, start: "Floats | None" = None, inside: bool = False
    ) -> "Solution":
        """The least cost within so many seconds; with `whole`, whole columns are whole, from `start` where there is one.

        With `inside`, an answer near the least cost that keeps away from the limits will do, and has no multipliers: it is had sooner.
        """
        ...
