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
from licet.storage.workspace import Workspace, create, open_workspace

CASES = int(os.environ.get("LICET_BENCH_CASES", "100000"))
CHECKS, CONDITIONS, PAGES, COUNTED = 3000, 300, 200, 8
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
    made = [seconds(lambda n=n: visible(people[n % len(people)], "case")) for n in range(CONDITIONS)]  # type: ignore[misc]
    print(f"the condition of a list: {spread(made)}")
    with tempfile.TemporaryDirectory() as name:
        create(Path(name) / "workspace")
        workspace = open_workspace(Path(name) / "workspace")
        took = seconds(lambda: workspace.cases.replace_all(rows(chance)))
        print(f"the list of {CASES:,} cases, made anew: {took:,.0f} s")
        pages(workspace, chance, people, count_all=False, times=PAGES)
        pages(workspace, chance, people, count_all=True, times=COUNTED)


def pages(workspace: Workspace, chance: random.Random, people: list[Actor], *, count_all: bool, times: int) -> None:
    """Fifty rows as the site asks for them, newest first, the condition of the list made each time; every row is decided again."""
    took, shown = [], 0
    for actor in chance.choices(people, k=times):
        found: list[CaseRow] = []

        def page(actor: Actor = actor, found: list[CaseRow] = found) -> None:
            query = CaseQuery(visible=visible(actor, "case"), clearance=actor.clearance, per_page=PER_PAGE, count_all=count_all)
            found.extend(workspace.cases.find(query).rows)

        took.append(seconds(page))
        shown += len(found)
        for row in found:
            assert decide(actor, Act.VIEW_CASE, row.access).allowed, (actor, row)
    assert shown
    counted = "every case of the reader counted" if count_all else "counted to a bound"
    print(f"a page of {PER_PAGE} of {CASES:,} cases, {counted}: {spread(took)}")


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
