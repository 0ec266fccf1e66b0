"""The names and numbers of one edition, laid out so that every one of them is compared with a query."""

from collections.abc import Iterable

import msgspec

from licet.reference.record import Record


class Index(msgspec.Struct, frozen=True, kw_only=True):
    """One edition ready for screening."""

    records: tuple[Record, ...]

    def to_bytes(self) -> bytes:
        """Everything the index holds, for a cache that can be thrown away and rebuilt."""
        return msgspec.json.encode(self)

    @classmethod
    def from_bytes(cls, data: bytes) -> "Index":
        """Read a cached index back; raises `ValueError` when the bytes are not one of this version."""
        return msgspec.json.decode(data, type=cls)


def build_index(records: Iterable[Record]) -> Index:
    """Lay out the records of one edition for screening."""
    return Index(records=tuple(records))
