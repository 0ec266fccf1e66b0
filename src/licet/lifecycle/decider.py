"""`decide` and `evolve`: how a command becomes events, and events a state. Both pure."""

from collections.abc import Callable, Iterable
from functools import reduce
from typing import Generic, TypeVar

import msgspec

from licet.lifecycle.event import Draft, Recorded

State = TypeVar("State")
Command = TypeVar("Command")

Decide = Callable[[State, Command], tuple[Draft, ...]]
"""What a command does in a state: the events it causes, none when there is nothing to do.

Raises `Refused` (see `transition`) when the command may not be done now, `Faults` when it is wrong.
"""

Evolve = Callable[[State, Recorded], State]
"""The state after an event. Never refuses: what is written down has happened."""


class Decider(msgspec.Struct, Generic[State, Command], frozen=True, kw_only=True):
    """One kind of history: where it begins, what commands do, what events make of it."""

    initial: State
    decide: Decide[State, Command]
    evolve: Evolve[State]

    def state_of(self, history: Iterable[Recorded]) -> State:
        """Fold a history into the state it leads to."""
        return fold(self.evolve, self.initial, history)


def fold(evolve: Evolve[State], state: State, history: Iterable[Recorded]) -> State:
    """The state that a history leads to from another state, event by event."""
    return reduce(evolve, history, state)
