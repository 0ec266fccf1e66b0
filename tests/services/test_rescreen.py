"""A list's change: only those whom it can touch are screened again, the others would come out the same, and cases are told."""

import csv
import datetime as dt
import gzip
import io
import json
import random
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from licet.access.actor import Actor
from licet.casework.stored_party import Hit, HitChange, Touched, changes
from licet.dossier.values import Identity
from licet.reference.edition import Edition
from licet.screening.index import Index
from licet.screening.query import query_of
from licet.screening.reverse import party_query
from licet.services import rescreen as rescreening
from licet.services.assess import assess_case
from licet.services.batch import Source
from licet.services.cases import list_cases, view_case
from licet.services.desk import Asked, Desk
from licet.services.history import add_history, what_touched
from licet.services.hits import decide_party_hit
from licet.services.parties import Against, add_parties, party_lines, rebuilt, view_party
from licet.services.rescreen import compare, record_of, report_for, rescreened, rescreenings
from licet.services.submit import submit_request
from licet.services.updates import release, take_in
from licet.services.work import drain
from licet.storage.library import FileLibrary
from licet.storage.wiring import operator
from workbench import DAY, desk_in_memory

ADDED_AT = "2026-08-02T12:00:00.000000Z"
NAMESAKE = "02-end-user-under-an-arabic-alias"


def line(record_id: str, *names: str, **fields: Any) -> str:
    whole = {"id": record_id, "schema": "Person", "list": "EX-NEW", "effect": "refuse", "names": list(names), **fields}
    return json.dumps(whole, ensure_ascii=False)


BEFORE = (
    line("n-1", "Ottokar Pellworm"),
    line("n-2", "Brannock Steadfell", birth_dates=["1961"]),
    line("n-3", "Ysolde Karanthir"),
    line("n-4", "Kestrel Maritime Holding", schema="Organization"),
    line("n-5", "Ahmad Darwish Example"),
)
AFTER = (
    line("n-1", "Ottokar Pellworm"),
    line("n-2", "Brannock Steadfell", birth_dates=["1961"], remarks="Now of Port Vale."),
    line("n-4", "Kestrel Maritime Holding", "Silver Dune Trading", schema="Organization"),
    line("n-5", "Ahmad Darwish Example"),
    line("n-6", "Perpetua Quillfeather"),
)
LIVE = {"issued_on": "2026-01-01", "item": "x", "quantity_left": "1", "unit": "piece"}
STORED = {
    "steady": "Ottokar Pellworm",
    "changed": "Brannock Steadfell",
    "lost": "Ysolde Karanthir",
    "renamed": "Silver Dune Trading",
    "gained": "Perpetua Quillfeather",
    "nobody": "Cornelius Mapplethwaite",
    "near": "Perpetua Featherstonehaugh",
}


@pytest.fixture
def library(small_library_folder: Path, tmp_path: Path) -> FileLibrary:
    shutil.copytree(small_library_folder, tmp_path / "library")
    return FileLibrary(tmp_path / "library")


@pytest.fixture
def desk(library: FileLibrary) -> Desk:
    return desk_in_memory(library)


def edition(desk: Desk, lines: Iterable[str], dated: dt.date) -> Edition:
    data = {"new.jsonl": ("\n".join(lines) + "\n").encode()}
    added = take_in(desk, Asked(operator("ZA"), f"take-{dated}"), "index-jsonl", data, edition_date=dated, name="NEW").edition
    if added.held:  # it takes too much away; two people let it in
        for at in range(2):
            one = msgspec.structs.replace(operator("ZA"), person=f"senior-{at}")
            added = release(desk, Asked(one, f"release-{at}-{dated}"), added, why="the publisher was asked").edition
    assert not added.held
    return added


def store(desk: Desk, parties: dict[str, Any]) -> None:
    lines = [
        json.dumps({"id": key, "schema": "LegalEntity", "properties": {"name": [value]}} if isinstance(value, str) else value)
        for key, value in parties.items()
    ]
    data = ("\n".join(lines) + "\n").encode()
    source = Source("parties.jsonl", lambda: io.BytesIO(data), party_lines)
    add_parties(desk, operator("ZA"), source, checked=lambda _: None, done=lambda _: None)
    drain(desk)


def silent(*_: Any) -> None:
    """Nobody watches."""


@pytest.fixture
def updated(desk: Desk) -> Desk:
    """Stored parties screened before a list changed, and rescreened after."""
    edition(desk, BEFORE, DAY - dt.timedelta(days=2))
    store(desk, STORED)
    edition(desk, AFTER, DAY - dt.timedelta(days=1))
    assert drain(desk) == 1
    return desk


def changes_of(touched: Iterable[Touched]) -> dict[str, list[tuple[str, str]]]:
    return {one.key: [(change.change, change.record_id) for change in one.changes] for one in touched}


TOUCHED = {
    "party/changed": [("changed", "n-2")],
    "party/gained": [("gained", "n-6")],
    "party/lost": [("lost", "n-3")],
    "party/renamed": [("gained", "n-4")],
}


def test_whom_a_change_touches_and_nobody_else(updated: Desk) -> None:
    before, after = (one.ref for one in updated.library.editions() if one.name == "NEW")
    found = compare(updated, operator, before, after, told=silent)
    assert changes_of(found.report.touched) == TOUCHED
    assert (found.report.parties, found.report.unread) == (len(STORED), ())
    assert found.report.compared < len(STORED)
    shown = {one.touched.key: one for one in found.shown}
    assert [match.record_id for match in shown["party/lost"].before.matches if match.alert] == ["n-3"]  # type: ignore[union-attr]
    assert not shown["party/lost"].after.alert
    back = compare(updated, operator, after, before, told=silent)
    turned = {"gained": "lost", "lost": "gained", "changed": "changed"}
    assert changes_of(back.report.touched) == {key: [(turned[c], r) for c, r in each] for key, each in TOUCHED.items()}


def test_the_lines_of_the_list_follow_the_change(updated: Desk) -> None:
    standing = {key: view_party(updated, operator("ZA"), key).row.standing for key in STORED}
    assert standing == {
        "steady": "open", "changed": "open", "lost": "clear", "renamed": "open", "gained": "open", "nobody": "clear",
        "near": "clear",
    }  # fmt: skip
    rows = dict(updated.cases._state.parties)  # type: ignore[attr-defined]
    rebuilt(updated)
    assert updated.cases._state.parties == rows  # type: ignore[attr-defined]


def test_a_clearance_is_open_again_where_the_record_changed_and_stands_where_it_did_not(desk: Desk) -> None:
    edition(desk, BEFORE, DAY - dt.timedelta(days=2))
    store(desk, STORED)
    for at, (party, record) in enumerate((("changed", "n-2"), ("steady", "n-1"))):
        decide_party_hit(desk, Asked(operator("ZA"), f"c{at}"), party, record, "cleared", why="another")
    edition(desk, AFTER, DAY - dt.timedelta(days=1))
    drain(desk)
    assert view_party(desk, operator("ZA"), "changed").row.standing == "open"
    assert view_party(desk, operator("ZA"), "steady").row.standing == "cleared"


def test_jobs_that_run_late_end_where_they_would_have_ended_in_order(desk: Desk) -> None:
    """Two changes before anybody works: both jobs go to the edition in force, and the second finds nothing to do."""
    edition(desk, BEFORE, DAY - dt.timedelta(days=3))
    store(desk, STORED)
    edition(desk, AFTER, DAY - dt.timedelta(days=2))
    edition(desk, (*AFTER, line("n-7", "Cornelius Mapplethwaite")), DAY - dt.timedelta(days=1))
    drain(desk)
    kinds = [one.event.kind for one in desk.journal.read("parties/all")]
    assert kinds.count("parties_rescreened") == 1, "one for both changes; none for the list when it was new and there was nobody"
    assert view_party(desk, operator("ZA"), "nobody").row.standing == "open"
    assert view_party(desk, operator("ZA"), "lost").row.standing == "clear"


def test_parties_that_came_before_any_list_wait_for_the_first_and_are_not_called_clear(tmp_path: Path) -> None:
    bare = desk_in_memory(FileLibrary(tmp_path / "bare"))
    store(bare, STORED)
    assert {row.standing for row in bare.parties.on_the_list()} == {"waiting"}
    edition(bare, BEFORE, DAY - dt.timedelta(days=1))
    drain(bare)
    assert {row.id: row.standing for row in bare.parties.on_the_list()} == {
        "steady": "open", "changed": "open", "lost": "open", "renamed": "clear", "gained": "clear", "nobody": "clear", "near": "clear",
    }  # fmt: skip


def test_an_older_edition_that_comes_late_changes_nothing(updated: Desk) -> None:
    edition(updated, BEFORE[:2], DAY - dt.timedelta(days=9))
    assert drain(updated) == 0


def test_who_changed_or_left_meanwhile_gets_no_line_of_the_former(updated: Desk) -> None:
    store(updated, {"lost": "Somebody Else Entirely"})
    rows = dict(updated.cases._state.parties)  # type: ignore[attr-defined]
    rebuilt(updated)
    assert updated.cases._state.parties == rows  # type: ignore[attr-defined]


def test_a_case_is_told_marked_and_offered_for_assessment_and_never_assessed_by_itself(
    desk: Desk, request_for: Callable[..., Any]
) -> None:
    edition(desk, BEFORE, DAY - dt.timedelta(days=2))
    named = request_for(NAMESAKE)
    name = named.parties[1].properties["name"][0]
    number = submit_request(desk, Asked(operator("ZA"), "unused"), named, {}).number
    drain(desk)
    opinions = len(view_case(desk, operator("ZA"), number).opinions)
    edition(desk, (*AFTER, line("n-9", name)), DAY - dt.timedelta(days=1))
    drain(desk)
    view = view_case(desk, operator("ZA"), number)
    assert len(view.opinions) == opinions
    [listed] = view.application.listings
    [path] = listed.parties
    assert (path.path, [(one.change, one.record_id, one.list) for one in path.changes]) == ("trader", [("gained", "n-9", "EX-NEW")])
    assert listed.after.dated_on == DAY - dt.timedelta(days=1)
    [row] = list_cases(desk, operator("ZA")).rows
    assert (row.next_action, row.next_actor) == ("assess_again", "officer")
    before, after = (one.ref for one in desk.library.editions() if one.name == "NEW")
    [impact] = compare(desk, operator, before, after, told=silent).impact
    assert (impact.key, impact.outdated) == (number, True)
    assess_case(desk, Asked(operator("ZA"), "again"), number)
    assert view_case(desk, operator("ZA"), number).application.listings == ()
    [impact] = compare(desk, operator, before, after, told=silent).impact
    assert (impact.key, impact.outdated) == (number, False), "the new opinion knows the new list"


def test_the_same_job_twice_tells_a_case_once(desk: Desk, request_for: Callable[..., Any]) -> None:
    named = request_for(NAMESAKE)
    number = submit_request(desk, Asked(operator("ZA"), "unused"), named, {}).number
    drain(desk)
    edition(desk, (line("n-9", named.parties[1].properties["name"][0]),), DAY)
    job = next(one for one in desk.jobs._state.jobs.values() if one.kind == "rescreen")  # type: ignore[attr-defined]
    drain(desk)
    heads = desk.journal.head()
    rescreening.bring_up_to_date(desk, operator, job.payload, command_id=f"job-{job.id}", told=silent)
    assert desk.journal.head() == heads
    assert len(view_case(desk, operator("ZA"), number).application.listings) == 1


def test_history_is_rescreened_and_says_whether_an_authorisation_is_live(desk: Desk) -> None:
    entries = [
        {"decision": {"reference": "D-1", "decided_on": "2026-01-01", "outcome": "permitted", "end_user": "Perpetua Quillfeather"}},
        {"decision": {"reference": "D-2", "decided_on": "2026-01-01", "outcome": "permitted", "end_user": "Perpetua Quillfeather"}},
        {"decision": {"reference": "D-3", "decided_on": "2026-01-01", "outcome": "refused", "end_user": "Perpetua Quillfeather"}},
        {"authorisation": {**LIVE, "reference": "D-1"}},
        {"authorisation": {**LIVE, "reference": "D-4", "end_user": "Silver Dune Trading"}},
        {"authorisation": {**LIVE, "reference": "D-5", "end_user": "Cornelius Mapplethwaite"}},
        {"authorisation": {**LIVE, "reference": "D-6", "end_user": "Perpetua Quillfeather", "expires_on": "2026-08-02"}},
        {"authorisation": {**LIVE, "reference": "D-7", "expires_on": "2026-08-03"}},
    ]
    add_history(desk, operator("ZA"), "\n".join(map(json.dumps, entries)).encode(), "h.jsonl")
    editions = [edition(desk, lines, DAY - dt.timedelta(days=back)).ref for lines, back in ((BEFORE, 2), (AFTER, 1))]
    found = compare(desk, operator, editions[0], editions[1], told=silent)
    assert {one.key: one.status for one in found.impact} == {
        "authorisation/D-1": "live_authorisation",
        "authorisation/D-4": "live_authorisation",
        "history/D-2": "past_decision",
    }
    assert found.report.unread == ("authorisation/D-7",), "nobody is named whom the lists could be asked for"


def test_a_live_authorisation_whose_end_user_becomes_listed_gets_an_event_once(desk: Desk) -> None:
    """It alone is known: no stored party, no case, no decision."""
    edition(desk, BEFORE, DAY - dt.timedelta(days=2))
    entry = {"authorisation": {**LIVE, "reference": "D-1", "end_user": "Perpetua Quillfeather"}}
    add_history(desk, operator("ZA"), json.dumps(entry).encode(), "h.jsonl")
    edition(desk, AFTER, DAY - dt.timedelta(days=1))
    [job] = [one for one in desk.jobs._state.jobs.values() if one.kind == "rescreen"]  # type: ignore[attr-defined]
    drain(desk)
    [told] = what_touched(desk, "D-1")
    assert (told.before and told.before.dated_on, told.after.dated_on) == (DAY - dt.timedelta(days=2), DAY - dt.timedelta(days=1))
    [change] = told.changes
    assert (change.change, change.list, change.record_id) == ("gained", "EX-NEW", "n-6")
    [past] = rescreenings(desk, operator("ZA"))
    assert [one.key for one in report_for(desk, operator("ZA"), past).touched] == ["authorisation/D-1"]
    heads = desk.journal.head()
    rescreening.bring_up_to_date(desk, operator, job.payload, command_id=f"job-{job.id}", told=silent)
    assert desk.journal.head() == heads


def test_the_report_leaves_out_the_cases_its_reader_may_not_see(
    desk: Desk, request_for: Callable[..., Any], stranger: Actor, officer: Actor
) -> None:
    named = request_for(NAMESAKE)
    number = submit_request(desk, Asked(operator("ZA"), "unused"), named, {}).number
    drain(desk)
    edition(desk, (line("n-9", named.parties[1].properties["name"][0]),), DAY)
    drain(desk)
    for actor, keys in ((officer, [f"{number}/trader"]), (stranger, [])):
        [past] = rescreenings(desk, actor)
        assert [one.key for one in report_for(desk, actor, past).touched] == keys


def test_no_event_and_no_report_names_anybody(updated: Desk) -> None:
    state = updated.cases._state  # type: ignore[attr-defined]
    kept = b"".join(one.envelope + one.payload for one in state.events) + b"".join(updated.contents._kept.values())  # type: ignore[attr-defined]
    for name in STORED.values():
        assert name.encode() not in kept, name


def test_a_party_with_nothing_to_compare_is_named_and_stops_nobody(updated: Desk) -> None:
    updated.sealer.shred("_parties/steady", DAY, "operator")
    before, after = (one.ref for one in updated.library.editions() if one.name == "NEW")
    report, _ = rescreened(updated, "operator", before, after, told=silent)
    assert report.unread == ("party/steady",)
    assert changes_of(report.touched) == TOUCHED


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ((), ("a", "0.9"), "gained"),
        (("a", "0.9"), (), "lost"),
        (("a", "0.9"), ("b", "0.9"), "changed"),
        (("a", "0.9"), ("a", "0.8"), "changed"),
        (("a", "0.9"), ("a", "0.9"), None),
    ],
)
def test_what_became_of_an_alert(before: Any, after: Any, change: str | None) -> None:
    def hits(one: Any) -> tuple[Hit, ...]:
        digest = "sha256:" + one[0] * 64 if one else ""
        return (Hit(record_id="r", list="L", source="s", listed=digest, score=one[1], effect="weigh"),) if one else ()

    found = changes(hits(before), hits(after))
    assert [one.change for one in found] == ([change] if change else [])


def test_a_party_is_asked_as_itself_when_it_is_turned_into_a_record_and_back() -> None:
    identity = Identity(
        schema="Person",
        properties={
            "name": ("A B",), "alias": ("C D", "A B"), "weakAlias": ("E",), "birthDate": ("1970-01-02",), "gender": ("male",),
            "nationality": ("no",), "passportNumber": ("X1", "X2"), "imoNumber": ("3004174",),
        },
    )  # fmt: skip
    assert party_query(record_of("party/x", identity)) == query_of(identity)


# ---- the proof on real lists


def alerts(queries: dict[str, Any], index: Index, edition: Edition) -> dict[str, tuple[Hit, ...]]:
    on = Against(edition=edition.ref, index=index)
    return {key: on.hits(query) for key, query in queries.items()}


def full(desk: Desk, before: Edition, after: Edition, parties: dict[str, Any]) -> dict[str, tuple[HitChange, ...]]:
    """The other way: everybody against both whole editions."""
    queries = {
        key: query_of(msgspec.convert({"shape": "identity/1", "schema": one["schema"], "properties": one["properties"]}, Identity))
        for key, one in parties.items()
    }
    was, now = (alerts(queries, desk.library.index(one), one) for one in (before, after))
    found = {f"party/{key}": changes(was[key], now[key]) for key in parties}
    return {key: one for key, one in found.items() if one}


def test_the_touched_are_those_of_a_full_rescreening(desk: Desk) -> None:
    """On lists of this project's own: names dropped, added, changed at random, and parties made of pieces of them."""
    chance = random.Random(20261124)  # noqa: S311 # the same made-up names on every run
    first, last = ("Ottokar", "Brannock", "Ysolde", "Perpetua", "Kestrel", "Ahmad", "Wen", "Olga"), (
        "Pellworm", "Steadfell", "Karanthir", "Quillfeather", "Darwish", "Zhang", "Petrova", "Maritime",
    )  # fmt: skip
    names = [f"{one} {other}" for one in first for other in last]
    old = {f"r-{at}": chance.choice(names) for at in range(60)}
    new = {key: (chance.choice(names) if chance.random() < 0.2 else name) for key, name in old.items() if chance.random() > 0.2}
    new |= {f"s-{at}": chance.choice(names) for at in range(10)}
    editions = [
        edition(
            desk, [line(key, name, birth_dates=[str(1950 + len(name))]) for key, name in one.items()], DAY - dt.timedelta(days=back)
        )
        for one, back in ((old, 2), (new, 1))
    ]
    parties = {
        f"p-{at}": {
            "id": f"p-{at}",
            "schema": "Person",
            "properties": {"name": [name.replace("l", "ll", at % 2)], "birthDate": [str(1950 + len(name))]},
        }
        for at, name in enumerate(chance.sample(names, 50))
    }
    due = full(desk, *editions, parties)
    assert due
    store(desk, parties)
    report, _ = rescreened(desk, "operator", editions[0].ref, editions[1].ref, told=silent)
    assert {one.key: one.changes for one in report.touched} == due


def lines_of(path: Path) -> list[str]:
    return gzip.decompress(path.read_bytes()).decode().splitlines()


@pytest.mark.slow
def test_the_real_change_of_the_sdn_list_touches_whom_a_full_rescreening_touches(shared: Path, tmp_path: Path) -> None:
    folder = shared / "data/sanctions"
    library = FileLibrary(tmp_path / "library")
    editions = []
    for dated in ("2019-01", "2021-07"):
        files = {
            f"{part}.csv": gzip.decompress((folder / f"ofac_sdn_{dated}_{part}.csv.gz").read_bytes())
            for part in ("sdn", "alt", "add", "sdn_comments")
        }
        day = dt.date.fromisoformat(f"{dated}-15")
        editions.append(library.add("ofac-sdn", files, edition_date=day, added_at=ADDED_AT))
    named: list[tuple[str, str, dict[str, list[str]]]] = []
    for each in map(json.loads, lines_of(folder / "dev_queries.jsonl.gz")):
        facts = {"birthDate": [each["birth_date"]] if each.get("birth_date") else []}
        named.append((each["schema"], each["name"], facts))
    people = list(csv.DictReader(lines_of(folder / "synthetic_negatives_global.csv.gz")))[:800]
    named += [("Person", next(value for key, value in one.items() if "name" in key.lower()), {}) for one in people]
    named += [("Organization", name, {}) for name in lines_of(folder / "sec_company_names.txt.gz")[:800]]
    parties = {
        f"p-{at}": {"id": f"p-{at}", "schema": schema, "properties": {"name": [name], **{k: v for k, v in facts.items() if v}}}
        for at, (schema, name, facts) in enumerate(named)
    }
    desk = desk_in_memory(library)
    store_only(desk, parties)
    report, _ = rescreened(desk, "operator", editions[0].ref, editions[1].ref, told=silent)
    due = full(desk, *editions, {key: parties[key] for key in parties})
    assert {one.key: one.changes for one in report.touched} == due
    assert len(due) > 50
    assert report.compared < len(parties)


def store_only(desk: Desk, parties: dict[str, Any]) -> None:
    data = ("\n".join(map(json.dumps, parties.values())) + "\n").encode()
    source = Source("parties.jsonl", lambda: io.BytesIO(data), party_lines)
    add_parties(desk, operator("ZA"), source, checked=lambda _: None, done=lambda _: None)
