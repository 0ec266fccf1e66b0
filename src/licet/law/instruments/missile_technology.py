"""Guidelines for Sensitive Missile-Relevant Transfers (Missile Technology Control Regime)."""

from licet.facts.kleene import Proof, Truth, all_of, any_of, met, not_met, opposite, unknown
from licet.law.case import Case
from licet.law.questions import missing


def listed(case: Case) -> Proof:
    """Is any item on the Annex?"""
    parts = []
    for item in case.dossier.items:
        result = case.classification[item.id].lists.get("MTCR")
        fact = case.classified(item)
        if result is None or result.decision == "refer":
            parts.append(unknown(f"whether {item.id} is on the Annex is open", missing("classification", item.id), facts=(fact,)))
        elif result.decision == "listed":
            parts.append(met(f"{item.id} is listed under {', '.join(result.codes)}", fact))
        else:
            parts.append(not_met(f"{item.id} is not on the Annex", fact))
    return any_of("an item is on the Annex", parts)


def paragraph_2(case: Case) -> Proof:
    """Refused: a Category I item, by strong presumption regardless of purpose; rare exceptions with government assurances."""
    parts = []
    for item in case.dossier.items:
        codes = [code for code in case.codes(item) if code in case.category_one]
        possible = [code for code in case.possible(item) if code in case.category_one]
        result = case.classification[item.id].lists.get("MTCR")
        fact = case.classified(item)
        if codes:
            parts.append(met(f"{item.id} is a Category I item ({', '.join(codes)})", fact))
        elif possible or result is None or result.decision == "refer" or result.checks:
            parts.append(
                unknown(f"whether {item.id} is a Category I item is open", missing("classification", item.id), facts=(fact,))
            )
        else:
            parts.append(not_met(f"{item.id} is no Category I item", fact))
    category_one = any_of("an item is of Category I", parts)
    if category_one.truth is not Truth.TRUE:
        return category_one
    exception = case.done(
        "mtcr_rare_exception", yes="a rare exception is decided on binding assurances", no="no exception is decided"
    )
    if exception.truth is Truth.UNKNOWN:
        # The presumption stands until somebody with authority overcomes it: silence does not keep it open.
        return met("Category I: strong presumption of denial, and no exception is decided", parts=(category_one,))
    return all_of("the strong presumption of denial stands", [category_one, opposite("no exception is decided", exception)])


def paragraph_3(case: Case) -> Proof:
    """To weigh: proliferation concerns, capabilities, end use, agreements, terrorism."""
    on_annex = listed(case)
    if on_annex.truth is not Truth.TRUE:
        return on_annex
    return case.assessed(
        "wmd_delivery_concern",
        adverse="factors of paragraph 3 weigh against the transfer",
        clear="no factor of paragraph 3 weighs against it",
    )
