"""The file of memberships, read whole or refused with every row and total that does not fit.

Published totals are checksums: a table whose rows do not add up to them is not taken in.
"""

import datetime as dt
from typing import Literal, cast, get_args

import msgspec

from licet.encoding.countries import read_country
from licet.encoding.dates import read_date
from licet.encoding.faults import Fault, Faults, quoted
from licet.encoding.reading import Country, FactValue, Name, Text, read_value
from licet.encoding.source import read_tree
from licet.reference.memberships import Change, Confidence, MembershipEvent, MembershipInstrument, StateMemberships, Status
from licet.reference.official import unpacked
from licet.reference.parsed import Parsed, content_of

_CHANGES: dict[str, Change] = {
    "joined": "joined",
    "accession": "joined",
    "ratification": "joined",
    "aligned": "joined",
    "withdrawal effective": "left",
    "left": "left",
    "notified no intention to become a party": "notice",
}
"""How the words of an event are read; any other word is a fault."""
_NOT_COUNTED = frozenset({"HK", "MO"})
"""Territories of a contracting state: they have rows of their own and count in no total."""


class _InstrumentEntry(msgspec.Struct, frozen=True, kw_only=True):
    kind: Name
    as_of: dt.date
    source: Text
    confidence: Confidence
    total: int | None = None
    parties: int | None = None
    signed_only: int | None = None
    unchanged_since: dt.date | None = None
    plus: Text | None = None
    note: Text | None = None


class _EventEntry(msgspec.Struct, frozen=True, kw_only=True):
    state: Country
    instrument: Name
    event: Text
    date: Text
    confidence: Confidence
    law_until: dt.date | None = None


class _File(msgspec.Struct, frozen=True, kw_only=True):
    schema: Literal["licet.memberships/1"]
    compiled: dt.date
    speaks_from: dt.date | None = None
    instruments: dict[str, _InstrumentEntry]
    events: tuple[_EventEntry, ...] = ()
    states: dict[str, dict[str, FactValue]]


def parse_memberships(files: dict[str, bytes]) -> Parsed:
    """Read one memberships file (`licet.memberships/1`); raises `Faults` for every row and every total that does not fit.

    `states` maps country codes to a mapping of `name`, `in` (groups the state is a member of) and
    one status per treaty. The edition is dated `speaks_from`, since its rows carry their own days,
    else `compiled`.
    """
    [(name, data)] = files.items()
    file = read_value(read_tree(unpacked(name, data), name.removesuffix(".gz")), _File)
    faults: list[Fault] = []
    instruments = tuple(
        MembershipInstrument(id=key, **{field: getattr(entry, field) for field in _InstrumentEntry.__struct_fields__})
        for key, entry in file.instruments.items()
    )
    known = {instrument.id: instrument for instrument in instruments}
    events = tuple(event for index, entry in enumerate(file.events) if (event := _event(entry, f"events[{index}]", known, faults)))
    states = _states(file.states, known, faults)
    faults += _misfits(states, events)
    faults += [fault for instrument in instruments for fault in _totals(instrument, states)]
    if faults:
        raise Faults(faults)
    values = (*instruments, *events, *states)
    return Parsed(dated_on=file.speaks_from or file.compiled, name="MEMBERSHIPS", values=values, content=content_of(values))


def _event(entry: _EventEntry, where: str, known: dict[str, MembershipInstrument], faults: list[Fault]) -> MembershipEvent | None:
    if entry.instrument not in known:
        faults.append(Fault(f"{where}.instrument", f"{quoted(entry.instrument)} is no instrument of this table"))
    if entry.event not in _CHANGES:
        faults.append(Fault(f"{where}.event", f"{quoted(entry.event)} is not an event; use one of " + ", ".join(_CHANGES)))
        return None
    try:
        earliest, latest = _days(entry.date)
    except ValueError as error:
        faults.append(Fault(f"{where}.date", f"{quoted(entry.date)} {error}"))
        return None
    if entry.law_until is not None and (_CHANGES[entry.event] != "left" or entry.law_until < latest):
        faults.append(Fault(f"{where}.law_until", f"{entry.law_until} is no day after a state left; take it out or mend the event"))
    return MembershipEvent(
        state=entry.state,
        instrument=entry.instrument,
        change=_CHANGES[entry.event],
        says=entry.event,
        earliest=earliest,
        latest=latest,
        confidence=entry.confidence,
        law_until=entry.law_until,
    )


def _days(text: str) -> tuple[dt.date, dt.date]:
    """The first and last day of a day, a month (`2024-12`) or a year (`2024`)."""
    match text.count("-"), len(text):
        case 2, _:
            day = read_date(text)
            return day, day
        case 1, 7:
            first = read_date(f"{text}-01")
            return first, (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
        case 0, 4:
            return read_date(f"{text}-01-01"), read_date(f"{text}-12-31")
    raise ValueError("is no date; write YYYY-MM-DD, or YYYY-MM or YYYY where no more is known")


def _states(
    entries: dict[str, dict[str, FactValue]], known: dict[str, MembershipInstrument], faults: list[Fault]
) -> tuple[StateMemberships, ...]:
    states: dict[str, StateMemberships] = {}
    for key, entry in entries.items():
        where = f"states.{key}"
        try:
            code = read_country(key)
        except ValueError as error:
            faults.append(Fault(where, f"{quoted(key)} {error}"))
            continue
        if code in states:
            faults.append(Fault(where, f"is {code}, which has a row already; keep one"))
        states[code] = StateMemberships(
            state=code, name=_name(entry, where, faults), statuses=_statuses(entry, where, known, faults)
        )
    return tuple(states.values())


def _name(entry: dict[str, FactValue], where: str, faults: list[Fault]) -> str:
    name = entry.get("name")
    if isinstance(name, str) and name.strip():
        return name
    faults.append(Fault(f"{where}.name", "is missing; write the name of the state"))
    return ""


def _statuses(
    entry: dict[str, FactValue], where: str, known: dict[str, MembershipInstrument], faults: list[Fault]
) -> dict[str, Status]:
    """One status per instrument: groups by the list `in`, treaties each by its own letter."""
    groups = entry.get("in", ())
    if not isinstance(groups, tuple):
        faults.append(Fault(f"{where}.in", "is no list; write the groups the state is a member of"))
        groups = ()
    for group in groups:
        if group not in known or _is_treaty(known[group]):
            faults.append(Fault(f"{where}.in", f"{quoted(group)} is no group of this table"))
    for key in entry:
        if key not in ("name", "in") and (key not in known or not _is_treaty(known[key])):
            faults.append(Fault(f"{where}.{key}", "is no treaty of this table"))
    statuses: dict[str, Status] = {}
    for instrument in known.values():
        if not _is_treaty(instrument):
            statuses[instrument.id] = "P" if instrument.id in groups else "N"
            continue
        letter = entry.get(instrument.id)
        if letter in get_args(Status):
            statuses[instrument.id] = cast(Status, letter)
        else:
            said = "is missing" if letter is None else f"{quoted(letter)} is no status"
            faults.append(Fault(f"{where}.{instrument.id}", f"{said}; write one of " + ", ".join(get_args(Status))))
    return statuses


def _is_treaty(instrument: MembershipInstrument) -> bool:
    return instrument.kind in ("treaty", "code")


def _misfits(states: tuple[StateMemberships, ...], events: tuple[MembershipEvent, ...]) -> list[Fault]:
    """Rows and events that contradict each other: who left without a day, who joined and is not there."""
    last: dict[tuple[str, str], MembershipEvent] = {}
    for event in sorted((event for event in events if event.change != "notice"), key=lambda event: event.earliest):
        last[event.state, event.instrument] = event
    rows = {state.state: state for state in states}
    faults = []
    for state in states:
        for instrument, status in state.statuses.items():
            turn = last.get((state.state, instrument))
            if status == "W" and (turn is None or turn.change != "left"):
                faults.append(Fault(f"states.{state.state}.{instrument}", "is W, but no event says when it left; add the event"))
            if turn is not None and (turn.change == "joined") != (status in ("P", "D")):
                says = f"is {status}, but the last event is “{turn.says}” on {turn.earliest}; mend one of them"
                faults.append(Fault(f"states.{state.state}.{instrument}", says))
    faults += [Fault("events", f"{event.state} has an event but no row") for event in events if event.state not in rows]
    return faults


def _totals(instrument: MembershipInstrument, states: tuple[StateMemberships, ...]) -> list[Fault]:
    """The checksums. Disputed parties count; of a table of low confidence, unknown rows may fill the gap."""
    letters = [state.statuses.get(instrument.id, "U") for state in states if state.state not in _NOT_COUNTED]
    counted, spare = letters.count("P") + letters.count("D"), letters.count("U") if instrument.confidence == "low" else 0
    faults = []
    for field, total in (("total", instrument.total), ("parties", instrument.parties)):
        if total is not None and not counted <= total <= counted + spare:
            says = f"is {total}, but {counted} rows are marked so; a row or the total is wrong"
            faults.append(Fault(f"instruments.{instrument.id}.{field}", says))
    if instrument.signed_only is not None and letters.count("S") != instrument.signed_only:
        says = f"is {instrument.signed_only}, but {letters.count('S')} rows are marked S; a row or the total is wrong"
        faults.append(Fault(f"instruments.{instrument.id}.signed_only", says))
    if instrument.total is None and instrument.parties is None:
        faults.append(
            Fault(f"instruments.{instrument.id}", "has neither total nor parties; write the published total as a checksum")
        )
    return faults
