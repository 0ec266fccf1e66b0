"""Pages of classification without a case. The address holds the answers; the service classifies and says what to ask."""

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from licet.classification.answer import read_answer
from licet.encoding.dates import read_date
from licet.encoding.faults import Faults
from licet.services.classify import Classified, classify_item, entries_on, search_wording, wording_on
from licet.web.classify.answers import Answers, read_answers
from licet.web.classify.forms import AnswerForm, ItemForm
from licet.web.classify.present import answer_rows, found_row, list_rows
from licet.web.wiring import desk

MOST_LETTERS = 200
MOST_FOUND = 50


@require_GET
def item(request: HttpRequest) -> HttpResponse:
    """What the lists say of an item so far, and the next question."""
    try:
        entries = entries_on(desk(), desk().clock.today())
    except Faults as refused:
        return _refused(request, refused)
    start = ItemForm([one.id for head in entries.heads for one in head.kinds], request.GET if "kind" in request.GET else None)
    if not start.is_valid():
        return render(request, "classify/start.html", {"form": start}, status=422 if start.errors else 200)
    answers = read_answers(request.GET, entries.parameters)
    try:
        found = _classified(answers)
    except Faults as refused:
        return _refused(request, refused)
    form, asked = None, next(iter(found.questions), None)
    if asked is not None:
        answering = request.GET.get("ask") == asked.parameter.name
        form = AnswerForm(asked, request.GET if answering else None)
        if answering and "skip" in request.GET:
            return redirect(request.path + answers.with_answer(asked.parameter.name, None).address())
        if answering and form.is_valid():
            try:
                value = read_answer(asked.parameter, form.cleaned_data["value"])
            except Faults as wrong:
                for fault in wrong.faults:
                    form.add_error("value", fault.says)
            else:
                return redirect(request.path + answers.with_answer(asked.parameter.name, value).address())
    context = {
        "answers": answers,
        "address": answers.address(),
        "carried": answers.carried(),
        "given": answer_rows(answers, entries.parameters),
        "lists": list_rows(found.classification),
        "as_of": found.classification.as_of,
        "hypothetical": found.hypothetical,
        "question": asked,
        "form": form,
        "left": len(found.questions),
    }
    return render(request, "classify/item.html", context, status=422 if form is not None and form.errors else 200)


@require_GET
def wording(request: HttpRequest) -> HttpResponse:
    """Entries of the control lists that speak of something, best first."""
    query = request.GET.get("q", "").strip()[:MOST_LETTERS]
    context: dict[str, Any] = {"query": query, "searched": bool(query)}
    if query:
        try:
            context["found"] = [found_row(one) for one in search_wording(desk(), query, most=MOST_FOUND)]
        except Faults:
            context["absent"] = True
    return render(request, "classify/wording.html", context)


@require_GET
def entry(request: HttpRequest, code: str) -> HttpResponse:
    """An entry's whole wording, of every list that has it."""
    found = [one for one in wording_on(desk(), desk().clock.today()) if one.code == code.upper()]
    if not found:
        raise Http404
    return render(request, "classify/entry.html", {"code": code.upper(), "entries": found})


@require_GET
def item_file(request: HttpRequest) -> HttpResponse:
    """The item with its answers, as the file that `licet classify` and a request read."""
    try:
        parameters = entries_on(desk(), desk().clock.today()).parameters
    except Faults as absent:
        raise Http404 from absent
    item = read_answers(request.GET, parameters).item()
    body = json.dumps({"name": item.name, "kind": item.kind, "facts": item.facts}, ensure_ascii=False, indent=2) + "\n"
    return HttpResponse(
        body, content_type="application/json; charset=utf-8", headers={"Content-Disposition": 'attachment; filename="item.json"'}
    )


def _refused(request: HttpRequest, refused: Faults) -> HttpResponse:
    return render(request, "classify/start.html", {"faults": refused.faults, "form": None}, status=422)


def _classified(answers: Answers) -> Classified:
    return classify_item(desk(), answers.item(), on=read_date(answers.on) if answers.on else None)
