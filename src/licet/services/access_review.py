"""Who may do what to one case, by which policies, and what would change if somebody's role did.

Answered by the same function that lets people in or not, for every account that is handed over.
"""

from collections.abc import Sequence

import msgspec

from licet.access.act import KIND_OF
from licet.access.act import Act as May
from licet.access.actor import Actor, Role
from licet.access.condition import both, opposite
from licet.access.decision import Decision, decide
from licet.access.listing import visible
from licet.access.policy import policy_digest
from licet.access.resource import Case, Identity, Resource, identity
from licet.encoding.canonical import Digest
from licet.services.case_file import open_case
from licet.services.desk import Desk, require
from licet.services.ports import CaseQuery

REVIEWED = (
    May.VIEW_CASE,
    May.VIEW_JOURNAL,
    May.OPEN_IDENTITY,
    May.OPEN_DOCUMENT,
    May.ANSWER_FACT,
    May.ATTEST_FACT,
    May.ASSESS_CASE,
    May.CLEAR_HIT,
    May.ADVISE,
    May.DECIDE,
    May.COUNTERSIGN,
    May.RELEASE,
    May.SHRED_IDENTITY,
)
"""What is asked of every person: first who reads, then who acts."""
PURPOSE = "review of access"
MOST_CASES = 25


class ActReview(msgspec.Struct, frozen=True, kw_only=True):
    """One act on a case: who may do it and who may not, each with the decision."""

    act: May
    may: tuple[tuple[str, Decision], ...]
    may_not: tuple[tuple[str, Decision], ...]


class CaseReview(msgspec.Struct, frozen=True, kw_only=True):
    """A case under review; `policy_digest` names the policies it was asked of."""

    number: str
    policy_digest: Digest
    acts: tuple[ActReview, ...]


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One act that a person could do after a change of roles and not before, or the other way round."""

    act: May
    before: Decision
    after: Decision


class RoleChange(msgspec.Struct, frozen=True, kw_only=True):
    """What would change: acts on the case under review, and cases that would come into the person's list or go from it.

    Only cases that the reader sees are named or counted.
    """

    person: str
    before: tuple[Role, ...]
    after: tuple[Role, ...]
    changes: tuple[Change, ...]
    gained: int
    gained_cases: tuple[str, ...]
    lost: int
    lost_cases: tuple[str, ...]


def review(desk: Desk, actor: Actor, number: str, people: Sequence[Actor]) -> CaseReview:
    """Ask the policies about every person. Raises `NotFound`, or `NotAllowed` for whoever may not read the journal of the case."""
    case = _under_review(desk, actor, number)
    acts = []
    for act in REVIEWED:
        asked = tuple((one.person, decide(one, act, _thing(act, case))) for one in people)
        acts.append(
            ActReview(
                act=act,
                may=tuple(pair for pair in asked if pair[1].allowed),
                may_not=tuple(pair for pair in asked if not pair[1].allowed),
            )
        )
    return CaseReview(number=number, policy_digest=policy_digest(), acts=tuple(acts))


def role_change(desk: Desk, actor: Actor, number: str, person: Actor, role: Role) -> RoleChange:
    """What would change if a person were given a role, or lost it who has it. Raises as `review` does; changes nothing."""
    case = _under_review(desk, actor, number)
    roles = tuple(one for one in person.roles if one != role) if role in person.roles else (*person.roles, role)
    changed = msgspec.structs.replace(person, roles=roles)
    changes = []
    for act in REVIEWED:
        before, after = (decide(one, act, _thing(act, case)) for one in (person, changed))
        if before.allowed != after.allowed:
            changes.append(Change(act=act, before=before, after=after))
    gained = _between(desk, actor, changed, person)
    lost = _between(desk, actor, person, changed)
    return RoleChange(
        person=person.person,
        before=person.roles,
        after=roles,
        changes=tuple(changes),
        gained=gained[0],
        gained_cases=gained[1],
        lost=lost[0],
        lost_cases=lost[1],
    )


def _under_review(desk: Desk, actor: Actor, number: str) -> Case:
    case = open_case(desk, actor, number).access
    require(actor, May.VIEW_JOURNAL, case)
    return case


def _thing(act: May, case: Case) -> Resource:
    return identity(case, PURPOSE) if KIND_OF[act] is Identity else case


def _between(desk: Desk, reader: Actor, sees: Actor, does_not: Actor) -> tuple[int, tuple[str, ...]]:
    """How many of the reader's cases one of two sees and the other does not, and the first of them."""
    seen = both([visible(reader, "case"), visible(sees, "case"), opposite(visible(does_not, "case"))])
    page = desk.cases.find(CaseQuery(visible=seen, clearance=reader.clearance, per_page=MOST_CASES, count_all=True))
    return page.total, tuple(row.number for row in page.rows)
