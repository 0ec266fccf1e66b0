"""Derived numbers and the trade of payload for range, as tables."""

from decimal import Decimal

import msgspec
import pytest

from licet.classification.item import ItemFacts
from licet.classification.measure import Measure, measures
from licet.classification.prove import prove
from licet.classification.stated import Stated, stated
from licet.classification.trade_off import with_trade_off
from licet.encoding.reading import FactValue
from licet.facts.kleene import Truth
from licet.reference.control_entries import ControlEntries, Group, ParameterTest
from licet.reference.control_parameters import PARAMETERS

MET, NOT, OPEN = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN


def known(facts: dict[str, FactValue]) -> Stated:
    return stated(ItemFacts(name="x", kind="complete UAV", facts=facts, source="data sheet"), PARAMETERS)


BOUNDS = {
    # bounds of a number, and whether it passes a limit of 10
    "ge": [(10, 10, MET), (9, 10, OPEN), (9, 9, NOT), (10, None, MET), (None, 9, NOT), (None, 10, OPEN)],
    "gt": [(10, 10, NOT), (11, 11, MET), (10, None, OPEN), (None, 10, NOT), (11, None, MET), (10, 11, OPEN)],
    "lt": [(10, 10, NOT), (9, 9, MET), (9, None, OPEN), (10, None, NOT), (None, 9, MET), (None, 10, OPEN)],
    "le": [(10, 10, MET), (11, 11, NOT), (10, None, OPEN), (11, None, NOT), (None, 10, MET), (None, 11, OPEN)],
    "eq": [
        (10, 10, MET),
        (9, 9, NOT),
        (9, 11, OPEN),
        (9, 10, OPEN),
        (10, 11, OPEN),
        (11, None, NOT),
        (None, 9, NOT),
        (None, None, OPEN),
    ],
}


@pytest.mark.parametrize(("op", "low", "high", "truth"), [(op, *row) for op, rows in BOUNDS.items() for row in rows])
def test_bounds_are_compared_wherever_the_number_lies(op: str, low: int | None, high: int | None, truth: Truth) -> None:
    bounds = [None if bound is None else Decimal(bound) for bound in (low, high)]
    measure = Measure(low=bounds[0], high=bounds[1], says="x", facts=())
    assert measure.compared(op, Decimal(10)) is truth  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("facts", "low", "high"),
    [
        ({"range_km": "290"}, "290", "290"),
        ({"endurance_min": "60", "cruise_kmh": "100"}, "80", "120"),
        ({"endurance_capped_min": "60", "cruise_kmh": "100"}, "80", None),
        ({"endurance_min": "60"}, None, None),
        ({"cruise_kmh": "100"}, None, None),
        ({"datalink_range_km": "300"}, None, None),
        ({"endurance_min": "60", "max_true_airspeed_kmh": "100"}, None, None),
    ],
)
def test_range_is_stated_or_derived_from_endurance_and_cruising_speed_and_nothing_else(
    facts: dict[str, FactValue], low: str | None, high: str | None
) -> None:
    found = measures("range_km", known(facts))
    assert [(one.low, one.high) for one in found] == (
        [] if low is None else [(Decimal(low), None if high is None else Decimal(high))]
    )


def test_a_derivation_shows_its_computation_and_its_facts() -> None:
    (derived,) = measures("range_km", known({"endurance_min": "45", "cruise_kmh": "50.5"}))
    assert "45 min endurance × 50.5 km/h cruising speed ÷ 60 = about 37.9 km, within 20 % (data sheet)" in derived.says
    assert [fact.name for fact in derived.facts] == ["endurance_min", "cruise_kmh"]


@pytest.mark.parametrize(
    ("facts", "at_46_3"),
    [
        ({"gust_kmh": "46.3"}, MET),
        ({"gust_takeoff_kmh": "46.3", "gust_flight_kmh": "60"}, MET),
        ({"gust_takeoff_kmh": "46.2", "gust_flight_kmh": "60"}, NOT),
        ({"gust_takeoff_kmh": "60", "gust_flight_kmh": "46.2"}, NOT),
        ({"gust_takeoff_kmh": "60"}, OPEN),
        ({"gust_flight_kmh": "60"}, OPEN),
        ({"gust_flight_kmh": "46.2"}, NOT),
        ({"gust_kmh": "60", "gust_takeoff_kmh": "46.2"}, NOT),
        ({"gust_kmh": "60", "gust_takeoff_kmh": "50"}, MET),
        ({}, OPEN),
    ],
)
def test_the_lower_gust_limit_governs(facts: dict[str, FactValue], at_46_3: Truth) -> None:
    assert prove(ParameterTest(param="gust_kmh", op="ge", value="46.3"), known(facts)).truth is at_46_3


@pytest.mark.parametrize(
    ("facts", "truth"),
    [
        ({"range_km": "299", "endurance_min": "60", "cruise_kmh": "100"}, NOT),
        ({"range_km": "299", "endurance_min": "720", "cruise_kmh": "100"}, OPEN),
        ({"range_km": "301", "endurance_min": "60", "cruise_kmh": "100"}, OPEN),
        ({"range_km": "301", "endurance_min": "180", "cruise_kmh": "100"}, MET),
        ({"endurance_min": "180", "cruise_kmh": "100"}, OPEN),
        ({"endurance_min": "225", "cruise_kmh": "100"}, MET),
        ({"endurance_min": "149", "cruise_kmh": "100"}, NOT),
        ({"endurance_min": "150", "cruise_kmh": "100"}, OPEN),
        ({"range_km": "250", "datalink_range_km": "250"}, OPEN),
        ({"range_km": "250", "datalink_range_km": "250", "endurance_min": "120", "cruise_kmh": "100"}, NOT),
        ({"range_km": "350", "datalink_range_km": "350"}, MET),
        ({"range_km": "250", "datalink_range_km": "100"}, NOT),
        ({"range_km": "far"}, OPEN),
        ({"range_km": "-400"}, OPEN),
        ({"range_km": True}, OPEN),
    ],
)
def test_figures_that_contradict_each_other_leave_the_limit_open(facts: dict[str, FactValue], truth: Truth) -> None:
    assert prove(ParameterTest(param="range_km", op="ge", value="300"), known(facts)).truth is truth


@pytest.mark.parametrize(
    ("value", "truth"),
    [
        ("6A003.b.4.b", MET),
        (("6A001", "6A003.b.4.b"), MET),
        ("6A003.b.4.b.1", MET),
        ("6A003.b.4", OPEN),
        ("6A003", OPEN),
        ("6A003.b.4.c", NOT),
        ("6A003.b.4.bb", NOT),
        ("6A00", NOT),
        ("none", NOT),
        (None, OPEN),
        (("none", "6A003.b.4.b"), OPEN),
        ("see attached sheet", OPEN),
    ],
)
def test_a_code_is_met_by_itself_and_what_is_below_it(value: FactValue, truth: Truth) -> None:
    test = ParameterTest(param="incorporates_entry", op="is_any", value=("6A003.b.4.b",))
    assert prove(test, known({"incorporates_entry": value})).truth is truth


PAYLOAD_AND_RANGE = "MTCR-1.A.2"
RANGE_ALONE = "MTCR-19.A.2"


@pytest.mark.parametrize(
    ("entry", "facts", "truth", "remote"),
    [
        # The published payload falls short, and the range does not.
        (PAYLOAD_AND_RANGE, {"payload_kg": "400", "range_km": "900", "mtow_kg": "2000"}, OPEN, False),
        (PAYLOAD_AND_RANGE, {"payload_kg": "399.9", "range_km": "900", "mtow_kg": "2000"}, OPEN, True),
        (PAYLOAD_AND_RANGE, {"payload_kg": "150", "range_km": "4000", "mtow_kg": "700"}, NOT, False),
        (PAYLOAD_AND_RANGE, {"payload_kg": "150", "range_km": "4000", "mtow_kg": "834"}, OPEN, True),
        (PAYLOAD_AND_RANGE, {"payload_kg": "150", "range_km": "4000", "mtow_kg": "833"}, NOT, False),
        (PAYLOAD_AND_RANGE, {"payload_kg": "150", "range_km": "4000"}, OPEN, True),
        (PAYLOAD_AND_RANGE, {"payload_kg": "450", "range_km": "4000", "mtow_kg": "499"}, NOT, False),
        (PAYLOAD_AND_RANGE, {"payload_kg": "450", "mtow_kg": "900"}, OPEN, False),
        # The range falls short, and the payload does not.
        (PAYLOAD_AND_RANGE, {"payload_kg": "600", "range_km": "240", "mtow_kg": "2000"}, OPEN, False),
        (PAYLOAD_AND_RANGE, {"payload_kg": "600", "range_km": "239", "mtow_kg": "2000"}, OPEN, True),
        (PAYLOAD_AND_RANGE, {"payload_kg": "600", "range_km": "75", "mtow_kg": "2000"}, OPEN, True),
        (PAYLOAD_AND_RANGE, {"payload_kg": "600", "range_km": "74", "mtow_kg": "2000"}, NOT, False),
        (PAYLOAD_AND_RANGE, {"range_km": "240", "mtow_kg": "2000"}, OPEN, False),
        (PAYLOAD_AND_RANGE, {"range_km": "240", "mtow_kg": "400"}, NOT, False),
        # Both fall short: what is traded away is lacking on the other side.
        (PAYLOAD_AND_RANGE, {"payload_kg": "400", "range_km": "240", "mtow_kg": "2000"}, OPEN, False),
        (PAYLOAD_AND_RANGE, {"payload_kg": "390", "range_km": "240", "mtow_kg": "2000"}, NOT, False),
        (PAYLOAD_AND_RANGE, {"payload_kg": "0.2", "range_km": "30"}, NOT, False),
        # Exactly at a limit it does not fall short: there is something to trade.
        (PAYLOAD_AND_RANGE, {"payload_kg": "500", "range_km": "200", "mtow_kg": "2000"}, OPEN, True),
        (PAYLOAD_AND_RANGE, {"payload_kg": "350", "range_km": "300", "mtow_kg": "2000"}, OPEN, True),
        (PAYLOAD_AND_RANGE, {"payload_kg": "450", "range_km": "4000", "mtow_kg": "500"}, OPEN, False),
        (PAYLOAD_AND_RANGE, {"payload_kg": "400", "range_km": "900", "mtow_kg": "400"}, NOT, False),
        # A take-off mass below the payload is no take-off mass.
        (PAYLOAD_AND_RANGE, {"payload_kg": "0.5", "range_km": "900", "mtow_kg": "0"}, OPEN, True),
        (PAYLOAD_AND_RANGE, {"payload_kg": "0", "range_km": "900", "mtow_kg": "0.5"}, NOT, False),
        (PAYLOAD_AND_RANGE, {"payload_kg": "600", "range_km": "240", "mtow_kg": "400"}, OPEN, False),
        # A finding settles it, unless the figures put it out of reach.
        (PAYLOAD_AND_RANGE, {"payload_kg": "480", "range_km": "900", "trade_off": False}, NOT, False),
        (PAYLOAD_AND_RANGE, {"payload_kg": "480", "range_km": "900", "trade_off": True}, MET, False),
        (PAYLOAD_AND_RANGE, {"payload_kg": "0.2", "range_km": "30", "trade_off": True}, OPEN, False),
        (PAYLOAD_AND_RANGE, {"payload_kg": "500", "range_km": "300", "trade_off": False}, MET, False),
        # Range alone.
        (RANGE_ALONE, {"payload_kg": "50", "range_km": "240"}, OPEN, False),
        (RANGE_ALONE, {"payload_kg": "50", "range_km": "239.9"}, NOT, False),
        (RANGE_ALONE, {"payload_kg": "50", "range_km": "290", "trade_off": False}, NOT, False),
        # Other families do not know the rule.
        ("EU-9A112.a", {"range_km": "290"}, NOT, False),
    ],
)  # fmt: skip
def test_payload_and_range_are_traded_before_a_limit_counts_as_not_reached(
    entry: str, facts: dict[str, FactValue], truth: Truth, remote: bool, entries: ControlEntries
) -> None:
    row = next(one for one in entries.entries if one.id == entry)
    traded = with_trade_off(row, prove(row.tests, known(facts)), known(facts))
    assert (traded.proof.truth, traded.remote) == (truth, remote)


@pytest.mark.parametrize(
    ("facts", "truth"),
    [
        ({"range_km": "290", "bvlos": True}, OPEN),
        ({"range_km": "290"}, OPEN),
        ({"range_km": "290", "bvlos": False}, NOT),
        ({"range_km": "200", "bvlos": True}, NOT),
        ({"range_km": "300", "bvlos": True}, MET),
        ({"range_km": "290", "bvlos": False, "trade_off": True}, NOT),
    ],
)
def test_nothing_is_traded_where_another_test_of_the_entry_fails(
    facts: dict[str, FactValue], truth: Truth, entries: ControlEntries
) -> None:
    row = next(one for one in entries.entries if one.id == RANGE_ALONE)
    both = Group(how="all", tests=(*row.tests.tests, ParameterTest(param="bvlos", op="is", value=True)))
    row = msgspec.structs.replace(row, tests=both)
    assert with_trade_off(row, prove(row.tests, known(facts)), known(facts)).proof.truth is truth
