"""How a batch looks at the command line: its progress, Ctrl-C, and who does the work."""

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, TextColumn, TimeRemainingColumn
from rich.text import Text

from licet.cli.console import errors, refuse_nowhere, say
from licet.encoding.faults import quoted, refuse
from licet.reference.edition import Snapshot
from licet.services import batch as batches
from licet.services.ports import Binding, Checkpoint, Task, WorkersLost, Workforce
from licet.storage.assignment import Assignment
from licet.storage.partial_output import FileOutput
from licet.storage.pool import Pool
from licet.storage.software import software_digest

FAILED = 1
MOST_WORKERS = 256
SAID_EVERY_SECONDS = 30.0


class Stopped(Exception):
    """Somebody asked the run to stop."""


def refuse_workers(workers: int | None, cluster: str | None) -> None:
    """Raise `Faults` for a number of workers that is none, or for workers here and elsewhere at once."""
    if workers is not None and cluster is not None:
        raise refuse("--workers", "does not go together with --cluster, which brings its own workers; give one of them")
    if workers is not None and not 1 <= workers <= MOST_WORKERS:
        raise refuse("--workers", f"{workers} is no number of processes; write 1 to {MOST_WORKERS}")


def run(
    task: Task,
    source: Path,
    out: Path,
    read: Callable[..., Any],
    *,
    snapshot: Callable[[Checkpoint | None], Snapshot | None],
    library: Path,
    workers: int | None,
    cluster: str | None,
) -> int | None:
    """Check a file whole, then do it and write the results; returns the status where the run was stopped."""
    _refuse_out(source, out)
    output = FileOutput(out, seconds=time.monotonic, told=say)
    found = output.found()
    lines = batches.Source(source.name, partial(opened, source), read)
    with progress() as shown:
        bar = shown.add_task("Checking", total=source.stat().st_size if source.is_file() else None, unit="bytes")
        count, digest = lines.check(told=lambda done: shown.update(bar, completed=done))
        shown.remove_task(bar)
    in_force = snapshot(found)
    binding = Binding(task=task, input=digest, snapshot=in_force, software=software_digest())
    assignment = Assignment(task=task, snapshot=in_force, library=str(library.absolute()), software=binding.software)
    unit = "parties" if task == "screen" else "pairs"
    try:
        with _told(count, "Screening" if task == "screen" else "Comparing", unit) as told:
            batches.run(lines, binding, _workforce(assignment, workers, cluster), output, told=told)
    except (Stopped, WorkersLost) as stopped:
        left = output.found()
        done = left.results if left is not None else 0
        why = f"{stopped} " if isinstance(stopped, WorkersLost) else ""
        say(
            f"{why}Stopped after {done:,} of {count:,} {unit}; run the same command again to go on. {output.part} holds what is done."
        )
        return FAILED
    except OSError as error:
        say(
            f"{out} cannot be written ({error.strerror}); what is done is in {output.part}, and the same command goes on from there."
        )
        return FAILED
    finally:
        output.close()
    say(f"{'Screened' if task == 'screen' else 'Compared'} {count:,} {unit}.")
    return None


def _workforce(assignment: Assignment, workers: int | None, cluster: str | None) -> Workforce:
    # Opened here first: the lists are laid out once, before several processes want them.
    work = assignment.work(told=say)
    if cluster is not None:
        return _cluster(assignment, cluster)
    return batches.Alone(work) if workers in (None, 1) else Pool(assignment, workers or 1, told=say)


def _cluster(assignment: Assignment, address: str) -> Workforce:
    try:
        from licet.storage.cluster import Cluster  # noqa: PLC0415 - few install it, and it takes a second to load
    except ModuleNotFoundError as error:
        raise refuse("--cluster", f"needs {error.name}, which is not installed; run “pip install licet[cluster]”") from error
    return Cluster(assignment, address, told=say)


def _refuse_out(source: Path, out: Path) -> None:
    refuse_nowhere("--out", out)
    if out.resolve() == source.resolve():
        raise refuse("--out", f"{out} is the file to be read; name another")


def opened(source: Path) -> BinaryIO:
    """A file of many lines, to be read in a stream; raises `Faults` where there is none."""
    try:
        return source.open("rb")
    except FileNotFoundError as error:
        raise refuse(str(source), "does not exist; check the path") from error
    except IsADirectoryError as error:
        raise refuse(str(source), "is a folder; name a file") from error
    except OSError as error:
        raise refuse(str(source), f"cannot be read ({error.strerror})") from error


# ---- progress and interruption


class _Rate(ProgressColumn):
    """How many a second."""

    def render(self, task: Any) -> Text:
        speed = task.finished_speed or task.speed
        return Text("" if not speed or task.fields["unit"] == "bytes" else f"{speed:,.0f} {task.fields['unit']}/s")


def progress() -> Progress:
    """A bar on standard error where somebody is there to see it. Every task says its `unit`."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn())
    return Progress(*columns, console=errors, disable=not errors.is_terminal, transient=True, speed_estimate_period=60)


@contextmanager
def _told(count: int, description: str, unit: str) -> Iterator[Callable[[int], None]]:
    """What is called with how many are done: shows it, as a bar or now and then as a line, and stops the run when that was asked for."""
    asked: list[int] = []

    def stop(number: int, _frame: Any) -> None:
        if asked:
            raise KeyboardInterrupt
        asked.append(number)

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    begun, said, first = time.monotonic(), time.monotonic(), 0
    try:
        with progress() as shown:
            bar = shown.add_task(description, total=count, unit=unit)

            def told(done: int) -> None:
                nonlocal said, first
                if not done or shown.tasks[0].completed == 0:
                    shown.reset(bar, total=count, completed=done)
                    first = done
                shown.update(bar, completed=done)
                now = time.monotonic()
                if not errors.is_terminal and now - said >= SAID_EVERY_SECONDS:
                    said = now
                    rate = (done - first) / (now - begun)
                    say(f"{description}: {done:,} of {count:,} {unit}, {rate:,.0f} a second{_left(count - done, rate)}.")
                if asked:
                    raise Stopped

            yield told
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _left(count: int, rate: float) -> str:
    if rate <= 0:
        return ""
    minutes = count / rate / 60
    return f", about {minutes:,.0f} minutes left" if minutes >= 2 else f", about {count / rate:,.0f} seconds left"


def refuse_pairs(name: str) -> None:
    """Raise `Faults` where pairs of names are given as anything but CSV."""
    if not name.lower().endswith(".csv"):
        raise refuse(
            "--batch", f"{quoted(name)} is no CSV file; write left,right[,schema] as CSV, or give two entities a line by --entities"
        )
