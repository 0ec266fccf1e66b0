"""The process in which the names of a case are opened and screened; see `apart`. Run with `python -m`, never imported."""

import os
import resource
from functools import lru_cache
from pathlib import Path

import msgspec

from licet.assessment.assess import References
from licet.dossier.history import Context
from licet.dossier.values import Dossier
from licet.encoding.canonical import canonical_bytes, from_bytes
from licet.encoding.faults import Faults
from licet.reference.edition import Snapshot
from licet.reference.rulebook import Rulebook
from licet.sealing.keys import IdentityDestroyed
from licet.services.apart import Weighing
from licet.services.assess import report_subject, weigh
from licet.services.references import load
from licet.storage.apart_values import Answer, Destroyed, Done, Failed, Places, Refused, Task
from licet.storage.frames import read_frame, write_frame
from licet.storage.keys import FileKeys
from licet.storage.library import FileLibrary
from licet.storage.sealer import opened_row, sealed_content
from licet.storage.system import SystemEntropy

IDLE_SECONDS = 60
"""It ends when nothing was asked for so long."""

_TASKS = msgspec.msgpack.Decoder(Task)


class Room:
    """Keys and lists of one workspace."""

    def __init__(self, places: Places) -> None:
        self._keys = FileKeys(Path(places.keys), SystemEntropy().bytes)
        self._library = FileLibrary(Path(places.library))
        self._references = lru_cache(maxsize=2)(self._load)

    def answer(self, task: Task) -> Answer:
        """One case's opinion and evidence, or why there is none."""
        try:
            return self._done(task)
        except Faults as refused:
            return Refused(tuple(refused.faults))
        except IdentityDestroyed as gone:
            return Destroyed(gone.subject, gone.destroyed_on)
        except Exception as error:  # noqa: BLE001 # whatever it was, its words stay here
            return Failed(type(error).__name__)

    def _done(self, task: Task) -> Done:
        weighing = Weighing(
            dossier=from_bytes(task.dossier, Dossier),
            snapshot=from_bytes(task.snapshot, Snapshot),
            rulebook=from_bytes(task.rulebook, Rulebook),
            context=from_bytes(task.context, Context),
            as_of=task.as_of,
            known_at=task.known_at,
            software=task.software,
            evidence=task.evidence,
        )
        identities = {
            one.ref.subject: opened_row(one.ref, one.sealed, self._keys.data_key(one.ref.subject)) for one in task.identities
        }
        assessed = weigh(weighing, self._references(task.snapshot), identities)
        return Done(canonical_bytes(assessed.opinion), self._sealed(weighing, canonical_bytes(assessed.report)))

    def _sealed(self, weighing: Weighing, report: bytes) -> bytes | None:
        if not weighing.evidence:
            return None
        subject = report_subject(weighing.dossier)
        return sealed_content(subject, report, self._keys.data_key_or_new(subject))

    def _load(self, snapshot: bytes) -> References:
        return load(self._library, from_bytes(snapshot, Snapshot))


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    asked, answers = os.dup(0), os.dup(1)
    os.dup2(2, 1)  # whatever prints goes to the errors, and never between two answers
    try:
        room = Room(msgspec.msgpack.decode(read_frame(asked, seconds=IDLE_SECONDS), type=Places))
        while True:
            task = _TASKS.decode(read_frame(asked, seconds=IDLE_SECONDS))
            write_frame(answers, msgspec.msgpack.encode(room.answer(task)))
    except (EOFError, TimeoutError, BrokenPipeError):
        return


if __name__ == "__main__":
    main()
