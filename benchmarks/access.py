"""Access: one decision, the condition of a list, and a page of fifty cases out of very many, with every row decided again.

    python -m benchmarks.access

`LICET_BENCH_CASES` (100,000) is how many cases the list holds, of three authorities, one in seven restricted. SQLite.
"""

import datetime as dt
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from licet.access.act import KIND_OF, Act
from licet.access.actor import ROLES, Actor
from licet.access.decision import decide
from licet.access.level import LEVELS
from licet.access.listing import visible
from licet.access.resource import Case, Resource, identity
from licet.services.ports import CaseQuery, CaseRow
from licet.storage.records.cases import compiled
from licet.storage.records.models import CaseRecord
from licet.storage.workspace import create, open_workspace

CASES = int(os.environ.get("LICET_BENCH_CASES", "100000"))
CHECKS, CONDITIONS, PAGES, COUNTED = 3000, 300, 60, 8
PER_PAGE = 50
SEED = 20261124
STATES, AGENCIES = ("ZA", "NO", "IT"), ("licensing", "foreign-ministry", "defence-ministry", "customs")
ACTS = tuple(act for act in Act if KIND_OF[act] is Case)
NOW = dt.datetime(2026, 8, 3, 9, 30, tzinfo=dt.UTC)


def main() -> None:
    chance = random.Random(SEED)  # noqa: S311 - people and cases to measure with
    people = [person(chance, n) for n in range(200)]
    checks = []
    for _ in range(CHECKS):
        actor, thing, act = chance.choice(people), case(chance), chance.choice(ACTS)
        asked: Resource = identity(thing, "measuring") if act is Act.OPEN_IDENTITY else thing
        checks.append(seconds(lambda actor=actor, act=act, asked=asked: decide(actor, act, asked)))  # type: ignore[misc]
    print(f"one decision: {spread(checks)}")
    made = [seconds(lambda n=n: compiled(visible(people[n % len(people)], "case"))) for n in range(CONDITIONS)]  # type: ignore[misc]
    print(f"the condition of a list, with its query: {spread(made)}")
    with tempfile.TemporaryDirectory() as name:
        create(Path(name) / "workspace")
        workspace = open_workspace(Path(name) / "workspace")
        took = seconds(lambda: workspace.cases.replace_all(rows(chance)))
        print(f"the list of {CASES:,} cases, made anew: {took:,.0f} s")
        pages(chance, people)
        counted(workspace, chance, people)


def pages(chance: random.Random, people: list[Actor]) -> None:
    """Fifty rows that the reader may see, newest first, not counted; each of them decided once more."""
    took, shown = [], 0
    for actor in chance.choices(people, k=PAGES):
        found: list[CaseRecord] = []
        query = CaseRecord.objects.filter(compiled(visible(actor, "case"))).order_by("-updated_at", "reference")
        took.append(seconds(lambda query=query, found=found: found.extend(query[:PER_PAGE])))  # type: ignore[misc]
        shown += len(found)
    assert shown
    print(f"a page of {PER_PAGE} of {CASES:,} cases: {spread(took)}")


def counted(workspace: object, chance: random.Random, people: list[Actor]) -> None:
    """The same as the site asks for it, with the number of all that match; every row is decided again."""
    took = []
    for actor in chance.choices(people, k=COUNTED):
        found: list[CaseRow] = []
        query = CaseQuery(visible=visible(actor, "case"), clearance=actor.clearance, per_page=PER_PAGE)
        took.append(seconds(lambda query=query, found=found: found.extend(workspace.cases.find(query).rows)))  # type: ignore[misc,attr-defined]
        for row in found:
            assert decide(actor, Act.VIEW_CASE, row.access).allowed, (actor, row)
    print(f"the same with the number of all that match: {spread(took)}")


def person(chance: random.Random, n: int) -> Actor:
    role = chance.choice(ROLES)
    return Actor(
        person=f"p-{n}",
        roles=(role,),
        agencies=(chance.choice(AGENCIES),) if "officer" in role else (),
        state=chance.choice(STATES),
        organisation=f"org-{chance.randrange(500)}" if role == "applicant" else None,
        clearance=chance.choice(LEVELS),
        mfa=True,
        suspended=chance.random() < 0.02,
        compartments=(),
    )


def case(chance: random.Random) -> Case:
    return Case(
        state=chance.choice(STATES),
        organisation=f"org-{chance.randrange(500)}",
        applicants=(f"a-{chance.randrange(1000)}",),
        deciding_agency="licensing",
        agencies=("foreign-ministry", "defence-ministry"),
        release_level="restricted" if chance.random() < 1 / 7 else "case",
        compartments=(),
        advised_by=(),
        decided_by=(),
        countersigned_by=(),
        conflicted=(f"p-{chance.randrange(200)}",) if chance.random() < 0.01 else (),
        releasable=False,
    )


def rows(chance: random.Random) -> Iterator[CaseRow]:
    for n in range(CASES):
        yield CaseRow(
            reference=f"R-{n}",
            number=f"ZA-2026-{n:07d}",
            activity="export",
            exporting_state="ZA",
            destination="NO",
            status="under_review",
            recommendation="refer",
            recommendation_level="case",
            next_action="decide",
            next_actor="officer",
            missing=(),
            submitted_on=NOW.date(),
            updated_at=NOW + dt.timedelta(seconds=chance.randrange(10_000_000)),
            items="Example camera (40 piece)",
            access=case(chance),
        )


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def spread(times: list[float]) -> str:
    p95 = sorted(times)[int(len(times) * 0.95)]
    return f"{statistics.median(times) * 1000:,.2f} ms (median of {len(times)}; 95 of 100 below {p95 * 1000:,.2f} ms)"


if __name__ == "__main__":
    main()
