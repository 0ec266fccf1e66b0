"""The journal against a model of it, in sequences of acts that nobody thought of."""

import datetime as dt
from collections import defaultdict
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from licet.lifecycle.chain import START, Addition, CommandReused, VersionConflict
from licet.lifecycle.event import draft

NOW = dt.datetime(2026, 8, 3, 9, 30, tzinfo=dt.UTC)
STREAMS = st.sampled_from(["case/A", "case/B", "sealed/A"])
TEXTS = st.lists(st.sampled_from(["x", "y"]), min_size=1, max_size=3)
COMMANDS = st.sampled_from([f"c{n}" for n in range(12)])


class Noted(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="noted/1"):
    text: str


class Cut(Exception):
    """Whatever ends a run early."""


class JournalModel(RuleBasedStateMachine):
    """What was appended, as plain lists; `store` is set by the test."""

    store: Any

    def __init__(self) -> None:
        super().__init__()
        # The store is emptied by counting from where it stands: a log cannot be taken back.
        self.before = self.store.journal.head().position
        self.run_id = f"{self.before}"
        self.log: list[tuple[str, str, str]] = []
        self.streams: dict[str, list[str]] = defaultdict(list)
        self.commands: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {}

    def name(self, stream: str) -> str:
        return f"{stream}-{self.run_id}"

    def addition(self, stream: str, expected: int, texts: list[str]) -> Addition:
        drafts = tuple(draft(Noted(text=text), effective_on=dt.date(2026, 8, 3)) for text in texts)
        return Addition(stream=self.name(stream), expected=expected, drafts=drafts)

    def append(self, command_id: str, parts: dict[str, list[str]], ahead: int) -> None:
        additions = [self.addition(stream, len(self.streams[stream]) + ahead, texts) for stream, texts in parts.items()]
        self.store.journal.append(*additions, command_id=f"{command_id}-{self.run_id}", person_id="p", recorded_at=NOW)

    def note(self, command_id: str, parts: dict[str, list[str]]) -> None:
        self.commands[command_id] = tuple((stream, tuple(texts)) for stream, texts in parts.items())
        for stream, texts in parts.items():
            self.streams[stream] += texts
            self.log += [(command_id, stream, text) for text in texts]

    @rule(
        command_id=COMMANDS, parts=st.dictionaries(STREAMS, TEXTS, min_size=1, max_size=3), ahead=st.sampled_from([0, 0, 0, 1, -1])
    )
    def append_or_be_refused(self, command_id: str, parts: dict[str, list[str]], ahead: int) -> None:
        asked = tuple((stream, tuple(texts)) for stream, texts in parts.items())
        if command_id in self.commands:
            if self.commands[command_id] == asked:
                self.append(command_id, parts, ahead)
            else:
                with pytest.raises(CommandReused):
                    self.append(command_id, parts, ahead)
        elif ahead:
            with pytest.raises(VersionConflict):
                self.append(command_id, parts, ahead)
        else:
            self.append(command_id, parts, ahead)
            self.note(command_id, parts)

    @rule(command_id=COMMANDS, stream=STREAMS, texts=TEXTS)
    def append_in_a_run_that_is_cut(self, command_id: str, stream: str, texts: list[str]) -> None:
        def work() -> None:
            if command_id not in self.commands:
                self.append(command_id, {stream: texts}, 0)
            self.store.numbers.take("NO", 2026, f"cut-{command_id}-{self.run_id}")
            raise Cut

        with pytest.raises(Cut):
            self.store.transactions.run(work, streams=[self.name(stream)])

    @precondition(lambda self: self.commands)
    @rule(data=st.data())
    def repeat_a_command(self, data: st.DataObject) -> None:
        command_id = data.draw(st.sampled_from(sorted(self.commands)))
        self.append(command_id, {stream: list(texts) for stream, texts in self.commands[command_id]}, 0)

    @rule(command_id=COMMANDS)
    def take_a_number(self, command_id: str) -> None:
        self.store.transactions.run(lambda: self.store.numbers.take("NO", 2026, f"{command_id}-{self.run_id}"))

    @invariant()
    def what_is_read_is_what_was_appended(self) -> None:
        journal = self.store.journal
        events = list(journal.read_all(after=self.before))
        read = [(e.event.command_id, e.event.stream, msgspec.json.decode(e.payload)["text"]) for e in events]
        assert read == [(f"{command}-{self.run_id}", self.name(stream), text) for command, stream, text in self.log]
        assert [e.event.position for e in events] == list(range(self.before + 1, self.before + len(events) + 1))
        for stream, texts in self.streams.items():
            assert [msgspec.json.decode(e.payload)["text"] for e in journal.read(self.name(stream))] == texts
            assert journal.version(self.name(stream)) == len(texts)
        for command_id, parts in self.commands.items():
            assert len(journal.of_command(f"{command_id}-{self.run_id}")) == sum(len(texts) for _, texts in parts)
        taken = self.store.numbers.taken("NO", 2026)
        assert taken == tuple(range(1, len(taken) + 1))

    def teardown(self) -> None:
        head = self.store.journal.check()
        assert head == self.store.journal.head()
        assert (head == START) == (head.position == 0)


def test_the_journal_does_what_its_model_does(store: Any) -> None:
    machine = type("Bound", (JournalModel,), {"store": store})
    run_state_machine_as_test(
        machine,
        settings=settings(max_examples=12, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)),
    )
