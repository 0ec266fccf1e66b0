"""What is asked of whoever changes a contract. They read what was typed; whether it may stand is the services' answer."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from licet.contracts.next_moves import NextMove
from licet.contracts.stages import RUNNING, STAGES
from licet.contracts.standing import Standing, What
from licet.encoding.exact import decimal_text
from licet.encoding.faults import Faults
from licet.lifecycle.transition import Refused
from licet.web.design.fields import DayField, one_time_id
from licet.web.design.forms import PlainForm, name_in_errors
from licet.web.design.templatetags.licet import source_words
from licet.web.planning.words import EVIDENCE, STAGE, WHICH

MOST = 500
SOURCE = _("A document with its number and place, such as “deed 12/2026, file 4”.")
FIELD_OF_GUARD = {"running_order": "on", "known": "id"}
"""Beside which field the word of a guard stands; of others above the form."""
FIELD_OF_FAULT = {"--on": "on", "contract": "id"}


class ActForm(PlainForm):
    """Something that is recorded of a contract, on a day."""

    command = forms.CharField(widget=forms.HiddenInput, max_length=64)
    on = DayField(label=_("Day on which it happened"))

    def __init__(self, data: Any = None, *, today: dt.date, **initial: Any) -> None:
        super().__init__(data, initial={"command": one_time_id(), "on": today, **initial})

    def add(self, name: str, field: forms.Field) -> None:
        """Ask for something more."""
        name_in_errors(field)
        self.fields[name] = field


class MoveForm(ActForm):
    """The step into another stage: a source for each piece of evidence that is not yet in hand."""

    def __init__(self, data: Any = None, *, today: dt.date, move: NextMove) -> None:
        super().__init__(data, today=today)
        for kind in move.lacking:
            self.add(f"evidence-{kind}", forms.CharField(label=evidence_words(kind), help_text=SOURCE, max_length=MOST))
        self.add("sure", sure(_("I know that a stage only goes forward and cannot be taken back.")))

    def evidence(self) -> list[tuple[str, str]]:
        """Each kind of evidence with where it is from."""
        return [(name.removeprefix("evidence-"), said) for name, said in self.cleaned_data.items() if name.startswith("evidence-")]


class RecordForm(ActForm):
    """A milestone, delivery, payment, obligation, consent or evidence."""

    id = forms.ChoiceField()
    quantity = forms.CharField(
        label=_("How much"),
        max_length=40,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "inputmode": "decimal", "dir": "ltr"}),
    )
    source = forms.CharField(label=_("Where it is known from"), help_text=SOURCE, max_length=MOST)

    def __init__(self, data: Any = None, *, today: dt.date, what: What, standing: Standing, chosen: str = "") -> None:
        super().__init__(data, today=today, id=chosen)
        self.order_fields(["command", "id", "quantity", "on", "source"])
        field = self.fields["id"]
        field.label = WHICH[what]
        field.choices = open_ones(what, standing)  # type: ignore[attr-defined]
        if what != "delivery":
            del self.fields["quantity"]


class TurnForm(ActForm):
    """A suspension, its end, or the end of a contract: why."""

    why = forms.CharField(label=_("Why"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)

    def __init__(self, data: Any = None, *, today: dt.date, turn: str) -> None:
        super().__init__(data, today=today)
        if turn == "terminate":
            self.add("sure", sure(_("I know that nothing leads back: a terminated contract stays so.")))


class OpeningForm(PlainForm):
    """What opening a contract asks for besides its terms."""

    stage = forms.ChoiceField(
        label=_("Stage it has reached"),
        choices=[(name, STAGE[name]) for name in RUNNING],
        initial="planning",
        help_text=_("For a contract that runs already: the stage it is in."),
    )
    source = forms.CharField(
        label=_("From what that is known"), required=False, max_length=MOST, help_text=_("For every stage after planning.")
    )
    on = DayField(label=_("In this stage since"))

    def clean(self) -> None:
        said_where(self)


class OpenFileForm(OpeningForm):
    """A contract as a file."""

    command = forms.CharField(widget=forms.HiddenInput, max_length=64, initial=one_time_id)
    file = forms.FileField(label=_("Contract"), help_text=_("One YAML or JSON file."), max_length=200)
    field_order = ("file", "stage", "source", "on")


class AmendingForm(PlainForm):
    """What an amendment asks for besides the terms."""

    on = DayField(label=_("Day on which it happened"))
    why = forms.CharField(label=_("Why"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))


def said_where(form: forms.Form) -> None:
    """A contract that did not begin here says from what its stage is known."""
    if form.cleaned_data.get("stage", "planning") != "planning" and not form.cleaned_data.get("source"):
        form.add_error("source", gettext("Say from what it is known that the contract has come so far."))


def sure(words: Promise) -> forms.BooleanField:
    """A box to tick before what cannot be taken back."""
    return forms.BooleanField(label=words, error_messages={"required": _("Tick this box if you are sure.")})


def evidence_words(kind: str) -> str:
    """A kind of evidence in words; one that nobody knows here as it is written."""
    return str(EVIDENCE.get(kind, kind))


def open_ones(what: str, standing: Standing) -> list[tuple[str, str]]:
    """What can still be recorded of a contract, each by its id and in words."""
    terms = standing.contract
    if terms is None:
        return []
    match what:
        case "milestone":
            return [(one.id, f"{one.id}: {one.title}") for one in terms.milestones if one.id not in standing.met]
        case "delivery":
            left = ((one, one.quantity - standing.delivered.get(one.id, 0)) for one in terms.deliveries)
            return [(one.id, f"{one.id}: {one.line}, {decimal_text(rest)}") for one, rest in left if rest > 0]
        case "payment":
            named = ((one, f"{decimal_text(one.amount)} {terms.currency}") for one in terms.payments)
            return [(one.id, f"{one.id}: {amount}") for one, amount in named if one.id not in standing.paid]
        case "obligation":
            return [(one.id, f"{one.id}: {one.says}") for one in terms.obligations if one.id not in standing.discharged]
        case "consent":
            return [(one.id, f"{one.id}: {one.says}") for one in terms.consents if one.id not in standing.consented]
        case "consent_withdrawn":
            return [(one.id, f"{one.id}: {one.says}") for one in terms.consents if one.id in standing.consented]
    kinds = dict.fromkeys(kind for stage in STAGES for kind in (*stage.exit, *stage.entry, *stage.sale_entry))
    held = {one.kind for one in standing.evidence}
    return [(kind, evidence_words(kind)) for kind in kinds if kind not in held]


def add_refusal(form: forms.Form, refused: Refused | Faults) -> None:
    """Put each reason beside the field it is about, or above the form."""
    if isinstance(refused, Faults):
        for fault in refused.faults:
            name = FIELD_OF_FAULT.get(fault.where, fault.where.removeprefix("record."))
            form.add_error(name if name in form.fields else None, source_words(f"{fault.says[:1].upper()}{fault.says[1:]}."))
        return
    for at, reason in enumerate(refused.reasons):
        guard = refused.guards[at] if refused.guards else ""
        name = "quantity" if guard == "known" and "quantity" in form.fields else FIELD_OF_GUARD.get(guard, "")
        form.add_error(name if name in form.fields else None, source_words(reason))
