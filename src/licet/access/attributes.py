"""Actors and resources as Cedar entities, with every attribute supplied or the question refused.

Cedar skips a policy that meets an absent attribute, and a skipped `forbid` forbids nothing. So the
values are checked against their own field types here, before Cedar is asked.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any, get_type_hints

import msgspec

from licet.access.actor import INCLUDED_ROLES, Actor, Role
from licet.access.level import ReleaseLevel, rank
from licet.access.resource import Resource


def person_entity(actor: Actor) -> dict[str, Any]:
    """The entity of an actor; raises `TypeError` when a field is absent or not of its type."""
    attributes = attributes_of(actor)
    roles = attributes.pop("roles")
    organisation = attributes.pop("organisation")
    attributes["organisations"] = [] if organisation is None else [organisation]
    # The id is a constant: what a person is called reaches Cedar as data only. Roles are no entities of their own:
    # whoever has one is below it and below all that it includes.
    return {
        "uid": {"type": "Person", "id": "actor"},
        "attrs": attributes,
        "parents": [{"type": "Role", "id": role} for role in with_included(roles)],
    }


def resource_entity(resource: Resource) -> dict[str, Any]:
    """The entity of a thing; raises `TypeError` when a field is absent or not of its type."""
    return {"uid": {"type": type(resource).__name__, "id": "resource"}, "attrs": attributes_of(resource), "parents": []}


def attributes_of(value: Actor | Resource) -> dict[str, Any]:
    """The fields of an actor or a thing in the form policies and index columns compare: levels as ranks, sets as lists.

    Raises `TypeError` when a field is absent or not of its type: a mistake of the program, never of a user.
    """
    plain = {name: getattr(value, name) for name in value.__struct_fields__}
    try:
        msgspec.convert(plain, type(value))
    except msgspec.ValidationError as error:
        raise TypeError(f"access was asked about an incomplete {type(value).__name__}: {error}") from error
    levels = _level_fields(type(value))
    return {name: rank(inner) if name in levels else _listed(inner) for name, inner in plain.items()}


def with_included(roles: Iterable[Role]) -> tuple[Role, ...]:
    """The roles, and whatever roles they include."""
    found: dict[Role, None] = {}
    left = list(roles)
    while left:
        role = left.pop(0)
        if role not in found:
            found[role] = None
            left += INCLUDED_ROLES.get(role, ())
    return tuple(found)


def _listed(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


@cache
def _level_fields(kind: type[Actor | Resource]) -> frozenset[str]:
    return frozenset(name for name, hint in get_type_hints(kind).items() if hint == ReleaseLevel)
