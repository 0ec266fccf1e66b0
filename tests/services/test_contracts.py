"""Contracts in the journal: one stream each, milestones in the ledger, and nothing for whoever may not see them."""

import datetime as dt

import pytest
from msgspec.structs import replace

from licet.contracts.evidence import Evidence
from licet.contracts.history import ContractAmended, ContractMilestoneMet, ContractOpened, ContractRecorded
from licet.contracts.stages import needed
from licet.contracts.terms import Contract, read_contract
from licet.encoding.faults import Faults
from licet.lifecycle.transition import Refused
from licet.services.contracts import list_contracts, move, open_contract, record, view_contract
from licet.services.desk import Asked, Desk, NotAllowed, NotFound
from licet.storage.wiring import operator
from workbench import CHECKOUT, DAY

NO = operator("NO")


@pytest.fixture
def vessels() -> Contract:
    path = CHECKOUT / "examples/contracts/patrol-vessels.yaml"
    return read_contract(path.read_bytes(), path.name)


def asked(command: str) -> Asked:
    return Asked(NO, command)


def opened(desk: Desk, terms: Contract) -> None:
    open_contract(desk, asked("open"), ContractOpened(contract=terms, stage="planning", evidence=()))


def given(*kinds: str) -> tuple[Evidence, ...]:
    return tuple(Evidence(kind=kind, source="file", on=DAY) for kind in kinds)


def test_every_milestone_is_a_leaf_of_the_ledger(desk: Desk, vessels: Contract) -> None:
    opened(desk, vessels)
    move(desk, asked("1"), vessels.id, "tender", evidence=given(*needed("planning", "tender", "purchase")))
    record(desk, asked("2"), vessels.id, ContractMilestoneMet(milestone="review", source="minutes"))
    record(desk, asked("3"), vessels.id, ContractRecorded(what="payment", id="on-signing", source="bank"))
    file = view_contract(desk, NO, vessels.id)
    leaves = {entry.position for entry in desk.book.rows.of_kind("event")}
    assert [one.event.kind for one in file.history if one.event.position in leaves] == [
        "contract_opened",
        "contract_moved",
        "contract_milestone_met",
    ]
    assert file.standing.paid == {"on-signing": DAY}


def test_a_command_done_again_does_nothing_twice(desk: Desk, vessels: Contract) -> None:
    opened(desk, vessels)
    for _ in range(2):
        file = record(desk, asked("pay"), vessels.id, ContractRecorded(what="payment", id="on-signing", source="bank"))
    assert len(file.history) == 2


def test_an_id_is_taken_once(desk: Desk, vessels: Contract) -> None:
    opened(desk, vessels)
    with pytest.raises(Refused, match="NO-NAV-2026-1 is on file already"):
        open_contract(desk, asked("again"), ContractOpened(contract=vessels, stage="planning", evidence=()))


def test_what_was_refused_leaves_nothing(desk: Desk, vessels: Contract) -> None:
    opened(desk, vessels)
    before = desk.journal.head()
    with pytest.raises(Refused, match="needs evidence"):
        move(desk, asked("1"), vessels.id, "tender")
    with pytest.raises(Faults, match="has not come yet"):
        move(desk, asked("2"), vessels.id, "tender", on=DAY + dt.timedelta(days=1))
    with pytest.raises(Faults, match="“signed” is no stage; use one of planning"):
        move(desk, asked("3"), vessels.id, "signed")
    assert desk.journal.head() == before


def test_a_contract_above_the_reader_is_not_there(desk: Desk, vessels: Contract) -> None:
    opened(desk, replace(vessels, release_level="secret"))
    low = replace(NO, clearance="restricted")
    assert list_contracts(desk, low) == ()
    assert len(list_contracts(desk, NO)) == 1
    for actor in (low, operator("SE"), replace(NO, roles=("applicant",), organisation="x")):
        with pytest.raises(NotFound, match="is not here, or not for you to see"):
            view_contract(desk, actor, vessels.id)
        with pytest.raises(NotFound):
            record(desk, Asked(actor, "x"), vessels.id, ContractRecorded(what="payment", id="on-signing", source="bank"))


def test_an_inspector_reads_and_does_not_write(desk: Desk, vessels: Contract) -> None:
    opened(desk, vessels)
    inspector = replace(NO, roles=("inspector",), agencies=())
    assert view_contract(desk, inspector, vessels.id).contract == vessels
    with pytest.raises(NotAllowed):
        move(desk, Asked(inspector, "x"), vessels.id, "tender")


def test_nobody_amends_a_contract_out_of_their_own_sight(desk: Desk, vessels: Contract) -> None:
    opened(desk, vessels)
    raised = ContractAmended(contract=replace(vessels, release_level="secret"), why="agreed")
    with pytest.raises(NotAllowed):
        record(desk, Asked(replace(NO, clearance="restricted"), "x"), vessels.id, raised)
    record(desk, asked("y"), vessels.id, raised)
    assert view_contract(desk, NO, vessels.id).contract.release_level == "secret"


def test_a_stream_of_something_else_is_never_read(desk: Desk) -> None:
    with pytest.raises(Faults, match="is no id of a contract"):
        view_contract(desk, NO, "../case/NO-1")
