"""A condition compiled to the text of an SQL `WHERE`, with every value as a parameter.

One case a node; the list of cases is asked for with it.
"""

from collections.abc import Mapping

import msgspec

from licet.access.condition import And, Condition, In, Le, Meets, Not, Or, Scalar, Within


class SetColumn(msgspec.Struct, frozen=True, kw_only=True):
    """Where the members of a set column lie.

    `members` is a `SELECT 1 FROM … WHERE …` of one row's members, `value` the expression in it that is
    the member. A table: `SELECT 1 FROM case_word w WHERE w.case_id = c.id AND w.kind = 'agencies'`
    with `w.value`; JSON in SQLite: `SELECT 1 FROM json_each(c.agencies) w WHERE true` with `w.value`.
    """

    members: str
    value: str


Columns = Mapping[str, str | SetColumn]
"""Each index column's SQL expression, or where its members lie. Written by the program, never by a user."""


def to_sql(condition: Condition, columns: Columns, *, placeholder: str = "?") -> tuple[str, tuple[Scalar, ...]]:
    """Compile a condition to SQL text and its parameters in order; `placeholder` is the driver's (`?` or `%s`).

    Columns must not be null. Raises `KeyError` for a column the store does not have, and `TypeError`
    for a set column where a scalar belongs or the reverse.
    """

    def marks(values: tuple[Scalar, ...]) -> str:
        return ", ".join([placeholder] * len(values))

    def scalar(name: str) -> str:
        column = columns[name]
        if isinstance(column, SetColumn):
            raise TypeError(f"{name} is a set column; the condition compares one value")
        return column

    def members(name: str) -> SetColumn:
        column = columns[name]
        if not isinstance(column, SetColumn):
            raise TypeError(f"{name} is no set column; the condition compares its members")
        return column

    def compiled(node: Condition) -> tuple[str, tuple[Scalar, ...]]:
        match node:
            case And(parts):
                return joined(parts, " AND ", "1 = 1")
            case Or(parts):
                return joined(parts, " OR ", "1 = 0")
            case Not(part):
                text, params = compiled(part)
                return f"NOT ({text})", params
            case In(_, ()):
                return "1 = 0", ()
            case In(name, values):
                return f"{scalar(name)} IN ({marks(values)})", values
            case Le(name, value):
                return f"{scalar(name)} <= {placeholder}", (value,)
            case Meets(_, ()):
                return "1 = 0", ()
            case Meets(name, values):
                column = members(name)
                return f"EXISTS ({column.members} AND {column.value} IN ({marks(values)}))", values
            case Within(name, ()):
                return f"NOT EXISTS ({members(name).members})", ()
            case Within(name, values):
                column = members(name)
                return f"NOT EXISTS ({column.members} AND {column.value} NOT IN ({marks(values)}))", values

    def joined(parts: tuple[Condition, ...], word: str, empty: str) -> tuple[str, tuple[Scalar, ...]]:
        if not parts:
            return empty, ()
        texts, params = zip(*map(compiled, parts), strict=True)
        return "(" + word.join(texts) + ")", tuple(param for group in params for param in group)

    return compiled(condition)
