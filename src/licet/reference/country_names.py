"""States as list publishers write them in English, read as two-letter codes; never guessed."""

import unicodedata
from functools import lru_cache

from licet.encoding.countries import NAME_OF, read_country

_OTHER_NAMES = """\
AE UAE
AG Antigua and Barbuda
BA Bosnia and Herzegovina
BN Brunei Darussalam
BO Bolivia (Plurinational State of)
BS Bahamas, The|The Bahamas
CD Congo, Democratic Republic of the|Democratic Republic of the Congo|Democratic Republic of Congo|DR Congo|DRC
CG Congo, Republic of the|Republic of the Congo|Congo
CI Cote d Ivoire|Ivory Coast
CN People's Republic of China|PRC|Region: China
CV Cabo Verde
CZ Czech Republic
FK Falkland Islands (Malvinas)
FM Micronesia, Federated States of
GB UK|United Kingdom|United Kingdom of Great Britain and Northern Ireland|Great Britain
GM The Gambia|Gambia, The
HK China, Hong Kong Special Administrative Region|Hong Kong SAR
IM Man, Isle of
IR Iran (Islamic Republic of)|Islamic Republic of Iran|Region: Iran
KN Saint Kitts and Nevis
KP Korea, North|Democratic People's Republic of Korea|DPRK
KR Korea, South|Republic of Korea|Korea, Republic of
LA Lao People's Democratic Republic
LC Saint Lucia
MD Republic of Moldova
MK The former Yugoslav Republic of Macedonia|Macedonia
ML Region: Northern Mali
MM Burma
MO Macau|China, Macao Special Administrative Region
PS Palestinian|State of Palestine|West Bank|Gaza|Region: West Bank|Region: Gaza|Region: Northern Gaza|Region: North Gaza
RU Russian Federation|Region: Russia
SA Kingdom of Saudi Arabia
ST Sao Tome and Principe
SY Syrian Arab Republic
SZ Swaziland
TL East Timor
TR Turkey
TT Trinidad and Tobago
TW Taiwan, Province of China
TZ United Republic of Tanzania
US United States|United States of America
VA Holy See
VC Saint Vincent and the Grenadines|St. Vincent and the Grenadines
VE Venezuela (Bolivarian Republic of)
VG Virgin Islands, British
VI Virgin Islands, U.S.
VN Viet Nam
"""


def _folded(text: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(bare.replace("’", "'").replace("&", "and").casefold().split())


_CODE_OF = {_folded(name): code for code, name in NAME_OF.items()}
for _line in _OTHER_NAMES.splitlines():
    _code, _names = _line.split(" ", 1)
    _CODE_OF.update({_folded(name): _code for name in _names.split("|")})


@lru_cache(maxsize=20_000)
def country_named(text: str) -> str | None:
    """The two-letter code of a state's English name, or None when it names none that is certain.

    None too for what has no single state today or is disputed: the Netherlands Antilles, the
    former Soviet Union, Crimea, Kashmir, Kafia Kingi. A code is no name: a list that writes names
    means something else by `na`.
    """
    return _CODE_OF.get(_folded(text))


def country_of(text: str) -> str | None:
    """The two-letter code of a state's English name or ISO code, or None when it names none that is certain."""
    found = country_named(text)
    if found is not None:
        return found
    try:
        return read_country(text)
    except ValueError:
        return None
