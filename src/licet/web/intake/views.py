"""Applicants' pages. Each view reads its form, calls one service, and presents the answer."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from licet.encoding.faults import Faults
from licet.services import answer as answering
from licet.services import cases as register
from licet.services import submit as submitting
from licet.services.desk import Asked, NotFound
from licet.services.exceptional_access import notices
from licet.web.accounts.actor import actor_of
from licet.web.design.acts import acts_on
from licet.web.design.fields import one_time_id
from licet.web.design.question import IN_THE_REQUEST, asked
from licet.web.intake import drafts, present
from licet.web.intake.forms import OwnAnswerForm, UploadForm
from licet.web.wiring import desk


@require_GET
def requests(request: HttpRequest) -> HttpResponse:
    """The applicant's requests and drafts."""
    page = request.GET.get("page", "")
    found = register.list_cases(
        desk(), actor_of(request), page=int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 1
    )
    own_drafts = [{"id": draft.pk, "tree": drafts.read(draft), "updated_at": draft.updated_at} for draft in drafts.of(request.user)]
    context = {
        "rows": [present.request_row(row) for row in found.rows],
        "drafts": own_drafts,
        "pages": {
            "page": found.page,
            "count": found.pages,
            "previous": f"?page={found.page - 1}" if found.page > 1 else "",
            "next": f"?page={found.page + 1}" if found.more or found.page < found.pages else "",
            "more": found.more,
        },
    }
    return render(request, "intake/requests.html", context)


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Hand a request in as a file; a faulty one is refused whole, with every fault."""
    form = UploadForm(request.POST or None, request.FILES or None)
    faults: tuple[present.FaultRow, ...] = ()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["request_file"]
        attachments = {one.name: one.read() for one in form.cleaned_data["documents"]}
        try:
            receipt = submitting.submit(desk(), Asked(actor_of(request), one_time_id()), file.read(), file.name, attachments)
        except Faults as refused:
            faults = present.fault_rows(refused.faults)
        else:
            return redirect("request-receipt", number=receipt.number)
    return render(request, "intake/upload.html", {"form": form, "faults": faults}, status=422 if faults or form.errors else 200)


@require_GET
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """The number under which the authority has the request, and what happens next."""
    return render(request, "intake/receipt.html", _page(request, number))


@require_GET
def request_page(request: HttpRequest, number: str) -> HttpResponse:
    """Where a request stands, in plain words, and the questions the applicant can answer."""
    return render(request, "intake/request.html", _page(request, number))


@acts_on("request")
def answer(request: HttpRequest, number: str) -> HttpResponse:
    """Answer one of the authority's questions; it counts as the applicant's word."""
    page = _page(request, number, answered=request.POST)
    form = next((question for question in page["questions"] if question.is_bound), None)
    if form is None:
        messages.info(request, gettext("This question is no longer open."))
        return redirect("request", number=number)
    if form.is_valid():
        try:
            answering.answer_fact(
                desk(),
                Asked(actor_of(request), form.cleaned_data["command"]),
                number,
                form.missing.name,
                form.answer(),
                source=form.cleaned_data["source"],
                on=form.cleaned_data["on"],
                about=form.missing.about,
            )
        except Faults as refused:
            for fault in refused.faults:
                form.add_error(fault.where if fault.where in form.fields else None, f"{fault.where}: {fault.says}.")
        else:
            messages.success(request, gettext("Your answer was sent to the authority."))
            return redirect("request", number=number)
    return render(request, "intake/request.html", page | {"bad_form": form}, status=422)


def _page(request: HttpRequest, number: str, answered: Any = None) -> dict[str, Any]:
    try:
        view = register.view_case(desk(), actor_of(request), number)
    except (NotFound, Faults) as absent:
        raise Http404 from absent
    missing = present.own_questions(view.opinions[-1].opinion.missing) if view.opinions else ()
    today = desk().clock.today()
    forms = []
    for fact in missing:
        if fact.name in IN_THE_REQUEST:
            continue
        bound = answered is not None and (answered.get("fact"), answered.get("about") or None) == (fact.name, fact.about)
        forms.append(OwnAnswerForm(fact, answered if bound else None, today=today))
    may_answer = "answer_fact" in view.may
    submitted = view.application.submitted
    return {
        "number": view.number,
        "dossier": view.dossier,
        "items": "; ".join(item.name for item in view.dossier.items),
        "destination": present.country(view.dossier.destination_state) or gettext("not stated"),
        "digest": submitted.dossier if submitted else "",
        "status": present.status_view(view.application.status, waits_for_applicant=bool(missing) and may_answer),
        "questions": forms if may_answer else [],
        "notices": notices(desk(), view.number),
        "for_a_new_request": [asked(fact) for fact in missing if fact.name in IN_THE_REQUEST],
    }
