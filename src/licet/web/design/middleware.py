"""What holds for every page: private answers are kept by no cache, and a refusal by the services has a page of its own."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from licet.lifecycle.transition import Refused
from licet.sealing.keys import IdentityDestroyed
from licet.services.desk import NotAllowed, NotFound
from licet.web.design import errors


class PrivatePages:
    """Marks every answer to a signed-in person as not to be stored, so that the back button of a shared machine shows nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return response


class Refusals:
    """Turns what a service refuses into the page that says so, wherever a view did not say it better."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, NotFound):
            return errors.not_found(request)
        if isinstance(error, NotAllowed):
            return errors.not_allowed(request, error.decision.reason)
        if isinstance(error, Refused | IdentityDestroyed):
            return errors.not_now(request, str(error))
        return None
