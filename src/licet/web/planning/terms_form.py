"""The terms of a contract as one page of fields and rows: read from what was typed, filled from a contract that stands.

The tree that comes out is read by `licet.contracts.terms`, which knows every rule; each fault goes back beside its field.
A row left blank is no row, and an id left blank is given.
"""

import copy
import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from licet.access.level import LEVELS, ReleaseLevel, rank
from licet.contracts.stages import NAMES
from licet.contracts.terms import Contract, contract_from
from licet.encoding.canonical import to_plain
from licet.encoding.faults import Faults
from licet.web.design.fields import DayField, one_time_id
from licet.web.design.forms import PlainForm, name_in_errors
from licet.web.design.templatetags.licet import source_words
from licet.web.design.words import LEVEL, UNIT, countries
from licet.web.planning.contract_forms import said_where
from licet.web.planning.words import CONTRACT_KIND, COVERS, MILESTONE, OWED_BY, STAGE

MOST_ROWS = 200
MORE_ROWS = 3
WHERE = re.compile(r"^(?P<group>[a-z]+)\[(?P<at>\d+)\](?:\.(?P<field>\w+))?$")
SHORT = {"class": "govuk-input--width-10", "dir": "ltr"}
NUMBER = SHORT | {"inputmode": "decimal"}


def _text(label: Promise, *, short: bool = False, attrs: dict[str, str] | None = None) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=64 if short else 500,
        widget=forms.TextInput(attrs=attrs or (SHORT if short else {})),
    )


def _number(label: Promise) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=40, widget=forms.TextInput(attrs=NUMBER))


def _day(label: Promise) -> DayField:
    return DayField(label=label, required=False)


def _choice(label: Promise, words: Mapping[str, Any], *, first: str | None = None) -> forms.ChoiceField:
    """One of several; `first` is what stands there before anything was chosen, "" for nothing."""
    blank = [("", "—")] if first == "" else []
    return forms.ChoiceField(label=label, choices=[*blank, *words.items()], required=False, initial=first)


class PartnerRow(PlainForm):
    id = _text(_("Id"), short=True)
    state = forms.ChoiceField(label=_("State"), choices=lambda: [("", "—"), *countries()], required=False)
    party = _text(_("Id on the list of parties"), short=True)


class LineRow(PlainForm):
    id = _text(_("Id"), short=True)
    item = _text(_("What"))
    quantity = _number(_("Quantity"))
    unit = _choice(_("Unit"), UNIT, first="piece")
    planned = _text(_("Item of the production plan"), short=True)


class PeriodRow(PlainForm):
    stage = _choice(_("Stage"), {name: STAGE[name] for name in NAMES}, first="")
    from_on = _day(_("From"))
    until_on = _day(_("To"))


class MilestoneRow(PlainForm):
    id = _text(_("Id"), short=True)
    title = _text(_("Title"))
    kind = _choice(_("Kind"), MILESTONE, first="delivery")
    due_on = _day(_("Due"))


class DeliveryRow(PlainForm):
    id = _text(_("Id"), short=True)
    line = _text(_("Line"), short=True)
    quantity = _number(_("Quantity"))
    due_on = _day(_("Due"))


class PaymentRow(PlainForm):
    id = _text(_("Id"), short=True)
    amount = _number(_("Amount"))
    due_on = _day(_("Due"))
    after = _text(_("After milestone"), short=True)


class ObligationRow(PlainForm):
    id = _text(_("Id"), short=True)
    owed_by = _choice(_("Owed by"), OWED_BY, first="partner")
    says = _text(_("What"))
    due_on = _day(_("Due"))


class ConsentRow(PlainForm):
    id = _text(_("Id"), short=True)
    partner = _text(_("Partner"), short=True)
    covers = _choice(_("On"), COVERS, first="publication")
    says = _text(_("What"))
    before = _choice(_("Before stage"), {name: STAGE[name] for name in NAMES}, first="")


@dataclass(frozen=True)
class Group:
    """A part of a contract that has rows: what a row asks for, how ids that are given begin, what may be left blank, and
    which columns are a choice that is never blank.
    """

    title: Promise
    row: type[PlainForm]
    prefix: str
    optional: tuple[str, ...] = ()
    chosen: tuple[str, ...] = ()
    says: Promise | str = ""


GROUPS: dict[str, Group] = {
    "partners": Group(
        _("Partners"), PartnerRow, "partner", ("party",), says=_("Ids and states, never names: a name belongs in the list of parties.")
    ),
    "lines": Group(_("What it is about"), LineRow, "line", ("planned",), ("unit",)),
    "calendar": Group(_("Stages as planned"), PeriodRow, ""),
    "milestones": Group(_("Milestones"), MilestoneRow, "milestone", (), ("kind",)),
    "deliveries": Group(
        _("Deliveries"), DeliveryRow, "lot", ("line",), says=_("Those of a line add up to it. With one line alone it need not be named.")
    ),
    "payments": Group(_("Payments"), PaymentRow, "payment", ("after",), says=_("They add up to the value.")),
    "obligations": Group(_("Obligations"), ObligationRow, "obligation", ("due_on",), ("owed_by",)),
    "consents": Group(
        _("Consents"), ConsentRow, "consent", ("partner", "before"), ("covers",), says=_("What may not happen without a partner's consent.")
    ),
}  # fmt: skip


class HeadForm(PlainForm):
    """What a contract has once."""

    command = forms.CharField(widget=forms.HiddenInput, max_length=64)
    id = forms.CharField(label=_("Id"), max_length=64, widget=forms.TextInput(attrs=SHORT | {"class": "govuk-input--width-20"}))
    kind = forms.ChoiceField(label=_("Kind"), choices=list(CONTRACT_KIND.items()), widget=forms.RadioSelect)
    title = forms.CharField(label=_("Title"), max_length=500)
    value = forms.CharField(label=_("Value"), required=False, max_length=40, widget=forms.TextInput(attrs=NUMBER))
    currency = forms.CharField(
        label=_("Currency"), required=False, max_length=64, help_text=_("Such as EUR."), widget=forms.TextInput(attrs=SHORT)
    )
    cases = forms.CharField(
        label=_("Numbers of the requests"),
        required=False,
        max_length=2000,
        help_text=_("Under which the goods are authorised; blanks between them."),
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )
    release_level = forms.ChoiceField(label=_("Who may see it"))


class Terms:
    """The page: the head of a contract and its groups of rows, bound to what was typed or filled from a contract.

    `clearance` is the reader's: nobody puts a contract above it. `more` is the group for which only more rows were asked.
    """

    def __init__(
        self,
        data: Any = None,
        *,
        state: str,
        clearance: ReleaseLevel,
        today: dt.date,
        extra: Mapping[str, forms.Field],
        contract: Contract | None = None,
    ) -> None:
        self.state = state
        self.more = data["more"] if data is not None and data.get("more") in GROUPS else ""
        plain: dict[str, Any] = {} if contract is None else to_plain(contract)
        head = {"command": one_time_id(), "id": f"{state}-", "kind": "purchase", "release_level": "case", "on": today, **plain}
        head["cases"] = " ".join(plain.get("cases", ()))
        self.head = HeadForm(None, initial=head | data.dict()) if self.more else HeadForm(data, initial=head)
        self.head.fields["release_level"].choices = [  # type: ignore[attr-defined]
            (level, LEVEL[level]) for level in LEVELS if rank(level) <= rank(clearance)
        ]
        for name, field in extra.items():
            self.head.fields[name] = copy.deepcopy(field)
            name_in_errors(self.head.fields[name])
        if contract is not None:
            for name in ("id", "kind"):
                self.head.fields[name].disabled = True
        self.rows: dict[str, BaseFormSet[Any]] = {}
        for name, group in GROUPS.items():
            made = forms.formset_factory(group.row, extra=1, max_num=MOST_ROWS, absolute_max=MOST_ROWS)
            self.rows[name] = made(_with_more(data, name), prefix=name, initial=None if data is not None else plain.get(name, []))
        self.group_errors: dict[str, list[Any]] = {}

    def read(self) -> Contract | None:
        """The contract, or None where something is wrong, which then stands beside its field."""
        if self.head.is_valid() and "stage" in self.head.fields:
            said_where(self.head)
        good = [self.head.is_valid(), *(rows.is_valid() for rows in self.rows.values())]
        tree: dict[str, Any] = {name: self.head.cleaned_data[name] for name in self._head_names if self.head.cleaned_data.get(name)}
        tree |= {"state": self.state, "cases": self.head.cleaned_data.get("cases", "").split()}
        placed: dict[str, list[forms.Form]] = {}
        for name, group in GROUPS.items():
            found = list(self._filled(name, group))
            tree[name], placed[name] = [plain for plain, _form in found], [form for _plain, form in found]
        self._sole(tree)
        if not all(good) or self.errors():
            return None
        try:
            return contract_from(tree, "")
        except Faults as refused:
            for fault in refused.faults:
                self._place(fault.where.strip(), fault.says, placed)
        return None

    def errors(self) -> list[tuple[str, Any]]:
        """Everything that is wrong, each with the field it is at; "" above all."""
        said = [("", error) for error in self.head.non_field_errors()]
        said += [(field.auto_id, error) for field in self.head for error in field.errors]
        for name, rows in self.rows.items():
            said += [(f"part-{name}", error) for error in (*rows.non_form_errors(), *self.group_errors.get(name, ()))]
            said += [(field.auto_id, error) for form in rows for field in form for error in field.errors]
        return said

    def groups(self) -> Iterator[dict[str, Any]]:
        """Each group for the page."""
        for name, rows in self.rows.items():
            group = GROUPS[name]
            yield {
                "name": name, "title": group.title, "says": group.says, "rows": rows, "columns": list(rows.empty_form),
                "errors": self.group_errors.get(name, ()),
                "open": name in ("partners", "lines", self.more) or any(row.initial or (row.is_bound and row.has_changed()) for row in rows),
            }  # fmt: skip

    @property
    def _head_names(self) -> tuple[str, ...]:
        return ("id", "kind", "title", "value", "currency", "release_level")

    def _filled(self, name: str, group: Group) -> Iterator[tuple[dict[str, Any], forms.Form]]:
        """The rows in which something stands, with an id given where there is none; what a row lacks is said beside it."""
        rows = [(one, getattr(one, "cleaned_data", {})) for one in self.rows[name]]
        used = {cells.get("id") for _row, cells in rows}
        number = 0
        for row, cells in rows:
            plain = {key: value for key, value in cells.items() if value}
            if not set(plain) - set(group.chosen):
                continue
            if group.prefix and "id" not in plain:
                while (given := f"{group.prefix}-{(number := number + 1)}") in used:
                    pass
                used.add(given)
                plain["id"] = given
            for key in group.chosen:
                plain.setdefault(key, row.fields[key].initial)
            for key, field in row.fields.items():
                if key not in plain and key not in group.optional and key not in row.errors:
                    row.add_error(key, f"{field.label}: {gettext('this needs an answer.')}")
            yield {key: value.isoformat() if key.endswith("_on") else value for key, value in plain.items()}, row

    def _sole(self, tree: dict[str, Any]) -> None:
        """With one line alone every delivery is of it; with one partner alone every consent is theirs."""
        for name, key, whole in (("deliveries", "line", "lines"), ("consents", "partner", "partners")):
            if len(tree[whole]) == 1:
                for row in tree[name]:
                    row.setdefault(key, tree[whole][0]["id"])

    def _place(self, where: str, says: str, placed: Mapping[str, list[forms.Form]]) -> None:
        found, sentence = WHERE.match(where), source_words(f"{says[:1].upper()}{says[1:]}.")
        if found and found["group"] in placed:
            row = placed[found["group"]][int(found["at"])]
            row.add_error(found["field"] if found["field"] in row.fields else next(iter(row.fields)), sentence)
        elif where in GROUPS:
            self.group_errors.setdefault(where, []).append(format_html("{}: {}", GROUPS[where].title, source_words(f"{says}.")))
        else:
            name = where.partition("[")[0]
            self.head.add_error(name if name in self.head.fields else None, sentence)


def _with_more(data: Any, name: str) -> Any:
    """What was typed, with some rows more where they were asked for."""
    if data is None or data.get("more") != name:
        return data
    longer = data.copy()
    key = f"{name}-TOTAL_FORMS"
    longer[key] = str(min(MOST_ROWS, int(data.get(key, "0") or 0) + MORE_ROWS)) if data.get(key, "0").isdigit() else "1"
    return longer
