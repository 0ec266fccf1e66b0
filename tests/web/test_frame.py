"""The frame of every page says which lists are held, and stands even when the library does not."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest

from licet.encoding.faults import refuse
from licet.reference.edition import Edition
from licet.web.library.present import held_now

pytestmark = pytest.mark.usefixtures("words")


def edition(day: int, **fields: Any) -> Edition:
    whole: dict[str, Any] = {
        "kind": "un-sc",
        "name": "UN-SC",
        "sources": {},
        "entries": 1,
        "added_at": "2026-08-01T00:00:00.000000Z",
    }
    return Edition(**{**whole, "dated_on": dt.date(2026, 8, day), "content": f"sha256:{day:064}", **fields})


def desk_with(editions: Any) -> Any:
    clock = SimpleNamespace(today=lambda: dt.date(2026, 8, 3))
    return SimpleNamespace(library=SimpleNamespace(editions=editions), clock=clock)


def test_a_held_update_is_said_with_the_edition_used_meanwhile() -> None:
    (found,) = held_now(desk_with(lambda: (edition(1), edition(2, held=True))))
    assert (found.dated_on.day, found.instead_on) == (2, dt.date(2026, 8, 1))


def test_a_damaged_library_does_not_take_every_page_with_it() -> None:
    def damaged() -> Any:
        raise refuse("edition file x.json", "cannot be read")

    assert held_now(desk_with(damaged)) == ()
