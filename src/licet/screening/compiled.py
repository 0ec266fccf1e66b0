"""The innermost loops of screening, compiled to machine code when they are first called.

Whole-number arithmetic over plain arrays; each is called through the module that says what it is
for. The code made is kept beside the source or in the user's cache; where neither can be written,
in memory. Arrays of an index are read-only, here as everywhere.

Code that was kept is made anew when this file changes, and only then: whatever number it holds
stands here, and a test holds it to the model's.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
import numpy as np
import numpy.typing as npt
from numba import types
from numba.extending import intrinsic

Array = npt.NDArray[Any]
F = TypeVar("F", bound=Callable[..., Any])

SAME = 1000
SLIGHT = 100
CUT_OFF = 2
"""So many letters may be what a slip of the pen cut off the word beside them."""
JOINED = 780
"""A word that two others are written as is so long, in thousandths of both, when it is alike enough to be taken for them."""


def _compiled(function: F) -> F:
    try:
        return cast("F", numba.njit(cache=True, nogil=True)(function))
    except RuntimeError:  # no place to keep it in
        return cast("F", numba.njit(nogil=True)(function))


def _ctpop(_context: Any, _word: Any) -> Any:
    return types.uint64(types.uint64), lambda _, builder, __, arguments: builder.ctpop(arguments[0])


_set_bits: Any = intrinsic(_ctpop)
"""How many bits of 64 are set: one instruction of every processor, which Python has no word for."""


@_compiled
def _bits(word: Any) -> int:
    return np.int64(_set_bits(word))  # type: ignore[return-value]


@_compiled
def _in_order(codes: Array, word: int, length: int, places: Array) -> int:
    """How many letters a word, by its codes, shares with another, by the places of each letter in it, in the same order: their
    longest common subsequence, by the bit-parallel algorithm of Hyyrö (2004).
    """
    left = np.uint64(0xFFFF)
    for at in range(length):
        matched = left & places[codes[word, at]]
        left = ((left + matched) | (left - matched)) & np.uint64(0xFFFF)
    return 16 - _bits(left)


@_compiled
def alike(
    codes: Array,
    lengths: Array,
    letters: Array,
    first: int,
    last: int,
    places: Array,
    in_form: Any,
    slack: int,
    length: int,
    least: int,
) -> tuple[Array, Array]:
    """The words from `first` to `last` that share `least` thousandths of both forms in the same order, and how many letters.

    `codes` [words, 16], `lengths`, `letters` [words]: see `vocabulary.Forms`. Of the form looked up:
    `places` of each letter, `in_form` which letters stand in it, `slack` how many of its letters that
    does not tell apart, `length` how many there are.
    """
    longest = codes.shape[1]
    enough = np.empty(longest + 1, np.int64)
    for size in range(longest + 1):
        enough[size] = -(-least * (size + length) // (2 * SAME))
    # Which words have so many letters at all is found first, without a branch.
    found, count = np.empty(last - first + 1, np.int64), 0
    for word in range(first, last):
        found[count] = word
        count += _bits(letters[word] & in_form) + slack >= enough[lengths[word]]
    shared, kept = np.empty(count, np.int64), 0
    for at in range(count):
        word = found[at]
        found[kept], shared[kept] = word, _in_order(codes, word, lengths[word], places)
        kept += shared[kept] >= enough[lengths[word]]
    return found[:kept].copy(), shared[:kept].copy()


@_compiled
def _slips(one: Array, codes: Array, word: int, length: int, rows: Array) -> int:
    """How many letters are to be put in, left out, replaced or exchanged with their neighbour to make one word of another, no
    letter twice: their optimal string alignment. `rows` is room for three rows.
    """
    width = len(one)
    for at in range(width + 1):
        rows[0, at] = at
    for row in range(1, length + 1):
        now, last, before = row % 3, (row + 2) % 3, (row + 1) % 3
        rows[now, 0] = row
        for at in range(1, width + 1):
            same = one[at - 1] == codes[word, row - 1]
            best = min(rows[last, at] + 1, rows[now, at - 1] + 1, rows[last, at - 1] + (0 if same else 1))
            if row > 1 and at > 1 and one[at - 1] == codes[word, row - 2] and one[at - 2] == codes[word, row - 1]:
                best = min(best, rows[before, at - 2] + 1)
            rows[now, at] = best
    return rows[length % 3, width]  # type: ignore[no-any-return]


@_compiled
def likenesses(
    words: Array,
    shared: Array,
    text_codes: Array,
    text_lengths: Array,
    text_letters: Array,
    sound_lengths: Array,
    text: Array,
    in_text: Any,
    slack: int,
    sound_length: int,
    by_slips: Array,
    by_sound: Array,
) -> Array:
    """How alike one word is to some, by their letters and by how many letters of the sound each shares with it in order.

    `text_codes` [words, 16], `text_lengths`, `text_letters`, `sound_lengths` [words] are those of the
    vocabulary, `text` the codes of the word, `in_text` and `slack` as in `alike`; `by_slips`
    [longest, slips] and `by_sound` [thousandths shared] say what these are worth.
    """
    found = np.empty(len(words), np.int64)
    rows = np.zeros((3, len(text) + 1), np.int64)
    for at in range(len(words)):
        word = words[at]
        longest = max(len(text), int(text_lengths[word]))
        found[at] = by_sound[shared[at] * 2 * SAME // (np.int64(sound_lengths[word]) + sound_length)]
        # Letters that the two do not have in common are slips, wherever they stand.
        fewest = max(longest - _bits(text_letters[word] & in_text) - slack, 0)
        if by_slips[longest, fewest] > found[at]:
            found[at] = max(found[at], by_slips[longest, _slips(text, text_codes, word, text_lengths[word], rows)])
    return found


@_compiled
def shared_letters(codes: Array, lengths: Array, words: Array, places: Array) -> Array:
    """How many letters each of some words shares with a form in the same order."""
    found = np.empty(len(words), np.int64)
    for at in range(len(words)):
        found[at] = _in_order(codes, words[at], lengths[words[at]], places)
    return found


@_compiled
def ceilings(shared: Array, lost: Array, lost_there: Array, rest: Array, rest_there: Array, person: Array, numbers: Array) -> Array:
    """What the model says of measures of names; see `ceiling`, which gives the `numbers` of the model."""
    base, by_shared, by_first, by_gap, by_gap_of_person, by_record_gap, by_rest, by_record_rest, respelt, left_out = numbers
    found = np.empty(len(shared), np.int64)
    for at in range(len(shared)):
        query_gap = SAME - shared[at] * SAME // max(shared[at] + lost[at], 1)
        record_gap = SAME - shared[at] * SAME // max(shared[at] + lost_there[at], 1)
        odds = base + (by_shared * min(shared[at], 3 * SAME) + by_first * min(shared[at], SAME)) // SAME
        odds += (by_gap + (by_gap_of_person if person[at] else 0)) * query_gap // SAME
        odds += by_record_gap * record_gap // SAME + by_rest * rest[at] + by_record_rest * rest_there[at]
        if lost[at] > left_out or lost_there[at] > left_out or rest[at] or rest_there[at]:
            odds += respelt
        found[at] = odds
    return found


@_compiled
def mark_holders(marks: Array, words: Array, starts: Array, postings: Array) -> None:
    """Mark the names that hold any of some words; postings lie from `starts[word]` to `starts[word + 1]`."""
    for word in words:
        for at in range(starts[word], starts[word + 1]):
            marks[postings[at]] = True


@_compiled
def _pair_off(found: Array, of_query: Array, of_name: Array, gain_of: Array, own: Array, words: Array, weights: Array) -> None:
    """Measure a name whose words are paired with the query's, the best pairing first, each word once."""
    own_left, there_left = own.copy(), np.zeros(len(words), np.int64)
    alone, alone_there = 0, 0
    for place in range(len(own)):
        alone += own_left[place]
    for at in range(len(words)):
        there_left[at] = weights[words[at]]
        alone_there += there_left[at]
    shared = 0
    while True:
        best = 0
        for pairing in range(len(gain_of)):
            gain = gain_of[pairing]
            if gain > best and own_left[of_query[pairing]] > 0 and there_left[of_name[pairing]] > 0:
                best, place, at = gain, of_query[pairing], of_name[pairing]
        if best == 0:
            break
        left = min(own_left[place], there_left[at]) - best
        shared += best
        alone += left - own_left[place]
        alone_there += left - there_left[at]
        own_left[place] = there_left[at] = 0
    found[0], found[1], found[2], found[3], found[4] = shared, alone, alone_there, 0, 0
    for place in range(len(own)):
        if own_left[place] > SLIGHT:
            found[3] = 1
    for at in range(len(words)):
        if there_left[at] > SLIGHT:
            found[4] = 1


@_compiled
def measure(
    names: Array,
    persons: Array,
    name_starts: Array,
    name_words: Array,
    weights: Array,
    lengths: Array,
    kin_starts: Array,
    kin_words: Array,
    earned: Array,
    enough: int,
    little: int,
    gains: Array,
    losses: Array,
    own: Array,
    own_lengths: Array,
    joined_rows: Array,
    joined: Array,
    one_to_one: bool,
    found: Array,
) -> None:
    """Fill `found` [5, names]: of each name the weight shared at the most, what either side has alone at the least, and
    whether a word that counts of either has nothing like it on the other side (see `reach.Measures`). With `one_to_one`
    about what these are when each word stands for one other, the best pairing first.

    The words like the query's words lie one query word after the other (`kin_starts`): which of the
    vocabulary they are, what they earn (`enough` to be near, `little` when it is no more than a
    bound), what a pairing gains and loses in the name of an organisation and of a person.
    `joined_rows` gives for a name the row of `joined` [rows, words of the query] that says which
    words of the query it writes apart, or -1.
    """
    count = len(own_lengths)
    firsts = np.zeros(weights.shape[1], dtype=np.int32)
    nexts = np.zeros(len(kin_words), dtype=np.int32)
    owners = np.zeros(len(kin_words), dtype=np.int32)
    for place in range(count):
        for entry in range(kin_starts[place], kin_starts[place + 1]):
            owners[entry] = place
            nexts[entry] = firsts[kin_words[entry]]
            firsts[kin_words[entry]] = entry + 1
    longest = 1
    for name in names:
        longest = max(longest, name_starts[name + 1] - name_starts[name])
    gained, lost, longest_near = np.zeros(count, np.int64), np.zeros(count, np.int64), np.zeros(count, np.int64)
    alone_there, length_there = np.zeros(longest, np.int64), np.zeros(longest, np.int64)
    resting, stands_for = np.zeros(longest, np.bool_), np.zeros(longest, np.int64)
    # Pairings of the name at hand: words of either side, and what each gains.
    of_query, of_name, gain_of = (
        np.zeros(count * longest, np.int64),
        np.zeros(count * longest, np.int64),
        np.zeros(count * longest, np.int64),
    )
    for row in range(len(names)):
        name, person = names[row], persons[row]
        pairings = 0
        first = name_starts[name]
        words = name_starts[name + 1] - first
        for place in range(count):
            gained[place], lost[place], longest_near[place] = 0, own[person, place], 0
        for at in range(words):
            word = name_words[first + at]
            alone_there[at], length_there[at], stands_for[at] = weights[person, word], lengths[word], -1
            entry = firsts[word]
            resting[at] = entry == 0 and alone_there[at] > SLIGHT
            while entry:
                entry -= 1
                place = owners[entry]
                gained[place] = max(gained[place], gains[person, entry])
                lost[place] = min(lost[place], losses[person, entry])
                alone_there[at] = min(alone_there[at], losses[person, entry])
                gain = gains[person, entry]
                of_query[pairings], of_name[pairings] = place, at
                gain_of[pairings] = gain // 3 if earned[entry] == little else gain
                pairings += 1
                if earned[entry] >= enough:
                    stands_for[at] = place
                    longest_near[place] = max(longest_near[place], length_there[at])
                entry = nexts[entry]
        if one_to_one:
            there = name_words[first : first + words]
            _pair_off(
                found[:, row], of_query[:pairings], of_name[:pairings], gain_of[:pairings], own[person], there, weights[person]
            )
            continue
        # A letter or two may have been cut off the word beside them, in either name.
        for at in range(words):
            if length_there[at] <= CUT_OFF:
                for beside in (at - 1, at + 1):
                    if 0 <= beside < words and stands_for[beside] >= 0:
                        place = stands_for[beside]
                        if own_lengths[place] * SAME >= (length_there[at] + length_there[beside]) * JOINED:
                            alone_there[at], resting[at] = 0, False
                            gained[place], lost[place] = own[person, place], 0
        for place in range(count):
            if own_lengths[place] <= CUT_OFF:
                for beside in (place - 1, place + 1):
                    if not 0 <= beside < count or longest_near[beside] == 0:
                        continue
                    if longest_near[beside] * SAME >= (own_lengths[place] + own_lengths[beside]) * JOINED:
                        gained[place], lost[place] = own[person, place], 0
                        gained[beside], lost[beside] = own[person, beside], 0
        is_joined = joined_rows[row] >= 0
        shared, alone, rest = 0, 0, 0
        for place in range(count):
            if is_joined and joined[joined_rows[row], place]:
                gained[place], lost[place] = own[person, place], 0
            shared += gained[place]
            alone += lost[place]
            if gained[place] == 0 and lost[place] > SLIGHT:
                rest = 1
        found[0, row], found[1, row], found[3, row] = shared, alone, rest
        found[2, row], found[4, row] = 0, 0
        # Which of a name's words are joined is not looked up: none of them is held to be alone.
        if not is_joined:
            for at in range(words):
                found[2, row] += alone_there[at]
                if resting[at]:
                    found[4, row] = 1
