"""Contracts put on file, moved from stage to stage, and everything that is recorded of them."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
from msgspec.structs import replace

from licet.access.act import Act as May
from licet.access.actor import Actor
from licet.access.condition import EVERYTHING
from licet.access.decision import decide as may
from licet.access.listing import visible
from licet.access.resource import Planning
from licet.contracts.evidence import Evidence
from licet.contracts.history import CONTRACT, Act, ContractAmended, ContractMoved, ContractOpened, Happening
from licet.contracts.stages import NAMES
from licet.contracts.standing import Standing
from licet.contracts.terms import Contract, StageName
from licet.encoding.faults import quoted, refuse
from licet.lifecycle.chain import Addition, VersionConflict
from licet.lifecycle.event import Recorded
from licet.services.case_file import TRIES
from licet.services.desk import Asked, Desk, NotFound, require
from licet.services.ports import ContractPage, ContractQuery, ContractRow, InStage

AT_ONCE = 500
"""Lines read at a time where all are wanted."""
CONTRACT_STREAMS = "contract"
"""Kind of the streams that are contracts."""


class ContractFile(msgspec.Struct, frozen=True, kw_only=True):
    """A contract with how it stands and everything that happened to it."""

    contract: Contract
    standing: Standing
    history: tuple[Recorded, ...]

    def age_days(self, today: dt.date) -> int:
        """Days since it entered its stage."""
        assert self.standing.since is not None
        return (today - self.standing.since).days


def stream_of(contract: str) -> str:
    """The stream of a contract; refuses what is no id."""
    if not (contract and len(contract) <= 64 and contract.isascii() and all(c.isalnum() or c in "-._" for c in contract)):
        raise refuse("contract", f"{quoted(contract)} is no id of a contract; write one such as NO-NAV-2026-1")
    return f"{CONTRACT_STREAMS}/{contract}"


def access_of(contract: Contract) -> Planning:
    """What the access policies must know of a contract."""
    return Planning(state=contract.state, release_level=contract.release_level, compartments=())


def may_open(actor: Actor) -> bool:
    """Whether somebody may put contracts of their own authority on file."""
    return may(actor, May.CHANGE_PLANNING, _own(actor)).allowed


def require_opening(actor: Actor) -> None:
    """Raises `NotAllowed` for whoever may not put a contract on file."""
    require(actor, May.CHANGE_PLANNING, _own(actor))


def _own(actor: Actor) -> Planning:
    return Planning(state=actor.state, release_level=actor.clearance, compartments=())


def may_change(actor: Actor, contract: Contract) -> bool:
    """Whether somebody may write down what becomes of a contract."""
    return may(actor, May.CHANGE_PLANNING, access_of(contract)).allowed


def view_to_change(desk: Desk, actor: Actor, contract: str) -> ContractFile:
    """A contract for somebody who wants to change it; raises `NotFound` as `view_contract` does, `NotAllowed`."""
    file = view_contract(desk, actor, contract)
    require(actor, May.CHANGE_PLANNING, access_of(file.contract))
    return file


def open_contract(desk: Desk, asked: Asked, opened: ContractOpened, *, on: dt.date | None = None) -> ContractFile:
    """Put a contract on file; raises `Faults` for a day that has not come, `Refused` for an id that is taken."""
    require(asked.actor, May.CHANGE_PLANNING, access_of(opened.contract))
    return _write(desk, asked, opened.contract.id, lambda _: Act(writes=opened, on=_day(desk, on)))


def record(desk: Desk, asked: Asked, contract: str, writes: Happening, *, on: dt.date | None = None) -> ContractFile:
    """Write down what became of a contract; raises `NotFound`, `Faults`, and `Refused` with every reason against it."""
    view_to_change(desk, asked.actor, contract)
    if isinstance(writes, ContractAmended):
        require(asked.actor, May.CHANGE_PLANNING, access_of(writes.contract))
    day = _day(desk, on)
    return _write(desk, asked, contract, lambda _: Act(writes=writes, on=day))


def move(
    desk: Desk, asked: Asked, contract: str, after: str, *, evidence: tuple[Evidence, ...] = (), on: dt.date | None = None
) -> ContractFile:
    """Bring a contract into another stage, with the evidence that this asks for; raises as `record` does."""
    stage = _stage(after)
    view_to_change(desk, asked.actor, contract)
    day = _day(desk, on)

    def command(now: Standing) -> Act:
        return Act(writes=ContractMoved(before=_stage(now.stage), after=stage, evidence=evidence), on=day)

    return _write(desk, asked, contract, command)


def _stage(word: str) -> StageName:
    if word not in NAMES:
        raise refuse("STAGE", f"{quoted(word)} is no stage; use one of {', '.join(NAMES)}")
    stage: StageName = msgspec.convert(word, StageName)
    return stage


def _day(desk: Desk, on: dt.date | None) -> dt.date:
    today = desk.clock.today()
    if on is not None and on > today:
        raise refuse("--on", f"{on} has not come yet (today is {today}); record it on the day")
    return on or today


def _write(desk: Desk, asked: Asked, contract: str, command: Callable[[Standing], Act]) -> ContractFile:
    stream = stream_of(contract)

    def work() -> ContractFile:
        history = desk.journal.read(stream)
        if desk.journal.of_command(asked.command_id):
            return _file(history)
        state = CONTRACT.state_of(history)
        added = desk.journal.append(
            Addition(stream=stream, expected=len(history), drafts=CONTRACT.decide(state, command(state))),
            command_id=asked.command_id,
            person_id=asked.actor.person,
            recorded_at=desk.clock.now(),
        )
        file = _file((*history, *added))
        desk.contracts.put(row_of(file))
        return file

    for attempt in range(1, TRIES + 1):
        try:
            return desk.transactions.run(work, streams=(stream,))
        except VersionConflict:
            if attempt == TRIES:
                raise
    raise AssertionError("unreachable: the last try returns or raises")


def _file(history: tuple[Recorded, ...]) -> ContractFile:
    standing = CONTRACT.state_of(history)
    assert standing.contract is not None
    return ContractFile(contract=standing.contract, standing=standing, history=history)


def view_contract(desk: Desk, actor: Actor, contract: str) -> ContractFile:
    """A contract by its id; raises `NotFound` when there is none or the actor may not know of it."""
    history = desk.journal.read(stream_of(contract))
    file = _file(history) if history else None
    if file is None or not may(actor, May.VIEW_PLANNING, access_of(file.contract)).allowed:
        raise NotFound(f"Contract {contract}")
    return file


def row_of(file: ContractFile) -> ContractRow:
    """A contract's line in the list; also what the list is rebuilt by."""
    terms, standing = file.contract, file.standing
    assert standing.since is not None
    due = [one.due_on for one in terms.milestones if one.id not in standing.met] if standing.open else []
    return ContractRow(
        id=terms.id,
        kind=terms.kind,
        title=terms.title,
        partners=tuple(one.state for one in terms.partners),
        status=standing.status,
        stage=standing.stage,
        since=standing.since,
        milestones=len(terms.milestones),
        met=len(standing.met),
        next_on=min(due, default=None),
        access=access_of(terms),
    )


def find_contracts(desk: Desk, actor: Actor, **wanted: Any) -> ContractPage:
    """A page of the contracts the actor may see; `wanted` are the other fields of `ContractQuery`."""
    return desk.contracts.find(_query(actor, wanted))


def contracts_in_stages(desk: Desk, actor: Actor, **wanted: Any) -> tuple[InStage, ...]:
    """How many open contracts of those are in each stage, and since when."""
    return desk.contracts.in_stages(_query(actor, wanted))


def every_row(desk: Desk, actor: Actor, **wanted: Any) -> Iterator[ContractRow]:
    """Every line of those, by id, a few held at a time."""
    return _every(desk, _query(actor, wanted))


def _every(desk: Desk, query: ContractQuery) -> Iterator[ContractRow]:
    number, pages = 0, 1
    while (number := number + 1) <= pages:
        page = desk.contracts.find(replace(query, order="id", page=number, per_page=AT_ONCE))
        pages = page.pages
        yield from page.rows


def _query(actor: Actor, wanted: dict[str, Any]) -> ContractQuery:
    return ContractQuery(visible=visible(actor, "planning"), **wanted)


def list_contracts(desk: Desk, actor: Actor, **wanted: Any) -> Iterator[ContractFile]:
    """Every contract of those with its whole history, by id."""
    for row in every_row(desk, actor, **wanted):
        yield _file(desk.journal.read(stream_of(row.id)))


def rows_of_journal(desk: Desk) -> Iterator[ContractRow]:
    """Every line of the list as the journal makes it."""
    for stream in desk.journal.streams(CONTRACT_STREAMS):
        yield row_of(_file(desk.journal.read(stream)))


def rebuild(desk: Desk) -> int:
    """Throw the list of contracts away and derive every line anew; returns how many there are."""
    return desk.transactions.run(lambda: desk.contracts.replace_all(rows_of_journal(desk)))


def check_list(desk: Desk) -> Iterator[str]:
    """A sentence for each line of the list that is not the one that its contract makes."""
    held = {row.id: row for row in _every(desk, ContractQuery(visible=EVERYTHING))}
    for row in rows_of_journal(desk):
        listed = held.pop(row.id, None)
        if listed is None:
            yield f"The list of contracts lacks {row.id}; run “licet reindex”."
        elif listed != row:
            yield f"The list of contracts says other than the journal of {row.id}; run “licet reindex”."
    for extra in held:
        yield f"The list of contracts holds {extra}, which the journal does not; run “licet reindex”."
