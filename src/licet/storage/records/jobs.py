"""Leased jobs in a table.

A lease is told by its job's `attempt`: every lease counts one on, so whoever lost it can change
nothing any more, however late the answer comes.
"""

import datetime as dt
from collections.abc import Callable, Iterable

from django.db import connections
from django.db.models import QuerySet

from licet.services.ports import Job, JobState, LeaseLost, Transactions
from licet.storage.records.models import JobRecord


class RecordJobs:
    """The jobs of one database."""

    def __init__(self, transactions: Transactions, using: str = "default") -> None:
        self._transactions = transactions
        self._using = using

    def enqueue(
        self, kind: str, payload: bytes, *, key: str, at: dt.datetime, due_at: dt.datetime | None = None, attempts_max: int = 5
    ) -> Job:
        new = JobRecord(
            kind=kind, key=key, payload=payload, state="queued", attempts_max=attempts_max, due_at=due_at or at, enqueued_at=at
        )

        def work() -> Job:
            self._rows.bulk_create([new], ignore_conflicts=True)
            return _job(self._rows.get(key=key))

        return self._transactions.run(work)

    def lease(self, kinds: Iterable[str], *, worker: str, at: dt.datetime, seconds: int) -> Job | None:
        def work() -> Job | None:
            self.reap(at=at)
            due = self._rows.filter(state="queued", kind__in=tuple(kinds), due_at__lte=at).order_by("due_at", "id")
            # Two workers never wait for each other: what one is taking, the other passes over.
            row = self._locked(due, skip=True).first()
            if row is None:
                return None
            row.state, row.worker, row.attempt = "running", worker, row.attempt + 1
            row.lease_until = at + dt.timedelta(seconds=seconds)
            row.save(using=self._using)
            return _job(row)

        return self._transactions.run(work)

    def heartbeat(self, job: Job, *, at: dt.datetime, seconds: int, done_parts: int | None = None, parts: int | None = None) -> Job:
        def change(row: JobRecord) -> None:
            row.lease_until = at + dt.timedelta(seconds=seconds)
            row.done_parts = row.done_parts if done_parts is None else done_parts
            row.parts = row.parts if parts is None else parts

        return self._held(job, change)

    def finish(self, job: Job, *, at: dt.datetime) -> Job:
        return self._held(job, lambda row: _end(row, "done", at))

    def fail(self, job: Job, *, at: dt.datetime, says: str, retry_at: dt.datetime | None) -> Job:
        def change(row: JobRecord) -> None:
            row.says = says
            if row.cancel_asked:
                _end(row, "cancelled", at)
            elif retry_at is None or row.attempt >= row.attempts_max:
                _end(row, "failed", at)
            else:
                _requeue(row, retry_at)

        return self._held(job, change)

    def stop(self, job: Job, *, at: dt.datetime) -> Job:
        return self._held(job, lambda row: _end(row, "cancelled", at))

    def cancel(self, job_id: int, *, at: dt.datetime) -> Job:
        def work() -> Job:
            row = self._locked(self._rows.filter(id=job_id)).first()
            if row is None:
                raise KeyError(job_id)
            if row.state == "queued":
                _end(row, "cancelled", at)
            elif row.state == "running":
                row.cancel_asked = True
            row.save(using=self._using)
            return _job(row)

        return self._transactions.run(work)

    def reap(self, *, at: dt.datetime) -> tuple[Job, ...]:
        def work() -> tuple[Job, ...]:
            expired = self._rows.filter(state="running", lease_until__lte=at).order_by("id")
            rows = list(self._locked(expired, skip=True))
            for row in rows:
                row.says = f"The worker {row.worker} was not heard of after {row.lease_until:%Y-%m-%d %H:%M:%S} UTC."
                if row.cancel_asked:
                    _end(row, "cancelled", at)
                elif row.attempt >= row.attempts_max:
                    _end(row, "failed", at)
                else:
                    _requeue(row, row.due_at)
                row.save(using=self._using)
            return tuple(_job(row) for row in rows)

        return self._transactions.run(work)

    def get(self, job_id: int) -> Job:
        row = self._rows.filter(id=job_id).first()
        if row is None:
            raise KeyError(job_id)
        return _job(row)

    def _held(self, job: Job, change: Callable[[JobRecord], None]) -> Job:
        """Change a job whose lease is held; raises `LeaseLost` when it is another's by now, or nobody's."""

        def work() -> Job:
            row = self._locked(self._rows.filter(id=job.id, state="running", attempt=job.attempt)).first()
            if row is None:
                raise LeaseLost(job.id)
            change(row)
            row.save(using=self._using)
            return _job(row)

        return self._transactions.run(work)

    def _locked(self, rows: QuerySet[JobRecord], *, skip: bool = False) -> QuerySet[JobRecord]:
        features = connections[self._using].features
        return rows.select_for_update(skip_locked=skip) if features.has_select_for_update else rows

    @property
    def _rows(self) -> QuerySet[JobRecord]:
        return JobRecord.objects.using(self._using)


def _end(row: JobRecord, state: JobState, at: dt.datetime) -> None:
    row.state, row.ended_at, row.lease_until = state, at, None


def _requeue(row: JobRecord, due_at: dt.datetime) -> None:
    row.state, row.due_at, row.lease_until, row.worker = "queued", due_at, None, None


def _job(row: JobRecord) -> Job:
    fields = {name: getattr(row, name) for name in Job.__struct_fields__}
    return Job(**{**fields, "payload": bytes(row.payload)})
