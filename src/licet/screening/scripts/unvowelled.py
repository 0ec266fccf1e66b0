"""Arabic and Hebrew script, which leave most vowels out: their letters, and the Latin spellings a word of them allows.

An unvowelled word is kept as its letters in Latin (`mhmd`, `swan`), one Latin letter or pair for each. It stands for every
Latin spelling that has those letters in that order, each in one of the ways it is romanised, with any vowels between.
"""

import re
from functools import lru_cache

from licet.screening.scripts.table import table

_ARABIC = table("""
ا=a ٱ=a ب=b پ=p ت=t ٹ=t ث=th ج=j چ=ch ح=h خ=kh د=d ڈ=d ذ=dh ر=r ڑ=r ز=z ژ=zh س=s ش=sh ص=s ض=d ط=t ظ=z ع= غ=gh ف=f
ڤ=v ق=q ك=k ک=k ګ=g گ=g ل=l م=m ن=n ں=n ڼ=n ه=h ة=a ۀ=h ہ=h ھ=h و=w ي=y ی=y ى=a ې=y ے=y ء= ځ=z څ=ts ډ=d ړ=r ږ=zh
ښ=sh ټ=t ۇ=w ۆ=w ڭ=n ۋ=w ە=a
""")
_HEBREW = table("""
א=a ב=b ג=g ד=d ה=h ו=w ז=z ח=kh ט=t י=y כ=k ך=k ל=l מ=m ם=m נ=n ן=n ס=s ע= פ=p ף=p צ=ts ץ=ts ק=q ר=r ש=sh ת=t
""")
_GOD = "الله"
_SPELLINGS = {
    "a": "[aeiouy]+", "e": "[aeiouy]*", "i": "[aeiouy]*", "o": "[aeiouyw]*", "u": "[aeiouyw]*", "w": "(?:[wvou]+|ew)", "y": "[yieja]+",
    "b": "b|v|p", "p": "p|f|ph|b", "t": "t|th|d(?=$)", "th": "th|s|t|c", "j": "j|g|dj|dg|dzh|zh|gh|ch|y|i",
    "ch": "ch|tch|tsh|j|c|sh", "h": "h", "kh": "kh|h|ch|x|k|j", "d": "d|dh|z|dz|t(?=$)", "dh": "dh|d|z|th|zh", "r": "r", "z": "z|dh|th|d|s",
    "zh": "zh|j|g|z", "s": "s|c|z(?=$)", "sh": "sh|ch|s|sch|sj|c|x", "gh": "gh|g|q|rh|r|kh", "f": "f|ph|v", "v": "v|f|w",
    "q": "q|k|g|gh|c|ck|kh", "k": "k|c|q|ck|kh|ch|g", "g": "g|gh|k|j", "l": "l", "m": "m", "n": "n", "ts": "ts|tz|z|c|s|tch",
}  # fmt: skip
"""For each letter every way that lists romanise it."""
_LETTER = re.compile("sh|th|dh|kh|gh|ch|zh|ts|[a-z]")
_LONGEST = 24
"""A longer word is no single word, and its pattern would take long to try."""
_VOWELS = "[aeiou]*"
_BEFORE_H = frozenset("cdgkstz")


def arabic(word: str) -> str:
    """The letters of a word in Latin, its article cut off; `ain` is written only where a word begins with it."""
    if word == _GOD:
        return "ullah"
    if word.startswith("ال") and len(word) > 3:
        word = word[2:]
    return ("a" if word[0] == "ع" else "") + _written(word, _ARABIC)


def hebrew(word: str) -> str:
    """The letters of a word in Latin; `ayin` is written only where a word begins with it."""
    return ("a" if word[0] == "ע" else "") + _written(word, _HEBREW)


def _written(word: str, letters: dict[str, str]) -> str:
    """Letter by letter; an `e` keeps an h apart from the letter before it, with which it would be read as one."""
    found = ""
    for sign in word:
        latin = letters.get(sign, sign)
        found += f"e{latin}" if latin == "h" and found[-1:] in _BEFORE_H else latin
    return found


def voiced(letters: str) -> str:
    """The word with its w and y inside read as the vowels u and i, except a w beside an a, which is a consonant."""
    found = letters[:1]
    for at in range(1, len(letters)):
        letter = letters[at]
        if letter == "y":
            letter = "i"
        elif letter == "w" and "a" not in letters[at - 1 : at] + letters[at + 1 : at + 2]:
            letter = "u"
        found += letter
    return found


@lru_cache(maxsize=50_000)
def allows(letters: str, latin: str) -> bool:
    """Whether an unvowelled word may be written so in Latin letters."""
    return max(len(letters), len(latin)) <= _LONGEST and _pattern(letters).fullmatch(latin) is not None


@lru_cache(maxsize=5_000)
def _pattern(letters: str) -> re.Pattern[str]:
    parts = _LETTER.findall(letters)
    written = [_VOWELS]
    for at, part in enumerate(parts):
        last, first = at == len(parts) - 1, at == 0
        if last and part == "h":
            written.append("(?:h|t|y)?")  # the feminine ending, often written with a plain h
        elif last and part == "a" and not first:
            written.append("[aeiouyht]*")
        elif part in "aeiou":
            written.append(_SPELLINGS[part])
        else:
            written.append(f"(?:{_SPELLINGS[part]}){{1,2}}" if part in _SPELLINGS else part)
        written.append(_VOWELS)
    return re.compile("".join(written))
