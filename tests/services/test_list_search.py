"""Looking through the lists in force: by words, by data set, by facts; and what of a record FollowTheMoney is told."""

import datetime as dt

import pytest

from licet.reference.edition import EditionRef
from licet.reference.record import Identifier, ListedName, Record
from licet.screening.index import build_index
from licet.services.followthemoney import entity_of
from licet.services.list_search import Directory, Wanted, directory_of, facets, folded, slug
from licet.services.screen import Lists


def record(number: int, *names: str, lists: str = "US-SDN", schema: str = "Person", **more: object) -> Record:
    effect = "prohibit" if "SDN" in lists else "refuse"
    listed = tuple(ListedName(text=name) for name in names)
    return Record(id=f"r{number}", list=lists, schema=schema, names=listed, effect=effect, **more)  # type: ignore[arg-type]


FIRST = (
    record(1, "PRYMEROV, Viktor", "Виктор Примеров", countries=("RU", "UA"), listed_on=dt.date(2024, 2, 1)),
    record(2, "Viktor Prymerovich", countries=("RU",)),
    record(3, "Salt Heron", schema="Vessel", lists="US-EL+US-SDN", identifiers=(Identifier(kind="imoNumber", number="9074729"),)),
)
SECOND = (record(4, "Viktor Prymerov Trading", schema="Company", lists="US-EL"),)


@pytest.fixture(scope="module")
def directory() -> Directory:
    digests = ("sha256:" + "a" * 64, "sha256:" + "b" * 64)
    editions = tuple(
        EditionRef(kind="index-jsonl", name=name, dated_on=dt.date(2026, month, 1), content=content, entries=len(records))
        for name, month, content, records in (("First list", 1, digests[0], FIRST), ("US-EL", 3, digests[1], SECOND))
    )
    lists = Lists(edition="sha256:" + "c" * 64, editions=editions, indexes=(build_index(FIRST), build_index(SECOND)))
    return directory_of(lists)


def ids(directory: Directory, words: str = "", **wanted: object) -> list[str]:
    return [one.id for one in directory.search(words, Wanted(**wanted))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", ["r1", "r2", "r3", "r4"]),
        ("viktor prymerov", ["r2", "r1", "r4"]),  # as it begins, then wherever the words stand, the shorter first
        ("PRYMEROV viktor", ["r1", "r2", "r4"]),
        ("prym", ["r1", "r2", "r4"]),
        ("Примеров", ["r1"]),
        ("heron salt", ["r3"]),
        ("eron", []),
        ("r4", ["r4"]),
        ("nobody", []),
        ("?!", ["r1", "r2", "r3", "r4"]),
    ],
)
def test_every_word_begins_one_of_a_name(directory: Directory, words: str, found: list[str]) -> None:
    assert sorted(ids(directory, words)) == sorted(found)
    assert ids(directory, words)[:1] == found[:1]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"dataset": "first_list"}, ["r1", "r2", "r3"]),
        ({"dataset": "us_el"}, ["r3", "r4"]),
        ({"include_datasets": ("us_el",)}, ["r3", "r4"]),
        ({"exclude_datasets": ("us_el",)}, ["r1", "r2"]),
        ({"schema": "LegalEntity"}, ["r1", "r2", "r4"]),
        ({"schema": "Vehicle"}, ["r3"]),
        ({"exclude_schemata": ("Organization",)}, ["r1", "r2", "r3"]),
        ({"countries": ("RU", "UA")}, ["r1", "r2"]),
        ({"countries": ("RU", "UA"), "all_of_each": True}, ["r1"]),
        ({"topics": ("sanction",)}, ["r1", "r2", "r3"]),
        ({"topics": ("export.control",)}, ["r4"]),
        ({"exclude_ids": ("r1", "r3")}, ["r2", "r4"]),
        ({"changed_since": dt.date(2026, 2, 1)}, ["r4"]),
    ],
)
def test_what_is_wanted_is_kept(directory: Directory, wanted: dict[str, object], found: list[str]) -> None:
    assert ids(directory, **wanted) == found


def test_data_sets_are_editions_and_the_lists_in_them(directory: Directory) -> None:
    named = {one.name: one for one in directory.datasets}
    assert set(named) == {"first_list", "us_sdn", "us_el"}
    assert named["first_list"].children == ("us_el", "us_sdn")
    for name, dataset in named.items():
        assert dataset.entries == len(ids(directory, dataset=name))
    assert directory.knows("default")
    assert not directory.knows("nowhere")
    assert len(directory) == 4


def test_what_was_found_is_counted(directory: Directory) -> None:
    counted = facets(directory, ("countries", "topics", "schema"), directory.datasets)
    assert counted["countries"].values == (("ru", "Russia", 2), ("ua", "Ukraine", 1))
    assert counted["topics"].values == (("sanction", "Sanctioned", 3), ("export.control", "Export controlled", 1))
    assert {value for value, _, _ in counted["schema"].values} == {"Person", "Vessel", "Company"}


def test_an_entity_says_what_the_list_says(directory: Directory) -> None:
    ship, person = (directory.named(one) for one in ("r3", "r1"))
    assert ship is not None
    assert person is not None
    assert entity_of(ship)["properties"] == {"name": ["Salt Heron"], "topics": ["sanction"], "imoNumber": ["9074729"]}
    entity = entity_of(person)
    assert entity["properties"]["alias"] == ["Виктор Примеров"]
    assert entity["properties"]["country"] == ["ru", "ua"]
    assert (entity["first_seen"], entity["last_change"]) == ("2024-02-01T00:00:00", "2026-01-01T00:00:00")
    assert entity["datasets"] == ["first_list", "us_sdn"]
    assert directory.named("nobody") is None


@pytest.mark.parametrize(("name", "found"), [("US-SDN", "us_sdn"), ("eu fsf", "eu_fsf"), ("UN-SC.2", "un_sc_2"), ("Ünï", "uni")])
def test_names_of_data_sets_are_plain(name: str, found: str) -> None:
    assert slug(name) == found


def test_folding_puts_a_space_before_every_word() -> None:
    assert folded("  Al-Mithal, Ltd. ") == " al mithal ltd"
