"""Listed parties as JSON lines in the project's own simple shape: for lists that have no parser, and for examples.

    {"id", "schema", "list", "names": [], "weak_aliases": [], "birth_dates": [], "countries": []}

and, where known, `addresses`, `programs`, `identifiers` (`{"kind", "number", "country"}`), `sex`,
`effect`, `listed_on`, `remarks`. Unknown keys are faults. `list` is one of the short names whose
effect is recorded, with or without `US-` (`SDN`, `UN`, `EU`), or a name of the user's own.

An id given again under the same first name, on the same or another list, is one party and becomes
one record, with the strictest effect and its lists joined (`US-CAP+US-SDN`); under another name it
is a fault.
"""

import datetime as dt
import re
from typing import Literal

import msgspec

from licet.encoding.faults import Fault, Faults, quoted, refuse
from licet.reference.birth_dates import birth_dates_of
from licet.reference.country_names import country_of
from licet.reference.list_effects import LISTS, effect_of
from licet.reference.merging import merged
from licet.reference.official import refuse_faults, text_of
from licet.reference.parsed import Parsed, records_parsed
from licet.reference.record import Identifier, LegalEffect, ListedName, Record

_LIST_OF = {
    "UN": "UN-SC",
    "EU": "EU-FSF",
    "UK": "UK-SANCTIONS",
    "NS-MBS List": "US-NS-MBS",
    **{code.removeprefix("US-"): code for code in LISTS if code.startswith("US-")},
}


class _Line(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    schema: Literal["Person", "Organization", "Company", "PublicBody", "LegalEntity", "Vessel", "Airplane"]
    list: str
    names: tuple[str, ...]
    weak_aliases: tuple[str, ...] = ()
    birth_dates: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    sex: Literal["male", "female"] | None = None
    effect: LegalEffect | None = None
    listed_on: dt.date | None = None
    remarks: str | None = None


def parse(files: dict[str, bytes]) -> Parsed:
    """Read the one file of the set; the edition is named after the file (`parties.jsonl.gz` gives `parties`)."""
    ((name, data),) = files.items()
    records: dict[str, Record] = {}
    faults: list[Fault] = []
    decode = msgspec.json.Decoder(_Line).decode
    for number, line in enumerate(text_of(name, data).split("\n"), start=1):
        if not line.strip():
            continue
        where = f"{name} line {number}"
        try:
            record = _record(decode(line), where)
        except msgspec.ValidationError as error:
            faults.append(Fault(where, f"is no entry: {str(error)[0].lower()}{str(error)[1:]}"))
            continue
        except msgspec.DecodeError:
            faults.append(Fault(where, "is no whole JSON object; the file is cut off or damaged; fetch it again"))
            continue
        except Faults as refused:
            faults.extend(refused.faults)
            continue
        earlier = records.get(record.id)
        if earlier is not None and earlier.names[0] != record.names[0]:
            faults.append(Fault(where, f"gives the id {quoted(record.id)} again under another name; give each party its own id"))
        elif earlier is not None:
            lists = "+".join(sorted({*earlier.list.split("+"), record.list}))
            record = msgspec.structs.replace(merged(earlier, record), list=lists)
        records[record.id] = record
    refuse_faults(faults)
    if not records:
        raise refuse(name, "lists nobody")
    return records_parsed(None, stem_of(name), records.values())


def stem_of(file: str) -> str:
    """The edition name that a file name gives: its letters, digits, dots, dashes and underscores before the endings."""
    stem = re.sub(r"(\.(jsonl?|ndjson|ftm|gz))+$", "", file.rpartition("/")[2])
    return re.sub(r"[^A-Za-z0-9._-]+", "-", stem).strip("-.")[:64] or "list"


def _record(line: _Line, where: str) -> Record:
    names = [ListedName(text=text.strip()) for text in line.names if text.strip()]
    weak = [ListedName(text=text.strip(), weak=True) for text in line.weak_aliases if text.strip()]
    if not names or not line.id.strip() or not line.list.strip():
        raise refuse(where, "has no id, no list or no name; write them")
    unread = [text for text in line.countries if country_of(text) is None]
    unread_dates = [text for text in line.birth_dates if not birth_dates_of(text)]
    told = [line.remarks or "", *(f"country: {text}" for text in unread), *(f"birth date: {text}" for text in unread_dates)]
    code = _LIST_OF.get(line.list, line.list)
    return Record(
        id=line.id,
        list=code,
        schema=line.schema,
        names=tuple(dict.fromkeys((*names, *weak))),
        effect=line.effect or effect_of(code),
        birth_dates=tuple(dict.fromkeys(date for text in line.birth_dates for date in birth_dates_of(text))),
        countries=tuple(dict.fromkeys(found for text in line.countries if (found := country_of(text)))),
        sex=line.sex,
        identifiers=line.identifiers,
        addresses=line.addresses,
        programs=line.programs,
        listed_on=line.listed_on,
        remarks=" | ".join(part for part in told if part) or None,
    )
