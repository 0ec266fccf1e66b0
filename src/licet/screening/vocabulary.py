"""The distinct words of an edition, and which of them are like a given word.

A word of a query is compared with every word of the vocabulary, but by `likeness` only with the
few that could be like it: those that share enough letters of their sound in one order (of their
consonants, where one of the two is written without vowels), and those that share a key, such as
equal consonants. How many letters a word shares in one order is counted for all words at once, by
the bit-parallel longest common subsequence of Hyyrö (2004), with a word of the vocabulary in each
element of an array. Whether two words are alike depends on nothing but the two.
"""

import hashlib
from collections.abc import Iterable, Sequence
from functools import lru_cache

import msgspec
import numpy as np
import numpy.typing as npt

from licet.screening.alignment import credit
from licet.screening.commonness import FULL, weight_of
from licet.screening.layout import Buffer, span, starts
from licet.screening.likeness import LEAST, SAME, eastern_likeness, likeness
from licet.screening.normal import Word
from licet.screening.scripts import eastern
from licet.screening.skeleton import FEWEST, key_of
from licet.screening.variants import groups_of

Bytes = npt.NDArray[np.uint8]
Shorts = npt.NDArray[np.uint16]
Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Keys = npt.NDArray[np.uint64]

ALIKE = 750
"""Words that share so many of their letters, in thousandths, are compared; those that share no less than `LEAST` are taken
to be as alike as this."""
ACROSS = (700, 500)
"""The same two bounds for words of which one is written without vowels, of their consonants."""
LETTERS = 16
"""Letters of a word that count in looking it up; the few longer ones are compared by their beginning."""
_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789"
_OTHER, _NONE = len(_ALPHABET), len(_ALPHABET) + 1
_CODES = np.full(256, _OTHER, dtype=np.uint8)
_CODES[0] = _NONE
_CODES[np.frombuffer(_ALPHABET.encode(), dtype=np.uint8)] = np.arange(len(_ALPHABET), dtype=np.uint8)
CREDITS = np.array([credit(like) for like in range(SAME + 1)], dtype=np.int32)
"""What a likeness earns, by likeness, in thousandths."""
UNALIKE = int(CREDITS[ALIKE - 1])
"""The most that words earn which are not compared."""
_REMEMBERED = 16_384
"""Words whose like ones are remembered between queries."""
_UNREACHABLE = 255
_SLIGHT = 100
_NO_WORDS = np.empty(0, dtype=np.int32)

_DECODE = msgspec.msgpack.Decoder(Word).decode
_ENCODE = msgspec.msgpack.Encoder().encode


class Kin(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """The words of a vocabulary that are like one word, by place and in order, with what each pairing is worth.

    `credits` are by pairing, in thousandths. `weights` are the word's own, in the name of an
    organisation and of a person, and so are the two rows of the rest, whose column 0 stands for
    every word that is not like it: `gains`, the most weight that a pairing shares; `losses`, the
    least that it leaves alone on this side; `losses_there`, the same on the other side.
    """

    words: Ints
    credits: Ints
    weights: Ints
    gains: Ints
    losses: Ints
    losses_there: Ints


class Forms(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """One form of every word (its sound, or its bones), a word a column.

    `places` [37, words]: a bit for each place in the word at which a letter of the alphabet stands;
    `lengths` [words], no more than LETTERS.
    """

    places: Shorts
    lengths: Bytes

    def shared(self, word: str, within: slice) -> Bytes:
        """How many letters each of some words shares with one in the same order: their longest common subsequence."""
        places = self.places[:, within]
        left = np.full(places.shape[1], 0xFFFF, dtype=np.uint16)
        matched, carried = np.empty_like(left), np.empty_like(left)
        for code in _codes_of(word):
            np.bitwise_and(left, places[code], out=matched)
            np.add(left, matched, out=carried)
            np.subtract(left, matched, out=left)
            np.bitwise_or(carried, left, out=left)
        return np.uint8(LETTERS) - np.bitwise_count(left)


class Vocabulary:
    """The distinct words of an edition: those written with vowels, then those without, each in order of their letters.

    - `word_bytes`, `word_starts` [words + 1]: each word, encoded.
    - `vowelled` [1]: how many are written with vowels.
    - `sounds`, `bones`: see `Forms`.
    - `weights` [2, words]: as a word of an organisation and of a person.
    - `keys` sorted, `key_words`: the words that have a key, see `_keys_of`.
    """

    def __init__(
        self,
        *,
        word_bytes: Buffer,
        word_starts: Longs,
        vowelled: Longs,
        sounds: Forms,
        bones: Forms,
        weights: Ints,
        keys: Keys,
        key_words: Ints,
    ) -> None:
        self.word_bytes = word_bytes
        self.word_starts = word_starts
        self.sounds = sounds
        self.bones = bones
        self.weights = weights
        self.keys = keys
        self.key_words = key_words
        self.vowelled = vowelled
        self._vowelled = int(vowelled[0])
        self._lengths = sounds.lengths.astype(np.intp)
        self.word = lru_cache(maxsize=4 * _REMEMBERED)(self._word)
        self.kin = lru_cache(maxsize=_REMEMBERED)(self._kin)

    def __len__(self) -> int:
        return len(self.word_starts) - 1

    def _word(self, at: int) -> Word:
        return _DECODE(self.word_bytes[self.word_starts[at] : self.word_starts[at + 1]])

    def _kin(self, word: Word) -> Kin:
        """The words like one."""
        near, far = self._near(word)
        likes = [likeness.__wrapped__(word, self.word(at)) for at in near.tolist()]
        syllable = eastern.sound(word.text)
        if syllable is not None:
            of_syllable = np.isin(near, self.with_key(_hashed(f"syllable {syllable}"))).nonzero()[0].tolist()
            for at in of_syllable:
                likes[at] = max(likes[at], eastern_likeness(word, self.word(int(near[at]))))
        alike = np.array(likes, dtype=np.int32)
        words = np.concatenate([near[alike >= LEAST], far])
        earned = np.concatenate([CREDITS[alike[alike >= LEAST]], np.full(len(far), UNALIKE, dtype=np.int32)])
        order = np.argsort(words)
        words, earned = words[order], earned[order]
        own = np.array([[weight_of(word, person=person)] for person in (False, True)], dtype=np.int32)
        weights = np.minimum(own, self.weights[:, words])
        gains = weights * earned // SAME
        none = np.zeros((2, 1), dtype=np.int32)
        return Kin(
            words=words,
            credits=earned,
            weights=own[:, 0],
            gains=np.concatenate([none, gains], axis=1),
            losses=np.concatenate([own, weights - gains], axis=1),
            losses_there=np.concatenate([none + 2 * FULL, weights - gains], axis=1),
        )

    def _near(self, word: Word) -> tuple[Ints, Ints]:
        """Words to compare with one, and words that may be a little like it: together nearly all that `likeness` finds like it."""
        if len(word.text) == 1:
            # An initial stands for every word that begins with it.
            return np.sort(self.with_key(_begins(word))), _NO_WORDS
        vowelled, unvowelled = slice(0, self._vowelled), slice(self._vowelled, len(self))
        alike, other = (unvowelled, vowelled) if word.arabic else (vowelled, unvowelled)
        found = np.zeros(len(self), dtype=np.bool_)
        for key in (*_keys_of(word), _initial(word)):
            found[self.with_key(key)] = True
        far = []
        looked_up = (
            (self.sounds, word.sound, alike, ALIKE, LEAST, self._lengths[alike]),
            (self.bones, word.bones, other, *ACROSS, self.bones.lengths[other]),
        )
        for forms, form, within, least, little, lengths in looked_up:
            shared = forms.shared(form, within)
            some = np.flatnonzero(shared >= _least_shared(len(form), little).take(lengths))
            enough = shared[some] >= _least_shared(len(form), least).take(lengths[some])
            some += within.start
            found[some[enough]] = True
            far.append(some[~enough])
        rest = np.concatenate(far)
        return np.flatnonzero(found).astype(np.int32), rest[~found[rest]].astype(np.int32)

    def with_bones(self, bones: str) -> Ints:
        """The words that have these consonants, where they are not too few."""
        return self.with_key(key_of(bones)) if len(bones) >= FEWEST else _NO_WORDS

    def with_key(self, key: int) -> Ints:
        """The words that have a key."""
        first, last = span(self.keys, key)
        return self.key_words[first:last]


@lru_cache
def _least_shared(length: int, least: int) -> Bytes:
    """How many letters a form of this length and another, by the other's length, must share to be alike by `least` thousandths."""
    length = min(length, LETTERS)
    needs = [-(-least * (length + other) // 2000) for other in range(LETTERS + 1)]
    return np.array([need if need <= min(length, other) else _UNREACHABLE for other, need in enumerate(needs)], dtype=np.uint8)


def is_slight(word: Word) -> bool:
    """A legal form or the like, which is left out where a whole name is written as one."""
    return min(weight_of(word, person=False), weight_of(word, person=True)) <= _SLIGHT


def _keys_of(word: Word) -> tuple[int, ...]:
    """Keys by which words are near that share few letters: consonants, syllables of Chinese and Korean, groups of variants."""
    keys = [key_of(word.bones)] if word.bones else []
    syllable = eastern.sound(word.text)
    if syllable is not None:
        keys.append(_hashed(f"syllable {syllable}"))
    return (*keys, *(_hashed(f"group {group}") for group in groups_of(word.text)))


def _laid_under(word: Word) -> tuple[int, ...]:
    """The keys by which a word of the vocabulary is found."""
    return (*_keys_of(word), _begins(word), *((_initial(word),) if len(word.text) == 1 else ()))


def _begins(word: Word) -> int:
    """The key of every word with this first letter."""
    return _hashed(f"begins {word.text[0]}")


def _initial(word: Word) -> int:
    """The key of the initial that may stand for a word."""
    return _hashed(f"initial {word.text[0]}")


def build_vocabulary(words: Iterable[Word]) -> tuple[Vocabulary, dict[Word, int]]:
    """Lay out distinct words; also gives the place of each."""
    classed = []
    for word in words:
        weights = weight_of(word, person=False), weight_of(word, person=True)
        classed.append((word.arabic, word.text, word.sound, word.bones, weights, word))
    classed.sort()
    ordered = [entry[-1] for entry in classed]
    encoded = [_ENCODE(word) for word in ordered]
    keyed = sorted((key, at) for at, word in enumerate(ordered) for key in _laid_under(word))
    vocabulary = Vocabulary(
        word_bytes=b"".join(encoded),
        word_starts=starts([len(one) for one in encoded]),
        vowelled=np.array([sum(not word.arabic for word in ordered)]),
        sounds=_forms([word.sound for word in ordered]),
        bones=_forms([word.bones for word in ordered]),
        weights=np.array([entry[4] for entry in classed], dtype=np.int32).reshape(-1, 2).T.copy(),
        keys=np.array([key for key, _ in keyed], dtype=np.uint64),
        key_words=np.array([at for _, at in keyed], dtype=np.int32),
    )
    return vocabulary, {word: at for at, word in enumerate(ordered)}


def _forms(texts: Sequence[str]) -> Forms:
    packed = b"".join(text.encode("ascii", "replace")[:LETTERS].ljust(LETTERS, b"\0") for text in texts)
    letters = _CODES[np.frombuffer(packed, dtype=np.uint8).reshape(len(texts), LETTERS)]
    places = np.zeros((_NONE, len(texts)), dtype=np.uint16)
    for at in range(LETTERS):
        for code in range(_NONE):
            places[code] |= (letters[:, at] == code).astype(np.uint16) << np.uint16(at)
    return Forms(places=places, lengths=(letters != _NONE).sum(axis=1, dtype=np.uint8))


def _codes_of(text: str) -> list[int]:
    return [int(_CODES[letter]) for letter in text.encode("ascii", "replace")[:LETTERS]]


def _hashed(key: str) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "little")
