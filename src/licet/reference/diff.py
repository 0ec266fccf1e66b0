"""What changed between two editions of a party list: the ground for rescreening only whom a change touches."""

from collections.abc import Iterable

import msgspec

from licet.reference.record import Record


class ChangedRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A record that stands in both editions and is not the same: `fields` names what differs, in field order."""

    id: str
    fields: tuple[str, ...]


class Difference(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="reference-diff/1"):
    """Record ids added, removed and changed from one edition to another, each in order of id."""

    before: str
    after: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[ChangedRecord, ...]


def difference(before: Iterable[Record], after: Iterable[Record], *, names: tuple[str, str] = ("", "")) -> Difference:
    """Compare two editions record by record; `names` are the digests of their contents, kept for the reader."""
    old = {record.id: record for record in before}
    new = {record.id: record for record in after}
    return Difference(
        before=names[0],
        after=names[1],
        added=tuple(sorted(new.keys() - old.keys())),
        removed=tuple(sorted(old.keys() - new.keys())),
        changed=tuple(
            ChangedRecord(id=key, fields=_fields(old[key], new[key]))
            for key in sorted(old.keys() & new.keys())
            if old[key] != new[key]
        ),
    )


def _fields(old: Record, new: Record) -> tuple[str, ...]:
    return tuple(field for field in Record.__struct_fields__ if getattr(old, field) != getattr(new, field))


def apart(before: Iterable[Record], after: Iterable[Record]) -> tuple[tuple[Record, ...], tuple[Record, ...]]:
    """The records that stand in one edition only, each side in its order: a changed one stands on both, as it was and as it is.

    Whole records are compared, so two of one id are two.
    """
    old, new = tuple(before), tuple(after)
    known_before, known_after = set(old), set(new)
    return tuple(one for one in old if one not in known_after), tuple(one for one in new if one not in known_before)
