"""Durable appends to the journal: one event a command, on the disk of this machine."""

import datetime as dt
import statistics
import tempfile
import time
from pathlib import Path

import msgspec

from licet.lifecycle.chain import Addition, check_chain
from licet.lifecycle.event import draft
from licet.storage.workspace import create, open_workspace

RUNS, APPENDS = 5, 200


class Measured(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="measured/1"):
    """A payload of ordinary size."""

    text: str = "x" * 400


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        create(Path(folder) / "workspace")
        workspace = open_workspace(Path(folder) / "workspace")
        rates = []
        for run in range(RUNS):
            start = time.perf_counter()
            for number in range(APPENDS):
                addition = Addition(
                    stream=f"bench/{run}", expected=number, drafts=(draft(Measured(), effective_on=dt.date(2026, 1, 1)),)
                )
                workspace.journal.append(
                    addition, command_id=f"bench-{run}-{number}", person_id="bench", recorded_at=workspace.clock.now()
                )
            rates.append(APPENDS / (time.perf_counter() - start))
        head = check_chain(workspace.journal.read_all())
        assert head.position == RUNS * APPENDS, head
        print(
            f"journal, SQLite: {statistics.median(rates):,.0f} appends a second (median of {RUNS} runs of {APPENDS}; least {min(rates):,.0f})"
        )


if __name__ == "__main__":
    main()
