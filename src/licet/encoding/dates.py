"""Calendar dates and instants as text.

A date is `YYYY-MM-DD`; an instant is UTC, whole microseconds, ending in `Z`. The core is given
both and never asks a clock.
"""

import datetime as dt

EARLIEST = dt.date(1900, 1, 1)
LATEST = dt.date(2200, 1, 1)


def read_date(text: str) -> dt.date:
    """Read `YYYY-MM-DD`; raises `ValueError` with a sentence for any other form or a day that does not exist."""
    if len(text) != 10 or text[4] != "-" or text[7] != "-":
        raise ValueError("is no date; write a date as YYYY-MM-DD")
    try:
        day = dt.date.fromisoformat(text)
    except ValueError as error:
        raise ValueError("is not a day of the calendar") from error
    if not EARLIEST <= day < LATEST:
        raise ValueError(f"lies outside {EARLIEST.year} to {LATEST.year}")
    return day


def instant_text(instant: dt.datetime) -> str:
    """Write an aware instant as UTC with microseconds: `2026-08-03T09:30:00.000000Z`."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return instant.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def years_before(day: dt.date, years: int) -> dt.date:
    """The same calendar day some years earlier; 29 February becomes 28 February where the year has none."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def read_instant(text: str) -> dt.datetime:
    """Read what `instant_text` wrote; raises `ValueError` for any other form."""
    return dt.datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=dt.UTC)


def weekdays_after(day: dt.date, count: int) -> dt.date:
    """The day on which so many weekdays, Monday to Friday, have passed since a day; holidays are not known here."""
    while count > 0:
        day += dt.timedelta(days=1)
        count -= day.weekday() < 5
    return day
