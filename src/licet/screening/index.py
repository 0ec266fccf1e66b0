"""The names and numbers of one edition, laid out so that every one of them is compared with a query.

All arithmetic is in whole numbers, so that the candidates found are the same on every machine.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from licet.reference.record import Record
from licet.screening.identifiers import number_keys
from licet.screening.layout import Buffer, fixed, laid_out, read_in_place, span, starts
from licet.screening.normal import Word, words_of
from licet.screening.skeleton import FEWEST, bones_of_run, key_of, seams, skeletons_of
from licet.screening.vocabulary import Forms, Vocabulary, build_vocabulary, is_slight

Bytes = npt.NDArray[np.uint8]
Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Keys = npt.NDArray[np.uint64]

_WHOLE = 0x5DEECE66D5DEECE6
"""Tells the key of a whole name written as one from that of two neighbours."""
_DECODE = msgspec.json.Decoder(Record).decode
_ENCODE = msgspec.json.Encoder(order="sorted").encode


class Kind(msgspec.Struct, frozen=True, array_like=True):
    """What records can have in common with a query besides names: a schema, and whether birth dates, countries and sex are known."""

    schema: str
    dated: bool
    placed: bool
    sexed: bool


class Index(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """One edition ready for screening.

    A *record* has a place in the edition's order, and so has a *name* among the names of all
    records, those of one record side by side. A *word* is one of the vocabulary.

    - `lines`, `record_starts` [records + 1]: each record as JSON.
    - `first_names` [records + 1]: the place of a record's first name; `name_records` [names]: the record of a name.
    - `name_kinds` [names]: the kind of its record, a place in `kinds`.
    - `name_words`, `name_starts` [names + 1]: the words of a name, in order.
    - `postings`, `posting_starts` [words + 1]: the names that hold a word, each once, in order.
    - `exact_keys` sorted, `exact_names`: names by their words in any order.
    - `run_keys` sorted, `run_names`: names by the consonants of two neighbours, and of all their words, written as one.
    - `id_keys`, `id_records` and `number_keys`, `number_records`: records by id and by number, keys sorted.
    """

    lines: Buffer
    record_starts: Longs
    first_names: Ints
    kinds: tuple[Kind, ...]
    name_records: Ints
    name_kinds: Bytes
    name_starts: Longs
    name_words: Ints
    posting_starts: Longs
    postings: Ints
    exact_keys: Keys
    exact_names: Ints
    run_keys: Keys
    run_names: Ints
    id_keys: Keys
    id_records: Ints
    number_keys: Keys
    number_records: Ints
    vocabulary: Vocabulary

    def __post_init__(self) -> None:
        for name in _ARRAYS:
            msgspec.structs.force_setattr(self, name, fixed(getattr(self, name)))

    def record(self, at: int) -> Record:
        """The record at a place in the edition's order."""
        return _DECODE(self.lines[self.record_starts[at] : self.record_starts[at + 1]])

    def named(self, record_id: str) -> Record | None:
        """The record of an id, or None when this edition holds none."""
        return next(iter(self.all_named(record_id)), None)

    def all_named(self, record_id: str) -> tuple[Record, ...]:
        """Every record of an id: lists that stand in one edition may give the same id to different records."""
        first, last = span(self.id_keys, _hashed(record_id))
        found = (self.record(int(at)) for at in self.id_records[first:last])
        return tuple(record for record in found if record.id == record_id)

    def __len__(self) -> int:
        return len(self.record_starts) - 1

    def words(self, name: int) -> tuple[Word, ...]:
        """The words of the name at a place."""
        return tuple(
            self.vocabulary.word(at) for at in self.name_words[self.name_starts[name] : self.name_starts[name + 1]].tolist()
        )

    def of_same_words(self, words: tuple[Word, ...]) -> Ints:
        """The names of exactly these words, in any order."""
        first, last = span(self.exact_keys, _hashed(exact_key(words)))
        return self.exact_names[first:last]

    def with_neighbours(self, bones: str) -> Ints:
        """The names in which two neighbours written as one have these consonants."""
        return self._run(bones, 0)

    def written_as(self, bones: str) -> Ints:
        """The names of several words which, all written as one, have these consonants."""
        return self._run(bones, _WHOLE)

    def _run(self, bones: str, kind: int) -> Ints:
        first, last = span(self.run_keys, key_of(bones) ^ kind) if len(bones) >= FEWEST else (0, 0)
        return self.run_names[first:last]

    def with_number(self, number: str) -> tuple[int, ...]:
        """The places of the records that hold this number, in any spelling of it."""
        found: set[int] = set()
        for key in number_keys(number):
            first, last = span(self.number_keys, _hashed(key))
            found.update(self.number_records[first:last].tolist())
        return tuple(sorted(found))

    def laid_out(self) -> Iterator[Buffer]:
        """Everything the index holds, piece by piece, for a cache that can be thrown away and rebuilt."""
        arrays: dict[str, npt.NDArray[Any]] = {
            "lines": np.frombuffer(self.lines, dtype=np.uint8),
            "kinds": np.frombuffer(msgspec.json.encode(self.kinds), dtype=np.uint8),
            **{name: getattr(self, name) for name in _ARRAYS},
            "word_bytes": np.frombuffer(self.vocabulary.word_bytes, dtype=np.uint8),
            **{f"texts.{name}": getattr(self.vocabulary.texts, name) for name in _FORM_ARRAYS},
            **{name: getattr(self.vocabulary, name) for name in _WORD_ARRAYS},
            **{f"sounds.{name}": getattr(self.vocabulary.sounds, name) for name in _FORM_ARRAYS},
            **{f"bones.{name}": getattr(self.vocabulary.bones, name) for name in _FORM_ARRAYS},
        }
        return laid_out(arrays)

    def to_bytes(self) -> bytes:
        return b"".join(self.laid_out())

    @classmethod
    def from_bytes(cls, data: Buffer) -> "Index":
        """Read an index in place: its arrays lie in `data`. Raises `ValueError` when the bytes are not those of a sound index."""
        arrays = read_in_place(data)
        try:
            vocabulary = Vocabulary(
                word_bytes=arrays["word_bytes"].data,
                texts=Forms(**{name: arrays[f"texts.{name}"] for name in _FORM_ARRAYS}),
                sounds=Forms(**{name: arrays[f"sounds.{name}"] for name in _FORM_ARRAYS}),
                bones=Forms(**{name: arrays[f"bones.{name}"] for name in _FORM_ARRAYS}),
                **{name: arrays[name] for name in _WORD_ARRAYS},
            )
            return cls(
                lines=arrays["lines"].data,
                kinds=msgspec.json.decode(arrays["kinds"].data, type=tuple[Kind, ...]),
                vocabulary=vocabulary,
                **{name: arrays[name] for name in _ARRAYS},
            )
        except (KeyError, msgspec.MsgspecError) as error:
            raise ValueError("these bytes are an index of another kind") from error


_ARRAYS = tuple(name for name in Index.__struct_fields__ if name not in ("lines", "kinds", "vocabulary"))
_WORD_ARRAYS = ("word_starts", "vowelled", "weights", "ordinary", "bone_keys", "keys", "key_words")
_FORM_ARRAYS = Forms.__struct_fields__


def build_index(records: Iterable[Record]) -> Index:
    """Lay out the records of one edition for screening."""
    lines: list[bytes] = []
    ids: list[int] = []
    first_names: list[int] = [0]
    kinds: dict[Kind, int] = {}
    name_kinds = bytearray()
    seen: dict[Word, int] = {}
    words: list[int] = []
    counts: list[int] = []
    exact: list[int] = []
    numbers: list[tuple[int, int]] = []
    for at, record in enumerate(records):
        lines.append(_ENCODE(record))
        ids.append(_hashed(record.id))
        known = Kind(record.schema, bool(record.birth_dates), bool(record.countries), record.sex is not None)
        kind = kinds.setdefault(known, len(kinds))
        for name in record.names:
            found = words_of(name.text)
            words += [seen.setdefault(word, len(seen)) for word in found]
            counts.append(len(found))
            exact.append(_hashed(exact_key(found)))
        name_kinds += bytes((kind,)) * len(record.names)
        first_names.append(len(counts))
        numbers += [(_hashed(key), at) for identifier in record.identifiers for key in number_keys(identifier.number)]
    vocabulary, places = build_vocabulary(seen)
    name_words = np.array([places[word] for word in seen], dtype=np.int32)[words] if words else np.empty(0, dtype=np.int32)
    name_starts = starts(counts)
    posting_starts, postings = _postings(name_words, counts, len(vocabulary))
    run_keys, run_names = _runs(tuple(places), name_words, name_starts)
    exact_keys, exact_names = _sorted(np.array(exact, dtype=np.uint64), np.arange(len(exact), dtype=np.int32))
    id_keys, id_records = _sorted(np.array(ids, dtype=np.uint64), np.arange(len(ids), dtype=np.int32))
    numbers.sort()
    return Index(
        lines=b"".join(lines),
        record_starts=starts([len(line) for line in lines]),
        first_names=np.array(first_names, dtype=np.int32),
        kinds=tuple(kinds),
        name_records=np.repeat(np.arange(len(lines), dtype=np.int32), np.diff(first_names)),
        name_kinds=np.frombuffer(bytes(name_kinds), dtype=np.uint8),
        name_starts=name_starts,
        name_words=name_words,
        posting_starts=posting_starts,
        postings=postings,
        exact_keys=exact_keys,
        exact_names=exact_names,
        run_keys=run_keys,
        run_names=run_names,
        id_keys=id_keys,
        id_records=id_records,
        number_keys=np.array([key for key, _ in numbers], dtype=np.uint64),
        number_records=np.array([at for _, at in numbers], dtype=np.int32),
        vocabulary=vocabulary,
    )


def _postings(name_words: Ints, counts: list[int], size: int) -> tuple[Longs, Ints]:
    """The names of each word, each once: pairs of word and name, sorted as one number."""
    names = np.repeat(np.arange(len(counts), dtype=np.int64), counts)
    pairs = np.unique(name_words.astype(np.int64) << 32 | names)
    return np.searchsorted(pairs >> 32, np.arange(size + 1)), (pairs & 0xFFFFFFFF).astype(np.int32)


def _runs(vocabulary: Sequence[Word], name_words: Ints, name_starts: Longs) -> tuple[Keys, Ints]:
    """Keys of two neighbours written as one and, where a name has several words that count, of all those."""
    skeletons = skeletons_of([word.bones for word in vocabulary])
    ends = b"".join((word.text[-1] + word.text[0]).encode("ascii", "replace") for word in vocabulary)
    lasts, firsts = np.frombuffer(ends, dtype=np.uint8).reshape(len(vocabulary), 2).T
    heavy = np.array([not is_slight(word) for word in vocabulary], dtype=np.bool_)
    every = np.repeat(np.arange(len(name_starts) - 1, dtype=np.int32), np.diff(name_starts))
    found = []
    for kind, words, names in ((0, name_words, every), (_WHOLE, name_words[heavy[name_words]], every[heavy[name_words]])):
        neighbours = np.flatnonzero(names[1:] == names[:-1])
        changing = seams()[lasts[words[neighbours]], firsts[words[neighbours + 1]]]
        if kind == _WHOLE:
            starts, counts = np.unique(names, return_index=True, return_counts=True)[1:]
            starts, counts = starts[counts > 1], counts[counts > 1]
            changing = np.isin(names[starts], names[neighbours[changing]])
        else:
            starts, counts = neighbours, np.full(len(neighbours), 2)
        runs = zip(starts[changing].tolist(), counts[changing].tolist(), strict=True)
        written = skeletons_of([bones_of_run([vocabulary[at] for at in words[start : start + count]]) for start, count in runs])
        found.append((written.keys ^ np.uint64(kind), names[starts[changing]], written.lengths))
        starts, counts = starts[~changing], counts[~changing]
        growing = skeletons.take(words[starts])
        for place in range(1, int(counts.max(initial=0)) + 1):
            more = counts > place
            found.append((growing.keys[~more] ^ np.uint64(kind), names[starts[~more]], growing.lengths[~more]))
            starts, counts = starts[more], counts[more]
            growing = growing.take(np.flatnonzero(more)).then(skeletons.take(words[starts + place]))
    keys, held, lengths = (np.concatenate(column) for column in zip(*found, strict=True))
    enough = lengths >= FEWEST
    return _sorted(keys[enough], held[enough])


def _sorted(keys: Keys, values: Ints) -> tuple[Keys, Ints]:
    """Keys in order with their values, those of equal keys in order too."""
    order = np.lexsort((values, keys))
    return keys[order], values[order]


def exact_key(words: tuple[Word, ...]) -> str:
    """Equal for two names of the same words in any order."""
    return " ".join(sorted(word.text for word in words))


def _hashed(key: str) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "little")
