"""A condition on the index columns of a list: what a page may show, as a tree that any store can compile.

Seven nodes. A scalar column holds text, a whole number or a boolean; a set column holds a set of
texts. No column is ever null. `And` of nothing holds always, `Or` of nothing never.
"""

from collections.abc import Collection, Iterable, Mapping

import msgspec

Scalar = bool | int | str
Row = Mapping[str, Scalar | Collection[str]]
"""The index columns of one thing: scalars, and sets of texts."""


class Node(msgspec.Struct, frozen=True):
    """Base of the nodes: plain values, equal when their parts are."""


class And(Node, frozen=True):
    """Holds when every part does."""

    parts: tuple["Condition", ...]


class Or(Node, frozen=True):
    """Holds when any part does."""

    parts: tuple["Condition", ...]


class Not(Node, frozen=True):
    """Holds when the part does not."""

    part: "Condition"


class In(Node, frozen=True):
    """Holds when the scalar column is one of the values."""

    column: str
    values: tuple[Scalar, ...]


class Le(Node, frozen=True):
    """Holds when the whole number in the column is at most the value."""

    column: str
    value: int


class Meets(Node, frozen=True):
    """Holds when the set column has at least one of the values."""

    column: str
    values: tuple[str, ...]


class Within(Node, frozen=True):
    """Holds when the set column has nothing but the values; always for an empty set."""

    column: str
    values: tuple[str, ...]


Condition = And | Or | Not | In | Le | Meets | Within

EVERYTHING = And(())
NOTHING = Or(())


def holds(condition: Condition, row: Row) -> bool:
    """Evaluate a condition on one row; raises `KeyError` when the row lacks a column it needs."""
    match condition:
        case And(parts):
            return all(holds(part, row) for part in parts)
        case Or(parts):
            return any(holds(part, row) for part in parts)
        case Not(part):
            return not holds(part, row)
        case In(column, values):
            return row[column] in values
        case Le(column, value):
            return _number(row, column) <= value
        case Meets(column, values):
            return not _set(row, column).isdisjoint(values)
        case Within(column, values):
            return _set(row, column) <= set(values)


def both(parts: Iterable[Condition]) -> Condition:
    """`And`, without parts that always hold, and nothing at all when one never does."""
    kept = _flat(parts, And)
    if NOTHING in kept:
        return NOTHING
    return kept[0] if len(kept) == 1 else And(kept)


def either(parts: Iterable[Condition]) -> Condition:
    """`Or`, without parts that never hold, and everything when one always does."""
    kept = _flat(parts, Or)
    if EVERYTHING in kept:
        return EVERYTHING
    return kept[0] if len(kept) == 1 else Or(kept)


def opposite(part: Condition) -> Condition:
    """`Not`, pushed out of constants and double negations."""
    if part in (EVERYTHING, NOTHING):
        return NOTHING if part == EVERYTHING else EVERYTHING
    return part.part if isinstance(part, Not) else Not(part)


def columns_of(condition: Condition) -> frozenset[str]:
    """The columns a condition reads."""
    match condition:
        case And(parts) | Or(parts):
            return frozenset().union(*(columns_of(part) for part in parts))
        case Not(part):
            return columns_of(part)
        case _:
            return frozenset({condition.column})


def _flat(parts: Iterable[Condition], kind: type[And] | type[Or]) -> tuple[Condition, ...]:
    found: dict[Condition, None] = {}
    for part in parts:
        inner = part.parts if isinstance(part, (And, Or)) and isinstance(part, kind) else (part,)
        found.update(dict.fromkeys(inner))
    return tuple(found)


def _number(row: Row, column: str) -> int:
    value = row[column]
    if not isinstance(value, int):
        raise TypeError(f"column {column} holds {value!r}; this condition compares whole numbers")
    return value


def _set(row: Row, column: str) -> frozenset[str]:
    value = row[column]
    if isinstance(value, (bool, int, str)):
        raise TypeError(f"column {column} holds {value!r}; this condition compares sets")
    return frozenset(value)
