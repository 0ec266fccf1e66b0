"""YAML and JSON that a stranger sent, read into a plain tree.

One reading for both: mappings without duplicate keys, lists, text, whole numbers, booleans,
nothing. A fraction keeps its digits (`Unquoted`). YAML is read as YAML 1.2 means it (`NO` is
text, dates are text); anchors, aliases and tags are refused, so no small file grows large.
"""

import json
import re
from decimal import Decimal
from typing import Any

import yaml

from licet.encoding.faults import Fault, Faults, quoted, refuse

LARGEST_BYTES = 8 * 1024 * 1024
DEEPEST = 40
MOST_NODES = 200_000

Tree = Any
"""dict[str, Tree] | list[Tree] | str | int | bool | Unquoted | None"""


class Unquoted(Decimal):
    """A fraction written as a bare number: exact digits, but not accepted where money, a quantity or a share stands."""


def read_tree(data: bytes, name: str) -> Tree:
    """Read the bytes of a YAML or JSON file into a plain tree; `name` (ending in `.json` or not) picks the grammar.

    Raises `Faults` naming line and column of what cannot be read, files over 8 MiB, duplicate
    keys, anchors, aliases, tags, and nesting deeper than 40.
    """
    if len(data) > LARGEST_BYTES:
        raise refuse(name, f"holds {len(data):,} bytes; the largest file read here is {LARGEST_BYTES:,} bytes")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refuse(name, f"is not UTF-8 text (byte {error.start}); save it as UTF-8") from error
    tree = _read_json(text, name) if name.endswith(".json") else _read_yaml(text, name)
    if tree is None:
        raise refuse(name, "is empty; it needs a mapping of fields")
    return tree


def _read_json(text: str, name: str) -> Tree:
    faults: list[Fault] = []

    def mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                faults.append(Fault(name, f"has the key {quoted(key)} twice in one mapping; keep one"))
            found[key] = value
        return found

    def constant(literal: str) -> Any:
        faults.append(Fault(name, f"holds {literal}, which is no JSON number"))

    try:
        tree = json.loads(text, object_pairs_hook=mapping, parse_float=_fraction, parse_int=_whole, parse_constant=constant)
    except json.JSONDecodeError as error:
        raise refuse(
            f"{name} line {error.lineno} column {error.colno}", f"is not JSON: {error.msg[0].lower()}{error.msg[1:]}"
        ) from error
    except RecursionError as error:
        raise refuse(name, f"nests deeper than {DEEPEST} levels") from error
    except ValueError as error:
        raise refuse(name, str(error)) from error
    if faults:
        raise Faults(faults)
    _refuse_deep(tree, name)
    return tree


def _refuse_deep(tree: Tree, name: str) -> None:
    level, count = [tree], 0
    for _ in range(DEEPEST):
        level = [
            inner
            for node in level
            if isinstance(node, (dict, list))
            for inner in (node.values() if isinstance(node, dict) else node)
        ]
        count += len(level)
        if count > MOST_NODES:
            raise refuse(name, f"holds more than {MOST_NODES:,} values")
        if not level:
            return
    raise refuse(name, f"nests deeper than {DEEPEST} levels")


def _whole(literal: str) -> int:
    if len(literal) > 30:
        raise ValueError(f"holds the number {quoted(literal, 20)} with more than 30 digits")
    return int(literal)


def _fraction(literal: str) -> Decimal:
    if not re.fullmatch(r"[-+]?[0-9]{1,30}(\.[0-9]{1,30})?", literal):
        raise ValueError(f"holds the number {quoted(literal, 20)}; write plain digits such as 12.5, not an exponent")
    return Unquoted(literal)


class _Loader(yaml.SafeLoader):
    """YAML 1.2 core schema, without anchors, aliases, tags or merge keys."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}


_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(null|~|)$"), ["n", "~", ""])
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(true|false)$"), list("tf"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^[-+]?[0-9]+$"), list("-+0123456789"))
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"^[-+]?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?$"), list("-+0123456789")
)


def _read_yaml(text: str, name: str) -> Tree:
    faults: list[Fault] = []
    count = 0

    def at(mark: yaml.Mark | None) -> str:
        return f"{name} line {mark.line + 1} column {mark.column + 1}" if mark else name

    def build(node: yaml.Node | None, depth: int) -> Tree:
        nonlocal count
        count += 1
        if node is None:
            return None
        if depth > DEEPEST:
            raise refuse(at(node.start_mark), f"nests deeper than {DEEPEST} levels")
        if count > MOST_NODES:
            raise refuse(name, f"holds more than {MOST_NODES:,} values")
        if isinstance(node, yaml.MappingNode):
            found: dict[str, Any] = {}
            for key_node, value_node in node.value:
                if not isinstance(key_node, yaml.ScalarNode):
                    faults.append(Fault(at(key_node.start_mark), "uses a list or mapping as a key; keys are plain words"))
                    continue
                key = key_node.value
                if key in found:
                    faults.append(Fault(at(key_node.start_mark), f"has the key {quoted(key)} a second time; keep one"))
                found[key] = build(value_node, depth + 1)
            return found
        if isinstance(node, yaml.SequenceNode):
            return [build(inner, depth + 1) for inner in node.value]
        assert isinstance(node, yaml.ScalarNode)  # the only kind left
        return scalar(node)

    def scalar(node: yaml.ScalarNode) -> Tree:
        kind = node.tag.rpartition(":")[2]
        try:
            match kind:
                case "null":
                    return None
                case "bool":
                    return node.value == "true"
                case "int":
                    return _whole(node.value)
                case "float":
                    return _fraction(node.value)
                case _:
                    return str(node.value)
        except ValueError as error:
            faults.append(Fault(at(node.start_mark), str(error)))
            return None

    try:
        _refuse_growth(text, name)
        tree = build(_Loader(text).get_single_node(), 0)
    except yaml.MarkedYAMLError as error:
        problem = (error.problem or "cannot be read").strip()
        raise refuse(at(error.problem_mark), f"is not YAML: {problem}") from error
    except yaml.YAMLError as error:
        raise refuse(name, f"is not YAML: {str(error).splitlines()[0]}") from error
    except RecursionError as error:
        raise refuse(name, f"nests deeper than {DEEPEST} levels") from error
    if faults:
        raise Faults(faults)
    return tree


def _refuse_growth(text: str, name: str) -> None:
    """Refuse what makes a small file large or builds foreign objects, before any node is composed."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        mark = event.start_mark
        where = f"{name} line {mark.line + 1} column {mark.column + 1}" if mark else name
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise refuse(where, "uses a YAML anchor or alias; write the value out")
        tag = getattr(event, "tag", None)
        if tag:
            raise refuse(where, f"uses the YAML tag {quoted(tag)}; remove it")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST:
                raise refuse(where, f"nests deeper than {DEEPEST} levels")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
