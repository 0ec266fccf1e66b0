"""What a calendar gives, worked out by hand."""

import datetime as dt
from fractions import Fraction

import pytest

from licet.planning.intake import read_plan
from licet.planning.months import Months, hours, open_share

MONTHS = Months(dt.date(2027, 1, 1), 12)


@pytest.mark.parametrize(
    ("day", "due", "holding", "from_day"),
    [
        ("2026-12-31", -1, None, 0),
        ("2027-01-01", 0, 1, 0),
        ("2027-01-30", 0, 1, 1),
        ("2027-01-31", 1, 1, 1),
        ("2027-02-01", 1, 2, 2),
        ("2027-02-28", 2, 2, 2),
        ("2027-12-31", 12, 12, 12),
        ("2028-01-01", 12, None, 13),
    ],
)
def test_a_day_is_kept_by_the_last_month_that_ends_by_then(day: str, due: int, holding: int | None, from_day: int) -> None:
    date = dt.date.fromisoformat(day)
    assert (MONTHS.due(date), MONTHS.holding(date), MONTHS.from_day(date)) == (due, holding, from_day)


def test_hours_lose_what_a_stop_takes() -> None:
    text = b"""
reference: R
starts_on: 2027-01-01
months: 4
currency: EUR
items: [{id: a}]
lines:
- id: hall
  rates: [{item: a, hours_each: 1}]
  shifts:
  - {from_on: 2026-06-01, until_on: 2027-02-14, shifts_per_day: 2, hours_per_shift: 8, days_per_month: 20}
  - {from_on: 2027-02-15, shifts_per_day: 1, hours_per_shift: "7.5", days_per_month: 20}
  maintenance: [{from_on: 2027-01-25, until_on: 2027-02-07}]
"""
    line = read_plan(text, "p.yaml").lines[0]
    # January: 7 of 31 days stand still. February: 7 of 14 days of the first shift stand still, 14 of the second run.
    assert hours(line, MONTHS, 0) == 0
    assert hours(line, MONTHS, 1) == Fraction(320) * 24 / 31
    assert hours(line, MONTHS, 2) == Fraction(320) * 7 / 28 + Fraction(150) * 14 / 28
    assert hours(line, MONTHS, 3) == 150
    assert open_share(line, MONTHS, 2) == Fraction(21, 28)
