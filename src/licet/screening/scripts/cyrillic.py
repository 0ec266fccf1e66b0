"""Cyrillic script: Russian, Ukrainian, Belarusian, Bulgarian, Serbian, Macedonian, and the letters of Central Asia."""

from licet.screening.scripts.table import table

_LETTERS = table("""
а=a б=b в=v г=g ґ=g д=d е=e ё=e є=ye ж=zh з=z и=i і=i ї=yi й=y ј=y к=k л=l љ=l м=m н=n њ=n о=o п=p р=r с=s т=t ћ=c
ђ=dj у=u ў=u ф=f х=kh ц=ts ч=ch џ=dz ш=sh щ=shch ъ= ы=y ь= э=e ю=yu я=ya ә=a ғ=gh қ=q ң=n ө=o ұ=u ү=u һ=h ӣ=i ӯ=u
ҳ=h ҷ=j ѓ=gj ќ=kj ѕ=dz
""")
_UKRAINIAN = _LETTERS | table("г=h и=y")
_OF_UKRAINIAN = frozenset("іїєґ")
_BULGARIAN = _LETTERS | table("щ=sht ъ=a")
_HARD_SIGN_AS_VOWEL = frozenset("бвгджзклмнпрстфхцчшщ")


def cyrillic(word: str) -> str:
    """Write a word in Latin letters, by the Ukrainian or Belarusian rule or the Bulgarian one where its letters say so."""
    if _OF_UKRAINIAN & set(word) and "ы" not in word and "ў" not in word:
        letters = _UKRAINIAN
    elif _vowel_hard_sign(word):
        letters = _BULGARIAN
    else:
        letters = _LETTERS
    return "".join(letters.get(letter, letter) for letter in word)


def _vowel_hard_sign(word: str) -> bool:
    """In Russian a hard sign stands before е, ё, ю or я; between consonants it is the Bulgarian vowel."""
    at = word.find("ъ")
    return at > 0 and word[at + 1 : at + 2] in _HARD_SIGN_AS_VOWEL and at + 1 < len(word)
