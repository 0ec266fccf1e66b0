"""What an assessment gives to a process of its own, in which the names are opened, and what it gets back, which names nobody."""

import datetime as dt
from collections.abc import Sequence
from typing import Protocol

import msgspec

from licet.assessment.opinion import Opinion
from licet.dossier.history import Context
from licet.dossier.values import Dossier
from licet.encoding.canonical import Digest
from licet.reference.edition import Snapshot
from licet.reference.rulebook import Rulebook
from licet.services.ports import SealedIdentity


class Weighing(msgspec.Struct, frozen=True, kw_only=True):
    """What a case is assessed by; the lists and tables are those of the snapshot. With `evidence` the evidence of screening is kept."""

    dossier: Dossier
    snapshot: Snapshot
    rulebook: Rulebook
    context: Context
    as_of: dt.date
    known_at: dt.date
    software: Digest
    evidence: bool


class Weighed(msgspec.Struct, frozen=True, kw_only=True):
    """The opinion, which names nobody, and the evidence of screening, sealed under the case's own key, where it was asked for."""

    opinion: Opinion
    report: bytes | None


class Apart(Protocol):
    """Assesses where nothing else happens: whoever asks never holds a name."""

    def assess(self, weighing: Weighing, identities: Sequence[SealedIdentity]) -> Weighed:
        """Open the identities, screen them and form the opinion.

        Raises `Faults` and `IdentityDestroyed` as an assessment here would, and `ApartLost` when the process is lost time and again.
        """
        ...


class ApartLost(Exception):
    """The process in which names are opened was lost, or gave no answer. Nothing was written; the assessment can be tried again."""
