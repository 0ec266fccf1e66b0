"""Officers' forms. They read what was typed; whether it may stand is the services' answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from licet.web.design.fields import DayField, one_time_id
from licet.web.design.forms import PlainForm
from licet.web.design.question import QuestionForm


class AnswerForm(QuestionForm):
    """An officer's answer: it attests the fact, so its source is evidence."""


class WordForm(PlainForm):
    """An officer's word on one screening hit."""

    command = forms.CharField(widget=forms.HiddenInput, max_length=64)
    why = forms.CharField(
        label=_("Why"),
        help_text=_("What tells the two apart, or shows that they are the same."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    until = DayField(label=_("Ask again after"), required=False, help_text=_("A clearance may end on a day."))


class HitForm(WordForm):
    """A word on a hit of a case; the list is named, since two may give one id."""

    party = forms.CharField(widget=forms.HiddenInput)
    record_id = forms.CharField(widget=forms.HiddenInput)
    on_list = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, party: str, record_id: str, on_list: str, data: Any = None) -> None:
        super().__init__(
            data,
            auto_id=f"h-{party.replace('/', '-')}-{record_id}-{on_list}-%s",
            initial={"party": party, "record_id": record_id, "on_list": on_list, "command": one_time_id()},
        )


class PartyHitForm(WordForm):
    """A word on a hit of a stored party."""

    record = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, record: str, data: Any = None) -> None:
        super().__init__(data, auto_id=f"h-{record}-%s", initial={"record": record, "command": one_time_id()})


class PurposeForm(PlainForm):
    """Why the names of a case are to be read; the purpose is written down first."""

    purpose = forms.CharField(
        label=_("Purpose"), help_text=_("It is written to the journal with your name before anything is shown."), max_length=200
    )
