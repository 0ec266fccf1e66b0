"""Held updates as people read them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from licet.reference.diff_lines import Line
from licet.services.updates import HeldView
from licet.web.library.present import KINDS

STANDING = {
    "none": ("ask", "lock", _("Held")),
    "held": ("ask", "lock", _("Held, nobody has given a word yet")),
    "half_released": ("ask", "lock", _("Held, one person would release it")),
    "half_rejected": ("ask", "lock", _("Held, one person would reject it")),
    "released": ("pass", "clear", _("Released by two people")),
    "rejected": ("stop", "refuse", _("Rejected by two people")),
}
WORD = {"release": _("would release it"), "reject": _("would reject it")}
SIDE = {"removed": _("Removed"), "changed": _("Changed"), "added": _("Added")}
FIELD = {
    "names": _("Names"),
    "effect": _("Effect"),
    "schema": _("Kind"),
    "list": _("List"),
    "birth_dates": _("Birth dates"),
    "countries": _("States"),
    "sex": _("Sex"),
    "identifiers": _("Numbers"),
    "addresses": _("Addresses"),
    "programs": _("Programmes"),
    "listed_on": _("Listed on"),
    "remarks": _("Remarks"),
}


@dataclass(frozen=True)
class WordView:
    """What one person said."""

    person: str
    at: str
    words: str
    why: str


@dataclass(frozen=True)
class UpdateView:
    """A held update."""

    id: str
    title: str
    kind: str
    name: str
    dated_on: dt.date
    entries: int
    tone: str
    sign: str
    standing: str
    open: bool
    may_decide: bool
    held_at: str | None
    reasons: tuple[str, ...]
    replaces_on: dt.date | None
    replaces_entries: int
    said: tuple[WordView, ...]


@dataclass(frozen=True)
class FieldChange:
    name: str
    old: str
    new: str


@dataclass(frozen=True)
class LineView:
    """One entry that an update adds, removes or changes."""

    id: str
    caption: str
    fields: tuple[FieldChange, ...]


def update_view(view: HeldView, people: Mapping[str, str]) -> UpdateView:
    edition, holding = view.edition, view.holding
    tone, sign, standing = STANDING[holding.status]
    return UpdateView(
        id=edition.id,
        title=str(KINDS.get(edition.kind, edition.kind)),
        kind=edition.kind,
        name=edition.name,
        dated_on=edition.dated_on,
        entries=edition.entries,
        tone=tone,
        sign=sign,
        standing=str(standing),
        open=holding.open,
        may_decide=view.may_decide,
        held_at=holding.held_at,
        reasons=holding.held.reasons if holding.held else (),
        replaces_on=view.replaces.dated_on if view.replaces else None,
        replaces_entries=view.replaces.entries if view.replaces else 0,
        said=tuple(
            WordView(person=people.get(word.person, word.person), at=word.at, words=str(WORD[word.act]), why=word.why)
            for word in holding.words
        ),
    )


def side_view(line: Line) -> LineView:
    fields = tuple(FieldChange(name=str(FIELD.get(field, field)), old=old, new=new) for field, old, new in line.fields)
    return LineView(id=line.id, caption=line.caption, fields=fields)
