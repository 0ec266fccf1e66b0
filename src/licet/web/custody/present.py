"""Exceptional access in the words of the pages."""

import dataclasses
import datetime as dt
from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from licet.services.exceptional_access import AccessView

STANDING: dict[str, tuple[Promise, str, str]] = {
    "asked": (_("Waits for two custodians"), "ask", "clock"),
    "half_allowed": (_("Waits for the second custodian"), "ask", "clock"),
    "open": (_("Open"), "part", "lock"),
    "expired": (_("Hours are over"), "pass", "clear"),
    "closed": (_("Closed by whoever asked"), "pass", "clear"),
    "refused": (_("Refused"), "stop", "bar"),
    "lapsed": (_("Lapsed"), "pass", "clear"),
}
"""Words, tone and sign of each standing."""


@dataclasses.dataclass(frozen=True)
class WishView:
    """One wish for exceptional access as its page and the list show it."""

    id: str
    number: str
    purpose: str
    hours: int
    notice_after_days: int
    asked_by: str
    asked_at: dt.datetime | None
    allowed_by: tuple[str, ...]
    until: dt.datetime | None
    readings: tuple[dt.datetime, ...]
    standing: str
    words: Promise
    tone: str
    sign: str
    case_known: bool
    may_decide: bool
    may_use: bool


def wish_view(view: AccessView, people: Mapping[str, str]) -> WishView:
    """A wish with people's names where an account is known."""
    access, asked = view.access, view.access.asked
    if asked is None:
        raise ValueError("a wish begins with what was asked")
    words, tone, sign = STANDING[view.standing]
    return WishView(
        id=view.id,
        number=asked.number,
        purpose=asked.purpose,
        hours=asked.hours,
        notice_after_days=asked.notice_after_days,
        asked_by=people.get(access.asked_by, access.asked_by),
        asked_at=access.asked_at,
        allowed_by=tuple(people.get(person, person) for person in access.allowed_by),
        until=access.until,
        readings=tuple(reading.at for reading in access.readings),
        standing=view.standing,
        words=words,
        tone=tone,
        sign=sign,
        case_known=view.case_known,
        may_decide=view.may_decide,
        may_use=view.may_use,
    )
