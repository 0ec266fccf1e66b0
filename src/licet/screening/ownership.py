"""How much of a company listed persons hold, over a graph of who holds what of whom, in exact arithmetic.

Shares are percentages as fractions, each between a least and a most; an unknown share lies between
0 and 100, and who is not stated may be anybody. Whether a holder counts is `yes`, `no` or
`unknown`. Every answer holds for all figures that the bounds allow: `yes` when the company is
reached whatever they are, `no` when it is reached under none, else `unknown`. So widening a bound,
or taking a statement away, can only lead to `unknown`.

Two readings of an indirect holding: `link` (whoever is reached counts whole further down, as the
OFAC 50 Percent Rule says) and `product` (shares of shares, along every way). Holders may hold each
other: a circle alone blocks nobody, since both readings take the least solution.
"""

from collections.abc import Iterable, Mapping, Set
from fractions import Fraction
from typing import Literal

import msgspec

Standing = Literal["yes", "no", "unknown"]
Reading = Literal["link", "product"]
WHOLE = Fraction(100)
NOBODY_STATED = "whoever is not stated"


class Stake(msgspec.Struct, frozen=True, kw_only=True):
    """What one holder has in one company: percent between `least` and `most`, and whether it controls (None is unknown)."""

    holder: str
    held: str
    least: Fraction
    most: Fraction
    controls: bool | None = None


class Graph(msgspec.Struct, frozen=True, kw_only=True):
    """Stakes, at most one for a holder and a company, and the companies all of whose holders and controllers are stated.

    `anybodys` are companies of which one account names no holder at all: whatever another account
    says, all of it may be held by whoever is not stated.
    """

    stakes: tuple[Stake, ...]
    complete: frozenset[str]
    anybodys: frozenset[str] = frozenset()


class Measure(msgspec.Struct, frozen=True, kw_only=True):
    """From which share on a company is reached, whether control does the same, and how indirect holdings count.

    `inclusive`: the threshold itself reaches. `joint`: whether holdings of different persons are added
    up; None where that turns on an arrangement between them nobody has found out about, so that
    several who reach it together, and none alone, leave it open.
    """

    threshold: Fraction
    inclusive: bool
    control: bool
    readings: tuple[Reading, ...]
    joint: bool | None = True

    def reached(self, share: Fraction) -> bool:
        return share >= self.threshold if self.inclusive else share > self.threshold


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One stake on the way to the company: `standing` says of the holder itself whether it counts (`yes` here: certainly)."""

    holder: str
    held: str
    least: Fraction
    most: Fraction
    controls: bool | None
    standing: Standing


class Reach(msgspec.Struct, frozen=True, kw_only=True):
    """Whether a company is reached, the least and most percent of it that counts, and the stakes that make it so.

    `reading` is the one that decided; `through` runs from the listed down to the company.
    """

    outcome: Standing
    least: Fraction
    most: Fraction
    reading: Reading
    through: tuple[Step, ...]


def reach(graph: Graph, listed: Mapping[str, Standing], target: str, test: Measure) -> Reach:
    """Whether those who are listed reach `target` by what they hold; a holder absent from `listed` is unknown.

    The target's own standing plays no part. Several readings: the strictest answer stands.
    """
    net = _above(graph, target)
    if not net.into[target] and target in net.complete:
        return Reach(outcome="no", least=Fraction(0), most=Fraction(0), reading=test.readings[0], through=())
    standings = {node: listed.get(node, "unknown") for node in net.into} | {target: "no"}
    found = [
        _by_link(net, standings, target, test) if reading == "link" else _by_product(net, standings, target, test)
        for reading in test.readings
    ]
    order: tuple[Standing, ...] = ("yes", "unknown", "no")
    return min(found, key=lambda one: order.index(one.outcome))


def holders_above(graph: Graph, target: str) -> tuple[str, ...]:
    """A company and everyone who holds of it at any remove, each once."""
    return tuple(_above(graph, target).into)


class _Net:
    """The part of a graph above one company: everyone there with the stakes in it, each once, circles included."""

    def __init__(self, into: dict[str, tuple[Stake, ...]], graph: Graph) -> None:
        self.into = into
        self.complete = graph.complete - graph.anybodys
        self.anybodys = graph.anybodys & into.keys()

    def spare(self, held: str) -> Fraction:
        """What the least of all stakes leaves."""
        return WHOLE - sum((stake.least for stake in self.into[held]), Fraction(0))

    def unstated(self, held: str) -> Fraction:
        """The most that those who are not stated can hold of a company."""
        if held in self.anybodys:
            return WHOLE
        return Fraction(0) if held in self.complete else self.spare(held)


def _above(graph: Graph, target: str) -> _Net:
    by_held: dict[str, list[Stake]] = {}
    for stake in graph.stakes:
        by_held.setdefault(stake.held, []).append(stake)
    near: dict[str, tuple[Stake, ...]] = {}
    waiting = [target]
    while waiting:
        held = waiting.pop()
        if held not in near:
            near[held] = _without_own(held, _possible_together(by_held.get(held, [])))
            waiting += [stake.holder for stake in near[held]]
    return _Net(near, graph)


def _possible_together(stakes: list[Stake]) -> tuple[Stake, ...]:
    """The stakes in one company; where their least figures make more than the whole, none of them is known."""
    if sum((stake.least for stake in stakes), Fraction(0)) <= WHOLE:
        return tuple(stakes)
    return tuple(msgspec.structs.replace(stake, least=Fraction(0), most=WHOLE) for stake in stakes)


def _without_own(held: str, stakes: tuple[Stake, ...]) -> tuple[Stake, ...]:
    """The stakes of others as parts of what a company does not hold of itself: its own shares are nobody's."""
    own = next((stake for stake in stakes if stake.holder == held), None)
    if own is None:
        return stakes
    return tuple(
        msgspec.structs.replace(stake, least=_part(stake.least, own.least), most=_part(stake.most, own.most))
        for stake in stakes
        if stake is not own
    )


def _part(share: Fraction, own: Fraction) -> Fraction:
    if share >= WHOLE - own:
        return WHOLE if share > 0 else share
    return share * WHOLE / (WHOLE - own)


# ---- link by link


def _by_link(net: _Net, listed: Mapping[str, Standing], target: str, test: Measure) -> Reach:
    maybe = [node for node, standing in listed.items() if standing != "no"]
    together = frozenset(node for node in maybe if listed[node] == "yes")
    certain = [_certainly_reached(net, seed, test) for seed in ([together] if test.joint else _each(together))]
    possible = frozenset().union(
        *(_possibly_reached(net, seed, test) for seed in (_each(maybe) if test.joint is False else [frozenset(maybe)]))
    )
    surely = next((reached for reached in certain if target in reached), None)
    outcome: Standing = "yes" if surely is not None else "unknown" if target in possible else "no"
    counted = surely if surely is not None else max(certain, key=lambda reached: _least(net, target, reached))
    return Reach(
        outcome=outcome,
        least=_least(net, target, counted),
        most=_most(net, target, possible),
        reading="link",
        through=_through(net, listed, target, counted if outcome == "yes" else possible, frozenset().union(*certain)),
    )


def _each(persons: Iterable[str]) -> list[frozenset[str]]:
    """Each person alone, and nobody: whom nobody has stated may still be somebody."""
    return [frozenset(), *(frozenset({person}) for person in persons)]


def _certainly_reached(net: _Net, listed: Set[str], test: Measure) -> frozenset[str]:
    """Who is reached whatever the true figures: the least set that holds the listed and whomever its members reach.

    The set only grows, among finitely many, so this ends.
    """
    reached = set(listed)
    while True:
        more = {
            held
            for held in net.into.keys() - reached
            if test.reached(_least(net, held, reached))
            or (test.control and any(stake.controls and stake.holder in reached for stake in net.into[held]))
        }
        if not more:
            return frozenset(reached)
        reached |= more


def _possibly_reached(net: _Net, listed: Set[str], test: Measure) -> frozenset[str]:
    """Who is reached under some figures that the bounds allow, if these are listed; grows likewise."""
    reached = set(listed)
    while True:
        more = {
            held
            for held in net.into.keys() - reached
            if test.reached(_most(net, held, reached)) or (test.control and _may_be_controlled(net, held, reached))
        }
        if not more:
            return frozenset(reached)
        reached |= more


def _may_be_controlled(net: _Net, held: str, reached: Set[str]) -> bool:
    return held not in net.complete or any(stake.controls is not False and stake.holder in reached for stake in net.into[held])


def _least(net: _Net, held: str, counted: Set[str]) -> Fraction:
    return min(sum((stake.least for stake in net.into[held] if stake.holder in counted), Fraction(0)), WHOLE)


def _most(net: _Net, held: str, counted: Set[str]) -> Fraction:
    """The largest sum of the counted holders' shares: theirs at most, and never more than the others leave."""
    if held in net.anybodys:
        return WHOLE
    theirs = sum((stake.most for stake in net.into[held] if stake.holder in counted), net.unstated(held))
    others = sum((stake.least for stake in net.into[held] if stake.holder not in counted), Fraction(0))
    return max(min(theirs, WHOLE - others), Fraction(0))


# ---- shares of shares


def _by_product(net: _Net, listed: Mapping[str, Standing], target: str, test: Measure) -> Reach:
    least = _total(
        {stake: stake.least for stakes in net.into.values() for stake in stakes},
        {},
        {node for node, one in listed.items() if one == "yes"},
    )
    most = _largest(net, {node for node, standing in listed.items() if standing != "no"} | net.anybodys)
    outcome: Standing = (
        "yes"
        if test.reached(least.get(target, Fraction(0)))
        else "unknown"
        if test.reached(most.get(target, Fraction(0)))
        else "no"
    )
    counted = {node for node, share in (least if outcome == "yes" else most).items() if share > 0}
    return Reach(
        outcome=outcome,
        least=least.get(target, Fraction(0)),
        most=most.get(target, Fraction(0)),
        reading="product",
        through=_through(net, listed, target, counted, {node for node, share in least.items() if share > 0}),
    )


def _largest(net: _Net, listed: Set[str]) -> dict[str, Fraction]:
    """The largest effective share of every company, over all figures the bounds allow (100 for the listed themselves).

    What a company's stakes leave open goes to the holders with the largest effective share first, and
    stays where it was unless that is strictly better: a choice among equals could close a circle that
    nothing enters. Each round solves the shares exactly for one such choice; they never shrink, and
    there are finitely many choices, so the rounds end at the largest solution.
    """
    # Whoever is not stated may be listed, and nobody counts for more.
    unstated = {held: net.unstated(held) for held in net.into}
    chosen = {stake: stake.least for stakes in net.into.values() for stake in stakes}
    shares = _total(chosen, unstated, listed)
    while True:
        better: dict[Stake, Fraction] = {}
        for held, stakes in net.into.items():
            given = _given_first(stakes, max(net.spare(held) - unstated[held], Fraction(0)), shares)
            if _worth(given, shares) > _worth({stake: chosen[stake] for stake in stakes}, shares):
                better |= given
        if not better:
            return shares
        chosen |= better
        shares = _total(chosen, unstated, listed)


def _given_first(stakes: tuple[Stake, ...], spare: Fraction, shares: Mapping[str, Fraction]) -> dict[Stake, Fraction]:
    """Each stake at its least, and what is spare to the holders with the largest effective share first."""
    given: dict[Stake, Fraction] = {}
    for stake in sorted(stakes, key=lambda one: -shares.get(one.holder, Fraction(0))):
        more = min(stake.most - stake.least, spare)
        given[stake] = stake.least + more
        spare -= more
    return given


def _worth(given: Mapping[Stake, Fraction], shares: Mapping[str, Fraction]) -> Fraction:
    return sum((share * shares.get(stake.holder, Fraction(0)) for stake, share in given.items()), Fraction(0))


def _total(chosen: Mapping[Stake, Fraction], unstated: Mapping[str, Fraction], listed: Set[str]) -> dict[str, Fraction]:
    """The effective share of everyone, given one figure for each stake: the least solution, by exact elimination.

    Only companies that some way from the listed leads to have a share above 0. Among them every circle
    lets something in from outside, so less than all of it goes round, and each elimination divides by
    more than 0.
    """
    fixed = dict.fromkeys(listed, WHOLE)
    rows: dict[str, dict[str, Fraction]] = {}
    sure: dict[str, Fraction] = {held: share for held, share in unstated.items() if held not in listed and share > 0}
    for stake, share in chosen.items():
        if stake.held in listed or share == 0:
            continue
        if stake.holder in fixed:
            sure[stake.held] = sure.get(stake.held, Fraction(0)) + share
        else:
            rows.setdefault(stake.held, {})[stake.holder] = share / WHOLE
    reached = _downstream(set(sure), rows)
    rows = {
        held: {holder: part for holder, part in rows.get(held, {}).items() if holder in reached}
        for held in sorted(reached, key=lambda one: (len(rows.get(one, {})), one))
    }
    solved: list[tuple[str, Fraction, dict[str, Fraction]]] = []
    for node in list(rows):
        row, base = rows.pop(node), sure.get(node, Fraction(0))
        round_trip = 1 - row.pop(node, Fraction(0))
        row, base = {holder: part / round_trip for holder, part in row.items()}, base / round_trip
        solved.append((node, base, row))
        for held, other in rows.items():
            part = other.pop(node, None)
            if part is not None:
                sure[held] = sure.get(held, Fraction(0)) + part * base
                for holder, further in row.items():
                    other[holder] = other.get(holder, Fraction(0)) + part * further
    shares: dict[str, Fraction] = dict(fixed)
    for node, base, row in reversed(solved):
        shares[node] = base + sum((part * shares[holder] for holder, part in row.items()), Fraction(0))
    return shares


def _downstream(seed: set[str], rows: Mapping[str, Mapping[str, Fraction]]) -> set[str]:
    reached = set(seed)
    while more := {held for held, row in rows.items() if held not in reached and not reached.isdisjoint(row)}:
        reached |= more
    return reached


# ---- the way, for people


def _through(
    net: _Net, listed: Mapping[str, Standing], target: str, counted: Iterable[str], surely: Iterable[str]
) -> tuple[Step, ...]:
    """The stakes of counted holders that lead to the target, from the listed down to it."""
    counted, surely = frozenset(counted), frozenset(surely)
    steps: list[Step] = []
    seen = {target}
    waiting = [target]
    while waiting:
        held = waiting.pop(0)
        for stake in net.into[held]:
            if stake.holder not in counted or (stake.most == 0 and stake.controls is False):
                continue
            steps.append(
                Step(
                    holder=stake.holder,
                    held=held,
                    least=stake.least,
                    most=stake.most,
                    controls=stake.controls,
                    standing="yes" if stake.holder in surely else "unknown",
                )
            )
            if stake.holder not in seen and listed.get(stake.holder) != "yes":
                seen.add(stake.holder)
                waiting.append(stake.holder)
        if held not in net.complete and not surely >= {target}:
            steps.append(
                Step(holder=NOBODY_STATED, held=held, least=Fraction(0), most=net.unstated(held), controls=None, standing="unknown")
            )
    return tuple(reversed(steps))
