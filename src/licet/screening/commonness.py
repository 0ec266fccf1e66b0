"""How much each word of a name counts, in thousandths of a rare word."""

from functools import cache

from licet.screening.common_words import COMMON
from licet.screening.normal import Word, word_of

FULL = 1000
_LEGAL_FORM = 60
"""Legal forms and the small words around them hardly count in the name of a company."""
_LEGAL_WORDS = """
    ab ad ag aktiebolag aktiengesellschaft aktieselskabet aktsionernoe anonim anonima ao aps as beschrankter bhd bv cia cjsc
    closed co companies company compania corp corporation cv dd doo ead eood establishment free fz fzc fzco fze gesellschaft
    gmbh group haftung holding holdings inc incorporated joint jsc kft kg kompaniya lc liability limitada limited llc llp lp
    ltd ltda mbh mit nv oao obschestvo obshchestvo ogranichennoi ogranichennoy ojsc ood ooo open otkrytoe otvetstvennosti
    otvetstvennostiu otvetstvennostyu oy oyj pao pjsc plc private pte pty public publichnoe rl sa sarl sas sdn sirketi
    sociedad spa srl stock zakrytoe zao zone
    and da de des di do du e for la le of the und y
"""
_LEGAL_FORMS = frozenset(_LEGAL_WORDS.split())
_IN_NAMES_OF_PERSONS = {
    **dict.fromkeys(("dr", "mr", "mrs", "ms", "prof", "sir"), 60),
    **dict.fromkeys(("colonel", "general"), 150),
    **dict.fromkeys(("bin", "bn", "bint", "ibn", "van", "von", "u"), 200),
    **dict.fromkeys(("ben", "haj", "haji", "hajji", "maulavi", "mawlawi", "mulla", "mullah", "sheik", "sheikh", "shaykh"), 250),
    **dict.fromkeys(("sayed", "sayyid"), 300),
    **dict.fromkeys(("abd",), 350),
    **dict.fromkeys(("abou", "abu"), 400),
}
"""Titles, particles and the beginnings of names that many share."""


def weight_of(word: Word, *, person: bool) -> int:
    """What a word counts; `person` where both sides may be persons, whose names hold no legal forms."""
    if person and word.text in _IN_NAMES_OF_PERSONS:
        return _IN_NAMES_OF_PERSONS[word.text]
    if not person and word.text in _LEGAL_FORMS:
        return _LEGAL_FORM
    length = len(word.text)
    longest = 150 if length == 1 else 500 if length == 2 else 800 if length == 3 else FULL
    return min(longest, _weights().get(word.sound, FULL))


@cache
def _weights() -> dict[str, int]:
    found: dict[str, int] = {}
    for weight, words in COMMON.items():
        for text in words.split():
            sound = word_of(text).sound
            found[sound] = min(weight, found.get(sound, FULL))
    return found
