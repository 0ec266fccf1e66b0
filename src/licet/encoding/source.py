"""YAML and JSON that a stranger sent, read into a plain tree.

One reading for both: mappings without duplicate keys, lists, text, whole numbers, booleans,
nothing. A fraction keeps its digits (`Unquoted`). YAML is read as YAML 1.2 means it (`NO` is
text, dates are text); anchors, aliases and tags are refused, so no small file grows large.
"""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import yaml

from licet.encoding.faults import Fault, Faults, quoted, refuse

LARGEST_BYTES = 8 * 1024 * 1024
DEEPEST = 40
MOST_NODES = 200_000

Tree = Any
"""dict[str, Tree] | list[Tree] | str | int | bool | Unquoted | None"""


_LONE = re.compile("[\ud800-\udfff]")
"""Half of a surrogate pair: an escape can write it, but no UTF-8 and so no canonical bytes can hold it."""


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
    if _LONE.search(json.dumps(tree, ensure_ascii=False, default=str)):
        raise refuse(name, "holds half of a character (a lone surrogate); write the character whole")
    return tree


def _refuse_deep(tree: Tree, name: str) -> None:
    level, count = [tree], 0
    for _ in range(DEEPEST + 1):
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
        raise ValueError(
            f"holds the number {quoted(literal, 20)}; write plain digits such as 12.5 instead of an exponent, or quote it where it is a code"
        )
    return Unquoted(literal)


_EVENTS = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml where PyYAML was built with it: some twenty times faster, with the same events."""
_WHOLE = re.compile(r"[-+]?[0-9]+")
_FRACTION = re.compile(r"[-+]?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_WORDS: dict[str, bool | None] = {"": None, "~": None, "null": None, "true": True, "false": False}


def _read_yaml(text: str, name: str) -> Tree:
    reader = _Yaml(text, name)
    try:
        tree = reader.document()
    except yaml.MarkedYAMLError as error:
        problem = (error.problem or "cannot be read").strip()
        raise refuse(reader.at(error.problem_mark), f"is not YAML: {problem}") from error
    except yaml.YAMLError as error:
        raise refuse(name, f"is not YAML: {str(error).splitlines()[0]}") from error
    if reader.faults:
        raise Faults(reader.faults)
    return tree


class _Yaml:
    """The one document of a YAML text, built from its events as they come.

    Nothing is composed first, so what makes a small file large (aliases), builds foreign objects
    (tags) or nests without end is refused where it begins, whatever follows.
    """

    def __init__(self, text: str, name: str) -> None:
        self.name = name
        self.faults: list[Fault] = []
        self._events: Iterator[Any] = yaml.parse(text, Loader=_EVENTS)
        self._count = 0

    def document(self) -> Tree:
        """The tree of the only document; None when there is none."""
        tree: Tree = None
        documents = 0
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise refuse(self.at(event.start_mark), "begins a second document; a file holds one")
                tree = self._value(next(self._events), 0)
        return tree

    def at(self, mark: Any) -> str:
        return f"{self.name} line {mark.line + 1} column {mark.column + 1}" if mark else self.name

    def _value(self, event: Any, depth: int) -> Tree:
        self._count += 1
        if self._count > MOST_NODES:
            raise refuse(self.name, f"holds more than {MOST_NODES:,} values")
        self._check(event, depth)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(depth + 1)
        if isinstance(event, yaml.SequenceStartEvent):
            found = []
            while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
                found.append(self._value(event, depth + 1))
            return found
        return self._scalar(event)

    def _mapping(self, depth: int) -> dict[str, Tree]:
        found: dict[str, Tree] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            self._check(event, depth)
            if isinstance(event, yaml.ScalarEvent):
                if event.value in found:
                    self._fault(event, f"has the key {quoted(event.value)} a second time; keep one")
                found[self._text(event)] = self._value(next(self._events), depth)
            else:
                self._fault(event, "uses a list or mapping as a key; keys are plain words")
                self._value(event, depth)
                self._value(next(self._events), depth)
        return found

    def _check(self, event: Any, depth: int) -> None:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise refuse(self.at(event.start_mark), "uses a YAML anchor or alias; write the value out")
        if getattr(event, "tag", None):
            raise refuse(self.at(event.start_mark), f"uses the YAML tag {quoted(event.tag)}; remove it")
        if isinstance(event, yaml.CollectionStartEvent) and depth >= DEEPEST:
            raise refuse(self.at(event.start_mark), f"nests deeper than {DEEPEST} levels")

    def _scalar(self, event: Any) -> Tree:
        """A scalar by the YAML 1.2 core schema: only a plain one can be anything but text."""
        text = self._text(event)
        if not event.implicit[0]:
            return text
        if text in _WORDS:
            return _WORDS[text]
        try:
            if _WHOLE.fullmatch(text):
                return _whole(text)
            if _FRACTION.fullmatch(text):
                return _fraction(text)
        except ValueError as error:
            self._fault(event, str(error))
        return text

    def _text(self, event: Any) -> str:
        text = str(event.value)
        if _LONE.search(text):
            self._fault(event, "holds half of a character (a lone surrogate); write the character whole")
        return text

    def _fault(self, event: Any, says: str) -> None:
        self.faults.append(Fault(self.at(event.start_mark), says))
