"""The one kind of state machine in the project: a table of transitions, with guards named as data.

A table can be printed, published with a jurisdiction's law, compared with last year's and tested
by properties. The functions behind the guard names are given when the table is used.
"""

from collections.abc import Callable, Mapping
from typing import TypeVar

import msgspec

Subject = TypeVar("Subject")

Guard = Callable[[Subject], str | None]
"""Why a transition may not be made: one sentence for whoever asked for it, or None when nothing stands against it."""


class Transition(msgspec.Struct, frozen=True, kw_only=True):
    """From one state, an act leads to another, if every guard lets it."""

    source: str
    act: str
    target: str
    guards: tuple[str, ...] = ()


class Refused(Exception):
    """An act that the table does not allow now; `reasons` are sentences for whoever asked for it.

    `guards` names for each reason the guard that gave it; it is empty where the table knows no such way.
    """

    def __init__(self, state: str, act: str, reasons: tuple[str, ...], guards: tuple[str, ...] = ()) -> None:
        super().__init__(" ".join(reasons))
        self.state, self.act, self.reasons, self.guards = state, act, reasons, guards


class TransitionTable(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="transition_table/1"):
    """Every way from state to state. What the table does not name is refused.

    Raises `ValueError` when made with two ways for one act in one state, or with a state that
    cannot be reached from `start`.
    """

    name: str
    start: str
    transitions: tuple[Transition, ...]

    def __post_init__(self) -> None:
        ways = [(one.source, one.act) for one in self.transitions]
        doubled = sorted({way for way in ways if ways.count(way) > 1})
        if doubled:
            raise ValueError(f"{self.name}: two ways for {' and '.join(f'{act} in {state}' for state, act in doubled)}; keep one")
        lost = sorted(set(self.states) - self._reached())
        if lost:
            raise ValueError(f"{self.name}: no way leads to {', '.join(lost)}")

    @property
    def states(self) -> tuple[str, ...]:
        """Every state, in the order of the table."""
        named = [self.start, *(state for one in self.transitions for state in (one.source, one.target))]
        return tuple(dict.fromkeys(named))

    @property
    def guard_names(self) -> frozenset[str]:
        return frozenset(guard for one in self.transitions for guard in one.guards)

    def is_final(self, state: str) -> bool:
        """Whether nothing leads out of a state."""
        return all(one.source != state for one in self.transitions)

    def acts(self, state: str) -> tuple[str, ...]:
        """The acts that the table names in a state, whether or not their guards let them now."""
        return tuple(one.act for one in self.transitions if one.source == state)

    def step(self, state: str, act: str, guards: Mapping[str, Guard[Subject]], subject: Subject) -> str:
        """The state that an act leads to; raises `Refused` with every reason against it.

        `guards` gives the function behind each name the table uses; a name without one is a
        programming error and raises `KeyError`, so that no guard is ever skipped.
        """
        found = next((one for one in self.transitions if (one.source, one.act) == (state, act)), None)
        if found is None:
            raise Refused(state, act, (f"{_said(act)} is not possible while it is {_said(state).lower()}.",))
        checks = [(name, guards[name]) for name in found.guards]
        against = {name: reason for name, check in checks if (reason := check(subject)) is not None}
        if against:
            raise Refused(state, act, tuple(against.values()), tuple(against))
        return found.target

    def as_text(self) -> str:
        """The table for people: one line a transition, in columns."""
        rows = [("from", "act", "to", "if")]
        rows += [(one.source, one.act, one.target, ", ".join(one.guards) or "always") for one in self.transitions]
        widths = [max(len(row[column]) for row in rows) for column in range(3)]
        lines = ["  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[3]]) for row in rows]
        return "\n".join([f"{self.name}, starting as {self.start}", *lines])

    def _reached(self) -> set[str]:
        reached, fresh = {self.start}, {self.start}
        while fresh:
            fresh = {one.target for one in self.transitions if one.source in fresh} - reached
            reached |= fresh
        return reached


def _said(word: str) -> str:
    return word.replace("_", " ").capitalize()
