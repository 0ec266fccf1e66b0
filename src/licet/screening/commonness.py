"""How much each word of a name counts, in thousandths of a rare word."""

import re
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from licet.screening.common_words import COMMON
from licet.screening.legal_forms import legal_words
from licet.screening.normal import Word, word_of

FULL = 1000
SLIGHT = 100
"""A word that weighs no more (a legal form, an article) leaves nothing to explain."""
_LEGAL_FORM = 60
"""Legal forms and the small words around them hardly count in the name of a company."""
_OF_THE_FATHER = 550
_PATRONYMIC = re.compile("^[a-z]{2,}(?:[oey]v(?:itch|ich|ych|itsch|itj|ics)|ovna|evna|ivna|inichna|oglu|ogly|kyzy|qizi)$")
"""Patronymics of eastern Europe: a name given with one and without it is one name, and many persons share one."""
_LONG_ENOUGH_TO_MISSPELL = 6
_MISSPELT = {
    **dict.fromkeys(("limited", "company", "corporation", "incorporated", "holding", "holdings"), _LEGAL_FORM),
    **dict.fromkeys(
        ("trading", "international", "technology", "technologies", "shipping", "general", "industries", "industrial"), 450
    ),
    **dict.fromkeys(("institute", "investment", "services", "development", "management", "electronics", "engineering"), 500),
}
_IN_NAMES_OF_PERSONS = {
    **dict.fromkeys(
        ("dr", "mr", "mrs", "ms", "prof", "sir", "engr", "eng", "ing", "hon", "esq", "jr", "sr", "lt", "capt", "gen", "col"), 60
    ),
    **dict.fromkeys(("president", "presidente", "prasident", "prezident", "minister", "doctor", "professor", "excellency"), 100),
    **dict.fromkeys(("ltd", "llc", "inc", "corp", "co", "gmbh"), 100),
    **dict.fromkeys(("colonel", "general", "major", "captain", "commander", "lieutenant", "brigadier", "admiral"), 150),
    **dict.fromkeys(("bin", "bn", "bint", "ibn", "van", "von", "u"), 200),
    **dict.fromkeys(("ben", "haj", "haji", "hajji", "maulavi", "mawlawi", "mulla", "mullah", "sheik", "sheikh", "shaykh"), 250),
    **dict.fromkeys(("sayed", "sayyid"), 300),
    **dict.fromkeys(("abd",), 350),
    **dict.fromkeys(("abou", "abu"), 400),
}
"""Titles, particles and the beginnings of names that many share."""


@lru_cache(maxsize=200_000)
def weight_of(word: Word, *, person: bool) -> int:
    """What a word counts; `person` where both sides may be persons, whose names hold no legal forms."""
    text = word.text
    if person and text in _IN_NAMES_OF_PERSONS:
        return _IN_NAMES_OF_PERSONS[text]
    if not person and text in legal_words():
        return _LEGAL_FORM
    length = len(text)
    longest = 150 if length == 1 else 500 if length == 2 else 800 if length == 3 else FULL
    known = _weights().get(word.sound, FULL)
    if person and is_patronymic(word):
        known = min(known, _OF_THE_FATHER)
    if not person and known == FULL and length >= _LONG_ENOUGH_TO_MISSPELL:
        known = _misspelt(text)
    return min(longest, known)


@lru_cache(maxsize=200_000)
def is_patronymic(word: Word) -> bool:
    """Whether a word of a person's name is one by its father's, which many documents leave out."""
    return _PATRONYMIC.search(word.text) is not None


def _misspelt(text: str) -> int:
    """A word one slip of the pen away from one of the commonest of all (`Companc`, `Limijted`) is that word."""
    for common, weight in _MISSPELT.items():
        if abs(len(common) - len(text)) <= 1 and OSA.distance(common, text, score_cutoff=1) <= 1:
            return weight
    return FULL


@cache
def _weights() -> dict[str, int]:
    found: dict[str, int] = {}
    for weight, words in COMMON.items():
        for text in words.split():
            sound = word_of(text).sound
            found[sound] = min(weight, found.get(sound, FULL))
    return found
