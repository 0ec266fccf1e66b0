"""The life of a contract: what the table lets, driven at random against a plain model of it."""

import datetime as dt
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from msgspec.structs import replace

from licet.contracts.evidence import Evidence
from licet.contracts.guards import GUARDS
from licet.contracts.history import (
    CONTRACT,
    Act,
    ContractAmended,
    ContractMilestoneMet,
    ContractMoved,
    ContractOpened,
    ContractRecorded,
    ContractResumed,
    ContractSuspended,
    ContractTerminated,
    Happening,
)
from licet.contracts.stages import CONTRACT_LIFE, NAMES, needed
from licet.contracts.standing import Standing
from licet.contracts.terms import ConsentClause, Contract, Delivery, Line, Milestone, Obligation, Partner, Payment, faults_of
from licet.lifecycle.event import Draft, Recorded, draft
from licet.lifecycle.transition import Refused

DAY = dt.date(2026, 8, 3)
PIECES = Decimal("1.000000")
TERMS = Contract(
    id="NO-1",
    kind="sale",
    state="NO",
    title="invented",
    partners=(Partner(id="buyer", state="AT"),),
    lines=(Line(id="drone", item="drone", quantity=3 * PIECES, unit="piece"),),
    value=Decimal("30.000"),
    currency="EUR",
    milestones=(Milestone(id="m1", title="test", due_on=DAY),),
    deliveries=(
        Delivery(id="d1", line="drone", quantity=PIECES, due_on=DAY),
        Delivery(id="d2", line="drone", quantity=2 * PIECES, due_on=DAY),
    ),
    payments=(Payment(id="p1", amount=Decimal("30.000"), due_on=DAY, after="m1"),),
    obligations=(Obligation(id="o1", owed_by="us", says="report"),),
    consents=(ConsentClause(id="c1", partner="buyer", covers="publication", says="asked first", before="implementation"),),
)


def evidence(*kinds: str) -> tuple[Evidence, ...]:
    return tuple(Evidence(kind=kind, source="file", on=DAY) for kind in kinds)


class Book:
    """A contract's history kept as a list."""

    def __init__(self, terms: Contract = TERMS, stage: str = "planning", on: dt.date = DAY) -> None:
        self.drafts: list[Draft] = []
        self.state = Standing()
        self.does(ContractOpened(contract=terms, stage=stage, evidence=()), on)  # type: ignore[arg-type]

    def does(self, writes: Happening, on: dt.date = DAY) -> None:
        for new in CONTRACT.decide(self.state, Act(writes=writes, on=on)):
            self.drafts.append(new)
            self.state = CONTRACT.evolve(self.state, _as_recorded(new))

    def moves(self, after: str, *kinds: str, on: dt.date = DAY) -> None:
        self.does(ContractMoved(before="planning", after=after, evidence=evidence(*kinds)), on)  # type: ignore[arg-type]

    def records(self, what: str, ident: str, quantity: Decimal | None = None) -> None:
        if what == "milestone":
            self.does(ContractMilestoneMet(milestone=ident, source="file"))
        else:
            self.does(ContractRecorded(what=what, id=ident, source="file", quantity=quantity))  # type: ignore[arg-type]

    def reaches(self, stage: str) -> "Book":
        """By the ordinary way, everything in hand."""
        for before, after in pairwise(NAMES[: NAMES.index(stage) + 1]):
            if after == "implementation":
                self.records("consent", "c1")
            if after == "final":
                self.records("delivery", "d1", PIECES)
                self.records("delivery", "d2", 2 * PIECES)
            if after == "complete":
                self.records("milestone", "m1")
                self.records("payment", "p1")
                self.records("obligation", "o1")
            self.moves(after, *needed(before, after, "sale"))
        return self


def _as_recorded(new: Draft) -> Recorded:
    from licet.lifecycle.chain import START, Addition, join  # noqa: PLC0415 - only to give a draft an envelope

    return join(
        [Addition(stream="contract/NO-1", expected=0, drafts=(new,))],
        head=START,
        versions={},
        command_id="c",
        person_id="p",
        recorded_at="2026-08-03T00:00:00.000000Z",
    )[0]


def refused(*words: str):  # type: ignore[no-untyped-def]
    return pytest.raises(Refused, match=".*".join(words))


# ---- the table


def test_every_guard_of_the_table_is_written() -> None:
    assert CONTRACT_LIFE.guard_names == set(GUARDS)


def test_nothing_leads_out_of_what_has_ended() -> None:
    assert {state for state in CONTRACT_LIFE.states if CONTRACT_LIFE.is_final(state)} == {"complete", "terminated"}


def test_no_way_leads_to_an_earlier_stage() -> None:
    ways = [(one.source, one.target) for one in CONTRACT_LIFE.transitions if one.source in NAMES and one.target in NAMES]
    assert all(NAMES.index(source) <= NAMES.index(target) for source, target in ways)


def test_the_ordinary_way() -> None:
    book = Book().reaches("complete")
    assert book.state.status == "complete"
    assert [one.stage for one in book.state.entered] == list(NAMES)
    kinds = [new.kind for new in book.drafts if new.milestone]
    assert kinds.count("contract_moved") == 6
    assert "contract_milestone_met" in kinds
    assert [new.kind for new in book.drafts if not new.milestone] == ["contract_recorded"] * 2  # a payment and an obligation


@pytest.mark.parametrize("after", NAMES[1:])
def test_a_move_names_all_the_evidence_that_is_lacking(after: str) -> None:
    before = NAMES[NAMES.index(after) - 1]
    book = Book().reaches(before)
    if after == "implementation":
        book.records("consent", "c1")
    if after == "final":
        book.records("delivery", "d1", PIECES)
        book.records("delivery", "d2", 2 * PIECES)
    if after == "complete":
        for what, ident in (("milestone", "m1"), ("payment", "p1"), ("obligation", "o1")):
            book.records(what, ident)
    wanted = needed(before, after, "sale")
    assert wanted
    with refused(*wanted):
        book.moves(after)
    for lacking in wanted:
        with refused(lacking):
            book.moves(after, *(kind for kind in wanted if kind != lacking))
    book.moves(after, *wanted)
    assert book.state.status == after


def test_a_sale_waits_for_its_authorisation_and_a_purchase_does_not() -> None:
    wanted = needed("contract", "implementation", "purchase")
    sale, bought = Book().reaches("contract"), Book(replace(TERMS, kind="purchase")).reaches("contract")
    for book in (sale, bought):
        book.records("consent", "c1")
    with refused("export_authorisation"):
        sale.moves("implementation", *wanted)
    bought.moves("implementation", *wanted)


@pytest.mark.parametrize(
    ("here", "there", "says"),
    [
        ("implementation", "tender", "does not go back to tender: a stage only goes forward"),
        ("award", "award", "is in award already"),
        ("planning", "contract", "what comes next is tender, or award where no offers were invited, not contract"),
        ("tender", "implementation", "what comes next is award, not implementation"),
    ],
)
def test_a_move_that_is_no_step_forward_is_one_clear_sentence(here: str, there: str, says: str) -> None:
    book = Book().reaches(here)
    with refused(says):
        book.moves(there, *needed("planning", "award", "sale"))


def test_a_direct_award_needs_its_reason() -> None:
    book = Book()
    with refused("direct_award_reason"):
        book.moves("award", "need", "budget_or_designation", "evaluation")
    book.moves("award", "need", "budget_or_designation", "evaluation", "direct_award_reason")


def test_a_stage_waits_for_a_partners_consent_also_when_it_was_withdrawn() -> None:
    book = Book().reaches("contract")
    wanted = needed("contract", "implementation", "sale")
    with refused("c1 of buyer before implementation"):
        book.moves("implementation", *wanted)
    book.records("consent", "c1")
    book.records("consent_withdrawn", "c1")
    with refused("c1 of buyer before implementation"):
        book.moves("implementation", *wanted)


@pytest.mark.parametrize(
    ("what", "ident", "quantity", "says"),
    [
        ("milestone", "m9", None, "NO-1 has no milestone “m9”; it has m1."),
        ("delivery", "d9", PIECES, "has no delivery “d9”; it has d1, d2."),
        ("delivery", "d1", None, "How much of d1 was delivered is not said; 1 is left."),
        ("delivery", "d2", 3 * PIECES, "3 of d2 is more than the 2 that is left."),
        ("payment", "p9", None, "has no payment “p9”"),
        ("obligation", "o9", None, "has no obligation “o9”"),
        ("consent", "c9", None, "has no consent clause “c9”"),
        ("consent_withdrawn", "c1", None, "The consent c1 is not given."),
    ],
)
def test_what_is_not_in_the_contract_cannot_be_recorded(what: str, ident: str, quantity: Decimal | None, says: str) -> None:
    with refused(says):
        Book().records(what, ident, quantity)


@pytest.mark.parametrize("what", ["milestone", "payment", "obligation", "consent"])
def test_nothing_is_recorded_twice(what: str) -> None:
    book, ident = Book(), f"{what[0]}1"
    book.records(what, ident)
    with refused(f"{ident} was", "on 2026-08-03"):
        book.records(what, ident)


def test_deliveries_add_up_and_never_above_what_is_owed() -> None:
    book = Book()
    book.records("delivery", "d2", PIECES)
    book.records("delivery", "d2", PIECES)
    assert book.state.delivered == {"d2": 2 * PIECES}
    with refused("more than the 0 that is left"):
        book.records("delivery", "d2", PIECES)


def test_nothing_moves_while_it_is_suspended_but_money_may() -> None:
    book = Book()
    book.does(ContractSuspended(why="the yard is on strike"))
    for what, quantity in (("delivery", PIECES), ("milestone", None)):
        with refused("is suspended (the yard is on strike); resume it first".replace("(", r"\(").replace(")", r"\)")):
            book.records(what, f"{what[0]}1", quantity)
    book.records("payment", "p1")
    with pytest.raises(Refused):
        book.moves("tender", *needed("planning", "tender", "sale"))
    book.does(ContractResumed(why="it is over"))
    assert (book.state.status, book.state.why) == ("planning", None)


def test_days_run_forward() -> None:
    book = Book()
    with refused("2026-08-02 lies before 2026-08-03, when NO-1 last moved"):
        book.does(ContractSuspended(why="x"), DAY - dt.timedelta(days=1))
    with refused("2026-08-02 lies before 2026-08-03, when NO-1 was opened"):
        book.does(ContractMilestoneMet(milestone="m1", source="x"), DAY - dt.timedelta(days=1))


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({}, "changes nothing"),
        ({"id": "NO-2"}, "keeps the id: NO-1, not NO-2"),
        ({"kind": "purchase"}, "keeps the kind"),
        ({"milestones": ()}, "milestone m1 cannot be taken out"),
        ({"payments": (replace(TERMS.payments[0], amount=Decimal("29.000")),)}, "payment p1 cannot"),
        ({"deliveries": (replace(TERMS.deliveries[1], quantity=PIECES),)}, "delivery d2 cannot"),
        ({"obligations": ()}, "obligation o1 cannot"),
        ({"consents": ()}, "consent c1 cannot"),
    ],
)
def test_an_amendment_keeps_what_was_done(changed: dict[str, object], says: str) -> None:
    book = Book()
    for what, ident in (("milestone", "m1"), ("payment", "p1"), ("obligation", "o1"), ("consent", "c1")):
        book.records(what, ident)
    book.records("delivery", "d2", 2 * PIECES)
    with refused(says):
        book.does(ContractAmended(contract=replace(TERMS, **changed), why="agreed"))
    book.does(ContractAmended(contract=replace(TERMS, title="other"), why="agreed"))
    assert (book.state.contract.title, book.state.amendments[0].number) == ("other", 1)  # type: ignore[union-attr]


def test_an_event_of_a_later_version_changes_nothing() -> None:
    class ContractSung(type(ContractResumed(why="x")), frozen=True, kw_only=True, tag_field="shape", tag="contract_sung/1"):  # type: ignore[misc]
        pass

    book = Book()
    assert CONTRACT.evolve(book.state, _as_recorded(draft(ContractSung(why="x"), effective_on=DAY))) == book.state


# ---- at random


class Life(RuleBasedStateMachine):
    """Acts at random; a plain model says what must be refused, and a fold from the start must always give the same state."""

    @initialize(stage=st.sampled_from(NAMES[:3]))
    def opened(self, stage: str) -> None:
        self.book = Book(stage=stage)
        self.highest = NAMES.index(stage)
        self.due = {"d1": 1, "d2": 2}
        self.done: set[str] = set()
        self.given = False
        self.ended = self.held = False

    def tries(self, lets: bool, act) -> bool:  # type: ignore[no-untyped-def]
        before = (self.book.state, len(self.book.drafts))
        try:
            act()
        except Refused as no:
            reasons = no.reasons
        else:
            reasons = ()
        assert lets == (not reasons), reasons
        assert all(reason.endswith(".") for reason in reasons)
        if reasons:
            assert (self.book.state, len(self.book.drafts)) == before, "what was refused left something behind"
        return not reasons

    @rule(after=st.sampled_from(NAMES), whole=st.booleans())
    def move(self, after: str, whole: bool) -> None:
        here, there = self.highest, NAMES.index(after)
        step = there == here + 1 or (here == 0 and after == "award")
        kinds = needed(NAMES[here], after, "sale") if step else ()
        held = {one.kind for one in self.book.state.evidence}
        lets = (
            not self.ended
            and not self.held
            and step
            and (whole or set(kinds) <= held)
            and (there < NAMES.index("implementation") or self.given)
            and (after != "final" or not any(self.due.values()))
            and (after != "complete" or self.done >= {"m1", "p1", "o1"})
        )
        if self.tries(lets, lambda: self.book.moves(after, *(kinds if whole else ()))):
            self.highest = there
            self.ended = after == "complete"

    @rule(ident=st.sampled_from(["d1", "d2", "d3"]), quantity=st.integers(1, 2))
    def deliver(self, ident: str, quantity: int) -> None:
        lets = not self.ended and not self.held and self.due.get(ident, 0) >= quantity
        if self.tries(lets, lambda: self.book.records("delivery", ident, quantity * PIECES)):
            self.due[ident] -= quantity

    @rule(what=st.sampled_from(["milestone", "payment", "obligation"]))
    def settle(self, what: str) -> None:
        ident = f"{what[0]}1"
        lets = not self.ended and not (self.held and what == "milestone") and ident not in self.done
        if self.tries(lets, lambda: self.book.records(what, ident)):
            self.done.add(ident)

    @rule(give=st.booleans())
    def consent(self, give: bool) -> None:
        what = "consent" if give else "consent_withdrawn"
        if self.tries(not self.ended and self.given != give, lambda: self.book.records(what, "c1")):
            self.given = give

    @rule()
    def suspend(self) -> None:
        if self.tries(not self.ended and not self.held, lambda: self.book.does(ContractSuspended(why="x"))):
            self.held = True

    @rule()
    def resume(self) -> None:
        if self.tries(not self.ended and self.held, lambda: self.book.does(ContractResumed(why="x"))):
            self.held = False

    @precondition(lambda self: self.highest > 3)
    @rule()
    def terminate(self) -> None:
        if self.tries(not self.ended, lambda: self.book.does(ContractTerminated(why="x"))):
            self.ended, self.held = True, False

    @invariant()
    def the_state_is_its_history(self) -> None:
        if hasattr(self, "book"):
            state = CONTRACT.state_of(_as_recorded(new) for new in self.book.drafts)
            assert state == self.book.state
            assert state.suspended == self.held
            assert state.open != self.ended
            assert state.stage == NAMES[self.highest]


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)


def test_the_terms_here_are_without_fault() -> None:
    assert list(faults_of(TERMS, "here")) == []
