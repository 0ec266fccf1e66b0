"""Numerals written in words brought to their digits: `Forty-Four` and `44th` are 44, `First` is 1."""

import re

_UNITS = (
    "one first", "two second", "three third", "four fourth", "five fifth", "six sixth", "seven seventh", "eight eighth",
    "nine ninth",
)  # fmt: skip
_TEENS = ("eleven eleventh", "twelve twelfth", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS = ("twenty", "thirty", "forty fourty", "fifty", "sixty", "seventy", "eighty", "ninety")
_UNIT = {word: at for at, words in enumerate(_UNITS, start=1) for word in words.split()}
_TEN = {word: 10 * at for at, words in enumerate(_TENS, start=2) for word in words.split()}
_TEEN = {word: at for at, words in enumerate(_TEENS, start=11) for word in words.split()}
_ORDINAL = re.compile("^([0-9]{1,4})(?:st|nd|rd|th)$")
_WORDS = frozenset((*_UNIT, *_TEN, *_TEEN))


def has_numeral(texts: list[str]) -> bool:
    """Whether any word is a numeral in words or an ordinal; most names hold none."""
    return any(text in _WORDS or text[0].isdigit() for text in texts)


def digits_for(texts: list[str]) -> tuple[str, int]:
    """The digits that the first words stand for and how many words they take; no digits and 0 where they stand for none."""
    first = texts[0]
    if ordinal := _ORDINAL.match(first):
        return ordinal[1], 1
    if first in _TEN:
        unit = _UNIT.get(texts[1], 0) if len(texts) > 1 else 0
        if len(texts) > 1 and not unit and texts[1] in "123456789":
            unit = int(texts[1])
        return str(_TEN[first] + unit), 2 if unit else 1
    value = _UNIT.get(first) or _TEEN.get(first)
    return (str(value), 1) if value else ("", 0)
