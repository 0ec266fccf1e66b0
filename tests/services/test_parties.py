"""A list of stored parties: put on whole or not at all, screened, decided, taken off; nothing of it names anybody in the clear."""

import datetime as dt
import io
import json
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from licet.access.actor import Actor
from licet.encoding.faults import Faults
from licet.lifecycle.event import Recorded
from licet.sealing.keys import IdentityDestroyed
from licet.services.batch import Source
from licet.services.desk import Asked, Desk, NotAllowed, NotFound
from licet.services.hits import decide_party_hit, hits_of_party
from licet.services.parties import Added, add_parties, list_parties, open_party, party_lines, rebuilt, view_party, withdraw
from licet.services.ports import PartyRow
from licet.services.work import drain
from licet.storage.wiring import operator
from workbench import DAY

SALT_HERON = {"id": "P-1", "schema": "Vessel", "properties": {"name": ["Salt Heron"], "imoNumber": ["3004174"]}}
NOBODY = {"id": "P-2", "schema": "Person", "properties": {"name": ["Canary Nachtigall"], "birthDate": ["1970-01-02"]}}
ANNA = {"id": "P-3", "schema": "Person", "properties": {"name": ["Quenya Wibblesnort"]}}


def source(lines: Iterable[Any], name: str = "parties.jsonl") -> Source:
    data = "".join((line if isinstance(line, str) else json.dumps(line, ensure_ascii=False)) + "\n" for line in lines).encode()
    return Source(name, lambda: io.BytesIO(data), party_lines)


def add(desk: Desk, *lines: Any, actor: Actor | None = None) -> Added:
    return add_parties(desk, actor or operator("ZA"), source(lines), checked=lambda _: None, done=lambda _: None)


@pytest.fixture
def listed(desk: Desk) -> Desk:
    """A desk with the three parties on its list, screened: one of them is listed."""
    add(desk, SALT_HERON, NOBODY, ANNA)
    drain(desk)
    return desk


def row(desk: Desk, party: str) -> PartyRow:
    return view_party(desk, operator("ZA"), party).row


def of_list(desk: Desk) -> list[Recorded]:
    return list(desk.journal.read("parties/all"))


def test_a_file_is_put_on_the_list_and_screened(listed: Desk) -> None:
    page = list_parties(listed, operator("ZA"), order="id", descending=False)
    assert [(one.id, one.standing) for one in page.rows] == [("P-1", "open"), ("P-2", "clear"), ("P-3", "clear")]
    assert [one.event.kind for one in of_list(listed)] == ["parties_added", "parties_screened"]
    [hit] = row(listed, "P-1").hits or ()
    assert (hit.hit.record_id, hit.hit.source, hit.state) == ("ex-006", "index-jsonl EXAMPLE", "open")


@pytest.mark.parametrize(("days", "stands"), [(27, "clear"), (28, "no_hit"), (400, "no_hit")])
def test_by_lists_that_are_too_old_nobody_stands_as_clear(listed: Desk, days: int, stands: str) -> None:
    """The oldest list of the small library is three days old, and its rulebook lets lists be 30 days old."""
    listed.clock.instant += dt.timedelta(days=days)  # type: ignore[attr-defined]  # the standing clock of tests
    assert {one.id: one.standing for one in list_parties(listed, operator("ZA")).rows} == {
        "P-1": "open",
        "P-2": stands,
        "P-3": stands,
    }
    assert row(listed, "P-2").standing == stands
    for wanted in ("clear", "no_hit"):
        found = list_parties(listed, operator("ZA"), standing=wanted)
        assert (len(found.rows), found.total) == ((2, 2) if wanted == stands else (0, 0))


def test_one_event_a_file_and_one_record_of_the_reading_however_many_there_are(desk: Desk) -> None:
    count = 45
    add(desk, *({**NOBODY, "id": f"N-{at}"} for at in range(count)))
    drain(desk)
    assert len(of_list(desk)) == 2
    [reading] = [one for one in desk.journal.read("sealed/_parties") if one.event.kind == "sealed_list_opened"]
    said = json.loads(reading.payload)
    assert (said["count"], said["list"], said["purpose"]) == (count, "parties/all", "screening of the list of parties")


def test_nothing_that_is_kept_names_a_party(listed: Desk) -> None:
    state = listed.cases._state  # type: ignore[attr-defined]  # the memory adapter, opened up
    kept = b"".join(one.envelope + one.payload for one in state.events) + repr((state.parties, state.jobs)).encode()
    kept += b"".join(listed.contents._kept.values()) + b"".join(state.identities.values())  # type: ignore[attr-defined]
    for secret in (b"Nachtigall", b"Wibblesnort", b"1970-01-02", b"Salt Heron"):
        assert secret.lower() not in kept.lower(), secret


def test_the_same_file_again_adds_nobody(listed: Desk) -> None:
    before = listed.journal.head()
    assert add(listed, SALT_HERON, NOBODY, ANNA) == Added(parties=3, added=0)
    assert listed.journal.head() == before
    assert add(listed, ANNA, {**NOBODY, "id": "P-4"}) == Added(parties=2, added=1)


def test_somebody_who_changed_is_screened_again_and_words_on_the_former_do_not_bind(listed: Desk) -> None:
    decide_party_hit(listed, Asked(operator("ZA"), "c1"), "P-1", "ex-006", "cleared", why="another ship")
    assert row(listed, "P-1").standing == "cleared"
    moved = {**SALT_HERON, "properties": {**SALT_HERON["properties"], "flag": ["PA"]}}  # type: ignore[dict-item]
    assert add(listed, moved) == Added(parties=1, added=1)
    assert row(listed, "P-1").standing == "waiting"
    drain(listed)
    assert (row(listed, "P-1").standing, row(listed, "P-1").identity.version) == ("open", 2)


WRONG: dict[str, tuple[tuple[Any, ...], str, str]] = {
    "an id that is none": (({**NOBODY, "id": "no such"},), "party 1 id", "is no id"),
    "an id that begins with a dash": (({**NOBODY, "id": "-x"},), "party 1 id", "is no id"),
    "an id that is the name": ((ANNA, {**NOBODY, "id": "canary-nachtigall"}), "party 2 id", "is the party's name"),
    "an id that stands twice": ((NOBODY, ANNA, NOBODY), "party 3 id", "stands twice"),
    "a line that is no JSON": ((NOBODY, "{"), "line 2", "JSON"),
    "an unknown property": (
        ({**NOBODY, "properties": {"name": ["A B"], "colour": ["red"]}},),
        "properties.colour",
        "is no property",
    ),
    "no name at all": (({**NOBODY, "properties": {"name": [" "]}},), "line 1", "names nobody"),
    "nobody": ((), "parties.jsonl", "holds no party"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_file_with_a_fault_is_refused_whole(desk: Desk, kept: Callable[[], Any], what: str) -> None:
    lines, where, says = WRONG[what]
    before = kept()
    with pytest.raises(Faults) as refused:
        add(desk, *lines)
    [fault] = refused.value.faults
    assert where in fault.where
    assert says in fault.says
    assert kept() == before


def test_a_word_on_a_hit_ends_on_its_day_and_the_last_word_counts(listed: Desk) -> None:
    for at, (state, until) in enumerate((("cleared", DAY), ("confirmed", None), ("cleared", DAY + dt.timedelta(days=2)))):
        decide_party_hit(listed, Asked(operator("ZA"), f"c{at}"), "P-1", "ex-006", state, why="looked", until=until)  # type: ignore[arg-type]
        assert row(listed, "P-1").standing == state
    [line] = hits_of_party(listed, operator("ZA"), "P-1") or ()
    assert (line.id, line.state, line.until) == ("party/P-1:ex-006", "cleared", DAY + dt.timedelta(days=2))
    listed.clock.instant += dt.timedelta(days=3)  # type: ignore[attr-defined]
    [line] = hits_of_party(listed, operator("ZA"), "P-1") or ()
    assert line.state == "confirmed", "the word before the last has no end"
    assert [one.kind for one in (event.event for event in listed.journal.read("party/P-1"))] == ["party_hit_decided"] * 3


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"record": "ex-001"}, "hit"),
        ({"why": "  "}, "why"),
        ({"until": DAY - dt.timedelta(days=1)}, "until"),
        ({"party": "P-2"}, "hit"),
    ],
)
def test_a_word_on_what_is_no_hit_is_refused(listed: Desk, kept: Callable[[], Any], fields: dict[str, Any], where: str) -> None:
    whole = {"party": "P-1", "record": "ex-006", "why": "looked", **fields}
    party, record = whole.pop("party"), whole.pop("record")
    before = kept()
    with pytest.raises(Faults) as refused:
        decide_party_hit(listed, Asked(operator("ZA"), "c1"), party, record, "cleared", **whole)
    assert [fault.where for fault in refused.value.faults] == [where]
    assert kept() == before


def test_who_is_taken_off_is_off_and_may_come_back(listed: Desk) -> None:
    assert withdraw(listed, Asked(operator("ZA"), "w1"), ["P-1", "P-3"], why="no customers any more") == 2
    assert withdraw(listed, Asked(operator("ZA"), "w1"), ["P-1", "P-3"], why="no customers any more") == 0, "the same command"
    assert [one.id for one in list_parties(listed, operator("ZA")).rows] == ["P-2"]
    assert row(listed, "P-1").standing == "withdrawn"
    for wrong in (["P-1"], ["P-2", "moon"]):
        with pytest.raises(Faults):
            withdraw(listed, Asked(operator("ZA"), f"w {wrong}".replace(" ", "")), wrong, why="no")
    assert row(listed, "P-2").standing == "clear"
    assert add(listed, SALT_HERON) == Added(parties=1, added=1)
    drain(listed)
    assert row(listed, "P-1").standing == "open"


def test_shredded_names_are_gone_for_good(listed: Desk) -> None:
    withdraw(listed, Asked(operator("ZA"), "w1"), ["P-1"], why="asked to be forgotten", shred=True)
    with pytest.raises(IdentityDestroyed):
        open_party(listed, operator("ZA"), "P-1", purpose="to see")
    with pytest.raises(IdentityDestroyed):
        add(listed, SALT_HERON)


def test_who_may_do_what(listed: Desk, somebody: Callable[..., Actor], applicant: Actor, kept: Callable[[], Any]) -> None:
    before = kept()
    inspector, adviser = somebody("inspector"), somebody("officer", agencies=("foreign-ministry",))
    for actor in (applicant, somebody("custodian")):
        with pytest.raises(NotAllowed):
            list_parties(listed, actor)
    for actor in (applicant, inspector, adviser):
        with pytest.raises(NotAllowed):
            add(listed, NOBODY, actor=actor)
        with pytest.raises(NotAllowed):
            withdraw(listed, Asked(actor, "w"), ["P-1"], why="no")
        with pytest.raises(NotAllowed):
            decide_party_hit(listed, Asked(actor, "c"), "P-1", "ex-006", "cleared", why="no")
    for purpose in ("", " "):
        with pytest.raises(NotAllowed):
            open_party(listed, inspector, "P-1", purpose=purpose)
    with pytest.raises(NotAllowed):
        withdraw(listed, Asked(somebody("officer"), "w"), ["P-1"], why="no", shred=True)
    with pytest.raises(NotFound):
        view_party(listed, inspector, "P-9")
    assert kept() == before
    assert open_party(listed, inspector, "P-1", purpose="an audit").properties["name"] == ("Salt Heron",)


def test_the_list_is_rebuilt_from_the_journal_as_it_stood(listed: Desk) -> None:
    decide_party_hit(listed, Asked(operator("ZA"), "c1"), "P-1", "ex-006", "cleared", why="another ship")
    withdraw(listed, Asked(operator("ZA"), "w1"), ["P-3"], why="gone")
    add(listed, {**ANNA, "id": "P-5"})
    before = dict(listed.cases._state.parties)  # type: ignore[attr-defined]
    listed.parties.replace_all([])
    assert rebuilt(listed) == 4
    assert listed.cases._state.parties == before  # type: ignore[attr-defined]
