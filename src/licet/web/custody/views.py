"""Pages of exceptional access. Each view reads its form, calls one service, and presents the answer."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from licet.encoding.faults import Faults
from licet.services import exceptional_access as glass
from licet.services.desk import Asked
from licet.web.accounts.actor import actor_of
from licet.web.accounts.models import User
from licet.web.custody.forms import AskForm, DecideForm
from licet.web.custody.present import wish_view
from licet.web.design.acts import acts_on
from licet.web.design.fields import one_time_id
from licet.web.wiring import desk

PER_PAGE = 25


@require_GET
def wishes(request: HttpRequest) -> HttpResponse:
    """Every wish the reader may see, the newest first."""
    page = Paginator(glass.wishes(desk(), actor_of(request)), PER_PAGE).get_page(request.GET.get("page"))
    people = _people()
    rows = [wish_view(one, people) for one in page.object_list]
    pages = {
        "page": page.number,
        "count": page.paginator.num_pages,
        "previous": f"?page={page.number - 1}" if page.has_previous() else "",
        "next": f"?page={page.number + 1}" if page.has_next() else "",
    }
    return render(request, "custody/wishes.html", {"rows": rows, "pages": pages})


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for the names of a case."""
    form = AskForm(request.POST if request.method == "POST" else None, number=request.GET.get("case", ""))
    if request.method == "POST" and form.is_valid():
        terms = form.cleaned_data
        try:
            made = glass.ask(
                desk(),
                Asked(actor_of(request), terms["command"]),
                terms["number"].strip().upper(),
                purpose=terms["purpose"],
                hours=terms["hours"],
                notice_after_days=terms["notice_after_days"],
            )
        except Faults as refused:
            for fault in refused.faults:
                form.add_error("number" if fault.where == "case" else None, f"{fault}")
        else:
            messages.success(request, gettext("Asked. Two custodians have to allow it."))
            return redirect("exception", wish=made)
    return render(request, "custody/ask.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
def wish(request: HttpRequest, wish: str) -> HttpResponse:
    """One wish, and what the reader may do about it."""
    return _page(request, wish, DecideForm())


@acts_on("exception")
def decide(request: HttpRequest, wish: str) -> HttpResponse:
    """Let a wish, or refuse it."""
    form = DecideForm(request.POST)
    if not form.is_valid():
        return _page(request, wish, form, status=422)
    asked = Asked(actor_of(request), form.cleaned_data["command"])
    if request.POST.get("word") == "allow":
        view = glass.allow(desk(), asked, wish, why=form.cleaned_data["why"])
        opened = view.standing == "open"
        messages.success(
            request,
            gettext("Allowed. The names are open to whoever asked.")
            if opened
            else gettext("Allowed. A second custodian has to allow it too."),
        )
    else:
        glass.refuse_access(desk(), asked, wish, why=form.cleaned_data["why"])
        messages.success(request, gettext("Refused. Nobody reads these names by this wish."))
    return redirect("exception", wish=wish)


@acts_on("exception")
def close(request: HttpRequest, wish: str) -> HttpResponse:
    """Give a wish up."""
    glass.close(desk(), Asked(actor_of(request), request.POST.get("command") or one_time_id()), wish)
    messages.success(request, gettext("Closed."))
    return redirect("exception", wish=wish)


@acts_on("exception")
def names(request: HttpRequest, wish: str) -> HttpResponse:
    """The names, each reading written down first; shown once, on the answer to the form, and kept by no cache."""
    identities = glass.read_names(desk(), actor_of(request), wish)
    parties = [
        (path, one.schema, sorted((key, ", ".join(values)) for key, values in one.properties.items()))
        for path, one in identities.items()
    ]
    shown = wish_view(glass.view(desk(), actor_of(request), wish), _people())
    return render(request, "custody/names.html", {"wish": shown, "parties": parties})


def _page(request: HttpRequest, wish: str, form: DecideForm, *, status: int = 200) -> HttpResponse:
    shown = wish_view(glass.view(desk(), actor_of(request), wish), _people())
    return render(request, "custody/wish.html", {"wish": shown, "form": form, "command": one_time_id()}, status=status)


def _people() -> dict[str, str]:
    return dict(User.objects.values_list("person_id", "name"))
