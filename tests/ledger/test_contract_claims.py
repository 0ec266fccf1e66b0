"""“No contract was terminated” and “so many reached their final phase”: claims that anybody can check, and that cannot be made where they are not so."""

import datetime as dt
from pathlib import Path

import pytest
from msgspec.structs import replace

from ledger.made_log import OpinionFormed, days, empty_desk, happen, policy_of
from licet.contracts.evidence import Evidence
from licet.contracts.history import ContractOpened, ContractRecorded, ContractResumed, ContractSuspended, ContractTerminated
from licet.contracts.next_moves import next_moves
from licet.contracts.terms import Contract, StageName, read_contract
from licet.ledger.refusal import Unproved
from licet.ledger.verify import verify_file
from licet.services import contracts, ledger
from licet.services.claims import NotProvable, NotSo, claim
from licet.services.desk import Asked, Desk
from licet.services.ledger_check import check_log
from licet.storage.wiring import operator
from workbench import CHECKOUT

NO = operator("NO")


@pytest.fixture
def vessels() -> Contract:
    path = CHECKOUT / "examples/contracts/patrol-vessels.yaml"
    return read_contract(path.read_bytes(), path.name)


def asked(desk: Desk) -> Asked:
    return Asked(NO, desk.entropy.id())


def put_on_file(desk: Desk, terms: Contract, number: int, stage: StageName = "implementation") -> str:
    ident = f"NO-{number}"
    evidence = (Evidence(kind="earlier_record", source="register", on=desk.clock.today()),)
    opened = ContractOpened(contract=replace(terms, id=ident), stage=stage, evidence=evidence)
    contracts.open_contract(desk, asked(desk), opened)
    return ident


def move_on(desk: Desk, ident: str) -> str:
    """Bring a contract into its next stage, with all that it asks for; which one."""
    now = contracts.view_contract(desk, NO, ident)
    (move,) = next_moves(now.standing)
    given = tuple(Evidence(kind=kind, source="file", on=desk.clock.today()) for kind in move.lacking)
    contracts.move(desk, asked(desk), ident, move.after, evidence=given)
    return move.after


def deliver(desk: Desk, ident: str) -> None:
    for one in contracts.view_contract(desk, NO, ident).contract.deliveries:
        done = ContractRecorded(what="delivery", id=one.id, source="protocol", quantity=one.quantity)
        contracts.record(desk, asked(desk), ident, done)
    contracts.record(desk, asked(desk), ident, ContractRecorded(what="consent", id="publish", source="letter"))


def proved(desk: Desk, predicate: str, count: int, start: int = 0, end: int | None = None) -> str:
    """What `licet verify` says of the claim that `licet log claim` writes."""
    return "\n".join(verify_file(claim(desk, predicate, count=count, start=start, end=end).bytes, policy_of(desk)))


def test_no_contract_was_terminated_is_proved_where_it_is_so_and_nowhere_else(tmp_path: Path, vessels: Contract) -> None:
    desk = empty_desk(tmp_path, slots=8)
    first, second = put_on_file(desk, vessels, 1), put_on_file(desk, vessels, 2)
    days(desk)
    contracts.record(desk, asked(desk), first, ContractSuspended(why="strike"))
    contracts.record(desk, asked(desk), first, ContractResumed(why="over"))
    days(desk)
    assert "its process was cancelled" in proved(desk, "contract_terminated", 0)
    none = proved(desk, "contract_terminated", 0, start=8)
    assert "of all 8 entries" in none
    assert "in none is “contract_terminated” true" in none
    contracts.record(desk, asked(desk), second, ContractTerminated(why="no money"))
    days(desk)
    proved(desk, "contract_terminated", 0, end=16)
    with pytest.raises(NotSo, match="true in 1 entries of the range, not 0") as no:
        claim(desk, "contract_terminated", count=0)
    assert [one.stream for one in no.value.where] == [f"contract/{second}"]
    proved(desk, "contract_terminated", 1)
    proved(desk, "contract_suspended", 1)
    proved(desk, "contract_suspended", 0, start=16)
    proved(desk, "contract_opened", 2)
    forged = claim(desk, "contract_terminated", count=1)._replace(true=0)
    with pytest.raises(Unproved):
        verify_file(forged.bytes, policy_of(desk))
    assert check_log(desk).faults == ()


def test_so_many_contracts_reached_their_final_phase(tmp_path: Path, vessels: Contract) -> None:
    """A move is counted by where it leads; a contract put on file in its final phase did not enter it here."""
    desk = empty_desk(tmp_path, slots=32)
    terms = replace(vessels, milestones=(), payments=(), obligations=())
    on_file = [put_on_file(desk, terms, number) for number in range(3)]
    put_on_file(desk, terms, 9, "final")
    for ident in on_file[:2]:
        deliver(desk, ident)
        assert move_on(desk, ident) == "final"
    assert move_on(desk, on_file[0]) == "complete"
    days(desk)
    assert "entered its final operational phase" in proved(desk, "contract_entered_final_phase", 2)
    proved(desk, "contract_completed", 1)
    with pytest.raises(NotSo, match="true in 2 entries"):
        claim(desk, "contract_entered_final_phase", count=3)


def test_a_log_from_before_declares_them_for_what_comes_after(
    tmp_path: Path, vessels: Contract, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Old entries and proofs stand; a new predicate reaches no further back than the catalogue that declares it."""
    with monkeypatch.context() as before:
        before.setattr(ledger, "DECLARED", ledger.DECLARED[:5])
        desk = empty_desk(tmp_path, slots=4)
        first = put_on_file(desk, vessels, 1)
        days(desk)
        old = claim(desk, "request_withdrawn", count=0).bytes
    with pytest.raises(NotProvable, match="No catalogue declares"):
        claim(desk, "contract_terminated", count=0)
    happen(desk, "case/A", OpinionFormed)
    days(desk)
    contracts.record(desk, asked(desk), first, ContractTerminated(why="no money"))
    days(desk)
    with pytest.raises(NotProvable, match="declared only from entry"):
        claim(desk, "contract_terminated", count=1)
    proved(desk, "contract_terminated", 1, start=8)
    proved(desk, "request_withdrawn", 0)
    assert verify_file(old, policy_of(desk))
    assert check_log(desk).faults == ()
    assert desk.clock.today() > dt.date(2026, 8, 3)
