"""The policies decide as the table in conftest says, and the policy set is what it claims to be."""

from collections.abc import Callable
from typing import Any, get_args

import cedarpy
import pytest
from cedarpy import pst

from licet.access.act import KIND_OF, SAYS, Act
from licet.access.actor import INCLUDED_ROLES, ROLES
from licet.access.attributes import person_entity, resource_entity
from licet.access.decision import decide
from licet.access.embedded import POLICIES, SCHEMA
from licet.access.level import LEVELS, ReleaseLevel, rank
from licet.access.policy import LICET, Policies, policy_digest
from licet.law import finding


def test_the_policies_decide_as_the_table_says(row: Any) -> None:
    decision = decide(row.actor, row.act, row.thing)
    sign = "+" if decision.allowed else "-"
    assert sign + sign.join(decision.policies) == row.expected


def test_every_policy_decides_some_row_of_the_table(rows: list[Any]) -> None:
    deciding = {policy for row in rows for policy in decide(row.actor, row.act, row.thing).policies}
    assert deciding == {policy.id for policy in LICET.policies}


def test_every_act_is_allowed_to_somebody_and_refused_to_somebody(rows: list[Any]) -> None:
    for act in Act:
        assert {row.allowed for row in rows if row.act is act} == {True, False}, act


def test_the_policies_are_valid_under_the_schema() -> None:
    assert LICET.faults() == ()


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("resource.releasable", "resource.releasible"),
        ('Action::"advise"', 'Action::"advize"'),
        ("!principal.suspended", "!principal.clearance"),
    ],
)
def test_a_slip_in_a_policy_is_found_by_the_schema(right: str, wrong: str) -> None:
    assert right in LICET.text
    assert Policies({"all": LICET.text.replace(right, wrong)}, LICET.schema_text).faults()


def test_the_schema_knows_the_same_fields_as_the_values(actor: Callable[..., Any], thing: Callable[..., Any]) -> None:
    fields = _schema_fields()
    assert fields.pop("Person") == set(person_entity(actor("officer"))["attrs"])
    assert fields == {kind.__name__: set(kind.__struct_fields__) for kind in KIND_OF.values()}
    for act in Act:
        assert set(resource_entity(thing(act))["attrs"]) == fields[KIND_OF[act].__name__]


def test_the_schema_knows_the_same_acts_as_the_list() -> None:
    applied = {}
    for line in LICET.schema_text.splitlines():
        if line.startswith("action ") and "appliesTo" in line:
            applied[line.split()[1]] = line.rpartition("[")[2].partition("]")[0]
    assert applied == {act.value: KIND_OF[act].__name__ for act in Act}
    assert set(SAYS) == set(Act)


def test_the_policies_name_only_roles_that_exist() -> None:
    named = {uid.id for uid in pst.entity_uids(cedarpy.policies_to_pst(LICET.text)) if uid.type.basename == "Role"}
    assert named <= set(ROLES)
    assert set(INCLUDED_ROLES) <= set(ROLES)


def test_release_levels_are_those_of_findings_in_their_order() -> None:
    assert get_args(finding.ReleaseLevel) == get_args(ReleaseLevel) == LEVELS
    assert [rank(level) for level in LEVELS] == [0, 1, 2, 3]
    assert LEVELS == ("public", "case", "restricted", "secret")


def test_the_digest_names_the_policies_and_the_schema() -> None:
    texts = {"a": LICET.text}
    same = Policies(texts, LICET.schema_text)
    assert same.digest == Policies(dict(texts), LICET.schema_text).digest
    assert same.digest != Policies({"a": LICET.text + "\n"}, LICET.schema_text).digest
    assert same.digest != Policies(texts, LICET.schema_text + "\n").digest
    assert policy_digest() == LICET.digest == Policies(POLICIES, SCHEMA).digest
    assert {policy.file for policy in LICET.policies} == set(POLICIES)


@pytest.mark.parametrize(
    "text",
    [
        "permit (principal, action, resource);",
        '@id("a") permit (principal, action, resource);',
        '@says("A.") permit (principal, action, resource);',
        '@id("a") @says("A.") permit (principal, action, resource); @id("a") @says("A.") forbid (principal, action, resource);',
        "permit (",
    ],
    ids=["neither", "no sentence", "no id", "id used twice", "cut in half"],
)
def test_a_policy_without_an_id_of_its_own_and_a_sentence_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"policy|policies|parse|unexpected"):
        Policies({"all": text}, LICET.schema_text)


def _schema_fields() -> dict[str, set[str]]:
    fields: dict[str, set[str]] = {}
    name = ""
    for line in LICET.schema_text.splitlines():
        words = line.replace(":", " ").split()
        if line.startswith("entity ") and line.endswith("{"):
            name = words[1]
            fields[name] = set()
        elif line.startswith("  ") and name:
            fields[name].add(words[0])
        elif line.startswith("}"):
            name = ""
    return fields
