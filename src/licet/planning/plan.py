"""The frozen values of a plan as written: what can be made, what is needed at home, what is owed and offered abroad."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Literal

import msgspec

from licet.encoding.exact import QUANTITY_SCALE
from licet.encoding.reading import Country, Money, Name, Quantity, Text, Unit

Amount = Annotated[
    Decimal,
    msgspec.Meta(
        description="exact decimal, whole or quoted, zero or more", extra={"reads": "exact", "scale": QUANTITY_SCALE, "from": "0"}
    ),
]
Percent = Annotated[
    Decimal,
    msgspec.Meta(
        description="percent, whole or quoted, zero or more", extra={"reads": "exact", "scale": 4, "from": "0", "to": "1000"}
    ),
]
Yield = Annotated[
    Decimal,
    msgspec.Meta(
        description="percent of what is started that comes out good, above 0 up to 100",
        extra={"reads": "exact", "scale": 4, "above": "0", "to": "100"},
    ),
]
NOTHING = Decimal("0.000000")
ALL = Decimal("100.0000")
OVERDUE_MONTHS = 12
"""What is still missing when the plan ends counts as so many further months late."""


class Frozen(msgspec.Struct, frozen=True, kw_only=True):
    """Base of every value here: immutable, named fields only."""


class Part(Frozen, frozen=True, kw_only=True):
    """How many of another item go into one of this."""

    item: Name
    quantity: Quantity


class Arrival(Frozen, frozen=True, kw_only=True):
    """What is already on its way: work in progress or an open purchase, usable from the end of its month."""

    on: dt.date
    quantity: Quantity


class Supply(Frozen, frozen=True, kw_only=True):
    """What a supplier has agreed to deliver each month, pro rata in a month that is covered in part. No end: until the plan ends."""

    from_on: dt.date
    until_on: dt.date | None = None
    per_month: Amount


class Item(Frozen, frozen=True, kw_only=True):
    """Something that is made, bought or both.

    `lead_months` pass from the month it is started to the month at whose end it is usable. `yield_percent` of
    what is started comes out good; hours and parts are spent on all of it. `stock` is free on the first day, `unit_cost` what making one costs.
    """

    id: Name
    unit: Unit = "piece"
    lead_months: int = 0
    yield_percent: Yield = ALL
    stock: Amount = NOTHING
    unit_cost: Money | None = None
    parts: tuple[Part, ...] = ()
    arrivals: tuple[Arrival, ...] = ()
    supplies: tuple[Supply, ...] = ()


class Rate(Frozen, frozen=True, kw_only=True):
    """What a line needs for one of an item, and how fast its rate may grow.

    `per_month_now` are started a month today; each working month may add `ramp_per_month` to the month
    before. Without a ramp only hours and parts limit.
    """

    item: Name
    hours_each: Quantity
    per_month_now: Amount = NOTHING
    ramp_per_month: Amount | None = None


class Shift(Frozen, frozen=True, kw_only=True):
    """Working time of a line over a period; days of a month are counted pro rata where the period covers part of it."""

    from_on: dt.date
    until_on: dt.date | None = None
    shifts_per_day: int
    hours_per_shift: Quantity
    days_per_month: Quantity


class Stop(Frozen, frozen=True, kw_only=True):
    """Days on which a line stands still for maintenance, both included."""

    from_on: dt.date
    until_on: dt.date


class Line(Frozen, frozen=True, kw_only=True):
    """A production line: what it can make, its working time and its stops."""

    id: Name
    rates: tuple[Rate, ...]
    shifts: tuple[Shift, ...]
    maintenance: tuple[Stop, ...] = ()


class Need(Frozen, frozen=True, kw_only=True):
    """What a body at home needs by a day. Priority 1 is the most urgent of 1 to 5; each weighs twice the next."""

    id: Name
    item: Name
    quantity: Quantity
    due_on: dt.date
    priority: int = 3
    body: Text | None = None


OrderKind = Literal["contract", "offer"]
Split = Literal["free", "whole", "one_delivery"]
Authorisation = Literal["granted", "pending", "held", "refused"]


class Order(Frozen, frozen=True, kw_only=True):
    """What a customer abroad has been promised (`contract`) or could be (`offer`).

    Nothing is delivered before `earliest_on`. A contract is late after `due_on` and its grace; an offer is
    only worth what it delivers by then. `split`: `free` may be accepted and delivered in parts, `whole` is
    accepted whole or not at all but delivered in parts, `one_delivery` leaves in one month.
    `authorisation` is the state of its case; what is held or refused is not planned. `value` is of the whole.
    """

    id: Name
    kind: OrderKind
    item: Name
    quantity: Quantity
    destination: Country | None = None
    earliest_on: dt.date | None = None
    due_on: dt.date
    grace_months: int = 0
    value: Money
    priority: int = 3
    split: Split = "free"
    authorisation: Authorisation = "pending"


class Change(Frozen, frozen=True, kw_only=True):
    """One thing otherwise. It names a line, an item, an item on a line, a need or an order, and what of it changes.

    `hours_percent` of a line's hours; `ramp_per_month` of an item on a line; `more_per_month`, `supply_percent`,
    `yield_percent`, `lead_months` of an item; `quantity` and `due_on` of a need or order; `left_out` of an order or line.
    """

    line: Name | None = None
    item: Name | None = None
    need: Name | None = None
    order: Name | None = None
    hours_percent: Percent | None = None
    ramp_per_month: Amount | None = None
    more_per_month: Amount | None = None
    supply_percent: Percent | None = None
    yield_percent: Yield | None = None
    lead_months: int | None = None
    quantity: Quantity | None = None
    due_on: dt.date | None = None
    left_out: bool = False


class Scenario(Frozen, frozen=True, kw_only=True):
    """A what-if: a name, a sentence, and what is otherwise in it."""

    id: Name
    says: Text
    changes: tuple[Change, ...]


class Spread(Frozen, frozen=True, kw_only=True):
    """How uncertain an item is: its yield between two figures, and the chance that a month's output or supply comes later."""

    item: Name
    yield_from_percent: Yield | None = None
    yield_to_percent: Yield | None = None
    delay_chance_percent: Percent = Decimal("0.0000")
    delay_months: int = 1


class Uncertainty(Frozen, frozen=True, kw_only=True):
    """What is drawn at random when the plan is tried: the same seed and runs always draw the same."""

    seed: int
    runs: int = 500
    spreads: tuple[Spread, ...]


class Source(Frozen, frozen=True, kw_only=True):
    """Where an item could be bought, and what that would cost in money, time, risk and dependence.

    `origin` is the state it comes from, None where nobody knows. `per_month` come from `lead_months` after the order on.
    `risk_percent` is the judged chance that it fails, `dependence_percent` how far its use stays in foreign hands. `owes` are
    the assurances, end-use undertakings and retransfer consents that buying here would bind us to.
    """

    id: Name
    item: Name
    supplier: Text
    origin: Country | None = None
    per_month: Quantity
    lead_months: int
    unit_cost: Money
    risk_percent: Percent
    dependence_percent: Percent
    owes: tuple[Text, ...] = ()


class Budget(Frozen, frozen=True, kw_only=True):
    """What may be spent on procurement in a year."""

    year: int
    amount: Money


class Weights(Frozen, frozen=True, kw_only=True):
    """How much each side of make-or-buy weighs, in per cent that add up to 100. Declared, never assumed: without them nothing is ranked."""

    time: int
    cost: int
    risk: int
    sovereignty: int


class Plan(Frozen, frozen=True, kw_only=True, tag_field="shape", tag="plan/1"):
    """Everything a plan is made from, month by month from `starts_on` (the first day of a month)."""

    reference: Text
    starts_on: dt.date
    months: int
    currency: str
    items: tuple[Item, ...]
    lines: tuple[Line, ...] = ()
    needs: tuple[Need, ...] = ()
    orders: tuple[Order, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    uncertainty: Uncertainty | None = None
    state: Country | None = None
    sources: tuple[Source, ...] = ()
    budgets: tuple[Budget, ...] = ()
    weights: Weights | None = None


Demand = Need | Order
