"""Runs the tests once to see which lines each of them reaches and how long it takes, then once more for every change, in a child.

A child holds everything loaded and collected; it puts the change in place and runs the tests that reach
the changed lines, the quickest first, until one fails.
"""

import contextlib
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Generator, Iterable
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from tools.mutants.change import Change
from tools.mutants.place import Unloadable, put

KILLED, SURVIVED, LOST = 10, 11, 12
ANSWERS = {KILLED: "killed", SURVIVED: "survived", LOST: "lost"}
SLACK = 10
"""A change whose tests take so many times as long as without it counts as seen: they do not end."""


NO_CHANGE = Change(file="", where="", was="", now="", nth=0, line=0, last_line=0, source="", place=0, kind=0)
"""What is tried first: with it in place every test must pass, or a failure would show nothing."""


class Sweep:
    """The plugin of one pytest session that tries every change in place of the usual loop."""

    def __init__(
        self,
        tried: tuple[Change, ...],
        root: Path,
        told: Callable[[Change, str, float], None],
        *,
        slowest: float | None = None,
    ) -> None:
        """`told` hears of each change, what became of it and in how many seconds; tests that take longer than `slowest` are left out."""
        self.tried, self.root, self.told, self.slowest = tried, root, told, slowest
        self.failed = False
        self.ready = False
        self.reach: dict[tuple[str, int], dict[int, float]] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self) -> Generator[None, Any, Any]:
        report = yield
        self.failed = self.failed or report.failed
        return report

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        files = {str(self.root / change.file) for change in self.tried}
        if not self._without(session, files):
            return True
        if self._try(session, NO_CHANGE) != "survived":
            print("the tests fail in a child though nothing is changed", file=sys.stderr)
            return True
        self.ready = True
        for change in self.tried:
            began = time.monotonic()
            says = self._try(session, change)
            self.told(change, says, time.monotonic() - began)
        return True

    def _without(self, session: pytest.Session, files: set[str]) -> bool:
        """Every test as the law stands; False when one fails."""
        for index, item in enumerate(session.items):
            reached: set[tuple[str, int]] = set()
            began = time.monotonic()
            with Watching(files, reached):
                # The next test is never none, so that what a session holds stays for the children.
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=session.items[(index + 1) % len(session.items)])
            spent = time.monotonic() - began
            if self.failed:
                print(f"{item.nodeid} fails as the law stands", file=sys.stderr)
                return False
            if self.slowest is not None and spent > self.slowest:
                continue
            for one in reached:
                self.reach.setdefault(one, {})[index] = spent
        return True

    def _tests_of(self, change: Change) -> dict[int, float]:
        """The tests that reach a changed line with the seconds they take; for a name of the module, all that reach anything of it."""
        if change is NO_CHANGE:
            return _joined(self.reach.values())
        file = str(self.root / change.file)
        lines = range(change.line, change.last_line + 1)
        return _joined(self.reach.get((file, line), {}) for line in lines) or _joined(
            tests for (where, _), tests in self.reach.items() if where == file
        )

    def _try(self, session: pytest.Session, change: Change) -> str:
        child = os.fork()
        if child == 0:
            self._be_the_child(session, change)
        try:
            until = time.monotonic() + SLACK * (1 + sum(self._tests_of(change).values()))
            while time.monotonic() < until:
                done, status = os.waitpid(child, os.WNOHANG)
                if done:
                    return ANSWERS.get(os.waitstatus_to_exitcode(status), "killed")
                time.sleep(0.01)
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        except BaseException:
            os.kill(child, signal.SIGKILL)
            raise
        return "killed"

    def _be_the_child(self, session: pytest.Session, change: Change) -> None:
        said = os.fdopen(os.dup(2), "w")
        sink = os.open(os.devnull, os.O_WRONLY)
        os.dup2(sink, 1)
        os.dup2(sink, 2)
        try:
            if change is not NO_CHANGE:
                put(change, import_module(_module_name(change.file)))
            tests = self._tests_of(change)
            quickest_first = sorted(tests, key=lambda index: (tests[index], index))
            os._exit(KILLED if self._seen(session, [session.items[index] for index in quickest_first]) else SURVIVED)
        except Unloadable:
            os._exit(KILLED)
        except BaseException:  # noqa: BLE001 - a child must end here and nowhere else
            traceback.print_exc(file=said)
            said.flush()
            os._exit(LOST)

    def _seen(self, session: pytest.Session, items: list[pytest.Item]) -> bool:
        """Whether a test fails."""
        if items:
            # What the last test before left standing for another module would keep the first one from its own.
            session._setupstate.teardown_exact(items[0])
        for item, following in zip(items, [*items[1:], *items[-1:]], strict=True):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if self.failed:
                return True
        return False


class Watching(contextlib.AbstractContextManager[None]):
    """Notes which lines of some files are reached."""

    def __init__(self, files: set[str], reached: set[tuple[str, int]]) -> None:
        self.files, self.reached = files, reached

    def __enter__(self) -> None:
        sys.settrace(self._note)

    def __exit__(self, *_: object) -> None:
        sys.settrace(None)

    def _note(self, frame: FrameType, event: str, _: object) -> Any:
        if frame.f_code.co_filename not in self.files:
            return None
        if event == "line":
            self.reached.add((frame.f_code.co_filename, frame.f_lineno))
        return self._note


def _joined(several: Iterable[dict[int, float]]) -> dict[int, float]:
    return {index: spent for tests in several for index, spent in tests.items()}


def _module_name(file: str) -> str:
    return file.removeprefix("src/").removesuffix(".py").replace("/", ".")
