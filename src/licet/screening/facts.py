"""What is known of two parties besides their names, as evidence for, against, or absent.

Absent is never against: what one side does not know weighs nothing.
"""

from licet.encoding.countries import NAME_OF
from licet.reference.birth_dates import birth_dates_of
from licet.reference.record import Record
from licet.screening import model
from licet.screening.check_digits import doubt
from licet.screening.identifiers import ONE_AT_A_TIME, SHORT, bare, same_number
from licet.screening.query import Query
from licet.screening.result import Evidence

_BODIES = ("Organization", "Company", "PublicBody")


def kinds_differ(one: str, other: str) -> bool:
    """Whether two FollowTheMoney schemata exclude each other; a `LegalEntity` may be a person or a body, but no ship."""
    kinds = {"body" if schema in _BODIES else schema for schema in (one, other)}
    return len(kinds) == 2 and not ("LegalEntity" in kinds and kinds & {"Person", "body"})


def facts_of(query: Query, record: Record) -> tuple[Evidence, ...]:
    """Every fact besides the name, in a fixed order: kind, birth date, country, number, doubts of numbers, sex."""
    found = [_country(query, record), _number(query, record), *_doubts(query)]
    if "Person" in (query.schema, record.schema):
        found[:0] = [_birth(query.birth_dates, record.birth_dates)]
        found.append(_sex(query, record))
    if kinds_differ(query.schema, record.schema):
        says = f"The party is a {query.schema}, the record a {record.schema}."
        found[:0] = [_evidence("kind", model.OTHER_KIND, query.schema, record.schema, says)]
    return tuple(found)


def _evidence(feature: str, weight: int, query_value: str | None, record_value: str | None, says: str) -> Evidence:
    return Evidence(
        feature=feature,
        effect="for" if weight > 0 else "against" if weight < 0 else "absent",
        weight=weight,
        query_value=query_value,
        record_value=record_value,
        says=says,
    )


def _unknown(feature: str, query_value: str | None, record_value: str | None, what: str) -> Evidence:
    if record_value is None and query_value is None:
        says = f"No {what} is known of either."
    elif record_value is None:
        says = f"The list gives no {what}."
    else:
        says = f"No {what} was given for the party."
    return _evidence(feature, 0, query_value, record_value, says)


def _birth(given: tuple[str, ...], listed: tuple[str, ...]) -> Evidence:
    dates = [date for text in given for date in birth_dates_of(text)]
    query_value, record_value = ", ".join(dates) or None, _shortened(listed)
    if not dates or not listed:
        return _unknown("birth_date", query_value, record_value, "birth date")
    weight, says = max((_births(one, other) for one in dates for other in listed), key=lambda found: found[0])
    return _evidence("birth_date", weight, query_value, record_value, says)


def _births(one: str, other: str) -> tuple[int, str]:
    """Weigh two dates, each `YYYY`, `YYYY-MM` or `YYYY-MM-DD`."""
    years = abs(int(one[:4]) - int(other[:4]))
    if len(one) == len(other) == 10 and one == other:
        return model.BIRTH_DAY, f"Both were born on {one}."
    if len(one) == len(other) == 10 and years == 0 and (one[5:7], one[8:]) == (other[8:], other[5:7]):
        return model.BIRTH_DAY_TURNED, f"The birth dates {one} and {other} differ only in the order of day and month."
    known = min(len(one), len(other))
    if one[:known] == other[:known] and known < 10:
        return (model.BIRTH_MONTH if known == 7 else model.BIRTH_YEAR), f"Both were born in {one[:known]}."
    if years == 0:
        return model.BIRTH_DAY_OTHER, f"The birth dates {one} and {other} lie in one year but differ."
    if years == 1 and known < 10:
        return 0, f"The birth dates {one} and {other} lie too near to speak for or against."
    if years <= 2:
        return model.BIRTH_YEARS_NEAR, f"The birth dates {one} and {other} differ."
    return model.BIRTH_YEARS_APART, f"The birth dates {one} and {other} lie {years} years apart."


def _country(query: Query, record: Record) -> Evidence:
    query_value, record_value = ", ".join(query.countries) or None, _shortened(record.countries)
    if not query.countries or not record.countries:
        return _unknown("country", query_value, record_value, "country")
    shared = sorted(set(query.countries) & set(record.countries))
    if shared:
        names = " and ".join(NAME_OF[code] for code in shared[:3])
        return _evidence("country", model.SAME_COUNTRY, query_value, record_value, f"Both are linked to {names}.")
    public = "PublicBody" in (query.schema, record.schema)
    weight = model.OTHER_COUNTRY_OF_PUBLIC_BODY if public else model.OTHER_COUNTRY
    return _evidence("country", weight, query_value, record_value, "They are linked to different countries.")


def _number(query: Query, record: Record) -> Evidence:
    for given in query.identifiers:
        for listed in record.identifiers:
            if same_number(given.kind, given.number, listed.kind, listed.number):
                weight = model.SAME_NUMBER if len(bare(listed.number)) > SHORT else model.SAME_SHORT_NUMBER
                return _evidence("identifier", weight, given.number, listed.number, f"Both hold the number {listed.number}.")
    for given in query.identifiers:
        others = [listed.number for listed in record.identifiers if listed.kind == given.kind]
        if given.kind in ONE_AT_A_TIME and others and doubt(given.kind, given.number) is None:
            says = f"The {_words(given.kind)} is {given.number}, the list gives {', '.join(others)}."
            return _evidence("identifier", model.OTHER_NUMBER, given.number, ", ".join(others), says)
    query_value = ", ".join(given.number for given in query.identifiers) or None
    record_value = _shortened(tuple(listed.number for listed in record.identifiers))
    if query_value and record_value:
        return _evidence(
            "identifier", 0, query_value, record_value, "No number of the party stands in the record; most have several."
        )
    return _unknown("identifier", query_value, record_value, "number")


def _doubts(query: Query) -> list[Evidence]:
    """Numbers of the party that cannot be right as written: said, and weighing nothing either way."""
    said = [(given.number, doubt(given.kind, given.number)) for given in query.identifiers]
    return [_evidence("doubtful_number", 0, number, None, says) for number, says in dict(said).items() if says is not None]


def _sex(query: Query, record: Record) -> Evidence:
    if query.sex is None or record.sex is None:
        return _unknown("sex", query.sex, record.sex, "sex")
    if query.sex == record.sex:
        return _evidence("sex", model.SAME_SEX, query.sex, record.sex, f"Both are {query.sex}.")
    return _evidence("sex", model.OTHER_SEX, query.sex, record.sex, f"The party is {query.sex}, the record {record.sex}.")


def _words(kind: str) -> str:
    return {"imoNumber": "IMO number", "mmsi": "MMSI", "leiCode": "LEI"}[kind]


def _shortened(values: tuple[str, ...], most: int = 6) -> str | None:
    shown = ", ".join(values[:most])
    return (f"{shown} and {len(values) - most} more" if len(values) > most else shown) or None
