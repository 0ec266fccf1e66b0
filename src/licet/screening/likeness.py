"""How alike two words are, in whole thousandths; the same on every machine, since only whole numbers are divided."""

from functools import lru_cache

from rapidfuzz.distance import OSA, Indel

from licet.encoding.countries import NAME_OF
from licet.screening.normal import Word
from licet.screening.scripts import eastern
from licet.screening.scripts.unvowelled import allows
from licet.screening.variants import same_group

SAME = 1000
INITIAL = 700
SAME_SYLLABLES = 970
_STATES = frozenset(name.lower() for name in NAME_OF.values() if name.isalpha())
"""Estonia and Ethiopia are two states, however like their letters."""
LEAST = 600
"""Below this two words are two words."""


@lru_cache(maxsize=500_000)
def likeness(one: Word, other: Word) -> int:
    """Compare letters, sounds and consonants and take the best.

    A spelling without vowels (Arabic, Hebrew) is tried as a pattern of the full one, else compared
    by its consonants and by whether the letters it does have stand in the other in order. A single
    letter is like any word it begins. Numbers are alike only when equal, and so are the names of
    states. Words of one group of
    `variants` are alike however they are spelt.
    """
    if one.text == other.text:
        return SAME
    if one.arabic != other.arabic:
        return _unvowelled(one, other) if one.arabic else _unvowelled(other, one)
    if one.text.isdigit() or other.text.isdigit() or (one.text in _STATES and other.text in _STATES):
        return 0
    if len(one.text) == 1 or len(other.text) == 1:
        return INITIAL if one.text[0] == other.text[0] else 0
    letters = by_slips(OSA.distance(one.text, other.text), max(len(one.text), len(other.text)))
    sounds = by_sound(share(one.sound, other.sound))
    return max(letters, sounds, _bones(one, other, sounds), same_group(one.text, other.text))


def is_ordinary(word: Word) -> bool:
    """A word compared by its letters as they stand: no number, no initial, no name of a state."""
    return len(word.text) > 1 and not word.text.isdigit() and word.text not in _STATES


def by_slips(slips: int, longest: int) -> int:
    """How alike two words are that are so many slips of the pen apart, the longer of so many letters."""
    letters = SAME * (longest - slips) // longest
    if slips == 1 and longest >= 4:
        # One slip of the pen weighs less in a long word, and never so much as its share of a short one.
        return max(letters, 880 if longest >= 6 else 800)
    if slips == 2 and longest >= 8:
        return max(letters, 820)
    return letters


def by_sound(shared: int) -> int:
    """How alike two words are whose sounds share so much of both."""
    return shared * 97 // 100


@lru_cache(maxsize=100_000)
def eastern_likeness(one: Word, other: Word) -> int:
    """Compare two words of Chinese or Korean names: syllables that sound the same in some romanisation are one, others are not.

    What would be a slip of the pen in a long word is here another of a few hundred syllables.
    """
    if one.text == other.text:
        return SAME
    sound = eastern.sound(one.text)
    if sound is not None and sound == eastern.sound(other.text):
        return SAME_SYLLABLES
    return same_group(one.text, other.text) or likeness(one, other) * 65 // 100


def share(one: str, other: str) -> int:
    """The part of both words that stands in both in the same order, in thousandths."""
    whole = len(one) + len(other)
    return SAME * (whole - int(Indel.distance(one, other))) // whole if whole else 0


def _bones(one: Word, other: Word, sounds: int) -> int:
    return same_bones_alike(one, other.sound[0], sounds) if one.bones == other.bones and one.bones else 0


def same_bones_alike(one: Word, first: str, sounds: int) -> int:
    """How alike a word is to another of the same consonants whose sound begins with a letter and is so much alike."""
    if len(one.bones) >= 3:
        vowel_first = (one.sound[0] in "aiu") + (first in "aiu")
        return 900 if vowel_first != 1 and sounds >= 640 else 780
    return 820 if len(one.bones) == 2 and one.sound[0] == first and sounds >= 700 else 0


def _unvowelled(bare: Word, full: Word) -> int:
    if not bare.bones or not full.bones:
        return 0 if bare.bones or full.bones else share(bare.sound, full.sound) * 8 // 10
    if allows(bare.text, full.text):
        return 960 if len(bare.bones) >= 3 else 930
    shared = (len(bare.sound) + len(full.sound) - int(Indel.distance(bare.sound, full.sound))) // 2
    in_order = SAME * shared // len(bare.sound)
    return min(940, share(bare.bones, full.bones) * in_order // SAME)
