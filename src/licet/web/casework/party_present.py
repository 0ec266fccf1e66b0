"""Stored parties and rescreenings in the words of the pages; nobody is named."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_args

from django.core.paginator import Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from licet.casework.stored_party import STANDINGS, HitChange, Rescreening, Touched
from licet.services.hits import lines_of
from licet.services.parties import PartyView
from licet.services.ports import PartyOrder, PartyPage, PartyRow
from licet.services.rescreen import AUTHORISATION, CASE, HISTORY, PARTY, PastRescreening
from licet.web.casework import words
from licet.web.casework.forms import PartyHitForm
from licet.web.casework.listing import Choice, Column, Pages, address_with, one_of
from licet.web.casework.present import HIT_LIGHT, Light
from licet.web.design.words import PARTY_SCHEMA
from licet.web.library.present import KINDS

PER_PAGE = 25
ORDERS: tuple[str, ...] = get_args(PartyOrder)
STANDING: dict[str, tuple[Any, str, str]] = {
    "open": (pgettext_lazy("stored party", "Hits open"), "ask", "unknown"),
    "confirmed": (pgettext_lazy("stored party", "Confirmed as listed"), "stop", "bar"),
    "cleared": (pgettext_lazy("stored party", "Hits cleared"), "pass", "clear"),
    "clear": (pgettext_lazy("stored party", "No hit"), "pass", "clear"),
    "no_hit": (pgettext_lazy("stored party", "No hit, by lists too old to clear"), "ask", "unknown"),
    "waiting": (pgettext_lazy("stored party", "Not screened yet"), "note", "clock"),
    "withdrawn": (pgettext_lazy("stored party", "Off the list"), "note", "note"),
}
"""How a party stands: words, tone and sign."""
CHANGE: dict[str, tuple[Any, str, str]] = {
    "gained": (pgettext_lazy("change of a hit", "New hit"), "stop", "bar"),
    "changed": (pgettext_lazy("change of a hit", "Listed entry changed"), "ask", "unknown"),
    "lost": (pgettext_lazy("change of a hit", "No longer a hit"), "pass", "clear"),
}
WHOSE = {CASE: _("Cases"), PARTY: _("Stored parties"), AUTHORISATION: _("Live authorisations"), HISTORY: _("Past transfers")}
COLUMNS: tuple[tuple[Any, str | None, bool], ...] = (
    (_("Party"), "id", False),
    (pgettext_lazy("of a party", "Kind"), None, False),
    (_("Stands"), None, False),
    (_("Hits"), "hits", True),
    (_("Added"), "added_at", True),
    (_("Last change"), "changed_at", True),
)
"""Words of a column, what it sorts by, and whether the first click puts the largest first."""


@dataclass(frozen=True)
class PartyLine:
    id: str
    address: str
    schema: str
    light: Light
    hits: int | None
    added_at: dt.datetime
    changed_at: dt.datetime


@dataclass(frozen=True)
class PartyListView:
    rows: tuple[PartyLine, ...]
    total: int
    filtered: bool
    words: str
    order: str
    columns: tuple[Column, ...]
    choices: tuple[Choice, ...]
    pages: Pages


def read_party_query(params: QueryDict) -> dict[str, Any]:
    """The filters, order and page that the address asks for; what is not understood there is left out, never guessed."""
    order, page = params.get("order", ""), params.get("page", "")
    column = order.removeprefix("-")
    return {
        "words": params.get("q", "").strip()[:200],
        "standing": one_of(params, "standing", STANDING),
        "schema": one_of(params, "kind", PARTY_SCHEMA),
        "order": column if column in ORDERS else "changed_at",
        "descending": order.startswith("-") if column in ORDERS else True,
        "page": int(page) if page.isascii() and page.isdigit() and 0 < len(page) < 7 else 1,
        "per_page": PER_PAGE,
    }


def party_list(found: PartyPage, query: Mapping[str, Any], params: QueryDict) -> PartyListView:
    return PartyListView(
        rows=tuple(_line(row) for row in found.rows),
        total=found.total,
        filtered=any(params.get(name) for name in ("q", "standing", "kind")),
        words=query["words"],
        order=params.get("order", ""),
        columns=tuple(_column(column, query, params) for column in COLUMNS),
        choices=(
            Choice("standing", gettext("Stands"), [(one, str(STANDING[one][0])) for one in STANDINGS], query["standing"] or ""),
            Choice(
                "kind", gettext("Kind of party"), [(key, str(title)) for key, title in PARTY_SCHEMA.items()], query["schema"] or ""
            ),
        ),
        pages=pages(found.page, found.pages, params),
    )


def pages(page: int, count: int, params: QueryDict) -> Pages:
    return Pages(
        page=page,
        count=count,
        previous=address_with(params, page=str(page - 1)) if page > 1 else "",
        next=address_with(params, page=str(page + 1)) if page < count else "",
    )


def _line(row: PartyRow) -> PartyLine:
    return PartyLine(
        id=row.id,
        address=reverse("party", args=[row.id]),
        schema=str(PARTY_SCHEMA[row.schema]),
        light=standing_light(row.standing),
        hits=None if row.hits is None else len(row.hits),
        added_at=row.added_at,
        changed_at=row.changed_at,
    )


def standing_light(standing: str) -> Light:
    title, tone, sign = STANDING[standing]
    return Light(tone, sign, str(title))


def _column(column: tuple[Any, str | None, bool], query: Mapping[str, Any], params: QueryDict) -> Column:
    title, order, largest_first = column
    if order is None:
        return Column(words=str(title), address=None, sorted="")
    here = query["order"] == order
    down = not query["descending"] if here else largest_first
    return Column(
        words=str(title),
        address=address_with(params, order=f"-{order}" if down else order, page=""),
        sorted=("descending" if query["descending"] else "ascending") if here else "",
    )


# ---- one party


@dataclass(frozen=True)
class PartyHitLine:
    record: str
    record_id: str
    list: str
    score: str
    light: Light
    until: dt.date | None
    why: str
    form: PartyHitForm | None
    opened: bool


def hit_lines(view: PartyView, *, decides: bool, bad: PartyHitForm | None) -> tuple[PartyHitLine, ...]:
    """Each hit with the word it stands by, and a form where the reader may decide it."""
    found = []
    for line, one in zip(lines_of(view.row.id, view.row.hits or ()), view.row.hits or (), strict=True):
        record = line.id.partition(":")[2]
        wrong = bad is not None and bad.data.get("record") == record
        tone, sign = HIT_LIGHT[one.state]
        found.append(
            PartyHitLine(
                record=record,
                record_id=one.hit.record_id,
                list=one.hit.list,
                score=one.hit.score,
                light=Light(tone, sign, str(words.HIT_STATE[one.state])),
                until=line.until,
                why=one.word.why if one.word else "",
                form=(bad if wrong else PartyHitForm(record)) if decides and not view.row.withdrawn else None,
                opened=wrong,
            )
        )
    return tuple(found)


@dataclass(frozen=True)
class WordLine:
    at: dt.date
    light: Light
    record_id: str
    why: str
    by: str
    until: dt.date | None


def word_lines(view: PartyView, people: Mapping[str, str]) -> tuple[WordLine, ...]:
    """Every word on the party's hits, the newest first; `people` says who each person id is, where an account is known."""
    found = []
    for word in reversed(view.words):
        tone, sign = HIT_LIGHT[word.state]
        found.append(
            WordLine(
                at=word.on,
                light=Light(tone, sign, str(words.HIT_STATE[word.state])),
                record_id=word.record_id,
                why=word.why,
                by=people.get(word.by, word.by),
                until=word.until,
            )
        )
    return tuple(found)


# ---- rescreenings


@dataclass(frozen=True)
class ChangeLine:
    key: str
    address: str
    whose: str
    light: Light
    list: str
    record_id: str
    scores: str


@dataclass(frozen=True)
class RescreeningView:
    """One rescreening: the list and its editions, and every change for whoever the reader may know of."""

    kind: str
    name: str
    before: dt.date | None
    after: dt.date
    at: dt.datetime
    total: int
    parties: int
    unread: tuple[str, ...]
    filtered: bool
    rows: tuple[ChangeLine, ...]
    choices: tuple[Choice, ...]
    pages: Pages
    others: tuple[tuple[str, str], ...]
    chosen: str


def rescreening_view(past: tuple[PastRescreening, ...], at: int, report: Rescreening, params: QueryDict) -> RescreeningView:
    """The rescreening at a place of the list, newest first, as the filters and page of the address show it."""
    change, whose = one_of(params, "change", CHANGE), one_of(params, "whose", WHOSE)
    rows = [
        _change(one, each)
        for one in report.touched
        if whose in (None, _whose(one.key))
        for each in one.changes
        if change in (None, each.change)
    ]
    page = Paginator(rows, PER_PAGE).get_page(params.get("page"))
    return RescreeningView(
        kind=str(KINDS.get(report.after.kind, report.after.kind)),
        name=report.after.name,
        before=report.before.dated_on if report.before else None,
        after=report.after.dated_on,
        at=dt.datetime.fromisoformat(past[at].at),
        total=len(rows),
        parties=len(report.touched),
        unread=report.unread,
        filtered=change is not None or whose is not None,
        rows=tuple(page.object_list),
        choices=(
            Choice("change", gettext("What changed"), [(key, str(each[0])) for key, each in CHANGE.items()], change or ""),
            Choice("whose", gettext("Whose"), [(key, str(title)) for key, title in WHOSE.items()], whose or ""),
        ),
        pages=pages(page.number, page.paginator.num_pages, params),
        others=tuple((str(place), _title(one)) for place, one in enumerate(past)),
        chosen=str(at),
    )


def _title(past: PastRescreening) -> str:
    after = past.happened.after
    return f"{after.name} {after.dated_on.isoformat()}"


def _whose(key: str) -> str:
    kind = key.partition("/")[0]
    return kind if kind in (PARTY, AUTHORISATION, HISTORY) else CASE


def _change(touched: Touched, change: HitChange) -> ChangeLine:
    kind, rest = _whose(touched.key), touched.key.partition("/")
    address = {
        PARTY: lambda: reverse("party", args=[rest[2]]),
        CASE: lambda: reverse("case", args=[rest[0]]),
        AUTHORISATION: lambda: "",
        HISTORY: lambda: "",
    }[kind]()
    title, tone, sign = CHANGE[change.change]
    return ChangeLine(
        key=rest[2] if kind == PARTY else touched.key,
        address=address,
        whose=str(WHOSE[kind]),
        light=Light(tone, sign, str(title)),
        list=change.list,
        record_id=change.record_id,
        scores=" → ".join(score for score in (change.before, change.after) if score),
    )


@dataclass(frozen=True)
class ListingLine:
    """What a changed list means for one party of a case since its latest opinion."""

    path: str
    light: Light
    list: str
    record_id: str
    dated_on: dt.date


def listing_lines(listings: Any) -> tuple[ListingLine, ...]:
    """Every change of a list that outdates the latest opinion of a case, the newest first."""
    found = []
    for listed in reversed(listings):
        for party in listed.parties:
            for change in party.changes:
                title, tone, sign = CHANGE[change.change]
                found.append(
                    ListingLine(party.path, Light(tone, sign, str(title)), change.list, change.record_id, listed.after.dated_on)
                )
    return tuple(found)
