"""Wassenaar Arrangement: Initial Elements and best-practice papers, as the duties that participants set themselves."""

from licet.facts.kleene import Proof, any_of, met, not_met, unknown
from licet.law.case import Case
from licet.law.instruments import common_position
from licet.law.instruments.arms_trade_treaty import category_is
from licet.law.questions import missing


def listed(case: Case) -> Proof:
    """Whether any item is on a list that participants control."""
    parts = []
    for item in case.dossier.items:
        results = case.classification[item.id].lists.values()
        fact = case.classified(item)
        if any(result.decision == "listed" for result in results):
            parts.append(met(f"{item.id} is listed", fact))
        elif any(result.decision == "refer" for result in results):
            parts.append(unknown(f"whether {item.id} is listed is open", missing("classification", item.id), facts=(fact,)))
        else:
            parts.append(not_met(f"{item.id} is on no list", fact))
    return any_of("an item is on a control list", parts)


def destabilising_accumulation(case: Case) -> Proof:
    """To weigh: Elements for Objective Analysis concerning destabilising accumulations."""
    return case.assessed(
        "destabilising_accumulation_concern",
        adverse="the transfer would contribute to a destabilising accumulation",
        clear="no contribution to a destabilising accumulation",
    )


def end_user_assurances(case: Case) -> Proof:
    """Duty: end-user assurances are presented and verified."""
    return common_position.article_5(case)


def subsequent_transfer(case: Case) -> Proof:
    """Duty: a re-export assurance or consent clause."""
    users = case.parties("end_user")
    if not users:
        return unknown("the end user is not stated", missing("end_user"))
    given = {undertaking.given_by for undertaking in case.dossier.undertakings if undertaking.kind == "no_re_export"}
    lacking = [user.id for user in users if user.id not in given]
    if lacking:
        return unknown(
            f"{', '.join(lacking)} has not undertaken not to re-export", *(missing("re_export_undertaking", one) for one in lacking)
        )
    return met("every end user has undertaken not to re-export without consent", case.stated("re_export_undertaking", True))


def manpads(case: Case) -> Proof:
    """Refused: man-portable air-defence systems to anyone but governments or their authorised agents."""
    parts = []
    for item in case.dossier.items:
        missile = category_is(case, item, "missiles_and_launchers", "parts_and_components")
        parts.append(
            missile
            if missile.truth.value == "not_met"
            else case.assessed(
                "is_manpads",
                about=item.id,
                adverse=f"{item.id} is a man-portable system",
                clear=f"{item.id} is no man-portable system",
            )
        )
    return any_of("an item is a man-portable air-defence system", parts)
