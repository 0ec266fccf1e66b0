"""Pages of contracts. Each view reads its form, calls one service, and presents the answer."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from licet.access.actor import Actor
from licet.contracts.evidence import Evidence
from licet.contracts.history import (
    ContractAmended,
    ContractMilestoneMet,
    ContractOpened,
    ContractRecorded,
    ContractResumed,
    ContractSuspended,
    ContractTerminated,
    Happening,
)
from licet.contracts.next_moves import next_moves
from licet.contracts.terms import Contract, read_contract
from licet.encoding.faults import Fault, Faults
from licet.encoding.reading import read_value
from licet.lifecycle.transition import Refused
from licet.services import contracts as service
from licet.services.desk import Asked, NotFound
from licet.services.planners import may_plan
from licet.web.accounts.actor import actor_of
from licet.web.accounts.models import User
from licet.web.design.forms import PlainForm
from licet.web.planning import present_contract as present
from licet.web.planning.contract_forms import (
    AmendingForm,
    MoveForm,
    OpenFileForm,
    OpeningForm,
    RecordForm,
    TurnForm,
    add_refusal,
    open_ones,
)
from licet.web.planning.contract_query import read_query
from licet.web.planning.terms_form import Terms
from licet.web.planning.words import STAGE, TURN, WHAT
from licet.web.wiring import desk

TURNS = {"suspend": ContractSuspended, "resume": ContractResumed, "terminate": ContractTerminated}


@require_GET
def contracts(request: HttpRequest) -> HttpResponse:
    """Every contract the reader may see, and how many are in each stage."""
    actor, today = actor_of(request), desk().clock.today()
    may_plan(actor)
    asked = read_query(request.GET)
    page = service.find_contracts(desk(), actor, **asked.wanted)
    picture, stages = present.funnel(service.contracts_in_stages(desk(), actor, **asked.filters), today)
    context = {
        "rows": [present.contract_row(row, today) for row in page.rows],
        "total": page.total,
        "pages": asked.pages(page),
        "heads": asked.heads(),
        "asked": asked,
        "picture": picture,
        "stages": stages,
        "may_open": service.may_open(actor),
    }
    return render(request, "planning/contracts.html", context)


@require_GET
def contract(request: HttpRequest, contract: str) -> HttpResponse:
    """How one contract stands, with its timeline, what may be done now, and everything that happened to it."""
    actor = actor_of(request)
    try:
        file = service.view_contract(desk(), actor, contract)
    except Faults as none:
        raise NotFound(f"Contract {contract}") from none
    people = dict(User.objects.values_list("person_id", "name"))
    page = present.contract_page(file, desk().clock.today(), people)
    page["records"] = [what for what in WHAT if open_ones(what, file.standing)] if file.standing.open else []
    return render(request, "planning/contract.html", page | {"may_change": service.may_change(actor, file.contract)})


@require_http_methods(["GET", "POST"])
def open_contract(request: HttpRequest) -> HttpResponse:
    """Put a contract on file, from what was typed."""
    actor = actor_of(request)
    service.require_opening(actor)
    posted = request.POST if request.method == "POST" else None
    terms = Terms(posted, state=actor.state, clearance=actor.clearance, today=desk().clock.today(), extra=OpeningForm.base_fields)
    if posted is not None and not terms.more and (read := terms.read()) is not None and _opened(actor, terms.head, read):
        messages.success(request, gettext("The contract is on file."))
        return redirect("contract", contract=read.id)
    context = {"terms": terms, "form": terms.head}
    return render(request, "planning/contract_open.html", context, status=422 if terms.errors() else 200)


@require_http_methods(["GET", "POST"])
def open_from_file(request: HttpRequest) -> HttpResponse:
    """Put a contract on file, as a file says it."""
    actor = actor_of(request)
    service.require_opening(actor)
    form = OpenFileForm(request.POST or None, request.FILES or None, initial={"on": desk().clock.today()})
    faults: tuple[Fault, ...] = ()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            read = read_contract(file.read(), str(file.name))
        except Faults as refused:
            faults = refused.faults
        else:
            if _opened(actor, form, read):
                messages.success(request, gettext("The contract is on file."))
                return redirect("contract", contract=read.id)
    context = {"form": form, "faults": faults}
    return render(request, "planning/contract_file.html", context, status=422 if faults or form.errors else 200)


def _opened(actor: Actor, form: PlainForm, read: Contract) -> bool:
    """Whether the contract is now on file; where not, the reason stands in the form."""
    given = form.cleaned_data
    evidence = (Evidence(kind="earlier_record", source=given["source"], on=given["on"]),) if given["source"] else ()
    opened = ContractOpened(contract=read, stage=given["stage"], evidence=evidence)
    try:
        service.open_contract(desk(), Asked(actor, given["command"]), opened, on=given["on"])
    except (Faults, Refused) as refused:
        add_refusal(form, refused)
        return False
    return True


@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, contract: str, stage: str) -> HttpResponse:
    """Bring a contract into its next stage, with the evidence that this asks for."""
    file = _to_change(request, contract)
    found = next((one for one in next_moves(file.standing) if one.after == stage), None)
    if found is None:
        if stage not in STAGE:
            raise Http404
        return _stands_otherwise(request, contract)
    form = MoveForm(request.POST if request.method == "POST" else None, today=desk().clock.today(), move=found)

    def act(asked: Asked, on: dt.date) -> None:
        evidence = tuple(Evidence(kind=kind, source=source, on=on) for kind, source in form.evidence())
        service.move(desk(), asked, contract, stage, evidence=evidence, on=on)

    title = gettext("Enter the stage: %(stage)s") % {"stage": STAGE[stage]}
    context = {"title": title, "button": title, "move": present.move_view(found), "irreversible": True}
    return _act(
        request, contract, form, act, context, gettext("The contract entered the stage: %(stage)s.") % {"stage": STAGE[stage]}
    )


@require_http_methods(["GET", "POST"])
def record(request: HttpRequest, contract: str, what: str) -> HttpResponse:
    """Record a milestone met, a delivery, a payment, an obligation discharged, a consent, or evidence."""
    if what not in WHAT:
        raise Http404
    file = _to_change(request, contract)
    if not file.standing.open or not open_ones(what, file.standing):
        return _stands_otherwise(request, contract)
    form = RecordForm(
        request.POST if request.method == "POST" else None,
        today=desk().clock.today(),
        what=what,  # type: ignore[arg-type]
        standing=file.standing,
        chosen=request.GET.get("id", ""),
    )

    def act(asked: Asked, on: dt.date) -> None:
        service.record(desk(), asked, contract, _happening(what, form.cleaned_data, on), on=on)

    context = {"title": str(WHAT[what]), "button": gettext("Record it")}
    return _act(request, contract, form, act, context, gettext("Recorded."))


def _happening(what: str, given: dict[str, Any], on: dt.date) -> Happening:
    if what == "milestone":
        return ContractMilestoneMet(milestone=given["id"], source=given["source"])
    tree = {"what": what, "id": given["id"], "source": given["source"]}
    if what == "delivery":
        tree["quantity"] = given["quantity"]
    if what == "evidence":
        tree["evidence"] = {"kind": given["id"], "source": given["source"], "on": on.isoformat()}  # type: ignore[assignment]
    return read_value(tree, ContractRecorded)


@require_http_methods(["GET", "POST"])
def turn(request: HttpRequest, contract: str, turn: str) -> HttpResponse:
    """Suspend a contract, let it go on, or end it."""
    if turn not in TURNS:
        raise Http404
    file = _to_change(request, contract)
    if not file.standing.open or (turn != "terminate" and file.standing.suspended != (turn == "resume")):
        return _stands_otherwise(request, contract)
    form = TurnForm(request.POST if request.method == "POST" else None, today=desk().clock.today(), turn=turn)

    def act(asked: Asked, on: dt.date) -> None:
        service.record(desk(), asked, contract, TURNS[turn](why=form.cleaned_data["why"]), on=on)

    said = {
        "suspend": gettext("The contract is suspended."),
        "resume": gettext("The contract goes on."),
        "terminate": gettext("The contract is terminated."),
    }
    title = str(TURN[turn])
    return _act(request, contract, form, act, {"title": title, "button": title, "irreversible": turn == "terminate"}, said[turn])


@require_http_methods(["GET", "POST"])
def amend(request: HttpRequest, contract: str) -> HttpResponse:
    """Change the terms of a contract."""
    file = _to_change(request, contract)
    if not file.standing.open or file.standing.suspended:
        return _stands_otherwise(request, contract)
    actor, today = actor_of(request), desk().clock.today()
    posted = request.POST if request.method == "POST" else None
    terms = Terms(
        posted,
        state=file.contract.state,
        clearance=actor.clearance,
        today=today,
        extra=AmendingForm.base_fields,
        contract=file.contract,
    )
    if posted is not None and not terms.more and (read := terms.read()) is not None:
        given = terms.head.cleaned_data
        try:
            amended = ContractAmended(contract=read, why=given["why"])
            service.record(desk(), Asked(actor, given["command"]), contract, amended, on=given["on"])
        except (Faults, Refused) as refused:
            add_refusal(terms.head, refused)
        else:
            messages.success(request, gettext("The amendment is recorded."))
            return redirect("contract", contract=contract)
    context = {"terms": terms, "form": terms.head, "row": present.contract_row(service.row_of(file), today)}
    return render(request, "planning/contract_amend.html", context, status=422 if terms.errors() else 200)


def _to_change(request: HttpRequest, contract: str) -> service.ContractFile:
    """The contract, for somebody who may change it."""
    try:
        return service.view_to_change(desk(), actor_of(request), contract)
    except Faults as none:
        raise NotFound(f"Contract {contract}") from none


def _stands_otherwise(request: HttpRequest, contract: str) -> HttpResponse:
    messages.warning(request, gettext("That is not possible as the contract stands now."))
    return redirect("contract", contract=contract)


def _act(
    request: HttpRequest,
    contract: str,
    form: MoveForm | RecordForm | TurnForm,
    act: Callable[[Asked, dt.date], None],
    context: dict[str, Any],
    done: str,
) -> HttpResponse:
    """Show the form of an act, or do it; a refusal stands beside the field it is about."""
    if request.method == "POST" and form.is_valid():
        try:
            act(Asked(actor_of(request), form.cleaned_data["command"]), form.cleaned_data["on"])
        except (Faults, Refused) as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, done)
            return redirect("contract", contract=contract)
    return render(
        request, "planning/contract_act.html", {"form": form, "id": contract} | context, status=422 if form.errors else 200
    )
