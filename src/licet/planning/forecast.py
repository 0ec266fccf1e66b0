"""When a contract will be complete: what became of the stated days of contracts that stood where it stands.

A reference class: contracts that were in the same stage (all others while those are few), and of these the half with the
most similar time left. How far each one's day moved, as a part of the time that was left, is a sample; a rank of it, one
further than the plain quantile (split conformal), is the forecast. No distribution is assumed: many days stand still and the
rest move far. What was not known on the day is not used.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from licet.encoding.canonical import Digest, digest_of_value
from licet.planning.plan import Frozen
from licet.planning.reports import Report, Reports

FEWEST = 5
"""With fewer contracts to learn from there is no forecast."""
ALL_STAGES = "all stages"
SMALL = 20
"""A stage with fewer contracts borrows all others, and says that it is weak."""
NEAREST = 2 * SMALL
"""At least so many of a class are learned from, where it has them; of a larger class the half with the most similar time left."""
SHORTEST_DAYS = 90
"""Time left is counted as at least so long: a day that has passed, or nearly, leaves more to do than its date says."""
LEVELS = (10, 50, 80, 90, 95)


class Experience(NamedTuple):
    """What became of a contract's stated day: the time left when it was stated, how far it moved against that, whether it is over."""

    contract: str
    days_left: int
    moved: Fraction
    ended: bool


class Quantile(Frozen, frozen=True, kw_only=True):
    """The day by which so many per cent are complete; None where so few contracts cannot tell."""

    percent: int
    on: dt.date | None


class Forecast(Frozen, frozen=True, kw_only=True):
    """When one open contract will be complete.

    `learned_from` contracts in `stage_class`; `unmoved` of them kept their stated day. `held` of `tried` is how often the 80 %
    day would have held for each of them, had it been forecast from the others.
    """

    contract: str
    as_of: dt.date
    stage: str
    stated_on: dt.date
    quantiles: tuple[Quantile, ...]
    stage_class: str
    learned_from: int
    unmoved: int
    still_open: int
    terminated: int
    held: int
    tried: int
    weak: bool
    says: str


class Forecasts(Frozen, frozen=True, kw_only=True, tag_field="shape", tag="forecasts/1"):
    """The forecast of every open contract, from what was known on `as_of`, with the digest of what it was made from."""

    as_of: dt.date
    reports: Digest
    forecasts: tuple[Forecast, ...]


def forecasts(reports: Reports, *, as_of: dt.date | None = None, reference: Reports | None = None) -> Forecasts:
    """Forecast every contract that is open on a day: that of the latest report if none is given. `reference` is further experience."""
    day = as_of or max(report.as_of for report in reports.reports)
    known = by_contract(report for report in reports.reports if report.as_of <= day)
    other = by_contract(report for report in (reference.reports if reference else ()) if report.as_of <= day)
    history = [*known.values(), *(rows for contract, rows in other.items() if contract not in known)]
    ended = sum(1 for rows in history if rows[-1].status == "terminated")
    found = [
        forecast(rows[-1], history_without(history, rows[-1].contract), day, ended)
        for rows in known.values()
        if rows[-1].status == "open"
    ]
    return Forecasts(
        as_of=day,
        reports=digest_of_value([reports, *([reference] if reference else [])]),
        forecasts=tuple(sorted(found, key=lambda one: one.contract)),
    )


def by_contract(reports: Iterable[Report]) -> dict[str, list[Report]]:
    """The reports of each contract in the order of their days."""
    found: dict[str, list[Report]] = {}
    for report in sorted(reports, key=lambda one: (one.contract, one.as_of)):
        found.setdefault(report.contract, []).append(report)
    return found


def history_without(history: Sequence[Sequence[Report]], contract: str) -> list[Sequence[Report]]:
    """The history of all other contracts."""
    return [rows for rows in history if rows[0].contract != contract]


def span(report: Report) -> int:
    """The days that a report leaves until its stated day, the shortest span at least."""
    return max((report.end_on - report.as_of).days, SHORTEST_DAYS)


def experience(rows: Sequence[Report], stage: str | None, days_left: int) -> Experience | None:
    """What became of one contract since its report, in a stage or any, whose time left was most like the one asked about.

    An open contract counts once it has been followed for half of the time that was left: earlier, most of what will delay it has
    not happened. None while it is too early to say, and for one that was terminated.
    """
    last = rows[-1]
    if last.status == "terminated":
        return None
    fit = [one for one in rows if one.status == "open" and stage in (None, one.stage) and _followed(one, last)]
    if not fit:
        return None
    first = min(fit, key=lambda one: (_unlike(span(one), days_left), one.as_of))
    moved = Fraction((last.end_on - first.end_on).days, span(first))
    return Experience(contract=first.contract, days_left=span(first), moved=moved, ended=last.status == "complete")


def _followed(first: Report, last: Report) -> bool:
    return last.as_of > first.as_of and (last.status == "complete" or 2 * (last.as_of - first.as_of).days >= span(first))


def _unlike(days: int, other: int) -> Fraction:
    """How many times as long the longer of two spans is."""
    return Fraction(max(days, other), min(days, other))


def reference_class(history: Sequence[Sequence[Report]], stage: str, days_left: int) -> tuple[str, list[Experience]]:
    """The contracts to learn from: those that were in the stage, or all where they are few; the half most alike in time left."""
    name, seen = stage, _experiences(history, stage, days_left)
    if len(seen) < SMALL:
        name, seen = ALL_STAGES, _experiences(history, None, days_left)
    seen.sort(key=lambda one: (_unlike(one.days_left, days_left), one.contract))
    return name, seen[: max(NEAREST, len(seen) // 2)]


def _experiences(history: Sequence[Sequence[Report]], stage: str | None, days_left: int) -> list[Experience]:
    return [one for one in (experience(rows, stage, days_left) for rows in history) if one]


def conformal(moves: Sequence[Fraction], percent: int) -> Fraction | None:
    """The move that so many per cent of the next ones stay below: a rank of those seen, counted as if the next were among them."""
    ordered = sorted(moves)
    if percent < 50:
        rank = (len(ordered) + 1) * percent // 100
        return ordered[rank - 1] if rank >= 1 else None
    rank = -(-(len(ordered) + 1) * percent // 100)
    return ordered[rank - 1] if rank <= len(ordered) else None


def forecast(report: Report, history: Sequence[Sequence[Report]], day: dt.date, terminated: int = 0) -> Forecast:
    """The forecast of one open contract from its latest report and the history of the others."""
    name, seen = reference_class(history, report.stage, span(report))
    moves = [one.moved for one in seen]
    quantiles = tuple(Quantile(percent=percent, on=_day(report, conformal(moves, percent), day, percent)) for percent in LEVELS)
    if len(seen) < FEWEST:
        quantiles = tuple(Quantile(percent=percent, on=None) for percent in LEVELS)
    held, tried = _tried(moves)
    weak = name != report.stage or len(seen) < SMALL
    return Forecast(
        contract=report.contract,
        as_of=report.as_of,
        stage=report.stage,
        stated_on=report.end_on,
        quantiles=quantiles,
        stage_class=name,
        learned_from=len(seen),
        unmoved=sum(1 for move in moves if move == 0),
        still_open=sum(1 for one in seen if not one.ended),
        terminated=terminated,
        held=held,
        tried=tried,
        weak=weak,
        says=_says(report, quantiles, name, len(seen), held, tried, weak),
    )


def _day(report: Report, move: Fraction | None, day: dt.date, percent: int) -> dt.date | None:
    if move is None:
        return None
    days = move * span(report)
    whole = days.numerator // days.denominator if percent < 50 else -(-days.numerator // days.denominator)
    furthest = (dt.date.max - report.end_on).days
    return max(report.end_on + dt.timedelta(days=min(whole, furthest)), day)


def _tried(moves: Sequence[Fraction]) -> tuple[int, int]:
    """How many of the moves the 80 % rank of the others covers, and of how many that could be asked."""
    held = tried = 0
    for index, move in enumerate(moves):
        limit = conformal([*moves[:index], *moves[index + 1 :]], 80)
        if limit is not None:
            tried += 1
            held += move <= limit
    return held, tried


def _says(report: Report, quantiles: Sequence[Quantile], name: str, seen: int, held: int, tried: int, weak: bool) -> str:
    on = {one.percent: one.on for one in quantiles}
    if on[50] is None:
        return f"No forecast: only {seen} contracts to learn from. The stated day, {report.end_on}, is all there is."
    likely = f"by {on[80]} with 80 %" if on[80] else "no day that 80 % would hold can be told from so few"
    basis = f"learned from {seen} contracts in {name if name == ALL_STAGES else f'the stage {name}'}"
    past = f"; of those, the 80 % day held for {held} of {tried}" if tried else ""
    caution = " Weak: too few contracts in this stage." if weak else ""
    return f"Stated for {report.end_on}; as likely as not by {on[50]}, {likely}; {basis}{past}.{caution}"
