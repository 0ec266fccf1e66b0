"""Why an item is where it is, entry by entry, in plain sentences with citations."""

from collections.abc import Iterable, Iterator

from licet.classification.entry import Answer
from licet.classification.order import Standing
from licet.facts.kleene import Truth, told

WORD = {Truth.TRUE: "is met", Truth.FALSE: "is not met", Truth.UNKNOWN: "is open"}


def sentences(where: Standing) -> Iterator[str]:
    """Entries from the first tried down to the last the item stands under or may; all of them where there is none."""
    shown = {answer.entry.id for answer in (*where.codes, *where.possible)}
    last = max((number for number, answer in enumerate(where.tried) if answer.entry.id in shown), default=len(where.tried) - 1)
    for answer in where.tried[: last + 1]:
        yield _sentence(answer)
        yield from (f"{answer.entry.id} has a release note that nobody has shown to hold: {note}." for note in answer.unshown)
    if where.one_of is not None:
        yield f"Listed either way: {where.one_of.says} ({where.one_of.citation})."
    for code, says in where.disputed:
        yield f"Which sub-item is right stays open beside {code}: {says}."


def policy_sentences(policy: Iterable[Answer]) -> Iterator[str]:
    """Entries that change how a request is treated, not what the item is."""
    for answer in policy:
        if answer.truth is Truth.TRUE:
            yield f"{_sentence(answer)} Policy, not classification: {answer.entry.effect or answer.entry.title}."


def _sentence(answer: Answer) -> str:
    entry = answer.entry
    unsure = "; the wording is of low confidence here and only supports “possible”" if answer.doubtful else ""
    return f"{entry.id} ({entry.title}) {WORD[answer.truth]}: {told(answer.proof)}{unsure}. [{entry.citation}]"
