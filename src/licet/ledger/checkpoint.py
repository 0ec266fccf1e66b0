"""Checkpoints: what a log says it is at one size (C2SP tlog-checkpoint v1.0.0). No extension lines: nobody could audit them."""

from typing import NamedTuple

from licet.ledger.note import Note
from licet.ledger.plain import count_from, hash_from, to_base64
from licet.ledger.refusal import Unreadable


class Checkpoint(NamedTuple):
    """Which log, how many entries, and the root over them."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The text that is signed."""
        return f"{self.origin}\n{self.size}\n{to_base64(self.root)}\n"


def read_checkpoint(note: Note) -> Checkpoint:
    """What a note says, if it is a checkpoint; raises `Unreadable`. Its signatures are checked elsewhere."""
    lines = note.text.split("\n")[:-1]
    if len(lines) != 3 or not lines[0]:
        raise Unreadable("a checkpoint has three lines: origin, size, root")
    return Checkpoint(
        lines[0], count_from(lines[1], "the size of the checkpoint"), hash_from(lines[2], "the root of the checkpoint")
    )
