"""What a worker of a batch is told once, and makes its work of: opened lists, or nothing where pairs are compared."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec

from licet.encoding.canonical import Digest
from licet.encoding.faults import refuse
from licet.reference.edition import Snapshot
from licet.services.batch import compared, screened
from licet.services.ports import Task
from licet.services.screen import lists_of
from licet.storage.library import FileLibrary
from licet.storage.software import software_digest


class Assignment(msgspec.Struct, frozen=True, kw_only=True):
    """One batch as its workers need to know it. `library` is where the lists of the snapshot lie on disk."""

    task: Task
    snapshot: Snapshot | None
    library: str
    software: Digest

    def work(self, *, told: Callable[[str], None] | None = None) -> Callable[[bytes], bytes]:
        """Open the lists and return what turns a chunk into its results; raises `Faults` where this program is another.

        `told` hears, in a sentence, of work that takes seconds.
        """
        if software_digest() != self.software:
            raise refuse("worker", "runs another version of Licet than the one that hands out the work; install the same on both")
        if self.task == "compare":
            return compared
        assert self.snapshot is not None
        return partial(screened, lists_of(FileLibrary(Path(self.library), told=told), self.snapshot))
