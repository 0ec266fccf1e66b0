"""The policies as a condition on a list: everything the actor may see, and nothing else.

Made by Cedar's own partial evaluation with the resource left unknown, so that lists and single
decisions come from one text. What is left of each policy is translated into a `Condition`; an
expression this translation does not know raises, it never shows more.

Partial evaluation is experimental in Cedar: the engine is pinned to a minor version, and a property
test holds `holds(visible(…), row)` equal to `decide(…)` over many thousands of pairs.
"""

from typing import Any, Literal, TypeVar

from licet.access.act import KIND_OF, Act
from licet.access.actor import Actor
from licet.access.attributes import attributes_of, person_entity
from licet.access.condition import EVERYTHING, NOTHING, Condition, In, Le, Meets, Row, Within, both, either, opposite
from licet.access.policy import LICET, Policies
from licet.access.resource import Case, Edition, Planning

Kind = Literal["case", "edition", "planning"]
"""What can be listed."""

LISTED_BY: dict[Kind, Act] = {"case": Act.VIEW_CASE, "edition": Act.VIEW_REFERENCE, "planning": Act.VIEW_PLANNING}
"""Who may see a row of a list: whoever may do this act to the thing behind it."""

Constant = TypeVar("Constant", str, int)


class UntranslatableError(Exception):
    """A policy on viewing uses an expression that a list cannot be filtered by; rewrite the policy."""


def visible(actor: Actor, kind: Kind, *, policies: Policies = LICET) -> Condition:
    """The condition on index columns under which an actor sees a thing of a kind in a list.

    The columns are those of `index_row`. Raises `TypeError` for an incomplete actor, `UntranslatableError`
    when a policy cannot be turned into a condition.
    """
    act = LISTED_BY[kind]
    columns = frozenset(KIND_OF[act].__struct_fields__)
    permits: list[Condition] = []
    forbids: list[Condition] = []
    for residual in policies.ask_partly(person_entity(actor), act):
        try:
            condition = _condition(residual.body, columns)
        except UntranslatableError as error:
            raise UntranslatableError(f"policy {residual.policy.id}: {error}") from error
        (permits if residual.policy.effect == "permit" else forbids).append(condition)
    return both([either(permits), *map(opposite, forbids)])


def index_row(thing: Case | Edition | Planning) -> Row:
    """The index columns of a thing: each field under its own name, levels as ranks (see `level.rank`), tuples as sets."""
    return {name: frozenset(value) if isinstance(value, list) else value for name, value in attributes_of(thing).items()}


def _condition(body: Any, columns: frozenset[str]) -> Condition:
    """Translate what is left of a policy: Cedar's JSON form of expressions, one operator as the only key of a mapping."""
    ((operator, operands),) = body.items()
    match operator:
        case "Value" if isinstance(operands, bool):
            return EVERYTHING if operands else NOTHING
        case "&&":
            # As in Cedar, the right side counts only when the left leaves it open: it may read what `has` has just ruled out.
            left = _condition(operands["left"], columns)
            return NOTHING if left == NOTHING else both([left, _condition(operands["right"], columns)])
        case "||":
            left = _condition(operands["left"], columns)
            return EVERYTHING if left == EVERYTHING else either([left, _condition(operands["right"], columns)])
        case "!":
            return opposite(_condition(operands["arg"], columns))
        case "has" if (name := _attribute({".": operands})) is not None:
            # Every field of a thing is a column, and no column is null.
            return EVERYTHING if name in columns else NOTHING
        case ".":
            return In(_column(body, columns), (True,))
        case "==":
            return In(_column(operands["left"], columns), (_constant(operands["right"], str),))
        case "<=":
            return Le(_column(operands["left"], columns), _constant(operands["right"], int))
        case "contains" if _attribute(operands["left"]) is None:
            return In(_column(operands["right"], columns), _words(operands["left"]))
        case "contains":
            return Meets(_column(operands["left"], columns), (_constant(operands["right"], str),))
        case "containsAny":
            return Meets(_column(operands["left"], columns), _words(operands["right"]))
        case "containsAll":
            return Within(_column(operands["right"], columns), _words(operands["left"]))
        case "isEmpty":
            return Within(_column(operands["arg"], columns), ())
    raise UntranslatableError(f"a list cannot be filtered by {operator!r} on {operands!r}")


def _column(body: Any, columns: frozenset[str]) -> str:
    name = _attribute(body)
    if name is None or name not in columns:
        raise UntranslatableError(f"{body!r} is no index column")
    return name


def _attribute(body: Any) -> str | None:
    """The name in `resource.name`, or None for any other expression."""
    match body:
        case {".": {"left": {"unknown": [{"Value": "resource"}]}, "attr": str(name)}}:
            return name
    return None


def _words(body: Any) -> tuple[str, ...]:
    match body:
        case {"Set": [*members]}:
            return tuple(_constant(member, str) for member in members)
    raise UntranslatableError(f"{body!r} is no set of known words")


def _constant(body: Any, kind: type[Constant]) -> Constant:
    match body:
        case {"Value": value} if type(value) is kind:
            return value
    raise UntranslatableError(f"{body!r} is no known {kind.__name__}")
