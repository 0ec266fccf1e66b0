"""Open Contracting packages at the size of a large publisher: 10,000 releases merged, 2,000 checked, and contracts exported.

python benchmarks/contracts.py [--contracts 2000]
"""

import argparse
import datetime as dt
import time
from decimal import Decimal
from itertools import pairwise

from licet.contracts.evidence import Evidence
from licet.contracts.history import CONTRACT, Act, ContractMilestoneMet, ContractMoved, ContractOpened, Happening
from licet.contracts.releases import releases_of
from licet.contracts.stages import NAMES, needed
from licet.contracts.terms import Contract, Delivery, Line, Milestone, Partner
from licet.lifecycle.chain import START, Addition, join
from licet.lifecycle.event import Draft, Recorded
from licet.storage.open_contracting import OpenContracting1_1

DAY = dt.date(2026, 1, 1)
VERSION_FRAME = {
    "uri": "https://example.org/p.json",
    "version": "1.1",
    "publishedDate": "2026-08-03T00:00:00Z",
    "publisher": {"name": "Benchmark"},
}


def history(number: int) -> tuple[Recorded, ...]:
    """An invented purchase that goes as far as the contract stage, with one milestone met: five events."""
    one = Decimal("1.000000")
    terms = Contract(
        id=f"NO-{number}",
        kind="purchase",
        state="NO",
        title=f"purchase {number}",
        partners=(Partner(id="yard", state="SE"),),
        lines=(Line(id="ship", item="ship", quantity=one, unit="piece"),),
        value=Decimal(f"{1_000_000 + number}.000"),
        currency="NOK",
        milestones=tuple(Milestone(id=f"m{index}", title="review", due_on=DAY) for index in range(4)),
        deliveries=(Delivery(id="d", line="ship", quantity=one, due_on=DAY),),
    )
    happened: list[Happening] = [ContractOpened(contract=terms, stage="planning", evidence=())]
    for before, after in pairwise(NAMES[:4]):
        evidence = tuple(Evidence(kind=kind, source="invented", on=DAY) for kind in needed(before, after, "purchase"))
        happened.append(ContractMoved(before=before, after=after, evidence=evidence))  # type: ignore[arg-type]
    happened.append(ContractMilestoneMet(milestone="m0", source="invented"))
    state, drafts = CONTRACT.initial, []
    for writes in happened:
        new: tuple[Draft, ...] = CONTRACT.decide(state, Act(writes=writes, on=DAY))
        drafts += new
        for event in _recorded(terms.id, new):
            state = CONTRACT.evolve(state, event)
    return _recorded(terms.id, tuple(drafts))


def _recorded(contract: str, drafts: tuple[Draft, ...]) -> tuple[Recorded, ...]:
    return join(
        [Addition(stream=f"contract/{contract}", expected=0, drafts=drafts)],
        head=START,
        versions={},
        command_id=contract,
        person_id="benchmark",
        recorded_at="2026-08-03T00:00:00.000000Z",
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--contracts", type=int, default=2_000)
    contracts = parser.parse_args().contracts
    histories = [history(number) for number in range(contracts)]
    standard = OpenContracting1_1()
    standard.faults({**VERSION_FRAME, "releases": []})  # the schemas are read and compiled once
    begun = time.perf_counter()
    processes = [releases_of(one, "ocds-abc123") for one in histories]
    releases = [release for process in processes for release in process]
    print(f"written   {len(releases):,} releases of {contracts:,} contracts in {time.perf_counter() - begun:.2f} s")
    begun = time.perf_counter()
    compiled = [standard.compiled(process) for process in processes]
    print(f"merged    {len(releases):,} releases into {len(compiled):,} compiled in {time.perf_counter() - begun:.2f} s")
    begun = time.perf_counter()
    versioned = [standard.versioned(process) for process in processes]
    print(f"versioned {len(releases):,} releases into {len(versioned):,} in {time.perf_counter() - begun:.2f} s")
    begun = time.perf_counter()
    wrong = standard.faults({**VERSION_FRAME, "releases": releases[:2_000]})
    print(f"checked   2,000 releases in {time.perf_counter() - begun:.2f} s, {len(wrong)} faults")


if __name__ == "__main__":
    main()
