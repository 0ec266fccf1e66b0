"""Where a case meets an embargo's target: places, recipients, links.

A hard contact is a target met at destination, end user or another recipient (supplies to it), or
at origin (supplies from it). A soft contact is a broker, owner, carrier or transit only: it refers
unless the instrument covers it (legal-safety points 9 and 11).
"""

from collections.abc import Iterator
from typing import Literal

import msgspec

from licet.encoding.countries import NAME_OF
from licet.facts.fact import Fact
from licet.facts.kleene import Proof, Truth, any_of, met, not_met, unknown
from licet.law.embargo_kinds import unarmed
from licet.law.embargo_questions import asked
from licet.law.embargo_values import CARRIERS, LINKS, RECIPIENTS, SUPPLIERS, CaseParty, EmbargoCase
from licet.law.questions import missing
from licet.reference.embargo import Direction, EmbargoRow, Territory
from licet.reference.territories import TERRITORIES


class Contact(msgspec.Struct, frozen=True, kw_only=True):
    """One point where a state stands in a case: `says` where, `about` the party, item or stretch it belongs to."""

    country: str
    says: str
    name: str
    about: str | None = None
    hard: bool
    sort: Literal["place", "party", "owner", "carrier", "transit", "content"]

    @property
    def fact(self) -> Fact:
        return Fact(name=self.name, value=self.country, source="dossier", about=self.about)


def contacts(case: EmbargoCase, direction: Direction) -> tuple[Contact, ...]:
    """Every state of the case that could be a target of supplies in this direction. Kept with the case: every row asks."""
    kept: dict[Direction, tuple[Contact, ...]] = case.__dict__.setdefault("contacts", {})
    if direction not in kept:
        kept[direction] = tuple(_to(case) if direction == "to_target" else _from(case))
    return kept[direction]


def reaches(row: EmbargoRow, country: str) -> Truth:
    """Is the country one the row is aimed at? A territory inherits its state's rows; a disputed one stays open."""
    if country in row.target.countries:
        return Truth.TRUE
    territory = TERRITORIES.get(country)
    if territory is None or territory.of not in row.target.countries:
        return Truth.FALSE
    exception = next((one for one in row.territories if one.territory == country), None)
    if exception is not None:
        return Truth.FALSE if exception.status == "excluded" else Truth.UNKNOWN
    return Truth.TRUE if territory.status == "inherits" else Truth.UNKNOWN


def touched(row: EmbargoRow, case: EmbargoCase, direction: Direction) -> tuple[Contact, ...]:
    """The contacts of a case that meet, or may meet, the row's target.

    A carrier's flag alone is no trade with a state that a political commitment names.
    """
    every = contacts(case, direction)
    met_in = {country for country in {contact.country for contact in every} if reaches(row, country) is not Truth.FALSE}
    if not met_in:
        return ()
    return tuple(
        contact for contact in every if contact.country in met_in and (row.binding != "political" or contact.sort != "carrier")
    )


def met_at_target(row: EmbargoRow, case: EmbargoCase, direction: Direction) -> Proof:
    """Is the target met, and where?

    Soft contacts that an officer has found to be no supply to the target fall away; hard ones never do.
    """
    parts = []
    for contact in touched(row, case, direction):
        if contact.hard or row.covers_soft_links:
            parts.append(_hard(row, case, contact, direction))
        else:
            parts.append(_soft(row, case, contact))
    said = "; ".join(part.says for part in parts) or f"{row.target.name} is met nowhere"
    return any_of(said, parts)


def _hard(row: EmbargoRow, case: EmbargoCase, contact: Contact, direction: Direction) -> Proof:
    if reaches(row, contact.country) is Truth.UNKNOWN:
        why = TERRITORIES[contact.country].why
        says = f"{contact.says} is {NAME_OF[contact.country]} ({why}); whether the row reaches it is open"
        return unknown(says, asked("embargo_reading", row=row.id), facts=(contact.fact,))
    if row.target.territory is not None and direction == "to_target":
        return _within(row, row.target.territory, case, contact)
    return met(f"{contact.says} is {NAME_OF[contact.country]}", contact.fact)


def _within(row: EmbargoRow, territory: Territory, case: EmbargoCase, contact: Contact) -> Proof:
    """Is the final place inside the part of the state the row is limited to? An unstated one refers.

    Outside counts only on an officer's word, and only when no armed group receives: those act in
    the territory wherever they are supplied.
    """
    where = f"{contact.says} is {NAME_OF[contact.country]}"
    stated = (case.end_use_territory or "").strip().casefold()
    place = Fact(
        name="end_use_territory", value=case.end_use_territory, source="dossier", evidence=case.end_use_territory_confirmed
    )
    if stated and stated in {word.casefold() for word in territory.inside}:
        return met(f"{where}, and {case.end_use_territory} lies in {territory.says}", contact.fact, place)
    outside = stated in {word.casefold() for word in territory.outside}
    final = case.end_use_place or case.destination_state
    if not (outside and case.end_use_territory_confirmed and final == contact.country):
        says = f"{where}; whether the goods stay outside {territory.says} is not established"
        return unknown(says, missing("end_use_territory"), facts=(contact.fact,))
    groups = unarmed(case)
    if groups.truth is Truth.TRUE:
        says = f"{where}, but {case.end_use_territory} lies outside {territory.says}"
        return not_met(says, contact.fact, place, parts=(groups,))
    return unknown(f"{where}; {groups.says}", asked("embargo_reading", row=row.id), facts=(contact.fact, place), parts=(groups,))


def _soft(row: EmbargoRow, case: EmbargoCase, contact: Contact) -> Proof:
    about = contact.about or contact.name
    for found in case.assessments:
        if found.row == row.id and found.question == "link" and found.about == about and found.outside:
            says = (
                f"{contact.says} is {NAME_OF[contact.country]}, which {found.by} found on {found.on} to be no supply to the target"
            )
            return not_met(
                says, contact.fact, Fact(name="embargo_assessment", value=True, source=found.source, as_of=found.on, evidence=True)
            )
    says = f"{contact.says} is {NAME_OF[contact.country]}; the target is met at a link only"
    return unknown(says, asked("embargo_assessment", row=row.id, about=about), facts=(contact.fact,))


# ---- where states stand in a case


def _to(case: EmbargoCase) -> Iterator[Contact]:
    if case.destination_state:
        yield Contact(country=case.destination_state, says="the destination", name="destination_state", hard=True, sort="place")
    if case.end_use_place:
        yield Contact(country=case.end_use_place, says="the place of end use", name="end_use_place", hard=True, sort="place")
    if case.legs and case.legs[-1].to:
        yield Contact(country=case.legs[-1].to, says="the place of unloading", name="leg_to", hard=True, sort="place")
    for party in case.parties:
        if party.role in RECIPIENTS:
            yield from _of_party(party, hard=True)
            yield from _of_owners(party)
        elif party.role in (*LINKS, *CARRIERS):
            yield from _of_party(party, hard=False)
            yield from _of_owners(party)
        else:
            # A supplier of the target state itself receives nothing; elsewhere its owners may.
            yield from (one for one in _of_owners(party) if one.country != case.exporting_state)
            if party.role == "applicant":
                yield from (one for one in _of_party(party, hard=False) if one.country != case.exporting_state)
    yield from _transit(case)


def _from(case: EmbargoCase) -> Iterator[Contact]:
    yield Contact(country=case.exporting_state, says="the exporting state", name="exporting_state", hard=True, sort="place")
    if case.legs and case.legs[0].from_:
        yield Contact(country=case.legs[0].from_, says="the place of loading", name="leg_from", hard=True, sort="place")
    for item in case.items:
        if item.origin_state:
            says = f"the origin of {item.id}"
            yield Contact(country=item.origin_state, says=says, name="origin_state", about=item.id, hard=True, sort="content")
        for country in item.foreign_content or ():
            says = f"content of {item.id}"
            yield Contact(country=country, says=says, name="foreign_content", about=item.id, hard=False, sort="content")
    for party in case.parties:
        if party.role in (*SUPPLIERS, *LINKS, *CARRIERS):
            yield from _of_party(party, hard=party.role == "exporter")
            yield from _of_owners(party)
    yield from _transit(case)


def _of_party(party: CaseParty, *, hard: bool) -> Iterator[Contact]:
    sort: Literal["party", "carrier"] = "carrier" if party.role in CARRIERS else "party"
    for country in party.countries:
        says = f"the state of {party.id} ({party.role.replace('_', ' ')})"
        yield Contact(country=country, says=says, name="party_country", about=party.id, hard=hard, sort=sort)


def _of_owners(party: CaseParty) -> Iterator[Contact]:
    sort: Literal["owner", "carrier"] = "carrier" if party.role in CARRIERS else "owner"
    for owner in party.owners:
        for country in owner.countries:
            says = f"the state of the owner {owner.path}"
            yield Contact(country=country, says=says, name="party_country", about=owner.path, hard=False, sort=sort)


def _transit(case: EmbargoCase) -> Iterator[Contact]:
    """Every state on the way but the place of loading and the place of unloading, and every flag."""
    last = len(case.legs)
    for number, leg in enumerate(case.legs, 1):
        for country, is_end in ((leg.from_, number == 1), (leg.to, number == last)):
            if country and not is_end:
                says = f"stretch {number} of the way"
                yield Contact(country=country, says=says, name="transit", about=f"leg-{number}", hard=False, sort="transit")
        if leg.flag:
            says = f"the flag on stretch {number}"
            yield Contact(country=leg.flag, says=says, name="vessel_flag", about=f"leg-{number}", hard=False, sort="carrier")
