"""A case's life through the services, step by step against a model: whatever is asked in whatever order."""

import datetime as dt
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

from licet.casework.application import Act, RequestWithdrawn
from licet.dossier.intake import read_request
from licet.lifecycle.transition import Refused
from licet.services.answer import answer_fact, decide_hit
from licet.services.assess import assess_case
from licet.services.case_file import file_of, open_case, opinion_of, row_of, write
from licet.services.cases import list_cases, view_case
from licet.services.desk import Asked
from licet.services.replay import replay
from licet.services.submit import submit_request
from licet.services.work import drain
from licet.storage.library import FileLibrary
from licet.storage.wiring import operator
from workbench import DAY, EXAMPLES, StandingClock, desk_in_memory

NAMESAKE = read_request(EXAMPLES["02-end-user-under-an-arabic-alias"].read_bytes(), "02.yaml")
OFFICER = operator("ZA")
FACTS = ("certificate_verified", "destabilising_accumulation_concern")


class Life(RuleBasedStateMachine):
    """One case, what happens to it, and what the model says must follow."""

    library: FileLibrary

    @initialize()
    def open_the_register(self) -> None:
        self.clock = StandingClock()
        self.desk = desk_in_memory(self.library, clock=self.clock)
        self.count = 0
        # The model: status, the latest answer of each fact (as in the file at first), the word on the hit, how many opinions.
        self.status = "none"
        self.number: str | None = None
        self.answers: dict[str, Any] = {"certificate_verified": True, "destabilising_accumulation_concern": False}
        self.word: str | None = None
        self.opinions = 0
        self.done: list[str] = []
        self.events: list[str] = []

    def asked(self) -> Asked:
        self.count += 1
        return Asked(OFFICER, f"c-{self.count}")

    def expected(self) -> str:
        """What the model says of the case as it stands."""
        if self.word == "confirmed":
            return "refuse"
        fine = self.answers == {"certificate_verified": True, "destabilising_accumulation_concern": False}
        return "permit_with_conditions" if fine and self.word == "cleared" else "refer"

    def assessed(self, *kinds: str) -> None:
        self.opinions += 1
        self.done.append(f"c-{self.count}")
        self.events += [*kinds, "opinion_formed"]

    # ---- what can happen

    @rule()
    def submit(self) -> None:
        receipt = submit_request(self.desk, Asked(OFFICER, "unused"), NAMESAKE, {})
        assert receipt.again == (self.status != "none")
        if self.status == "none":
            self.status, self.number = "received", receipt.number
            self.events.append("request_submitted")
        assert receipt.number == self.number

    @rule()
    def work(self) -> None:
        drain(self.desk)
        if self.status == "received":
            self.status = "under_review"
            self.opinions += 1
            self.events.append("opinion_formed")

    @rule(name=st.sampled_from(FACTS), value=st.sampled_from([True, False, None]))
    @precondition(lambda self: self.number is not None)
    def answer(self, name: str, value: bool | None) -> None:
        def act() -> Any:
            return answer_fact(self.desk, self.asked(), self.number or "", name, value, source="note", on=self.clock.today())

        if self.status != "under_review":
            with pytest.raises(Refused):
                act()
            return
        self.answers[name] = value
        assert act().opinion.recommendation == self.expected()
        self.assessed("fact_answered")

    @rule(state=st.sampled_from(["cleared", "confirmed"]))
    @precondition(lambda self: self.status == "under_review")
    def decide(self, state: str) -> None:
        self.word = state
        formed = decide_hit(self.desk, self.asked(), self.number or "", "trader", "ex-003", state, why="compared")  # type: ignore[arg-type]
        assert formed.opinion.recommendation == self.expected()
        self.assessed("hit_decided")

    @rule()
    @precondition(lambda self: self.number is not None)
    def assess(self) -> None:
        if self.status == "withdrawn":
            with pytest.raises(Refused):
                assess_case(self.desk, self.asked(), self.number or "")
            return
        formed = assess_case(self.desk, self.asked(), self.number or "")
        self.status = "under_review"
        assert formed.opinion.recommendation == self.expected()
        self.assessed()

    @rule()
    @precondition(lambda self: self.number is not None)
    def repeat_the_last_command(self) -> None:
        """The id of a command that was done, once more: nothing happens twice."""
        if self.status == "under_review" and self.done:
            assess_case(self.desk, Asked(OFFICER, self.done[-1]), self.number or "")

    @rule()
    @precondition(lambda self: self.number is not None)
    def withdraw(self) -> None:
        act = Act(act="withdraw", writes=RequestWithdrawn(why="no longer wanted"), effective_on=DAY)
        if self.status == "withdrawn":
            with pytest.raises(Refused):
                write(self.desk, f"case/{self.number}", self.asked(), lambda _: act)
            return
        write(self.desk, f"case/{self.number}", self.asked(), lambda _: act)
        self.status = "withdrawn"
        self.events.append("request_withdrawn")

    @rule()
    def a_day_goes_by(self) -> None:
        self.clock.instant += dt.timedelta(days=1)

    # ---- what always holds

    @invariant()
    def the_history_tells_the_same(self) -> None:
        if self.number is None:
            return
        history = self.desk.journal.read(f"case/{self.number}")
        assert [one.event.kind for one in history] == self.events
        file = file_of(self.desk, history)
        assert file.application.status == self.status
        assert len(file.application.opinions) == self.opinions
        self.desk.journal.check()

    @invariant()
    def the_list_says_what_the_history_says(self) -> None:
        if self.number is None:
            return
        [row] = list_cases(self.desk, OFFICER).rows
        assert row == row_of(self.desk, open_case(self.desk, OFFICER, self.number))
        assert row.status == self.status
        assert (row.next_actor == "nobody") == (self.status == "withdrawn")
        if self.opinions:
            latest = view_case(self.desk, OFFICER, self.number).opinions[-1]
            assert row.recommendation == latest.opinion.recommendation == self.expected()
            assert set(row.missing) == {one.name for one in latest.opinion.missing}

    def teardown(self) -> None:
        """Every opinion the case ever had replays to the byte."""
        if getattr(self, "number", None) is None:
            return
        for formed in open_case(self.desk, OFFICER, self.number or "").application.opinions:
            assert replay(self.desk, self.desk.contents.get(formed.opinion), person="auditor").equal
            assert opinion_of(self.desk, formed.opinion).recommendation == formed.recommendation


def test_a_cases_life(small_library: FileLibrary) -> None:
    kind = type("LifeHere", (Life,), {"library": small_library})
    run_state_machine_as_test(
        kind,
        settings=settings(max_examples=20, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)),
    )


def test_the_request_is_the_one_the_model_speaks_of() -> None:
    """The model starts from what the example says: both facts answered, one hit, conditions accepted."""
    said = {fact.name: fact.value for fact in NAMESAKE.facts}
    assert {name: said[name] for name in FACTS} == {"certificate_verified": True, "destabilising_accumulation_concern": False}
    assert msgspec.to_builtins(NAMESAKE)["reference"] == "EX-02"
