"""What an edition of control-list entries must keep true within itself, each breach as a sentence."""

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from licet.encoding.exact import read_decimal
from licet.encoding.faults import Fault, quoted
from licet.reference.control_entries import FAMILY_OF, POLICY, ControlHead, Entry, Group, ParameterTest
from licet.reference.control_parameters import PARAMETERS, Parameter

NUMBER_OPERATORS = ("ge", "gt", "le", "lt", "eq")
CODE_SHAPE = re.compile(r"[A-Z0-9][A-Za-z0-9]*([.-][A-Za-z0-9]+)*")
OWN_ID = re.compile(r"(MTCR|EU|US)-")
"""A code that starts like this names an entry of the file itself."""


def faults_of(head: ControlHead, entries: tuple[Entry, ...], *, same_tests: Mapping[str, str]) -> Iterator[Fault]:
    """Every breach in an edition, in its order. `same_tests` says which entry takes its tests from which."""
    parameters = {**PARAMETERS, **{one.name: one for one in head.parameters}}
    ids = [entry.id for entry in entries]
    for entry in entries:
        where = f"entry {entry.id}"
        if ids.count(entry.id) > 1:
            yield Fault(where, "has its id twice or more; give each entry its own id")
        yield from _entry_faults(entry, where, ids, [kind.id for kind in head.kinds], parameters, same_tests)
    yield from _circles(entries)
    yield from _head_faults(head, ids, parameters)
    yield from _correlation_faults(head, {entry.id: entry for entry in entries})


def _entry_faults(
    entry: Entry, where: str, ids: list[str], kinds: list[str], parameters: Mapping[str, Parameter], same_tests: Mapping[str, str]
) -> Iterator[Fault]:
    source = same_tests.get(entry.id)
    if source is not None and (source not in ids or source == entry.id):
        yield _dangling(f"{where}.same_tests_as", source, ids)
    elif source is not None and source in same_tests:
        yield Fault(f"{where}.same_tests_as", f"names {source}, which takes its tests from {same_tests[source]}; name that one")
    for excluded in entry.excludes:
        if excluded not in ids:
            yield _dangling(f"{where}.excludes", excluded, ids)
    for rule in entry.excludes_if:
        if rule.then not in ids:
            yield _dangling(f"{where}.excludes_if.then", rule.then, ids)
    for kind in entry.kinds or ():
        if kind not in kinds:
            yield _dangling(f"{where}.kinds", kind, kinds, noun="kind of item")
    groups: list[tuple[str, Group | None]] = [
        ("tests", entry.tests if source is None else None),
        ("mt_if", entry.mt_if),
        *(("unless", group) for group in entry.unless if source is None),
        *(("excludes_if", rule.tests) for rule in entry.excludes_if),
        *((f"branch {branch.ref}", branch.tests) for branch in entry.branches),
        *((f"reason {reason.reason}", reason.tests) for branch in entry.branches for reason in branch.reasons),
        *((f"reason {reason.reason}", reason.tests) for reason in entry.reasons),
        *((f"reason {reason.reason}", reason.tests) for reasons in entry.branch_reasons.values() for reason in reasons),
    ]
    for part, group in groups:
        yield from _group_faults(group, f"{where}, {part}", parameters, ids)
    refs = [*refs_of(entry.tests), *(branch.ref for branch in entry.branches)]
    for ref in entry.branch_reasons:
        if refs and ref not in refs:
            yield _dangling(f"{where}.reasons", ref, refs, noun="paragraph of the entry")


def refs_of(group: Group) -> Iterator[str]:
    """The paragraphs a group names, in reading order."""
    if group.ref is not None:
        yield group.ref
    for inner in group.tests:
        if isinstance(inner, Group):
            yield from refs_of(inner)


def _group_faults(group: Group | None, where: str, parameters: Mapping[str, Parameter], ids: list[str]) -> Iterator[Fault]:
    if group is None:
        return
    for inner in group.tests:
        if isinstance(inner, Group):
            yield from _group_faults(inner, where, parameters, ids)
        else:
            yield from _test_faults(inner, where, parameters, ids)


def _test_faults(test: ParameterTest, where: str, parameters: Mapping[str, Parameter], ids: list[str]) -> Iterator[Fault]:
    parameter = parameters.get(test.param)
    if parameter is None:
        near = get_close_matches(test.param, parameters, n=1)
        hint = f"use “{near[0]}”, or declare it under parameters" if near else "declare it under parameters"
        yield Fault(where, f"tests {quoted(test.param)}, which is no known parameter; {hint}")
        return
    words = (test.value,) if isinstance(test.value, str) else test.value if isinstance(test.value, tuple) else ()
    tested = f"tests {test.param} by {test.op} {quoted(test.value)}"
    match parameter.kind:
        case "number":
            if test.op not in NUMBER_OPERATORS or not isinstance(test.value, str) or not _is_number(test.value):
                yield Fault(where, f"{tested}; use {', '.join(NUMBER_OPERATORS)} and a plain number")
        case "yes_no":
            if test.op != "is" or not isinstance(test.value, bool):
                yield Fault(where, f"{tested}; use “is” with true or false")
        case _:
            if test.op not in ("eq", "is_any") or (test.op == "is_any") != isinstance(test.value, tuple) or not words:
                yield Fault(where, f"{tested}; use “eq” with a word or “is_any” with a list of words")
    for word in words if parameter.kind in ("word", "code") else ():
        if parameter.kind == "word" and word not in parameter.values:
            yield _dangling(where, word, list(parameter.values), noun=f"value of {test.param}")
        if parameter.kind == "code" and not CODE_SHAPE.fullmatch(word):
            yield Fault(where, f"tests {test.param} against {quoted(word)}, which is no control-list code")
        if parameter.kind == "code" and OWN_ID.match(word) and word not in ids:
            yield _dangling(where, word, ids)


def _is_number(text: str) -> bool:
    try:
        return read_decimal(text) >= 0
    except ValueError:
        return False


def _circles(entries: tuple[Entry, ...]) -> Iterator[Fault]:
    """Entries that leave each other out by `excludes` in a circle decide nothing."""
    leaves_to = {entry.id: entry.excludes for entry in entries}
    for entry in entries:
        reached: set[str] = set()
        ahead = list(entry.excludes)
        while ahead:
            one = ahead.pop()
            if one not in reached:
                reached.add(one)
                ahead.extend(leaves_to.get(one, ()))
        if entry.id in reached:
            yield Fault(f"entry {entry.id}.excludes", "comes back to the entry itself; an entry cannot wait for its own answer")


def _head_faults(head: ControlHead, ids: list[str], parameters: Mapping[str, Parameter]) -> Iterator[Fault]:
    kinds = [kind.id for kind in head.kinds]
    for kind in head.kinds:
        if kinds.count(kind.id) > 1:
            yield Fault(f"kind {kind.id}", "stands twice or more; give each kind its own id")
        yield from _group_faults(kind.also_if, f"kind {kind.id}", parameters, ids)
    for coverage in head.coverage:
        where = f"covers {coverage.family} {coverage.kind}"
        if coverage.kind not in kinds:
            yield _dangling(where, coverage.kind, kinds, noun="kind of item")
        if coverage.until is not None and coverage.until < coverage.since:
            yield Fault(where, f"ends on {coverage.until}, before it begins on {coverage.since}")
        yield from _group_faults(coverage.tests, where, parameters, ids)
    lists = [name for name in FAMILY_OF if name != POLICY]
    for order in head.orders:
        for one in (one for tier in order.tiers for one in tier):
            if one not in ids and one not in lists:
                yield _dangling(f"precedence {order.family}", one, [*ids, *lists], noun="entry or list")
    for group in head.one_of:
        where = f"one_of {group.family}"
        yield from (_dangling(where, one, ids) for one in (*group.entries, group.assume) if one not in ids)
        if group.assume not in group.entries:
            yield Fault(where, f"assumes {group.assume}, which is not among its entries")
        yield from _group_faults(group.tests, where, parameters, ids)
    for disputed in head.disputed:
        yield from (_dangling("disputed", one, ids) for one in disputed.entries if one not in ids)
    for contradiction in head.contradictions:
        if contradiction.contested not in parameters:
            yield _dangling("contradictions", contradiction.contested, list(parameters), noun="parameter")
        yield from _group_faults(contradiction.tests, "contradictions", parameters, ids)
    catch_alls = [one.id for one in head.catch_alls]
    for one in sorted({one for one in catch_alls if catch_alls.count(one) > 1 or one in ids}):
        yield Fault(f"catch-all {one}", "has an id that stands twice or more; give it its own")


def _correlation_faults(head: ControlHead, entries: Mapping[str, Entry]) -> Iterator[Fault]:
    for row in head.correlations:
        where = f"correlation “{row.controls}”"
        strange = [one for one in row.entries if one not in entries]
        yield from (_dangling(where, one, entries) for one in strange)
        if len(set(row.entries)) < len(row.entries):
            yield Fault(where, "names an entry twice; name each once")
        if not strange and len({entries[one].family for one in row.entries}) < 2:
            yield Fault(where, "stays within one list; name entries of at least two")


def _dangling(where: str, name: str, known: Iterable[str], noun: str = "entry of this file") -> Fault:
    near = get_close_matches(name, list(known), n=1)
    hint = f"; use “{near[0]}”" if near else ""
    return Fault(where, f"names {quoted(name)}, which is no {noun}{hint}")
