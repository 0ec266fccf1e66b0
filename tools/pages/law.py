"""`docs/reference/facts.md` and `docs/reference/provisions.md`: what the law asks, and which function tests what."""

from collections import Counter
from pathlib import Path

from licet.assessment.written_cases import read_cases
from licet.law.embargo_questions import EMBARGO_QUESTIONS
from licet.law.provisions import PROVISIONS
from licet.law.questions import QUESTIONS
from licet.reference.criteria import criteria_of
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
RULES = """\
# Provisions

<!-- made by `make docs` from the criteria table that ships and src/licet/law/provisions.py; change those -->

Each provision of the criteria table, what it does, and the function that tests it. A provision without a function is
unknown, and refers. `licet law show` prints the same for the tables of a workspace on a day, `licet law show RULE` all of one.
Cases are the written ones of `src/licet/bundled/law/cases`, by what they expect: met, not met, unknown, silent (not in force, or
not asked); `licet law test` judges them.

| provision | citation | effect | standard | confidence | tested by | cases |
|---|---|---|---|---|---|---|
"""


def facts_page() -> str:
    """The whole page of facts."""
    rows = (
        f"| `{name}` | {one.asks} {one.hint} | {one.answerer.replace('_', ' ')} | {', '.join(f'`{value}`' for value in one.values)} |\n"
        for name, one in {**QUESTIONS, **EMBARGO_QUESTIONS}.items()
    )
    return FACTS + "".join(rows)


def provisions_page(checkout: Path) -> str:
    """The whole page of provisions."""
    table = checkout / "src/licet/bundled/law/criteria.yaml"
    criteria = criteria_of(parse("criteria", {table.name: table.read_bytes()}).content)
    files = shipped_cases()
    written = read_cases(files, bases={"bases.yaml": files["bases.yaml"]})
    expected = Counter((one.case.rule, one.case.expect) for one in written)
    return RULES + "".join(
        f"| {row.id} | {row.cite} | {row.effect} | {row.standard.replace('_', ' ')} | {row.confidence} | {_tested(row.id, row.phase)} "
        f"| {' · '.join(str(expected[row.id, outcome]) for outcome in OUTCOMES)} |\n"
        for row in criteria.rules
    )


def _tested(rule: str, phase: str | None) -> str:
    if phase == "after_issue":
        return "falls due after issue"
    provision = PROVISIONS.get(rule)
    return f"`{provision.test.__module__.removeprefix('licet.')}.{provision.test.__name__}`" if provision else "nothing yet: refers"
