"""Fixtures used across the suite: where the optional real lists lie, a PostgreSQL (`postgres`), and what the pipeline stands on (`workbench`)."""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings

CHECKOUT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(CHECKOUT / "tests"))
# Playwright keeps an event loop in the thread of the tests, and Django would then refuse it the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
# The same examples on every run: what a random one finds on the day of a landing is nobody's fault and stops everybody.
# LICET_TEST_SEARCH=1 looks for new ones.
# None is a timed test: the first screening on a machine compiles its loops.
settings.register_profile("search", deadline=None)
settings.register_profile("steady", deadline=None, derandomize=True, database=None, max_examples=40)
settings.load_profile("search" if os.environ.get("LICET_TEST_SEARCH") else "steady")
pytest_plugins = ["postgres", "workbench"]
SHELLS = {"cli", "contract", "examples", "storage", "web"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The floor of coverage is what the core's own tables of cases reach. Watching lines takes three times as long as running
    them, so it is not done where the same lines run over and over or behind a shell.
    """
    for item in items:
        folder = item.path.relative_to(CHECKOUT / "tests").parts[0]
        if folder in SHELLS or getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker("no_cover")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real lists and law tables beside the checkout; a test that needs it is left out where it is absent."""
    folder = Path(os.environ.get("LICET_SHARED", CHECKOUT.parent / "shared"))
    if not (folder / "data").is_dir():
        pytest.skip("left out: the folder of real lists (LICET_SHARED) is not on this machine")
    return folder
