"""Holding names until the end of a transaction.

SQLite begins every transaction of ours as the only writer (BEGIN IMMEDIATE), so there each name is
held already. PostgreSQL lets writers run side by side; there each name is an advisory lock, taken
in one order by everybody.
"""

import hashlib
from collections.abc import Iterable

from django.db import connections

LOG = "log"
"""Held from the giving of positions until commit: whoever comes next sees the last position."""


def hold(using: str, names: Iterable[str]) -> None:
    """Wait until nobody else holds any of the names, and hold them until the transaction ends."""
    connection = connections[using]
    numbers = sorted({_number(name) for name in names})
    if connection.vendor != "postgresql" or not numbers:
        return
    with connection.cursor() as cursor:
        # Row by row in the order of the array: everybody takes locks in one order.
        cursor.execute("SELECT pg_advisory_xact_lock(number) FROM unnest(%s::bigint[]) AS number", [numbers])


def stream_lock(stream: str) -> str:
    return f"stream {stream}"


def command_lock(command_id: str) -> str:
    return f"command {command_id}"


def _number(name: str) -> int:
    """A lock's number: two names that share one merely wait for each other."""
    return int.from_bytes(hashlib.sha256(b"licet lock " + name.encode()).digest()[:8], "big", signed=True)
