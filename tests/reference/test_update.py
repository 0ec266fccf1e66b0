"""What makes an update wait for two people, and what does not."""

import datetime as dt
from typing import Any

import msgspec
import pytest

from licet.encoding.canonical import digest_of
from licet.encoding.faults import Faults
from licet.reference.edition import Edition, EditionRef, in_force
from licet.reference.parse import parse
from licet.reference.record import Identifier, ListedName, Record
from licet.reference.rulebook import Canary, Rulebook
from licet.reference.update import UpdatePolicy, going_back, policy_of, reasons_to_hold

DAY = dt.date(2026, 8, 1)


def record(number: int, **fields: Any) -> Record:
    whole: dict[str, Any] = {
        "id": f"r-{number}",
        "list": "X",
        "schema": "Person",
        "names": (ListedName(text=f"Name {number}"), ListedName(text=f"اسم {number}")),
        "effect": "prohibit",
        "birth_dates": ("1961",),
        "identifiers": (Identifier(kind="idNumber", number=str(number)),),
    }
    return Record(**{**whole, **fields})


def edition(content: str = "a", **fields: Any) -> Edition:
    whole: dict[str, Any] = {
        "kind": "index-jsonl",
        "name": "X",
        "dated_on": DAY,
        "content": digest_of(content.encode()),
        "sources": {},
        "entries": 1,
        "added_at": "2026-08-01T00:00:00.000000Z",
    }
    return Edition(**{**whole, **fields})


BEFORE = tuple(record(number) for number in range(100))


def reasons(after: Any, *, before: Any = BEFORE, **policy: Any) -> str:
    return " ".join(reasons_to_hold(edition(), tuple(after), before=before, policy=UpdatePolicy(**policy)))


def changed(**fields: Any) -> list[Record]:
    return [msgspec.structs.replace(one, **fields) for one in BEFORE]


@pytest.mark.parametrize(
    ("after", "says"),
    [
        (BEFORE, ""),
        ((*BEFORE, record(100)), ""),
        (BEFORE[5:], ""),
        (BEFORE[6:], "It removes 6 of 100 entries (6.0 %), more than the 5 % that are allowed."),
        ((), "It removes 100 of 100 entries (100.0 %)"),
        ([msgspec.structs.replace(one, id=f"{one.id}x") for one in BEFORE], "It removes 100 of 100"),
        ([msgspec.structs.replace(one, names=one.names[:1]) for one in BEFORE], "Of names in Arabic script"),
        ([msgspec.structs.replace(one, names=one.names[:1]) for one in BEFORE], "Of further names of the entries that stay it keeps none of 100"),
        (changed(identifiers=()), "Of identifiers of the entries that stay it keeps none of 100."),
        (changed(birth_dates=()), "Of birth dates of the entries that stay it keeps none of 100."),
        ([*changed(birth_dates=())[:51], *BEFORE[51:]], "it keeps only 49 of 100"),
        ([*changed(birth_dates=())[:50], *BEFORE[50:]], ""),
        (changed(schema="Vessel"), "Of entries of the kind Person of the entries that stay it keeps none of 100."),
        (changed(names=(ListedName(text="individual"), ListedName(text="اسم"))), "another first name (100.0 %)"),
        ([*changed(names=(ListedName(text="B"), ListedName(text="ا")))[:20], *BEFORE[20:]], ""),
    ],
)  # fmt: skip
def test_what_a_publisher_never_does_by_itself_is_said(after, says):
    found = reasons(after)
    assert says in found
    assert bool(found) == bool(says)


def test_the_share_is_the_authoritys():
    assert reasons(BEFORE[1:], removed_percent_max=0)
    assert not reasons(BEFORE[50:], removed_percent_max=50)


def test_the_first_edition_of_a_list_has_nothing_to_shrink_from():
    assert reasons((record(1),), before=None) == ""


@pytest.mark.parametrize(
    ("canary", "lost"),
    [
        (Canary(list="index-jsonl", id="r-7"), False),
        (Canary(list="index-jsonl", id="r-700"), True),
        (Canary(list="index-jsonl:X", name="NAME  7"), False),
        (Canary(list="index-jsonl:X", name="Name 700"), True),
        (Canary(list="index-jsonl:Y", name="Name 700"), False),
        (Canary(list="un-sc", name="Name 700"), False),
    ],
)
def test_a_canary_must_be_there_even_in_a_first_edition(canary, lost):
    for before in (BEFORE, None):
        assert ("canary" in reasons(BEFORE, before=before, canaries=(canary,))) == lost


def rulebook(**fields: Any) -> Rulebook:
    return Rulebook(**{"id": "A", "state": None, "dated_on": DAY, "title": "t", **fields})


def test_of_several_authorities_the_strictest_holds():
    one, two = Canary(list="un-sc", id="1"), Canary(list="un-sc", id="2")
    policy = policy_of((rulebook(list_removed_percent_max=3, list_canaries=(one,)), rulebook(list_canaries=(two, one))))
    assert policy == UpdatePolicy(removed_percent_max=3, canaries=(one, two))
    assert policy_of(()) == UpdatePolicy()


def test_a_list_from_the_past_is_not_taken_for_an_update():
    current = edition("b").ref
    older = edition("a", dated_on=dt.date(2026, 7, 1))
    assert going_back(edition("c"), replaces=current, earlier=(older,)) == ()
    assert going_back(edition("b"), replaces=current, earlier=(older,)) == (), "the same again is no step back"
    (dated,) = going_back(edition("c", dated_on=dt.date(2026, 7, 1)), replaces=current, earlier=())
    assert dated == "It is dated 2026-07-01, before the edition in force (2026-08-01)."
    (same,) = going_back(edition("a"), replaces=current, earlier=(older,))
    assert "holds just what the edition of 2026-07-01 held" in same


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("list_removed_percent_max: 101", "is 101; it is a share in percent"),
        ("list_canaries: [{list: un-sc}]", "names its party by id or by name"),
        ('list_canaries: [{list: un-sc, id: "1", name: B}]', "names its party by id or by name"),
        ("list_canaries: [{list: embargoes, id: A}]", "is no kind of party list"),
    ],
)
def test_a_rulebook_that_sets_nonsense_is_refused(text, says):
    whole = f"id: A\nstate: null\ndated_on: 2026-01-01\ntitle: t\n{text}\n"
    with pytest.raises(Faults, match=says):
        parse("rulebook", {"rulebook.yaml": whole.encode()})


def test_a_rulebook_from_before_these_parameters_is_read():
    old = b'{"dated_on":"2026-01-01","id":"A","shape":"rulebook/1","state":null,"title":"t"}\n'
    assert msgspec.json.decode(old, type=Rulebook).list_removed_percent_max == 5


def test_a_held_update_is_said_in_the_snapshot_and_changes_no_digest_when_there_is_none():
    force, later = edition("a"), edition("b", dated_on=dt.date(2026, 8, 2), held=True)
    plain = in_force((force,), as_of=dt.date(2026, 8, 3))
    assert b"held" not in msgspec.json.encode(plain)
    held = in_force((force, later), as_of=dt.date(2026, 8, 3))
    assert held.editions == plain.editions
    assert held.held == (EditionRef(kind="index-jsonl", name="X", dated_on=later.dated_on, content=later.content, entries=1),)
    assert held.digest != plain.digest
    assert in_force((force, msgspec.structs.replace(later, rejected=True)), as_of=dt.date(2026, 8, 3)) == plain
    assert in_force((force, later), as_of=dt.date(2026, 8, 1)).held == ()
    superseded = edition("c", dated_on=dt.date(2026, 8, 3))
    assert in_force((force, later, superseded), as_of=dt.date(2026, 8, 3)).held == (), "a newer sound edition makes it moot"
