"""How a contract stands, and a command as its guards look at it."""

import datetime as dt
from decimal import Decimal
from typing import Literal

import msgspec

from licet.contracts.evidence import Evidence
from licet.contracts.stages import ENDED, NAMES, SUSPENDED, stage_of
from licet.contracts.terms import Contract

What = Literal["milestone", "delivery", "payment", "obligation", "consent", "consent_withdrawn", "evidence"]


class Entered(msgspec.Struct, frozen=True, kw_only=True):
    """On which day a stage was entered."""

    stage: str
    on: dt.date


class Amendment(msgspec.Struct, frozen=True, kw_only=True):
    """One change of the terms."""

    number: int
    on: dt.date
    why: str


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """The state of a contract after its events.

    `status` is a stage, `suspended_in_` and a stage, `terminated`, or `none`; `last_on` the day of the latest move. `met`, `paid`,
    `discharged` and `consented` hold the day for each id, `delivered` how much.
    """

    status: str = "none"
    contract: Contract | None = None
    entered: tuple[Entered, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    met: dict[str, dt.date] = {}
    delivered: dict[str, Decimal] = {}
    paid: dict[str, dt.date] = {}
    discharged: dict[str, dt.date] = {}
    consented: dict[str, dt.date] = {}
    amendments: tuple[Amendment, ...] = ()
    why: str | None = None
    last_on: dt.date | None = None

    @property
    def stage(self) -> str:
        """The stage it is in, or was in when it ended."""
        return stage_of(self.status) if stage_of(self.status) in NAMES else self.entered[-1].stage if self.entered else "none"

    @property
    def suspended(self) -> bool:
        return self.status.startswith(SUSPENDED)

    @property
    def open(self) -> bool:
        """Whether anything can still happen."""
        return self.status not in ("none", *ENDED)

    @property
    def since(self) -> dt.date | None:
        """Since when it is in its stage."""
        return self.entered[-1].on if self.entered else None


class Attempt(msgspec.Struct, frozen=True, kw_only=True):
    """A command with the state it meets."""

    state: Standing
    act: str
    on: dt.date
    after: str | None = None
    evidence: tuple[Evidence, ...] = ()
    what: What | None = None
    id: str = ""
    quantity: Decimal | None = None
    terms: Contract | None = None
