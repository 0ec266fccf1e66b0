"""What holds of every item: unknown is never "not listed", more facts only settle, and order does not matter."""

import datetime as dt
import random
from decimal import Decimal
from pathlib import Path

from hypothesis import assume, given, settings
from hypothesis import strategies as st

import licet
from licet.classification.classify import classify, contradictions
from licet.classification.document import classification_json
from licet.classification.entry import answers, kinds_of
from licet.classification.item import ItemFacts
from licet.classification.stated import stated
from licet.encoding.canonical import canonical_bytes
from licet.encoding.reading import FactValue
from licet.facts.kleene import Truth
from licet.reference.control_entries import ControlEntries, control_entries_of
from licet.reference.control_file import parse_control_entries
from licet.reference.control_parameters import PARAMETERS

BUNDLED = Path(licet.__file__).parent / "bundled" / "control_lists" / "uav-entries.yaml"
ENTRIES = control_entries_of(parse_control_entries({BUNDLED.name: BUNDLED.read_bytes()}).content)
"""The bundled entries; no fixture, since what fails is reported with its arguments."""

DAYS = st.sampled_from([dt.date(2021, 1, 1), dt.date(2026, 2, 1), dt.date(2026, 8, 12), dt.date(2026, 8, 13), dt.date(2026, 11, 1)])
KINDS = st.sampled_from(["complete UAV", "target drone", "loitering munition", "engine", "payload", "navigation system", "crawler"])
NUMBERS = {
    "range_km": ["5", "240", "299.999999", "300", "1850"],
    "payload_kg": ["0.1", "390", "400", "499.999999", "500", "1700"],
    "mtow_kg": ["1", "499", "900", "4700"],
    "endurance_min": ["7", "30", "45", "59.999999", "60", "180", "1600"],
    "cruise_kmh": ["20", "110"],
    "gust_kmh": ["20", "46.299999", "46.3", "60"],
    "gust_takeoff_kmh": ["40", "50"],
    "gust_flight_kmh": ["40", "50"],
    "aerosol_l": ["0", "20", "20.000001", "40"],
    "frame_rate_hz": ["9", "60", "61"],
    "elements": ["111000", "327680"],
    "operating_altitude_m": ["4900", "15241"],
    "max_true_airspeed_kmh": ["480", "900"],
}
CODES = ["none", "EU-ML10.c.1", "MTCR-1.A.2", "6A002.a.3.f", "6A003", "6A003.b.4.b", "7A001"]


def _values(name: str) -> st.SearchStrategy[FactValue]:
    parameter = PARAMETERS[name]
    match parameter.kind:
        case "number":
            return st.sampled_from(NUMBERS.get(name, ["0", "1", "1000000"]))
        case "yes_no":
            return st.booleans()
        case "word":
            return st.sampled_from(parameter.values)
    return st.sampled_from(CODES)


TOLD = (
    *NUMBERS,
    *("bvlos", "autonomous_nav", "armed", "munition", "defense_article_inside", "recreational_model", "us_specially_designed"),
    *("civil_certified", "specially_designed_uav", "military_design", "function", "engine_type", "sensor", "fpa_entry"),
    "incorporates_entry",
)
FACTS = st.fixed_dictionaries({}, optional={name: st.none() | _values(name) for name in TOLD})


def _consistent(item: ItemFacts) -> bool:
    """Whether no fact contests another: taking one side of a contradiction away answers it, and that is not the subject here."""
    known = {name: value for name, value in item.facts.items() if value is not None}
    heavier = "mtow_kg" in known and Decimal(str(known.get("payload_kg", "0"))) > Decimal(str(known["mtow_kg"]))
    declared = contradictions(stated(item, ENTRIES.parameters), ENTRIES)
    return not declared and not heavier and not {"range_km", "cruise_kmh"} <= set(known)


@settings(max_examples=80, deadline=None)
@given(kind=KINDS, facts=FACTS, day=DAYS)
def test_taking_a_fact_away_never_makes_an_item_not_listed(kind: str, facts: dict[str, FactValue], day: dt.date) -> None:
    """And so, read backwards: what is not listed stays not listed when a fact that was unknown is told."""
    item = ItemFacts(name="x", kind=kind, facts=facts)
    assume(_consistent(item))
    whole = classify(item, ENTRIES, as_of=day)
    for name in facts:
        less = ItemFacts(name="x", kind=kind, facts={other: value for other, value in facts.items() if other != name})
        for family, result in classify(less, ENTRIES, as_of=day).lists.items():
            if result.decision == "not_listed":
                assert whole.lists[family].decision == "not_listed", f"{family} without {name}"


@settings(max_examples=50, deadline=None)
@given(kind=KINDS, facts=FACTS, day=DAYS)
def test_an_entry_ruled_out_stays_ruled_out_when_more_is_told(kind: str, facts: dict[str, FactValue], day: dt.date) -> None:
    def truths(told: dict[str, FactValue]) -> dict[str, Truth]:
        known = stated(ItemFacts(name="x", kind=kind, facts=told), ENTRIES.parameters)
        return {answer.entry.id: answer.truth for answer in answers(kinds_of(kind, ENTRIES, known), ENTRIES, known, as_of=day)}

    assume(_consistent(ItemFacts(name="x", kind=kind, facts=facts)))
    whole = truths(facts)
    for name in facts:
        for entry, truth in truths({other: value for other, value in facts.items() if other != name}).items():
            if truth is Truth.FALSE:
                assert whole[entry] is Truth.FALSE, f"{entry} without {name}"


@settings(max_examples=50, deadline=None)
@given(kind=KINDS, facts=FACTS, day=DAYS, seed=st.integers(0, 1000))
def test_the_order_of_facts_and_entries_does_not_matter(kind: str, facts: dict[str, FactValue], day: dt.date, seed: int) -> None:
    shuffler = random.Random(seed)  # noqa: S311  # a shuffle, no secret
    names, rows = list(facts), list(ENTRIES.entries)
    shuffler.shuffle(names)
    shuffler.shuffle(rows)
    shuffled = ControlEntries(editions=ENTRIES.editions, heads=ENTRIES.heads, entries=tuple(rows))
    one = classify(ItemFacts(name="x", kind=kind, facts=facts), ENTRIES, as_of=day)
    other = classify(ItemFacts(name="x", kind=kind, facts={name: facts[name] for name in names}), shuffled, as_of=day)
    assert canonical_bytes(one) == canonical_bytes(other)


@settings(max_examples=50, deadline=None)
@given(kind=KINDS, facts=FACTS, day=DAYS)
def test_every_answer_is_whole(kind: str, facts: dict[str, FactValue], day: dt.date) -> None:
    """Listed has a code, refer names what is missing, not listed has neither, and each gives its reason."""
    result = classify(ItemFacts(name="x", kind=kind, facts=facts), ENTRIES, as_of=day)
    assert set(result.lists) == {"MTCR", "EU", "US"}
    for family, one in result.lists.items():
        assert (one.decision == "listed") == bool(one.codes), family
        assert one.decision != "refer" or one.missing, family
        assert one.decision != "not_listed" or not (one.possible or one.missing), family
        assert one.because, family
        assert not set(one.codes) & set(one.possible), family
        assert not any("POLICY" in code for code in (*one.codes, *one.possible)), family
    assert classification_json(result)


@settings(max_examples=50, deadline=None)
@given(facts=FACTS, day=DAYS, reach=st.sampled_from(["1", "280", "300", "5000"]))
def test_the_reach_of_a_control_link_never_settles_anything(facts: dict[str, FactValue], day: dt.date, reach: str) -> None:
    """With or without it, the same entries are met and ruled out, but for a range that merely repeats it."""
    assume(facts.get("range_km") != reach)
    plain = classify(ItemFacts(name="x", kind="complete UAV", facts=facts), ENTRIES, as_of=day)
    told = classify(ItemFacts(name="x", kind="complete UAV", facts={**facts, "datalink_range_km": reach}), ENTRIES, as_of=day)
    assert plain == told
