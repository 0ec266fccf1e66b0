"""Charter of the United Nations, Articles 25, 41, 48 and 103: measures under Chapter VII bind every state."""

from licet.facts.kleene import Proof
from licet.law.case import Case
from licet.law.instruments.embargoed import worst_of


def articles_25_41(case: Case) -> Proof:
    """Any activity covered by an arms embargo under Chapter VII, whatever the item and whoever is member of what."""
    return worst_of(case, "Security Council arms embargoes", lambda finding: finding.effect == "prohibit")
