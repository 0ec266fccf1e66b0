"""A queried party and one record weighed against each other: the best of their pairs of names, with the facts."""

from collections.abc import Iterable

import msgspec

from licet.encoding.faults import quoted, refuse
from licet.reference.record import ListedName, Record
from licet.screening import model
from licet.screening.alignment import Alignment, align
from licet.screening.facts import facts_of, kinds_differ
from licet.screening.names import BASE, NameWeights, evidence_of_names, weights_of_names
from licet.screening.normal import Word, readings_of, words_of
from licet.screening.query import Query
from licet.screening.result import Evidence


class Name(msgspec.Struct, frozen=True):
    """A name of the queried party and its words."""

    text: str
    words: tuple[Word, ...]
    weak: bool


class Pair(msgspec.Struct, frozen=True):
    """A name of the query beside a name of the record, and the most log-odds that the two can have, where that is known."""

    name: Name
    listed: ListedName
    words: tuple[Word, ...]
    most: int | None = None


class Weighed(msgspec.Struct, frozen=True):
    """The best pair of names of a query and a record; `name` and `alignment` are None where only a number was compared."""

    alert: bool
    log_odds: int
    listed: ListedName
    facts: tuple[Evidence, ...]
    name: Name | None = None
    alignment: Alignment | None = None
    weights: NameWeights | None = None

    def evidence(self) -> tuple[Evidence, ...]:
        if self.name is None or self.alignment is None or self.weights is None:
            return (BASE, *self.facts)
        weak = self.name.weak or self.listed.weak
        return (*evidence_of_names(self.name.text, self.listed.text, self.alignment, self.weights, weak=weak), *self.facts)


def names_of(query: Query) -> tuple[Name, ...]:
    """The names that can be compared; raises `Faults` when there is neither one nor a number."""
    names = [Name(text, words, weak=False) for text in query.names for words in readings_of(text)]
    names += [Name(text, words, weak=True) for text in query.weak_names for words in readings_of(text)]
    usable = tuple(name for name in names if name.words)
    if not usable and not query.identifiers:
        if not names:
            raise refuse("name", "is missing; name the party")
        raise refuse("name", f"{quoted(names[0].text)} holds no letter or digit to compare; write the party's name")
    return usable


def pairs_of(names: Iterable[Name], record: Record) -> list[Pair]:
    """Every name of a query beside every name of a record."""
    return [Pair(name, listed, words_of(listed.text)) for listed in record.names for name in names]


def are_persons(schema: str, listed: str) -> bool:
    """Whether names under these two schemata are compared as names of persons."""
    return "Person" in (schema, listed) and not kinds_differ(schema, listed)


def weigh(query: Query, record: Record, pairs: Iterable[Pair], *, least: int | None = None) -> Weighed | None:
    """The best of the pairs of names given, with the facts, which are the same for all of them.

    None when no pair can have `least` log-odds; a pair that cannot be the best is not laid side by side.
    """
    facts = facts_of(query, record)
    by_fact = sum(fact.weight for fact in facts)
    second_fact = any(fact.effect == "for" and fact.feature != "sex" for fact in facts)
    same_number = any(fact.effect == "for" and fact.feature == "identifier" for fact in facts)
    person = are_persons(query.schema, record.schema)
    best: Weighed | None = None
    for pair in pairs:
        if pair.most is not None and not same_number:
            most = pair.most + by_fact
            if least is not None and most < least:
                continue
            if best is not None and most <= best.log_odds and (best.alert or most < model.ALERT_FROM):
                continue
        alignment = align(pair.name.words, pair.words, person=person)
        weights = weights_of_names(alignment, person=person)
        log_odds = weights.total + by_fact
        needs_fact = pair.name.weak or pair.listed.weak or _is_thin(alignment)
        alert = same_number or (log_odds >= model.ALERT_FROM and (second_fact or not needs_fact))
        if best is None or (alert, log_odds) > (best.alert, best.log_odds):
            best = Weighed(alert, log_odds, pair.listed, facts, pair.name, alignment, weights)
    if best is None and (same_number or least is None):
        return Weighed(same_number, model.BASE + by_fact, next(iter(record.names), ListedName(text="")), facts)
    return best


def _is_thin(alignment: Alignment) -> bool:
    return len(alignment.pairs) == 1 and alignment.shared < model.THIN
