"""The YAML file of control-list entries, read into an edition or refused with every fault it has.

The shape is `licet.classification-entries/1`. Beside entries a file may declare kinds of item, for
which of them it is complete (`covers`), the order of entries, and the like; a file that says none
of this can be read too, and then supports "refer" and "listed", never "not listed".
"""

import re
from collections.abc import Iterator
from typing import Any

from licet.encoding.faults import Fault, Faults, quoted
from licet.encoding.reading import read_value
from licet.encoding.source import Tree, read_tree
from licet.reference.control_checks import faults_of
from licet.reference.control_entries import (
    Branch,
    Contradiction,
    ControlHead,
    Coverage,
    Entry,
    ExcludedIf,
    Group,
    ItemKind,
    OneOf,
    Order,
    ParameterTest,
    Reason,
)
from licet.reference.control_form import EntryForm, FileForm, NodeForm, ParameterForm, ReasonForm, TestsForm
from licet.reference.control_parameters import PARAMETERS, Parameter, ParameterKind
from licet.reference.official import unpacked
from licet.reference.parsed import Parsed, content_of

UNNAMED = "CONTROL-ENTRIES"
"""The name of an edition whose file gives none."""


def parse_control_entries(files: dict[str, bytes]) -> Parsed:
    """Read a file of entries; raises `Faults` with one sentence for each fault.

    The edition is dated by the file's `dated`, the first day its rows speak for, or else by `compiled`.
    """
    ((name, data),) = files.items()
    plain = unpacked(name, data)
    try:
        file = _read(read_tree(plain, name.removesuffix(".gz")))
        head, entries = _head(file), tuple(sorted(_entries(file), key=lambda entry: entry.id))
    except Faults as refused:
        raise Faults(_named(name, fault) for fault in refused.faults) from None
    values = (head, *entries)
    return Parsed(dated_on=file.dated or file.compiled, name=head.name, values=values, content=content_of(values))


def _named(name: str, fault: Fault) -> Fault:
    return fault if fault.where.startswith(name) else Fault(f"{name} {fault.where}".rstrip(), fault.says)


def _read(tree: Tree) -> FileForm:
    """The file as written, with every reference in it checked."""
    faults: list[Fault] = []
    if isinstance(tree, dict) and isinstance(tree.get("entries"), list):
        tree = {**tree, "entries": [_normal(entry, f"entries[{index}]", faults) for index, entry in enumerate(tree["entries"])]}
    try:
        file = read_value(tree, FileForm)
    except Faults as refused:
        raise Faults([*faults, *refused.faults]) from None
    if not faults:
        faults = list(_faults_in(file))
    if faults:
        raise Faults(faults)
    return file


def _normal(entry: Tree, where: str, faults: list[Fault]) -> Tree:
    """An entry with the short ways of writing `unless` and `reasons` written out."""
    if not isinstance(entry, dict):
        return entry
    plain = dict(entry)
    if isinstance(plain.get("unless"), list):
        plain["unless"] = [{"text": one} if isinstance(one, str) else one for one in plain["unless"]]
    if isinstance(plain.get("mt_if"), dict):
        plain["mt_if"] = [plain["mt_if"]]
    if "reasons" in plain:
        plain["reasons"] = list(_reasons_of(plain["reasons"], f"{where}.reasons", faults))
    if isinstance(plain.get("branches"), list):
        plain["branches"] = [
            {**branch, "reasons": list(_reasons_of(branch["reasons"], f"{where}.branches[{index}].reasons", faults))}
            if isinstance(branch, dict) and "reasons" in branch
            else branch
            for index, branch in enumerate(plain["branches"])
        ]
    return plain


def _reasons_of(tree: Tree, where: str, faults: list[Fault], ref: str | None = None) -> Iterator[dict[str, Any]]:
    """`NS: 2`, `MT: words`, `RS1_if: tests`, and `a.1: {NS: 2}` for the reasons of one paragraph."""
    if not isinstance(tree, dict):
        faults.append(Fault(where, "is no mapping of reasons; write such as {NS: 2, AT: 1}"))
        return
    base = {} if ref is None else {"ref": ref}
    for key, value in tree.items():
        conditional = re.fullmatch(r"([A-Z]+)([0-9])_if", key)
        if isinstance(value, dict) and conditional:
            yield {**value, **base, "reason": conditional[1], "column": int(conditional[2])}
        elif isinstance(value, dict) and ref is None:
            yield from _reasons_of(value, f"{where}.{key}", faults, ref=key)
        elif isinstance(value, int) and not isinstance(value, bool):
            yield {**base, "reason": key, "column": value}
        elif isinstance(value, str):
            yield {**base, "reason": key, "text": value}
        else:
            faults.append(Fault(f"{where}.{key}", f"holds {quoted(value)}; write a column number, a condition in words, or tests"))


def _faults_in(file: FileForm) -> Iterator[Fault]:
    yield from _parameter_faults(file)
    for where, tests in _every_tests(file):
        yield from _form_faults(tests, where)
    for index, entry in enumerate(file.entries):
        if entry.same_tests_as is None and not _has_tests(entry):
            yield Fault(f"entries[{index}]", f"({entry.id}) has no tests; write all, any or same_tests_as")
        if entry.same_tests_as is not None and _has_tests(entry):
            yield Fault(f"entries[{index}].same_tests_as", f"({entry.id}) stands beside tests of its own; keep one of them")
        begins, ends = entry.valid.from_, entry.valid.to
        if begins is not None and ends is not None and ends < begins:
            yield Fault(f"entries[{index}].valid", f"({entry.id}) ends on {ends}, before it begins on {begins}")
    for index, covers in enumerate(file.covers):
        if covers.valid.from_ is None:
            yield Fault(f"covers[{index}].valid.from", "is missing; say from which day the entries are complete")


def _parameter_faults(file: FileForm) -> Iterator[Fault]:
    for name, raw in file.parameters.items():
        known = PARAMETERS.get(name)
        declared = _parameter(name, raw)
        if known is None:
            continue
        if declared.kind != known.kind or declared.unit != known.unit:
            said = f"is declared as {quoted(raw.unit)}, but everywhere else it is of kind {known.kind} {known.unit}".rstrip()
            yield Fault(f"parameters.{name}", f"{said}; use another name")
        elif set(declared.values) != set(known.values) and declared.values:
            yield Fault(f"parameters.{name}.values", f"differ from those used everywhere else: {', '.join(known.values)}")


def _form_faults(tests: TestsForm, where: str) -> Iterator[Fault]:
    """A test has param, op and value; a group has all or any; neither is both."""
    single = [name for name in ("param", "op") if getattr(tests, name) is not None] + (["value"] if tests.value is not None else [])
    if single and (tests.all is not None or tests.any is not None):
        yield Fault(where, f"mixes a test ({', '.join(single)}) with a group; put the test into the group")
    elif single and len(single) < 3:
        lacking = [name for name in ("param", "op", "value") if name not in single]
        yield Fault(where, f"lacks {' and '.join(lacking)}; a test is written {{param: …, op: …, value: …}}")
    for how in ("all", "any"):
        group: tuple[TestsForm, ...] | None = getattr(tests, how)
        if group == ():
            yield Fault(f"{where}.{how}", "is empty; write at least one test")
        for index, inner in enumerate(group or ()):
            if not _has_tests(inner):
                yield Fault(f"{where}.{how}[{index}]", "is empty; write a test or a group")
            yield from _form_faults(inner, f"{where}.{how}[{index}]")


def _every_tests(file: FileForm) -> Iterator[tuple[str, TestsForm]]:
    for index, entry in enumerate(file.entries):
        where = f"entries[{index}]"
        yield where, entry
        for part in ("branches", "excludes_if", "unless", "mt_if", "reasons"):
            for inner, tests in enumerate(getattr(entry, part)):
                yield f"{where}.{part}[{inner}]", tests
        for inner, branch in enumerate(entry.branches):
            for innermost, reason in enumerate(branch.reasons):
                yield f"{where}.branches[{inner}].reasons[{innermost}]", reason
    for part in ("covers", "one_of", "contradictions"):
        for index, tests in enumerate(getattr(file, part)):
            yield f"{part}[{index}]", tests
    for index, kind in enumerate(file.kinds):
        for inner, tests in enumerate(kind.also_if):
            yield f"kinds[{index}].also_if[{inner}]", tests


def _has_tests(tests: TestsForm) -> bool:
    return tests.param is not None or bool(tests.all) or bool(tests.any)


def _group(tests: TestsForm, *more: TestsForm) -> Group:
    """What is written as a test, a group, or several that must hold together, as one group."""
    nodes: list[ParameterTest | Group] = []
    for one in (tests, *more):
        if one.param is not None and one.op is not None and one.value is not None:
            nodes.append(ParameterTest(param=one.param, op=one.op, value=one.value))
        if one.all is not None:
            nodes.append(Group(how="all", tests=tuple(_node(inner) for inner in one.all)))
        if one.any is not None:
            nodes.append(Group(how="any", tests=tuple(_node(inner) for inner in one.any)))
    only = nodes[0] if len(nodes) == 1 else None
    return only if isinstance(only, Group) else Group(how="all", tests=tuple(nodes))


def _node(tests: NodeForm) -> ParameterTest | Group:
    """A test or a group inside a group; what names a paragraph is a group, even of one test."""
    group = _group(tests)
    only = group.tests[0]
    if isinstance(only, ParameterTest) and tests.param is not None and tests.ref is None:
        return only
    return Group(how=group.how, tests=group.tests, ref=tests.ref)


def _maybe(tests: TestsForm) -> Group | None:
    return _group(tests) if _has_tests(tests) else None


def _together(tests: tuple[TestsForm, ...]) -> Group | None:
    return _group(*tests) if tests else None


def _parameter(name: str, raw: ParameterForm) -> Parameter:
    kinds: dict[str, ParameterKind] = {"bool": "yes_no", "enum": "word", "code": "code"}
    units = {"minute": "min", "litre": "l"}
    kind = kinds.get(raw.unit, "number")
    return Parameter(
        name=name,
        kind=kind,
        label=raw.label or name.replace("_", " "),
        asks=raw.definition or f"What is its {name.replace('_', ' ')}?",
        unit="" if kind != "number" else units.get(raw.unit, raw.unit),
        values=tuple(value for value in raw.values if value != "unknown"),
    )


def _head(file: FileForm) -> ControlHead:
    return ControlHead(
        name=file.name or UNNAMED,
        compiled=file.compiled,
        parameters=tuple(_parameter(name, raw) for name, raw in file.parameters.items() if name not in PARAMETERS),
        kinds=tuple(ItemKind(id=kind.id, words=kind.words, also_if=_together(kind.also_if)) for kind in file.kinds),
        coverage=tuple(
            Coverage(
                family=covers.list,
                kind=kind,
                tests=_maybe(covers),
                since=covers.valid.from_ or file.compiled,
                until=covers.valid.to,
                confidence=covers.confidence,
                says=covers.says,
                citation=covers.citation,
            )
            for covers in file.covers
            for kind in covers.kinds
        ),
        orders=tuple(
            Order(family=row.list, tiers=row.order, rule=row.rule) for row in file.precedence if row.list != "any" and row.order
        ),
        one_of=tuple(
            OneOf(family=row.list, tests=_group(row), entries=row.entries, assume=row.assume, says=row.says, citation=row.citation)
            for row in file.one_of
        ),
        disputed=file.disputed,
        correlations=file.correlations,
        contradictions=tuple(
            Contradiction(tests=_group(row), contested=row.contested, says=row.says) for row in file.contradictions
        ),
        catch_alls=file.end_use_catch_alls,
    )


def _entries(file: FileForm) -> tuple[Entry, ...]:
    by_id = {entry.id: entry for entry in file.entries}
    entries = tuple(_entry(raw, by_id.get(raw.same_tests_as or "", raw)) for raw in file.entries)
    same_tests = {raw.id: raw.same_tests_as for raw in file.entries if raw.same_tests_as}
    faults = list(faults_of(_head(file), entries, same_tests=same_tests))
    if faults:
        raise Faults(faults)
    return entries


def _entry(raw: EntryForm, tested: EntryForm) -> Entry:
    """One entry; `tested` is the entry whose tests and release notes it takes over, which is itself unless it says `same_tests_as`.

    What that entry leaves to others (`excludes`) is not taken over: those are entries of another list.
    """
    return Entry(
        id=raw.id,
        list=raw.list,
        title=raw.title,
        citation=raw.citation,
        confidence=raw.confidence,
        source_kind=raw.source_kind,
        source=raw.source,
        kinds=raw.kinds if raw.kinds is not None else tested.kinds,
        category=raw.category,
        tests=_group(tested) if _has_tests(tested) else Group(how="any", tests=()),
        branches=tuple(
            Branch(ref=branch.ref, tests=_group(branch), reasons=tuple(_reason(reason) for reason in branch.reasons))
            for branch in raw.branches
        ),
        excludes=raw.excludes,
        excludes_if=tuple(ExcludedIf(tests=_group(one), then=one.then) for one in raw.excludes_if),
        unless=tuple(_group(one) for one in (*tested.unless, *(raw.unless if raw is not tested else ())) if one.text is None),
        narrowing=tuple(one.text for one in (*tested.unless, *(raw.unless if raw is not tested else ())) if one.text is not None),
        widening=tuple(text for text in (tested.alternative, tested.extra) if text is not None),
        reasons=tuple(_reason(reason) for reason in raw.reasons if reason.ref is None),
        branch_reasons={
            ref: tuple(_reason(reason) for reason in raw.reasons if reason.ref == ref)
            for ref in dict.fromkeys(reason.ref for reason in raw.reasons)
            if ref is not None
        },
        mt_if=_together(raw.mt_if),
        valid_from=raw.valid.from_,
        valid_to=raw.valid.to,
        also=raw.also,
        equivalents=raw.equivalents,
        effect=raw.effect,
        notes=(*((raw.note,) if raw.note else ()), *raw.notes, *((raw.release,) if raw.release else ())),
    )


def _reason(raw: ReasonForm) -> Reason:
    return Reason(reason=raw.reason, column=raw.column, text=raw.text, tests=_maybe(raw))
