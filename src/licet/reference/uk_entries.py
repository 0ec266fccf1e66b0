"""The four published forms of the United Kingdom's sanctions list, each cut into entries of one shape.

    UK Sanctions List, XML      `Designations`, one `Designation` a party
    UK Sanctions List, CSV      `Report Date: …`, then a header, then a row for each name and address of a party
    ConList, CSV                `Last Updated,…`, then a header, then a row for each name of a group
    ConList, XML                `ArrayOfFinancialSanctionsTarget`, one `FinancialSanctionsTarget` a name of a group

The ConList ended on 28 January 2026; it is read for the sake of earlier days. Written from public
descriptions of the formats; no official file was at hand.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from xml.etree.ElementTree import Element

import msgspec

from licet.encoding.dates import read_date
from licet.encoding.faults import quoted, refuse
from licet.reference.official import table_of

KIND = "uk-sanctions"


class Entry(msgspec.Struct):
    """One party as any of the forms tells it: every field a list of texts as written."""

    where: str
    id: str
    kind: str = ""
    names: list[tuple[str, bool, bool]] = []
    """Each name with whether it is the primary one, and whether it is weak."""
    texts: dict[str, list[str]] = {}

    def add(self, field: str, *values: str | None) -> None:
        found = self.texts.setdefault(field, [])
        found += [text for value in values if (text := " ".join((value or "").split())) and text not in found]

    def of(self, field: str) -> list[str]:
        return self.texts.get(field, [])


_NAME_PARTS = ("Name1", "Name2", "Name3", "Name4", "Name5", "Name6")
_LIST_PATHS: tuple[tuple[str, str], ...] = (
    ("reference", "UniqueID"),
    ("group", "OFSIGroupID"),
    ("United Nations reference", "UNReferenceNumber"),
    ("regime", "RegimeName"),
    ("listed", "DateDesignated"),
    ("measures", "SanctionsImposed"),
    ("other", "OtherInformation"),
    ("reasons", "UKStatementofReasons"),
    ("birth", "IndividualDetails/Individual/DOBs/DOB"),
    ("state", "IndividualDetails/Individual/Nationalities/Nationality"),
    ("passport", "IndividualDetails/Individual/PassportDetails//PassportNumber"),
    ("identity", "IndividualDetails/Individual/NationalIdentifierDetails//NationalIdentifierNumber"),
    ("position", "IndividualDetails/Individual/Positions/Position"),
    ("sex", "IndividualDetails/Individual/Genders/Gender"),
    ("registration", "EntityDetails/Entity//BusinessRegistrationNumber"),
    ("parent", "EntityDetails/Entity/ParentCompanies/ParentCompany"),
    ("imo", "ShipDetails/Ship//IMONumber"),
    ("owner", "ShipDetails/Ship/CurrentOwnerOperators/CurrentOwnerOperator"),
    ("state", "ShipDetails/Ship/CurrentBelievedFlagOfShips/CurrentBelievedFlagOfShip"),
)
_LIST_COLUMNS: tuple[tuple[str, str], ...] = (
    ("reference", "Unique ID"),
    ("group", "OFSI Group ID"),
    ("United Nations reference", "UN Reference Number"),
    ("regime", "Regime Name"),
    ("listed", "Date Designated"),
    ("measures", "Sanctions Imposed"),
    ("other", "Other Information"),
    ("reasons", "UK Statement of Reasons"),
    ("birth", "D.O.B"),
    ("state", "Nationality(/ies)"),
    ("passport", "Passport number"),
    ("identity", "National Identifier number"),
    ("position", "Position"),
    ("sex", "Gender"),
    ("registration", "Business registration number (s)"),
    ("parent", "Parent company"),
    ("imo", "IMO number"),
    ("owner", "Current owner/operator (s)"),
    ("state", "Current believed flag of ship"),
)
_CON_COLUMNS: tuple[tuple[str, str, str], ...] = (
    ("regime", "Regime", "RegimeName"),
    ("listed", "Listed On", "DateListed"),
    ("group", "Group ID", "GroupID"),
    ("other", "Other Information", "OtherInformation"),
    ("reference", "", "UKSanctionsListRef"),
    ("United Nations reference", "", "UNRef"),
    ("reasons", "", "UKStatementOfReasons"),
    ("birth", "DOB", "Individual_DateOfBirth"),
    ("state", "Nationality", "Individual_Nationality"),
    ("passport", "Passport Number", "Individual_PassportNumber"),
    ("identity", "National Identification Number", "Individual_NINumber"),
    ("position", "Position", "Individual_Position"),
    ("sex", "", "Individual_Gender"),
    ("registration", "", "Entity_BusinessRegNumber"),
    ("parent", "", "Entity_ParentCompany"),
    ("imo", "", "Ship_IMONumber"),
    ("owner", "", "Ship_CurrentOwners"),
    ("state", "", "Ship_Flag"),
)
"""A field, its column in the CSV of the ConList and its element in the XML."""


def of_list_xml(name: str, root: Element) -> tuple[dt.date | None, list[Entry]]:
    """The UK Sanctions List in XML."""
    entries = []
    for number, element in enumerate(root.iterfind("Designation"), 1):
        key = " ".join((element.findtext("UniqueID") or "").split())
        entry = Entry(where=f"{name} designation {key or number}", id=key, kind=element.findtext("IndividualEntityShip") or "")
        for one in element.iterfind("Names/Name"):
            words = {part: one.findtext(part) or "" for part in _NAME_PARTS}
            _name(entry, words, one.findtext("NameType"), one.findtext("AliasStrength"))
        for script in element.iterfind("NonLatinNames/NonLatinName/NameNonLatinScript"):
            _script(entry, script.text)
        for address in element.iterfind("Addresses/Address"):
            lines = [address.findtext(f"AddressLine{line}") or "" for line in range(1, 7)]
            _address(entry, lines, address.findtext("AddressPostalCode"), address.findtext("AddressCountry"))
        for field, path in _LIST_PATHS:
            entry.add(field, *(one.text for one in element.iterfind(path)))
        for place in element.iterfind("IndividualDetails/Individual/BirthDetails/Location"):
            entry.add("place of birth", _joined(place.findtext("TownOfBirth"), place.findtext("CountryOfBirth")))
        entries.append(entry)
    return _day_made(f"{name} DateGenerated", root.findtext("DateGenerated") or ""), entries


def of_list_csv(name: str, text: str) -> tuple[dt.date | None, list[Entry]]:
    """The UK Sanctions List in CSV."""
    first, _, rest = text.partition("\n")
    made_on = _day_made(f"{name} line 1 Report Date", first.strip().strip(",").partition(":")[2].strip())
    needed = ("Unique ID", "Name 1", "Name 6", "Name type", "Designation Type", *(column for _, column in _LIST_COLUMNS))
    entries: dict[str, Entry] = {}
    for line, row in table_of(name, rest, columns=needed, above=1):
        entry = _entry_of(entries, f"{name} line {line}", row["Unique ID"], row["Designation Type"])
        _name(entry, {part: row.get(f"Name {part[4:]}", "") for part in _NAME_PARTS}, row["Name type"], row.get("Alias strength"))
        _script(entry, row.get("Name non-latin script"))
        lines = [row.get(f"Address Line {number}", "") for number in range(1, 7)]
        _address(entry, lines, row.get("Address Postal Code"), row.get("Address Country"))
        for field, column in _LIST_COLUMNS:
            entry.add(field, row[column])
        entry.add("place of birth", _joined(row.get("Town of birth"), row.get("Country of birth")))
    return made_on, list(entries.values())


def of_con_csv(name: str, text: str) -> tuple[dt.date | None, list[Entry]]:
    """The ConList in CSV. Its header holds `Last Updated` once, beside the line that says it of the whole."""
    first, _, rest = text.partition("\n")
    made_on = _day_made(f"{name} line 1 Last Updated", first.strip().partition(",")[2].strip(', "'))
    needed = ("Name 1", "Name 6", "Group Type", "Alias Type", *(column for _, column, _ in _CON_COLUMNS if column))
    entries: dict[str, Entry] = {}
    for line, row in table_of(name, rest, columns=needed, above=1):
        entry = _entry_of(entries, f"{name} line {line}", row["Group ID"], row["Group Type"])
        words = {part: row.get(f"Name {part[4:]}", "") for part in _NAME_PARTS}
        _name(entry, words, row["Alias Type"], row.get("Alias Quality"))
        _script(entry, row.get("Name Non-Latin Script"))
        lines = [row.get(f"Address {number}", "") for number in range(1, 7)]
        _address(entry, lines, row.get("Post/Zip Code"), row.get("Country"))
        for field, column, _ in _CON_COLUMNS:
            entry.add(field, row[column] if column else None)
        entry.add("place of birth", _joined(row.get("Town of Birth"), row.get("Country of Birth")))
    return made_on, [_by_reference(entry) for entry in entries.values()]


def of_con_xml(name: str, root: Element) -> tuple[dt.date | None, list[Entry]]:
    """The ConList in XML; it does not say when it was made."""
    entries: dict[str, Entry] = {}
    for number, element in enumerate(root.iterfind("FinancialSanctionsTarget"), 1):
        row = {one.tag: one.text or "" for one in element}
        entry = _entry_of(entries, f"{name} target {number}", row.get("GroupID", ""), row.get("GroupTypeDescription", ""))
        words = {part: row.get(part, "") or row.get(part.lower(), "") for part in _NAME_PARTS}
        _name(entry, words, row.get("AliasType"), row.get("AliasQuality"))
        _script(entry, row.get("NameNonLatinScript"))
        _address(entry, [row.get(f"Address{line}", "") for line in range(1, 7)], row.get("PostCode"), row.get("Country"))
        for field, _, tag in _CON_COLUMNS:
            entry.add(field, row.get(tag))
        entry.add("place of birth", _joined(row.get("Individual_TownOfBirth"), row.get("Individual_CountryOfBirth")))
    return None, [_by_reference(entry) for entry in entries.values()]


def numbered(text: str) -> Iterator[str]:
    """Cut `(1) Russia. (2) Syria.` into its parts; a text without numbers is one part."""
    for part in re.split(r"\(\d{1,2}\)\s*", text):
        if kept := part.strip(" .,;"):
            yield kept


def _entry_of(entries: dict[str, Entry], where: str, key: str, kind: str) -> Entry:
    key = key.strip()
    if not re.fullmatch(r"[A-Za-z0-9]{1,20}", key):
        raise refuse(where, f"has {quoted(key)} where the party's number belongs: the columns have slipped; fetch the file again")
    if key not in entries:
        entries[key] = Entry(where=where, id=key, kind=kind)
    return entries[key]


def _by_reference(entry: Entry) -> Entry:
    """Name a group of the ConList by its number on the UK Sanctions List where it says it, so that both forms name a party alike."""
    said = entry.of("reference") or re.findall(r"UK Sanctions List Ref\W{0,3}\s*([A-Z]{3}[0-9]{4})", " ".join(entry.of("other")))
    return msgspec.structs.replace(entry, id=said[0] if said else f"group-{entry.id}")


def _name(entry: Entry, words: Mapping[str, str], kind: str | None, strength: str | None) -> None:
    text = " ".join(" ".join(words[part] for part in _NAME_PARTS).split())
    primary = (kind or "").strip().lower() == "primary name"
    found = (text, primary, (strength or "").strip().lower().startswith("low"))
    if text and found not in entry.names:
        entry.names.append(found)


def _script(entry: Entry, text: str | None) -> None:
    found = (" ".join((text or "").split()), False, False)
    if found[0] and found not in entry.names:
        entry.names.append(found)


def _address(entry: Entry, lines: Iterable[str], postcode: str | None, state: str | None) -> None:
    entry.add("address", _joined(*lines, postcode, state))
    entry.add("state", state)


def _joined(*words: str | None) -> str:
    return ", ".join(text for word in words if (text := " ".join((word or "").split())))


def _day_made(where: str, text: str) -> dt.date:
    found = day_of(text)
    if found is None:
        raise refuse(where, f"{quoted(text)} is no date: this is no list of kind {KIND}, or its first line is gone")
    return found


def day_of(text: str) -> dt.date | None:
    """A day as these files write it: `13/02/2026`, `13-Feb-2026`, `2026-02-13T00:00:00`."""
    for form in ("%d/%m/%Y", "%d-%b-%Y", "%Y-%m-%d"):
        try:
            return read_date(dt.datetime.strptime(text.strip()[:11].rstrip("T"), form).replace(tzinfo=dt.UTC).date().isoformat())
        except ValueError:
            continue
    return None
