"""The page of what may be offered."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from licet.encoding.exact import decimal_text
from licet.services.portfolio import Offer
from licet.services.portfolio import offers as offered
from licet.web.accounts.actor import actor_of
from licet.web.design.words import UNDERTAKING, country
from licet.web.wiring import desk

PER_PAGE = 50
MOST_LETTERS = 200


@dataclass(frozen=True)
class OfferRow:
    """One designation as the page shows it."""

    id: str
    items: tuple[str, ...]
    variant: str
    states: tuple[str, ...] | None
    excepted: tuple[str, ...]
    end_users: tuple[str, ...]
    most: str
    conditions: tuple[str, ...]
    by: str
    on: str
    until: str
    in_force: bool
    withdrawn_on: str


@require_GET
def offers(request: HttpRequest) -> HttpResponse:
    """Every designation the reader may see, those that hold first."""
    words = request.GET.get("q", "").strip()[:MOST_LETTERS]
    found = offered(desk(), actor_of(request), words=words)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    pages = {
        "page": page.number,
        "count": page.paginator.num_pages,
        "previous": "?" + urlencode({"q": words, "page": page.number - 1}) if page.has_previous() else "",
        "next": "?" + urlencode({"q": words, "page": page.number + 1}) if page.has_next() else "",
    }
    context = {"rows": [_row(one) for one in page.object_list], "query": words, "pages": pages, "total": len(found)}
    return render(request, "portfolio/offers.html", context)


def _row(one: Offer) -> OfferRow:
    given = one.designation
    return OfferRow(
        id=given.id,
        items=given.items,
        variant=given.variant or "",
        states=None if one.states is None else tuple(country(state) for state in one.states),
        excepted=tuple(country(state) for state in given.excepted),
        end_users=tuple(gettext(kind.replace("_", " ")) for kind in given.end_user_kinds or ()),
        most=f"{decimal_text(given.quantity_max)} {given.unit}" if given.quantity_max is not None else "",
        conditions=tuple(str(UNDERTAKING.get(kind) or kind.replace("_", " ")) for kind in given.conditions),
        by=given.designated_by,
        on=given.designated_on.isoformat(),
        until=given.valid_to.isoformat() if given.valid_to else "",
        in_force=one.in_force,
        withdrawn_on=given.withdrawn_on.isoformat() if given.withdrawn_on else "",
    )
