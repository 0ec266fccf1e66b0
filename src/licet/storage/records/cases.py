"""The list of cases, in a table that can be thrown away and rebuilt from the journal."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from licet.access.condition import Condition
from licet.access.level import ReleaseLevel, rank
from licet.access.listing import index_row
from licet.encoding.canonical import canonical_bytes, from_bytes
from licet.services.ports import CasePage, CaseQuery, CaseRow, Transactions
from licet.storage.case_list import blanked, horizon_of, page_of, words_of
from licet.storage.records.case_query import Selection, where_of
from licet.storage.records.locks import LOG, hold
from licet.storage.records.models import CaseRecord, CaseWordRecord
from licet.storage.records.rows import select

BATCH = 500


class RecordCases:
    """The lines of one database."""

    def __init__(self, transactions: Transactions, using: str = "default") -> None:
        self._transactions = transactions
        self._using = using

    def put(self, row: CaseRow) -> None:
        self._transactions.run(lambda: self._write([row]))

    def find(self, query: CaseQuery) -> CasePage:
        counted_to = None if query.count_all else horizon_of(query)
        found = Selection(self._using, query)
        total = found.count(counted_to)
        more = counted_to is not None and total > counted_to
        page, pages, start = page_of(total - more, query)
        rows = found.rows(start, query.per_page, many=more)
        return CasePage(
            rows=tuple(blanked(from_bytes(bytes(row), CaseRow), query.clearance) for row in rows),
            total=total - more,
            more=more,
            page=page,
            pages=pages,
        )

    def get(self, reference: str, *, visible: Condition, clearance: ReleaseLevel) -> CaseRow | None:
        where, values = where_of(visible, self._using)
        found = select(self._using, CaseRecord, 'c."row"', f'c WHERE c."reference" = %s AND {where}', [reference, *values])
        return blanked(from_bytes(bytes(found[0][0]), CaseRow), clearance) if found else None

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
            CaseWordRecord(
                case_id=row.reference,
                column=column,
                value=value,
                state=row.access.state,
                release_level=rank(row.access.release_level),
                updated_at=row.updated_at,
            )
            for row in rows
            for column, value in access_words(row)
        )

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
