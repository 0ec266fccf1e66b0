"""A log in memory to try things on: a few cases, four entries a tick, a day each."""

import datetime as dt
from pathlib import Path

import msgspec

from licet.ledger.note import read_key
from licet.ledger.policy import Policy, read_policy
from licet.ledger.signing import public_key
from licet.lifecycle.chain import Addition
from licet.lifecycle.event import draft
from licet.services.desk import Desk
from licet.services.ledger import log_seed, open_log
from licet.services.ledger_tick import Ticked, tick
from licet.storage.library import FileLibrary
from workbench import NOW, StandingClock, desk_in_memory

ORIGIN = "example.org/licet"
SLOTS = 4
DAY = dt.timedelta(days=1)


class RequestSubmitted(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="request_submitted/1"):
    text: str


class OpinionFormed(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="opinion_formed/1"):
    text: str


class RequestWithdrawn(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="request_withdrawn/1"):
    text: str


def empty_desk(tmp: Path, *, slots: int = SLOTS) -> Desk:
    """A desk whose log is open, with so many entries a tick."""
    desk = desk_in_memory(FileLibrary(tmp / "library"), clock=StandingClock(), software="sha256:" + "0" * 64)
    desk.transactions.run(
        lambda: open_log(desk.book, opened_at="2026-08-03T09:30:00.000000Z", before=1, origin=ORIGIN, slots=slots)
    )
    return desk


def happen(desk: Desk, stream: str, what: type[msgspec.Struct], text: str = "x", *, milestone: bool = True) -> None:
    """One event."""
    desk.journal.append(
        Addition(
            stream=stream,
            expected=desk.journal.version(stream),
            drafts=(draft(what(text=text), effective_on=desk.clock.today(), milestone=milestone),),
        ),
        command_id=desk.entropy.id(),
        person_id="p-1",
        recorded_at=desk.clock.now(),
    )


def days(desk: Desk, count: int = 1) -> Ticked | None:
    """Let days pass, then the log tick."""
    clock = desk.clock
    assert isinstance(clock, StandingClock)
    clock.instant += count * DAY
    return tick(desk)


def policy_text(desk: Desk, *lines: str) -> str:
    return "\n".join([f"log {public_key(ORIGIN, log_seed(desk.book, 1)).vkey}", *(lines or ("quorum none",)), ""])


def policy_of(desk: Desk, *lines: str) -> Policy:
    policy = read_policy(policy_text(desk, *lines).encode())
    assert read_key(policy.logs[0].vkey) == policy.logs[0]
    return policy


def busy_desk(tmp: Path) -> Desk:
    """Three cases over three days; nobody withdraws. The log has 12 entries, 7 of them padding."""
    assert NOW.year == 2026
    desk = empty_desk(tmp)
    happen(desk, "case/A", RequestSubmitted)
    happen(desk, "case/B", RequestSubmitted)
    days(desk)
    happen(desk, "case/A", OpinionFormed)
    days(desk)
    happen(desk, "case/C", RequestSubmitted)
    days(desk)
    return desk
