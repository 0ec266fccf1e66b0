"""Numbers of an item, stated or derived, as bounds between which they lie.

Three derivations, each shown where it is used: range from endurance and cruising speed, where no
range is stated; the design gust from its two limits, of which the lower governs; endurance from a
software-capped one, which it is at least. The reach of a control link is never a range.
"""

from collections.abc import Callable
from decimal import Decimal

import msgspec

from licet.classification.item import as_number
from licet.classification.stated import Stated
from licet.encoding.exact import decimal_text
from licet.facts.fact import Fact
from licet.facts.kleene import Truth
from licet.reference.control_entries import Operator

RANGE_MARGIN_PCT = 20
"""How far a range of endurance times cruising speed may lie off the range at the most economical speed.

Published endurance is flown slower than published cruising speed, so the product overstates; flown at
the speed of best range, an aircraft goes up to a seventh further than at that of best endurance.
"""


class Measure(msgspec.Struct, frozen=True, kw_only=True):
    """A number known to lie between two bounds, both included; None is no bound. `says` is the value in words."""

    low: Decimal | None
    high: Decimal | None
    says: str
    facts: tuple[Fact, ...]

    def compared(self, op: Operator, limit: Decimal) -> Truth:
        """Whether the number is on the right side of a limit, wherever between its bounds it lies."""
        match op:
            case "ge":
                return _side(self.low is not None and self.low >= limit, self.high is not None and self.high < limit)
            case "gt":
                return _side(self.low is not None and self.low > limit, self.high is not None and self.high <= limit)
            case "lt":
                return _side(self.high is not None and self.high < limit, self.low is not None and self.low >= limit)
            case "le":
                return _side(self.high is not None and self.high <= limit, self.low is not None and self.low > limit)
            case "eq":
                outside = (self.high is not None and self.high < limit) or (self.low is not None and self.low > limit)
                return _side(self.low == limit == self.high, outside)
        raise ValueError(f"no comparison of numbers by {op!r}")


def _side(holds: bool, fails: bool) -> Truth:
    return Truth.TRUE if holds else Truth.FALSE if fails else Truth.UNKNOWN


def measures(name: str, known: Stated) -> tuple[Measure, ...]:
    """What is known of a number, the best knowledge first; a later one can only contradict it. Empty when nothing is."""
    if name == "gust_kmh" and (governing := _gust(known)) is not None:
        return (governing,)
    found = [_as_stated(name, known), DERIVED[name](known) if name in DERIVED else None]
    return tuple(one for one in found if one is not None)


def _as_stated(name: str, known: Stated) -> Measure | None:
    fact = known.fact(name)
    value = None if fact is None else as_number(fact.value)
    if fact is None or value is None:
        return None
    unit = known.parameters[name].unit
    says = f"{known.label(name)} is {decimal_text(value)} {unit}".rstrip()
    return Measure(low=value, high=value, says=f"{says} ({fact.source})", facts=(fact,))


def _range(known: Stated) -> Measure | None:
    """Range = endurance × cruising speed."""
    endurance, cruise = measures("endurance_min", known), _as_stated("cruise_kmh", known)
    if not endurance or cruise is None or endurance[0].low is None or cruise.low is None:
        return None
    product = endurance[0].low * cruise.low / 60
    margin = product * RANGE_MARGIN_PCT / 100
    bounded = endurance[0].high is not None
    least = "" if bounded else "at least "
    facts = (*endurance[0].facts, *cruise.facts)
    computed = f"{decimal_text(endurance[0].low)} min endurance × {decimal_text(cruise.low)} km/h cruising speed ÷ 60"
    return Measure(
        low=product - margin,
        high=product + margin if bounded else None,
        says=(
            f"range is derived: {least}{computed} = {least}about {decimal_text(round(product, 1))} km, within {RANGE_MARGIN_PCT} %"
            f" ({', '.join(dict.fromkeys(fact.source for fact in facts))})"
        ),
        facts=facts,
    )


def _gust(known: Stated) -> Measure | None:
    """The lower limit governs: of take-off and flight, and of what is stated for both; one alone is no more than an upper bound."""
    both_ways = _as_stated("gust_kmh", known)
    parts = [one for one in (_as_stated("gust_takeoff_kmh", known), _as_stated("gust_flight_kmh", known)) if one is not None]
    if not parts:
        return None
    limits = [*parts, *([both_ways] if both_ways is not None else [])]
    lowest = min(limits, key=lambda one: one.low or Decimal(0))
    both = len(parts) == 2 or both_ways is not None
    return Measure(
        low=lowest.low if both else None,
        high=lowest.high,
        says=f"{lowest.says}; the lower limit governs" if both else f"{lowest.says}; the other limit is not stated",
        facts=tuple(fact for one in limits for fact in one.facts),
    )


def _endurance(known: Stated) -> Measure | None:
    """A software limit hides the maximum: what is left is a lower bound."""
    capped = _as_stated("endurance_capped_min", known)
    if capped is None:
        return None
    return Measure(
        low=capped.low, high=None, says=f"{capped.says}; whether a software limit changes the maximum is open", facts=capped.facts
    )


DERIVED: dict[str, Callable[[Stated], Measure | None]] = {"range_km": _range, "endurance_min": _endurance}
