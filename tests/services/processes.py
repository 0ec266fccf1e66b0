"""Clerks as processes of their own at one register on disk. Each says `ready`, waits for a line, works, and says what it did."""

import os
import signal
import sys
import threading
from pathlib import Path

import msgspec

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from licet.dossier.intake import read_request
from licet.services.answer import answer_fact
from licet.services.desk import Asked, Desk
from licet.services.submit import submit_request
from licet.services.work import drain
from licet.storage.wiring import open_desk, operator
from workbench import DAY, EXAMPLES

CAMERA = read_request(EXAMPLES["01-thermal-cameras-for-a-coast-guard"].read_bytes(), "01.yaml")


def submit(desk: Desk, reference: str) -> None:
    receipt = submit_request(desk, Asked(operator("ZA"), "unused"), msgspec.structs.replace(CAMERA, reference=reference), {})
    print(reference, receipt.number, receipt.again, flush=True)


def several(desk: Desk, name: str, count: int) -> None:
    """Hand in so many requests of one's own."""
    for n in range(count):
        submit(desk, f"{name}-{n}")


def threads(desk: Desk, name: str, count: int) -> None:
    """The same in four threads of one process, as the site's workers do."""
    crew = [threading.Thread(target=several, args=(desk, f"{name}-{n}", count)) for n in range(4)]
    for one in crew:
        one.start()
    for one in crew:
        one.join()


def same(desk: Desk, name: str, count: int) -> None:
    """Hand in what the other clerks hand in too."""
    del name
    for n in range(count):
        submit(desk, f"shared-{n}")


def die(desk: Desk, name: str, count: int) -> None:
    """Hand in, and be killed before anything else is done."""
    for n in range(count):
        submit(desk, f"{name}-{n}")
    os.kill(os.getpid(), signal.SIGKILL)


def answer(desk: Desk, name: str, count: int) -> None:
    """Answer one fact of the drones' case, so often."""
    for n in range(count):
        answer_fact(
            desk,
            Asked(operator("ZA"), f"{name}-{n}"),
            "ZA-2026-00001",
            name,
            name == "certificate_verified",
            source=f"note {n}",
            on=DAY,
        )
        print(name, n, flush=True)


def work(desk: Desk, name: str, count: int) -> None:
    """Do whatever is due."""
    del count
    print("did", drain(desk, worker=name), flush=True)


if __name__ == "__main__":
    act, workspace, name, count = sys.argv[1:]
    opened = open_desk(Path(workspace))
    opened.journal.head()
    print("ready", flush=True)
    sys.stdin.readline()
    globals()[act](opened, name, int(count))
    print("ended", flush=True)
