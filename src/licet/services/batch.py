"""A file of parties or of pairs, done whole: checked first, worked on in chunks, written in order, and taken up again where it stopped.

What is written depends on the input, the lists and the software, and on nothing else: not on how many
worked on it, where, how often one of them died, nor on whether the run was interrupted.
"""

import hashlib
import io
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, BinaryIO, TextIO

import msgspec

from licet.encoding.canonical import Digest
from licet.encoding.faults import Fault, Faults, refuse
from licet.reference.edition import Snapshot
from licet.screening.output import comparison_json, result_json
from licet.services.desk import Desk
from licet.services.ports import Binding, Checkpoint, PartialOutput, Workforce
from licet.services.references import snapshot_of
from licet.services.screen import BatchLine, Lists, PairLine, compare_pair

CHUNK = 64
"""Lines handed out at a time: long enough to make little of the handing, short enough to lose little."""
MOST_FAULTS = 100


class Source:
    """A file of lines that can be read more than once, and knows its digest after each reading."""

    def __init__(self, name: str, opened: Callable[[], BinaryIO], read: Callable[[TextIO, str], Iterator[bytes | Fault]]) -> None:
        """`opened` opens the file anew; `read` takes its text and name, and gives each line as JSON or what is wrong with it."""
        self.name, self._opened, self._read = name, opened, read

    def check(self, *, told: Callable[[int], None]) -> tuple[int, Digest]:
        """How many lines there are, and the file's digest; raises `Faults` with what is wrong. `told` hears how many bytes were read."""
        faults: list[Fault] = []
        count = 0
        reading = _Reading(self._opened())
        for line in self._lines(reading):
            if isinstance(line, Fault):
                faults.append(line)
                if len(faults) == MOST_FAULTS:
                    raise Faults([*faults, Fault(self.name, f"has more faults than the {MOST_FAULTS} shown")])
                continue
            count += 1
            if count % 1_000 == 0:
                told(reading.read_bytes)
        if faults:
            raise Faults(faults)
        if not count:
            raise refuse(self.name, "holds no party")
        return count, reading.digest

    def lines(self, digest: Digest) -> Iterator[bytes]:
        """Every line of a file that was checked; raises `Faults` when it is no longer the one of that digest."""
        changed = refuse(self.name, "was changed while it was read; run the command again when nobody writes to it")
        reading = _Reading(self._opened())
        for line in self._lines(reading):
            if isinstance(line, Fault):
                raise changed
            yield line
        if reading.digest != digest:
            raise changed

    def _lines(self, reading: "_Reading") -> Iterator[bytes | Fault]:
        # newline="": a line break inside of a quoted field belongs to the field.
        with io.TextIOWrapper(io.BufferedReader(reading, 1 << 18), encoding="utf-8-sig", newline="") as text:
            try:
                yield from self._read(text, self.name)
            except UnicodeDecodeError as error:
                yield Fault(self.name, f"is not UTF-8 text (near byte {reading.read_bytes:,}: {error.reason}); save it as UTF-8")


class _Reading(io.RawIOBase):
    """A file that counts and digests what is read of it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._seal, self.read_bytes = file, hashlib.sha256(), 0

    @property
    def digest(self) -> Digest:
        return "sha256:" + self._seal.hexdigest()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        self._seal.update(data)
        self.read_bytes += len(data)
        return len(data)

    def close(self) -> None:
        self._file.close()
        super().close()


# ---- one run


def snapshot_for(desk: Desk, found: Checkpoint | None) -> Snapshot:
    """The lists in force; an interrupted run goes on with the day it began on, as long as the same editions are in force."""
    today = snapshot_of(desk.library, as_of=desk.clock.today())
    begun = found.binding.snapshot if found is not None else None
    return begun if begun is not None and begun.editions == today.editions else today


def changed(found: Checkpoint, binding: Binding) -> str | None:
    """Why a half-done output is of no use to this run; None when it can go on."""
    before = found.binding
    if before.task != binding.task:
        return "the interrupted run was another command"
    if before.input != binding.input:
        return "the input has changed since"
    if before.snapshot != binding.snapshot:
        return "the lists in force have changed since"
    if before.software != binding.software:
        return "the program has changed since"
    return None


def run(source: Source, binding: Binding, workforce: Workforce, output: PartialOutput, *, told: Callable[[int], None]) -> None:
    """Do every line of a checked source that is not done yet, and write the results in order; `told` hears how many are done.

    What is done when anything stops it is kept, and the same call goes on from there.
    """
    done = output.begin(binding)
    try:
        told(done)
        lines = islice(source.lines(binding.input), done, None)
        for results in workforce.results(chunks(lines)):
            output.append(results)
            done += results.count(b"\n")
            told(done)
    except Exception:
        output.keep()
        raise
    output.finish()


def chunks(lines: Iterable[bytes], size: int = CHUNK) -> Iterator[bytes]:
    """Lines in parcels of `size`, none of which ends in a line break."""
    several = iter(lines)
    while chunk := list(islice(several, size)):
        yield b"\n".join(chunk)


class Alone:
    """A workforce of nobody but this process."""

    def __init__(self, work: Callable[[bytes], bytes]) -> None:
        self._work = work

    def results(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        return map(self._work, chunks)


# ---- what is done with a chunk


def screened(lists: Lists, chunk: bytes) -> bytes:
    """Screen the parties of a chunk: a line of JSON for each, in order, each ending in a line break."""
    found = bytearray()
    for line in chunk.split(b"\n"):
        party = _PARTY.decode(line)
        try:
            result = {"id": party.id, **result_json(lists.screen(party.schema, party.properties))}
        except Faults as refused:
            raise Faults(Fault(f"party {party.id}", fault.says) for fault in refused.faults) from refused
        found += _LINE.encode(result) + b"\n"
    return bytes(found)


def compared(chunk: bytes) -> bytes:
    """Compare the pairs of a chunk: a line of JSON for each, in order, each ending in a line break."""
    return b"".join(_LINE.encode(comparison_json(compare_pair(_PAIR.decode(line)))) + b"\n" for line in chunk.split(b"\n"))


_PARTY = msgspec.json.Decoder(BatchLine)
_PAIR = msgspec.json.Decoder(PairLine)
_LINE = msgspec.json.Encoder()
