"""Background work: what a submitted request causes, done by whoever holds the lease."""

import datetime as dt
from collections.abc import Callable

from licet.access.actor import Actor
from licet.casework.application import APPLICATION
from licet.services.assess import assess_file, grounds_for
from licet.services.case_file import file_of, stream_of
from licet.services.desk import Asked, Desk
from licet.services.ports import Job, LeaseLost
from licet.services.submit import ASSESS

LEASE_SECONDS = 60
RETRY_SECONDS = 30


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


def drain(desk: Desk, *, worker: str = "in-process", most: int = 1000, told: Callable[[str], None] = _silent) -> int:
    """Do the jobs that are due, one after the other, and return how many were taken; `told` hears of each that failed."""
    for done in range(most):
        job = desk.jobs.lease((ASSESS,), worker=worker, at=desk.clock.now(), seconds=LEASE_SECONDS)
        if job is None:
            return done
        do(desk, job, told=told)
    return most


def do(desk: Desk, job: Job, *, told: Callable[[str], None] = _silent) -> None:
    """Do one leased job. What fails is given back with its reason, which `told` hears, and tried again later."""
    failed = _reason_to_try_again(desk, job)
    if failed is not None:
        then = "is tried again" if job.attempt < job.attempts_max else "is not tried again"
        told(f"The job “{job.kind} {job.payload.decode()}” failed and {then} ({failed}).")
    try:
        _end(desk, job, failed)
    except LeaseLost:
        # It took longer than the lease and is another worker's now. What was written stands: its command id is the job's own.
        return


def _reason_to_try_again(desk: Desk, job: Job) -> str | None:
    try:
        _assess(desk, job)
    except Exception as error:  # noqa: BLE001 # whatever it was, the job must not stay leased; its reason is kept and shown
        return f"{type(error).__name__}: {error}"
    return None


def _end(desk: Desk, job: Job, failed: str | None) -> None:
    at = desk.clock.now()
    if failed is None:
        desk.jobs.finish(job, at=at)
    else:
        desk.jobs.fail(job, at=at, says=failed[:500], retry_at=at + dt.timedelta(seconds=RETRY_SECONDS))


def _assess(desk: Desk, job: Job) -> None:
    """Form the first opinion on a submitted request; on one that was assessed or withdrawn meanwhile there is nothing to do."""
    history = desk.journal.read(stream_of(job.payload.decode()))
    if APPLICATION.state_of(history).status == "received":
        file = file_of(desk, history)
        asked = Asked(system(file.submitted.authority_state), job.key.replace(" ", "-"))
        assess_file(desk, file, asked, grounds_for(desk, file))
