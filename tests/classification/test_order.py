"""Precedence, confidence, prose and coverage, each on a few invented entries."""

import datetime as dt

import msgspec
import pytest

from licet.classification.classify import classify
from licet.classification.item import ItemFacts
from licet.classification.result import ListResult
from licet.reference.control_entries import (
    ControlEntries,
    ControlHead,
    Coverage,
    Disputed,
    Entry,
    Group,
    ItemKind,
    OneOf,
    Order,
    ParameterTest,
    Reason,
    joined,
)

DAY = dt.date(2026, 6, 1)


def yes(param: str) -> Group:
    return Group(how="all", tests=(ParameterTest(param=param, op="is", value=True),))


UPPER = Entry(
    id="EU-U",
    list="EU",
    title="upper",
    citation="Art. U",
    confidence="high",
    source_kind="text",
    kinds=("uav",),
    tests=yes("bvlos"),
)
LOWER = msgspec.structs.replace(UPPER, id="EU-L", title="lower", citation="Art. L", tests=yes("autonomous_nav"))
BESIDE = msgspec.structs.replace(UPPER, id="EU-B", title="beside", citation="Art. B", tests=yes("swarming"))
COVERED = Coverage(family="EU", kind="uav", since=dt.date(2026, 1, 1), confidence="medium", says="all is here", citation="Annex")
HEAD = ControlHead(
    name="INVENTED",
    compiled=DAY,
    kinds=(ItemKind(id="uav", words=("UAV",)), ItemKind(id="engine", words=("engine",))),
    coverage=(COVERED,),
    orders=(Order(family="EU", tiers=(("EU-U",), ("EU",)), rule="upper first"),),
)


def eu(facts: dict[str, bool], *entries: Entry, head: ControlHead = HEAD, kind: str = "UAV", on: dt.date = DAY) -> ListResult:
    result = classify(ItemFacts(name="x", kind=kind, facts=dict(facts)), ControlEntries(heads=(head,), entries=entries), as_of=on)
    return result.lists["EU"]


ROWS = [
    # facts, decision, codes, possible, missing
    ({"bvlos": True, "autonomous_nav": True}, "listed", ("EU-U",), (), ()),
    ({"bvlos": True}, "listed", ("EU-U",), (), ()),
    ({"bvlos": False, "autonomous_nav": True}, "listed", ("EU-L",), (), ()),
    ({"autonomous_nav": True}, "refer", (), ("EU-U", "EU-L"), ("bvlos",)),
    ({"autonomous_nav": False}, "refer", (), ("EU-U",), ("bvlos",)),
    ({"bvlos": False}, "refer", (), ("EU-L",), ("autonomous_nav",)),
    ({}, "refer", (), ("EU-U", "EU-L"), ("bvlos", "autonomous_nav")),
    ({"bvlos": False, "autonomous_nav": False}, "not_listed", (), (), ()),
]


@pytest.mark.parametrize(("facts", "decision", "codes", "possible", "missing"), ROWS)
def test_an_open_entry_of_higher_precedence_refers(
    facts: dict[str, bool], decision: str, codes: tuple[str, ...], possible: tuple[str, ...], missing: tuple[str, ...]
) -> None:
    result = eu(facts, UPPER, LOWER)
    assert (result.decision, result.codes, result.possible, result.missing) == (decision, codes, possible, missing)


def test_entries_of_one_rank_stand_beside_each_other() -> None:
    assert eu({"bvlos": False, "autonomous_nav": True, "swarming": True}, UPPER, LOWER, BESIDE).codes == ("EU-B", "EU-L")
    result = eu({"bvlos": False, "autonomous_nav": True}, UPPER, LOWER, BESIDE)
    assert (result.codes, result.possible) == (("EU-L",), ("EU-B",))


def test_without_an_order_any_open_entry_refers() -> None:
    head = msgspec.structs.replace(HEAD, orders=())
    assert eu({"bvlos": True}, UPPER, LOWER, head=head).decision == "refer"
    assert eu({"bvlos": True, "autonomous_nav": True}, UPPER, LOWER, head=head).codes == ("EU-L", "EU-U")


def test_a_wording_of_low_confidence_supports_possible_and_clears_nothing() -> None:
    unsure = msgspec.structs.replace(UPPER, confidence="low")
    met = eu({"bvlos": True, "autonomous_nav": False}, unsure, LOWER)
    assert (met.decision, met.codes, met.possible, met.missing) == ("refer", (), ("EU-U",), ("classification",))
    not_met = eu({"bvlos": False, "autonomous_nav": False}, unsure, LOWER)
    assert (not_met.decision, not_met.missing, not_met.checks) == ("refer", ("classification",), ("EU-U confidence",))
    assert "low confidence" in " ".join(not_met.because)


@pytest.mark.parametrize(
    ("coverage", "decision"),
    [
        ((), "refer"),
        ((COVERED,), "not_listed"),
        ((msgspec.structs.replace(COVERED, confidence="low"),), "refer"),
        ((msgspec.structs.replace(COVERED, family="US"),), "refer"),
        ((msgspec.structs.replace(COVERED, kind="engine"),), "refer"),
        ((msgspec.structs.replace(COVERED, since=DAY),), "not_listed"),
        ((msgspec.structs.replace(COVERED, since=DAY + dt.timedelta(1)),), "refer"),
        ((msgspec.structs.replace(COVERED, until=DAY),), "not_listed"),
        ((msgspec.structs.replace(COVERED, until=DAY - dt.timedelta(1)),), "refer"),
        ((msgspec.structs.replace(COVERED, tests=yes("swarming")),), "refer"),
    ],
)
def test_nothing_is_not_listed_but_what_an_edition_declares_complete(coverage: tuple[Coverage, ...], decision: str) -> None:
    """Legal-safety point 13: the world is closed only by declaration."""
    result = eu({"bvlos": False}, UPPER, head=msgspec.structs.replace(HEAD, coverage=coverage))
    assert result.decision == decision
    assert result.missing == (
        () if decision == "not_listed" else ("swarming",) if coverage and coverage[0].tests else ("classification",)
    )


def test_a_condition_of_the_coverage_that_holds_closes_it() -> None:
    head = msgspec.structs.replace(HEAD, coverage=(msgspec.structs.replace(COVERED, tests=yes("swarming")),))
    assert eu({"bvlos": False, "swarming": True}, UPPER, head=head).decision == "not_listed"
    refused = eu({"bvlos": False, "swarming": False}, UPPER, head=head)
    assert (refused.decision, refused.missing) == ("refer", ("classification",))


def test_a_release_that_stands_only_in_words_leaves_a_met_entry_open() -> None:
    prose = msgspec.structs.replace(UPPER, narrowing=("made for children",))
    result = eu({"bvlos": True}, prose)
    assert (result.decision, result.possible, result.missing) == ("refer", ("EU-U",), ("classification",))
    assert "made for children" in " ".join(result.because)
    assert eu({"bvlos": False}, prose).decision == "not_listed"


def test_an_addition_that_stands_only_in_words_leaves_an_unmet_entry_open() -> None:
    prose = msgspec.structs.replace(UPPER, widening=("or specially designed for the former",))
    result = eu({"bvlos": False}, prose)
    assert (result.decision, result.possible, result.missing) == ("refer", ("EU-U",), ("classification",))
    assert eu({"bvlos": True}, prose).codes == ("EU-U",)


def test_a_release_note_must_be_shown_by_whoever_claims_it() -> None:
    noted = msgspec.structs.replace(UPPER, unless=(yes("recreational_model"),))
    assert eu({"bvlos": True, "recreational_model": True}, noted).decision == "not_listed"
    assert eu({"bvlos": True, "recreational_model": False}, noted).codes == ("EU-U",)
    silent = eu({"bvlos": True}, noted)
    assert silent.codes == ("EU-U",)
    assert "nobody has shown" in " ".join(silent.because)


def test_an_item_of_a_kind_nobody_knows_refers_and_asks_for_the_kind() -> None:
    result = eu({"bvlos": True, "autonomous_nav": True}, UPPER, LOWER, kind="contraption")
    assert (result.decision, result.codes, result.missing) == ("refer", (), ("kind",))
    assert "“contraption” is no kind of item the entries know" in " ".join(result.because)


def test_an_entry_that_says_no_kinds_is_tried_on_all() -> None:
    anywhere = msgspec.structs.replace(UPPER, kinds=None)
    assert eu({"bvlos": True}, anywhere, kind="engine").codes == ("EU-U",)
    assert eu({"bvlos": True}, UPPER, kind="engine").codes == ()


def test_a_kind_is_known_by_any_of_its_words_however_it_is_written() -> None:
    for word in ("UAV", " uav ", "Uav"):
        assert eu({"bvlos": True}, UPPER, kind=word).codes == ("EU-U",)


def test_a_fact_shows_a_kind_whatever_the_item_is_called() -> None:
    shown = ItemKind(id="weapon", words=("weapon",), also_if=yes("munition"))
    weapon = msgspec.structs.replace(LOWER, id="EU-W", kinds=("weapon",), tests=yes("munition"))
    head = msgspec.structs.replace(HEAD, kinds=(*HEAD.kinds, shown))
    assert eu({"bvlos": False, "munition": True}, UPPER, weapon, head=head).codes == ("EU-W",)
    assert eu({"bvlos": False}, UPPER, weapon, head=head).decision == "not_listed"


ONE = OneOf(family="EU", tests=yes("armed"), entries=("EU-U", "EU-L"), assume="EU-L", says="one of them it is", citation="Art. O")


@pytest.mark.parametrize(
    ("facts", "decision", "codes", "possible", "missing"),
    [
        ({"armed": True}, "listed", ("EU-L",), ("EU-U",), ("autonomous_nav", "bvlos")),
        ({"armed": True, "autonomous_nav": True}, "listed", ("EU-L",), ("EU-U",), ("bvlos",)),
        ({"armed": True, "autonomous_nav": False}, "listed", ("EU-U",), (), ("bvlos",)),
        ({"armed": True, "bvlos": True}, "listed", ("EU-U",), (), ()),
        ({"autonomous_nav": True}, "refer", (), ("EU-U", "EU-L"), ("bvlos",)),
        ({"armed": False, "autonomous_nav": True}, "refer", (), ("EU-U", "EU-L"), ("bvlos",)),
    ],
)
def test_entries_of_which_one_must_apply_are_listed_either_way(
    facts: dict[str, bool], decision: str, codes: tuple[str, ...], possible: tuple[str, ...], missing: tuple[str, ...]
) -> None:
    result = eu(facts, UPPER, LOWER, head=msgspec.structs.replace(HEAD, one_of=(ONE,)))
    assert (result.decision, result.codes, result.possible, result.missing) == (decision, codes, possible, missing)


def test_an_open_entry_outside_the_group_still_refers() -> None:
    first = msgspec.structs.replace(BESIDE, id="EU-F")
    order = Order(family="EU", tiers=(("EU-F",), ("EU-U",), ("EU",)), rule="F first")
    head = msgspec.structs.replace(HEAD, one_of=(ONE,), orders=(order,))
    assert eu({"armed": True}, first, UPPER, LOWER, head=head).decision == "refer"
    assert eu({"armed": True, "swarming": False}, first, UPPER, LOWER, head=head).decision == "listed"


def one(name: str, tests: Group, *, confidence: str = "high") -> Entry:
    return msgspec.structs.replace(UPPER, id=name, tests=tests, confidence=confidence)  # type: ignore[arg-type]


A, B, C, D = (
    one(f"EU-{name}", yes(fact)) for name, fact in zip("ABCD", ("bvlos", "autonomous_nav", "swarming", "munition"), strict=True)
)
TIERS = Order(family="EU", tiers=(("EU-A",), ("EU-B",), ("EU-C", "EU-D"), ("EU",)), rule="A, then B, then C and D")


@pytest.mark.parametrize(
    ("group", "facts", "entries", "decision", "codes", "possible"),
    [
        # a member that does not apply does not reach down past an open entry outside the group
        (("EU-A", "EU-C"), {"swarming": False}, (A, B, C), "listed", ("EU-A",), ()),
        # a member further down that applies does
        (("EU-A", "EU-C"), {"swarming": True}, (A, B, C), "refer", (), ("EU-A", "EU-B", "EU-C")),
        (("EU-A", "EU-C"), {"swarming": True, "autonomous_nav": False}, (A, B, C), "listed", ("EU-C",), ("EU-A",)),
        # so does one that may, and what is open beside it refers too
        (("EU-A", "EU-C"), {"autonomous_nav": False}, (A, B, C, D), "refer", (), ("EU-A", "EU-C", "EU-D")),
        (("EU-A", "EU-C"), {"autonomous_nav": False, "munition": False}, (A, B, C, D), "listed", ("EU-A",), ("EU-C",)),
        # a member that is met goes before the one assumed; what is open beside it is shown
        (("EU-A", "EU-C"), {"autonomous_nav": False, "swarming": True}, (A, B, C, D), "listed", ("EU-C",), ("EU-A", "EU-D")),
        # one member of low confidence undoes the group
        (("EU-A", "EU-C"), {"autonomous_nav": False}, (A, B, one("EU-C", yes("swarming"), confidence="low")), "refer", (), ("EU-A", "EU-C")),
    ],
)  # fmt: skip
def test_how_far_down_a_group_reaches(
    group: tuple[str, ...],
    facts: dict[str, bool],
    entries: tuple[Entry, ...],
    decision: str,
    codes: tuple[str, ...],
    possible: tuple[str, ...],
) -> None:
    declared = OneOf(family="EU", tests=yes("armed"), entries=group, assume="EU-A", says="one of them it is", citation="Art. O")
    head = msgspec.structs.replace(HEAD, orders=(TIERS,), one_of=(declared,))
    result = eu({"armed": True, **facts}, *entries, head=head)
    assert (result.decision, result.codes, result.possible) == (decision, codes, possible)


def test_an_open_entry_of_low_confidence_asks_for_its_own_facts() -> None:
    assert eu({}, one("EU-U", yes("bvlos"), confidence="low")).missing == ("bvlos",)


def test_entries_below_the_one_that_decides_are_not_told() -> None:
    told = " ".join(eu({"bvlos": True, "autonomous_nav": True}, UPPER, LOWER).because)
    assert "EU-U (upper) is met" in told
    assert "EU-L" not in told


@pytest.mark.parametrize(
    ("facts", "unshown"),
    [({"bvlos": True}, True), ({"bvlos": True, "recreational_model": False}, False), ({"bvlos": False}, False)],
)
def test_a_release_note_is_told_where_it_could_still_help(facts: dict[str, bool], unshown: bool) -> None:
    noted = msgspec.structs.replace(UPPER, unless=(yes("recreational_model"),))
    assert ("nobody has shown" in " ".join(eu(facts, noted).because)) is unshown


def test_a_reason_given_in_words_leaves_control_for_missile_technology_open() -> None:
    in_words = Reason(reason="MT", text="see the related controls")
    for given, mt in (((), False), ((in_words,), None), ((Reason(reason="MT", column=1),), True)):
        entry = msgspec.structs.replace(UPPER, id="US-U", list="CCL", reasons=given)
        head = msgspec.structs.replace(HEAD, coverage=(), orders=())
        item = ItemFacts(name="x", kind="UAV", facts={"bvlos": True})
        assert classify(item, ControlEntries(heads=(head,), entries=(entry,)), as_of=DAY).lists["US"].reasons["mt"] is mt


def test_a_disputed_sub_item_gives_one_code_and_asks_for_a_check() -> None:
    head = msgspec.structs.replace(HEAD, disputed=(Disputed(entries=("EU-L", "EU-B"), says="states differ"),))
    both = eu({"bvlos": False, "autonomous_nav": True, "swarming": True}, UPPER, LOWER, BESIDE, head=head)
    assert (both.codes, both.possible, both.checks) == (("EU-L",), ("EU-B",), ("EU-L subitem",))
    one = eu({"bvlos": False, "autonomous_nav": False, "swarming": True}, UPPER, LOWER, BESIDE, head=head)
    assert (one.codes, one.checks) == (("EU-B",), ())


def test_no_edition_at_all_refers_and_says_so() -> None:
    result = classify(ItemFacts(name="x", kind="UAV"), joined([]), as_of=DAY).lists["EU"]
    assert (result.decision, result.missing, result.edition) == ("refer", ("list_edition",), "")
    assert result.because == ("No edition of control-list entries is in force on 2026-06-01.",)


def test_of_two_editions_the_later_wording_of_a_row_stands() -> None:
    old = ControlEntries(editions=("sha256:a",), heads=(HEAD,), entries=(UPPER,))
    later = msgspec.structs.replace(HEAD, name="LATER", compiled=DAY + dt.timedelta(1), orders=())
    new = ControlEntries(
        editions=("sha256:b",), heads=(later,), entries=(msgspec.structs.replace(UPPER, tests=yes("swarming")), LOWER)
    )
    for pair in ((old, new), (new, old)):
        both = joined(pair)
        assert both.edition == "sha256:a, sha256:b"
        assert {entry.id: entry.tests for entry in both.entries} == {"EU-U": yes("swarming"), "EU-L": yes("autonomous_nav")}
        assert both.order_of("EU") == HEAD.orders[0]


def test_of_two_rows_of_one_day_the_structured_one_stands() -> None:
    prose = msgspec.structs.replace(UPPER, narrowing=("made for children",))
    other = msgspec.structs.replace(HEAD, name="ZZZ")
    pair = (ControlEntries(heads=(HEAD,), entries=(UPPER,)), ControlEntries(heads=(other,), entries=(prose,)))
    assert joined(pair).entries == (UPPER,)
    assert joined(reversed(pair)).entries == (UPPER,)
