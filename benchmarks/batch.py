"""A batch by one process, by processes beside it, and by a Dask cluster of this machine: the same bytes, how fast, in how much memory.

    python benchmarks/batch.py [--names 200000] [--parties 2000] [--workers 2]

The list is made of the bundled ones by recombining parts of real names, with a fixed seed; half of the
parties are such names with one letter changed. Each way runs once more with a worker killed in its midst.
Memory is what the processes of a way hold together, shared pages counted once (PSS), at its most.
"""

import argparse
import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from licet.reference.edition import PARTY_LIST_KINDS
from licet.services.references import snapshot_of
from licet.storage import wiring
from licet.storage.library import FileLibrary
from licet.storage.system import SystemClock

SEED = 20261124
PORT = 18786
LICET = [sys.executable, "-c", "from licet.cli.main import run; run()"]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--names", type=int, default=50_000)
    asked.add_argument("--parties", type=int, default=1_000)
    asked.add_argument("--workers", type=int, default=2)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), given.names, given.parties, given.workers)


def measure(folder: Path, names: int, parties: int, workers: int) -> None:
    workspace = folder / "workspace"
    wiring.init(workspace)
    records = make_list(workspace, folder / "SYNTHETIC.jsonl", names)
    make_parties(folder / "in.jsonl", records, parties)
    begun = time.perf_counter()
    run(folder, "warm", [], parties=1)
    print(f"{names:,} names: laid out, and one party screened, in {time.perf_counter() - begun:.1f} s; {os.cpu_count()} cores")
    print(f"{'way':<28}{'parties/s':>10}{'wall s':>8}{'own CPU s':>11}{'others CPU s':>14}{'PSS MB':>8}  output")
    ways = {
        "one process": [],
        f"--workers {workers}": ["--workers", str(workers)],
        f"--cluster, {workers} workers": ["--cluster", f"tcp://127.0.0.1:{PORT}"],
    }
    for way, options in ways.items():
        for kill in (False, True) if options else (False,):
            with cluster(folder, workers) if "--cluster" in options else nobody() as pids:
                run(folder, f"{way}{', one killed' if kill else ''}", options, parties=parties, kill=kill, beside=pids)


def run(folder: Path, way: str, options: list[str], *, parties: int, kill: bool = False, beside: tuple[int, ...] = ()) -> None:
    source = folder / "in.jsonl"
    if parties == 1:
        source = folder / "one.jsonl"
        source.write_text((folder / "in.jsonl").read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    out = folder / "out.jsonl"
    command = [*LICET, "screen", "--batch", str(source), "--out", str(out), "--workspace", str(folder / "workspace"), *options]
    busy, begun = machine_cpu(), time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)  # noqa: S603 - our own command
    roots = (process.pid, *beside)
    watch = Watch(roots)
    watch.start()
    if kill:
        kill_one(process, roots, out)
    _, err = process.communicate()
    wall = time.perf_counter() - begun
    watch.stop()
    if process.returncode:
        raise SystemExit(f"{way}: {err}")
    if parties > 1:
        digest = hashlib.sha256(out.read_bytes()).hexdigest()[:12]
        others = machine_cpu() - busy - watch.cpu
        print(
            f"{way:<28}{parties / wall:>10.0f}{wall:>8.1f}{watch.cpu:>11.1f}{max(others, 0):>14.1f}{watch.most / 1e6:>8.0f}  {digest}",
            flush=True,
        )
    out.unlink()


# ---- what is screened


def make_list(workspace: Path, file: Path, names: int) -> list[list[str]]:
    """Add a list of so many names, recombined from those of the bundled lists; returns the parts they are made of."""
    library = FileLibrary(workspace / "library")
    today = SystemClock().today()
    editions = snapshot_of(library, as_of=today).of_kind(*PARTY_LIST_KINDS)
    parts = [
        name.text.replace(",", " ").split() for edition in editions for record in library.records(edition) for name in record.names
    ]
    parts = [words for words in parts if len(words) > 1]
    chance = random.Random(SEED)  # noqa: S311 - the same names every time
    with file.open("w", encoding="utf-8") as lines:
        for number in range(names // 2):
            made = [recombined(chance, parts) for _ in range(2)]
            lines.write(json.dumps({"id": f"syn-{number}", "schema": "LegalEntity", "list": "SYNTHETIC", "names": made}) + "\n")
    command = [
        *LICET,
        "reference",
        "add",
        str(file),
        "--kind",
        "index-jsonl",
        "--edition",
        str(today),
        "--workspace",
        str(workspace),
    ]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own command
    return parts


def make_parties(file: Path, parts: list[list[str]], count: int) -> None:
    chance = random.Random(SEED + 1)  # noqa: S311 - as above
    with file.open("w", encoding="utf-8") as lines:
        for number in range(count):
            name = recombined(chance, parts)
            at = chance.randrange(len(name))
            name = name if number % 2 else name[:at] + chance.choice("aeiourstln") + name[at + 1 :]
            lines.write(json.dumps({"id": str(number), "properties": {"name": [name]}}) + "\n")


def recombined(chance: random.Random, parts: list[list[str]]) -> str:
    return " ".join(chance.choice(chance.choice(parts)) for _ in range(min(max(len(chance.choice(parts)), 2), 5)))


# ---- who works


@contextmanager
def nobody() -> Iterator[tuple[int, ...]]:
    yield ()


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[tuple[int, ...]]:
    """A scheduler and workers of one thread each, on the loopback address; the pids of both."""
    loud = subprocess.DEVNULL
    scheduler = [
        sys.executable,
        "-m",
        "distributed.cli.dask_scheduler",
        "--host",
        "127.0.0.1",
        "--port",
        str(PORT),
        "--no-dashboard",
        "--no-show",
    ]
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", f"tcp://127.0.0.1:{PORT}", "--host", "127.0.0.1", "--nworkers", str(workers), "--nthreads", "1", "--no-dashboard", "--local-directory", str(folder)]  # fmt: skip
    started = [subprocess.Popen(command, stdout=loud, stderr=loud) for command in (scheduler, worker)]  # noqa: S603 - our own commands
    time.sleep(6)
    try:
        yield tuple(process.pid for process in started)
    finally:
        for process in reversed(started):
            process.terminate()
        for process in started:
            process.wait()


def kill_one(process: subprocess.Popen[str], roots: tuple[int, ...], out: Path) -> None:
    """Kill a worker once results are written."""
    part = out.with_name(out.name + ".part")
    while process.poll() is None and not (part.exists() and part.stat().st_size):
        time.sleep(0.02)
    workers = [pid for pid in family(roots) if pid not in roots and b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]
    os.kill(workers[0], signal.SIGKILL)


def family(roots: tuple[int, ...]) -> list[int]:
    found = list(roots)
    for pid in found:
        try:
            found += [
                int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()
            ]
        except (FileNotFoundError, ProcessLookupError):
            continue
    return found


def machine_cpu() -> float:
    """Seconds of work that all processes of this machine have done."""
    user, nice, system = (int(part) for part in Path("/proc/stat").read_text().split()[1:4])
    return (user + nice + system) / os.sysconf("SC_CLK_TCK")


class Watch(threading.Thread):
    """Looks at a family of processes four times a second: the most memory together, and the work done."""

    def __init__(self, roots: tuple[int, ...]) -> None:
        super().__init__(daemon=True)
        self.roots, self.most, self._done = roots, 0, threading.Event()
        self._before = {pid: cpu_of(pid) for pid in family(roots)}
        self._seen: dict[int, float] = {}

    @property
    def cpu(self) -> float:
        return sum(seen - self._before.get(pid, 0.0) for pid, seen in self._seen.items())

    def run(self) -> None:
        while not self._done.wait(0.25):
            pids = family(self.roots)
            self.most = max(self.most, sum(map(pss_of, pids)))
            self._seen.update({pid: cpu for pid in pids if (cpu := cpu_of(pid))})

    def stop(self) -> None:
        self._done.set()
        self.join()


def cpu_of(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except (FileNotFoundError, ProcessLookupError):
        return 0.0


def pss_of(pid: int) -> int:
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        pass  # it ended meanwhile
    return 0


if __name__ == "__main__":
    main()
