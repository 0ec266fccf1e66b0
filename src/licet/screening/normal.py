"""Names in the one form in which they are compared: words of plain Latin letters, folded the same way every time.

A word has three forms. `text` is its letters (`mohammed`). `sound` folds spellings that differ
between romanisations (`muhamad`); `bones` keeps its consonants only (`mhmd`), which is all that an
Arabic spelling without vowels gives.
"""

import re
import unicodedata
from functools import lru_cache

import msgspec

from licet.screening.legal_forms import written_out
from licet.screening.letters import latin, plain
from licet.screening.numerals import digits_for, has_numeral
from licet.screening.scripts import eastern, han, hangul
from licet.screening.scripts.cyrillic import in_its_language
from licet.screening.scripts.han_readings import other_readings
from licet.screening.scripts.unvowelled import voiced

_APOSTROPHES = re.compile(r"['’‘`´ʻʼʽʾʿ＇\"“”„«»]")
_INITIALS = re.compile(r"(?<!\w)((?:\w\.){2,}(?:\w(?!\w))?)")
_NO_WORD = re.compile(r"[\W_]+")
_IN_BRACKETS = re.compile(r"[(（\[]([^()（）\[\]]*)[)）\]]")
_LATIN_LETTER = re.compile("[A-Za-z\u00c0-\u024f]")
_LONE_LETTERS = re.compile(r"(?<!\S)[^\W\d_](?: [^\W\d_](?!\S)){2,}")
_DIGIT_AS_LETTER = re.compile(r"(?<=[a-z])[013457](?=[a-z])|(?<=[a-z])9(?=[a-z])")
_LETTER_OF_DIGIT = str.maketrans("0134579", "oieastg")
_ARABIC_ABD = re.compile("عبد ?ال(?!له)")
_OF_GOD = frozenset(("ullah", "allah", "ollah", "llah", "ulla", "olla"))
_ARTICLES = frozenset(("al", "el", "ul", "il", "the"))
_ASSIMILATED = re.compile("^[aeu](sh|th|dh|[dnrstz])$")
"""The article as it is spoken before a sun letter, when that letter follows: `as Sahni`, `ud Din`."""
_FAITH = re.compile("^(.{3,})(?:[aeiu]d|d)din[e]?$")
_LONE_FAITH = frozenset(
    (
        "eddine",
        "eddin",
        "uddin",
        "uddine",
        "addin",
        "iddin",
        "addine",
        "dine",
        "deen",
        "uddeen",
        "aldin",
        "eldin",
        "aldeen",
        "eldeen",
    )
)
_SOUNDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"shch|sch|sh|sj", "s"),
        (r"tch|tsch|tj|ch|cz|cs", "c"),
        (r"zh|dzh|dj|dsh|zj", "j"),
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
        (r"ff$", "v"),
        (r"(?<=[bdfglmnprstz])[ijy](?=e(?:v|ff))", ""),
        (r"(?<=[aeouiy])j(?![aeiouy])", "i"),
        (r"(?<=a)h$", ""),
        (r"ou|oo", "u"),
        (r"[ae]", "a"),
        (r"[iy]", "i"),
        (r"[ou]", "u"),
        (r"(.)\1+", r"\1"),
    )
)
_SERVANT = re.compile(r"^abd[aeiou]?[lrsn]?$")
_ABD = re.compile(r"^abd[aeiou]?(?:l|([rstdnz]h?)(?=\1))?(?=[a-z]{3})(.+)$")
_ALLAH = re.compile(r"^abd[aeiou]?l+a?h$")


class Word(msgspec.Struct, frozen=True, cache_hash=True):
    """One word of a name in its three forms; `arabic` says that its script leaves short vowels out (Arabic, Hebrew)."""

    text: str
    sound: str
    bones: str
    arabic: bool = False


@lru_cache(maxsize=50_000)
def words_of(name: str) -> tuple[Word, ...]:
    """Cut a name into its words, in order; articles (`al-`, `el`, `the`) are left out unless nothing else stands.

    A form of a body that is written out (`limited liability company`) becomes its short word, a
    numeral in words its number.
    """
    text = _APOSTROPHES.sub("", in_its_language(plain(_without_translation(name))))
    text = _INITIALS.sub(lambda found: found[1].replace(".", ""), text)
    text = _LONE_LETTERS.sub(lambda found: found[0].replace(" ", ""), _separated(text).strip())
    text = _ARABIC_ABD.sub("عبد ", text)
    words: list[Word] = []
    from_east = False
    for piece in text.split():
        made, of_east = _words_of_piece(piece)
        from_east |= of_east
        for word in made:
            if word.text in _OF_GOD and words:
                # Habib Ullah and Habibullah are one name.
                before = words[-1]
                ending = "lah" if before.arabic and before.text != "abd" else "ullah"
                words[-1] = word_of(before.text + ending, arabic=before.arabic)
            else:
                words.append(word)
    if from_east or eastern.is_eastern(tuple(word.text for word in words)):
        return tuple(words)
    words = _once(_short_forms(words))
    return tuple(_without_articles(words) or words)


def readings_of(name: str) -> tuple[tuple[Word, ...], ...]:
    """The words of a name, and those of its other readings where a person's name in Chinese characters has some."""
    signs = _NO_WORD.sub("", plain(name)) if not name.isascii() else ""
    others = other_readings(signs) if han.is_han(signs) else ()
    return (words_of(name), *(tuple(word_of(text) for text in texts) for texts in others))


def _without_translation(name: str) -> str:
    """A name in Latin letters followed in brackets by the same in another script is one name, not a longer one."""
    if name.isascii() or not _LATIN_LETTER.search(name):
        return name
    kept = _IN_BRACKETS.sub(lambda found: found[0] if _LATIN_LETTER.search(found[1]) else " ", name)
    return kept if _LATIN_LETTER.search(kept) else name


def _separated(text: str) -> str:
    if text.isascii():
        return _NO_WORD.sub(" ", text)
    # Vowel signs of Indian scripts are marks, not letters, and belong to their word.
    return "".join(c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in text)


@lru_cache(maxsize=200_000)
def _words_of_piece(piece: str) -> tuple[tuple[Word, ...], bool]:
    """The words of a run of letters, and whether they are Chinese or Korean signs."""
    if piece.isascii():
        return _latin_words(piece, arabic=False), False
    if any(han.is_han(sign) or hangul.is_hangul(sign) for sign in piece):
        return tuple(word for run in _runs(piece) for word in _eastern_words(run)), True
    written, arabic = latin(piece)
    # A transliteration may hold what is no letter or stand for several words.
    parts = re.findall(r"[a-z]+|[0-9]+", written) if not written.isalnum() or not written.isascii() else [written]
    return tuple(word for part in parts for word in _latin_words(part, arabic=arabic)), False


def _runs(piece: str) -> list[str]:
    """A piece cut where Chinese characters, Korean syllables and other signs meet."""
    kinds = ["h" if han.is_han(sign) else "k" if hangul.is_hangul(sign) else "o" for sign in piece]
    starts = [at for at in range(len(piece)) if at == 0 or kinds[at] != kinds[at - 1]]
    return [piece[start:end] for start, end in zip(starts, [*starts[1:], len(piece)], strict=True)]


def _eastern_words(run: str) -> list[Word]:
    if han.is_han(run):
        return [word_of(text) for text in han.words_in(run) if text]
    if hangul.is_hangul(run):
        return [word_of(text) for text in hangul.words_in(run)]
    written = latin(run)[0]
    return [word_of(part) for part in re.findall(r"[a-z]+|[0-9]+", written)]


def _latin_words(part: str, *, arabic: bool) -> tuple[Word, ...]:
    if not part.isalpha() and not part.isdigit():
        part = _DIGIT_AS_LETTER.sub(lambda found: found[0].translate(_LETTER_OF_DIGIT), part)
    if _ALLAH.match(part):
        return (word_of("abdullah", arabic=arabic),)
    if _SERVANT.match(part):
        return (word_of("abd", arabic=arabic),)
    if servant := _ABD.match(part):
        return word_of("abd", arabic=arabic), word_of(servant[2], arabic=arabic)
    if not arabic and part in _LONE_FAITH:
        return (word_of("din"),)
    if not arabic and (faith := _FAITH.match(part)):
        return word_of(faith[1]), word_of("din")
    return (word_of(part, arabic=arabic),)


def _short_forms(words: list[Word]) -> list[Word]:
    """Legal forms written out become their short words, numerals in words their digits."""
    forms = written_out()
    texts = [word.text for word in words]
    numbers = has_numeral(texts)
    kept: list[Word] = []
    at = 0
    while at < len(words):
        digits, width = digits_for(texts[at : at + 2]) if numbers else ("", 0)
        short = digits or None
        if not digits:
            width = 1
            for spelled, form in forms.get(texts[at], ()):
                if tuple(texts[at : at + len(spelled)]) == spelled:
                    width, short = len(spelled), form
                    break
        kept.append(word_of(short) if short else words[at])
        at += width
    return kept


def _once(words: list[Word]) -> list[Word]:
    """A word written twice over in a longer name stands once (`Shoigu Shoigu Sergey`)."""
    if len(words) < 3:
        return words
    return [word for at, word in enumerate(words) if at == 0 or word.text != words[at - 1].text]


def _without_articles(words: list[Word]) -> list[Word]:
    kept = []
    for at, word in enumerate(words):
        spoken = _ASSIMILATED.match(word.text)
        before_its_letter = spoken is not None and at + 1 < len(words) and words[at + 1].text.startswith(spoken[1])
        if word.text not in _ARTICLES and not before_its_letter:
            kept.append(word)
    return kept


@lru_cache(maxsize=200_000)
def word_of(text: str, *, arabic: bool = False) -> Word:
    """The three forms of one word of plain Latin letters; of an unvowelled one the letters are those of `scripts.unvowelled`."""
    sound = voiced(text) if arabic else text
    for pattern, replacement in _SOUNDS:
        sound = pattern.sub(replacement, sound)
    bones = re.sub(r"[aiu]", "", sound[1:]) if sound else ""
    first = sound[:1] if sound[:1] not in "aiu" else ""
    return Word(text=text, sound=sound, bones=re.sub(r"(.)\1+", r"\1", first + bones), arabic=arabic)
