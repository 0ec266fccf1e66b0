"""Pages for planners. Each view reads its form, calls one service, and presents the answer."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from licet.encoding.faults import Fault, Faults
from licet.planning.tables import SHEETS, columns_of
from licet.services.contracts import list_contracts, view_contract
from licet.services.desk import NotFound
from licet.services.planners import forecast as forecasting
from licet.services.planners import may_plan, planned
from licet.services.planning import NoAnswer
from licet.web.accounts.actor import actor_of
from licet.web.planning import present
from licet.web.planning.forms import ForecastForm, PlanForm
from licet.web.planning.handed_in import plan_of, reports_of
from licet.web.wiring import desk

PER_PAGE = 50
MOST_LETTERS = 200
ORDERS = ("id", "days", "stage", "next")


@require_GET
def contracts(request: HttpRequest) -> HttpResponse:
    """Every contract the reader may see, and how many are in each stage."""
    actor = actor_of(request)
    may_plan(actor)
    words = request.GET.get("q", "").strip()[:MOST_LETTERS]
    order = request.GET.get("order", "id").removeprefix("-")
    order, down = (order if order in ORDERS else "id"), request.GET.get("order", "").startswith("-")
    today = desk().clock.today()
    every = list_contracts(desk(), actor)
    files = [
        file
        for file in every
        if all(word in f"{file.contract.id} {file.contract.title}".casefold() for word in words.casefold().split())
    ]
    picture, stages = present.funnel(files, today)
    rows = sorted((present.contract_row(file, today) for file in files), key=lambda row: _key(row, order), reverse=down)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))

    def at(number: int) -> str:
        return "?" + urlencode({"q": words, "order": f"{'-' if down else ''}{order}", "page": number})

    pages = {
        "page": page.number,
        "count": page.paginator.num_pages,
        "previous": at(page.number - 1) if page.has_previous() else "",
        "next": at(page.number + 1) if page.has_next() else "",
    }
    heads = [
        (
            name,
            label,
            "?" + urlencode({"q": words, "order": name if down or order != name else f"-{name}"}),
            ("descending" if down else "ascending") if order == name else "",
        )
        for name, label in (
            ("id", gettext("Contract")),
            ("stage", gettext("Stage")),
            ("days", gettext("Days in it")),
            ("next", gettext("Next milestone")),
        )
    ]
    context = {
        "rows": page.object_list,
        "pages": pages,
        "query": words,
        "picture": picture,
        "stages": stages,
        "total": len(every),
        "heads": {head[0]: head for head in heads},
    }
    return render(request, "planning/contracts.html", context)


def _key(row: present.ContractRow, order: str) -> tuple[object, ...]:
    return {"id": (row.id,), "days": (row.days, row.id), "stage": (row.stage, row.id), "next": (row.next_on or "9999", row.id)}[
        order
    ]


@require_GET
def contract(request: HttpRequest, contract: str) -> HttpResponse:
    """How one contract stands, with its timeline."""
    try:
        file = view_contract(desk(), actor_of(request), contract)
    except Faults as none:
        raise NotFound(f"Contract {contract}") from none
    return render(request, "planning/contract.html", present.contract_page(file, desk().clock.today()))


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
