"""Whom to screen, as plain values taken from a party's identity."""

import re

import msgspec

from licet.dossier.values import Identity
from licet.encoding.countries import read_country

NAME_PROPERTIES = ("name", "alias", "previousName", "registrationName", "tradingName", "abbreviation", "callSign")
"""FollowTheMoney properties that hold a full name; each is compared with every name of every record."""
WEAK_NAME_PROPERTIES = ("weakAlias",)
COUNTRY_PROPERTIES = ("nationality", "citizenship", "country", "jurisdiction", "mainCountry", "flag", "residence")
IDENTIFIER_PROPERTIES = (
    "imoNumber", "mmsi", "registrationNumber", "idNumber", "passportNumber", "taxNumber", "vatCode", "leiCode",
    "innCode", "ogrnCode", "okpoCode", "kppCode", "dunsCode", "uniqueEntityId", "swiftBic", "isin", "npiCode", "cageCode",
    "socialSecurityNumber", "serialNumber", "walletAddress", "cryptoWallet",
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
    sex: str | None = None


def query_of(identity: Identity) -> Query:
    """Take from an identity what lists can be compared with.

    A person given only by parts (`firstName`, `lastName`) is screened under the parts joined. A
    country that is no ISO code is left out: it could neither speak for nor against a match.
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
        countries=tuple(sorted({code for text in _values(properties, *COUNTRY_PROPERTIES) if (code := _country(text))})),
        identifiers=tuple(
            QueryIdentifier(kind=key, number=number)
            for key in IDENTIFIER_PROPERTIES
            for number in properties.get(key, ())
            if number.strip()
        ),
        sex=next(
            (word for word in (text.strip().lower() for text in properties.get("gender", ())) if word in ("male", "female")), None
        ),
    )


def _values(properties: dict[str, tuple[str, ...]], *keys: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text.strip() for key in keys for text in properties.get(key, ()) if text.strip()))


def _country(text: str) -> str | None:
    try:
        return read_country(text)
    except ValueError:
        return None
