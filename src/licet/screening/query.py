"""Whom to screen, as plain values taken from a party's identity."""

import re
from typing import Literal

import msgspec

from licet.dossier.values import Identity
from licet.reference.country_names import country_of

NAME_PROPERTIES = ("name", "alias", "previousName", "registrationName", "tradingName", "abbreviation")
"""FollowTheMoney properties that hold a full name; each is compared with every name of every record."""
WEAK_NAME_PROPERTIES = ("weakAlias",)
COUNTRY_PROPERTIES = ("nationality", "citizenship", "country", "jurisdiction", "mainCountry", "flag", "residence")
IDENTIFIER_PROPERTIES = (
    "imoNumber", "mmsi", "callSign", "registrationNumber", "idNumber", "passportNumber", "taxNumber", "vatCode", "leiCode",
    "innCode", "ogrnCode", "okpoCode", "kppCode", "dunsCode", "uniqueEntityId", "swiftBic", "isin", "npiCode", "cageCode",
    "socialSecurityNumber", "serialNumber", "publicKey",
)  # fmt: skip


class QueryIdentifier(msgspec.Struct, frozen=True, kw_only=True):
    """A number of the queried party: FollowTheMoney property and the number as given."""

    kind: str
    number: str


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """One party to screen. Only what is known stands here; what is absent never counts against a match."""

    schema: str = "LegalEntity"
    names: tuple[str, ...]
    weak_names: tuple[str, ...] = ()
    birth_dates: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    identifiers: tuple[QueryIdentifier, ...] = ()
    sex: Literal["male", "female"] | None = None


def query_of(identity: Identity) -> Query:
    """Take from an identity what lists can be compared with.

    A person given only by parts (`firstName`, `lastName`) is screened under the parts joined. A
    country that is neither a code nor a known English name is left out: it could speak neither for
    nor against a match.
    """
    properties = identity.properties
    names = _values(properties, *NAME_PROPERTIES)
    parts = [
        part for key in ("firstName", "secondName", "middleName", "fatherName", "lastName") for part in properties.get(key, ())[:1]
    ]
    if parts and not names:
        names = (" ".join(parts),)
    return Query(
        schema=identity.schema,
        names=names,
        weak_names=_values(properties, *WEAK_NAME_PROPERTIES),
        birth_dates=tuple(date for date in _values(properties, "birthDate") if re.match(r"[0-9]{4}", date)),
        countries=tuple(sorted({code for text in _values(properties, *COUNTRY_PROPERTIES) if (code := country_of(text))})),
        identifiers=tuple(
            QueryIdentifier(kind=key, number=number)
            for key in IDENTIFIER_PROPERTIES
            for number in properties.get(key, ())
            if number.strip()
        ),
        sex=_sex(_values(properties, "gender")),
    )


def _sex(words: tuple[str, ...]) -> Literal["male", "female"] | None:
    said = {word.lower() for word in words}
    return "male" if said == {"male"} else "female" if said == {"female"} else None


def _values(properties: dict[str, tuple[str, ...]], *keys: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text.strip() for key in keys for text in properties.get(key, ()) if text.strip()))


def plain_query(query: Query) -> dict[str, tuple[str, ...] | str]:
    """What was asked, for the answer: schema and the FollowTheMoney properties that were used."""
    asked: dict[str, tuple[str, ...] | str] = {"schema": query.schema, "name": query.names}
    others = {"weakAlias": query.weak_names, "birthDate": query.birth_dates, "country": query.countries}
    asked |= {key: values for key, values in others.items() if values}
    for identifier in query.identifiers:
        before = asked.get(identifier.kind, ())
        asked[identifier.kind] = (*before, identifier.number)
    if query.sex:
        asked["gender"] = query.sex
    return asked
