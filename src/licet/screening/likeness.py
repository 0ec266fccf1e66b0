"""How alike two words are, in whole thousandths; the same on every machine, since only whole numbers are divided."""

from functools import lru_cache

from rapidfuzz.distance import OSA, Indel

from licet.screening.normal import Word

SAME = 1000
INITIAL = 700
LEAST = 600
"""Below this two words are two words."""


@lru_cache(maxsize=500_000)
def likeness(one: Word, other: Word) -> int:
    """Compare letters, sounds and consonants and take the best.

    A spelling without vowels (Arabic script) is compared by its consonants, and by whether the
    letters it does have stand in the other in order. A single letter is like any word it begins.
    Numbers are alike only when equal.
    """
    if one.text == other.text:
        return SAME
    if one.arabic != other.arabic:
        return _unvowelled(one, other) if one.arabic else _unvowelled(other, one)
    if one.text.isdigit() or other.text.isdigit():
        return 0
    if len(one.text) == 1 or len(other.text) == 1:
        return INITIAL if one.text[0] == other.text[0] else 0
    longest = max(len(one.text), len(other.text))
    slips = OSA.distance(one.text, other.text)
    letters = SAME * (longest - slips) // longest
    if slips == 1 and longest >= 4:
        # One slip of the pen weighs less in a long word, and never so much as its share of a short one.
        letters = max(letters, 880 if longest >= 6 else 800)
    sounds = share(one.sound, other.sound) * 97 // 100
    return max(letters, sounds, _bones(one, other, sounds))


def share(one: str, other: str) -> int:
    """The part of both words that stands in both in the same order, in thousandths."""
    whole = len(one) + len(other)
    return SAME * (whole - int(Indel.distance(one, other))) // whole if whole else 0


def _bones(one: Word, other: Word, sounds: int) -> int:
    if one.bones != other.bones:
        return 0
    if len(one.bones) >= 3:
        return 900
    return 820 if len(one.bones) == 2 and one.sound[0] == other.sound[0] and sounds >= 700 else 0


def _unvowelled(arabic: Word, full: Word) -> int:
    if not arabic.bones or not full.bones:
        return 0 if arabic.bones or full.bones else share(arabic.sound, full.sound) * 8 // 10
    shared = (len(arabic.sound) + len(full.sound) - int(Indel.distance(arabic.sound, full.sound))) // 2
    in_order = SAME * shared // len(arabic.sound)
    return min(960, share(arabic.bones, full.bones) * in_order // SAME)
