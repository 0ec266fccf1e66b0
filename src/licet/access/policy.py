"""The Cedar policies as the engine takes them, with their digest and the sentence each stands for.

The texts are written in `policies/` beside this module and carried in `embedded`, since the core
opens no file. Another set (a test's, a proposed change) is made from texts the caller passes in.
"""

import json
from collections.abc import Mapping
from typing import Any

import cedarpy
import msgspec

from licet.access.act import Act
from licet.access.embedded import POLICIES, SCHEMA
from licet.encoding.canonical import Digest, digest_of_value


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """One policy: its id, whether it permits or forbids, the sentence it stands for, and the file it is in."""

    id: str
    effect: str
    says: str
    file: str


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What the engine said: allowed, the policies that decided, and what went wrong while it looked."""

    allowed: bool
    policies: tuple[Policy, ...]
    errors: tuple[str, ...]


class Residual(msgspec.Struct, frozen=True, kw_only=True):
    """What is left of a policy when everything but the resource is known: an expression in Cedar's JSON form."""

    policy: Policy
    body: Any


class Policies:
    """A set of policies, parsed once and asked many times; immutable.

    `texts` maps a file's name to its Cedar text; `schema` is Cedar schema text. Raises `ValueError`
    when a text does not parse, or a policy lacks its `@id` or `@says` or shares its id with another.
    """

    def __init__(self, texts: Mapping[str, str], schema: str) -> None:
        self.digest: Digest = digest_of_value({"policies": dict(texts), "schema": schema})
        self.text = "\n".join(texts.values())
        self.schema_text = schema
        self.policies = tuple(policy for name, text in texts.items() for policy in _read(name, text))
        self._by_id = {policy.id: policy for policy in self.policies}
        if len(self._by_id) < len(self.policies):
            raise ValueError("two policies share an id")
        self._place = {policy.id: place for place, policy in enumerate(self.policies)}
        self._handle = cedarpy.PolicySet.from_str(self.text)
        self._schema = cedarpy.Schema.from_str(schema)

    def faults(self) -> tuple[str, ...]:
        """What the schema says against the policies: unknown attributes, acts and types; none for a good set."""
        return tuple(str(error) for error in cedarpy.validate_policies(self.text, self._schema).errors)

    def ask(self, person: dict[str, Any], act: Act, resource: dict[str, Any]) -> Answer:
        """Ask about one act of one person (`attributes.person_entity`) on one thing (`attributes.resource_entity`)."""
        # Two entities and no more: adding them to parsed ones would copy and check all of those again.
        entities = cedarpy.Entities.from_json_str(json.dumps([person, resource]), self._schema)
        request = {"principal": person["uid"], "action": _action(act), "resource": resource["uid"], "context": "{}"}
        result = cedarpy.is_authorized(request, self._handle, entities, self._schema)
        errors = tuple(result.diagnostics.errors)
        return Answer(allowed=result.allowed and not errors, policies=self._named(result.diagnostics), errors=errors)

    def ask_partly(self, person: dict[str, Any], act: Act) -> tuple[Residual, ...]:
        """What each policy still asks of a thing that is not known yet, in reading order.

        Raises `RuntimeError` when the engine reports an error or leaves a policy out: a list made
        from less than every policy could show too much.
        """
        entities = cedarpy.Entities.from_json_str(json.dumps([person]), self._schema)
        # Partial evaluation takes ids as Cedar text only; both are words of our own, so nothing needs quoting.
        request: dict[str, Any] = {
            "principal": _text(person["uid"]),
            "action": _text(_action(act)),
            "resource": None,
            "context": {},
        }
        result = cedarpy.is_authorized_partial(request, self._handle, entities, self._schema)
        if result.diagnostics.errors:
            raise RuntimeError("the policies could not be evaluated for a list: " + "; ".join(result.diagnostics.errors))
        left = {residual["annotations"]["id"]: residual for residual in result.residuals.values()}
        if set(left) != set(self._by_id):
            missing = ", ".join(sorted(set(self._by_id) - set(left)))
            raise RuntimeError(f"partial evaluation left policies out of a list: {missing}")
        return tuple(Residual(policy=policy, body=_condition(left[policy.id])) for policy in self.policies)

    def _named(self, diagnostics: cedarpy.Diagnostics) -> tuple[Policy, ...]:
        found = sorted(diagnostics.id_annotations_by_reason.values(), key=self._place.__getitem__)
        return tuple(self._by_id[name] for name in found)


def _read(file: str, text: str) -> tuple[Policy, ...]:
    found = []
    parsed = cedarpy.policies_to_pst(text).static_policies
    # Cedar numbers the policies of a text policy0, policy1, …: the order they stand in.
    for number in range(len(parsed)):
        template = parsed[f"policy{number}"]
        name, says = template.annotations.get("id"), template.annotations.get("says")
        if not name or not says:
            raise ValueError(f"policy {number + 1} of {file} needs an @id and an @says")
        found.append(Policy(id=name, effect=template.effect, says=says, file=file))
    return tuple(found)


def _condition(residual: dict[str, Any]) -> Any:
    scopes = [residual[part] for part in ("principal", "action", "resource")]
    conditions = residual["conditions"]
    if any(scope != {"op": "All"} for scope in scopes) or len(conditions) != 1 or conditions[0]["kind"] != "when":
        raise RuntimeError(f"partial evaluation gave policy {residual['annotations']['id']} a form that is not understood")
    return conditions[0]["body"]


def _action(act: Act) -> dict[str, str]:
    return {"type": "Action", "id": act.value}


def _text(uid: dict[str, str]) -> str:
    return f'{uid["type"]}::"{uid["id"]}"'


LICET = Policies(POLICIES, SCHEMA)
"""The policies in force."""


def policy_digest() -> Digest:
    """Digest of the policies in force and their schema; each decision carries it."""
    return LICET.digest
