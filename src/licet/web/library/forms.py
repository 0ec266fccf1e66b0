"""What is asked of whoever gives their word on a held update."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from licet.web.design.fields import one_time_id
from licet.web.design.forms import PlainForm


class WordForm(PlainForm):
    """One person's word: the reason. Which word it is, the button says."""

    command = forms.CharField(widget=forms.HiddenInput, max_length=64)
    why = forms.CharField(
        label=_("Why"),
        help_text=_("What you compared it with, and what you found. It is kept with your word."),
        widget=forms.Textarea(attrs={"rows": 3}),
        min_length=10,
        max_length=1000,
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"command": one_time_id()})
