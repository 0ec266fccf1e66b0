"""Country figures shown beside the questions they inform: what, for which state and year, by whom. They decide nothing.

Serves the User's Guide to Common Position 2008/944: an assessor of a criterion looks at the figures.
Adapters are at hand for UCDP/PRIO (armed conflict), V-Dem (democracy) and the World Development
Indicators; further files add figures, which this list then has to name.
"""

import datetime as dt

from msgspec.structs import replace

from licet.law.case import Case
from licet.law.finding import FactUsed, Finding

CONFLICT = ("active_conflicts", "max_intensity", "interstate_conflicts")
RIGHTS = ("v2x_libdem", "v2x_polyarchy")
ECONOMY = ("gdp_per_capita_current_usd", "gini")
INFORMS: dict[str, tuple[str, ...]] = {
    "ATT-6.3": CONFLICT,
    "ATT-7.1": (*CONFLICT, *RIGHTS),
    "ATT-7.3": (*CONFLICT, *RIGHTS),
    "CP-C2a": RIGHTS,
    "CP-C2b": RIGHTS,
    "CP-C2c": CONFLICT,
    "CP-C3": CONFLICT,
    "CP-C4": CONFLICT,
    "CP-C6": RIGHTS,
    "CP-C8": ECONOMY,
    "OSCE-4a": (*CONFLICT, *RIGHTS),
    "WA-DEST": (*CONFLICT, *ECONOMY),
}
"""Which figures stand beside which rule."""


def with_indicators(finding: Finding, case: Case) -> Finding:
    """The finding with the figures of the destination that inform it; its outcome and its words stay what they are."""
    names = INFORMS.get(finding.rule, ())
    shown = tuple(
        FactUsed(
            name=one.name,
            value=one.value,
            source=f"{source}, {one.year}; shown, decides nothing",
            as_of=dt.date(int(one.year), 12, 31),
            about=one.state,
        )
        for name in names
        for source, one in case.indicators
        if one.name == name
    )
    return replace(finding, facts=(*finding.facts, *shown)) if shown else finding
