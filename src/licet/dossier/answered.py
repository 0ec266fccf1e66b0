"""A dossier with later answers filled in where the dossier itself has a place for them.

The dossier as submitted is never changed: this makes the value that is assessed. An answer about
risk, knowledge or verification has no place in the dossier and stays an asserted fact.
"""

import datetime as dt
from collections.abc import Iterable

from msgspec.structs import replace

from licet.dossier.values import AssertedFact, Dossier, EndUse, Item, Owner, Party
from licet.encoding.countries import read_country
from licet.encoding.faults import Fault, Faults, quoted

CASE_FACTS = ("destination_state", "parties_complete", "legs_complete", "end_use_territory")
ITEM_FACTS = ("origin_state", "foreign_content")
PARTY_FACTS = ("owners_complete",)
ASSERTED_ABOUT_ITEMS = ("att_category", "origin_consent", "is_manpads", "classification")
"""Facts about an item that an officer asserts in law; every other answer about an item is a technical parameter."""


def with_answers(dossier: Dossier, answers: Iterable[AssertedFact], *, known_at: dt.date) -> Dossier:
    """Fill answers known by `known_at` into the dossier, later ones over earlier ones."""
    known = sorted((answer for answer in answers if answer.on <= known_at), key=lambda answer: answer.on)
    items = {item.id for item in dossier.items}
    for answer in known:
        if answer.about is None and answer.name in CASE_FACTS:
            dossier = _about_case(dossier, answer)
        elif answer.about in items:
            dossier = replace(dossier, items=tuple(_about_item(item, answer) for item in dossier.items))
        elif answer.name in PARTY_FACTS and answer.about is not None:
            dossier = replace(dossier, parties=tuple(_about_party(party, party.id, answer) for party in dossier.parties))
    return dossier


def faults_of_answer(dossier: Dossier, answer: AssertedFact) -> list[Fault]:
    """What keeps an answer from being taken: about nobody, or a value its place cannot hold."""
    subjects = {item.id for item in dossier.items} | set(subjects_of(dossier))
    faults = []
    if answer.about is not None and answer.about not in subjects:
        faults.append(
            Fault("about", f"{quoted(answer.about)} is no party or item of this case; use one of {', '.join(sorted(subjects))}")
        )
    try:
        with_answers(dossier, (answer,), known_at=answer.on)
    except Faults as refused:
        faults += refused.faults
    return faults


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
            words = (answer.value,) if isinstance(answer.value, str) else answer.value
            if not isinstance(words, tuple):
                raise Faults([Fault("value", "holds no list of countries; write codes such as NO, or “none”")])
            return replace(item, foreign_content=() if words == ("none",) else tuple(_code(word) for word in words))
    return replace(item, facts={**item.facts, answer.name: answer.value})


def _about_party(party: Party, path: str, answer: AssertedFact) -> Party:
    return replace(party, owners_complete=_yes_no(answer)) if path == answer.about else party


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
