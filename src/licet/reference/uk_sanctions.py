"""The United Kingdom's sanctions list, in any of its four published forms (see `uk_entries`)."""

import re

from licet.encoding.faults import Fault, quoted, refuse
from licet.reference.birth_dates import birth_dates_of
from licet.reference.country_names import country_of
from licet.reference.list_effects import effect_of
from licet.reference.official import refuse_faults, text_of, unpacked, xml_of
from licet.reference.parsed import Parsed, records_parsed
from licet.reference.record import Identifier, ListedName, Record
from licet.reference.uk_entries import KIND, Entry, day_of, numbered, of_con_csv, of_con_xml, of_list_csv, of_list_xml

_SCHEMA = {"individual": "Person", "entity": "Organization", "ship": "Vessel"}
_NUMBERS = (("passport", "passportNumber"), ("identity", "idNumber"), ("registration", "registrationNumber"))


def parse(files: dict[str, bytes]) -> Parsed:
    """Read the one file of the set, telling the forms apart by their beginning."""
    ((name, data),) = files.items()
    plain = unpacked(name, data)
    if plain.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        root = xml_of(name, plain, root=("Designations", "ArrayOfFinancialSanctionsTarget"), kind=KIND)
        made_on, entries = of_list_xml(name, root) if root.tag == "Designations" else of_con_xml(name, root)
    else:
        text = text_of(name, plain)
        start = text[:40].lower()
        if not start.startswith(("report date", "last updated")):
            raise refuse(f"{name} line 1", "does not begin with the day of the list; this is not a file of that kind")
        made_on, entries = of_list_csv(name, text) if start.startswith("report date") else of_con_csv(name, text)
    faults: list[Fault] = []
    records: dict[str, Record] = {}
    for entry in entries:
        record = _record(entry)
        if not entry.id or not record.names:
            faults.append(Fault(entry.where, "has no number or no name; fetch the file again"))
        elif entry.kind.strip().lower() not in _SCHEMA:
            faults.append(Fault(entry.where, f"is of the kind {quoted(entry.kind)}, which is none of individual, entity and ship"))
        elif record.id in records:
            faults.append(Fault(entry.where, "is listed twice; fetch the file again"))
        records[record.id] = record
    refuse_faults(faults)
    if not records:
        raise refuse(name, "lists nobody; fetch it again")
    return records_parsed(made_on, "UK-SANCTIONS", records.values())


def _record(entry: Entry) -> Record:
    states = [part for text in entry.of("state") for part in numbered(text)]
    births = [part for text in entry.of("birth") for part in numbered(text)]
    sexes = {text.lower() for text in entry.of("sex")}
    days = [day for text in entry.of("listed") if (day := day_of(text))]
    ordered = sorted(entry.names, key=lambda name: (not name[1], name[2]))
    told = [
        *((word, "; ".join(entry.of(word))) for word in ("reference", "group", "United Nations reference")),
        ("measures", "; ".join(part.strip() for text in entry.of("measures") for part in text.split("|"))),
        *((word, "; ".join(entry.of(word))) for word in ("position", "place of birth", "owner", "parent", "reasons", "other")),
        *(("country", text) for text in dict.fromkeys(states) if country_of(text) is None),
        *(("birth date", text) for text in births if not _births(text)),
    ]
    return Record(
        id=f"{KIND}-{entry.id}",
        list="UK-SANCTIONS",
        schema=_SCHEMA.get(entry.kind.strip().lower(), "LegalEntity"),
        names=tuple(dict.fromkeys(ListedName(text=text, weak=weak) for text, _, weak in ordered)),
        effect=effect_of("UK-SANCTIONS"),
        birth_dates=tuple(dict.fromkeys(date for text in births for date in _births(text))),
        countries=tuple(dict.fromkeys(code for text in states if (code := country_of(text)))),
        sex="male" if sexes == {"male"} else "female" if sexes == {"female"} else None,
        identifiers=tuple(dict.fromkeys(_identifiers(entry))),
        addresses=tuple(entry.of("address")),
        programs=tuple(entry.of("regime")),
        listed_on=min(days, default=None),
        remarks=" | ".join(f"{word}: {text}" for word, text in told if text) or None,
    )


def _births(text: str) -> tuple[str, ...]:
    """Read `27/08/1955`, `dd/08/1955`, `00/00/1955`; what is not known of a date stands as letters or zeros."""
    found = re.fullmatch(r"(\w\w)/(\w\w)/(\d{4})", text)
    if found is None:
        return birth_dates_of(text)
    day, month, year = (part if part.isdigit() and int(part) else "" for part in found.groups())
    if not month:
        return birth_dates_of(year)
    return birth_dates_of(f"{year}-{month}-{day}" if day else f"{year}-{month}")


def _identifiers(entry: Entry) -> list[Identifier]:
    found = [
        Identifier(kind=kind, number=number)
        for field, kind in _NUMBERS
        for text in entry.of(field)
        for number in numbered(text)
        if any(character.isdigit() for character in number)
    ]
    ships = [number for text in entry.of("imo") for number in re.findall(r"(?<![0-9])[0-9]{7}(?![0-9])", text)]
    return found + [Identifier(kind="imoNumber", number=number) for number in ships]
