"""Needs that output at home does not meet in time, and the ways to meet them: wait, widen, or buy.

The ways are shown against each other, not added up: a way is on the front when no other open one is as good on every
side and better on one. Ranks are given only where the plan declares weights. A source under an embargo on supplies from
its origin is barred; one of unknown origin is referred, and stands on no other's way.
"""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import msgspec

from licet.planning.allocation import Allocation, BudgetYear, Choice, Shortfall
from licet.planning.change import change_words
from licet.planning.model import late_after
from licet.planning.months import Months
from licet.planning.number import number_of, number_text, short
from licet.planning.plan import Change, Need, Plan, Source, Weights
from licet.reference.embargo import EmbargoRow, EmbargoTable

Standing = tuple[str, str]
"""`open`, `refer` or `barred`, with the sentence why."""


def standing_of(origin: str | None, state: str | None, embargoes: EmbargoTable | None, as_of: dt.date) -> Standing:
    """Whether a state's supplies may be bought. No embargo table, an unknown origin and an unclear embargo all refer."""
    if origin is None:
        return "refer", "Its origin is unknown, so that an embargo on supplies from it cannot be ruled out."
    if embargoes is None:
        return "refer", "No table of embargoes is at hand."
    found = [row for row in embargoes.rows if _from(row, origin, as_of)]
    for row in found:
        certain = row.target.territory is None and any(
            line.floor == "refuse" and line.target_kind != "non_state" for line in row.lines if line.direction == "from_target"
        )
        if (
            certain
            and row.target.kind == "state"
            and (row.binds.who == "every_state" or (state is not None and state in row.binds.states))
        ):
            return "barred", f"The embargo {row.id} forbids supplies from {origin} ({row.instrument.current or row.source})."
    if found:
        return "refer", f"The embargo {found[0].id} touches supplies from {origin}; whether it binds here is for an officer."
    return "open", f"No embargo on supplies from {origin} is in the table."


def _from(row: EmbargoRow, origin: str, as_of: dt.date) -> bool:
    """Whether a row in force has a line on supplies from a state. A row past its expiry stays in force until lifted."""
    if (row.since and as_of < row.since) or (row.lifted_on and as_of >= row.lifted_on):
        return False
    if row.target.countries and origin not in row.target.countries:
        return False
    return any(
        line.direction == "from_target" and not (line.since and as_of < line.since) and not (line.until and as_of >= line.until)
        for line in row.lines
    )


def shortfalls(
    plan: Plan,
    result: Allocation,
    widened: dict[str, tuple[Change, ...] | None],
    embargoes: EmbargoTable | None,
    as_of: dt.date,
) -> tuple[Shortfall, ...]:
    """A procurement line for each need that is not met in time. `widened` are the changes that would meet each at home."""
    found = []
    for need in plan.needs:
        outcome = next(one for one in result.outcomes if one.demand == need.id)
        lacking = number_of(outcome.quantity) - number_of(outcome.in_time)
        if not lacking:
            continue
        choices = [_wait(plan, result, need, lacking)]
        changes = widened.get(need.id)
        if changes:
            choices.append(_widen(need, changes))
        for source in plan.sources:
            if source.item == need.item:
                standing = standing_of(source.origin, plan.state, embargoes, as_of)
                choices.append(_buy(plan, need, lacking, source, standing))
        found.append(
            Shortfall(
                need=need.id,
                item=need.item,
                short=number_text(lacking),
                due_on=need.due_on,
                choices=ranked(choices, plan.weights),
            )
        )
    return tuple(found)


def budget_years(plan: Plan, lines: Sequence[Shortfall]) -> tuple[BudgetYear, ...]:
    """Each budget year against the first choice of every line: the best ranked or, without weights, the cheapest on the front."""
    needed: dict[int, Decimal] = {}
    for line in lines:
        first = first_choice(line.choices)
        if first and first.cost is not None and first.complete_on:
            needed[first.complete_on.year] = needed.get(first.complete_on.year, Decimal(0)) + first.cost
    years = {budget.year: budget.amount for budget in plan.budgets}
    nothing = Decimal("0.000")
    return tuple(
        BudgetYear(
            year=year,
            amount=years.get(year, nothing),
            needed=needed.get(year, nothing),
            over=needed.get(year, nothing) > years.get(year, nothing),
        )
        for year in sorted({*years, *(needed if years else ())})
    )


def first_choice(choices: Sequence[Choice]) -> Choice | None:
    """The open way that is ranked first or, where nothing is ranked, the cheapest on the front."""
    able = [one for one in choices if one.standing == "open" and one.front]
    ranked_ones = [one for one in able if one.rank is not None]
    if ranked_ones:
        return min(ranked_ones, key=lambda one: one.rank or 0)
    costed = [one for one in able if one.cost is not None]
    return min(costed, key=lambda one: one.cost or Decimal(0)) if costed else None


def _wait(plan: Plan, result: Allocation, need: Need, lacking: Fraction) -> Choice:
    months = Months.of(plan)
    outcome = next(one for one in result.outcomes if one.demand == need.id)
    chance = next((one for one in result.chances if one.demand == need.id), None)
    item = next(item for item in plan.items if item.id == need.item)
    late = None if outcome.complete_on is None else months.due(outcome.complete_on) - late_after(need, months)
    when = f"all by {outcome.complete_on}" if outcome.complete_on else "not all of it within the plan"
    risk = None if chance is None else _percent(100 * Fraction(chance.runs - chance.held, chance.runs))
    return _choice(
        "wait",
        None,
        "open",
        late,
        _cost(lacking, item.unit_cost),
        risk,
        _percent(Fraction(0)),
        outcome.complete_on,
        f"Wait for output at home: {when}.",
    )


def _widen(need: Need, changes: tuple[Change, ...]) -> Choice:
    words = " and ".join(change_words(change) for change in changes)
    says = f"Make it at home in time with {words}; what that costs nobody has said."
    made = _choice("widen", None, "open", 0, None, None, _percent(Fraction(0)), need.due_on, says)
    return msgspec.structs.replace(made, changes=changes)


def _buy(plan: Plan, need: Need, lacking: Fraction, source: Source, standing: Standing) -> Choice:
    months = Months.of(plan)
    deliveries = -(-lacking // Fraction(source.per_month))
    bucket = source.lead_months + int(deliveries)
    complete = months.ends[bucket] if bucket <= months.last else None
    late = None if complete is None else max(bucket - late_after(need, months), 0)
    when = f"all by {complete}" if complete else "not all of it within the plan"
    owed = f" It would bind us to: {'; '.join(source.owes)}." if source.owes else ""
    made = _choice(
        "buy",
        source.id,
        standing[0],
        late,
        _cost(lacking, source.unit_cost),
        source.risk_percent,
        source.dependence_percent,
        complete,
        f"Buy {short(lacking)} from {source.supplier}: {when}. {standing[1]}{owed}",
    )
    return msgspec.structs.replace(made, owes=source.owes)


def _choice(
    way: str,
    source: str | None,
    standing: str,
    late: int | None,
    cost: Decimal | None,
    risk: Decimal | None,
    dependence: Decimal | None,
    complete: dt.date | None,
    says: str,
) -> Choice:
    return msgspec.convert(
        {
            "way": way, "source": source, "standing": standing, "months_late": late, "cost": cost, "risk_percent": risk,
            "dependence_percent": dependence, "complete_on": complete, "owes": (), "changes": (), "front": False, "rank": None, "says": says,
        },
        Choice,
    )  # fmt: skip


def _cost(quantity: Fraction, each: Decimal | None) -> Decimal | None:
    if each is None:
        return None
    whole = quantity * Fraction(each) * 1000
    return Decimal(-(-whole.numerator // whole.denominator)).scaleb(-3)


def _percent(value: Fraction) -> Decimal:
    return Decimal(round(value * 10_000)).scaleb(-4)


def sides(choice: Choice) -> tuple[Fraction | None, ...]:
    """Time, cost, risk and dependence of a way; None where nobody has said. A way that never completes is worst in time."""
    late = Fraction(choice.months_late) if choice.months_late is not None else Fraction(10_000)
    others = (choice.cost, choice.risk_percent, choice.dependence_percent)
    return (late, *(None if value is None else Fraction(value) for value in others))


def dominates(one: Choice, other: Choice) -> bool:
    """Whether an open way is as good on every side and better on one. An unknown side is never as good."""
    if one.standing != "open":
        return False
    pairs = list(zip(sides(one), sides(other), strict=True))
    if any(mine is None or theirs is None for mine, theirs in pairs):
        return False
    known = [(mine, theirs) for mine, theirs in pairs if mine is not None and theirs is not None]
    return all(mine <= theirs for mine, theirs in known) and any(mine < theirs for mine, theirs in known)


def ranked(choices: Sequence[Choice], weights: Weights | None) -> tuple[Choice, ...]:
    """The ways with their front marked and, where weights are declared, the front's open and fully known ways ranked."""
    marked = [
        msgspec.structs.replace(one, front=one.standing != "barred" and not any(dominates(other, one) for other in choices))
        for one in choices
    ]
    if weights is None:
        return tuple(marked)
    able = [one for one in marked if one.front and one.standing == "open" and None not in sides(one)]
    scores = sorted(able, key=lambda one: (_score(one, able, weights), one.source or ""))
    return tuple(msgspec.structs.replace(one, rank=scores.index(one) + 1) if one in scores else one for one in marked)


def _score(choice: Choice, among: Sequence[Choice], weights: Weights) -> Fraction:
    """The weighted sum of how far each side lies from the best towards the worst of those compared."""
    parts = (weights.time, weights.cost, weights.risk, weights.sovereignty)
    total = Fraction(0)
    for side, part in enumerate(parts):
        values = [value for value in (sides(one)[side] for one in among) if value is not None]
        mine = sides(choice)[side]
        if mine is not None and max(values) > min(values):
            total += part * (mine - min(values)) / (max(values) - min(values))
    return total
