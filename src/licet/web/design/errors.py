"""Pages for what went wrong, in the reader's language and with a way onward."""

import logging

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

log = logging.getLogger(__name__)


@login_not_required
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django passes it
    return render(request, "licet/errors/400.html", status=400)


@login_not_required
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django passes it
    return render(request, "licet/errors/403.html", status=403)


@login_not_required
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django passes it
    return render(request, "licet/errors/404.html", status=404)


@login_not_required
def failed(request: HttpRequest) -> HttpResponse:
    return render(request, "licet/errors/500.html", status=500)


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    log.warning("a form was refused: %s", reason)
    return render(request, "licet/errors/csrf.html", status=403)


@login_not_required
def locked_out(request: HttpRequest, *_: object, **__: object) -> HttpResponse:
    return render(request, "licet/errors/locked.html", status=429)
