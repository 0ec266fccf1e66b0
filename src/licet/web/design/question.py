"""A question of fact as a form: what may be answered, where the answer comes from, and for which day.

Nothing here knows who answers: officers and applicants each have their own form on top of it.
"""

import datetime as dt
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from licet.encoding.reading import FactValue
from licet.facts.fact import Missing
from licet.law.questions import QUESTIONS
from licet.reference.control_parameters import PARAMETERS, Parameter
from licet.web.design.fields import DayField, one_time_id
from licet.web.design.forms import PlainForm, name_in_errors
from licet.web.design.words import UNDERTAKING, countries

COUNTRY_FACTS = ("destination_state", "origin_state", "party_country", "vessel_flag")
SEVERAL = {"conditions_accepted": UNDERTAKING}
"""Facts whose answer is several words of a list."""
IN_THE_REQUEST = ("certificate", "end_user", "undertaking")
"""Facts that have their place in the request alone: an answer beside it would change nothing, a new request states them."""
YES_NO = ("true", "false")
LIST_SEPARATORS = ",،;"


def asked(missing: Missing) -> str:
    """The question for a missing fact, in English: a technical parameter has a better one than its name."""
    parameter = PARAMETERS.get(missing.name)
    return parameter.asks if parameter is not None else missing.question


class QuestionForm(PlainForm):
    """One missing fact, to be answered with its source and day. The services judge the answer."""

    fact = forms.CharField(widget=forms.HiddenInput)
    about = forms.CharField(widget=forms.HiddenInput, required=False)
    command = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, missing: Missing, data: Any = None, *, today: dt.date) -> None:
        self.missing = missing
        super().__init__(
            data,
            auto_id=f"{_place(missing)}-%s",
            initial={"fact": missing.name, "about": missing.about or "", "command": one_time_id(), "on": today},
        )
        self.fields["value"] = _value_field(missing)
        self.fields["source"] = forms.CharField(
            label=_("Source"), help_text=_("Document, register, visit or person it comes from."), max_length=2000
        )
        self.fields["on"] = DayField(label=_("As of"), help_text=_("The day for which the answer holds."))
        for name in ("value", "source", "on"):
            name_in_errors(self.fields[name])

    @property
    def question(self) -> str:
        return asked(self.missing)

    def answer(self) -> FactValue:
        """What was answered, as the value of a fact."""
        given = self.cleaned_data["value"]
        if isinstance(given, list):
            return tuple(given)
        if self.missing.name == "foreign_content":
            for separator in LIST_SEPARATORS:
                given = given.replace(separator, " ")
            return tuple(given.split())
        return {"true": True, "false": False}.get(given.strip().lower(), given.strip())


def _value_field(missing: Missing) -> forms.Field:
    if missing.name in COUNTRY_FACTS:
        return forms.ChoiceField(label=_("Answer"), choices=[("", "—"), *countries()])
    if missing.name in SEVERAL:
        known = SEVERAL[missing.name]
        choices = [(word, known.get(word) or gettext(word.replace("_", " "))) for word in QUESTIONS[missing.name].values]
        return forms.MultipleChoiceField(label=_("Answer"), choices=choices, widget=forms.CheckboxSelectMultiple)
    parameter = PARAMETERS.get(missing.name)
    if parameter is not None:
        return parameter_field(parameter)
    question = QUESTIONS.get(missing.name)
    values = question.values if question else ()
    if values == YES_NO:
        return forms.ChoiceField(label=_("Answer"), choices=[("true", _("Yes")), ("false", _("No"))], widget=forms.RadioSelect)
    if values:
        choices = [(word, gettext(word.replace("_", " "))) for word in values]
        return forms.ChoiceField(label=_("Answer"), choices=[("", "—"), *choices])
    hint = _("Two-letter codes of states with commas between, or “none”.") if missing.name == "foreign_content" else ""
    return forms.CharField(label=_("Answer"), help_text=hint, max_length=2000)


def parameter_field(parameter: Parameter) -> forms.Field:
    """A technical fact of an item: a number with its unit, yes or no, or one of its words."""
    match parameter.kind:
        case "yes_no":
            return forms.ChoiceField(label=_("Answer"), choices=[("true", _("Yes")), ("false", _("No"))], widget=forms.RadioSelect)
        case "word":
            choices = [(word, gettext(word.replace("_", " "))) for word in parameter.values]
            return forms.ChoiceField(label=_("Answer"), choices=[("", "—"), *choices])
        case "number":
            attributes = {"class": "govuk-input--width-10", "inputmode": "decimal", "dir": "ltr"}
            hint = (
                format_html("{} <bdi>{}</bdi>", _("A plain number, in"), parameter.unit) if parameter.unit else _("A plain number.")
            )
            return forms.CharField(label=_("Answer"), help_text=hint, max_length=40, widget=forms.TextInput(attrs=attributes))
    return forms.CharField(label=_("Answer"), help_text=_("Codes with commas between, or “none”."), max_length=500)


def _place(missing: Missing) -> str:
    about = f"-{missing.about.replace('/', '-')}" if missing.about else ""
    return f"a-{missing.name}{about}"
