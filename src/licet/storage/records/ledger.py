"""The ledger in tables."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec
from django.db.models import Max, QuerySet

from licet.lifecycle.event import Recorded, recorded
from licet.services.ports import CheckpointRow, EntryKind, LogEntry
from licet.storage.records.locks import LOG, hold
from licet.storage.records.models import EventRecord, LedgerCheckpointRecord, LedgerEntryRecord, LedgerTileRecord
from licet.storage.records.rows import insert, one_of, select

PAGE = 2000
COLUMNS = LogEntry.__struct_fields__
NAMED = ", ".join(f'"{name}"' for name in COLUMNS)


class RecordLedgerRows:
    """The private log, tiles and checkpoints of one database."""

    def __init__(self, using: str = "default") -> None:
        self._using = using

    def hold(self) -> None:
        hold(self._using, [LOG])

    def size(self) -> int:
        ((newest,),) = select(self._using, LedgerEntryRecord, 'max("index")', "")
        return 0 if newest is None else newest + 1

    def add(self, *entries: LogEntry) -> None:
        insert(self._using, LedgerEntryRecord, COLUMNS, map(msgspec.structs.astuple, entries))

    def last(self, stream: str, *, before: int | None = None) -> LogEntry | None:
        rows = self._entries.filter(stream=stream).order_by("-index")
        return _first(rows if before is None else rows.filter(index__lt=before))

    def last_of(self, streams: Sequence[str]) -> dict[str, LogEntry]:
        newest = select(self._using, LedgerEntryRecord, 'max("index")', f"WHERE stream {one_of(streams)} GROUP BY stream", streams)
        places = [place for (place,) in newest]
        found = select(self._using, LedgerEntryRecord, NAMED, f'WHERE "index" {one_of(places)}', places) if places else []
        return {entry.stream: entry for entry in map(_entry, found)}

    def of_position(self, position: int) -> LogEntry | None:
        return _first(self._entries.filter(position=position, kind="event"))

    def of_kind(self, kind: EntryKind) -> tuple[LogEntry, ...]:
        return tuple(map(_entry, select(self._using, LedgerEntryRecord, NAMED, 'WHERE kind = %s ORDER BY "index"', [kind])))

    def all(self) -> Iterator[LogEntry]:
        return _each(self._entries.order_by("index"))

    def waiting(self, most: int) -> tuple[LogEntry, ...]:
        return tuple(_each(self._entries.filter(public_index=None).order_by("index")[:most]))

    def waiting_count(self) -> int:
        return self._entries.filter(public_index=None).count()

    def make_public(self, places: Mapping[int, int]) -> None:
        rows = [LedgerEntryRecord(index=index, public_index=place) for index, place in places.items()]
        self._entries.bulk_update(rows, ["public_index"], batch_size=200)

    def public_between(self, first: int, end: int) -> Iterator[LogEntry]:
        return _each(self._entries.filter(public_index__gte=first, public_index__lt=end).order_by("public_index"))

    def tile(self, level: int, number: int) -> bytes:
        found = select(self._using, LedgerTileRecord, "data", "WHERE level = %s AND number = %s", [level, number])
        return bytes(found[0][0]) if found else b""

    def put_tiles(self, tiles: Mapping[tuple[int, int], bytes]) -> None:
        LedgerTileRecord.objects.using(self._using).bulk_create(
            [LedgerTileRecord(level=level, number=number, data=data) for (level, number), data in tiles.items()],
            update_conflicts=True,
            unique_fields=["level", "number"],
            update_fields=["data"],
            batch_size=100,
        )

    def put_checkpoint(self, row: CheckpointRow) -> None:
        self._checkpoints.update_or_create(size=row.size, defaults={"made_at": row.made_at, "note": row.note})

    def checkpoints(self) -> tuple[CheckpointRow, ...]:
        return _checkpoints(self._checkpoints.order_by("size"))

    def newest_checkpoint(self) -> CheckpointRow | None:
        return next(iter(_checkpoints(self._checkpoints.order_by("-size")[:1])), None)

    def checkpoint_over(self, place: int) -> CheckpointRow | None:
        return next(iter(_checkpoints(self._checkpoints.filter(size__gt=place).order_by("size")[:1])), None)

    def stream_heads(self, before: int) -> tuple[Recorded, ...]:
        events = EventRecord.objects.using(self._using)
        below = events.filter(position__lt=before).order_by().values("stream")
        positions = below.annotate(newest=Max("position")).values_list("newest", flat=True)
        rows = events.filter(position__in=list(positions)).order_by("position").values_list("envelope", "payload")
        return tuple(recorded(bytes(envelope), bytes(payload)) for envelope, payload in rows)

    @property
    def _entries(self) -> QuerySet[LedgerEntryRecord]:
        return LedgerEntryRecord.objects.using(self._using)

    @property
    def _checkpoints(self) -> QuerySet[LedgerCheckpointRecord]:
        return LedgerCheckpointRecord.objects.using(self._using)


def _first(rows: QuerySet[LedgerEntryRecord]) -> LogEntry | None:
    return next(_each(rows[:1]), None)


def _each(rows: QuerySet[LedgerEntryRecord]) -> Iterator[LogEntry]:
    return map(_entry, rows.values_list(*COLUMNS).iterator(PAGE))


def _entry(values: Sequence[Any]) -> LogEntry:
    index, kind, position, stream, case_seq, truths, entry, fields_root, data, public_index = values
    return LogEntry(
        index=index,
        kind=kind,
        position=position,
        stream=stream,
        case_seq=case_seq,
        truths=truths,
        entry=bytes(entry),
        fields_root=bytes(fields_root),
        data=bytes(data),
        public_index=public_index,
    )


def _checkpoints(rows: QuerySet[LedgerCheckpointRecord]) -> tuple[CheckpointRow, ...]:
    found = rows.values_list("size", "made_at", "note")
    return tuple(CheckpointRow(size=size, made_at=made_at, note=bytes(note)) for size, made_at, note in found)
