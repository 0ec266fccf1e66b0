"""Officers' forms. They read what was typed; whether it may stand is the services' answer."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from licet.encoding.reading import FactValue
from licet.facts.fact import Missing
from licet.law.questions import QUESTIONS
from licet.web.casework.present import readable
from licet.web.design.fields import DayField, one_time_id
from licet.web.design.words import UNDERTAKING, countries

COUNTRY_FACTS = ("destination_state", "origin_state", "party_country", "vessel_flag")
SEVERAL = {"conditions_accepted": UNDERTAKING}
"""Facts whose answer is several words of a list."""
YES_NO = ("true", "false")
LIST_SEPARATORS = ",،;"


class AnswerForm(forms.Form):
    """An answer to one missing fact, with its source and day."""

    fact = forms.CharField(widget=forms.HiddenInput)
    about = forms.CharField(widget=forms.HiddenInput, required=False)
    command = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, missing: Missing, data: Any = None, *, today: dt.date) -> None:
        self.missing = missing
        super().__init__(
            data,
            prefix=None,
            auto_id=f"{question_id(missing)}-%s",
            initial={"fact": missing.name, "about": missing.about or "", "command": one_time_id(), "on": today},
        )
        self.fields["value"] = _value_field(missing)
        self.fields["source"] = forms.CharField(
            label=_("Source"), help_text=_("Document, register, visit or person it comes from."), max_length=2000
        )
        self.fields["on"] = DayField(label=_("As of"), help_text=_("The day for which the answer holds."))

    def answer(self) -> FactValue:
        """What was answered, as the value of a fact."""
        given = self.cleaned_data["value"]
        if isinstance(given, list):
            return tuple(given)
        if given in YES_NO:
            return given == "true"
        if self.missing.name == "foreign_content":
            for separator in LIST_SEPARATORS:
                given = given.replace(separator, " ")
            return tuple(given.split())
        return given


def _value_field(missing: Missing) -> forms.Field:
    if missing.name in COUNTRY_FACTS:
        return forms.ChoiceField(label=_("Answer"), choices=[("", "—"), *countries()])
    if missing.name in SEVERAL:
        return forms.MultipleChoiceField(label=_("Answer"), choices=list(SEVERAL[missing.name].items()), widget=forms.CheckboxSelectMultiple)
    question = QUESTIONS.get(missing.name)
    values = question.values if question else ()
    if values == YES_NO:
        return forms.ChoiceField(label=_("Answer"), choices=[("true", _("Yes")), ("false", _("No"))], widget=forms.RadioSelect)
    if values:
        choices = [(word, readable(word)) for word in values]
        return forms.ChoiceField(label=_("Answer"), choices=[("", "—"), *choices])
    hint = _("Two-letter codes of states with commas between, or “none”.") if missing.name == "foreign_content" else ""
    return forms.CharField(label=_("Answer"), help_text=hint, max_length=2000)


def question_id(missing: Missing) -> str:
    about = f"-{missing.about.replace('/', '-')}" if missing.about else ""
    return f"a-{missing.name}{about}"


class HitForm(forms.Form):
    """An officer's word on one screening hit."""

    party = forms.CharField(widget=forms.HiddenInput)
    record_id = forms.CharField(widget=forms.HiddenInput)
    command = forms.CharField(widget=forms.HiddenInput, max_length=64)
    why = forms.CharField(
        label=_("Why"), help_text=_("What tells the two apart, or shows that they are the same."), widget=forms.Textarea(attrs={"rows": 3})
    )
    until = DayField(label=_("Ask again after"), required=False, help_text=_("A clearance may end on a day."))

    def __init__(self, party: str, record_id: str, data: Any = None) -> None:
        super().__init__(
            data,
            auto_id=f"h-{party.replace('/', '-')}-{record_id}-%s",
            initial={"party": party, "record_id": record_id, "command": one_time_id()},
        )


class PurposeForm(forms.Form):
    """Why the names of a case are to be read; the purpose is written down first."""

    purpose = forms.CharField(
        label=_("Purpose"), help_text=_("It is written to the journal with your name before anything is shown."), max_length=200
    )
