"""What an entry corresponds to on the other lists, as the tables say it, and an entry's tests in words.

Codes are not portable: 9A120 is a drone on one list and a rocket part on another. So nothing here
compares codes by their letters; entries belong together because a row of the table says so, with
what differs between them.
"""

from collections.abc import Iterable, Mapping

import msgspec

from licet.encoding.exact import decimal_text, read_decimal
from licet.reference.control_entries import Confidence, ControlEntries, Entry, Group, ParameterTest
from licet.reference.control_parameters import Parameter

_RELATION = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than", "eq": "exactly"}


class Counterpart(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of another list that a row puts beside the one asked for: what both control, and how they differ."""

    entry: Entry
    controls: str
    differs: str | None
    confidence: Confidence


def entries_called(code: str, entries: ControlEntries) -> tuple[Entry, ...]:
    """The entries that somebody means by a code: by their id, or by the code a list prints, with all of its paragraphs."""
    wanted = code.strip().casefold()
    return tuple(
        entry
        for entry in entries.entries
        for name in (entry.id.casefold(), entry.id.partition("-")[2].casefold())
        if name == wanted or name.startswith((f"{wanted}.", f"{wanted}-"))
    )


def counterparts(entry: Entry, entries: ControlEntries) -> tuple[Counterpart, ...]:
    """The entries of the other lists that correspond to one, in the order of the table."""
    by_id = {one.id: one for one in entries.entries}
    return tuple(
        Counterpart(entry=by_id[other], controls=row.controls, differs=row.differs, confidence=row.confidence)
        for head in entries.heads
        for row in head.correlations
        if entry.id in row.entries
        for other in row.entries
        if other in by_id and by_id[other].family != entry.family
    )


def in_words(group: Group, parameters: Mapping[str, Parameter]) -> str:
    """The tests of an entry as one sentence without its full stop."""
    parts = [_part(node, parameters, inside=len(group.tests) > 1) for node in group.tests]
    return (" and " if group.how == "all" else " or ").join(parts)


def _part(node: ParameterTest | Group, parameters: Mapping[str, Parameter], *, inside: bool) -> str:
    if isinstance(node, ParameterTest):
        return _test(node, parameters[node.param])
    words = in_words(node, parameters)
    marked = f"{node.ref}: {words}" if node.ref else words
    return f"({marked})" if inside and (len(node.tests) > 1 or node.ref) else marked


def _test(test: ParameterTest, parameter: Parameter) -> str:
    if isinstance(test.value, bool):
        return parameter.label if test.value else f"not {parameter.label}"
    if parameter.kind == "number":
        return f"{parameter.label} {_RELATION[test.op]} {decimal_text(read_decimal(str(test.value)))} {parameter.unit}".rstrip()
    values: Iterable[str] = test.value if isinstance(test.value, tuple) else (test.value,)
    return f"{parameter.label}: {' or '.join(value.replace('_', ' ') for value in values)}"
