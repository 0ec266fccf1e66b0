"""The United Nations Security Council Consolidated List, in its XML form.

Dated by the publisher (`dateGenerated`). Entity expansion and document types are refused, so a
hostile file cannot grow. An alias of quality `Low` is weak. Several names in one field stand
between semicolons, or in brackets behind an original-script form; each becomes a name.
"""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Literal
from xml.etree.ElementTree import Element

from licet.encoding.dates import read_date
from licet.encoding.faults import Fault, quoted, refuse
from licet.reference.birth_dates import birth_dates_of, years_between
from licet.reference.country_names import country_named
from licet.reference.list_effects import effect_of
from licet.reference.official import refuse_faults, xml_of
from licet.reference.parsed import Parsed, records_parsed
from licet.reference.record import Identifier, ListedName, Record

_NAME_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")

REGIMES = (
    "Al-Qaida", "CAR", "DPRK", "DRC", "GB", "Haiti", "Iran", "Iraq", "Libya", "Somalia", "SouthSudan", "Sudan", "Taliban", "Yemen",
)  # fmt: skip
"""Every word of `UN_LIST_TYPE` in the list of 27 February 2026. Any other word names a regime that is not known here."""


def parse(files: dict[str, bytes]) -> Parsed:
    """Read the one file of the set; raises `Faults` when it is not well formed, as a file cut in half is not."""
    ((name, data),) = files.items()
    root = xml_of(name, data, root=("CONSOLIDATED_LIST",), kind="un-sc")
    try:
        dated_on = read_date(root.get("dateGenerated", "")[:10])
    except ValueError as error:
        raise refuse(f"{name} dateGenerated", f"{quoted(root.get('dateGenerated', ''))} {error}") from error
    records: dict[str, Record] = {}
    faults: list[Fault] = []
    entries = [("Person", entry) for entry in root.iterfind("INDIVIDUALS/INDIVIDUAL")]
    entries += [("Organization", entry) for entry in root.iterfind("ENTITIES/ENTITY")]
    for schema, entry in entries:
        number = _text(entry, "DATAID")
        where = f"{name} entry {number or _text(entry, 'REFERENCE_NUMBER')}"
        record = _record(entry, schema)
        if not number or not record.names:
            faults.append(Fault(where, "has no DATAID or no name; fetch the file again"))
        elif record.id in records:
            faults.append(Fault(where, "is listed twice; fetch the file again"))
        records[record.id] = record
    refuse_faults(faults)
    if not records:
        raise refuse(name, "lists nobody; fetch it again")
    return records_parsed(dated_on, "UN-SC", records.values())


def _record(entry: Element, schema: str) -> Record:
    prefix = "INDIVIDUAL" if schema == "Person" else "ENTITY"
    full = " ".join(part for tag in _NAME_PARTS if (part := _text(entry, tag)))
    names = [ListedName(text=text) for text in (full, *_names_in(_text(entry, "NAME_ORIGINAL_SCRIPT"))) if text]
    for alias in entry.iterfind(f"{prefix}_ALIAS"):
        weak = _text(alias, "QUALITY") == "Low"
        names += [ListedName(text=text, weak=weak) for text in _names_in(_text(alias, "ALIAS_NAME"))]
    addresses = list(entry.iterfind(f"{prefix}_ADDRESS"))
    states = [_text(value) for value in entry.iterfind("NATIONALITY/VALUE")]
    places = [_text(address, "COUNTRY") for address in addresses]
    documents = list(entry.iterfind("INDIVIDUAL_DOCUMENT"))
    comments = _text(entry, "COMMENTS1")
    told = [
        ("reference", _text(entry, "REFERENCE_NUMBER")),
        ("designation", "; ".join(_text(value) for value in entry.iterfind("DESIGNATION/VALUE"))),
        ("place of birth", "; ".join(_joined(place) for place in entry.iterfind("INDIVIDUAL_PLACE_OF_BIRTH"))),
        *(("country", text) for text in dict.fromkeys((*states, *places)) if text and country_named(text) is None),
        ("comments", comments),
    ]
    return Record(
        id=f"un-sc-{_text(entry, 'DATAID')}",
        list="UN-SC",
        schema=schema,
        names=tuple(dict.fromkeys(names)),
        effect=effect_of("UN-SC"),
        birth_dates=tuple(dict.fromkeys(date for birth in _births(entry) for date in birth)),
        countries=tuple(dict.fromkeys(code for text in (*states, *places) if text and (code := country_named(text)))),
        sex=_sex(_text(entry, "GENDER")),
        identifiers=tuple(dict.fromkeys((*(found for one in documents if (found := _document(one))), *_imo_numbers(comments)))),
        addresses=tuple(dict.fromkeys(text for address in addresses if (text := _joined(address)))),
        programs=tuple(text for text in (_text(entry, "UN_LIST_TYPE"),) if text),
        listed_on=_day(_text(entry, "LISTED_ON")),
        remarks=" | ".join(f"{word}: {text}" for word, text in told if text) or None,
    )


def _names_in(field: str) -> tuple[str, ...]:
    """Cut `A; B`, `A (B; C)` behind an original script, and `a) A b) B` into single names; blank gives none."""
    if (found := re.fullmatch(r"([^()]+)\(([^()]+)\)", field)) and not found[1].isascii() and found[2].isascii():
        return (*_names_in(found[1].strip()), *_names_in(found[2].strip()))
    return tuple(dict.fromkeys(name for part in re.split(r";|(?:^|\s)[a-z]\)\s", field) if (name := part.strip(" ,\n\t"))))


def _births(entry: Element) -> Iterator[tuple[str, ...]]:
    for birth in entry.iterfind("INDIVIDUAL_DATE_OF_BIRTH"):
        first, last = _text(birth, "FROM_YEAR"), _text(birth, "TO_YEAR")
        if first.isdigit() and last.isdigit():
            yield years_between(int(first), int(last))
        yield birth_dates_of(_text(birth, "DATE") or _text(birth, "YEAR"))
    for alias in entry.iterfind("INDIVIDUAL_ALIAS"):
        yield birth_dates_of(_text(alias, "DATE_OF_BIRTH"))


def _document(document: Element) -> Identifier | None:
    number = _text(document, "NUMBER")
    what = f"{_text(document, 'TYPE_OF_DOCUMENT')} {_text(document, 'TYPE_OF_DOCUMENT2')}".lower()
    if not any(character.isdigit() for character in number):
        return None
    kind = "passportNumber" if "passe" in what or "passp" in what or "pasap" in what else "idNumber"
    issued_by = country_named(_text(document, "ISSUING_COUNTRY") or _text(document, "COUNTRY_OF_ISSUE"))
    return Identifier(kind=kind, number=number, country=issued_by)


def _imo_numbers(comments: str) -> tuple[Identifier, ...]:
    numbers = re.findall(r"(?i)\bIMO(?: number)?s?[:.]?\s*(?:is\s+)?([0-9]{7})\b", comments)
    return tuple(Identifier(kind="imoNumber", number=number) for number in numbers)


def _joined(part: Element) -> str:
    return ", ".join(text for tag in ("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY") if (text := _text(part, tag)))


def _text(element: Element, tag: str = "") -> str:
    found = element.findtext(tag) if tag else element.text
    return " ".join((found or "").split())


def _sex(text: str) -> Literal["male", "female"] | None:
    return "male" if text == "Male" else "female" if text == "Female" else None


def _day(text: str) -> dt.date | None:
    try:
        return read_date(text[:10])
    except ValueError:
        return None
