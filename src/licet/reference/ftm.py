"""Listed parties as FollowTheMoney entities, one JSON object a line.

Parties are entities of the schemata in `PARTY_SCHEMATA`. `Passport`, `Identification` and
`Sanction` entities add numbers, programmes and dates to the party they point at; all other
entities (addresses, ownership, directorships) list nobody and are passed over. An entity that the
file itself marks as no target (`"target": false`) is kept, with the effect `weigh`.
"""

import datetime as dt
from typing import Any, Literal

import msgspec

from licet.encoding.dates import read_date
from licet.encoding.faults import Fault, quoted, refuse
from licet.reference.birth_dates import birth_dates_of
from licet.reference.country_names import country_of
from licet.reference.index_jsonl import stem_of
from licet.reference.list_effects import effect_of, strictest
from licet.reference.official import refuse_faults, text_of
from licet.reference.parsed import Parsed, records_parsed
from licet.reference.record import Identifier, LegalEffect, ListedName, Record

PARTY_SCHEMATA = {
    "Person": "Person",
    "Organization": "Organization",
    "Company": "Company",
    "PublicBody": "PublicBody",
    "LegalEntity": "LegalEntity",
    "Vessel": "Vessel",
    "Airplane": "Airplane",
}
_NAMES = ("name", "alias", "previousName")
_COUNTRIES = ("nationality", "citizenship", "country", "jurisdiction", "mainCountry", "flag")
_NUMBERS = (
    "registrationNumber", "idNumber", "passportNumber", "taxNumber", "vatCode", "imoNumber", "mmsi", "leiCode", "innCode",
    "ogrnCode", "dunsCode", "swiftBic", "isin", "callSign", "serialNumber", "publicKey",
)  # fmt: skip
_DATASETS: tuple[tuple[str, str], ...] = (
    ("un_sc_sanctions", "UN-SC"),
    ("eu_fsf", "EU-FSF"),
    ("gb_hmt_sanctions", "UK-SANCTIONS"),
    ("gb_fcdo_sanctions", "UK-SANCTIONS"),
    ("us_ofac_sdn", "US-SDN"),
    ("us_bis_denied", "US-DPL"),
)
"""Data-set names in wide use and the list they hold; an entity of none of them stands on a list named after its first data set."""


class _Entity(msgspec.Struct):
    id: str
    schema: str
    properties: dict[str, tuple[Any, ...]] = {}
    datasets: tuple[str, ...] = ()
    target: bool | None = None


def parse(files: dict[str, bytes]) -> Parsed:
    """Read the one file of the set; the edition is named after the file."""
    ((name, data),) = files.items()
    decode = msgspec.json.Decoder(_Entity).decode
    parties: dict[str, _Entity] = {}
    beside: list[_Entity] = []
    faults: list[Fault] = []
    for number, line in enumerate(text_of(name, data).split("\n"), start=1):
        if not line.strip():
            continue
        where = f"{name} line {number}"
        try:
            entity = decode(line)
        except msgspec.ValidationError as error:
            faults.append(Fault(where, f"is no FollowTheMoney entity: {str(error)[0].lower()}{str(error)[1:]}"))
            continue
        except msgspec.DecodeError:
            faults.append(Fault(where, "is no whole JSON object; the file is cut off or damaged; fetch it again"))
            continue
        if entity.schema not in PARTY_SCHEMATA:
            beside.append(entity)
        elif not _values(entity, *_NAMES):
            faults.append(Fault(where, f"names nobody: {quoted(entity.id)} has no property “name”"))
        elif entity.id in parties:
            faults.append(Fault(where, f"gives the entity {quoted(entity.id)} a second time; keep one"))
        else:
            parties[entity.id] = entity
    refuse_faults(faults)
    if not parties:
        raise refuse(name, "lists nobody")
    holders: dict[str, list[_Entity]] = {}
    for entity in beside:
        for holder in _values(entity, "holder", "entity"):
            holders.setdefault(holder, []).append(entity)
    default = stem_of(name)
    records = [_record(party, holders.get(party.id, []), default) for party in parties.values()]
    return records_parsed(None, default, records)


def _record(party: _Entity, beside: list[_Entity], default: str) -> Record:
    sanctions = [entity for entity in beside if entity.schema == "Sanction"]
    lists = tuple(dict.fromkeys(_list_of(dataset) for dataset in party.datasets)) or (default,)
    effects: tuple[LegalEffect, ...] = tuple(effect_of(code) for code in lists)
    states = _values(party, *_COUNTRIES)
    numbers = [Identifier(kind=kind, number=number) for kind in _NUMBERS for number in _values(party, kind)]
    for entity in beside:
        if entity.schema in ("Passport", "Identification"):
            kind = "passportNumber" if entity.schema == "Passport" else "idNumber"
            issued_by = next((code for text in _values(entity, "country") if (code := country_of(text))), None)
            numbers += [Identifier(kind=kind, number=number, country=issued_by) for number in _values(entity, "number")]
    days = [day for entity in sanctions for text in _values(entity, "listingDate", "startDate") if (day := _day(text))]
    names = [ListedName(text=text) for text in _values(party, *_NAMES)]
    names += [ListedName(text=text, weak=True) for text in _values(party, "weakAlias")]
    told = [f"country: {text}" for text in states if country_of(text) is None] + [
        f"notes: {text}" for text in _values(party, "notes")
    ]
    return Record(
        id=party.id,
        list="+".join(sorted(lists)),
        schema=PARTY_SCHEMATA[party.schema],
        names=tuple(dict.fromkeys(names)),
        effect="weigh" if party.target is False else strictest(effects),
        birth_dates=tuple(dict.fromkeys(date for text in _values(party, "birthDate") for date in birth_dates_of(text))),
        countries=tuple(dict.fromkeys(code for text in states if (code := country_of(text)))),
        sex=_sex(_values(party, "gender")),
        identifiers=tuple(dict.fromkeys(numbers)),
        addresses=_values(party, "address"),
        programs=tuple(dict.fromkeys(text for entity in (party, *sanctions) for text in _values(entity, "program", "programId"))),
        listed_on=min(days, default=None),
        remarks=" | ".join(told) or None,
    )


def _values(entity: _Entity, *properties: str) -> tuple[str, ...]:
    found = (value for key in properties for value in entity.properties.get(key, ()) if isinstance(value, str))
    return tuple(dict.fromkeys(text.strip() for text in found if text.strip()))


def _list_of(dataset: str) -> str:
    return next((code for words, code in _DATASETS if dataset == words), dataset)


def _sex(words: tuple[str, ...]) -> Literal["male", "female"] | None:
    return "male" if words == ("male",) else "female" if words == ("female",) else None


def _day(text: str) -> dt.date | None:
    try:
        return read_date(text[:10])
    except ValueError:
        return None
