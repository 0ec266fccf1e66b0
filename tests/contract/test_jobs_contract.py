"""What every job table does."""

import datetime as dt
from typing import Any

import pytest

from licet.services.ports import Job, LeaseLost

NOW = dt.datetime(2026, 8, 3, 9, 30, tzinfo=dt.UTC)


def at(seconds: int) -> dt.datetime:
    return NOW + dt.timedelta(seconds=seconds)


def lease(store: Any, seconds: int = 0, worker: str = "w1", kinds: tuple[str, ...] = ("assess",)) -> Job | None:
    return store.jobs.lease(kinds, worker=worker, at=at(seconds), seconds=60)


def enqueue(store: Any, key: str = "k1", **options: Any) -> Job:
    return store.jobs.enqueue("assess", b"payload of " + key.encode(), key=key, at=NOW, **options)


def test_a_job_is_queued_leased_and_done(store: Any) -> None:
    queued = enqueue(store)
    assert (queued.state, queued.attempt, queued.payload) == ("queued", 0, b"payload of k1")
    held = lease(store)
    assert held is not None
    assert (held.id, held.state, held.attempt, held.worker, held.lease_until) == (queued.id, "running", 1, "w1", at(60))
    assert lease(store, 1, "w2") is None
    done = store.jobs.finish(held, at=at(5))
    assert (done.state, done.lease_until) == ("done", None)
    assert lease(store, 1000) is None
    assert store.jobs.get(queued.id) == done


def test_one_key_is_one_job_whatever_became_of_it(store: Any) -> None:
    first = enqueue(store)
    assert store.jobs.enqueue("rescreen", b"other", key="k1", at=at(9)) == first
    held = lease(store)
    assert held is not None
    done = store.jobs.finish(held, at=at(1))
    assert enqueue(store) == done
    assert lease(store, 2) is None


def test_the_job_due_longest_comes_first_and_only_when_due_and_of_a_wanted_kind(store: Any) -> None:
    enqueue(store, "later", due_at=at(30))
    enqueue(store, "sooner", due_at=at(10))
    store.jobs.enqueue("other", b"", key="other", at=NOW)
    assert lease(store, 9) is None
    taken = [lease(store, 40, f"w{n}") for n in range(3)]
    assert [job and job.key for job in taken] == ["sooner", "later", None]
    other = lease(store, 40, kinds=("assess", "other"))
    assert other is not None
    assert other.key == "other"


def test_a_heartbeat_keeps_the_lease_and_says_how_far_the_work_is(store: Any) -> None:
    enqueue(store)
    held = lease(store)
    assert held is not None
    kept = store.jobs.heartbeat(held, at=at(50), seconds=60, done_parts=3, parts=10)
    assert (kept.lease_until, kept.done_parts, kept.parts) == (at(110), 3, 10)
    assert lease(store, 70, "w2") is None
    kept = store.jobs.heartbeat(kept, at=at(100), seconds=60, done_parts=4)
    assert (kept.done_parts, kept.parts) == (4, 10)


def test_a_worker_that_is_not_heard_of_loses_its_job_and_can_change_nothing_of_it(store: Any) -> None:
    enqueue(store)
    lost = lease(store)
    assert lost is not None
    taken = lease(store, 60, "w2")
    assert taken is not None
    assert (taken.id, taken.attempt, taken.worker) == (lost.id, 2, "w2")
    for late in (
        lambda: store.jobs.finish(lost, at=at(61)),
        lambda: store.jobs.heartbeat(lost, at=at(61), seconds=60),
        lambda: store.jobs.fail(lost, at=at(61), says="no", retry_at=None),
        lambda: store.jobs.stop(lost, at=at(61)),
    ):
        with pytest.raises(LeaseLost):
            late()
    assert store.jobs.get(taken.id) == taken
    assert store.jobs.finish(taken, at=at(62)).state == "done"
    with pytest.raises(LeaseLost):
        store.jobs.finish(taken, at=at(63))


def test_reaping_gives_a_job_back_until_no_attempt_is_left(store: Any) -> None:
    enqueue(store, attempts_max=2)
    assert lease(store) is not None
    assert store.jobs.reap(at=at(59)) == ()
    (reaped,) = store.jobs.reap(at=at(60))
    assert (reaped.state, reaped.worker, reaped.lease_until) == ("queued", None, None)
    assert reaped.says == "The worker w1 was not heard of after 2026-08-03 09:31:00 UTC."
    assert lease(store, 61) is not None
    (failed,) = store.jobs.reap(at=at(200))
    assert failed.state == "failed"
    assert lease(store, 300) is None
    assert store.jobs.reap(at=at(400)) == ()


def test_a_failed_attempt_is_tried_again_at_its_time_and_not_for_ever(store: Any) -> None:
    enqueue(store, attempts_max=2)
    held = lease(store)
    assert held is not None
    again = store.jobs.fail(held, at=at(1), says="The list server did not answer.", retry_at=at(30))
    assert (again.state, again.due_at, again.says) == ("queued", at(30), "The list server did not answer.")
    assert lease(store, 29) is None
    held = lease(store, 30)
    assert held is not None
    assert store.jobs.fail(held, at=at(31), says="Again.", retry_at=at(60)).state == "failed"


def test_a_failure_for_good_is_not_tried_again(store: Any) -> None:
    enqueue(store)
    held = lease(store)
    assert held is not None
    assert store.jobs.fail(held, at=at(1), says="The dossier is gone.", retry_at=None).state == "failed"
    assert lease(store, 1000) is None


def test_cancelling(store: Any) -> None:
    queued = enqueue(store, "queued")
    assert store.jobs.cancel(queued.id, at=NOW).state == "cancelled"
    assert lease(store) is None
    running = enqueue(store, "running")
    held = lease(store)
    assert held is not None
    asked = store.jobs.cancel(running.id, at=at(1))
    assert (asked.state, asked.cancel_asked) == ("running", True)
    told = store.jobs.heartbeat(held, at=at(2), seconds=60)
    assert told.cancel_asked
    assert store.jobs.stop(told, at=at(3)).state == "cancelled"
    assert store.jobs.cancel(running.id, at=at(4)).state == "cancelled"
    done = enqueue(store, "done")
    held = lease(store, 5)
    assert held is not None
    store.jobs.finish(held, at=at(6))
    ended = store.jobs.cancel(done.id, at=at(7))
    assert (ended.state, ended.cancel_asked) == ("done", False)
    with pytest.raises(KeyError):
        store.jobs.cancel(10_000_000, at=NOW)


@pytest.mark.parametrize("end", ["reap", "fail"])
def test_a_job_asked_to_stop_is_not_tried_again_when_its_worker_dies_or_fails(store: Any, end: str) -> None:
    job = enqueue(store)
    held = lease(store)
    assert held is not None
    store.jobs.cancel(job.id, at=at(1))
    if end == "reap":
        store.jobs.reap(at=at(60))
    else:
        store.jobs.fail(held, at=at(2), says="No.", retry_at=at(3))
    assert store.jobs.get(job.id).state == "cancelled"
    assert lease(store, 100) is None


def test_finishing_and_the_result_hold_together_or_not_at_all(store: Any) -> None:
    enqueue(store)
    held = lease(store)
    assert held is not None

    def work() -> None:
        store.jobs.finish(held, at=at(1))
        raise RuntimeError("the result could not be written")

    with pytest.raises(RuntimeError):
        store.transactions.run(work)
    assert store.jobs.get(held.id) == held
