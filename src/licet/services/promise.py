"""What can be promised of an item beside everything that is owed."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

import msgspec
import numpy as np

from licet.encoding.canonical import digest_of_value
from licet.planning.allocation import Allocation
from licet.planning.exact import Draft, complete_bucket, exact_draft
from licet.planning.intake import REQUEST
from licet.planning.limits import binding, demand_words, reason
from licet.planning.model import HELD, Model, late_after
from licet.planning.months import Months
from licet.planning.number import floor_to, number_of, number_text, quantum, short
from licet.planning.plan import Change, Need, Order, Plan
from licet.planning.programme import ZERO, Floats, Solution, proven_bound
from licet.planning.promise import Elastic, Promise, committed, lead_months, most_by, request_for, soonest
from licet.planning.spared import Answer
from licet.planning.verify import verify
from licet.services.planning import HARD_STOP, Told, allocate, allocation_of, by_tier, hold, quiet, settled
from licet.services.ports import Solver

MOST_REASONS = 8


class Beside:
    """A plan's needs and contracts held where they are, and room for one request beside them."""

    def __init__(self, solver: Solver, plan: Plan, item: str, quantity: Decimal, base: Allocation) -> None:
        self.solver, self.plan = solver, plan
        self.months = Months.of(plan)
        self.request = request_for(item, quantity, self.months.ends[-1])
        self.asked: Plan = msgspec.structs.replace(plan, orders=(*plan.orders, self.request))
        self.model = Model(plan)
        self.model.add_demand(self.request)
        self.kept = curves(self.months, base)
        needs, contracts, _ = by_tier(self.model)
        nothing = [ZERO] * (self.months.last + 1)
        every = {one.id: self.kept.get(one.id, nothing) for one in (*needs, *contracts)}
        hold(self.model, [*needs, *contracts], every)
        # What leaves in one delivery would otherwise be broken up here, and no exact plan could follow.
        self.model.hold_late((one for one in contracts if isinstance(one, Order) and one.split == "one_delivery"), every)
        self.step = quantum(self.model.items[item].unit)

    def most(self, bucket: int) -> tuple[Fraction, Fraction, Solution]:
        """The most that the request can have by a bucket, in whole steps, the proven limit of it, and the solver's answer."""
        programme = self.model.programme
        programme.minimise(most_by(self.model, REQUEST, bucket))
        if not programme.cost:
            return ZERO, ZERO, Solution(status="optimal", values=np.zeros(0), duals=np.zeros(0))
        solution = self.solver.solve(programme, seconds=HARD_STOP)
        if not len(solution.values):
            return ZERO, Fraction(self.request.quantity), solution
        assert solution.objective is not None
        limit = -proven_bound(programme, solution.duals)
        reached = floor_to(-solution.objective + HELD, self.step)
        return max(reached, ZERO), min(floor_to(limit + HELD, self.step), Fraction(self.request.quantity)), solution

    def exact(self, values: Floats) -> Draft | None:
        """The exact plan behind an answer, when it holds and leaves every need and contract what it had."""
        return exact_beside(self.solver, self.model, self.asked, self.kept, values)

    def barred_by(self, bucket: int) -> list[Need]:
        """The needs of the item asked for that are late at a bucket: until they are met nothing of it goes abroad."""
        nothing = [ZERO] * (self.months.last + 1)
        return [
            need
            for need in self.plan.needs
            if need.item == self.request.item
            and late_after(need, self.months) <= self.months.last
            and any(
                self.kept.get(need.id, nothing)[later] < Fraction(need.quantity)
                for later in range(max(late_after(need, self.months), bucket), self.months.last + 1)
            )
        ]


def exact_beside(solver: Solver, model: Model, asked: Plan, kept: Mapping[str, Sequence[Fraction]], values: Floats) -> Draft | None:
    """The exact plan behind an answer, when it passes the check of `asked` and leaves each demand of `kept` what its curve says from its due month on."""
    draft = exact_draft(model, *settled(solver, model, values, shown=False))
    made = allocation_of(model, draft, ())
    if verify(asked, msgspec.structs.replace(made, plan=digest_of_value(asked))):
        return None
    now, last = curves(model.months, made), model.months.last
    moved = any(
        now.get(name, [ZERO] * (last + 1))[bucket] < curve[bucket]
        for name, curve in kept.items()
        for bucket in range(late_after(model.demands[name], model.months), last + 1)
    )
    return None if moved else draft


def curves(months: Months, allocation: Allocation) -> dict[str, list[Fraction]]:
    """What each demand has by each bucket, as an allocation says."""
    ends = {end: bucket for bucket, end in enumerate(months.ends)}
    found: dict[str, list[Fraction]] = {}
    for one in allocation.deliveries:
        curve = found.setdefault(one.demand, [ZERO] * (months.last + 1))
        for bucket in range(ends[one.on], months.last + 1):
            curve[bucket] += number_of(one.quantity)
    return found


def promise(
    solver: Solver, plan: Plan, *, item: str, quantity: Decimal, by: dt.date, seconds: float = 60.0, told: Told = quiet
) -> Promise:
    """The earliest and the most that can be promised, why not sooner or more, and what would make it possible.

    Everything is proven on the plan's own numbers: the promised day by a plan that passes the check, the month before by
    a bound. Needs and contracts keep what they have.
    """
    owed = committed(plan)
    base = allocate(solver, owed, seconds=seconds, told=told)
    told("Looking for room beside what is owed.")
    beside = Beside(solver, owed, item, quantity, base)
    due = min(beside.months.due(by), beside.months.last)
    by_then, _, at_due = beside.most(due)
    by_then = _proven(beside, by_then, due, at_due)
    earliest = _earliest(beside, due if by_then >= Fraction(quantity) else None)
    in_time = by_then >= Fraction(quantity)
    told("Looking for what stands in the way.")
    stuck = due if not in_time else (earliest or 0) - 1
    reasons = _reasons(beside, stuck) if stuck >= 0 else ("Stock covers it on the first day.",)
    relaxed = () if in_time else _relaxed(solver, beside, due)
    answer: Answer = "yes" if in_time else "partly" if by_then else "no"
    earliest_on = None if earliest is None else beside.months.ends[earliest]
    return Promise(
        plan=digest_of_value(plan),
        item=item,
        quantity=number_text(Fraction(quantity)),
        by=by,
        answer=answer,
        by_then=number_text(by_then),
        earliest_on=earliest_on,
        says=_says(beside, item, Fraction(quantity), by, by_then, earliest_on),
        reasons=reasons,
        relaxed_by=relaxed,
    )


def _says(beside: Beside, item: str, quantity: Fraction, by: dt.date, by_then: Fraction, earliest_on: dt.date | None) -> str:
    whole = f"{short(quantity)} {item}"
    if by_then >= quantity:
        return f"{whole} can be promised by {by}; the earliest day for all is {earliest_on}."
    some = f"{short(by_then)} of {whole} can be promised by {by}" if by_then else f"No {item} can be promised by {by}"
    all_of = f"all by {earliest_on}" if earliest_on else f"all of it not before the plan ends on {beside.months.ends[-1]}"
    return f"{some}; {all_of}."


def _proven(beside: Beside, quantity: Fraction, bucket: int, solution: Solution) -> Fraction:
    """A quantity by a bucket for which there is a plan that passes the check: the one found, or one step less where rounding took it."""
    if not quantity:
        return ZERO
    draft = beside.exact(solution.values)
    return min(quantity, draft.total(REQUEST, bucket)) if draft else ZERO


def _earliest(beside: Beside, known: int | None) -> int | None:
    """The first bucket by which the whole can be delivered, with a checked plan; None within this plan."""
    quantity = Fraction(beside.request.quantity)
    programme = beside.model.programme.copy()
    programme.minimise(soonest(beside.model, REQUEST))
    programme.row([(column, Fraction(1)) for column in soonest(beside.model, REQUEST)], low=quantity - HELD)
    first = beside.solver.solve(programme, seconds=HARD_STOP)
    if not len(first.values):
        return known
    draft = beside.exact(first.values)
    found = complete_bucket(beside.request, draft.delivered) if draft else None
    bucket = min(one for one in (found, known, beside.months.last) if one is not None)
    while bucket > 0:
        most, _, solution = beside.most(bucket - 1)
        if most < quantity or _proven(beside, most, bucket - 1, solution) < quantity:
            break
        bucket -= 1
    return bucket if found is not None or known is not None else None


def _reasons(beside: Beside, bucket: int) -> tuple[str, ...]:
    """Why there is no more by a bucket: the limits with a price, the needs and contracts that come first, the lead time."""
    _, _, solution = beside.most(bucket)
    item = beside.request.item
    lead = lead_months(beside.model.items, item)
    found = []
    if lead and bucket <= lead:
        found.append(f"Making {item} takes {lead} month{'s' if lead > 1 else ''} from its first part to the last step.")
    if bucket == 0:
        found.append("Before the end of the first month there is only what is in stock.")
    found += [
        f"{words[0].upper()}{words[1:]} is late until it is met; while it is, nothing of {item} goes abroad."
        for words in map(demand_words, beside.barred_by(bucket))
    ]
    found += [reason(limit, buckets, beside.model) for limit, buckets in binding(beside.model, solution.duals).items()]
    if not found:
        found.append(f"No line makes {item} and nothing more of it is supplied by then.")
    return tuple(found[:MOST_REASONS])


def _relaxed(solver: Solver, beside: Beside, bucket: int) -> tuple[Change, ...] | None:
    elastic = Elastic(beside.model, REQUEST, bucket)
    solution = solver.solve(elastic.programme, seconds=HARD_STOP)
    if not len(solution.values):
        return None
    return elastic.changes({column: float(value) for column, value in enumerate(solution.values)})
