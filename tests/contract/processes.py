"""Writers and workers as processes of their own, for the tests that kill them.

Run as a script this is a nest: it loads the program once and then forks a process for each request
that comes over the socket it was given. A process says `ready` once its database is open, waits
for a line, says what was acknowledged, one line an act, flushed before the next begins, and `ended`.
"""

import argparse
import datetime as dt
import itertools
import json
import os
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec

from licet.lifecycle.chain import Addition, CommandReused, VersionConflict
from licet.lifecycle.event import draft
from licet.storage.database import databases, other_database
from licet.storage.keys import FileKeys
from licet.storage.ledger_files import FilePublication
from licet.storage.records.adapters import LedgerRecords
from licet.storage.system import SystemEntropy


class Noted(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="noted/1"):
    text: str


def addition(stream: str, expected: int, text: str) -> Addition:
    return Addition(
        stream=stream, expected=expected, drafts=(draft(Noted(text=text), effective_on=dt.date(2026, 8, 3), milestone=True),)
    )


def append(options: argparse.Namespace) -> None:
    """Append so many events, each with a number, to streams in turn; `--how` says with which defence against the others."""
    records = opened(options)
    count = itertools.count() if options.count == 0 else range(options.count)
    for n in count:
        stream = f"case/{n % options.streams}"
        command_id = f"{options.name}-{n}"

        def work(stream: str = stream, command_id: str = command_id) -> int:
            number = records.numbers.take("NO", 2026, command_id)
            expected = records.journal.version(stream)
            records.journal.append(
                addition(stream, expected, command_id), command_id=command_id, person_id="p-1", recorded_at=dt.datetime.now(dt.UTC)
            )
            records.jobs.enqueue("assess", b"", key=command_id, at=dt.datetime.now(dt.UTC))
            return number

        held = [stream] if options.how == "held" else []
        while True:
            try:
                number = records.transactions.run(work, streams=held)
            except VersionConflict:
                if options.how == "held":
                    raise
            else:
                say("written", command_id, number)
                break


def same(options: argparse.Namespace) -> None:
    """Do commands that another process does too, under the same ids."""
    records = opened(options)
    for n in range(options.count):

        def work(n: int = n) -> str:
            number = records.numbers.take("NO", 2026, f"c-{n}") if options.how == "numbered" else n
            written = records.journal.append(
                addition(f"case/{number}", 0, f"{n}"), command_id=f"c-{n}", person_id="p-1", recorded_at=dt.datetime.now(dt.UTC)
            )
            return f"{written[0].event.position}"

        say("written", f"c-{n}", records.transactions.run(work))


def clash(options: argparse.Namespace) -> None:
    """Use the command ids of others for streams of one's own."""
    records = opened(options)
    for n in range(options.count):
        try:
            records.journal.append(
                addition(f"case/{options.name}-{n}", 0, "x"),
                command_id=f"c-{n}",
                person_id="p-1",
                recorded_at=dt.datetime.now(dt.UTC),
            )
        except CommandReused:
            say("reused", n)
        else:
            say("written", n)


def expect(options: argparse.Namespace) -> None:
    """Append to one stream, every time at the version that is next if nobody else were there."""
    records = opened(options)
    for n in range(options.count):
        try:
            records.journal.append(
                addition("case/one", n, options.name),
                command_id=f"{options.name}-{n}",
                person_id="p-1",
                recorded_at=dt.datetime.now(dt.UTC),
            )
        except VersionConflict:
            say("conflict", n)
        else:
            say("written", n)


def lease(options: argparse.Namespace) -> None:
    """Take jobs and do them until there is none; `--how hang` takes one and never comes back."""
    records = opened(options)
    now = dt.datetime.fromisoformat(options.at)
    while job := records.jobs.lease(["assess"], worker=options.name, at=now, seconds=60):
        say("leased", job.id, job.attempt)
        if options.how == "hang":
            sys.stdin.read()
        records.jobs.finish(job, at=now)
        say("done", job.id)


def identify(options: argparse.Namespace) -> None:
    """Add versions of one identity, as the sealer does."""
    records = opened(options)
    rows = records.sealed_rows
    for _ in range(options.count):

        def work() -> int:
            rows.hold("R-1/buyer")
            version = rows.latest("R-1/buyer") + 1
            rows.add("R-1/buyer", version, options.name.encode())
            return version

        say("written", records.transactions.run(work))


def tangle(options: argparse.Namespace) -> None:
    """Hold two streams one after the other, in this order or the reverse, so that two of these stand in each other's way."""
    records = opened(options)
    first, second = ("case/a", "case/b") if options.how == "forth" else ("case/b", "case/a")
    for n in range(options.count):

        def work(n: int = n) -> None:
            records.transactions.run(lambda: None, streams=[first])
            records.transactions.run(lambda: None, streams=[second])
            records.journal.append(
                *(addition(stream, records.journal.version(stream), options.name) for stream in (first, second)),
                command_id=f"{options.name}-{n}",
                person_id="p-1",
                recorded_at=dt.datetime.now(dt.UTC),
            )

        records.transactions.run(work)
        say("written", n)


ACTS: dict[str, Callable[[argparse.Namespace], None]] = {
    "append": append,
    "same": same,
    "clash": clash,
    "expect": expect,
    "lease": lease,
    "identify": identify,
    "tangle": tangle,
}


def records_of(workspace: Path, using: str) -> LedgerRecords:
    """The adapters over a database, with the keys and the published log in the workspace's folder."""
    entropy = SystemEntropy()
    return LedgerRecords(
        using, keys=FileKeys(workspace / "keys", entropy.bytes), entropy=entropy, public=FilePublication(workspace / "log")
    )


def opened(options: argparse.Namespace) -> LedgerRecords:
    records = records_of(Path(options.workspace), options.using)
    records.journal.head()
    say("ready")
    sys.stdin.readline()
    return records


def say(*words: object) -> None:
    print(*words, flush=True)


def nest(requests: socket.socket) -> None:
    """Fork a process for every request, until nobody can send one any more."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        request, handles, _, _ = socket.recv_fds(requests, 65536, 2)
        if not request:
            return
        child = os.fork()
        if child == 0:
            requests.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            for handle, standard in zip(handles, (0, 1), strict=True):
                os.dup2(handle, standard)
                os.close(handle)
            os._exit(process(json.loads(request)))
        for handle in handles:
            os.close(handle)
        requests.sendall(child.to_bytes(8, "big"))


def process(request: dict[str, object]) -> int:
    options = argparse.Namespace(**request)
    with other_database("here", databases(Path(options.workspace), options.url)["default"]) as using:
        options.using = using
        ACTS[options.act](options)
    say("ended")
    return 0


if __name__ == "__main__":
    nest(socket.socket(fileno=int(sys.argv[1])))
