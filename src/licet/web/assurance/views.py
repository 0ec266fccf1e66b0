"""Pages of the log and of the review of access. Each view reads its address, calls one service, and presents the answer."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from licet.encoding.faults import Faults
from licet.services import access_review
from licet.services import receipts as log_receipts
from licet.services.claims import NotProvable
from licet.services.desk import Asked, NotFound
from licet.services.ledger_keys import policy_text
from licet.services.oversight import export
from licet.storage.recipients import read_recipient
from licet.web.accounts.actor import actor_of, actor_of_account, works_for_authority
from licet.web.accounts.models import User
from licet.web.assurance.forms import ChangeForm, OversightForm
from licet.web.assurance.present import Account, act_parts, change_lines, role_words
from licet.web.assurance.words import EVENT, PREDICATE
from licet.web.design.errors import not_now
from licet.web.design.fields import one_time_id
from licet.web.wiring import desk

PER_PAGE = 25
MOST_LETTERS = 80
LARGEST_KEY = 10_000
"""Bytes; a public key has some hundred."""


@require_GET
def ledger(request: HttpRequest) -> HttpResponse:
    """How the log stands, its checkpoints, and what can be claimed of it."""
    standing = log_receipts.standing(desk(), actor_of(request))
    page = Paginator(log_receipts.checkpoints(desk()), PER_PAGE).get_page(request.GET.get("page"))
    pages = {
        "page": page.number,
        "count": page.paginator.num_pages,
        "previous": f"?page={page.number - 1}" if page.has_previous() else "",
        "next": f"?page={page.number + 1}" if page.has_next() else "",
    }
    context = {
        "log": standing,
        "checkpoints": page.object_list,
        "total": page.paginator.count,
        "pages": pages,
        "predicates": [(one.name, PREDICATE.get(one.name), one.meaning) for one in standing.predicates] if standing else [],
        "number": request.GET.get("case", "").strip().upper()[:MOST_LETTERS],
    }
    return render(request, "assurance/ledger.html", context)


@require_GET
def checkpoint_file(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django passes it
    """The newest checkpoint with all its signatures, as a witness or verifier reads it."""
    newest = desk().book.rows.newest_checkpoint()
    if newest is None:
        raise Http404
    return _file(newest.note, "checkpoint.txt")


@require_GET
def policy_file(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django passes it
    """A policy that trusts this log alone: what a verifier begins with."""
    try:
        return _file(policy_text(desk().book).encode(), "policy.txt")
    except NotProvable as error:
        raise Http404 from error


@require_GET
def receipts(request: HttpRequest, number: str) -> HttpResponse:
    """The events of a case that stand in the log, each with its receipt."""
    found = [(one, EVENT.get(one.kind)) for one in log_receipts.events_proved(desk(), actor_of(request), _number(number))]
    return render(request, "assurance/receipts.html", {"number": number, "events": found})


@require_GET
def receipt_file(request: HttpRequest, number: str, event: int) -> HttpResponse:
    """The receipt of one event."""
    try:
        data = log_receipts.receipt_of(desk(), actor_of(request), _number(number), event)
    except NotProvable as waits:
        return not_now(request, str(waits))
    return _file(data, f"{number}-{event}.tlog-proof")


@require_http_methods(["GET", "POST"])
def oversight(request: HttpRequest) -> HttpResponse:
    """Whole cases, sealed to a court or committee. Whether the reader may is asked of the policies, case by case, when they ask."""
    if not works_for_authority(request.user):
        raise Http404
    form = OversightForm(request.POST, request.FILES) if request.method == "POST" else OversightForm()
    if request.method == "POST" and form.is_valid():
        given, numbers = form.cleaned_data, form.cleaned_data["numbers"].upper().split()
        try:
            key = read_recipient(given["key"].read(LARGEST_KEY), given["key"].name)
            # Each answer is an export of its own, written down by itself, also where a form is sent twice.
            asked = Asked(actor_of(request), one_time_id())
            made = export(desk(), asked, numbers, recipient=given["recipient"], key=key, purpose=given["purpose"])
        except Faults as refused:
            for fault in refused.faults:
                form.add_error(None, f"{fault}")
        except NotFound as absent:
            form.add_error("numbers", f"{absent}")
        else:
            answer = HttpResponse(made.sealed, content_type="application/octet-stream")
            answer["Content-Disposition"] = f'attachment; filename="export-{made.id}.sealed"'
            return answer
    return render(request, "assurance/oversight.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
def access(request: HttpRequest) -> HttpResponse:
    """Who may do what to a case, by which policies, and what would change if a role did."""
    number = request.GET.get("case", "").strip().upper()[:MOST_LETTERS]
    if not number:
        return render(request, "assurance/access.html", {"number": ""})
    actor = actor_of(request)
    users = tuple(User.objects.filter(is_active=True).order_by("name", "person_id"))
    people = {user.person_id: actor_of_account(user, second_factor=True) for user in users}
    accounts = {user.person_id: Account(user.person_id, user.name, tuple(user.roles), user.state == actor.state) for user in users}
    try:
        found = access_review.review(desk(), actor, number, tuple(people.values()))
    except (NotFound, Faults):
        return render(request, "assurance/access.html", {"number": number, "absent": True}, status=404)
    asked = "person" in request.GET or "role" in request.GET
    form = ChangeForm(
        request.GET if asked else None,
        [(one.person, f"{one.name} ({role_words(one.roles)})") for one in accounts.values() if one.home],
    )
    context = {"number": number, "parts": act_parts(found, accounts), "digest": found.policy_digest, "form": form}
    if asked and form.is_valid():
        change = access_review.role_change(desk(), actor, number, people[form.cleaned_data["person"]], form.cleaned_data["role"])
        context |= {
            "change": change,
            "changed_name": accounts[change.person].name,
            "roles_before": role_words(change.before) or gettext("none"),
            "roles_after": role_words(change.after) or gettext("none"),
            "changes": change_lines(change),
        }
    return render(request, "assurance/access.html", context, status=422 if form.errors else 200)


def _number(number: str) -> str:
    """A case number out of an address; what is none is not there."""
    if not all(letter.isalnum() or letter in "-._" for letter in number) or not number.isascii() or len(number) > MOST_LETTERS:
        raise Http404
    return number


def _file(data: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(data, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
