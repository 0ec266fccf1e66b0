"""How the rulebook of no state in particular looks at the lists in force: what to warn of, and whether anybody can be called clear."""

from licet.reference.caution import cautions, clears
from licet.reference.edition import Snapshot
from licet.reference.rulebook import Rulebook, rulebook_of
from licet.services.desk import Desk
from licet.services.references import snapshot_of


def list_cautions(desk: Desk, snapshot: Snapshot) -> tuple[str, ...]:
    """What whoever screens against a snapshot must know of its lists."""
    return cautions(snapshot, _rulebook(desk, snapshot))


def anybody_clear(desk: Desk) -> bool:
    """Whether the lists in force today can call anybody clear."""
    snapshot = snapshot_of(desk.library, as_of=desk.clock.today())
    return clears(snapshot, _rulebook(desk, snapshot))


def _rulebook(desk: Desk, snapshot: Snapshot) -> Rulebook | None:
    books = [rulebook_of(desk.library.content(edition)) for edition in snapshot.of_kind("rulebook")]
    fitting = [book for book in books if book.state is None] or books
    return max(fitting, key=lambda book: (book.dated_on, book.id), default=None)
