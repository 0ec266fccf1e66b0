"""What every list of cases does."""

import datetime as dt
import itertools
import random
from typing import Any

import msgspec
import pytest

from licet.access.condition import EVERYTHING, NOTHING, And, Condition, In, Le, Meets, Not, Or, Within, holds
from licet.access.listing import index_row
from licet.access.resource import Case
from licet.services.ports import CaseQuery, CaseRow

NOW = dt.datetime(2026, 8, 3, 9, 30, tzinfo=dt.UTC)

ACCESS = Case(
    state="NO",
    organisation="Nordic Drones",
    applicants=("p-1",),
    deciding_agency="mfa",
    agencies=("mod", "customs"),
    release_level="case",
    compartments=(),
    advised_by=(),
    decided_by=(),
    countersigned_by=(),
    conflicted=(),
    releasable=False,
)


def row(reference: str, **changes: Any) -> CaseRow:
    fields: dict[str, Any] = {
        "reference": reference,
        "number": f"NO-2026-{reference}",
        "activity": "export",
        "exporting_state": "NO",
        "destination": "JO",
        "status": "assessed",
        "recommendation": "refer",
        "recommendation_level": "case",
        "next_action": "Answer the missing facts",
        "next_actor": "applicant",
        "missing": ("range_km",),
        "submitted_on": dt.date(2026, 8, 3),
        "updated_at": NOW,
        "items": "Surveillance drone",
        "access": ACCESS,
    }
    return CaseRow(**{**fields, **changes})


def find(store: Any, **filters: Any) -> list[str]:
    query = CaseQuery(**{"visible": EVERYTHING, "clearance": "case", "order": "number", "descending": False, **filters})
    return [one.reference for one in store.cases.find(query).rows]


def test_a_line_is_put_found_and_replaced(store: Any) -> None:
    store.cases.put(row("A"))
    assert store.cases.get("A", visible=EVERYTHING, clearance="case") == row("A")
    later = row("A", status="decided", access=msgspec.structs.replace(ACCESS, agencies=("customs",)))
    store.cases.put(later)
    assert store.cases.find(CaseQuery(visible=EVERYTHING, clearance="case")).rows == (later,)
    assert store.cases.get("B", visible=EVERYTHING, clearance="case") is None
    assert find(store, visible=Meets("agencies", ("mod",))) == []


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ["A", "B", "C"]),
        ({"status": "decided"}, ["B"]),
        ({"destination": "JO"}, ["A", "C"]),
        ({"exporting_state": "SE"}, ["C"]),
        ({"activity": "transit"}, ["C"]),
        ({"next_actor": "officer"}, ["B"]),
        ({"status": "decided", "destination": "JO"}, []),
        ({"words": "surveillance"}, ["A", "C"]),
        ({"words": "DRONE jordan"}, ["A", "C"]),
        ({"words": "2026-b"}, ["B"]),
        ({"words": "100%"}, ["B"]),
        ({"words": "_rone"}, []),
        ({"words": "ÆRØ"}, ["B"]),
    ],
)
def test_filters_and_words(store: Any, filters: dict[str, Any], found: list[str]) -> None:
    store.cases.put(row("A"))
    store.cases.put(row("B", status="decided", destination=None, next_actor="officer", items="Radar of Ærø, 100% assembled"))
    store.cases.put(row("C", exporting_state="SE", activity="transit"))
    assert find(store, **filters) == found


def test_a_recommendation_above_the_reader_reads_as_none_and_no_filter_finds_it(store: Any) -> None:
    store.cases.put(row("A", recommendation="refuse", recommendation_level="secret"))
    store.cases.put(row("B", recommendation="refuse", recommendation_level="case"))
    store.cases.put(row("C", recommendation=None))
    assert find(store, recommendation="refuse") == ["B"]
    assert find(store, recommendation="refuse", clearance="secret") == ["A", "B"]
    shown = store.cases.find(CaseQuery(visible=EVERYTHING, clearance="restricted", order="number", descending=False)).rows
    assert [one.recommendation for one in shown] == [None, "refuse", None]
    one = store.cases.get("A", visible=EVERYTHING, clearance="restricted")
    assert one is not None
    assert one.recommendation is None


def test_what_may_not_be_seen_is_neither_listed_counted_nor_got(store: Any) -> None:
    store.cases.put(row("A"))
    store.cases.put(row("B", access=msgspec.structs.replace(ACCESS, release_level="secret")))
    page = store.cases.find(CaseQuery(visible=Le("release_level", 1), clearance="case"))
    assert ([one.reference for one in page.rows], page.total, page.pages) == (["A"], 1, 1)
    assert store.cases.get("B", visible=Le("release_level", 1), clearance="case") is None
    nothing = store.cases.find(CaseQuery(visible=NOTHING, clearance="secret"))
    assert (nothing.rows, nothing.total, nothing.page, nothing.pages) == ((), 0, 1, 1)


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("order", ["number", "submitted_on", "updated_at", "status", "destination", "next_action", "missing"])
def test_every_order_is_the_same_on_every_store_with_ties_by_reference(store: Any, order: str, descending: bool) -> None:
    chance = random.Random(order)  # noqa: S311  (the same rows on every run)
    words = ["Zulu", "alpha", "Ärger", "beta-2", "beta 10", "_x", "ÿ", "שלום"]
    rows = [
        row(
            f"{n:02}",
            number=chance.choice(words),
            status=chance.choice(words),
            next_action=chance.choice(words),
            destination=chance.choice(["NO", "SE", None]),
            missing=tuple("abc"[: chance.randrange(4)]),
            submitted_on=dt.date(2026, 8, chance.randrange(1, 5)),
            updated_at=NOW + dt.timedelta(microseconds=chance.randrange(5)),
        )
        for n in range(30)
    ]
    for one in chance.sample(rows, len(rows)):
        store.cases.put(one)

    def key(one: CaseRow) -> Any:
        value = getattr(one, order)
        return len(value) if order == "missing" else value or ""

    due = sorted(rows, key=lambda one: (key(one), one.reference), reverse=descending)
    assert find(store, order=order, descending=descending, per_page=100) == [one.reference for one in due]


@pytest.mark.parametrize(
    ("asked", "shown", "first"), [(1, 1, "00"), (2, 2, "03"), (3, 3, "06"), (9, 3, "06"), (0, 1, "00"), (-4, 1, "00")]
)
def test_pages_join_without_gap_and_a_page_beyond_is_the_last(store: Any, asked: int, shown: int, first: str) -> None:
    store.cases.replace_all(row(f"{n:02}") for n in range(7))
    page = store.cases.find(
        CaseQuery(visible=EVERYTHING, clearance="case", order="number", descending=False, page=asked, per_page=3)
    )
    assert (page.page, page.pages, page.total, page.rows[0].reference) == (shown, 3, 7, first)


def test_very_many_are_counted_to_a_round_number_behind_the_page(store: Any) -> None:
    def page(number: int, **asked: Any) -> tuple[int, bool, int, int, list[str]]:
        found = store.cases.find(
            CaseQuery(visible=OFFICERS, clearance="case", descending=False, page=number, per_page=250, **asked)
        )
        return found.total, found.more, found.page, found.pages, [one.reference for one in found.rows]

    def numbers(start: int, end: int) -> list[str]:
        return [f"{n:04}" for n in range(start, end)]

    store.cases.replace_all(row(f"{n:04}") for n in range(500))
    # A case that is reached in two ways, as the deciding agency's and as one it is asked about, counts once.
    assert page(1) == (500, False, 1, 2, numbers(0, 250))
    store.cases.put(row("0500"))
    assert page(1) == (500, True, 1, 2, numbers(0, 250))
    assert page(2) == (500, True, 2, 2, numbers(250, 500))
    assert page(3) == (501, False, 3, 3, numbers(500, 501))
    assert page(9) == (501, False, 3, 3, numbers(500, 501))
    assert page(1, count_all=True) == (501, False, 1, 3, numbers(0, 250))
    assert page(1, order="number") == (500, True, 1, 2, numbers(0, 250))
    assert page(1, status="decided") == (0, False, 1, 1, [])


OFFICERS = And((Or((In("deciding_agency", ("mfa",)), Meets("agencies", ("mod",)))), Le("release_level", 1), In("state", ("NO",))))
"""What an officer of two agencies sees, who reaches each of these cases through both."""


def test_replacing_all_leaves_only_the_new_and_a_failure_the_old(store: Any) -> None:
    store.cases.put(row("old"))

    def broken() -> Any:
        yield row("new")
        raise RuntimeError("a history that cannot be read")

    with pytest.raises(RuntimeError):
        store.cases.replace_all(broken())
    assert find(store) == ["old"]
    assert store.cases.replace_all(row(f"{n:04}") for n in range(1100)) == 1100
    assert store.cases.find(CaseQuery(visible=EVERYTHING, clearance="case", count_all=True)).total == 1100
    assert store.cases.replace_all([]) == 0
    assert find(store) == []


def atoms() -> list[Condition]:
    return [
        EVERYTHING,
        NOTHING,
        In("state", ("NO", "SE")),
        In("state", ()),
        In("organisation", ("Nordic Drones",)),
        In("deciding_agency", ("mfa",)),
        And((In("state", ("NO",)), Or((Meets("agencies", ("mod", "x")), In("releasable", (True,)), Le("release_level", 0))))),
        And((In("state", ("NO", "SE")), Or((In("organisation", ("Other",)), In("deciding_agency", ("mfa", "moe")))))),
        In("releasable", (True,)),
        In("release_level", (0, 3)),
        Le("release_level", 1),
        *(Meets(name, values) for name in ("applicants", "agencies") for values in (("p-1", "mod"), ("mod", "x"), ())),
        *(Within(name, values) for name in ("compartments", "agencies") for values in (("falcon",), ("mod", "customs"), ())),
        Within("conflicted", ("p-9",)),
        Meets("decided_by", ("p-2",)),
        Meets("advised_by", ("p-2",)),
        Meets("countersigned_by", ("p-2",)),
    ]


def test_every_condition_of_access_finds_the_cases_it_holds_for(store: Any) -> None:
    chance = random.Random(11)  # noqa: S311

    def some(*words: str) -> tuple[str, ...]:
        return tuple(word for word in words if chance.random() < 0.4)

    rows = [
        row(
            f"{n:03}",
            access=Case(
                state=chance.choice(["NO", "SE", "JO"]),
                organisation=chance.choice(["Nordic Drones", "Other"]),
                applicants=some("p-1", "p-9"),
                deciding_agency=chance.choice(["mfa", "moe"]),
                agencies=some("mod", "customs", "x"),
                release_level=chance.choice(["public", "case", "restricted", "secret"]),
                compartments=some("falcon", "heron"),
                advised_by=some("p-2", "p-3"),
                decided_by=some("p-2"),
                countersigned_by=some("p-2", "p-4"),
                conflicted=some("p-9", "p-2"),
                releasable=chance.random() < 0.5,
            ),
        )
        for n in range(60)
    ]
    store.cases.replace_all(rows)
    conditions = [*atoms(), *(Not(atom) for atom in atoms())]
    for left, right in itertools.islice(itertools.combinations(chance.sample(conditions, len(conditions)), 2), 25):
        conditions += [And((left, right)), Or((left, Not(right))), Not(Or((left, And((right, Not(left))))))]
    for condition in conditions:
        due = [one.reference for one in rows if holds(condition, index_row(one.access))]
        assert find(store, visible=condition, per_page=100) == due, condition
        page = store.cases.find(CaseQuery(visible=condition, clearance="case", per_page=1))
        assert (page.total, page.more) == (len(due), False)
        assert [one.reference for one in page.rows] == due[-1:], condition
