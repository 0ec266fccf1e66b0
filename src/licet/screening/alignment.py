"""Two names laid side by side, word to word: what they share, what either has alone."""

import re

import msgspec

from licet.screening.commonness import weight_of
from licet.screening.likeness import LEAST, SAME, likeness, share
from licet.screening.normal import Word, word_of

_NEARLY_SAME = 940
"""From this on two names cut into words differently are one name spelt together and apart."""


class Pair(msgspec.Struct, frozen=True):
    """Words of the query and of the record that stand for each other; two words may stand for one that joins them."""

    query: tuple[Word, ...]
    record: tuple[Word, ...]
    likeness: int
    weight: int


class Alignment(msgspec.Struct, frozen=True, kw_only=True):
    """What a comparison of two names found. Weights are thousandths of a rare word (see `commonness`)."""

    pairs: tuple[Pair, ...]
    query_alone: tuple[Word, ...]
    record_alone: tuple[Word, ...]
    query_alone_weight: int
    record_alone_weight: int

    @property
    def shared(self) -> int:
        """The weight of the words shared, each as far as it is alike."""
        return sum(pair.weight * credit(pair.likeness) // SAME for pair in self.pairs)

    @property
    def query_weight(self) -> int:
        return self.query_alone_weight + sum(pair.weight for pair in self.pairs)

    @property
    def record_weight(self) -> int:
        return self.record_alone_weight + sum(pair.weight for pair in self.pairs)

    @property
    def query_length(self) -> int:
        return len(self.query_alone) + sum(len(pair.query) for pair in self.pairs)

    @property
    def record_length(self) -> int:
        return len(self.record_alone) + sum(len(pair.record) for pair in self.pairs)

    @property
    def numbers_differ(self) -> bool:
        """Each side has a number that the other lacks: two of a series (`27th Centre`, `29th Centre`)."""
        return any(word.text.isdigit() for word in self.query_alone) and any(word.text.isdigit() for word in self.record_alone)


def credit(like: int) -> int:
    """How much of a word's weight a likeness earns: all when equal, little below 800, nothing below 600 (thousandths)."""
    for above, start, slope in ((900, 900, 1000), (800, 650, 2500), (700, 250, 4000), (600, 0, 2500)):
        if like >= above:
            return start + (like - above) * slope // SAME
    return 0


def align(query: tuple[Word, ...], record: tuple[Word, ...], *, person: bool) -> Alignment:
    """Pair words greedily, the weightiest likeness first, ties in order of place; word order itself does not count.

    Pairing is deterministic. Where one side writes as one word what the other writes as two, the
    two are joined when they are then nearly the same.
    """
    query_weights = [weight_of(word, person=person) for word in query]
    record_weights = [weight_of(word, person=person) for word in record]
    whole = _written_as_one(query, record)
    if whole >= _NEARLY_SAME:
        weight = min(sum(query_weights), sum(record_weights))
        pair = Pair(query, record, whole, weight)
        return Alignment(pairs=(pair,), query_alone=(), record_alone=(), query_alone_weight=0, record_alone_weight=0)
    offers: list[tuple[int, int, int, int, int, int]] = []
    for i, one in enumerate(query):
        for j, other in enumerate(record):
            like = likeness(one, other)
            if like >= LEAST:
                offers.append((-like * min(query_weights[i], record_weights[j]), -like, i, j, 1, 1))
    for i, j, like in _joined(query, record):
        offers.append((-like * min(query_weights[i] + query_weights[i + 1], record_weights[j]), -like, i, j, 2, 1))
    for j, i, like in _joined(record, query):
        offers.append((-like * min(query_weights[i], record_weights[j] + record_weights[j + 1]), -like, i, j, 1, 2))
    offers.sort()
    query_taken, record_taken = [False] * len(query), [False] * len(record)
    pairs: list[Pair] = []
    for _, negative, i, j, width, height in offers:
        if any(query_taken[i : i + width]) or any(record_taken[j : j + height]):
            continue
        query_taken[i : i + width] = [True] * width
        record_taken[j : j + height] = [True] * height
        weight = min(sum(query_weights[i : i + width]), sum(record_weights[j : j + height]))
        pairs.append(Pair(query[i : i + width], record[j : j + height], -negative, weight))
    return Alignment(
        pairs=tuple(pairs),
        query_alone=tuple(word for word, taken in zip(query, query_taken, strict=True) if not taken),
        record_alone=tuple(word for word, taken in zip(record, record_taken, strict=True) if not taken),
        query_alone_weight=sum(weight for weight, taken in zip(query_weights, query_taken, strict=True) if not taken),
        record_alone_weight=sum(weight for weight, taken in zip(record_weights, record_taken, strict=True) if not taken),
    )


def _written_as_one(query: tuple[Word, ...], record: tuple[Word, ...]) -> int:
    """How alike two names are when all their words are run together, where they are cut into words differently."""
    if len(query) == len(record) or not query or not record:
        return 0
    one, other = ("".join(word.text for word in words) for words in (query, record))
    like = share(one, other)
    return like if like < _NEARLY_SAME or _digits(one) == _digits(other) else 0


def _digits(text: str) -> str:
    return re.sub("[^0-9]", "", text)


def _joined(split: tuple[Word, ...], whole: tuple[Word, ...]) -> list[tuple[int, int, int]]:
    """Where two neighbours of `split` written as one are nearly a word of `whole`: places in both, and the likeness."""
    found = []
    for i in range(len(split) - 1):
        first, second = split[i], split[i + 1]
        joined: Word | None = None
        for j, other in enumerate(whole):
            if first.arabic == other.arabic:
                close = abs(len(first.text) + len(second.text) - len(other.text)) <= 2 and first.text[0] == other.text[0]
            else:
                close = abs(len(first.bones) + len(second.bones) - len(other.bones)) <= 2
            if close and len(other.text) >= 4:
                joined = joined or word_of(first.text + second.text, arabic=first.arabic)
                like = likeness(joined, other)
                if like >= 850:
                    found.append((i, j, like))
    return found
