"""Classify one item on every list family, as of a day. Pure: equal facts and entries, equal answer, in whatever order they come."""

import datetime as dt
from collections.abc import Iterator

import msgspec

from licet.classification.entry import Answer, Kinds, answers, kinds_of
from licet.classification.item import ItemFacts
from licet.classification.order import Standing, standing
from licet.classification.prove import prove
from licet.classification.reasons import Value, missile_technology, paragraphs, reasons_for
from licet.classification.result import Classification, ListResult
from licet.classification.sentences import policy_sentences, sentences
from licet.classification.stated import Stated, stated
from licet.facts.kleene import Truth, missing_of
from licet.reference.control_entries import POLICY, ControlEntries, Coverage, Family

FAMILIES: tuple[Family, ...] = ("MTCR", "EU", "US")
REASONS_KEPT: tuple[Family, ...] = ("US",)
"""Families whose entries carry reasons for control."""


class Cleared(msgspec.Struct, frozen=True, kw_only=True):
    """Whether an item that no entry reaches is not listed, the sentence for it, and the facts that would still show that it is."""

    not_listed: bool
    says: str
    missing: tuple[str, ...] = ()


def classify(item: ItemFacts, entries: ControlEntries, *, as_of: dt.date) -> Classification:
    """What the entries in force on a day say of an item: listed, not listed, or refer, for each family of lists.

    "Not listed" is said only of a kind of item, list and day for which an edition declares its
    entries complete (legal-safety point 13); it never means that no authorisation is needed.
    """
    asked = stated(item, entries.parameters)
    known = asked.without(contradictions(asked, entries))
    kinds = kinds_of(item.kind, entries, known)
    found = answers(kinds, entries, known, as_of=as_of)
    lists: dict[str, ListResult] = {}
    for family in FAMILIES:
        own = [answer for answer in found if answer.entry.family == family and answer.entry.list != POLICY]
        policy = [answer for answer in found if answer.entry.family == family and answer.entry.list == POLICY]
        where = standing(family, own, entries, known)
        cleared = None if where.codes or where.possible else _cleared(family, kinds, where, entries, known, as_of)
        lists[family] = _result(family, where, cleared, policy, entries, known)
        told = (*sentences(where), *_out_of_force(family, kinds, entries, as_of), *((cleared.says,) if cleared else ()))
        lists[family] = msgspec.structs.replace(lists[family], because=(*told, *policy_sentences(policy)))
    return Classification(item=item.name, as_of=as_of, lists=lists)


def contradictions(known: Stated, entries: ControlEntries) -> dict[str, str]:
    """Facts that cannot stand beside others, each with a sentence; such a fact counts as unknown."""
    found: dict[str, str] = {}
    for one in (one for head in entries.heads for one in head.contradictions):
        if prove(one.tests, known).truth is Truth.TRUE:
            found.setdefault(one.contested, f"{known.label(one.contested)} is contested: {one.says}")
    return found


def _result(
    family: Family, where: Standing, cleared: Cleared | None, policy: list[Answer], entries: ControlEntries, known: Stated
) -> ListResult:
    not_listed = cleared is not None and cleared.not_listed
    missing = cleared.missing if cleared is not None else tuple(one.name for one in where.missing)
    return ListResult(
        decision="listed" if where.codes else "not_listed" if not_listed else "refer",
        codes=tuple(code.entry.id for code in where.codes),
        possible=tuple(answer.entry.id for answer in where.possible),
        missing=tuple(dict.fromkeys(missing)),
        edition=entries.edition,
        branch=next((", ".join(met) for code in where.codes if (met := paragraphs(code.entry, known).met)), None),
        policy=tuple(answer.entry.id for answer in policy if answer.truth is Truth.TRUE),
        reasons=_reasons(family, where, not_listed, known),
        checks=tuple(dict.fromkeys(_checks(family, where, policy, not_listed, entries, known))),
    )


def _cleared(family: Family, kinds: Kinds, where: Standing, entries: ControlEntries, known: Stated, as_of: dt.date) -> Cleared:
    """Close the world for an item that no entry reaches, or say why that cannot be done."""
    if not entries.entries:
        says = f"No edition of control-list entries is in force on {as_of}."
        return Cleared(not_listed=False, missing=("list_edition",), says=says)
    if not kinds.named:
        says = f"“{kinds.word}” is no kind of item the entries know, so nothing says that they are complete for it."
        return Cleared(not_listed=False, missing=("kind",), says=says)
    doubtful = [answer.entry.id for answer in where.tried if answer.doubtful]
    if doubtful:
        says = f"The wording of {', '.join(doubtful)} is of low confidence here and clears nothing."
        return Cleared(not_listed=False, missing=("classification",), says=says)
    declared: list[Coverage] = []
    for kind in sorted(kinds.named):
        rows = [(row, None if row.tests is None else prove(row.tests, known)) for row in _coverage(family, kind, entries, as_of)]
        good = next((row for row, proof in rows if proof is None or proof.truth is Truth.TRUE), None)
        if good is None:
            asked = tuple(one.name for _, proof in rows if proof is not None for one in missing_of(proof))
            of_kind = kind.replace("_", " ")
            says = f"No entry of {family} is met, but the entries are not declared complete for this {of_kind} on {as_of}."
            return Cleared(not_listed=False, missing=asked or ("classification",), says=says)
        declared.append(good)
    why = "; ".join(f"{row.says} ({row.citation})" for row in declared)
    return Cleared(
        not_listed=True,
        says=f"No entry of {family} is met, and the entries are declared complete for this kind of item on {as_of}: {why}.",
    )


def _coverage(family: Family, kind: str, entries: ControlEntries, as_of: dt.date) -> Iterator[Coverage]:
    """Declarations that can clear on a day; one of low confidence cannot."""
    for row in (row for head in entries.heads for row in head.coverage):
        begun, ended = row.since <= as_of, row.until is not None and row.until < as_of
        if (row.family, row.kind) == (family, kind) and row.confidence != "low" and begun and not ended:
            yield row


def _reasons(family: Family, where: Standing, not_listed: bool, known: Stated) -> dict[str, Value]:
    if family not in REASONS_KEPT:
        return {}
    if not_listed:
        return {"mt": False}
    mt = missile_technology(where.codes, where.possible, listed_for_sure=where.certain, known=known)
    return {"mt": mt, **reasons_for(where.codes, known)}


def _out_of_force(family: Family, kinds: Kinds, entries: ControlEntries, as_of: dt.date) -> Iterator[str]:
    """Entries for the same kind of item whose wording holds on other days: one item, two answers."""
    others = [entry for entry in entries.entries if entry.family == family and not entry.in_force(as_of)]
    for entry in sorted(others, key=lambda entry: entry.id):
        if kinds.named and entry.kinds is not None and kinds.can_meet(entry):
            begins = f"from {entry.valid_from}" if entry.valid_from else ""
            ends = f"to {entry.valid_to}" if entry.valid_to else ""
            yield f"{entry.id} is not in force on {as_of} ({' '.join(part for part in (begins, ends) if part)})."


def _checks(
    family: Family, where: Standing, policy: list[Answer], not_listed: bool, entries: ControlEntries, known: Stated
) -> Iterator[str]:
    """What an officer must still look at, as `<entry> <matter>`."""
    yield from (f"{answer.entry.id} trade_off" for answer in where.possible if answer.traded)
    yield from (f"{code} subitem" for code, _ in where.disputed)
    for code in where.codes:
        yield from (f"{code.entry.id} {ref}" for ref in paragraphs(code.entry, known).open)
    yield from (f"{answer.entry.id} policy" for answer in policy if answer.truth is Truth.UNKNOWN)
    yield from (f"{answer.entry.id} confidence" for answer in where.tried if answer.doubtful)
    if not_listed:
        for one in (one for head in entries.heads for one in head.catch_alls if one.family == family):
            yield f"{one.id} catch_all"
