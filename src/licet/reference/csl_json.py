"""The Consolidated Screening List as compact JSON: entries whose repeated texts stand once, in tables.

The file says how many entries it holds, in all and of each list, so that a cut is noticed. It
gives names, other names and address countries, but no birth dates and no numbers. Only entries of
the Treasury have numbers of their own; others are named by list, name and countries, and two of
those that agree in all three are merged into one record.
"""

import hashlib

import msgspec

from licet.encoding.dates import read_date
from licet.encoding.faults import Fault, quoted, refuse
from licet.reference.country_names import country_of
from licet.reference.csl_lists import LIST_NAME, SCHEMA, code_of
from licet.reference.list_effects import effect_of
from licet.reference.merging import merged
from licet.reference.official import refuse_faults
from licet.reference.parsed import Parsed, records_parsed
from licet.reference.record import ListedName, Record


class _Entry(msgspec.Struct, forbid_unknown_fields=True):
    """One entry; `s`, `lr`, `lp`, `pg`, `u` point into the tables."""

    n: str
    s: int
    a: tuple[str, ...] = ()
    t: str = ""
    c: tuple[str, ...] = ()
    e: str | None = None
    lr: int | None = None
    lp: int | None = None
    pg: int | None = None
    fr: str | None = None
    u: int | None = None


class _Tables(msgspec.Struct):
    sources: tuple[str, ...]
    licence_requirements: tuple[str, ...] = msgspec.field(name="licenceRequirements")
    licence_policies: tuple[str, ...] = msgspec.field(name="licencePolicies")
    programmes: tuple[str, ...]


class _File(msgspec.Struct):
    generated: str = msgspec.field(name="sourceGeneratedAt")
    count: int = msgspec.field(name="entryCount")
    counts: dict[str, int] = msgspec.field(name="countsBySource")
    tables: _Tables
    entries: tuple[_Entry, ...]


def parse(name: str, text: str) -> Parsed:
    """Read the entries into records, dated by the publisher's `sourceGeneratedAt`."""
    try:
        file = msgspec.json.decode(text, type=_File)
    except msgspec.ValidationError as error:
        raise refuse(name, f"is no Consolidated Screening List in this form: {str(error)[0].lower()}{str(error)[1:]}") from error
    except msgspec.DecodeError as error:
        raise refuse(name, "is JSON that ends early or is damaged: it was cut off; fetch it again") from error
    try:
        dated_on = read_date(file.generated[:10])
    except ValueError as error:
        raise refuse(f"{name} sourceGeneratedAt", f"{quoted(file.generated)} {error}") from error
    if len(file.entries) != file.count:
        raise refuse(name, f"says it holds {file.count:,} entries and holds {len(file.entries):,}; fetch it again")
    faults: list[Fault] = []
    codes: dict[int, str] = {}
    for index, source in enumerate(file.tables.sources):
        code = code_of(source)
        if code is None:
            says = f"names the list {quoted(source)}, whose effect is not recorded here; do not use this file yet"
            faults.append(Fault(f"{name} tables.sources[{index}]", says))
            continue
        codes[index] = code
        held = sum(entry.s == index for entry in file.entries)
        if held != file.counts.get(source, 0):
            says = f"says {file.counts.get(source, 0):,} entries of {code} and holds {held:,}; fetch it again"
            faults.append(Fault(f"{name} countsBySource", says))
    refuse_faults(faults)
    records: dict[str, Record] = {}
    for index, entry in enumerate(file.entries):
        try:
            record = _record(entry, codes[entry.s], file)
        except (KeyError, IndexError) as error:
            faults.append(Fault(f"{name} entries[{index}]", "points outside the tables of the file; fetch it again"))
            if len(faults) > 100:
                raise refuse(name, "points outside its own tables in more than 100 entries; fetch it again") from error
            continue
        records[record.id] = merged(records[record.id], record) if record.id in records else record
    refuse_faults(faults)
    return records_parsed(dated_on, LIST_NAME, records.values())


def _record(entry: _Entry, code: str, file: _File) -> Record:
    tables = file.tables
    told = (
        ("notice", entry.fr),
        ("licence requirement", None if entry.lr is None else tables.licence_requirements[entry.lr]),
        ("licence policy", None if entry.lp is None else tables.licence_policies[entry.lp]),
        *(("address country", text) for text in entry.c if country_of(text) is None),
    )
    programs = () if entry.pg is None else tuple(part.strip() for part in tables.programmes[entry.pg].split(";"))
    names = dict.fromkeys(text.strip() for text in (entry.n, *entry.a))
    number = entry.e or hashlib.sha256("\0".join((entry.n, *sorted(entry.c))).encode()).hexdigest()[:16]
    return Record(
        id=f"us-csl-{code.removeprefix('US-').lower()}-{number}",
        list=code,
        schema=SCHEMA.get(entry.t, "LegalEntity"),
        names=tuple(ListedName(text=text) for text in names if text),
        effect=effect_of(code),
        countries=tuple(dict.fromkeys(found for text in entry.c if (found := country_of(text)))),
        programs=programs,
        remarks=" | ".join(f"{word}: {text.strip()}" for word, text in told if text) or None,
    )
