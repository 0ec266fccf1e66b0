"""Applicants' forms: one thing a page. They only read; the request as a whole is judged when it is handed in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from licet.web.design.fields import DayField
from licet.web.design.forms import PlainForm
from licet.web.design.question import QuestionForm
from licet.web.design.words import ACTIVITY, MODE, PARTY_SCHEMA, ROLE, UNDERTAKING, UNIT, countries
from licet.web.intake.tree import LARGEST_ATTACHMENT

YES_NO_UNKNOWN = [("yes", _("Yes")), ("no", _("No")), ("", _("I do not know"))]
KINDS = [
    ("complete UAV", _("Complete unmanned aircraft or system")),
    ("payload", _("Payload, sensor or camera")),
    ("component", _("Component, engine or subsystem")),
    ("software", _("Software")),
    ("technology", _("Technology, drawings or data")),
    ("ammunition", _("Ammunition")),
    ("spare part", _("Spare part")),
    ("other", _("Something else")),
]
MILITARY_DESIGN = [
    ("", _("I do not know")),
    ("civil", _("Civil")),
    ("specially_designed_military", _("Specially designed for military use")),
    ("modified_for_military", _("Modified for military use")),
]
SHORT = "govuk-input--width-10"


def _country(label: Any, *, required: bool = True, help_text: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=lambda: [("", "—"), *countries()], required=required, help_text=help_text)


def _words(label: Any, *, required: bool = False, help_text: Any = "", wide: bool = True, most: int = 500) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        help_text=help_text,
        max_length=most,
        widget=forms.TextInput(attrs={} if wide else {"class": SHORT}),
    )


def _amount(label: Any, *, required: bool = False, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        help_text=help_text,
        max_length=40,
        widget=forms.TextInput(attrs={"class": SHORT, "inputmode": "decimal", "dir": "ltr"}),
    )


def _yes_no(label: Any, help_text: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=YES_NO_UNKNOWN, widget=forms.RadioSelect, required=False, help_text=help_text)


class TransferForm(PlainForm):
    reference = forms.RegexField(
        label=_("Your reference"),
        regex=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$",
        help_text=_("Letters, digits, dots and dashes. You will find the request by it."),
        error_messages={
            "invalid": _("Use up to 64 letters, digits, dots, dashes and underscores, starting with a letter or digit.")
        },
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "dir": "ltr"}),
    )
    activity = forms.ChoiceField(label=_("What do you want to do?"), choices=list(ACTIVITY.items()), widget=forms.RadioSelect)
    exporting_state = _country(_("Which state do the goods leave?"))
    destination_state = _country(_("In which state will they finally stay?"), required=False)


class PartyForm(PlainForm):
    role = forms.ChoiceField(label=_("Part in the transfer"), choices=[("", "—"), *ROLE.items()])
    schema = forms.ChoiceField(label=_("Kind"), choices=list(PARTY_SCHEMA.items()), widget=forms.RadioSelect)
    name = _words(_("Name"), required=True, help_text=_("As in the register or passport, in its own script."))
    other_names = forms.CharField(
        label=_("Other names"),
        required=False,
        help_text=_("Former names, short names, other spellings; one a line."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    country = _country(_("State"), required=False, help_text=_("Where it is registered, or whose citizen the person is."))
    registration = _words(_("Registration or passport number"), wide=False)
    birth_date = _words(_("Date of birth"), help_text=_("Persons only: YYYY-MM-DD, or as much as is known."), wide=False, most=10)
    address = _words(_("Address"))
    owners_complete = _yes_no(_("Will you name every owner and controller of this party?"))


class OwnerForm(PlainForm):
    schema = forms.ChoiceField(label=_("Kind"), choices=list(PARTY_SCHEMA.items()), widget=forms.RadioSelect)
    name = _words(_("Name"), required=True, help_text=_("As in the register or passport, in its own script."))
    other_names = forms.CharField(
        label=_("Other names"),
        required=False,
        help_text=_("Former names, short names, other spellings; one a line."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    country = _country(_("State"), required=False)
    share = _amount(_("Share in percent"), help_text=_("Such as 50 or 33.3; leave it empty if it is not known."))
    controls = _yes_no(_("Does this owner control the party in another way?"))


class EveryoneForm(PlainForm):
    parties_complete = _yes_no(
        _("Have you named every party to the transfer?"), _("Carriers, brokers, banks and final recipients too.")
    )


class ItemForm(PlainForm):
    name = _words(_("What is it?"), required=True, help_text=_("As on the invoice, with model or part number."))
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS, widget=forms.RadioSelect)
    quantity = _amount(_("Quantity"), required=True)
    unit = forms.ChoiceField(label=_("Unit"), choices=list(UNIT.items()))
    value = _amount(_("Value"))
    currency = forms.RegexField(
        label=_("Currency"),
        regex=r"^[A-Z]{3}$",
        required=False,
        help_text=_("Three letters, such as EUR."),
        error_messages={"invalid": _("Write three capital letters, such as EUR.")},
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "dir": "ltr"}),
    )
    origin_state = _country(_("Where was it made?"), required=False)


class FactsForm(PlainForm):
    """Technical facts that control lists ask for. What is left empty stays unknown and may be asked later."""

    range_km = _amount(
        _("Greatest distance it can fly one way, in kilometres"),
        help_text=_("Full fuel, no wind; not the reach of the radio link."),
    )
    endurance_min = _amount(_("Greatest flight time, in minutes"))
    cruise_kmh = _amount(_("Cruising speed, in kilometres an hour"))
    payload_kg = _amount(_("Greatest payload, in kilograms"))
    mtow_kg = _amount(_("Greatest take-off mass, in kilograms"))
    gust_kmh = _amount(_("Gusts in which it can take off and fly, in kilometres an hour"))
    aerosol_l = _amount(_("Spraying tank, in litres"), help_text=_("0 if it has none."))
    aerosol_design_l = _amount(_("Largest spraying tank it is designed for, in litres"), help_text=_("0 if none."))
    bvlos = _yes_no(_("Is it designed to fly beyond the pilot’s sight?"))
    autonomous_nav = _yes_no(_("Can it fly and navigate by itself?"))
    armed = _yes_no(_("Does it carry weapons, or is it designed to?"))
    recreational_model = _yes_no(_("Is it a model for recreation or competition?"))
    military_design = forms.ChoiceField(label=_("Design"), choices=MILITARY_DESIGN, widget=forms.RadioSelect, required=False)
    other = forms.CharField(
        label=_("Other technical facts"),
        required=False,
        help_text=_("One a line, such as: thrust_n: 420"),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "ltr"}),
    )


class LegForm(PlainForm):
    from_state = _country(_("From"))
    to_state = _country(_("To"))
    mode = forms.ChoiceField(label=_("How"), choices=[("", "—"), *MODE.items()], required=False)
    carrier = forms.ChoiceField(label=_("Carrier"), required=False, help_text=_("One of the parties you named."))
    flag = _country(_("Flag of the vessel or aircraft"), required=False)
    departs_on = DayField(label=_("Departs on"), required=False)
    arrives_on = DayField(label=_("Arrives on"), required=False)

    def __init__(self, *args: Any, parties: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["carrier"].choices = [("", "—"), *parties]


class WholeWayForm(PlainForm):
    legs_complete = _yes_no(_("Have you stated every stretch of the way?"))


class UseForm(PlainForm):
    statement = forms.CharField(
        label=_("What will the goods be used for?"),
        help_text=_("By whom, for what, and where. Plain words are best."),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    place = _country(_("State in which they will be used"), required=False)
    territory = _words(_("Part of that state, if the law differs there"))
    certificate_number = _words(
        _("Number of the end-user certificate"), wide=False, help_text=_("Leave these empty if you have none.")
    )
    certificate_state = _country(_("State that issued the certificate"), required=False)
    certificate_issued_on = DayField(label=_("Certificate issued on"), required=False)
    certificate_expires_on = DayField(label=_("Certificate expires on"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("certificate_number"):
            for name in ("certificate_state", "certificate_issued_on"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("A certificate needs its state and its day of issue."))
        return cleaned


class UndertakingsForm(PlainForm):
    kinds = forms.MultipleChoiceField(
        label=_("What has the end user undertaken?"),
        choices=list(UNDERTAKING.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    given_by = forms.ChoiceField(label=_("Who has undertaken it?"), required=False)

    def __init__(self, *args: Any, parties: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["given_by"].choices = [("", "—"), *parties]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("kinds") and not cleaned.get("given_by") and "given_by" not in self.errors:
            self.add_error("given_by", _("Say which party has undertaken it."))
        return cleaned


class DocumentForm(PlainForm):
    kind = _words(_("What is this document?"), required=True, help_text=_("Such as: end-user certificate, contract, data sheet."))
    file = forms.FileField(label=_("File"), help_text=_("Up to 8 MB."))

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_ATTACHMENT:
            raise forms.ValidationError(_("The file is larger than 8 MB; split it or scan it at a lower resolution."))
        return file


class ConfidentialForm(PlainForm):
    confidential = forms.BooleanField(
        label=_("Keep the identities of the parties confidential"),
        required=False,
        help_text=_(
            "Parties are screened on their true names all the same; only people who need the names can open them, and each opening is recorded."
        ),
    )


class DeclarationForm(PlainForm):
    true_and_complete = forms.BooleanField(
        label=_("What I have stated is true and complete as far as I know, and I will say so when something changes."),
        error_messages={"required": _("Tick the declaration to hand the request in.")},
    )


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        return [super(FilesField, self).clean(one, initial) for one in (data or [])]


class UploadForm(PlainForm):
    request_file = forms.FileField(label=_("Request file"), help_text=_("YAML or JSON, up to 8 MB."))
    documents = FilesField(
        label=_("Documents it names"),
        required=False,
        help_text=_("All files whose paths stand in the request; you can pick several."),
    )


class OwnAnswerForm(QuestionForm):
    """An applicant's answer to a question of the authority; it counts as the applicant's word."""
