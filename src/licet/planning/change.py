"""What could be otherwise in a plan: one change at a time, for what-if scenarios and for what would make a promise possible."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import TypeVar

import msgspec

from licet.encoding.exact import QUANTITY_SCALE
from licet.encoding.faults import Fault, quoted
from licet.planning.plan import Change, Item, Line, Need, Order, Plan, Supply

T = TypeVar("T", Item, Line, Need, Order)


FIELDS: dict[tuple[str, ...], tuple[str, ...]] = {
    ("line",): ("hours_percent", "left_out"),
    ("line", "item"): ("ramp_per_month",),
    ("item",): ("more_per_month", "supply_percent", "yield_percent", "lead_months"),
    ("need",): ("quantity", "due_on"),
    ("order",): ("quantity", "due_on", "left_out"),
}
"""What of which subject may be otherwise."""


def changed(plan: Plan, changes: Iterable[Change]) -> Plan:
    """The plan with all changes made, one after the other."""
    for change in changes:
        plan = _one(plan, change)
    return plan


def change_faults(change: Change, plan: Plan, where: str) -> Iterator[Fault]:
    """A change that names no subject, an unknown one, or nothing that can be otherwise of it."""
    subject = _subject(change)
    if subject not in FIELDS:
        named = " and ".join(subject) or "nothing"
        yield Fault(where, f"names {named}; name a line, an item, a line and an item, a need or an order")
        return
    known = {
        "line": {line.id for line in plan.lines},
        "item": {item.id for item in plan.items},
        "need": {need.id for need in plan.needs},
        "order": {order.id for order in plan.orders},
    }
    for word in subject:
        if getattr(change, word) not in known[word]:
            yield Fault(f"{where}.{word}", f"{quoted(getattr(change, word))} is no {word} of this plan")
    given = [name for names in FIELDS.values() for name in names if getattr(change, name) not in (None, False)]
    wrong = [name for name in dict.fromkeys(given) if name not in FIELDS[subject]]
    for name in wrong:
        yield Fault(f"{where}.{name}", f"cannot be otherwise of {' and '.join(subject)}; use {', '.join(FIELDS[subject])}")
    if not given:
        yield Fault(where, f"changes nothing; give {', '.join(FIELDS[subject])}")
    if change.lead_months is not None and not 0 <= change.lead_months <= 60:
        yield Fault(f"{where}.lead_months", f"is {change.lead_months}; write 0 to 60")


def _subject(change: Change) -> tuple[str, ...]:
    return tuple(word for word in ("line", "item", "need", "order") if getattr(change, word) is not None)


def _one(plan: Plan, change: Change) -> Plan:
    replace = msgspec.structs.replace
    match _subject(change):
        case ("line",) if change.left_out:
            return replace(plan, lines=tuple(line for line in plan.lines if line.id != change.line))
        case ("line",):
            return replace(plan, lines=_swapped(plan.lines, change.line, lambda line: _hours(line, change)))
        case ("line", "item"):
            return replace(plan, lines=_swapped(plan.lines, change.line, lambda line: _ramp(line, change)))
        case ("item",):
            return replace(plan, items=_swapped(plan.items, change.item, lambda item: _item(item, change, plan.starts_on)))
        case ("need",):
            return replace(plan, needs=_swapped(plan.needs, change.need, lambda need: _asked(need, change)))
        case ("order",) if change.left_out:
            return replace(plan, orders=tuple(order for order in plan.orders if order.id != change.order))
        case ("order",):
            return replace(plan, orders=_swapped(plan.orders, change.order, lambda order: _asked(order, change)))
    raise ValueError(f"{change} names no subject")


def _swapped(every: tuple[T, ...], name: str | None, swap: Callable[[T], T]) -> tuple[T, ...]:
    return tuple(swap(one) if one.id == name else one for one in every)


def _hours(line: Line, change: Change) -> Line:
    assert change.hours_percent is not None
    shifts = tuple(
        msgspec.structs.replace(shift, hours_per_shift=shift.hours_per_shift * change.hours_percent / 100) for shift in line.shifts
    )
    return msgspec.structs.replace(line, shifts=shifts)


def _ramp(line: Line, change: Change) -> Line:
    rates = tuple(
        msgspec.structs.replace(rate, ramp_per_month=change.ramp_per_month) if rate.item == change.item else rate
        for rate in line.rates
    )
    return msgspec.structs.replace(line, rates=rates)


def _item(item: Item, change: Change, starts_on: dt.date) -> Item:
    supplies = item.supplies
    if change.supply_percent is not None:
        supplies = tuple(_supply(one, one.per_month * change.supply_percent / 100) for one in supplies)
    if change.more_per_month is not None:
        more = change.more_per_month
        supplies = tuple(_supply(one, one.per_month + more) for one in supplies) or (Supply(from_on=starts_on, per_month=more),)
    return msgspec.structs.replace(
        item,
        supplies=supplies,
        yield_percent=item.yield_percent if change.yield_percent is None else change.yield_percent,
        lead_months=item.lead_months if change.lead_months is None else change.lead_months,
    )


def _supply(supply: Supply, per_month: Decimal) -> Supply:
    return msgspec.structs.replace(supply, per_month=per_month.quantize(Decimal(1).scaleb(-QUANTITY_SCALE)))


D = TypeVar("D", Need, Order)


def _asked(demand: D, change: Change) -> D:
    return msgspec.structs.replace(
        demand,
        quantity=demand.quantity if change.quantity is None else change.quantity,
        due_on=demand.due_on if change.due_on is None else change.due_on,
    )


def change_words(change: Change) -> str:
    """A change as a sentence says it: `hours of line hall to 125 %`."""

    def number(value: Decimal | None) -> str:
        assert value is not None
        return f"{value.normalize():f}"

    words = []
    if change.hours_percent is not None:
        words.append(f"the hours of line {change.line} at {number(change.hours_percent)} % of today's")
    if change.ramp_per_month is not None:
        words.append(f"the ramp of {change.item} on line {change.line} at {number(change.ramp_per_month)} a month")
    if change.more_per_month is not None:
        words.append(f"{number(change.more_per_month)} more {change.item} supplied a month")
    if change.supply_percent is not None:
        words.append(f"the supply of {change.item} at {number(change.supply_percent)} %")
    if change.yield_percent is not None:
        words.append(f"the yield of {change.item} at {number(change.yield_percent)} %")
    if change.lead_months is not None:
        words.append(f"the lead time of {change.item} at {change.lead_months} months")
    if change.quantity is not None:
        words.append(f"{change.need or change.order} for {number(change.quantity)}")
    if change.due_on is not None:
        words.append(f"{change.need or change.order} due on {change.due_on}")
    if change.left_out:
        words.append(f"without {change.line or change.order}")
    return " and ".join(words)
