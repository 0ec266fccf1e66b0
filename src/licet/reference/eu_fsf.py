"""The consolidated list of persons, groups and entities under European Union financial sanctions (FSF).

Read in the publisher's two full forms of version 1.1: XML (`export` with one `sanctionEntity` a party)
and CSV (semicolons between fields; a party takes as many rows as it has names, addresses, births and
numbers). Both hold the same, give the same records, and carry the day they were made.

Written from public descriptions of the formats; no official file was at hand. An attribute or column
that is not known is passed over, one that is needed and absent is a fault.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from licet.encoding.dates import read_date
from licet.encoding.faults import Fault, quoted, refuse
from licet.reference.birth_dates import birth_dates_of, years_between
from licet.reference.country_names import country_of
from licet.reference.list_effects import effect_of
from licet.reference.official import refuse_faults, table_of, text_of, unpacked, xml_of
from licet.reference.parsed import Parsed, records_parsed
from licet.reference.record import Identifier, ListedName, Record

Part = Mapping[str, str]
"""One element of an entry by the names of its XML attributes, whichever form it came in."""

_PARTS = ("nameAlias", "address", "birthdate", "identification", "citizenship", "regulation")
_PREFIXES = {
    "Entity_Regulation_": "regulation",
    "NameAlias_": "nameAlias",
    "Address_": "address",
    "BirthDate_": "birthdate",
    "Identification_": "identification",
    "Citizenship_": "citizenship",
}
_COLUMNS = (
    "fileGenerationDate", "Entity_LogicalId", "Entity_EU_ReferenceNumber", "Entity_UnitedNationId", "Entity_DesignationDate",
    "Entity_Remark", "Entity_SubjectType", "Entity_Regulation_Programme", "NameAlias_WholeName", "NameAlias_Gender",
    "Address_CountryDescription", "BirthDate_BirthDate", "BirthDate_Year", "Identification_Number", "Identification_TypeCode",
    "Citizenship_CountryIso2Code",
)  # fmt: skip
_SCHEMA = {"person": "Person", "P": "Person", "enterprise": "Organization", "E": "Organization"}
_NUMBERS = {
    "passport": "passportNumber",
    "diplpassport": "passportNumber",
    "traveldoc": "passportNumber",
    "fiscalcode": "taxNumber",
    "tax": "taxNumber",
    "regnumber": "registrationNumber",
    "tradelic": "registrationNumber",
    "swiftbic": "swiftBic",
    "imo": "imoNumber",
}
"""Kinds of number by the publisher's code; any other is an identity number of a person, a registration of anything else."""


class _Entry(msgspec.Struct):
    where: str
    id: str
    kind: str
    reference: str
    united_nations: str
    designated: str
    remark: str
    parts: dict[str, list[Part]]

    def add(self, part: str, values: dict[str, str]) -> None:
        """Add a part that is not here yet; rows of the CSV repeat theirs."""
        if values not in self.parts[part]:
            self.parts[part].append(values)


def parse(files: dict[str, bytes]) -> Parsed:
    """Read the one file of the set, telling the two forms apart by their first character."""
    ((name, data),) = files.items()
    plain = unpacked(name, data)
    as_xml = plain.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    made_on, entries = _of_xml(name, plain) if as_xml else _of_csv(name, plain)
    faults: list[Fault] = []
    records: dict[str, Record] = {}
    for entry in entries:
        record = _record(entry)
        if not entry.id or not record.names:
            faults.append(Fault(entry.where, "has no logical id or no name; fetch the file again"))
        elif record.id in records:
            faults.append(Fault(entry.where, "is listed twice; fetch the file again"))
        records[record.id] = record
    refuse_faults(faults)
    if not records:
        raise refuse(name, "lists nobody; fetch it again")
    return records_parsed(made_on, "EU-FSF", records.values())


def _of_xml(name: str, plain: bytes) -> tuple[dt.date, list[_Entry]]:
    root = xml_of(name, plain, root=("export",), kind="eu-fsf")
    entries = []
    for element in root.iterfind("sanctionEntity"):
        subject = element.find("subjectType")
        entry = _Entry(
            where=f"{name} entry {element.get('euReferenceNumber') or element.get('logicalId') or '?'}",
            id=element.get("logicalId", "").strip(),
            kind="" if subject is None else subject.get("code") or subject.get("classificationCode") or "",
            reference=element.get("euReferenceNumber", "").strip(),
            united_nations=element.get("unitedNationId", "").strip(),
            designated=element.get("designationDate", "").strip(),
            remark=_joined_words(one.text for one in element.iterfind("remark")),
            parts={part: [] for part in _PARTS},
        )
        for part in _PARTS:
            for one in element.iterfind(part):
                values = {key: " ".join(value.split()) for key, value in one.attrib.items()}
                values["remark"] = _joined_words(remark.text for remark in one.iterfind("remark"))
                entry.add(part, {key: value for key, value in values.items() if value})
        entries.append(entry)
    return _day_made(f"{name} generationDate", root.get("generationDate", "")), entries


def _of_csv(name: str, plain: bytes) -> tuple[dt.date, list[_Entry]]:
    entries: dict[str, _Entry] = {}
    made_on: dt.date | None = None
    for line, row in table_of(name, text_of(name, plain), columns=_COLUMNS, delimiter=";"):
        where = f"{name} line {line}"
        made_on = made_on or _day_made(f"{where} fileGenerationDate", row["fileGenerationDate"])
        key = row["Entity_LogicalId"].strip()
        if not key.isdigit():
            raise refuse(where, f"has {quoted(key)} where the logical id belongs: the columns have slipped; fetch the file again")
        entry = entries.get(key)
        if entry is None:
            entry = entries[key] = _Entry(
                where=where,
                id=key,
                kind=(row["Entity_SubjectType"] or row.get("Entity_SubjectType_ClassificationCode", "")).strip(),
                reference=row["Entity_EU_ReferenceNumber"].strip(),
                united_nations=row["Entity_UnitedNationId"].strip(),
                designated=row["Entity_DesignationDate"].strip(),
                remark=" ".join(row["Entity_Remark"].split()),
                parts={part: [] for part in _PARTS},
            )
        for part, values in _parts_of(row).items():
            entry.add(part, values)
    if made_on is None:
        raise refuse(name, "lists nobody; fetch it again")
    return made_on, list(entries.values())


def _parts_of(row: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """The parts that a row holds: `NameAlias_WholeName` is the attribute `wholeName` of a `nameAlias`."""
    found: dict[str, dict[str, str]] = {}
    for column, text in row.items():
        value = " ".join(text.split())
        prefix = next((prefix for prefix in _PREFIXES if column.startswith(prefix)), None)
        if not value or prefix is None:
            continue
        word = column.removeprefix(prefix)
        if prefix != "Entity_Regulation_" and word.startswith("Regulation"):
            continue  # which act a name or number came with; the XML form says it beside the attribute, not in it
        attribute = word[:1].lower() + word[1:]
        if prefix == "Identification_" and attribute in ("typeCode", "typeDescription"):
            attribute = f"identification{word}"
        if prefix == "BirthDate_" and attribute == "birthDate":
            attribute = "birthdate"
        found.setdefault(_PREFIXES[prefix], {})[attribute] = value
    return found


def _record(entry: _Entry) -> Record:
    parts = entry.parts
    schema = _SCHEMA.get(entry.kind, "LegalEntity")
    states = [state for part in ("citizenship", "address") for one in parts[part] if (state := _state(one))]
    sexes = {sex for one in parts["nameAlias"] if (sex := one.get("gender"))}
    programs = tuple(dict.fromkeys(one["programme"] for one in parts["regulation"] if one.get("programme")))
    days = [day for text in (entry.designated, *(_entered(one) for one in parts["regulation"])) if (day := _day(text))]
    told = [
        ("reference", entry.reference),
        ("United Nations reference", entry.united_nations),
        ("function", "; ".join(dict.fromkeys(text for one in parts["nameAlias"] if (text := one.get("function"))))),
        ("place of birth", "; ".join(dict.fromkeys(text for one in parts["birthdate"] if (text := _place(one))))),
        *(("country", text) for text in dict.fromkeys(states) if country_of(text) is None),
        *(("number", text) for one in parts["identification"] if (text := one.get("remark"))),
        ("remark", entry.remark),
    ]
    return Record(
        id=f"eu-fsf-{entry.id}",
        list="EU-FSF",
        schema=schema,
        names=tuple(dict.fromkeys(_names(parts["nameAlias"]))),
        effect=effect_of("EU-FSF"),
        birth_dates=tuple(dict.fromkeys(date for one in parts["birthdate"] for date in _births(one))),
        countries=tuple(dict.fromkeys(code for text in states if (code := country_of(text)))),
        sex="male" if sexes == {"M"} else "female" if sexes == {"F"} else None,
        identifiers=tuple(dict.fromkeys(found for one in parts["identification"] if (found := _identifier(one, schema)))),
        addresses=tuple(dict.fromkeys(text for one in parts["address"] if (text := _address(one)))),
        programs=programs,
        listed_on=_day(entry.designated) or min(days, default=None),
        remarks=" | ".join(f"{word}: {text}" for word, text in told if text) or None,
    )


def _names(parts: Iterable[Part]) -> Iterator[ListedName]:
    """Names, the strong ones first: a record is captioned by its first name."""
    weak = []
    for one in parts:
        text = one.get("wholeName") or " ".join(word for key in ("firstName", "middleName", "lastName") if (word := one.get(key)))
        if not text:
            continue
        if one.get("strong", "true").lower() == "false" or "low quality" in one.get("remark", "").lower():
            weak.append(ListedName(text=text, weak=True))
        else:
            yield ListedName(text=text)
    yield from weak


def _births(one: Part) -> tuple[str, ...]:
    first, last = one.get("yearRangeFrom", ""), one.get("yearRangeTo", "")
    if first.isdigit() and last.isdigit():
        return years_between(int(first), int(last))
    year, month, day = (one.get(key, "") for key in ("year", "monthOfYear", "dayOfMonth"))
    month, day = month or one.get("month", ""), day or one.get("day", "")
    if one.get("birthdate"):
        return birth_dates_of(one["birthdate"])
    if month.isdigit() and int(month) and day.isdigit() and int(day):
        return birth_dates_of(f"{year}-{int(month):02}-{int(day):02}")
    if month.isdigit() and int(month):
        return birth_dates_of(f"{year}-{int(month):02}")
    return birth_dates_of(year)


def _identifier(one: Part, schema: str) -> Identifier | None:
    number = one.get("number") or one.get("latinNumber") or ""
    if not any(character.isalnum() for character in number):
        return None
    code, words = one.get("identificationTypeCode", "").lower(), one.get("identificationTypeDescription", "").lower()
    kind = _NUMBERS.get(code) or ("imoNumber" if "imo" in words.split() else None)
    kind = kind or ("idNumber" if schema == "Person" else "registrationNumber")
    state = _state(one)
    return Identifier(kind=kind, number=number, country=country_of(state) if state else None)


def _state(one: Part) -> str:
    code, words = one.get("countryIso2Code", ""), one.get("countryDescription", "")
    if code not in ("", "00") and country_of(code):
        return code
    return "" if words.upper() == "UNKNOWN" else words


def _address(one: Part) -> str:
    state = one.get("countryDescription", "")
    words = [one.get(key, "") for key in ("street", "poBox", "city", "place", "zipCode", "region")]
    return ", ".join(word for word in (*words, "" if state.upper() == "UNKNOWN" else state) if word)


def _place(one: Part) -> str:
    state = one.get("countryDescription", "")
    words = [*(one.get(key, "") for key in ("city", "place", "region")), "" if state.upper() == "UNKNOWN" else state]
    return ", ".join(word for word in words if word)


def _entered(one: Part) -> str:
    return one.get("entryIntoForceDate") or one.get("publicationDate") or ""


def _day_made(where: str, text: str) -> dt.date:
    """The day a file was made: `2026-09-01T10:00:00.000+02:00` in XML, `01/09/2026` in CSV."""
    day = _day(text[:10])
    if day is None and text[2:3] == "/" and text[5:6] == "/":
        day = _day(f"{text[6:10]}-{text[3:5]}-{text[:2]}")
    if day is None:
        raise refuse(where, f"{quoted(text)} is no date: the columns have slipped, or this is no list of kind eu-fsf")
    return day


def _day(text: str) -> dt.date | None:
    try:
        return read_date(text[:10])
    except ValueError:
        return None


def _joined_words(texts: Iterable[str | None]) -> str:
    return " ".join(" ".join((text or "").split()) for text in texts if text and text.strip())
