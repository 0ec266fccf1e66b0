"""Shares over a graph: worked cases, a brute-force oracle over every corner of the bounds, and what haze may never do.

The oracle knows no bounds: it takes one figure for each stake and one standing for each holder, solves
that world exactly by another method than the code (iteration to a fixed point in plain sets, shares by
dense elimination), and collects the answers over all worlds at the corners of the bounds.
"""

import itertools
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from licet.screening.ownership import NOBODY_STATED, Graph, Measure, Stake, Standing, holders_above, reach

LINK = Measure(threshold=Fraction(50), inclusive=True, control=False, readings=("link",))
OVER = replace(LINK, inclusive=False)
PRODUCT = replace(LINK, readings=("product",))
EITHER = replace(LINK, readings=("link", "product"))
CONTROL = replace(LINK, control=True)
APART = replace(LINK, joint=False)
ARRANGED = replace(LINK, joint=None)


def stake(text: str, controls: bool | None = False) -> Stake:
    """`X>A 50` or `X>A 40-60`; `X>A ?` is unknown."""
    way, share = text.split()
    holder, held = way.split(">")
    low, _, high = share.partition("-")
    least, most = (Fraction(0), Fraction(100)) if share == "?" else (Fraction(low), Fraction(high or low))
    return Stake(holder=holder, held=held, least=least, most=most, controls=controls)


def graph(*stakes: str | Stake, open_to: str = "") -> Graph:
    """Every company's holders are all stated, but for those named in `open_to`."""
    made = tuple(one if isinstance(one, Stake) else stake(one) for one in stakes)
    nodes = {node for one in made for node in (one.holder, one.held)} | {"T"}
    return Graph(stakes=made, complete=frozenset(nodes) - set(open_to.split()))


def outcome(net: Graph, listed: str, test: Measure, target: str = "T", maybe: str = "") -> Standing:
    standings: dict[str, Standing] = {node: "no" for one in net.stakes for node in (one.holder, one.held)}
    standings |= dict.fromkeys(listed.split(), "yes") | dict.fromkeys(maybe.split(), "unknown")
    return reach(net, standings, target, test).outcome


WORKED: list[tuple[str, Graph, str, Measure, Standing]] = [
    ("half is enough", graph("X>T 50"), "X", LINK, "yes"),
    ("just under half is not", graph("X>T 49.9999"), "X", LINK, "no"),
    ("where more than half is asked, half is not", graph("X>T 50"), "X", OVER, "no"),
    ("where more than half is asked, a trace more is", graph("X>T 50.0001"), "X", OVER, "yes"),
    ("two quarters of two listed persons add up", graph("X>T 25", "Y>T 25"), "X Y", LINK, "yes"),
    ("FAQ 401, 1: half of a half counts whole", graph("X>A 50", "A>T 50"), "X", LINK, "yes"),
    ("FAQ 401, 2: two reached companies add up", graph("X>A 50", "X>B 50", "A>T 25", "B>T 25"), "X", LINK, "yes"),
    ("FAQ 401, 3: a reached company and the person add up", graph("X>A 50", "A>T 40", "X>T 10"), "X", LINK, "yes"),
    ("FAQ 401, 4: a company that is not reached adds nothing", graph("X>A 50", "X>B 25", "A>T 25", "B>T 25"), "X", LINK, "no"),
    ("FAQ 401, 5: nothing passes through minorities", graph("X>A 25", "X>B 25", "A>T 50", "B>T 50"), "X", LINK, "no"),
    ("shares of shares: a quarter of it all", graph("X>A 50", "A>T 50"), "X", PRODUCT, "no"),
    ("shares of shares: many minorities make a majority", graph("X>A 49", "A>T 98", "X>T 2"), "X", PRODUCT, "yes"),
    (
        "shares of shares: what is open goes to whoever counts most",
        graph("X>A 90", "X>B 10", "B>T 0-100", "A>T 0-100"),
        "X",
        PRODUCT,
        "unknown",
    ),
    ("a choice among equals does not close a circle", graph("T>T 50-100", "X>T 0-100"), "X", PRODUCT, "unknown"),
    ("the strictest of both readings, by links", graph("X>A 50", "A>T 50"), "X", EITHER, "yes"),
    ("the strictest of both readings, by shares", graph("X>A 49", "A>T 98", "X>T 2"), "X", EITHER, "yes"),
    ("the same holder by two ways", graph("X>A 60", "X>B 60", "A>T 30", "B>T 20"), "X", LINK, "yes"),
    ("a circle alone reaches nobody", graph("A>T 100", "T>A 100"), "", EITHER, "no"),
    ("a circle with a listed person in it", graph("X>A 50", "T>A 50", "A>T 60"), "X", LINK, "yes"),
    ("a circle by shares: 40 of A, A and T hold 60 of each other", graph("X>A 40", "T>A 60", "A>T 60"), "X", PRODUCT, "no"),
    ("a company's own shares are shared out", graph("X>T 30", "T>T 40"), "X", PRODUCT, "yes"),
    ("a company's own shares are nobody's by links either", graph("X>T 30", "T>T 40"), "X", LINK, "yes"),
    ("own shares between bounds", graph("X>T 30", "T>T 30-40"), "X", LINK, "unknown"),
    ("own shares between bounds that stay below", graph("X>T 30", "T>T 30-39"), "X", LINK, "no"),
    ("own shares and somebody not stated", graph("T>T 60", open_to="T"), "", LINK, "unknown"),
    ("an unknown share is open", graph("X>T ?"), "X", LINK, "unknown"),
    ("an unknown share that others leave no room for is not", graph("X>T ?", "Y>T 51"), "X", LINK, "no"),
    ("a range across the line is open", graph("X>T 40-60"), "X", LINK, "unknown"),
    ("a range above the line is not", graph("X>T 50-60"), "X", LINK, "yes"),
    ("ranges that cannot both be large", graph("X>T 10-30", "Y>T 60-80"), "X", LINK, "no"),
    ("whoever is not stated may be anybody", graph(open_to="T"), "", LINK, "unknown"),
    ("whoever is not stated holds no more than is left", graph("Y>T 51", open_to="T"), "", LINK, "no"),
    ("unstated owners further up", graph("A>T 50", open_to="A"), "", LINK, "unknown"),
    ("unstated owners further up, by shares", graph("A>T 49", open_to="A"), "", PRODUCT, "no"),
    ("control reaches at any share", graph(stake("X>T 1", True)), "X", CONTROL, "yes"),
    ("control is passed on", graph(stake("X>A 1", True), stake("A>T 1", True)), "X", CONTROL, "yes"),
    ("control does not count where the regime is one of ownership", graph(stake("X>T 1", True)), "X", LINK, "no"),
    ("control not stated is open", graph(stake("X>T 1", None)), "X", CONTROL, "unknown"),
    ("an unstated controller is open, whatever is left", graph("Y>T 99", open_to="T"), "", CONTROL, "unknown"),
    ("several who may act apart", graph("X>T 30", "Y>T 30"), "X Y", ARRANGED, "unknown"),
    ("several who do act apart", graph("X>T 30", "Y>T 30"), "X Y", APART, "no"),
    ("one of several who act apart", graph("X>T 50", "Y>T 30"), "X Y", APART, "yes"),
    ("one person by two companies, acting apart from others", graph("X>A 60", "X>B 60", "A>T 25", "B>T 25"), "X", APART, "yes"),
    ("figures that make more than the whole settle nothing", graph("X>T 60", "Y>T 60"), "X", LINK, "unknown"),
]


@pytest.mark.parametrize(("says", "net", "listed", "test", "expected"), WORKED, ids=[case[0] for case in WORKED])
def test_worked_cases(says: str, net: Graph, listed: str, test: Measure, expected: Standing) -> None:
    assert outcome(net, listed, test) == expected, says


def test_a_hit_that_is_open_leaves_open_what_a_listed_one_would_settle() -> None:
    assert outcome(graph("X>T 50"), "", LINK, maybe="X") == "unknown"
    assert outcome(graph("X>T 49"), "", LINK, maybe="X") == "no"
    assert reach(graph("X>T 50"), {}, "T", LINK).outcome == "unknown", "a holder nobody screened"


def test_the_companys_own_listing_plays_no_part() -> None:
    assert outcome(graph("Y>T 100"), "T", LINK) == "no"


def test_the_figures_are_exact() -> None:
    """Thirds and circles: X holds a third of A; A and T hold a third of each other."""
    third = Fraction(100, 3)
    net = Graph(
        stakes=tuple(
            Stake(holder=holder, held=held, least=third, most=third, controls=False)
            for holder, held in (("X", "A"), ("T", "A"), ("A", "T"))
        ),
        complete=frozenset("XAT"),
    )
    found = reach(net, {"X": "yes", "A": "no", "T": "no"}, "T", PRODUCT)
    assert found.least == found.most == Fraction(100, 8)


def test_the_way_is_told_from_the_listed_down() -> None:
    found = reach(graph("X>A 50", "A>T 60", "Y>T 40"), {"X": "yes", "A": "no", "Y": "no"}, "T", LINK)
    assert [(step.holder, step.held, step.standing) for step in found.through] == [("X", "A", "yes"), ("A", "T", "yes")]
    assert (found.least, found.most) == (60, 60)
    hazy = reach(graph("A>T 60", "Y>T 40", open_to="A"), {"A": "no", "Y": "no"}, "T", LINK)
    assert [(step.holder, step.held) for step in hazy.through] == [(NOBODY_STATED, "A"), ("A", "T")]


def test_a_wide_tree_and_a_long_circle_end_quickly() -> None:
    ring = [f"N{i}>N{(i + 1) % 300} 60" for i in range(300)]
    assert outcome(graph("X>N0 40", *ring, "N7>T 100"), "X", EITHER) == "no"
    fan = [f"H{i}>T 0.04" for i in range(2000)]
    assert outcome(graph(*fan), " ".join(f"H{i}" for i in range(0, 2000, 2)), EITHER) == "no"
    assert len(holders_above(graph(*fan), "T")) == 2001


# ---- the oracle


def world_by_link(
    shares: dict[tuple[str, str], Fraction], controls: set[tuple[str, str]], listed: set[str], test: Measure
) -> set[str]:
    held_by = {held for _, held in shares}
    reached = set(listed)
    for _ in range(len(held_by) + 1):
        for company in held_by:
            sum_of = sum((share for (holder, held), share in shares.items() if held == company and holder in reached), Fraction(0))
            if test.reached(sum_of) or (test.control and any(held == company and holder in reached for holder, held in controls)):
                reached.add(company)
    return reached


def world_by_product(shares: dict[tuple[str, str], Fraction], listed: set[str]) -> dict[str, Fraction]:
    """Dense elimination over the companies that the listed reach by some way."""
    fed = set(listed)
    for _ in shares:
        fed |= {held for (holder, held), share in shares.items() if holder in fed and share > 0}
    unknowns = sorted(fed - listed)
    rows = []
    for company in unknowns:
        row = [
            (Fraction(1) if other == company else Fraction(0)) - shares.get((other, company), Fraction(0)) / 100
            for other in unknowns
        ]
        rows.append(
            [*row, sum((share for (holder, held), share in shares.items() if held == company and holder in listed), Fraction(0))]
        )
    size = len(unknowns)
    for index in range(size):
        pivot = next(line for line in range(index, size) if rows[line][index] != 0)
        rows[index], rows[pivot] = rows[pivot], rows[index]
        rows[index] = [value / rows[index][index] for value in rows[index]]
        for line in range(size):
            if line != index:
                factor = rows[line][index]
                rows[line] = [value - factor * other for value, other in zip(rows[line], rows[index], strict=True)]
    return {company: rows[index][-1] for index, company in enumerate(unknowns)} | dict.fromkeys(listed, Fraction(100))


def corners(net: Graph, held: str) -> list[dict[tuple[str, str], Fraction]]:
    """Every corner of what the stakes in one company can be together: each at a bound but for at most one that takes the rest.

    Whoever is not stated is a holder of its own, `?held`, of 0 to 100.
    """
    stakes = [(one.holder, one.least, one.most) for one in net.stakes if one.held == held]
    if held not in net.complete:
        stakes.append((f"?{held}", Fraction(0), Fraction(100)))
    found: dict[tuple[Fraction, ...], None] = {}
    for picked in itertools.product(*(((least, most) if least != most else (least,)) for _, least, most in stakes)):
        if sum(picked) <= 100:
            found[picked] = None
        for index, (_, least, most) in enumerate(stakes):
            rest = 100 - sum((share for other, share in enumerate(picked) if other != index), Fraction(0))
            if least <= rest <= most:
                found[(*picked[:index], rest, *picked[index + 1 :])] = None
    return [{(holder, held): share for (holder, _, _), share in zip(stakes, shares, strict=True)} for shares in found]


def worlds(
    net: Graph, standings: dict[str, Standing]
) -> list[tuple[dict[tuple[str, str], Fraction], set[str], set[tuple[str, str]]]]:
    nodes = sorted({node for one in net.stakes for node in (one.holder, one.held)} | {"T"})
    unsaid = [f"?{node}" for node in nodes if node not in net.complete]
    maybe = [node for node in nodes if standings.get(node) == "unknown" and node != "T"] + unsaid
    sure = {node for node in nodes if standings.get(node) == "yes" and node != "T"}
    steered = {(one.holder, one.held) for one in net.stakes if one.controls}
    open_control = [(one.holder, one.held) for one in net.stakes if one.controls is None]
    open_control += [(f"?{node}", node) for node in nodes if node not in net.complete]
    found = []
    for parts in itertools.product(*(corners(net, node) for node in nodes)):
        shares = {key: share for part in parts for key, share in part.items()}
        for listed in itertools.product((False, True), repeat=len(maybe)):
            for control in itertools.product((False, True), repeat=len(open_control)):
                found.append(
                    (
                        shares,
                        sure | {node for node, is_listed in zip(maybe, listed, strict=True) if is_listed},
                        steered | {edge for edge, is_so in zip(open_control, control, strict=True) if is_so},
                    )
                )
    return found


def oracle(net: Graph, standings: dict[str, Standing], test: Measure) -> Standing:
    said = set()
    for shares, listed, controls in worlds(net, standings):
        if test.readings == ("link",):
            said.add("T" in world_by_link(shares, controls, listed, test))
        else:
            said.add(test.reached(world_by_product(shares, listed).get("T", Fraction(0))))
        if len(said) == 2:
            return "unknown"
    return "yes" if said == {True} else "no"


SHARES = st.sampled_from(["0", "10", "25", "49", "50", "51", "100", "?", "10-30", "40-60", "50-75"])


@st.composite
def nets(draw: Any) -> tuple[Graph, dict[str, Standing]]:
    """Up to four persons and companies, holding of each other in any way, circles included; own shares have cases of their own."""
    nodes = ["T", "A", "B", "X"]
    ways = draw(st.lists(st.sampled_from([(a, b) for a in nodes for b in nodes if b not in ("X", a)]), unique=True, max_size=4))
    made = [stake(f"{holder}>{held} {draw(SHARES)}", draw(st.sampled_from([False, False, True, None]))) for holder, held in ways]
    made = [one for one in made if sum((other.least for other in made if other.held == one.held), Fraction(0)) <= 100]
    complete = frozenset(node for node in nodes if node == "X" or draw(st.sampled_from([True, True, False])))
    standings: dict[str, Standing] = {node: draw(st.sampled_from(["no", "no", "yes", "unknown"])) for node in nodes}
    return Graph(stakes=tuple(made), complete=complete), standings


@settings(max_examples=150, deadline=None)
@given(nets(), st.sampled_from([LINK, OVER, CONTROL]))
def test_link_by_link_is_exact_over_every_world(net: tuple[Graph, dict[str, Standing]], test: Measure) -> None:
    made, standings = net
    assume(sum(one.least != one.most for one in made.stakes) + len({"T", "A", "B"} - made.complete) <= 4)
    assert reach(made, standings, "T", test).outcome == oracle(made, standings, test)


@settings(max_examples=150, deadline=None)
@given(nets(), st.sampled_from([PRODUCT, replace(PRODUCT, inclusive=False)]))
def test_shares_of_shares_are_exact_over_every_world(net: tuple[Graph, dict[str, Standing]], test: Measure) -> None:
    """The largest and the least effective share stand at a corner of the bounds, so corners are enough."""
    made, standings = net
    assume(sum(one.least != one.most for one in made.stakes) + len({"T", "A", "B"} - made.complete) <= 4)
    found = reach(made, standings, "T", test)
    every = [world_by_product(shares, listed).get("T", Fraction(0)) for shares, listed, _ in worlds(made, standings)]
    assert (found.least, found.most) == (min(every), max(every))
    assert found.outcome == oracle(made, standings, test)


TESTS = st.sampled_from([LINK, OVER, PRODUCT, EITHER, CONTROL, APART, ARRANGED])


@settings(max_examples=300, deadline=None)
@given(nets(), TESTS, st.data())
def test_haze_never_clears(net: tuple[Graph, dict[str, Standing]], test: Measure, data: st.DataObject) -> None:
    """Widening a share, forgetting who controls, that all are stated, or that a holder is cleared, never leads to no."""
    made, standings = net
    before = reach(made, standings, "T", test).outcome
    assume(before != "no")
    hazier_stakes = []
    for one in made.stakes:
        hazy = one
        if data.draw(st.booleans()):
            least = min(one.least, data.draw(st.sampled_from([one.least, Fraction(0)])))
            most = max(one.most, data.draw(st.sampled_from([one.most, Fraction(100)])))
            hazy = replace(one, least=least, most=most, controls=data.draw(st.sampled_from([one.controls, None])))
        hazier_stakes.append(hazy)
    complete = made.complete - data.draw(st.sets(st.sampled_from(["T", "A", "B"])))
    hazier = Graph(stakes=tuple(hazier_stakes), complete=frozenset(complete))
    forgotten = {node: "unknown" if data.draw(st.booleans()) else standing for node, standing in standings.items()}
    assert reach(hazier, forgotten, "T", test).outcome != "no"  # type: ignore[arg-type]


@settings(max_examples=300, deadline=None)
@given(nets(), TESTS)
def test_a_stake_left_out_never_clears_once_its_company_is_open(net: tuple[Graph, dict[str, Standing]], test: Measure) -> None:
    made, standings = net
    assume(reach(made, standings, "T", test).outcome != "no")
    for one in made.stakes:
        poorer = Graph(stakes=tuple(other for other in made.stakes if other != one), complete=made.complete - {one.held})
        assert reach(poorer, standings, "T", test).outcome != "no", one


@settings(max_examples=200, deadline=None)
@given(nets(), TESTS)
def test_the_order_of_statements_plays_no_part(net: tuple[Graph, dict[str, Standing]], test: Measure) -> None:
    made, standings = net
    turned = replace(made, stakes=tuple(reversed(made.stakes)))
    one, other = reach(made, standings, "T", test), reach(turned, standings, "T", test)
    assert (one.outcome, one.least, one.most) == (other.outcome, other.least, other.most)
