"""What is asked about an item."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from licet.classification.questions import Question
from licet.web.classify.present import KINDS, limits
from licet.web.design.fields import DayField
from licet.web.design.forms import PlainForm, name_in_errors
from licet.web.design.question import parameter_field


class ItemForm(PlainForm):
    """What the item is, before the questions begin."""

    name = forms.CharField(label=_("Name"), required=False, max_length=200, help_text=_("Maker and model, for your own record."))
    kind = forms.ChoiceField(label=_("What is it?"))
    on = DayField(label=_("Lists as of"), required=False, help_text=_("Leave it empty for today."))

    def __init__(self, kinds: Iterable[str], data: Any = None) -> None:
        super().__init__(data, initial={"kind": ""})
        choices = [(kind, KINDS.get(kind, kind.replace("_", " "))) for kind in kinds]
        self.fields["kind"] = forms.ChoiceField(label=_("What is it?"), choices=[("", "—"), *choices])
        name_in_errors(self.fields["kind"])


class AnswerForm(PlainForm):
    """One question about the item."""

    def __init__(self, question: Question, data: Any = None) -> None:
        self.question = question
        super().__init__(data)
        field = parameter_field(question.parameter)
        if question.limits:
            field.help_text = _("A number in %(unit)s. It matters on which side of %(limits)s it lies.") % {
                "unit": question.parameter.unit or "1",
                "limits": limits(question),
            }
        self.fields["value"] = field
        name_in_errors(field)
