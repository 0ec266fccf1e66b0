"""The access policies as formulas, so that what they must never allow can be proved over every person and thing at once.

Only what the policies use is translated; anything else raises, so that nothing is proved of a policy that was read in part.
Every attribute is there (`licet.access` refuses a question where one is not), so `has` asks only whether the kind has it.
"""

import json
import re
from functools import cache
from typing import Any

import cedarpy
import z3

from licet.access.act import KIND_OF, Act
from licet.access.actor import INCLUDED_ROLES, ROLES
from licet.access.attributes import with_included
from licet.access.policy import Policies

WORD = z3.DeclareSort("Word")
NO_WORD = z3.Const("no word", WORD)
"""The empty text."""
LEVELS = 4


class Translation:
    """One set of policies for one act, over an unknown person and an unknown thing."""

    def __init__(self, policies: Policies, act: Act) -> None:
        self.policies, self.act = policies, act
        self._kinds, self._groups = _schema(policies.schema_text)
        self.kind = KIND_OF[act].__name__
        self.roles = {role: z3.Bool(f"role {role}") for role in ROLES}
        self.person = {name: _unknown(f"person {name}", kind) for name, kind in self._kinds["Person"].items()}
        self.thing = {name: _unknown(f"thing {name}", kind) for name, kind in self._kinds[self.kind].items()}
        found = [one for one in _parsed(policies.text) if self._acts(one["action"])]
        permits = [self._holds(one) for one in found if one["effect"] == "permit"]
        forbids = [self._holds(one) for one in found if one["effect"] == "forbid"]
        self.allowed = z3.And(z3.Or(permits), z3.Not(z3.Or(forbids)))
        levels = [one for both in (self.person, self.thing) for one in both.values() if one.sort() == z3.IntSort()]
        self.possible = z3.And([z3.And(level >= 0, level < LEVELS) for level in levels])

    def is_a(self, group: str) -> bool:
        """Whether the act is of a group of the schema, or its parents."""
        return group in self._ancestors(self.act.value)

    def example(self, claim: Any) -> "Example | None":
        """A person and a thing for which a claim holds, or None when that is proved to be impossible."""
        solver = z3.Solver()
        solver.add(self.possible, claim)
        found = solver.check()
        if found == z3.unsat:
            return None
        assert found == z3.sat, f"{self.act.value}: the solver could not tell"
        return Example(self, solver.model())

    def _holds(self, policy: dict[str, Any]) -> Any:
        principal, resource = policy["principal"], policy["resource"]
        assert resource == {"op": "All"}, policy["annotations"]["id"]
        match principal:
            case {"op": "All"}:
                person = z3.BoolVal(True)
            case {"op": "in", "entity": {"type": "Role", "id": role}}:
                person = self._in_role(role)
        conditions = [
            self._term(one["body"]) if one["kind"] == "when" else z3.Not(self._term(one["body"])) for one in policy["conditions"]
        ]
        return z3.And(person, *conditions)

    def _acts(self, action: dict[str, Any]) -> bool:
        match action:
            case {"op": "All"}:
                return True
            case {"op": "==" | "in", "entity": {"type": "Action", "id": name}}:
                return name in self._ancestors(self.act.value)
            case {"op": "in", "entities": names}:
                return any(one["id"] in self._ancestors(self.act.value) for one in names)
        raise ValueError(f"an action is written in a way that is not known: {action}")

    def _ancestors(self, name: str) -> set[str]:
        return {name}.union(*(self._ancestors(group) for group in self._groups[name]))

    def _in_role(self, role: str) -> Any:
        return z3.Or([self.roles[one] for one in ROLES if one == role or role in INCLUDED_ROLES.get(one, ())])

    def _term(self, body: Any) -> Any:
        ((operator, given),) = body.items()
        match operator, given:
            case "&&" | "||", {"left": left, "right": right}:
                # As in Cedar, the right side is not looked at where the left one settles it: it may ask for what the kind has not.
                first = self._term(left)
                if z3.is_true(z3.simplify(first)) if operator == "||" else z3.is_false(z3.simplify(first)):
                    return first
                return (z3.And if operator == "&&" else z3.Or)(first, self._term(right))
            case "!", {"arg": arg}:
                return z3.Not(self._term(arg))
            case "has", {"left": {"Var": owner}, "attr": name}:
                return z3.BoolVal(name in self._of(owner))
            case ".", {"left": {"Var": owner}, "attr": name}:
                return self._of(owner)[name]
            case "in", {"left": {"Var": "principal"}, "right": {"Value": {"__entity": {"type": "Role", "id": role}}}}:
                return self._in_role(role)
            case "in", {"left": {"Var": "action"}, "right": {"Value": {"__entity": {"type": "Action", "id": group}}}}:
                return z3.BoolVal(self.is_a(group))
            case "==", {"left": left, "right": right}:
                return self._term(left) == self._term(right)
            case "!=", {"left": left, "right": right}:
                return self._term(left) != self._term(right)
            case "<=", {"left": left, "right": right}:
                return self._term(left) <= self._term(right)
            case "contains", {"left": left, "right": right}:
                return z3.IsMember(self._term(right), self._term(left))
            case "containsAll", {"left": left, "right": right}:
                return z3.IsSubset(self._term(right), self._term(left))
            case "containsAny", {"left": left, "right": right}:
                return z3.SetIntersect(self._term(left), self._term(right)) != z3.EmptySet(WORD)
            case "isEmpty", {"arg": arg}:
                return self._term(arg) == z3.EmptySet(WORD)
            case "Value", bool():
                return z3.BoolVal(given)
            case "Value", int():
                return z3.IntVal(given)
            case "Value", "":
                return NO_WORD
        raise ValueError(f"the policies use {operator} in a way that is not translated: {json.dumps(body)[:200]}")

    def _of(self, owner: str) -> dict[str, Any]:
        return {"principal": self.person, "resource": self.thing}[owner]


class Example:
    """A person and a thing that the solver found, to ask Cedar itself about."""

    def __init__(self, translation: Translation, model: Any) -> None:
        self._of, self._model = translation, model
        values = model.get_universe(WORD) or []
        empty = model.eval(NO_WORD, model_completion=True)
        self._words = {value: "" if z3.eq(value, empty) else f"w{at}" for at, value in enumerate([*values, empty])}

    @property
    def allowed(self) -> bool:
        """What Cedar says of them."""
        roles = [role for role, held in self._of.roles.items() if self._true(held)]
        person = {
            "uid": {"type": "Person", "id": "actor"},
            "attrs": self._read(self._of.person),
            "parents": [{"type": "Role", "id": role} for role in with_included(roles)],
        }
        thing = {"uid": {"type": self._of.kind, "id": "resource"}, "attrs": self._read(self._of.thing), "parents": []}
        answer = self._of.policies.ask(person, self._of.act, thing)
        assert not answer.errors, answer.errors
        return answer.allowed

    def _read(self, attributes: dict[str, Any]) -> dict[str, Any]:
        return {name: self._value(term) for name, term in attributes.items()}

    def _value(self, term: Any) -> Any:
        if term.sort() == z3.BoolSort():
            return self._true(term)
        value = self._model.eval(term, model_completion=True)
        if term.sort() == z3.IntSort():
            return value.as_long()
        if term.sort() == WORD:
            return self._words.get(value, "another")
        return [word for at, word in self._words.items() if self._true(z3.IsMember(at, term))]

    def _true(self, term: Any) -> bool:
        return z3.is_true(self._model.eval(term, model_completion=True))


def _unknown(name: str, kind: str) -> Any:
    sorts = {"String": WORD, "Long": z3.IntSort(), "Bool": z3.BoolSort(), "Set<String>": z3.SetSort(WORD)}
    return z3.Const(name, sorts[kind])


@cache
def _parsed(text: str) -> tuple[dict[str, Any], ...]:
    """Every policy in Cedar's JSON form."""
    return tuple(json.loads(cedarpy.policies_to_json_str(text))["staticPolicies"].values())


@cache
def _schema(text: str) -> tuple[dict[str, dict[str, str]], dict[str, tuple[str, ...]]]:
    """The attributes of each kind, and the groups of each act."""
    plain = re.sub(r"//.*", "", text)
    kinds = {
        name: dict(re.findall(r"(\w+): ([\w<>]+)", body))
        for name, body in re.findall(r"entity (\w+)(?: in \[\w+\])? \{(.*?)\};", plain, re.DOTALL)
    }
    groups = {
        name: tuple(re.findall(r"\w+", within))
        for name, within in re.findall(r"action (\w+)(?: in \[(.*?)\])?(?: appliesTo .*?)?;", plain, re.DOTALL)
    }
    return kinds, groups
