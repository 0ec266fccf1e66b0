"""A contract's history as releases of the Open Contracting Data Standard 1.1, and a compiled release as the terms of a contract.

One event, one release: it holds the sections reached so far, as they were then. Milestones and deliveries stand in one list
(`contracts[].milestones`), since the standard's two lists are merged apart. Partners appear by id and state only.
"""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from licet.contracts.history import CONTRACT, ContractMoved
from licet.contracts.stages import NAMES
from licet.contracts.standing import Standing
from licet.contracts.terms import Contract
from licet.encoding.canonical import from_bytes
from licet.encoding.countries import NAME_OF
from licet.lifecycle.event import Recorded

Release = dict[str, Any]
AUTHORITY = "authority"
SIGNED = NAMES.index("contract")


def releases_of(history: Iterable[Recorded], prefix: str) -> tuple[Release, ...]:
    """Every release of a contract, oldest first; `prefix` is the publisher's registered OCID prefix, such as `ocds-abc123`."""
    state, found = CONTRACT.initial, []
    for event in history:
        state = CONTRACT.evolve(state, event)
        found.append(_release(state, event, prefix))
    return tuple(found)


def _release(state: Standing, event: Recorded, prefix: str) -> Release:
    contract = state.contract
    assert contract is not None  # the first event of a contract opens it
    ocid = f"{prefix}-{contract.id}"
    release: Release = {
        "ocid": ocid,
        "id": f"{ocid}-{event.event.stream_seq}",
        "date": event.event.recorded_at,
        "tag": [_tag(state, event)],
        "initiationType": "tender",
        "language": "en",
        "parties": _parties(contract),
        "buyer": {"id": AUTHORITY if contract.kind == "purchase" else contract.partners[0].id},
        "planning": {"rationale": contract.title} | _budget(contract),
    }
    reached = NAMES.index(state.stage)
    if reached >= NAMES.index("tender"):
        release["tender"] = _tender(state, contract)
    if reached >= NAMES.index("award"):
        release["awards"] = [_award(state, contract)]
    if reached >= SIGNED:
        release["contracts"] = [_contract(state, contract)]
    return release


def _tag(state: Standing, event: Recorded) -> str:
    section = min(NAMES.index(state.stage), NAMES.index("implementation"))
    name = NAMES[section]
    match event.event.kind:
        case "contract_opened":
            return name
        case "contract_moved":
            return name if from_bytes(event.payload, ContractMoved).after == name else "implementationUpdate"
        case "contract_terminated":
            return {"planning": "planningUpdate", "tender": "tenderCancellation", "award": "awardCancellation"}.get(
                name, "contractTermination"
            )
        case "contract_amended":
            return {"tender": "tenderAmendment", "planning": "planningUpdate", "award": "awardUpdate"}.get(
                name, "contractAmendment"
            )
    return {"contract": "contractAmendment"}.get(name, f"{name}Update")


def _parties(contract: Contract) -> list[Release]:
    ours, theirs = (
        (["buyer", "procuringEntity"], ["supplier"])
        if contract.kind == "purchase"
        else (["supplier"], ["buyer", "procuringEntity"])
    )
    return [
        {"id": AUTHORITY, "address": {"countryName": NAME_OF[contract.state]}, "roles": ours},
        *({"id": one.id, "address": {"countryName": NAME_OF[one.state]}, "roles": theirs} for one in contract.partners),
    ]


def _budget(contract: Contract) -> Release:
    return {"budget": {"amount": _value(contract.value, contract)}} if contract.value is not None else {}


def _tender(state: Standing, contract: Contract) -> Release:
    direct = not any(one.stage == "tender" for one in state.entered) and len(state.entered) > 1
    ended = state.status == "terminated" and state.stage == "tender"
    tender: Release = {
        "id": f"{contract.id}-tender",
        "title": contract.title,
        "status": "cancelled" if ended else "active" if state.stage == "tender" else "complete",
        "items": _items(contract),
    }
    if direct:
        tender["procurementMethod"] = "direct"
    period = next((one for one in contract.calendar if one.stage == "tender"), None)
    if period is not None:
        tender["tenderPeriod"] = {"startDate": _instant(period.from_on), "endDate": _instant(period.until_on)}
    return tender


def _award(state: Standing, contract: Contract) -> Release:
    entered = next((one.on for one in state.entered if NAMES.index(one.stage) >= NAMES.index("award")), None)
    ended = state.status == "terminated" and state.stage == "award"
    award: Release = {
        "id": f"{contract.id}-award",
        "status": "cancelled" if ended else "pending" if state.stage == "award" else "active",
        "suppliers": [{"id": one.id} for one in contract.partners] if contract.kind == "purchase" else [{"id": AUTHORITY}],
        "items": _items(contract),
    }
    if entered is not None:
        award["date"] = _instant(entered)
    if contract.value is not None:
        award["value"] = _value(contract.value, contract)
    return award


def _contract(state: Standing, contract: Contract) -> Release:
    signed = next((one.on for one in state.entered if NAMES.index(one.stage) > SIGNED), None)
    found: Release = {
        "id": contract.id,
        "awardID": f"{contract.id}-award",
        "title": contract.title,
        "status": _status(state),
        "items": _items(contract),
        "milestones": [*_milestones(state, contract), *_deliveries(state, contract)],
    }
    if signed is not None:
        found["dateSigned"] = _instant(signed)
    if contract.value is not None:
        found["value"] = _value(contract.value, contract)
    days = [day for one in contract.calendar if NAMES.index(one.stage) >= SIGNED for day in (one.from_on, one.until_on)]
    if days:
        found["period"] = {"startDate": _instant(min(days)), "endDate": _instant(max(days))}
    if state.amendments:
        found["amendments"] = [{"id": str(one.number), "date": _instant(one.on), "rationale": one.why} for one in state.amendments]
    paid = [one for one in contract.payments if one.id in state.paid]
    if paid:
        found["implementation"] = {
            "transactions": [
                {"id": one.id, "date": _instant(state.paid[one.id]), "value": _value(one.amount, contract)} for one in paid
            ]
        }
    return found


def _status(state: Standing) -> str:
    """`pending` until it is signed, `cancelled` when it ends before that, `terminated` when it is over for whatever reason."""
    if state.status == "terminated":
        return "terminated" if NAMES.index(state.stage) > SIGNED else "cancelled"
    if state.status == "complete":
        return "terminated"
    return "active" if NAMES.index(state.stage) > SIGNED else "pending"


def _milestones(state: Standing, contract: Contract) -> list[Release]:
    found = []
    for one in contract.milestones:
        milestone: Release = {"id": one.id, "title": one.title, "type": one.kind, "dueDate": _instant(one.due_on)}
        milestone["status"] = "met" if one.id in state.met else "scheduled"
        if one.id in state.met:
            milestone["dateMet"] = _instant(state.met[one.id])
        found.append(milestone)
    return found


def _deliveries(state: Standing, contract: Contract) -> list[Release]:
    found = []
    for one in contract.deliveries:
        done = state.delivered.get(one.id, Decimal(0))
        line = next(each for each in contract.lines if each.id == one.line)
        found.append(
            {
                "id": f"delivery-{one.id}",
                "title": f"{line.item}: {_number(one.quantity)} {line.unit}",
                "type": "delivery",
                "dueDate": _instant(one.due_on),
                "status": "met" if done >= one.quantity else "partiallyMet" if done else "scheduled",
            }
        )
    return found


def _items(contract: Contract) -> list[Release]:
    return [
        {"id": one.id, "description": one.item, "quantity": _number(one.quantity), "unit": {"name": one.unit}}
        for one in contract.lines
    ]


def _value(amount: Decimal, contract: Contract) -> Release:
    return {"amount": _number(amount), "currency": contract.currency}


def _number(value: Decimal) -> int | Decimal:
    """A JSON number: whole where it is whole, else with its own digits."""
    return int(value) if value == value.to_integral_value() else value.normalize()


def _instant(day: dt.date) -> str:
    return f"{day}T00:00:00Z"
