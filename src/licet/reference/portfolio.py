"""An export portfolio: which items may be offered to whom, by dated designation of an authority.

A portfolio binds only the goods it was designated for. What may be *shown* is another list (the
showcase); so a portfolio and each of its designations carry the level at which they may be known.
"""

import datetime as dt
from typing import Annotated

import msgspec

from licet.access.level import ReleaseLevel
from licet.encoding.canonical import from_bytes
from licet.encoding.countries import NAME_OF
from licet.encoding.faults import Fault, Faults, quoted
from licet.encoding.reading import Country, Name, Quantity, Text, Unit, read_value
from licet.encoding.source import read_tree
from licet.reference.official import unpacked
from licet.reference.parsed import Parsed, content_of

Words = Annotated[tuple[Text, ...], msgspec.Meta(min_length=1)]


class Designation(msgspec.Struct, frozen=True, kw_only=True):
    """One item that may be offered: under which names, in which variant, to which states and end users, how much, on which conditions.

    `states` are states or groups of the portfolio, None for every state; `excepted` are taken out of
    them again. In force from `designated_on` to `valid_to`, its last day, unless withdrawn on a day,
    from which it no longer counts.
    """

    id: Name
    items: Words
    variant: Text | None = None
    states: Words | None = None
    excepted: tuple[Country, ...] = ()
    end_user_kinds: Words | None = None
    quantity_max: Quantity | None = None
    unit: Unit | None = None
    conditions: tuple[Text, ...] = ()
    designated_by: Text
    designated_on: dt.date
    valid_to: dt.date | None = None
    withdrawn_on: dt.date | None = None
    withdrawn_by: Text | None = None
    release_level: ReleaseLevel = "restricted"

    def in_force(self, as_of: dt.date) -> bool:
        """Whether the item may be offered on a day by this designation."""
        begun = self.designated_on <= as_of
        ended = (self.valid_to is not None and self.valid_to < as_of) or (
            self.withdrawn_on is not None and self.withdrawn_on <= as_of
        )
        return begun and not ended


class Portfolio(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="portfolio/1"):
    """The designations of one authority at one date.

    `codes` say for which goods it was designated, by the beginnings of control-list codes, and `kinds`
    for which besides, by the word for them: a word alone would let goods out that go by another. `groups` name states that designations speak of together. `release_level` says
    who may read that a request lies inside or outside of it.
    """

    id: Name
    state: Country
    dated_on: dt.date
    title: Text
    codes: Words
    kinds: tuple[Text, ...] = ()
    groups: dict[Name, tuple[Country, ...]] = {}
    designations: tuple[Designation, ...] = ()
    release_level: ReleaseLevel = "restricted"

    def states_of(self, designation: Designation) -> frozenset[str] | None:
        """The states a designation reaches, None where it reaches every state but those excepted."""
        if designation.states is None:
            return None
        named = {state for word in designation.states for state in self.groups.get(word, (word,))}
        return frozenset(named - set(designation.excepted))


def portfolio_of(content: bytes) -> Portfolio:
    """The portfolio of an edition's content."""
    return from_bytes(content.rstrip(b"\n"), Portfolio)


def parse_portfolio(files: dict[str, bytes]) -> Parsed:
    """Read one portfolio file; raises `Faults` with one sentence for each fault. The edition is named by the portfolio's id."""
    [(name, data)] = files.items()
    portfolio = read_value(read_tree(unpacked(name, data), name.removesuffix(".gz")), Portfolio)
    faults = [*_faults(portfolio)]
    if faults:
        raise Faults(faults)
    return Parsed(dated_on=portfolio.dated_on, name=portfolio.id, values=(portfolio,), content=content_of((portfolio,)))


def _faults(portfolio: Portfolio) -> list[Fault]:
    faults = []
    clashing = sorted(set(portfolio.groups) & set(NAME_OF))
    if clashing:
        faults.append(Fault(f"groups.{clashing[0]}", "is the code of a state; give the group another name"))
    seen: set[str] = set()
    for index, one in enumerate(portfolio.designations):
        where = f"designations[{index}]"
        if one.id in seen:
            faults.append(Fault(f"{where}.id", f"{quoted(one.id)} is used twice; give each designation its own id"))
        seen.add(one.id)
        unknown = [word for word in one.states or () if word not in portfolio.groups and not _is_state(word)]
        if unknown:
            says = (
                f"{quoted(unknown[0])} is neither a state nor a group of this portfolio; write such as AT, or a name under groups"
            )
            faults.append(Fault(f"{where}.states", says))
        if (one.quantity_max is None) != (one.unit is None):
            faults.append(Fault(f"{where}.unit", "and quantity_max go together; write both or neither"))
        if one.designated_on > portfolio.dated_on:
            faults.append(
                Fault(f"{where}.designated_on", f"{one.designated_on} lies after the portfolio's own date {portfolio.dated_on}")
            )
        for field, day in (("valid_to", one.valid_to), ("withdrawn_on", one.withdrawn_on)):
            if day is not None and day < one.designated_on:
                faults.append(Fault(f"{where}.{field}", f"{day} lies before designated_on {one.designated_on}"))
        if (one.withdrawn_on is None) != (one.withdrawn_by is None):
            faults.append(Fault(f"{where}.withdrawn_by", "and withdrawn_on go together; write both or neither"))
    return faults


def _is_state(word: str) -> bool:
    return word in NAME_OF
