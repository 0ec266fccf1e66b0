"""The frozen values of a promise and of what can be spared, and the programmes that find them.

A request is planned beside needs and contracts that all keep what they have; offers that nobody has accepted keep
nothing. A promise is never more than a statement on capacity: it stands under authorisation.
"""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from licet.encoding.canonical import Digest
from licet.planning.allocation import Allocation, Number
from licet.planning.intake import REQUEST
from licet.planning.limits import Limit, limit_of
from licet.planning.model import Model, window
from licet.planning.number import number_of, rounded
from licet.planning.plan import Change, Frozen, Item, Order, Plan
from licet.planning.programme import ZERO, Programme

Answer = Literal["yes", "no", "partly", "unknown"]
HOURS_A_MONTH = 24 * 30
MOST_CHANGES = 10


class Promise(Frozen, frozen=True, kw_only=True, tag_field="shape", tag="promise/1"):
    """What can be promised of an item. Always subject to authorisation.

    `by_then` is what can be delivered by the day asked for; `earliest_on` the day by which the whole can be, None
    within this plan. `reasons` say what stands in the way of more or sooner; `relaxed_by` is a smallest set of changes,
    measured against today, that together make the whole possible in time, None where more capacity does not help.
    """

    plan: Digest
    item: str
    quantity: Number
    by: dt.date
    answer: Answer
    by_then: Number
    earliest_on: dt.date | None
    says: str
    reasons: tuple[str, ...]
    relaxed_by: tuple[Change, ...] | None
    condition: str = "Subject to authorisation."


class Spared(Frozen, frozen=True, kw_only=True):
    """A fact for the assessment: whether a quantity can be spared by a day, with the digest of the plan's result that says so."""

    answer: Answer
    item: str
    quantity: Number
    by: dt.date
    at_least: Number | None
    allocation: Digest
    says: str


def spared(result: Allocation, allocation: Digest, item: str, quantity: Decimal, by: dt.date) -> Spared:
    """Whether a plan's result says that so much of an item can be spared by a day.

    Yes only where the result holds a checked plan that delivers it beside every need and contract; no only where it proves
    that not one step can be. What the result does not speak of is unknown, and unknown never means yes.
    """
    asked = Fraction(quantity)
    known = [one for one in result.spare if one.item == item and one.on <= by]

    def answer(word: Answer, says: str, at_least: Number | None = None) -> Spared:
        return Spared(
            answer=word, item=item, quantity=f"{quantity.normalize():f}", by=by, at_least=at_least, allocation=allocation, says=says
        )

    if not any(one.item == item for one in result.spare):
        return answer("unknown", f"The plan {result.reference} does not say what can be spared of {item}.")
    if not known:
        return answer("unknown", f"The plan {result.reference} begins on {result.starts_on}, after {by}.")
    last = max(known, key=lambda one: one.on)
    if by > max(one.on for one in result.spare if one.item == item) and number_of(last.at_least) < asked:
        return answer("unknown", f"The plan {result.reference} ends on {last.on}, before {by}.", last.at_least)
    if number_of(last.at_least) >= asked:
        return answer("yes", f"{last.at_least} {item} can be spared by {last.on} with every need and contract kept.", last.at_least)
    if number_of(last.at_least) > 0:
        return answer("partly", f"{last.at_least} {item} can be spared by {last.on}; {last.at_most} at most.", last.at_least)
    if number_of(last.at_most) <= 0:
        return answer("no", f"No {item} can be spared by {last.on}: needs and contracts take all there is.", last.at_least)
    return answer("unknown", f"Whether any {item} can be spared by {last.on} is not proven either way.", last.at_least)


def committed(plan: Plan) -> Plan:
    """The plan with only what is owed: needs and contracts."""
    return Plan(
        reference=plan.reference,
        starts_on=plan.starts_on,
        months=plan.months,
        currency=plan.currency,
        items=plan.items,
        lines=plan.lines,
        needs=plan.needs,
        orders=tuple(order for order in plan.orders if order.kind == "contract"),
    )


def request_for(item: str, quantity: Decimal, last_on: dt.date) -> Order:
    """A request as an order that may come in parts at any time within the plan."""
    return Order(id=REQUEST, kind="offer", item=item, quantity=quantity, due_on=last_on, value=Decimal("0.000"))


def most_by(model: Model, demand: str, bucket: int) -> dict[int, Fraction]:
    """The costs whose least is the most that a demand can have by a bucket."""
    return {column: Fraction(-1) for (name, when), column in model.delivered.items() if name == demand and when <= bucket}


def soonest(model: Model, demand: str) -> dict[int, Fraction]:
    """The costs that bring a demand's deliveries forward."""
    return {column: Fraction(when) for (name, when), column in model.delivered.items() if name == demand}


def lead_months(items: Mapping[str, Item], name: str) -> int:
    """The months from starting the first part to having one of an item made."""
    parts = [lead_months(items, part.item) for part in items[name].parts if items[part.item].parts or items[part.item].lead_months]
    return items[name].lead_months + max(parts, default=0)


class Elastic:
    """A programme whose limits give way at a price: how little more of what makes a request possible."""

    def __init__(self, model: Model, demand: str, bucket: int) -> None:
        self.model = model
        self.programme: Programme = model.programme.copy()
        self.more: dict[Limit, tuple[int, Fraction]] = {}
        self._rows(bucket)
        asked = model.demands[demand]
        columns = [(model.delivered[demand, when], Fraction(1)) for when in window(asked, model.months) if when <= bucket]
        self.programme.row(columns, low=Fraction(asked.quantity), high=None)
        self.programme.minimise({column: 1 / unit for column, unit in self.more.values()})

    def _rows(self, bucket: int) -> None:
        """Each limit has one column: so much more of it in every month up to the bucket."""
        for row, meaning in enumerate(self.model.meanings):
            limit = limit_of(meaning, self.model)
            if limit is None or meaning.bucket > bucket or limit.kind == "kept" or not meaning.bucket:
                continue
            column, factor = self._column(limit, meaning.bucket)
            if factor:
                self.programme.rows[row] = (*self.programme.rows[row], (column, factor))
        self.programme.row([], low=None, high=None)  # the rows were changed; what was made for the solver is void

    def _column(self, limit: Limit, bucket: int) -> tuple[int, Fraction]:
        """The column of a limit, and what one unit of it adds in a month: per cent of hours, starts a month, pieces a month."""
        model, capacity = self.model, self.model.capacity
        match limit.kind:
            case "hours":
                most = max(capacity.hours[limit.line], default=ZERO)
                self._once(limit, max(Fraction(HOURS_A_MONTH) / most - 1, ZERO) * 100 if most else ZERO, Fraction(100))
                return self.more[limit][0], -capacity.hours[limit.line][bucket] / 100
            case "ramp":
                rate = next(rate for line, rate in model.rates() if (line, rate.item) == (limit.line, limit.item))
                assert rate.ramp_per_month is not None
                self._once(limit, Fraction(1000), max(Fraction(rate.ramp_per_month), Fraction(1)))
                good = Fraction(model.items[limit.item].yield_percent) / 100
                return self.more[limit][0], -capacity.shares[limit.line][bucket] * good
            case _:
                item = model.items[limit.item]
                usual = sum((capacity.coming[limit.item][when] for when in range(1, bucket + 1)), ZERO) / bucket
                self._once(limit, Fraction(10**6), max(usual, Fraction(1)))
                covered = sum((model.months.share(bucket, one.from_on, one.until_on) for one in item.supplies), ZERO)
                return self.more[limit][0], covered if item.supplies else Fraction(1)

    def _once(self, limit: Limit, upper: Fraction, unit: Fraction) -> None:
        if limit not in self.more:
            self.more[limit] = (self.programme.column(upper), unit)

    def changes(self, values: Mapping[int, float]) -> tuple[Change, ...]:
        """The changes that an answer asks for, each rounded up to what a person would write."""
        found = []
        for limit, (column, unit) in self.more.items():
            more = values[column]
            if more <= 1e-6 * float(unit):
                continue
            found.append(self._change(limit, Fraction(more)))
        return tuple(found)

    def _change(self, limit: Limit, more: Fraction) -> Change:
        match limit.kind:
            case "hours":
                return Change(line=limit.line, hours_percent=rounded(100 + more, 1, up=True).quantize(Decimal("0.0001")))
            case "ramp":
                rate = next(rate for line, rate in self.model.rates() if (line, rate.item) == (limit.line, limit.item))
                assert rate.ramp_per_month is not None
                ramp = rounded(Fraction(rate.ramp_per_month) + more, 2, up=True).quantize(Decimal("0.000001"))
                return Change(line=limit.line, item=limit.item, ramp_per_month=ramp)
            case _:
                return Change(item=limit.item, more_per_month=rounded(more, 2, up=True).quantize(Decimal("0.000001")))
