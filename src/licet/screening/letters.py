"""Letters of many scripts written in plain Latin ones, the same way every time.

Own tables (`scripts`) for the scripts in which lists are written most; every other script through `anyascii`. Nothing here
depends on a locale.
"""

import re
import unicodedata

from anyascii import anyascii

from licet.screening.scripts.cyrillic import cyrillic
from licet.screening.scripts.greek import greek
from licet.screening.scripts.unvowelled import arabic, hebrew

_LATIN_FOR = str.maketrans("аеорсухіјѕԁһԛԝмктвнμνοραικτυ", "aeopcyxijsdhqwmktbhuvopaiktu")
"""Cyrillic and Greek letters that are drawn like Latin ones: used only inside a word that holds more Latin letters."""
_CYRILLIC_FOR = str.maketrans("aeopcyxijskmthb", "аеорсухіјѕкмтнв")
"""And the other way round."""
_DROPPED = re.compile(
    "["
    "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed"  # accents, points, tatweel
    "\u00ad\u034f\u061c\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb"  # invisible
    "\U000e0000-\U000e01ef\u0000-\u0008\u000e-\u001f\u007f-\u009f"  # tags, variation selectors, control characters
    "]+"
)
"""Marks on letters (other scripts keep theirs, which are vowels) and characters that nobody sees."""
_CONTROLS = re.compile("[\\x00-\\x1f\\x7f]")
_SPACES = re.compile(r"\s")
_LATIN = re.compile(r"[a-z]")
_ARABIC_WORD = re.compile(r"[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufefc]")
_HEBREW_WORD = re.compile(r"[\u05d0-\u05ea]")
_WITHOUT_ITS_VOWELS = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
"""Thai, Lao, Burmese and Khmer, many of whose vowels `anyascii` leaves out."""
_CYRILLIC_WORD = re.compile(r"[\u0400-\u052f]")
_GREEK_WORD = re.compile(r"[\u0370-\u03ff]")


def plain(text: str) -> str:
    """Fold width, case, accents of Latin letters and invisible characters; scripts stay as they are."""
    if text.isascii():
        return _CONTROLS.sub(" ", text.lower())
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return unicodedata.normalize("NFC", _DROPPED.sub("", _SPACES.sub(" ", folded)))


def latin(word: str) -> tuple[str, bool]:
    """Write one word (already `plain`) in a-z and 0-9; the second value says that its script leaves short vowels out."""
    if word.isascii():
        return word, False
    if _ARABIC_WORD.search(word):
        return anyascii(arabic(word)).lower(), True
    if _HEBREW_WORD.search(word):
        return anyascii(hebrew(word)).lower(), True
    if _CYRILLIC_WORD.search(word) or _GREEK_WORD.search(word):
        word = _one_script(word)
        word = greek(word) if _GREEK_WORD.search(word) else cyrillic(word)
    return anyascii(word).lower(), _WITHOUT_ITS_VOWELS.search(word) is not None


def _one_script(word: str) -> str:
    """Undo the trick of setting letters of one script among those of another that are drawn alike."""
    other = len(_LATIN.findall(word))
    if not other:
        return word
    foreign = len(_CYRILLIC_WORD.findall(word)) + len(_GREEK_WORD.findall(word))
    if other < foreign and _CYRILLIC_WORD.search(word):
        return word.translate(_CYRILLIC_FOR)
    return word.translate(_LATIN_FOR)
