"""An item as classification sees it: what it is called, what kind of thing it is, and its technical facts."""

from collections.abc import Mapping
from decimal import Decimal
from difflib import get_close_matches

import msgspec

from licet.encoding.exact import read_decimal
from licet.encoding.faults import Fault, Faults, quoted
from licet.encoding.reading import FactValue, Text, read_value
from licet.encoding.source import read_tree
from licet.reference.control_checks import CODE_SHAPE
from licet.reference.control_parameters import PARAMETERS, Parameter

ITEM_FILE = "item file"
NONE = "none"
"""The answer to a question for codes when there is nothing to name."""


class ItemFacts(msgspec.Struct, frozen=True, kw_only=True):
    """One item. A parameter that is absent or None is unknown, never false. `source` says where the facts come from."""

    name: Text
    kind: Text
    facts: dict[str, FactValue] = {}
    source: str = "dossier"

    def with_fact(self, name: str, value: FactValue) -> "ItemFacts":
        """The same item with one more answer; None says that it was asked and is not known."""
        return msgspec.structs.replace(self, facts={**self.facts, name: value})


class _ItemFile(msgspec.Struct, frozen=True, kw_only=True):
    name: Text
    kind: Text
    facts: dict[str, FactValue] = {}


def read_item(data: bytes, name: str, parameters: Mapping[str, Parameter] = PARAMETERS) -> ItemFacts:
    """Read an item file `{name, kind, facts}`; raises `Faults` with one sentence for each fault.

    `parameters` are those of the entries in force (`ControlEntries.parameters`) when these declare more than the common list.
    """
    file = read_value(read_tree(data, name), _ItemFile)
    faults = faults_in_facts(file.facts, parameters, where="facts")
    if faults:
        raise Faults(faults)
    return ItemFacts(name=file.name, kind=file.kind, facts=file.facts, source=ITEM_FILE)


def faults_in_facts(facts: Mapping[str, FactValue], parameters: Mapping[str, Parameter] = PARAMETERS, *, where: str) -> list[Fault]:
    """What is wrong with technical facts: names nobody knows, and values that are not what the parameter takes."""
    faults = []
    for name, value in facts.items():
        parameter = parameters.get(name)
        if parameter is None:
            near = get_close_matches(name, parameters, n=1)
            hint = f"; use “{near[0]}”" if near else "; see docs/reference/classification.md for the list"
            faults.append(Fault(f"{where}.{name}", f"is no known technical parameter{hint}"))
            continue
        wrong = wrong_value(parameter, value)
        if wrong is not None:
            faults.append(Fault(f"{where}.{name}", wrong))
    return faults


def wrong_value(parameter: Parameter, value: FactValue) -> str | None:
    """What is wrong with a value for a parameter, as the end of a sentence; None when nothing is."""
    if value is None:
        return None
    shown = quoted(", ".join(value) if isinstance(value, tuple) else str(value).lower() if isinstance(value, bool) else value)
    match parameter.kind:
        case "number":
            number = as_number(value)
            if number is None:
                return f"holds {shown}; write a plain number{f' in {parameter.unit}' if parameter.unit else ''}, or unknown"
            return None if number >= 0 else f"holds {shown}; it cannot be below zero"
        case "yes_no":
            return None if isinstance(value, bool) else f"holds {shown}; write true, false or unknown"
    words = as_words(value)
    if not words:
        return f"holds {shown}; write a word, a list of words, or unknown"
    for word in words:
        if parameter.kind == "word" and word not in parameter.values:
            near = get_close_matches(word, parameter.values, n=1)
            hint = f"use “{near[0]}”" if near else f"use one of {', '.join(parameter.values)}"
            return f"holds {quoted(word)}, which is not among its values; {hint}"
        if parameter.kind == "code" and word != NONE and not CODE_SHAPE.fullmatch(word):
            return f"holds {quoted(word)}, which is no control-list code; write such as 6A002.a.3.f, or none"
    return f"holds {shown}; “none” stands alone" if len(words) > 1 and NONE in words else None


def as_number(value: FactValue) -> Decimal | None:
    """The number a fact's value is, or None."""
    if not isinstance(value, str):
        return None
    try:
        return read_decimal(value)
    except ValueError:
        return None


def as_words(value: FactValue) -> tuple[str, ...]:
    """The words of a fact's value, one or several."""
    if isinstance(value, str):
        return (value,)
    return value if isinstance(value, tuple) else ()
