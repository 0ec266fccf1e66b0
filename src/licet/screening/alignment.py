"""Two names laid side by side, word to word: what they share, what either has alone."""

import re
from collections.abc import Callable
from functools import lru_cache

import msgspec

from licet.screening.commonness import SLIGHT, is_patronymic, weight_of
from licet.screening.legal_forms import families
from licet.screening.likeness import LEAST, SAME, eastern_likeness, likeness, share
from licet.screening.normal import Word, word_of
from licet.screening.scripts.eastern import is_eastern

_SOUNDS_SAME = 940
FORMS_LEFT_OUT = 200
"""So much weight may either name have alone when nothing but legal forms is left out."""
_TENTH = 10
AS_ONE = 850
"""Two words and the one that joins them stand for each other from so much likeness on."""
_NEARLY_SAME = 940
"""From this on two names cut into words differently are one name spelt together and apart."""


class Pair(msgspec.Struct, frozen=True):
    """Words of the query and of the record that stand for each other; two words may stand for one that joins them."""

    query: tuple[Word, ...]
    record: tuple[Word, ...]
    likeness: int
    weight: int


class Alignment(msgspec.Struct, frozen=True, kw_only=True):
    """What a comparison of two names found. Weights are thousandths of a rare word (see `commonness`).

    `shared`: the weight of the words shared, each as far as it is alike; `query_weight`, `record_weight`:
    that of either name, where a pair counts for as much in both.
    `syllables`: both names are Chinese or Korean, of few different syllables. `forms_differ`: both
    bodies have a legal form, of different families.
    """

    pairs: tuple[Pair, ...]
    query_alone: tuple[Word, ...]
    record_alone: tuple[Word, ...]
    shared: int
    query_weight: int
    record_weight: int
    query_alone_heaviest: int = 0
    record_alone_heaviest: int = 0
    syllables: bool = False
    forms_differ: bool = False

    @property
    def query_length(self) -> int:
        return len(self.query_alone) + sum(len(pair.query) for pair in self.pairs)

    @property
    def record_length(self) -> int:
        return len(self.record_alone) + sum(len(pair.record) for pair in self.pairs)

    @property
    def other_beginnings(self) -> int:
        """The weight of words that stand for each other, are not the same and begin with different letters."""
        return sum(
            pair.weight for pair in self.pairs if pair.likeness < _SOUNDS_SAME and pair.query[0].text[0] != pair.record[0].text[0]
        )

    @property
    def same_spelling(self) -> bool:
        """Every word that counts, of either name, stands in the other, spelt the same; legal forms may differ or be left out."""
        return (
            self.query_weight - self.shared <= FORMS_LEFT_OUT
            and self.record_weight - self.shared <= FORMS_LEFT_OUT
            and max(self.query_alone_heaviest, self.record_alone_heaviest) <= SLIGHT
            and all(pair.likeness == SAME or pair.weight <= SLIGHT for pair in self.pairs)
        )

    @property
    def lone_respelt(self) -> bool:
        """All that both names share that counts is one word, and the two spell it differently."""
        telling = [pair.likeness for pair in self.pairs if pair.weight > SLIGHT]
        return len(telling) == 1 and telling[0] < SAME

    @property
    def number_left_out(self) -> bool:
        """One side has a number where the other has none (`Victory`, `Victory 3`)."""
        alone = [any(word.text.isdigit() for word in words) for words in (self.query_alone, self.record_alone)]
        return alone[0] != alone[1]

    @property
    def numbers_differ(self) -> bool:
        """Each side has a number that the other lacks: two of a series (`27th Centre`, `29th Centre`)."""
        return any(word.text.isdigit() for word in self.query_alone) and any(word.text.isdigit() for word in self.record_alone)


@lru_cache(maxsize=SAME + 1)
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
    forms_differ = not person and _forms_differ(query, record)
    whole = _written_as_one(query, record, query_weights, record_weights)
    if whole >= _NEARLY_SAME:
        weight = min(sum(query_weights), sum(record_weights))
        pair = Pair(query, record, whole, weight)
        return Alignment(
            pairs=(pair,),
            query_alone=(),
            record_alone=(),
            shared=weight * credit(whole) // SAME,
            query_weight=weight,
            record_weight=weight,
            forms_differ=forms_differ,
        )
    syllables = _eastern(query) and _eastern(record)
    compare = eastern_likeness if syllables else likeness
    offers: list[tuple[int, int, int, int, int, int]] = []
    for i, one in enumerate(query):
        weight = query_weights[i]
        for j, other in enumerate(record):
            like = compare(one, other)
            if like >= LEAST:
                offers.append((-like * min(weight, record_weights[j]), -like, i, j, 1, 1))
    for i, j, like in _joined(query, record, compare):
        offers.append((-like * min(query_weights[i] + query_weights[i + 1], record_weights[j]), -like, i, j, 2, 1))
    for j, i, like in _joined(record, query, compare):
        offers.append((-like * min(query_weights[i], record_weights[j] + record_weights[j + 1]), -like, i, j, 1, 2))
    offers.sort()
    query_taken, record_taken = [False] * len(query), [False] * len(record)
    pairs: list[Pair] = []
    shared = paired = 0
    for _, negative, i, j, width, height in offers:
        if query_taken[i] or record_taken[j] or query_taken[i + width - 1] or record_taken[j + height - 1]:
            continue
        query_taken[i : i + width] = [True] * width
        record_taken[j : j + height] = [True] * height
        weight = min(sum(query_weights[i : i + width]), sum(record_weights[j : j + height]))
        shared += weight * credit(-negative) // SAME
        paired += weight
        pairs.append(Pair(query[i : i + width], record[j : j + height], -negative, weight))
    query_left = [i for i, taken in enumerate(query_taken) if not taken]
    record_left = [j for j, taken in enumerate(record_taken) if not taken]
    return Alignment(
        pairs=tuple(pairs),
        query_alone=tuple([query[i] for i in query_left]),
        record_alone=tuple([record[j] for j in record_left]),
        shared=shared,
        query_weight=paired + sum([query_weights[i] for i in query_left]),
        record_weight=paired + sum([record_weights[j] for j in record_left]),
        query_alone_heaviest=_heaviest(query, query_weights, query_left, person=person),
        record_alone_heaviest=_heaviest(record, record_weights, record_left, person=person),
        syllables=syllables,
        forms_differ=forms_differ,
    )


def _heaviest(words: tuple[Word, ...], weights: list[int], left: list[int], *, person: bool) -> int:
    """The weight of the weightiest word alone; a patronymic, which many documents leave out, says nothing by its absence."""
    return max([weights[at] for at in left if not (person and is_patronymic(words[at]))], default=0)


def _forms_differ(query: tuple[Word, ...], record: tuple[Word, ...]) -> bool:
    of_query, of_record = _forms(query), _forms(record)
    return bool(of_query and of_record and not of_query & of_record)


@lru_cache(maxsize=100_000)
def _forms(words: tuple[Word, ...]) -> frozenset[int]:
    known = families()
    return frozenset(known[word.text] for word in words if word.text in known)


@lru_cache(maxsize=100_000)
def _eastern(words: tuple[Word, ...]) -> bool:
    return is_eastern(tuple(word.text for word in words))


def _written_as_one(query: tuple[Word, ...], record: tuple[Word, ...], query_weights: list[int], record_weights: list[int]) -> int:
    """How alike two names are when their words are run together, where they are cut into words differently.

    Legal forms and the like are left out: one of the names often lacks them.
    """
    if len(query) == len(record) or not query or not record:
        return 0
    one = "".join([word.text for word, weight in zip(query, query_weights, strict=True) if weight > SLIGHT])
    other = "".join([word.text for word, weight in zip(record, record_weights, strict=True) if weight > SLIGHT])
    # Names so unequal in length cannot be nearly the same.
    if not one or not other or abs(len(one) - len(other)) * _TENTH > len(one) + len(other):
        return 0
    like = share(one, other)
    return like if like < _NEARLY_SAME or _digits(one) == _digits(other) else 0


def _digits(text: str) -> str:
    return re.sub("[^0-9]", "", text)


def _joined(split: tuple[Word, ...], whole: tuple[Word, ...], compare: Callable[[Word, Word], int]) -> list[tuple[int, int, int]]:
    """Where two neighbours of `split` written as one are nearly a word of `whole`: places in both, and the likeness."""
    found = []
    long_enough = [(j, other, len(other.text)) for j, other in enumerate(whole) if len(other.text) >= 4]
    for i in range(len(split) - 1 if long_enough else 0):
        first, second = split[i], split[i + 1]
        length = len(first.text) + len(second.text)
        joined: Word | None = None
        for j, other, other_length in long_enough:
            if compare is eastern_likeness:
                close = True
            elif first.arabic == other.arabic:
                close = -2 <= length - other_length <= 2 and first.text[0] == other.text[0]
            else:
                close = abs(len(first.bones) + len(second.bones) - len(other.bones)) <= 2
            if close:
                joined = joined or word_of(first.text + second.text, arabic=first.arabic)
                like = compare(joined, other)
                if like >= AS_ONE:
                    found.append((i, j, like))
    return found
