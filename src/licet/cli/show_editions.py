"""Editions, their differences and held updates as a terminal shows them."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

from rich.progress import BarColumn, DownloadColumn, Progress, TaskID, TextColumn, TransferSpeedColumn
from rich.table import Table

from licet.cli.console import errors, give, results, say
from licet.encoding.faults import quoted
from licet.reference.diff_lines import Compared, Line, Page, lines_of
from licet.reference.edition import PARTY_LIST_KINDS, Edition, Snapshot
from licet.reference.sources import Sources, hosts_of
from licet.services.fetching import Outcome
from licet.services.updates import HeldView, TakenIn

SAID_EVERY_SECONDS = 5.0
USUAL_LINES = 20

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


def outcomes(found: Iterable[Outcome]) -> None:
    """What became of each source, a line each."""
    for outcome in found:
        print(f"{outcome.source}: {outcome.outcome}. {outcome.says}")


def source_table(settings: Sources, snapshot: Snapshot) -> Table:
    """Every source in a line: its kind, its hosts, and the edition of it in force."""
    table = Table("source", "kind", "hosts", "in force", "age (days)", box=None)
    for source in settings.sources:
        newest = max(snapshot.of_kind(source.kind), key=lambda one: one.dated_on, default=None)  # type: ignore[arg-type]
        on, age = (str(newest.dated_on), str((snapshot.as_of - newest.dated_on).days)) if newest else ("none", "")
        table.add_row(source.name, source.kind, ", ".join(sorted(hosts_of(source))), on, age)
    return table


@contextmanager
def downloads() -> Iterator[Callable[[str, int, int | None], None]]:
    """Show each file as it comes: a bar on a terminal, elsewhere a sentence every so often."""
    if not errors.is_terminal:
        yield _Sentences()
        return
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, console=errors, transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def told(name: str, came: int, of: int | None) -> None:
            if name not in tasks:
                tasks[name] = bars.add_task(name, total=of)
            bars.update(tasks[name], completed=came, total=of)

        yield told


class _Sentences:
    def __init__(self) -> None:
        self._said_at = time.monotonic()

    def __call__(self, name: str, came: int, of: int | None) -> None:
        if time.monotonic() - self._said_at >= SAID_EVERY_SECONDS:
            self._said_at = time.monotonic()
            say(f"{name}: {came:,} bytes" + (f" of {of:,}" if of else ""))


def difference(compared: Compared, page: Page) -> None:
    """Counts, then a page of each side of a difference."""
    found = compared.difference
    say(f"{len(found.added):,} added, {len(found.removed):,} removed, {len(found.changed):,} changed.")
    for side in page.sides:
        lines = lines_of(compared, side, find=page.find)
        shown = page.cut(lines, usual=USUAL_LINES)
        for line in shown:
            _print(line)
        left = len(lines) - page.offset - len(shown)
        if left > 0:
            said_of = f" that hold {quoted(page.find)}" if page.find else ""
            then = f"see them with --only {side} --offset {page.offset + len(shown)}, or all with --limit 0"
            say(f"… and {left:,} more {side}{said_of}; {then}.")


def _print(line: Line) -> None:
    results.print(f"{line.mark} {line.id}  {line.caption}", markup=False, soft_wrap=True)
    for field, old, new in line.fields:
        results.print(f"      {field}: {old or '–'} → {new or '–'}", markup=False, soft_wrap=True)
