"""Pages for what went wrong, in the reader's language and with a way onward."""

import logging

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language, get_language_bidi

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
def failed(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django passes it
    """The last page that must come through: it asks neither the database nor the session."""
    rtl = get_language_bidi()
    context = {"page_language": get_language() or "en", "direction": "rtl" if rtl else "ltr", "now": timezone.now()}
    return HttpResponse(render_to_string("licet/errors/500.html", context), status=500)


@login_not_required
def not_allowed(request: HttpRequest, reason: str) -> HttpResponse:
    """The access policies said no to somebody who may know that the thing exists; `reason` is their sentence."""
    return render(request, "licet/errors/403.html", {"reason": reason}, status=403)


@login_not_required
def not_now(request: HttpRequest, reason: str) -> HttpResponse:
    """An act that the present state of a case does not allow; `reason` says why."""
    return render(request, "licet/errors/409.html", {"reason": reason}, status=409)


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    log.warning("a form was refused: %s", reason)
    return render(request, "licet/errors/csrf.html", status=403)


@login_not_required
def locked_out(request: HttpRequest, *_: object, **__: object) -> HttpResponse:
    return render(request, "licet/errors/locked.html", status=429)
