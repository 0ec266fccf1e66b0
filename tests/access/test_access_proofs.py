"""What the policies must never allow, proved over every person and thing; and whatever is found is asked of Cedar itself."""

from collections.abc import Callable
from typing import Any

import pytest

z3 = pytest.importorskip("z3", reason="the solver of the proofs is not installed")

from access.proof import NO_WORD, Translation  # noqa: E402 - after the solver is known to be there
from licet.access.act import Act  # noqa: E402
from licet.access.policy import LICET, Policies  # noqa: E402

Claim = Callable[[Translation], Any]
"""What would break a property, for one act; None where the property says nothing of the act."""


def of(group: str, broken: Claim) -> Claim:
    """A property of the acts of a group only."""
    return lambda t: broken(t) if t.is_a(group) else None


def by(act: Act, broken: Claim) -> Claim:
    """A property of one act."""
    return lambda t: broken(t) if t.act is act else None


def had_part(*fields: str) -> Claim:
    """The person had one of these earlier parts in the case."""
    return lambda t: z3.Or([z3.IsMember(t.person["person"], t.thing[name]) for name in fields])


def only(role: str) -> Claim:
    """The person has neither this role nor one that includes it."""
    return lambda t: z3.Not(t._in_role(role))


NEVER: dict[str, Claim] = {
    "a suspended account does nothing": lambda t: t.person["suspended"],
    "what is grave is not done without a second factor": of("grave", lambda t: z3.Not(t.person["mfa"])),
    "no name is opened or destroyed without a purpose": of(
        "opening", lambda t: t.thing["purpose"] == NO_WORD if "purpose" in t.thing else None
    ),
    "nobody does anything to a case of another state": of("on_case", lambda t: t.person["state"] != t.thing["state"]),
    "nobody acts for the authority on their own request": of("official", had_part("applicants")),
    "nobody in a conflict of interest acts for the authority": of("official", had_part("conflicted")),
    "an adviser does not decide": by(Act.DECIDE, had_part("advised_by")),
    "whoever proposed the decision does not countersign it": by(Act.COUNTERSIGN, had_part("decided_by")),
    "whoever decided or countersigned does not decide the appeal": by(
        Act.DECIDE_APPEAL, had_part("decided_by", "countersigned_by")
    ),
    "whoever countersigned does not decide": by(Act.DECIDE, had_part("countersigned_by")),
    "nobody decides on their own wish to break glass": by(
        Act.DECIDE_EXCEPTIONAL_ACCESS, lambda t: t.person["person"] == t.thing["asked_by"]
    ),
    "only custodians decide on breaking glass": by(Act.DECIDE_EXCEPTIONAL_ACCESS, only("custodian")),
    "only custodians destroy a name": by(Act.SHRED_IDENTITY, only("custodian")),
    "only inspectors export whole cases": by(Act.EXPORT_CASE, only("inspector")),
    "only senior officers countersign": by(Act.COUNTERSIGN, only("senior_officer")),
    "only administrators touch accounts": by(Act.MANAGE_ACCOUNTS, only("administrator")),
    "nobody changes their own account": by(Act.MANAGE_ACCOUNTS, lambda t: t.person["person"] == t.thing["person"]),
    "nobody but the applicant's side reads above their clearance": of(
        "graded",
        lambda t: z3.And(t.person["clearance"] < t.thing["release_level"], z3.Not(t._in_role("applicant"))),
    ),
    "a release waits for stage, date and consent": by(Act.RELEASE, lambda t: z3.Not(t.thing["releasable"])),
    "a finding above one's clearance is read by nobody": by(
        Act.VIEW_FINDING, lambda t: t.person["clearance"] < t.thing["finding_level"]
    ),
}


@pytest.fixture(scope="module")
def translated() -> dict[Act, Translation]:
    return {act: Translation(LICET, act) for act in Act}


@pytest.mark.parametrize("name", NEVER)
def test_it_is_proved_for_every_person_and_every_thing(translated: dict[Act, Translation], name: str) -> None:
    asked = 0
    for act, one in translated.items():
        broken = NEVER[name](one)
        if broken is None:
            continue
        asked += 1
        found = one.example(z3.And(one.allowed, broken))
        assert found is None, f"{act.value} is allowed to somebody, and Cedar says so too: {found.allowed}"
    assert asked


@pytest.mark.parametrize(
    ("said", "act", "broken"),
    [
        ("only inspectors read names", Act.OPEN_IDENTITY, only("inspector")),
        ("whoever may see a case may read its journal", Act.VIEW_CASE, only("officer")),
        ("nobody without clearance sees a secret case", Act.VIEW_CASE, lambda t: t.person["clearance"] < t.thing["release_level"]),
    ],
)
def test_what_is_not_so_is_answered_with_somebody_whom_cedar_lets_in(
    translated: dict[Act, Translation], said: str, act: Act, broken: Claim
) -> None:
    found = translated[act].example(z3.And(translated[act].allowed, broken(translated[act])))
    assert found is not None, said
    assert found.allowed


@pytest.mark.parametrize("act", list(Act), ids=lambda act: act.value)
def test_cedar_answers_as_the_formulas_do(translated: dict[Act, Translation], act: Act) -> None:
    """For each role whom the formulas let in is let in: a formula that says something else than its policy is found here."""
    one = translated[act]
    let, kept = one.example(one.allowed), one.example(z3.Not(one.allowed))
    assert let is not None
    assert kept is not None
    assert let.allowed
    assert not kept.allowed
    for role, held in one.roles.items():
        found = one.example(z3.And(one.allowed, held))
        assert found is None or found.allowed, (act.value, role)


@pytest.mark.parametrize(
    ("policy", "name"),
    [
        ("suspended", "a suspended account does nothing"),
        ("second-factor", "what is grave is not done without a second factor"),
        ("purpose-stated", "no name is opened or destroyed without a purpose"),
        ("other-authority", "nobody does anything to a case of another state"),
        ("own-request", "nobody acts for the authority on their own request"),
        ("conflict-of-interest", "nobody in a conflict of interest acts for the authority"),
        ("countersigner-stands-apart", "whoever proposed the decision does not countersign it"),
        ("own-exceptional-access", "nobody decides on their own wish to break glass"),
        ("clearance", "nobody but the applicant's side reads above their clearance"),
        ("own-account", "nobody changes their own account"),
    ],
)
def test_without_its_policy_a_property_is_broken_and_cedar_shows_it(policy: str, name: str) -> None:
    weakened = without(policy)
    for act in Act:
        one = Translation(weakened, act)
        broken = NEVER[name](one)
        found = None if broken is None else one.example(z3.And(one.allowed, broken))
        if found is not None:
            assert found.allowed, (policy, act.value)
            return
    pytest.fail(f"{name}: proved without {policy}")


def without(policy: str) -> Policies:
    """The policies less one."""
    head, text = LICET.text.split(f'@id("{policy}")')
    _, _, rest = text.partition(";\n")
    return Policies({"all": head + rest}, LICET.schema_text)
