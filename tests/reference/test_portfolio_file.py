"""Portfolio files: read whole, or refused with a sentence for each fault."""

import pytest

from licet.encoding.faults import Faults
from licet.reference.parse import parse
from licet.reference.portfolio import portfolio_of

GOOD = """\
id: ZA-PORTFOLIO
state: ZA
dated_on: 2026-07-01
title: Example portfolio
codes: [EU-ML10]
groups: {alpine: [AT, CH]}
designations:
- {id: D-1, items: [Example Kestrel], states: [alpine, NO], designated_by: Example Board, designated_on: 2026-07-01, quantity_max: "10", unit: piece}
"""


def read(text: str):
    return parse("portfolio", {"portfolio.yaml": text.encode()})


def test_a_portfolio_is_read_and_read_back() -> None:
    parsed = read(GOOD)
    assert (parsed.name, str(parsed.dated_on)) == ("ZA-PORTFOLIO", "2026-07-01")
    portfolio = portfolio_of(parsed.content)
    assert parsed.values == (portfolio,)
    assert portfolio.states_of(portfolio.designations[0]) == {"AT", "CH", "NO"}


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("codes: [EU-ML10]", "codes: []", "codes"),
        ("[alpine, NO]", "[alpine, Norway]", "neither a state nor a group"),
        ("groups: {alpine: [AT, CH]}", "groups: {alpine: [AT], NO: [NO]}", "code of a state"),
        (", unit: piece", "", "quantity_max go together"),
        ('"10"', '"0"', "quantity_max"),
        ("designated_on: 2026-07-01,", "designated_on: 2026-07-02,", "after the portfolio's own date"),
        ("unit: piece", "unit: piece, valid_to: 2026-06-30", "before designated_on"),
        ("unit: piece", "unit: piece, withdrawn_on: 2026-07-03", "withdrawn_on go together"),
        ("items: [Example Kestrel]", "items: []", "items"),
        ("state: ZA", "state: XX", "XX"),
        ("title: Example portfolio", "title: Example portfolio\ncolour: red", "colour"),
    ],
)
def test_each_fault_is_a_sentence(old: str, new: str, says: str) -> None:
    assert old in GOOD
    with pytest.raises(Faults, match=says):
        read(GOOD.replace(old, new))


def test_every_fault_comes_at_once() -> None:
    with pytest.raises(Faults) as refused:
        read(GOOD.replace("[alpine, NO]", "[Nowhere]").replace(", unit: piece", "") + GOOD.splitlines()[-1] + "\n")
    assert len(refused.value.faults) >= 3
