"""Every threshold of the bundled entries, at its boundary, and whether the boundary table would notice if it moved.

`boundaries.yaml` is written from the wording. The second test moves each threshold by a hair, swaps each
operator, turns each yes to no, drops each word and each test, and expects the table to fail every time.
"""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from licet.classification.classify import contradictions
from licet.classification.entry import Answer, answers, kinds_of
from licet.classification.item import ItemFacts
from licet.classification.reasons import missile_technology, paragraphs, reasons_for
from licet.classification.stated import stated
from licet.encoding.dates import read_date
from licet.facts.kleene import Truth
from licet.reference.control_entries import ControlEntries, Entry, Group, ParameterTest, Reason

# Read as plain YAML, because anchors save repeating the jet engines; every number is taken as the text it is written as.
TABLE = yaml.load((Path(__file__).parent / "boundaries.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  # text only
HAIR = "0.000001"
SWAPPED = {"ge": ("gt", "le", "lt"), "gt": ("ge", "le", "lt"), "le": ("lt", "ge", "gt"), "lt": ("le", "ge", "gt")}


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """Facts, and what an entry must show for them."""

    entry: str
    kind: str
    on: dt.date
    facts: dict[str, Any]
    truth: Truth
    shows: dict[str, Any]


def value_of(text: Any) -> Any:
    return {"true": True, "false": False, "unknown": None}.get(text, text) if isinstance(text, str) else tuple(text)


def cases_of(entry: str, row: dict[str, Any]) -> Iterator[Case]:
    def case(facts: dict[str, Any], truth: Truth, shows: dict[str, Any]) -> Case:
        read = {name: value_of(value) for name, value in {**row["met"], **facts}.items()}
        return Case(entry=entry, kind=row["kind"], on=read_date(row.get("on", "2026-10-05")), facts=read, truth=truth, shows=shows)

    yield case({}, Truth.TRUE, {name: row[name] for name in ("refs", "mt", "reasons") if name in row})
    for change in row.get("not", []):
        yield case(change, Truth.FALSE, {})
    for change in row.get("also", []):
        shows = {name: change[name] for name in ("refs", "mt", "reasons") if "facts" in change and name in change}
        yield case(change.get("facts", change), Truth.TRUE, shows)
    for name, values in row.get("each", {}).items():
        for value in values:
            yield case({name: value}, Truth.TRUE, {})


CASES = {entry: tuple(cases_of(entry, {**TABLE.get(row.get("as"), {}), **row})) for entry, row in TABLE.items()}


def shortfall(case: Case, entries: ControlEntries) -> str | None:
    """How an entry falls short of a case, or None."""
    asked = stated(ItemFacts(name="x", kind=case.kind, facts=case.facts), entries.parameters)
    known = asked.without(contradictions(asked, entries))
    found = answers(kinds_of(case.kind, entries, known), entries, known, as_of=case.on)
    answer: Answer | None = next((one for one in found if one.entry.id == case.entry), None)
    if answer is None:
        return "is not tried at all"
    if answer.truth is not case.truth:
        return f"is {answer.truth.value}, not {case.truth.value}: {answer.proof.says}"
    if "refs" in case.shows and list(paragraphs(answer.entry, known).met) != case.shows["refs"]:
        return f"stands under {paragraphs(answer.entry, known).met}"
    if "mt" in case.shows:
        mt = missile_technology([answer], [], listed_for_sure=True, known=known)
        if mt is not (case.shows["mt"] == "true"):
            return f"has mt {mt}"
    if "reasons" in case.shows:
        reasons = {name: str(value) for name, value in reasons_for([answer], known).items()}
        if reasons != case.shows["reasons"]:
            return f"has reasons {reasons}"
    return None


def test_every_entry_has_its_boundaries(entries: ControlEntries) -> None:
    assert {entry.id for entry in entries.entries} == set(CASES)


@pytest.mark.parametrize("entry", CASES)
def test_an_entry_holds_at_its_boundary_and_not_beyond(entry: str, entries: ControlEntries) -> None:
    for case in CASES[entry]:
        assert shortfall(case, entries) is None, f"{case.facts}: {shortfall(case, entries)}"


def moved(text: str, by: str) -> str:
    """A threshold a hair further."""
    return str(Decimal(text) + Decimal(by))


def mutants_of_test(test: ParameterTest) -> Iterator[tuple[str, ParameterTest]]:
    replace = msgspec.structs.replace
    if isinstance(test.value, bool):
        yield f"{test.param} is {not test.value}", replace(test, value=not test.value)
    elif test.op in SWAPPED and isinstance(test.value, str):
        for by in (HAIR, f"-{HAIR}"):
            yield f"{test.param} {test.op} {test.value} moved by {by}", replace(test, value=moved(test.value, by))
        for op in SWAPPED[test.op]:
            yield f"{test.param} {test.op} {test.value} made {op}", replace(test, op=op)
    elif isinstance(test.value, tuple):
        for word in test.value:
            yield (
                f"{test.param} without {word}",
                replace(test, value=tuple(one for one in test.value if one != word) or ("nothing",)),
            )
    else:
        yield f"{test.param} eq something else", replace(test, value="nothing")


def mutants_of_group(group: Group) -> Iterator[tuple[str, Group]]:
    replace = msgspec.structs.replace
    for index, inner in enumerate(group.tests):
        before, after = group.tests[:index], group.tests[index + 1 :]
        if len(group.tests) > 1:
            yield f"{group.how} without its part {index}", replace(group, tests=(*before, *after))
        changed = mutants_of_group(inner) if isinstance(inner, Group) else mutants_of_test(inner)
        for name, mutant in changed:
            yield name, replace(group, tests=(*before, mutant, *after))
    if len(group.tests) > 1:
        yield f"{group.how} turned round", replace(group, how="any" if group.how == "all" else "all")


def mutants_of(entry: Entry) -> Iterator[tuple[str, Entry]]:
    replace = msgspec.structs.replace
    for name, group in mutants_of_group(entry.tests):
        yield f"tests: {name}", replace(entry, tests=group)
    for field in ("unless", "excludes_if", "branches", "reasons"):
        rows: tuple[Any, ...] = getattr(entry, field)
        for index, row in enumerate(rows):
            others = (rows[:index], rows[index + 1 :])
            yield f"{field} without {index}", replace(entry, **{field: (*others[0], *others[1])})
            group = row if field == "unless" else row.tests
            for name, mutant in mutants_of_group(group) if group is not None else ():
                new = mutant if field == "unless" else replace(row, tests=mutant)
                yield f"{field}: {name}", replace(entry, **{field: (*others[0], new, *others[1])})
            for name, reasons in mutants_of_columns(row.reasons) if field == "branches" else ():
                yield f"branch {row.ref}: {name}", replace(entry, branches=(*others[0], replace(row, reasons=reasons), *others[1]))
    for name, reasons in mutants_of_columns(entry.reasons):
        yield name, replace(entry, reasons=reasons)
    for index in range(len(entry.excludes)):
        yield (
            f"excludes without {entry.excludes[index]}",
            replace(entry, excludes=(*entry.excludes[:index], *entry.excludes[index + 1 :])),
        )
    if entry.mt_if is not None:
        yield "no mt_if", replace(entry, mt_if=None)
        for name, group in mutants_of_group(entry.mt_if):
            yield f"mt_if: {name}", replace(entry, mt_if=group)


def mutants_of_columns(reasons: tuple[Reason, ...]) -> Iterator[tuple[str, tuple[Reason, ...]]]:
    for index, reason in enumerate(reasons):
        if reason.column is not None and reason.reason != "MT":
            other = msgspec.structs.replace(reason, column=3 - reason.column)
            yield f"{reason.reason} in column {other.column}", (*reasons[:index], other, *reasons[index + 1 :])


@pytest.mark.parametrize("entry", CASES)
def test_the_boundary_table_notices_every_change_to_an_entry(entry: str, entries: ControlEntries) -> None:
    original = next(one for one in entries.entries if one.id == entry)
    others = tuple(one for one in entries.entries if one.id in original.excludes or entry in one.excludes)
    heads = entries.heads
    survivors = []
    for name, mutant in mutants_of(original):
        changed = ControlEntries(heads=heads, entries=(mutant, *others))
        if all(shortfall(case, changed) is None for case in CASES[entry]):
            survivors.append(name)
    assert survivors == []


def test_the_changes_tried_are_many(entries: ControlEntries) -> None:
    """A mutation test that mutates nothing would pass."""
    assert sum(1 for entry in entries.entries for _ in mutants_of(entry)) > 500
