"""The table would notice if any policy were weakened by one step, and no policy trusts that an attribute is there."""

import dataclasses
import json
from collections.abc import Iterable, Iterator
from typing import Any

import cedarpy
import pytest
from cedarpy import pst

from licet.access.act import Act
from licet.access.actor import INCLUDED_ROLES, ROLES
from licet.access.attributes import person_entity, resource_entity
from licet.access.policy import LICET

PARSED = cedarpy.policies_to_pst(LICET.text)
TEMPLATES = list(PARSED.static_policies.values())


def _entity(kind: str, name: str, above: Iterable[str]) -> dict[str, Any]:
    return {"uid": {"type": kind, "id": name}, "attrs": {}, "parents": [{"type": kind, "id": other} for other in above]}


def _groups_of_acts() -> Iterator[tuple[str, list[str]]]:
    for line in LICET.schema_text.splitlines():
        if line.startswith("action "):
            head = line.partition(" appliesTo")[0].partition(";")[0]
            yield head.split()[1], head.partition("[")[2].rstrip("]").split(", ") if "[" in head else []


def _upwards(act: str, groups: dict[str, list[str]]) -> set[str]:
    return {act}.union(*(_upwards(group, groups) for group in groups[act]))


GROUPS = dict(_groups_of_acts())
ROLE_ENTITIES = [_entity("Role", role, INCLUDED_ROLES.get(role, ())) for role in ROLES]


class Question:
    """A row as Cedar itself gets it, with no schema and no check before it; `absent` is an attribute left out (`thing.state`)."""

    def __init__(self, row: Any, absent: str = "", groups: dict[str, list[str]] = GROUPS) -> None:
        self.row = row
        self.absent = absent
        entities = {"actor": person_entity(row.actor), "thing": resource_entity(row.thing)}
        if absent:
            side, _, name = absent.partition(".")
            del entities[side]["attrs"][name]
        self.request = {
            "principal": entities["actor"]["uid"],
            "action": {"type": "Action", "id": row.act.value},
            "resource": entities["thing"]["uid"],
            "context": {},
        }
        acts = [_entity("Action", act, groups[act]) for act in _upwards(row.act.value, groups)]
        self.entities = cedarpy.Entities.from_json_str(json.dumps([*entities.values(), *acts, *ROLE_ENTITIES]))

    def asked_of(self, policies: cedarpy.PolicySet) -> cedarpy.AuthzResult:
        return cedarpy.is_authorized(self.request, policies, self.entities)


@pytest.fixture(scope="module")
def questions(rows: list[Any]) -> list[Question]:
    return [Question(row) for row in rows]


@pytest.fixture(scope="module")
def incomplete(rows: list[Any]) -> list[Question]:
    """Every row with each of its attributes left out in turn."""
    return [
        Question(row, f"{side}.{name}")
        for row in rows
        for side, entity in (("actor", person_entity(row.actor)), ("thing", resource_entity(row.thing)))
        for name in entity["attrs"]
    ]


def test_cedar_skips_a_forbid_that_meets_an_absent_attribute_which_is_why_this_module_is_here() -> None:
    text = "permit (principal, action, resource); forbid (principal, action, resource) when { resource.secret };"
    request = {"principal": 'P::"p"', "action": 'Action::"a"', "resource": 'R::"r"', "context": {}}
    assert cedarpy.is_authorized(request, text, [{"uid": {"type": "R", "id": "r"}, "attrs": {}, "parents": []}]).allowed


def test_no_policy_meets_an_absent_attribute_unguarded_and_an_absence_opens_nothing(incomplete: list[Question]) -> None:
    policies = cedarpy.PolicySet.from_str(LICET.text)
    for question in incomplete:
        result = question.asked_of(policies)
        assert result.diagnostics.errors == [], (question.row, question.absent)
        assert question.row.allowed or not result.allowed, (question.row, question.absent)


def mutants(template: pst.Template) -> Iterator[tuple[str, pst.Template | None]]:
    """Every way to weaken or bend one policy by one step; None drops it."""
    yield "dropped", None
    if template.principal != pst.ScopeAny():
        yield "for everybody", dataclasses.replace(template, principal=pst.ScopeAny())
    if template.action != pst.ScopeAny():
        yield "for every act", dataclasses.replace(template, action=pst.ScopeAny())
    if isinstance(template.action, pst.ActionIn) and len(template.action.entities) > 1:
        for act in template.action.entities:
            rest = tuple(other for other in template.action.entities if other != act)
            yield f"not for {act.id}", dataclasses.replace(template, action=pst.ActionIn(rest))
    if template.clauses:
        yield "without its condition", dataclasses.replace(template, clauses=())
        (clause,) = template.clauses
        for what, expression in bent(clause.expr):
            yield what, dataclasses.replace(template, clauses=(dataclasses.replace(clause, expr=expression),))


def bent(expression: Any) -> Iterator[tuple[str, Any]]:
    """Every way to bend one expression by one step."""
    if isinstance(expression, pst.BinaryOp):
        if expression.op in ("and", "or"):
            yield f"only the left of {expression.op}", expression.left
            yield f"only the right of {expression.op}", expression.right
            yield f"{expression.op} turned", dataclasses.replace(expression, op="or" if expression.op == "and" else "and")
        if expression.op == "less_eq":
            yield "< for <=", dataclasses.replace(expression, op="less")
            yield ">= for <=", dataclasses.replace(expression, op="greater_eq")
        if expression.op in ("eq", "not_eq"):
            yield "turned", dataclasses.replace(expression, op="not_eq" if expression.op == "eq" else "eq")
        if expression.op == "contains_all":
            yield "any for all", dataclasses.replace(expression, op="contains_any")
        if expression.op == "contains_any":
            yield "all for any", dataclasses.replace(expression, op="contains_all")
        for side in ("left", "right"):
            for what, inner in bent(getattr(expression, side)):
                yield what, dataclasses.replace(expression, **{side: inner})
    elif isinstance(expression, pst.UnaryOp):
        yield f"without {expression.op}", expression.arg
        for what, inner in bent(expression.arg):
            yield what, dataclasses.replace(expression, arg=inner)
    elif isinstance(expression, pst.LongLit):
        yield "one more", pst.LongLit(expression.value + 1)
        yield "one less", pst.LongLit(expression.value - 1)


NO_DIFFERENCE = {
    ("applicant-own-requests", "for every act"): "every other act on a case is official, which own-request forbids",
    ("public-findings", "for every act"): "only what view_finding is done to has a finding_level",
    ("staff-ask-for-exceptional-access", "for every act"): "the one other act, to decide, is forbidden on a wish of one's own",
}
"""Changes that change no answer, each with the reason."""


@pytest.mark.parametrize("template", TEMPLATES, ids=[template.annotations["id"] for template in TEMPLATES])
def test_weakening_a_policy_by_any_step_breaks_a_row_of_the_table(
    template: pst.Template, questions: list[Question], incomplete: list[Question]
) -> None:
    name = template.annotations["id"]
    nearest_first = sorted(questions, key=lambda question: name not in question.row.expected)
    of_its_attributes = [question for question in incomplete if f"'{question.absent.partition('.')[2]}'" in repr(template)]
    survivors = []
    for what, mutant in mutants(template):
        statics = {key: value for key, value in PARSED.static_policies.items() if key != template.id}
        if mutant is not None:
            statics[template.id] = mutant
        policies = cedarpy.PolicySet.from_pst(pst.PolicySet(templates={}, static_policies=statics, template_links=()))
        if any(question.asked_of(policies).allowed is not question.row.allowed for question in nearest_first):
            continue
        if not any(question.asked_of(policies).diagnostics.errors for question in of_its_attributes):
            survivors.append(what)
    assert survivors == [what for policy, what in NO_DIFFERENCE if policy == name]


@pytest.mark.parametrize("act", Act)
def test_taking_an_act_out_of_a_group_breaks_a_row_of_the_table(act: Act, rows: list[Any]) -> None:
    policies = cedarpy.PolicySet.from_str(LICET.text)
    mine = [row for row in rows if row.act is act]
    assert GROUPS[act.value]
    for group in GROUPS[act.value]:
        groups = {**GROUPS, act.value: [other for other in GROUPS[act.value] if other != group]}
        assert any(Question(row, groups=groups).asked_of(policies).allowed is not row.allowed for row in mine), group
