"""The catalogue: which predicates every leaf answers, what each of them means, and how the log advances.

It is itself an entry, the first of the log, so that no predicate can be given its meaning afterwards. A later
catalogue may declare more of them, for later entries only.
"""

from typing import Any, NamedTuple

from licet.ledger.leaf import PREDICATES
from licet.ledger.plain import plain_bytes, read_fields
from licet.ledger.refusal import Unreadable


class Predicate(NamedTuple):
    """A question that every leaf answers with yes or no; its slot is its place in the catalogue."""

    name: str
    meaning: str


class Catalogue(NamedTuple):
    """What the log declares. Every `tick_seconds` from `opened_at` on it grows by exactly `slots` entries."""

    origin: str
    opened_at: str
    slots: int
    tick_seconds: int
    predicates: tuple[Predicate, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.predicates)

    @property
    def bytes(self) -> bytes:
        return plain_bytes(
            {
                "opened_at": self.opened_at,
                "origin": self.origin,
                "predicates": [[one.name, one.meaning] for one in self.predicates],
                "shape": "catalogue/1",
                "slots": self.slots,
                "tick_seconds": self.tick_seconds,
            }
        )


def read_catalogue(data: bytes) -> Catalogue:
    """A catalogue from its bytes; raises `Unreadable`."""
    kinds: dict[str, type] = {
        "opened_at": str, "origin": str, "predicates": list, "shape": str, "slots": int, "tick_seconds": int,
    }  # fmt: skip
    value = read_fields(data, "the catalogue", kinds)
    pairs: list[Any] = value["predicates"]
    if value["shape"] != "catalogue/1" or value["slots"] < 1 or value["tick_seconds"] < 1:
        raise Unreadable("the catalogue is of a later version, or advances by nothing")
    if len(pairs) > PREDICATES or not all(
        isinstance(pair, list) and len(pair) == 2 and all(isinstance(word, str) and word for word in pair) for pair in pairs
    ):
        raise Unreadable(f"the catalogue declares up to {PREDICATES} predicates, each with a name and a meaning")
    if len({name for name, _ in pairs}) != len(pairs):
        raise Unreadable("the catalogue declares a name twice")
    return Catalogue(
        origin=value["origin"],
        opened_at=value["opened_at"],
        slots=value["slots"],
        tick_seconds=value["tick_seconds"],
        predicates=tuple(Predicate(name, meaning) for name, meaning in pairs),
    )
