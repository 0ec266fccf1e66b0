"""What the frame of every page needs to know."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi, gettext

from licet.web.accounts.actor import works_for_authority
from licet.web.library.present import held_now
from licet.web.wiring import desk


def frame(request: HttpRequest) -> dict[str, Any]:
    return {
        "demonstration": settings.DEMONSTRATION,
        "direction": "rtl" if get_language_bidi() else "ltr",
        "page_language": get_language() or settings.LANGUAGE_CODE,
        "languages": [("en", "English"), ("ar", "العربية")],
        "here": request.get_full_path(),
        "navigation": _navigation(request),
        "staff": _is_staff(request),
        "held_lists": held_now(desk()) if _is_staff(request) else (),
    }


def _is_staff(request: HttpRequest) -> bool:
    user = getattr(request, "user", None)
    return user is not None and user.is_authenticated and works_for_authority(user)


def _navigation(request: HttpRequest) -> list[dict[str, Any]]:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    if works_for_authority(user):
        links = [
            ("cases", gettext("Cases")),
            ("classify", gettext("Classify an item")),
            ("portfolio", gettext("Portfolio")),
            ("contracts", gettext("Planning")),
            ("parties", gettext("Stored parties")),
            ("editions", gettext("Lists in use")),
            ("exceptions", gettext("Exceptional access")),
            ("access-review", gettext("Access")),
            ("ledger", gettext("Ledger")),
            ("help", gettext("Help")),
        ]
    else:
        links = [
            ("requests", gettext("Your requests")),
            ("classify", gettext("Classify an item")),
            ("portfolio", gettext("Portfolio")),
            ("ledger", gettext("Ledger")),
            ("help", gettext("Help")),
        ]
    return [
        {
            "address": reverse(name),
            "words": words,
            "here": request.path.startswith(reverse(name)),
            "exact": request.path == reverse(name),
        }
        for name, words in links
    ]
