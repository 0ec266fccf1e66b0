"""All or nothing, on Django's connection."""

import threading
import time
from collections.abc import Callable, Iterable
from typing import TypeVar

from django.db import OperationalError, connections, transaction

from licet.storage.records.locks import hold, stream_lock

T = TypeVar("T")

TRIES = 8
LOSERS = frozenset({"40001", "40P01"})
"""PostgreSQL's codes for a transaction it took back to let another one go on: serialisation failure and deadlock."""


class RecordTransactions:
    """Runs of one database; the adapters of this package write inside of them."""

    def __init__(self, using: str = "default") -> None:
        self.using = using
        self._thread = threading.local()

    @property
    def running(self) -> bool:
        return getattr(self._thread, "running", False)

    def run(self, work: Callable[[], T], *, streams: Iterable[str] = ()) -> T:
        held = [stream_lock(stream) for stream in streams]
        if self.running:
            hold(self.using, held)
            return work()
        # Inside a transaction that somebody else began there is nothing to begin anew.
        tries = 1 if connections[self.using].in_atomic_block else TRIES
        for tried in range(1, tries + 1):
            try:
                return self._once(work, held)
            except OperationalError as error:
                if tried == tries or not _lost(error):
                    raise
                time.sleep(0.01 * 2**tried)
        raise AssertionError("unreachable: the last try returns or raises")

    def _once(self, work: Callable[[], T], held: list[str]) -> T:
        self._thread.running = True
        try:
            with transaction.atomic(using=self.using):
                hold(self.using, held)
                return work()
        finally:
            self._thread.running = False


def _lost(error: OperationalError) -> bool:
    return getattr(error.__cause__, "sqlstate", None) in LOSERS
