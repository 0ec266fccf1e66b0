"""The ledger: milestones with their entries on SQLite, claims, proofs, verification, and keys put under a new one."""

import dataclasses
import datetime as dt
import os
import statistics
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace

from journal import Measured

from licet.ledger.claim import check_claim, read_claim
from licet.ledger.policy import read_policy
from licet.ledger.tlog_proof import check_proof, read_proof
from licet.lifecycle.chain import Addition
from licet.lifecycle.event import draft
from licet.sealing.keys import wrap
from licet.services.claims import claim, proof_of
from licet.services.ledger import open_log
from licet.services.ledger_keys import policy_text
from licet.services.ledger_tick import tick
from licet.storage.keys import FileKeys
from licet.storage.system import SystemClock
from licet.storage.workspace import Workspace, create, open_workspace

APPENDS, BATCHES, BATCH = 200, 5, 100
SLOTS, TICKS = 4000, 5
KEYS = int(os.environ.get("LICET_BENCH_KEYS", "100000"))
DAY = dt.date(2026, 1, 1)


@dataclasses.dataclass
class Ahead:
    """A clock some days ahead of the machine's."""

    days: int = 0

    def now(self) -> dt.datetime:
        return SystemClock().now() + dt.timedelta(days=self.days)


def appended(workspace: Workspace, stream: str, count: int, command_id: str) -> None:
    drafts = tuple(draft(Measured(), effective_on=DAY, milestone=True) for _ in range(count))
    addition = Addition(stream=stream, expected=workspace.journal.version(stream), drafts=drafts)
    workspace.journal.append(addition, command_id=command_id, person_id="bench", recorded_at=workspace.clock.now())


def timed(label: str, work: object, *, per: int = 1, unit: str = "ms") -> None:
    start = time.perf_counter()
    work()  # type: ignore[operator]
    seconds = time.perf_counter() - start
    print(f"{label}: {seconds / per * 1000:,.2f} {unit}" if unit == "ms" else f"{label}: {per / seconds:,.0f} {unit}")


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        create(Path(name) / "workspace")
        workspace = open_workspace(Path(name) / "workspace")
        opened = workspace.clock.now().strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        workspace.transactions.run(
            lambda: open_log(workspace.book, opened_at=opened, before=1, origin="bench.example/log", slots=SLOTS)
        )
        singles = []
        for n in range(APPENDS):
            start = time.perf_counter()
            appended(workspace, f"case/{n % 20}", 1, f"one-{n}")
            singles.append(time.perf_counter() - start)
        print(f"milestones with entry, one a command, SQLite: {1 / statistics.median(singles):,.0f} a second (median of {APPENDS})")
        timed(
            f"milestones with entry, {BATCH} a command, SQLite",
            lambda: [appended(workspace, "case/batch", BATCH, f"many-{n}") for n in range(BATCHES)],
            per=BATCHES * BATCH,
            unit="a second",
        )
        clock = Ahead(TICKS)
        desk = SimpleNamespace(book=workspace.book, journal=workspace.journal, transactions=workspace.transactions, clock=clock)
        timed(f"{TICKS} ticks of {SLOTS:,} entries, published", lambda: tick(desk), per=TICKS)  # type: ignore[arg-type]
        policy = read_policy(policy_text(workspace.book).encode())
        made: list[bytes] = []
        timed(
            f"claim over {SLOTS * TICKS:,} entries, made",
            lambda: made.append(claim(desk, "request_withdrawn", count=0).bytes),  # type: ignore[arg-type]
        )
        timed(f"claim of {len(made[0]):,} bytes, verified", lambda: check_claim(read_claim(made[0]), policy))
        entries = workspace.book.rows.public_between(0, 300)
        proofs = []
        timed("receipt, made", lambda: proofs.extend(proof_of(desk, one).bytes for one in entries), per=300)  # type: ignore[arg-type]
        timed(
            f"receipt of {len(proofs[0]):,} bytes, verified",
            lambda: [check_proof(read_proof(one), policy) for one in proofs],
            per=len(proofs),
        )
        keys = FileKeys.create(Path(name) / "keys", os.urandom)
        wrapped = wrap(os.urandom(32), keys._kek(1))
        with keys._database() as database:  # filled by hand: one commit a key would take hours
            database.executemany(
                "INSERT INTO data_keys (subject, kek, wrapped) VALUES (?, 1, ?)",
                ((f"R-{n}/p", wrapped) for n in range(KEYS)),
            )
        timed(f"{KEYS:,} data keys put under a new key", keys.rotate, per=KEYS, unit="a second")


if __name__ == "__main__":
    main()
