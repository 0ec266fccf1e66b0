"""`licet log fsck`: every row that is taken out, altered or added is named."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from ledger.made_log import RequestSubmitted, RequestWithdrawn, busy_desk, days, happen
from licet.services.desk import Desk
from licet.services.ledger import SUBJECT
from licet.services.ledger_check import check_log
from licet.services.ports import CheckpointRow


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = busy_desk(tmp_path)
    happen(made, "case/A", RequestWithdrawn)
    happen(made, "case/B", RequestSubmitted, milestone=False)
    return made


def state_of(desk: Desk) -> Any:
    return desk.book.rows._state  # type: ignore[attr-defined]


def changed(desk: Desk, at: int, **changes: Any) -> None:
    state_of(desk).entries[at] = msgspec.structs.replace(state_of(desk).entries[at], **changes)


def cut(desk: Desk, entries: int, *, tiles: bool) -> None:
    """Take away the newest entries with their events; with `tiles`, the last tick too, as an older copy has it."""
    state = state_of(desk)
    for one in state.entries[-entries:]:
        state.events = [event for event in state.events if event.event.position != one.position]
    del state.entries[-entries:]
    if tiles:
        del state.checkpoints[12]
        state.tiles = {(level, number): data[: 8 * len(data) // 12] for (level, number), data in state.tiles.items()}


def swap(desk: Desk, at: int) -> None:
    """Give an event another payload, with its envelope made to fit."""
    state = state_of(desk)
    one = state.events[at]
    event = msgspec.structs.replace(one.event, person_id="p-2")
    state.events[at] = msgspec.structs.replace(one, event=event, envelope=one.envelope.replace(b'"p-1"', b'"p-2"'))


def flip(desk: Desk, tile: tuple[int, int]) -> None:
    data = state_of(desk).tiles[tile]
    state_of(desk).tiles[tile] = data[:70] + bytes([data[70] ^ 1]) + data[71:]


def forge(desk: Desk) -> None:
    rows = state_of(desk).checkpoints
    rows[8] = CheckpointRow(size=8, made_at=rows[8].made_at, note=rows[4].note)


def pass_over(desk: Desk) -> None:
    """Hold an entry back: let it wait, with a later one public."""
    happen(desk, "case/Z", RequestSubmitted)
    days(desk)
    changed(desk, 3, public_index=None)


def test_an_honest_log_has_no_fault(desk: Desk) -> None:
    checked = check_log(desk)
    assert (checked.faults, checked.notices, checked.events, checked.entries, checked.public) == ((), (), 6, 6, 12)


CRIMES: dict[str, tuple[Callable[[Desk], object], str]] = {
    "an entry taken out": (lambda d: state_of(d).entries.pop(2), "what lay between was taken out"),
    "the newest entry taken out": (lambda d: state_of(d).entries.pop(), "Event 5 (case/A 3, request_withdrawn) is a milestone without an entry"),
    "the first entry taken out": (lambda d: state_of(d).entries.pop(0), "stands before any catalogue"),
    "the catalogue altered": (lambda d: changed(d, 0, data=b"{}"), "A catalogue of the log was altered"),
    "another catalogue": (lambda d: changed(d, 0, data=state_of(d).entries[0].data.replace(b"cancelled", b"paused")), "Entry 0 of the catalogue is not the one"),
    "an entry altered": (lambda d: changed(d, 2, entry=b"\x00" * 32), "Entry 2 of event 2 (case/B 1) is not the one that this makes"),
    "an answer altered": (lambda d: changed(d, 5, truths=0), "says other predicates than event 5 makes true"),
    "an entry put to another event": (lambda d: changed(d, 2, position=1), "Entry 2 of the log is said to be of case/B, but event 1 is of case/A"),
    "an entry put to another place": (lambda d: changed(d, 1, public_index=None), "is of nothing here and no padding"),
    "an entry added": (
        lambda d: state_of(d).entries.append(msgspec.structs.replace(state_of(d).entries[2], index=6, public_index=None)),
        "is a second entry of event 2: it is extra",
    ),
    "the end of everything cut off": (lambda d: cut(d, 2, tiles=False), "of nothing here and no padding"),
    "the end cut off, tiles and checkpoint too": (lambda d: cut(d, 4, tiles=True), "its end was cut off"),
    "an event cut off": (lambda d: state_of(d).events.pop(4), "is of event 5 (case/A), which the journal does not hold"),
    "an event altered": (lambda d: swap(d, 1), "Entry 2 of event 2 (case/B 1) is not the one that this makes"),
    "a tile altered": (lambda d: flip(d, (0, 0)), "tile/0/000.p/12 does not fit the entries"),
    "a bundle altered": (lambda d: flip(d, (-1, 0)), "do not lead to their checkpoint"),
    "a checkpoint forged": (forge, "do not lead to their checkpoint"),
    "a published file altered": (lambda d: d.book.public.put("tile/0/000.p/12", b"x"), "The published file tile/0/000.p/12 is not that"),
    "a waiting entry passed over": (pass_over, "was passed over"),
}  # fmt: skip


@pytest.mark.parametrize("crime", CRIMES)
def test_each_crime_is_named(desk: Desk, crime: str) -> None:
    """Attacks 1, 2 and 6: whatever an insider with the whole database does, reconciliation says so."""
    commit, said = CRIMES[crime]
    commit(desk)
    assert any(said in fault for fault in check_log(desk).faults), check_log(desk).faults


def test_a_backdated_event_is_flagged(desk: Desk) -> None:
    """Attack 7."""
    days(desk, -2)
    happen(desk, "case/Q", RequestSubmitted)
    assert ["backdated" in notice for notice in check_log(desk).notices] == [True]


def test_a_case_shut_for_ever_is_counted_and_what_is_left_of_it_still_checked(desk: Desk) -> None:
    desk.book.keys.destroy(SUBJECT + "case/A", desk.clock.today())  # type: ignore[attr-defined]
    assert (check_log(desk).shut, check_log(desk).faults) == (3, ())
    changed(desk, 5, entry=b"\x00" * 32)
    assert any("Entry 5 of event 5" in fault for fault in check_log(desk).faults)
