"""The parts of a request as a draft keeps them: how each form reads from the tree and writes back to it.

The tree has the shape of the request file, so a draft is handed in exactly as a file would be, and
every fault names a place in the tree that belongs to one part here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from licet.web.intake import forms as intake_forms
from licet.web.intake.tree import Tree

Cleaned = Mapping[str, Any]


@dataclass(frozen=True)
class Part:
    """One line of the task list. `places` are the tops of the tree it fills."""

    key: str
    title: Any
    says: Any
    places: tuple[str, ...]
    started: Callable[[Tree], bool]
    done: Callable[[Tree], bool]


def _has(tree: Tree, *names: str) -> bool:
    return any(tree.get(name) for name in names)


PARTS: tuple[Part, ...] = (
    Part(
        "transfer",
        _("The transfer"),
        _("What you want to do, from where to where"),
        ("reference", "activity", "exporting_state", "destination_state", "authority_state", "submitted_on"),
        lambda tree: _has(tree, "activity"),
        lambda tree: _has(tree, "activity") and _has(tree, "destination_state"),
    ),
    Part(
        "parties",
        _("Parties"),
        _("Everyone who takes part, and who owns them"),
        ("parties", "parties_complete"),
        lambda tree: _has(tree, "parties"),
        lambda tree: any(party["role"] == "end_user" for party in tree.get("parties", ())) and "parties_complete" in tree,
    ),
    Part(
        "items",
        _("Items"),
        _("Goods, software, technology or assistance"),
        ("items",),
        lambda tree: _has(tree, "items"),
        lambda tree: bool(tree.get("items")) and all(item.get("facts") for item in tree["items"]),
    ),
    Part(
        "way",
        _("Way"),
        _("Every stretch, from state to state"),
        ("legs", "legs_complete"),
        lambda tree: _has(tree, "legs"),
        lambda tree: _has(tree, "legs") and "legs_complete" in tree,
    ),
    Part(
        "use",
        _("End use"),
        _("What for, where, and the end-user certificate"),
        ("end_use",),
        lambda tree: _has(tree, "end_use"),
        lambda tree: bool(tree.get("end_use", {}).get("certificate")),
    ),
    Part(
        "undertakings",
        _("Undertakings"),
        _("What the end user has promised"),
        ("undertakings",),
        lambda tree: "undertakings" in tree,
        lambda tree: "undertakings" in tree,
    ),
    Part(
        "documents",
        _("Documents"),
        _("Certificate, contract, data sheets"),
        ("documents",),
        lambda tree: _has(tree, "documents"),
        lambda tree: _has(tree, "documents"),
    ),
    Part(
        "confidential",
        _("Confidentiality"),
        _("Whether the parties’ identities are kept confidential"),
        ("confidential",),
        lambda tree: "confidential" in tree,
        lambda tree: "confidential" in tree,
    ),
)


def part_of(where: str) -> str:
    """The key of the part that a fault's place belongs to."""
    top = where.split(".", maxsplit=1)[0].split("[", maxsplit=1)[0]
    return next((part.key for part in PARTS if top in part.places), "transfer")


# ---- simple parts: one form each


def transfer_initial(tree: Tree) -> dict[str, Any]:
    return {name: tree.get(name) for name in ("reference", "activity", "exporting_state", "destination_state")}


def transfer_write(tree: Tree, cleaned: Cleaned) -> None:
    for name in ("reference", "activity", "exporting_state", "destination_state"):
        _put(tree, name, cleaned[name])


def use_initial(tree: Tree) -> dict[str, Any]:
    use = tree.get("end_use", {})
    certificate = use.get("certificate", {})
    return {
        "statement": use.get("statement"),
        "place": use.get("place"),
        "territory": use.get("territory"),
        "certificate_number": certificate.get("number"),
        "certificate_state": certificate.get("issuing_state"),
        "certificate_issued_on": certificate.get("issued_on"),
        "certificate_expires_on": certificate.get("expires_on"),
    }


def use_write(tree: Tree, cleaned: Cleaned) -> None:
    use: Tree = {"statement": cleaned["statement"]}
    _put(use, "place", cleaned["place"])
    _put(use, "territory", cleaned["territory"])
    if cleaned["certificate_number"]:
        certificate: Tree = {
            "number": cleaned["certificate_number"],
            "issuing_state": cleaned["certificate_state"],
            "issued_on": _day(cleaned["certificate_issued_on"]),
        }
        _put(certificate, "expires_on", _day(cleaned["certificate_expires_on"]))
        use["certificate"] = certificate
    tree["end_use"] = use


def undertakings_initial(tree: Tree) -> dict[str, Any]:
    given = tree.get("undertakings", [])
    return {"kinds": [one["kind"] for one in given], "given_by": given[0]["given_by"] if given else ""}


def undertakings_write(tree: Tree, cleaned: Cleaned) -> None:
    tree["undertakings"] = [{"kind": kind, "given_by": cleaned["given_by"]} for kind in cleaned["kinds"]]


def confidential_initial(tree: Tree) -> dict[str, Any]:
    return {"confidential": tree.get("confidential", False)}


def confidential_write(tree: Tree, cleaned: Cleaned) -> None:
    tree["confidential"] = cleaned["confidential"]


@dataclass(frozen=True)
class SimplePart:
    form: type[forms.Form]
    initial: Callable[[Tree], dict[str, Any]]
    write: Callable[[Tree, Cleaned], None]
    needs_parties: bool = False


SIMPLE: dict[str, SimplePart] = {
    "transfer": SimplePart(intake_forms.TransferForm, transfer_initial, transfer_write),
    "use": SimplePart(intake_forms.UseForm, use_initial, use_write),
    "undertakings": SimplePart(intake_forms.UndertakingsForm, undertakings_initial, undertakings_write, needs_parties=True),
    "confidential": SimplePart(intake_forms.ConfidentialForm, confidential_initial, confidential_write),
}


# ---- parties and owners


def party_initial(party: Tree) -> dict[str, Any]:
    properties = party.get("properties", {})
    names = properties.get("name", [])
    return {
        "role": party.get("role"),
        "schema": party.get("schema", "Company"),
        "name": names[0] if names else "",
        "other_names": "\n".join(names[1:]),
        "country": _first(properties, "country") or _first(properties, "nationality"),
        "registration": _first(properties, "registrationNumber") or _first(properties, "passportNumber"),
        "birth_date": _first(properties, "birthDate"),
        "address": _first(properties, "address"),
        "owners_complete": _choice(party.get("owners_complete")),
        "share": party.get("share", ""),
        "controls": _choice(party.get("controls")),
    }


def party_tree(cleaned: Cleaned, before: Tree, party_id: str) -> Tree:
    """A party as the request file writes one; owners named before are kept."""
    party: Tree = {"id": party_id, "role": cleaned["role"], "schema": cleaned["schema"], "properties": _properties(cleaned)}
    _put_choice(party, "owners_complete", cleaned["owners_complete"])
    if before.get("owners"):
        party["owners"] = before["owners"]
    return party


def owner_tree(cleaned: Cleaned, owner_id: str) -> Tree:
    owner: Tree = {"id": owner_id, "schema": cleaned["schema"], "properties": _properties(cleaned)}
    _put(owner, "share", cleaned["share"])
    _put_choice(owner, "controls", cleaned["controls"])
    return owner


def _properties(cleaned: Cleaned) -> Tree:
    person = cleaned["schema"] == "Person"
    properties: Tree = {"name": [cleaned["name"], *_lines(cleaned.get("other_names", ""))]}
    for name, value in (
        ("nationality" if person else "country", cleaned.get("country")),
        ("passportNumber" if person else "registrationNumber", cleaned.get("registration")),
        ("birthDate", cleaned.get("birth_date")),
        ("address", cleaned.get("address")),
    ):
        if value:
            properties[name] = [value]
    return properties


def party_choices(tree: Tree) -> list[tuple[str, str]]:
    return [(party["id"], party["properties"]["name"][0]) for party in tree.get("parties", ())]


# ---- items


NUMBERS = ("range_km", "endurance_min", "cruise_kmh", "payload_kg", "mtow_kg", "gust_kmh", "aerosol_l", "aerosol_design_l")
YES_NO = ("bvlos", "autonomous_nav", "armed", "recreational_model")


def item_initial(item: Tree) -> dict[str, Any]:
    return {name: item.get(name, "") for name in ("name", "kind", "quantity", "unit", "value", "currency", "origin_state")}


def item_tree(cleaned: Cleaned, before: Tree, item_id: str) -> Tree:
    item: Tree = {"id": item_id, "facts": before.get("facts", {})}
    for name in ("name", "kind", "quantity", "unit", "value", "currency", "origin_state"):
        _put(item, name, cleaned[name])
    return item


def facts_initial(item: Tree) -> dict[str, Any]:
    facts = item.get("facts", {})
    known = {name: facts.get(name, "") for name in (*NUMBERS, "military_design")}
    known |= {name: _choice(facts.get(name)) for name in YES_NO}
    others = [f"{name}: {_fact_text(value)}" for name, value in facts.items() if name not in known]
    return known | {"other": "\n".join(others)}


def facts_write(item: Tree, cleaned: Cleaned) -> None:
    facts: Tree = {}
    for name in (*NUMBERS, "military_design"):
        _put(facts, name, cleaned[name])
    for name in YES_NO:
        _put_choice(facts, name, cleaned[name])
    for line in _lines(cleaned["other"]):
        name, _colon, value = line.partition(":")
        words = value.strip()
        facts[name.strip()] = {"true": True, "yes": True, "false": False, "no": False}.get(words.lower(), words)
    item["facts"] = facts


# ---- the way


def leg_initial(leg: Tree) -> dict[str, Any]:
    return {
        "from_state": leg.get("from"),
        "to_state": leg.get("to"),
        **{name: leg.get(name) for name in ("mode", "carrier", "flag", "departs_on", "arrives_on")},
    }


def leg_tree(cleaned: Cleaned) -> Tree:
    leg: Tree = {"from": cleaned["from_state"], "to": cleaned["to_state"]}
    for name in ("mode", "carrier", "flag"):
        _put(leg, name, cleaned[name])
    for name in ("departs_on", "arrives_on"):
        _put(leg, name, _day(cleaned[name]))
    return leg


# ---- small things


def next_id(stem: str, taken: list[str]) -> str:
    """The first of `stem`, `stem-2`, `stem-3` … that is not taken."""
    stem = stem.replace("_", "-")
    number, name = 1, stem
    while name in taken:
        number += 1
        name = f"{stem}-{number}"
    return name


def write_choice(tree: Tree, name: str, chosen: str) -> None:
    """Keep yes, no or “I do not know”: the last is kept as unknown, which the request file leaves out."""
    tree[name] = {"yes": True, "no": False}.get(chosen)


def handed_in(tree: Tree) -> Tree:
    """The tree as the request file is written: what is unknown is left out."""
    return {name: value for name, value in tree.items() if value is not None}


def choice(value: bool | None) -> str:
    return _choice(value)


def _choice(value: Any) -> str:
    return {True: "yes", False: "no"}.get(value, "")


def _put(tree: Tree, name: str, value: Any) -> None:
    if value in (None, ""):
        tree.pop(name, None)
    else:
        tree[name] = value


def _put_choice(tree: Tree, name: str, chosen: str) -> None:
    _put(tree, name, {"yes": True, "no": False}.get(chosen))


def _first(properties: Tree, name: str) -> str:
    values = properties.get(name) or [""]
    return values[0]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None


def _fact_text(value: Any) -> str:
    return {True: "true", False: "false"}.get(value, value) if isinstance(value, bool) else str(value)
