"""What the review of access is asked."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from licet.access.actor import ROLES
from licet.web.design.forms import PlainForm
from licet.web.design.words import PERSON_ROLE


class OversightForm(PlainForm):
    """Which cases go to whom, and by whose order."""

    numbers = forms.CharField(
        label=_("Case numbers"),
        help_text=_("One a line, such as ZA-2026-00001; 200 at most."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "ltr"}),
        max_length=20_000,
    )
    recipient = forms.CharField(
        label=_("Recipient"), help_text=_("A court or committee, with the number of its file."), max_length=200
    )
    purpose = forms.CharField(
        label=_("Purpose"),
        help_text=_("Who ordered it, and under which law."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
    )
    key = forms.FileField(
        label=_("Public key of the recipient"),
        help_text=_("The file that the recipient sent; only whoever holds its private half opens the export."),
        max_length=200,
    )


class ChangeForm(PlainForm):
    """Whose role would change, and which."""

    person = forms.ChoiceField(label=_("Person"))
    role = forms.ChoiceField(
        label=_("Role to give, or to take from whoever has it"), choices=[(role, PERSON_ROLE[role]) for role in ROLES]
    )

    def __init__(self, data: Any, people: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["person"].choices = list(people)
