"""Birth dates as lists write them, read as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`."""

import datetime as dt
import re

_MONTHS = {
    name: i + 1 for i, name in enumerate(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"))
}
WIDEST_RANGE = 20
"""Years of a range; a wider one says too little to speak for or against anybody."""


def birth_dates_of(text: str) -> tuple[str, ...]:
    """Read one statement of a birth date; `()` when it cannot be read.

    Understood: `1961`, `Feb 1961`, `17 Feb 1961`, `1961-02-17`, `1961-02`, `17/02/1961`, each with
    `circa` or `approximately` before it, and ranges `X to Y` or `X-Y` of years, given as every
    year of the range.
    """
    words = re.sub(r"(?i)\b(circa|approximately|about|between|c\.)\s*", "", text).strip().rstrip(".")
    ends = re.split(r"(?i)\s+(?:to|and)\s+|(?<=[0-9]{4})\s*[-–/]\s*(?=[0-9]{4}$)", words)
    if len(ends) == 2:
        first, last = (_one(end) for end in ends)
        if first is None or last is None:
            return ()
        return years_between(int(first[:4]), int(last[:4]))
    one = _one(words)
    return (one,) if one else ()


def years_between(first: int, last: int) -> tuple[str, ...]:
    """Every year from first to last, both included; `()` for a range upside down or too wide to mean anything."""
    return tuple(str(year) for year in range(first, last + 1)) if 0 <= last - first < WIDEST_RANGE else ()


def _one(text: str) -> str | None:
    text = text.strip()
    if re.fullmatch(r"(18|19|20)[0-9]{2}", text):
        return text
    if found := re.fullmatch(r"((?:18|19|20)[0-9]{2})-([0-9]{2})(?:-([0-9]{2}))?", text):
        return _checked(int(found[1]), int(found[2]), int(found[3]) if found[3] else None)
    if found := re.fullmatch(r"([0-9]{1,2})[/.]([0-9]{1,2})[/.]((?:18|19|20)[0-9]{2})", text):
        return _checked(int(found[3]), int(found[2]), int(found[1]))
    if found := re.fullmatch(r"(?:([0-9]{1,2})\s+)?([A-Za-z]{3})[a-z]*\.?,?\s+((?:18|19|20)[0-9]{2})", text):
        month = _MONTHS.get(found[2].lower())
        return _checked(int(found[3]), month, int(found[1]) if found[1] else None) if month else None
    return None


def _checked(year: int, month: int, day: int | None) -> str | None:
    try:
        read = dt.date(year, month, day or 1)
    except ValueError:
        return None
    return read.isoformat() if day else read.isoformat()[:7]
