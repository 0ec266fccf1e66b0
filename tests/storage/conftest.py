"""Databases of a test's own, beside whatever the suite itself is configured with."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from django.conf import settings
from django.db import connections

from licet.storage.database import ready


@pytest.fixture(scope="session")
def unblocked(django_db_blocker: Any) -> Iterator[None]:
    """Django is ready, and databases that are none of its own test databases may be opened."""
    ready()
    with ExitStack() as stack:
        if django_db_blocker is not None:
            stack.enter_context(django_db_blocker.unblock())
        yield


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes that a test starts are command lines, whatever site the suite itself runs with."""
    monkeypatch.delenv("DJANGO_SETTINGS_MODULE", raising=False)
    assert "DJANGO_SETTINGS_MODULE" not in os.environ


@pytest.fixture
def own_default(unblocked: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """`configure` may point Django's default database at a workspace of the test, and it is put back afterwards."""
    del unblocked
    monkeypatch.setattr(settings, "LICET_OWN_SETTINGS", True, raising=False)
    before = connections.settings.get("default")
    yield
    connections["default"].close()
    del connections["default"]
    if before is not None:
        connections.settings["default"] = before
