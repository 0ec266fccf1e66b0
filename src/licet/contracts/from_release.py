"""A compiled Open Contracting release as the terms of a contract, its stage, and the milestones it has met.

Names in a release are left behind: they belong in the sealed list of parties. What a release does not say is a fault, never guessed.
"""

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import msgspec

from licet.access.level import ReleaseLevel
from licet.contracts.evidence import Evidence
from licet.contracts.terms import Contract, Kind, StageName, contract_from
from licet.encoding.countries import NAME_OF
from licet.encoding.exact import decimal_text
from licet.encoding.faults import Fault, Faults, quoted, refuse
from licet.encoding.units import NAME_OF as UNITS

EACH = {"each": "piece", "unit": "piece", "units": "piece", "item": "piece", "items": "piece"}
CODES = {name.casefold(): code for code, name in NAME_OF.items()}
OVER = ("terminated", "cancelled")
LONGEST = 64


class TakenIn(msgspec.Struct, frozen=True, kw_only=True):
    """One contract of a release: its terms, the stage it is in, why that is known, and its milestones with the days they were met."""

    contract: Contract
    stage: StageName
    evidence: tuple[Evidence, ...]
    met: tuple[tuple[str, dt.date], ...]


def contracts_of(
    compiled: Any, *, state: str, kind: Kind, partner_state: str | None, level: ReleaseLevel, on: dt.date
) -> tuple[TakenIn, ...]:
    """The contracts of a compiled release that are not over; raises `Faults` with one sentence for whatever is lacking.

    `partner_state` stands in where a release names no state of the other side.
    """
    found: list[TakenIn] = []
    faults: list[Fault] = []
    for contract in compiled.get("contracts") or ():
        where = f"{compiled['ocid']} contracts {contract['id']}"
        if contract.get("status") in OVER:
            continue
        try:
            found.append(_taken_in(compiled, contract, where, state, kind, partner_state, level, on))
        except Faults as refused:
            faults += refused.faults
    if faults:
        raise Faults(faults)
    return tuple(found)


def _taken_in(
    compiled: Any, contract: Any, where: str, state: str, kind: Kind, partner_state: str | None, level: ReleaseLevel, on: dt.date
) -> TakenIn:
    award: dict[str, Any] = next((one for one in compiled.get("awards") or () if one["id"] == contract["awardID"]), {})
    tender = compiled.get("tender") or {}
    milestones = list(_milestones(contract))
    tree: dict[str, Any] = {
        "id": short_name(f"{state}-{compiled['ocid']}-{contract['id']}"),
        "kind": kind,
        "state": state,
        "title": contract.get("title") or tender.get("title") or compiled["ocid"],
        "partners": list(_partners(compiled, award, kind, partner_state, where)),
        "lines": list(_lines(contract.get("items") or award.get("items") or tender.get("items") or (), where)),
        "milestones": [one for one, _ in milestones],
        "release_level": level,
    }
    value = contract.get("value") or award.get("value") or {}
    if value.get("amount") is not None and value.get("currency"):
        tree |= {"value": _exact(value["amount"]), "currency": value["currency"]}
    terms = contract_from(tree, where)
    return TakenIn(
        contract=terms,
        stage="contract" if contract.get("status") in (None, "pending") else "implementation",
        evidence=(Evidence(kind="ocds_release", source=f"{compiled['ocid']} {compiled['id']}"[:20_000], on=on),),
        met=tuple((one["id"], day) for one, day in milestones if day is not None),
    )


def _partners(compiled: Any, award: Any, kind: Kind, partner_state: str | None, where: str) -> Iterator[dict[str, Any]]:
    """The suppliers of a purchase, the buyer of a sale."""
    known = {one.get("id"): one for one in compiled.get("parties") or ()}
    if kind == "purchase":
        ids = [one.get("id") for one in award.get("suppliers") or ()]
        ids = ids or [one for one, party in known.items() if "supplier" in (party.get("roles") or ())]
    else:
        ids = [(compiled.get("buyer") or {}).get("id")]
    for ident in dict.fromkeys(ids):
        named = ((known.get(ident) or {}).get("address") or {}).get("countryName")
        state = (named if named in NAME_OF else CODES.get(str(named).casefold())) if named else None
        if state is None and partner_state is None:
            raise refuse(
                f"{where} parties", f"{quoted(ident)} has no state that is known ({quoted(named)}); give it with --partner-state"
            )
        yield {"id": short_name(str(ident)), "state": state or partner_state}


def _lines(items: Any, where: str) -> Iterator[dict[str, Any]]:
    for item in items:
        unit = str((item.get("unit") or {}).get("name") or "")
        if item.get("quantity") is None:
            raise refuse(f"{where} items {item['id']}", "has no quantity; a contract here says how much")
        plain = unit.casefold().replace(" ", "_")
        yield {
            "id": short_name(str(item["id"])),
            "item": item.get("description") or str(item["id"]),
            "quantity": _exact(item["quantity"]),
            "unit": EACH.get(plain, plain if plain in UNITS else unit or "piece"),
        }


def _milestones(contract: Any) -> Iterator[tuple[dict[str, Any], dt.date | None]]:
    """Each milestone once: the later of the standard's two lists knows more. One without a day cannot be watched and is left out."""
    every: dict[Any, dict[str, Any]] = {}
    for one in (*(contract.get("milestones") or ()), *((contract.get("implementation") or {}).get("milestones") or ())):
        every[one["id"]] = {**every.get(one["id"], {}), **one}
    for one in every.values():
        due = one.get("dueDate")
        if not due:
            continue
        met = one.get("dateMet") if one.get("status") == "met" else None
        tree = {"id": short_name(str(one["id"])), "title": one.get("title") or str(one["id"]), "due_on": str(due)[:10]}
        if one.get("type"):
            tree["kind"] = one["type"]
        yield tree, dt.date.fromisoformat(str(met)[:10]) if met else None


def short_name(text: str) -> str:
    """A text as an id: other signs become dashes; what is too long keeps its end, where ids differ."""
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", text).strip("-._") or "x"
    return plain if len(plain) <= LONGEST else plain[:12] + "-" + plain[-(LONGEST - 13) :].lstrip("-._")


def _exact(number: int | Decimal) -> str:
    return decimal_text(Decimal(number))
