"""Pages about the lists in use, help, and the API."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from licet.reference.edition import in_force
from licet.services.list_age import list_cautions
from licet.web.accounts.actor import actor_of
from licet.web.api.reference import operations, shapes
from licet.web.library.present import edition_rows
from licet.web.library.visible import editions_for
from licet.web.wiring import desk


@require_GET
def editions(request: HttpRequest) -> HttpResponse:
    """Every list and table, with its date, its age today and whether it is in force."""
    today = desk().clock.today()
    found = editions_for(desk(), actor_of(request))
    snapshot = in_force(found, as_of=today)
    shown = {"groups": edition_rows(found, snapshot, today), "on": today, "cautions": list_cautions(desk(), snapshot)}
    return render(request, "library/editions.html", shown)


@login_not_required
@require_GET
def help_page(request: HttpRequest) -> HttpResponse:
    """How the site works, in plain words."""
    return render(request, "library/help.html")


@require_GET
def api_reference(request: HttpRequest) -> HttpResponse:
    """The API described for people, from the same description that programs read."""
    return render(request, "library/api.html", {"operations": operations(), "shapes": shapes()})
