"""States that a party's addresses name and its stated countries do not: only the codes come out, the addresses stay sealed."""

import re
from collections.abc import Mapping

from licet.dossier.intake import countries_of
from licet.dossier.values import Identity
from licet.reference.country_names import country_named

_PARTS = re.compile(r"[,;\n]")


def unstated_states(identities: Mapping[str, Identity]) -> dict[str, tuple[str, ...]]:
    """By path, the states named at the end of an address of a party that are none of its stated ones; paths without any are left out."""
    found = {}
    for path, identity in identities.items():
        stated = set(countries_of(identity.properties))
        named = {state for address in identity.properties.get("address", ()) if (state := _state_of(address)) is not None}
        if named - stated:
            found[path] = tuple(sorted(named - stated))
    return found


def _state_of(address: str) -> str | None:
    """The last part of an address that is a state's English name, with any postal code beside it passed over."""
    for part in reversed(_PARTS.split(address)):
        state = country_named(re.sub(r"[0-9]+", " ", part))
        if state is not None:
            return state
    return None
