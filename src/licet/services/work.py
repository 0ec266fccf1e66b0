"""Background work: what a submitted request, a file of parties or a new edition causes, done by whoever holds the lease."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from licet.access.actor import Actor
from licet.casework.application import APPLICATION
from licet.services.assess import assess_file, grounds_for
from licet.services.case_file import file_of, stream_of
from licet.services.desk import Asked, Desk
from licet.services.parties import SCREEN_PARTIES, screen_parties
from licet.services.ports import Job, LeaseLost
from licet.services.rescreen import RESCREEN, bring_up_to_date
from licet.services.submit import ASSESS

LEASE_SECONDS = 60
LONG_LEASE_SECONDS = 600
"""For work on everybody: between two signs of life an index over them all may be built."""
RETRY_SECONDS = 30
BEAT_SECONDS = 10


def system(state: str) -> Actor:
    """The system itself, acting for an authority: it assesses what was submitted, and does nothing else."""
    return Actor(
        person="system",
        roles=("officer",),
        agencies=("licensing",),
        state=state,
        organisation=None,
        clearance="secret",
        mfa=False,
        suspended=False,
        compartments=(),
    )


def _silent(_: str) -> None:
    """Whoever asks for nothing to be said reads it off the job."""


def _unseen(_: str, __: int, ___: int) -> None:
    """Nobody watches."""


Shown = Callable[[str, int, int], None]
"""Hears what is being done, how much of it is done, and how much there is."""


def drain(
    desk: Desk,
    *,
    worker: str = "in-process",
    most: int = 1000,
    told: Callable[[str], None] = _silent,
    shown: Shown = _unseen,
) -> int:
    """Do the jobs that are due, one after the other, and return how many were taken.

    `told` hears of each that failed, `shown` how far a long one is.
    """
    for done in range(most):
        job = _leased(desk, worker)
        if job is None:
            return done
        do(desk, job, told=told, shown=shown)
    return most


def _leased(desk: Desk, worker: str) -> Job | None:
    for kinds, seconds in (((ASSESS,), LEASE_SECONDS), ((SCREEN_PARTIES, RESCREEN), LONG_LEASE_SECONDS)):
        job = desk.jobs.lease(kinds, worker=worker, at=desk.clock.now(), seconds=seconds)
        if job is not None:
            return job
    return None


def do(desk: Desk, job: Job, *, told: Callable[[str], None] = _silent, shown: Shown = _unseen) -> None:
    """Do one leased job. What fails is given back with its reason, which `told` hears, and tried again later."""
    try:
        failed = _reason_to_try_again(desk, job, shown)
    except LeaseLost:
        return
    if failed is not None:
        then = "is tried again" if job.attempt < job.attempts_max else "is not tried again"
        told(f"The job “{job.kind} {job.payload.decode()}” failed and {then} ({failed}).")
    try:
        _end(desk, job, failed)
    except LeaseLost:
        # It took longer than the lease and is another worker's now. What was written stands: its command id is the job's own.
        return


def _reason_to_try_again(desk: Desk, job: Job, shown: Shown) -> str | None:
    try:
        _DUTIES[job.kind](desk, job, shown)
    except LeaseLost:
        raise
    except Exception as error:  # noqa: BLE001 # whatever it was, the job must not stay leased; its reason is kept and shown
        return f"{type(error).__name__}: {error}"
    return None


def _end(desk: Desk, job: Job, failed: str | None) -> None:
    at = desk.clock.now()
    if failed is None:
        desk.jobs.finish(job, at=at)
    else:
        desk.jobs.fail(job, at=at, says=failed[:500], retry_at=at + dt.timedelta(seconds=RETRY_SECONDS))


def _assess(desk: Desk, job: Job, _: Shown) -> None:
    """Form the first opinion on a submitted request; on one that was assessed or withdrawn meanwhile there is nothing to do."""
    history = desk.journal.read(stream_of(job.payload.decode()))
    if APPLICATION.state_of(history).status == "received":
        file = file_of(desk, history)
        asked = Asked(system(file.submitted.authority_state), job.key.replace(" ", "-"))
        assess_file(desk, file, asked, grounds_for(desk, file))


def _screen_parties(desk: Desk, job: Job, shown: Shown) -> None:
    alive = _alive(desk, job, shown)
    screen_parties(
        desk, system("ZZ").person, job.payload.decode(), command_id=_command(job), alive=lambda at, of: alive("Screening", at, of)
    )


def _rescreen(desk: Desk, job: Job, shown: Shown) -> None:
    bring_up_to_date(desk, system, job.payload, command_id=_command(job), told=_alive(desk, job, shown))


def _command(job: Job) -> str:
    return f"job-{job.id}"


def _alive(desk: Desk, job: Job, shown: Shown) -> Shown:
    """Shows how far a job is, and keeps its lease; raises `LeaseLost` when it is another worker's."""
    last: dict[str, Any] = {"at": desk.clock.now(), "doing": ""}

    def alive(doing: str, at: int, of: int) -> None:
        shown(doing, at, of)
        now = desk.clock.now()
        if doing != last["doing"] or now - last["at"] >= dt.timedelta(seconds=BEAT_SECONDS):
            desk.jobs.heartbeat(job, at=now, seconds=LONG_LEASE_SECONDS, done_parts=at, parts=of)
            last.update(at=now, doing=doing)

    return alive


_DUTIES: dict[str, Callable[[Desk, Job, Shown], None]] = {ASSESS: _assess, SCREEN_PARTIES: _screen_parties, RESCREEN: _rescreen}
