"""An opinion says that an update of a list was held, and that it was formed on the edition before."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

from licet.law.parties import lists_fresh
from licet.reference.edition import EditionRef, Snapshot
from licet.reference.rulebook import Rulebook

DAY = dt.date(2026, 8, 3)


def edition(day: int, kind: Any = "un-sc") -> EditionRef:
    return EditionRef(kind=kind, name="UN-SC", dated_on=dt.date(2026, 8, day), content="sha256:" + "a" * 64, entries=1)


def judged(*held: EditionRef) -> Any:
    snapshot = Snapshot(as_of=DAY, editions=(edition(1),), held=held)
    rulebook = Rulebook(id="A", state=None, dated_on=DAY, title="t")
    return lists_fresh(SimpleNamespace(snapshot=snapshot, rulebook=rulebook, as_of=DAY))  # type: ignore[arg-type]


def test_an_opinion_says_that_an_update_was_held() -> None:
    assert judged().says == "every required list is in force and current"
    found = judged(edition(2))
    assert found.truth.value == "met"
    assert found.says == (
        "every required list is in force and current; "
        "an update of un-sc UN-SC dated 2026-08-02 is held for two people and was not used"
    )


def test_a_held_table_that_lists_nobody_is_not_spoken_of_there() -> None:
    assert "held" not in judged(edition(2, "embargoes")).says
