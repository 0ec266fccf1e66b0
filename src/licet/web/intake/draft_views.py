"""Writing a request page by page. Every page saves; nothing is lost by leaving."""

import json
import secrets
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from licet.encoding.faults import Faults
from licet.services import submit as submitting
from licet.services.desk import Asked
from licet.web.accounts.actor import actor_of
from licet.web.design.acts import acts_on
from licet.web.design.fields import one_time_id
from licet.web.intake import drafts, present, sections
from licet.web.intake import forms as intake_forms
from licet.web.intake.models import Draft
from licet.web.intake.tree import Tree
from licet.web.wiring import desk

NEW = "new"
TITLES = {
    "transfer": _("The transfer"),
    "use": _("End use"),
    "undertakings": _("Undertakings"),
    "confidential": _("Confidentiality"),
}
LISTS: dict[str, dict[str, Any]] = {
    "parties": {
        "title": _("Parties to the transfer"),
        "empty": _("You have named no party yet. Begin with yourself as exporter, then the end user."),
        "add": _("Add a party"),
        "whole": (intake_forms.EveryoneForm, "parties_complete"),
    },
    "items": {
        "title": _("Items"),
        "empty": _("You have named no item yet."),
        "add": _("Add an item"),
        "whole": None,
    },
    "way": {
        "title": _("The way of the goods"),
        "empty": _("You have stated no stretch yet. Begin where the goods leave."),
        "add": _("Add a stretch"),
        "whole": (intake_forms.WholeWayForm, "legs_complete"),
    },
    "documents": {
        "title": _("Documents"),
        "empty": _("You have attached no document yet."),
        "add": _("Attach a document"),
        "whole": None,
    },
}
PLACE = {"parties": "parties", "items": "items", "way": "legs", "documents": "documents"}


@acts_on("requests")
def start(request: HttpRequest) -> HttpResponse:
    """Begin a draft in the name of the person who is signed in."""
    today = timezone.now().date()
    tree = {"reference": f"R-{today:%Y%m%d}-{secrets.token_hex(2).upper()}", "exporting_state": request.user.state}
    draft = drafts.new_draft(request.user, tree)
    return redirect("draft", draft_id=draft.pk)


def task_list(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """What is written and what is left to write."""
    draft, tree = _open(request, draft_id)
    tasks = present.tasks(draft.pk, tree)
    done = sum(task.tone == "done" for task in tasks)
    return render(request, "intake/tasks.html", {"draft": draft, "tree": tree, "tasks": tasks, "done": done})


@require_http_methods(["GET", "POST"])
def part(request: HttpRequest, draft_id: UUID, part: str) -> HttpResponse:
    """One part of the request: a form, or a list of entries."""
    draft, tree = _open(request, draft_id)
    if part in LISTS:
        return _entries(request, draft, tree, part)
    simple = sections.SIMPLE.get(part)
    if simple is None:
        raise Http404
    extra = {"parties": sections.party_choices(tree)} if simple.needs_parties else {}
    form = simple.form(request.POST or None, initial=simple.initial(tree), **extra)
    if request.method == "POST" and form.is_valid():
        simple.write(tree, form.cleaned_data)
        drafts.write(draft, tree)
        return redirect("draft", draft_id=draft.pk)
    return _form_page(request, draft, form, TITLES[part], back=reverse("draft", args=[draft.pk]))


@require_http_methods(["GET", "POST"])
def entry(request: HttpRequest, draft_id: UUID, part: str, entry_id: str) -> HttpResponse:
    """One party, item, stretch or document."""
    draft, tree = _open(request, draft_id)
    if part not in LISTS:
        raise Http404
    back = reverse("draft-part", args=[draft.pk, part])
    entries = tree.setdefault(PLACE[part], [])
    index = _index(part, entries, entry_id)
    before = entries[index] if index is not None else {}
    form = _entry_form(part, request, before, tree)
    if request.method == "POST" and form.is_valid():
        made = _entry_tree(part, form, before, entries, draft)
        if index is None:
            entries.append(made)
        else:
            entries[index] = made
        drafts.write(draft, tree)
        if part == "items" and not made.get("facts"):
            return redirect("draft-facts", draft_id=draft.pk, entry_id=made["id"])
        return redirect(back)
    title = LISTS[part]["add"] if index is None else present_name(part, before)
    return _form_page(request, draft, form, title, back=back, files=part == "documents")


@require_http_methods(["GET", "POST"])
def facts(request: HttpRequest, draft_id: UUID, entry_id: str) -> HttpResponse:
    """The technical facts of one item."""
    draft, tree = _open(request, draft_id)
    item = _find(tree.get("items", []), entry_id)
    form = intake_forms.FactsForm(request.POST or None, initial=sections.facts_initial(item))
    if request.method == "POST" and form.is_valid():
        sections.facts_write(item, form.cleaned_data)
        drafts.write(draft, tree)
        return redirect("draft-part", draft_id=draft.pk, part="items")
    title = gettext("Technical facts: %(item)s") % {"item": item["name"]}
    says = gettext("Answer what you know. What you leave empty counts as unknown, and the authority may ask for it.")
    return _form_page(request, draft, form, title, back=reverse("draft-part", args=[draft.pk, "items"]), says=says)


@require_http_methods(["GET", "POST"])
def owner(request: HttpRequest, draft_id: UUID, party_id: str, owner_id: str) -> HttpResponse:
    """One owner of a party."""
    draft, tree = _open(request, draft_id)
    party = _find(tree.get("parties", []), party_id)
    owners = party.setdefault("owners", [])
    before = next((one for one in owners if one["id"] == owner_id), None)
    if before is None and owner_id != NEW:
        raise Http404
    form = intake_forms.OwnerForm(request.POST or None, initial=sections.party_initial(before or {}))
    if request.method == "POST" and form.is_valid():
        made = sections.owner_tree(
            form.cleaned_data, before["id"] if before else sections.next_id("owner", [one["id"] for one in owners])
        )
        if before is None:
            owners.append(made)
        else:
            owners[owners.index(before)] = made
        drafts.write(draft, tree)
        return redirect("draft-part", draft_id=draft.pk, part="parties")
    title = gettext("Owner of %(party)s") % {"party": party["properties"]["name"][0]}
    return _form_page(request, draft, form, title, back=reverse("draft-part", args=[draft.pk, "parties"]))


@require_POST
def remove(request: HttpRequest, draft_id: UUID, part: str, entry_id: str) -> HttpResponse:
    """Take one entry out of the draft."""
    draft, tree = _open(request, draft_id)
    if part not in LISTS:
        raise Http404
    entries = tree.get(PLACE[part], [])
    index = _index(part, entries, entry_id)
    if index is None:
        raise Http404
    gone = entries.pop(index)
    if part == "documents":
        drafts.detach(draft, gone["id"])
    drafts.write(draft, tree)
    return redirect("draft-part", draft_id=draft.pk, part=part)


@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Read everything once more, declare it, and hand it in."""
    draft, tree = _open(request, draft_id)
    form = intake_forms.DeclarationForm(request.POST or None)
    faults: tuple[present.FaultRow, ...] = ()
    if request.method == "POST" and form.is_valid():
        whole = sections.handed_in(
            {**tree, "authority_state": request.user.state, "submitted_on": desk().clock.today().isoformat()}
        )
        files = {document["path"]: drafts.attachments(draft)[document["id"]] for document in tree.get("documents", ())}
        try:
            receipt = submitting.submit(
                desk(),
                Asked(actor_of(request), one_time_id()),
                json.dumps(whole, ensure_ascii=False).encode(),
                "request.json",
                files,
            )
        except Faults as refused:
            faults = present.fault_rows(refused.faults, draft.pk)
        else:
            drafts.throw_away(draft)
            return redirect("request-receipt", number=receipt.number)
    context = {"draft": draft, "cards": present.answer_cards(draft.pk, tree), "form": form, "faults": faults}
    return render(request, "intake/check.html", context, status=422 if faults or form.errors else 200)


@acts_on("draft")
def discard(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Throw a draft away for good."""
    draft, _tree = _open(request, draft_id)
    drafts.throw_away(draft)
    messages.success(request, gettext("The draft was thrown away, and its key with it."))
    return redirect("requests")


def present_name(part: str, one: Tree) -> str:
    match part:
        case "parties":
            return one["properties"]["name"][0]
        case "items":
            return one["name"]
        case "documents":
            return one["kind"]
    return present.leg_line(one)


def _entries(request: HttpRequest, draft: Draft, tree: Tree, part: str) -> HttpResponse:
    about = LISTS[part]
    entries = tree.get(PLACE[part], [])
    form = None
    if about["whole"] is not None:
        form_class, name = about["whole"]
        form = form_class(request.POST or None, initial={name: sections.choice(tree.get(name))})
        if request.method == "POST" and form.is_valid():
            sections.write_choice(tree, name, form.cleaned_data[name])
            drafts.write(draft, tree)
            return redirect("draft", draft_id=draft.pk)
    rows = []
    for index, one in enumerate(entries):
        entry_id = one.get("id", str(index + 1))
        rows.append(
            {
                "title": present_name(part, one),
                "detail": _entry_detail(part, one),
                "address": "" if part == "documents" else reverse("draft-entry", args=[draft.pk, part, entry_id]),
                "remove": reverse("draft-remove", args=[draft.pk, part, entry_id]),
                "facts": reverse("draft-facts", args=[draft.pk, entry_id]) if part == "items" else "",
                "facts_known": len(one.get("facts", {})),
                "owners": [
                    {
                        "title": owner["properties"]["name"][0],
                        "detail": f"{owner['share']} %" if owner.get("share") else "",
                        "address": reverse("draft-owner", args=[draft.pk, entry_id, owner["id"]]),
                    }
                    for owner in one.get("owners", ())
                ],
                "add_owner": reverse("draft-owner", args=[draft.pk, entry_id, NEW]) if part == "parties" else "",
            }
        )
    context = {
        "draft": draft,
        "part": part,
        "title": about["title"],
        "empty": about["empty"],
        "add": about["add"],
        "add_address": reverse("draft-entry", args=[draft.pk, part, NEW]),
        "rows": rows,
        "form": form,
    }
    return render(request, "intake/entries.html", context)


def _entry_detail(part: str, one: Tree) -> str:
    match part:
        case "parties":
            return " · ".join(filter(None, (str(present.ROLE[one["role"]]), present.party_kind(one), present.party_state(one))))
        case "items":
            return present.item_line(one)
        case "documents":
            return one.get("path", "")
    return ""


def _entry_form(part: str, request: HttpRequest, before: Tree, tree: Tree) -> Any:
    data = request.POST or None
    match part:
        case "parties":
            return intake_forms.PartyForm(data, initial=sections.party_initial(before))
        case "items":
            return intake_forms.ItemForm(data, initial=sections.item_initial(before) if before else {"unit": "piece"})
        case "way":
            return intake_forms.LegForm(data, initial=sections.leg_initial(before), parties=sections.party_choices(tree))
    return intake_forms.DocumentForm(data, request.FILES or None)


def _entry_tree(part: str, form: Any, before: Tree, entries: list[Tree], draft: Draft) -> Tree:
    cleaned = form.cleaned_data
    taken = [one["id"] for one in entries if "id" in one]
    match part:
        case "parties":
            return sections.party_tree(cleaned, before, before.get("id") or sections.next_id(cleaned["role"], taken))
        case "items":
            return sections.item_tree(cleaned, before, before.get("id") or sections.next_id("item", taken))
        case "way":
            return sections.leg_tree(cleaned)
    name = sections.next_id("document", taken)
    file = cleaned["file"]
    digest = drafts.attach(draft, name, file.read())
    return {"id": name, "kind": cleaned["kind"], "path": f"{name}/{file.name}", "digest": digest}


def _index(part: str, entries: list[Tree], entry_id: str) -> int | None:
    """Where an entry stands in its list, None for a new one; stretches have no id and go by their number."""
    if entry_id == NEW:
        return None
    for index, one in enumerate(entries):
        if entry_id == (one.get("id") if part != "way" else str(index + 1)):
            return index
    raise Http404


def _find(entries: list[Tree], entry_id: str) -> Tree:
    found = next((one for one in entries if one["id"] == entry_id), None)
    if found is None:
        raise Http404
    return found


def _open(request: HttpRequest, draft_id: UUID) -> tuple[Draft, Tree]:
    draft = drafts.find(request.user, str(draft_id))
    if draft is None:
        raise Http404
    return draft, drafts.read(draft)


def _form_page(
    request: HttpRequest, draft: Draft, form: Any, title: Any, *, back: str, files: bool = False, says: str = ""
) -> HttpResponse:
    context = {"draft": draft, "form": form, "title": title, "back": back, "files": files, "says": says}
    return render(request, "intake/form.html", context, status=422 if form.errors else 200)
