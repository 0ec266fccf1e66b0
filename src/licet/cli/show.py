"""An opinion for people: as text in a terminal, and as one page of HTML."""

import html

from rich.console import Console
from rich.table import Table
from rich.text import Text

from licet.assessment.opinion import Opinion
from licet.assessment.screened import ScreeningReport
from licet.law.combination import blocks
from licet.law.finding import Finding

WORDS = {
    "permit": "PERMIT",
    "permit_with_conditions": "PERMIT WITH CONDITIONS",
    "refer": "REFER",
    "refuse": "REFUSE",
}
COLOURS = {"permit": "green", "permit_with_conditions": "green", "refer": "yellow", "refuse": "red"}


def opinion_text(console: Console, opinion: Opinion, report: ScreeningReport | None = None) -> None:
    """Print an opinion: the recommendation, what decides it, what is missing, and everything else below."""
    head = Text(f"{WORDS[opinion.recommendation]}  ", style=f"bold {COLOURS[opinion.recommendation]}")
    console.print(head + Text(f"{opinion.reference}, as of {opinion.inputs.as_of}", style="bold"))
    console.print(opinion.summary, markup=False)
    console.print(f"Authorisation required: {opinion.authorisation_required}. Only an officer decides.", markup=False)
    deciding, rest = _deciding(opinion)
    _findings(console, "What decides", deciding)
    if opinion.missing:
        table = Table("fact", "about", "question", "who can answer", title="Missing facts", title_justify="left", box=None)
        for one in opinion.missing:
            table.add_row(one.name, one.about or "", one.question, one.answerer.replace("_", " "))
        console.print(table)
    for condition in opinion.conditions:
        console.print(f"Condition: {condition.says} ({condition.provenance})", markup=False)
    for condition in opinion.proposed:
        console.print(f"Could be accepted: {condition.says} ({condition.rule}: {condition.provenance})", markup=False)
    _precedents(console, opinion)
    for item in opinion.classification:
        for name, result in sorted(item.lists.items()):
            codes = ", ".join(result.codes or result.possible) or "no entry"
            console.print(f"{item.item}, {name}: {result.decision.replace('_', ' ')}, {codes}", markup=False)
    for screened in opinion.screening:
        for match in screened.matches:
            told = f"{screened.party}: {match.record_id} on {match.list}, score {match.score}, {match.state}"
            console.print(told + _caption(report, screened.party, match.record_id), markup=False)
    _findings(console, "Everything else", rest)
    console.print(f"Inputs: dossier {opinion.inputs.dossier}, snapshot {opinion.inputs.snapshot}", style="dim", markup=False)


def _precedents(console: Console, opinion: Opinion) -> None:
    if not opinion.precedents:
        return
    table = Table(
        "decision", "day", "outcome", "distance", "alike in", "differs in", title="Precedents", title_justify="left", box=None
    )
    for one in opinion.precedents:
        cells = (one.reference, str(one.decided_on), one.outcome, str(one.distance), "; ".join(one.alike), "; ".join(one.differs))
        table.add_row(*(Text(cell) for cell in cells))
    console.print(table)


def _deciding(opinion: Opinion) -> tuple[list[Finding], list[Finding]]:
    """The findings the recommendation turns on, and the others."""
    if opinion.recommendation == "refuse":
        chosen = [one for one in opinion.findings if one.effect in ("prohibit", "refuse") and one.outcome == "met"]
    else:
        chosen = [one for one in opinion.findings if blocks(one)]
    return chosen, [one for one in opinion.findings if one not in chosen]


def _findings(console: Console, title: str, findings: list[Finding]) -> None:
    if not findings:
        return
    table = Table("rule", "effect", "outcome", "says", "citation", title=title, title_justify="left", box=None)
    for one in findings:
        table.add_row(*(Text(cell) for cell in (one.rule, one.effect, one.outcome.replace("_", " "), one.says, one.citation)))
    console.print(table)


def _caption(report: ScreeningReport | None, path: str, record_id: str) -> str:
    if report is None:
        return ""
    found = next((match for match in report.screenings[path].matches if match.record_id == record_id), None)
    return f": “{found.matched_name}” ({found.caption})" if found else ""


def opinion_html(opinion: Opinion) -> str:
    """An opinion as one self-contained page, without names and without anything fetched from elsewhere."""

    def cell(text: str) -> str:
        return f"<td>{html.escape(text)}</td>"

    rows = "\n".join(
        f'<tr class="{one.outcome}">{cell(one.rule)}{cell(one.effect)}{cell(one.outcome.replace("_", " "))}{cell(one.says)}{cell(one.citation)}</tr>'
        for part in _deciding(opinion)
        for one in part
    )
    missing = "\n".join(f"<li>{html.escape(one.question)} <code>{html.escape(one.name)}</code></li>" for one in opinion.missing)
    conditions = "\n".join(f"<li>{html.escape(one.says)}</li>" for one in opinion.conditions)
    proposed = "\n".join(
        f"<li>{html.escape(one.says)} <small>{html.escape(one.rule)}: {html.escape(one.provenance)}</small></li>"
        for one in opinion.proposed
    )
    precedents = "\n".join(
        f"<tr>{cell(one.reference)}{cell(str(one.decided_on))}{cell(one.outcome)}{cell(str(one.distance))}"
        f"{cell('; '.join(one.alike))}{cell('; '.join(one.differs))}</tr>"
        for one in opinion.precedents
    )
    inputs = "\n".join(
        f"<dt>{name}</dt><dd><code>{html.escape(str(getattr(opinion.inputs, name)))}</code></dd>"
        for name in opinion.inputs.__struct_fields__
    )
    return _PAGE.format(
        title=html.escape(f"Opinion on {opinion.reference}"),
        recommendation=WORDS[opinion.recommendation],
        kind=opinion.recommendation,
        summary=html.escape(opinion.summary),
        required=opinion.authorisation_required,
        rows=rows,
        missing=f"<h2>Missing facts</h2><ol>{missing}</ol>" if missing else "",
        conditions=f"<h2>Conditions</h2><ul>{conditions}</ul>" if conditions else "",
        proposed=f"<h2>Conditions that could be accepted</h2><ul>{proposed}</ul>" if proposed else "",
        precedents=_PRECEDENTS.format(rows=precedents) if precedents else "",
        inputs=inputs,
    )


_PRECEDENTS = """<h2>Precedents</h2>
<table><thead><tr><th>Decision</th><th>Day</th><th>Outcome</th><th>Distance</th><th>Alike in</th><th>Differs in</th></tr></thead><tbody>
{rows}
</tbody></table>
"""
_PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>
<style>
body {{ font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; color: #16212b }}
h1 {{ font-size: 1.4rem }} table {{ border-collapse: collapse; width: 100% }}
td, th {{ border-top: 1px solid #cbd3da; padding: .4rem .6rem; text-align: start; vertical-align: top }}
.banner {{ border-inline-start: .5rem solid #8a6100; padding: .5rem 1rem; background: #fff8e6 }}
.refuse {{ border-color: #a8201a; background: #fdeceb }} .permit, .permit_with_conditions {{ border-color: #1b6b3a; background: #e9f6ee }}
code {{ overflow-wrap: anywhere }}
</style></head>
<body><main>
<h1>{title}</h1>
<div class="banner {kind}"><strong>{recommendation}</strong><p>{summary}</p><p>Authorisation required: {required}. Only an officer decides.</p></div>
{missing}{conditions}{proposed}{precedents}
<h2>Findings</h2>
<table><thead><tr><th>Rule</th><th>Effect</th><th>Outcome</th><th>Says</th><th>Citation</th></tr></thead><tbody>
{rows}
</tbody></table>
<h2>Inputs</h2><dl>{inputs}</dl>
</main></body></html>"""
