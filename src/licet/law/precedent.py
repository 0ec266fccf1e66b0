"""Earlier decisions of the authority on a like item, end user and end use, and whether a recommendation departs from them.

Serves equal treatment: like cases are decided alike, or it is said why not. The measure is stated
here and nowhere hidden. A departure can only refer: no precedent ever clears or softens anything.
"""

import datetime as dt
import re
from typing import Literal

import msgspec

from licet.dossier.history import PastDecision
from licet.encoding.dates import years_before
from licet.facts.kleene import Proof, not_met, unknown
from licet.law.alike import (
    codes_alike,
    codes_near,
    codes_same,
    refusals_alike,
    same_destination,
)
from licet.law.case import Case
from licet.law.combination import Recommendation
from licet.law.questions import missing
from licet.law.rule import Rule

KEPT_YEARS = 10
"""How long the records of a decision are kept (Arms Trade Treaty Art. 12(4)), and so how far back one is looked for."""
ITEM_WITHIN, ITEM_OPEN = 150, 200
USER_BY_STATE_ALONE, USER_OPEN = 200, 250
USE_SOMEWHAT, USE_OPEN, USE_APART = 100, 100, 300
"""What each difference adds to the distance, in thousandths; what is the same on both sides adds nothing.

Item: one entry lies within the other, or a side is open. End user: another one in the same state, or
a side is open. End use: some words in common, a side says nothing, no word in common. Another item, or
another end user in another state, is no precedent at all.
"""
LIKE_UP_TO = 500
SHOWN = 5
_WORD = re.compile(r"\w{4,}")


class Precedent(msgspec.Struct, frozen=True, kw_only=True):
    """An earlier decision on a like case: how far apart both are (0 is the same), in what they are alike, in what they differ."""

    reference: str
    decided_on: dt.date
    outcome: Literal["permitted", "refused"]
    distance: int
    alike: tuple[str, ...]
    differs: tuple[str, ...]


Part = tuple[int, str, bool]
"""What a side adds to the distance, in words, and whether it is alike."""


def precedents(case: Case) -> tuple[Precedent, ...]:
    """The nearest earlier decisions on like cases, nearest first, of equals the newest."""
    found = [one for decision in candidates(case) if (one := _precedent(decision, case)) is not None]
    by_day = sorted(found, key=lambda one: (one.decided_on, one.reference), reverse=True)
    return tuple(sorted(by_day, key=lambda one: one.distance)[:SHOWN])


def candidates(case: Case) -> tuple[PastDecision, ...]:
    """Decisions whose records are still kept and whose item is alike, whoever the end user was."""
    since = years_before(case.as_of, KEPT_YEARS)
    return tuple(
        one for one in case.context.decisions if since <= one.decided_on <= case.as_of and codes_alike(one.item_codes, case)
    )


def departed_from(case: Case, recommendation: Recommendation, found: tuple[Precedent, ...]) -> tuple[Precedent, ...]:
    """Of the nearest precedents, those that came out otherwise than the recommendation.

    A permit departs from each that was refused; a refusal only where all were permitted. A referral departs from none.
    A refusal that the duty to consider own refusals already names is not named twice.
    """
    nearest = [one for one in found if one.distance == found[0].distance]
    if recommendation == "refuse":
        return tuple(nearest) if all(one.outcome == "permitted" for one in nearest) else ()
    if recommendation == "refer":
        return ()
    named = {one.reference for one in refusals_alike(case)}
    return tuple(one for one in nearest if one.outcome == "refused" and one.reference not in named)


def precedent_rule(departed: tuple[Precedent, ...]) -> Rule:
    """The alarm that a recommendation departs from these precedents."""

    def considered(case: Case) -> Proof:
        fact = case.fact("precedent_considered")
        said = "; ".join(f"{one.reference}, {one.outcome} on {one.decided_on}: {', '.join(one.alike)}" for one in departed)
        if fact.evidence and fact.value is True:
            return not_met(f"an officer has considered the precedents and says why this comes out otherwise ({said})", fact)
        facts = () if fact.value is None else (fact,)
        return unknown(f"departs from precedent ({said})", missing("precedent_considered"), facts=facts)

    return Rule(
        id="PRECEDENT",
        instrument="FILE",
        citation="like cases are treated alike: a departure from the nearest earlier decisions is considered and reasoned",
        effect="weigh",
        test=considered,
    )


def _precedent(decision: PastDecision, case: Case) -> Precedent | None:
    user = _user(decision, case)
    if user is None:
        return None
    parts = (_item(decision, case), user, _use(decision, case))
    distance = sum(adds for adds, _, _ in parts)
    if distance > LIKE_UP_TO:
        return None
    return Precedent(
        reference=decision.reference,
        decided_on=decision.decided_on,
        outcome=decision.outcome,
        distance=distance,
        alike=tuple(says for _, says, alike in parts if alike),
        differs=tuple(says for _, says, alike in parts if not alike),
    )


def _item(decision: PastDecision, case: Case) -> Part:
    codes = ", ".join(decision.item_codes)
    if codes_same(decision.item_codes, case):
        return 0, f"same item ({codes})", True
    if codes_near(decision.item_codes, case):
        return ITEM_WITHIN, f"item of a like entry ({codes})", True
    return ITEM_OPEN, "item not settled on both sides", False


def _user(decision: PastDecision, case: Case) -> Part | None:
    """None where the end user is another one in another state, or where it is all open."""
    paths = (case.denied_end_users or {}).get(decision.reference, ())
    if paths:
        return 0, f"{', '.join(paths)} may be the end user of then", True
    if not same_destination(decision.destination_state, case):
        return None
    if decision.destination_state is None or case.dossier.destination_state is None:
        return USER_OPEN, "end user and destination not stated on both sides", False
    if decision.end_user is None:
        return USER_OPEN, f"same destination ({decision.destination_state}), end user of then not stated", True
    return USER_BY_STATE_ALONE, f"same destination ({decision.destination_state}), another end user", True


def _use(decision: PastDecision, case: Case) -> Part:
    then = set(_WORD.findall((decision.end_use or "").casefold()))
    now = set(_WORD.findall((case.dossier.end_use.statement if case.dossier.end_use else "").casefold()))
    if not then or not now:
        return USE_OPEN, "end use not stated on both sides", False
    shared = then & now
    if 2 * len(shared) >= min(len(then), len(now)):
        return 0, f"like end use ({', '.join(sorted(shared))})", True
    if shared:
        return USE_SOMEWHAT, f"end use partly alike ({', '.join(sorted(shared))})", True
    return USE_APART, f"another end use then ({decision.end_use})", False
