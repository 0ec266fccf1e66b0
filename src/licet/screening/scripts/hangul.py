"""Korean script: syllables taken apart into their letters and written as lists of North and South Korean names do."""

import re
from functools import cache

_LETTERS = (
    "k kk n t tt r m p pp s ss - j jj ch k t p h",
    "a ae ya yae o e yo ye o wa wae oe yo u wo we wi yu u ui i",
    "- k k k n n n t l k m l l l p l m p p t t ng t t k t p t",
)
"""The nineteen initial consonants, the vowels, and the final consonants, in the order of the code."""
_FIRST, _VOWEL, _LAST = (tuple(letters.split()) for letters in _LETTERS)
_START, _END = 0xAC00, 0xD7A3
_WORDS = {
    "ltd": "주식회사 유한회사 유한책임회사 합자회사",
    "company": "회사 공사",
    "group": "그룹 집단",
    "trading": "무역 상사",
    "bank": "은행",
    "technology": "기술 과학기술",
    "international": "국제",
    "industry": "산업 공업",
    "electronics": "전자",
    "machinery": "기계",
    "shipping": "해운 선박",
    "university": "대학 대학교",
    "institute": "연구소 연구원",
    "general": "총국 총회사",
    "bureau": "국가국",
    "development": "개발",
    "mining": "광업",
    "import export": "수출입",
    "aviation": "항공",
    "ministry": "성",
    "korea": "조선 한국",
    "pyongyang": "평양",
    "seoul": "서울",
    "united": "련합 연합",
    "credit": "신용",
    "insurance": "보험",
    "peoples": "인민",
    "army": "군대 인민군",
    "party": "로동당",
}
_AS_SURNAMES = {"이": "ri", "임": "rim", "노": "ro", "나": "ra", "유": "ryu"}
"""Family names that the North writes with the letter that the South drops."""
_SURNAMES_OF_TWO = frozenset(("남궁", "황보", "제갈", "선우", "독고", "사공"))
_LONGEST_NAME = 4


def is_hangul(text: str) -> bool:
    """Whether every sign is a Korean syllable."""
    return all(_START <= ord(sign) <= _END for sign in text)


def hangul(text: str) -> str:
    """Write Korean syllables in Latin letters: `철` is `chol`, `영` is `yong`, `리` is `ri`."""
    return "".join(_syllable(ord(sign) - _START) for sign in text)


def _syllable(code: int) -> str:
    parts = _FIRST[code // 588], _VOWEL[code % 588 // 28], _LAST[code % 28]
    return "".join(part for part in parts if part != "-")


def words_in(text: str) -> tuple[str, ...]:
    """A run of Korean syllables as Latin words: a person's name in two parts, a body's in the words it is made of."""
    pattern, meaning = _words()
    if len(text) > 3 and pattern.search(text):
        found: list[str] = []
        at = 0
        for known in pattern.finditer(text):
            found += [hangul(text[at : known.start()])] if known.start() > at else []
            found += meaning[known[0]].split()
            at = known.end()
        return (*found, hangul(text[at:])) if at < len(text) else tuple(found)
    if not 2 <= len(text) <= _LONGEST_NAME:
        return (hangul(text),)
    width = 2 if text[:2] in _SURNAMES_OF_TWO and len(text) > 2 else 1
    family = text[:width]
    return _AS_SURNAMES.get(family) or hangul(family), hangul(text[width:])


@cache
def _words() -> tuple[re.Pattern[str], dict[str, str]]:
    meaning = {sign: latin for latin, signs in _WORDS.items() for sign in signs.split() if len(sign) > 1}
    return re.compile("|".join(sorted(meaning, key=lambda sign: (-len(sign), sign)))), meaning
