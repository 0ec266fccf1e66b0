"""Pages of updates that are held for two people: why, what they change, and the word of whoever may give one."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from licet.reference.diff_lines import SIDES, Compared, lines_of
from licet.services import updates
from licet.services.desk import Asked
from licet.web.accounts.actor import actor_of
from licet.web.accounts.models import User
from licet.web.design.acts import acts_on
from licet.web.library.forms import WordForm
from licet.web.library.present_held import SIDE, side_view, update_view
from licet.web.wiring import desk

PER_PAGE = 25
LONGEST_SEARCH = 100


@require_GET
def held(request: HttpRequest) -> HttpResponse:
    """Every update that was ever held, those that wait first."""
    page = Paginator(updates.held_updates(desk(), actor_of(request)), PER_PAGE).get_page(request.GET.get("page"))
    people = _people()
    pages = {
        "page": page.number,
        "count": page.paginator.num_pages,
        "previous": f"?page={page.number - 1}" if page.has_previous() else "",
        "next": f"?page={page.number + 1}" if page.has_next() else "",
    }
    return render(request, "library/held.html", {"rows": [update_view(one, people) for one in page.object_list], "pages": pages})


@require_GET
def held_update(request: HttpRequest, edition: str) -> HttpResponse:
    """One held update, and the entries that it adds, removes and changes."""
    return _page(request, edition, WordForm())


@acts_on("held-update")
def say(request: HttpRequest, edition: str) -> HttpResponse:
    """Give a word on a held update."""
    found = updates.held_update(desk(), actor_of(request), edition)
    form = WordForm(request.POST)
    if not form.is_valid():
        return _page(request, edition, form, status=422)
    asked = Asked(actor_of(request), form.cleaned_data["command"])
    act = updates.release if request.POST.get("word") == "release" else updates.reject
    view = act(desk(), asked, found.edition, why=form.cleaned_data["why"])
    said = {
        "released": gettext("Released. The update is in force."),
        "rejected": gettext("Rejected. The update stays out of force."),
    }.get(view.holding.status, gettext("Your word is kept. A second person has to say the same; until then it stays held."))
    messages.success(request, said)
    return redirect("held-update", edition=edition)


def _page(request: HttpRequest, edition: str, form: WordForm, *, status: int = 200) -> HttpResponse:
    view = updates.held_update(desk(), actor_of(request), edition)
    compared = updates.compare(desk(), view.replaces, view.edition) if view.replaces else None
    shown = {
        "update": update_view(view, _people()),
        "form": form,
        "changes": _changes(request, compared) if compared else None,
    }
    return render(request, "library/held_update.html", shown, status=status)


def _changes(request: HttpRequest, compared: Compared) -> dict[str, object]:
    """One page of one side of the difference, as the address of the page asks for it; what was removed comes first."""
    find = request.GET.get("q", "")[:LONGEST_SEARCH].strip()
    side = request.GET.get("side", "")
    side = side if side in SIDES else "removed"
    page = Paginator(lines_of(compared, side, find=find), PER_PAGE).get_page(request.GET.get("page"))
    found = compared.difference
    counts = {"removed": len(found.removed), "changed": len(found.changed), "added": len(found.added)}

    def address(**other: object) -> str:
        return "?" + urlencode({"side": side, "q": find, **other}) + "#changes"

    return {
        "side": side,
        "q": find,
        "tabs": [(address(side=one), words, counts[one], one == side) for one, words in SIDE.items()],
        "lines": [side_view(line) for line in page.object_list],
        "total": page.paginator.count,
        "pages": {
            "page": page.number,
            "count": page.paginator.num_pages,
            "previous": address(page=page.number - 1) if page.has_previous() else "",
            "next": address(page=page.number + 1) if page.has_next() else "",
        },
    }


def _people() -> dict[str, str]:
    return dict(User.objects.values_list("person_id", "name"))
