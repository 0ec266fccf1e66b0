"""Every error of the API is JSON of one shape: `{"faults": [{"where", "says"}]}`; of the other protocols, `{"detail"}`."""

from collections.abc import Callable, Iterable

import msgspec
from django.http import HttpRequest, HttpResponse

from licet.encoding.faults import Fault

ROOT = "/api/v1/"
PROTOCOL_ROOTS = ("/match/", "/search/", "/entities/", "/catalog", "/algorithms", "/reconcile/")
"""Where other protocols are spoken, at the site's root."""
SAYS = {
    400: "the request cannot be read",
    401: "nobody is signed in; send a session or “Authorization: Bearer” with a token",
    403: "this is not allowed to you",
    404: "there is nothing here, or not for you to see",
    405: "this address does not take this method",
    413: "the request is too large",
    429: "too many requests; wait a while",
    500: "something failed on our side; nothing was half-saved",
}


def refusal(status: int, faults: Iterable[Fault]) -> HttpResponse:
    body = {"faults": [{"where": fault.where, "says": fault.says} for fault in faults]}
    return HttpResponse(msgspec.json.encode(body), status=status, content_type="application/json")


def plain_refusal(status: int) -> HttpResponse:
    return refusal(status, [Fault(where="", says=SAYS.get(status, SAYS[400]))])


def detail(status: int, says: str) -> HttpResponse:
    return HttpResponse(msgspec.json.encode({"detail": says}), status=status, content_type="application/json")


class JsonErrors:
    """Turns what the framework answers with a page (unknown address, wrong method, expired form) into the API's own shape."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if (
            not request.path.startswith((ROOT, *PROTOCOL_ROOTS))
            or response.status_code < 400
            or response["Content-Type"].startswith("application/json")
        ):
            return response
        if request.path.startswith(ROOT):
            answer = plain_refusal(response.status_code)
        else:
            says = SAYS.get(response.status_code, SAYS[400])
            answer = detail(response.status_code, f"{says[0].upper()}{says[1:]}.")
        if response.has_header("Allow"):
            answer["Allow"] = response["Allow"]
        return answer
