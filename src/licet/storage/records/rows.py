"""Rows of a table without an object for each: where an append writes and reads, Django's query builder took most of the time."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connections
from django.db.models import DateField, Model

AT_ONCE = 500
"""Rows in one statement for a server."""


def insert(using: str, model: type[Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Add rows, each the values of these fields in order."""
    connection = connections[using]
    dates = [at for at, name in enumerate(names) if isinstance(model._meta.get_field(name), DateField)]
    values = [list(row) for row in rows]
    for row in values:
        for at in dates:
            row[at] = connection.ops.adapt_datefield_value(row[at])
    columns = ", ".join(f'"{name}"' for name in names)
    places = f"({', '.join(['%s'] * len(names))})"
    head = f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES '  # noqa: S608 - the models' own names
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(head + places, values)
            return
        for start in range(0, len(values), AT_ONCE):
            some = values[start : start + AT_ONCE]
            cursor.execute(head + ", ".join([places] * len(some)), [value for row in some for value in row])


def select(using: str, model: type[Model], columns: str, rest: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """These columns of the rows that the rest of the statement names, which is the program's own text; what is looked for comes as `values`."""
    with connections[using].cursor() as cursor:
        cursor.execute(f'SELECT {columns} FROM "{model._meta.db_table}" {rest}', list(values))  # noqa: S608
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def one_of(values: Sequence[Any]) -> str:
    """The condition that something is one of so many values."""
    return f"IN ({', '.join(['%s'] * len(values))})"
