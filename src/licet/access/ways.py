"""By which entries of an index the things that a condition holds for can be reached: fewer rows looked at, never others shown.

A store of very many things cannot try a condition on each of them. Most conditions name a state and then one of few
reasons to see a thing: its organisation, an agency, its level. `ways` reads these off. It promises one thing only:
whatever the condition holds for lies on one of the ways. A store still tries the whole condition on whatever it
finds there, so that a way that is too wide costs time and shows nothing more.
"""

from collections.abc import Iterable, Mapping

import msgspec

from licet.access.condition import And, Condition, In, Le, Meets, Or, Row, Scalar
from licet.access.level import LEVELS

NARROWING = ("organisation", "agencies", "deciding_agency", "releasable")
"""Columns by which a store can find the things of one state and level, the narrowest first."""

MOST_WAYS = 64
"""More than these are no gain over looking at everything."""


class Way(msgspec.Struct, frozen=True, kw_only=True):
    """The things of a state at one level and, where `column` is not None, with one value in that column."""

    state: str
    level: int
    column: str | None = None
    value: Scalar = ""

    def leads_to(self, row: Row) -> bool:
        """Whether a thing with these columns lies on the way."""
        return row["state"] == self.state and row["release_level"] == self.level and (self.column is None or _has(row, self))


def ways(condition: Condition) -> tuple[Way, ...] | None:
    """Ways on which everything lies that the condition holds for, or None where it names no state or too many ways."""
    found: dict[Way, None] = {}
    for known in _cover(condition):
        if "state" not in known:
            return None
        column = next((name for name in NARROWING if name in known), None)
        levels = (known["release_level"],) if "release_level" in known else range(len(LEVELS))
        for level in levels:
            way = Way(state=str(known["state"]), level=int(level))
            found[way if column is None else msgspec.structs.replace(way, column=column, value=known[column])] = None
        if len(found) > MOST_WAYS:
            return None
    wide = {way for way in found if way.column is None}
    return tuple(way for way in found if way in wide or Way(state=way.state, level=way.level) not in wide)


Known = Mapping[str, Scalar]
"""What is known of a thing: the value of a column, or one member of a set column."""

_ANYTHING: tuple[Known, ...] = ({},)


def _cover(condition: Condition) -> tuple[Known, ...]:
    """What may be known of the things a condition holds for: each fits one of these, and all fit `_ANYTHING`."""
    match condition:
        case In(column, values) if column in ("state", "release_level", *NARROWING):
            return tuple({column: value} for value in values)
        case Le("release_level", highest):
            return tuple({"release_level": level} for level in range(min(highest + 1, len(LEVELS))))
        case Meets(column, values) if column in NARROWING:
            return tuple({column: value} for value in values)
        case Or(parts):
            return _without_narrower(known for part in parts for known in _cover(part))
        case And(parts):
            return _all_of(parts)
    return _ANYTHING


def _all_of(parts: tuple[Condition, ...]) -> tuple[Known, ...]:
    found = _ANYTHING
    for part in parts:
        both = _without_narrower(_merged(one, other) for one in found for other in _cover(part) if _agree(one, other))
        # One part alone covers the whole as well, so what would be too much is left out.
        found = both if len(both) <= MOST_WAYS else found
    return found


def _agree(one: Known, other: Known) -> bool:
    # A thing has one state and one level, but may have many agencies.
    return all(one[name] == other[name] for name in one.keys() & other.keys() if name != "agencies")


def _merged(one: Known, other: Known) -> Known:
    return {**one, **other}


def _without_narrower(every: Iterable[Known]) -> tuple[Known, ...]:
    kept: list[Known] = []
    for known in every:
        if not any(other.items() <= known.items() for other in kept):
            kept = [other for other in kept if not known.items() <= other.items()] + [known]
    return tuple(kept)


def _has(row: Row, way: Way) -> bool:
    held = row[way.column or ""]
    return held == way.value if isinstance(held, (bool, int, str)) else way.value in held
