"""Why an update of a party list is held for two people instead of taking force.

A poisoned or broken download looks like a list, only with somebody missing. So an update is laid
beside the edition it would replace, and what a publisher never does by itself is said in sentences:
a wave of removals, a canary gone, a script or a kind of number gone, columns that slipped, a list
that goes back in time.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

import msgspec

from licet.encoding.faults import quoted
from licet.reference.edition import Edition, EditionRef
from licet.reference.record import Record
from licet.reference.rulebook import Canary, Rulebook

FEWEST = 5
"""Of what a list holds fewer than this, a loss says nothing."""
LOST_PERCENT_MAX = 50
"""How much of one kind of detail (names in a script, identifiers, birth dates) may go while the entries stay."""
RENAMED_PERCENT_MAX = 20
"""How many of the entries that stay may change their first name; more is a column that slipped."""


class UpdatePolicy(msgspec.Struct, frozen=True, kw_only=True):
    """What an update must keep to: the share of entries it may remove, and the parties it may not lose."""

    removed_percent_max: int = 5
    canaries: tuple[Canary, ...] = ()


def policy_of(rulebooks: Iterable[Rulebook]) -> UpdatePolicy:
    """The strictest of several authorities' parameters: one library serves them all."""
    found = tuple(rulebooks)
    return UpdatePolicy(
        removed_percent_max=min((one.list_removed_percent_max for one in found), default=UpdatePolicy().removed_percent_max),
        canaries=tuple(dict.fromkeys(canary for one in found for canary in one.list_canaries)),
    )


def reasons_to_hold(
    edition: Edition, after: Sequence[Record], *, before: Sequence[Record] | None, policy: UpdatePolicy
) -> tuple[str, ...]:
    """Why an update waits for two people, a sentence each; none when it may take force at once.

    `before` are the records of the edition that it would replace, None when it is the first of its list.
    """
    lost = [_canary_lost(canary) for canary in policy.canaries if _meant(canary, edition) and not _present(canary, after)]
    return (*lost, *(_shrinking(before, after, policy) if before else ()))


def going_back(edition: Edition, *, replaces: EditionRef, earlier: Iterable[Edition]) -> tuple[str, ...]:
    """Why a file that a publisher serves today is held as one from the past: dated before the list in force, or once superseded."""
    if edition.dated_on < replaces.dated_on:
        return (f"It is dated {edition.dated_on}, before the edition in force ({replaces.dated_on}).",)
    same = [one.dated_on for one in earlier if one.content == edition.content != replaces.content]
    if same:
        return (f"It holds just what the edition of {max(same)} held, before the one in force ({replaces.dated_on}).",)
    return ()


def _canary_lost(canary: Canary) -> str:
    return f"It lacks the canary {quoted(canary.id or canary.name)}, which this list is sure to name."


def _meant(canary: Canary, edition: Edition) -> bool:
    kind, _, name = canary.list.partition(":")
    return edition.kind == kind and name in ("", edition.name)


def _present(canary: Canary, records: Iterable[Record]) -> bool:
    if canary.id is not None:
        return any(record.id == canary.id for record in records)
    wanted = " ".join((canary.name or "").casefold().split())
    return any(" ".join(name.text.casefold().split()) == wanted for record in records for name in record.names)


def _shrinking(before: Sequence[Record], after: Sequence[Record], policy: UpdatePolicy) -> Iterable[str]:
    new = {record.id: record for record in after}
    kept = [(record, new[record.id]) for record in before if record.id in new]
    removed = len(before) - len(kept)
    if removed * 100 > policy.removed_percent_max * len(before):
        yield (
            f"It removes {removed:,} of {len(before):,} entries ({_percent(removed, len(before))}), "
            f"more than the {policy.removed_percent_max} % that are allowed."
        )
    renamed = sum(old.names[:1] != now.names[:1] for old, now in kept)
    if renamed >= FEWEST and renamed * 100 > RENAMED_PERCENT_MAX * len(kept):
        yield (
            f"It gives {renamed:,} of {len(kept):,} entries another first name ({_percent(renamed, len(kept))}), "
            "as columns do that have slipped."
        )
    had, has = _details(old for old, _ in kept), _details(now for _, now in kept)
    for what, count in sorted(had.items()):
        if count >= FEWEST and (count - has[what]) * 100 > LOST_PERCENT_MAX * count:
            left = f"only {has[what]:,} of {count:,}" if has[what] else f"none of {count:,}"
            yield f"Of {what} of the entries that stay it keeps {left}."


def _details(records: Iterable[Record]) -> Counter[str]:
    """How much of each kind of detail some entries hold."""
    found: Counter[str] = Counter()
    for record in records:
        found.update(f"names in {script} script" for script in {_script(name.text) for name in record.names} if script)
        found["further names"] += len(record.names) - 1
        found["identifiers"] += len(record.identifiers)
        found["birth dates"] += bool(record.birth_dates)
        found["states"] += bool(record.countries)
        found["addresses"] += bool(record.addresses)
        found[f"entries of the kind {record.schema}"] += 1
    return found


@lru_cache(maxsize=100_000)
def _script(text: str) -> str:
    """The script of a name by its first letter, as Unicode names it; empty where it has no letter."""
    letter = next((character for character in text if character.isalpha()), "")
    word = unicodedata.name(letter, "").partition(" ")[0] if letter else ""
    return "Chinese" if word == "CJK" else word.capitalize()


def _percent(part: int, whole: int) -> str:
    thousandths = part * 1000 // whole
    return f"{thousandths // 10}.{thousandths % 10} %"
