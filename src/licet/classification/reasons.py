"""Reasons for control and paragraphs of the entries an item stands under."""

from collections.abc import Iterable

import msgspec

from licet.classification.entry import Answer
from licet.classification.prove import prove, refs_met
from licet.classification.stated import Stated
from licet.facts.kleene import Truth
from licet.reference.control_entries import Entry, Reason

MISSILE_TECHNOLOGY = "MT"

Value = bool | str | int | None


class Paragraphs(msgspec.Struct, frozen=True, kw_only=True):
    """The paragraphs of one entry an item falls under, and those that are open."""

    met: tuple[str, ...]
    open: tuple[str, ...]


def paragraphs(entry: Entry, known: Stated) -> Paragraphs:
    """Which paragraphs of an entry hold: those its tests name, then its branches."""
    found = [*refs_met(entry.tests, known), *((branch.ref, prove(branch.tests, known).truth) for branch in entry.branches)]
    return Paragraphs(
        met=tuple(ref for ref, truth in found if truth is Truth.TRUE),
        open=tuple(ref for ref, truth in found if truth is Truth.UNKNOWN),
    )


def reasons_for(codes: Iterable[Answer], known: Stated) -> dict[str, Value]:
    """The reasons of the entries an item is listed under, each with its column.

    Column 1 reaches more destinations than column 2, so of several the lowest stands; where an
    open paragraph or condition might lower it, both are given, as in `1 or 2`.
    """
    sure: dict[str, set[int | str]] = {}
    maybe: dict[str, set[int | str]] = {}
    for answer in codes:
        for reason, truth in _stood(answer.entry, known):
            if reason.reason == MISSILE_TECHNOLOGY or truth is Truth.FALSE:
                continue
            value = reason.column if reason.column is not None else reason.text or ""
            (sure if truth is Truth.TRUE else maybe).setdefault(reason.reason, set()).add(value)
    return {name: _column(sure.get(name, set()), maybe.get(name, set())) for name in sorted({*sure, *maybe})}


def _stood(entry: Entry, known: Stated) -> list[tuple[Reason, Truth]]:
    """Each reason of an entry with whether it applies."""
    where = paragraphs(entry, known)
    found = [(reason, Truth.TRUE if reason.tests is None else prove(reason.tests, known).truth) for reason in entry.reasons]
    by_ref = {branch.ref: branch.reasons for branch in entry.branches} | entry.branch_reasons
    for ref, reasons in by_ref.items():
        truth = Truth.TRUE if ref in where.met else Truth.UNKNOWN if ref in where.open else Truth.FALSE
        found += [(reason, truth) for reason in reasons]
    return found


def _column(sure: set[int | str], maybe: set[int | str]) -> Value:
    columns = [value for value in sure if isinstance(value, int)]
    lowest = min(columns) if columns else None
    lower = sorted(value for value in maybe if isinstance(value, int) and (lowest is None or value < lowest))
    if not columns:
        words = sorted(value for value in sure if isinstance(value, str))
        return "; ".join(words) if words else "unknown"
    return " or ".join(str(value) for value in (*lower, lowest)) if lower else lowest


def missile_technology(codes: Iterable[Answer], possible: Iterable[Answer], *, listed_for_sure: bool, known: Stated) -> bool | None:
    """Whether control for missile technology (MT) applies; None where that depends on what is open."""
    outcomes = {_mt(answer.entry, known) for answer in (*codes, *possible)}
    return outcomes == {Truth.TRUE} if listed_for_sure and len(outcomes) == 1 and Truth.UNKNOWN not in outcomes else None


def _mt(entry: Entry, known: Stated) -> Truth:
    if entry.mt_if is not None:
        return prove(entry.mt_if, known).truth
    given = [reason for reason in entry.reasons if reason.reason == MISSILE_TECHNOLOGY]
    if any(reason.column is not None for reason in given):
        return Truth.TRUE
    return Truth.UNKNOWN if given else Truth.FALSE
