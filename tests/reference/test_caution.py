"""Whether lists can call anybody clear, and the sentence that says why they cannot."""

import datetime as dt

import pytest

from licet.reference.caution import cautions, clears
from licet.reference.edition import EditionRef, Snapshot
from licet.reference.rulebook import Rulebook

DAY = dt.date(2026, 8, 3)
DIGEST = "sha256:" + "0" * 64


def listed(kind: str, days_old: int, name: str = "LIST") -> EditionRef:
    return EditionRef(kind=kind, name=name, dated_on=DAY - dt.timedelta(days=days_old), content=DIGEST, entries=1)  # type: ignore[arg-type]


def book(*required: str) -> Rulebook:
    return Rulebook(
        id="EX", state=None, dated_on=dt.date(2026, 1, 1), title="Example", list_age_days_max=30, required_lists=required
    )


@pytest.mark.parametrize(
    ("lists", "rulebook", "clear", "says"),
    [
        ((listed("un-sc", 30),), book(), True, None),
        ((listed("un-sc", 31),), book(), False, "un-sc LIST of 2026-07-03 (31 days)"),
        ((listed("un-sc", 1), listed("eu-fsf", 31)), book(), False, "eu-fsf LIST"),
        ((listed("un-sc", 14),), None, True, None),
        ((listed("un-sc", 15),), None, False, "older than the 14 days:"),
        ((listed("un-sc", 1),), book("un-sc"), True, None),
        ((listed("un-sc", 1),), book("un-sc", "eu-fsf"), False, "without eu-fsf"),
        ((listed("index-jsonl", 1, "MINE"),), book("index-jsonl:OTHER"), False, "without index-jsonl:OTHER"),
        ((listed("embargoes", 4000), listed("un-sc", 1)), book(), True, None),
    ],
)
def test_old_and_absent_lists_clear_nobody(
    lists: tuple[EditionRef, ...], rulebook: Rulebook | None, clear: bool, says: str | None
) -> None:
    snapshot = Snapshot(as_of=DAY, editions=lists)
    assert clears(snapshot, rulebook) is clear
    said = cautions(snapshot, rulebook)
    assert said == () if says is None else len(said) == 1 and says in said[0]


def test_no_list_at_all_clears_nobody() -> None:
    assert not clears(Snapshot(as_of=DAY, editions=(listed("embargoes", 1),)), None)
