"""An output that grows: what a death at any moment leaves behind can be gone on from, and nothing else is taken for it."""

import itertools
import shutil
from pathlib import Path

import pytest

from licet.encoding.canonical import digest_of
from licet.encoding.faults import Faults
from licet.services.ports import Binding
from licet.storage import partial_output
from licet.storage.partial_output import FileOutput

BINDING = Binding(task="compare", input=digest_of(b"in"), snapshot=None, software=digest_of(b"program"))
OTHER = Binding(task="compare", input=digest_of(b"another"), snapshot=None, software=digest_of(b"program"))


class Sentences(list[str]):
    def __call__(self, sentence: str) -> None:
        self.append(sentence)


def output(folder: Path, told: Sentences | None = None, *, every: float = 0.2) -> FileOutput:
    """An output whose clock goes on by `every` seconds each time it is asked."""
    return FileOutput(
        folder / "out.jsonl", seconds=itertools.count(0.0, every).__next__, told=Sentences() if told is None else told
    )


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_whole_run_leaves_the_output_and_nothing_else(tmp_path: Path) -> None:
    one = output(tmp_path)
    assert one.found() is None
    assert one.begin(BINDING) == 0
    for line in (b"1\n", b"2\n3\n"):
        one.append(line)
    assert not (tmp_path / "out.jsonl").exists(), "nothing stands under the final name before the end"
    one.finish()
    assert names(tmp_path) == ["out.jsonl"]
    assert (tmp_path / "out.jsonl").read_bytes() == b"1\n2\n3\n"


@pytest.mark.parametrize("every", [0.0, 0.2, 5.0])
def test_a_death_after_any_step_is_gone_on_from(tmp_path: Path, every: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder is copied whenever a file is put in place or anything was added: each copy is what a death there leaves."""
    (tmp_path / "run").mkdir()
    copies = itertools.count()

    def photograph() -> None:
        shutil.copytree(tmp_path / "run", tmp_path / f"death-{next(copies):03}")

    real = partial_output.place
    monkeypatch.setattr(partial_output, "place", lambda temporary, path: (photograph(), real(temporary, path), photograph()))
    one = output(tmp_path / "run", every=every)
    photograph()
    one.begin(BINDING)
    lines = [f"{number}\n".encode() * 3 for number in range(6)]
    for line in lines:
        one.append(line)
        one._file.flush()  # type: ignore[union-attr]  # as the system may at any time
        photograph()
    one.finish()
    monkeypatch.undo()
    photograph()
    for death in sorted(tmp_path.glob("death-*")):
        again = output(death)
        done = again.begin(BINDING)
        assert done % 3 == 0
        for line in lines[done // 3 :]:
            again.append(line)
        again.finish()
        assert (death / "out.jsonl").read_bytes() == b"".join(lines), death.name
        assert names(death) == ["out.jsonl"], death.name


def interrupted(folder: Path) -> None:
    one = output(folder, every=5.0)
    one.begin(BINDING)
    one.append(b"1\n2\n")
    one.append(b"3\n")
    one.close()


def test_an_interrupted_run_says_that_it_goes_on(tmp_path: Path) -> None:
    interrupted(tmp_path)
    told = Sentences()
    one = output(tmp_path, told)
    assert one.begin(BINDING) == 3
    one.close()
    assert told == ["Going on after 3 results of an interrupted run."]


def test_what_stands_behind_the_checkpoint_is_done_again(tmp_path: Path) -> None:
    interrupted(tmp_path)
    with (tmp_path / "out.jsonl.part").open("ab") as part:
        part.write(b'4\n{"half')
    one = output(tmp_path)
    assert one.begin(BINDING) == 3
    one.append(b"4\n")
    one.finish()
    assert (tmp_path / "out.jsonl").read_bytes() == b"1\n2\n3\n4\n"


@pytest.mark.parametrize("data", [b"1\n2\n", b"1\n9\n3\n", b""])
def test_results_that_are_not_as_they_were_written_are_thrown_away(tmp_path: Path, data: bytes) -> None:
    interrupted(tmp_path)
    (tmp_path / "out.jsonl.part").write_bytes(data)
    told = Sentences()
    one = output(tmp_path, told)
    assert one.begin(BINDING) == 0
    assert told == ["Starting over: what it wrote is no longer there as it was written."]
    one.append(b"new\n")
    one.finish()
    assert (tmp_path / "out.jsonl").read_bytes() == b"new\n"


def test_another_input_starts_over_and_says_so(tmp_path: Path) -> None:
    interrupted(tmp_path)
    told = Sentences()
    one = output(tmp_path, told)
    assert one.begin(OTHER) == 0
    one.close()
    assert told == ["Starting over: the input has changed since."]


def test_a_file_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "out.jsonl.part").write_bytes(b"precious")
    with pytest.raises(Faults, match="is not the output of an interrupted run"):
        output(tmp_path).found()
    (tmp_path / "out.jsonl.part.checkpoint").write_bytes(b"{}")
    with pytest.raises(Faults, match="cannot be read"):
        output(tmp_path).found()
    assert (tmp_path / "out.jsonl.part").read_bytes() == b"precious"


def test_two_runs_never_write_one_output(tmp_path: Path) -> None:
    one = output(tmp_path)
    one.begin(BINDING)
    with pytest.raises(Faults, match="is being written by another run"):
        output(tmp_path).begin(BINDING)
    one.append(b"1\n")
    one.finish()
    assert (tmp_path / "out.jsonl").read_bytes() == b"1\n"


def test_an_older_output_stays_until_the_new_one_is_whole(tmp_path: Path) -> None:
    (tmp_path / "out.jsonl").write_bytes(b"old\n")
    one = output(tmp_path)
    one.begin(BINDING)
    one.append(b"new\n")
    assert (tmp_path / "out.jsonl").read_bytes() == b"old\n"
    one.finish()
    assert (tmp_path / "out.jsonl").read_bytes() == b"new\n"
