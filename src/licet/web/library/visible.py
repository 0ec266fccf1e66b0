"""Which editions of lists and tables a person may see."""

from licet.access.act import Act
from licet.access.actor import Actor
from licet.access.decision import decide
from licet.access.resource import Edition as EditionAccess
from licet.reference.edition import Edition
from licet.services.desk import Desk, require

OPEN_TO_STAFF = EditionAccess(states=(), release_level="case", compartments=())
"""What is shown of an edition (its kind, name, date, age and count, never an entry) is for all staff of every authority."""


def require_reader(actor: Actor) -> None:
    """Let only those through who may see editions; raises `NotAllowed`."""
    require(actor, Act.VIEW_REFERENCE, OPEN_TO_STAFF)


def may_read(actor: Actor) -> bool:
    return decide(actor, Act.VIEW_REFERENCE, OPEN_TO_STAFF).allowed


def editions_for(desk: Desk, actor: Actor) -> tuple[Edition, ...]:
    """Every edition of the workspace, newest of each kind first; raises `NotAllowed`."""
    require_reader(actor)
    return tuple(sorted(desk.library.editions(), key=lambda one: (one.kind, one.name, -one.dated_on.toordinal(), one.added_at)))
