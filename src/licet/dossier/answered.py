"""A dossier with later answers filled in where the dossier itself has a place for them.

The dossier as submitted is never changed: this makes the value that is assessed. An answer about
risk, knowledge or verification has no place in the dossier and stays an asserted fact. An officer's
answer goes before anybody else's, whenever that was given.
"""

import datetime as dt
from collections.abc import Container, Iterable
from decimal import Decimal
from typing import TypeVar

from msgspec.structs import replace

from licet.dossier.values import AssertedFact, Dossier, EndUse, Item, Owner, Party, ShareRange
from licet.encoding.countries import read_country
from licet.encoding.exact import SHARE_SCALE, at_scale, read_decimal
from licet.encoding.faults import Fault, Faults, quoted

Held = TypeVar("Held", Party, Owner)

CASE_FACTS = ("destination_state", "parties_complete", "legs_complete", "end_use_territory", "end_use_place")
PARTY_FACTS = ("owners_complete", "owner_share", "owner_controls", "party_country")
LEG_FACTS = ("vessel_flag",)
ASSERTED_ABOUT_ITEMS = ("att_category", "origin_consent", "is_manpads", "classification", "can_be_spared", "planned_item")
"""Facts about an item that an officer asserts in law; every other answer about an item is a technical parameter."""


def with_answers(dossier: Dossier, answers: Iterable[AssertedFact], *, known_at: dt.date) -> Dossier:
    """Fill answers known by `known_at` into the dossier: later ones over earlier ones, officers' over all others."""
    known = sorted(
        (answer for answer in answers if answer.on <= known_at), key=lambda answer: (answer.capacity == "officer", answer.on)
    )
    items = {item.id for item in dossier.items}
    for answer in known:
        if answer.about is None and answer.name in CASE_FACTS:
            dossier = _about_case(dossier, answer)
        elif answer.about in items:
            dossier = replace(dossier, items=tuple(_about_item(item, answer) for item in dossier.items))
        elif answer.name in PARTY_FACTS and answer.about is not None:
            dossier = replace(dossier, parties=tuple(_about_party(party, party.id, answer) for party in dossier.parties))
        elif answer.name in LEG_FACTS:
            legs = (
                replace(leg, flag=_country(answer)) if answer.about == leg_path(number) else leg
                for number, leg in enumerate(dossier.legs, 1)
            )
            dossier = replace(dossier, legs=tuple(legs))
    return dossier


def faults_of_answer(dossier: Dossier, answer: AssertedFact) -> list[Fault]:
    """What keeps an answer from being taken: about nobody, or a value its place cannot hold."""
    subjects = {item.id for item in dossier.items} | set(subjects_of(dossier))
    if answer.name in LEG_FACTS:
        subjects = {leg_path(number) for number in range(1, len(dossier.legs) + 1)}
    faults = []
    if answer.about is None and answer.name in (*PARTY_FACTS, *LEG_FACTS):
        faults.append(Fault("about", f"is missing; say which of {', '.join(sorted(subjects))} it is about"))
    if answer.about is not None and answer.about not in subjects:
        faults.append(
            Fault("about", f"{quoted(answer.about)} is no party or item of this case; use one of {', '.join(sorted(subjects))}")
        )
    faults += faults_of_same_person(answer, set(subjects_of(dossier)), "value")
    try:
        with_answers(dossier, (answer,), known_at=answer.on)
    except Faults as refused:
        faults += refused.faults
    return faults


def faults_of_same_person(fact: AssertedFact, paths: Container[str], where: str) -> list[Fault]:
    """A word that two are one person names both: the one it is about, and the other by its id."""
    if fact.name != "same_person_as" or fact.value is None:
        return []
    others = fact.value if isinstance(fact.value, tuple) else (fact.value,)
    faults = [
        Fault(where, f"{quoted(other)} is no party or owner of this request; use its id, as in buyer or buyer/holding")
        for other in others
        if not isinstance(other, str) or other not in paths
    ]
    return faults + ([] if fact.about else [Fault("about", "is missing; say who is the same person")])


def leg_path(number: int) -> str:
    """How a question names one stretch of the way."""
    return f"leg-{number}"


def subjects_of(dossier: Dossier) -> tuple[str, ...]:
    """Every party and owner path of a dossier."""
    found: list[str] = []

    def walk(one: Party | Owner, path: str) -> None:
        found.append(path)
        for owner in one.owners:
            walk(owner, f"{path}/{owner.id}")

    for party in dossier.parties:
        walk(party, party.id)
    return tuple(found)


def _about_case(dossier: Dossier, answer: AssertedFact) -> Dossier:
    match answer.name:
        case "destination_state":
            return replace(dossier, destination_state=_country(answer))
        case "end_use_territory":
            end_use = dossier.end_use or EndUse(statement="not stated")
            return replace(dossier, end_use=replace(end_use, territory=_word(answer)))
        case "end_use_place":
            end_use = dossier.end_use or EndUse(statement="not stated")
            return replace(dossier, end_use=replace(end_use, place=_country(answer)))
        case "parties_complete":
            return replace(dossier, parties_complete=_yes_no(answer))
        case _:
            return replace(dossier, legs_complete=_yes_no(answer))


def _about_item(item: Item, answer: AssertedFact) -> Item:
    if item.id != answer.about or answer.name in ASSERTED_ABOUT_ITEMS:
        return item
    match answer.name:
        case "origin_state":
            return replace(item, origin_state=_country(answer))
        case "foreign_content":
            return replace(item, foreign_content=_countries(answer))
    return replace(item, facts={**item.facts, answer.name: answer.value})


def _about_party(held: Held, path: str, answer: AssertedFact) -> Held:
    """A party or owner, and everyone who owns it, with the answer filled in where it belongs."""
    held = replace(held, owners=tuple(_about_party(owner, f"{path}/{owner.id}", answer) for owner in held.owners))
    if path != answer.about:
        return held
    if answer.name == "owners_complete":
        return replace(held, owners_complete=_yes_no(answer))
    if answer.name == "party_country":
        # A state is added, never taken away: the party was already of those the request names.
        return replace(held, countries=tuple(sorted({*held.countries, *(_countries(answer) or ())})))
    if isinstance(held, Party):
        raise Faults([Fault("about", f"{quoted(path)} is a party and no owner; name an owner, as in {path}/OWNER")])
    if answer.name == "owner_controls":
        return replace(held, controls=_yes_no(answer))
    return _with_share(held, answer)


def _with_share(owner: Owner, answer: AssertedFact) -> Owner:
    words = (answer.value,) if isinstance(answer.value, str) else answer.value
    if words is None:
        return replace(owner, share=None, share_range=None)
    if not isinstance(words, tuple) or len(words) not in (1, 2):
        raise Faults([Fault("value", "is no share; write a percentage such as 25, or the least and the most, as in 10,25")])
    shares = [_share(word) for word in words]
    if len(shares) == 1:
        return replace(owner, share=shares[0], share_range=None)
    if shares[1] < shares[0]:
        raise Faults([Fault("value", f"runs from {quoted(words[0])} down to {quoted(words[1])}; write the least first")])
    return replace(owner, share=None, share_range=ShareRange(min=shares[0], max=shares[1]))


def _share(word: str) -> Decimal:
    try:
        share = at_scale(read_decimal(word), SHARE_SCALE)
    except ValueError as error:
        raise Faults([Fault("value", f"{quoted(word)} {error}")]) from error
    if not 0 <= share <= 100:
        raise Faults([Fault("value", f"{quoted(word)} is no share; it lies between 0 and 100")])
    return share


def _countries(answer: AssertedFact) -> tuple[str, ...] | None:
    words = (answer.value,) if isinstance(answer.value, str) else answer.value
    if words is None:
        return None
    if not isinstance(words, tuple):
        raise Faults([Fault("value", "holds no list of countries; write codes such as NO, or “none”")])
    return () if words == ("none",) else tuple(_code(word) for word in words)


def _country(answer: AssertedFact) -> str | None:
    return None if answer.value is None else _code(_word(answer) or "")


def _code(word: str) -> str:
    try:
        return read_country(word)
    except ValueError as error:
        raise Faults([Fault("value", f"{quoted(word)} {error}")]) from error


def _word(answer: AssertedFact) -> str | None:
    if answer.value is None or isinstance(answer.value, str):
        return answer.value
    raise Faults([Fault("value", f"{quoted(answer.value)} is no word; answer {answer.name} with text")])


def _yes_no(answer: AssertedFact) -> bool | None:
    if answer.value is None or isinstance(answer.value, bool):
        return answer.value
    raise Faults([Fault("value", f"{quoted(answer.value)} is not true or false; answer {answer.name} with true or false")])
