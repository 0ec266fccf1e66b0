"""Several clerks at one register on disk: numbers without gaps, one receipt a request, nothing lost to a kill, no stale opinion."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from workbench import EXAMPLES, LICET, clean_environment

PROGRAM = Path(__file__).with_name("processes.py")
Clerks = Callable[..., list[list[str]]]


@pytest.fixture
def clerks(workspace: Path) -> Clerks:
    """Run clerks at once: each is (act, name, count). What each of them said, and they all must have ended as expected."""

    def at_once(*jobs: tuple[str, str, int], ends: int = 0) -> list[list[str]]:
        running = [
            subprocess.Popen(
                [sys.executable, str(PROGRAM), act, str(workspace), name, str(count)],
                env=clean_environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for act, name, count in jobs
        ]
        for one in running:
            assert one.stdout is not None
            assert one.stdout.readline() == "ready\n", one.communicate()
        for one in running:
            assert one.stdin is not None
            one.stdin.write("\n")
            one.stdin.flush()
        said = [one.communicate(timeout=120) for one in running]
        assert [one.returncode for one in running] == [ends] * len(running), said
        return [out.splitlines() for out, _ in said]

    return at_once


def licet(workspace: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [*LICET, *arguments, "--workspace", str(workspace)]
    return subprocess.run(command, env=clean_environment(), capture_output=True, text=True, check=False)


def numbers_in(said: list[list[str]]) -> list[int]:
    return sorted(int(line.split()[1].rpartition("-")[2]) for lines in said for line in lines if line != "ended")


def test_numbers_have_no_gap_whoever_hands_in_at_once(clerks: Clerks) -> None:
    said = clerks(("several", "a", 8), ("several", "b", 8), ("threads", "c", 3))
    assert numbers_in(said) == list(range(1, 29))


def test_the_same_requests_from_several_at_once_get_one_number_each(clerks: Clerks, workspace: Path) -> None:
    said = clerks(("same", "a", 6), ("same", "b", 6), ("same", "c", 6))
    receipts = [line.split() for lines in said for line in lines if line != "ended"]
    assert len({number for _, number, _ in receipts}) == 6
    for reference in {reference for reference, _, _ in receipts}:
        own = [(number, again) for one, number, again in receipts if one == reference]
        assert len({number for number, _ in own}) == 1, reference
        assert sorted(again for _, again in own) == ["False", "True", "True"], reference
    assert licet(workspace, "log", "fsck").returncode == 0


def test_what_was_acknowledged_survives_a_kill_and_is_assessed_by_whoever_works_next(clerks: Clerks, workspace: Path) -> None:
    """Killed between submit and drain: the receipt stands, and so does the work it caused."""
    [said] = clerks(("die", "a", 2), ends=-signal.SIGKILL)
    assert [line.split()[:2] for line in said] == [["a-0", "ZA-2026-00001"], ["a-1", "ZA-2026-00002"]]
    done = licet(workspace, "work", "--once")
    assert (done.returncode, done.stderr) == (0, "Did 2 jobs.\n")
    assert licet(workspace, "work", "--once").stderr == ""
    answered = licet(
        workspace,
        "answer",
        "ZA-2026-00002",
        "diversion_assessment",
        "false",
        "--source",
        "desk",
        "--on",
        "2026-08-03",
        "--format",
        "json",
    )
    assert json.loads(answered.stdout)["recommendation"] == "permit_with_conditions"
    assert licet(workspace, "log", "fsck").returncode == 0


def test_jobs_are_done_once_by_several_workers(clerks: Clerks) -> None:
    clerks(("several", "a", 6))
    said = clerks(("work", "w1", 0), ("work", "w2", 0))
    assert sum(int(lines[0].split()[1]) for lines in said) == 6


def test_two_officers_answering_at_once_lose_nothing(clerks: Clerks, workspace: Path) -> None:
    """However their assessments interleave, the latest opinion rests on the answers of both."""
    drones = EXAMPLES["16-confidential-surveillance-drones"]
    assert licet(workspace, "submit", str(drones)).returncode == 0
    clerks(("answer", "certificate_verified", 3), ("answer", "diversion_assessment", 3))
    program = (
        "import sys; from pathlib import Path; from licet.storage.wiring import open_desk, operator; "
        "from licet.services.case_file import open_case; "
        "a = open_case(open_desk(Path(sys.argv[1])), operator('ZA'), 'ZA-2026-00001').application; "
        "print(a.opinions[-1].recommendation, len(a.answers), a.opinions[-1].missing)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(workspace)], env=clean_environment(), capture_output=True, text=True, check=True
    )
    assert done.stdout == "permit_with_conditions 6 ()\n"
