"""Supposing another fact, day or rulebook: which findings turn; nothing is kept and no name is opened."""

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from msgspec.structs import replace

from licet.access.actor import Actor
from licet.assessment.live import judged_live
from licet.dossier.history import LiveAuthorisation
from licet.dossier.values import AssertedFact
from licet.reference.rulebook import NationalRule, Rulebook
from licet.services.batch import Alone
from licet.services.desk import Desk, NotAllowed, NotFound
from licet.services.submit import Receipt
from licet.services.what_if import (
    Supposing,
    authorisations_that_turn,
    cases_that_turn,
    law_on,
    open_numbers,
    reassess_chunk,
    still_live,
    suppose,
    suppose_each,
)
from licet.storage.wiring import operator
from workbench import DAY


def word(name: str, value: Any, about: str | None = None) -> AssertedFact:
    return AssertedFact(name=name, value=value, about=about, source="supposed", on=DAY, by="supposed", capacity="officer")


def test_a_fact_that_turns_a_finding(desk: Desk, hand_in: Callable[..., Receipt], kept: Callable[[], Any]) -> None:
    number = hand_in().number
    before = kept()
    found = suppose(desk, operator("ZA"), number, Supposing(facts=(word("destabilising_accumulation_concern", True),)))
    assert (found.was, found.now) == ("permit_with_conditions", "refer")
    assert [(turn.rule, turn.was, turn.now) for turn in found.turns] == [
        ("WA-DEST", "not_met", "met"),
        ("ON-FILE", "not_met", "met"),
    ]
    assert kept() == before, "supposing keeps nothing and opens nobody's name"


def test_a_condition_a_day_and_a_rulebook(desk: Desk, hand_in: Callable[..., Receipt]) -> None:
    number = hand_in().number
    dropped = suppose(desk, operator("ZA"), number, Supposing(facts=(word("conditions_accepted", None),)))
    assert (dropped.now, dropped.missing_now) == ("refer", ("conditions_accepted",))
    ahead = suppose(desk, operator("ZA"), number, Supposing(as_of=dt.date(2027, 7, 21)))
    assert ("WA-EUA", "met", "not_met") in {(turn.rule, turn.was, turn.now) for turn in ahead.turns}, "the certificate has expired"
    norway = NationalRule(id="NO-NORWAY", citation="order 1", effect="refuse", says="nothing to Norway", destinations=("NO",))
    own = law_on(desk, "ZA", as_of=DAY).rulebook
    stricter = Rulebook(id="NEW", state="ZA", dated_on=DAY, title="stricter", control_lists=own.control_lists, rules=(norway,))
    found = suppose(desk, operator("ZA"), number, Supposing(rulebook=stricter))
    assert found.now == "refuse"
    assert ("NAT:NO-NORWAY", "silent", "met") in {(turn.rule, turn.was, turn.now) for turn in found.turns}


def test_whoever_may_not_see_the_case_supposes_nothing(
    desk: Desk, hand_in: Callable[..., Receipt], stranger: Actor, applicant: Actor
) -> None:
    number = hand_in().number
    with pytest.raises(NotFound):
        suppose(desk, stranger, number, Supposing())
    with pytest.raises((NotFound, NotAllowed)):
        suppose(desk, applicant, number, Supposing())


def test_several_changes_at_once_for_all_open_cases(desk: Desk, hand_in: Callable[..., Receipt]) -> None:
    numbers = tuple(hand_in(reference=f"EX-{i}").number for i in range(2))
    actor = operator("ZA")
    assert open_numbers(desk, actor) == numbers
    heard: list[tuple[int, int]] = []
    supposing = Supposing(
        facts=(word("destabilising_accumulation_concern", True),), conditions=("secure_storage",), as_of=dt.date(2027, 7, 21)
    )
    found = list(suppose_each(desk, actor, numbers, supposing, told=lambda done, total: heard.append((done, total))))
    assert [one.case for one in found] == list(numbers)
    assert heard == [(1, 2), (2, 2)]
    turned = {(turn.rule, turn.now) for turn in found[0].turns}
    assert turned >= {("WA-DEST", "met"), ("WA-EUA", "not_met"), ("CONDITIONS", "unknown")}, "fact, day and condition"
    assert "undertaking" in found[0].missing_now, "nobody has undertaken it"


def test_a_supposed_condition_stands_beside_those_accepted(desk: Desk, hand_in: Callable[..., Receipt]) -> None:
    number = hand_in().number
    for condition, now in (("delivery_verification", "permit_with_conditions"), ("secure_storage", "refer")):
        found = suppose(desk, operator("ZA"), number, Supposing(conditions=(condition,)))
        assert found.now == now, condition


def test_every_case_of_the_register_under_two_laws(desk: Desk, hand_in: Callable[..., Receipt]) -> None:
    numbers = [hand_in(reference=f"EX-{i}").number for i in range(3)]
    heard: list[tuple[int, int]] = []
    same = law_on(desk, "ZA", as_of=DAY)
    later = law_on(desk, "ZA", as_of=dt.date(2027, 7, 21))
    actor = operator("ZA")
    turned = list(cases_that_turn(desk, actor, lambda _: (same, later), told=lambda done, total: heard.append((done, total))))
    assert [one.case for one in turned] == numbers
    assert heard == [(1, 3), (2, 3), (3, 3)]
    assert list(cases_that_turn(desk, actor, lambda _: (same, same), told=lambda *_: None)) == []


def live(reference: str, state: str | None, expires: dt.date | None = None) -> LiveAuthorisation:
    return LiveAuthorisation(
        reference=reference,
        issued_on=DAY,
        expires_on=expires,
        item="drone",
        quantity_left=1,  # type: ignore[arg-type]
        unit="piece",
        destination_state=state,
    )


EVERY = (live("A", "NO"), live("B", "SE"), live("C", None), live("D", "NO", DAY - dt.timedelta(days=1)), live("E", "NO", DAY))


def test_live_authorisations_that_a_rule_reaches_or_may_reach(desk: Desk) -> None:
    law = law_on(desk, "ZA", as_of=DAY)
    rule = NationalRule(id="N", citation="c", effect="refuse", says="nothing to Norway", destinations=("NO",))
    stricter = replace(law, rulebook=replace(law.rulebook, rules=(*law.rulebook.rules, rule)))
    still = still_live(EVERY, on=DAY)
    assert [one.reference for one in still] == ["A", "B", "C", "E"], "the last day counts"
    heard: list[tuple[int, int]] = []
    force = Alone(partial(reassess_chunk, "ZA", law, stricter))
    found = list(authorisations_that_turn(still, force, told=lambda done, total: heard.append((done, total))))
    assert [(one.authorisation, one.now) for one in found] == [("A", "refuse"), ("C", "refer"), ("E", "refuse")]
    assert [(turn.rule, turn.was, turn.now) for turn in found[0].turns] == [("NAT:N", "silent", "met")]
    assert heard == [(4, 4)]
    assert list(authorisations_that_turn(still, Alone(partial(reassess_chunk, "ZA", law, law)), told=lambda *_: None)) == []


def test_an_authorisation_is_reassessed_when_an_embargo_on_its_destination_comes(desk: Desk) -> None:
    after = law_on(desk, "ZA", as_of=DAY)
    rows = tuple(row for row in after.tables.embargoes.rows if row.id != "UN-SSD")
    before = replace(after, tables=replace(after.tables, embargoes=replace(after.tables.embargoes, rows=rows)))
    force = Alone(partial(reassess_chunk, "ZA", before, after))
    [found] = authorisations_that_turn((live("A", "SS"), live("B", "NO")), force, told=lambda *_: None)
    assert found.authorisation == "A"
    assert ("UN-CH7:UN-SSD", "silent", "unknown") in {(turn.rule, turn.was, turn.now) for turn in found.turns}


@pytest.mark.parametrize(
    ("one", "rule", "now"),
    [
        # with nothing of the end user and the item on file, a row may reach it
        (live("A", "CD"), "UN-CH7:UN-COD-NGF", "unknown"),
        # what the authority found of the end user answers; what it did not, stays open
        (replace(live("A", "CD"), end_user_state="CD", end_user_kind="armed_group", item_codes=("EU-ML10.c.1",)), "UN-CH7:UN-COD-NGF", "met"),
        (replace(live("A", "CD"), end_user_state="CD", end_user_kind="central_government_force", item_codes=("EU-ML10.c.1",)), "UN-CH7:UN-COD-NGF", "unknown"),  # nobody says that there is no other recipient
        (replace(live("A", "CD"), end_user_kind="central_government_force", item_codes=("EU-ML10.c.1",)), "UN-CH7:UN-COD-NGF", "unknown"),
        (replace(live("A", "CD"), end_user_state="CD", item_codes=("EU-ML10.c.1",)), "UN-CH7:UN-COD-NGF", "unknown"),
        # an end user of an embargoed state, whatever the destination
        (replace(live("A", "NO"), end_user_state="KP", item_codes=("EU-ML10.c.1",)), "UN-CH7:UN-PRK", "met"),
        (replace(live("A", "NO"), end_user_state="NO", item_codes=("EU-ML10.c.1",)), "UN-CH7:UN-PRK", "silent"),
        # entries on file decide what an item is; a list without one stays open
        (replace(live("A", "KP"), item_codes=("EU-ML10.c.1",)), "UN-CH7:UN-PRK", "met"),
        (live("A", "KP"), "UN-CH7:UN-PRK", "unknown"),
        (replace(live("A", "NO"), item_codes=("MTCR-1.A.2",)), "MTCR-G2", "met"),
        (replace(live("A", "NO"), item_codes=("MTCR-19.A.2",)), "MTCR-G2", "not_met"),
        (live("A", "NO"), "MTCR-G2", "unknown"),
        (replace(live("A", "NO"), item_codes=("EU-ML10.c.1",)), "MTCR-G2", "unknown"),
    ],
)  # fmt: skip
def test_what_is_on_file_of_a_live_authorisation_decides_and_nothing_else(
    desk: Desk, one: LiveAuthorisation, rule: str, now: str
) -> None:
    judged = judged_live(one, "ZA", law_on(desk, "ZA", as_of=dt.date(2026, 6, 1)))
    assert next((finding.outcome for finding in judged.findings if finding.rule == rule), "silent") == now
    assert judged.combined.recommendation in ("refer", "refuse"), "what is on file of an authorisation permits nothing anew"
