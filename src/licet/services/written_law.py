"""The workbench of whoever writes rules: which outcomes of which provisions have a written case."""

from collections.abc import Mapping

from licet.assessment.written_cases import Tables, Verdict

OUTCOMES = ("met", "not_met", "unknown", "silent")


def coverage(tables: Tables, verdicts: tuple[Verdict, ...]) -> Mapping[str, Mapping[str, int]]:
    """For each rule of the criteria table, how many cases expect each outcome."""
    counts = {row.id: dict.fromkeys(OUTCOMES, 0) for row in tables.criteria.rules}
    for one in verdicts:
        if one.rule in counts and one.expected in OUTCOMES:
            counts[one.rule][one.expected] += 1
    return counts
