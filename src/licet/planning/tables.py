"""A plan from the tables of a workbook or of several CSV files: one table a part, `of` naming what a row belongs to.

Faults are said by table and row, as the planner sees them.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, get_args

import msgspec

from licet.encoding.faults import Fault, Faults, quoted
from licet.encoding.reading import read_value
from licet.planning.intake import faults_of
from licet.planning.plan import (
    Arrival,
    Budget,
    Change,
    Item,
    Line,
    Need,
    Order,
    Part,
    Plan,
    Rate,
    Scenario,
    Shift,
    Source,
    Stop,
    Supply,
)


class Row(NamedTuple):
    """A row of a table: its number as the planner sees it, and its cells by column, those that are not empty."""

    number: int
    cells: Mapping[str, str]


Tables = Mapping[str, tuple[Row, ...]]
"""Each table's rows by its name, in lower case."""


class Sheet(NamedTuple):
    """What a table holds: values of a kind, and of which other table's rows they are a part, under which field."""

    kind: type[msgspec.Struct]
    part_of: str = ""
    field: str = ""


SHEETS: dict[str, Sheet] = {
    "plan": Sheet(Plan),
    "items": Sheet(Item),
    "parts": Sheet(Part, "items", "parts"),
    "arrivals": Sheet(Arrival, "items", "arrivals"),
    "supplies": Sheet(Supply, "items", "supplies"),
    "lines": Sheet(Line),
    "rates": Sheet(Rate, "lines", "rates"),
    "shifts": Sheet(Shift, "lines", "shifts"),
    "maintenance": Sheet(Stop, "lines", "maintenance"),
    "needs": Sheet(Need),
    "orders": Sheet(Order),
    "scenarios": Sheet(Scenario),
    "changes": Sheet(Change, "scenarios", "changes"),
    "sources": Sheet(Source),
    "budgets": Sheet(Budget),
}


def columns_of(sheet: str) -> tuple[str, ...]:
    """The columns of a table, those that must be there first."""
    kind, part_of, _ = SHEETS[sheet]
    fields = [field for field in msgspec.structs.fields(kind) if not _is_list(field.type)]
    named = sorted(fields, key=lambda field: not field.required)
    return (*(("of",) if part_of else ()), *(field.encode_name for field in named))


def read_tables(tables: Tables, name: str) -> Plan:
    """A plan from its tables; raises `Faults` with one sentence for each fault found, by table and row."""
    faults = list(_strange(tables, name))
    if faults:
        raise Faults(faults)
    places: dict[str, str] = {}
    tree = _tree(tables, name, places, faults)
    try:
        plan = read_value(tree, Plan)
        faults += [_placed(fault, places) for fault in faults_of(plan)]
    except Faults as refused:
        faults += [_placed(fault, places) for fault in refused.faults]
    if faults:
        raise Faults(faults)
    return plan


def _strange(tables: Tables, name: str) -> Iterator[Fault]:
    if not tables.get("plan"):
        yield Fault(f"{name} plan", "is missing; a plan needs a table “plan” with one row: reference, starts_on, months, currency")
    for sheet, rows in tables.items():
        if sheet not in SHEETS:
            yield Fault(f"{name} {sheet}", f"is no table of a plan; use {', '.join(SHEETS)}")
            continue
        if sheet == "plan" and len(rows) > 1:
            yield Fault(f"{name} plan row {rows[1].number}", "is a second plan; keep one row")
        columns = columns_of(sheet)
        strange = {column for row in rows for column in row.cells} - set(columns)
        for column in sorted(strange):
            yield Fault(
                f"{name} {sheet}",
                f"has the column {quoted(column)}, which nothing reads; the columns here are {', '.join(columns)}",
            )


def _tree(tables: Tables, name: str, places: dict[str, str], faults: list[Fault]) -> dict[str, Any]:
    """The tree that a file in YAML would hold; `places` says which row each path comes from."""
    tree: dict[str, Any] = dict(_values(tables["plan"][0], Plan))
    places[""] = f"{name} plan row {tables['plan'][0].number}"
    index: dict[tuple[str, str], tuple[dict[str, Any], str]] = {}
    for sheet, (kind, part_of, field) in SHEETS.items():
        if sheet == "plan":
            continue
        if not part_of:
            places[sheet] = f"{name} {sheet}"
        for row in tables.get(sheet, ()):
            value, where = _values(row, kind), f"{name} {sheet} row {row.number}"
            if not part_of:
                entries, path = tree.setdefault(sheet, []), sheet
                index.setdefault((sheet, row.cells.get("id", "")), (value, f"{sheet}[{len(entries)}]"))
            else:
                owner = index.get((part_of, row.cells.get("of", "")))
                if owner is None:
                    known = ", ".join(ident for kept, ident in index if kept == part_of)
                    faults.append(
                        Fault(
                            f"{where} of", f"{quoted(row.cells.get('of', ''))} is none of the {part_of}: {known or 'there is none'}"
                        )
                    )
                    continue
                entries, path = owner[0].setdefault(field, []), f"{owner[1]}.{field}"
            places[f"{path}[{len(entries)}]"] = where
            entries.append(value)
    for line in tree.get("lines", []):
        line.setdefault("rates", [])
        line.setdefault("shifts", [])
    for scenario in tree.get("scenarios", []):
        scenario.setdefault("changes", [])
    tree.setdefault("items", [])
    return tree


def _values(row: Row, kind: type[msgspec.Struct]) -> dict[str, Any]:
    """The cells of a row as a file would write them: whole numbers and yes or no where the field is one, text elsewhere."""
    fields = {field.encode_name: field.type for field in msgspec.structs.fields(kind)}
    return {column: _value(text, fields[column]) for column, text in row.cells.items() if column in fields}


def _value(text: str, kind: Any) -> Any:
    whole = kind is int or int in get_args(kind)
    if whole and text.lstrip("-").isdigit() and len(text) < 16:
        return int(text)
    if kind is bool and text.casefold() in ("true", "false", "yes", "no"):
        return text.casefold() in ("true", "yes")
    if kind == tuple[str, ...] or _is_texts(kind):
        return [part.strip() for part in text.split(";") if part.strip()]
    return text


def _is_texts(kind: Any) -> bool:
    """Whether a field is a list of words, written in one cell with semicolons between."""
    return getattr(kind, "__origin__", None) is tuple and not _of_structs(kind)


def _is_list(kind: Any) -> bool:
    """Whether a field is a list of parts, which has a table of its own, or a part that no table holds."""
    parts = get_args(kind) or (kind,)
    return any(isinstance(part, type) and issubclass(part, msgspec.Struct) for part in parts)


def _of_structs(kind: Any) -> bool:
    return any(isinstance(part, type) and issubclass(part, msgspec.Struct) for part in get_args(kind))


def _placed(fault: Fault, places: Mapping[str, str]) -> Fault:
    """A fault by table and row: the longest path that is known, and what is left of it."""
    known = [path for path in places if fault.where == path or fault.where.startswith((f"{path}.", f"{path}[")) or not path]
    path = max(known, key=len)
    return Fault(f"{places[path]} {fault.where.removeprefix(path).lstrip('.')}".rstrip(), fault.says)
