"""Letters of many scripts written in plain Latin ones, the same way every time.

Own tables for Cyrillic, Greek and Arabic script, whose romanisations vary most in lists; every
other script through `anyascii`. Nothing here depends on a locale.
"""

import re
import unicodedata

from anyascii import anyascii

_CYRILLIC_LETTERS = """
а=a б=b в=v г=g ґ=g д=d е=e ё=e є=ye ж=zh з=z и=i і=i ї=yi й=y ј=y к=k л=l љ=l м=m н=n њ=n о=o п=p р=r с=s т=t ћ=c
ђ=dj у=u ў=u ф=f х=kh ц=ts ч=ch џ=dz ш=sh щ=shch ъ= ы=y ь= э=e ю=yu я=ya ә=a ғ=gh қ=q ң=n ө=o ұ=u ү=u һ=h ӣ=i ӯ=u
ҳ=h ҷ=j
"""
_GREEK_LETTERS = """
α=a β=v γ=g δ=d ε=e ζ=z η=i θ=th ι=i κ=k λ=l μ=m ν=n ξ=x ο=o π=p ρ=r σ=s ς=s τ=t υ=y φ=f χ=ch ψ=ps ω=o
"""
_ARABIC_LETTERS = """
ا=a ٱ=a ب=b پ=p ت=t ٹ=t ث=th ج=j چ=ch ح=h خ=kh د=d ڈ=d ذ=dh ر=r ڑ=r ز=z ژ=zh س=s ش=sh ص=s ض=d ط=t ظ=z ع= غ=gh ف=f
ڤ=v ق=q ك=k ک=k ګ=g گ=g ل=l م=m ن=n ں=n ڼ=n ه=h ة=a ۀ=h ہ=h ھ=h و=w ي=y ی=y ى=a ې=e ے=e ء= ځ=z څ=ts ډ=d ړ=r ږ=zh
ښ=sh ټ=t
"""


def _table(text: str) -> dict[str, str]:
    return dict(entry.split("=") for entry in text.split())


_CYRILLIC = _table(_CYRILLIC_LETTERS)
_GREEK = _table(_GREEK_LETTERS)
_ARABIC = _table(_ARABIC_LETTERS)
_LOOKALIKES = str.maketrans("аеорсухіјѕԁһԛԝμνοραικτυ", "aeopcyxijsdhqwuvopaiktu")
"""Cyrillic and Greek letters that are drawn like Latin ones: used only inside a word that also holds Latin letters."""
_DROPPED = re.compile(
    "["
    "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed"  # accents, points, tatweel
    "\u00ad\u034f\u061c\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb"  # invisible
    "\U000e0000-\U000e01ef\u0000-\u0008\u000e-\u001f\u007f-\u009f"  # tags, variation selectors, control characters
    "]"
)
"""Marks on letters (other scripts keep theirs, which are vowels) and characters that nobody sees."""
_CONTROLS = re.compile("[\\x00-\\x1f\\x7f]")
_LATIN = re.compile(r"[a-z]")
_ARABIC_WORD = re.compile(r"[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufefc]")
_CYRILLIC_WORD = re.compile(r"[\u0400-\u052f\u0370-\u03ff]")


def plain(text: str) -> str:
    """Fold width, case, accents of Latin letters and invisible characters; scripts stay as they are."""
    if text.isascii():
        return _CONTROLS.sub(" ", text.lower())
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    kept = (" " if character.isspace() else character for character in folded if not _DROPPED.match(character))
    return unicodedata.normalize("NFC", "".join(kept))


def latin(word: str) -> tuple[str, bool]:
    """Write one word (already `plain`) in a-z and 0-9; the second value says that it was Arabic script, without short vowels."""
    if word.isascii():
        return word, False
    if _CYRILLIC_WORD.search(word):
        if _LATIN.search(word):
            word = word.translate(_LOOKALIKES)
        word = "".join(_CYRILLIC.get(c) if c in _CYRILLIC else _GREEK.get(c, c) for c in word)  # type: ignore[misc]
    arabic = _ARABIC_WORD.search(word) is not None
    if arabic:
        word = _arabic(word)
    return anyascii(word).lower(), arabic


def _arabic(word: str) -> str:
    """Consonants and long vowels; the article is cut off, w and y inside a word are read as vowels."""
    if word == "الله":
        return "ullah"
    if word.startswith("ال") and len(word) > 3:
        word = word[2:]
    letters = [_ARABIC.get(character, character) for character in word]
    if word[0] == "ع":
        letters[0] = "a"
    inner = ["u" if letter == "w" else "i" if letter == "y" else letter for letter in letters[1:]]
    return "".join(letters[:1] + inner)
