"""Everything a use case works with: one adapter for each port, chosen in one place by the shell."""

import dataclasses
from typing import TYPE_CHECKING, NamedTuple

from licet.access.act import Act
from licet.access.actor import Actor
from licet.access.decision import Decision, decide
from licet.access.resource import Resource
from licet.encoding.canonical import Digest
from licet.services.ledger import Book
from licet.services.ports import (
    Cases,
    Clock,
    Contents,
    Contracts,
    Entropy,
    Jobs,
    Journal,
    Numbers,
    ReferenceLibrary,
    Sealer,
    StoredParties,
    Transactions,
)

if TYPE_CHECKING:  # it brings numerical libraries, and a command that screens nobody starts without them
    from licet.services.apart import Apart


@dataclasses.dataclass(frozen=True, kw_only=True)
class Desk:
    """The adapters of one workspace. `book` is its log; `software` the digest of the core's own source.

    `apart` is where names are opened to be screened: None in a process that ends when its command does.
    """

    transactions: Transactions
    journal: Journal
    sealer: Sealer
    contents: Contents
    library: ReferenceLibrary
    numbers: Numbers
    jobs: Jobs
    cases: Cases
    book: Book
    parties: StoredParties
    contracts: Contracts
    clock: Clock
    entropy: Entropy
    software: Digest
    apart: "Apart | None" = None


class NotAllowed(Exception):
    """The access policies said no; carries the decision with the policies that decided."""

    def __init__(self, decision: Decision) -> None:
        super().__init__(decision.reason)
        self.decision = decision


class NotFound(Exception):
    """There is no such thing, or the asker may not know of it: one answer for both."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} is not here, or not for you to see.")


class Asked(NamedTuple):
    """Who asks, and the id of the command, so that asking twice does nothing twice."""

    actor: Actor
    command_id: str


def require(actor: Actor, act: Act, thing: Resource) -> Decision:
    """Let an act through only when the access policies allow it; raises `NotAllowed`."""
    decision = decide(actor, act, thing)
    if not decision.allowed:
        raise NotAllowed(decision)
    return decision
