"""What somebody who reads a screening must know of the lists behind it: too old, absent, or with an update that is held."""

import datetime as dt
from collections.abc import Iterator

from licet.reference.edition import PARTY_LIST_KINDS, EditionRef, Snapshot
from licet.reference.rulebook import Rulebook

DAYS_MAX = 14


def cautions(snapshot: Snapshot, rulebook: Rulebook | None) -> tuple[str, ...]:
    """Sentences on the lists of a snapshot, as a rulebook looks at them; none when they are whole and young.

    A list that is too old, or required and absent, makes it impossible to call anybody clear. Where
    there is no rulebook, lists may be as old as one that says nothing lets them be.
    """
    return tuple(_cautions(snapshot, rulebook))


def clears(snapshot: Snapshot, rulebook: Rulebook | None) -> bool:
    """Whether anybody can be called clear by these lists: every one is young enough, and none that is required is absent."""
    lists = snapshot.of_kind(*PARTY_LIST_KINDS)
    return bool(lists) and not _old(snapshot, rulebook) and not (rulebook and _absent(lists, rulebook))


def _old(snapshot: Snapshot, rulebook: Rulebook | None) -> list[EditionRef]:
    days_max = DAYS_MAX if rulebook is None else rulebook.list_age_days_max
    return [one for one in snapshot.of_kind(*PARTY_LIST_KINDS) if (snapshot.as_of - one.dated_on).days > days_max]


def _absent(lists: tuple[EditionRef, ...], rulebook: Rulebook) -> list[str]:
    return [one for one in rulebook.required_lists if not any(_is(edition, one) for edition in lists)]


def _cautions(snapshot: Snapshot, rulebook: Rulebook | None) -> Iterator[str]:
    lists = snapshot.of_kind(*PARTY_LIST_KINDS)
    days_max = DAYS_MAX if rulebook is None else rulebook.list_age_days_max
    by = "" if rulebook is None else f" that the rulebook {rulebook.id} allows"
    if old := _old(snapshot, rulebook):
        named = ", ".join(f"{_called(edition)} of {edition.dated_on} ({_days(edition, snapshot.as_of)})" for edition in old)
        yield f"Nobody can be called clear by a list older than the {days_max} days{by}: {named}. Load a current edition."
    if rulebook and (absent := _absent(lists, rulebook)):
        yield f"Nobody can be called clear without {' and '.join(absent)}, which the rulebook {rulebook.id} requires and which is not in force. Load it."
    for edition in snapshot.held:
        if edition.kind in PARTY_LIST_KINDS:
            yield held_caution(edition, snapshot)


def held_caution(edition: EditionRef, snapshot: Snapshot) -> str:
    """What a held update means for who screens meanwhile."""
    instead = next((one for one in snapshot.editions if (one.kind, one.name) == (edition.kind, edition.name)), None)
    goes_on = f"screening goes on with the edition of {instead.dated_on}" if instead else "screening goes on without this list"
    return f"An update of {_called(edition)}, dated {edition.dated_on}, is held for two people; {goes_on}."


def _is(edition: EditionRef, required: str) -> bool:
    kind, _, name = required.partition(":")
    return edition.kind == kind and name in ("", edition.name)


def _called(edition: EditionRef) -> str:
    return edition.kind if edition.name.lower() == edition.kind else f"{edition.kind} {edition.name}"


def _days(edition: EditionRef, as_of: dt.date) -> str:
    return f"{(as_of - edition.dated_on).days:,} days"
