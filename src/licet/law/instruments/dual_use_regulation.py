"""Regulation (EU) 2021/821 on dual-use items.

Articles 3 to 11 decide whether an authorisation is needed; Articles 15, 16 and 27 how it is given.
"""

from licet.dossier.values import Item
from licet.facts.kleene import Proof, Truth, all_of, any_of, met, not_met, unknown
from licet.law.alike import alike_denials
from licet.law.case import Case, of_munitions_list
from licet.law.questions import missing


def listed_dual_use(case: Case, item: Item) -> Proof:
    """Is the item on Annex I?"""
    result = case.classification[item.id].lists.get("EU")
    if result is None:
        return unknown(f"{item.id} was not tested against Annex I", missing("classification", item.id))
    codes = [code for code in result.codes if not of_munitions_list(code)]
    if codes:
        return met(f"{item.id} is listed under {', '.join(codes)}", case.classified(item))
    if result.decision == "refer":
        return unknown(
            f"whether {item.id} is on Annex I is open", missing("classification", item.id), facts=(case.classified(item),)
        )
    return not_met(f"{item.id} is not on Annex I", case.classified(item))


def applies(case: Case) -> Proof:
    """Whether the Regulation reaches this case: any item that is not purely of the Common Military List."""
    return any_of(
        "an item is dual-use",
        [
            not_met(f"{item.id} is on the Common Military List", case.classified(item))
            if case.military(item).truth is Truth.TRUE
            else met(f"{item.id} may be dual-use", case.classified(item))
            if case.military(item).truth is Truth.FALSE
            else unknown(f"the classification of {item.id} is open", missing("classification", item.id))
            for item in case.dossier.items
        ],
    )


def article_3(case: Case) -> Proof:
    """Trigger: the export of an item on Annex I needs an authorisation."""
    return any_of("an item on Annex I is exported", [listed_dual_use(case, item) for item in case.dossier.items])


def article_4(case: Case) -> Proof:
    """Trigger, catch-all: weapons of mass destruction; military end use where an embargo stands; parts for illegal exports."""
    told = _said(
        case, "informed_by_authority", "the authority has informed the exporter", "the authority has not informed the exporter"
    )
    aware = case.assessed(
        "exporter_aware",
        adverse="the exporter is aware of an end use of Article 4",
        clear="the exporter is not aware of such a use",
    )
    under_embargo = any_of("the purchasing country or destination is under an arms embargo", _embargoed(case))
    use = case.assessed("military_end_use", adverse="the end use is military", clear="the end use is not military")
    return any_of(
        "a trigger of Article 4 is there", [told, aware, all_of("military end use under an embargo", [under_embargo, use])]
    )


def article_5(case: Case) -> Proof:
    """Trigger, catch-all: cyber-surveillance items for repression or serious violations."""
    cyber = case.assessed(
        "is_cyber_surveillance", adverse="an item is for cyber-surveillance", clear="no item is for cyber-surveillance"
    )
    misuse = case.assessed("cyber_surveillance_misuse", adverse="the item may be misused", clear="no misuse is expected")
    return all_of("a cyber-surveillance item may be misused", [cyber, misuse])


def articles_6_7(case: Case) -> Proof:
    """Trigger: brokering and transit for an end use of Article 4(1)."""
    if case.dossier.activity not in ("brokering", "transit", "transshipment") and not case.parties("broker"):
        return not_met("no brokering and no transit", case.stated("activity", case.dossier.activity))
    return case.assessed(
        "brokering_or_transit_wmd", adverse="an end use of Article 4(1) is known", clear="no end use of Article 4(1) is known"
    )


def article_8(case: Case) -> Proof:
    """Trigger: technical assistance for an end use of Article 4(1)."""
    if case.dossier.activity != "technical_assistance":
        return not_met("no technical assistance", case.stated("activity", case.dossier.activity))
    return case.assessed(
        "assistance_wmd", adverse="an end use of Article 4(1) is known", clear="no end use of Article 4(1) is known"
    )


def articles_9_10(case: Case) -> Proof:
    """Trigger: a national measure on an item that Annex I does not list, or another Member State's list of such items."""
    if article_3(case).truth is Truth.TRUE:
        return not_met("an item on Annex I needs an authorisation already", case.stated("activity", case.dossier.activity))
    return case.assessed(
        "national_measure",
        adverse="a measure of Article 9 or a list of Article 10 asks for an authorisation",
        clear="no measure of Article 9 and no list of Article 10 asks for an authorisation",
    )


def article_11(case: Case) -> Proof:
    """Trigger: a transfer within the Union of items of Annex IV."""
    destination = case.dossier.destination_state
    if destination is None:
        return unknown("the destination is not stated", missing("destination_state"))
    within = case.memberships.status(destination, "EU", case.as_of)
    if within.truth is Truth.FALSE:
        return not_met("the destination lies outside the Union", parts=(within,))
    listed = article_3(case)
    if listed.truth is Truth.FALSE:
        return not_met("no item is on Annex I, so none is on Annex IV", parts=(listed,))
    return case.assessed("is_annex_iv", adverse="an item is on Annex IV", clear="no item is on Annex IV")


def article_15(case: Case) -> Proof:
    """To weigh: obligations and sanctions, policy, intended end use and diversion, internal compliance."""
    return case.assessed(
        "dual_use_considerations_adverse",
        adverse="considerations of Article 15 weigh against the export",
        clear="nothing in Article 15 weighs against the export",
    )


def article_16(case: Case) -> Proof:
    """Duty: consult Member States that denied an essentially identical transaction within three years."""
    return alike_denials(case)


def _said(case: Case, name: str, yes: str, no: str) -> Proof:
    """A trigger that anybody's yes sets off; only an officer's no puts it to rest."""
    fact = case.fact(name)
    if fact.value is True:
        return met(yes, fact)
    if fact.evidence and fact.value is False:
        return not_met(no, fact)
    return unknown(f"“{name}” is not answered by the authority", missing(name))


def _embargoed(case: Case) -> list[Proof]:
    """Embargo findings on destination or purchaser; rows that exempt the government count, political rows refer."""
    return [
        not_met(f"{finding.rule} does not touch the case")
        if finding.outcome == "not_met" and finding.rule.startswith("EMB:NONE")
        else Proof(
            truth=Truth.TRUE if finding.outcome == "met" else Truth.UNKNOWN,
            says=finding.says,
            missing=finding.missing or (missing("military_end_use"),),
        )
        for finding in case.embargoes
    ]
