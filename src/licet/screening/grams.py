"""The pieces of a name by which candidates are found: three letters of a word's sound, three of its consonants.

Every name of every list shares pieces with a query or not; all of them are counted, so no name is
left out by a first letter, a length or a kind.
"""

from functools import lru_cache

from licet.screening.normal import Word


def grams_of(words: tuple[Word, ...]) -> frozenset[str]:
    """The pieces of a name; those of consonants are marked with `~`, and are all that an unvowelled spelling gives."""
    return frozenset().union(*(_grams_of_word(word) for word in words))


@lru_cache(maxsize=200_000)
def _grams_of_word(word: Word) -> frozenset[str]:
    found: set[str] = set()
    if not word.arabic:
        sound = f"^{word.sound}$"
        found.update(sound[at : at + 3] for at in range(len(sound) - 2))
    if word.bones:
        bones = f"<{word.bones}>"
        found.update(f"~{bones[at : at + 3]}" for at in range(len(bones) - 2))
    return frozenset(found)


def exact_key(words: tuple[Word, ...]) -> str:
    """Equal for two names of the same words in any order."""
    return " ".join(sorted(word.text for word in words))
