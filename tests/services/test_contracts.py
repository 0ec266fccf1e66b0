"""Contracts in the journal: one stream each, milestones in the ledger, and nothing for whoever may not see them."""

import datetime as dt

import pytest
from msgspec.structs import replace

from licet.contracts.evidence import Evidence
from licet.contracts.history import (
    ContractAmended,
    ContractMilestoneMet,
    ContractOpened,
    ContractRecorded,
    ContractResumed,
    ContractSuspended,
    ContractTerminated,
    Happening,
)
from licet.contracts.stages import needed
from licet.contracts.terms import Contract, read_contract
from licet.encoding.faults import Faults
from licet.lifecycle.transition import Refused
from licet.services.contracts import (
    check_list,
    contracts_in_stages,
    find_contracts,
    list_contracts,
    move,
    open_contract,
    rebuild,
    record,
    row_of,
    view_contract,
)
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
    assert list(list_contracts(desk, low)) == []
    assert len(list(list_contracts(desk, NO))) == 1
    assert find_contracts(desk, low).total == 0
    assert contracts_in_stages(desk, low) == ()
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


def test_the_list_follows_every_act_and_is_what_the_journal_makes(desk: Desk, vessels: Contract) -> None:
    opened(desk, vessels)
    acts: tuple[Happening, ...] = (
        ContractMilestoneMet(milestone="review", source="minutes"),
        ContractSuspended(why="strike"),
        ContractResumed(why="over"),
        ContractAmended(contract=replace(vessels, title="Two larger vessels"), why="agreed"),
        ContractTerminated(why="no money"),
    )
    said = []
    for number, act in enumerate(acts):
        record(desk, asked(f"{number}"), vessels.id, act)
        (row,) = find_contracts(desk, NO).rows
        assert row == row_of(view_contract(desk, NO, vessels.id))
        assert list(check_list(desk)) == []
        said.append((row.status, row.met, row.next_on, row.title))
    trial = dt.date(2028, 6, 30)
    assert said == [
        ("planning", 1, trial, "Two patrol vessels"),
        ("suspended_in_planning", 1, trial, "Two patrol vessels"),
        ("planning", 1, trial, "Two patrol vessels"),
        ("planning", 1, trial, "Two larger vessels"),
        ("terminated", 1, None, "Two larger vessels"),
    ]


def test_what_the_list_says_otherwise_is_found_and_mended(desk: Desk, vessels: Contract) -> None:
    for number in range(3):
        ident = f"NO-{number}"
        terms = replace(vessels, id=ident)
        open_contract(desk, asked(f"open-{number}"), ContractOpened(contract=terms, stage="planning", evidence=()))
    rows = {row.id: row for row in find_contracts(desk, NO).rows}
    desk.contracts.replace_all([replace(rows["NO-0"], met=9), rows["NO-1"], replace(rows["NO-1"], id="NO-9")])
    assert list(check_list(desk)) == [
        "The list of contracts says other than the journal of NO-0; run “licet reindex”.",
        "The list of contracts lacks NO-2; run “licet reindex”.",
        "The list of contracts holds NO-9, which the journal does not; run “licet reindex”.",
    ]
    assert rebuild(desk) == 3
    assert list(check_list(desk)) == []
    assert {row.id: row for row in find_contracts(desk, NO).rows} == rows
