"""The Denied Persons List of the United States Bureau of Industry and Security: tab-separated text with a header.

The file carries no date and its rows no number. One order on one name is one record: rows that
agree in name, effective date and Federal Register citation (an order lists several addresses)
are merged. An order stays listed as the publisher lists it; its end is told in the remarks.
"""

import datetime as dt
import hashlib
import re

from licet.encoding.faults import Fault, quoted, refuse
from licet.reference.country_names import country_of
from licet.reference.list_effects import effect_of
from licet.reference.merging import merged
from licet.reference.official import refuse_faults, table_of, text_of
from licet.reference.parsed import Parsed, records_parsed
from licet.reference.record import ListedName, Record

_COLUMNS = (
    "Name", "Street_Address", "City", "State", "Country", "Postal_Code", "Effective_Date", "Expiration_Date", "Standard_Order",
    "Last_Update", "Action", "FR_Citation",
)  # fmt: skip


def parse(files: dict[str, bytes]) -> Parsed:
    """Read the one file of the set."""
    ((name, data),) = files.items()
    records: dict[str, Record] = {}
    faults: list[Fault] = []
    rows = 0
    for line, fields in table_of(name, text_of(name, data), columns=_COLUMNS, delimiter="\t"):
        rows += 1
        row = {column: value.strip() for column, value in fields.items()}
        listed_on = _day(row["Effective_Date"])
        if not row["Name"]:
            faults.append(Fault(f"{name} line {line}", "names nobody; fetch the file again"))
        elif listed_on is None:
            says = f"gives {quoted(row['Effective_Date'])} as Effective_Date where MM/DD/YYYY belongs; fetch the file again"
            faults.append(Fault(f"{name} line {line}", says))
        elif row["Standard_Order"].upper() not in ("Y", "N", ""):
            # Columns that slipped by one put a date here and an address where the name belongs; dates stand side by side and tell nothing.
            says = f"gives {quoted(row['Standard_Order'])} as Standard_Order where Y or N belongs; fetch the file again"
            faults.append(Fault(f"{name} line {line}", says))
        else:
            record = _record(row, listed_on)
            records[record.id] = merged(records[record.id], record) if record.id in records else record
    refuse_faults(faults, rows=rows)
    if not records:
        raise refuse(name, "lists nobody; fetch it again")
    return records_parsed(None, "BIS-DPL", records.values())


def _record(row: dict[str, str], listed_on: dt.date) -> Record:
    key = "\0".join((row["Name"], listed_on.isoformat(), row["FR_Citation"]))
    names = [part.strip() for part in re.split(r"(?i)\s+(?:a/k/a|f/k/a|d/b/a)\s+", row["Name"])]
    address = ", ".join(row[part] for part in ("Street_Address", "City", "State", "Postal_Code", "Country") if row[part])
    # American addresses often leave the country out; the state of the union then stands alone.
    country = country_of(row["Country"]) if row["Country"] else "US" if row["State"] else None
    told = (
        ("denied until", row["Expiration_Date"]),
        ("notice", row["FR_Citation"]),
        ("standard order", row["Standard_Order"]),
        ("action", row["Action"]),
        ("country", "" if country or not row["Country"] else row["Country"]),
    )
    return Record(
        id=f"bis-dpl-{hashlib.sha256(key.encode()).hexdigest()[:16]}",
        list="US-DPL",
        schema="LegalEntity",
        names=tuple(ListedName(text=name) for name in dict.fromkeys(names)),
        effect=effect_of("US-DPL"),
        countries=(country,) if country else (),
        addresses=(address,) if address else (),
        listed_on=listed_on,
        remarks=" | ".join(f"{word}: {text}" for word, text in told if text) or None,
    )


def _day(text: str) -> dt.date | None:
    try:
        return dt.datetime.strptime(text, "%m/%d/%Y").replace(tzinfo=dt.UTC).date()
    except ValueError:
        return None
