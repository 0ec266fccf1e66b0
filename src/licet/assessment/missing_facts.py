"""What is still missing, those facts first whose answer decides most.

The worth of a fact, over the findings that lack it: an answer that stands in the way settles a finding
whatever else it lacks, one that clears settles it only together with the others. A finding that lacks k
facts so gives each of them (1 + 1/k) / 2; a bar, whose adverse answer ends the case, gives twice that. An
instrument whose reach is open gives also what its own open findings would: if it does not reach the case, none
of them is asked any more.
"""

from collections import Counter
from fractions import Fraction

from licet.assessment.judged import Judged, relevant
from licet.facts.fact import Missing
from licet.law.case import Case
from licet.law.finding import Finding
from licet.law.questions import missing


def missing_facts(case: Case, judged: Judged) -> tuple[Missing, ...]:
    """Every fact still missing, those that decide most first; then by name.

    Findings above the level of the case lend no worth, so that the order tells nobody of them.
    """
    worth: dict[Missing, Fraction] = {}
    waiting = Counter(finding.instrument for finding in judged.findings if finding.missing and _open_to_case(finding))
    for finding in judged.findings:
        for one in finding.missing:
            worth[one] = worth.get(one, Fraction(0)) + (_worth(finding, waiting) if _open_to_case(finding) else 0)
    for item in judged.items_open:
        for result in relevant(case, case.classification[item]):
            for name in result.missing:
                one = Missing(name=name, question=f"What is the item's {name.replace('_', ' ')}?", answerer="exporter", about=item)
                worth[one] = worth.get(one, Fraction(0)) + _settles(len(result.missing))
    if judged.authorisation_required == "unknown" and not judged.items_open:
        worth.setdefault(missing("authorisation_needed"), Fraction(0))
    return tuple(sorted(worth, key=lambda one: (-worth[one], one.name, one.about or "")))


def _open_to_case(finding: Finding) -> bool:
    return finding.release_level in ("public", "case")


def _worth(finding: Finding, waiting: Counter[str]) -> Fraction:
    settles = _settles(len(finding.missing))
    if finding.effect in ("prohibit", "refuse"):
        return 2 * settles
    if finding.rule.startswith("SCOPE:"):
        return settles + Fraction(waiting[finding.instrument] - 1, 2 * len(finding.missing))
    return settles


def _settles(lacking: int) -> Fraction:
    return (1 + Fraction(1, lacking)) / 2


def names_of(judged: Judged) -> tuple[str, ...]:
    """The names of the facts that findings lack, by name."""
    return tuple(sorted({one.name for finding in judged.findings for one in finding.missing}))
