"""A classification in the words of the page."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from licet.classification.questions import Question
from licet.classification.result import Classification
from licet.classification.search import Found
from licet.encoding.exact import decimal_text
from licet.encoding.reading import FactValue
from licet.reference.control_parameters import Parameter
from licet.web.classify.answers import Answers

KINDS: dict[str, Promise] = {
    "complete_uav": _("Unmanned aircraft, complete"),
    "target_drone": _("Target drone"),
    "munition": _("Loitering munition, missile or bomb"),
    "engine": _("Engine"),
    "payload": _("Payload, sensor or camera"),
    "navigation": _("Navigation system or receiver"),
    "flight_control": _("Flight control or autopilot"),
    "data_link": _("Data link or telemetry"),
    "ground_equipment": _("Ground station or launcher"),
    "conversion_kit": _("Conversion kit"),
    "spraying_system": _("Spraying system"),
    "electronics": _("Electronic equipment or jammer"),
}
"""The kinds that the shipped entries know; one of a user's own file is shown by its id."""
DECISION: dict[str, tuple[Promise, str, str]] = {
    "listed": (_("Listed"), "note", "paper"),
    "not_listed": (_("Not listed"), "pass", "clear"),
    "refer": (_("Open"), "ask", "unknown"),
}


@dataclass(frozen=True)
class ListRow:
    """What one family of lists says so far."""

    name: str
    words: Promise
    tone: str
    sign: str
    codes: tuple[str, ...]
    possible: tuple[str, ...]
    because: tuple[str, ...]


@dataclass(frozen=True)
class AnswerRow:
    """One answer, and the address of the page without it."""

    parameter: Parameter
    value: str
    address: str


def list_rows(classification: Classification) -> tuple[ListRow, ...]:
    return tuple(
        ListRow(
            name=name,
            words=DECISION[one.decision][0],
            tone=DECISION[one.decision][1],
            sign=DECISION[one.decision][2],
            codes=one.codes,
            possible=one.possible,
            because=(*one.because, *one.checks),
        )
        for name, one in classification.lists.items()
    )


def answer_rows(answers: Answers, parameters: dict[str, Parameter]) -> tuple[AnswerRow, ...]:
    return tuple(
        AnswerRow(parameter=parameters[name], value=_words(parameters[name], value), address=answers.without(name).address())
        for name, value in answers.given
    )


@dataclass(frozen=True)
class FoundRow:
    """An entry found: each passage as its place and pieces of text, marked or not."""

    list: str
    code: str
    title: str
    lacks: str
    passages: tuple[tuple[str, tuple[tuple[str, bool], ...]], ...]


def found_row(one: Found) -> FoundRow:
    return FoundRow(
        list=one.entry.list,
        code=one.entry.code,
        title=one.entry.title,
        lacks=", ".join(one.lacks),
        passages=tuple(
            (passage.paragraph.ref or passage.paragraph.label, tuple(_pieces(passage.paragraph.text, passage.marked)))
            for passage in one.passages
        ),
    )


def _pieces(text: str, marked: tuple[tuple[int, int], ...]) -> Iterator[tuple[str, bool]]:
    at = 0
    for start, end in marked:
        yield text[at:start], False
        yield text[start:end], True
        at = end
    yield text[at:], False


def limits(question: Question) -> str:
    """The numbers at which an answer matters, for the hint under the field."""
    return ", ".join(decimal_text(limit) for limit in question.limits)


def _words(parameter: Parameter, value: FactValue) -> str:
    if value is None:
        return gettext("not known")
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, tuple):
        return ", ".join(gettext(one.replace("_", " ")) for one in value)
    return f"{value} {parameter.unit}".strip() if parameter.kind == "number" else gettext(value.replace("_", " "))
