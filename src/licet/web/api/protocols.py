"""The second way in for programs: addresses and shapes of the yente API and of the Reconciliation API, at the site's root.

Whoever calls sends a token; a session does not count, since no page calls here. Every error is `{"detail": "sentence"}`.
"""

import re
import time
from collections.abc import Iterable
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from ninja.errors import AuthenticationError, HttpError, ValidationError

import licet
from licet.access.actor import Actor
from licet.encoding.faults import Fault, Faults
from licet.services.desk import NotAllowed, NotFound
from licet.services.list_search import Directory, directory_of
from licet.services.screen import Lists, lists_in_force
from licet.web.api.auth import ApiKey, TokenAuth
from licet.web.api.described import DescribedAPI
from licet.web.api.errors import SAYS, detail
from licet.web.api.yente_shapes import components
from licet.web.library.visible import require_reader
from licet.web.wiring import desk

MOST_QUERIES = 100
LARGEST_REQUEST = 2 * 1024 * 1024
MOST_SECONDS = 60


protocols = DescribedAPI(
    components,
    title="Licet: matching",
    version=licet.__version__,
    description="The lists in force, in the shapes of the yente API and of the Reconciliation API 0.2. Nothing that is asked here is kept.",
    auth=[TokenAuth(), ApiKey()],
    urls_namespace="protocols",
    docs_url=None,
)


def reader(request: HttpRequest) -> Actor:
    """Who calls, if they may screen; raises `NotAllowed`."""
    actor: Actor = request.auth  # type: ignore[attr-defined] # the API's authentication puts it there
    require_reader(actor)
    return actor


def lists_and_directory(dataset: str = "default") -> tuple[Lists, Directory]:
    """The lists in force, and the directory of them; raises `HttpError` where there is no such data set, or no list at all."""
    try:
        lists = lists_in_force(desk())
    except Faults as none:
        raise HttpError(503, str(none.faults[0])) from none
    directory = directory_of(lists)
    if not directory.knows(dataset):
        raise HttpError(404, f"No such dataset: {dataset[:60]}. See /catalog.")
    return lists, directory


class Deadline:
    """The time that one request may take."""

    def __init__(self, seconds: float = MOST_SECONDS) -> None:
        self._end = time.monotonic() + seconds

    def check(self) -> None:
        if time.monotonic() > self._end:
            raise HttpError(503, f"This took more than {MOST_SECONDS} seconds; send fewer queries at a time.")


def body_of(request: HttpRequest) -> bytes:
    """The body of a request; raises `HttpError` for one too large to be read."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_REQUEST:
        raise HttpError(413, f"The request is larger than {LARGEST_REQUEST:,} bytes; send fewer queries at a time.")
    return request.body


def answered(document: Any, *, status: int = 200) -> HttpResponse:
    return HttpResponse(msgspec.json.encode(document), status=status, content_type="application/json")


def said(faults: Iterable[Fault]) -> str:
    return " ".join(str(fault) for fault in faults)


@protocols.exception_handler(Faults)
def _faulty(_request: HttpRequest, refused: Faults) -> HttpResponse:
    return detail(400, said(refused.faults))


@protocols.exception_handler(ValidationError)
def _invalid(_request: HttpRequest, refused: ValidationError) -> HttpResponse:
    says = "; ".join(f"{'.'.join(str(part) for part in error['loc'][1:])}: {error['msg']}" for error in refused.errors)
    return detail(422, re.sub(r"\s+", " ", says)[:500])


@protocols.exception_handler(NotAllowed)
def _forbidden(_request: HttpRequest, no: NotAllowed) -> HttpResponse:
    return detail(403, no.decision.reason)


@protocols.exception_handler(NotFound)
def _absent(_request: HttpRequest, no: NotFound) -> HttpResponse:
    return detail(404, str(no))


@protocols.exception_handler(AuthenticationError)
def _nobody(_request: HttpRequest, _no: AuthenticationError) -> HttpResponse:
    return detail(401, f"{SAYS[401][0].upper()}{SAYS[401][1:]}.")


@protocols.exception_handler(HttpError)
def _http(_request: HttpRequest, error: HttpError) -> HttpResponse:
    return detail(error.status_code, str(error))
