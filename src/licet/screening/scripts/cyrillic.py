"""Cyrillic script: Russian, Ukrainian, Belarusian, Bulgarian, Serbian, Macedonian, and the letters of Central Asia."""

from licet.screening.scripts.table import table

_LETTERS = table("""
а=a б=b в=v г=g ґ=g д=d е=e ё=e є=ye ж=zh з=z и=i і=i ї=yi й=y ј=y к=k л=l љ=l м=m н=n њ=n о=o п=p р=r с=s т=t ћ=c
ђ=dj у=u ў=u ф=f х=kh ц=ts ч=ch џ=dz ш=sh щ=shch ъ= ы=y ь= э=e ю=yu я=ya ә=a ғ=gh қ=q ң=n ө=o ұ=u ү=u һ=h ӣ=i ӯ=u
ҳ=h ҷ=j ѓ=gj ќ=kj ѕ=dz
""")
_BULGARIAN = _LETTERS | table("щ=sht ъ=a")
_OF_UKRAINE_AND_BELARUS = frozenset("іїєґў")
_OF_CENTRAL_ASIA = frozenset("әғқңөұүһ")
_AS_UKRAINIAN = str.maketrans("ги", "һы")
_AS_BELARUSIAN = str.maketrans("г", "һ")
"""To letters of the table above that have the sound: Ukrainian г is h and и is y."""
_HARD_SIGN_AS_VOWEL = frozenset("бвгджзклмнпрстфхцчшщ")


def in_its_language(name: str) -> str:
    """Mark the letters that Ukrainian and Belarusian read otherwise than Russian, in a name that has letters of theirs alone."""
    letters = set(name)
    if not letters & _OF_UKRAINE_AND_BELARUS or letters & _OF_CENTRAL_ASIA:
        return name
    return name.translate(_AS_BELARUSIAN if "ы" in letters or "ў" in letters else _AS_UKRAINIAN)


def cyrillic(word: str) -> str:
    """Write a word in Latin letters, by the Bulgarian rule where its letters say so."""
    letters = _BULGARIAN if _vowel_hard_sign(word) else _LETTERS
    return "".join(letters.get(letter, letter) for letter in word)


def _vowel_hard_sign(word: str) -> bool:
    """In Russian a hard sign stands before е, ё, ю or я; between consonants it is the Bulgarian vowel."""
    at = word.find("ъ")
    return at > 0 and word[at + 1 : at + 2] in _HARD_SIGN_AS_VOWEL and at + 1 < len(word)
