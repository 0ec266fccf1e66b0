"""Pages of plans and forecasts. Each view reads its form, calls one service, and presents the answer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from licet.encoding.faults import Fault, Faults
from licet.planning.tables import SHEETS, columns_of
from licet.services.planners import forecast as forecasting
from licet.services.planners import may_plan, planned
from licet.services.planning import NoAnswer
from licet.web.accounts.actor import actor_of
from licet.web.planning import present
from licet.web.planning.forms import ForecastForm, PlanForm
from licet.web.planning.handed_in import plan_of, reports_of
from licet.web.wiring import desk


@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    """Hand in a plan, and see its result in pictures and tables; nothing of it is stored."""
    actor = actor_of(request)
    may_plan(actor)
    form = PlanForm(request.POST or None, request.FILES or None)
    faults: tuple[Fault, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            found = planned(desk(), _solver(), actor, plan_of(form.cleaned_data["files"]))
            return render(
                request, "planning/plan.html", {"form": PlanForm(), "found": present.plan_page(found), "sheets": _sheets()}
            )
        except Faults as refused:
            faults = refused.faults
        except NoAnswer as none:
            faults = (Fault("", str(none).rstrip(".")),)
    context = {"form": form, "faults": faults, "sheets": _sheets()}
    return render(request, "planning/plan.html", context, status=422 if faults or form.errors else 200)


@require_http_methods(["GET", "POST"])
def forecast(request: HttpRequest) -> HttpResponse:
    """Hand in what contracts reported, and see when each will be complete; nothing of it is stored."""
    actor = actor_of(request)
    may_plan(actor)
    form = ForecastForm(request.POST or None, request.FILES or None)
    faults: tuple[Fault, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            found = forecasting(actor, reports_of(form.cleaned_data["file"]), as_of=form.cleaned_data["as_of"])
            return render(request, "planning/forecast.html", {"form": ForecastForm(), "found": present.forecast_page(found)})
        except Faults as refused:
            faults = refused.faults
    return render(request, "planning/forecast.html", {"form": form, "faults": faults}, status=422 if faults or form.errors else 200)


def _sheets() -> list[tuple[str, str]]:
    """Every table of a plan with its columns."""
    return [(sheet, ", ".join(columns_of(sheet))) for sheet in SHEETS]


def _solver():  # type: ignore[no-untyped-def]
    from licet.storage.solver import HighsSolver  # noqa: PLC0415 - native library that only this page needs

    return HighsSolver()
