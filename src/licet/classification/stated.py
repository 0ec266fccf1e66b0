"""What is stated of one item, checked: which facts can be read, which cannot, and which contradict each other."""

from collections.abc import Mapping

import msgspec

from licet.classification.item import ItemFacts, wrong_value
from licet.facts.fact import Fact, Missing
from licet.reference.control_entries import question
from licet.reference.control_parameters import Parameter


class Stated(msgspec.Struct, frozen=True, kw_only=True):
    """The facts of an item that can be read, and why others cannot (`doubts`: parameter to sentence).

    A value of the wrong kind counts as unknown: it must never be compared as if it meant something.
    """

    parameters: dict[str, Parameter]
    facts: dict[str, Fact]
    doubts: dict[str, str] = {}

    def fact(self, name: str) -> Fact | None:
        """A fact that is known and can be read, else None."""
        return self.facts.get(name)

    def missing(self, name: str) -> Missing:
        """The question for a parameter."""
        return question(self.parameters[name])

    def why_open(self, name: str) -> str:
        """Why a parameter is unknown, as a sentence."""
        return self.doubts.get(name) or f"{self.label(name)}: not stated ({name})"

    def label(self, name: str) -> str:
        return self.parameters[name].label

    def without(self, doubts: Mapping[str, str]) -> "Stated":
        """The same with some facts contested, each with its sentence."""
        return msgspec.structs.replace(
            self,
            facts={name: fact for name, fact in self.facts.items() if name not in doubts},
            doubts={**self.doubts, **doubts},
        )


def stated(item: ItemFacts, parameters: dict[str, Parameter]) -> Stated:
    """Sort what an item states into facts that can be read and doubts."""
    facts: dict[str, Fact] = {}
    doubts: dict[str, str] = {}
    for name, value in item.facts.items():
        if value is None or name not in parameters:
            continue
        wrong = wrong_value(parameters[name], value)
        if wrong is not None:
            doubts[name] = f"{parameters[name].label} ({name}) {wrong}"
        else:
            facts[name] = Fact(name=name, value=value, source=item.source)
    return Stated(parameters=parameters, facts=facts, doubts=doubts)
