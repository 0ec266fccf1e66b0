"""`tests/mutants.toml`: the changes that no test can see, each with the reason why it cannot change an answer."""

import tomllib
from pathlib import Path

import msgspec
from tools.mutants.change import Change

KNOWN = Path("tests/mutants.toml")


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One survivor, or, without `was` and `now`, all of a function that only puts things into words.

    `nth` counts equal changes in one function, from 1; 0 stands for each of them.
    """

    file: str
    where: str
    was: str | None = None
    now: str | None = None
    nth: int = 0
    why: str

    def explains(self, change: Change) -> bool:
        """Whether this is the entry of a change."""
        same = (self.file, self.where) == (change.file, change.where)
        return same and (self.was is None or (self.was, self.now) == (change.was, change.now)) and self.nth in (0, change.nth)


def entries(root: Path) -> tuple[Entry, ...]:
    """The entries of the file."""
    tree = tomllib.loads((root / KNOWN).read_text(encoding="utf-8"))
    return msgspec.convert(tree["mutant"], tuple[Entry, ...])
