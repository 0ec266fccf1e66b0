"""The frozen values of a plan as allocated: what is started and delivered when, how good that is, and what is proven."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Literal

import msgspec

from licet.encoding.canonical import Digest
from licet.encoding.reading import Money
from licet.planning.plan import Change, Frozen, Percent
from licet.reference.plan_result import Spare

Number = str
"""An exact number as text: `22.5` or `160/7` (see `number`)."""

Figure = Annotated[Decimal, msgspec.Meta(description="exact decimal of six places", extra={"reads": "exact", "scale": 6})]
TierName = Literal["domestic", "contracts", "changes", "offers"]
Proof = Literal["optimal", "gap"]
Standing = Literal["on_time", "late", "part", "none", "not_planned"]


class Made(Frozen, frozen=True, kw_only=True):
    """Good output of an item from a line, started in the month that begins on `month`."""

    line: str
    item: str
    month: dt.date
    quantity: Number


class Delivery(Frozen, frozen=True, kw_only=True):
    """What a demand receives, by the last day of a month (or on the opening day)."""

    demand: str
    on: dt.date
    quantity: Number


class Tier(Frozen, frozen=True, kw_only=True):
    """How well one tier does, and what is proven of it.

    `domestic` and `contracts` are lateness: the share of each need or contract that is missing, added up over the months
    it is missing, times the weight of its priority; less is better. `changes` counts earlier promises that no longer hold.
    `offers` is the value of what is delivered times the weight of its priority; more is better. `bound` is proven: no plan
    that keeps the tiers above does better. `optimal` when both agree to a millionth.
    """

    name: TierName
    value: Figure
    bound: Figure
    proof: Proof
    by: Literal["certificate", "solver"] = "certificate"


class Outcome(Frozen, frozen=True, kw_only=True):
    """What becomes of one need or order. `complete_on` is the day by which the whole is delivered."""

    demand: str
    kind: Literal["need", "contract", "offer"]
    item: str
    standing: Standing
    quantity: Number
    delivered: Number
    in_time: Number
    complete_on: dt.date | None
    due_on: dt.date
    says: str


class Conflict(Frozen, frozen=True, kw_only=True):
    """A smallest set of needs and limits that cannot hold together: take any one away and the rest can."""

    needs: tuple[str, ...]
    limits: tuple[str, ...]
    says: str


class Moved(Frozen, frozen=True, kw_only=True):
    """An earlier promise that this plan cannot keep."""

    demand: str
    promised_on: dt.date
    now_on: dt.date | None


class Chance(Frozen, frozen=True, kw_only=True):
    """In how many of the runs, under drawn yields and delays, the whole of a demand came by the day the plan states."""

    demand: str
    by: dt.date
    held: int
    runs: int


class Choice(Frozen, frozen=True, kw_only=True):
    """One way to meet what is short: wait for home output, widen it, or buy from a source.

    Four sides, less is better on each, None where nobody has said: months late, cost, risk and dependence in per cent.
    `standing` is `barred` under an embargo on supplies from the origin, `refer` where the origin is unknown or the law is not clear.
    `front`: no other open way is at least as good on every side and better on one. `rank` by the declared weights, if any.
    """

    way: Literal["wait", "widen", "buy"]
    source: str | None
    standing: Literal["open", "refer", "barred"]
    months_late: int | None
    cost: Money | None
    risk_percent: Percent | None
    dependence_percent: Percent | None
    complete_on: dt.date | None
    owes: tuple[str, ...]
    changes: tuple[Change, ...]
    front: bool
    rank: int | None
    says: str


class Shortfall(Frozen, frozen=True, kw_only=True):
    """A procurement line: what a need at home is short of on its day, and the ways to meet it."""

    need: str
    item: str
    short: Number
    due_on: dt.date
    choices: tuple[Choice, ...]


class BudgetYear(Frozen, frozen=True, kw_only=True):
    """What a year's first choices cost against its budget, paid when complete."""

    year: int
    amount: Money
    needed: Money
    over: bool


class Allocation(Frozen, frozen=True, kw_only=True, tag_field="shape", tag="allocation/1"):
    """A plan's result. Every number is exact and was recomputed by `verify` before anybody saw it. Promises stand under authorisation."""

    reference: str
    plan: Digest
    starts_on: dt.date
    months: int
    made: tuple[Made, ...]
    deliveries: tuple[Delivery, ...]
    tiers: tuple[Tier, ...]
    outcomes: tuple[Outcome, ...]
    conflicts: tuple[Conflict, ...] = ()
    spare: tuple[Spare, ...] = ()
    moved: tuple[Moved, ...] = ()
    chances: tuple[Chance, ...] = ()
    seed: int | None = None
    procurement: tuple[Shortfall, ...] = ()
    budgets: tuple[BudgetYear, ...] = ()


class Column(Frozen, frozen=True, kw_only=True):
    """One scenario's result, as a column of a comparison."""

    scenario: str
    says: str
    allocation: Digest
    tiers: tuple[Tier, ...]
    outcomes: tuple[Outcome, ...]


class Comparison(Frozen, frozen=True, kw_only=True, tag_field="shape", tag="comparison/1"):
    """What-if scenarios side by side: first the plan as it stands, then each scenario in the plan's order."""

    reference: str
    plan: Digest
    columns: tuple[Column, ...]
