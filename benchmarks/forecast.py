"""Completion forecasts against what became of real contracts, from rolling origins: coverage, and loss against naive baselines.

Data: `LICET_SHARED` or `../shared` (New York City capital projects; United Kingdom major projects 2014 to 2020). Every forecast
uses only what had been reported by its origin. The outcome is the last stated day at least a year later: most of these
projects are still open, so that a forecast which holds here may yet fail. Baselines: the stated day; one quantile for all stages.
"""

import csv
import datetime as dt
import math
import os
import re
import sys
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path

from licet.planning.forecast import LEVELS, by_contract, conformal, experience, forecast, span
from licet.planning.reports import Report

SHARED = Path(os.environ.get("LICET_SHARED", Path(__file__).resolve().parents[2] / "shared")) / "data/reporting"
A_YEAR = 365
FAR = 3650.0
"""Where no day can be told, the loss is that of ten years."""
History = dict[str, list[Report]]


def new_york() -> History:
    """Change reports on capital projects; the phase is the stage."""
    reports: dict[tuple[str, dt.date], Report] = {}
    with (SHARED / "nyc_capital_projects_20190901.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            try:
                as_of = dt.datetime.strptime(row["Date Reported As Of"][:10], "%m/%d/%Y").date()  # noqa: DTZ007 - a day
                end_on = dt.datetime.strptime(row["Forecast Completion"], "%m/%d/%Y").date()  # noqa: DTZ007 - a day
            except ValueError:
                continue
            reports[row["PID"], as_of] = Report(
                contract=row["PID"], as_of=as_of, end_on=end_on, stage=row["Current Phase"] or "none", kind=row["Category"] or "any"
            )
    return by_contract(reports.values())


def major_projects() -> History:
    """Yearly snapshots (as of 30 September of the year before publication); dates in whatever form they were written."""
    reports: dict[tuple[str, dt.date], Report] = {}
    for name in ("uk_gmpp_2014_2017.csv", "uk_gmpp_2018_2020.csv"):
        with (SHARED / name).open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                end_on = any_date(row["end_date"] or "")
                if end_on and row["year"]:
                    contract = re.sub(r"[^a-z0-9]", "", row["project_name"].lower())
                    as_of = dt.date(int(float(row["year"])) - 1, 9, 30)
                    reports[contract, as_of] = Report(
                        contract=contract, as_of=as_of, end_on=end_on, kind=row["department"] or "any"
                    )
    return by_contract(reports.values())


def any_date(text: str) -> dt.date | None:
    """A day in one of the forms of the snapshots, or None."""
    for form in ("%d/%m/%Y", "%d.%m.%y", "%d.%m.%Y", "%Y-%m-%d", "%d/%m/%y", "%d-%m-%Y", "%d-%b-%y"):
        try:
            return dt.datetime.strptime(text.strip()[:10], form).date()  # noqa: DTZ007 - a day
        except ValueError:
            continue
    return None


def score(history: History, origins: Sequence[dt.date], followed: int) -> list[tuple[float, dict[str, dict[int, float]]]]:
    """For each contract open at an origin and followed since: its move in days, and each method's quantiles of it."""
    found = []
    for origin in origins:
        known = {name: [one for one in rows if one.as_of <= origin] for name, rows in history.items()}
        known = {name: rows for name, rows in known.items() if rows}
        for name, rows in known.items():
            last, outcome = rows[-1], history[name][-1]
            recent = (origin - last.as_of).days <= A_YEAR
            if not recent or last.end_on <= origin or (outcome.as_of - last.as_of).days < followed:
                continue
            others = [other for contract, other in known.items() if contract != name]
            made = forecast(last, others, origin)
            pooled = [one.moved for one in (experience(other, None, span(other[0])) for other in others) if one]
            methods: dict[str, dict[int, float]] = {
                "licet": {one.percent: (one.on - last.end_on).days if one.on else FAR for one in made.quantiles},
                "one class, any time": {level: _lost(conformal(pooled, level), last) for level in LEVELS},
                "stated day": dict.fromkeys(LEVELS, 0.0),
            }
            found.append(((outcome.end_on - last.end_on).days, methods))
    return found


def _lost(move: Fraction | None, report: Report) -> float:
    return FAR if move is None else float(move * span(report))


def pinball(moved: float, said: float, level: int) -> float:
    """The loss of a quantile: small when so many per cent of outcomes lie below it."""
    q = level / 100
    return max(q * (moved - said), (q - 1) * (moved - said))


def band(share: float, n: int) -> str:
    """The 95 % band of a share that n outcomes can tell."""
    half = 1.96 * math.sqrt(share * (1 - share) / n)
    return f"{share - half:.2f}-{min(share + half, 1):.2f}"


def show(title: str, scored: list[tuple[float, dict[str, dict[int, float]]]]) -> None:
    if not scored:
        print(f"{title}: nothing to score")
        return
    n = len(scored)
    still = sum(1 for moved, _ in scored if moved == 0) / n
    print(
        f"{title}: {n} forecasts; {still:.0%} of the days stood still, {sum(1 for moved, _ in scored if moved > 0) / n:.0%} moved later"
    )
    for method in scored[0][1]:
        covered = {level: sum(1 for moved, by in scored if moved <= by[method][level]) / n for level in LEVELS}
        inside = sum(1 for moved, by in scored if by[method][10] <= moved <= by[method][90]) / n
        loss = {level: sum(pinball(moved, by[method][level], level) for moved, by in scored) / n for level in (50, 80, 95)}
        print(
            f"  {method:18} covers "
            + ", ".join(f"{level} %: {covered[level]:.3f}" for level in LEVELS[1:])
            + f"; 10-90 %: {inside:.3f}; loss at 50/80/95: "
            + "/".join(f"{value:.0f}" for value in loss.values())
        )
    print(f"  what 80 % can be told to within: {band(0.8, n)}")


def main() -> None:
    if not SHARED.is_dir():
        sys.exit("The folder of real data (LICET_SHARED) is not on this machine.")
    cases: list[tuple[str, Callable[[], History], list[dt.date], int]] = [
        ("New York, each year's start 2016 to 2018", new_york, [dt.date(year, 1, 1) for year in (2016, 2017, 2018)], A_YEAR),
        ("New York, 2017 alone", new_york, [dt.date(2017, 1, 1)], A_YEAR),
        ("United Kingdom, 2017 snapshot, three years on", major_projects, [dt.date(2016, 12, 31)], 3 * 365 - 5),
        (
            "United Kingdom, 2017 to 2019 snapshots, a year on or more",
            major_projects,
            [dt.date(year, 12, 31) for year in (2016, 2017, 2018)],
            A_YEAR,
        ),
    ]
    for title, read, origins, followed in cases:
        show(title, score(read(), origins, followed))


if __name__ == "__main__":
    main()
