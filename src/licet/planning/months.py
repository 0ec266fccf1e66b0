"""Time in a plan: the opening day and then whole months, and what of each a calendar covers.

Bucket 0 is the opening day, on which only stock can be delivered. Bucket k is the k-th month; what is
made or arrives in it is usable at its end, so a date is kept by the last bucket that ends by then.
"""

import datetime as dt
from collections.abc import Iterable
from fractions import Fraction
from functools import cached_property

from licet.planning.plan import Line, Plan, Shift, Stop


class Months:
    """The buckets of one plan."""

    def __init__(self, starts_on: dt.date, months: int) -> None:
        self.starts_on = starts_on
        self.count = months
        self.first_days = tuple(month_after(starts_on, step) for step in range(months + 1))

    @classmethod
    def of(cls, plan: Plan) -> "Months":
        return cls(plan.starts_on, plan.months)

    @cached_property
    def ends(self) -> tuple[dt.date, ...]:
        """The last day of each bucket; the opening day for bucket 0."""
        return (self.starts_on, *(day - dt.timedelta(days=1) for day in self.first_days[1:]))

    @property
    def last(self) -> int:
        """The index of the last bucket."""
        return self.count

    def due(self, day: dt.date) -> int:
        """The last bucket that ends on or before a day; −1 for a day before the plan."""
        return sum(1 for end in self.ends if end <= day) - 1

    def holding(self, day: dt.date) -> int | None:
        """The month in which a day lies, or None outside of the plan."""
        if not self.starts_on <= day < self.first_days[-1]:
            return None
        return sum(1 for first in self.first_days if first <= day)

    def from_day(self, day: dt.date | None) -> int:
        """The first bucket that ends on or after a day: from when something may be delivered."""
        if day is None:
            return 0
        return sum(1 for end in self.ends if end < day)

    def days(self, bucket: int) -> int:
        """How many days a month has; 0 for the opening."""
        return 0 if bucket == 0 else (self.ends[bucket] - self.first_days[bucket - 1]).days + 1

    def covered(self, bucket: int, from_on: dt.date, until_on: dt.date | None) -> tuple[dt.date, dt.date] | None:
        """The part of a month inside a period, as first and last day, or None."""
        if bucket == 0:
            return None
        first, last = self.first_days[bucket - 1], self.ends[bucket]
        first = max(first, from_on)
        last = min(last, until_on) if until_on else last
        return (first, last) if first <= last else None

    def share(self, bucket: int, from_on: dt.date, until_on: dt.date | None) -> Fraction:
        """Which part of a month's days a period covers."""
        part = self.covered(bucket, from_on, until_on)
        return Fraction((part[1] - part[0]).days + 1, self.days(bucket)) if part else Fraction(0)


def month_after(first: dt.date, months: int) -> dt.date:
    """The first day of the month so many months after the one that begins on `first`."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return dt.date(year, month + 1, 1)


def month_name(day: dt.date) -> str:
    """How sentences call a month: `March 2027`."""
    return f"{_NAMES[day.month - 1]} {day.year}"


_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def open_share(line: Line, months: Months, bucket: int) -> Fraction:
    """Which part of a month's days a line is manned and not stopped."""
    return sum((_open_days(shift, line.maintenance, months, bucket) for shift in line.shifts), Fraction(0)) / (
        months.days(bucket) or 1
    )


def hours(line: Line, months: Months, bucket: int) -> Fraction:
    """The working hours of a line in a month, stops taken off by calendar days."""
    if bucket == 0:
        return Fraction(0)
    return sum(
        (
            shift.shifts_per_day
            * Fraction(shift.hours_per_shift)
            * Fraction(shift.days_per_month)
            * _open_days(shift, line.maintenance, months, bucket)
            / months.days(bucket)
            for shift in line.shifts
        ),
        Fraction(0),
    )


def _open_days(shift: Shift, stops: Iterable[Stop], months: Months, bucket: int) -> Fraction:
    part = months.covered(bucket, shift.from_on, shift.until_on)
    if part is None:
        return Fraction(0)
    days = (part[1] - part[0]).days + 1
    for stop in stops:
        first, last = max(part[0], stop.from_on), min(part[1], stop.until_on)
        days -= max((last - first).days + 1, 0)
    return Fraction(days)
