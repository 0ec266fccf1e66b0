"""A plain tree read into a frozen value, with every fault found, not only the first.

The frozen struct is the only list of fields: this module walks its msgspec type information, so
a field added to a value is at once accepted, checked, and in the published JSON Schema.
Kinds of text with their own reading (countries, units, exact decimals) say so in `Meta.extra`.
"""

import datetime as dt
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from difflib import get_close_matches
from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import inspect as types

from licet.encoding.countries import read_country
from licet.encoding.dates import read_date
from licet.encoding.exact import QUANTITY_SCALE, SHARE_SCALE, at_scale, decimal_text, read_decimal
from licet.encoding.faults import Fault, Faults, quoted, refuse, shown
from licet.encoding.source import Tree, Unquoted
from licet.encoding.units import read_unit

T = TypeVar("T")

Country = Annotated[str, msgspec.Meta(pattern="^[A-Z]{2}$", description="ISO 3166-1 code", extra={"reads": "country"})]
Unit = Annotated[str, msgspec.Meta(description="unit of measure", extra={"reads": "unit"})]
Name = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$",
        description="short name used to refer to this from elsewhere: letters, digits, dots, dashes, underscores",
        extra={"reads": "name"},
    ),
]
Text = Annotated[str, msgspec.Meta(min_length=1, max_length=20_000, extra={"reads": "text"})]
DigestText = Annotated[
    str, msgspec.Meta(pattern="^sha256:[0-9a-f]{64}$", description="sha256: and 64 hexadecimal digits", extra={"reads": "digest"})
]
Quantity = Annotated[
    Decimal,
    msgspec.Meta(description="exact decimal, whole or quoted", extra={"reads": "exact", "scale": QUANTITY_SCALE, "above": "0"}),
]
Money = Annotated[
    Decimal, msgspec.Meta(description="exact decimal, whole or quoted", extra={"reads": "exact", "scale": 3, "from": "0"})
]
Share = Annotated[
    Decimal,
    msgspec.Meta(
        description="percent of ownership, whole or quoted",
        extra={"reads": "exact", "scale": SHARE_SCALE, "from": "0", "to": "100"},
    ),
]
FactValue = bool | str | tuple[str, ...] | None
"""What a fact says: yes or no, a word, a plain decimal written as text, several words, or None for unknown."""


def read_value(tree: Tree, kind: type[T], where: str = "") -> T:
    """Read a plain tree as a value of a frozen struct type; raises `Faults` with one sentence for each fault."""
    faults: list[Fault] = []
    try:
        plain = _Reader(faults).read(tree, types.type_info(kind), where)
    except _TooMany:
        faults.append(Fault(where, f"is not read further after {MOST_FAULTS} faults; mend these first"))
    if faults:
        raise Faults(faults)
    try:
        return msgspec.convert(plain, kind)
    except msgspec.ValidationError as error:
        # A constraint that no reading above knows; said in the library's words rather than not at all.
        raise refuse(where, f"cannot be taken: {str(error)[:1].lower()}{str(error)[1:]}") from error


MOST_FAULTS = 200
"""No person mends more at once, and a hostile input must not be worth listing without end."""
LARGEST_WHOLE = 2**53 - 1
"""The largest whole number that canonical JSON can hold (RFC 8785)."""


class _TooMany(Exception):
    """There are more faults than anybody would read."""


class _Reader:
    """Turns a tree into what `msgspec.convert` accepts, collecting faults on the way."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults

    def fault(self, where: str, says: str) -> None:
        if len(self.faults) >= MOST_FAULTS:
            raise _TooMany
        self.faults.append(Fault(where, says))

    def read(self, tree: Tree, kind: types.Type, where: str) -> Any:
        extra: dict[str, Any] = {}
        while isinstance(kind, types.Metadata):
            extra = {**(kind.extra or {}), **extra}
            kind = kind.type
        if "reads" in extra:
            return self._special(tree, extra, where)
        match kind:
            case types.StructType():
                return self._struct(tree, kind, where)
            case types.UnionType():
                return self._union(tree, kind, where)
            case types.VarTupleType() | types.ListType():
                if not isinstance(tree, list):
                    return self.fault(where, f"holds {_said(tree)}; write a list")
                return [self.read(inner, kind.item_type, f"{where}[{index}]") for index, inner in enumerate(tree)]
            case types.DictType():
                if not isinstance(tree, dict):
                    return self.fault(where, f"holds {_said(tree)}; write a mapping")
                return {
                    self.read(key, kind.key_type, _below(where, key)): self.read(inner, kind.value_type, _below(where, key))
                    for key, inner in tree.items()
                }
            case types.LiteralType():
                return self._choice(tree, [str(value) for value in kind.values], where)
            case types.EnumType():
                return self._choice(tree, [str(member.value) for member in kind.cls], where)
            case types.StrType():
                return self._parsed(tree, _read_words, where)
            case types.BoolType():
                return tree if isinstance(tree, bool) else self.fault(where, f"holds {_said(tree)}; write true or false")
            case types.IntType():
                if not isinstance(tree, int) or isinstance(tree, bool):
                    return self.fault(where, f"holds {_said(tree)}; write a whole number")
                return tree if abs(tree) <= LARGEST_WHOLE else self.fault(where, f"holds {_said(tree)}, which is too large")
            case types.DateType():
                return self._parsed(tree, read_date, where)
            case types.NoneType():
                return tree if tree is None else self.fault(where, f"holds {_said(tree)}; leave it out")
        raise TypeError(f"no reading for {kind!r}")

    def _struct(self, tree: Tree, kind: types.StructType, where: str) -> Any:
        if not isinstance(tree, dict):
            return self.fault(where, f"holds {_said(tree)}; write a mapping of fields")
        fields = {field.encode_name: field for field in kind.fields}
        for key in tree:
            if key not in fields and key != kind.tag_field:
                near = get_close_matches(key, fields, n=1)
                hint = f"use “{near[0]}”" if near else "the fields here are " + ", ".join(fields)
                self.fault(_below(where, key), f"is no field of this part; {hint}")
        plain = {}
        if kind.tag_field:
            marker = tree.get(kind.tag_field, kind.tag)
            if marker != kind.tag:
                self.fault(_below(where, kind.tag_field), f"is {_said(marker)}; this version reads “{kind.tag}”")
            plain[kind.tag_field] = kind.tag
        for name, field in fields.items():
            if name in tree:
                plain[name] = self.read(tree[name], field.type, _below(where, name))
            elif field.required:
                self.fault(_below(where, name), "is missing; write it")
        return plain

    def _union(self, tree: Tree, kind: types.UnionType, where: str) -> Any:
        options = [option for option in kind.types if not isinstance(option, types.NoneType)]
        optional = len(options) < len(kind.types)
        if _is_fact_value(options):
            return self._fact_value(tree, where)
        if tree is None and optional:
            return None
        if tree is None:
            return self.fault(where, "is empty; write a value or leave the field out")
        if len(options) == 1:
            return self.read(tree, options[0], where)
        structs = [option for option in options if isinstance(option, types.StructType)]
        if len(structs) == len(options) and isinstance(tree, dict):
            tags = {str(option.tag): option for option in structs}
            marker = tree.get(structs[0].tag_field or "")
            if isinstance(marker, str) and marker in tags:
                return self.read(tree, tags[marker], where)
            return self.fault(where, f"needs “{structs[0].tag_field}”, one of {', '.join(tags)}")
        raise TypeError(f"no reading for the union {kind!r} at {where}")

    def _fact_value(self, tree: Tree, where: str) -> Any:
        if tree is None or tree == "unknown":
            return None
        if isinstance(tree, bool):
            return tree
        if isinstance(tree, str):
            return self._parsed(tree, _read_text, where)
        if isinstance(tree, (int, Decimal)):
            return decimal_text(Decimal(tree))
        if isinstance(tree, list) and all(isinstance(inner, str) for inner in tree):
            return [self._parsed(inner, _read_text, f"{where}[{index}]") for index, inner in enumerate(tree)]
        return self.fault(where, f"holds {_said(tree)}; write true, false, a number, a word, a list of words, or unknown")

    def _special(self, tree: Tree, extra: dict[str, Any], where: str) -> Any:
        match extra["reads"]:
            case "country":
                return self._parsed(tree, read_country, where)
            case "unit":
                return self._parsed(tree, read_unit, where)
            case "name":
                return self._parsed(tree, _read_name, where)
            case "text":
                return self._parsed(tree, _read_text, where)
            case "digest":
                return self._parsed(tree, _read_digest, where)
            case "exact":
                return self._exact(tree, extra, where)
        raise TypeError(f"no reading called {extra['reads']!r}")

    def _exact(self, tree: Tree, extra: dict[str, Any], where: str) -> Any:
        if isinstance(tree, Unquoted):
            return self.fault(where, f'holds the bare fraction {tree}; write it quoted, as "{tree}", so that no digit is lost')
        if isinstance(tree, bool) or not isinstance(tree, (int, str, Decimal)):
            return self.fault(where, f"holds {_said(tree)}; write a whole number or a quoted decimal")
        try:
            value = at_scale(read_decimal(str(tree)), extra["scale"])
        except ValueError as error:
            return self.fault(where, f"{quoted(tree)} {error}")
        if "above" in extra and value <= Decimal(extra["above"]):
            return self.fault(where, f"is {tree}; it must be above {extra['above']}")
        if "from" in extra and value < Decimal(extra["from"]):
            return self.fault(where, f"is {tree}; it must be at least {extra['from']}")
        if "to" in extra and value > Decimal(extra["to"]):
            return self.fault(where, f"is {tree}; it must be at most {extra['to']}")
        return str(value)

    def _parsed(self, tree: Tree, read: Callable[[str], Any], where: str) -> Any:
        if not isinstance(tree, str):
            return self.fault(where, f"holds {_said(tree)}; write text, in quotes")
        try:
            value = read(tree)
        except ValueError as error:
            return self.fault(where, f"{quoted(tree)} {error}")
        return value.isoformat() if isinstance(value, dt.date) else value

    def _choice(self, tree: Tree, choices: list[str], where: str) -> Any:
        if tree in choices:
            return tree
        return self.fault(where, f"{quoted(tree)} is not one of {', '.join(choices)}")


def _is_fact_value(options: list[types.Type]) -> bool:
    return {type(option) for option in options} == {types.BoolType, types.StrType, types.VarTupleType}


def _below(where: str, key: str) -> str:
    return f"{where}.{shown(key)}" if where else shown(key)


def _said(tree: Tree) -> str:
    match tree:
        case None:
            return "nothing"
        case bool():
            return "true" if tree else "false"
        case dict():
            return "a mapping"
        case list():
            return "a list"
        case int() | Decimal():
            return f"the number {quoted(tree)}"
    return quoted(tree)


def _read_name(text: str) -> str:
    if not (text and len(text) <= 64 and text.isascii() and text[0].isalnum() and all(c.isalnum() or c in "._-" for c in text)):
        raise ValueError(
            "is no short name; use up to 64 letters, digits, dots, dashes and underscores, starting with a letter or digit"
        )
    return text


def _read_text(text: str) -> str:
    if not text.strip():
        raise ValueError("is blank; write something or leave the field out")
    return _read_words(text)


def _read_words(text: str) -> str:
    if len(text) > 20_000:
        raise ValueError("has more than 20,000 characters")
    if any(unicodedata.category(character) == "Cc" and character not in "\n\r\t" for character in text):
        raise ValueError("holds a control character; remove it")
    return text


def _read_digest(text: str) -> str:
    if not (text.startswith("sha256:") and len(text) == 71 and all(c in "0123456789abcdef" for c in text[7:])):
        raise ValueError("is no digest; write sha256: and 64 lower-case hexadecimal digits")
    return text
