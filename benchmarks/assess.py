"""Whole assessments of the example dossiers: screening, classification and law, inputs and opinion kept."""

import statistics
import tempfile
import time
from pathlib import Path

from licet.cli.demo import DAY
from licet.dossier.intake import read_request
from licet.services.assess import assess_request
from licet.storage.wiring import OPERATOR, init, make_demonstration, open_desk

RUNS = 5
EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.yaml"))


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder) / "workspace"
        start = time.perf_counter()
        init(workspace)
        made = time.perf_counter() - start
        make_demonstration(workspace, DAY)
        desk = open_desk(workspace)
        requests = [read_request(file.read_bytes(), file.name) for file in EXAMPLES]
        start = time.perf_counter()
        first = [assess_request(desk, request, person=OPERATOR, as_of=DAY).data for request in requests]
        cold = time.perf_counter() - start
        warm = []
        for _ in range(RUNS):
            for request, expected in zip(requests, first, strict=True):
                start = time.perf_counter()
                formed = assess_request(desk, request, person=OPERATOR, as_of=DAY)
                warm.append(time.perf_counter() - start)
                assert formed.data == expected, request.reference
        print(f"workspace with the bundled lists made in {made:.1f} s")
        print(
            f"assessment: {statistics.median(warm) * 1000:.0f} ms (median of {len(warm)}); first run of all {len(requests)}, indexes built: {cold:.1f} s"
        )


if __name__ == "__main__":
    main()
