"""Classify an item by the control lists in force on a day, and say what to ask next."""

import datetime as dt

import msgspec

from licet.classification.classify import classify
from licet.classification.correlated import Counterpart, counterparts, entries_called, in_words
from licet.classification.item import ItemFacts, faults_in_facts
from licet.classification.questions import Question, questions
from licet.classification.result import Classification
from licet.classification.search import Found, search
from licet.encoding.faults import Faults, refuse
from licet.reference.control_entries import ControlEntries, Entry, control_entries_of, joined
from licet.reference.list_text import ListEntry, list_entries_of
from licet.services.desk import Desk
from licet.services.references import contents, snapshot_of


class Classified(msgspec.Struct, frozen=True, kw_only=True):
    """An item's classification, with the facts that can still change it, best first."""

    item: ItemFacts
    classification: Classification
    questions: tuple[Question, ...]
    hypothetical: bool


def entries_on(desk: Desk, day: dt.date) -> ControlEntries:
    """The control-list entries in force on a day; raises `Faults` when there are none."""
    snapshot = snapshot_of(desk.library, as_of=day)
    return joined(control_entries_of(content) for content in contents(desk.library, snapshot, "control-entries"))


def classify_item(desk: Desk, item: ItemFacts, *, on: dt.date | None = None) -> Classified:
    """Classify on a day, today where none is given; a day to come is hypothetical. Raises `Faults` for facts nobody can read."""
    today = desk.clock.today()
    day = on or today
    entries = entries_on(desk, day)
    faults = faults_in_facts(item.facts, entries.parameters, where="facts")
    if faults:
        raise Faults(faults)
    return Classified(
        item=item,
        classification=classify(item, entries, as_of=day),
        questions=questions(item, entries, as_of=day),
        hypothetical=day > today,
    )


class ShownEntry(msgspec.Struct, frozen=True, kw_only=True):
    """An entry as it is tested here: its tests in words, its release notes, and what it corresponds to on other lists."""

    entry: Entry
    tests: str
    unless: tuple[str, ...]
    counterparts: tuple[Counterpart, ...]


def show_entries(desk: Desk, code: str, *, on: dt.date | None = None) -> tuple[ShownEntry, ...]:
    """The entries that somebody means by a code, in force on a day or not: a superseded wording says so by its period."""
    entries = entries_on(desk, on or desk.clock.today())
    return tuple(
        ShownEntry(
            entry=entry,
            tests=in_words(entry.tests, entries.parameters),
            unless=tuple(in_words(one, entries.parameters) for one in entry.unless),
            counterparts=counterparts(entry, entries),
        )
        for entry in entries_called(code, entries)
    )


def wording_on(desk: Desk, day: dt.date) -> tuple[ListEntry, ...]:
    """The wording of every control list in force on a day, as this workspace holds it; none where none was added."""
    snapshot = snapshot_of(desk.library, as_of=day)
    return tuple(
        entry
        for edition in snapshot.of_kind("eu-annex-i", "eu-cml", "us-ccl")
        for entry in list_entries_of(desk.library.content(edition))
    )


def search_wording(desk: Desk, query: str, *, on: dt.date | None = None, most: int = 50) -> tuple[Found, ...]:
    """Entries of the control lists that speak of something, best first; raises `Faults` when this workspace holds no wording."""
    day = on or desk.clock.today()
    entries = wording_on(desk, day)
    if not entries:
        raise refuse(
            "wording of control lists",
            f"is absent on {day}: add it with “licet reference add … --kind eu-annex-i”, “--kind eu-cml” or “--kind us-ccl”",
        )
    return search(query, entries, most=most)
