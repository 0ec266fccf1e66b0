"""The review of access as its page shows it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from licet.access.decision import Decision
from licet.services.access_review import CaseReview, RoleChange
from licet.web.assurance.words import ACT
from licet.web.design.words import PERSON_ROLE


@dataclass(frozen=True)
class PersonLine:
    """A person under one act: their name, roles, and the sentences and ids of the policies that decided."""

    name: str
    roles: str
    says: str
    policies: tuple[str, ...]


@dataclass(frozen=True)
class ActPart:
    """One act with whoever may do it and whoever may not."""

    id: str
    words: Promise
    may: tuple[PersonLine, ...]
    may_not: tuple[PersonLine, ...]


@dataclass(frozen=True)
class ChangeLine:
    """One act that would change; `gained` says in which direction."""

    words: Promise
    gained: bool
    says: str
    policies: tuple[str, ...]


@dataclass(frozen=True)
class Account:
    """A person as the page names one. `home` says that they serve the reader's own authority."""

    person: str
    name: str
    roles: tuple[str, ...]
    home: bool


def act_parts(review: CaseReview, accounts: Mapping[str, Account]) -> tuple[ActPart, ...]:
    """Every act; of those who may not, only people of the reader's own authority."""
    return tuple(
        ActPart(
            id=one.act.value,
            words=ACT[one.act],
            may=_lines(one.may, accounts),
            may_not=_lines((pair for pair in one.may_not if accounts[pair[0]].home), accounts),
        )
        for one in review.acts
    )


def change_lines(change: RoleChange) -> tuple[ChangeLine, ...]:
    """Every act that would change, with the policies that would make it so."""
    return tuple(
        ChangeLine(words=ACT[one.act], gained=one.after.allowed, says=one.after.reason, policies=one.after.policies)
        for one in change.changes
    )


def role_words(roles: Iterable[str]) -> str:
    return ", ".join(str(PERSON_ROLE.get(role, role)) for role in roles)


def _lines(pairs: Iterable[tuple[str, Decision]], accounts: Mapping[str, Account]) -> tuple[PersonLine, ...]:
    return tuple(
        PersonLine(
            name=accounts[person].name,
            roles=role_words(accounts[person].roles),
            says=decision.reason,
            policies=decision.policies,
        )
        for person, decision in pairs
    )
