"""What every list of stored parties does."""

import datetime as dt
import random
from typing import Any

import msgspec
import pytest

from licet.casework.stored_party import Hit, Settled, Standing, holds_until, standing_of
from licet.dossier.history import Clearance
from licet.dossier.values import IdentityRef
from licet.services.ports import PartyQuery, PartyRow

NOW = dt.datetime(2026, 8, 3, 9, 30, tzinfo=dt.UTC)
DAY = NOW.date()


def hit(state: str = "open", record: str = "x-1", until: dt.date | None = None) -> Settled:
    word = Clearance(
        identity=IdentityRef(subject="_parties/p", version=1), record_id=record, record="sha256:" + "0" * 64, state="cleared",
        by="p-7", why="another", on=DAY, until=until,
    )  # fmt: skip
    return Settled(
        hit=Hit(record_id=record, list="EX", source="ftm EX", listed="sha256:" + "0" * 64, score="0.9000", effect="weigh"),
        state=state,  # type: ignore[arg-type]
        word=None if state == "open" else msgspec.structs.replace(word, state=state),
    )


def row(name: str, hits: tuple[Settled, ...] | None = (), **changes: Any) -> PartyRow:
    fields: dict[str, Any] = {
        "id": name,
        "schema": "Person",
        "identity": IdentityRef(subject=f"_parties/{name}", version=1),
        "added_at": NOW,
        "changed_at": NOW,
        "withdrawn": False,
        "hits": hits,
        "standing": standing_of(hits),
        "holds_until": holds_until(hits or ()),
    }
    return PartyRow(**{**fields, **changes})


def ids(store: Any, **filters: Any) -> list[str]:
    return [one.id for one in store.parties.find(PartyQuery(**{"on": DAY, "order": "id", "descending": False, **filters})).rows]


def test_a_line_is_read_as_it_was_put_and_replaced_by_the_next(store: Any) -> None:
    first = row("a", (hit("cleared", until=DAY),))
    store.parties.put([first, row("b")])
    assert store.parties.get(["a", "nobody"]) == {"a": first}
    second = row("a", None, identity=IdentityRef(subject="_parties/a", version=2))
    store.parties.put([second])
    assert store.parties.get(["a", "b"]) == {"a": second, "b": row("b")}
    assert ids(store) == ["a", "b"]


@pytest.mark.parametrize("standing", ["waiting", "clear", "open", "cleared", "confirmed", "withdrawn", None])
def test_parties_are_found_by_how_they_stand(store: Any, standing: Standing | None) -> None:
    rows = {
        "waiting": row("w", None),
        "clear": row("c"),
        "open": row("o", (hit(), hit("cleared", "x-2"))),
        "cleared": row("d", (hit("cleared"),)),
        "confirmed": row("k", (hit("confirmed"), hit("cleared", "x-2"))),
        "withdrawn": row("x", (hit(),), withdrawn=True, standing="withdrawn"),
    }
    store.parties.put(rows.values())
    wanted = [rows[standing].id] if standing else sorted(one.id for name, one in rows.items() if name != "withdrawn")
    assert ids(store, standing=standing) == wanted


def test_a_word_that_is_over_opens_its_hit_without_anybody_writing(store: Any) -> None:
    kept = row("a", (hit("cleared", until=DAY), hit("confirmed", "x-2")))
    assert kept.standing == "confirmed"
    store.parties.put([kept, row("gone", (hit("cleared", until=DAY),), withdrawn=True, standing="withdrawn")])
    tomorrow = DAY + dt.timedelta(days=1)
    assert (ids(store, standing="confirmed"), ids(store, standing="open")) == (["a"], [])
    assert (ids(store, standing="confirmed", on=tomorrow), ids(store, standing="open", on=tomorrow)) == ([], ["a"])
    assert ids(store, standing="withdrawn", on=tomorrow) == ["gone"]
    [shown] = store.parties.find(PartyQuery(on=tomorrow)).rows
    assert (shown.standing, [one.state for one in shown.hits or ()]) == ("open", ["open", "confirmed"])


def test_filters_orders_and_pages(store: Any) -> None:
    chance = random.Random(4)  # noqa: S311 # a fixed order of made-up parties
    rows = [
        row(
            f"{chance.choice('aBc')}-{at:03}",
            tuple(hit("open", f"x-{n}") for n in range(at % 4)),
            schema=("Person", "Vessel")[at % 2],
            added_at=NOW + dt.timedelta(minutes=chance.randrange(50)),
            changed_at=NOW + dt.timedelta(minutes=chance.randrange(5)),
        )
        for at in range(60)
    ]
    store.parties.put(rows)
    by_id = sorted(rows, key=lambda one: one.id)
    keys: dict[str, Any] = {
        "hits": lambda one: len(one.hits),
        "added_at": lambda one: one.added_at,
        "changed_at": lambda one: one.changed_at,
    }
    for order, key in {"id": lambda one: one.id, **keys}.items():
        for descending in (False, True):
            due = [one.id for one in sorted(by_id, key=key, reverse=descending)]
            found = store.parties.find(PartyQuery(on=DAY, order=order, descending=descending, page=2, per_page=25))
            assert ([one.id for one in found.rows], found.total, found.page, found.pages) == (due[25:50], 60, 2, 3), (
                order,
                descending,
            )
    assert ids(store, words="b- 0", per_page=100) == [one.id for one in by_id if one.id.startswith("B-") and "0" in one.id]
    assert ids(store, schema="Vessel", per_page=100) == [one.id for one in by_id if one.schema == "Vessel"]
    assert store.parties.find(PartyQuery(on=DAY, page=9)).page == 3
    assert store.parties.find(PartyQuery(on=DAY, words="100%")).total == 0


def test_everybody_on_the_list_is_read_in_one_order_everywhere(store: Any) -> None:
    names = [f"{letter}{at}" for letter in "aBz_" for at in range(1, 200)]
    names = [name for name in names if name[0] != "_"] + ["Z.1", "Z-1", "Z_1"]
    store.parties.put([row(name) for name in names] + [row("off", withdrawn=True, standing="withdrawn")])
    assert [one.id for one in store.parties.on_the_list()] == sorted(names)


def test_the_list_is_rebuilt_whole_or_not_at_all(store: Any) -> None:
    store.parties.put([row("old")])

    def broken() -> Any:
        yield row("new")
        raise OSError("no space left")

    for act in (store.parties.replace_all, store.parties.put):
        with pytest.raises(OSError, match="no space"):
            act(broken())
    assert ids(store) == ["old"]
    assert store.parties.replace_all(row(f"n-{at}") for at in range(700)) == 700
    assert ids(store, words="old") == []
