"""Plans and forecasts in the reader's words, each picture with the table that says the same."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from licet.planning.forecast import LEVELS, Forecasts
from licet.planning.months import Months
from licet.planning.number import number_of, short
from licet.services.planners import Planned
from licet.web.planning.pictures import Bar, Lane, Span, bars, columns, timeline
from licet.web.planning.words import STAGE

DEMAND = {"need": _("need at home"), "contract": _("contract"), "offer": _("offer")}
STANDING = {
    "on_time": (_("On time"), "pass", "clear"),
    "late": (_("Late"), "ask", "clock"),
    "part": (_("In part"), "ask", "clock"),
    "none": (_("Not met"), "stop", "bar"),
    "not_planned": (_("Not planned"), "ask", "unknown"),
}
TIER = {
    "domestic": _("Needs at home: lateness"),
    "contracts": _("Contracts: lateness"),
    "changes": _("Promises changed"),
    "offers": _("Offers: value"),
}

# ---- plans


def plan_page(planned: Planned) -> dict[str, Any]:
    """A result with its pictures: when each demand is complete, and how full each line is."""
    plan, result = planned.plan, planned.result
    months = Months.of(plan)
    starts = {order.id: order.earliest_on for order in plan.orders}
    lanes = []
    for one in result.outcomes:
        days = [each.on for each in result.deliveries if each.demand == one.demand]
        spans = (Span(min(days), max(days), "half"),) if days else ()
        wanted = Span(starts.get(one.demand) or plan.starts_on, max(one.due_on, plan.starts_on), "faint")
        marks = ((one.due_on, "due"), *(((one.complete_on, "done"),) if one.complete_on else ()))
        lanes.append(Lane(one.demand, spans=(wanted, *spans), marks=marks))  # type: ignore[arg-type]
    made, made_rows = _made(planned)
    ends = (f"{months.starts_on:%Y-%m}", f"{months.ends[-1]:%Y-%m}")
    lines = []
    for number, load in enumerate(planned.loads):
        title = gettext("Line %(line)s: hours worked against hours there, %(first)s to %(last)s") % {
            "line": load.line, "first": ends[0], "last": ends[1],
        }  # fmt: skip
        drawn = columns(f"load-{number}", title, [float(one) for one in load.there], [float(one) for one in load.worked], ends)
        rows = [
            (f"{months.first_days[at]:%Y-%m}", short(worked), short(load.there[at]), _percent(worked, load.there[at]))
            for at, worked in enumerate(load.worked)
        ]
        lines.append({"line": load.line, "picture": drawn, "rows": rows})
    return {
        "reference": result.reference,
        "picture": timeline("plan-timeline", gettext("When each need and order is due and complete"), lanes),
        "outcomes": [
            (
                one.demand,
                str(DEMAND[one.kind]),
                one.item,
                *map(_figure, (one.quantity, one.in_time)),
                one.due_on,
                one.complete_on,
                _light(one.standing),
            )
            for one in result.outcomes
        ],
        "conflicts": [one.says for one in result.conflicts],
        "tiers": [(str(TIER[one.name]), _grouped(one.value), _grouped(one.bound), one.proof == "optimal") for one in result.tiers],
        "lines": lines,
        "spare": _spare(planned),
        "made_picture": timeline("made-timeline", gettext("When each line makes what"), made),
        "made": made_rows,
        "chances": [(one.demand, one.by, f"{100 * one.held // one.runs} %") for one in result.chances],
        "comparison": _comparison(planned),
        "whole": planned.whole,
    }


def _comparison(planned: Planned) -> dict[str, Any] | None:
    """Scenarios side by side: what each tier reaches, when each demand is complete, and a picture of the lateness at home."""
    found = planned.comparison
    if found is None:
        return None
    names = list(dict.fromkeys(one.name for column in found.columns for one in column.tiers))
    demands = list(dict.fromkeys(one.demand for column in found.columns for one in column.outcomes))

    def tier(column: Any, name: str) -> str:
        return next((_grouped(one.value) for one in column.tiers if one.name == name), "–")

    def complete(column: Any, demand: str) -> dt.date | None:
        return next((one.complete_on for one in column.outcomes if one.demand == demand), None)

    drawn = [
        Bar(
            column.scenario,
            float(next((one.value for one in column.tiers if one.name == "domestic"), Decimal(0))),
            tier(column, "domestic"),
        )
        for column in found.columns
    ]
    return {
        "heads": [(column.scenario, column.says) for column in found.columns],
        "tiers": [(str(TIER[name]), [tier(column, name) for column in found.columns]) for name in names],
        "demands": [(demand, [complete(column, demand) for column in found.columns]) for demand in demands],
        "picture": bars("scenarios", gettext("Lateness of needs at home in each scenario; less is better"), drawn),
    }


def _light(standing: str) -> dict[str, str]:
    words, tone, sign = STANDING[standing]
    return {"words": str(words), "tone": tone, "sign": sign}


def _figure(text: str) -> str:
    return short(number_of(text))


def _grouped(value: Decimal) -> str:
    """A figure as people read it: `11,000,000`."""
    return f"{value.normalize():,f}"


def _spare(planned: Planned) -> list[tuple[str, dt.date, str, str]]:
    """What can be spared of each item, where it differs from the month before."""
    found: list[tuple[str, dt.date, str, str]] = []
    for one in planned.result.spare:
        row = (one.item, one.on, _figure(one.at_least), _figure(one.at_most))
        if not found or (found[-1][0], *found[-1][2:]) != (row[0], *row[2:]):
            found.append(row)
    return found


def _made(planned: Planned) -> tuple[list[Lane], list[tuple[str, str, dt.date, dt.date, str]]]:
    """When each line makes what: a lane for each pair, and a row for each stretch of months without a break."""
    following = dict(pairwise(Months.of(planned.plan).first_days))
    lanes: dict[tuple[str, str], list[Span]] = {}
    rows: list[tuple[str, str, dt.date, dt.date, Fraction]] = []
    for one in planned.result.made:
        end, quantity = following[one.month] - dt.timedelta(days=1), number_of(one.quantity)
        lanes.setdefault((one.line, one.item), []).append(Span(one.month, end, "half"))
        last = rows[-1] if rows else None
        if last and last[:2] == (one.line, one.item) and last[3] + dt.timedelta(days=1) == one.month:
            rows[-1] = (*last[:3], end, last[4] + quantity)
        else:
            rows.append((one.line, one.item, one.month, end, quantity))
    drawn = [Lane(f"{line}: {item}", spans=tuple(spans)) for (line, item), spans in lanes.items()]
    return drawn, [(*row[:4], short(row[4])) for row in rows]


def _percent(worked: Any, there: Any) -> str:
    return f"{round(100 * worked / there)} %" if there else "–"


# ---- forecasts


def forecast_page(found: Forecasts) -> dict[str, Any]:
    """Each open contract's fan: from the day that one in ten makes to the one that nineteen in twenty do."""
    lanes, rows = [], []
    for one in found.forecasts:
        days = {quantile.percent: quantile.on for quantile in one.quantiles}
        spans = []
        if days.get(10) and days.get(95):
            spans.append(Span(days[10], days[95], "faint"))  # type: ignore[arg-type]
        if days.get(10) and days.get(80):
            spans.append(Span(days[10], days[80], "half"))  # type: ignore[arg-type]
        marks = [(one.stated_on, "due"), *([(days[50], "likely")] if days.get(50) else [])]
        lanes.append(Lane(one.contract, spans=tuple(spans), marks=tuple(marks)))  # type: ignore[arg-type]
        rows.append(
            {
                "contract": one.contract,
                "stage": str(STAGE.get(one.stage, one.stage)),
                "stated": one.stated_on,
                "days": [days.get(level) for level in LEVELS],
                "learned": one.learned_from,
                "held": f"{one.held}/{one.tried}" if one.tried else "–",
                "weak": one.weak,
            }
        )
    return {
        "as_of": found.as_of,
        "levels": [format_html("{} %", level) for level in LEVELS],
        "rows": rows,
        "picture": timeline(
            "fan", gettext("When each open contract will be complete, beside the day it states"), lanes, today=found.as_of
        ),
    }
