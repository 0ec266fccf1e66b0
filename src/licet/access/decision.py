"""May this person do this to that? The one function that answers, and why."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

import msgspec

from licet.access.act import KIND_OF, SAYS, Act
from licet.access.actor import Actor
from licet.access.attributes import person_entity, resource_entity
from licet.access.level import ReleaseLevel
from licet.access.policy import LICET, Policies
from licet.access.resource import Case, Resource, finding_view
from licet.encoding.canonical import Digest


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """The answer, the ids of the policies that decided it, the digest of the whole set, and a sentence.

    `policies` is empty when no policy permits. `reason` is for the person who asked and may say that
    a thing exists: a page on something the reader may not view shows "not found" and not the reason.
    """

    allowed: bool
    act: Act
    policies: tuple[str, ...]
    policy_digest: Digest
    reason: str


def decide(actor: Actor, act: Act, attributes: Resource, *, policies: Policies = LICET) -> Decision:
    """Decide whether an actor may do an act to a thing: allowed when a policy permits and none forbids.

    An error inside the engine means no. Raises `TypeError` when the act is not done to that kind of
    thing, or when a field of the actor or the thing is absent or of another type.
    """
    if type(attributes) is not KIND_OF[act]:
        raise TypeError(f"{act.value} is done to a {KIND_OF[act].__name__}, not to a {type(attributes).__name__}")
    answer = policies.ask(person_entity(actor), act, resource_entity(attributes))
    if answer.errors:
        reason = "The access policies could not be evaluated, so the answer is no."
    elif answer.policies:
        reason = " ".join(policy.says for policy in answer.policies)
    else:
        reason = f"No policy lets {_acting_as(actor)} {SAYS[act]} here."
    return Decision(
        allowed=answer.allowed,
        act=act,
        policies=tuple(policy.id for policy in answer.policies),
        policy_digest=policies.digest,
        reason=reason,
    )


class HasReleaseLevel(Protocol):
    """Anything with a release level of its own, such as a finding of the law."""

    @property
    def release_level(self) -> ReleaseLevel: ...


Levelled = TypeVar("Levelled", bound=HasReleaseLevel)


def readable_levels(
    actor: Actor, case: Case, levels: Iterable[ReleaseLevel], *, policies: Policies = LICET
) -> frozenset[ReleaseLevel]:
    """Which of these release levels of a case's findings the actor may read."""
    return frozenset(
        level for level in set(levels) if decide(actor, Act.VIEW_FINDING, finding_view(case, level), policies=policies).allowed
    )


def readable_findings(
    actor: Actor, case: Case, findings: Iterable[Levelled], *, policies: Policies = LICET
) -> tuple[Levelled, ...]:
    """The findings of a case that the actor may read, in their order; the others are absent.

    Count, sort, search and summarise only what this returns: a number taken before it would tell of
    what is hidden.
    """
    given = tuple(findings)
    levels = readable_levels(actor, case, (finding.release_level for finding in given), policies=policies)
    return tuple(finding for finding in given if finding.release_level in levels)


def _acting_as(actor: Actor) -> str:
    if not actor.roles:
        return "a person without a role"
    return " or ".join(f"{'an' if role[0] in 'aeiou' else 'a'} {role.replace('_', ' ')}" for role in actor.roles)
