"""Past decisions and denials: read whole or refused, added once, and heard by the cases that come after."""

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest

from licet.encoding.faults import Faults
from licet.services.assess import assess_case
from licet.services.desk import Asked, Desk
from licet.services.history import STREAM, add_history, known_history, read_history
from licet.storage.wiring import operator
from workbench import DAY

DENIAL = {
    "reference": "D-1",
    "notified_on": "2026-01-10",
    "notifying_state": "FR",
    "item_codes": ["EU-ML10"],
    "destination_state": "PT",
}
DECISION = {"reference": "P-1", "decided_on": "2024-03-01", "outcome": "refused", "item_codes": ["EU-ML10.c.1"]}
LIVE = {"reference": "A-1", "issued_on": "2026-02-01", "item": "drone", "quantity_left": "3", "unit": "piece"}
GOOD = [{"denial": DENIAL}, {"decision": DECISION}, {"authorisation": LIVE}, {"denials_complete_until": "2026-07-31"}]


def lines(*entries: Any) -> bytes:
    return "\n".join(json.dumps(entry) for entry in entries).encode()


def add(desk: Desk, *entries: Any) -> None:
    add_history(desk, operator("ZA"), lines(*entries), "history.jsonl")


def test_a_file_is_added_whole_and_known_from_then_on(desk: Desk) -> None:
    add(desk, *GOOD)
    context = known_history(desk)
    assert [one.reference for one in (*context.denials, *context.decisions, *context.authorisations)] == ["D-1", "P-1", "A-1"]
    assert context.denials_complete_until == dt.date(2026, 7, 31)


def test_the_same_file_again_adds_nothing(desk: Desk) -> None:
    add(desk, *GOOD)
    add(desk, *GOOD)
    assert len(desk.journal.read(STREAM)) == 1


def test_files_add_up_and_the_latest_day_counts(desk: Desk) -> None:
    add(desk, {"denials_complete_until": "2026-07-31"})
    add(desk, {"denial": DENIAL}, {"denials_complete_until": "2026-06-30"})
    context = known_history(desk)
    assert len(context.denials) == 1
    assert context.denials_complete_until == dt.date(2026, 7, 31)


WRONG = {
    "no kind": ({"refusal": DENIAL}, "refusal"),
    "two entries in one": ({"denial": DENIAL, "decision": DECISION}, "no single entry"),
    "a list": ([DENIAL], "no single entry"),
    "a wrong key": ({"denial": {**DENIAL, "notified": "2026-01-10"}}, "notified"),
    "a missing day": ({"denial": {"reference": "D-1", "notifying_state": "FR"}}, "notified_on"),
    "a day that does not exist": ({"denial": {**DENIAL, "notified_on": "2026-02-30"}}, "2026-02-30"),
    "a country that is none": ({"denial": {**DENIAL, "notifying_state": "XX"}}, "XX"),
    "a float": ({"authorisation": {**LIVE, "quantity_left": 0.5}}, "0.5"),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_a_faulty_line_refuses_the_whole_file_and_is_named(desk: Desk, kept: Callable[[], Any], what: str) -> None:
    entry, says = WRONG[what]
    before = kept()
    with pytest.raises(Faults) as refused:
        add(desk, {"denial": DENIAL}, entry)
    assert "history.jsonl line 2" in str(refused.value)
    assert says in str(refused.value)
    assert kept() == before


def test_every_faulty_line_is_named_at_once() -> None:
    with pytest.raises(Faults) as refused:
        read_history(lines({"x": 1}, {"denial": DENIAL}, {"y": 2}) + b"\nnot json", "h.jsonl")
    assert [str(fault).partition(":")[0].split(" column")[0] for fault in refused.value.faults] == [
        "h.jsonl line 1.x", "h.jsonl line 3.y", "h.jsonl line 4"
    ]  # fmt: skip


def test_denials_cannot_be_complete_until_a_day_to_come(desk: Desk, kept: Callable[[], Any]) -> None:
    """It would keep an old edition current for ever, and the duty to consult done for good."""
    before = kept()
    with pytest.raises(Faults, match="has not come yet"):
        add(desk, {"denials_complete_until": (DAY + dt.timedelta(days=1)).isoformat()})
    assert kept() == before
    add(desk, {"denials_complete_until": DAY.isoformat()})


def test_a_case_of_the_union_hears_the_denials(desk: Desk, hand_in: Callable[..., Any]) -> None:
    """CP-4 is open without denials, and asks for a consultation once one is alike."""
    number = hand_in("15-retransfer").number

    def consult(command: str) -> str:
        [finding] = [
            one for one in assess_case(desk, Asked(operator("NO"), command), number).opinion.findings if one.rule == "CP-4"
        ]
        return ",".join(sorted(one.name for one in finding.missing))

    assert "denial_edition" in consult("a1")
    add(desk, {"denials_complete_until": "2026-07-31"})
    assert "denial_edition" not in consult("a2")
    add(desk, {"denial": DENIAL})
    assert "consultation_closed" in consult("a3")
