"""Officers' forms. They read what was typed; whether it may stand is the services' answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from licet.web.design.fields import DayField, one_time_id
from licet.web.design.forms import PlainForm
from licet.web.design.question import QuestionForm


class AnswerForm(QuestionForm):
    """An officer's answer: it attests the fact, so its source is evidence."""


class HitForm(PlainForm):
    """An officer's word on one screening hit."""

    party = forms.CharField(widget=forms.HiddenInput)
    record_id = forms.CharField(widget=forms.HiddenInput)
    command = forms.CharField(widget=forms.HiddenInput, max_length=64)
    why = forms.CharField(
        label=_("Why"),
        help_text=_("What tells the two apart, or shows that they are the same."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    until = DayField(label=_("Ask again after"), required=False, help_text=_("A clearance may end on a day."))

    def __init__(self, party: str, record_id: str, data: Any = None) -> None:
        super().__init__(
            data,
            auto_id=f"h-{party.replace('/', '-')}-{record_id}-%s",
            initial={"party": party, "record_id": record_id, "command": one_time_id()},
        )


class PurposeForm(PlainForm):
    """Why the names of a case are to be read; the purpose is written down first."""

    purpose = forms.CharField(
        label=_("Purpose"), help_text=_("It is written to the journal with your name before anything is shown."), max_length=200
    )
