"""Whether an item may be offered as asked, designation by designation."""

import datetime as dt
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.facts.fact import Missing
from licet.facts.kleene import Proof, Truth, missing_of, told
from licet.portfolio.offered import Asked, governed, offered
from licet.reference.portfolio import Designation, Portfolio

DAY = dt.date(2026, 8, 3)
KESTREL = Designation(
    id="D-1",
    items=("Example Kestrel", "Kestrel surveillance drone"),
    variant="export",
    states=("alpine", "NO"),
    excepted=("CH",),
    end_user_kinds=("central_government_force",),
    quantity_max=Decimal("10.000"),
    unit="piece",
    conditions=("no_re_export",),
    designated_by="Example Board",
    designated_on=dt.date(2026, 7, 1),
)
PORTFOLIO = Portfolio(
    id="ZA-P",
    state="ZA",
    dated_on=dt.date(2026, 7, 1),
    title="Example portfolio",
    codes=("EU-ML10", "EU-9A012"),
    kinds=("complete UAV",),
    groups={"alpine": ("AT", "CH")},
    designations=(KESTREL,),
)
ASKED = Asked(
    item="drone",
    name="example  KESTREL",
    kind="drone",
    variant="Export",
    codes=("EU-9A012.a",),
    quantity=Decimal("6.000"),
    unit="piece",
    destination="AT",
    end_users=(("requester", "central_government_force"),),
    conditions=("no_re_export", "on_site_check"),
)


def ask(name: str, about: str | None) -> Missing:
    return Missing(name=name, question=f"{name}?", answerer="officer", about=about)


def answer(portfolio: Portfolio = PORTFOLIO, *, as_of: dt.date = DAY, **changes: Any) -> Proof:
    return offered(msgspec.structs.replace(ASKED, **changes), portfolio, as_of=as_of, ask=ask)


def with_designation(**changes: Any) -> Portfolio:
    return msgspec.structs.replace(PORTFOLIO, designations=(msgspec.structs.replace(KESTREL, **changes),))


def test_what_is_designated_as_asked_may_be_offered() -> None:
    proof = answer()
    assert proof.truth is Truth.TRUE
    assert "D-1, designated by Example Board on 2026-07-01" in told(proof)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"name": "Example Kestrel II"}, "designates nothing called"),
        ({"variant": "domestic"}, "designated is export"),
        ({"destination": "SE"}, "not among the states"),
        ({"destination": "CH"}, "CH is excepted"),
        ({"end_users": (("requester", "police"),)}, "not an end user designated"),
        ({"end_users": (("requester", "central_government_force"), ("other", "police"))}, "not an end user designated"),
        ({"quantity": Decimal("10.001")}, "above 10 piece"),
        ({"unit": "kg"}, "cannot be held against"),
        ({"conditions": ("on_site_check",)}, "not accepted: no re export"),
    ],
)
def test_what_lies_outside_is_said(changes: dict[str, Any], says: str) -> None:
    proof = answer(**changes)
    assert proof.truth is Truth.FALSE
    assert says in told(proof)


@pytest.mark.parametrize(
    ("changes", "asks"),
    [
        ({"variant": None}, ("variant", "drone")),
        ({"destination": None}, ("destination_state", None)),
        ({"end_users": ()}, ("end_user", None)),
        ({"end_users": (("requester", None),)}, ("end_user_kind", "requester")),
        ({"conditions": None}, ("conditions_accepted", None)),
    ],
)
def test_what_is_not_known_is_asked(changes: dict[str, Any], asks: tuple[str, str | None]) -> None:
    proof = answer(**changes)
    assert proof.truth is Truth.UNKNOWN
    assert [(one.name, one.about) for one in missing_of(proof)] == [asks]


@pytest.mark.parametrize(
    ("changes", "as_of", "holds"),
    [
        ({}, dt.date(2026, 6, 30), False),
        ({}, dt.date(2026, 7, 1), True),
        ({"valid_to": DAY}, DAY, True),
        ({"valid_to": DAY}, DAY + dt.timedelta(days=1), False),
        ({"withdrawn_on": DAY, "withdrawn_by": "Example Board"}, DAY - dt.timedelta(days=1), True),
        ({"withdrawn_on": DAY, "withdrawn_by": "Example Board"}, DAY, False),
    ],
)
def test_a_designation_holds_on_its_days(changes: dict[str, Any], as_of: dt.date, holds: bool) -> None:
    assert answer(with_designation(**changes), as_of=as_of).truth is (Truth.TRUE if holds else Truth.FALSE)


def test_a_withdrawal_is_named() -> None:
    assert "withdrawn on 2026-08-03 by Example Board" in told(
        answer(with_designation(withdrawn_on=DAY, withdrawn_by="Example Board"))
    )


def test_one_of_several_designations_is_enough() -> None:
    elsewhere = msgspec.structs.replace(KESTREL, id="D-0", states=("SE",))
    assert answer(msgspec.structs.replace(PORTFOLIO, designations=(elsewhere, KESTREL))).truth is Truth.TRUE


def test_no_states_named_means_every_state_but_those_excepted() -> None:
    everywhere = with_designation(states=None)
    assert answer(everywhere, destination="JP").truth is Truth.TRUE
    assert answer(everywhere, destination="CH").truth is Truth.FALSE


@pytest.mark.parametrize(
    ("changes", "truth"),
    [
        ({}, Truth.TRUE),
        ({"name": "Other", "kind": "other", "codes": ("EU-ML10.c.1",)}, Truth.TRUE),
        ({"name": "Other", "kind": "Complete  uav", "codes": ()}, Truth.TRUE),
        ({"name": "Other", "kind": "other", "codes": ("EU-6A003",)}, Truth.FALSE),
        ({"name": "Other", "kind": "other", "codes": None}, Truth.UNKNOWN),
        ({"kind": "other", "codes": ()}, Truth.TRUE),
    ],
)
def test_it_binds_the_goods_it_was_designated_for(changes: dict[str, Any], truth: Truth) -> None:
    assert governed(msgspec.structs.replace(ASKED, **changes), PORTFOLIO) is truth


OPEN: dict[str, Any] = {"variant": None, "destination": None, "end_users": (), "conditions": None}


@given(st.sets(st.sampled_from(sorted(OPEN))), st.sampled_from(["AT", "SE", "CH"]), st.sampled_from(["export", "domestic"]))
def test_forgetting_a_fact_never_lets_an_item_in(forgotten: set[str], destination: str, variant: str) -> None:
    known = answer(destination=destination, variant=variant)
    less = answer(**{"destination": destination, "variant": variant, **{name: OPEN[name] for name in forgotten}})
    if known.truth is not Truth.TRUE:
        assert less.truth is not Truth.TRUE
    if forgotten:
        assert less.truth is not Truth.TRUE
