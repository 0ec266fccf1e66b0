"""Names in the one form in which they are compared: words of plain Latin letters, folded the same way every time.

A word has three forms. `text` is its letters (`mohammed`). `sound` folds spellings that differ
between romanisations (`muhamad`); `bones` keeps its consonants only (`mhmd`), which is all that an
Arabic spelling without vowels gives.
"""

import re
import unicodedata
from functools import lru_cache

import msgspec

from licet.screening.letters import latin, plain

_APOSTROPHES = re.compile(r"['’‘`´ʻʼʽʾʿ＇\"“”„«»]")
_INITIALS = re.compile(r"(?<!\w)((?:\w\.){2,}(?:\w(?!\w))?)")
_NO_WORD = re.compile(r"[\W_]+")
_EASTERN_FORMS = re.compile(
    "(?:股份|責任|责任)?有限(?:責任|责任)?(?:公司|会社|會社)|株式会社|株式會社|合同会社|주식회사|유한회사|集团公司|集團公司"
)
"""Legal forms of languages that write no spaces, which would otherwise be part of the word before them."""
_LONE_LETTERS = re.compile(r"(?<!\S)[^\W\d_](?: [^\W\d_](?!\S)){2,}")
_ARABIC_ABD = re.compile("عبد ?ال(?!له)")
_OF_GOD = frozenset(("ullah", "allah", "ollah", "llah", "ulla"))
_ARTICLES = frozenset(("al", "el", "ul", "il", "the"))
_SOUNDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"shch|sch|sh|sj", "s"),
        (r"tch|tsch|tj|ch|cz|cs", "c"),
        (r"zh|dzh|dj|dsh", "j"),
        (r"kh|gh", "h"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"dh", "d"),
        (r"ts|tz", "z"),
        (r"ck|q", "k"),
        (r"x", "ks"),
        (r"c(?=[eiy])", "s"),
        (r"c(?![a-z]|$)|c(?=[aourlk])", "k"),
        (r"w", "v"),
        (r"ou|oo", "u"),
        (r"[ae]", "a"),
        (r"[iy]|(?<=[iy])j$", "i"),
        (r"[ou]", "u"),
        (r"(.)\1+", r"\1"),
    )
)
_SERVANT = re.compile(r"^abd[aeiou]?[lrsn]?$")
_ABD = re.compile(r"^abd[aeiou]?(?:l|([rstdnz]h?)(?=\1))?(?=[a-z]{3})(.+)$")
_ALLAH = re.compile(r"^abd[aeiou]?l+a?h$")


class Word(msgspec.Struct, frozen=True, cache_hash=True):
    """One word of a name in its three forms; `arabic` says that short vowels are missing from the first two."""

    text: str
    sound: str
    bones: str
    arabic: bool = False


@lru_cache(maxsize=50_000)
def words_of(name: str) -> tuple[Word, ...]:
    """Cut a name into its words, in order; articles (`al-`, `el`, `the`) are left out unless nothing else stands."""
    text = _EASTERN_FORMS.sub(" ltd ", _APOSTROPHES.sub("", plain(name)))
    text = _INITIALS.sub(lambda found: found[1].replace(".", ""), text)
    text = _LONE_LETTERS.sub(lambda found: found[0].replace(" ", ""), _separated(text).strip())
    text = _ARABIC_ABD.sub("عبد ", text)
    words: list[Word] = []
    for piece in text.split():
        for word in _words_of_piece(piece):
            if word.text in _OF_GOD and words:
                # Habib Ullah and Habibullah are one name.
                words[-1] = word_of(words[-1].text + "ullah", arabic=words[-1].arabic)
            else:
                words.append(word)
    kept = tuple(word for word in words if word.text not in _ARTICLES)
    return kept or tuple(words)


def _separated(text: str) -> str:
    if text.isascii():
        return _NO_WORD.sub(" ", text)
    # Vowel signs of Indian scripts are marks, not letters, and belong to their word.
    return "".join(c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in text)


@lru_cache(maxsize=200_000)
def _words_of_piece(piece: str) -> tuple[Word, ...]:
    written, arabic = latin(piece)
    # A transliteration may hold what is no letter or stand for several words.
    parts = re.findall(r"[a-z]+|[0-9]+", written) if not written.isalnum() or not written.isascii() else [written]
    found: list[Word] = []
    for part in parts:
        if _ALLAH.match(part):
            found.append(word_of("abdullah", arabic=arabic))
        elif _SERVANT.match(part):
            found.append(word_of("abd", arabic=arabic))
        elif servant := _ABD.match(part):
            found.extend((word_of("abd", arabic=arabic), word_of(servant[2], arabic=arabic)))
        else:
            found.append(word_of(part, arabic=arabic))
    return tuple(found)


@lru_cache(maxsize=200_000)
def word_of(text: str, *, arabic: bool = False) -> Word:
    """The three forms of one word of plain Latin letters."""
    sound = text
    for pattern, replacement in _SOUNDS:
        sound = pattern.sub(replacement, sound)
    bones = re.sub(r"[aiu]", "", sound[1:]) if sound else ""
    first = sound[:1] if sound[:1] not in "aiu" else ""
    return Word(text=text, sound=sound, bones=re.sub(r"(.)\1+", r"\1", first + bones), arabic=arabic)
