"""Pictures as SVG, made on the server: bars, a timeline, columns. No script, no colour of their own, and always a table beside them.

Everything is drawn in the ink of the page, told apart by fill and outline, so that it reads in the dark, on paper and without colour.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH, LABEL, ROW = 760, 170, 26
INK = {"faint": ".12", "half": ".38", "full": ".8"}
MARKS = {"due": "M0 -6 L6 0 L0 6 L-6 0 Z", "done": "M-5 -5 H5 V5 H-5 Z", "likely": "M0 -6 V6 M-4 -6 H4 M-4 6 H4"}
Fill = Literal["faint", "half", "full"]
Mark = Literal["due", "done", "likely"]


@dataclass(frozen=True)
class Bar:
    """One bar: its label, how long it is, and the words beside it."""

    label: str
    value: float
    says: str


@dataclass(frozen=True)
class Span:
    """A stretch of days on a row of a timeline."""

    first: dt.date
    last: dt.date
    fill: Fill


@dataclass(frozen=True)
class Lane:
    """A row of a timeline: label, stretches, and days that are marked."""

    label: str
    spans: tuple[Span, ...] = ()
    marks: tuple[tuple[dt.date, Mark], ...] = ()


def bars(ident: str, title: str, rows: Sequence[Bar]) -> SafeString:
    """Horizontal bars from nought, each with its words."""
    most = max((row.value for row in rows), default=0) or 1
    room = WIDTH - LABEL - 150
    drawn = format_html_join(
        "",
        '<text x="{}" y="{}" text-anchor="end" font-size="13">{}</text><rect x="{}" y="{}" width="{}" height="16" fill-opacity="{}"/>'
        '<text x="{}" y="{}" font-size="13">{}</text>',
        (
            (
                LABEL - 8, at * ROW + 17, row.label, LABEL, at * ROW + 4, f"{row.value / most * room:.1f}", INK["half"],
                f"{LABEL + row.value / most * room + 8:.1f}", at * ROW + 17, row.says,
            )
            for at, row in enumerate(rows)
        ),
    )  # fmt: skip
    return _svg(ident, title, len(rows) * ROW + 6, drawn)


def timeline(ident: str, title: str, lanes: Sequence[Lane], *, today: dt.date | None = None) -> SafeString:
    """Rows over days, with the months or years below and today as a line."""
    days = [
        day
        for lane in lanes
        for day in (*(one.first for one in lane.spans), *(one.last for one in lane.spans), *(d for d, _ in lane.marks))
    ]
    if not days:
        return SafeString("")
    first, last = min([*days, *([today] if today else [])]), max([*days, *([today] if today else [])])
    whole = max((last - first).days, 1)

    def at(day: dt.date) -> float:
        return LABEL + (day - first).days / whole * (WIDTH - LABEL - 20)

    high = len(lanes) * ROW
    parts = [
        format_html_join(
            "",
            '<path d="M{} 0 V{}" stroke="currentColor" stroke-opacity=".18"/><text x="{}" y="{}" font-size="11" text-anchor="middle">{}</text>',
            ((f"{at(day):.1f}", high + 4, f"{at(day):.1f}", high + 18, words) for day, words in _ticks(first, last)),
        )
    ]
    if today:
        parts.append(
            format_html(
                '<path d="M{} 0 V{}" stroke="currentColor" stroke-width="1.5" stroke-dasharray="3 3"/>',
                f"{at(today):.1f}",
                high + 4,
            )
        )
    for number, lane in enumerate(lanes):
        y = number * ROW
        parts.append(
            format_html('<text x="{}" y="{}" text-anchor="end" font-size="13">{}</text>', LABEL - 8, y + 17, _cut(lane.label))
        )
        parts.append(
            format_html_join(
                "",
                '<rect x="{}" y="{}" width="{}" height="{}" fill-opacity="{}"/>',
                (
                    (f"{at(span.first):.1f}", y + 5, f"{max(at(span.last) - at(span.first), 2):.1f}", 14, INK[span.fill])
                    for span in lane.spans
                ),
            )
        )
        parts.append(
            format_html_join(
                "",
                '<path d="{}" transform="translate({} {})" fill="{}" stroke="currentColor" stroke-width="1.5"/>',
                ((MARKS[mark], f"{at(day):.1f}", y + 12, "currentColor" if mark == "done" else "none") for day, mark in lane.marks),
            )
        )
    return _svg(ident, title, high + 26, SafeString("".join(parts)))


def columns(ident: str, title: str, there: Sequence[float], worked: Sequence[float], ends: tuple[str, str]) -> SafeString:
    """Columns month by month: an outline for what there is, filled for what is worked."""
    most, step, high = max((*there, *worked), default=0) or 1, WIDTH / max(len(there), 1), 110

    def column(values: Sequence[float]) -> Iterable[tuple[str, str, str, str]]:
        return (
            (f"{at * step + 1:.1f}", f"{high - value / most * high:.1f}", f"{max(step - 2, 1):.1f}", f"{value / most * high:.1f}")
            for at, value in enumerate(values)
        )

    filled = format_html_join("", '<rect x="{}" y="{}" width="{}" height="{}" fill-opacity=".5"/>', column(worked))
    outline = format_html_join(
        "", '<rect x="{}" y="{}" width="{}" height="{}" fill="none" stroke="currentColor" stroke-opacity=".7"/>', column(there)
    )
    below = format_html(
        '<text x="0" y="{}" font-size="12">{}</text><text x="{}" y="{}" font-size="12" text-anchor="end">{}</text>',
        high + 16, ends[0], WIDTH, high + 16, ends[1],
    )  # fmt: skip
    return _svg(ident, title, high + 22, filled + outline + below)


def _svg(ident: str, title: str, high: int, inner: SafeString) -> SafeString:
    return format_html(
        '<svg viewBox="0 0 {} {}" width="{}" height="{}" role="img" aria-labelledby="{}" fill="currentColor" direction="ltr">'
        '<title id="{}">{}</title>{}</svg>',
        WIDTH, high, WIDTH, high, ident, ident, title, inner,
    )  # fmt: skip


def _ticks(first: dt.date, last: dt.date) -> Iterable[tuple[dt.date, str]]:
    """The first days of months, quarters or years: ten or so of them."""
    months = (last.year - first.year) * 12 + last.month - first.month
    step = next((one for one in (1, 3, 6, 12, 24, 60) if months / one <= 10), 120)
    for month in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        day = dt.date(month // 12, month % 12 + 1, 1)
        if month % step == 0 and first <= day <= last:
            yield day, str(day.year) if step >= 12 else f"{day:%Y-%m}"


def _cut(text: str) -> str:
    return text if len(text) <= 24 else f"{text[:23]}…"
