"""Keys of consonant skeletons, made so that the key of two words written as one follows from the keys of both.

A key is the polynomial of a skeleton's letters at an odd number, in whole numbers of 64 bits. Two
skeletons of one key are taken for equal by the index only; what it finds is compared afterwards.
"""

from collections.abc import Sequence
from functools import lru_cache

import msgspec
import numpy as np
import numpy.typing as npt

from licet.screening.normal import Word, word_of

Keys = npt.NDArray[np.uint64]
Bytes = npt.NDArray[np.uint8]
Longs = npt.NDArray[np.int64]

LETTERS = 24
"""Consonants of one word that count; hardly any word has more."""
FEWEST = 3
"""Words written as one are found by their consonants when they have so many together."""
_MOST = 20 * LETTERS
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
_BASE = 0x9E3779B97F4A7C15
_PLAIN_POWERS = tuple(pow(_BASE, power, 1 << 64) for power in range(_MOST))
_POWERS = np.array(_PLAIN_POWERS, dtype=np.uint64)
_BACK = np.uint64(pow(_BASE, -1, 1 << 64))


class Skeletons(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Skeletons side by side: key, number of letters, first and last letter (0 where there is none)."""

    keys: Keys
    lengths: Longs
    firsts: Bytes
    lasts: Bytes

    def take(self, places: npt.NDArray[np.integer]) -> "Skeletons":
        """The skeletons at these places, in this order."""
        return Skeletons(keys=self.keys[places], lengths=self.lengths[places], firsts=self.firsts[places], lasts=self.lasts[places])

    def then(self, other: "Skeletons") -> "Skeletons":
        """Each skeleton with its neighbour written behind it; a letter that would be doubled stands once."""
        doubled = (self.lasts == other.firsts) & (self.lasts > 0)
        shorn = np.where(doubled, (other.keys - other.firsts.astype(np.uint64)) * _BACK, other.keys)
        return Skeletons(
            keys=self.keys + _POWERS[np.minimum(self.lengths, _MOST - 1)] * shorn,
            lengths=self.lengths + other.lengths - doubled,
            firsts=np.where(self.firsts > 0, self.firsts, other.firsts),
            lasts=np.where(other.lasts > 0, other.lasts, self.lasts),
        )


def skeletons_of(bones: Sequence[str]) -> Skeletons:
    """Skeletons from their letters."""
    packed = b"".join(one.encode("ascii", "replace")[:LETTERS].ljust(LETTERS, b"\0") for one in bones)
    letters = np.frombuffer(packed, dtype=np.uint8).reshape(len(bones), LETTERS)
    lengths = (letters > 0).sum(axis=1)
    last = letters[np.arange(len(bones)), np.maximum(lengths - 1, 0)]
    keys = (letters.astype(np.uint64) * _POWERS[:LETTERS]).sum(axis=1, dtype=np.uint64)
    return Skeletons(keys=keys, lengths=lengths, firsts=letters[:, 0].copy(), lasts=last)


def key_of(bones: str) -> int:
    """The key of one skeleton, as `skeletons_of` gives it."""
    return sum(letter * power for letter, power in zip(bones.encode("ascii", "replace")[:LETTERS], _PLAIN_POWERS, strict=False)) % (
        1 << 64
    )


def bones_of_run(words: Sequence[Word]) -> str:
    """The consonants of some words written as one."""
    return word_of("".join(word.text for word in words), arabic=words[0].arabic).bones if len(words) > 1 else words[0].bones


@lru_cache
def seams() -> npt.NDArray[np.bool_]:
    """Between which letters, by their ASCII codes, a seam changes the sound (`t` and `h`): there `then` does not hold."""
    changed = np.zeros((128, 128), dtype=np.bool_)
    for last in _LETTERS:
        for first in _LETTERS:
            before, after = word_of(f"ba{last}"), word_of(f"{first}ab")
            apart = skeletons_of([before.bones]).then(skeletons_of([after.bones]))
            changed[ord(last), ord(first)] = int(apart.keys[0]) != key_of(bones_of_run((before, after)))
    return changed
