"""How much of a party is held by those a list blocks, as bounds, link by link.

Serves the OFAC 50 Percent Rule (an entity held at 50 % or more, directly or indirectly, in
aggregate, counts as blocked itself further down), the EU test (50 % or more, or control) and the
United Kingdom's (more than 50 %, or control) by the strictest reading: 50 % or control. An
unknown share counts as 0 to 100; an owner whose hit is open counts as 0 to its share.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

import msgspec

from licet.dossier.values import Owner, Party

Blocked = Literal["yes", "no", "open"]
THRESHOLD = Decimal(50)
WHOLE = Decimal(100)


class Holding(msgspec.Struct, frozen=True, kw_only=True):
    """The least and most of a party, in percent, that blocked persons can hold, and whether one controls it."""

    least: Decimal
    most: Decimal
    controlled: Blocked
    path: tuple[str, ...]

    @property
    def blocked(self) -> Blocked:
        """Whether ownership or control blocks the party."""
        if self.least >= THRESHOLD or self.controlled == "yes":
            return "yes"
        if self.most >= THRESHOLD or self.controlled == "open":
            return "open"
        return "no"


def holding(held: Party | Owner, path: str, listed: Mapping[str, Blocked]) -> Holding:
    """Bounds of what blocked persons hold of a party; `listed` says of each owner path whether a hit on it is confirmed.

    What nobody stated (owners not complete) may be anybody's, so it widens the upper bound.
    """
    least = most = Decimal(0)
    stated = Decimal(0)
    controlled: Blocked = "no"
    trail: list[str] = []
    for owner in held.owners:
        at = f"{path}/{owner.id}"
        low, high = _bounds(owner)
        stated += low
        above = holding(owner, at, listed)
        blocked = _either(listed.get(at, "open"), above.blocked)
        if blocked == "no":
            continue
        trail.append(f"{at} ({_share_text(owner)})")
        most += high
        least += low if blocked == "yes" else 0
        controls: Blocked = "no" if owner.controls is False else "yes" if owner.controls and blocked == "yes" else "open"
        # An unknown word on control is only open where the owner may be blocked at all and its share is not small and fixed.
        if owner.controls is None and high < THRESHOLD:
            controls = "no" if owner.share is not None else "open"
        controlled = _either(controlled, controls)
    if held.owners_complete is not True:
        most += max(WHOLE - stated, Decimal(0))
    return Holding(least=least, most=min(most, WHOLE), controlled=controlled, path=tuple(trail))


def _bounds(owner: Owner) -> tuple[Decimal, Decimal]:
    if owner.share is not None:
        return owner.share, owner.share
    if owner.share_range is not None:
        return owner.share_range.min, owner.share_range.max
    return Decimal(0), WHOLE


def _share_text(owner: Owner) -> str:
    low, high = _bounds(owner)
    if low == high:
        return f"{low.normalize():f} %"
    return (
        "share unknown" if owner.share is None and owner.share_range is None else f"{low.normalize():f} to {high.normalize():f} %"
    )


def _either(one: Blocked, other: Blocked) -> Blocked:
    return "yes" if "yes" in (one, other) else "open" if "open" in (one, other) else "no"
