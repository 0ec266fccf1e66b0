"""An account that was suspended loses its open sessions at the next click."""

from collections.abc import Callable

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse


class SuspendedAccounts:
    """Signs a suspended person out before any page is made."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and (request.user.suspended or not request.user.is_active):
            logout(request)
        return self.get_response(request)
