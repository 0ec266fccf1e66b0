"""The prose form of the embargo table, read conservatively.

Where a field with legal effect is prose, the strictest reading stands: a scope covers all arms and
related materiel and leaves every other item open; an exemption is one nobody has structured, so it clears nothing; a territory
described in words leaves every place open; a political row refers; a lifted row without its first
day was in force on every earlier one.
"""

import datetime as dt
from typing import Any, Literal

import msgspec

from licet.encoding.countries import NAME_OF
from licet.encoding.faults import Fault, Faults, quoted
from licet.encoding.reading import Country, Name, Text, read_value
from licet.encoding.source import Tree
from licet.reference.embargo import (
    Binding,
    Binds,
    Confidence,
    Direction,
    EmbargoLine,
    EmbargoRow,
    Exemption,
    Floor,
    Instrument,
    NotEmbargoed,
    SourceKind,
    Target,
    Territory,
)

PROSE_SCHEMA = "licet.embargoes/1"
_EVERY_DIRECTION: tuple[Direction, ...] = ("to_target", "from_target")


class _Target(msgspec.Struct, frozen=True, kw_only=True):
    kind: Literal["state", "non_state"]
    name: Text
    country: Country | None = None
    countries: tuple[Country, ...] = ()
    territory: Text | None = None


class _Scope(msgspec.Struct, frozen=True, kw_only=True):
    items: Text
    direction: Literal["to_target", "from_target", "both"]
    floor: Floor | None = None
    territory: Text | None = None


class _Row(msgspec.Struct, frozen=True, kw_only=True):
    id: Name
    authority: Name
    binding: Binding
    target: _Target
    instrument: Instrument
    since: dt.date | None
    scope: tuple[_Scope, ...]
    exemptions: tuple[Text, ...] = ()
    expires: dt.date | None = None
    as_of: dt.date
    source: Text
    source_kind: SourceKind
    confidence: Confidence
    implements: Name | None = None
    note: Text | None = None


class _Lifted(msgspec.Struct, frozen=True, kw_only=True):
    id: Name
    target: Country
    instrument: Text
    lifted_by: Text
    lifted_on: dt.date
    confidence: Confidence
    note: Text | None = None


class _Sanctioned(msgspec.Struct, frozen=True, kw_only=True):
    target: Country
    note: Text
    confidence: Confidence


class _File(msgspec.Struct, frozen=True, kw_only=True):
    schema: Literal["licet.embargoes/1"]
    compiled: dt.date
    compiled_note: Text | None = None
    rows: tuple[_Row, ...]
    lifted: tuple[_Lifted, ...] = ()
    no_arms_embargo_but_sanctioned: tuple[_Sanctioned, ...] = ()


class Prose(msgspec.Struct, frozen=True, kw_only=True):
    """A prose table read into rows."""

    compiled: dt.date
    rows: tuple[EmbargoRow, ...]
    lifted: tuple[EmbargoRow, ...]
    sanctioned_without_embargo: tuple[NotEmbargoed, ...]


def read_prose(tree: Tree) -> Prose:
    """Read the tree of a prose table; raises `Faults` with one sentence for each fault."""
    file = read_value(_with_scope_lists(tree), _File)
    faults: list[Fault] = []
    rows = tuple(_row(row, f"rows[{index}]", faults) for index, row in enumerate(file.rows))
    lifted = tuple(_lifted(row, f"lifted[{index}]", faults) for index, row in enumerate(file.lifted))
    if faults:
        raise Faults(faults)
    return Prose(
        compiled=file.compiled,
        rows=rows,
        lifted=lifted,
        sanctioned_without_embargo=tuple(
            NotEmbargoed(state=one.target, says=one.note, confidence=one.confidence, as_of=file.compiled)
            for one in file.no_arms_embargo_but_sanctioned
        ),
    )


def _with_scope_lists(tree: Any) -> Tree:
    """A scope of one line may stand without its list."""
    if not isinstance(tree, dict) or not isinstance(tree.get("rows"), list):
        return tree
    rows = [
        {**row, "scope": [row["scope"]]} if isinstance(row, dict) and isinstance(row.get("scope"), dict) else row
        for row in tree["rows"]
    ]
    return {**tree, "rows": rows}


def _row(row: _Row, where: str, faults: list[Fault]) -> EmbargoRow:
    countries = row.target.countries or ((row.target.country,) if row.target.country else ())
    return EmbargoRow(
        id=row.id,
        authority=row.authority,
        binding=row.binding,
        target=Target(
            kind=row.target.kind,
            name=row.target.name,
            countries=countries,
            territory=Territory(says=row.target.territory) if row.target.territory else None,
        ),
        instrument=row.instrument,
        binds=_binds(row.authority, row.binding, countries, where, faults),
        lines=tuple(line for scope in row.scope for line in _lines(scope, row.binding)),
        exempt_if=tuple(Exemption(route="unread_prose", says=says, record="approval") for says in row.exemptions),
        approval_needed="; ".join(row.exemptions) or None,
        since=row.since,
        expires=row.expires,
        as_of=row.as_of,
        source=row.source,
        source_kind=row.source_kind,
        confidence=row.confidence,
        implements=row.implements,
        note=row.note,
    )


def _lines(scope: _Scope, binding: Binding) -> tuple[EmbargoLine, ...]:
    floor: Floor = scope.floor or ("refer" if binding == "political" else "refuse")
    directions: tuple[Direction, ...] = _EVERY_DIRECTION if scope.direction == "both" else (scope.direction,)
    return tuple(
        EmbargoLine(direction=direction, item_scope="unread_prose", says=scope.items, floor=floor) for direction in directions
    )


def _lifted(row: _Lifted, where: str, faults: list[Fault]) -> EmbargoRow:
    authority = row.id.partition("-")[0]
    binding: Binding = "chapter_vii" if authority == "UN" else "eu_law"
    if authority not in ("UN", "EU"):
        faults.append(Fault(f"{where}.id", f"{quoted(row.id)} names no authority; a lifted row begins with UN- or EU-"))
    return EmbargoRow(
        id=row.id,
        authority=authority,
        binding=binding,
        target=Target(kind="state", name=NAME_OF[row.target], countries=(row.target,)),
        instrument=Instrument(current=row.instrument, lifted_by=row.lifted_by),
        binds=_binds(authority if authority in ("UN", "EU") else "EU", binding, (row.target,), where, faults),
        lines=tuple(
            EmbargoLine(direction=direction, item_scope="unread_prose", says="scope not stated: all arms, both ways")
            for direction in _EVERY_DIRECTION
        ),
        lifted_on=row.lifted_on,
        source=row.instrument,
        source_kind="recalled",
        confidence=row.confidence,
        note=row.note,
    )


def _binds(authority: str, binding: Binding, countries: tuple[str, ...], where: str, faults: list[Fault]) -> Binds:
    """Whom a row binds, from its authority: the table says no more."""
    if binding == "chapter_vii":
        return Binds(who="every_state")
    if authority == "EU":
        return Binds(who="members", organisation="EU", aligned="CP944")
    if authority == "OSCE":
        return Binds(who="members", organisation="OSCE")
    if binding == "regional_treaty":
        return Binds(who="states", states=countries, recipients=True)
    if authority in NAME_OF:
        return Binds(who="states", states=(authority,), origin=True)
    faults.append(
        Fault(f"{where}.authority", f"{quoted(authority)} is not known here; use UN, EU, OSCE or a two-letter country code")
    )
    return Binds(who="every_state")
