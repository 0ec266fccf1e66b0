"""`docs/reference/facts.md` and `docs/reference/criteria.md`: what the law asks, and what tests each article by which cases."""

from pathlib import Path

from licet.assessment.written_cases import WrittenCase, read_cases
from licet.law.embargo_questions import EMBARGO_QUESTIONS
from licet.law.provisions import PROVISIONS, Provision
from licet.law.questions import QUESTIONS
from licet.law.rule import EVERY_ACTIVITY
from licet.reference.criteria import Instrument, RuleRow, criteria_of
from licet.reference.parse import parse
from licet.services.written_law import OUTCOMES
from licet.storage.bundled import shipped_cases

FACTS = """\
# Facts

<!-- made by `make docs` from src/licet/law/questions.py; change the questions there -->

Every fact the law asks for beside what the dossier itself states. An answer is recorded with its source and day
(`licet answer`, or the case page). A question of risk or knowledge is settled only by an officer's recorded answer;
the exporter's own word is kept and shown, and leaves it open.

| fact | question | who can answer | answers |
|---|---|---|---|
"""
CRITERIA = """\
# Criteria

<!-- made by `make docs` from the criteria table and the written cases that ship, and src/licet/law/provisions.py; change those -->

Each instrument, its articles, the function that tests an article, and the written cases that try it, by what they expect. An article
without a function is unknown, and refers. `licet law show RULE` prints the same for the tables of a workspace; `licet law test --rule RULE`
judges the cases ([Try the law](../howto/try-the-law.md)).
"""


def facts_page() -> str:
    """The whole page of facts."""
    rows = (
        f"| `{name}` | {one.asks} {one.hint} | {one.answerer.replace('_', ' ')} | {', '.join(f'`{value}`' for value in one.values)} |\n"
        for name, one in {**QUESTIONS, **EMBARGO_QUESTIONS}.items()
    )
    return FACTS + "".join(rows)


def criteria_page(checkout: Path) -> str:
    """The whole page of criteria."""
    table = checkout / "src/licet/bundled/law/criteria.yaml"
    criteria = criteria_of(parse("criteria", {table.name: table.read_bytes()}).content)
    files = shipped_cases()
    cases: dict[str, list[WrittenCase]] = {}
    for one in read_cases(files, bases={"bases.yaml": files["bases.yaml"]}):
        if one.case.rule:
            cases.setdefault(one.case.rule, []).append(one.case)
    parts = [CRITERIA]
    for name, instrument in criteria.instruments.items():
        parts.append(f"\n## {instrument.title}\n\n{_dates(instrument)}\n")
        parts += [_article(row, cases.get(row.id, [])) for row in criteria.rules if row.of == name]
    return "".join(parts)


def _dates(instrument: Instrument) -> str:
    said = [f"Binds: {instrument.binds}."]
    if instrument.from_day:
        said.append(f"In force from {instrument.from_day}.")
    said += [
        f"Amended on {one.on} by {one.by}"
        + ("." if one.text_read else "; its text is unread, so its rules clear nothing until a rulebook confirms it.")
        for one in instrument.amended
    ]
    return " ".join(said)


def _article(row: RuleRow, cases: list[WrittenCase]) -> str:
    provision = PROVISIONS.get(row.id)
    facts = [
        row.effect,
        f"standard: {row.standard.replace('_', ' ')}" if row.standard != "none" else "",
        f"confidence: {row.confidence}",
    ]
    facts += [
        f"from {row.valid_from}" if row.valid_from else "",
        f"until {row.valid_to}" if row.valid_to else "",
        ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in row.params.items()),
    ]
    lines = [
        f"\n### {row.id}: {row.cite}\n",
        f"\n{row.test[:1].upper()}{row.test[1:]}.\n",
        f"\n*{'; '.join(one for one in facts if one)}*\n",
    ]
    if row.phase == "after_issue":
        lines.append("\nFalls due once an authorisation is issued; an obligation with a clock, it blocks nothing.\n")
    elif provision is None:
        lines.append("\nNo function tests it yet: unknown, refers.\n")
    else:
        says = " ".join((provision.test.__doc__ or "").split())
        lines.append(f"\n`{provision.test.__module__.removeprefix('licet.')}.{provision.test.__name__}`: {says}\n")
        lines.append(f"Asked of: {_activities(provision)}.\n")
    for outcome in OUTCOMES:
        names = [case.name for case in cases if case.expect == outcome]
        if names:
            lines.append(f"\n- **{outcome.replace('_', ' ')}**: {'; '.join(names)}")
    return "".join(lines) + ("\n" if cases else "")


def _activities(provision: Provision) -> str:
    every = provision.activities == EVERY_ACTIVITY
    return "every activity" if every else ", ".join(one.replace("_", " ") for one in sorted(provision.activities))
