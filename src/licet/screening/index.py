"""The names and numbers of one edition, laid out so that every one of them is compared with a query.

All arithmetic is in whole numbers, so that the candidates found are the same on every machine.
"""

import hashlib
from collections.abc import Iterable
from math import isqrt
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from licet.reference.record import Record
from licet.screening.grams import exact_key, grams_of
from licet.screening.identifiers import number_keys
from licet.screening.normal import Word, words_of

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Keys = npt.NDArray[np.uint64]

_ARRAYS: tuple[tuple[str, str], ...] = (
    ("record_starts", "<i8"),
    ("id_keys", "<u8"),
    ("id_records", "<i4"),
    ("name_records", "<i4"),
    ("name_places", "<i4"),
    ("name_norms", "<i8"),
    ("gram_weights", "<i4"),
    ("posting_starts", "<i8"),
    ("postings", "<i4"),
    ("exact_keys", "<u8"),
    ("exact_names", "<i4"),
    ("number_keys", "<u8"),
    ("number_records", "<i4"),
)
_DECODE = msgspec.json.Decoder(Record).decode
_ENCODE = msgspec.json.Encoder(order="sorted").encode


class Index(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """One edition ready for screening.

    A *name* is one name of one record; `name_records` and `name_places` say which. A *gram* is a
    piece of a name; its *postings* are the names that hold it, its weight grows with its rarity;
    `name_norms` is what a name's own pieces weigh together.
    """

    lines: bytes
    grams: dict[str, int]
    record_starts: Longs
    id_keys: Keys
    id_records: Ints
    name_records: Ints
    name_places: Ints
    name_norms: Longs
    gram_weights: Ints
    posting_starts: Longs
    postings: Ints
    exact_keys: Keys
    exact_names: Ints
    number_keys: Keys
    number_records: Ints

    def record(self, at: int) -> Record:
        """The record at a place in the edition's order."""
        return _DECODE(self.lines[self.record_starts[at] : self.record_starts[at + 1]])

    def named(self, record_id: str) -> Record | None:
        """The record of an id, or None when this edition holds none."""
        return next(iter(self.all_named(record_id)), None)

    def all_named(self, record_id: str) -> tuple[Record, ...]:
        """Every record of an id: lists that stand in one edition may give the same id to different records."""
        first, last = _span(self.id_keys, _hashed(record_id))
        found = (self.record(int(at)) for at in self.id_records[first:last])
        return tuple(record for record in found if record.id == record_id)

    def __len__(self) -> int:
        return len(self.record_starts) - 1

    def candidates(self, words: tuple[Word, ...], *, most: int) -> Ints:
        """The names likest to a query by shared pieces, and every name of exactly the same words, in order of place."""
        found = [self._exact(words)]
        grams = sorted(self.grams[gram] for gram in grams_of(words) if gram in self.grams)
        if grams:
            shared = np.zeros(len(self.name_records), dtype=np.int64)
            for gram in grams:
                # A name stands once in the postings of a gram, so plain indexed addition is exact.
                shared[self.postings[self.posting_starts[gram] : self.posting_starts[gram + 1]]] += self.gram_weights[gram]
            likest = shared * 1_000_000 // self.name_norms
            if len(likest) > most:
                least = int(np.partition(likest, len(likest) - most)[len(likest) - most])
                above = np.flatnonzero(likest > least)
                ties = np.flatnonzero(likest == least)[: most - len(above)] if least else np.empty(0, dtype=np.int64)
                found += [above.astype(np.int32), ties.astype(np.int32)]
            else:
                found.append(np.flatnonzero(likest).astype(np.int32))
        return np.unique(np.concatenate(found))

    def with_number(self, number: str) -> tuple[int, ...]:
        """The places of the records that hold this number, in any spelling of it."""
        found: set[int] = set()
        for key in number_keys(number):
            first, last = _span(self.number_keys, _hashed(key))
            found.update(int(at) for at in self.number_records[first:last])
        return tuple(sorted(found))

    def _exact(self, words: tuple[Word, ...]) -> Ints:
        first, last = _span(self.exact_keys, _hashed(exact_key(words)))
        return self.exact_names[first:last]

    def to_bytes(self) -> bytes:
        """Everything the index holds, for a cache that can be thrown away and rebuilt."""
        blocks = [self.lines, msgspec.json.encode(list(self.grams))]
        blocks += [getattr(self, name).astype(kind).tobytes() for name, kind in _ARRAYS]
        head = msgspec.json.encode([len(block) for block in blocks])
        return len(head).to_bytes(8, "little") + head + b"".join(blocks)

    @classmethod
    def from_bytes(cls, data: bytes) -> "Index":
        """Read a cached index back; raises `ValueError` when the bytes do not add up to one."""
        start = 8 + int.from_bytes(data[:8], "little")
        try:
            lengths = msgspec.json.decode(data[8:start], type=list[int])
        except msgspec.DecodeError as error:
            raise ValueError("these bytes are no index") from error
        if len(lengths) != len(_ARRAYS) + 2 or start + sum(lengths) != len(data):
            raise ValueError("these bytes are no whole index")
        blocks = []
        for length in lengths:
            blocks.append(data[start : start + length])
            start += length
        grams = {gram: at for at, gram in enumerate(msgspec.json.decode(blocks[1], type=list[str]))}
        arrays: dict[str, Any] = {
            name: np.frombuffer(block, dtype=kind) for (name, kind), block in zip(_ARRAYS, blocks[2:], strict=True)
        }
        return cls(lines=blocks[0], grams=grams, **arrays)


def build_index(records: Iterable[Record]) -> Index:
    """Lay out the records of one edition for screening."""
    lines: list[bytes] = []
    ids: list[tuple[int, int]] = []
    name_records: list[int] = []
    name_places: list[int] = []
    postings: dict[str, list[int]] = {}
    exact: list[tuple[int, int]] = []
    numbers: list[tuple[int, int]] = []
    for at, record in enumerate(records):
        lines.append(_ENCODE(record))
        ids.append((_hashed(record.id), at))
        for place, name in enumerate(record.names):
            words = words_of(name.text)
            for gram in grams_of(words):
                postings.setdefault(gram, []).append(len(name_records))
            exact.append((_hashed(exact_key(words)), len(name_records)))
            name_records.append(at)
            name_places.append(place)
        numbers += [(_hashed(key), at) for identifier in record.identifiers for key in number_keys(identifier.number)]
    grams = sorted(postings)
    held = [np.array(postings[gram], dtype=np.int32) for gram in grams]
    weights = np.array([_rarity(len(names), len(name_records)) for names in held], dtype=np.int32)
    squares = np.zeros(max(len(name_records), 1), dtype=np.int64)
    for names, weight in zip(held, weights, strict=True):
        squares[names] += weight
    for pairs in (ids, exact, numbers):
        pairs.sort()
    return Index(
        lines=b"".join(lines),
        grams={gram: at for at, gram in enumerate(grams)},
        record_starts=_starts([len(line) for line in lines]),
        id_keys=np.array([key for key, _ in ids], dtype=np.uint64),
        id_records=np.array([at for _, at in ids], dtype=np.int32),
        name_records=np.array(name_records, dtype=np.int32),
        name_places=np.array(name_places, dtype=np.int32),
        name_norms=np.array([max(isqrt(int(square) * 1_000_000), 1) for square in squares[: len(name_records)]], dtype=np.int64),
        gram_weights=weights,
        posting_starts=_starts([len(names) for names in held]),
        postings=np.concatenate(held) if held else np.empty(0, dtype=np.int32),
        exact_keys=np.array([key for key, _ in exact], dtype=np.uint64),
        exact_names=np.array([name for _, name in exact], dtype=np.int32),
        number_keys=np.array([key for key, _ in numbers], dtype=np.uint64),
        number_records=np.array([at for _, at in numbers], dtype=np.int32),
    )


def _rarity(held_by: int, of: int) -> int:
    """The weight of a gram: the square of how often its number of holders can be doubled, in eighths."""
    # bit_length of the eighth power is the binary logarithm in eighths, in whole numbers.
    eighths = (of**8 // held_by**8).bit_length()
    return max(eighths * eighths, 1)


def _starts(lengths: list[int]) -> Longs:
    return np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(np.array(lengths, dtype=np.int64))])


def _hashed(key: str) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "little")


def _span(keys: Keys, key: int) -> tuple[int, int]:
    wanted = np.uint64(key)
    return int(np.searchsorted(keys, wanted, side="left")), int(np.searchsorted(keys, wanted, side="right"))
