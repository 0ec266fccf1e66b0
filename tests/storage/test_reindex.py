"""The list of cases is what the journal says, whatever was in it."""

import datetime as dt
import itertools

import msgspec
import pytest

from licet.access.condition import EVERYTHING
from licet.access.resource import Case
from licet.lifecycle.chain import Addition
from licet.lifecycle.event import Recorded, draft
from licet.services.ports import CaseQuery, CaseRow
from licet.storage.memory import Memory
from licet.storage.reindex import reindex

NOW = dt.datetime(2026, 8, 3, 9, 30, tzinfo=dt.UTC)
ACCESS = Case(
    state="NO", organisation="o", applicants=(), deciding_agency="mfa", agencies=(), release_level="case", compartments=(),
    advised_by=(), decided_by=(), countersigned_by=(), conflicted=(), releasable=False,
)  # fmt: skip


class Noted(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="noted/1"):
    text: str


class Clock:
    def now(self) -> dt.datetime:
        return NOW

    def today(self) -> dt.date:
        return NOW.date()


class Entropy:
    def __init__(self) -> None:
        self._count = itertools.count()

    def bytes(self, count: int) -> bytes:
        return next(self._count).to_bytes(count, "big")

    def id(self) -> str:
        return f"{next(self._count):032x}"


def row_of(history: tuple[Recorded, ...]) -> CaseRow | None:
    """The last word of each case; a case that says `hidden` has no line."""
    words = [msgspec.json.decode(one.payload, type=Noted).text for one in history]
    reference = history[0].event.stream.removeprefix("case/")
    if words[-1] == "hidden":
        return None
    return CaseRow(
        reference=reference, number=reference, activity="export", exporting_state="NO", destination=None, status=words[-1],
        recommendation=None, recommendation_level="case", next_action="", next_actor="", missing=(), submitted_on=NOW.date(),
        updated_at=NOW, items="", access=ACCESS,
    )  # fmt: skip


@pytest.fixture
def memory() -> Memory:
    memory = Memory(clock=Clock(), entropy=Entropy())
    for n, (case, word) in enumerate([("A", "new"), ("B", "new"), ("A", "decided"), ("C", "hidden")]):
        stream = f"case/{case}"
        memory.journal.append(
            Addition(
                stream=stream, expected=memory.journal.version(stream), drafts=(draft(Noted(text=word), effective_on=NOW.date()),)
            ),
            command_id=f"c{n}",
            person_id="p",
            recorded_at=NOW,
        )
    memory.journal.append(
        Addition(stream="sealed/A", expected=0, drafts=(draft(Noted(text="not a case"), effective_on=NOW.date()),)),
        command_id="sealed",
        person_id="p",
        recorded_at=NOW,
    )
    return memory


def listed(memory: Memory) -> dict[str, str]:
    return {row.reference: row.status for row in memory.cases.find(CaseQuery(visible=EVERYTHING, clearance="case")).rows}


def test_every_line_is_derived_anew_and_what_the_journal_does_not_know_is_gone(memory: Memory) -> None:
    stray = row_of(memory.journal.read("case/B"))
    assert stray is not None
    memory.cases.put(msgspec.structs.replace(stray, reference="STRAY"))
    memory.cases.put(msgspec.structs.replace(stray, status="wrong"))
    assert reindex(memory.transactions, memory.journal, memory.cases, row_of) == 2
    assert listed(memory) == {"A": "decided", "B": "new"}


def test_a_history_that_cannot_be_read_leaves_the_list_as_it_was(memory: Memory) -> None:
    reindex(memory.transactions, memory.journal, memory.cases, row_of)

    def broken(history: tuple[Recorded, ...]) -> CaseRow | None:
        if len(history) == 2:
            raise ValueError("unknown event")
        return None

    with pytest.raises(ValueError, match="unknown event"):
        reindex(memory.transactions, memory.journal, memory.cases, broken)
    assert listed(memory) == {"A": "decided", "B": "new"}
