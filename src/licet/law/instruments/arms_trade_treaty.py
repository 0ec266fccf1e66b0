"""Arms Trade Treaty (2013, in force 24 December 2014).

Article 6 prohibits and cannot be balanced; Article 7 assesses exports; Articles 8 to 13 are duties.
"""

from licet.dossier.values import Item
from licet.facts.kleene import Proof, Truth, all_of, any_of, met, not_met, unknown
from licet.law.case import Case
from licet.law.certificate import presented
from licet.law.instruments.embargoed import worst_of
from licet.law.questions import ATT_CATEGORIES, missing
from licet.law.rule import TRANSFERS

ARMS = ATT_CATEGORIES[:8]


def category_is(case: Case, item: Item, *categories: str) -> Proof:
    """Does the item fall into one of these categories? An officer's word, or a decided dual-use classification (none)."""
    word = case.word("att_category", item.id)
    fact = case.fact("att_category", item.id)
    if word in ATT_CATEGORIES:
        says = f"{item.id} is in category “{word}”"
        return met(says, fact) if word in categories else not_met(says, fact)
    military = case.military(item)
    if military.truth is Truth.FALSE:
        return not_met(f"{military.says}, so it is in no category of the Treaty", parts=(military,))
    return unknown(f"the category of {item.id} is open", missing("att_category", item.id), facts=(fact,) if fact.value else ())


def article_2_1(case: Case) -> Proof:
    """Scope: any item is in one of the eight categories."""
    return any_of("an item is in a category of Article 2(1)", [category_is(case, item, *ARMS) for item in case.dossier.items])


def article_2_2(case: Case) -> Proof:
    """Scope: the activity is a transfer, and not a State moving its own arms for its own use under its ownership."""
    activity = case.stated("activity", case.dossier.activity)
    if case.dossier.activity not in TRANSFERS:
        return not_met(f"{case.dossier.activity} is no transfer in the sense of Article 2(2)", activity)
    own = case.fact("own_use_under_ownership")
    if own.evidence and own.value is True:
        return not_met("the State moves its own arms for its own use and keeps ownership (Article 2(3))", activity, own)
    return met(f"{case.dossier.activity} is a transfer in the sense of Article 2(2)", activity)


def article_3(case: Case) -> Proof:
    """Scope: ammunition for the arms of Article 2(1)."""
    return any_of("an item is ammunition of Article 3", [category_is(case, item, "ammunition") for item in case.dossier.items])


def article_4(case: Case) -> Proof:
    """Scope: parts and components that provide the capability to assemble the arms."""
    return any_of("an item is parts of Article 4", [category_is(case, item, "parts_and_components") for item in case.dossier.items])


def applies(case: Case) -> Proof:
    """Whether Articles 6 to 11 reach this case: a transfer of arms, ammunition or parts."""
    return all_of(
        "the Treaty applies to the goods and the activity",
        [article_2_2(case), any_of("arms, ammunition or parts", [article_2_1(case), article_3(case), article_4(case)])],
    )


def article_6_1(case: Case) -> Proof:
    """Prohibited: a transfer that would violate measures under Chapter VII, in particular arms embargoes."""
    return worst_of(case, "Security Council arms embargoes", lambda finding: finding.effect == "prohibit")


def article_6_2(case: Case) -> Proof:
    """Prohibited: a transfer that would violate agreements to which the State is party."""
    return case.assessed(
        "treaty_obligations_violated",
        adverse="the transfer would violate an agreement to which the State is party",
        clear="no agreement to which the State is party is violated",
    )


def article_6_3(case: Case) -> Proof:
    """Prohibited: knowledge at authorisation of use in genocide, crimes against humanity or war crimes."""
    return case.assessed(
        "knowledge_of_atrocity_use",
        adverse="it is known that the arms would be used in crimes of Article 6(3)",
        clear="no knowledge of a use in crimes of Article 6(3)",
    )


def article_7_1(case: Case) -> Proof:
    """To weigh: the potential to undermine peace, or to be used in serious violations or offences."""
    subjects = {
        "assessment_peace": "peace and security",
        "assessment_ihl": "humanitarian law",
        "assessment_ihrl": "human rights law",
        "assessment_terrorism": "the conventions on terrorism",
        "assessment_toc": "organised crime",
    }
    parts = [
        case.assessed(name, adverse=f"a negative consequence for {what} was assessed", clear=f"no negative consequence for {what}")
        for name, what in subjects.items()
    ]
    return any_of("a negative consequence of Article 7(1) was assessed", parts)


def article_7_2(case: Case) -> Proof:
    """Duty: measures to mitigate the risks are considered."""
    return case.done("mitigation_considered", yes="mitigation was considered", no="mitigation was not considered")


def article_7_3(case: Case) -> Proof:
    """Refused: an overriding risk remains after mitigation."""
    return case.assessed("residual_risk", adverse="an overriding risk remains", clear="no overriding risk remains after mitigation")


def article_7_4(case: Case) -> Proof:
    """To weigh: serious gender-based violence, violence against women or children."""
    return case.assessed(
        "assessment_gbv", adverse="a risk of gender-based violence was assessed", clear="no risk of gender-based violence was found"
    )


def article_8(case: Case) -> Proof:
    """Duty: end-use documentation of the importing State is there."""
    return presented(case)


def article_9(case: Case) -> Proof:
    """Duty: transit and trans-shipment are regulated where necessary."""
    ends = {case.dossier.exporting_state, case.dossier.destination_state}
    if case.dossier.legs_complete is not True:
        return unknown("the way is not stated in full", missing("legs_complete"))
    states = {state for leg in case.dossier.legs for state in (leg.from_, leg.to)}
    if None in states:
        return unknown("a stretch of the way has no state", missing("legs_complete"))
    between = sorted(state for state in states - ends if state)
    if not between:
        return met("the goods cross no third state", case.stated("legs_complete", True))
    return case.done(
        "transit_authorised",
        yes=f"transit through {', '.join(between)} is authorised",
        no="a transit state has not authorised the transit",
    )


def article_10(case: Case) -> Proof:
    """Duty: the broker is registered or authorised."""
    brokers = case.parties("broker")
    if not brokers:
        if case.dossier.parties_complete is True:
            return met("no broker takes part", case.stated("parties_complete", True))
        return unknown("the parties are not stated in full", missing("parties_complete"))
    return all_of(
        "every broker is registered",
        [
            case.done("broker_registered", about=broker.id, yes=f"{broker.id} is registered", no=f"{broker.id} is not registered")
            for broker in brokers
        ],
    )


def article_11_2(case: Case) -> Proof:
    """To weigh: the risk of diversion."""
    return case.assessed(
        "diversion_assessment",
        adverse="a risk of diversion was assessed",
        clear="no risk of diversion remains with the measures taken",
    )
