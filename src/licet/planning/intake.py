"""From a PLAN file to a plan that holds together; every fault is found, not only the first."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

import msgspec

from licet.encoding.dates import read_date
from licet.encoding.faults import Fault, Faults, quoted
from licet.encoding.reading import read_value
from licet.encoding.source import read_tree
from licet.planning.allocation import Allocation
from licet.planning.change import change_faults
from licet.planning.months import Months
from licet.planning.plan import Item, Line, Need, Order, Plan, Shift, Stop, Supply, Uncertainty

MOST_MONTHS = 120
LONGEST_LEAD = 60
MOST_RUNS = 10_000
REQUEST = "request"
"""The id under which a new request is planned beside the orders."""


def read_plan(data: bytes, name: str) -> Plan:
    """Read a plan from YAML or JSON bytes; raises `Faults` with one sentence for each fault found."""
    plan = read_value(read_tree(data, name), Plan)
    faults = list(faults_of(plan))
    if faults:
        raise Faults(faults)
    return plan


def read_allocation(data: bytes, name: str) -> Allocation:
    """Read an earlier result, as `licet plan --format json` gave it; raises `Faults`."""
    return read_value(read_tree(data, name if name.endswith(".json") else f"{name}.json"), Allocation)


def request_of(plan: Plan, item: str, quantity: str, by: str) -> Need:
    """A request given as words: what item, how much of it, by when; raises `Faults` with one sentence for each fault."""
    faults = list(unknown_item("--item", item, {one.id for one in plan.items}))
    months = Months.of(plan)
    try:
        day = read_date(by)
        if day < plan.starts_on:
            faults.append(Fault("--by", f"{day} lies before the plan begins on {plan.starts_on}"))
        if day > months.ends[-1]:
            faults.append(Fault("--by", f"{day} lies after the plan ends on {months.ends[-1]}; plan more months"))
    except ValueError as error:
        faults.append(Fault("--by", f"{quoted(by)} {error}"))
    try:
        asked = read_value({"id": REQUEST, "item": "item", "quantity": quantity, "due_on": str(plan.starts_on)}, Need)
    except Faults as refused:
        faults += [Fault("--quantity", fault.says) for fault in refused.faults]
    if faults:
        raise Faults(faults)
    return msgspec.structs.replace(asked, item=item, due_on=day)


def faults_of(plan: Plan) -> Iterator[Fault]:
    """What no single field shows: doubled ids, unknown items, cycles, dates outside the plan, overlapping calendars."""
    if plan.starts_on.day != 1:
        yield Fault("starts_on", f"{plan.starts_on} is not the first day of a month; write {plan.starts_on.replace(day=1)}")
        return
    if not 1 <= plan.months <= MOST_MONTHS:
        yield Fault("months", f"is {plan.months}; write 1 to {MOST_MONTHS}")
        return
    if not (len(plan.currency) == 3 and plan.currency.isascii() and plan.currency.isalpha() and plan.currency.isupper()):
        yield Fault("currency", f"{quoted(plan.currency)} is no currency code; use three letters such as EUR")
    if not plan.items:
        yield Fault("items", "is empty; a plan names at least one item")
    yield from doubled("items", [item.id for item in plan.items])
    yield from doubled("lines", [line.id for line in plan.lines])
    yield from _doubled_demands(plan)
    known = {item.id for item in plan.items}
    months = Months.of(plan)
    for index, item in enumerate(plan.items):
        yield from _item_faults(item, f"items[{index}]", known)
    yield from _cycles(plan)
    for index, line in enumerate(plan.lines):
        yield from _line_faults(line, f"lines[{index}]", known)
    for index, need in enumerate(plan.needs):
        yield from _demand_faults(need.item, need.due_on, need.priority, f"needs[{index}]", known, months)
    for index, order in enumerate(plan.orders):
        where = f"orders[{index}]"
        yield from _demand_faults(order.item, order.due_on, order.priority, where, known, months)
        yield from _order_faults(order, where)
    yield from doubled("scenarios", [scenario.id for scenario in plan.scenarios])
    for index, scenario in enumerate(plan.scenarios):
        for number, change in enumerate(scenario.changes):
            yield from change_faults(change, plan, f"scenarios[{index}].changes[{number}]")
    yield from _source_faults(plan, known)
    if plan.uncertainty:
        yield from _uncertainty_faults(plan.uncertainty, known)


def doubled(where: str, ids: Sequence[str]) -> Iterator[Fault]:
    """A fault for each id that stands a second time."""
    seen: set[str] = set()
    for index, one in enumerate(ids):
        if one in seen:
            yield Fault(f"{where}[{index}].id", f"{quoted(one)} stands twice; every id is used once")
        seen.add(one)


def unknown_item(where: str, item: str, known: set[str]) -> Iterator[Fault]:
    """A fault where an item is not among those of the plan."""
    if item not in known:
        yield Fault(where, f"{quoted(item)} is no item of this plan; list it under items or correct it")


def _doubled_demands(plan: Plan) -> Iterator[Fault]:
    yield from doubled("needs", [need.id for need in plan.needs])
    yield from doubled("orders", [order.id for order in plan.orders])
    needs = {need.id for need in plan.needs}
    for index, order in enumerate(plan.orders):
        if order.id in needs:
            yield Fault(f"orders[{index}].id", f"{quoted(order.id)} is also the id of a need; every id is used once")
        if order.id == REQUEST:
            yield Fault(f"orders[{index}].id", f"{quoted(REQUEST)} is kept for new requests; choose another id")
    for index, need in enumerate(plan.needs):
        if need.id == REQUEST:
            yield Fault(f"needs[{index}].id", f"{quoted(REQUEST)} is kept for new requests; choose another id")


def _item_faults(item: Item, where: str, known: set[str]) -> Iterator[Fault]:
    if not 0 <= item.lead_months <= LONGEST_LEAD:
        yield Fault(f"{where}.lead_months", f"is {item.lead_months}; write 0 to {LONGEST_LEAD}")
    for index, part in enumerate(item.parts):
        yield from unknown_item(f"{where}.parts[{index}].item", part.item, known)
    for name, count in Counter(part.item for part in item.parts).items():
        if count > 1:
            yield Fault(f"{where}.parts", f"names {quoted(name)} {count} times; write it once with the whole quantity")
    yield from _calendar_faults(item.supplies, f"{where}.supplies")


def _line_faults(line: Line, where: str, known: set[str]) -> Iterator[Fault]:
    for index, rate in enumerate(line.rates):
        yield from unknown_item(f"{where}.rates[{index}].item", rate.item, known)
    for name, count in Counter(rate.item for rate in line.rates).items():
        if count > 1:
            yield Fault(f"{where}.rates", f"gives a rate for {quoted(name)} {count} times; keep one")
    for index, shift in enumerate(line.shifts):
        if not 0 <= shift.shifts_per_day <= 4:
            yield Fault(f"{where}.shifts[{index}].shifts_per_day", f"is {shift.shifts_per_day}; write 0 to 4")
        if shift.shifts_per_day * shift.hours_per_shift > 24:
            yield Fault(
                f"{where}.shifts[{index}].hours_per_shift",
                f"gives {shift.shifts_per_day * shift.hours_per_shift.normalize():f} hours a day; a day has 24",
            )
        if shift.days_per_month > 31:
            yield Fault(
                f"{where}.shifts[{index}].days_per_month", f"is {shift.days_per_month.normalize():f}; a month has at most 31"
            )
    yield from _calendar_faults(line.shifts, f"{where}.shifts")
    yield from _calendar_faults(line.maintenance, f"{where}.maintenance")


def _calendar_faults(periods: Sequence[Shift | Stop | Supply], where: str) -> Iterator[Fault]:
    """Periods that end before they begin, and two that cover the same day."""
    for index, period in enumerate(periods):
        if period.until_on and period.until_on < period.from_on:
            yield Fault(f"{where}[{index}].until_on", f"{period.until_on} lies before {period.from_on}; exchange them")
    order = sorted(range(len(periods)), key=lambda index: periods[index].from_on)
    for before, after in pairwise(order):
        end = periods[before].until_on or date.max
        if periods[after].from_on <= end:
            until = f"until {periods[before].until_on}" if periods[before].until_on else "without an end"
            yield Fault(
                f"{where}[{after}].from_on",
                f"{periods[after].from_on} overlaps the period from {periods[before].from_on} {until}; end one before the other begins",
            )


def _demand_faults(item: str, due_on: date, priority: int, where: str, known: set[str], months: Months) -> Iterator[Fault]:
    yield from unknown_item(f"{where}.item", item, known)
    if due_on < months.starts_on:
        yield Fault(
            f"{where}.due_on", f"{due_on} lies before the plan begins on {months.starts_on}; a plan meets only what is to come"
        )
    if due_on > months.ends[-1]:
        yield Fault(f"{where}.due_on", f"{due_on} lies after the plan ends on {months.ends[-1]}; plan more months")
    if not 1 <= priority <= 5:
        yield Fault(f"{where}.priority", f"is {priority}; write 1 (most urgent) to 5")


def _order_faults(order: Order, where: str) -> Iterator[Fault]:
    if order.earliest_on and order.earliest_on > order.due_on:
        yield Fault(f"{where}.earliest_on", f"{order.earliest_on} lies after the order is due on {order.due_on}")
    if not 0 <= order.grace_months <= LONGEST_LEAD:
        yield Fault(f"{where}.grace_months", f"is {order.grace_months}; write 0 to {LONGEST_LEAD}")


def _source_faults(plan: Plan, known: set[str]) -> Iterator[Fault]:
    yield from doubled("sources", [source.id for source in plan.sources])
    for index, source in enumerate(plan.sources):
        where = f"sources[{index}]"
        yield from unknown_item(f"{where}.item", source.item, known)
        if not 0 <= source.lead_months <= LONGEST_LEAD:
            yield Fault(f"{where}.lead_months", f"is {source.lead_months}; write 0 to {LONGEST_LEAD}")
        for name in ("risk_percent", "dependence_percent"):
            if getattr(source, name) > 100:
                yield Fault(f"{where}.{name}", f"is {getattr(source, name).normalize():f}; write 0 to 100")
    for year, count in Counter(budget.year for budget in plan.budgets).items():
        if count > 1:
            yield Fault("budgets", f"names {year} {count} times; keep one")
    if plan.weights:
        parts = (plan.weights.time, plan.weights.cost, plan.weights.risk, plan.weights.sovereignty)
        if sum(parts) != 100 or min(parts) < 0:
            yield Fault("weights", f"add up to {sum(parts)}; give four parts from 0 that add up to 100")


def _uncertainty_faults(uncertainty: Uncertainty, known: set[str]) -> Iterator[Fault]:
    if not 1 <= uncertainty.runs <= MOST_RUNS:
        yield Fault("uncertainty.runs", f"is {uncertainty.runs}; write 1 to {MOST_RUNS:,}")
    if not 0 <= uncertainty.seed < 2**53:
        yield Fault("uncertainty.seed", f"is {uncertainty.seed}; write a whole number from 0")
    for index, spread in enumerate(uncertainty.spreads):
        where = f"uncertainty.spreads[{index}]"
        yield from unknown_item(f"{where}.item", spread.item, known)
        low, high = spread.yield_from_percent, spread.yield_to_percent
        if (low is None) != (high is None):
            yield Fault(f"{where}.yield_to_percent", "and yield_from_percent go together; write both or neither")
        if low is not None and high is not None and low > high:
            yield Fault(f"{where}.yield_to_percent", f"is {high.normalize():f}, below {low.normalize():f}; exchange them")
        if spread.delay_chance_percent > 100:
            yield Fault(f"{where}.delay_chance_percent", f"is {spread.delay_chance_percent.normalize():f}; a chance is at most 100")
        if not 1 <= spread.delay_months <= LONGEST_LEAD:
            yield Fault(f"{where}.delay_months", f"is {spread.delay_months}; write 1 to {LONGEST_LEAD}")


def _cycles(plan: Plan) -> Iterator[Fault]:
    """One fault for each circle of parts, named in the order of the circle."""
    parts = {item.id: [part.item for part in item.parts] for item in plan.items}
    state: dict[str, int] = {}
    for start, first in parts.items():
        if start in state:
            continue
        path = [start]
        ahead = [iter(first)]
        state[start] = 1
        while path:
            child = next(ahead[-1], None)
            if child is None:
                state[path.pop()] = 2
                ahead.pop()
            elif state.get(child) == 1:
                circle = [*path[path.index(child) :], child]
                yield Fault("items", f"{quoted(child)} is a part of itself ({' needs '.join(circle)}); break the circle")
            elif child in parts and child not in state:
                state[child] = 1
                path.append(child)
                ahead.append(iter(parts[child]))
