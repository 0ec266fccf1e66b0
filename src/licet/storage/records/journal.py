"""The journal in a table."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Min, QuerySet

from licet.encoding.dates import instant_text
from licet.lifecycle.chain import START, Addition, BrokenChain, CommandReused, Head, check_chain, join, same_command
from licet.lifecycle.event import Recorded, recorded
from licet.services.ports import Milestones, Transactions
from licet.storage.records.locks import LOG, command_lock, hold, stream_lock
from licet.storage.records.models import EventRecord
from licet.storage.records.rows import insert, one_of, select

PAGE = 500
COLUMNS = ("position", "event_id", "stream", "stream_seq", "command_id", "person_id", "recorded_at", "effective_on", "kind",
           "milestone", "digest", "envelope", "payload")  # fmt: skip


class RecordJournal:
    """All events of one database."""

    def __init__(self, transactions: Transactions, milestones: Milestones, using: str = "default") -> None:
        self._transactions = transactions
        self._milestones = milestones
        self._using = using

    def append(self, *additions: Addition, command_id: str, person_id: str, recorded_at: dt.datetime) -> tuple[Recorded, ...]:
        def work() -> tuple[Recorded, ...]:
            hold(self._using, [command_lock(command_id), *(stream_lock(addition.stream) for addition in additions)])
            first = self._of_command(command_id)
            if first:
                if not same_command(first, additions):
                    raise CommandReused(command_id)
                return first
            hold(self._using, [LOG])
            joined = join(
                additions,
                head=self.head(),
                versions=self._versions([addition.stream for addition in additions]),
                command_id=command_id,
                person_id=person_id,
                recorded_at=instant_text(recorded_at),
            )
            insert(self._using, EventRecord, COLUMNS, (tuple(columns(one).values()) for one in joined))
            if milestones := tuple(one for one in joined if one.event.milestone):
                self._milestones.record(milestones)
            return joined

        return self._transactions.run(work)

    def of_command(self, command_id: str) -> tuple[Recorded, ...]:
        if self._transactions.running:
            hold(self._using, [command_lock(command_id)])
        return self._of_command(command_id)

    def read(self, stream: str, *, after: int = 0) -> tuple[Recorded, ...]:
        return _events(self._rows.filter(stream=stream, stream_seq__gt=after).order_by("stream_seq"))

    def version(self, stream: str) -> int:
        return self._versions([stream]).get(stream, 0)

    def read_all(self, *, after: int = 0) -> Iterator[Recorded]:
        while page := _events(self._rows.filter(position__gt=after).order_by("position")[:PAGE]):
            yield from page
            after = page[-1].event.position

    def streams(self, kind: str) -> tuple[str, ...]:
        found = self._rows.filter(stream__startswith=f"{kind}/").values("stream").annotate(first=Min("position")).order_by("first")
        return tuple(row["stream"] for row in found)

    def head(self) -> Head:
        last = select(self._using, EventRecord, "position, digest", "ORDER BY position DESC LIMIT 1")
        return Head(position=last[0][0], digest=last[0][1]) if last else START

    def check(self) -> Head:
        head = check_chain(self.read_all())
        for row in self._rows.order_by("position").iterator(PAGE):
            due = columns(recorded(bytes(row.envelope), bytes(row.payload)))
            for name, value in due.items():
                if name not in ("envelope", "payload") and getattr(row, name) != value:
                    raise BrokenChain(f"Column {name} of event {row.position} says {getattr(row, name)}, its envelope {value}.")
        return head

    def _of_command(self, command_id: str) -> tuple[Recorded, ...]:
        found = select(self._using, EventRecord, "envelope, payload", "WHERE command_id = %s ORDER BY position", [command_id])
        return tuple(recorded(bytes(envelope), bytes(payload)) for envelope, payload in found)

    def _versions(self, streams: Sequence[str]) -> dict[str, int]:
        """How many events each stream holds, of those that hold any."""
        rest = f"WHERE stream {one_of(streams)} GROUP BY stream"
        return dict(select(self._using, EventRecord, "stream, max(stream_seq)", rest, streams))

    @property
    def _rows(self) -> QuerySet[EventRecord]:
        return EventRecord.objects.using(self._using)


def columns(one: Recorded) -> dict[str, Any]:
    """The row of an event: its bytes, and what is derived from them to find it."""
    event = one.event
    return {
        "position": event.position,
        "event_id": event.event_id,
        "stream": event.stream,
        "stream_seq": event.stream_seq,
        "command_id": event.command_id,
        "person_id": event.person_id,
        "recorded_at": event.recorded_at,
        "effective_on": event.effective_on,
        "kind": event.kind,
        "milestone": event.milestone,
        "digest": one.digest,
        "envelope": one.envelope,
        "payload": one.payload,
    }


def _events(rows: QuerySet[EventRecord]) -> tuple[Recorded, ...]:
    return tuple(recorded(bytes(envelope), bytes(payload)) for envelope, payload in rows.values_list("envelope", "payload"))
