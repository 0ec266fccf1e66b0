"""How form fields become HTML: label, hint, error and field bound together for every reader."""

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _


class Renderer(TemplatesSetting):
    """Renders forms, fields and error lists with this site's templates."""

    form_template_name = "licet/forms/form.html"
    field_template_name = "licet/forms/field.html"


class PlainForm(forms.Form):
    """A form whose errors name the field: “Answer: Name”, so that the list of faults reads by itself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            name_in_errors(field)


def name_in_errors(field: forms.Field) -> None:
    """Let a field's own name stand in what is said when it is left out or chosen wrongly."""
    if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
        field.error_messages["required"] = format_lazy("{}: {}", field.label or "", _("this needs an answer."))
