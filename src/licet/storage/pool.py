"""Workers beside this process, on the same machine; each maps the same index into its memory.

A worker that the system kills takes the whole pool of `concurrent.futures` down with it. The pool is then made
anew and everything that was handed out and not answered is handed out again: answers depend on the chunk
alone, so nothing is lost or done twice in the output.
"""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from multiprocessing.connection import wait
from typing import Protocol

import msgspec

from licet.encoding.faults import Fault, Faults
from licet.services.ports import WorkersLost

HELD_PER_WORKER = 4
"""Chunks handed out or answered out of turn, for each worker: what bounds the memory."""
MOST_LOSSES = 5
"""Deaths in a row with no answer in between, after which the run stops."""


class Assigned(Protocol):
    """What a worker is told once, a value that goes through JSON. Its class alone says which modules a worker loads."""

    def work(self) -> Callable[[bytes], bytes]:
        """What turns a chunk into its results."""
        ...


class Pool:
    """So many processes for one assignment; used up by one call of `results`."""

    def __init__(self, assignment: Assigned, workers: int, *, told: Callable[[str], None]) -> None:
        """`told` hears, in a sentence, of workers that died."""
        self._kind, self._given = type(assignment), msgspec.json.encode(assignment)
        self._workers, self._told = workers, told
        self._made = self._make()

    def results(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        source, losses = iter(chunks), 0
        held: deque[tuple[bytes, Future[bytes | tuple[Fault, ...]]]] = deque()
        try:
            while True:
                while len(held) < self._workers * HELD_PER_WORKER and (chunk := next(source, None)) is not None:
                    held.append((chunk, self._hand_out(chunk)))
                if not held:
                    return
                try:
                    answer = held[0][1].result()
                except BrokenProcessPool as broken:
                    losses += 1
                    if losses == MOST_LOSSES:
                        says = f"A worker was killed {losses} times in a row, most likely for want of memory; use fewer --workers."
                        raise WorkersLost(says) from broken
                    self._told("A worker was killed; another takes its place.")
                    self._made.shutdown(wait=True, cancel_futures=True)
                    self._made = self._make()
                    held = deque((chunk, future if _answered(future) else self._hand_out(chunk)) for chunk, future in held)
                    continue
                held.popleft()
                losses = 0
                if isinstance(answer, tuple):
                    raise Faults(answer)
                yield answer
        finally:
            self._made.shutdown(wait=True, cancel_futures=True)

    def _make(self) -> ProcessPoolExecutor:
        # A forked worker would inherit locks and open databases in whatever state they are.
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self._workers, mp_context=context, initializer=_start)

    def _hand_out(self, chunk: bytes) -> "Future[bytes | tuple[Fault, ...]]":
        try:
            return self._made.submit(_done, self._kind, self._given, chunk)
        except BrokenProcessPool as broken:
            lost: Future[bytes | tuple[Fault, ...]] = Future()
            lost.set_exception(broken)
            return lost


def _answered(future: "Future[bytes | tuple[Fault, ...]]") -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


def _start() -> None:
    """Leave the keyboard to the parent, and do not outlive it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    assert parent is not None
    threading.Thread(target=_die_with, args=(parent.sentinel,), daemon=True).start()


def _die_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


@cache
def _work(kind: type[Assigned], given: bytes) -> Callable[[bytes], bytes]:
    return msgspec.json.decode(given, type=kind).work()


def _done(kind: type[Assigned], given: bytes, chunk: bytes) -> bytes | tuple[Fault, ...]:
    """One chunk's results, or what keeps it from having any: `Faults` would not survive the way back."""
    try:
        return _work(kind, given)(chunk)
    except Faults as refused:
        return refused.faults
