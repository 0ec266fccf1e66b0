"""What every list of contracts does."""

import datetime as dt
import random
from collections import Counter
from typing import Any

import pytest

from licet.access.condition import EVERYTHING, And, In, Le, Meets, Within, holds
from licet.access.level import LEVELS
from licet.access.listing import index_row, visible
from licet.access.resource import Planning
from licet.services.ports import ContractQuery, ContractRow, InStage
from licet.storage.contract_list import PLACES
from licet.storage.wiring import operator

DAY = dt.date(2026, 8, 3)


def row(ident: str, status: str = "planning", **changes: Any) -> ContractRow:
    stage = status.removeprefix("suspended_in_")
    fields: dict[str, Any] = {
        "id": ident, "kind": "sale", "title": f"Title of {ident}", "partners": ("SE",), "status": status,
        "stage": "tender" if status == "terminated" else stage, "since": DAY, "milestones": 2, "met": 1, "next_on": None,
        "access": Planning(state="NO", release_level="case", compartments=()),
    }  # fmt: skip
    return ContractRow(**{**fields, **changes})


def put(store: Any, *rows: ContractRow) -> None:
    for one in rows:
        store.contracts.put(one)


def ids(store: Any, **wanted: Any) -> list[str]:
    return [one.id for one in store.contracts.find(ContractQuery(**{"visible": EVERYTHING, **wanted})).rows]


def test_a_line_is_read_as_it_was_put_and_replaced_by_the_next(store: Any) -> None:
    first = row("NO-1", next_on=DAY, title="Ubåter til kysten")
    put(store, first, row("NO-2"))
    assert store.contracts.find(ContractQuery(visible=EVERYTHING, words="no-1")).rows == (first,)
    second = row("NO-1", "suspended_in_award", met=2)
    put(store, second)
    assert store.contracts.find(ContractQuery(visible=EVERYTHING)).rows == (second, row("NO-2"))


def test_contracts_are_found_by_every_filter(store: Any) -> None:
    put(
        store,
        row("NO-1", "tender", title="Field radios"),
        row("NO-2", "suspended_in_tender", kind="purchase", title="FIELD kitchens 100%"),
        row("NO-3", "terminated"),
        row("NO-4", "complete", kind="purchase"),
    )
    assert ids(store, stage="tender") == ["NO-1", "NO-2"]
    assert ids(store, stage="terminated") == ["NO-3"]
    assert ids(store, kind="purchase") == ["NO-2", "NO-4"]
    assert ids(store, open=True) == ["NO-1", "NO-2"]
    assert ids(store, open=False) == ["NO-3", "NO-4"]
    assert ids(store, words="field") == ["NO-1", "NO-2"]
    assert ids(store, words="  kitchens   Field") == ["NO-2"]
    assert ids(store, words="100%") == ["NO-2"]
    assert ids(store, words="1_0") == []
    assert ids(store, words="no-3") == ["NO-3"]


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("order", ["id", "since", "stage", "next"])
def test_every_order_is_whole_and_pages_cut_it(store: Any, order: str, descending: bool) -> None:
    chance = random.Random(f"{order} {descending}")  # noqa: S311 - example lines
    statuses = [*PLACES, "suspended_in_tender", "suspended_in_final"]
    rows = [
        row(
            f"{chance.choice('abNO')}-{at}", chance.choice(statuses), since=DAY - dt.timedelta(days=chance.randrange(6)),
            next_on=chance.choice([None, DAY, DAY + dt.timedelta(days=2)]),
        )
        for at in range(40)
    ]  # fmt: skip
    store.contracts.replace_all(rows)
    key: Any = {
        "id": lambda one: one.id,
        "since": lambda one: one.since,
        "stage": lambda one: PLACES.index(one.stands_in),
        "next": lambda one: one.next_on or dt.date.max,
    }[order]
    whole = sorted(sorted(rows, key=lambda one: one.id), key=key, reverse=descending)
    pages = [store.contracts.find(ContractQuery(visible=EVERYTHING, order=order, descending=descending, page=at, per_page=15)) for at in (1, 2, 3, 99)]  # fmt: skip
    assert [one.id for page in pages[:3] for one in page.rows] == [one.id for one in whole]
    assert [(page.page, page.pages, page.total) for page in pages] == [(1, 3, 40), (2, 3, 40), (3, 3, 40), (3, 3, 40)]


def test_nobody_finds_or_counts_what_is_above_them(store: Any) -> None:
    """The condition that the policies make, and others, filter as `holds` says, in the list and in its counts."""
    places = [
        Planning(state=state, release_level=level, compartments=words)
        for state in ("NO", "SE")
        for level in LEVELS
        for words in ((), ("north",), ("north", "sea"))
    ]
    rows = [row(f"NO-{at:02}", access=access) for at, access in enumerate(places)]
    store.contracts.replace_all(rows)
    conditions = [
        *(visible(operator(state), "planning") for state in ("NO", "SE", "DK")),
        Meets("compartments", ("sea",)),
        Within("compartments", ("north",)),
        Within("compartments", ()),
        And((In("state", ("NO",)), Le("release_level", 1))),
    ]
    for condition in conditions:
        wanted = [one.id for one in rows if holds(condition, index_row(one.access))]
        assert ids(store, visible=condition) == wanted
        counted = store.contracts.in_stages(ContractQuery(visible=condition))
        assert sum(one.contracts for one in counted) == len(wanted)
    assert ids(store, visible=conditions[0]) == [one.id for one in rows if one.access.state == "NO" and not one.access.compartments]


def test_open_contracts_are_counted_by_stage_and_day(store: Any) -> None:
    days = [DAY - dt.timedelta(days=at % 3) for at in range(12)]
    statuses = ["tender", "suspended_in_tender", "award", "complete", "terminated"]
    rows = [row(f"NO-{at}", statuses[at % 5], since=day) for at, day in enumerate(days)]
    put(store, *rows)
    wanted = Counter((one.stage, one.since) for one in rows if one.open)
    assert store.contracts.in_stages(ContractQuery(visible=EVERYTHING, page=9, per_page=1)) == tuple(
        InStage(stage, since, count) for (stage, since), count in sorted(wanted.items())
    )
    assert {one.stage for one in store.contracts.in_stages(ContractQuery(visible=EVERYTHING, stage="award"))} == {"award"}


def test_a_rebuilding_that_fails_leaves_the_list_as_it_was(store: Any) -> None:
    put(store, row("NO-1"))

    def broken() -> Any:
        yield row("NO-2")
        raise RuntimeError("a history that cannot be read")

    with pytest.raises(RuntimeError):
        store.contracts.replace_all(broken())
    assert ids(store) == ["NO-1"]
    assert store.contracts.replace_all([row("NO-3"), row("NO-4")]) == 2
    assert ids(store) == ["NO-3", "NO-4"]
