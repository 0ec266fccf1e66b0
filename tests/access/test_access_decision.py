"""Decisions: what is asked must be whole, what goes wrong means no, and the reason can be read."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from licet.access.act import KIND_OF, Act
from licet.access.decision import Decision, decide, readable_findings, readable_levels
from licet.access.level import LEVELS, ReleaseLevel
from licet.access.policy import LICET, Policies
from licet.access.resource import Case, finding_view, identity

Make = Callable[..., Any]


def test_a_decision_names_the_act_the_policies_their_digest_and_a_reason(actor: Make, thing: Make) -> None:
    assert decide(actor("officer"), Act.VIEW_CASE, thing(Act.VIEW_CASE)) == Decision(
        allowed=True,
        act=Act.VIEW_CASE,
        policies=("officer-on-the-case",),
        policy_digest=LICET.digest,
        reason="Officers read, attest facts and advise on cases that their agency decides or is asked about.",
    )


def test_a_refusal_by_several_policies_says_each_in_reading_order(actor: Make, thing: Make) -> None:
    decision = decide(actor("officer", suspended=True, mfa=False), Act.DECIDE, thing(Act.DECIDE))
    assert not decision.allowed
    assert decision.policies == ("suspended", "second-factor")
    assert decision.reason == "The account is suspended. This needs a session opened with a second factor."


@pytest.mark.parametrize(
    ("roles", "reason"),
    [
        ((), "No policy lets a person without a role countersign a proposed decision here."),
        (("officer",), "No policy lets an officer countersign a proposed decision here."),
        (("inspector", "verifier"), "No policy lets an inspector or a verifier countersign a proposed decision here."),
    ],
)
def test_what_no_policy_permits_is_refused_and_said(roles: tuple[str, ...], reason: str, actor: Make, thing: Make) -> None:
    decision = decide(actor(*roles), Act.COUNTERSIGN, thing(Act.COUNTERSIGN))
    assert (decision.allowed, decision.policies, decision.reason) == (False, (), reason)


def test_every_question_must_be_about_the_kind_of_thing_the_act_is_done_to(actor: Make, thing: Make) -> None:
    for act in Act:
        for other in Act:
            if KIND_OF[act] is not KIND_OF[other]:
                with pytest.raises(TypeError, match=f"{act.value} is done to a {KIND_OF[act].__name__}"):
                    decide(actor("officer"), act, thing(other))


@pytest.mark.parametrize("act", [Act.VIEW_CASE, Act.VIEW_FINDING, Act.OPEN_IDENTITY, Act.VIEW_REFERENCE, Act.MANAGE_ACCOUNTS])
@pytest.mark.parametrize("absent", [None, msgspec.UNSET, 7, ("x", 7), "", ()], ids=repr)
def test_an_attribute_that_is_absent_or_of_another_kind_is_an_error_of_the_program(
    act: Act, absent: object, actor: Make, thing: Make
) -> None:
    for name in KIND_OF[act].__struct_fields__:
        if _fits(name, absent):
            continue
        with pytest.raises(TypeError, match="incomplete"):
            decide(actor("officer"), act, thing(act, **{name: absent}))


@pytest.mark.parametrize("name", ["person", "roles", "agencies", "state", "clearance", "mfa", "suspended", "compartments"])
@pytest.mark.parametrize("absent", [None, msgspec.UNSET, 7, ("x", 7)], ids=repr)
def test_an_actor_with_an_absent_attribute_is_an_error_of_the_program(name: str, absent: object, actor: Make, thing: Make) -> None:
    with pytest.raises(TypeError, match="incomplete Actor"):
        decide(msgspec.structs.replace(actor("officer"), **{name: absent}), Act.VIEW_CASE, thing(Act.VIEW_CASE))


def test_a_role_or_level_that_does_not_exist_is_an_error_of_the_program(actor: Make, thing: Make) -> None:
    with pytest.raises(TypeError, match="incomplete Actor"):
        decide(actor("wizard"), Act.VIEW_CASE, thing(Act.VIEW_CASE))
    with pytest.raises(TypeError, match="incomplete Case"):
        decide(actor("officer"), Act.VIEW_CASE, thing(Act.VIEW_CASE, release_level="top"))


def test_things_cannot_be_made_without_every_attribute() -> None:
    with pytest.raises(TypeError, match="Missing required argument"):
        Case(state="NO", organisation="Example Ltd")  # type: ignore[call-arg]


@pytest.mark.parametrize(
    "broken",
    [
        "forbid (principal, action, resource) when { resource.nothing_of_the_kind };",
        "forbid (principal, action, resource) when { principal.clearance + 9223372036854775807 > 0 };",
        "permit (principal, action, resource) when { resource.nothing_of_the_kind };",
    ],
)
def test_an_error_while_cedar_looks_means_no(broken: str, actor: Make, thing: Make) -> None:
    policies = Policies({"all": LICET.text, "broken": f'@id("broken") @says("Broken.") {broken}'}, LICET.schema_text)
    for act in (Act.VIEW_CASE, Act.MANAGE_ACCOUNTS):
        decision = decide(actor("officer", "administrator"), act, thing(act), policies=policies)
        assert not decision.allowed
        assert decision.reason == "The access policies could not be evaluated, so the answer is no."
        assert decide(actor("officer", "administrator"), act, thing(act)).allowed


def test_names_reach_cedar_as_data_only(actor: Make, thing: Make) -> None:
    for name in ('x"; permit (principal, action, resource); //', "a\nb", "é\u202e", 'Role::"officer"'):
        case = thing(Act.VIEW_CASE, organisation=name, deciding_agency=name, agencies=())
        assert not decide(actor("officer"), Act.VIEW_CASE, case).allowed
        assert decide(actor("officer", agencies=(name,)), Act.VIEW_CASE, case).allowed
        assert decide(actor("applicant", organisation=name), Act.VIEW_CASE, case).allowed


def test_findings_and_identities_take_over_everything_known_of_their_case(thing: Make) -> None:
    case = thing(
        Act.VIEW_CASE,
        state="SE",
        organisation="o",
        applicants=("a",),
        deciding_agency="d",
        agencies=("e",),
        release_level="secret",
        compartments=("c",),
        advised_by=("f",),
        decided_by=("g",),
        countersigned_by=("h",),
        conflicted=("i",),
        releasable=True,
    )
    for made in (finding_view(case, "restricted"), identity(case, "why")):
        assert {name: getattr(made, name) for name in Case.__struct_fields__} == msgspec.structs.asdict(case)
    assert finding_view(case, "restricted").finding_level == "restricted"
    assert identity(case, "why").purpose == "why"


class Reason(msgspec.Struct, frozen=True):
    """Stands for a finding of the law."""

    says: str
    release_level: ReleaseLevel


FINDINGS = tuple(Reason(f"{level} {number}", level) for number in range(2) for level in reversed(LEVELS))


@pytest.mark.parametrize(
    ("roles", "changes", "readable"),
    [
        (("officer",), {"clearance": "public"}, ()),
        (("officer",), {"clearance": "case"}, ("case", "public")),
        (("officer",), {"clearance": "restricted"}, ("restricted", "case", "public")),
        (("officer",), {"clearance": "secret"}, ("secret", "restricted", "case", "public")),
        (("applicant",), {"clearance": "secret", "organisation": "Example Ltd"}, ("case", "public")),
        (("applicant",), {"clearance": "secret", "organisation": "Rival Ltd"}, ()),
        (("administrator",), {"clearance": "secret"}, ()),
    ],
)
def test_findings_above_the_readers_level_are_absent_and_the_others_keep_their_order(
    roles: tuple[str, ...], changes: dict[str, Any], readable: tuple[str, ...], actor: Make, thing: Make
) -> None:
    person, case = actor(*roles, **changes), thing(Act.VIEW_CASE)
    found = readable_findings(person, case, FINDINGS)
    assert found == tuple(finding for finding in FINDINGS if finding.release_level in readable)
    assert [finding.release_level for finding in found] == [*readable, *readable]
    assert readable_levels(person, case, LEVELS) == set(readable)
    assert readable_levels(person, case, ["secret"]) == set(readable) & {"secret"}


def _fits(name: str, value: object) -> bool:
    if value == ():
        return name in (
            "applicants",
            "agencies",
            "compartments",
            "advised_by",
            "decided_by",
            "countersigned_by",
            "conflicted",
            "states",
        )
    return value == "" and name == "purpose"
