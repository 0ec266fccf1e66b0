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

from licet.screening.index import Index
from licet.screening.likeness import SAME
from licet.screening.normal import Word
from licet.screening.skeleton import bones_of_run
from licet.screening.vocabulary import CREDITS, Kin, is_slight

Ints = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]

ENOUGH = int(CREDITS[750])
"""A telling word must earn so much, in thousandths, unless less could alert."""


class Measures(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """By name, in thousandths of a rare word: the most weight shared, the least that the query's name has alone and that
    the other has, and of each the weightiest word that has nothing like it on the other side.
    """

    shared: Ints
    lost: Ints
    lost_there: Ints
    rest: Ints
    rest_there: Ints

    def of(self, some: Bools) -> "Measures":
        """Of some names only."""
        return Measures(**{name: getattr(self, name)[some] for name in self.__struct_fields__})

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


def reach(index: Index, words: Sequence[Word], persons: Bools, aims: Iterable[Aim]) -> tuple[Ints, Measures]:
    """The names that may be the one of these words; `persons` says for each kind of the index whether a name is a person's."""
    kin = [index.vocabulary.kin(word) for word in words]
    telling, enough = _telling(kin, words, tuple(aims))
    as_one = _written_as_one(index, words)
    found = [index.of_same_words(tuple(words))]
    found += [names for places, names in as_one if telling.intersection(places)]
    found += [index.holding(at) for place in telling for at in kin[place].words[kin[place].credits >= enough].tolist()]
    names = np.unique(np.concatenate(found))
    if len(names):
        return names, _measured(index, names, kin, persons, as_one)
    return names, Measures(**dict.fromkeys(Measures.__struct_fields__, names))


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
    """Names in which words of the query are written as one or apart: the places of those words, and the names."""
    found: list[tuple[tuple[int, ...], Ints]] = []
    whole = tuple(range(len(words)))
    runs: list[tuple[int, ...]] = [(place, place + 1) for place in whole[:-1]]
    for run in runs if len(words) < 3 else [*runs, whole]:
        bones = bones_of_run([words[place] for place in run])
        found += [(run, index.holding(at)) for at in index.vocabulary.with_bones(bones).tolist()]
    found += [((place,), index.with_neighbours(words[place].bones)) for place in whole]
    weighty = [word for word in words if not is_slight(word)]
    found.append((whole, index.written_as(bones_of_run(weighty or words))))
    return [(run, names) for run, names in found if len(names)]


def _measured(
    index: Index, names: Ints, kin: Sequence[Kin], persons: Bools, as_one: Iterable[tuple[tuple[int, ...], Ints]]
) -> Measures:
    starts = index.name_starts[names]
    counts = index.name_starts[names + 1] - starts
    ends = np.cumsum(counts)
    firsts = ends - counts
    words = index.name_words[np.arange(int(ends[-1])) + np.repeat(starts - firsts, counts)]
    person = persons[index.name_kinds[names]].astype(np.int32)
    of_name = np.repeat(np.arange(len(names)), counts)
    size = len(index.vocabulary)
    alone_there = index.vocabulary.weights.ravel()[words + person[of_name] * size]
    rests_there = alone_there.copy()
    shared, lost, rest = (np.zeros(len(names), dtype=np.int32) for _ in range(3))
    joined = np.zeros(len(names), dtype=np.bool_)
    hits = [(run, _places_of(held, names)) for run, held in as_one]
    for _, hit in hits:
        joined[hit] = True
    places = np.zeros(size, dtype=np.int32)
    for place, one in enumerate(kin):
        columns = len(one.words) + 1
        places[one.words] = np.arange(1, columns, dtype=np.int32)
        at = places[words]
        places[one.words] = 0
        alike = np.flatnonzero(at)
        owners = of_name[alike]
        columns_there = at[alike] + person[owners] * columns
        gains, losses = np.zeros(len(names), dtype=np.int32), one.weights[person]
        if len(alike):
            heads = np.flatnonzero(np.diff(owners, prepend=-1))
            gains[owners[heads]] = np.maximum.reduceat(one.gains.ravel()[columns_there], heads)
            held = np.minimum.reduceat(one.losses.ravel()[columns_there], heads)
            losses[owners[heads]] = np.minimum(losses[owners[heads]], held)
            alone_there[alike] = np.minimum(alone_there[alike], one.losses_there.ravel()[columns_there])
            rests_there[alike] = 0
        for run, hit in hits:
            if place in run:
                gains[hit], losses[hit] = one.weights[person[hit]], 0
        shared += gains
        lost += losses
        np.maximum(rest, np.where(gains == 0, losses, 0), out=rest)
    # Which of the name's words are joined is not looked up: none of them is held to be alone.
    lost_there = np.where(joined, 0, np.add.reduceat(alone_there, firsts))
    rest_there = np.where(joined, 0, np.maximum.reduceat(rests_there, firsts))
    return Measures(shared=shared, lost=lost, lost_there=lost_there, rest=rest, rest_there=rest_there)


def _places_of(some: Ints, names: Ints) -> npt.NDArray[np.int64]:
    """Where those of some names that stand among these, in order, stand."""
    places = np.minimum(np.searchsorted(names, some), len(names) - 1)
    stand: npt.NDArray[np.int64] = places[names[places] == some]
    return stand
