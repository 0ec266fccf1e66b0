"""The list of cases, in a table that can be thrown away and rebuilt from the journal."""

from collections.abc import Iterable
from typing import Any

from django.db import connections
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Collate

from licet.access.condition import And, Condition, In, Le, Meets, Not, Or, Within
from licet.access.level import ReleaseLevel, rank
from licet.access.listing import index_row
from licet.encoding.canonical import canonical_bytes, from_bytes
from licet.services.ports import CasePage, CaseQuery, CaseRow, Transactions
from licet.storage.case_list import blanked, page_of, words_of
from licet.storage.records.locks import LOG, hold
from licet.storage.records.models import CaseRecord, CaseWordRecord

BATCH = 500
COLUMN_OF_ORDER = {"missing": "missing_count"}
TEXT_ORDERS = frozenset({"number", "status", "destination", "next_action"})
FILTERS = ("status", "destination", "exporting_state", "activity", "next_actor")


class RecordCases:
    """The lines of one database."""

    def __init__(self, transactions: Transactions, using: str = "default") -> None:
        self._transactions = transactions
        self._using = using

    def put(self, row: CaseRow) -> None:
        self._transactions.run(lambda: self._write([row]))

    def find(self, query: CaseQuery) -> CasePage:
        found = self._rows.filter(compiled(query.visible))
        for name in FILTERS:
            wanted = getattr(query, name)
            if wanted is not None:
                found = found.filter(**{name: wanted})
        if query.recommendation is not None:
            found = found.filter(recommendation=query.recommendation, recommendation_level__lte=rank(query.clearance))
        for word in query.words.casefold().split():
            found = found.filter(words__contains=word)
        page, pages, start = page_of(total := found.count(), query)
        ordered = found.order_by(*self._order(query))[start : start + query.per_page]
        return CasePage(rows=tuple(_row(one, query.clearance) for one in ordered), total=total, page=page, pages=pages)

    def get(self, reference: str, *, visible: Condition, clearance: ReleaseLevel) -> CaseRow | None:
        one = self._rows.filter(compiled(visible), reference=reference).first()
        return None if one is None else _row(one, clearance)

    def replace_all(self, rows: Iterable[CaseRow]) -> int:
        def work() -> int:
            # Nobody appends meanwhile, so no case moves on between the reading of its history and the writing of its line.
            hold(self._using, [LOG])
            self._rows.all().delete()
            count, batch = 0, list[CaseRow]()
            for row in rows:
                batch.append(row)
                count += 1
                if len(batch) == BATCH:
                    self._write(batch)
                    batch.clear()
            self._write(batch)
            return count

        return self._transactions.run(work)

    def _write(self, rows: list[CaseRow]) -> None:
        hold(self._using, [LOG])
        references = [row.reference for row in rows]
        self._rows.filter(reference__in=references).delete()
        self._rows.bulk_create([CaseRecord(**columns(row)) for row in rows])
        CaseWordRecord.objects.using(self._using).bulk_create(
            CaseWordRecord(case_id=row.reference, column=column, value=value) for row in rows for column, value in access_words(row)
        )

    def _order(self, query: CaseQuery) -> tuple[Any, ...]:
        name = COLUMN_OF_ORDER.get(query.order, query.order)
        column: Any = F(name)
        if query.order in TEXT_ORDERS and connections[self._using].vendor == "postgresql":
            column = Collate(name, "C")  # one order on every database, whatever language the server was set up in
        return (column.desc() if query.descending else column.asc(), "reference")

    @property
    def _rows(self) -> QuerySet[CaseRecord]:
        return CaseRecord.objects.using(self._using)


def columns(row: CaseRow) -> dict[str, Any]:
    """The row of a case's line: the value's bytes, and what is derived from them to find, order and guard it."""
    return {
        "reference": row.reference,
        "number": row.number,
        "activity": row.activity,
        "exporting_state": row.exporting_state,
        "destination": row.destination or "",
        "status": row.status,
        "recommendation": row.recommendation or "",
        "recommendation_level": rank(row.recommendation_level),
        "next_action": row.next_action,
        "next_actor": row.next_actor,
        "missing_count": len(row.missing),
        "submitted_on": row.submitted_on,
        "updated_at": row.updated_at,
        "words": words_of(row),
        "row": canonical_bytes(row),
        **{name: value for name, value in index_row(row.access).items() if not isinstance(value, frozenset)},
    }


def access_words(row: CaseRow) -> list[tuple[str, str]]:
    """The members of every set that access to a case depends on, each with the name of its set."""
    sets = {name: value for name, value in index_row(row.access).items() if isinstance(value, frozenset)}
    return sorted((name, word) for name, words in sets.items() for word in words)


def compiled(condition: Condition) -> Q:
    """A condition of `licet.access` as a filter on `CaseRecord`; the reference is `access.sql.to_sql`."""
    match condition:
        case And(parts):
            return _joined([compiled(part) for part in parts], Q.AND)
        case Or(parts):
            return _joined([compiled(part) for part in parts], Q.OR) if parts else ~_EVERY
        case Not(part):
            return ~compiled(part)
        case In(column, values):
            return Q(**{f"{column}__in": values})
        case Le(column, value):
            return Q(**{f"{column}__lte": value})
        case Meets(column, values):
            return Q(Exists(_members(column).filter(value__in=values)))
        case Within(column, values):
            return ~Q(Exists(_members(column).exclude(value__in=values)))


_EVERY = Q(reference__isnull=False)


def _joined(parts: list[Q], word: str) -> Q:
    joined = _EVERY if word == Q.AND else ~_EVERY
    for part in parts:
        joined = joined & part if word == Q.AND else joined | part
    return joined


def _members(column: str) -> QuerySet[CaseWordRecord]:
    return CaseWordRecord.objects.filter(case=OuterRef("reference"), column=column)


def _row(record: CaseRecord, clearance: ReleaseLevel) -> CaseRow:
    return blanked(from_bytes(bytes(record.row), CaseRow), clearance)
