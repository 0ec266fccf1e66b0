"""What the list of cases is asked for, as statements that reach a page of very many cases in a few steps.

Newest first, as the list opens, each way to what a reader may see (`licet.access.ways`) is an index in which the cases
of the way lie in order: the first rows of each way are enough for the first rows of all. On every way the whole
condition is tried on every row, so that a way shows nothing that the condition does not.
"""

from typing import Any, NamedTuple, get_origin, get_type_hints

from django.db import connections

from licet.access.condition import Condition
from licet.access.level import rank
from licet.access.resource import Case
from licet.access.sql import SetColumn, to_sql
from licet.access.ways import Way, ways
from licet.services.ports import CaseQuery
from licet.storage.records.models import CaseRecord, CaseWordRecord

CASES, WORDS = f'"{CaseRecord._meta.db_table}"', f'"{CaseWordRecord._meta.db_table}"'
FILTERS = ("status", "destination", "exporting_state", "activity", "next_actor")
COLUMN_OF_ORDER = {"missing": "missing_count"}
TEXT_ORDERS = frozenset({"number", "status", "destination", "next_action"})
SETS = frozenset(name for name, kind in get_type_hints(Case).items() if get_origin(kind) is tuple)


def _columns(sign: str) -> dict[str, str | SetColumn]:
    return {name: _members(name) if name in SETS else f'{sign}c."{name}"' for name in Case.__struct_fields__}


def _members(name: str) -> SetColumn:
    members = f'SELECT 1 FROM {WORDS} m WHERE m."case_id" = c."reference" AND m."column" = \'{name}\''  # noqa: S608 - the models' own names
    return SetColumn(members=members, value='m."value"')


COLUMNS = {"postgresql": _columns(""), "sqlite": _columns("+")}
"""The condition of a reader is tried on rows and never a reason to choose an index: to SQLite a plus sign says so, which otherwise takes the bound of a level for a better way than the level itself."""


class Part(NamedTuple):
    """A piece of a statement, and the values that stand in it."""

    text: str
    values: tuple[Any, ...]


class Selection:
    """The cases of a query, to be counted and read."""

    def __init__(self, using: str, query: CaseQuery) -> None:
        self._using, self._connection = using, connections[using]
        self._query = query
        self._where = self._filtered(query)
        found = ways(query.visible)
        self._sources = (_EVERY_CASE,) if found is None else tuple(map(_source, found))

    def count(self, at_most: int | None) -> int:
        """How many cases there are; with a bound, no more than one above it is looked for."""
        if at_most is None or self._sources == (_EVERY_CASE,):
            limit = Part("", ()) if at_most is None else Part("LIMIT %s", (at_most + 1,))
            ((count,),) = self._read(
                _joined("SELECT count(*) FROM ( SELECT 1 FROM", CASES, "c WHERE", self._where, limit, ") found")
            )
            return int(count)
        references: set[str] = set()
        for source in self._sources:
            references.update(row[0] for row in self._read(self._along(source, at_most + 1, ordered=False)))
            if len(references) > at_most:
                return at_most + 1
        return len(references)

    def rows(self, start: int, count: int, *, many: bool) -> list[bytes]:
        """The bytes of so many rows in order. Of many in any other order than by their last change, an index of that order is read."""
        if not self._sources:
            return []
        sources = self._sources
        if self._query.order != "updated_at":
            sources = (_EVERY_CASE,) if many else sources
        by_change = self._query.order == "updated_at"
        limit = start + count if by_change else None
        if sources == (_EVERY_CASE,):
            where = self._where
        else:
            each = [
                _joined("SELECT * FROM (", self._along(one, limit, ordered=by_change), f") way{n}") for n, one in enumerate(sources)
            ]
            union = Part(" UNION ".join(one.text for one in each), tuple(value for one in each for value in one.values))
            first = _joined("SELECT reference FROM (", union, ") ways")
            if by_change:
                turn = self._turn
                first = _joined(first, Part(f"ORDER BY changed {turn}, reference {turn} LIMIT %s", (limit,)))
            where = _joined('c."reference" IN (', first, ")")
        statement = _joined(
            'SELECT c."row" FROM', CASES, "c WHERE", where, f"ORDER BY {self._order()}", Part("LIMIT %s OFFSET %s", (count, start))
        )
        return [row[0] for row in self._read(statement)]

    def _along(self, source: "Source", limit: int | None, *, ordered: bool) -> Part:
        """References on one way with the instants of their last changes, the first of them in order where a number is given."""
        where = Part(f"WHERE {source.where.text} AND {self._where.text}", (*source.where.values, *self._where.values))
        order = f"ORDER BY {source.changed} {self._turn}, {source.reference} {self._turn}" if ordered else ""
        head = f"SELECT {source.reference} AS reference, {source.changed} AS changed FROM {source.tables}"  # noqa: S608
        return _joined(head, where, order, *([] if limit is None else [Part("LIMIT %s", (limit,))]))

    def _filtered(self, query: CaseQuery) -> Part:
        parts = [where_of(query.visible, self._using)]
        for name in FILTERS:
            wanted = getattr(query, name)
            if wanted is not None:
                parts.append(Part(f'c."{name}" = %s', (wanted,)))
        if query.recommendation is not None:
            seen = 'c."recommendation" = %s AND c."recommendation_level" <= %s'
            parts.append(Part(seen, (query.recommendation, rank(query.clearance))))
        within = "strpos" if self._connection.vendor == "postgresql" else "instr"
        parts += [Part(f'{within}(c."words", %s) > 0', (word,)) for word in query.words.casefold().split()]
        return Part(" AND ".join(part.text for part in parts), tuple(value for part in parts for value in part.values))

    def _order(self) -> str:
        name = COLUMN_OF_ORDER.get(self._query.order, self._query.order)
        # One order on every database, whatever language the server was set up in.
        collated = ' COLLATE "C"' if self._query.order in TEXT_ORDERS and self._connection.vendor == "postgresql" else ""
        return f'c."{name}"{collated} {self._turn}, c."reference" {self._turn}'

    @property
    def _turn(self) -> str:
        return "DESC" if self._query.descending else "ASC"

    def _read(self, statement: Part) -> list[tuple[Any, ...]]:
        with self._connection.cursor() as cursor:
            cursor.execute(statement.text, list(statement.values))
            found: list[tuple[Any, ...]] = cursor.fetchall()
            return found


class Source(NamedTuple):
    """Where the rows of a way are read, what holds for them there, and how their reference and last change are called."""

    tables: str
    where: Part
    reference: str = 'c."reference"'
    changed: str = 'c."updated_at"'


_EVERY_CASE = Source(f"{CASES} c", Part("1 = 1", ()))


def _source(way: Way) -> Source:
    if way.column in SETS:
        # The words come first: SQLite reads the tables of a CROSS JOIN in the order in which they are written.
        return Source(
            f"{WORDS} w CROSS JOIN {CASES} c",
            Part(
                'c."reference" = w."case_id" AND w."column" = %s AND w."value" = %s AND w."state" = %s AND w."release_level" = %s',
                (way.column, way.value, way.state, way.level),
            ),
            'w."case_id"',
            'w."updated_at"',
        )
    narrower = "" if way.column is None else f' AND c."{way.column}" = %s'
    values = (way.state, way.level) if way.column is None else (way.state, way.level, way.value)
    return Source(f"{CASES} c", Part(f'c."state" = %s AND c."release_level" = %s{narrower}', values))


def where_of(condition: Condition, using: str) -> Part:
    """A condition of access as the text of a statement in which the cases are called c."""
    return Part(*to_sql(condition, COLUMNS[connections[using].vendor], placeholder="%s"))


def _joined(*parts: str | Part) -> Part:
    every = [Part(part, ()) if isinstance(part, str) else part for part in parts]
    return Part(" ".join(part.text for part in every), tuple(value for part in every for value in part.values))
