"""What is wrong with an input, said so that the sender can mend it."""

from collections.abc import Iterable

import msgspec


class Fault(msgspec.Struct, frozen=True, order=True):
    """One thing wrong with an input: where it stands, the value found, and what to do.

    `where` is a path a person can follow (`parties[2].owners[0].share`, `sdn.csv line 12`);
    `says` is one sentence that starts in lower case and ends without a full stop.
    """

    where: str
    says: str

    def __str__(self) -> str:
        return f"{self.where}: {self.says}." if self.where else f"{self.says}."


class Faults(Exception):
    """An input is refused whole; carries every fault found, in the order of the input.

    The command line prints one line a fault and exits with status 2; the web shows them as
    an error summary; nothing is stored.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        if not self.faults:
            raise ValueError("a refusal needs at least one fault")
        super().__init__("\n".join(str(fault) for fault in self.faults))


def refuse(where: str, says: str) -> Faults:
    """Make the refusal of an input that has a single fault: `raise refuse(path, sentence)`."""
    return Faults([Fault(where=where, says=says)])


def quoted(value: object, longest: int = 60) -> str:
    """Quote a value for a fault's sentence, shortened so that a hostile value cannot flood a page."""
    return f"“{shown(value, longest)}”"


def shown(value: object, longest: int = 60) -> str:
    """A value as a message may show it: shortened, and without characters that would act on a terminal or page."""
    text = value if isinstance(value, str) else str(value)
    text = text if len(text) <= longest else text[: longest - 1] + "…"
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
