"""From which share on a listing reaches the companies that the listed hold: one dated value for each regime.

Which regime applies follows from the list a holder stands on. A list whose law states no measure of
its own is read in the strictest way there is.
"""

import datetime as dt
from fractions import Fraction
from typing import Literal

import msgspec

from licet.screening.ownership import Reading

Joint = Literal["added", "if_joint"]
RegimeName = Literal["OFAC", "EU", "UK", "BIS", "STRICTEST"]
HALF = Fraction(50)


class Regime(msgspec.Struct, frozen=True, kw_only=True):
    """How one regime measures ownership, in force on [`valid_from`, `valid_to`).

    `inclusive`: the threshold itself is enough. `control`: control reaches as ownership does.
    `joint`: holdings of several listed persons are added, or only where they are held jointly.
    `readings` of indirect holdings: with more than one the strictest answer stands. `confirm` names
    what nobody has confirmed yet: until a rulebook records it, the regime bars and clears nothing.
    """

    name: RegimeName
    title: str
    citation: str
    threshold: Fraction = HALF
    inclusive: bool
    control: bool
    joint: Joint = "added"
    readings: tuple[Reading, ...] = ("link",)
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    confirm: str | None = None

    def in_force(self, on: dt.date) -> bool:
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on < self.valid_to)

    @property
    def measure(self) -> str:
        """The measure in words."""
        share = f"{self.threshold} % or more" if self.inclusive else f"more than {self.threshold} %"
        return f"{share}{', or control' if self.control else ''}"


_EU = dt.date(2024, 7, 3)
_BIS = ("BIS Affiliates Rule", "15 CFR 744.11, 744.21 and 744.8 as amended by the interim final rule of 29 September 2025")

REGIMES: tuple[Regime, ...] = (
    Regime(
        name="OFAC",
        title="OFAC 50 Percent Rule",
        citation="OFAC, Revised Guidance on Entities Owned by Persons Whose Property Is Blocked, 13 August 2014; FAQ 398 to 402",
        inclusive=True,
        control=False,
    ),
    Regime(
        name="EU",
        title="EU test of ownership and control",
        citation="EU Best Practices on restrictive measures as they stood before 3 July 2024; Commission FAQ on asset freezes, 8",
        inclusive=False,
        control=True,
        readings=("link", "product"),
        valid_to=_EU,
    ),
    Regime(
        name="EU",
        title="EU test of ownership and control",
        citation="EU Best Practices on restrictive measures, Council document 11623/24 of 3 July 2024",
        inclusive=True,
        control=True,
        readings=("link", "product"),
        valid_from=_EU,
    ),
    Regime(
        name="UK",
        title="United Kingdom test of ownership and control",
        citation="Regulations under the Sanctions and Anti-Money Laundering Act 2018, “owned or controlled”; OFSI general guidance, 4",
        inclusive=False,
        control=True,
        joint="if_joint",
    ),
    Regime(
        name="BIS",
        title=_BIS[0],
        citation=_BIS[1],
        inclusive=True,
        control=False,
        valid_from=dt.date(2025, 9, 29),
        valid_to=dt.date(2025, 11, 10),
    ),
    Regime(
        name="BIS",
        title=_BIS[0],
        citation=f"{_BIS[1]}; suspended from 10 November 2025 to 9 November 2026, then in force again unless that is extended",
        inclusive=True,
        control=False,
        valid_from=dt.date(2026, 11, 10),
        confirm="return of 10 November 2026",
    ),
    Regime(
        name="STRICTEST",
        title="strictest reading of ownership and control",
        citation="legal effect of the list, its measure of ownership not stated: 50 % or more in all, or control",
        inclusive=True,
        control=True,
        readings=("link", "product"),
    ),
)
"""Read from top to bottom. The reading of 2014 stands for OFAC on every day, also where the older one was milder."""

_BY_LIST: dict[str, tuple[RegimeName, ...]] = {
    "US-SDN": ("OFAC", "BIS"),
    "US-SSI": ("OFAC",),
    "US-NS-MBS": ("OFAC",),
    "US-FSE": ("OFAC",),
    "US-CAP": ("OFAC",),
    "US-PLC": ("OFAC",),
    "US-CMIC": ("OFAC",),
    "EU-FSF": ("EU",),
    "UK-SANCTIONS": ("UK",),
    "US-EL": ("BIS",),
    "US-MEU": ("BIS",),
}
AFFILIATES = frozenset({"US-EL", "US-MEU"})
"""Lists whose holders bring the Affiliates Rule into play; blocked persons are added to them, and are reached by OFAC's rule alone."""


def regimes_of(names: str) -> frozenset[RegimeName]:
    """Under which regimes a listing counts; `names` may be several lists joined by `+`."""
    return frozenset(regime for name in names.split("+") for regime in _BY_LIST.get(name, ("STRICTEST",)))


def regime_on(name: RegimeName, day: dt.date) -> Regime | None:
    """The regime as it is in force on a day; None where it is not."""
    return next((regime for regime in REGIMES if regime.name == name and regime.in_force(day)), None)
