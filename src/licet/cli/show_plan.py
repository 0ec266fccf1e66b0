"""A plan's result for people: as text in a terminal, and as one page of HTML that prints."""

import html
from collections.abc import Iterable, Sequence
from decimal import Decimal

from rich.console import Console
from rich.table import Table
from rich.text import Text

from licet.planning.allocation import Allocation, Comparison, Tier
from licet.planning.change import change_words
from licet.planning.forecast import LEVELS, Forecasts
from licet.planning.load import Load, loads
from licet.planning.months import Months
from licet.planning.number import number_of, short
from licet.planning.plan import Plan
from licet.planning.programme import ZERO
from licet.planning.promise import Promise

TIERS = {
    "domestic": "Needs at home: lateness",
    "contracts": "Contracts: lateness",
    "changes": "Earlier promises changed",
    "offers": "Offers: weighted value",
}
STANDINGS = {"on_time": "in time", "late": "late", "part": "in part", "none": "not met", "not_planned": "not planned"}
COLOURS = {"on_time": "green", "late": "yellow", "part": "yellow", "none": "red", "not_planned": "dim"}
KINDS = {"need": "need at home", "contract": "contract", "offer": "offer"}
ANSWERS = {"yes": "green", "partly": "yellow", "no": "red", "unknown": "yellow"}
CAUTION = "Every delivery abroad is subject to authorisation. No need at home is moved for an order."


def proof(tier: Tier) -> str:
    """What is proven of a tier, in words."""
    who = "by exact arithmetic" if tier.by == "certificate" else "by the solver's search"
    if tier.proof == "optimal":
        return f"optimal, proven {who}"
    word = "less" if tier.name != "offers" else "more"
    return f"no plan reaches {word} than {amount(tier.bound)}, proven {who}"


def plan_text(console: Console, plan: Plan, allocation: Allocation) -> None:
    """Print a result: what becomes of each need and order, how good it is, what stands in the way."""
    console.print(Text(f"{allocation.reference}, {allocation.months} months from {allocation.starts_on}", style="bold"))
    console.print(CAUTION, markup=False)
    table = Table("demand", "kind", "item", "outcome", "says", title="Needs and orders", title_justify="left", box=None)
    for one in allocation.outcomes:
        table.add_row(one.demand, KINDS[one.kind], one.item, Text(STANDINGS[one.standing], style=COLOURS[one.standing]), one.says)
    console.print(table)
    for sentence in _moved(allocation):
        console.print(f"Changed: {sentence}", markup=False)
    for conflict in allocation.conflicts:
        console.print(f"Conflict: {conflict.says}", markup=False)
    if allocation.procurement:
        ways = Table(*HEADS, title="What is short, and the ways to meet it", title_justify="left", box=None)
        for cells in _procurement(allocation):
            ways.add_row(*cells)
        console.print(ways)
    for sentence in _years(allocation):
        console.print(sentence, markup=False)
    tiers = Table("tier", "value", "proof", title="How good it is", title_justify="left", box=None)
    for tier in allocation.tiers:
        tiers.add_row(TIERS[tier.name], amount(tier.value), proof(tier))
    console.print(tiers)
    if allocation.chances:
        chances = Table(
            "demand", "by", "holds", title=f"How likely the days hold (seed {allocation.seed})", title_justify="left", box=None
        )
        for row in _uncertain(allocation):
            chances.add_row(*row)
        console.print(chances)
    if allocation.spare:
        spare = Table("item", "by", "can be spared", "at most", title="What can be spared", title_justify="left", box=None)
        for some in allocation.spare:
            spare.add_row(some.item, str(some.on), short(number_of(some.at_least)), short(number_of(some.at_most)))
        console.print(spare)
    full = [_fullest(load, Months.of(plan)) for load in loads(plan, allocation)]
    console.print("\n".join(full), markup=False, style="dim")


def comparison_text(console: Console, comparison: Comparison) -> None:
    """Print scenarios side by side: a row for each tier and demand, a column for each scenario."""
    table = Table("", *(one.scenario for one in comparison.columns), title=comparison.reference, title_justify="left", box=None)
    for name, *cells in comparison_rows(comparison):
        table.add_row(name, *cells)
    console.print(table)
    for one in comparison.columns[1:]:
        console.print(f"{one.scenario}: {one.says}", markup=False)
    console.print(CAUTION, markup=False)


def comparison_html(comparison: Comparison) -> str:
    """The same as one self-contained page."""
    heads = ("", *(one.scenario for one in comparison.columns))
    notes = "".join(f"<dt>{html.escape(one.scenario)}</dt><dd>{html.escape(one.says)}</dd>" for one in comparison.columns)
    body = f"<p>{html.escape(CAUTION)}</p>{_table(heads, comparison_rows(comparison), empty='')}<h2>Scenarios</h2><dl>{notes}</dl>"
    return page(f"What if: {comparison.reference}", body)


def comparison_rows(comparison: Comparison) -> list[tuple[str, ...]]:
    """The rows of a comparison; a cell says the day by which a demand is complete, or how much of it comes."""
    tiers = {name: [""] * len(comparison.columns) for name in TIERS}
    demands: dict[str, list[str]] = {}
    for number, column in enumerate(comparison.columns):
        for tier in column.tiers:
            tiers[tier.name][number] = amount(tier.value)
        for one in column.outcomes:
            row = demands.setdefault(one.demand, ["left out"] * len(comparison.columns))
            done = (
                f"all by {one.complete_on}"
                if one.complete_on
                else f"{short(number_of(one.delivered))} of {short(number_of(one.quantity))}"
            )
            row[number] = f"{done} ({STANDINGS[one.standing]})"
    rows = [(TIERS[name], *cells) for name, cells in tiers.items() if any(cells)]
    return [*rows, *((name, *cells) for name, cells in demands.items())]


def _uncertain(allocation: Allocation) -> list[tuple[str, str, str]]:
    """Each stated day with its chance, in per cent and runs."""
    return [
        (one.demand, str(one.by), f"{100 * one.held // one.runs} % ({one.held} of {one.runs} runs)") for one in allocation.chances
    ]


HEADS = ("need", "short", "way", "standing", "months late", "cost", "risk %", "dependence %", "front", "rank", "says")


def _procurement(allocation: Allocation) -> list[tuple[str, ...]]:
    """Each way to meet each need that is short, with its four sides side by side."""

    def figure(value: object) -> str:
        return "?" if value is None else amount(value) if isinstance(value, Decimal) else str(value)

    return [
        (
            line.need,
            short(number_of(line.short)),
            f"{one.way} {one.source or ''}".strip(),
            one.standing,
            figure(one.months_late),
            figure(one.cost),
            figure(one.risk_percent),
            figure(one.dependence_percent),
            "yes" if one.front else "no",
            str(one.rank or ""),
            one.says,
        )
        for line in allocation.procurement
        for one in line.choices
    ]


def amount(value: Decimal) -> str:
    """A figure as people read it: `11,000,000`."""
    return f"{value.normalize():,f}"


def _years(allocation: Allocation) -> list[str]:
    return [
        f"{one.year}: the first choices cost {amount(one.needed)} of {amount(one.amount)}{', which is too much' if one.over else ''}."
        for one in allocation.budgets
    ]


def _moved(allocation: Allocation) -> list[str]:
    return [
        f"{one.demand} was promised by {one.promised_on} and is now {f'complete by {one.now_on}' if one.now_on else 'not complete within the plan'}."
        for one in allocation.moved
    ]


def forecasts_text(console: Console, found: Forecasts) -> None:
    """Print forecasts: for each open contract the stated day, the days by chance, and what they were learned from."""
    if not found.forecasts:
        console.print(f"No contract is open on {found.as_of}.", markup=False)
        return
    heads = (f"{level} %" for level in LEVELS)
    title = f"When open contracts will be complete, as known on {found.as_of}"
    table = Table(
        "contract", "stage", "stated", *heads, "learned from", "80 % held", "", title=title, title_justify="left", box=None
    )
    for one in found.forecasts:
        days = (str(quantile.on) if quantile.on else "-" for quantile in one.quantiles)
        held = f"{one.held} of {one.tried}" if one.tried else "-"
        table.add_row(
            one.contract,
            one.stage,
            str(one.stated_on),
            *days,
            f"{one.learned_from}, {one.stage_class}",
            held,
            "weak" if one.weak else "",
        )
    console.print(table)
    console.print(
        "A column says by which day so many per cent of such contracts are complete; - where so few cannot tell.", markup=False
    )


def promise_text(console: Console, promise: Promise) -> None:
    """Print a promise: the answer, why not sooner or more, and what would make it possible."""
    console.print(Text(f"{promise.answer.upper()}  ", style=f"bold {ANSWERS[promise.answer]}") + Text(promise.says))
    console.print(promise.condition, markup=False)
    console.print("What stands in the way of more or sooner:", style="bold")
    for reason in promise.reasons:
        console.print(f"  {reason}", markup=False)
    if promise.relaxed_by is None:
        console.print("No more hours, faster ramp or larger supply makes it possible by then.", markup=False)
    elif promise.relaxed_by:
        console.print("Together these would make it possible:", style="bold")
        for change in promise.relaxed_by:
            console.print(f"  {change_words(change)}", markup=False)


def _fullest(load: Load, months: Months) -> str:
    there = sum(load.there)
    used = sum(load.worked)
    percent = round(100 * used / there) if there else 0
    full = [months.first_days[i] for i, (w, t) in enumerate(zip(load.worked, load.there, strict=True)) if t and w == t]
    when = f"; full in {', '.join(f'{day:%Y-%m}' for day in full[:12])}" if full else ""
    return f"{load.line}: {percent} % of its hours{when}"


def plan_html(plan: Plan, allocation: Allocation) -> str:
    """A result as one self-contained page: tables, and a chart of every line's load. No script, nothing from elsewhere."""
    months = Months.of(plan)
    sections = [
        f"<p>{html.escape(CAUTION)}</p>",
        "<h2>Needs and orders</h2>",
        _table(
            ("Demand", "Kind", "Item", "Due", "Outcome", "Complete by", "Says"),
            (
                (one.demand, KINDS[one.kind], one.item, one.due_on, STANDINGS[one.standing], one.complete_on or "", one.says)
                for one in allocation.outcomes
            ),
            empty="The plan names no need and no order.",
        ),
    ]
    if allocation.moved:
        sections += ["<h2>Promises changed</h2>", "<ul>", *(f"<li>{html.escape(one)}</li>" for one in _moved(allocation)), "</ul>"]
    if allocation.chances:
        sections += [
            f"<h2>How likely the days hold</h2><p>Drawn from the seed {allocation.seed}.</p>",
            _table(("Demand", "By", "Holds"), _uncertain(allocation), empty=""),
        ]
    if allocation.conflicts:
        sections += [
            "<h2>What cannot hold together</h2>",
            "<ul>",
            *(f"<li>{html.escape(one.says)}</li>" for one in allocation.conflicts),
            "</ul>",
        ]
    if allocation.procurement:
        sections += [
            "<h2>What is short, and the ways to meet it</h2>",
            _table([head.capitalize() for head in HEADS], _procurement(allocation), empty=""),
        ]
        sections += [f"<p>{html.escape(one)}</p>" for one in _years(allocation)]
    sections += [
        "<h2>How good it is</h2>",
        _table(
            ("Tier", "Value", "Proof"),
            ((TIERS[one.name], amount(one.value), proof(one)) for one in allocation.tiers),
            empty="Nothing was asked for.",
        ),
    ]
    if allocation.spare:
        sections += [
            "<h2>What can be spared</h2>",
            _table(
                ("Item", "By", "At least", "At most"),
                ((one.item, one.on, short(number_of(one.at_least)), short(number_of(one.at_most))) for one in allocation.spare),
                empty="",
            ),
        ]
    every = loads(plan, allocation)
    sections += ["<h2>Load of the lines</h2>", *(load_chart(load, months) for load in every)]
    sections += [
        "<h2>Load in figures</h2>",
        _table(
            ("Line", "Month", "Hours worked", "Hours there"),
            (
                (load.line, f"{months.first_days[i]:%Y-%m}", short(worked), short(load.there[i]))
                for load in every
                for i, worked in enumerate(load.worked)
            ),
            empty="The plan has no line.",
        ),
    ]
    return page(f"Plan {allocation.reference}", "\n".join(sections))


def _table(heads: Sequence[str], rows: Iterable[Sequence[object]], *, empty: str) -> str:
    body = "\n".join("<tr>" + "".join(f"<td>{html.escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows)
    if not body:
        return f"<p>{html.escape(empty)}</p>"
    head = "".join(f'<th scope="col">{html.escape(name)}</th>' for name in heads)
    return f"<table><thead><tr>{head}</tr></thead><tbody>\n{body}\n</tbody></table>"


WIDTH, HEIGHT = 720, 120


def load_chart(load: Load, months: Months) -> str:
    """One line's hours as bars: an outline for what there is, filled for what is worked."""
    most = max((*load.there, *load.worked), default=0) or 1
    step = WIDTH / max(len(load.there), 1)
    bars = []
    for index, (worked, there) in enumerate(zip(load.worked, load.there, strict=True)):
        x, wide = index * step + 1, max(step - 2, 1)
        for kind, value in (("there", there), ("worked", worked)):
            high = float(value / most) * HEIGHT
            bars.append(f'<rect class="{kind}" x="{x:.1f}" y="{HEIGHT - high:.1f}" width="{wide:.1f}" height="{high:.1f}"/>')
    name = html.escape(load.line)
    total, used = sum(load.there, ZERO), sum(load.worked, ZERO)
    told = f"{name}: {short(used, 0)} of {short(total, 0)} hours worked, {months.starts_on:%Y-%m} to {months.ends[-1]:%Y-%m}"
    labels = f'<text x="0" y="{HEIGHT + 16}">{months.starts_on:%Y-%m}</text><text x="{WIDTH}" y="{HEIGHT + 16}" text-anchor="end">{months.ends[-1]:%Y-%m}</text>'
    return (
        f'<figure><svg viewBox="0 0 {WIDTH} {HEIGHT + 22}" role="img" aria-label="{told}">'
        f"<title>{told}</title>{''.join(bars)}{labels}</svg><figcaption>{told}</figcaption></figure>"
    )


def page(title: str, body: str) -> str:
    """A self-contained page for screen and paper, light and dark."""
    return _PAGE.format(title=html.escape(title), body=body)


_PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>
<style>
:root {{ color-scheme: light dark; --ink: #16212b; --paper: #fff; --rule: #cbd3da; --bar: #1d5f8a; --edge: #5b6b78 }}
@media (prefers-color-scheme: dark) {{ :root {{ --ink: #e6ebef; --paper: #14191e; --rule: #3a4650; --bar: #6cb4e4; --edge: #9aa9b5 }} }}
@media print {{ :root {{ --ink: #000; --paper: #fff; --rule: #999; --bar: #555; --edge: #000 }} thead {{ display: table-header-group }} tr, figure {{ break-inside: avoid }} }}
body {{ font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; color: var(--ink); background: var(--paper) }}
h1 {{ font-size: 1.4rem }} h2 {{ font-size: 1.15rem; margin-block-start: 2rem }} table {{ border-collapse: collapse; width: 100% }}
td, th {{ border-top: 1px solid var(--rule); padding: .4rem .6rem; text-align: start; vertical-align: top }}
figure {{ margin: 1rem 0 }} svg {{ width: 100%; height: auto }} svg text {{ font-size: 12px; fill: var(--ink) }}
.there {{ fill: none; stroke: var(--edge) }} .worked {{ fill: var(--bar) }}
code {{ overflow-wrap: anywhere }}
</style></head>
<body><main>
<h1>{title}</h1>
{body}
</main></body></html>"""
