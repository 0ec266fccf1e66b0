"""The distinct words of an edition, and which of them are like a given word.

A word of a query is compared with every word of the vocabulary, but by `likeness` only with the
few that could be like it: those that share enough letters of their sound in one order (of their
consonants, where one of the two is written without vowels), and those that share a key, such as
equal consonants. Words that have too few letters in common in any order are passed over; how many
the others share in one order is counted for all of them at once, by the bit-parallel longest common
subsequence of Hyyrö (2004), with a word of the vocabulary in each element of an array. Whether two
words are alike depends on nothing but the two.
"""

import hashlib
from collections.abc import Iterable, Sequence
from functools import lru_cache

import msgspec
import numpy as np
import numpy.typing as npt

from licet.screening import compiled
from licet.screening.alignment import credit
from licet.screening.commonness import SLIGHT, weight_of
from licet.screening.layout import Buffer, fixed, span, starts
from licet.screening.likeness import LEAST, SAME, by_slips, by_sound, eastern_likeness, is_ordinary, likeness, same_bones_alike
from licet.screening.normal import Word
from licet.screening.scripts import eastern
from licet.screening.skeleton import FEWEST, key_of, skeletons_of
from licet.screening.variants import groups_of

Bytes = npt.NDArray[np.uint8]
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
_LETTERS = f"{_ALPHABET}??"
"""Each letter by its code; two more codes stand for any other and for none."""
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
_FAR, _WHOLE, _BY_LETTERS = 1, 2, 3
_REPEATED = 26
_NO_WORDS = np.empty(0, dtype=np.int64)
_BY_SLIPS = np.array(
    [[by_slips(slips, longest) if longest else 0 for slips in range(LETTERS + 1)] for longest in range(LETTERS + 1)], dtype=np.int32
)
_BY_SOUND = np.array([by_sound(shared) for shared in range(SAME + 1)], dtype=np.int32)

_DECODE = msgspec.msgpack.Decoder(Word).decode
_ENCODE = msgspec.msgpack.Encoder().encode


class Kin(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """The words of a vocabulary that are like one word, by place and in order, with what each pairing is worth.

    `length`: letters of the word's sound, no more than LETTERS.
    `credits` are by pairing, in thousandths. `weights` are the word's own, in the name of an
    organisation and of a person, and so are the two rows of `gains`, the most weight that a pairing
    shares, and of `losses`, the least that it leaves alone on either side.
    """

    length: int
    words: Ints
    credits: Ints
    weights: Ints
    gains: Ints
    losses: Ints

    def joined_in(self, words: Ints) -> "Kin":
        """The same, and words that may stand for this one and its neighbours: these may share all of it, and leave nothing alone."""
        nothing = np.zeros((2, len(words)), dtype=np.int32)
        return Kin(
            length=self.length,
            words=np.concatenate([self.words, words]),
            credits=np.concatenate([self.credits, nothing[0] + SAME]),
            weights=self.weights,
            gains=np.concatenate([self.gains, nothing + self.weights[:, None]], axis=1),
            losses=np.concatenate([self.losses, nothing], axis=1),
        )


class Forms(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """One form of every word (its text, its sound, or its bones).

    `codes` [words, LETTERS]: the code of each letter, in order; `lengths` [words]: how many there are,
    no more than LETTERS; `letters` [words]: which stand in it, see `letters_of`.
    """

    codes: Bytes
    lengths: Bytes
    letters: Keys

    def __post_init__(self) -> None:
        for name in self.__struct_fields__:
            msgspec.structs.force_setattr(self, name, fixed(getattr(self, name)))

    def alike(self, form: str, within: slice, least: int) -> tuple[Longs, Longs]:
        """The words of a range that share `least` thousandths of their letters with a form in the same order, and how many."""
        codes = _codes_of(form)
        standing = letters_of(codes)
        # A third of one letter is not told apart, so that as many letters more may be shared as the form has of those.
        slack = len(codes) - standing.bit_count()
        return compiled.alike(
            self.codes,
            self.lengths,
            self.letters,
            within.start,
            within.stop,
            _places_in(codes),
            np.uint64(standing),
            slack,
            len(codes),
            least,
        )

    def shared(self, form: str, words: Longs) -> Longs:
        """How many letters each of some words shares with a form in the same order."""
        return compiled.shared_letters(self.codes, self.lengths, words, _places_in(_codes_of(form)))


class Vocabulary:
    """The distinct words of an edition: those written with vowels, then those without, each in order of their letters.

    - `word_bytes`, `word_starts` [words + 1]: each word, encoded.
    - `vowelled` [1]: how many are written with vowels.
    - `texts`, `sounds`, `bones`: see `Forms`.
    - `weights` [2, words]: as a word of an organisation and of a person.
    - `ordinary` [words]: whether `likeness` compares it by its letters, all of which count here.
    - `bone_keys` [words]: the key of its consonants.
    - `keys` sorted, `key_words`: the words that have a key, see `_keys_of`.
    """

    def __init__(
        self,
        *,
        word_bytes: Buffer,
        word_starts: Longs,
        texts: Forms,
        vowelled: Longs,
        sounds: Forms,
        bones: Forms,
        weights: Ints,
        ordinary: npt.NDArray[np.bool_],
        bone_keys: Keys,
        keys: Keys,
        key_words: Ints,
    ) -> None:
        self.word_bytes = word_bytes
        self.word_starts = word_starts
        self.texts = texts
        self.sounds = sounds
        self.bones = bones
        self.weights = fixed(weights)
        self.ordinary = fixed(ordinary)
        self.bone_keys = fixed(bone_keys)
        self.keys = keys
        self.key_words = key_words
        self.vowelled = vowelled
        self._vowelled = int(vowelled[0])
        self.word = lru_cache(maxsize=4 * _REMEMBERED)(self._word)
        self.kin = lru_cache(maxsize=_REMEMBERED)(self._kin)

    def __len__(self) -> int:
        return len(self.word_starts) - 1

    def _word(self, at: int) -> Word:
        return _DECODE(self.word_bytes[self.word_starts[at] : self.word_starts[at + 1]])

    def _kin(self, word: Word) -> Kin:
        """The words like one."""
        keyed, near, far = self._near(word)
        likes = [likeness.__wrapped__(word, self.word(at)) for at in keyed.tolist()]
        syllable = eastern.sound(word.text)
        if syllable is not None:
            for at in np.flatnonzero(_among(keyed, self.with_key(_hashed(f"syllable {syllable}")))).tolist():
                likes[at] = max(likes[at], eastern_likeness(word, self.word(int(keyed[at]))))
        letters = self._likenesses(word, near)
        alike = np.concatenate([np.array(likes, dtype=np.int64), letters])
        enough = alike >= LEAST
        words = np.concatenate([np.concatenate([keyed, near])[enough], far])
        earned = np.concatenate([CREDITS[alike[enough]], np.full(len(far), UNALIKE, dtype=np.int32)])
        own = np.array([[weight_of(word, person=person)] for person in (False, True)], dtype=np.int32)
        weights = np.minimum(own, self.weights.take(words, axis=1))
        gains = weights * earned // SAME
        return Kin(
            length=min(len(word.sound), LETTERS),
            words=words,
            credits=earned,
            weights=own[:, 0],
            gains=gains,
            losses=weights - gains,
        )

    def _near(self, word: Word) -> tuple[Longs, Longs, Longs]:
        """Words that could be like one, apart: those to compare whole, ordinary ones to compare by their letters alone, and such
        as may be a little like it, of which that is not found out. Together nearly all that `likeness` finds like it.
        """
        if len(word.text) == 1:
            # An initial stands for every word that begins with it.
            return np.sort(self.with_key(_begins(word))).astype(np.int64), _NO_WORDS, _NO_WORDS
        vowelled, unvowelled = slice(0, self._vowelled), slice(self._vowelled, len(self))
        same, other = (unvowelled, vowelled) if word.arabic else (vowelled, unvowelled)
        of_bones = self.with_key(key_of(word.bones)) if word.bones else _NO_WORDS
        by_key = self._with_any((*_keys_of(word), _initial(word)))
        by_sound, shared = self.sounds.alike(word.sound, same, LEAST)
        close = _alike(shared, self.sounds.lengths.take(by_sound), word.sound, ALIKE)
        by_bones, shared = self.bones.alike(word.bones, other, ACROSS[1])
        close_by_bones = _alike(shared, self.bones.lengths.take(by_bones), word.bones, ACROSS[0])
        how = np.zeros(len(self), dtype=np.uint8)
        how[by_sound] = np.where(close, _WHOLE, _FAR)
        how[by_bones] = np.where(close_by_bones, _WHOLE, _FAR)
        how[of_bones] = _WHOLE
        if _is_ordinary(word):
            in_script = (of_bones < self._vowelled) != word.arabic
            for some in (by_sound, of_bones[in_script]):
                how[some[self.ordinary.take(some)]] = _BY_LETTERS
        how[by_key] = _WHOLE
        found = np.flatnonzero(how > 0)
        how = how.take(found)
        return found[how == _WHOLE], found[how == _BY_LETTERS], found[how == _FAR]

    def _likenesses(self, word: Word, ordinary: Longs) -> Longs:
        """`likeness` of an ordinary word to others of its kind of script that are of no group with it."""
        if not len(ordinary):
            return _NO_WORDS
        shared, lengths = self.sounds.shared(word.sound, ordinary), self.sounds.lengths
        codes = _codes_of(word.text)
        standing = letters_of(codes)
        found: Longs = compiled.likenesses(
            ordinary,
            shared,
            self.texts.codes,
            self.texts.lengths,
            self.texts.letters,
            lengths,
            np.array(codes, dtype=np.uint8),
            np.uint64(standing),
            len(codes) - standing.bit_count(),
            len(word.sound),
            _BY_SLIPS,
            _BY_SOUND,
        )
        if len(word.bones) > 1:
            same_bones = np.flatnonzero(self.bone_keys.take(ordinary) == np.uint64(key_of(word.bones)))
            firsts = self.sounds.codes[ordinary.take(same_bones), 0].tolist()
            wholes = lengths.take(ordinary.take(same_bones)) + np.int64(len(word.sound))
            sounds = _BY_SOUND.take(shared.take(same_bones) * 2 * SAME // wholes).tolist()
            by_bones = [same_bones_alike(word, _LETTERS[first], alike) for first, alike in zip(firsts, sounds, strict=True)]
            found[same_bones] = np.maximum(found[same_bones], np.array(by_bones, dtype=np.int64))
        return found

    def with_bones(self, bones: str) -> Ints:
        """The words that have these consonants, where they are not too few."""
        return self.with_key(key_of(bones)) if len(bones) >= FEWEST else self.key_words[:0]

    def _with_any(self, keys: Sequence[int]) -> Ints:
        """The words that have any of some keys."""
        wanted = np.array(keys, dtype=np.uint64)
        firsts, lasts = self.keys.searchsorted(wanted), self.keys.searchsorted(wanted, side="right")
        pieces = [self.key_words[first:last] for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True)]
        return np.concatenate(pieces)

    def with_key(self, key: int) -> Ints:
        """The words that have a key."""
        first, last = span(self.keys, key)
        return self.key_words[first:last]


def _is_ordinary(word: Word) -> bool:
    return is_ordinary(word) and max(len(word.text), len(word.sound)) <= LETTERS and set(word.text) <= set(_ALPHABET)


def _among(some: Longs, others: npt.NDArray[np.integer]) -> npt.NDArray[np.bool_]:
    """Which of some places stand among others that are in order."""
    if not len(others):
        return np.zeros(len(some), dtype=np.bool_)
    found: npt.NDArray[np.bool_] = others.take(np.searchsorted(others, some), mode="clip") == some
    return found


def _alike(shared: Longs, lengths: Bytes, form: str, least: int) -> npt.NDArray[np.bool_]:
    """Which of some words share `least` thousandths of their letters and of a form's, by how many they share and have."""
    found: npt.NDArray[np.bool_] = shared * 2 * SAME >= least * (lengths + np.int64(min(len(form), LETTERS)))
    return found


def is_slight(word: Word) -> bool:
    """A legal form or the like, which is left out where a whole name is written as one."""
    return min(weight_of(word, person=False), weight_of(word, person=True)) <= SLIGHT


def _keys_of(word: Word) -> tuple[int, ...]:
    """Keys by which words are near that share few letters: syllables of Chinese and Korean, groups of variants."""
    syllable = eastern.sound(word.text)
    syllables = () if syllable is None else (_hashed(f"syllable {syllable}"),)
    return (*syllables, *(_hashed(f"group {group}") for group in groups_of(word.text)))


def _laid_under(word: Word) -> tuple[int, ...]:
    """The keys by which a word of the vocabulary is found."""
    bones = (key_of(word.bones),) if word.bones else ()
    return (*bones, *_keys_of(word), _begins(word), *((_initial(word),) if len(word.text) == 1 else ()))


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
        texts=_forms([word.text for word in ordered]),
        vowelled=np.array([sum(not word.arabic for word in ordered)]),
        sounds=_forms([word.sound for word in ordered]),
        bones=_forms([word.bones for word in ordered]),
        weights=np.array([entry[-2] for entry in classed], dtype=np.int32).reshape(-1, 2).T.copy(),
        ordinary=np.array([_is_ordinary(word) for word in ordered], dtype=np.bool_),
        bone_keys=skeletons_of([word.bones for word in ordered]).keys,
        keys=np.array([key for key, _ in keyed], dtype=np.uint64),
        key_words=np.array([at for _, at in keyed], dtype=np.int32),
    )
    return vocabulary, {word: at for at, word in enumerate(ordered)}


def _forms(texts: Sequence[str]) -> Forms:
    packed = b"".join(text.encode("ascii", "replace")[:LETTERS].ljust(LETTERS, b"\0") for text in texts)
    codes = _CODES[np.frombuffer(packed, dtype=np.uint8).reshape(len(texts), LETTERS)]
    bits = np.zeros(len(texts), dtype=np.uint64)
    for code in range(_NONE):
        counts = (codes == code).sum(axis=1)
        bits |= (counts > 0).astype(np.uint64) << np.uint64(code)
        if code < _REPEATED:
            bits |= (counts > 1).astype(np.uint64) << np.uint64(_NONE + code)
    return Forms(codes=codes, lengths=(codes != _NONE).sum(axis=1, dtype=np.uint8), letters=bits)


def letters_of(codes: Sequence[int]) -> int:
    """Which letters stand in a form: a bit for each that stands in it, and another for each of the first 26 that stands twice."""
    once = sum(1 << code for code in set(codes))
    twice = sum(1 << (_NONE + code) for code in set(codes) if code < _REPEATED and codes.count(code) > 1)
    return once | twice


def _places_in(codes: Sequence[int]) -> Keys:
    """At which places of a form each letter stands, as bits."""
    places = np.zeros(_NONE + 1, dtype=np.uint64)
    for at, code in enumerate(codes):
        places[code] |= np.uint64(1 << at)
    return places


def _codes_of(text: str) -> list[int]:
    return [int(_CODES[letter]) for letter in text.encode("ascii", "replace")[:LETTERS]]


def _hashed(key: str) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "little")
