"""A listed party as FollowTheMoney entities write it, for programs that speak that."""

from typing import Any

from licet.services.list_search import Listed

_TIME = "T00:00:00"


def entity_of(one: Listed) -> dict[str, Any]:
    """The party in the shape that yente answers with: id, caption, schema, properties, data sets, and the days it was seen."""
    listed_on = one.listed_on.isoformat() + _TIME if one.listed_on is not None else None
    dated_on = one.dated_on.isoformat() + _TIME
    return {
        "id": one.id,
        "caption": one.caption,
        "schema": one.schema,
        "properties": properties_of_record(one),
        "datasets": list(one.datasets),
        "referents": [],
        "target": True,
        "first_seen": listed_on,
        "last_seen": dated_on,
        "last_change": dated_on,
    }


def properties_of_record(one: Listed) -> dict[str, list[str]]:
    """What the list says of a party, by property; a property it says nothing of is not there."""
    record = one.record
    strong = [name.text for name in record.names if not name.weak] or [record.names[0].text]
    found: dict[str, list[str]] = {
        "name": strong[:1],
        "alias": strong[1:],
        "weakAlias": [name.text for name in record.names if name.weak and name.text != strong[0]],
        "birthDate": list(record.birth_dates),
        "country": [code.lower() for code in record.countries],
        "gender": [record.sex] if record.sex else [],
        "address": list(record.addresses),
        "program": list(record.programs),
        "topics": [one.topic],
        "notes": [record.remarks] if record.remarks else [],
    }
    for identifier in record.identifiers:
        found.setdefault(identifier.kind, []).append(identifier.number)
    return {name: list(dict.fromkeys(values)) for name, values in found.items() if values}
