"""What planners hand in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from licet.web.design.forms import PlainForm
from licet.web.intake.forms import FilesField

LARGEST_MEGABYTES = 8


class PlanForm(PlainForm):
    """A plan as one file, or as several CSV files named for their tables."""

    files = FilesField(
        label=_("Plan"),
        help_text=_("One YAML, JSON or XLSX file, or several CSV files named after their tables, up to 8 MB together."),
    )


class ForecastForm(PlainForm):
    """What contracts have reported."""

    file = forms.FileField(
        label=_("Reports of contracts"),
        help_text=_("CSV, XLSX or JSON, up to 8 MB: one row for each report."),
    )
    as_of = forms.DateField(
        label=_("Known on"),
        required=False,
        help_text=_("Only what was reported by this day is used; that of the latest report if left out."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )
