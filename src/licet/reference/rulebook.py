"""A national rulebook: parameters of one authority, and rules that can only add to international law.

There is no field by which a rulebook could switch a rule off, lower a standard or widen an
exemption: what it can say is what else stands in the way of a transfer, or must be done first.
"""

import datetime as dt
from typing import Literal

import msgspec

from licet.access.level import ReleaseLevel
from licet.encoding.canonical import from_bytes
from licet.encoding.faults import Fault, Faults
from licet.encoding.reading import Country, Name, Text, read_value
from licet.encoding.source import read_tree
from licet.reference.edition import PARTY_LIST_KINDS
from licet.reference.official import unpacked
from licet.reference.parsed import Parsed, content_of


class ConfirmedText(msgspec.Struct, frozen=True, kw_only=True):
    """The authority's record that it has read an amended text and confirms the rules drawn from it."""

    instrument: Name
    amendment: Text
    by: Text
    on: dt.date


class Canary(msgspec.Struct, frozen=True, kw_only=True):
    """A party that a list is sure to name; an update without it is held. `list` is a kind or `kind:NAME`, then an id or a name."""

    list: Text
    id: Text | None = None
    name: Text | None = None


class NationalRule(msgspec.Struct, frozen=True, kw_only=True):
    """One rule of national policy.

    It applies where every condition given holds: destination among `destinations`, end-user kind
    among `end_user_kinds`, any item listed under a code that starts with one of `item_codes`,
    activity among `activities`; a condition left out holds always. `prohibit` and `refuse` then
    stand; `weigh` and `duty` ask an officer for the fact `asks`. `release_level` says who may
    read that the rule exists.
    """

    id: Name
    citation: Text
    effect: Literal["prohibit", "refuse", "weigh", "duty"]
    says: Text
    release_level: ReleaseLevel = "case"
    destinations: tuple[Country, ...] | None = None
    end_user_kinds: tuple[Text, ...] | None = None
    item_codes: tuple[Text, ...] | None = None
    activities: tuple[Text, ...] | None = None
    asks: Name | None = None
    question: Text | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None


class PlannedItem(msgspec.Struct, frozen=True, kw_only=True):
    """An item of the plan, and the names under which requests ask for it."""

    item: Text
    names: tuple[Text, ...]


class SpareRule(msgspec.Struct, frozen=True, kw_only=True):
    """Exports of the state's own production wait for a plan that says they can be spared.

    `plan` is the plan whose newest result is asked; a result older than `age_days_max` says nothing any more. Reaches items under
    a code that starts with one of `item_codes`, every item where none is given. It can stop or delay, and is never evidence
    that an export is harmless (Common Position 2008/944 Art. 10).
    """

    citation: Text
    plan: Name
    items: tuple[PlannedItem, ...]
    item_codes: tuple[Text, ...] | None = None
    age_days_max: int = 92
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    release_level: ReleaseLevel = "restricted"


class Rulebook(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="rulebook/1"):
    """The parameters and additions of one authority from one date.

    `list_age_days_max` is the oldest a party list may be, at `as_of`, for a party to be clear;
    `required_lists` are the kinds (or `kind:NAME`) that must be in force for that; `control_lists`
    are the list families whose entries need this authority's authorisation (`EU`, `MTCR`, `US`).
    `list_removed_percent_max` is how much of a party list an update may take away without being held
    for two people, and `list_canaries` are parties that no update may lose. `spare` asks of exports of the state's own
    production whether they can be spared; without it nobody asks.
    """

    id: Name
    state: Country | None
    dated_on: dt.date
    title: Text
    list_age_days_max: int = 14
    required_lists: tuple[Text, ...] = ("un-sc",)
    list_removed_percent_max: int = 5
    list_canaries: tuple[Canary, ...] = ()
    control_lists: tuple[Text, ...] | None = None
    confirmed_texts: tuple[ConfirmedText, ...] = ()
    rules: tuple[NationalRule, ...] = ()
    spare: SpareRule | None = None


def rulebook_of(content: bytes) -> Rulebook:
    """The rulebook of an edition's content."""
    return from_bytes(content.rstrip(b"\n"), Rulebook)


def parse_rulebook(files: dict[str, bytes]) -> Parsed:
    """Read one rulebook file; raises `Faults` with one sentence for each fault. The edition is named by the rulebook's id."""
    [(name, data)] = files.items()
    rulebook = read_value(read_tree(unpacked(name, data), name.removesuffix(".gz")), Rulebook)
    faults = []
    seen: set[str] = set()
    for index, rule in enumerate(rulebook.rules):
        where = f"rules[{index}]"
        if rule.id in seen:
            faults.append(Fault(f"{where}.id", f"“{rule.id}” is used twice; give each rule its own id"))
        seen.add(rule.id)
        if rule.effect in ("weigh", "duty") and not (rule.asks and rule.question):
            faults.append(Fault(f"{where}.asks", "and question are needed for a rule that an officer must answer"))
        if rule.valid_from and rule.valid_to and rule.valid_to <= rule.valid_from:
            faults.append(Fault(f"{where}.valid_to", f"{rule.valid_to} is not after valid_from {rule.valid_from}"))
    faults += _spare_faults(rulebook.spare)
    if rulebook.list_age_days_max < 1:
        faults.append(Fault("list_age_days_max", f"is {rulebook.list_age_days_max}; it must be at least 1"))
    if not 0 <= rulebook.list_removed_percent_max <= 100:
        says = f"is {rulebook.list_removed_percent_max}; it is a share in percent, from 0 to 100"
        faults.append(Fault("list_removed_percent_max", says))
    for index, canary in enumerate(rulebook.list_canaries):
        if (canary.id is None) == (canary.name is None):
            faults.append(Fault(f"list_canaries[{index}]", "names its party by id or by name; write one of the two"))
        if canary.list.partition(":")[0] not in PARTY_LIST_KINDS:
            says = f"“{canary.list}” is no kind of party list; write one of {', '.join(PARTY_LIST_KINDS)}"
            faults.append(Fault(f"list_canaries[{index}].list", says))
    if faults:
        raise Faults(faults)
    return Parsed(dated_on=rulebook.dated_on, name=rulebook.id, values=(rulebook,), content=content_of((rulebook,)))


def _spare_faults(spare: SpareRule | None) -> list[Fault]:
    if spare is None:
        return []
    faults = []
    if spare.age_days_max < 1:
        faults.append(Fault("spare.age_days_max", f"is {spare.age_days_max}; it must be at least 1"))
    if spare.valid_from and spare.valid_to and spare.valid_to <= spare.valid_from:
        faults.append(Fault("spare.valid_to", f"{spare.valid_to} is not after valid_from {spare.valid_from}"))
    seen: dict[str, str] = {}
    for index, planned in enumerate(spare.items):
        for name in planned.names:
            plain = " ".join(name.casefold().split())
            if seen.setdefault(plain, planned.item) != planned.item:
                says = f"“{name}” already stands for {seen[plain]}; one name is one item"
                faults.append(Fault(f"spare.items[{index}].names", says))
    return faults
