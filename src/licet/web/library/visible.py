"""Which editions of lists and tables a person may see."""

from licet.access.act import Act
from licet.access.actor import Actor
from licet.access.decision import decide
from licet.reference.edition import Edition
from licet.services.desk import Desk, require
from licet.services.updates import EVERY_AUTHORITY


def require_reader(actor: Actor) -> None:
    """Let only those through who may see editions; raises `NotAllowed`."""
    require(actor, Act.VIEW_REFERENCE, EVERY_AUTHORITY)


def may_read(actor: Actor) -> bool:
    return decide(actor, Act.VIEW_REFERENCE, EVERY_AUTHORITY).allowed


def editions_for(desk: Desk, actor: Actor) -> tuple[Edition, ...]:
    """Every edition of the workspace, newest of each kind first; raises `NotAllowed`."""
    require_reader(actor)
    return tuple(sorted(desk.library.editions(), key=lambda one: (one.kind, one.name, -one.dated_on.toordinal(), one.added_at)))
