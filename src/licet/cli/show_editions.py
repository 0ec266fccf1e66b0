"""Editions, their differences and held updates as a terminal shows them."""

from collections.abc import Iterable, Sequence

from rich.table import Table

from licet.cli.console import give, results, say
from licet.encoding.faults import quoted
from licet.reference.diff_lines import SIDES, Compared, Line, lines_of
from licet.reference.edition import PARTY_LIST_KINDS, Edition, Snapshot
from licet.services.updates import HeldView, TakenIn

STATUS = {
    "none": "held",
    "held": "held, nobody has given a word yet",
    "half_released": "held, one person would release it",
    "half_rejected": "held, one person would reject it",
    "released": "released by two people",
    "rejected": "rejected by two people",
}


def edition_table(editions: Iterable[Edition], snapshot: Snapshot) -> Table:
    """Every edition in a line: whether it is in force, and the age of party lists."""
    table = Table("kind", "name", "dated", "age (days)", "entries", "in force", "digest", box=None)
    in_force = {(one.kind, one.name, one.content, one.dated_on) for one in snapshot.editions}
    for edition in editions:
        # A law table speaks from its date on and does not age as a list does.
        age = str((snapshot.as_of - edition.dated_on).days) if edition.kind in PARTY_LIST_KINDS else ""
        current = (edition.kind, edition.name, edition.content, edition.dated_on) in in_force
        state = "rejected" if edition.rejected else "held" if edition.held else "yes" if current else "no"
        table.add_row(edition.kind, edition.name, str(edition.dated_on), age, f"{edition.entries:,}", state, edition.content[:19])
    return table


def taken_in(taken: TakenIn) -> None:
    """One edition that was added, and why it is held if it is."""
    edition = taken.edition
    again = " already" if taken.again else ""
    say(
        f"{edition.kind} {edition.name} of {edition.dated_on}: {edition.entries:,} entries{', in the library' if again else ''}{again}."
    )
    if edition.rejected:
        say("It was rejected by two people and stays out of force.")
    elif edition.held:
        say("It is held for two people and not in force; screening goes on with the edition before it:")
        for reason in taken.reasons:
            say(f"  {reason}")
        say(f"See “licet reference held”, and release or reject {edition.id[:12]}.")


def held_updates(views: Sequence[HeldView]) -> None:
    """Held updates with their reasons and what was said of them."""
    if not views:
        say("No update is held.")
    for view in views:
        edition, holding = view.edition, view.holding
        print(
            f"{edition.id[:12]}  {edition.kind} {edition.name} of {edition.dated_on}, {edition.entries:,} entries: {STATUS[holding.status]}"
        )
        if view.replaces is not None and holding.open:
            print(f"              in force meanwhile: the edition of {view.replaces.dated_on}, {view.replaces.entries:,} entries")
        for reason in holding.held.reasons if holding.held else ():
            print(f"              {reason}")
        for word in holding.words:
            print(f"              {word.at[:16].replace('T', ' ')} {word.person} would {word.act} it: {word.why}")


def said(view: HeldView) -> None:
    """What a word came to."""
    edition = view.edition
    named = f"{edition.kind} {edition.name} of {edition.dated_on}"
    match view.holding.status:
        case "released":
            say(f"{named} is released and in force from its date on.")
        case "rejected":
            say(f"{named} is rejected and stays out of force.")
        case _:
            say(f"Your word on {named} is kept. A second person must say the same; until then it stays held.")
    give(view.edition)


def difference(compared: Compared, *, only: str | None, find: str | None, limit: int, offset: int) -> None:
    """Counts, then a page of each side of a difference."""
    found = compared.difference
    say(f"{len(found.added):,} added, {len(found.removed):,} removed, {len(found.changed):,} changed.")
    for side in (only,) if only else SIDES:
        lines = lines_of(compared, side, find=find or "")
        shown = lines[offset : offset + limit] if limit else lines[offset:]
        for line in shown:
            _print(line)
        left = len(lines) - offset - len(shown)
        if left > 0:
            said_of = f" that hold {quoted(find)}" if find else ""
            say(
                f"… and {left:,} more {side}{said_of}; see them with --only {side} --offset {offset + len(shown)}, or all with --limit 0."
            )


def _print(line: Line) -> None:
    results.print(f"{line.mark} {line.id}  {line.caption}", markup=False, soft_wrap=True)
    for field, old, new in line.fields:
        results.print(f"      {field}: {old or '–'} → {new or '–'}", markup=False, soft_wrap=True)
