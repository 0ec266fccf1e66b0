"""Contracts, plans and forecasts in the reader's words, each picture with the table that says the same."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from licet.contracts.stages import NAMES, needed
from licet.encoding.exact import decimal_text
from licet.planning.forecast import LEVELS, Forecasts
from licet.planning.months import Months
from licet.planning.number import number_of, short
from licet.services.contracts import ContractFile
from licet.services.planners import Planned
from licet.web.design.words import UNIT, country
from licet.web.planning.pictures import Bar, Lane, Span, bars, columns, timeline

STAGE = {
    "planning": _("Planning"),
    "tender": _("Tender"),
    "award": _("Award"),
    "contract": _("Contract"),
    "implementation": _("Implementation"),
    "final": _("Final operational phase"),
    "complete": _("Complete"),
    "terminated": _("Terminated"),
}
CONTRACT_KIND = {"sale": _("Sale"), "purchase": _("Purchase")}
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


@dataclass(frozen=True)
class ContractRow:
    """A contract in the list."""

    id: str
    title: str
    kind: str
    partners: str
    stage: str
    tone: str
    sign: str
    since: str
    days: int
    met: str
    next_on: str


def contract_row(file: ContractFile, today: dt.date) -> ContractRow:
    terms, standing = file.contract, file.standing
    due = [one.due_on for one in terms.milestones if one.id not in standing.met]
    tone, sign = _tone(file, today)
    return ContractRow(
        id=terms.id,
        title=terms.title,
        kind=str(CONTRACT_KIND[terms.kind]),
        partners=", ".join(country(one.state) for one in terms.partners),
        stage=stage_words(file),
        tone=tone,
        sign=sign,
        since=standing.since.isoformat() if standing.since else "",
        days=file.age_days(today),
        met=f"{len(standing.met)}/{len(terms.milestones)}",
        next_on=min(due).isoformat() if due and standing.open else "",
    )


def stage_words(file: ContractFile) -> str:
    """The stage in words, and that it is suspended where it is."""
    standing = file.standing
    words = str(STAGE[standing.status if standing.status in STAGE else standing.stage])
    return gettext("%(stage)s, suspended") % {"stage": words} if standing.suspended else words


def _tone(file: ContractFile, today: dt.date) -> tuple[str, str]:
    standing = file.standing
    if standing.status == "complete":
        return "pass", "clear"
    if standing.status == "terminated":
        return "stop", "bar"
    overdue = any(one.due_on < today and one.id not in standing.met for one in file.contract.milestones)
    return ("ask", "clock") if standing.suspended or overdue else ("part", "forward")


def funnel(files: Sequence[ContractFile], today: dt.date) -> tuple[SafeString, list[dict[str, Any]]]:
    """How many contracts are in each stage, and for how long: the picture, and its rows."""
    rows = []
    for name in NAMES[:-1]:
        ages = sorted(file.age_days(today) for file in files if file.standing.open and file.standing.stage == name)
        middle = ages[len(ages) // 2] if ages else None
        rows.append({"stage": str(STAGE[name]), "count": len(ages), "middle": middle, "oldest": ages[-1] if ages else None})
    drawn = [
        Bar(
            row["stage"],
            row["count"],
            f"{row['count']}"
            + (
                " · " + ngettext("oldest %(days)s day", "oldest %(days)s days", row["oldest"]) % {"days": row["oldest"]}
                if row["count"]
                else ""
            ),
        )
        for row in rows
    ]
    return bars("funnel", gettext("Open contracts by stage, with the age of the oldest"), drawn), rows


def contract_page(file: ContractFile, today: dt.date) -> dict[str, Any]:
    """Everything a page on one contract shows."""
    terms, standing = file.contract, file.standing
    lanes = [Lane(str(STAGE[one.stage]), spans=(Span(one.from_on, one.until_on, "faint"),)) for one in terms.calendar]
    lanes += [
        Lane(one.title, marks=((one.due_on, "due"), *(((standing.met[one.id], "done"),) if one.id in standing.met else ())))
        for one in terms.milestones
    ]
    lanes += [Lane(f"{one.id}: {decimal_text(one.quantity)}", marks=((one.due_on, "due"),)) for one in terms.deliveries]
    after = NAMES[NAMES.index(standing.status) + 1] if standing.status in NAMES[:-1] else ""
    held = {one.kind for one in standing.evidence}
    return {
        "row": contract_row(file, today),
        "why": standing.why,
        "picture": timeline("contract-timeline", gettext("Planned stages, milestones and deliveries by day"), lanes, today=today),
        "entered": [(str(STAGE[one.stage]), one.on.isoformat()) for one in standing.entered],
        "lines": [(one.id, one.item, f"{decimal_text(one.quantity)} {UNIT[one.unit]}") for one in terms.lines],
        "value": f"{decimal_text(terms.value)} {terms.currency}" if terms.value is not None else "",
        "milestones": [(one.id, one.title, one.due_on, standing.met.get(one.id), one.due_on < today) for one in terms.milestones],
        "deliveries": [
            (one.id, one.line, decimal_text(standing.delivered.get(one.id, Decimal(0))), decimal_text(one.quantity), one.due_on)
            for one in terms.deliveries
        ],
        "payments": [
            (one.id, f"{decimal_text(one.amount)} {terms.currency}", one.due_on, standing.paid.get(one.id))
            for one in terms.payments
        ],
        "obligations": [
            (one.id, one.says, one.owed_by == "us", one.due_on, standing.discharged.get(one.id)) for one in terms.obligations
        ],
        "consents": [(one.id, one.partner, one.says, standing.consented.get(one.id)) for one in terms.consents],
        "amendments": [(one.number, one.on, one.why) for one in standing.amendments],
        "evidence": [(one.kind, one.on, one.source) for one in standing.evidence],
        "after": str(STAGE[after]) if after else "",
        "lacking": [kind for kind in needed(standing.status, after, terms.kind) if kind not in held] if after else [],
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
