"""The remarks of an OFAC entry: birth dates, weak aliases and numbers, written as one line of text.

A remark is a list of statements between semicolons: `DOB 17 Feb 1974; POB Shati; nationality Iran;
Passport A12 (Iran); a.k.a. 'BNC'.` OFAC keeps aliases it calls weak only here, in quotes.
"""

import re
from typing import Literal

import msgspec

from licet.reference.birth_dates import birth_dates_of
from licet.reference.country_names import country_named
from licet.reference.record import Identifier, ListedName

_UP_TO_TWO_WORDS = r"(?:[A-Z]\w+ ){0,2}"
_NUMBERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("imoNumber", (r"(?:(?:Vessel Registration Identification|(?:Identification|Company|Registration) Number) )?IMO(?: Number)?",)),
    (
        "passportNumber",
        (r"(?:Diplomatic |Stateless Person |British National Overseas )?Passport(?: No\.| #)?", "Travel Document Number"),
    ),
    ("mmsi", ("MMSI",)),
    ("swiftBic", ("SWIFT/BIC",)),
    ("isin", ("ISIN",)),
    ("dunsCode", ("D-U-N-S Number",)),
    ("vatCode", (r"V\.A\.T\. Number", "VAT Number")),
    ("publicKey", (r"Digital Currency Address - \w+",)),
    (
        "serialNumber",
        (
            r"Aircraft Manufacturer's Serial Number \(MSN\)",
            r"Aircraft Construction Number \([^)]*\)",
            "Aircraft Serial Identification",
        ),
    ),
    (
        "taxNumber",
        (
            r"Tax ID No\.",
            "(?:NIT|RUC|RIF) #",
            r"R\.F\.C\.|RFC",
            r"C\.U\.I\.T\.",
            r"C\.I\.F\.",
            "US FEIN|RTN|RSIN",
            "(?:Italian )?Fiscal Code",
        ),
    ),
    (
        "idNumber",
        (
            _UP_TO_TWO_WORDS
            + r"(?:National ID|National Foreign ID|Personal ID|Refugee ID|Identification|ID)(?: Card)?(?: Number| No\.)?",
            r"Cedula(?: de \w+)?(?: No\.)?",
            r"D\.N\.I\.|C\.U\.R\.P\.|C\.U\.I\.P?\.?|N\.I\.E\.|I\.F\.E\.|SSN|CNP \(Personal Numerical Code\)",
            "Residency Number|Birth Certificate Number|Numero de Identidad|Citizen's Card Number",
            r"Electoral Registry No\.|Credencial electoral|Driver's License No\.",
            "Cartilla de Servicio Militar Nacional|Seafarer's Identification Document",
        ),
    ),
    (
        "registrationNumber",
        (
            _UP_TO_TWO_WORDS + r"(?:Registration|Company|Enterprise|Business|Legal Entity|LE|Registry) (?:Number|ID|No\.)",
            "(?:Previous )?Aircraft Tail Number",
            r"(?:Romanian )?C\.R\.(?: No\.)?",
            r"(?:Matricula|Folio) Mercantil No\.?",
            r"Trade License No\.|Registered Charity No\.|Certificate of Incorporation Number|Government Gazette Number",
            r"Chamber of Commerce Number|Dubai Chamber of Commerce Membership No\.|Business Registration Document #",
            r"BIK \(RU\)|Unified Social Credit Code \(USCC\)|United Social Credit Code Certificate \(USCCC\)",
        ),
    ),
)
"""FollowTheMoney property, and the words before the number that mean it; the first row that fits counts."""
_NUMBERED = tuple((kind, re.compile(rf"(?:{'|'.join(words)})\s+(?P<number>\S.*)")) for kind, words in _NUMBERS)
_LETTERS_ALONE = ("swiftBic", "publicKey", "isin", "passportNumber")
"""Kinds of number that may hold no digit; elsewhere a number without one is a word."""
_ALIAS = re.compile(r"^(?:[afn])\.k\.a\. '(.+)'$")
_NUMBER_TAIL = re.compile(r"\s+(?:issued|expires|exp\.|date of issue|\(also|;).*$", re.IGNORECASE)


class Remarks(msgspec.Struct, frozen=True, kw_only=True):
    """What could be read out of a remark; the remark itself is kept beside it, whole."""

    names: tuple[ListedName, ...] = ()
    birth_dates: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    sex: Literal["male", "female"] | None = None


def remarks_of(text: str) -> Remarks:
    """Read a remark; a statement that is not understood stays in the remark alone and is never guessed at."""
    names: dict[ListedName, None] = {}
    dates: dict[str, None] = {}
    countries: dict[str, None] = {}
    identifiers: dict[Identifier, None] = {}
    sexes: set[Literal["male", "female"]] = set()
    for statement in re.split(r";\s*", text.strip()):
        said = re.sub(r"^(?:alt\.|Alt\.)\s+", "", statement.strip().removesuffix("."))
        if found := _ALIAS.match(said):
            names[ListedName(text=found[1].strip(), weak=True)] = None
        elif said.startswith("DOB "):
            dates.update(dict.fromkeys(birth_dates_of(said[4:])))
        elif found := re.match(r"^(?:nationality|citizen|Former Vessel Flag|Vessel Flag)\s+(.+)$", said):
            if (code := country_named(found[1])) is not None:
                countries[code] = None
        elif said in ("Gender Male", "Gender Female"):
            sexes.add("male" if said.endswith(" Male") else "female")
        elif (identifier := identifier_of(said)) is not None:
            identifiers[identifier] = None
    return Remarks(
        names=tuple(names),
        birth_dates=tuple(dates),
        countries=tuple(countries),
        identifiers=tuple(identifiers),
        sex=sexes.pop() if len(sexes) == 1 else None,
    )


def identifier_of(statement: str) -> Identifier | None:
    """Read `Passport A12 (Iran) issued 14 Jul 2011` and its like; None for a statement that gives no number."""
    read = next(((kind, found) for kind, pattern in _NUMBERED if (found := pattern.fullmatch(statement))), None)
    if read is None:
        return None
    kind, found = read
    number, country = _NUMBER_TAIL.sub("", found["number"]), None
    if place := re.search(r"\s*\(([^()]*)\)\s*$", number):
        country = country_named(place[1])
        number = number[: place.start()]
    number = number.strip().removeprefix("#").strip()
    if not number or not (kind in _LETTERS_ALONE or any(character.isdigit() for character in number)):
        return None
    return Identifier(kind=kind, number=number, country=country)
