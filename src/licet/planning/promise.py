"""The frozen value of a promise, and the programmes that find it.

A request is planned beside needs and contracts that all keep what they have; offers that nobody has accepted keep
nothing. A promise is never more than a statement on capacity: it stands under authorisation.
"""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from licet.encoding.canonical import Digest
from licet.planning.allocation import Number
from licet.planning.intake import REQUEST
from licet.planning.limits import Limit, limit_of
from licet.planning.model import Model, window
from licet.planning.number import rounded
from licet.planning.plan import Change, Frozen, Item, Order, Plan
from licet.planning.programme import ZERO, Programme
from licet.planning.spared import Answer

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
                self.programme.enter(row, column, factor)

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
