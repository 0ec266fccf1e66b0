"""What a contract's page says before anybody tries: never other than what trying would answer."""

import datetime as dt

import pytest
from msgspec.structs import replace

from licet.contracts.evidence import Evidence
from licet.contracts.history import CONTRACT, Act, ContractMoved
from licet.contracts.next_moves import next_moves
from licet.contracts.stages import NAMES, RUNNING
from licet.contracts.standing import Entered, Standing
from licet.contracts.terms import Contract, read_contract
from licet.lifecycle.transition import Refused
from workbench import CHECKOUT, DAY


@pytest.fixture
def vessels() -> Contract:
    path = CHECKOUT / "examples/contracts/patrol-vessels.yaml"
    return read_contract(path.read_bytes(), path.name)


def standing(contract: Contract, status: str, **more: object) -> Standing:
    return replace(Standing(status=status, contract=contract, entered=(Entered(stage=status, on=DAY),), last_on=DAY), **more)


@pytest.mark.parametrize("status", RUNNING)
def test_what_is_said_is_what_trying_answers(vessels: Contract, status: str) -> None:
    now = standing(vessels, status)
    moves = next_moves(now)
    assert [move.after for move in moves] == (["tender", "award"] if status == "planning" else [NAMES[NAMES.index(status) + 1]])
    for move in moves:
        given = tuple(Evidence(kind=kind, source="x", on=DAY) for kind in move.lacking)
        command = Act(writes=ContractMoved(before=status, after=move.after, evidence=given), on=DAY)  # type: ignore[arg-type]
        if move.against:
            with pytest.raises(Refused) as refused:
                CONTRACT.decide(now, command)
            assert refused.value.reasons == move.against
            assert len(refused.value.guards) == len(move.against)
        else:
            assert CONTRACT.decide(now, command)
        for at in range(len(given)):
            fewer = replace(command, writes=replace(command.writes, evidence=(*given[:at], *given[at + 1 :])))
            with pytest.raises(Refused, match=given[at].kind):
                CONTRACT.decide(now, fewer)


def test_the_last_stages_say_what_is_open(vessels: Contract) -> None:
    (final,) = next_moves(standing(vessels, "implementation"))
    assert any(one.startswith("Not delivered in full: first, second") for one in final.against)
    assert any("Consent is not given: publish" in one for one in final.against)
    (complete,) = next_moves(standing(vessels, "final"))
    assert any(one.startswith("Still open: milestone review") for one in complete.against)


def test_evidence_in_hand_is_not_asked_for_again(vessels: Contract) -> None:
    held = (Evidence(kind="need", source="study", on=DAY - dt.timedelta(days=9)),)
    tender, _award = next_moves(standing(vessels, "planning", evidence=held))
    assert tender.lacking == tuple(kind for kind in tender.asks if kind != "need")
    assert "need" in tender.asks


@pytest.mark.parametrize("status", ["none", "suspended_in_tender", "terminated", "complete"])
def test_nothing_comes_next_where_nothing_moves(vessels: Contract, status: str) -> None:
    assert next_moves(replace(standing(vessels, "tender"), status=status)) == ()
