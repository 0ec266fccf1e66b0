"""Whether a plan's result says that a quantity can be spared by a day."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from licet.encoding.canonical import Digest
from licet.planning.number import number_of
from licet.planning.plan import Frozen
from licet.reference.plan_result import PlanResult

Answer = Literal["yes", "no", "partly", "unknown"]


class Spared(Frozen, frozen=True, kw_only=True):
    """A fact for the assessment: whether a quantity can be spared by a day, with the digest of the plan's result that says so."""

    answer: Answer
    item: str
    quantity: str
    by: dt.date
    at_least: str | None
    allocation: Digest
    says: str


def spared(result: PlanResult, item: str, quantity: Decimal, by: dt.date) -> Spared:
    """Whether a plan's result says that so much of an item can be spared by a day.

    Yes only where the result holds a checked plan that delivers it beside every need and contract; no only where it proves
    that not one step can be. What the result does not speak of is unknown, and unknown never means yes.
    """
    asked = Fraction(quantity)
    spoken = [one for one in result.spare if one.item == item]
    known = [one for one in spoken if one.on <= by]

    def answer(word: Answer, says: str, at_least: str | None = None) -> Spared:
        return Spared(
            answer=word,
            item=item,
            quantity=f"{quantity.normalize():f}",
            by=by,
            at_least=at_least,
            allocation=result.allocation,
            says=says,
        )

    if not spoken:
        return answer("unknown", f"the plan {result.reference} does not say what can be spared of {item}")
    if not known:
        return answer("unknown", f"the plan {result.reference} begins on {result.starts_on}, after {by}")
    last = max(known, key=lambda one: one.on)
    if by > max(one.on for one in spoken) and number_of(last.at_least) < asked:
        return answer("unknown", f"the plan {result.reference} ends on {last.on}, before {by}", last.at_least)
    if number_of(last.at_least) >= asked:
        return answer("yes", f"{last.at_least} {item} can be spared by {last.on} with every need and contract kept", last.at_least)
    if number_of(last.at_least) > 0:
        return answer("partly", f"{last.at_least} {item} can be spared by {last.on}; {last.at_most} at most", last.at_least)
    if number_of(last.at_most) <= 0:
        return answer("no", f"no {item} can be spared by {last.on}: needs and contracts take all there is", last.at_least)
    return answer("unknown", f"whether any {item} can be spared by {last.on} is not proven either way", last.at_least)
