"""All the law on one typical case: five parties, ten items, some seventy findings, without screening.

    python -m benchmarks.law

Counted in processor seconds of one core, so that a busy machine does not change the figure.
"""

import datetime as dt
import time
from pathlib import Path

from msgspec.structs import replace

import licet
from licet.assessment.judged import judge
from licet.assessment.written_cases import Tables, case_of, read_cases, rulebook_of_case
from licet.encoding.canonical import digest_of_value
from licet.law.case import Case
from licet.reference.control_entries import control_entries_of
from licet.reference.criteria import criteria_of
from licet.reference.embargo import embargoes_of
from licet.reference.memberships import memberships_of
from licet.reference.parse import parse
from licet.reference.rulebook import Rulebook
from licet.storage.bundled import shipped_cases

BUNDLED = Path(licet.__file__).parent / "bundled"
RUNS = 1000
ITEMS = 10
WANTED = 200


def main() -> None:
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
