"""Which database a workspace uses, and Django made ready for it.

The site has its own settings and takes only `databases` from here; the command line calls
`configure`, which sets up Django with the tables of `records` and nothing else, so that it starts fast.
"""

import fcntl
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from licet.encoding.faults import quoted, refuse

APP = "licet.storage.records"
SQLITE_FILE = "licet.sqlite3"
PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",  # NORMAL could lose the last commits when power fails; this is a log of decisions
    "PRAGMA mmap_size=134217728",
    "PRAGMA journal_size_limit=27103364",
    "PRAGMA cache_size=2000",
)
READ_COMMITTED = 2
"""psycopg's number for it. Each statement then sees what was committed before it, also after waiting for a lock."""


def databases(workspace: Path, url: str | None) -> dict[str, dict[str, Any]]:
    """Django's DATABASES: PostgreSQL when a URL (DATABASE_URL) is given, else the SQLite file of the workspace.

    The URL is `postgres://user:password@host:port/database?sslmode=…`; a host that is a folder
    (percent-encoded, or `?host=/folder`) is a socket. Raises `Faults` for any other URL.
    """
    return {"default": _postgresql(url) if url else _sqlite(workspace / SQLITE_FILE)}


def ready() -> None:
    """Set Django up with the tables of `records` and nothing else, unless a site has settings of its own.

    Which database it is, `configure` says later: a program first imports, then learns its workspace.
    """
    if not settings.configured and "DJANGO_SETTINGS_MODULE" not in os.environ:
        settings.configure(INSTALLED_APPS=[APP], DATABASES={}, USE_TZ=True, TIME_ZONE="UTC", LICET_OWN_SETTINGS=True)
        django.setup()


def configure(workspace: Path, url: str | None) -> None:
    """Point Django at the database of one workspace; a site's own settings stay as they are."""
    ready()
    if not getattr(settings, "LICET_OWN_SETTINGS", False):
        return
    described = databases(workspace, url)
    connections.close_all()
    connections.configure_settings(described)  # fills in what Django expects to find
    connections.settings.update(described)
    connections["default"]  # made now if nobody asked for it yet, so that it can be taken away
    del connections["default"]


def migrate(using: str = "default") -> None:
    """Bring the tables of every installed app up to date; several processes may do so at once."""
    connection = connections[using]
    with _one_at_a_time(using):
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", database=using, verbosity=0, interactive=False)


@contextmanager
def other_database(alias: str, database: Mapping[str, Any]) -> Iterator[str]:
    """A database beside the configured one, under an alias of its own, for as long as the block lasts."""
    described = dict(database)
    connections.configure_settings({"default": described})  # fills in what Django expects to find
    connections.settings[alias] = described
    try:
        yield alias
    finally:
        connections[alias].close()
        del connections[alias]
        del connections.settings[alias]


def _sqlite(file: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "OPTIONS": {"timeout": 20, "transaction_mode": "IMMEDIATE", "init_command": "; ".join(PRAGMAS)},
    }


def _postgresql(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise refuse("DATABASE_URL", f"begins with {quoted(parts.scheme)}; write postgres://user@host/database or unset it")
    name = unquote(parts.path.removeprefix("/"))
    if not name or "/" in name:
        raise refuse("DATABASE_URL", "names no database; write postgres://user@host/database")
    try:
        port = parts.port
    except ValueError as error:
        raise refuse("DATABASE_URL", "has a port that is no number from 0 to 65535") from error
    # libpq's own options (sslmode, connect_timeout …) pass through; host is one that may name a socket's folder.
    options = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    host = options.pop("host", None) or unquote(parts.hostname or "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(port or ""),
        "OPTIONS": {**options, "isolation_level": READ_COMMITTED},
        "CONN_HEALTH_CHECKS": True,
    }


@contextmanager
def _one_at_a_time(using: str) -> Iterator[None]:
    """Let one process at a time change the tables of a database."""
    connection = connections[using]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(hashtext('licet migrate'))")
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(hashtext('licet migrate'))")
        return
    name = str(connection.settings_dict["NAME"])
    if name == ":memory:" or name.startswith("file:"):
        yield
        return
    with open(f"{name}.migrating", "wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
