"""Assessments in a process beside this one, which opens the names, screens them, and ends.

This process writes the reading down, hands over sealed bytes and gets back an opinion, which names nobody, and
sealed evidence. The other is given where keys and lists lie, has no database and no network to serve, leaves no
dump of its memory, and ends after so many cases, when it was idle for a while, and with this one.
"""

import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import msgspec

from licet.assessment.opinion import Opinion
from licet.encoding.canonical import canonical_bytes, from_bytes
from licet.encoding.faults import Faults
from licet.sealing.keys import IdentityDestroyed
from licet.services.apart import ApartLost, Weighed, Weighing
from licet.services.ports import SealedIdentity
from licet.storage.apart_values import Answer, Destroyed, Done, Failed, Places, Refused, Task
from licet.storage.frames import read_frame, write_frame

COMMAND = (sys.executable, "-m", "licet.storage.apart_process")
CASES_EACH = 100
"""Cases after which the process ends and another begins."""
LONGEST_SECONDS = 300
"""A case that takes longer is given up; its job tries it again."""
TRIES = 2

_ANSWERS: msgspec.msgpack.Decoder[Answer] = msgspec.msgpack.Decoder(Answer)


class ProcessApart:
    """One process for one workspace, begun when it is first needed; callers wait for each other."""

    def __init__(self, *, keys: Path, library: Path, command: Sequence[str] = COMMAND) -> None:
        self._places = msgspec.msgpack.encode(Places(keys=str(keys.absolute()), library=str(library.absolute())))
        self._command = tuple(command)
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._done = 0

    def assess(self, weighing: Weighing, identities: Sequence[SealedIdentity]) -> Weighed:
        task = Task(
            dossier=canonical_bytes(weighing.dossier),
            snapshot=canonical_bytes(weighing.snapshot),
            rulebook=canonical_bytes(weighing.rulebook),
            context=canonical_bytes(weighing.context),
            as_of=weighing.as_of,
            known_at=weighing.known_at,
            software=weighing.software,
            evidence=weighing.evidence,
            identities=tuple(identities),
        )
        match self._answered(msgspec.msgpack.encode(task)):
            case Done(opinion, report):
                return Weighed(opinion=from_bytes(opinion, Opinion), report=report)
            case Refused(faults):
                raise Faults(faults)
            case Destroyed(subject, on):
                raise IdentityDestroyed(subject, on)
            case Failed(kind):
                raise ApartLost(f"The process in which names are opened met an error ({kind}); nothing was written.")

    def close(self) -> None:
        """End the process, if there is one."""
        with self._lock:
            self._end()

    def _answered(self, task: bytes) -> Answer:
        with self._lock:
            for _ in range(TRIES):
                try:
                    answer = _ANSWERS.decode(self._asked(task))
                except TimeoutError as late:
                    self._end()
                    raise ApartLost(f"A case took longer than {LONGEST_SECONDS} seconds; nothing was written.") from late
                except (EOFError, OSError):
                    self._end()  # killed, or ended idle just now; it had nothing that is not asked for again
                    continue
                self._done += 1
                if self._done == CASES_EACH:
                    self._end()
                return answer
        raise ApartLost(f"The process in which names are opened was lost {TRIES} times; nothing was written.")

    def _asked(self, task: bytes) -> bytes:
        if self._process is None:
            environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
            self._process = subprocess.Popen(  # noqa: S603 - a command of the program's own
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0, env=environment
            )
            self._done = 0
            self._tell(self._process, self._places)
        self._tell(self._process, task)
        assert self._process.stdout is not None
        return read_frame(self._process.stdout.fileno(), seconds=LONGEST_SECONDS)

    @staticmethod
    def _tell(process: "subprocess.Popen[bytes]", message: bytes) -> None:
        assert process.stdin is not None
        write_frame(process.stdin.fileno(), message)

    def _end(self) -> None:
        if self._process is not None:
            process, self._process = self._process, None
            process.kill()
            with process:
                pass
