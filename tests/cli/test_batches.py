"""Batches through real processes: killed, stopped, changed under its feet, shared; and input that is wrong."""

import gzip
import json
import os
import pty
import random
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from workbench import CHECKOUT, LICET, clean_environment

COUNT = 2_400
LISTS = CHECKOUT / "tests/fixtures/lists"
FIRST = ("Viktor", "Wiktor", "Amal", "Olga", "Salt", "Северин", "محمد", "Chen", "Maria", "Jonas")
LAST = ("Prymerov", "Heron", "Example", "Trading", "Примеров", "المثال", "Alpine", "Border", "Service", "Ltd")


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that takes one process a few seconds, and so a few checkpoints."""
    path = tmp_path_factory.mktemp("input") / "in.jsonl"
    chance = random.Random(7)  # noqa: S311 - the same names every time
    with path.open("w", encoding="utf-8") as file:
        for number in range(COUNT):
            name = f"{chance.choice(FIRST)} {chance.choice(LAST)} {chance.choice(LAST)} {number}"
            file.write(json.dumps({"id": f"p{number}", "properties": {"name": [name]}}, ensure_ascii=False) + "\n")
    return path


@pytest.fixture
def start(workspace: Path, tmp_path: Path) -> Callable[..., subprocess.Popen[str]]:
    def run(*arguments: object, **more: Any) -> subprocess.Popen[str]:
        command = [*LICET, *map(str, arguments)]
        environment = clean_environment(LICET_WORKSPACE=str(workspace))
        return subprocess.Popen(
            command, cwd=tmp_path, env=environment, stderr=subprocess.PIPE, text=True, start_new_session=True, **more
        )

    return run


@pytest.fixture(scope="module")
def whole(big: Path, small_workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """What one undisturbed process makes of the file, on the day of the demonstration."""
    folder = tmp_path_factory.mktemp("whole")
    shutil.copytree(small_workspace, folder / "workspace")
    out = folder / "out.jsonl"
    command = [*LICET, "screen", "--batch", str(big), "--out", str(out), "--workspace", str(folder / "workspace")]
    done = subprocess.run(command, env=clean_environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr.endswith(f"Screened {COUNT:,} parties.\n")
    return out.read_bytes()


def finished(process: subprocess.Popen[str]) -> tuple[int, str]:
    _, err = process.communicate(timeout=120)
    return process.returncode, err


def wait_for_checkpoint(folder: Path, process: subprocess.Popen[str], *, results: int = 1) -> None:
    """Until so many results are counted in the checkpoint."""
    note = folder / "out.jsonl.part.checkpoint"
    while process.poll() is None:
        try:
            if json.loads(note.read_bytes())["results"] >= results:
                return
        except (FileNotFoundError, json.JSONDecodeError):
            pass
        time.sleep(0.02)
    raise AssertionError(f"the run ended before it could be disturbed: {process.communicate()}")


def test_a_run_killed_again_and_again_gives_the_same_bytes(start: Any, big: Path, whole: bytes, tmp_path: Path) -> None:
    begun = ("screen", "--batch", big, "--out", "out.jsonl")
    for results, workers in ((1, ()), (200, ("--workers", 2))):
        process = start(*begun, *workers)
        wait_for_checkpoint(tmp_path, process, results=results)
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        assert not (tmp_path / "out.jsonl").exists()
    status, err = finished(start(*begun))
    assert status == 0, err
    assert "Going on after" in err
    assert (tmp_path / "out.jsonl").read_bytes() == whole
    assert sorted(path.name for path in tmp_path.glob("out*")) == ["out.jsonl"]


def test_a_worker_that_the_system_kills_is_replaced(start: Any, big: Path, whole: bytes, tmp_path: Path) -> None:
    process = start("screen", "--batch", big, "--out", "out.jsonl", "--workers", 2)
    wait_for_checkpoint(tmp_path, process)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    victims = [child for child in children if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]
    os.kill(int(victims[0]), signal.SIGKILL)
    status, err = finished(process)
    assert (status, "A worker was killed; another takes its place." in err) == (0, True), err
    assert (tmp_path / "out.jsonl").read_bytes() == whole


@pytest.mark.parametrize(
    ("how", "workers"),
    [(signal.SIGTERM, ()), (signal.SIGINT, ("--workers", 2))],
    ids=["one process, SIGTERM", "two workers, Ctrl-C"],
)
def test_a_run_that_is_stopped_says_how_to_go_on(
    start: Any, big: Path, whole: bytes, tmp_path: Path, how: signal.Signals, workers: tuple[object, ...]
) -> None:
    process = start("screen", "--batch", big, "--out", "out.jsonl", *workers)
    wait_for_checkpoint(tmp_path, process)
    # Ctrl-C reaches every process of the terminal.
    os.killpg(process.pid, how) if how == signal.SIGINT else process.send_signal(how)
    status, err = finished(process)
    assert status == 1
    [sentence] = err.splitlines()
    stopped = re.fullmatch(
        r"Stopped after ([0-9,]+) of 2,400 parties; run the same command again to go on\. out\.jsonl\.part holds what is done\.",
        sentence,
    )
    assert stopped, err
    status, err = finished(start("screen", "--batch", big, "--out", "out.jsonl", "--workers", 2))
    assert f"Going on after {stopped[1]} results" in err
    assert (tmp_path / "out.jsonl").read_bytes() == whole


def test_changed_input_and_changed_lists_start_over(start: Any, big: Path, tmp_path: Path, commands: Any, workspace: Path) -> None:
    copy = tmp_path / "copy.jsonl"
    shutil.copy(big, copy)

    def disturb() -> None:
        process = start("screen", "--batch", copy, "--out", "out.jsonl")
        wait_for_checkpoint(tmp_path, process)
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()

    disturb()
    lines = copy.read_text(encoding="utf-8").splitlines()
    copy.write_text("\n".join(lines[:100]) + "\n", encoding="utf-8")
    status, err = finished(start("screen", "--batch", copy, "--out", "out.jsonl"))
    assert (status, err) == (0, "Starting over: the input has changed since.\nScreened 100 parties.\n")
    assert len((tmp_path / "out.jsonl").read_bytes().splitlines()) == 100

    shutil.copy(big, copy)
    disturb()
    list_file = tmp_path / "more.jsonl"
    list_file.write_text(json.dumps({"id": "new-1", "schema": "Person", "list": "SDN", "names": ["Viktor Prymerov Heron"]}) + "\n")
    added = commands.run(
        "reference", "add", list_file, "--kind", "index-jsonl", "--edition", "2026-08-01", LICET_WORKSPACE=str(workspace)
    )
    assert added.status == 0, added.err
    process = start("screen", "--batch", copy, "--out", "out.jsonl")
    said = [process.stderr.readline() for _ in range(2)]
    process.kill()
    process.communicate()
    assert "Starting over: the lists in force have changed since.\n" in said


def test_two_runs_do_not_share_an_output(start: Any, big: Path, tmp_path: Path) -> None:
    process = start("screen", "--batch", big, "--out", "out.jsonl")
    wait_for_checkpoint(tmp_path, process)
    process.send_signal(signal.SIGSTOP)  # it still has the output, and cannot come to an end meanwhile
    status, err = finished(start("screen", "--batch", big, "--out", "out.jsonl"))
    process.kill()
    process.communicate()
    assert (status, "is being written by another run" in err) == (2, True), err


@pytest.mark.slow
def test_memory_does_not_grow_with_the_file(start: Any, tmp_path: Path) -> None:
    most = []
    for count in (20_000, 80_000):
        pairs = tmp_path / "pairs.csv"
        pairs.write_text("left,right\n" + "".join(f"Viktor {n % 5_000},Wiktor {n}\n" for n in range(count)))
        process = start("compare", "--batch", pairs, "--out", "out.jsonl")
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        assert process.communicate()[1] == f"Compared {count:,} pairs.\n"
        most.append(used.ru_maxrss)
    # The first fills the caches of words; the results of the second alone have 40 MB more.
    assert most[1] - most[0] < 20_000, f"kilobytes: {most}"


def test_progress_is_shown_on_a_terminal_with_rate_and_time_left(big: Path, workspace: Path, tmp_path: Path) -> None:
    leader, follower = pty.openpty()
    command = [*LICET, "screen", "--batch", str(big), "--out", "out.jsonl"]
    environment = clean_environment(LICET_WORKSPACE=str(workspace), COLUMNS="120", TERM="xterm")
    process = subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=follower)
    os.close(follower)
    seen = b""
    try:
        while block := os.read(leader, 4096):
            seen += block
    except OSError:  # the other end is closed
        pass
    os.close(leader)
    assert process.wait(timeout=60) == 0
    text = seen.decode("utf-8", "replace")
    assert "Screening" in text
    assert re.search(r"[0-9,]+ parties/s", text), text[-500:]
    assert re.search(r"[0-9,]+/2,?400", text)
    assert re.search(r"0:00:0[0-9]", text), "time left"
    assert "Screened 2,400 parties." in text


# ---- comparing


def test_a_file_of_pairs_is_compared_in_order(licet: Any, tmp_path: Path) -> None:
    (tmp_path / "pairs.csv").write_text(
        "left,right,schema\nSchmidt,Schmitt,Person\nSchmidt,Zzyzx,\nشركة المثال,Sharikat al-Mithal,Company\n"
    )
    done = licet("compare", "--batch", tmp_path / "pairs.csv", "--out", tmp_path / "out.jsonl")
    assert (done.status, done.out, done.err) == (0, "", "Compared 3 pairs.\n")
    answers = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert all(set(answer) == {"score", "alert", "evidence"} for answer in answers)
    assert answers[0] == licet("compare", "Schmidt", "Schmitt", "--schema", "Person", "--format", "json").document
    pairs = [
        {
            "left": {"schema": "Person", "properties": {"name": ["Schmidt"]}},
            "right": {"schema": "Person", "properties": {"name": ["Schmitt"]}},
        },
        {"left": {"properties": {"name": ["Schmidt"]}}, "right": {"properties": {"name": ["Zzyzx"]}}},
    ]
    (tmp_path / "pairs.jsonl").write_text("".join(json.dumps(pair) + "\n" for pair in pairs))
    done = licet("compare", "--entities", tmp_path / "pairs.jsonl", "--out", tmp_path / "entities.jsonl", "--workers", 2)
    assert done.status == 0, done.err
    assert (tmp_path / "entities.jsonl").read_text().splitlines() == (tmp_path / "out.jsonl").read_text().splitlines()[:2]


# ---- input that is wrong


@pytest.mark.parametrize(
    ("arguments", "holds"),
    [
        (("screen", ""), ("names nobody",)),
        (("screen", "   "), ("names nobody",)),
        (("screen", "a" * 10_000), ("10,000 characters",)),
        (("screen", "Vik\x07tor"), ("control character",)),
        (("screen", "—"), ("no letter or digit",)),
        (("compare", "A", ""), ("RIGHT", "names nobody")),
        (("compare", "b" * 10_000, "A"), ("LEFT", "10,000 characters")),
        (("screen", "A", "--workers", "2"), ("NAME",)),
        (("compare", "A"), ("NAME",)),
        (("screen", "--batch", "in.jsonl", "--out", "out.jsonl", "--workers", "0"), ("--workers", "0")),
        (
            ("screen", "--batch", "in.jsonl", "--out", "out.jsonl", "--workers", "2", "--cluster", "tls://a:1"),
            ("--workers", "--cluster"),
        ),
        (("screen", "--batch", "in.jsonl", "--out", "out.jsonl", "--cluster", "10.0.0.1"), ("--cluster", "tls://HOST:PORT")),
        (
            ("screen", "--batch", "in.jsonl", "--out", "out.jsonl", "--cluster", "tcp://10.0.0.1:8786"),
            ("could be overheard", "tls://10.0.0.1"),
        ),
        (("compare", "--batch", "in.jsonl", "--out", "out.jsonl"), ("is no CSV file",)),
        (("compare", "--batch", "in.csv"), ("--out",)),
    ],
)
def test_bad_input_is_one_sentence(licet: Any, tmp_path: Path, arguments: tuple[str, ...], holds: tuple[str, ...]) -> None:
    (tmp_path / "in.jsonl").write_text('{"id": "1", "properties": {"name": ["A"]}}\n')
    done = licet(*arguments, folder=tmp_path)
    assert (done.status, done.out) == (2, "")
    [sentence] = done.sentences
    assert len(sentence) < 300
    for part in holds:
        assert part in sentence
    assert not list(tmp_path.glob("out*"))


BAD_FILES: dict[str, tuple[str, bytes, tuple[str, ...]]] = {
    "an empty name": ("in.jsonl", b'{"id": "1", "properties": {"name": [""]}}\n', ("line 1", "names nobody")),
    "a name without end": ("in.jsonl", json.dumps({"id": "1", "properties": {"name": ["x" * 10_000]}}).encode(), ("line 1", "10,000 characters")),
    "a control character": ("in.jsonl", b'{"id": "1", "properties": {"name": ["a\\u0007b"]}}\n', ("line 1", "control character")),
    "an unknown property": ("in.jsonl", b'{"id": "1", "properties": {"name": ["A"], "birthdate": ["1960"]}}\n', ("birthdate", "use “birthDate”")),
    "shifted columns": ("in.csv", "id,name,country\nNO,1,Виктор\n".encode(), ("line 2", "Виктор", "is no country")),
    "shifted by a comma too many": ("in.csv", b"id,name,country\n1,Doe, John,NO\n", ("line 2", "3 fields")),
    "cut in half": ("in.jsonl", b'{"id": "1", "properties": {"name": ["A"]}}\n{"id": "2", "prop', ("line 2", "is not JSON")),
    "another encoding": ("in.csv", "id,name\n1,Bj\u00f6rn\n".encode("latin-1"), ("in.csv", "is not UTF-8")),
    "signs": ("in.csv", "id,name\n1,—\n".encode(), ("line 2", "no letter or digit")),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD_FILES)
def test_a_bad_file_is_one_sentence_and_no_output(licet: Any, tmp_path: Path, what: str) -> None:
    name, data, holds = BAD_FILES[what]
    (tmp_path / name).write_bytes(data)
    done = licet("screen", "--batch", name, "--out", "out.jsonl", folder=tmp_path)
    assert (done.status, done.out) == (2, "")
    [sentence] = done.sentences
    for part in holds:
        assert part in sentence, sentence
    assert not list(tmp_path.glob("out*"))


def test_a_name_in_mixed_scripts_is_screened_and_pointed_at(licet: Any) -> None:
    done = licet("screen", "Viktоr Prymerov", "--format", "json")  # the o is Cyrillic
    assert done.status == 0
    assert done.document["query"]["name"] == ["Viktоr Prymerov"]
    [sentence] = done.sentences
    assert "Viktоr" in sentence
    assert "several alphabets" in sentence


@pytest.mark.parametrize("kind", ["us-csl", "un-sc", "index-jsonl"])
def test_a_list_cut_in_half_is_one_sentence_and_not_loaded(licet: Any, stored: Any, tmp_path: Path, kind: str) -> None:
    if kind == "us-csl":
        data, name = (LISTS / "csl.csv").read_bytes(), "csl.csv.gz"
        data = gzip.compress(data)
    elif kind == "un-sc":
        name = next(path.name for path in LISTS.iterdir() if path.name.startswith("un"))
        data = (LISTS / name).read_bytes()
    else:
        name, line = "l.jsonl", json.dumps({"id": "n-1", "schema": "Person", "list": "SDN", "names": ["Viktor Prymerov"]})
        data = f"{line}\n{line.replace('n-1', 'n-2')}".encode()
    (tmp_path / name).write_bytes(data[: len(data) - len(data) // 3])
    before = stored()
    done = licet("reference", "add", tmp_path / name, "--kind", kind, "--edition", "2026-08-01")
    assert (done.status, done.out) == (2, "")
    [sentence] = done.sentences
    assert name in sentence
    assert stored() == before
