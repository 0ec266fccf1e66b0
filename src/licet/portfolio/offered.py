"""Whether one item may be offered as asked, designation by designation, in three-valued logic."""

import datetime as dt
from collections.abc import Callable, Collection
from decimal import Decimal

import msgspec

from licet.encoding.exact import decimal_text
from licet.facts.fact import Fact, Missing
from licet.facts.kleene import Proof, Truth, all_of, any_of, met, not_met, unknown
from licet.reference.portfolio import Designation, Portfolio

Ask = Callable[[str, str | None], Missing]
"""The question for a fact by its name, and the item or party it is about."""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for one item.

    `codes` are the control-list codes it stands under, None while its classification is open;
    `end_users` are the parties that use it, each with the kind an officer confirmed or None;
    `conditions` what an officer has accepted, None while nobody has said.
    """

    item: str
    name: str
    kind: str
    variant: str | None = None
    codes: tuple[str, ...] | None
    quantity: Decimal
    unit: str
    destination: str | None
    end_users: tuple[tuple[str, str | None], ...]
    conditions: tuple[str, ...] | None


def governed(asked: Asked, portfolio: Portfolio) -> Truth:
    """Whether the portfolio was designated for goods of this kind at all: by the word for it, or by a code it stands under."""
    if _plain(asked.kind) in {_plain(kind) for kind in portfolio.kinds} or _names(asked, portfolio.designations):
        return Truth.TRUE
    if asked.codes is None:
        return Truth.UNKNOWN
    return Truth.TRUE if any(code.startswith(portfolio.codes) for code in asked.codes) else Truth.FALSE


def offered(asked: Asked, portfolio: Portfolio, *, as_of: dt.date, ask: Ask) -> Proof:
    """Whether some designation in force offers the item as asked; the proof names every designation of that item."""
    named = _names(asked, portfolio.designations)
    if not named:
        return not_met(f"{portfolio.title} designates nothing called “{asked.name}”", _fact(asked, "name", asked.name))
    return any_of(f"{portfolio.title} offers {asked.item}", [_by(one, asked, portfolio, as_of, ask) for one in named])


def _by(designation: Designation, asked: Asked, portfolio: Portfolio, as_of: dt.date, ask: Ask) -> Proof:
    if not designation.in_force(as_of):
        return not_met(f"{designation.id} is not in force on {as_of}{_ended(designation, as_of)}")
    return all_of(
        f"{designation.id} offers {asked.item}",
        [
            met(f"{designation.id}, designated by {designation.designated_by} on {designation.designated_on}"),
            *_variant(designation, asked, ask),
            *_state(designation, asked, portfolio, ask),
            *_end_users(designation, asked, ask),
            *_quantity(designation, asked),
            *_conditions(designation, asked, ask),
        ],
    )


def _ended(designation: Designation, as_of: dt.date) -> str:
    if designation.withdrawn_on is not None and designation.withdrawn_on <= as_of:
        return f": withdrawn on {designation.withdrawn_on} by {designation.withdrawn_by}"
    return (
        f": it ended on {designation.valid_to}"
        if designation.designated_on <= as_of
        else f": it begins on {designation.designated_on}"
    )


def _variant(designation: Designation, asked: Asked, ask: Ask) -> list[Proof]:
    if designation.variant is None:
        return []
    if asked.variant is None:
        return [unknown(f"which variant of {asked.item} is meant is not stated", ask("variant", asked.item))]
    fact = _fact(asked, "variant", asked.variant)
    same = _plain(asked.variant) == _plain(designation.variant)
    return [(met if same else not_met)(f"the variant is {asked.variant}, designated is {designation.variant}", fact)]


def _state(designation: Designation, asked: Asked, portfolio: Portfolio, ask: Ask) -> list[Proof]:
    if asked.destination is None:
        return [unknown("the destination is not stated", ask("destination_state", None))]
    fact = Fact(name="destination_state", value=asked.destination, source="dossier")
    if asked.destination in designation.excepted:
        return [not_met(f"{asked.destination} is excepted", fact)]
    states = portfolio.states_of(designation)
    if states is None:
        return [met(f"every state but those excepted, so {asked.destination}", fact)]
    reaches = asked.destination in states
    return [(met if reaches else not_met)(f"{asked.destination} is {'' if reaches else 'not '}among the states designated", fact)]


def _end_users(designation: Designation, asked: Asked, ask: Ask) -> list[Proof]:
    kinds = designation.end_user_kinds
    if kinds is None:
        return []
    if not asked.end_users:
        return [unknown("the end user is not stated", ask("end_user", None))]
    parts = []
    for party, kind in asked.end_users:
        if kind is None:
            says = f"the kind of {party} is not confirmed"
            parts.append(unknown(says, ask("end_user_kind", party)))
        else:
            among = kind in kinds
            fact = Fact(name="end_user_kind", value=kind, source="officer", about=party)
            parts.append((met if among else not_met)(f"a {_said(kind)} is {'' if among else 'not '}an end user designated", fact))
    return parts


def _quantity(designation: Designation, asked: Asked) -> list[Proof]:
    if designation.quantity_max is None or designation.unit is None:
        return []
    fact = _fact(asked, "quantity", f"{decimal_text(asked.quantity)} {asked.unit}")
    most = f"{decimal_text(designation.quantity_max)} {designation.unit}"
    if asked.unit != designation.unit:
        return [not_met(f"{decimal_text(asked.quantity)} {asked.unit} cannot be held against {most}", fact)]
    within = asked.quantity <= designation.quantity_max
    return [
        (met if within else not_met)(
            f"{decimal_text(asked.quantity)} {asked.unit} is {'within' if within else 'above'} {most}", fact
        )
    ]


def _conditions(designation: Designation, asked: Asked, ask: Ask) -> list[Proof]:
    if not designation.conditions:
        return []
    if asked.conditions is None:
        says = f"nobody has said whether the conditions are accepted: {_listed(designation.conditions)}"
        return [unknown(says, ask("conditions_accepted", None))]
    lacking = [kind for kind in designation.conditions if kind not in asked.conditions]
    fact = Fact(name="conditions_accepted", value=asked.conditions, source="officer")
    if lacking:
        return [not_met(f"designated only on conditions that are not accepted: {_listed(lacking)}", fact)]
    return [met(f"on the conditions designated: {_listed(designation.conditions)}", fact)]


def _names(asked: Asked, designations: Collection[Designation]) -> list[Designation]:
    name = _plain(asked.name)
    return [one for one in designations if name in {_plain(item) for item in one.items}]


def _fact(asked: Asked, name: str, value: str) -> Fact:
    return Fact(name=name, value=value, source="dossier", about=asked.item)


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("_", " ").split())


def _said(word: str) -> str:
    return word.replace("_", " ")


def _listed(words: Collection[str]) -> str:
    return ", ".join(_said(word) for word in words)
