"""All the law on one typical case, and on live authorisations for a change of a rule.

    python -m benchmarks.law [--live 100000]

The case: five parties, ten items, some seventy findings, without screening; counted in processor seconds
of one core, so that a busy machine does not change the figure. The authorisations are judged under two
laws each, by one process and by two; their time is that of the clock.
"""

import argparse
import datetime as dt
import tempfile
import time
from decimal import Decimal
from functools import partial
from pathlib import Path

from msgspec.structs import replace
from rich.console import Console
from rich.progress import Progress, TaskID

import licet
from licet.assessment.judged import judge
from licet.assessment.written_cases import Tables, case_of, read_cases, rulebook_of_case
from licet.dossier.history import LiveAuthorisation
from licet.encoding.canonical import digest_of_value
from licet.law.case import Case
from licet.reference.control_entries import control_entries_of
from licet.reference.criteria import criteria_of
from licet.reference.embargo import embargoes_of
from licet.reference.memberships import memberships_of
from licet.reference.parse import parse
from licet.reference.rulebook import NationalRule, Rulebook
from licet.services.batch import Alone
from licet.services.what_if import authorisations_that_turn, law_on
from licet.storage.bundled import shipped_cases
from licet.storage.pool import Pool
from licet.storage.reassessment import Reassessment, side_of
from licet.storage.software import software_digest
from licet.storage.wiring import init, open_desk

BUNDLED = Path(licet.__file__).parent / "bundled"
RUNS = 1000
ITEMS = 10
WANTED = 200
STATE = "ZA"
DESTINATIONS = ("NO", "SE", "BR", "SO", "AT", "SS", "JP", "IN", "CL", "KE")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--live", type=int, default=2_000, metavar="N", help="how many live authorisations")
    given = asked.parse_args()
    one_case()
    with tempfile.TemporaryDirectory() as folder:
        live_authorisations(Path(folder) / "workspace", given.live)


def one_case() -> None:
    tables = _tables()
    case = _typical(tables)
    first = judge(case, tables.criteria, tables.embargoes)
    expected = digest_of_value(first)
    began = time.process_time()
    for run in range(RUNS):
        # A case of its own each time: nothing that a case keeps for itself is found again.
        judged = judge(replace(case), tables.criteria, tables.embargoes)
        if run % 100 == 0:
            assert digest_of_value(judged) == expected
    rate = RUNS / (time.process_time() - began)
    parties, items = len(case.dossier.parties), len(case.dossier.items)
    print(f"{parties} parties, {items} items, {len(first.findings)} findings: {first.combined.recommendation.replace('_', ' ')}")
    print(f"{rate:.0f} assessments a second on one core; at least {WANTED} are wanted")


def live_authorisations(workspace: Path, count: int) -> None:
    """A refusal for Norway is added to the rulebook: which of so many authorisations does it touch, and how fast is that known?"""
    init(workspace)
    law = law_on(open_desk(workspace), STATE, as_of=dt.date(2026, 8, 3))
    rule = NationalRule(id="BENCH", citation="order 1", effect="refuse", says="nothing to Norway", destinations=("NO",))
    stricter = replace(law, rulebook=replace(law.rulebook, rules=(*law.rulebook.rules, rule)))
    told = Reassessment(
        state=STATE, before=side_of(law), after=side_of(stricter), library=str(workspace / "library"), software=software_digest()
    )
    live = tuple(
        LiveAuthorisation(
            reference=f"ZA-{number:06}",
            issued_on=dt.date(2026, 1, 5),
            item="complete UAV",
            quantity_left=Decimal("1.000000"),
            unit="piece",
            destination_state=DESTINATIONS[number % len(DESTINATIONS)],
        )
        for number in range(count)
    )
    rates = {}
    for workers in (1, 2):
        force = Alone(told.work()) if workers == 1 else Pool(told, workers, told=print)
        began = time.perf_counter()
        with Progress(console=Console(stderr=True), transient=True) as shown:
            told_of = partial(_move, shown, shown.add_task(f"Re-assessing, {workers} of 2", total=count))
            found = sum(1 for _ in authorisations_that_turn(live, force, told=told_of))
        seconds = time.perf_counter() - began
        rates[workers] = count / seconds
        print(
            f"{count:,} live authorisations under two laws, {workers} at work: {seconds:.0f} s, {rates[workers]:.0f} a second; {found:,} turn"
        )
    print(f"two workers are {rates[2] / rates[1]:.2f} times as fast as one; at least 1.7 is wanted")


def _move(shown: Progress, bar: TaskID, done: int, _total: int) -> None:
    shown.update(bar, completed=done)


def _tables() -> Tables:
    def content(kind: str, path: str) -> bytes:
        file = BUNDLED / path
        return parse(kind, {file.name: file.read_bytes()}).content  # type: ignore[arg-type]

    return Tables(
        criteria=criteria_of(content("criteria", "law/criteria.yaml")),
        embargoes=embargoes_of(content("embargoes", "law/embargoes.yaml")),
        memberships=memberships_of(content("memberships", "law/memberships.yaml")),
        control_entries=control_entries_of(content("control-entries", "control_lists/uav-entries.yaml")),
    )


def _typical(tables: Tables) -> Case:
    """The Union base of the written cases, with five parties and ten items."""
    files = shipped_cases()
    written = read_cases(files, bases={"bases.yaml": files["bases.yaml"]})
    base = next(one for one in written if one.case.start == "union" and one.case.recommends == "permit_with_conditions")
    rulebook = Rulebook(id="BENCH", state=None, dated_on=dt.date(2020, 1, 1), title="International law alone")
    case = case_of(base, tables, rulebook_of_case(base, rulebook))
    dossier = case.dossier
    items = tuple(replace(dossier.items[0], id=f"item-{n}") for n in range(ITEMS))
    facts = tuple(replace(fact, about=item.id) for fact in dossier.facts if fact.about == "drone" for item in items)
    others = tuple(replace(dossier.parties[0], id=role, role=role) for role in ("consignee", "carrier", "manufacturer"))
    parties = (*dossier.parties, *others)
    return replace(
        case,
        dossier=replace(dossier, items=items, facts=(*dossier.facts, *facts), parties=parties),
        classification={item.id: case.classification["drone"] for item in items},
        hits=tuple(replace(case.hits[0], path=party.id) for party in parties),
    )


if __name__ == "__main__":
    main()
