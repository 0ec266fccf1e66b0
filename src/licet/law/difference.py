"""What two states of the law differ in: provisions, embargoes, memberships and national rules, row by row.

A row that is the same in both tables but in force on one of the two days only begins or ends between them.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Literal

import msgspec

from licet.reference.criteria import Criteria, RuleRow
from licet.reference.embargo import EmbargoRow, EmbargoTable
from licet.reference.memberships import Memberships
from licet.reference.rulebook import NationalRule, Rulebook

Kind = Literal["added", "removed", "changed", "begins", "ends"]


class LawState(msgspec.Struct, frozen=True, kw_only=True):
    """The tables of law and a rulebook, read on a day."""

    on: dt.date
    criteria: Criteria
    embargoes: EmbargoTable
    memberships: Memberships
    rulebook: Rulebook


class Changed(msgspec.Struct, frozen=True, kw_only=True):
    """One row that differs: which table, which row, how, and a sentence."""

    table: Literal["provisions", "embargoes", "memberships", "rulebook"]
    id: str
    kind: Kind
    says: str


def differences(a: LawState, b: LawState) -> tuple[Changed, ...]:
    """Every row that differs from `a` to `b`, table by table, in the order of the tables."""
    return (
        *_rows("provisions", {row.id: row for row in a.criteria.rules}, {row.id: row for row in b.criteria.rules}, a.on, b.on),
        *_rows("embargoes", {row.id: row for row in a.embargoes.rows}, {row.id: row for row in b.embargoes.rows}, a.on, b.on),
        *_memberships(a, b),
        *_rows(
            "rulebook",
            {f"NAT:{rule.id}": rule for rule in a.rulebook.rules},
            {f"NAT:{rule.id}": rule for rule in b.rulebook.rules},
            a.on,
            b.on,
        ),
        *_parameters(a.rulebook, b.rulebook),
    )


Row = RuleRow | EmbargoRow | NationalRule


def _rows(
    table: Literal["provisions", "embargoes", "rulebook"],
    before: Mapping[str, Row],
    after: Mapping[str, Row],
    on_before: dt.date,
    on_after: dt.date,
) -> Iterator[Changed]:
    for name in (*before, *(name for name in after if name not in before)):
        was, now = before.get(name), after.get(name)
        if was is None and now is not None:
            yield Changed(table=table, id=name, kind="added", says=f"is new: {_says(now)}; {_force(now, on_after)}")
        elif now is None and was is not None:
            yield Changed(table=table, id=name, kind="removed", says=f"is gone: {_says(was)}; was {_force(was, on_before)}")
        elif was is not None and now is not None:
            yield from _changed(table, name, was, now, on_before, on_after)


def _changed(
    table: Literal["provisions", "embargoes", "rulebook"], name: str, was: Row, now: Row, on_before: dt.date, on_after: dt.date
) -> Iterator[Changed]:
    fields = [field for field in was.__struct_fields__ if getattr(was, field) != getattr(now, field, None)]
    if fields:
        told = "; ".join(f"{field} was {_shown(getattr(was, field))}, is {_shown(getattr(now, field, None))}" for field in fields)
        yield Changed(table=table, id=name, kind="changed", says=told)
    first, second = _force(was, on_before), _force(now, on_after)
    if first != second:
        kind: Kind = "begins" if first.startswith("not yet") else "ends"
        yield Changed(table=table, id=name, kind=kind, says=f"{first} on {on_before}, {second} on {on_after}: {_says(now)}")


def _says(row: Row) -> str:
    match row:
        case RuleRow():
            return f"{row.cite}: {row.test}"
        case EmbargoRow():
            return f"{row.authority} on {row.target.name}"
        case NationalRule():
            return row.says


def _force(row: Row, on: dt.date) -> str:
    """Whether a row is in force on a day."""
    begins = row.since if isinstance(row, EmbargoRow) else row.valid_from
    ends = row.lifted_on if isinstance(row, EmbargoRow) else row.valid_to
    if begins is not None and on < begins:
        return f"not yet in force (from {begins})"
    if ends is not None and on >= ends:
        return f"no longer in force (until {ends})"
    if isinstance(row, EmbargoRow) and row.expires is not None and on > row.expires:
        return f"past its expiry of {row.expires}, renewal not verified"
    return "in force"


def _memberships(a: LawState, b: LawState) -> Iterator[Changed]:
    states = dict.fromkeys((*(row.state for row in a.memberships.states), *(row.state for row in b.memberships.states)))
    instruments = dict.fromkeys((*(one.id for one in a.memberships.instruments), *(one.id for one in b.memberships.instruments)))
    for state in states:
        for instrument in instruments:
            was = a.memberships.status(state, instrument, a.on)
            now = b.memberships.status(state, instrument, b.on)
            if was.truth is not now.truth:
                yield Changed(
                    table="memberships",
                    id=f"{state}:{instrument}",
                    kind="changed",
                    says=f"was {was.truth.value.replace('_', ' ')} ({was.says}), is {now.truth.value.replace('_', ' ')} ({now.says})",
                )


def _parameters(was: Rulebook, now: Rulebook) -> Iterator[Changed]:
    for field in was.__struct_fields__:
        before, after = getattr(was, field), getattr(now, field)
        if field != "rules" and before != after:
            yield Changed(table="rulebook", id=field, kind="changed", says=f"was {_shown(before)}, is {_shown(after)}")


def _shown(value: object) -> str:
    plain = msgspec.json.encode(value).decode()
    return plain if len(plain) <= 200 else plain[:199] + "…"
