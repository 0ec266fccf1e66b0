"""The list of contracts, in a table that can be thrown away and rebuilt from the journal."""

from collections.abc import Iterable
from itertools import islice
from typing import Any

from django.db import connections
from django.db.models import BooleanField, Count, F, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import Collate

from licet.access.listing import index_row
from licet.access.sql import Columns, SetColumn, to_sql
from licet.encoding.canonical import canonical_bytes, from_bytes
from licet.services.ports import ContractPage, ContractQuery, ContractRow, InStage, Transactions
from licet.storage.case_list import page_of
from licet.storage.contract_list import searched, sort_key
from licet.storage.records.locks import hold
from licet.storage.records.models import ContractRecord, ContractWordRecord

BATCH = 300
LOCK = "contracts"
COLUMN_OF_ORDER = {"stage": "place", "next": "next_on"}
CONTRACTS, WORDS = ContractRecord._meta.db_table, ContractWordRecord._meta.db_table
VISIBLE_BY: Columns = {
    "state": f'"{CONTRACTS}"."state"',
    "release_level": f'"{CONTRACTS}"."release_level"',
    "compartments": SetColumn(
        members=f'SELECT 1 FROM "{WORDS}" w WHERE w."contract_id" = "{CONTRACTS}"."id" AND w."column" = \'compartments\'',  # noqa: S608 - the models' own names
        value='w."value"',
    ),
}
"""Where the condition of a reader finds what it asks of a contract."""


class RecordContracts:
    """The lines of one database."""

    def __init__(self, transactions: Transactions, using: str = "default") -> None:
        self._transactions = transactions
        self._using = using

    def put(self, row: ContractRow) -> None:
        self._transactions.run(lambda: self._write([row]))

    def find(self, query: ContractQuery) -> ContractPage:
        found = self._found(query)
        page, pages, start = page_of(total := found.count(), query)
        ordered = found.order_by(*self._order(query))[start : start + query.per_page]
        return ContractPage(
            rows=tuple(from_bytes(bytes(one.row), ContractRow) for one in ordered), total=total, page=page, pages=pages
        )

    def in_stages(self, query: ContractQuery) -> tuple[InStage, ...]:
        counted = self._found(query).filter(open=True).values_list("stands_in", "since").annotate(contracts=Count("id"))
        return tuple(sorted(InStage(*one) for one in counted))

    def replace_all(self, rows: Iterable[ContractRow]) -> int:
        def work() -> int:
            hold(self._using, [LOCK])
            self._rows.all().delete()
            return self._write(rows)

        return self._transactions.run(work)

    def _write(self, rows: Iterable[ContractRow]) -> int:
        hold(self._using, [LOCK])
        count, coming = 0, iter(rows)
        while some := {row.id: row for row in islice(coming, BATCH)}:
            self._rows.filter(id__in=list(some)).delete()
            self._rows.bulk_create([ContractRecord(**columns(row)) for row in some.values()])
            ContractWordRecord.objects.using(self._using).bulk_create(
                ContractWordRecord(contract_id=row.id, column="compartments", value=word)
                for row in some.values()
                for word in sorted(set(row.access.compartments))
            )
            count += len(some)
        return count

    def _found(self, query: ContractQuery) -> QuerySet[ContractRecord]:
        text, values = to_sql(query.visible, VISIBLE_BY, placeholder="%s")
        found = self._rows.filter(RawSQL(text, values, output_field=BooleanField()))  # noqa: S611 - our own text; values are parameters
        wanted = {"stands_in": query.stage, "kind": query.kind, "open": query.open}
        found = found.filter(**{name: value for name, value in wanted.items() if value is not None})
        for word in query.words.casefold().split():
            found = found.filter(words__contains=word)
        return found

    def _order(self, query: ContractQuery) -> tuple[Any, ...]:
        column = self._as_bytes("id") if query.order == "id" else F(COLUMN_OF_ORDER.get(query.order, query.order))
        return (column.desc() if query.descending else column.asc(), self._as_bytes("id").asc())

    def _as_bytes(self, name: str) -> Any:
        """One order on every database, whatever language the server was set up in."""
        return Collate(F(name), "C" if connections[self._using].vendor == "postgresql" else "BINARY")

    @property
    def _rows(self) -> QuerySet[ContractRecord]:
        return ContractRecord.objects.using(self._using)


def columns(row: ContractRow) -> dict[str, Any]:
    """The row of a contract: the value's bytes, and what is derived from them to find, order and guard it."""
    return {
        "id": row.id,
        "kind": row.kind,
        "stands_in": row.stands_in,
        "place": sort_key(row, "stage"),
        "open": row.open,
        "since": row.since,
        "next_on": sort_key(row, "next"),
        "words": searched(row),
        "row": canonical_bytes(row),
        **{name: value for name, value in index_row(row.access).items() if not isinstance(value, frozenset)},
    }
