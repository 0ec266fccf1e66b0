"""OFAC's lists as legacy CSV sets: `sdn.csv alt.csv add.csv [sdn_comments.csv]` and `cons_prim.csv cons_alt.csv cons_add.csv`.

The files have no header; `-0-` means nothing; `add` holds addresses, `alt` other names, `comments`
what did not fit into the 1000 characters of a remark. Neither file carries its date.

An entry number is one party: given twice in the main file it is a fault. A row of `alt` or `add`
whose entry is not in the main file shows that the files are not of one set, or that the main file
was cut off: a fault. Comments of other entries are left out (OFAC's own sets hold such rows).
"""

from fnmatch import fnmatch

from licet.encoding.faults import Fault, quoted, refuse
from licet.reference.country_names import country_named
from licet.reference.list_effects import effect_of, strictest
from licet.reference.ofac_remarks import Remarks, remarks_of
from licet.reference.official import END_MARK, refuse_faults, rows_of, text_of
from licet.reference.parsed import Parsed, records_parsed
from licet.reference.record import Identifier, ListedName, Record

SDN_PATTERNS = ("*sdn.csv*", "*alt*.csv*", "*add*.csv*", "*comments*.csv*")
CONS_PATTERNS = ("*prim*.csv*", "*alt*.csv*", "*add*.csv*", "*comments*.csv*")
_COLUMNS = {"main": 12, "alt": 5, "add": 6, "comments": 2}
_SCHEMA = {"individual": "Person", "vessel": "Vessel", "aircraft": "Airplane", "entity": "Organization", "": "Organization"}
_PROGRAM_LISTS = (
    ("CMIC", "US-CMIC"),
    ("NS-PLC", "US-PLC"),
    ("561", "US-CAP"),
    ("UKRAINE-EO13662", "US-SSI"),
    ("RUSSIA-EO14024", "US-NS-MBS"),
    ("CAATSA", "US-NS-MBS"),
    ("FSE", "US-FSE"),
)
"""The non-SDN lists of one file, told apart by their programme; what has no row stands on the menu-based list."""

Row = tuple[int, list[str]]


def parse_sdn(files: dict[str, bytes]) -> Parsed:
    """The Specially Designated Nationals list."""
    return _parse("ofac-sdn", "OFAC-SDN", files, SDN_PATTERNS)


def parse_cons(files: dict[str, bytes]) -> Parsed:
    """The consolidated non-SDN lists (sectoral, menu-based, military-industrial and others)."""
    return _parse("ofac-cons", "OFAC-CONS", files, CONS_PATTERNS)


def _parse(kind: str, name: str, files: dict[str, bytes], patterns: tuple[str, ...]) -> Parsed:
    roles = _roles(kind, files, patterns)
    texts = {role: text_of(file, files[file]) for role, file in roles.items()}
    _refuse_cut(roles, texts)
    rows = {role: [_nulls(row) for row in rows_of(roles[role], text, columns=_COLUMNS[role])] for role, text in texts.items()}
    numbers: dict[str, int] = {}
    faults: list[Fault] = []
    for line, row in rows["main"]:
        if not row[0].isdigit() or not row[1]:
            faults.append(
                Fault(f"{roles['main']} line {line}", f"has {quoted(row[0])} and {quoted(row[1])} where number and name belong")
            )
        elif row[0] in numbers:
            faults.append(
                Fault(f"{roles['main']} line {line}", f"lists entry {row[0]} again (line {numbers[row[0]]}); fetch the file again")
            )
        numbers.setdefault(row[0], line)
    for role in ("alt", "add"):
        strange = [(line, row[0]) for line, row in rows[role] if row[0] not in numbers]
        if strange:
            more = f" (and {len(strange) - 1:,} more rows likewise)" if len(strange) > 1 else ""
            says = f"belongs to entry {quoted(strange[0][1])}{more}, not listed in {roles['main']}; give whole files of one day"
            faults.append(Fault(f"{roles[role]} line {strange[0][0]}", says))
    refuse_faults(faults, rows=len(rows["main"]))
    if not rows["main"]:
        raise refuse(roles["main"], "lists nobody; fetch it again")
    alts, adds, comments = _by_entry(rows["alt"]), _by_entry(rows["add"]), _by_entry(rows.get("comments", []))
    return records_parsed(
        None,
        name,
        [_record(kind, row, alts.get(row[0], []), adds.get(row[0], []), comments.get(row[0], [])) for _, row in rows["main"]],
    )


def _record(kind: str, row: list[str], alts: list[list[str]], adds: list[list[str]], comments: list[list[str]]) -> Record:
    number, caption, what, program, title, call_sign, ship, tonnage, gross, flag, owner, remark = row
    remark = remark + "".join(comment[1] for comment in comments)
    read = remarks_of(remark) if remark else Remarks()
    names = [ListedName(text=caption), *(ListedName(text=alt[3]) for alt in alts if alt[3]), *read.names]
    places = [country_named(add[4]) for add in adds]
    programs = tuple(part.strip(" []") for part in program.split("] [")) if program else ()
    lists = _lists_of(kind, programs)
    facts = (
        ("title", title),
        ("vessel type", ship),
        ("tonnage", tonnage),
        ("gross tonnage", gross),
        ("owner", owner),
        ("flag", flag),
    )
    unread = [add[4] for add in adds if add[4] and country_named(add[4]) is None]
    said = [
        remark,
        *(f"{word}: {value}" for word, value in facts if value),
        *(f"address country: {text}" for text in dict.fromkeys(unread)),
    ]
    return Record(
        id=f"{kind}-{number}",
        list="+".join(lists),
        schema=_SCHEMA.get(what.lower(), "LegalEntity"),
        names=tuple(dict.fromkeys(names)),
        effect=strictest(tuple(effect_of(code) for code in lists)),
        birth_dates=read.birth_dates,
        countries=tuple(dict.fromkeys(code for code in (*read.countries, country_named(flag) if flag else None, *places) if code)),
        sex=read.sex,
        identifiers=(*read.identifiers, *((Identifier(kind="callSign", number=call_sign),) if call_sign else ())),
        addresses=tuple(dict.fromkeys(text for add in adds if (text := ", ".join(part for part in add[2:5] if part)))),
        programs=programs,
        remarks=" | ".join(part for part in said if part) or None,
    )


def _lists_of(kind: str, programs: tuple[str, ...]) -> tuple[str, ...]:
    if kind == "ofac-sdn":
        return ("US-SDN",)
    found = {code for program in programs for mark, code in _PROGRAM_LISTS if mark in program}
    return tuple(sorted(found)) or ("US-NS-MBS",)


def _roles(kind: str, files: dict[str, bytes], patterns: tuple[str, ...]) -> dict[str, str]:
    """Which file is which, by its name: the main file is the one that is none of the others."""
    roles: dict[str, str] = {}
    order = ("comments", "alt", "add", "main")
    by_role = dict(zip(("main", "alt", "add", "comments"), patterns, strict=True))
    for file in sorted(files):
        role = next((role for role in order if fnmatch(file.lower(), by_role[role])), None)
        if role is None:
            raise refuse(file, f"fits none of {', '.join(patterns)}; name the files of kind {kind} as their publisher does")
        if role in roles:
            raise refuse(file, f"is a second {by_role[role]} beside {quoted(roles[role])}; give one set")
        roles[role] = file
    missing = [by_role[role] for role in ("main", "alt", "add") if role not in roles]
    if missing:
        raise refuse(kind, f"lacks {' and '.join(missing)}: a set holds names, other names and addresses, and is taken whole")
    return roles


def _refuse_cut(roles: dict[str, str], texts: dict[str, str]) -> None:
    """Where one file of a set ends with OFAC's end mark, all do; the one without it was cut off."""
    marked = [role for role in ("main", "alt", "add") if texts[role].rstrip("\r\n").endswith(END_MARK)]
    for role in ("main", "alt", "add"):
        if marked and role not in marked:
            raise refuse(roles[role], f"lacks the end mark that {roles[marked[0]]} has: it was cut off; fetch it again")


def _nulls(numbered: Row) -> Row:
    line, row = numbered
    return line, ["" if field.strip() in ("-0-", "-0") else field.strip() for field in row]


def _by_entry(rows: list[Row]) -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = {}
    for _, row in rows:
        found.setdefault(row[0], []).append(row)
    return found
