"""What changed between two opinions on one case."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext

from licet.assessment.opinion import Opinion
from licet.law.finding import Finding
from licet.web.casework import words
from licet.web.casework.present import FindingRow, Light, finding_row, input_rows, recommendation_light
from licet.web.design.question import asked

Key = tuple[str, str, int]


@dataclass(frozen=True)
class Turned:
    """A finding that stands otherwise than before; one side is absent when it is new or gone."""

    rule: str
    citation: str
    before: FindingRow | None
    after: FindingRow | None


@dataclass(frozen=True)
class Question:
    question: str
    about: str | None


@dataclass(frozen=True)
class HitTurned:
    party: str
    record_id: str
    before: str
    after: str


@dataclass(frozen=True)
class InputTurned:
    name: str
    before: str
    after: str
    is_digest: bool


@dataclass(frozen=True)
class Changes:
    before: Light
    after: Light
    answered: tuple[Question, ...]
    asked: tuple[Question, ...]
    turned: tuple[Turned, ...]
    hits: tuple[HitTurned, ...]
    inputs: tuple[InputTurned, ...]

    @property
    def nothing(self) -> bool:
        return self.before == self.after and not (self.answered or self.asked or self.turned or self.hits or self.inputs)


def changes(before: Opinion, after: Opinion) -> Changes:
    """Compare two opinions that were already cut to what the reader may see."""
    return Changes(
        before=recommendation_light(before.recommendation),
        after=recommendation_light(after.recommendation),
        answered=tuple(Question(asked(fact), fact.about) for fact in before.missing if fact not in after.missing),
        asked=tuple(Question(asked(fact), fact.about) for fact in after.missing if fact not in before.missing),
        turned=tuple(_turned(before.findings, after.findings)),
        hits=_hits(before, after),
        inputs=tuple(
            InputTurned(name=was.name, before=was.value, after=now.value, is_digest=now.is_digest)
            for was, now in zip(input_rows(before.inputs), input_rows(after.inputs), strict=True)
            if was != now
        ),
    )


def _turned(before: Iterable[Finding], after: Iterable[Finding]) -> Iterable[Turned]:
    was, now = _keyed(before), _keyed(after)
    for key in [*now, *(key for key in was if key not in now)]:
        old, new = was.get(key), now.get(key)
        if old is None or new is None or (old.outcome, old.says) != (new.outcome, new.says):
            yield Turned(
                rule=key[0],
                citation=key[1],
                before=finding_row(old) if old else None,
                after=finding_row(new) if new else None,
            )


def _keyed(findings: Iterable[Finding]) -> dict[Key, Finding]:
    """One rule may answer several times (once an item or a party): the n-th answer is compared with the n-th."""
    seen: Counter[tuple[str, str]] = Counter()
    found: dict[Key, Finding] = {}
    for finding in findings:
        name = (finding.rule, finding.citation)
        seen[name] += 1
        found[(*name, seen[name])] = finding
    return found


def _hits(before: Opinion, after: Opinion) -> tuple[HitTurned, ...]:
    was, now = _states(before), _states(after)
    return tuple(
        HitTurned(party=party, record_id=record, before=_state(was.get((party, record))), after=_state(now.get((party, record))))
        for party, record in sorted({*was, *now})
        if was.get((party, record)) != now.get((party, record))
    )


def _states(opinion: Opinion) -> dict[tuple[str, str], str]:
    return {(party.party, match.record_id): match.state for party in opinion.screening for match in party.matches}


def _state(state: str | None) -> str:
    return str(words.HIT_STATE[state]) if state else gettext("not there")
