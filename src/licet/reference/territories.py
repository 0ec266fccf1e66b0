"""Territories with a country code of their own: whose law and whose embargoes reach them.

A territory inherits the rows of its state unless a row excludes it with a citation. Where status
is disputed, the territory occupied, or the reach of its state's commitments unsettled, it refers
(legal-safety point 11). The table says nothing about who is right.
"""

from typing import Literal

import msgspec


class Territory(msgspec.Struct, frozen=True, kw_only=True):
    """One territory, its state, and whether it inherits that state's rows and commitments or refers."""

    code: str
    of: str
    status: Literal["inherits", "refers"]
    why: str


_TABLE = """\
HK CN inherits special administrative region of China
MO CN inherits special administrative region of China
TW CN refers   status disputed
EH MA refers   non-self-governing territory, status disputed
PS IL refers   occupied territory
XK RS refers   status disputed
FK GB refers   status disputed
GS GB refers   status disputed
GI GB refers   reach of its state's commitments unsettled
IO GB refers   status disputed
AX FI inherits region of Finland
GF FR inherits overseas department of France
GP FR inherits overseas department of France
MQ FR inherits overseas department of France
RE FR inherits overseas department of France
YT FR inherits overseas department of France
MF FR inherits overseas collectivity of France, outermost region
BL FR refers   reach of its state's commitments unsettled
PM FR refers   reach of its state's commitments unsettled
NC FR refers   reach of its state's commitments unsettled
PF FR refers   reach of its state's commitments unsettled
WF FR refers   reach of its state's commitments unsettled
TF FR refers   reach of its state's commitments unsettled
GL DK refers   reach of its state's commitments unsettled
FO DK refers   reach of its state's commitments unsettled
AW NL refers   reach of its state's commitments unsettled
BQ NL refers   reach of its state's commitments unsettled
CW NL refers   reach of its state's commitments unsettled
SX NL refers   reach of its state's commitments unsettled
SJ NO inherits part of Norway
BV NO inherits part of Norway
GG GB refers   reach of its state's commitments unsettled
JE GB refers   reach of its state's commitments unsettled
IM GB refers   reach of its state's commitments unsettled
AI GB refers   reach of its state's commitments unsettled
BM GB refers   reach of its state's commitments unsettled
KY GB refers   reach of its state's commitments unsettled
MS GB refers   reach of its state's commitments unsettled
PN GB refers   reach of its state's commitments unsettled
SH GB refers   reach of its state's commitments unsettled
TC GB refers   reach of its state's commitments unsettled
VG GB refers   reach of its state's commitments unsettled
PR US inherits territory of the United States
GU US inherits territory of the United States
VI US inherits territory of the United States
AS US inherits territory of the United States
MP US inherits territory of the United States
UM US inherits territory of the United States
CC AU inherits territory of Australia
CX AU inherits territory of Australia
NF AU inherits territory of Australia
HM AU inherits territory of Australia
TK NZ inherits territory of New Zealand
"""

TERRITORIES: dict[str, Territory] = {}
"""By two-letter code. A code that is absent is a state of its own for this purpose."""
for _line in _TABLE.splitlines():
    _code, _of, _status, _why = _line.split(maxsplit=3)
    TERRITORIES[_code] = Territory(code=_code, of=_of, status="inherits" if _status == "inherits" else "refers", why=_why)
