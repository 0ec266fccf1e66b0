"""What a worker that re-assesses live authorisations is told once: two laws, each as its day, editions and rulebook."""

import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec

from licet.assessment.what_if import Law
from licet.encoding.canonical import Digest
from licet.encoding.faults import refuse
from licet.reference.edition import Snapshot
from licet.reference.rulebook import Rulebook
from licet.services.references import load_tables
from licet.services.what_if import reassess_chunk
from licet.storage.library import FileLibrary
from licet.storage.software import software_digest


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One law, without its tables: a worker loads those from the library itself."""

    as_of: dt.date
    known_at: dt.date
    snapshot: Snapshot
    rulebook: Rulebook

    def law(self, library: FileLibrary) -> Law:
        return Law(
            as_of=self.as_of,
            known_at=self.known_at,
            tables=load_tables(library, self.snapshot),
            snapshot=self.snapshot,
            rulebook=self.rulebook,
        )


def side_of(law: Law) -> Side:
    """A law as a worker is told of it."""
    return Side(as_of=law.as_of, known_at=law.known_at, snapshot=law.snapshot, rulebook=law.rulebook)


class Reassessment(msgspec.Struct, frozen=True, kw_only=True):
    """One run as its workers need to know it."""

    state: str
    before: Side
    after: Side
    library: str
    software: Digest

    def work(self) -> Callable[[bytes], bytes]:
        """Load the tables and return what turns a chunk into its results; raises `Faults` where this program is another."""
        if software_digest() != self.software:
            raise refuse("worker", "runs another version of Licet than the one that hands out the work; install the same on both")
        library = FileLibrary(Path(self.library))
        return partial(reassess_chunk, self.state, self.before.law(library), self.after.law(library))
