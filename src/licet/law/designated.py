"""Whether the authority's portfolio offers the goods: a rule for each item, built from the portfolio itself.

An item outside the portfolio is referred with that finding and never refused: refusal is an officer's
decision, open to appeal (legal-safety point 18). Being inside it clears nothing else.
"""

from functools import partial

from licet.dossier.values import Item
from licet.facts.kleene import Proof, Truth, met, not_met, told, unknown
from licet.law.case import Case
from licet.law.conditions import accepted
from licet.law.questions import missing
from licet.law.rule import EXPORTS, Rule
from licet.portfolio.offered import Asked, governed, offered
from licet.reference.portfolio import Portfolio


def portfolio_rules(case: Case) -> tuple[Rule, ...]:
    """One duty an item, where the authority has a portfolio: an officer may issue only what it offers, or decide otherwise."""
    portfolio = case.portfolio
    if portfolio is None:
        return ()
    return tuple(
        Rule(
            id=f"PORTFOLIO:{item.id}",
            instrument=f"PORTFOLIO {portfolio.state}",
            citation=f"{portfolio.title} of {portfolio.dated_on}",
            effect="duty",
            phase="before_issue",
            test=partial(_test, item=item, portfolio=portfolio),
            activities=EXPORTS,
            release_level=portfolio.release_level,
        )
        for item in case.dossier.items
    )


def _test(case: Case, item: Item, portfolio: Portfolio) -> Proof:
    asked = _asked(case, item)
    match governed(asked, portfolio):
        case Truth.FALSE:
            return met(f"the portfolio was not designated for goods such as {item.id}", case.classified(item))
        case Truth.UNKNOWN:
            says = f"whether the portfolio was designated for {item.id} is open with its classification"
            return unknown(says, missing("classification", item.id), facts=(case.classified(item),))
    within = offered(asked, portfolio, as_of=case.as_of, ask=missing)
    return _outside(case, item, within) if within.truth is Truth.FALSE else within


def _outside(case: Case, item: Item, within: Proof) -> Proof:
    """Outside the portfolio an authority may still decide to offer, and says so on the record; until then the case waits for that."""
    decided = case.done(
        "portfolio_exception",
        about=item.id,
        yes="the authority has decided to offer it outside of its portfolio",
        no="the authority has not decided to offer it outside of its portfolio",
    )
    if decided.truth is Truth.TRUE:
        return decided
    if decided.truth is Truth.FALSE:
        return not_met(f"{told(within)}; {told(decided)}", parts=(within, decided))
    return unknown(f"{told(within)}; {told(decided)}", missing("portfolio_exception", item.id), parts=(within, decided))


def _asked(case: Case, item: Item) -> Asked:
    """An item as the portfolio is asked for it. Its codes are open while any list may still name it."""
    results = case.classification[item.id].lists.values()
    open_still = any(result.decision == "refer" for result in results)
    codes = (*case.codes(item), *case.possible(item))
    return Asked(
        item=item.id,
        name=item.name,
        kind=item.kind,
        variant=case.word("variant", item.id),
        codes=None if open_still and not codes else codes,
        quantity=item.quantity,
        unit=item.unit,
        destination=case.dossier.destination_state,
        end_users=tuple((party.id, case.word("end_user_kind", party.id)) for party in case.parties("end_user")),
        conditions=accepted(case.fact("conditions_accepted")),
    )
