"""What was answered so far, kept in the page's own address: nothing is stored, and a page can be kept, shared and gone back from."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from licet.classification.item import ItemFacts
from licet.encoding.dates import read_date
from licet.encoding.reading import FactValue
from licet.reference.control_parameters import Parameter

MOST_ANSWERS = 100


@dataclass(frozen=True)
class Answers:
    """An item by name and kind, the day meant (empty for today), and the answers in order; None is “not known”."""

    name: str
    kind: str
    on: str
    given: tuple[tuple[str, FactValue], ...]

    def item(self) -> ItemFacts:
        return ItemFacts(name=self.name or self.kind, kind=self.kind, facts=dict(self.given), source="answers")

    def address(self) -> str:
        """The query that brings this page back."""
        fixed = [("name", self.name), ("kind", self.kind), ("on", self.on)]
        return "?" + urlencode([pair for pair in fixed if pair[1]] + [("a", one) for one in self.carried()])

    def carried(self) -> tuple[str, ...]:
        """The answers as a form carries them on."""
        return tuple(f"{name}:{_text(value)}" for name, value in self.given)

    def with_answer(self, name: str, value: FactValue) -> "Answers":
        return Answers(self.name, self.kind, self.on, (*(one for one in self.given if one[0] != name), (name, value)))

    def without(self, name: str) -> "Answers":
        return Answers(self.name, self.kind, self.on, tuple(one for one in self.given if one[0] != name))


def read_answers(query: QueryDict, parameters: dict[str, Parameter]) -> Answers:
    """The answers in an address; what no longer means anything there is left out and asked again."""
    given: dict[str, FactValue] = {}
    for text in query.getlist("a")[:MOST_ANSWERS]:
        name, _, value = text.partition(":")
        if name in parameters:
            given[name] = _value(parameters[name], value)
    on = query.get("on", "")
    try:
        read_date(on)
    except ValueError:
        on = ""
    return Answers(query.get("name", "").strip()[:200], query.get("kind", "").strip()[:100], on, tuple(given.items()))


def _value(parameter: Parameter, text: str) -> FactValue:
    if not text:
        return None
    if parameter.kind == "yes_no":
        return text == "true"
    return tuple(text.split(",")) if "," in text else text


def _text(value: FactValue) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return ",".join(value) if isinstance(value, tuple) else value
