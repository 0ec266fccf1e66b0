"""The properties that a party may be given with: the names and labels of FollowTheMoney, for the schemata screened here.

A name that stands nowhere below is a mistake of whoever wrote it, and is refused: a birth date under
`birthdate` would otherwise be left out of the comparison without a word.
"""

from difflib import get_close_matches

import msgspec

from licet.dossier.values import PartySchema
from licet.screening.query import COUNTRY_PROPERTIES, IDENTIFIER_PROPERTIES, NAME_PROPERTIES, WEAK_NAME_PROPERTIES


class Property(msgspec.Struct, frozen=True):
    """One property: the schema that brings it, its name, its label in English, and its kind (name, date, country, identifier, …)."""

    schema: str
    name: str
    label: str
    kind: str


BROADER: dict[str, tuple[str, ...]] = {
    "Person": ("LegalEntity",),
    "Organization": ("LegalEntity",),
    "PublicBody": ("Organization",),
    "Company": ("Organization",),
    "LegalEntity": ("Thing",),
    "Vessel": ("Vehicle",),
    "Airplane": ("Vehicle",),
    "Vehicle": ("Thing",),
    "Thing": (),
}
"""What each schema is a kind of; it has the properties of those too."""
PLURALS: dict[PartySchema, str] = {
    "Person": "People",
    "Organization": "Organizations",
    "Company": "Companies",
    "PublicBody": "Public bodies",
    "LegalEntity": "Legal entities",
    "Vessel": "Vessels",
    "Airplane": "Airplanes",
}

_TABLE = """\
Thing|name|Name|name
Thing|alias|Alias|name
Thing|previousName|Previous name|name
Thing|weakAlias|Weak alias|name
Thing|country|Country|country
Thing|summary|Summary|text
Thing|notes|Notes|text
Thing|description|Description|text
Thing|sourceUrl|Source link|url
Thing|publisher|Publishing source|string
Thing|publisherUrl|Publishing source URL|url
Thing|alephUrl|Aleph URL|url
Thing|wikipediaUrl|Wikipedia Article|url
Thing|wikidataId|Wikidata ID|identifier
Thing|keywords|Keywords|string
Thing|topics|Topics|topic
Thing|address|Address|address
Thing|program|Program|string
Thing|programId|Program ID|identifier
Thing|indexText|Index text|text
Thing|createdAt|Created at|date
Thing|modifiedAt|Modified on|date
Thing|retrievedAt|Retrieved on|date
LegalEntity|abbreviation|Abbreviation|name
LegalEntity|email|Email|email
LegalEntity|phone|Phone|phone
LegalEntity|website|Website|url
LegalEntity|legalForm|Legal form|string
LegalEntity|incorporationDate|Incorporation date|date
LegalEntity|dissolutionDate|Dissolution date|date
LegalEntity|taxStatus|Tax status|string
LegalEntity|status|Status|string
LegalEntity|sector|Sector|string
LegalEntity|classification|Classification|string
LegalEntity|registrationNumber|Registration number|identifier
LegalEntity|idNumber|ID Number|identifier
LegalEntity|taxNumber|Tax Number|identifier
LegalEntity|licenseNumber|License Number|identifier
LegalEntity|vatCode|V.A.T. Identifier|identifier
LegalEntity|jurisdiction|Jurisdiction|country
LegalEntity|mainCountry|Country of origin|country
LegalEntity|opencorporatesUrl|OpenCorporates URL|url
LegalEntity|bvdId|Bureau van Dijk ID|identifier
LegalEntity|sayariId|Sayari Entity ID|identifier
LegalEntity|brightQueryId|BrightQuery ID|identifier
LegalEntity|brightQueryOrgId|BrightQuery Organization ID|identifier
LegalEntity|uscCode|USCC|identifier
LegalEntity|icijId|ICIJ ID|string
LegalEntity|okpoCode|OKPO|identifier
LegalEntity|innCode|INN|identifier
LegalEntity|ogrnCode|OGRN|identifier
LegalEntity|okvedCode|OKVED|identifier
LegalEntity|leiCode|LEI|identifier
LegalEntity|dunsCode|DUNS|identifier
LegalEntity|uniqueEntityId|Unique Entity ID|identifier
LegalEntity|npiCode|NPI|identifier
LegalEntity|swiftBic|SWIFT/BIC|identifier
Organization|cageCode|CAGE|identifier
Organization|permId|PermID|identifier
Organization|imoNumber|IMO Number|identifier
Organization|giiNumber|GIIN|identifier
Company|capital|Capital|number
Company|voenCode|VOEN|identifier
Company|coatoCode|COATO / SOATO / OKATO|identifier
Company|irsCode|IRS Number|identifier
Company|ipoCode|IPO|identifier
Company|cikCode|SEC Central Index Key|identifier
Company|jibCode|JIB|identifier
Company|mbsCode|MBS|identifier
Company|caemCode|COD CAEM|string
Company|kppCode|KPP|identifier
Company|okopfCode|OKOPF|string
Company|fnsCode|Federal tax service code|identifier
Company|fssCode|FSS|string
Company|bikCode|BIK|identifier
Company|pfrNumber|PFR Number|identifier
Company|oksmCode|OKSM|string
Company|isinCode|ISIN|identifier
Company|ticker|Stock ticker symbol|identifier
Company|ricCode|Reuters Instrument Code|identifier
Person|title|Title|string
Person|firstName|First name|string
Person|secondName|Second name|string
Person|middleName|Middle name|string
Person|fatherName|Patronymic|string
Person|motherName|Matronymic|string
Person|lastName|Last name|string
Person|nameSuffix|Name suffix|string
Person|birthDate|Birth date|date
Person|birthPlace|Place of birth|string
Person|birthCountry|Country of birth|country
Person|deathDate|Death date|date
Person|position|Position|string
Person|biography|Biography|text
Person|nationality|Nationality|country
Person|citizenship|Citizenship|country
Person|passportNumber|Passport number|identifier
Person|socialSecurityNumber|Social security number|identifier
Person|gender|Gender|gender
Person|ethnicity|Ethnicity|string
Person|height|Height|number
Person|weight|Weight|number
Person|eyeColor|Eye color|string
Person|hairColor|Hair color|string
Person|appearance|Physical appearance|string
Person|religion|Religion|string
Person|political|Political association|string
Person|profession|Profession|string
Person|education|Education|string
Person|spokenLanguage|Spoken language|language
Vehicle|registrationNumber|Registration number|identifier
Vehicle|type|Type|string
Vehicle|model|Model|string
Vehicle|buildDate|Build Date|date
Vehicle|registrationDate|Registration Date|date
Vehicle|deregistrationDate|De-registration Date|date
Vessel|imoNumber|IMO Number|identifier
Vessel|crsNumber|CRS Number|identifier
Vessel|flag|Flag|country
Vessel|registrationPort|Port of Registration|string
Vessel|navigationArea|Navigation Area|string
Vessel|tonnage|Tonnage|number
Vessel|grossRegisteredTonnage|Gross Registered Tonnage|number
Vessel|deadweightTonnage|Deadweight Tonnage|number
Vessel|nameChangeDate|Date of Name Change|date
Vessel|callSign|Call Sign|identifier
Vessel|pastFlags|Past Flags|country
Vessel|pastTypes|Past Types|string
Vessel|mmsi|MMSI|identifier
Airplane|serialNumber|Serial Number|identifier
Airplane|icaoCode|ICAO aircraft type designator|identifier
Airplane|manufacturer|Manufacturer|string
"""

PROPERTIES: tuple[Property, ...] = tuple(Property(*line.split("|")) for line in _TABLE.splitlines())

KNOWN = frozenset(
    {one.name for one in PROPERTIES}
    | {*NAME_PROPERTIES, *WEAK_NAME_PROPERTIES, *COUNTRY_PROPERTIES, *IDENTIFIER_PROPERTIES}  # some are names of other data sets
)


def schemata_of(schema: str) -> tuple[str, ...]:
    """A schema and everything it is a kind of, nearest first."""
    return (schema, *(above for broader in BROADER[schema] for above in schemata_of(broader)))


def properties_of(schema: str) -> tuple[Property, ...]:
    """The properties of a schema, those of the broadest kind first."""
    kinds = schemata_of(schema)
    return tuple(one for one in PROPERTIES if one.schema in kinds)


def unknown_property(name: str) -> str | None:
    """What is wrong with a property's name, as the end of a sentence; None for a known one."""
    if name in KNOWN:
        return None
    near = get_close_matches(name, KNOWN, n=1, cutoff=0.7) or get_close_matches(name.casefold(), _BY_CASE, n=1, cutoff=0.8)
    hint = (
        f"use “{_BY_CASE.get(near[0], near[0])}”"
        if near
        else "use a property of FollowTheMoney, such as name, birthDate or country"
    )
    return f"is no property of a party; {hint}"


_BY_CASE = {name.casefold(): name for name in KNOWN}
