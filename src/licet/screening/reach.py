"""Which names of an edition may be those of a queried name, and how much of it each may share.

A name is reached when it holds a word that is enough alike to one of the *telling* words of the
query: its weightiest, so many of them that no name without any could alert; or when words written
as one on one side and apart on the other have equal consonants; or when it has the same words.
All of this depends on the query and the name alone, never on what else is listed, so that a
changed list changes nothing for an unchanged name.
"""

from collections.abc import Iterable, Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from licet.screening import compiled
from licet.screening.alignment import AS_ONE
from licet.screening.index import Index
from licet.screening.layout import starts
from licet.screening.likeness import SAME, likeness, share
from licet.screening.normal import Word, word_of
from licet.screening.skeleton import bones_of_run
from licet.screening.vocabulary import CREDITS, UNALIKE, Kin, is_slight

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

ENOUGH = int(CREDITS[800])
"""A telling word must earn so much, in thousandths, unless less could alert."""


class Measures(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """By name, in thousandths of a rare word: the most weight shared, the least that the query's name has alone and that
    the other has, and whether (0 or 1) a word that counts of the one and of the other has nothing like it on the other side.
    """

    shared: Longs
    lost: Longs
    lost_there: Longs
    rest: Longs
    rest_there: Longs

    def turned(self) -> "Measures":
        """As seen from the other name."""
        return Measures(shared=self.shared, lost=self.lost_there, lost_there=self.lost, rest=self.rest_there, rest_there=self.rest)


class Aim(msgspec.Struct, frozen=True, kw_only=True):
    """What must be shared to matter, with records of one kind: whether names are those of persons, the least weight shared
    (None: nothing matters), and the least that the words most alike must earn, in thousandths.
    """

    person: bool
    least: int | None
    earned: int


class Reached:
    """The names that may be the one of some words, in order of place, and what is known of each."""

    def __init__(self, index: Index, words: Sequence[Word], persons: Bools, aims: Iterable[Aim]) -> None:
        """`persons` says for each kind of the index whether a name is a person's."""
        kin = [index.vocabulary.kin(word) for word in words]
        telling, enough = _telling(kin, words, tuple(aims))
        as_one, apart = _written_as_one(index, words), _written_apart(index, words)
        reached = np.zeros(len(index.name_kinds), dtype=np.bool_)
        reached[index.of_same_words(tuple(words))] = True
        for run, found in as_one:
            if telling.intersection(run):
                compiled.mark_holders(reached, found, index.posting_starts, index.postings)
        for run, names in apart:
            if telling.intersection(run):
                reached[names] = True
        for place in telling:
            near = kin[place].words[kin[place].credits >= enough]
            compiled.mark_holders(reached, near, index.posting_starts, index.postings)
        self.names = np.flatnonzero(reached)
        self.persons = persons[index.name_kinds[self.names]]
        self._joined_rows, self._joined = _joined(self.names, len(kin), apart)
        for run, found in as_one:
            kin = [one.joined_in(found) if place in run else one for place, one in enumerate(kin)]
        self._layout = (
            index.name_starts,
            index.name_words,
            index.vocabulary.weights,
            index.vocabulary.sounds.lengths,
            starts([len(one.words) for one in kin]),
            np.concatenate([one.words for one in kin]),
            np.concatenate([one.credits for one in kin]),
            ENOUGH,
            UNALIKE,
            np.concatenate([one.gains for one in kin], axis=1),
            np.concatenate([one.losses for one in kin], axis=1),
            np.array([one.weights for one in kin], dtype=np.int32).T.copy(),
            np.array([len(word.sound) for word in words]),
        )

    def bounds(self) -> Measures:
        """What each name shares at the most and has alone at the least."""
        return self._measured(np.arange(len(self.names)), one_to_one=False)

    def likely(self, some: Longs) -> Measures:
        """About what some of the names share and have alone."""
        return self._measured(some, one_to_one=True)

    def _measured(self, some: Longs, *, one_to_one: bool) -> Measures:
        found = np.empty((len(Measures.__struct_fields__), len(some)), dtype=np.int64)
        persons = self.persons[some].astype(np.int64)
        compiled.measure(self.names[some], persons, *self._layout, self._joined_rows[some], self._joined, one_to_one, found)
        shared, lost, lost_there, rest, rest_there = found
        return Measures(shared=shared, lost=lost, lost_there=lost_there, rest=rest, rest_there=rest_there)


def _telling(kin: Sequence[Kin], words: Sequence[Word], aims: Sequence[Aim]) -> tuple[frozenset[int], int]:
    """The places of the words of which a name must hold one, and how much it must earn.

    The lightest words are left out while, with all of them shared, the others must still earn
    `ENOUGH` for the least that matters; and while they are less than half of the name. None is
    left out of a name written without vowels, which is alike to too many.
    """
    weights = np.array([one.weights for one in kin])
    whole, left_out = weights.sum(axis=0), np.zeros(2, dtype=np.int64)
    telling = set(range(len(kin)))
    kinds = [(int(aim.person), aim.least) for aim in aims if aim.least is not None]

    def must_earn(out: npt.NDArray[np.int64]) -> int:
        return min([SAME, *((least - int(out[kind])) * SAME // max(int(whole[kind] - out[kind]), 1) for kind, least in kinds)])

    for place in sorted(telling, key=lambda place: (int(weights[place].max()), words[place].text, place)):
        out = left_out + weights[place]
        if words[place].arabic or must_earn(out) < ENOUGH or bool((2 * out >= whole).any()):
            break
        left_out = out
        telling.discard(place)
    enough = must_earn(left_out)
    if len(telling) == len(kin):
        enough = max(enough, min((aim.earned for aim in aims if aim.least is not None), default=SAME))
    return frozenset(telling), max(min(enough, ENOUGH), 0)


def _written_as_one(index: Index, words: Sequence[Word]) -> list[tuple[tuple[int, ...], Ints]]:
    """Words of the vocabulary that are words of the query written as one: the places of those, and the words."""
    found: list[tuple[tuple[int, ...], Ints]] = []
    runs: list[tuple[int, ...]] = [(place, place + 1) for place in range(len(words) - 1)]
    for run in runs if len(words) < 3 else [*runs, tuple(range(len(words)))]:
        whole = word_of("".join(words[place].text for place in run), arabic=words[run[0]].arabic)
        alike = [at for at in index.vocabulary.with_bones(whole.bones).tolist() if _is_one(whole, index.vocabulary.word(at))]
        if alike:
            found.append((run, np.array(alike, dtype=np.int32)))
    return found


def _is_one(whole: Word, word: Word) -> bool:
    return max(likeness(whole, word), share(whole.text, word.text)) >= AS_ONE


def _written_apart(index: Index, words: Sequence[Word]) -> list[tuple[tuple[int, ...], Ints]]:
    """Names that write as several words what the query writes as one, or cut otherwise: the places of the words, and the names."""
    weighty = [word for word in words if not is_slight(word)]
    found: list[tuple[tuple[int, ...], Ints]] = [((place,), index.with_neighbours(word.bones)) for place, word in enumerate(words)]
    found.append((tuple(range(len(words))), index.written_as(bones_of_run(weighty or words))))
    return [(run, names) for run, names in found if len(names)]


def _joined(names: Longs, count: int, apart: Sequence[tuple[tuple[int, ...], Ints]]) -> tuple[Ints, Bools]:
    """Of the names that write words of the query apart, which words these are; the row of each name, or -1."""
    rows = np.full(len(names), -1, dtype=np.int32)
    if not apart:
        return rows, np.zeros((0, count), dtype=np.bool_)
    hits = [_places_of(held, names) for _, held in apart]
    some = np.unique(np.concatenate(hits))
    rows[some] = np.arange(len(some))
    joined = np.zeros((len(some), count), dtype=np.bool_)
    for (run, _), hit in zip(apart, hits, strict=True):
        for place in run:
            joined[rows[hit], place] = True
    return rows, joined


def _places_of(some: Ints, names: Longs) -> npt.NDArray[np.int64]:
    """Where those of some names that stand among these, in order, stand."""
    places = np.minimum(np.searchsorted(names, some), len(names) - 1)
    stand: npt.NDArray[np.int64] = places[names[places] == some]
    return stand
