"""The file of arms embargoes, read whole or refused with every fault.

Two forms are read. `licet.embargoes/2` is structured. `licet.embargoes/1` holds scope and
exemptions as prose: `embargo_prose` reads it so that it never lets through more than structure would.
"""

import datetime as dt
from typing import Literal

import msgspec

from licet.encoding.faults import Fault, Faults, quoted, refuse
from licet.encoding.reading import Name, read_value
from licet.encoding.source import Tree, read_tree
from licet.reference.embargo import EmbargoLine, EmbargoRow, Exemption, NotEmbargoed
from licet.reference.embargo_prose import PROSE_SCHEMA, read_prose
from licet.reference.official import unpacked
from licet.reference.parsed import Parsed, content_of

SCHEMA = "licet.embargoes/2"


class _File(msgspec.Struct, frozen=True, kw_only=True):
    """The structured form. `speaks_from` is the day from which the table claims to hold every row of its authorities."""

    schema: Literal["licet.embargoes/2"]
    compiled: dt.date
    speaks_from: dt.date | None = None
    name: Name = "EMBARGOES"
    rows: tuple[EmbargoRow, ...]
    lifted: tuple[EmbargoRow, ...] = ()
    sanctioned_without_embargo: tuple[NotEmbargoed, ...] = ()


def parse_embargoes(files: dict[str, bytes]) -> Parsed:
    """Read one embargo file of either form; raises `Faults` with one sentence for each fault.

    The edition is dated `speaks_from`, since rows carry their own days, else `compiled`. A table
    with another `name` stands beside the general one and adds to it.
    """
    [(name, data)] = files.items()
    tree = read_tree(unpacked(name, data), name.removesuffix(".gz"))
    file = _read(tree, name)
    faults = [fault for index, row in enumerate(file.rows) for fault in _wrong(row, f"rows[{index}]", lifted=False)]
    faults += [fault for index, row in enumerate(file.lifted) for fault in _wrong(row, f"lifted[{index}]", lifted=True)]
    faults += _across(file)
    if faults:
        raise Faults(faults)
    values = (*file.rows, *file.lifted, *file.sanctioned_without_embargo)
    return Parsed(dated_on=file.speaks_from or file.compiled, name=file.name, values=values, content=content_of(values))


def _read(tree: Tree, name: str) -> _File:
    schema = tree.get("schema") if isinstance(tree, dict) else None
    if schema == SCHEMA:
        return read_value(tree, _File)
    if schema == PROSE_SCHEMA:
        prose = read_prose(tree)
        return _File(
            schema="licet.embargoes/2",
            compiled=prose.compiled,
            rows=prose.rows,
            lifted=prose.lifted,
            sanctioned_without_embargo=prose.sanctioned_without_embargo,
        )
    raise refuse(name, f"has the schema {quoted(schema)}; a table of embargoes says {SCHEMA} or {PROSE_SCHEMA}")


def _wrong(row: EmbargoRow, where: str, *, lifted: bool) -> list[Fault]:
    """What a row says that cannot be so."""
    faults = []
    if not row.lines:
        faults.append(Fault(f"{where}.lines", "is empty; a row needs at least one line of scope"))
    if lifted != (row.lifted_on is not None):
        says = "is missing; a lifted row says when" if lifted else "stands on a row in force; move the row under lifted"
        faults.append(Fault(f"{where}.lifted_on", says))
    for field, end in (("expires", row.expires), ("lifted_on", row.lifted_on)):
        if row.since and end and end <= row.since:
            faults.append(Fault(f"{where}.{field}", f"{end} is not after since {row.since}"))
    if (row.binding == "chapter_vii") != (row.binds.who == "every_state"):
        faults.append(
            Fault(
                f"{where}.binds.who", f"is {row.binds.who} on a row of binding {row.binding}; Chapter VII alone binds every state"
            )
        )
    if row.binds.who == "members" and row.binds.organisation is None:
        faults.append(Fault(f"{where}.binds.organisation", "is missing; name the instrument of the memberships table"))
    if row.binds.who == "states" and not row.binds.states:
        faults.append(Fault(f"{where}.binds.states", "is missing; name the states bound"))
    if row.target.kind == "state" and not row.target.countries:
        faults.append(Fault(f"{where}.target.countries", "is missing; a state target names its state"))
    faults += [fault for index, line in enumerate(row.lines) for fault in _wrong_line(line, f"{where}.lines[{index}]")]
    faults += [fault for index, way in enumerate(row.exempt_if) for fault in _wrong_exemption(way, f"{where}.exempt_if[{index}]")]
    if row.target.territory is not None:
        both = {word.casefold() for word in row.target.territory.inside} & {
            word.casefold() for word in row.target.territory.outside
        }
        faults += [Fault(f"{where}.target.territory", f"{quoted(word)} is both inside and outside") for word in sorted(both)]
    return faults


def _wrong_line(line: EmbargoLine, where: str) -> list[Fault]:
    faults = []
    if line.activities is not None and line.narrowed_by is None:
        faults.append(Fault(f"{where}.narrowed_by", "is missing; cite the provision that narrows the activities"))
    if line.since and line.until and line.until <= line.since:
        faults.append(Fault(f"{where}.until", f"{line.until} is not after since {line.since}"))
    return faults


def _wrong_exemption(way: Exemption, where: str) -> list[Fault]:
    faults = []
    if way.record == "none" and way.route != "government_end_user":
        faults.append(
            Fault(f"{where}.record", f"is none on the route {way.route}; only a government outside the target needs no record")
        )
    if way.record != "none" and way.route != "unread_prose" and not way.by:
        faults.append(Fault(f"{where}.by", "is missing; name the bodies whose record counts"))
    if way.route == "government_end_user" and way.end_user_kinds != ("central_government_force",):
        faults.append(Fault(f"{where}.end_user_kinds", "is not [central_government_force]; no other kind is government-exempt"))
    if way.since and way.until and way.until <= way.since:
        faults.append(Fault(f"{where}.until", f"{way.until} is not after since {way.since}"))
    return faults


def _across(file: _File) -> list[Fault]:
    faults = []
    rows = (*file.rows, *file.lifted)
    known = {row.id for row in rows}
    seen: set[str] = set()
    for row in rows:
        if row.id in seen:
            faults.append(Fault("rows", f"{quoted(row.id)} is used twice; give each row its own id"))
        seen.add(row.id)
        if row.implements is not None and row.implements not in known:
            faults.append(Fault("rows", f"{row.id} implements {quoted(row.implements)}, which is no row of this table"))
    return faults
