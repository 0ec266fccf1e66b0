"""Officers' pages. Each view reads its form, calls one service, and presents the answer."""

import datetime as dt
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from licet.encoding.faults import Fault, Faults
from licet.services import answer as answering
from licet.services import assess as assessing
from licet.services import cases as register
from licet.services import replay as replaying
from licet.services.desk import Asked, NotFound
from licet.services.references import snapshot_of
from licet.web.accounts.actor import actor_of
from licet.web.accounts.models import User
from licet.web.casework import case_view, comparison, present, words
from licet.web.casework.forms import AnswerForm, HitForm, PurposeForm
from licet.web.casework.listing import list_view, read_query
from licet.web.casework.party_present import listing_lines
from licet.web.design.acts import acts_on
from licet.web.design.fields import one_time_id
from licet.web.wiring import desk


@require_GET
def cases(request: HttpRequest) -> HttpResponse:
    """The list of cases the reader may see, next action first."""
    wanted = read_query(request.GET)
    found = register.list_cases(desk(), actor_of(request), **wanted)
    return render(request, "casework/cases.html", {"list": list_view(found, wanted, request.GET)})


@require_GET
def case(request: HttpRequest, number: str) -> HttpResponse:
    """One case: its opinion, what is missing, findings and evidence, journal."""
    return _case_page(request, _view(request, number))


@acts_on("case")
def answer(request: HttpRequest, number: str) -> HttpResponse:
    """Answer a missing fact; the case is assessed again at once."""
    view = _view(request, number)
    opinion = view.opinions[-1].opinion if view.opinions else None
    wanted = (request.POST.get("fact"), request.POST.get("about") or None)
    missing = next((fact for fact in (opinion.missing if opinion else ()) if (fact.name, fact.about) == wanted), None)
    if missing is None:
        messages.warning(request, gettext("This question is no longer open; the page shows the case as it stands now."))
        return redirect("case", number=number)
    form = AnswerForm(missing, request.POST, today=desk().clock.today())
    if form.is_valid():
        try:
            formed = answering.answer_fact(
                desk(),
                Asked(actor_of(request), form.cleaned_data["command"]),
                number,
                missing.name,
                form.answer(),
                source=form.cleaned_data["source"],
                on=form.cleaned_data["on"],
                about=missing.about,
            )
        except Faults as refused:
            add_faults(form, refused)
        else:
            messages.success(request, _assessed_words(formed.opinion.recommendation))
            return redirect("case", number=number)
    return _case_page(request, view, bad_answer=form, status=422)


@acts_on("case")
def decide_hit(request: HttpRequest, number: str) -> HttpResponse:
    """Clear or confirm a screening hit; the case is assessed again at once."""
    view = _view(request, number)
    given = request.POST
    form = HitForm(given.get("party", ""), given.get("record_id", ""), given.get("on_list", ""), given)
    state = request.POST.get("state")
    if form.is_valid() and state in ("cleared", "confirmed"):
        try:
            formed = answering.decide_hit(
                desk(),
                Asked(actor_of(request), form.cleaned_data["command"]),
                number,
                form.cleaned_data["party"],
                form.cleaned_data["record_id"],
                state,
                why=form.cleaned_data["why"],
                on_list=form.cleaned_data["on_list"] or None,
                until=form.cleaned_data["until"],
            )
        except Faults as refused:
            add_faults(form, refused)
        else:
            messages.success(request, _assessed_words(formed.opinion.recommendation))
            return redirect(reverse("case", args=[number]) + "#screening")
    return _case_page(request, view, bad_hit=form, status=422)


@acts_on("case")
def assess(request: HttpRequest, number: str) -> HttpResponse:
    """Assess a case again, by the law and lists in force today."""
    command = request.POST.get("command") or one_time_id()
    formed = assessing.assess_case(desk(), Asked(actor_of(request), command), number)
    messages.success(request, _assessed_words(formed.opinion.recommendation))
    return redirect("case", number=number)


@acts_on("case")
def replay(request: HttpRequest, number: str) -> HttpResponse:
    """Rerun an opinion of the case from its inputs and say whether it comes out the same."""
    view = _view(request, number)
    digest = request.POST.get("opinion", "")
    if digest not in {one.digest for one in view.opinions}:
        raise Http404
    try:
        outcome = replaying.replay(desk(), desk().contents.get(digest), person=actor_of(request).person)
    except Faults as refused:
        replayed = {
            "equal": False,
            "says": gettext("The opinion cannot be rerun."),
            "differences": [str(fault) for fault in refused.faults],
        }
    else:
        replayed = _replay_words(outcome)
    return _case_page(request, view, replay=replayed)


@require_GET
def changes(request: HttpRequest, number: str) -> HttpResponse:
    """What changed between two opinions of a case; the last two unless the address names others."""
    view = _view(request, number)
    by_digest = {one.digest: index for index, one in enumerate(view.opinions)}
    now = by_digest.get(request.GET.get("to", ""), len(view.opinions) - 1)
    was = by_digest.get(request.GET.get("from", ""), now - 1)
    if min(was, now) < 0:
        raise Http404
    return render(
        request,
        "casework/changes.html",
        {
            "case": case_view.case_header(view.number, view.dossier, view.application),
            "changes": comparison.changes(view.opinions[was].opinion, view.opinions[now].opinion),
            "before_at": dt.datetime.fromisoformat(view.opinions[was].formed_at),
            "after_at": dt.datetime.fromisoformat(view.opinions[now].formed_at),
        },
    )


@require_http_methods(["GET", "POST"])
def names(request: HttpRequest, number: str) -> HttpResponse:
    """The parties' names and the evidence of screening, for a stated purpose that is written down first."""
    view = _view(request, number)
    context: dict[str, Any] = {"case": case_view.case_header(view.number, view.dossier, view.application)}
    form = PurposeForm(request.POST if request.method == "POST" else None)
    context["form"] = form
    if request.method == "POST" and form.is_valid():
        purpose = form.cleaned_data["purpose"]
        identities = register.open_identities(desk(), actor_of(request), number, purpose=purpose)
        report = register.open_report(desk(), actor_of(request), number, purpose=purpose) if view.opinions else None
        context |= {"purpose": purpose, "parties": case_view.identity_rows(identities, report)}
    return render(request, "casework/names.html", context, status=422 if form.errors else 200)


def _view(request: HttpRequest, number: str) -> register.CaseView:
    try:
        return register.view_case(desk(), actor_of(request), number)
    except (NotFound, Faults) as absent:
        raise Http404 from absent


def _case_page(
    request: HttpRequest,
    view: register.CaseView,
    *,
    bad_answer: AnswerForm | None = None,
    bad_hit: HitForm | None = None,
    replay: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    latest = view.opinions[-1] if view.opinions else None
    opinion = None
    editions: tuple[present.EditionRow, ...] = ()
    if latest is not None:
        grouped_by = "instrument" if request.GET.get("by") == "instrument" else "outcome"
        opinion = present.opinion_view(latest.opinion, latest.digest, grouped_by=grouped_by)
        opinion = _with_forms(opinion, latest.opinion, view, bad_answer, bad_hit)
        inputs = latest.opinion.inputs
        editions = tuple(
            present.edition_row(edition, inputs.as_of)
            for edition in snapshot_of(desk().library, as_of=inputs.as_of, known_at=inputs.known_at).editions
        )
    # Whoever may read the journal of a case may see who read its names.
    readings = desk().journal.read(f"sealed/{view.dossier.reference}") if "view_journal" in view.may else ()
    people = dict(User.objects.values_list("person_id", "name"))
    journal = case_view.event_rows(view.events, view.application, readings, people)
    header = case_view.case_header(view.number, view.dossier, view.application)
    context = {
        "case": header
        | {
            "assessed_at": latest.formed_at if latest else None,
            "parts": case_view.parts(opinion, len(journal) if journal else None),
            "transfer": case_view.transfer_rows(view.dossier),
            "legs": [case_view.leg_row(leg) for leg in view.dossier.legs],
            "documents": view.dossier.documents,
            "statement": view.dossier.end_use.statement if view.dossier.end_use else "",
            "undertakings": case_view.undertaking_rows(view.dossier),
            "stated": [case_view.stated_row(fact) for fact in view.dossier.facts],
            "opinions": case_view.past_opinions(view.number, view.opinions),
            "editions": editions,
            "journal": journal,
            "listings": listing_lines(view.application.listings),
            "answer_address": reverse("case-answer", args=[view.number]),
            "hit_address": reverse("case-hit", args=[view.number]),
            "replay_address": reverse("case-replay", args=[view.number]) + "#replayed",
        },
        "opinion": opinion,
        "bad_form": bad_answer or bad_hit,
        "replay": replay,
        "may": view.may,
        "command": one_time_id(),
    }
    return render(request, "casework/case.html", context, status=status)


def _with_forms(
    opinion: present.OpinionView,
    given: Any,
    view: register.CaseView,
    bad_answer: AnswerForm | None,
    bad_hit: HitForm | None,
) -> present.OpinionView:
    """Put a form beside each question and each open hit that the reader may decide."""
    today = desk().clock.today()
    if "attest_fact" in view.may:
        by_key = {present.question_key(fact): fact for fact in given.missing}
        cards = []
        for card in opinion.questions:
            fact = by_key[card.key]
            bad = bad_answer is not None and bad_answer.missing == fact
            form = bad_answer if bad else AnswerForm(fact, today=today)
            cards.append(replace(card, form=form, open=bad) if card.answered_here else card)
        opinion = replace(opinion, questions=tuple(cards))
    if "clear_hit" in view.may:
        parties = []
        for party in opinion.parties:
            hits = []
            for hit in party.hits:
                meant = (party.path, hit.record_id, hit.list)
                bad = bad_hit is not None and tuple(bad_hit.data.get(name) for name in ("party", "record_id", "on_list")) == meant
                form = (bad_hit if bad else HitForm(*meant)) if hit.decidable else None
                hits.append(replace(hit, form=form, opened=bad))
            parties.append(replace(party, hits=tuple(hits)))
        opinion = replace(opinion, parties=tuple(parties))
    return opinion


def add_faults(form: Any, refused: Faults) -> None:
    """Put each fault to the field it names, or above the form."""
    for fault in refused.faults:
        name = fault.where if fault.where in form.fields else None
        form.add_error(name, fault_words(fault))


def fault_words(fault: Fault) -> str:
    """A fault as a sentence of its own."""
    return f"{fault.where}: {fault.says}."


def _assessed_words(recommendation: str) -> str:
    return gettext("Assessed again. Recommendation: %(recommendation)s.") % {"recommendation": words.RECOMMENDATION[recommendation]}


def _replay_words(outcome: replaying.Replayed) -> dict[str, Any]:
    differences = [f"{one.where}: {one.was} → {one.now}" for one in outcome.differences]
    if outcome.equal:
        says = gettext("The same inputs gave the same opinion, byte for byte.")
    elif outcome.other_software:
        says = gettext("The software has changed since; everything was computed anew and compared.")
    else:
        says = gettext("The rerun differs. Keep both and tell the operator.")
    return {"equal": outcome.equal, "says": says, "differences": differences}
