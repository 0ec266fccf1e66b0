"""Which database, and how it is set up."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections

from licet.encoding.faults import Faults
from licet.storage.database import databases, migrate, other_database

POSTGRESQL = "django.db.backends.postgresql"


@pytest.mark.parametrize(
    ("url", "due"),
    [
        ("postgres://licet@db.example/licet", {"USER": "licet", "HOST": "db.example", "NAME": "licet", "PORT": "", "PASSWORD": ""}),
        (
            "postgresql://u:p%40ss%2Fword@db:5433/l",
            {"USER": "u", "PASSWORD": "p@ss/word", "HOST": "db", "PORT": "5433", "NAME": "l"},
        ),
        ("postgres://postgres@%2Fvar%2Frun%2Fpostgresql/licet", {"HOST": "/var/run/postgresql", "USER": "postgres"}),
        ("postgres:///licet?host=/var/run/Postgres", {"HOST": "/var/run/Postgres", "USER": "", "NAME": "licet"}),
        (
            "postgres://h/l%20x?sslmode=require&connect_timeout=3",
            {"NAME": "l x", "OPTIONS": {"sslmode": "require", "connect_timeout": "3", "isolation_level": 2}},
        ),
    ],
)
def test_a_url_names_a_postgresql(tmp_path: Path, url: str, due: dict[str, Any]) -> None:
    found = databases(tmp_path, url)["default"]
    assert found["ENGINE"] == POSTGRESQL
    assert {key: found[key] for key in due} == due


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("mysql://h/l", "begins with “mysql”"),
        ("licet", "begins with “”"),
        ("postgres://h", "names no database"),
        ("postgres://h/", "names no database"),
        ("postgres://h/a/b", "names no database"),
        ("postgres://h:port/l", "port that is no number"),
        ("postgres://h:99999/l", "port that is no number"),
    ],
)
def test_any_other_url_is_refused_without_showing_its_password(tmp_path: Path, url: str, says: str) -> None:
    with pytest.raises(Faults, match=says):
        databases(tmp_path, url)
    secret = url.replace("://", "://u:hunter2@")
    if "://" in url:
        with pytest.raises(Faults) as fault:
            databases(tmp_path, secret)
        assert "hunter2" not in str(fault.value)


@pytest.mark.parametrize("url", [None, ""])
def test_without_a_url_it_is_the_file_of_the_workspace(tmp_path: Path, url: str | None) -> None:
    assert databases(tmp_path, url)["default"]["NAME"] == str(tmp_path / "licet.sqlite3")


@pytest.mark.usefixtures("unblocked")
def test_sqlite_is_set_up_to_lose_nothing_and_to_wait(tmp_path: Path) -> None:
    with other_database("here", databases(tmp_path, None)["default"]) as using:
        with connections[using].cursor() as cursor:
            asked = {
                name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
                for name in ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")
            }
        assert asked == {"journal_mode": "wal", "synchronous": 2, "busy_timeout": 20_000, "foreign_keys": 1}
        assert connections[using].transaction_mode == "IMMEDIATE"


@pytest.mark.usefixtures("unblocked")
def test_postgresql_sees_what_was_committed_while_it_waited(postgres_url: str, tmp_path: Path) -> None:
    with other_database("here", databases(tmp_path, postgres_url)["default"]) as using, connections[using].cursor() as cursor:
        cursor.execute("SHOW transaction_isolation")
        assert cursor.fetchone() == ("read committed",)
        cursor.execute("SHOW synchronous_commit")
        assert cursor.fetchone() == ("on",)


@pytest.mark.parametrize("vendor", ["sqlite", "postgresql"])
def test_processes_that_make_the_tables_at_once_all_succeed(vendor: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    url = request.getfixturevalue("postgres_url") if vendor == "postgresql" else None
    program = (
        "import sys; from pathlib import Path; from licet.storage.database import configure, migrate;"
        "import licet.storage.records; configure(Path(sys.argv[1]), sys.argv[2] or None); migrate()"
    )
    started = [
        subprocess.Popen([sys.executable, "-c", program, str(tmp_path), url or ""], stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    assert [(process.communicate()[1], process.returncode) for process in started] == [("", 0)] * 3


@pytest.mark.usefixtures("unblocked")
def test_the_tables_are_those_of_the_models(tmp_path: Path) -> None:
    """A change of a model without its migration would go unnoticed until somebody's database lacks a column."""
    call_command("makemigrations", "records", check=True, dry_run=True, verbosity=0)
    with other_database("here", databases(tmp_path, None)["default"]) as using:
        migrate(using)
        migrate(using)
        assert "records_eventrecord" in connections[using].introspection.table_names()


def test_the_command_line_starts_without_the_sites_packages() -> None:
    program = (
        "import sys; from pathlib import Path; from licet.storage.database import configure; import licet.storage.workspace;"
        "configure(Path('nowhere'), None);"
        "print([name for name in ('allauth', 'ninja', 'axes', 'csp', 'django.contrib.auth', 'licet.web') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
