"""Two accounts of one company and one company met in two places: nothing that either leaves open is closed by the other."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from msgspec.structs import replace

from licet.dossier.values import AssertedFact, IdentityRef, Owner, Party
from licet.law.case import Case, Hit, HitState, PartyHits
from licet.law.holdings import Holdings, bounds, holdings_of
from licet.law.ownership import ownership_rules
from licet.law.rule import finding_of
from licet.screening.ownership import Stake

REF = IdentityRef(subject="EX-1/x", version=1)
DAY = dt.date(2026, 8, 3)


def owner(name: str, share: str | None) -> Owner:
    held = None if share is None else Decimal(share)
    return Owner(id=name, schema="Company", identity=REF, share=held, controls=False, owners_complete=True)


def party(name: str, *owners: Owner, complete: bool | None = True) -> Party:
    return Party(id=name, role="end_user", schema="Company", identity=REF, owners=owners, owners_complete=complete)


def hits(path: str, *states: HitState) -> PartyHits:
    found = tuple(
        Hit(record_id=f"{path}-{number}", list="US-SDN", effect="prohibit", score="0.9", state=state)
        for number, state in enumerate(states)
    )
    return PartyHits(path=path, role="end_user", hits=found)


def of(clean: Case, *parties: Party, **fields: Any) -> Case:
    """A case of these parties, each screened and clear unless said otherwise."""
    case = replace(clean, dossier=replace(clean.dossier, parties=parties, facts=()))
    paths = [*(one.id for one in parties), *(path for path, _, _ in case.owners())]
    return replace(case, **{"hits": tuple(hits(path) for path in paths), **fields})


def joined(clean: Case, first: Party, second: Party, **fields: Any) -> Holdings:
    """What is held where both parties are one person by their identifiers."""
    return holdings_of(of(clean, first, second, same=((first.id, second.id),), **fields))


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [(True, True, ()), (True, None, ("q",)), (None, True, ("p",)), (False, None, ("p", "q")), (True, False, ("q",))],
)
def test_each_place_is_asked_for_its_owners_unless_it_says_that_all_are_stated(
    clean: Case, first: bool | None, second: bool | None, expected: tuple[str, ...]
) -> None:
    held = joined(clean, party("p", complete=first), party("q", complete=second))
    assert held.incomplete("p") == expected
    assert ("p" in held.graph.complete) == (not expected)


@pytest.mark.parametrize(
    ("screened", "expected"),
    [
        ((hits("p"), hits("q")), ()),
        ((hits("p"), hits("q", "cleared", "confirmed")), ()),
        ((hits("p"), hits("q", "open")), ("p", "q")),
        ((hits("p", "confirmed"), hits("q", "cleared", "open")), ("p", "q")),
        ((hits("p"),), ("p", "q")),
        ((hits("q"),), ("p", "q")),
        ((), ("p", "q")),
    ],
)
def test_a_person_is_settled_once_every_place_is_screened_and_no_hit_is_open(
    clean: Case, screened: tuple[PartyHits, ...], expected: tuple[str, ...]
) -> None:
    """One hit decided, or one place screened, says nothing of the other hits and places of the same person."""
    assert joined(clean, party("p"), party("q"), hits=screened).open_hits("p") == expected


def test_an_account_that_names_no_owner_leaves_all_of_the_company_open(clean: Case) -> None:
    """One file states a holder of the whole; the other does not know who holds it, so the listed may hold all."""
    stated, silent = party("p", owner("x", "100")), party("q", complete=None)
    assert joined(clean, stated, silent).graph.anybodys == {"p"}
    assert joined(clean, stated, party("q", complete=True)).graph.anybodys == frozenset()
    assert joined(clean, stated, party("q", owner("y", "100"), complete=None)).graph.anybodys == frozenset()
    apart = of(clean, stated, silent)
    for case, expected in ((apart, "not_met"), (replace(apart, same=(("p", "q"),)), "unknown")):
        [rule] = [rule for rule in ownership_rules(case) if rule.id == "OWNERSHIP:p"]
        assert finding_of(rule, case, "").outcome == expected


@pytest.mark.parametrize(("one", "other", "least", "most"), [("60", "10", 10, 60), ("10", "60", 10, 60), ("30", None, 0, 100)])
def test_two_accounts_of_one_holding_span_what_either_says(clean: Case, one: str, other: str | None, least: int, most: int) -> None:
    case = of(clean, party("p", owner("x", one)), party("q", owner("x", other)), same=(("p", "q"), ("p/x", "q/x")))
    assert holdings_of(case).graph.stakes == (
        Stake(holder="p/x", held="p", least=Fraction(least), most=Fraction(most), controls=False),
    )


def test_a_share_nobody_states_may_be_nothing_and_may_be_all() -> None:
    assert bounds(owner("x", None)) == (Fraction(0), Fraction(100))


def said(name: str, value: Any, about: str | None, on: dt.date = DAY) -> AssertedFact:
    return AssertedFact(name=name, value=value, about=about, source="file 3", on=on, by="officer-1", capacity="officer")


@pytest.mark.parametrize(
    ("fact", "one"),
    [
        (said("same_person_as", "q", "p"), True),
        (said("same_person_as", ("q",), "p"), True),
        (said("buys_on_behalf_of", "q", "p"), False),
        (said("same_person_as", ("p", "q"), None), False),
        (said("same_person_as", "q", "p", on=DAY + dt.timedelta(days=1)), False),
    ],
    ids=["a word", "a word on several", "a word of another kind", "a word on nobody", "a word not known yet"],
)
def test_only_a_word_that_both_are_one_known_on_the_day_joins_two_persons(clean: Case, fact: AssertedFact, one: bool) -> None:
    case = of(clean, party("p"), party("q"), known_at=DAY)
    held = holdings_of(replace(case, dossier=replace(case.dossier, facts=(fact,))))
    assert (held.node["p"] == held.node["q"]) == one


def test_a_person_goes_by_the_first_place_of_the_file(clean: Case) -> None:
    """Whichever way round, and in however many steps, its places were found to be one."""
    case = of(clean, party("p"), party("q"), party("r"))
    for same in ((("p", "q"), ("q", "r")), (("r", "q"), ("q", "p")), (("q", "r"), ("r", "p")), (("r", "p", "q"),)):
        assert holdings_of(replace(case, same=same)).node == {"p": "p", "q": "p", "r": "p"}
