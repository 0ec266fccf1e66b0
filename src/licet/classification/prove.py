"""Tests of entries proved over what is stated of an item, each with a sentence that shows the value against the limit."""

from decimal import Decimal

from licet.classification.item import NONE, as_words
from licet.classification.measure import Measure, measures
from licet.classification.stated import Stated
from licet.encoding.exact import decimal_text
from licet.facts.kleene import Proof, Truth, all_of, any_of, met, not_met, unknown
from licet.reference.control_entries import Group, Operator, ParameterTest

RELATION: dict[Operator, tuple[str, str]] = {
    "ge": ("at least", "below"),
    "gt": ("above", "not above"),
    "le": ("at most", "above"),
    "lt": ("below", "not below"),
    "eq": ("exactly", "not"),
}
"""How a sentence says that a number passes a limit, and that it fails."""


def prove(node: ParameterTest | Group, known: Stated) -> Proof:
    """Whether a test or a group of them holds."""
    if isinstance(node, Group):
        join = all_of if node.how == "all" else any_of
        return join(node.ref or node.how, [prove(inner, known) for inner in node.tests])
    kind = known.parameters[node.param].kind
    if kind == "number":
        return _number(node, known)
    if kind == "yes_no":
        return _yes_no(node, known)
    return _words(node, known)


def refs_met(group: Group, known: Stated) -> list[tuple[str, Truth]]:
    """Each paragraph a group names, with whether it holds."""
    own = [] if group.ref is None else [(group.ref, prove(group, known).truth)]
    return own + [found for inner in group.tests if isinstance(inner, Group) for found in refs_met(inner, known)]


def _number(test: ParameterTest, known: Stated) -> Proof:
    limit = Decimal(str(test.value))
    said = f"{decimal_text(limit)} {known.parameters[test.param].unit}".rstrip()
    passes, fails = RELATION[test.op]
    found = measures(test.param, known)
    if not found:
        return unknown(known.why_open(test.param), known.missing(test.param))
    best = found[0]
    truth = best.compared(test.op, limit)
    for other in found[1:]:
        if {truth, other.compared(test.op, limit)} == {Truth.TRUE, Truth.FALSE}:
            says = f"{best.says}, but {other.says}: the two lie on different sides of {said}"
            return unknown(says, known.missing(test.param), facts=(*best.facts, *other.facts))
    if truth is Truth.FALSE and _is_link_range(test, known, found):
        says = f"{best.says}, which is just what its control link reaches; range is the distance it can fly, whatever the link"
        return unknown(says, known.missing(test.param), facts=best.facts)
    if truth is Truth.TRUE:
        return met(f"{best.says}, {passes} {said}", *best.facts)
    if truth is Truth.FALSE:
        return not_met(f"{best.says}, {fails} {said}", *best.facts)
    return unknown(f"{best.says}: too near to {said} to tell", known.missing(test.param), facts=best.facts)


def _is_link_range(test: ParameterTest, known: Stated, found: tuple[Measure, ...]) -> bool:
    """A stated range that equals the reach of the control link, with nothing else to bear it out, was probably copied from it."""
    link = measures("datalink_range_km", known) if test.param == "range_km" else ()
    return bool(link) and len(found) == 1 and known.fact("range_km") is not None and found[0].low == link[0].low


def _yes_no(test: ParameterTest, known: Stated) -> Proof:
    fact = known.fact(test.param)
    if fact is None:
        return unknown(known.why_open(test.param), known.missing(test.param))
    says = f"{known.label(test.param)}: {'yes' if fact.value else 'no'} ({fact.source})"
    return met(says, fact) if fact.value is test.value else not_met(says, fact)


def _words(test: ParameterTest, known: Stated) -> Proof:
    fact = known.fact(test.param)
    if fact is None:
        return unknown(known.why_open(test.param), known.missing(test.param))
    wanted = test.value if isinstance(test.value, tuple) else (str(test.value),)
    words = as_words(fact.value)
    says = f"{known.label(test.param)}: {_listed(words)} ({fact.source})"
    codes = known.parameters[test.param].kind == "code"
    if any(word == one or (codes and word.startswith(f"{one}.")) for word in words for one in wanted):
        return met(says, fact)
    above = [word for word in words for one in wanted if codes and one.startswith(f"{word}.")]
    if above and words != (NONE,):
        which = _listed(tuple(dict.fromkeys(above)))
        return unknown(f"{says}: state which paragraph of {which}", known.missing(test.param), facts=(fact,))
    return not_met(f"{says}, {'not' if len(wanted) == 1 else 'none of'} {_listed(wanted)}", fact)


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(word.replace("_", " ") for word in words)
