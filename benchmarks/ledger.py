"""The ledger: milestones with their entries, ticks, claims, proofs and their verification, and keys put under a new one.

    python -m benchmarks.ledger

Appends are durable (synchronous=FULL; a server with fsync) and each figure is a median; beside it stands a plain insert of
the same bytes into a table of the same database. On PostgreSQL too where `LICET_BENCH_POSTGRES` names an empty database.
`LICET_BENCH_LEAVES` (1,000,000) is the size of the tree that proofs are made in, `LICET_BENCH_KEYS` (100,000) of the keys.
"""

import dataclasses
import datetime as dt
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
from django.db import connection, transaction

from licet.ledger.claim import check_claim, read_claim
from licet.ledger.merkle import root_by_inclusion, root_of
from licet.ledger.policy import read_policy
from licet.ledger.tiles import WIDTH
from licet.ledger.tlog_proof import check_proof, read_proof
from licet.lifecycle.chain import Addition
from licet.lifecycle.event import draft
from licet.sealing.keys import wrap
from licet.services.claims import claim, proof_of
from licet.services.ledger import open_log
from licet.services.ledger_check import check_log
from licet.services.ledger_keys import policy_text
from licet.services.ledger_tick import tick, tree_of
from licet.storage.keys import FileKeys
from licet.storage.system import SystemClock
from licet.storage.workspace import Workspace, create, open_workspace

SINGLES, BATCHES, BATCH = 300, 20, 100
SLOTS, TICKS = 4000, 5
RECEIPTS, PROOFS = 300, 500
LEAVES = int(os.environ.get("LICET_BENCH_LEAVES", "1000000"))
KEYS = int(os.environ.get("LICET_BENCH_KEYS", "100000"))
POSTGRES = os.environ.get("LICET_BENCH_POSTGRES")
DAY = dt.date(2026, 1, 1)
SEED = 20261124


class Measured(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="measured/1"):
    """A payload of ordinary size."""

    text: str = "x" * 400


@dataclasses.dataclass
class Ahead:
    """A clock some days ahead of the machine's."""

    days: int = 0

    def now(self) -> dt.datetime:
        return SystemClock().now() + dt.timedelta(days=self.days)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        create(folder / "workspace")
        workspace = open_workspace(folder / "workspace")
        appends(workspace, "SQLite")
        public(workspace)
        proofs_in_a_large_tree(workspace)
        keys(folder)
    if POSTGRES is None:
        print("PostgreSQL: not measured; LICET_BENCH_POSTGRES names no empty database")
        return
    with tempfile.TemporaryDirectory() as name:
        create(Path(name) / "workspace", url=POSTGRES)
        appends(open_workspace(Path(name) / "workspace", url=POSTGRES), "PostgreSQL")


def appends(workspace: Workspace, database: str) -> None:
    """Milestones with their entries, and plain inserts, one a transaction and many."""
    opened = workspace.clock.now().strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    workspace.transactions.run(
        lambda: open_log(workspace.book, opened_at=opened, before=1, origin="bench.example/log", slots=SLOTS)
    )
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE plain (id INTEGER PRIMARY KEY, data {'BLOB' if database == 'SQLite' else 'BYTEA'} NOT NULL)")
    plain = _Plain()
    one = [seconds(lambda n=n: appended(workspace, f"case/{n % 20}", 1, f"one-{n}")) for n in range(SINGLES)]
    one_plain = [seconds(lambda: plain.add(1)) for _ in range(SINGLES)]
    print(
        f"milestones with entry, one a command, {database}: {rate(one, 1)} (median of {SINGLES}); plain insert {rate(one_plain, 1)}"
    )
    many = [seconds(lambda n=n: appended(workspace, "case/batch", BATCH, f"many-{n}")) for n in range(BATCHES)]
    many_plain = [seconds(lambda: plain.add(BATCH)) for _ in range(BATCHES)]
    print(
        f"milestones with entry, {BATCH} a command, {database}: {rate(many, BATCH)} (median of {BATCHES}); plain insert {rate(many_plain, BATCH)}"
    )
    rows = [msgspec.structs.replace(entry, position=None, kind="event") for entry in workspace.book.rows.all()][-BATCH:]
    leaves = [seconds(lambda: workspace.transactions.run(lambda: _add_again(workspace, rows))) for _ in range(BATCHES)]
    print(f"entries alone, made before, {BATCH} a transaction, {database}: {rate(leaves, BATCH)} (median of {BATCHES})")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM records_ledgerentryrecord WHERE position IS NULL AND kind = 'event'")
    found = check_log(SimpleNamespace(book=workspace.book, journal=workspace.journal))  # type: ignore[arg-type]
    assert not found.faults, found.faults
    assert found.entries == 1 + SINGLES + BATCHES * BATCH, found.entries


class _Plain:
    """A table that holds bytes and nothing else."""

    def __init__(self) -> None:
        self._next = 0

    def add(self, count: int) -> None:
        rows = [(self._next + n, b"x" * 1200) for n in range(count)]
        self._next += count
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany("INSERT INTO plain (id, data) VALUES (%s, %s)", rows)


def _add_again(workspace: Workspace, rows: list[Any]) -> None:
    start = workspace.book.rows.size()
    workspace.book.rows.add(*(msgspec.structs.replace(row, index=start + n) for n, row in enumerate(rows)))


def public(workspace: Workspace) -> None:
    """Ticks, a claim over all of them, receipts, and the verification of both."""
    desk: Any = SimpleNamespace(
        book=workspace.book, journal=workspace.journal, transactions=workspace.transactions, clock=Ahead(TICKS)
    )
    took = seconds(lambda: tick(desk))
    print(f"a tick of {SLOTS:,} entries, published: {took / TICKS * 1000:,.0f} ms")
    size = sum(path.stat().st_size for path in (workspace.folder / "log").rglob("*") if path.is_file())
    print(f"the public log: {size / (SLOTS * TICKS):,.1f} bytes an entry")
    policy = read_policy(policy_text(workspace.book).encode())
    made: list[bytes] = []
    took = statistics.median(seconds(lambda: made.append(claim(desk, "request_withdrawn", count=0).bytes)) for _ in range(3))
    print(f"claim over {SLOTS * TICKS:,} entries, made: {took:,.2f} s (median of 3)")
    took = statistics.median(seconds(lambda: check_claim(read_claim(made[0]), policy)) for _ in range(3))
    print(f"claim of {len(made[0]):,} bytes, verified: {took:,.2f} s (median of 3)")
    assert check_claim(read_claim(made[0]), policy).entries == SLOTS * TICKS
    entries = list(workspace.book.rows.public_between(0, SLOTS * TICKS))[:RECEIPTS]
    proofs: list[bytes] = []
    making = [seconds(lambda one=one: proofs.append(proof_of(desk, one).bytes)) for one in entries]
    print(f"receipt, made: {spread(making)}")
    checking = [seconds(lambda one=one: check_proof(read_proof(one), policy)) for one in proofs]
    print(f"receipt of {len(proofs[0]):,} bytes, verified: {spread(checking)}")


def proofs_in_a_large_tree(workspace: Workspace) -> None:
    """Proofs of inclusion and growth in a tree of so many leaves, its tiles in the database."""
    chance = random.Random(SEED)  # noqa: S311 - leaves to measure with
    rows = workspace.book.rows
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM records_ledgertilerecord")
    hashes_below = [b""]
    level, count = 0, LEAVES
    while count:
        above: list[bytes] = []
        tiles: dict[tuple[int, int], bytes] = {}
        for number in range(-(-count // WIDTH)):
            width = min(WIDTH, count - number * WIDTH)
            tile = chance.randbytes(32 * width) if level == 0 else b"".join(hashes_below[number * WIDTH : number * WIDTH + width])
            tiles[level, number] = tile
            if width == WIDTH:
                above.append(root_of(tile[at : at + 32] for at in range(0, len(tile), 32)))
            if len(tiles) == 1000 or number == -(-count // WIDTH) - 1:
                workspace.transactions.run(lambda tiles=tiles: rows.put_tiles(tiles))  # type: ignore[misc]
                tiles = {}
        hashes_below, level, count = above, level + 1, count >> 8
    root = tree_of(workspace.book, LEAVES).root()
    making, checking, hashes = [], [], 0
    for place in [chance.randrange(LEAVES) for _ in range(PROOFS)]:
        start = time.perf_counter()
        proof = tree_of(workspace.book, LEAVES).inclusion(place)
        made = time.perf_counter()
        leads_to = root_by_inclusion(place, LEAVES, rows.tile(0, place // WIDTH)[place % WIDTH * 32 :][:32], proof)
        checking.append(time.perf_counter() - made)
        making.append(made - start)
        hashes = max(hashes, len(proof))
        assert leads_to == root, place
    print(f"proof of inclusion in a tree of {LEAVES:,}, {hashes} hashes, made: {spread(making)}; verified: {spread(checking)}")


def keys(folder: Path) -> None:
    store = FileKeys.create(folder / "keys", os.urandom)
    wrapped = wrap(os.urandom(32), store._kek(1))
    with store._database() as database:  # filled by hand: one commit a key would take hours
        database.executemany(
            "INSERT INTO data_keys (subject, kek, wrapped) VALUES (?, 1, ?)", ((f"R-{n}/p", wrapped) for n in range(KEYS))
        )
    took = seconds(store.rotate)
    print(f"{KEYS:,} data keys put under a new key: {took:,.1f} s, {KEYS / took:,.0f} a second")


def appended(workspace: Workspace, stream: str, count: int, command_id: str) -> None:
    drafts = tuple(draft(Measured(), effective_on=DAY, milestone=True) for _ in range(count))
    addition = Addition(stream=stream, expected=workspace.journal.version(stream), drafts=drafts)
    workspace.journal.append(addition, command_id=command_id, person_id="bench", recorded_at=workspace.clock.now())


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def rate(times: list[float], per: int) -> str:
    return f"{per / statistics.median(times):,.0f} a second"


def spread(times: list[float]) -> str:
    p99 = sorted(times)[int(len(times) * 0.99)]
    return f"{statistics.median(times) * 1000:,.2f} ms (median of {len(times)}; 99 of 100 below {p99 * 1000:,.2f} ms)"


if __name__ == "__main__":
    main()
