"""The routes of `/api/v1`. Each reads its input whole, calls one service, and answers with a published shape."""

import json
from typing import Any, Literal
from urllib.parse import quote

import msgspec
from django.http import HttpRequest, HttpResponse
from msgspec import structs
from ninja import Path, Query
from ninja.errors import AuthenticationError, HttpError, ValidationError

import licet
from licet.access.act import Act
from licet.access.actor import Actor
from licet.classification.item import read_item
from licet.dossier.intake import faults_of
from licet.dossier.values import Activity
from licet.encoding.canonical import to_plain
from licet.encoding.faults import Fault, Faults
from licet.encoding.reading import read_value
from licet.encoding.source import read_tree
from licet.lifecycle.transition import Refused
from licet.sealing.keys import IdentityDestroyed
from licet.services import answer as answering
from licet.services import assess as assessing
from licet.services import cases as register
from licet.services import replay as replaying
from licet.services import screen as screening
from licet.services import submit as submitting
from licet.services.desk import Asked, NotAllowed, NotFound, require
from licet.services.list_age import list_cautions
from licet.services.ports import CaseOrder
from licet.services.references import snapshot_of
from licet.web.api import shapes
from licet.web.api.auth import AUTH, address_key
from licet.web.api.described import DescribedAPI
from licet.web.api.errors import plain_refusal, refusal
from licet.web.api.models import Token
from licet.web.api.without_case import classify_item, hypothetical
from licet.web.design.fields import one_time_id
from licet.web.library.visible import editions_for, require_reader
from licet.web.wiring import desk

MOST_PER_PAGE = 200
Recommendation = Literal["permit", "permit_with_conditions", "refer", "refuse"]
Actors = Literal["officer", "exporter", "nobody"]


api = DescribedAPI(
    shapes.components,
    title="Licet",
    version=licet.__version__,
    description="Requests to transfer arms and dual-use goods: hand in, list, read, answer, assess, replay. Licet recommends; only an officer decides.",
    auth=AUTH,
    urls_namespace="api-v1",
    docs_url=None,
)

ERRORS = {
    "401": "Nobody is signed in.",
    "403": "The caller may not do this.",
    "404": "There is nothing here, or not for the caller to see.",
    "422": "The input is refused whole; every fault is listed.",
}


def described(
    answer: type[Any],
    *,
    takes: type[Any] | None = None,
    status: str = "200",
    says: str = "Done.",
    also: dict[str, str] | None = None,
) -> dict[str, Any]:
    """How an operation is described: what it takes, what it answers, and how it refuses."""
    found: dict[str, Any] = {
        "responses": {
            status: {"description": says, "content": {"application/json": {"schema": shapes.ref(answer)}}},
            **{
                code: {"description": words, "content": {"application/json": {"schema": shapes.ref(answer)}}}
                for code, words in (also or {}).items()
            },
            **{
                code: {"description": words, "content": {"application/json": {"schema": shapes.ref(shapes.Refusal)}}}
                for code, words in ERRORS.items()
            },
        }
    }
    if takes is not None:
        found["requestBody"] = {"required": True, "content": {"application/json": {"schema": shapes.ref(takes)}}}
    return found


# ---- requests and cases


@api.post("/requests", summary="Hand in a request", tags=["Requests"], openapi_extra=described(
    submitting.Receipt, takes=shapes.Request, status="201", says="Received under a new number.", also={"200": "The same request was received before; its receipt."}
))  # fmt: skip
def submit(request: HttpRequest) -> HttpResponse:
    """Take a request in, or refuse it whole with every fault. The same request twice gets the same number.

    Documents that name a path cannot come this way; hand such a request in on the site, or leave the paths out.
    """
    receipt = submitting.submit(desk(), Asked(_actor(request), one_time_id()), request.body, "request.json")
    return answered(receipt, status=200 if receipt.again else 201)


@api.get("/cases", summary="List cases", tags=["Cases"], openapi_extra=described(shapes.CaseLines))
def list_cases(
    request: HttpRequest,
    words: str = Query("", max_length=200, description="words that must all occur in number, reference, goods or states"),
    recommendation: Recommendation | None = None,
    activity: Activity | None = None,
    destination: str | None = Query(None, pattern="^[A-Z]{2}$", description="ISO 3166-1 code"),
    next_actor: Actors | None = None,
    order: CaseOrder = "updated_at",
    descending: bool = True,
    page: int = Query(1, ge=1, le=1_000_000),
    per_page: int = Query(25, ge=1, le=MOST_PER_PAGE),
) -> HttpResponse:
    """One page of the cases the caller may see. With `more` there are more than `total` of them; only so many were counted."""
    found = register.list_cases(
        desk(),
        _actor(request),
        words=words,
        recommendation=recommendation,
        activity=activity,
        destination=destination,
        next_actor=next_actor,
        order=order,
        descending=descending,
        page=page,
        per_page=per_page,
    )
    rows = tuple(shapes.CaseLine(**{name: getattr(row, name) for name in shapes.CaseLine.__struct_fields__}) for row in found.rows)
    return answered(shapes.CaseLines(rows=rows, total=found.total, more=found.more, page=found.page, pages=found.pages))


Number = Path(..., max_length=80, description="the number under which the request was received, such as NO-2026-00001")


@api.get("/cases/{number}", summary="Read a case", tags=["Cases"], openapi_extra=described(shapes.CaseShape))
def read_case(request: HttpRequest, number: str = Number) -> HttpResponse:
    """One case, with its dossier (identities by reference), the opinions so far and what is missing."""
    view = register.view_case(desk(), _actor(request), number)
    return answered(
        shapes.CaseShape(
            number=view.number,
            status=view.application.status,
            dossier=view.dossier,
            opinions=tuple(
                shapes.OpinionLine(digest=one.digest, formed_at=one.formed_at, recommendation=one.opinion.recommendation)
                for one in view.opinions
            ),
            missing=view.opinions[-1].opinion.missing if view.opinions else (),
            answers=view.application.answers,
            may=tuple(sorted(view.may)),
        )
    )


@api.get("/cases/{number}/opinion", summary="Read an opinion", tags=["Cases"], openapi_extra=described(shapes.Opinion))
def read_opinion(
    request: HttpRequest,
    number: str = Number,
    digest: str | None = Query(None, max_length=71, description="which opinion; the latest when left out"),
) -> HttpResponse:
    """An opinion on a case, without the findings above the caller's level."""
    return answered(_opinion(request, number, digest).opinion)


@api.post("/cases/{number}/answers", summary="Answer a missing fact", tags=["Cases"], openapi_extra=described(
    shapes.Opinion, takes=shapes.Answer, says="Answered and assessed again: the new opinion."
))  # fmt: skip
def answer(request: HttpRequest, number: str = Number) -> HttpResponse:
    """Answer a fact with its source and day; the case is assessed again at once.

    An officer's answer attests the fact; an applicant's stands as the applicant's word. The same
    `command` a second time does nothing twice.
    """
    given = read_value(read_tree(request.body, "answer.json"), shapes.Answer)
    actor = _actor(request)
    answering.answer_fact(
        desk(),
        Asked(actor, f"api-{given.command}" if given.command else one_time_id()),
        number,
        given.name,
        given.value,
        source=given.source,
        on=given.on,
        about=given.about,
    )
    return answered(_opinion(request, number, None).opinion)


@api.post(
    "/cases/{number}/replay",
    summary="Replay an opinion",
    tags=["Cases"],
    openapi_extra=described(shapes.ReplayShape, takes=shapes.ReplayAsked),
)
def replay(request: HttpRequest, number: str = Number) -> HttpResponse:
    """Rerun an opinion from the inputs it names by digest, and say whether it comes out the same, byte for byte."""
    given = read_value(read_tree(request.body or b"{}", "replay.json"), shapes.ReplayAsked)
    asked = _opinion(request, number, given.opinion)
    outcome = replaying.replay(desk(), desk().contents.get(asked.digest), person=_actor(request).person)
    return answered(shapes.ReplayShape(equal=outcome.equal, other_software=outcome.other_software, differences=outcome.differences))


# ---- without a case


@api.get("/editions", summary="List editions", tags=["Reference"], openapi_extra=described(shapes.Editions))
def editions(request: HttpRequest) -> HttpResponse:
    """Every edition of every list and table that the caller may see."""
    return answered(shapes.Editions(editions=editions_for(desk(), _actor(request))))


@api.post(
    "/screen",
    summary="Screen a party",
    tags=["Without a case"],
    openapi_extra=described(shapes.ScreeningAnswer, takes=shapes.ScreenAsked),
)
def screen(request: HttpRequest) -> HttpResponse:
    """Compare one party with every list in force today. Nothing is kept."""
    require_reader(_actor(request))
    asked = read_value(read_tree(request.body, "party.json"), shapes.ScreenAsked)
    faults = tuple(screening.check_party(asked.schema, asked.properties))
    if faults:
        raise Faults(faults)
    found = screening.lists_in_force(desk()).screen(asked.schema, asked.properties)
    warnings = list_cautions(desk(), snapshot_of(desk().library, as_of=desk().clock.today()))
    return answered(shapes.ScreeningAnswer(**structs.asdict(found), warnings=warnings))


@api.get(
    "/reconcile-address",
    summary="Get an address for OpenRefine",
    tags=["Without a case"],
    openapi_extra=described(shapes.ReconcileAddress),
)
def reconcile_address(
    request: HttpRequest,
    dataset: str = Query("default", max_length=80, description="a list or edition of the catalog, or default for all of them"),
) -> HttpResponse:
    """The address of the reconciliation service with a key made from the token of this call; a session has no token to make one from."""
    require_reader(_actor(request))
    scheme, _, text = request.headers.get("Authorization", "").partition(" ")
    token = Token.find(text) if scheme.lower() == "bearer" else None
    if token is None:
        raise Faults([Fault("Authorization", "must be “Bearer” and a token; make one on your account page")])
    path = f"/reconcile/{quote(dataset, safe='')}?api_key={quote(address_key(token))}"
    return answered(shapes.ReconcileAddress(address=request.build_absolute_uri(path)))


@api.post(
    "/classify",
    summary="Classify an item",
    tags=["Without a case"],
    openapi_extra=described(shapes.Classification, takes=shapes.ItemAsked),
)
def classify(request: HttpRequest) -> HttpResponse:
    """Test an item against the control lists in force on a day; a day to come is hypothetical. Nothing is kept."""
    asked = read_value(read_tree(request.body, "item.json"), shapes.ItemAsked)
    plain = {"name": asked.name, "kind": asked.kind, "facts": to_plain(asked.facts)}
    item = read_item(json.dumps(plain).encode(), "item.json")
    return answered(classify_item(desk(), item, on=asked.on or desk().clock.today()))


@api.post(
    "/assess",
    summary="Assess without a case",
    tags=["Without a case"],
    openapi_extra=described(shapes.WhatIfShape, takes=shapes.WhatIf),
)
def what_if(request: HttpRequest) -> HttpResponse:
    """Assess a request without entering it in the register: what if it were handed in?"""
    actor = _actor(request)
    asked = read_value(read_tree(request.body, "what-if.json"), shapes.WhatIf)
    require(actor, Act.ASSESS_CASE, hypothetical(asked.request))
    faults = [msgspec.structs.replace(fault, where=f"request.{fault.where}") for fault in faults_of(asked.request)]
    if faults:
        raise Faults(faults)
    formed = assessing.assess_request(desk(), asked.request, person=actor.person, as_of=asked.as_of or desk().clock.today())
    return answered(shapes.WhatIfShape(digest=formed.digest, opinion=formed.opinion))


# ---- shared by all


def answered(value: msgspec.Struct, *, status: int = 200) -> HttpResponse:
    """A value as the API's own JSON."""
    return HttpResponse(msgspec.json.encode(value), status=status, content_type="application/json")


def _actor(request: HttpRequest) -> Actor:
    return request.auth  # type: ignore[attr-defined, no-any-return] # the API's authentication puts it there


def _opinion(request: HttpRequest, number: str, digest: str | None) -> register.OpinionView:
    view = register.view_case(desk(), _actor(request), number)
    found = [one for one in view.opinions if digest in (None, one.digest)]
    if not found:
        raise NotFound(f"The opinion {digest or 'on case ' + number}")
    return found[-1]


@api.exception_handler(Faults)
def _faulty(_request: HttpRequest, refused: Faults) -> HttpResponse:
    return refusal(422, refused.faults)


@api.exception_handler(ValidationError)
def _invalid(_request: HttpRequest, refused: ValidationError) -> HttpResponse:
    return refusal(
        422, [Fault(where=".".join(str(part) for part in error["loc"][1:]), says=error["msg"]) for error in refused.errors]
    )


@api.exception_handler(Refused)
def _not_now(_request: HttpRequest, refused: Refused) -> HttpResponse:
    return refusal(422, [Fault(where="", says=str(refused).rstrip("."))])


@api.exception_handler(IdentityDestroyed)
def _destroyed(_request: HttpRequest, gone: IdentityDestroyed) -> HttpResponse:
    return refusal(422, [Fault(where="identity", says=str(gone).rstrip("."))])


@api.exception_handler(NotAllowed)
def _forbidden(_request: HttpRequest, no: NotAllowed) -> HttpResponse:
    return refusal(403, [Fault(where="", says=no.decision.reason.rstrip("."))])


@api.exception_handler(NotFound)
def _absent(_request: HttpRequest, no: NotFound) -> HttpResponse:
    return refusal(404, [Fault(where="", says=str(no).rstrip("."))])


@api.exception_handler(AuthenticationError)
def _nobody(_request: HttpRequest, _no: AuthenticationError) -> HttpResponse:
    return plain_refusal(401)


@api.exception_handler(HttpError)
def _http(_request: HttpRequest, error: HttpError) -> HttpResponse:
    return plain_refusal(error.status_code)
