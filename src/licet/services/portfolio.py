"""What may be offered to whom, as a reader may see it."""

import datetime as dt

import msgspec

from licet.access.act import Act as May
from licet.access.actor import Actor
from licet.access.decision import decide as may
from licet.access.resource import Edition as EditionAccess
from licet.reference.portfolio import Designation, Portfolio, portfolio_of
from licet.services.desk import Desk
from licet.services.references import snapshot_of


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """One designation with the states it reaches (None for every state), and whether it holds on the day asked."""

    portfolio: Portfolio
    designation: Designation
    states: tuple[str, ...] | None
    in_force: bool


def offers(desk: Desk, actor: Actor, *, on: dt.date | None = None, words: str = "") -> tuple[Offer, ...]:
    """Every designation the actor may see of the portfolios in force on a day, those that hold first, then by id.

    What lies above the reader's clearance is absent, counts included. `words` are looked for in id, items, variant and states.
    """
    day = on or desk.clock.today()
    found = []
    for edition in snapshot_of(desk.library, as_of=day).of_kind("portfolio"):
        portfolio = portfolio_of(desk.library.content(edition))
        for designation in portfolio.designations:
            access = EditionAccess(states=(portfolio.state,), release_level=designation.release_level, compartments=())
            if may(actor, May.VIEW_DESIGNATION, access).allowed and _holds(designation, words):
                states = portfolio.states_of(designation)
                found.append(
                    Offer(
                        portfolio=portfolio,
                        designation=designation,
                        states=None if states is None else tuple(sorted(states)),
                        in_force=designation.in_force(day),
                    )
                )
    return tuple(sorted(found, key=lambda one: (not one.in_force, one.portfolio.id, one.designation.id)))


def _holds(designation: Designation, words: str) -> bool:
    text = " ".join((designation.id, *designation.items, designation.variant or "", *(designation.states or ()))).casefold()
    return all(word in text for word in words.casefold().split())
