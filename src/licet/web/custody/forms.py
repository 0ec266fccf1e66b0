"""What is asked of whoever asks, and of the custodian who answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from licet.casework.exceptional_access import HOURS_MOST, NOTICE_DAYS_MOST
from licet.web.design.fields import one_time_id
from licet.web.design.forms import PlainForm


class AskForm(PlainForm):
    """A wish for the names of a case."""

    command = forms.CharField(widget=forms.HiddenInput, max_length=64)
    number = forms.CharField(label=_("Case number"), max_length=80, help_text=_("Such as ZA-2026-00001."))
    purpose = forms.CharField(
        label=_("Purpose"),
        help_text=_(
            "Who orders it, under which law, and why the usual way does not do. Custodians, inspectors and the owner of the names read it."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
        min_length=10,
        max_length=500,
    )
    hours = forms.IntegerField(
        label=_("Hours"), help_text=_("How long the names stay open, 72 at most."), min_value=1, max_value=HOURS_MOST, initial=4
    )
    notice_after_days = forms.IntegerField(
        label=_("Days until the owner is told"),
        help_text=_("Counted from the reading; 0 is at once, 90 the most."),
        min_value=0,
        max_value=NOTICE_DAYS_MOST,
        initial=0,
    )

    def __init__(self, data: Any = None, *, number: str = "") -> None:
        super().__init__(data, initial={"command": one_time_id(), "number": number})


class DecideForm(PlainForm):
    """A custodian's word."""

    command = forms.CharField(widget=forms.HiddenInput, max_length=64)
    why = forms.CharField(label=_("Why"), help_text=_("What you saw that lets or forbids it."), max_length=500)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"command": one_time_id()})
