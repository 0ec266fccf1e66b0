"""Names are opened in a process apart: the same opinion, nothing that names anybody on the way back, and no loss when it dies."""

import dataclasses
import datetime as dt
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from licet.dossier.intake import identities_of, read_request
from licet.encoding.canonical import canonical_bytes
from licet.encoding.faults import Faults
from licet.sealing.keys import IdentityDestroyed
from licet.services.apart import ApartLost
from licet.services.assess import assess_case, evidence_of
from licet.services.desk import Asked, Desk
from licet.services.replay import replay
from licet.services.submit import submit_request
from licet.services.work import drain
from licet.storage import apart as module
from licet.storage.apart import ProcessApart
from licet.storage.keys import FileKeys
from licet.storage.library import FileLibrary
from licet.storage.memory import Memory, MemorySealedRows
from licet.storage.sealer import WorkspaceSealer
from licet.storage.wiring import operator
from workbench import EXAMPLES, CountedEntropy, StandingClock, desk_in_memory

STEM = "02-end-user-under-an-arabic-alias"
REQUEST = read_request(EXAMPLES[STEM].read_bytes(), f"{STEM}.yaml")
NAMES = {
    text
    for identity in identities_of(REQUEST).values()
    for texts in identity.properties.values()
    for text in texts
    if len(text) > 4
}


class Heard(ProcessApart):
    """Keeps what came back, as it came."""

    def __init__(self, **places: Any) -> None:
        super().__init__(**places)
        self.heard: list[bytes] = []

    def _asked(self, task: bytes) -> bytes:
        self.heard.append(super()._asked(task))
        return self.heard[-1]

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid


class Held:
    """A desk whose keys lie in files, the process that opens them, and the number of a case."""

    def __init__(self, folder: Path, library: Path) -> None:
        self.clock, entropy = StandingClock(), CountedEntropy()
        memory = Memory(clock=self.clock, entropy=entropy)
        self.keys = FileKeys.create(folder / "keys", entropy.bytes)
        rows = MemorySealedRows(memory.state)
        self.apart = Heard(keys=folder / "keys", library=library)
        self.desk: Desk = dataclasses.replace(
            desk_in_memory(FileLibrary(library), clock=self.clock),
            transactions=memory.transactions, journal=memory.journal, numbers=memory.numbers, jobs=memory.jobs, cases=memory.cases,
            contents=memory.contents, book=memory.book, apart=self.apart,
            sealer=WorkspaceSealer(self.keys, rows, memory.journal, memory.transactions, self.clock, entropy),
        )  # fmt: skip
        self.number = submit_request(self.desk, Asked(operator("ZA"), "unused"), REQUEST, {}).number

    def assessed(self, command: str, desk: Desk | None = None) -> Any:
        return assess_case(desk or self.desk, Asked(operator("ZA"), command), self.number)


@pytest.fixture(scope="module")
def held(small_library_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    made = Held(tmp_path_factory.mktemp("apart"), small_library_folder)
    yield made
    made.apart.close()


def test_it_is_the_opinion_of_an_assessment_here_and_nobody_is_named_on_the_way(
    held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = held.assessed("here", dataclasses.replace(held.desk, apart=None))
    evidence = canonical_bytes(evidence_of(held.desk, here, person="officer", purpose="to compare")).decode()
    assert any(name in evidence for name in NAMES), "the evidence does hold names, so the scan can find them"

    def never(*_: Any) -> Any:
        raise AssertionError("a name was opened in the process that serves")

    monkeypatch.setattr("licet.storage.sealer.unseal", never)
    before = held.desk.journal.version("sealed/EX-02")
    there = held.assessed("there")
    assert there.data == here.data
    assert there.report_digest == here.report_digest
    assert b"ex-003" in held.apart.heard[-1], "what was found comes back by the listed record's id"
    assert [name for name in NAMES if name.encode() in held.apart.heard[-1]] == []
    assert replay(held.desk, there.data, person="auditor").equal
    assert [one.event.kind for one in held.desk.journal.read("sealed/EX-02")][before:] == ["identity_opened"] * 2


def test_a_process_that_was_killed_or_had_its_share_is_replaced(held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    first = held.assessed("one")
    killed = held.apart.pid
    os.kill(killed, signal.SIGKILL)
    assert held.assessed("two").digest == first.digest
    assert held.apart.pid != killed
    monkeypatch.setattr(module, "CASES_EACH", 2)
    assert held.assessed("three").digest == first.digest
    assert held.apart._process is None


def test_a_process_lost_time_and_again_writes_nothing_and_the_job_tries_once_more(
    small_library_folder: Path, tmp_path: Path
) -> None:
    held = Held(tmp_path, small_library_folder)
    dies = ProcessApart(
        keys=tmp_path / "keys", library=small_library_folder, command=(sys.executable, "-c", "import sys; sys.stdin.read(9)")
    )
    lost = dataclasses.replace(held.desk, apart=dies)
    with pytest.raises(ApartLost, match="lost 2 times"):
        held.assessed("lost", lost)
    assert drain(lost) == 1
    assert [one.event.kind for one in held.desk.journal.read(f"case/{held.number}")] == ["request_submitted"]
    assert "lost 2 times" in (held.desk.jobs.get(1).says or "")
    held.clock.instant += dt.timedelta(minutes=5)
    assert drain(dataclasses.replace(held.desk, apart=None)) == 1
    assert held.desk.jobs.get(1).state == "done"


def test_one_that_hangs_is_given_up(held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    hangs = ProcessApart(
        keys=held.keys.folder, library=held.keys.folder, command=(sys.executable, "-c", "import sys; sys.stdin.read()")
    )
    monkeypatch.setattr(module, "LONGEST_SECONDS", 0.01)
    with pytest.raises(ApartLost, match=r"longer than 0\.01 seconds"):
        held.assessed("late", dataclasses.replace(held.desk, apart=hangs))
    assert hangs._process is None


def test_what_keeps_a_case_from_being_assessed_comes_back_in_its_own_words(held: Held) -> None:
    """The key is destroyed after the bytes were handed over; then a list is asked for that is not there."""
    handed: list[Any] = []

    class Late:
        def assess(self, weighing: Any, identities: Any) -> Any:
            handed.append((weighing, identities))
            raise ApartLost("kept")

    with pytest.raises(ApartLost, match="kept"):
        held.assessed("kept", dataclasses.replace(held.desk, apart=Late()))
    ((weighing, identities),) = handed
    nameless = msgspec.structs.replace(identities[0], sealed=b"\x00" * len(identities[0].sealed))
    with pytest.raises(ApartLost, match=r"met an error \(\w+\)"):
        held.apart.assess(weighing, (nameless, *identities[1:]))
    elsewhere = msgspec.structs.replace(weighing, snapshot=msgspec.structs.replace(weighing.snapshot, editions=()))
    with pytest.raises(Faults):
        held.apart.assess(elsewhere, identities)
    held.keys.destroy(identities[0].ref.subject, dt.date(2026, 8, 4))
    with pytest.raises(IdentityDestroyed, match="destroyed on 2026-08-04"):
        held.apart.assess(weighing, identities)
