"""How the sign-in library is told that accounts are given, not taken."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedAdapter(DefaultAccountAdapter):
    """Nobody signs up; an authority opens accounts (`licet account`)."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - the library passes it
        return False


def name_tried(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The e-mail address somebody tried to sign in with, by which failures are counted."""
    return str((credentials or {}).get("email") or request.POST.get("login", "")).lower()
