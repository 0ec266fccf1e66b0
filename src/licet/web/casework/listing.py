"""The list of cases: from the address of the page to a query, and from the rows found to what is shown.

Everything a reader chose stands in the address, so a filter is saved by saving the address.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_args

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from licet.encoding.countries import NAME_OF
from licet.services.ports import CaseOrder, CasePage, CaseRow
from licet.web.casework import words
from licet.web.casework.present import Light, recommendation_light
from licet.web.design.words import ACTIVITY, country

PER_PAGE = 25
ORDERS: tuple[str, ...] = get_args(CaseOrder)
COLUMNS: tuple[tuple[str, Any, str | None, bool], ...] = (
    ("next", _("Next"), "next_action", False),
    ("case", _("Case"), "number", False),
    ("goods", _("Goods"), None, False),
    ("way", _("Way"), "destination", False),
    ("recommendation", _("Recommendation"), None, False),
    ("questions", _("Open questions"), "missing", True),
    ("received", _("Received"), "submitted_on", True),
    ("changed", _("Last change"), "updated_at", True),
)
"""Column, its words, what it sorts by, and whether the first click puts the largest first."""

VIEWS: tuple[tuple[Any, dict[str, str]], ...] = (
    (_("All"), {}),
    (_("Waiting for an officer"), {"actor": "officer"}),
    (_("Waiting for the applicant"), {"actor": "exporter"}),
    (_("Referred"), {"recommendation": "refer"}),
    (_("Bars stand"), {"recommendation": "refuse"}),
    (_("Ready to decide"), {"recommendation": "permit_with_conditions"}),
)


@dataclass(frozen=True)
class RowView:
    """One line of the list."""

    number: str
    reference: str
    address: str
    items: str
    activity: str
    origin: str
    destination: str
    light: Light | None
    questions: int
    submitted_on: dt.date
    updated_at: dt.datetime
    next_words: str
    next_actor: str
    next_address: str
    next_tone: str


@dataclass(frozen=True)
class Column:
    words: str
    address: str | None
    sorted: str


@dataclass(frozen=True)
class Choice:
    name: str
    words: str
    options: list[tuple[str, str]]
    chosen: str


@dataclass(frozen=True)
class Pages:
    page: int
    count: int
    previous: str
    next: str
    more: bool = False


@dataclass(frozen=True)
class ListView:
    rows: tuple[RowView, ...]
    total: int
    more: bool
    filtered: bool
    query: Mapping[str, str]
    order: str
    columns: tuple[Column, ...]
    choices: tuple[Choice, ...]
    views: tuple[dict[str, Any], ...]
    pages: Pages


def read_query(params: QueryDict) -> dict[str, Any]:
    """The filters, order and page that the address asks for; what is not understood there is left out, never guessed."""
    order = params.get("order", "")
    column = order.removeprefix("-")
    page = params.get("page", "")
    return {
        "words": params.get("q", "").strip()[:200],
        "recommendation": one_of(params, "recommendation", words.RECOMMENDATION),
        "destination": one_of(params, "to", NAME_OF),
        "activity": one_of(params, "activity", ACTIVITY),
        "next_actor": one_of(params, "actor", words.NEXT_ACTOR),
        "order": column if column in ORDERS else "updated_at",
        "descending": order.startswith("-") if column in ORDERS else True,
        "page": int(page) if page.isascii() and page.isdigit() and 0 < len(page) < 7 else 1,
        "per_page": PER_PAGE,
    }


def list_view(found: CasePage, query: Mapping[str, Any], params: QueryDict) -> ListView:
    filtered = any(params.get(name) for name in ("q", "recommendation", "to", "activity", "actor"))
    return ListView(
        rows=tuple(row_view(row) for row in found.rows),
        total=found.total,
        more=found.more,
        filtered=filtered,
        query={"q": query["words"]},
        order=params.get("order", ""),
        columns=tuple(_column(name, query, params) for name in COLUMNS),
        choices=_choices(query),
        views=tuple(_view(title, wanted, params) for title, wanted in VIEWS),
        pages=Pages(
            page=found.page,
            count=found.pages,
            previous=address_with(params, page=str(found.page - 1)) if found.page > 1 else "",
            next=address_with(params, page=str(found.page + 1)) if found.more or found.page < found.pages else "",
            more=found.more,
        ),
    )


def row_view(row: CaseRow) -> RowView:
    address = reverse("case", args=[row.number])
    next_words, tone, anchor = next_action(row)
    return RowView(
        number=row.number,
        reference=row.reference,
        address=address,
        items=row.items,
        activity=str(ACTIVITY.get(row.activity, row.activity)),
        origin=country(row.exporting_state),
        destination=country(row.destination) or gettext("not stated"),
        light=recommendation_light(row.recommendation) if row.recommendation else None,
        questions=len(row.missing),
        submitted_on=row.submitted_on,
        updated_at=row.updated_at,
        next_words=next_words,
        next_actor=str(words.NEXT_ACTOR.get(row.next_actor, row.next_actor)),
        next_address=address + anchor,
        next_tone=tone,
    )


def next_action(row: CaseRow) -> tuple[str, str, str]:
    """The words of a case's next action, its tone, and where on the case's page it is done."""
    known = words.NEXT_ACTION.get(row.next_action)
    if known is None:
        return row.next_action, "note", ""
    return str(known[0]), known[1], known[2]


def _column(column: tuple[str, Any, str | None, bool], query: Mapping[str, Any], params: QueryDict) -> Column:
    _name, title, order, largest_first = column
    if order is None:
        return Column(words=str(title), address=None, sorted="")
    if query["order"] == order:
        turned = order if query["descending"] else f"-{order}"
        return Column(
            words=str(title),
            address=address_with(params, order=turned, page=""),
            sorted="descending" if query["descending"] else "ascending",
        )
    return Column(words=str(title), address=address_with(params, order=f"-{order}" if largest_first else order, page=""), sorted="")


def _choices(query: Mapping[str, Any]) -> tuple[Choice, ...]:
    return (
        Choice(
            "recommendation",
            gettext("Recommendation"),
            [(key, str(title)) for key, title in words.RECOMMENDATION.items()],
            query["recommendation"] or "",
        ),
        Choice("activity", gettext("Activity"), [(key, str(title)) for key, title in ACTIVITY.items()], query["activity"] or ""),
        Choice(
            "to",
            gettext("Destination"),
            sorted(((code, country(code)) for code in NAME_OF), key=lambda pair: pair[1]),
            query["destination"] or "",
        ),
        Choice(
            "actor",
            gettext("Waiting for"),
            [(key, str(title)) for key, title in words.NEXT_ACTOR.items()],
            query["next_actor"] or "",
        ),
    )


def _view(title: Any, wanted: dict[str, str], params: QueryDict) -> dict[str, Any]:
    now = {name: params.get(name) for name in ("q", "recommendation", "to", "activity", "actor") if params.get(name)}
    query = QueryDict(mutable=True)
    query.update(wanted)
    return {"words": str(title), "address": reverse("cases") + (f"?{query.urlencode()}" if wanted else ""), "here": now == wanted}


def address_with(params: QueryDict, **changes: str) -> str:
    query = params.copy()
    for name, value in changes.items():
        if value:
            query[name] = value
        else:
            query.pop(name, None)
    return f"?{query.urlencode()}"


def one_of(params: QueryDict, name: str, known: Mapping[str, Any]) -> Any:
    value = params.get(name, "")
    return value if value in known else None
