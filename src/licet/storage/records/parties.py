"""The stored parties, in a table that can be thrown away and rebuilt from the journal."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db import connections
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Collate

from licet.encoding.canonical import canonical_bytes, from_bytes
from licet.services.ports import PartyPage, PartyQuery, PartyRow, Transactions
from licet.storage.case_list import page_of
from licet.storage.party_list import as_on
from licet.storage.records.locks import hold
from licet.storage.records.models import PartyRecord

BATCH = 300
LOCK = "parties"


class RecordParties:
    """The stored parties of one database."""

    def __init__(self, transactions: Transactions, using: str = "default") -> None:
        self._transactions = transactions
        self._using = using

    def put(self, rows: Iterable[PartyRow]) -> None:
        self._transactions.run(lambda: self._write(rows))

    def get(self, ids: Sequence[str]) -> dict[str, PartyRow]:
        found: dict[str, PartyRow] = {}
        for some in (ids[at : at + BATCH] for at in range(0, len(ids), BATCH)):
            found.update((one.id, _row(one)) for one in self._rows.filter(id__in=some))
        return found

    def find(self, query: PartyQuery) -> PartyPage:
        over = Q(holds_until__isnull=False, holds_until__lt=query.on) & ~Q(standing="withdrawn")
        found = self._rows.all()
        match query.standing:
            case None:
                found = found.exclude(standing="withdrawn")
            case "open":
                found = found.filter(Q(standing="open") | over)
            case standing:
                found = found.filter(Q(standing=standing) & ~over)
        if query.schema is not None:
            found = found.filter(schema=query.schema)
        for word in query.words.split():
            found = found.filter(id__icontains=word)
        page, pages, start = page_of(total := found.count(), query)
        ordered = found.order_by(*self._order(query))[start : start + query.per_page]
        return PartyPage(rows=tuple(as_on(_row(one), query.on) for one in ordered), total=total, page=page, pages=pages)

    def on_the_list(self) -> Iterator[PartyRow]:
        after = ""
        by_id = self._as_bytes(F("id"))
        while some := list(
            self._rows.annotate(place=by_id).exclude(standing="withdrawn").filter(place__gt=after).order_by("place")[:BATCH]
        ):
            yield from map(_row, some)
            after = some[-1].id

    def replace_all(self, rows: Iterable[PartyRow]) -> int:
        def work() -> int:
            hold(self._using, [LOCK])
            self._rows.all().delete()
            return self._write(rows)

        return self._transactions.run(work)

    def _write(self, rows: Iterable[PartyRow]) -> int:
        hold(self._using, [LOCK])
        count, coming = 0, iter(rows)
        while some := {row.id: row for row in islice(coming, BATCH)}:
            self._rows.filter(id__in=list(some)).delete()
            self._rows.bulk_create([PartyRecord(**columns(row)) for row in some.values()])
            count += len(some)
        return count

    def _order(self, query: PartyQuery) -> tuple[Any, ...]:
        column = self._as_bytes(F("id")) if query.order == "id" else F(query.order)
        return (column.desc() if query.descending else column.asc(), self._as_bytes(F("id")).asc())

    def _as_bytes(self, column: Any) -> Any:
        """One order on every database, whatever language the server was set up in."""
        return Collate(column, "C") if connections[self._using].vendor == "postgresql" else Collate(column, "BINARY")

    @property
    def _rows(self) -> QuerySet[PartyRecord]:
        return PartyRecord.objects.using(self._using)


def columns(row: PartyRow) -> dict[str, Any]:
    """The row of a party: the value's bytes, and what is derived from them to find and order it."""
    return {
        "id": row.id,
        "schema": row.schema,
        "standing": row.standing,
        "hits": len(row.hits or ()),
        "added_at": row.added_at,
        "changed_at": row.changed_at,
        "holds_until": row.holds_until,
        "row": canonical_bytes(row),
    }


def _row(record: PartyRecord) -> PartyRow:
    return from_bytes(bytes(record.row), PartyRow)
