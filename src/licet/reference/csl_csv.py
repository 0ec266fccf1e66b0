"""The Consolidated Screening List in its CSV form, one row an entry; lists within a field stand between `; `.

The file carries no date. Two rows of one list with the same `_id` and name are merged (the publisher
repeats some); under another name they are a fault.
"""

import datetime as dt
import re

import msgspec

from licet.encoding.dates import read_date
from licet.encoding.faults import Fault, quoted, refuse
from licet.reference.birth_dates import birth_dates_of
from licet.reference.country_names import country_of
from licet.reference.csl_lists import LIST_NAME, SCHEMA, code_of
from licet.reference.list_effects import effect_of
from licet.reference.merging import merged
from licet.reference.ofac_remarks import identifier_of
from licet.reference.official import refuse_faults, table_of
from licet.reference.parsed import Parsed, records_parsed
from licet.reference.record import Identifier, ListedName, Record

_COLUMNS = (
    "_id", "source", "type", "programs", "name", "title", "addresses", "federal_register_notice", "start_date", "end_date",
    "license_requirement", "license_policy", "call_sign", "vessel_type", "vessel_flag", "vessel_owner", "remarks", "alt_names",
    "citizenships", "dates_of_birth", "nationalities", "places_of_birth", "ids",
)  # fmt: skip
_TOLD = (
    "title",
    "remarks",
    "federal_register_notice",
    "end_date",
    "license_requirement",
    "license_policy",
    "vessel_type",
    "vessel_owner",
)
"""Columns that no field of a record holds; they go into its remarks."""


def parse(name: str, text: str) -> Parsed:
    """Read the rows into records."""
    records: dict[str, Record] = {}
    faults: list[Fault] = []
    rows = 0
    for line, row in table_of(name, text, columns=_COLUMNS):
        rows += 1
        where = f"{name} line {line}"
        code = code_of(row["source"])
        if code is None:
            faults.append(
                Fault(where, f"is of the list {quoted(row['source'])}, whose effect is not recorded here; do not use this file yet")
            )
            continue
        if not row["name"].strip() or not row["_id"].strip():
            faults.append(Fault(where, "has no name or no _id; fetch the file again"))
            continue
        record = _record(code, row)
        earlier = records.get(record.id)
        if earlier is not None and earlier.names[0] != record.names[0]:
            faults.append(Fault(where, f"gives entry {quoted(row['_id'])} of {code} again under another name; fetch it again"))
        records[record.id] = merged(earlier, record) if earlier else record
    refuse_faults(faults, rows=rows)
    if not records:
        raise refuse(name, "lists nobody; fetch it again")
    return records_parsed(None, LIST_NAME, records.values())


def _record(code: str, row: dict[str, str]) -> Record:
    addresses = _several(row["addresses"])
    places = [address.rpartition(", ")[2] for address in addresses]
    states = [*_several(row["nationalities"]), *_several(row["citizenships"]), *_several(row["vessel_flag"])]
    numbers, sex = _numbers(row["ids"])
    if row["call_sign"]:
        numbers = (*numbers, Identifier(kind="callSign", number=row["call_sign"]))
    told = [f"{column.replace('_', ' ')}: {row[column].strip()}" for column in _TOLD if row[column].strip()]
    told += [f"place of birth: {place}" for place in _several(row["places_of_birth"])]
    told += [f"country: {text}" for text in dict.fromkeys(states) if country_of(text) is None]
    names = (row["name"].strip(), *_several(row["alt_names"]))
    return Record(
        id=f"us-csl-{code.removeprefix('US-').lower()}-{row['_id'][:16]}",
        list=code,
        schema=SCHEMA.get(row["type"], "LegalEntity"),
        names=tuple(ListedName(text=text) for text in dict.fromkeys(names)),
        effect=effect_of(code),
        birth_dates=tuple(dict.fromkeys(date for text in _several(row["dates_of_birth"]) for date in birth_dates_of(text))),
        countries=tuple(dict.fromkeys(found for text in (*states, *places) if (found := country_of(text)))),
        sex="male" if sex == {"Male"} else "female" if sex == {"Female"} else None,
        identifiers=numbers,
        addresses=tuple(dict.fromkeys(addresses)),
        programs=_several(row["programs"]),
        listed_on=_day(row["start_date"]),
        remarks=" | ".join(told) or None,
    )


def _several(field: str) -> tuple[str, ...]:
    return tuple(part for text in field.split(";") if (part := text.strip()))


def _numbers(field: str) -> tuple[tuple[Identifier, ...], set[str]]:
    """Read `CA, BC166787, Passport; Male, Gender`: country where there is one, number, kind of number."""
    found: dict[Identifier, None] = {}
    sex: set[str] = set()
    for entry in _several(field):
        # A passport's days of expiry and issue stand before its number.
        *parts, kind = (part for text in entry.split(", ") if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){2}", part := text.strip()))
        if kind == "Gender" and parts:
            sex.add(parts[0])
            continue
        country = country_of(parts[0]) if len(parts) > 1 and re.fullmatch("[A-Z]{2}", parts[0]) else None
        identifier = identifier_of(f"{kind} {', '.join(parts[1 if country else 0 :])}")
        if identifier is not None:
            found[msgspec.structs.replace(identifier, country=country or identifier.country)] = None
    return tuple(found), sex


def _day(text: str) -> dt.date | None:
    try:
        return read_date(text.strip())
    except ValueError:
        return None
