"""One party against every list in force."""

from collections.abc import Iterable
from decimal import Decimal

import msgspec

from licet.encoding.faults import quoted, refuse
from licet.reference.record import Identifier, ListedName, Record
from licet.screening import model
from licet.screening.alignment import Alignment, align
from licet.screening.facts import facts_of, kinds_differ
from licet.screening.index import Index
from licet.screening.names import BASE, NameWeights, evidence_of_names, weights_of_names
from licet.screening.normal import Word, words_of
from licet.screening.query import Query, plain_query
from licet.screening.result import Evidence, Match, Screening

CANDIDATES = 60
"""Names looked at in each edition, besides those of exactly the same words and those with the same number."""
LOWEST = Decimal("0.0200")
"""A match less likely than this is not shown."""


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """How likely two parties are one: probability, whether that alerts, and why."""

    score: Decimal
    alert: bool
    evidence: tuple[Evidence, ...]


class _Name(msgspec.Struct, frozen=True):
    text: str
    words: tuple[Word, ...]
    weak: bool


class _Weighed(msgspec.Struct, frozen=True):
    """The best pair of names of a query and a record; `name` and `alignment` are None where only a number was compared."""

    alert: bool
    log_odds: int
    listed: ListedName
    facts: tuple[Evidence, ...]
    name: _Name | None = None
    alignment: Alignment | None = None
    weights: NameWeights | None = None

    def evidence(self) -> tuple[Evidence, ...]:
        if self.name is None or self.alignment is None or self.weights is None:
            return (BASE, *self.facts)
        weak = self.name.weak or self.listed.weak
        return (*evidence_of_names(self.name.text, self.listed.text, self.alignment, self.weights, weak=weak), *self.facts)


def screen(query: Query, indexes: Iterable[Index], *, edition: str, limit: int = 20) -> Screening:
    """Compare a party with every record of every index; `edition` is the digest of the snapshot the indexes belong to.

    Every alert is returned, however many there are; `limit` bounds the matches below the alert
    line. Raises `Faults` when the query has neither a name with a letter nor a number.
    """
    names = _names_of(query)
    matches: list[Match] = []
    for index in indexes:
        places: dict[int, set[int]] = {}
        for name in names:
            for at in index.candidates(name.words, most=CANDIDATES).tolist():
                places.setdefault(int(index.name_records[at]), set()).add(int(index.name_places[at]))
        for identifier in query.identifiers:
            for at in index.with_number(identifier.number):
                places[at] = set(range(len(index.record(at).names)))
        for at in sorted(places):
            record = index.record(at)
            weighed = _weigh(query, names, record, sorted(places[at]))
            score = model.probability(weighed.log_odds)
            if weighed.alert or score >= LOWEST:
                matches.append(_match(record, weighed, score))
    matches.sort(key=lambda match: (-match.score, match.record_id))
    alerts = sum(match.alert for match in matches)
    below = [match for match in matches if not match.alert][: max(limit - alerts, 0)]
    shown = tuple(match for match in matches if match.alert or match in below)
    return Screening(query=plain_query(query), edition=edition, alert=alerts > 0, matches=shown)


def compare(left: Query, right: Query) -> Comparison:
    """Compare two parties as a screening would, the right one standing for the listed one."""
    record = Record(
        id="right",
        list="right",
        schema=right.schema,
        names=tuple(ListedName(text=text) for text in right.names)
        + tuple(ListedName(text=text, weak=True) for text in right.weak_names),
        effect="weigh",
        birth_dates=right.birth_dates,
        countries=right.countries,
        sex=right.sex,
        identifiers=tuple(Identifier(kind=one.kind, number=one.number) for one in right.identifiers),
    )
    _names_of(right)
    weighed = _weigh(left, _names_of(left), record, range(len(record.names)))
    return Comparison(score=model.probability(weighed.log_odds), alert=weighed.alert, evidence=weighed.evidence())


def _names_of(query: Query) -> tuple[_Name, ...]:
    names = [_Name(text, words_of(text), weak=False) for text in query.names]
    names += [_Name(text, words_of(text), weak=True) for text in query.weak_names]
    usable = tuple(name for name in names if name.words)
    if not usable and not query.identifiers:
        if not names:
            raise refuse("name", "is missing; name the party")
        raise refuse("name", f"{quoted(names[0].text)} holds no letter or digit to compare; write the party's name")
    return usable


def _weigh(query: Query, names: tuple[_Name, ...], record: Record, places: Iterable[int]) -> _Weighed:
    """The best of the name pairs given, with the facts, which are the same for all of them."""
    facts = facts_of(query, record)
    by_fact = sum(fact.weight for fact in facts)
    second_fact = any(fact.effect == "for" and fact.feature != "sex" for fact in facts)
    same_number = any(fact.effect == "for" and fact.feature == "identifier" for fact in facts)
    person = "Person" in (query.schema, record.schema) and not kinds_differ(query.schema, record.schema)
    best: _Weighed | None = None
    for place in places:
        listed = record.names[place]
        words = words_of(listed.text)
        for name in names:
            alignment = align(name.words, words, person=person)
            weights = weights_of_names(alignment, person=person)
            log_odds = weights.total + by_fact
            needs_fact = name.weak or listed.weak or _is_thin(alignment)
            alert = same_number or (log_odds >= model.ALERT_FROM and (second_fact or not needs_fact))
            if best is None or (alert, log_odds) > (best.alert, best.log_odds):
                best = _Weighed(alert, log_odds, listed, facts, name, alignment, weights)
    return best or _Weighed(same_number, model.BASE + by_fact, record.names[0], facts)


def _is_thin(alignment: Alignment) -> bool:
    return len(alignment.pairs) == 1 and alignment.shared < model.THIN


def _match(record: Record, weighed: _Weighed, score: Decimal) -> Match:
    return Match(
        record_id=record.id,
        list=record.list,
        caption=record.names[0].text,
        matched_name=weighed.listed.text,
        score=score,
        alert=weighed.alert,
        effect=record.effect,
        evidence=weighed.evidence(),
    )
