"""Lets pages of other sites read what the reconciliation service answers, errors too, as Reconciliation API 0.2 demands."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

ROOT = "/reconcile/"


class OpenReconciliation:
    """Adds the headers of CORS below `/reconcile/`. The star leaves cookies out: whoever asks needs a key of their own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(ROOT):
            return self.get_response(request)
        answer = HttpResponse(status=204) if request.method == "OPTIONS" else self.get_response(request)
        answer["Access-Control-Allow-Origin"] = "*"
        answer["Access-Control-Allow-Headers"] = "Authorization, Content-Type"
        answer["Access-Control-Allow-Methods"] = "GET, POST, OPTIONS"
        return answer
