"""An account that was suspended loses its open sessions at the next click."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse

from licet.web.api.errors import PROTOCOL_ROOTS, ROOT


class SuspendedAccounts:
    """Signs a suspended person out before any page is made."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and (request.user.suspended or not request.user.is_active):
            logout(request)
        return self.get_response(request)


class SignInFirst(LoginRequiredMiddleware):
    """Every page asks for a sign-in unless its view says otherwise; the API answers for itself, with a status and no page."""

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        if request.path.startswith((ROOT, *PROTOCOL_ROOTS, "/openapi.json")):
            return None
        return super().process_view(request, view, args, kwargs)
