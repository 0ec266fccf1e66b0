"""Which items a scope line covers.

"Arms and related materiel" has the default breadth of legal-safety point 8. What no list settles
stays open; an officer's recorded finding can put such an item outside, but never goods of a munitions
list outside arms.
"""

import re

from licet.facts.fact import Fact, Missing
from licet.facts.kleene import Proof, Truth, any_of, met, not_met, unknown
from licet.law.embargo_questions import asked
from licet.law.embargo_values import CaseItem, EmbargoCase, RowAssessment
from licet.law.questions import missing
from licet.reference.embargo import EmbargoRow, ItemScope

SEVEN = frozenset(
    {
        "battle_tanks",
        "armoured_combat_vehicles",
        "large_calibre_artillery",
        "combat_aircraft",
        "attack_helicopters",
        "warships",
        "missiles_and_launchers",
    }
)
SMALL_ARMS = "small_arms_and_light_weapons"
BEYOND_LISTS: tuple[ItemScope, ...] = (
    "annex_goods",
    "internal_repression",
    "interception",
    "uav_components",
    "ied_components",
    "any_goods",
)
"""Scopes that no control list decides: only an officer's finding does."""
PLAIN = frozenset({"goods", "parts", "software", "technology"})
"""Natures whose being on no list settles that they are no arms; ammunition and assistance are not settled by a list."""
_DEFENCE_ARTICLE = re.compile(r"US-(USML|[0-9][A-E]6[0-9]{2}|[0-9][A-E]515)")
_ANNEX_I = re.compile(r"EU-[0-9][A-E][0-9]{3}")


def covered(row: EmbargoRow, scope: ItemScope, case: EmbargoCase, *, unarmed: Proof | None) -> Proof:
    """Is any item of the case covered? `unarmed` is given for rows on armed groups: unlisted goods for them stay open."""
    if not case.items:
        return unknown("no item is stated", missing("classification"))
    parts = [_covered(row, scope, item, case.assessments, unarmed) for item in case.items]
    joined = any_of("", parts)
    return any_of("; ".join(part.says for part in parts if part.truth is joined.truth), parts)


def outside_on_record(row: EmbargoRow, case: EmbargoCase) -> bool:
    """Whether an officer has put every item of the case outside the row; none on a munitions list can be."""
    return bool(case.items) and all(_assessed(row, "vigilance", item, case.assessments) is not None for item in case.items)


def _covered(
    row: EmbargoRow, scope: ItemScope, item: CaseItem, assessments: tuple[RowAssessment, ...], unarmed: Proof | None
) -> Proof:
    truth = _truth(scope, item)
    if truth is Truth.FALSE and item.classified == "unlisted" and unarmed is not None and unarmed.truth is not Truth.TRUE:
        truth = Truth.UNKNOWN
    covers = scope.replace("_", " ")
    fact = _classified(item)
    if truth is Truth.TRUE:
        return met(f"{item.id} is covered ({covers})", fact)
    if truth is Truth.FALSE:
        return not_met(f"{item.id} is not covered ({covers})", fact)
    found = _assessed(row, scope, item, assessments)
    if found is not None:
        officer = Fact(
            name="embargo_assessment", value=True, source=found.source, as_of=found.on, about=item.id, by=found.by, evidence=True
        )
        return not_met(f"{item.id} is outside ({covers}), as {found.by} found on {found.on}", fact, officer)
    return unknown(f"whether {item.id} is covered ({covers}) is open", _question(row, scope, item), facts=(fact,))


def _question(row: EmbargoRow, scope: ItemScope, item: CaseItem) -> Missing:
    if item.classified == "refer":
        return missing("classification", item.id)
    if scope in ("seven_categories", "salw") and not item.att_category_confirmed:
        return missing("att_category", item.id)
    return asked("embargo_assessment", row=row.id, about=item.id)


def _assessed(row: EmbargoRow, scope: ItemScope, item: CaseItem, assessments: tuple[RowAssessment, ...]) -> RowAssessment | None:
    """An officer's finding that an item is outside the row.

    None is heard on goods not yet classified, nor that goods of a munitions list are no arms.
    """
    if item.classified == "refer" or (item.classified == "military" and scope not in BEYOND_LISTS):
        return None
    return next(
        (one for one in assessments if (one.row, one.question, one.about) == (row.id, "item", item.id) and one.outside), None
    )


def _classified(item: CaseItem) -> Fact:
    value = None if item.classified == "refer" else (item.classified, *item.codes)
    return Fact(name="classification", value=value, source="control-list entries", about=item.id)


def _truth(scope: ItemScope, item: CaseItem) -> Truth:
    match scope:
        case "all_arms_and_related" | "vigilance":
            return _arms(item)
        case "cml":
            return Truth.FALSE if item.classified == "dual_use" else _arms(item)
        case "political_national" | "unread_prose":
            return Truth.TRUE if item.classified == "military" else Truth.UNKNOWN
        case "seven_categories":
            return _seven(item)
        case "salw":
            return _small_arms(item)
        case "us_defence_articles":
            return _by_codes(item, "US", _DEFENCE_ARTICLE)
        case "dual_use_listed":
            return _by_codes(item, "EU", _ANNEX_I)
        case "missile_items":
            return Truth.TRUE if any(code.startswith("MTCR-") for code in item.codes) else _by_list(item, "MTCR")
        case "nuclear_items":
            return Truth.TRUE if any(code.startswith(("NSG-", "EU-0")) for code in item.codes) else _by_list(item, "NSG")
    return Truth.UNKNOWN  # BEYOND_LISTS


def _arms(item: CaseItem) -> Truth:
    """Arms and related materiel: listed as military, yes; dual-use may be related; on no list settles plain goods only."""
    if item.classified == "military":
        return Truth.TRUE
    return Truth.FALSE if item.classified == "unlisted" and item.nature in PLAIN else Truth.UNKNOWN


def _seven(item: CaseItem) -> Truth:
    """The seven categories: a stated one counts at once, being none of them only on an officer's word."""
    if item.att_category in SEVEN:
        return Truth.TRUE
    if item.att_category_confirmed and item.att_category in (SMALL_ARMS, "none"):
        return Truth.FALSE
    return Truth.UNKNOWN


def _small_arms(item: CaseItem) -> Truth:
    if item.att_category == SMALL_ARMS:
        return Truth.TRUE
    return Truth.FALSE if item.att_category_confirmed and item.att_category in (*SEVEN, "none") else Truth.UNKNOWN


def _by_codes(item: CaseItem, family: str, pattern: re.Pattern[str]) -> Truth:
    if any(pattern.match(code) for code in item.codes):
        return Truth.TRUE
    decision = item.lists.get(family)
    if decision == "not_listed" and item.classified != "refer":
        return Truth.FALSE
    own = any(code.startswith(f"{family}-") for code in item.codes)
    return Truth.FALSE if decision == "listed" and own and item.classified != "military" else Truth.UNKNOWN


def _by_list(item: CaseItem, family: str) -> Truth:
    return {"listed": Truth.TRUE, "not_listed": Truth.FALSE}.get(item.lists.get(family, "refer"), Truth.UNKNOWN)
