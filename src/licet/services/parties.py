"""The list of stored parties: put on it from a file, screened at once, taken off it.

A party is known by its id and its sealed identity; no event, row or message names it. A file is
applied whole or not at all: its identities are sealed in small steps that nothing refers to yet, and
one event then puts all of them on the list.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TextIO

import msgspec

from licet.access.act import Act as May
from licet.access.actor import Actor
from licet.access.resource import PartyList, party_identity
from licet.casework.stored_party import (
    LIST,
    PARTY_WORDS,
    Hit,
    PartiesAdded,
    PartiesRescreened,
    PartiesScreened,
    PartiesWithdrawn,
    PartyScreened,
    Rescreening,
    Standing,
    StoredParty,
    holds_until,
    settled,
    standing_of,
)
from licet.dossier.history import Clearance
from licet.dossier.values import Identity
from licet.encoding.canonical import Digest, canonical_bytes, digest_of_value, from_bytes
from licet.encoding.dates import read_instant
from licet.encoding.faults import Fault, Faults, quoted, refuse
from licet.lifecycle.chain import Addition
from licet.lifecycle.event import Draft, Recorded, draft
from licet.reference.edition import PARTY_LIST_KINDS, EditionRef
from licet.screening.index import Index
from licet.screening.query import NAME_PROPERTIES, Query, query_of
from licet.screening.screen import screen
from licet.services.batch import Source
from licet.services.case_file import DECIDING_AGENCY
from licet.services.desk import Asked, Desk, NotFound, require
from licet.services.list_age import anybody_clear
from licet.services.ports import PartyPage, PartyQuery, PartyRow
from licet.services.references import snapshot_of
from licet.services.screen import BatchLine, Lists, batch_lines, lists_of

SCREEN_PARTIES = "screen_parties"
"""The kind of job that screens parties after they were put on the list."""
PURPOSE = "screening of the list of parties"
CHUNK = 2_000
"""Parties sealed, listed and screened at a time."""
_LINE = msgspec.json.Decoder(BatchLine)


class ListMoved(Exception):
    """The lists in force changed while parties were screened; the job is done again."""


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """What a file of parties did: how many it holds, and how many of them are new on the list or no longer who they were."""

    parties: int
    added: int


def access_to_list() -> PartyList:
    """What the access policies must know of the list: one list a workspace, open to the staff of its authorities."""
    return PartyList(states=(), deciding_agency=DECIDING_AGENCY, release_level="case", compartments=())


# ---- onto the list


def party_lines(lines: TextIO, name: str) -> Iterator[bytes | Fault]:
    """Read a file of parties as a batch is read, with ids that can stand in the clear; each once."""
    seen: set[int] = set()
    for number, line in enumerate(batch_lines(lines, name), 1):
        if isinstance(line, Fault):
            yield line
            continue
        party = _LINE.decode(line)
        wrong = _wrong_id(party, seen)
        yield Fault(f"{name} party {number} id", wrong) if wrong else line


def _wrong_id(party: BatchLine, seen: set[int]) -> str | None:
    if not (len(party.id) <= 64 and party.id.isascii() and party.id[0].isalnum() and party.id.translate(_IN_IDS).isalnum()):
        return f"{quoted(party.id)} is no id; write up to 64 letters, digits, dots, dashes and underscores, a letter or digit first"
    bare = _bare(party.id)
    if any(_bare(text) == bare for key in NAME_PROPERTIES for text in party.properties.get(key, ())):
        return f"{quoted(party.id)} is the party's name; an id stands in the clear, so give it a number"
    # Eight bytes for each id keep the memory of a million in bounds.
    place = hash(party.id)
    if place in seen:
        return f"{quoted(party.id)} stands twice; give each party its own id"
    seen.add(place)
    return None


_IN_IDS = str.maketrans({".": "0", "-": "0", "_": "0"})


def _bare(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def add_parties(desk: Desk, actor: Actor, source: Source, *, checked: Callable[[int], None], done: Callable[[int], None]) -> Added:
    """Put a file of parties on the list, whole or not at all; the same file again adds nobody.

    `checked` hears how many bytes were looked through, `done` how many parties are sealed. A party
    whose id stands on the list already takes the place of the one there. Raises `Faults`, and
    `IdentityDestroyed` for an id whose names were destroyed.
    """
    require(actor, May.CHANGE_PARTIES, access_to_list())
    count, digest = source.check(told=checked)
    lists: list[Digest] = []
    added = sealed = 0
    lines = source.lines(digest)
    while some := [_LINE.decode(line) for line in islice(lines, CHUNK)]:
        refs = desk.sealer.put_all(
            {subject_of(party.id): Identity(schema=party.schema, properties=party.properties) for party in some}
        )
        known = desk.parties.get([party.id for party in some])
        new = tuple(
            StoredParty(id=party.id, schema=party.schema, identity=ref)
            for party, ref in zip(some, refs, strict=True)
            if (row := known.get(party.id)) is None or row.withdrawn or row.identity != ref
        )
        if new:
            lists.append(desk.contents.put(canonical_bytes(new)))
        added += len(new)
        sealed += len(some)
        done(sealed)
    if lists:
        _put_on(desk, actor, PartiesAdded(count=added, parties=tuple(lists)))
    return Added(parties=count, added=added)


def _put_on(desk: Desk, actor: Actor, added: PartiesAdded) -> None:
    at = desk.clock.now()

    def work() -> None:
        version = desk.journal.version(LIST)
        command_id = f"parties-{version}-{digest_of_value(added)}"
        desk.journal.append(
            Addition(stream=LIST, expected=version, drafts=(draft(added, effective_on=desk.clock.today(), milestone=True),)),
            command_id=command_id,
            person_id=actor.person,
            recorded_at=at,
        )
        for digest in added.parties:
            desk.parties.put(_new_rows(desk, parties_of(desk, digest), at))
            desk.jobs.enqueue(SCREEN_PARTIES, digest.encode(), key=f"{SCREEN_PARTIES} {command_id} {digest}"[:200], at=at)

    desk.transactions.run(work, streams=(LIST,))


def _new_rows(desk: Desk, parties: Sequence[StoredParty], at: dt.datetime) -> Iterator[PartyRow]:
    known = desk.parties.get([party.id for party in parties])
    for party in parties:
        before = known.get(party.id)
        yield row_of(party, None, (), on=at.date(), added_at=before.added_at if before else at, changed_at=at)


def parties_of(desk: Desk, digest: Digest) -> tuple[StoredParty, ...]:
    """Whom one piece of an event put on the list."""
    return from_bytes(desk.contents.get(digest), tuple[StoredParty, ...])


def subject_of(party: str) -> str:
    """Under whose key a stored party's identity is sealed; no reference of a request begins with an underscore."""
    return f"_parties/{party}"


def row_of(
    party: StoredParty | PartyRow,
    hits: Iterable[Hit] | None,
    words: Iterable[Clearance],
    *,
    on: dt.date,
    added_at: dt.datetime,
    changed_at: dt.datetime,
) -> PartyRow:
    """A party's line in the list; the one function that derives it."""
    found = None if hits is None else settled(party.identity, hits, words, on)
    return PartyRow(
        id=party.id,
        schema=party.schema,
        identity=party.identity,
        added_at=added_at,
        changed_at=changed_at,
        withdrawn=False,
        hits=found,
        standing=standing_of(found),
        holds_until=holds_until(found or ()),
    )


def renewed(desk: Desk, row: PartyRow, hits: Iterable[Hit], at: dt.datetime) -> PartyRow:
    """A party's line with other hits, and with every word that officers gave."""
    return row_of(row, hits, words_on(desk, row.id), on=at.date(), added_at=row.added_at, changed_at=at)


def words_on(desk: Desk, party: str) -> tuple[Clearance, ...]:
    """Every officer's word on the hits of a party."""
    return PARTY_WORDS.state_of(desk.journal.read(f"party/{party}")).words


# ---- off the list


def withdraw(desk: Desk, asked: Asked, ids: Sequence[str], *, why: str, shred: bool = False) -> int:
    """Take parties off the list, and destroy their names where that is asked; returns how many were on it.

    Raises `Faults` for an id that is not on the list; then nobody is taken off.
    """
    require(asked.actor, May.CHANGE_PARTIES, access_to_list())
    if shred:
        require(asked.actor, May.SHRED_PARTY, party_identity(access_to_list(), why.strip()))
    if not why.strip():
        raise refuse("why", "is blank; say why they are taken off the list")
    wanted = tuple(dict.fromkeys(ids))
    at = desk.clock.now()

    def work() -> int:
        if desk.journal.of_command(asked.command_id):
            return 0
        known = desk.parties.get(wanted)
        faults = [
            Fault("party", f"{quoted(one)} is not on the list; see “licet party list”")
            for one in wanted
            if one not in known or (known[one].withdrawn and not shred)
        ]
        if faults:
            raise Faults(faults)
        gone = [row for row in known.values() if not row.withdrawn]
        if gone:
            _append(desk, asked, PartiesWithdrawn(parties=tuple(row.id for row in gone), why=why.strip()))
            desk.parties.put(withdrawn(row, at) for row in gone)
        return len(gone)

    count = desk.transactions.run(work, streams=(LIST,))
    for one in wanted if shred else ():
        desk.sealer.shred(subject_of(one), desk.clock.today(), asked.actor.person)
    return count


def withdrawn(row: PartyRow, at: dt.datetime) -> PartyRow:
    """A party's line after it was taken off the list."""
    return msgspec.structs.replace(row, withdrawn=True, standing="withdrawn", changed_at=at)


def _append(desk: Desk, asked: Asked, happened: msgspec.Struct) -> tuple[Recorded, ...]:
    new: Draft = draft(happened, effective_on=desk.clock.today(), milestone=True)
    return desk.journal.append(
        Addition(stream=LIST, expected=desk.journal.version(LIST), drafts=(new,)),
        command_id=asked.command_id,
        person_id=asked.actor.person,
        recorded_at=desk.clock.now(),
    )


# ---- screening


class Against(msgspec.Struct, frozen=True, kw_only=True):
    """One edition a party is screened against."""

    edition: EditionRef
    index: Index

    @property
    def source(self) -> str:
        return source_of(self.edition)

    def hits(self, query: Query) -> tuple[Hit, ...]:
        """Every alert of a party on this edition; whether a pair alerts depends on the two alone."""
        found = {
            (match.list, match.record_id): match
            for match in screen(query, [self.index], edition="", limit=0).matches
            if match.alert
        }
        return tuple(
            Hit(
                record_id=record_id,
                list=on_list,
                source=self.source,
                listed=_listed(self.index, record_id, on_list),
                score=str(match.score),
                effect=match.effect,
            )
            for (on_list, record_id), match in sorted(found.items())
        )


def _listed(index: Index, record_id: str, on_list: str) -> Digest:
    from_list = {digest_of_value(record) for record in index.all_named(record_id) if record.list == on_list}
    return next(iter(from_list)) if len(from_list) == 1 else digest_of_value(tuple(sorted(from_list)))


def source_of(edition: EditionRef) -> str:
    """What tells the hits of one list from those of another: its kind and name, whatever the edition."""
    return f"{edition.kind} {edition.name}"


def against(lists: Lists) -> tuple[Against, ...]:
    return tuple(Against(edition=one, index=index) for one, index in zip(lists.editions, lists.indexes, strict=True))


def screen_parties(desk: Desk, person: str, digest: Digest, *, command_id: str, alive: Callable[[int, int], None]) -> None:
    """Screen the parties that one piece of an event put on the list, against every list in force; `alive` hears how far it is.

    One record says that their names were read, and one event what was found. Raises `ListMoved`.
    """
    if desk.journal.of_command(command_id):
        return
    listed = {party.id: party for party in parties_of(desk, digest)}
    rows = desk.parties.get(tuple(listed))
    due = [row for row in rows.values() if not row.withdrawn and row.hits is None and row.identity == listed[row.id].identity]
    snapshot = snapshot_of(desk.library, as_of=desk.clock.today())
    if not snapshot.of_kind(*PARTY_LIST_KINDS):
        return  # against no list nobody could be called clear; they wait for the first one
    editions = against(lists_of(desk.library, snapshot))
    found = []
    opened = desk.sealer.open_list([row.identity for row in due], person, PURPOSE, stream=LIST, version=desk.journal.version(LIST))
    for at, (row, (_, identity)) in enumerate(zip(due, opened, strict=True), 1):
        if identity is not None:
            query = query_of(identity)
            hits = tuple(hit for one in editions for hit in one.hits(query))
            found.append(PartyScreened(id=row.id, identity=row.identity, hits=hits))
        if at % 50 == 0:
            alive(at, len(due))
    findings = desk.contents.put(canonical_bytes(tuple(found)))
    at_end = desk.clock.now()

    def work() -> None:
        if snapshot_of(desk.library, as_of=desk.clock.today()).editions != snapshot.editions:
            raise ListMoved("the lists in force changed while the parties were screened")
        asked = Asked(_named(person), command_id)
        _append(desk, asked, PartiesScreened(snapshot=snapshot.digest, count=len(found), findings=findings))
        desk.parties.put(screened_rows(desk, found, at_end))

    desk.contents.put(canonical_bytes(snapshot))
    desk.transactions.run(work, streams=(LIST,))


def screen_who_waits(desk: Desk) -> None:
    """Have everybody screened who was put on the list while there was no list to screen against."""
    at, snapshot = desk.clock.now(), snapshot_of(desk.library, as_of=desk.clock.today()).digest
    for event in desk.journal.read(LIST):
        if event.event.kind == "parties_added":
            for digest in from_bytes(event.payload, PartiesAdded).parties:
                desk.jobs.enqueue(SCREEN_PARTIES, digest.encode(), key=f"{SCREEN_PARTIES} {snapshot} {digest}", at=at)


def screened_rows(desk: Desk, found: Sequence[PartyScreened], at: dt.datetime) -> Iterator[PartyRow]:
    """The lines of parties after their first screening; of somebody who changed or left meanwhile nothing is said."""
    known = desk.parties.get([one.id for one in found])
    for one in found:
        row = known.get(one.id)
        if row is not None and not row.withdrawn and row.identity == one.identity:
            yield renewed(desk, row, one.hits, at)


def _named(person: str) -> Actor:
    return Actor(
        person=person, roles=(), agencies=(), state="ZZ", organisation=None, clearance="public", mfa=False, suspended=False,
        compartments=(),
    )  # fmt: skip


def rescreened_rows(desk: Desk, known: Mapping[str, PartyRow], report: Rescreening, at: dt.datetime) -> Iterator[PartyRow]:
    """The lines of parties whom a list's change touched: its hits take the place of those of the edition before."""
    source = source_of(report.after)
    for one in report.touched:
        row = known.get(one.key.removeprefix("party/")) if one.key.startswith("party/") else None
        if row is not None and not row.withdrawn and row.hits is not None and row.identity == one.identity:
            kept = tuple(each.hit for each in row.hits if each.hit.source != source)
            yield renewed(desk, row, (*kept, *one.hits), at)


# ---- reading


def list_parties(desk: Desk, actor: Actor, **wanted) -> PartyPage:  # type: ignore[no-untyped-def] # the fields of PartyQuery, which checks them
    """One page of the list; `wanted` are the filters, order and page of `PartyQuery`. Raises `NotAllowed`.

    By lists that are too old nobody stands as clear: those read as `no_hit`, here and in the filter.
    """
    require(actor, May.VIEW_PARTIES, access_to_list())
    query = PartyQuery(on=desk.clock.today(), **wanted)
    reads: Standing = "clear" if anybody_clear(desk) else "no_hit"
    if query.standing in ("clear", "no_hit"):
        if query.standing != reads:
            return PartyPage(rows=(), total=0, page=1, pages=1)
        query = msgspec.structs.replace(query, standing="clear")
    page = desk.parties.find(query)
    return msgspec.structs.replace(page, rows=tuple(_read_as(row, reads) for row in page.rows))


def _read_as(row: PartyRow, clear: Standing) -> PartyRow:
    return msgspec.structs.replace(row, standing=clear) if row.standing == "clear" else row


class PartyView(msgspec.Struct, frozen=True, kw_only=True):
    """One stored party, its hits as they stand today, and every word said on them, oldest first."""

    row: PartyRow
    words: tuple[Clearance, ...]
    events: tuple[Recorded, ...]


def view_party(desk: Desk, actor: Actor, party: str) -> PartyView:
    """One stored party, withdrawn ones too; raises `NotFound`."""
    require(actor, May.VIEW_PARTIES, access_to_list())
    row = desk.parties.get([party]).get(party)
    if row is None:
        raise NotFound(f"Party {party}")
    words = words_on(desk, party)
    today = desk.clock.today()
    if row.hits is not None and not row.withdrawn:
        fresh = row_of(row, [one.hit for one in row.hits], words, on=today, added_at=row.added_at, changed_at=row.changed_at)
        row = _read_as(fresh, "clear" if anybody_clear(desk) else "no_hit")
    return PartyView(row=row, words=words, events=desk.journal.read(f"party/{party}"))


def open_party(desk: Desk, actor: Actor, party: str, *, purpose: str) -> Identity:
    """Who a stored party is, the reading written down first; raises `NotFound`, `NotAllowed`."""
    view = view_party(desk, actor, party)
    require(actor, May.OPEN_PARTY, party_identity(access_to_list(), purpose.strip()))
    return desk.sealer.open(view.row.identity, actor.person, purpose.strip())


# ---- rebuilding


def rebuilt(desk: Desk) -> int:
    """Derive the whole list anew from the journal; returns how many lines it has."""
    rows: dict[str, PartyRow] = {}
    for event in desk.journal.read(LIST):
        _replay(desk, rows, event)
    for stream in desk.journal.streams("party"):
        row, last = rows[stream.partition("/")[2]], desk.journal.read(stream)[-1]
        if row.hits is not None and not row.withdrawn:
            at = max(row.changed_at, read_instant(last.event.recorded_at))
            rows[row.id] = renewed(desk, row, (one.hit for one in row.hits), at)
    return desk.parties.replace_all(rows.values())


def _replay(desk: Desk, rows: dict[str, PartyRow], event: Recorded) -> None:
    """What one event of the list makes of its lines."""
    at = read_instant(event.event.recorded_at)
    match event.event.kind:
        case "parties_added":
            for digest in from_bytes(event.payload, PartiesAdded).parties:
                for party in parties_of(desk, digest):
                    before = rows.get(party.id)
                    rows[party.id] = row_of(
                        party, None, (), on=at.date(), added_at=before.added_at if before else at, changed_at=at
                    )
        case "parties_withdrawn":
            for one in from_bytes(event.payload, PartiesWithdrawn).parties:
                rows[one] = withdrawn(rows[one], at)
        case "parties_screened":
            findings = from_bytes(event.payload, PartiesScreened).findings
            for found in from_bytes(desk.contents.get(findings), tuple[PartyScreened, ...]):
                row = rows[found.id]
                if not row.withdrawn and row.identity == found.identity:
                    rows[found.id] = renewed(desk, row, found.hits, at)
        case "parties_rescreened":
            report = from_bytes(event.payload, PartiesRescreened).report
            rescreened = from_bytes(desk.contents.get(report), Rescreening)
            ids = [one.key.partition("/")[2] for one in rescreened.touched if one.key.startswith("party/")]
            known = {one: rows[one] for one in ids if one in rows}
            rows.update({row.id: row for row in rescreened_rows(desk, known, rescreened, at)})
