"""Who holds what of whom in a case, as one graph: the same person met in several places is one holder.

Persons are the same where their identifiers say so (found in screening, names sealed), where a fact
`same_person_as` says so, or where an officer confirmed that both are one listed record. Joining
only ever adds holdings: what two places say of one company is held side by side, so no joining clears.
"""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

import msgspec

from licet.dossier.values import Owner, Party
from licet.encoding.exact import decimal_text
from licet.law.case import Case, Hit
from licet.screening.ownership import WHOLE, Graph, Stake, holders_above

SHOWN_PLACES = Decimal("0.0001")


class Holdings(msgspec.Struct, frozen=True, kw_only=True):
    """The graph of a case and, for every person in it, where it stands and what screening found.

    `node` names the person of every path by the first path it stands at; `stated` holds the owner
    entries each stake rests on; `unscreened` are persons with a place nobody screened.
    """

    graph: Graph
    node: dict[str, str]
    hits: dict[str, tuple[Hit, ...]]
    unscreened: frozenset[str]
    stated: dict[tuple[str, str], tuple[tuple[str, Owner], ...]]
    places: dict[str, tuple[tuple[str, Party | Owner], ...]]

    def above(self, path: str) -> tuple[str, ...]:
        """Everyone who stands above the person at a path, itself left out."""
        return tuple(node for node in holders_above(self.graph, self.node[path]) if node != self.node[path])

    def shown(self, node: str) -> str:
        """A person by every path it stands at."""
        return " = ".join(path for path, _ in self.places[node])

    def incomplete(self, node: str) -> tuple[str, ...]:
        """The places of a person where it is not said that all its owners and controllers are stated."""
        return tuple(path for path, held in self.places[node] if held.owners_complete is not True)

    def open_hits(self, node: str) -> tuple[str, ...]:
        """The places of a person where a hit is open or nobody screened."""
        if node in self.unscreened or any(hit.state == "open" for hit in self.hits.get(node, ())):
            return tuple(path for path, _ in self.places[node])
        return ()


def holdings_of(case: Case) -> Holdings:
    """The graph of everyone in a case."""
    entries: list[tuple[str, Party | Owner]] = [(party.id, party) for party in case.dossier.parties]
    entries += [(path, owner) for path, _, owner in case.owners()]
    node = _persons(case, [path for path, _ in entries])
    places: dict[str, list[tuple[str, Party | Owner]]] = {}
    for path, held in entries:
        places.setdefault(node[path], []).append((path, held))
    screened = {one.path: one.hits for one in case.hits}
    stated: dict[tuple[str, str], list[tuple[str, Owner]]] = {}
    for path, held in entries:
        for owner in held.owners:
            at = f"{path}/{owner.id}"
            stated.setdefault((node[at], node[path]), []).append((at, owner))
    graph = Graph(
        stakes=tuple(stake for person, where in places.items() for stake in _stakes(person, where, node)),
        complete=frozenset(person for person, where in places.items() if all(held.owners_complete is True for _, held in where)),
        anybodys=frozenset(
            person
            for person, where in places.items()
            if any(not held.owners and held.owners_complete is not True for _, held in where)
        ),
    )
    return Holdings(
        graph=graph,
        node=node,
        hits={
            person: tuple(dict.fromkeys(hit for path, _ in where for hit in screened.get(path, ())))
            for person, where in places.items()
        },
        unscreened=frozenset(person for person, where in places.items() if any(path not in screened for path, _ in where)),
        stated={key: tuple(entry) for key, entry in stated.items()},
        places={person: tuple(where) for person, where in places.items()},
    )


def _stakes(person: str, places: list[tuple[str, Party | Owner]], node: dict[str, str]) -> Iterator[Stake]:
    """The stakes in one person. What one place says is added up for each holder; what several say is spanned.

    A place that names no owner says nothing of shares, and leaves all open unless it says that all are stated (see
    `Graph.anybodys`); one that names others says that a holder it leaves out holds none.
    """
    telling = [_told(path, held, node) for path, held in places if held.owners]
    for holder in dict.fromkeys(holder for told in telling for holder in told):
        said = [told.get(holder, (Fraction(0), Fraction(0), False)) for told in telling]
        controls = {control for _, _, control in said}
        yield Stake(
            holder=holder,
            held=person,
            least=min(least for least, _, _ in said),
            most=max(most for _, most, _ in said),
            controls=controls.pop() if len(controls) == 1 else None,
        )


def _told(path: str, held: Party | Owner, node: dict[str, str]) -> dict[str, tuple[Fraction, Fraction, bool | None]]:
    told: dict[str, tuple[Fraction, Fraction, bool | None]] = {}
    for owner in held.owners:
        holder = node[f"{path}/{owner.id}"]
        low, high = bounds(owner)
        least, most, controls = told.get(holder, (Fraction(0), Fraction(0), False))
        told[holder] = (least + low, min(most + high, WHOLE), _either(controls, owner.controls))
    return told


def _either(one: bool | None, other: bool | None) -> bool | None:
    return True if one or other else None if None in (one, other) else False


def bounds(owner: Owner) -> tuple[Fraction, Fraction]:
    """The least and most an owner holds, in percent; an unknown share may be anything."""
    if owner.share is not None:
        return Fraction(owner.share), Fraction(owner.share)
    if owner.share_range is not None:
        return Fraction(owner.share_range.min), Fraction(owner.share_range.max)
    return Fraction(0), WHOLE


def percent(least: Fraction, most: Fraction) -> str:
    """Bounds in words: `50 %`, `10 to 25 %`, or that the share is unknown."""
    if (least, most) == (Fraction(0), WHOLE):
        return "an unknown share"
    return f"{_figure(least)} %" if least == most else f"{_figure(least)} to {_figure(most)} %"


def _figure(share: Fraction) -> str:
    exact = Decimal(share.numerator) / Decimal(share.denominator)
    shown = exact.quantize(SHOWN_PLACES)
    return decimal_text(shown) if Fraction(shown) == share else f"about {decimal_text(shown)}"


# ---- who is the same person


def same_person_groups(case: Case) -> Iterator[tuple[str, ...]]:
    """Paths that are one person: by identifiers, by a recorded fact, by one listed record confirmed for both."""
    yield from case.same
    for fact in (*case.dossier.facts, *case.context.answers):
        if fact.name == "same_person_as" and fact.about is not None and fact.on <= case.known_at:
            others = fact.value if isinstance(fact.value, tuple) else (fact.value,) if isinstance(fact.value, str) else ()
            yield (fact.about, *others)
    confirmed: dict[tuple[str, str], list[str]] = {}
    for screened in case.hits:
        for hit in screened.hits:
            if hit.state == "confirmed":
                confirmed.setdefault((hit.list, hit.record_id), []).append(screened.path)
    yield from (tuple(paths) for paths in confirmed.values())


def _persons(case: Case, paths: list[str]) -> dict[str, str]:
    """Each path's person, named by its first path in reading order."""
    order = {path: index for index, path in enumerate(paths)}
    first = {path: path for path in paths}
    for group in same_person_groups(case):
        known = [path for path in group if path in first]
        if len(known) > 1:
            heads = {first[path] for path in known}
            head = min(heads, key=order.__getitem__)
            first = {path: head if one in heads else one for path, one in first.items()}
    return first
