"""A growing output on disk: `OUT.part` holds the results, `OUT.part.checkpoint` how far they can be trusted.

Results reach the disk before the checkpoint that counts them. After a death at any point the bytes that
the checkpoint counts are there and have its digest; whatever stands behind them is cut off and done again.
"""

import fcntl
import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import msgspec

from licet.encoding.canonical import canonical_bytes, from_bytes
from licet.encoding.faults import refuse
from licet.services.batch import changed
from licet.services.ports import Binding, Checkpoint
from licet.storage.files import place, sync_folder

KEPT_EVERY_SECONDS = 0.5
_BLOCK = 1 << 20


class FileOutput:
    """The output of one run. `seconds` is a clock that only goes on; `told` hears, in a sentence, what becomes of an interrupted run."""

    def __init__(self, path: Path, *, seconds: Callable[[], float], told: Callable[[str], None]) -> None:
        self.path = path
        self.part = path.with_name(path.name + ".part")
        self.note = path.with_name(path.name + ".part.checkpoint")
        self._seconds, self._told = seconds, told
        self._file: BinaryIO | None = None
        self._seal = hashlib.sha256()
        self._kept_at = 0.0

    def found(self) -> Checkpoint | None:
        """What an interrupted run left; None when there was none. Raises `Faults` when `OUT.part` is of something else."""
        try:
            # Without a part the run had ended well, and died before it took its checkpoint away.
            return from_bytes(self.note.read_bytes(), Checkpoint) if self.part.exists() else None
        except FileNotFoundError:
            if self.part.stat().st_size:
                says = "is not the output of an interrupted run; move it away, or name another --out"
                raise refuse(str(self.part), says) from None
            return None
        except (msgspec.MsgspecError, OSError) as error:
            raise refuse(str(self.note), f"cannot be read; remove it and {self.part.name} to start over") from error

    def begin(self, binding: Binding) -> int:
        """Start, or take up what an interrupted run with the same binding left. Raises `Faults` when another run is writing it."""
        found = self.found()
        file = self._opened()
        try:
            return self._begun(file, found, binding)
        except BaseException:
            self.close()
            raise

    def _begun(self, file: BinaryIO, found: Checkpoint | None, binding: Binding) -> int:
        reason = changed(found, binding) if found is not None else None
        if found is not None and reason is None and not self._is_sound(file, found):
            reason = "what it wrote is no longer there as it was written"
        if found is None or reason is not None:
            if reason is not None:
                self._told(f"Starting over: {reason}.")
            found = Checkpoint(binding=binding, results=0, size=0, digest="sha256:" + hashlib.sha256().hexdigest())
            self._seal = hashlib.sha256()
            self._write_note(found)
        elif found.results:
            self._told(f"Going on after {found.results:,} results of an interrupted run.")
        file.truncate(found.size)
        file.seek(found.size)
        self._checkpoint = found
        self._kept_at = self._seconds()
        return found.results

    def append(self, results: bytes) -> None:
        """Add results; every half second what was added is put on disk and counted in the checkpoint."""
        assert self._file is not None
        self._file.write(results)
        self._seal.update(results)
        self._checkpoint = msgspec.structs.replace(
            self._checkpoint, results=self._checkpoint.results + results.count(b"\n"), size=self._checkpoint.size + len(results)
        )
        if self._seconds() - self._kept_at >= KEPT_EVERY_SECONDS:
            self.keep()

    def keep(self) -> None:
        """Put what was added on disk, and the checkpoint after it."""
        assert self._file is not None
        self._file.flush()
        os.fsync(self._file.fileno())
        self._checkpoint = msgspec.structs.replace(self._checkpoint, digest="sha256:" + self._seal.hexdigest())
        self._write_note(self._checkpoint)
        self._kept_at = self._seconds()

    def finish(self) -> None:
        """Put the output in its place and take the checkpoint away."""
        self.keep()
        assert self._file is not None
        place(self.part, self.path)
        self.note.unlink()
        sync_folder(self.path.absolute().parent)
        self.close()

    def close(self) -> None:
        """Let go of the file; what the last checkpoint counts can be taken up again."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _opened(self) -> BinaryIO:
        """Open `OUT.part` for this run alone: a second run would write between the lines."""
        file = os.fdopen(os.open(self.part, os.O_RDWR | os.O_CREAT, 0o644), "r+b")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            file.close()
            raise refuse(str(self.part), "is being written by another run; wait for it, or name another --out") from error
        self._file = file
        return file

    def _is_sound(self, file: BinaryIO, found: Checkpoint) -> bool:
        """Whether the bytes that a checkpoint counts are there as they were written."""
        seal, left = hashlib.sha256(), found.size
        file.seek(0)
        while left and (block := file.read(min(_BLOCK, left))):
            seal.update(block)
            left -= len(block)
        self._seal = seal
        return not left and "sha256:" + seal.hexdigest() == found.digest

    def _write_note(self, checkpoint: Checkpoint) -> None:
        # Always the same name, so that no death leaves files about; nobody else writes it while the part is locked.
        temporary = self.note.with_name(self.note.name + ".new")
        with temporary.open("wb") as file:
            file.write(canonical_bytes(checkpoint))
            file.flush()
            os.fsync(file.fileno())
        place(temporary, self.note)
