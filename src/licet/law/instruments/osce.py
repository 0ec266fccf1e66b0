"""OSCE (then CSCE) Principles Governing Conventional Arms Transfers, 25 November 1993."""

from licet.facts.kleene import Proof, any_of
from licet.law.case import Case


def applies(case: Case) -> Proof:
    """Whether the Principles reach this case: conventional arms and related technology."""
    return any_of("an item is on a munitions list", [case.military(item) for item in case.dossier.items])


def paragraph_4a(case: Case) -> Proof:
    """To weigh: human rights, the situation in and around the recipient, its record, its needs."""
    return case.assessed(
        "osce_4a_concern",
        adverse="considerations of paragraph 4(a) weigh against it",
        clear="nothing in paragraph 4(a) weighs against it",
    )


def paragraph_4b(case: Case) -> Proof:
    """To weigh: transfers to avoid."""
    return case.assessed(
        "osce_4b_concern",
        adverse="a consequence of paragraph 4(b) was assessed",
        clear="no consequence of paragraph 4(b) was found",
    )
