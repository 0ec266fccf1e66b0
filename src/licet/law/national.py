"""A national rulebook's rules as rules of the case. They can only add (see `reference.rulebook`)."""

from functools import partial

from licet.facts.fact import Fact, Missing
from licet.facts.kleene import Proof, Truth, all_of, any_of, met, not_met, told, unknown
from licet.law.case import Case
from licet.law.parties import NAMED_RECIPIENTS
from licet.law.questions import missing
from licet.law.rule import EVERY_ACTIVITY, Rule
from licet.reference.rulebook import NationalRule


def national_rules(case: Case) -> tuple[Rule, ...]:
    """The rules that the authority's rulebook adds, in its order."""
    return tuple(
        Rule(
            id=f"NAT:{rule.id}",
            instrument=f"NATIONAL {case.rulebook.state or case.rulebook.id}",
            citation=rule.citation,
            effect=rule.effect,
            test=partial(_test, rule=rule),
            activities=frozenset(rule.activities) if rule.activities is not None else EVERY_ACTIVITY,
            phase="before_issue" if rule.effect == "duty" else None,
            valid_from=rule.valid_from,
            valid_to=rule.valid_to,
            release_level=rule.release_level,
        )
        for rule in case.rulebook.rules
    )


def _test(case: Case, rule: NationalRule) -> Proof:
    reach = all_of(rule.says, [*_destination(case, rule), *_end_user(case, rule), *_items(case, rule)])
    if rule.effect in ("prohibit", "refuse"):
        return met(f"{rule.says}: {told(reach)}", parts=(reach,)) if reach.truth is Truth.TRUE else reach
    if reach.truth is Truth.FALSE:
        outside = not_met(f"the case lies outside {rule.id}", parts=(reach,))
        return outside if rule.effect == "weigh" else met(outside.says, parts=(reach,))
    fact = case.fact(rule.asks or "")
    if fact.evidence and isinstance(fact.value, bool):
        return met(rule.says, fact) if fact.value else not_met(f"an officer answered no to “{rule.question}”", fact)
    return unknown(rule.says, Missing(name=rule.asks or "", question=rule.question or "", answerer="officer"), parts=(reach,))


def _destination(case: Case, rule: NationalRule) -> list[Proof]:
    if rule.destinations is None:
        return []
    states = [
        case.dossier.destination_state,
        case.dossier.end_use.place if case.dossier.end_use else case.dossier.destination_state,
    ]
    if case.dossier.activity in NAMED_RECIPIENTS:
        # Whoever gets access counts as a destination, wherever they sit (legal-safety point 16).
        states += [state for party in case.parties("recipient", "end_user") for state in party.countries or (None,)]
    fact = case.stated("destination_state", case.dossier.destination_state)
    hit = [state for state in states if state in rule.destinations]
    if hit:
        return [met(f"the destination is {hit[0]}", fact)]
    if None in states:
        return [unknown("the destination is not stated in full", missing("destination_state"))]
    return [not_met("the destination is none of those named", fact)]


def _end_user(case: Case, rule: NationalRule) -> list[Proof]:
    if rule.end_user_kinds is None:
        return []
    users = case.parties("end_user")
    if not users:
        return [unknown("the end user is not stated", missing("end_user"))]
    parts = []
    for user in users:
        fact, word = case.fact("end_user_kind", user.id), case.word("end_user_kind", user.id)
        if word is None:
            parts.append(unknown(f"the kind of {user.id} is not confirmed", missing("end_user_kind", user.id)))
        else:
            parts.append((met if word in rule.end_user_kinds else not_met)(f"{user.id} is a {word.replace('_', ' ')}", fact))
    return [any_of("an end user is of a kind named", parts)]


def _items(case: Case, rule: NationalRule) -> list[Proof]:
    if rule.item_codes is None:
        return []
    parts = []
    for item in case.dossier.items:
        fact: Fact = case.classified(item)
        named = rule.item_codes
        if any(code.startswith(named) for code in case.codes(item)):
            parts.append(met(f"{item.id} is listed under a code named", fact))
        elif any(result.decision == "refer" for result in case.classification[item.id].lists.values()):
            parts.append(unknown(f"the classification of {item.id} is open", missing("classification", item.id), facts=(fact,)))
        else:
            parts.append(not_met(f"{item.id} is listed under no code named", fact))
    return [any_of("an item falls under a code named", parts)]
