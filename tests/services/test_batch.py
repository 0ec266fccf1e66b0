"""A batch by itself: what is written depends on the input alone, whatever the chunks, the workers and the interruptions."""

import io
import json
from collections.abc import Callable, Iterable, Iterator
from typing import TextIO

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.encoding.canonical import digest_of
from licet.encoding.faults import Fault, Faults
from licet.services import batch
from licet.services.batch import Alone, Source, changed, chunks, compared, run, screened, snapshot_for
from licet.services.ports import Binding, Checkpoint
from licet.services.references import snapshot_of
from licet.services.screen import batch_lines, lists_in_force, pair_lines


def plain(lines: TextIO, name: str) -> Iterator[bytes | Fault]:
    """A file of words; one that begins with “bad” is wrong."""
    for number, line in enumerate(lines, 1):
        word = line.rstrip("\r\n")
        yield Fault(f"{name} line {number}", "is bad") if word.startswith("bad") else word.encode()


def source(text: str | bytes, read: Callable[[TextIO, str], Iterator[bytes | Fault]] = plain, name: str = "in.txt") -> Source:
    data = text.encode() if isinstance(text, str) else text
    return Source(name, lambda: io.BytesIO(data), read)


def loud(chunk: bytes) -> bytes:
    return b"".join(line.upper() + b"\n" for line in chunk.split(b"\n"))


class Kept:
    """An output in memory whose checkpoint is the last state that was kept."""

    def __init__(self, *, every: int = 1) -> None:
        self.data, self.kept, self.final, self.every, self._appended = b"", b"", None, every, 0
        self.binding: Binding | None = None

    def begin(self, binding: Binding) -> int:
        self.data = self.kept = self.kept if binding == self.binding else b""
        self.binding = binding
        return self.data.count(b"\n")

    def append(self, results: bytes) -> None:
        self.data += results
        self._appended += 1
        if self._appended % self.every == 0:
            self.keep()

    def keep(self) -> None:
        self.kept = self.data

    def finish(self) -> None:
        self.final = self.data


def bound(one: Source) -> Binding:
    return Binding(task="compare", input=one.check(told=quiet)[1], snapshot=None, software=digest_of(b""))


def quiet(_done: int) -> None:
    pass


LINES = st.lists(st.text(alphabet="abce é", min_size=1, max_size=5), min_size=1, max_size=300)


@given(LINES, st.integers(1, 400))
def test_chunks_hold_every_line_once_and_in_order(words: list[str], size: int) -> None:
    lines = [word.encode() for word in words]
    parcels = list(chunks(lines, size))
    assert b"\n".join(parcels).split(b"\n") == lines
    assert all(len(parcel.split(b"\n")) == size for parcel in parcels[:-1])


class Power(BaseException):
    """The machine goes dark: nothing is put away."""


@given(LINES, st.lists(st.integers(0, 5), max_size=6), st.integers(1, 3), st.booleans())
def test_a_run_interrupted_anywhere_any_number_of_times_loses_and_repeats_nothing(
    words: list[str], deaths: list[int], every: int, dark: bool
) -> None:
    file = source("\n".join(words) + "\n")
    binding, output = bound(file), Kept(every=every)
    for after in deaths:
        left, output.final = after, None

        def dying(chunk: bytes) -> bytes:
            nonlocal left
            left -= 1
            if left < 0:
                raise Power if dark else RuntimeError
            return loud(chunk)

        try:
            run(file, binding, Alone(dying), output, told=quiet)
        except (Power, RuntimeError):
            assert output.final is None
    output.final = None
    run(file, binding, Alone(loud), output, told=quiet)
    assert output.final == b"".join(word.encode().upper() + b"\n" for word in words)


def test_what_is_done_is_told() -> None:
    file, told = source("a\n" * (batch.CHUNK + 3)), list[int]()
    run(file, bound(file), Alone(loud), Kept(), told=told.append)
    assert told == [0, batch.CHUNK, batch.CHUNK + 3]


def test_an_input_with_faults_is_refused_with_all_of_them() -> None:
    with pytest.raises(Faults) as refused:
        source("a\nbad\nb\nbad\n").check(told=quiet)
    assert [fault.where for fault in refused.value.faults] == ["in.txt line 2", "in.txt line 4"]
    with pytest.raises(Faults, match="more faults than the 100"):
        source("bad\n" * 200).check(told=quiet)
    with pytest.raises(Faults, match="holds no party"):
        source("").check(told=quiet)
    with pytest.raises(Faults, match="not UTF-8"):
        source(b"a\n" * 3 + b"\xff\xfe\n").check(told=quiet)


@pytest.mark.parametrize("after", ["a\nc\n", "a\nb\nc\n", "a\n", "a\nbad\n", ""])
def test_an_input_that_changes_between_check_and_work_is_noticed(after: str) -> None:
    texts = iter(["a\nb\n", after])
    file = Source("in.txt", lambda: io.BytesIO(next(texts).encode()), plain)
    _, digest = file.check(told=quiet)
    binding = Binding(task="compare", input=digest, snapshot=None, software=digest)
    output = Kept()
    with pytest.raises(Faults, match="was changed while it was read"):
        run(file, binding, Alone(loud), output, told=quiet)
    assert output.final is None


def test_an_interrupted_run_goes_on_only_with_the_same_command_input_lists_and_program(desk) -> None:
    snapshot = snapshot_of(desk.library, as_of=desk.clock.today())
    binding = Binding(task="screen", input=digest_of(b"1"), snapshot=snapshot, software=digest_of(b"2"))
    found = Checkpoint(binding=binding, results=1, size=1, digest=digest_of(b"x"))
    assert changed(found, binding) is None
    other_lists = msgspec.structs.replace(snapshot, editions=snapshot.editions[1:])
    for change, word in [
        ({"task": "compare"}, "command"),
        ({"input": digest_of(b"3")}, "input"),
        ({"snapshot": other_lists}, "lists"),
        ({"software": digest_of(b"3")}, "program"),
    ]:
        assert word in str(changed(found, msgspec.structs.replace(binding, **change)))


def test_a_run_that_passes_midnight_goes_on_with_the_day_it_began_on(desk) -> None:
    today = snapshot_for(desk, None)
    yesterday = msgspec.structs.replace(today, as_of=today.as_of.replace(day=today.as_of.day - 1))
    binding = Binding(task="screen", input=digest_of(b""), snapshot=yesterday, software=digest_of(b""))
    found = Checkpoint(binding=binding, results=0, size=0, digest=digest_of(b""))
    assert snapshot_for(desk, found) == yesterday, "the same editions are in force"
    older = msgspec.structs.replace(yesterday, editions=yesterday.editions[1:])
    stale = msgspec.structs.replace(found, binding=msgspec.structs.replace(binding, snapshot=older))
    assert snapshot_for(desk, stale) == today, "a list has changed"


# ---- what a worker does with a chunk


def parts(lines: Iterable[bytes | Fault]) -> bytes:
    found = list(lines)
    assert all(isinstance(line, bytes) for line in found), found
    return b"\n".join(line for line in found if isinstance(line, bytes))


def test_a_chunk_of_parties_becomes_a_line_each(desk) -> None:
    lists = lists_in_force(desk)
    given_lines = [
        json.dumps({"id": "1", "schema": "Company", "properties": {"name": ["شركة المثال"], "country": "ae"}}),
        json.dumps({"id": "1", "properties": {"name": "Zzyzx Harmless"}}),
    ]
    answers = [
        json.loads(line)
        for line in screened(lists, parts(batch_lines(io.StringIO("\n".join(given_lines)), "in.jsonl"))).splitlines()
    ]
    assert [(answer["id"], answer["alert"], answer["edition"]) for answer in answers] == [
        ("1", True, lists.edition),
        ("1", False, lists.edition),
    ]


def test_a_chunk_of_pairs_becomes_a_line_each() -> None:
    names = parts(
        pair_lines(io.StringIO("left,right,schema\nViktor Prymerov,Виктор Примеров,Person\nA,Zzyzx,\n"), "p.csv", entities=False)
    )
    same, other = (json.loads(line) for line in compared(names).splitlines())
    assert set(same) == {"score", "alert", "evidence"}
    assert same["score"] > 0.5 > other["score"]
    pair = {
        "left": {"schema": "Person", "properties": {"name": "A Bc", "birthDate": "1960"}},
        "right": {"properties": {"name": ["A Bc"]}},
    }
    [line] = compared(parts(pair_lines(io.StringIO(json.dumps(pair)), "p.jsonl", entities=True))).splitlines()
    assert json.loads(line)["score"] > 0.5
