"""Pages of the stored parties and of what a list's change did to everybody."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from licet.access.act import Act
from licet.access.decision import decide
from licet.encoding.faults import Faults
from licet.sealing.keys import IdentityDestroyed
from licet.services import parties as listing
from licet.services import rescreen as rescreening
from licet.services.desk import Asked, NotFound
from licet.services.hits import decide_party_hit
from licet.web.accounts.actor import actor_of
from licet.web.accounts.models import User
from licet.web.casework.forms import PartyHitForm, PurposeForm
from licet.web.casework.party_present import (
    hit_lines,
    party_list,
    read_party_query,
    rescreening_view,
    standing_light,
    word_lines,
)
from licet.web.casework.views import add_faults
from licet.web.design.acts import acts_on
from licet.web.design.words import PARTY_SCHEMA
from licet.web.wiring import desk


@require_GET
def parties(request: HttpRequest) -> HttpResponse:
    """The list of stored parties, those that changed last first."""
    wanted = read_party_query(request.GET)
    found = listing.list_parties(desk(), actor_of(request), **wanted)
    return render(request, "casework/parties.html", {"list": party_list(found, wanted, request.GET)})


@require_GET
def party(request: HttpRequest, party: str) -> HttpResponse:
    """One stored party: how it stands, its hits, and what was said of them."""
    return _page(request, _view(request, party))


@acts_on("party")
def decide_hit(request: HttpRequest, party: str) -> HttpResponse:
    """Clear or confirm a hit on a stored party."""
    view = _view(request, party)
    form = PartyHitForm(request.POST.get("record", ""), request.POST)
    state = request.POST.get("state")
    if form.is_valid() and state in ("cleared", "confirmed"):
        try:
            decide_party_hit(
                desk(),
                Asked(actor_of(request), form.cleaned_data["command"]),
                party,
                form.cleaned_data["record"],
                state,
                why=form.cleaned_data["why"],
                until=form.cleaned_data["until"],
            )
        except Faults as refused:
            add_faults(form, refused)
        else:
            said = gettext("Cleared: another party.") if state == "cleared" else gettext("Confirmed: the listed party.")
            messages.success(request, said)
            return redirect("party", party=party)
    return _page(request, view, bad=form, status=422)


@require_http_methods(["GET", "POST"])
def names(request: HttpRequest, party: str) -> HttpResponse:
    """Who a stored party is, for a stated purpose that is written down first; shown once, on the answer to the form."""
    view = _view(request, party)
    form = PurposeForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"party": view.row.id, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            identity = listing.open_party(desk(), actor_of(request), party, purpose=form.cleaned_data["purpose"])
        except IdentityDestroyed as gone:
            context["destroyed_on"] = gone.destroyed_on
        else:
            context["schema"] = PARTY_SCHEMA[identity.schema]
            context["properties"] = [(key, ", ".join(values)) for key, values in sorted(identity.properties.items())]
    return render(request, "casework/party_names.html", context, status=422 if form.errors else 200)


@require_GET
def rescreenings(request: HttpRequest) -> HttpResponse:
    """What the latest change of a list, or another that the address names, did to everybody."""
    past = rescreening.rescreenings(desk(), actor_of(request))
    if not past:
        return render(request, "casework/rescreenings.html", {"view": None})
    asked = request.GET.get("of", "0")
    at = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 and int(asked) < len(past) else 0
    report = rescreening.report_for(desk(), actor_of(request), past[at])
    return render(request, "casework/rescreenings.html", {"view": rescreening_view(past, at, report, request.GET)})


def _view(request: HttpRequest, party: str) -> listing.PartyView:
    try:
        return listing.view_party(desk(), actor_of(request), party)
    except NotFound as absent:
        raise Http404 from absent


def _page(request: HttpRequest, view: listing.PartyView, *, bad: PartyHitForm | None = None, status: int = 200) -> HttpResponse:
    decides = decide(actor_of(request), Act.CLEAR_PARTY_HIT, listing.access_to_list()).allowed
    people = dict(User.objects.values_list("person_id", "name"))
    context = {
        "party": view.row,
        "schema": PARTY_SCHEMA[view.row.schema],
        "light": standing_light(view.row.standing),
        "hits": hit_lines(view, decides=decides, bad=bad),
        "words": word_lines(view, people),
        "bad_form": bad,
    }
    return render(request, "casework/party.html", context, status=status)
