"""The lists in force as something to look through: by data set, by name, by id, with counts of what was found.

For programs and people who browse; whoever wants to know whether a party is listed screens it, and is not
content with finding nothing here.
"""

import datetime as dt
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

import msgspec
from anyascii import anyascii

from licet.encoding.canonical import Digest
from licet.encoding.countries import NAME_OF
from licet.reference.edition import EditionRef
from licet.reference.record import Record
from licet.screening.index import Index
from licet.services.party_properties import PLURALS, schemata_of
from licet.services.screen import Lists

EVERYTHING = "default"
"""The data set that holds all others."""
TOPICS = {"sanction": "Sanctioned", "export.control": "Export controlled"}


class Dataset(msgspec.Struct, frozen=True, kw_only=True):
    """One list, or one edition that holds several. `name` has small letters, digits and underscores."""

    name: str
    title: str
    dated_on: dt.date
    entries: int
    children: tuple[str, ...] = ()


class Listed(NamedTuple):
    """What can be asked of a listed party without reading its whole record."""

    id: str
    caption: str
    schema: str
    datasets: tuple[str, ...]
    countries: tuple[str, ...]
    topic: str
    listed_on: dt.date | None
    dated_on: dt.date
    names: tuple[str, ...]
    lying_in: Index
    at: int

    @property
    def record(self) -> Record:
        return self.lying_in.record(self.at)


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which listed parties to keep. An empty tuple keeps all; several words of one kind keep what has any of them."""

    dataset: str = EVERYTHING
    include_datasets: tuple[str, ...] = ()
    exclude_datasets: tuple[str, ...] = ()
    schema: str | None = None
    exclude_schemata: tuple[str, ...] = ()
    exclude_ids: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    changed_since: dt.date | None = None
    all_of_each: bool = False

    def keeps(self, one: Listed) -> bool:
        kinds = schemata_of(one.schema)
        any_or_all: Callable[[Iterable[bool]], bool] = all if self.all_of_each else any
        return (
            (self.dataset == EVERYTHING or self.dataset in one.datasets)
            and (not self.include_datasets or bool({*self.include_datasets} & {*one.datasets}))
            and not {*self.exclude_datasets} & {*one.datasets}
            and (self.schema is None or self.schema in kinds)
            and not {*self.exclude_schemata} & {*kinds}
            and one.id not in self.exclude_ids
            and (not self.countries or any_or_all(code in one.countries for code in self.countries))
            and (not self.topics or any_or_all(topic == one.topic for topic in self.topics))
            # A publisher says when it listed a party, not when it changed an entry: the whole edition counts as changed on its day.
            and (self.changed_since is None or one.dated_on >= self.changed_since)
        )


def slug(name: str) -> str:
    """A list's or an edition's name as the name of a data set: `US-SDN` is `us_sdn`."""
    return "_".join("".join(c if c.isalnum() else " " for c in anyascii(name).lower()).split())


class Directory:
    """Every listed party of the lists in force."""

    def __init__(self, parts: tuple[tuple[Dataset, tuple[Listed, ...]], ...]) -> None:
        self._parts = parts

    def __iter__(self) -> Iterator[Listed]:
        return (one for _, listed in self._parts for one in listed)

    def __len__(self) -> int:
        return sum(len(listed) for _, listed in self._parts)

    @cached_property
    def datasets(self) -> tuple[Dataset, ...]:
        """Every data set but `default`: the editions, and the lists in them."""
        counts = Counter(name for one in self for name in one.datasets)
        found: dict[str, Dataset] = {}
        for edition, listed in self._parts:
            held = sorted({name for one in listed for name in one.datasets} - {edition.name})
            # An edition may be called as a list that another edition holds a part of: the name then finds both.
            found[edition.name] = msgspec.structs.replace(edition, children=tuple(held), entries=counts[edition.name])
            for name in held:
                title = name.upper().replace("_", "-")
                found.setdefault(name, Dataset(name=name, title=title, dated_on=edition.dated_on, entries=counts[name]))
        return tuple(found.values())

    def knows(self, dataset: str) -> bool:
        return dataset == EVERYTHING or any(one.name == dataset for one in self.datasets)

    def named(self, record_id: str) -> Listed | None:
        return self._by_id.get(record_id)

    @cached_property
    def _by_id(self) -> dict[str, Listed]:
        return {one.id: one for one in reversed(list(self))}

    def search(self, words: str, wanted: Wanted) -> list[Listed]:
        """Whose name holds every word, each as the beginning of one: the closest names first; all that is wanted where there is no word."""
        asked = folded(words)
        if not asked.strip():
            return [one for one in self if wanted.keeps(one)]
        starts = [f" {word}" for word in asked.split()]
        found = []
        for place, one in enumerate(self):
            best = min((rank for name in one.names if (rank := _rank(name, asked, starts)) is not None), default=None)
            if one.id == words.strip():
                best = (-1, 0)
            if best is not None and wanted.keeps(one):
                found.append((best, place, one))
        found.sort(key=lambda hit: hit[:2])
        return [one for _, _, one in found]


def _rank(name: str, asked: str, starts: list[str]) -> tuple[int, int] | None:
    """How far a name is from what was asked, the least first; None when a word is missing."""
    if not all(start in name for start in starts):
        return None
    return (0 if name == asked else 1 if name.startswith(asked) else 2), len(name)


def folded(text: str) -> str:
    """A text as names are looked up: plain small letters, a space before every word."""
    return " " + " ".join("".join(c if c.isalnum() else " " for c in anyascii(text).lower()).split())


def facets(found: Iterable[Listed], names: Iterable[str], datasets: Iterable[Dataset]) -> dict[str, "Facet"]:
    """How often each country, list, schema and topic stands among what was found."""
    several, titles = tuple(found), {one.name: one.title for one in datasets}
    counted = {}
    for name in names:
        counts = Counter(value for one in several for value in _values(one, name))
        ordered = sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))
        counted[name] = Facet(_FACETS[name], tuple((value, _label(name, value, titles), count) for value, count in ordered))
    return counted


class Facet(NamedTuple):
    """One way to count: its label, and (name, label, count) with the most frequent first."""

    label: str
    values: tuple[tuple[str, str, int], ...]


_FACETS = {"countries": "Countries", "datasets": "Data sources", "schema": "Types", "topics": "Topics"}


def _values(one: Listed, facet: str) -> tuple[str, ...]:
    match facet:
        case "countries":
            return tuple(code.lower() for code in one.countries)
        case "datasets":
            return one.datasets
        case "schema":
            return (one.schema,)
    return (one.topic,)


def _label(facet: str, value: str, titles: dict[str, str]) -> str:
    match facet:
        case "countries":
            return NAME_OF.get(value.upper(), value)
        case "datasets":
            return titles.get(value, value)
        case "schema":
            return {str(schema): plural for schema, plural in PLURALS.items()}.get(value, value)
    return TOPICS[value]


# ---- made once an edition


_LOCK = threading.Lock()
_MADE: dict[Digest, tuple[Dataset, tuple[Listed, ...]]] = {}


def directory_of(lists: Lists) -> Directory:
    """The directory of the lists in force; each edition is gone through once in the life of a process."""
    with _LOCK:
        for edition, index in zip(lists.editions, lists.indexes, strict=True):
            if edition.content not in _MADE:
                _MADE[edition.content] = _made(edition, index)
        for content in _MADE.keys() - {edition.content for edition in lists.editions}:
            del _MADE[content]
        return Directory(tuple(_MADE[edition.content] for edition in lists.editions))


def _made(edition: EditionRef, index: Index) -> tuple[Dataset, tuple[Listed, ...]]:
    own = slug(edition.name)
    listed = []
    for at in range(edition.entries):
        record = index.record(at)
        listed.append(
            Listed(
                id=record.id,
                caption=record.names[0].text,
                schema=record.schema,
                datasets=tuple(dict.fromkeys((own, *(slug(code) for code in record.list.split("+"))))),
                countries=record.countries,
                topic="sanction" if record.effect == "prohibit" else "export.control",
                listed_on=record.listed_on,
                dated_on=edition.dated_on,
                names=tuple(dict.fromkeys(folded(name.text) for name in record.names)),
                lying_in=index,
                at=at,
            )
        )
    title = f"{edition.name} of {edition.dated_on}"
    return Dataset(name=own, title=title, dated_on=edition.dated_on, entries=len(listed)), tuple(listed)
