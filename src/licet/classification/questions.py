"""Which fact to ask for next: those that can still change an answer, the one that settles most first.

Each open fact is tried with every value that could make a difference: yes and no, each word, and for
a number one value on either side of every limit that an entry in force sets. What the lists then
answer says how much the fact decides, whatever its value turns out to be.
"""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

import msgspec

from licet.classification.classify import classify
from licet.classification.item import NONE, ItemFacts, as_number
from licet.classification.result import Classification
from licet.encoding.exact import decimal_text
from licet.encoding.reading import FactValue
from licet.reference.control_entries import ControlEntries, Group, ParameterTest
from licet.reference.control_parameters import Parameter

MOST_TRIED = 12
"""Values tried of one fact at most; the words of a parameter are fewer, and so are the limits of a number."""


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """A fact worth asking for.

    `settles` counts the lists that it alone decides, at best, and `for_sure` those it decides
    whatever the answer; `limits` are the numbers, in order, at which its value matters.
    """

    parameter: Parameter
    settles: int
    for_sure: int
    limits: tuple[Decimal, ...] = ()


def questions(item: ItemFacts, entries: ControlEntries, *, as_of: dt.date) -> tuple[Question, ...]:
    """The technical facts an item still lacks, best first; none when every list is decided.

    A fact that changes nothing by itself stands last, since it may matter beside others. What only
    an officer can say (which entry is right, whether a list is complete) is no question of this kind.
    """
    now = classify(item, entries, as_of=as_of)
    names = dict.fromkeys(
        name for result in now.lists.values() for name in result.missing if name in entries.parameters and name not in item.facts
    )
    found = [_weighed(item, entries.parameters[name], now, entries, as_of) for name in names]
    serves = {name: sum(name in result.missing for result in now.lists.values()) for name in names}
    found.sort(key=lambda one: (*one[0], -serves[one[1].parameter.name], one[1].parameter.name))
    return tuple(question for _, question in found)


def _weighed(
    item: ItemFacts, parameter: Parameter, now: Classification, entries: ControlEntries, as_of: dt.date
) -> tuple[tuple[Decimal, Decimal], Question]:
    """A question with what is left open after it on average: lists, then facts."""
    limits = tuple(sorted(set(_limits(parameter.name, entries, as_of)))) if parameter.kind == "number" else ()
    tried = [classify(item.with_fact(parameter.name, value), entries, as_of=as_of) for value in _values(parameter, limits)]
    open_lists = [sum(result.decision == "refer" for result in one.lists.values()) for one in tried]
    open_facts = [len({name for result in one.lists.values() for name in result.missing}) for one in tried]
    before = sum(result.decision == "refer" for result in now.lists.values())
    question = Question(
        parameter=parameter, settles=before - min(open_lists), for_sure=max(before - max(open_lists), 0), limits=limits
    )
    return (Decimal(sum(open_lists)) / len(tried), Decimal(sum(open_facts)) / len(tried)), question


def _values(parameter: Parameter, limits: tuple[Decimal, ...]) -> tuple[FactValue, ...]:
    match parameter.kind:
        case "yes_no":
            return (True, False)
        case "word":
            return parameter.values[:MOST_TRIED]
        case "code":
            return (NONE,)
    return tuple(decimal_text(value) for value in _around(limits))


def _around(limits: tuple[Decimal, ...]) -> tuple[Decimal, ...]:
    """A value well below the lowest limit, one between each two, one well above the highest."""
    if not limits:
        return (Decimal(0), Decimal(1))
    between = [(low + high) / 2 for low, high in pairwise(limits)]
    return tuple([limits[0] / 2, *between, limits[-1] * 2][:MOST_TRIED])


def _limits(name: str, entries: ControlEntries, as_of: dt.date) -> Iterator[Decimal]:
    """Every number that an entry in force on a day holds a parameter against."""
    for entry in entries.entries:
        if entry.in_force(as_of):
            groups = (
                entry.tests,
                *entry.unless,
                *(branch.tests for branch in entry.branches),
                *(one.tests for one in entry.excludes_if),
            )
            for group in groups:
                yield from _limits_in(name, group)


def _limits_in(name: str, group: Group) -> Iterator[Decimal]:
    for node in group.tests:
        if isinstance(node, Group):
            yield from _limits_in(name, node)
        elif isinstance(node, ParameterTest) and node.param == name and (limit := as_number(node.value)) is not None:
            yield limit
