"""Whether the goods can be spared: a duty of a national rulebook on exports of the state's own production.

The answer is a fact taken from a checked plan, with the day it was made and its result's digest. It can stop or delay
an export; that goods can be spared is never evidence that an export is harmless (Common Position 2008/944 Art. 10,
legal-safety point 19). Where the rulebook does not ask, the question is not in scope.
"""

import datetime as dt
from collections.abc import Iterable
from functools import partial

from licet.dossier.values import Item
from licet.encoding.dates import read_date
from licet.facts.fact import Fact
from licet.facts.kleene import Proof, Truth, met, not_met, unknown
from licet.law.case import Case
from licet.law.questions import missing
from licet.law.rule import EVERY_ACTIVITY, Rule
from licet.planning.spared import Spared, spared
from licet.reference.plan_result import PlanResult
from licet.reference.rulebook import Rulebook, SpareRule

FACT = "can_be_spared"


def plan_asked(rulebook: Rulebook, results: Iterable[PlanResult]) -> PlanResult | None:
    """The result of the plan that a rulebook asks, of those in force; None where it asks none or none is on file."""
    asked = rulebook.spare
    return next((one for one in results if asked is not None and one.reference == asked.plan), None)


def spare_rules(case: Case) -> tuple[Rule, ...]:
    """The scope of the question, and where the rulebook asks it one duty an item."""
    asked = case.rulebook.spare
    scope = Rule(
        id="SCOPE:SPARED",
        instrument=f"NATIONAL {case.rulebook.state or case.rulebook.id}",
        citation=asked.citation if asked else case.rulebook.title,
        effect="scope",
        test=_asks,
        activities=EVERY_ACTIVITY,
        release_level=asked.release_level if asked else "restricted",
    )
    if asked is None or not _asks_now(case, asked):
        return (scope,)
    return (
        scope,
        *(
            Rule(
                id=f"SPARED:{item.id}",
                instrument=scope.instrument,
                citation=asked.citation,
                effect="duty",
                phase="before_issue",
                test=partial(_test, item=item, asked=asked),
                release_level=asked.release_level,
            )
            for item in case.dossier.items
        ),
    )


def _asks_now(case: Case, asked: SpareRule) -> bool:
    begun = asked.valid_from is None or asked.valid_from <= case.as_of
    ended = asked.valid_to is not None and asked.valid_to <= case.as_of
    return case.dossier.activity == "export" and begun and not ended


def _asks(case: Case) -> Proof:
    asked = case.rulebook.spare
    state = case.stated("authority_state", case.dossier.authority_state)
    if asked is None:
        return not_met("not in scope: the authority's rulebook does not ask whether the goods can be spared", state)
    if not _asks_now(case, asked):
        return not_met("not in scope: the rulebook asks it of exports while its rule is in force", state)
    return met("the rulebook asks whether goods of the state's own production can be spared", state)


def _test(case: Case, item: Item, asked: SpareRule) -> Proof:
    reached = _reached(case, item, asked)
    if reached.truth is not Truth.TRUE:
        # Out of reach the duty is done; open, it stays open.
        return met(reached.says, *reached.facts) if reached.truth is Truth.FALSE else reached
    word = case.fact(FACT, item.id)
    if word.evidence and word.value is False:
        return not_met(f"an officer finds that {item.id} cannot be spared", word)
    planned = _by_plan(case, item, asked)
    if planned.truth is Truth.UNKNOWN and word.evidence and word.value is True:
        return met(f"{planned.says}; an officer finds that {item.id} can be spared", word, *planned.facts)
    return planned


def _reached(case: Case, item: Item, asked: SpareRule) -> Proof:
    """Whether an item is of the state's own production and under a code that the rule reaches."""
    if item.origin_state is None:
        return unknown(f"where {item.id} was made is not stated", missing("origin_state", item.id))
    origin = case.stated("origin_state", item.origin_state, item.id)
    if item.origin_state != case.dossier.authority_state:
        return not_met(f"{item.id} was made in {item.origin_state}: it is not of the state's own production", origin)
    if asked.item_codes is None:
        return met(f"{item.id} is of the state's own production", origin)
    classified = case.classified(item)
    if any(code.startswith(asked.item_codes) for code in (*case.codes(item), *case.possible(item))):
        return met(f"{item.id} is of the state's own production", origin, classified)
    if any(result.decision == "refer" for result in case.classification[item.id].lists.values()):
        return unknown(f"the classification of {item.id} is open", missing("classification", item.id), facts=(classified,))
    return not_met(f"{item.id} is under no code that the rule reaches", classified)


def _by_plan(case: Case, item: Item, asked: SpareRule) -> Proof:
    """What the plan says of an item; unknown wherever it does not say."""

    def open_(says: str, name: str = FACT, about: str | None = item.id, facts: tuple[Fact, ...] = ()) -> Proof:
        return unknown(says, missing(name, about), facts=facts)

    plan = case.plan_result
    if plan is None:
        return open_(f"no result of the plan {asked.plan} is on file")
    if case.as_of > plan.made_on + dt.timedelta(days=asked.age_days_max):
        return open_(f"the plan {plan.reference} of {plan.made_on} is older than {asked.age_days_max} days")
    name = planned_item(case, item, asked)
    if name is None:
        return open_(f"which item of the plan {plan.reference} {item.id} is, is not stated", "planned_item")
    if plan.units.get(name) != item.unit:
        counted = plan.units.get(name, "nothing")
        return open_(f"{item.id} is asked for by the {item.unit}; the plan {plan.reference} counts {name} by the {counted}")
    by = ready_by(case)
    if by is None:
        return open_("the day by which the goods must be ready to leave is not stated", "ready_by", None)
    together = [one for one in case.dossier.items if planned_item(case, one, asked) == name]
    said = spared(plan, name, sum((one.quantity for one in together), start=item.quantity * 0), by)
    fact = Fact(name=FACT, value=said.answer, source=_source(plan), as_of=plan.made_on, about=item.id)
    return _proof(said, fact, _others(case, item, name, asked))


def _proof(said: Spared, fact: Fact, others: tuple[str, ...]) -> Proof:
    says = f"{said.quantity} {said.item} by {said.by}: {said.answer}; {said.says} ({fact.source})"
    match said.answer:
        case "yes" if not others:
            return met(says, fact)
        case "yes":
            alone = f"{says}; but the plan says it of {said.item} alone, not together with {', '.join(others)}"
            return unknown(alone, missing(FACT, fact.about), facts=(fact,))
        case "unknown":
            return unknown(says, missing(FACT, fact.about), facts=(fact,))
        case _:
            return not_met(says, fact)


def _others(case: Case, item: Item, name: str, asked: SpareRule) -> tuple[str, ...]:
    """The other items of the request that draw on the same capacity: each can be spared alone, which says nothing of all together."""
    drawing = [one for one in case.dossier.items if one is not item and _reached(case, one, asked).truth is not Truth.FALSE]
    return tuple(one.id for one in drawing if planned_item(case, one, asked) != name)


def planned_item(case: Case, item: Item, asked: SpareRule) -> str | None:
    """Which item of the plan an item of the request is: as an officer says, else by its name; None where neither tells."""
    word = case.word("planned_item", item.id)
    if word is not None:
        return word
    plain = _plain(item.name)
    return next((one.item for one in asked.items if plain in {_plain(name) for name in one.names}), None)


def ready_by(case: Case) -> dt.date | None:
    """The day by which the goods must be ready: the earliest on which a stretch of the way departs, else as stated."""
    days = [leg.departs_on for leg in case.dossier.legs if leg.departs_on is not None]
    if days:
        return min(days)
    value = case.fact("ready_by").value
    try:
        return read_date(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _source(plan: PlanResult) -> str:
    return f"plan {plan.reference} of {plan.made_on}, result {plan.allocation}"


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("_", " ").split())
