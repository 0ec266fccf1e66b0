"""Where a contract may go from here, and what is not yet in hand for it, before anybody tries."""

import msgspec

from licet.contracts.guards import GUARDS
from licet.contracts.stages import CONTRACT_LIFE, NAMES, needed
from licet.contracts.standing import Attempt, Standing

MOVE_TO = "move_to_"
GIVEN_WITH_IT = ("running_order", "evidence")
"""Guards of what comes with the move itself: its day and its evidence."""


class NextMove(msgspec.Struct, frozen=True, kw_only=True):
    """A stage that a contract may enter next: all the evidence it asks for, what of that is lacking, and a sentence for
    everything else that stands against it.
    """

    after: str
    asks: tuple[str, ...]
    lacking: tuple[str, ...]
    against: tuple[str, ...]


def next_moves(state: Standing) -> tuple[NextMove, ...]:
    """Every stage that can be entered from here, the next one first; none while a contract is suspended or has ended."""
    if state.contract is None or state.status not in NAMES:
        return ()
    held = {one.kind for one in state.evidence}
    found = []
    for way in CONTRACT_LIFE.transitions:
        if way.source != state.status or not way.act.startswith(MOVE_TO):
            continue
        attempt = Attempt(state=state, act=way.act, on=state.last_on or state.entered[0].on, after=way.target)
        said = (GUARDS[guard](attempt) for guard in way.guards if guard not in GIVEN_WITH_IT)
        asks = needed(state.status, way.target, state.contract.kind)
        found.append(
            NextMove(
                after=way.target,
                asks=asks,
                lacking=tuple(kind for kind in asks if kind not in held),
                against=tuple(reason for reason in said if reason is not None),
            )
        )
    return tuple(sorted(found, key=lambda move: NAMES.index(move.after)))
