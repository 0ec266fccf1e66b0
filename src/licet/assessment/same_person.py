"""Which parties and owners of a case are one person, by the numbers issued to them.

Names never join: many people share one. What joins here only adds up holdings (see `law.holdings`).
"""

from collections.abc import Mapping

from licet.dossier.intake import countries_of
from licet.dossier.values import Identity
from licet.screening.identifiers import bare

WORLDWIDE = frozenset(("imoNumber", "leiCode", "dunsCode", "uniqueEntityId", "publicKey"))
"""Numbers of which one is issued in the whole world."""
NATIONAL = frozenset(
    (
        "registrationNumber", "idNumber", "passportNumber", "taxNumber", "vatCode", "innCode", "ogrnCode", "okpoCode",
        "npiCode", "cageCode", "socialSecurityNumber",
    )
)  # fmt: skip
"""Numbers of which one is issued in a state: two states may issue the same."""


def same_persons(identities: Mapping[str, Identity]) -> tuple[tuple[str, ...], ...]:
    """Groups of paths that share a number, in reading order; `identities` maps paths to identities."""
    found: dict[tuple[str, str], dict[str, list[str]]] = {}
    for path, identity in identities.items():
        for kind, number, state in _numbers(identity):
            found.setdefault((kind, number), {}).setdefault(state, []).append(path)
    groups: dict[tuple[str, ...], None] = {}
    for by_state in found.values():
        # A party of no stated country may be of any: its number joins those of every country.
        anywhere = by_state.get("", [])
        for paths in by_state.values():
            groups[tuple(dict.fromkeys((*paths, *anywhere)))] = None
    return tuple(group for group in groups if len(group) > 1)


def _numbers(identity: Identity) -> list[tuple[str, str, str]]:
    found = []
    for kind in sorted(WORLDWIDE | NATIONAL):
        for given in identity.properties.get(kind, ()):
            number = bare(given)
            if number:
                states = ("",) if kind in WORLDWIDE else countries_of(identity.properties) or ("",)
                found += [(kind, number, state) for state in states]
    return found
