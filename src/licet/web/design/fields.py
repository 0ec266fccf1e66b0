"""Form fields of this site: a day, and the id that keeps a form from acting twice."""

import datetime as dt
import secrets
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from licet.encoding.dates import read_date


class DayField(forms.CharField):
    """A calendar day, picked where the browser has a picker and else written as YYYY-MM-DD."""

    widget = forms.DateInput(attrs={"type": "date", "class": "govuk-input--width-10"}, format="%Y-%m-%d")

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        try:
            return read_date(text)
        except ValueError as error:
            raise forms.ValidationError(_("Write a day that exists as YYYY-MM-DD, such as 2026-03-31.")) from error

    def prepare_value(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, dt.date) else value


def one_time_id() -> str:
    """An id for the act that a form stands for: sent twice, it acts once."""
    return f"web-{secrets.token_hex(16)}"
