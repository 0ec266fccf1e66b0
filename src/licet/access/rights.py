"""The policies as a table people can read: act by role, with what each right depends on.

Nothing here is written by hand but the situations: each cell is asked of the policies, first in a
favourable situation, then with one circumstance changed at a time. `docs/reference/access.md` is
`reference_page()`, and a test holds it up to date.
"""

from collections.abc import Iterator
from typing import Any

import msgspec

from licet.access.act import KIND_OF, SAYS, Act
from licet.access.actor import INCLUDED_ROLES, ROLES, Actor, Role
from licet.access.decision import decide
from licet.access.policy import LICET, Policies
from licet.access.resource import (
    Account,
    Case,
    Edition,
    FindingView,
    Glass,
    Identity,
    PartyIdentity,
    PartyList,
    Planning,
    Resource,
    finding_view,
    identity,
    party_identity,
)


class Circumstance(msgspec.Struct, frozen=True, kw_only=True):
    """One thing a right can depend on: its sign in the table, its wording, and the fields that take it away."""

    sign: str
    needs: str
    actor: dict[str, Any] = {}
    thing: dict[str, Any] = {}


_SELF, _OTHER = "this person", "another person"
_APART = "no earlier part in the case that excludes this one (adviser, decider, countersigner)"

CIRCUMSTANCES: tuple[Circumstance, ...] = (
    Circumstance(sign="M", needs="a session opened with a second factor", actor={"mfa": False}),
    Circumstance(sign="S", needs="the authority of the actor's own state", actor={"state": "SE"}),
    Circumstance(sign="O", needs="a request of the actor's own organisation", actor={"organisation": "Another Ltd"}),
    Circumstance(
        sign="A",
        needs="an agency that decides the case or is asked about it",
        thing={"deciding_agency": "elsewhere", "agencies": ()},
    ),
    Circumstance(
        sign="D",
        needs="the deciding agency itself",
        thing={"deciding_agency": "elsewhere", "agencies": ("licensing",)},
    ),
    Circumstance(
        sign="G", needs="the agency that decides on the hits of the list", actor={"agencies": ("elsewhere",)}, thing={"states": ()}
    ),
    Circumstance(sign="L", needs="clearance for the release level of the case or edition", thing={"release_level": "secret"}),
    Circumstance(sign="F", needs="clearance for the release level of the finding", thing={"finding_level": "secret"}),
    Circumstance(sign="K", needs="admission to the closed circle it is kept to", thing={"compartments": ("closed circle",)}),
    Circumstance(sign="C", needs="no conflict of interest", thing={"conflicted": (_SELF,)}),
    Circumstance(sign="R", needs="that it is no request of the actor's own", thing={"applicants": (_SELF,)}),
    Circumstance(sign="X", needs=_APART, thing={"advised_by": (_SELF,)}),
    Circumstance(sign="X", needs=_APART, thing={"decided_by": (_SELF,)}),
    Circumstance(sign="X", needs=_APART, thing={"countersigned_by": (_SELF,)}),
    Circumstance(sign="P", needs="a stated purpose", thing={"purpose": ""}),
    Circumstance(sign="T", needs="that stage, date and every consent allow a release", thing={"releasable": False}),
    Circumstance(sign="E", needs="that the case was made public", thing={"release_level": "case"}),
    Circumstance(sign="N", needs="that it is not the actor's own account", thing={"person": _SELF}),
    Circumstance(sign="Q", needs="that the actor asked for it", thing={"asked_by": _OTHER}),
    Circumstance(sign="W", needs="that somebody else asked for it", thing={"asked_by": _SELF}),
)
"""A sign stands in a cell when the right is lost with this one circumstance changed."""


def rights_of(role: Role, act: Act, policies: Policies = LICET) -> tuple[str, ...] | None:
    """The signs of what a role's right to an act depends on, or None when the role has no such right."""
    for actor, thing in _situations(role, act):
        if decide(actor, act, thing, policies=policies).allowed:
            return tuple(dict.fromkeys(_signs(actor, act, thing, policies)))
    return None


def _signs(actor: Actor, act: Act, thing: Resource, policies: Policies) -> Iterator[str]:
    for circumstance in CIRCUMSTANCES:
        if set(circumstance.thing) <= set(thing.__struct_fields__):
            changed_actor = msgspec.structs.replace(actor, **circumstance.actor)
            changed_thing = msgspec.structs.replace(thing, **circumstance.thing)
            if not decide(changed_actor, act, changed_thing, policies=policies).allowed:
                yield circumstance.sign


def _situations(role: Role, act: Act) -> Iterator[tuple[Actor, Resource]]:
    """Favourable situations for a role and an act, the most ordinary first."""
    actor = Actor(
        person=_SELF,
        roles=(role,),
        agencies=("licensing",),
        state="NO",
        organisation="Example Ltd" if role == "applicant" else None,
        clearance="restricted",
        mfa=True,
        suspended=False,
        compartments=(),
    )
    case = Case(
        state="NO",
        organisation="Example Ltd" if role == "applicant" else "Sender Ltd",
        applicants=(_OTHER,),
        deciding_agency="licensing",
        agencies=(),
        release_level="case",
        compartments=(),
        advised_by=(),
        decided_by=(),
        countersigned_by=(),
        conflicted=(),
        releasable=False,
    )
    for one in (
        case,
        msgspec.structs.replace(case, releasable=True),
        msgspec.structs.replace(case, release_level="public"),
    ):
        yield actor, _thing(act, one)


def _thing(act: Act, case: Case) -> Resource:
    kind = KIND_OF[act]
    if kind is FindingView:
        return finding_view(case, case.release_level)
    if kind is Identity:
        return identity(case, "to check the end user")
    if kind is Edition:
        return Edition(states=("NO",), release_level=case.release_level, compartments=())
    if kind in (PartyList, PartyIdentity):
        listed = PartyList(states=("NO",), deciding_agency="licensing", release_level=case.release_level, compartments=())
        return party_identity(listed, "to check a hit") if kind is PartyIdentity else listed
    if kind is Planning:
        return Planning(state=case.state, release_level=case.release_level, compartments=())
    if kind is Account:
        return Account(person=_OTHER, state=case.state)
    if kind is Glass:
        asks = act in (Act.ASK_EXCEPTIONAL_ACCESS, Act.USE_EXCEPTIONAL_ACCESS)
        return Glass(state=case.state, asked_by=_SELF if asks else _OTHER, conflicted=())
    return case


def reference_page(policies: Policies = LICET) -> str:
    """The whole of `docs/reference/access.md`."""
    return "\n".join(
        [
            "# Who may do what",
            "",
            "<!-- Generated from the policies by licet.access.rights.reference_page; do not edit. -->",
            "",
            "Everything that is not permitted here is refused, and everything is refused to a suspended account.",
            "What a right depends on stands beside it as signs. [How access works](../explanation/access.md) says why.",
            "",
            "## Acts and roles",
            "",
            *_table(["may", *(role.replace("_", " ") for role in ROLES)], _rights_rows(policies)),
            "",
            *(
                f"A {role.replace('_', ' ')} may also do what is open to: {', '.join(INCLUDED_ROLES[role])}."
                for role in INCLUDED_ROLES
            ),
            "",
            "| sign | the right needs |",
            "|---|---|",
            *dict.fromkeys(f"| {circumstance.sign} | {circumstance.needs} |" for circumstance in CIRCUMSTANCES),
            "",
            "## Policies",
            "",
            "In reading order. A `forbid` stands whatever is permitted; every decision names the policies that made it.",
            "",
            *_table(["file", "policy", "effect", "says"], ([p.file, f"`{p.id}`", p.effect, p.says] for p in policies.policies)),
            "",
            "## What must be known",
            "",
            "Each act is done to one kind of thing. All its attributes must be given; none has a default.",
            "",
            *_table(["kind", "acts", "attributes"], _kind_rows()),
            "",
            "An actor has: " + ", ".join(f"`{name}`" for name in Actor.__struct_fields__) + ".",
            "",
        ]
    )


def _rights_rows(policies: Policies) -> Iterator[list[str]]:
    for act in Act:
        cells = [rights_of(role, act, policies) for role in ROLES]
        yield [f"`{act.value}`: {SAYS[act]}", *("" if signs is None else f"yes {' '.join(signs)}".strip() for signs in cells)]


def _kind_rows() -> Iterator[list[str]]:
    for kind in dict.fromkeys(KIND_OF.values()):
        acts = ", ".join(f"`{act.value}`" for act in Act if KIND_OF[act] is kind)
        yield [f"`{kind.__name__}`", acts, ", ".join(f"`{name}`" for name in kind.__struct_fields__)]


def _table(heads: list[str], rows: Iterator[list[str]]) -> list[str]:
    return [f"| {' | '.join(heads)} |", "|" + "---|" * len(heads), *(f"| {' | '.join(row)} |" for row in rows)]
