"""What the review of access is asked."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from licet.access.actor import ROLES
from licet.web.design.forms import PlainForm
from licet.web.design.words import PERSON_ROLE


class ChangeForm(PlainForm):
    """Whose role would change, and which."""

    person = forms.ChoiceField(label=_("Person"))
    role = forms.ChoiceField(
        label=_("Role to give, or to take from whoever has it"), choices=[(role, PERSON_ROLE[role]) for role in ROLES]
    )

    def __init__(self, data: Any, people: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["person"].choices = list(people)
