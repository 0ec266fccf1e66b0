"""The life of a request as a table, and what its events make of it."""

import datetime as dt
from typing import Any

import msgspec
import pytest

from licet.casework.application import (
    APPLICATION,
    LIFE,
    Act,
    Application,
    FactAnswered,
    HitDecided,
    ListingsChanged,
    OpinionFormed,
    PathChanges,
    RequestSubmitted,
    RequestWithdrawn,
)
from licet.casework.stored_party import HitChange
from licet.dossier.history import Clearance, Context
from licet.dossier.values import AssertedFact, IdentityRef
from licet.lifecycle.chain import START, Addition, join
from licet.lifecycle.event import Recorded, draft
from licet.lifecycle.transition import Refused
from licet.reference.edition import EditionRef

DAY = dt.date(2026, 8, 3)
DIGEST = "sha256:" + "0" * 64
STATES = ("none", "received", "under_review", "withdrawn")
ACTS = ("submit", "assess", "answer", "decide_hit", "note_listings", "withdraw")
ALLOWED = {
    ("none", "submit"): "received",
    ("received", "assess"): "under_review",
    ("received", "note_listings"): "received",
    ("received", "withdraw"): "withdrawn",
    ("under_review", "assess"): "under_review",
    ("under_review", "answer"): "under_review",
    ("under_review", "decide_hit"): "under_review",
    ("under_review", "note_listings"): "under_review",
    ("under_review", "withdraw"): "withdrawn",
}
ANSWER = AssertedFact(name="x", value=True, source="s", on=DAY)
CLEARANCE = Clearance(
    identity=IdentityRef(subject="R-1/p", version=1), record_id="r", record=DIGEST, state="cleared", by="o", why="w", on=DAY
)
WRITES: dict[str, Any] = {
    "submit": RequestSubmitted(
        reference="R-1", number="ZA-2026-00001", authority_state="ZA", organisation="X", submitted_by="p", applicants=("p",),
        dossier=DIGEST, documents={},
    ),
    "assess": OpinionFormed(opinion=DIGEST, report=DIGEST, recommendation="refer", missing=("x",)),
    "answer": FactAnswered(answer=ANSWER),
    "decide_hit": HitDecided(path="p", clearance=CLEARANCE),
    "note_listings": ListingsChanged(
        before=None,
        after=EditionRef(kind="ftm", name="X", dated_on=DAY, content=DIGEST, entries=1),
        parties=(PathChanges(path="p", changes=(HitChange(change="gained", record_id="r", list="X", before=None, after="0.9000"),)),),
    ),
    "withdraw": RequestWithdrawn(why="no longer wanted"),
}  # fmt: skip


def act(name: str) -> Act:
    return Act(act=name, writes=WRITES[name], effective_on=DAY)  # type: ignore[arg-type]


def history(*names: str) -> tuple[Recorded, ...]:
    drafts = tuple(draft(WRITES[name], effective_on=DAY) for name in names)
    if not drafts:
        return ()
    addition = Addition(stream="case/ZA-2026-00001", expected=0, drafts=drafts)
    return join([addition], head=START, versions={}, command_id="c", person_id="p", recorded_at="2026-08-03T09:30:00.000000Z")


WAY_TO = {"none": (), "received": ("submit",), "under_review": ("submit", "assess"), "withdrawn": ("submit", "assess", "withdraw")}


def test_the_table_is_the_one_that_was_decided() -> None:
    assert LIFE.start == "none"
    assert set(LIFE.states) == set(STATES)
    assert {(one.source, one.act): one.target for one in LIFE.transitions} == ALLOWED
    assert LIFE.guard_names == frozenset()
    assert [state for state in STATES if LIFE.is_final(state)] == ["withdrawn"]


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("state", STATES)
def test_every_act_in_every_state(state: str, name: str) -> None:
    """Either the table lets it and the fold leads where the table says, or it is refused in a sentence."""
    before = APPLICATION.state_of(history(*WAY_TO[state]))
    assert before.status == state
    if (state, name) not in ALLOWED:
        with pytest.raises(Refused) as refused:
            APPLICATION.decide(before, act(name))
        assert refused.value.reasons[0].endswith(".")
        return
    [event] = APPLICATION.decide(before, act(name))
    assert event.kind == msgspec.to_builtins(WRITES[name])["shape"].partition("/")[0]
    assert APPLICATION.state_of(history(*WAY_TO[state], name)).status == ALLOWED[state, name]


def test_milestones_are_what_the_ledger_will_hold() -> None:
    marked = {
        name: APPLICATION.decide(APPLICATION.state_of(history(*WAY_TO[state])), act(name))[0].milestone for state, name in ALLOWED
    }
    assert marked == {
        "submit": True, "assess": True, "note_listings": True, "withdraw": True, "answer": False, "decide_hit": False,
    }  # fmt: skip


def test_the_fold_keeps_everything_in_order() -> None:
    state = APPLICATION.state_of(history("submit", "assess", "answer", "decide_hit", "assess", "answer"))
    assert state == Application(
        status="under_review",
        submitted=WRITES["submit"],
        answers=(ANSWER, ANSWER),
        clearances=(CLEARANCE,),
        opinions=(WRITES["assess"], WRITES["assess"]),
    )


def test_a_changed_list_outdates_the_opinion_until_the_next() -> None:
    outdated = APPLICATION.state_of(history("submit", "assess", "note_listings", "answer", "note_listings"))
    assert outdated.listings == (WRITES["note_listings"],) * 2
    assert APPLICATION.state_of(history("submit", "assess", "note_listings", "assess")).listings == ()


def test_the_context_joins_the_case_to_what_is_known() -> None:
    known = Context(denials_complete_until=DAY)
    context = APPLICATION.state_of(history("submit", "assess", "answer", "decide_hit")).context(known)
    assert (context.answers, context.clearances, context.denials_complete_until) == ((ANSWER,), (CLEARANCE,), DAY)
    assert known == Context(denials_complete_until=DAY), "what was known is not changed"


class SomethingLater(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="something_later/1"):
    """An event of a version to come."""

    text: str


def test_an_event_of_a_later_version_changes_nothing() -> None:
    known = history("submit", "assess")
    drafts = (draft(SomethingLater(text="x"), effective_on=DAY),)
    [later] = join(
        [Addition(stream="case/ZA-2026-00001", expected=2, drafts=drafts)],
        head=START, versions={"case/ZA-2026-00001": 2}, command_id="d", person_id="p", recorded_at="2026-08-03T09:30:00.000000Z",
    )  # fmt: skip
    assert APPLICATION.state_of((*known, later)) == APPLICATION.state_of(known)
