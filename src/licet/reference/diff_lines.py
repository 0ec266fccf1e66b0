"""A difference of two editions told to people, entry by entry and field by field."""

from collections.abc import Iterable
from typing import Any

import msgspec

from licet.reference.diff import Difference
from licet.reference.record import Identifier, ListedName, Record


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """What an edition changes against another, with the records of both by their ids."""

    difference: Difference
    before: dict[str, Record]
    after: dict[str, Record]


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of a difference for people: its sign, and for a changed one each field as it was and is."""

    mark: str
    id: str
    caption: str
    fields: tuple[tuple[str, str, str], ...] = ()


SIDES = ("added", "removed", "changed")


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """Which entries of a difference to tell: one side or all, those that hold a text, so many of each after some; 0 is all."""

    only: str | None = None
    find: str = ""
    limit: int | None = None
    offset: int = 0

    @property
    def sides(self) -> tuple[str, ...]:
        return (self.only,) if self.only else SIDES

    def cut(self, lines: tuple[Line, ...], *, usual: int) -> tuple[Line, ...]:
        """The lines of this page; `usual` is the limit where none was given."""
        most = usual if self.limit is None else self.limit
        return lines[self.offset : self.offset + most] if most else lines[self.offset :]


def difference_json(compared: Compared, page: Page) -> dict[str, Any]:
    """A difference as JSON: the counts of all of it, then the ids of the page, and of each changed entry the fields."""
    found = compared.difference
    shown = {side: page.cut(lines_of(compared, side, find=page.find), usual=0) if side in page.sides else () for side in SIDES}
    return {
        "shape": "reference-diff/1",
        "before": found.before,
        "after": found.after,
        "counts": {"added": len(found.added), "removed": len(found.removed), "changed": len(found.changed)},
        "added": [line.id for line in shown["added"]],
        "removed": [line.id for line in shown["removed"]],
        "changed": [{"id": line.id, "fields": [field for field, _, _ in line.fields]} for line in shown["changed"]],
    }


def lines_of(compared: Compared, side: str, *, find: str = "") -> tuple[Line, ...]:
    """The entries of one side of a difference in order of id, those whose id or a name holds `find`."""
    wanted = find.casefold()
    found = compared.difference
    if side == "changed":
        changed = [(one.id, one.fields) for one in found.changed]
        return tuple(
            _changed_line(compared.before[key], compared.after[key], fields)
            for key, fields in changed
            if _holds(compared.before[key], wanted) or _holds(compared.after[key], wanted)
        )
    mark, keys, records = ("+", found.added, compared.after) if side == "added" else ("-", found.removed, compared.before)
    return tuple(Line(mark=mark, id=key, caption=_caption(records[key])) for key in keys if _holds(records[key], wanted))


def _changed_line(old: Record, new: Record, fields: tuple[str, ...]) -> Line:
    return Line(
        mark="~",
        id=new.id,
        caption=_caption(new),
        fields=tuple((field, *changed_text(getattr(old, field), getattr(new, field))) for field in fields),
    )


def changed_text(old: Any, new: Any) -> tuple[str, str]:
    """A field before and after for people; of a field with several values only those that went and that came."""
    if isinstance(old, tuple) and isinstance(new, tuple):
        went, came = ([one for one in these if one not in those] for these, those in ((old, new), (new, old)))
        if went or came:
            return _several(went), _several(came)
        return _several(old), _several(new)  # the same values in another order
    return ("" if old is None else str(old)), ("" if new is None else str(new))


def _several(values: Iterable[Any]) -> str:
    return "; ".join(_one(value) for value in values)


def _one(value: Any) -> str:
    match value:
        case ListedName():
            return f"{value.text} (weak)" if value.weak else value.text
        case Identifier():
            return f"{value.kind} {value.number}" + (f" ({value.country})" if value.country else "")
    return str(value)


def _caption(record: Record) -> str:
    return record.names[0].text if record.names else record.id


def _holds(record: Record, wanted: str) -> bool:
    return not wanted or wanted in record.id.casefold() or any(wanted in name.text.casefold() for name in record.names)
