"""What standing on each list does to a party (legal-safety point 5), with the reason for each row.

`prohibit`: the list forbids making goods or economic resources available to the party, for those
it binds. `refuse`: a transfer of controlled goods to the party is to be refused unless an officer
finds otherwise. `weigh`: the listing is a warning that an officer weighs.
"""

from licet.reference.record import LegalEffect

LISTS: dict[str, tuple[LegalEffect, str]] = {
    "UN-SC": ("prohibit", "Security Council measures freeze assets and forbid making resources available; arms measures besides"),
    "EU-FSF": ("prohibit", "EU regulations forbid making funds or economic resources available, directly or indirectly"),
    "UK-SANCTIONS": (
        "prohibit",
        "Sanctions and Anti-Money Laundering Act 2018 regulations forbid making economic resources available",
    ),
    "US-SDN": ("prohibit", "31 CFR chapter V: property blocked, no goods or services to the party; 15 CFR 744.8 besides"),
    "US-EL": ("refuse", "15 CFR 744.16 and Supplement 4 to part 744: licence required, most entries under presumption of denial"),
    "US-DPL": ("refuse", "15 CFR part 764 Supplement 2: a denial order bars the party from any transaction subject to the EAR"),
    "US-DTC": ("refuse", "22 CFR 127.7: debarred from taking part in exports of defence articles"),
    "US-ISN": ("refuse", "State Department nonproliferation sanctions: most determinations forbid munitions and dual-use licences"),
    "US-FSE": ("refuse", "E.O. 13608: transactions with foreign sanctions evaders are prohibited"),
    "US-MEU": ("weigh", "15 CFR 744.21: a military end user; licence required for the items of Supplement 2 to part 744 only"),
    "US-UVL": ("weigh", "15 CFR 744.15: the party's good faith could not be verified; a warning, no denial"),
    "US-SSI": ("weigh", "31 CFR part 589 directives: limits on debt, equity and certain oil projects, no blocking"),
    "US-NS-MBS": ("weigh", "menu-based sanctions: the entry says which measures apply"),
    "US-CMIC": ("weigh", "E.O. 13959 as amended: securities only, but a military-industrial company"),
    "US-CAP": ("weigh", "limits on correspondent bank accounts, not on goods"),
    "US-PLC": ("weigh", "31 CFR parts 594, 595, 597: limits on banking transactions"),
}
UNKNOWN_LIST: tuple[LegalEffect, str] = ("refuse", "a list without a row here: refused until its effect is recorded")


def effect_of(code: str) -> LegalEffect:
    """The effect of a list by its short name; a list not in the table refuses."""
    return LISTS.get(code, UNKNOWN_LIST)[0]


def strictest(effects: tuple[LegalEffect, ...]) -> LegalEffect:
    """The strongest of several effects."""
    order: tuple[LegalEffect, ...] = ("prohibit", "refuse", "weigh")
    return min(effects, key=order.index)
