"""A contract as written: each fault is one clear sentence, and every fault is said at once."""

import pytest

from licet.contracts.terms import read_contract
from licet.encoding.faults import Faults
from workbench import CHECKOUT

FILES = sorted((CHECKOUT / "examples/contracts").glob("*.yaml"))
VESSELS = (CHECKOUT / "examples/contracts/patrol-vessels.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_examples_are_read(path) -> None:  # type: ignore[no-untyped-def]
    assert read_contract(path.read_bytes(), path.name).partners


@pytest.mark.parametrize(
    ("was", "now", "says"),
    [
        ("id: NO-NAV", "id: NAV", "“NAV-2026-1” does not begin with its state; write NO-NAV-2026-1"),
        (
            "{stage: contract, from_on: 2026-07-01",
            "{stage: contract, from_on: 2026-05-31",
            "begins contract on 2026-05-31, while tender runs until 2026-05-31; let no two overlap",
        ),
        ("{stage: contract, from_on", "{stage: planning, from_on", "puts planning after tender; a stage only goes forward"),
        ("until_on: 2026-08-31", "until_on: 2026-06-30", "ends on 2026-06-30, before it begins on 2026-07-01"),
        ("{id: second, line: vessel", "{id: second, line: boat", "“boat” is no line; use one of vessel"),
        ("{id: second, line: vessel, quantity: 1", "{id: second, line: vessel, quantity: 2", "add up to 3, the line says 2"),
        ("after: sea-trial", "after: trial", "“trial” is no milestone; use one of review, sea-trial"),
        ("amount: 300000000", "amount: 300000001", "add up to 900000001, the value is 900000000"),
        ("partner: yard", "partner: dock", "“dock” is no partner; use one of yard"),
        ("{id: second, line", "{id: first, line", "“first” is used twice"),
        ("currency: NOK\n", "", "goes with value and payments"),
        ("quantity: 2, unit", "quantity: -2, unit", "must be above 0"),
        ("title: Two patrol vessels", "title: Two patrol vessels\nbuyer: Someone", "is no field of this part"),
    ],
)
def test_a_fault_is_one_sentence(was: str, now: str, says: str) -> None:
    assert was in VESSELS
    with pytest.raises(Faults) as refused:
        read_contract(VESSELS.replace(was, now, 1).encode(), "vessels.yaml")
    assert says in str(refused.value)


def test_all_faults_are_said_at_once() -> None:
    text = (
        VESSELS.replace("partner: yard", "partner: dock")
        .replace("after: sea-trial", "after: trial")
        .replace("id: NO-NAV", "id: NAV")
    )
    with pytest.raises(Faults) as refused:
        read_contract(text.encode(), "vessels.yaml")
    assert len(refused.value.faults) == 3
