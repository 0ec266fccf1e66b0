"""Whether anyone in a case is bound by an embargo row: its jurisdiction test.

A row binds through the authority, the exporting state, those who act (exporter, broker, provider
of assistance, financier, carrier), the states passed through, and the flags (legal-safety point 9).
"""

import datetime as dt
from collections.abc import Iterator

import msgspec

from licet.facts.fact import Fact, Missing
from licet.facts.kleene import Proof, Truth, any_of, met, not_met, unknown
from licet.law.embargo_values import CARRIERS, LINKS, RECIPIENTS, SUPPLIERS, EmbargoCase
from licet.law.questions import missing
from licet.reference.embargo import Binds, Direction, EmbargoRow
from licet.reference.memberships import Memberships
from licet.reference.territories import TERRITORIES


class Subject(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody or some place whose law applies to the case; no country means it is not known which."""

    says: str
    name: str
    country: str | None
    asks: Missing
    about: str | None = None


def bound(
    row: EmbargoRow, case: EmbargoCase, memberships: Memberships, directions: frozenset[Direction], *, as_of: dt.date
) -> Proof:
    """Is the row binding on anyone in the case?"""
    if row.binds.who == "every_state":
        return met("the Charter binds every state", Fact(name="authority_state", value=case.authority_state, source="dossier"))
    parts = [
        _of_subject(row.binds, subject, memberships, as_of) for subject in (*_subjects(case), *_more(row.binds, case, directions))
    ]
    joined = any_of("", parts)
    if joined.truth is Truth.FALSE:
        return any_of(f"{row.authority} binds nobody in this case", parts)
    return any_of("; ".join(dict.fromkeys(part.says for part in parts if part.truth is joined.truth)), parts)


def _of_subject(binds: Binds, subject: Subject, memberships: Memberships, as_of: dt.date) -> Proof:
    if subject.country is None:
        return unknown(f"{subject.says} is not stated", subject.asks)
    fact = Fact(name=subject.name, value=subject.country, source="dossier", about=subject.about)
    law = _law_of(binds, subject.country, memberships, as_of)
    return Proof(truth=law.truth, says=f"{subject.says}: {law.says}", facts=(fact,), parts=(law,))


def _law_of(binds: Binds, country: str, memberships: Memberships, as_of: dt.date) -> Proof:
    """Is a country bound? A territory goes with its state where it inherits and is open where it refers."""
    territory = TERRITORIES.get(country)
    home = territory.of if territory is not None else country
    if binds.who == "states":
        law = met(f"{home} is bound") if home in binds.states else not_met(f"{home} is not bound")
    else:
        groups = [group for group in (binds.organisation, binds.aligned) if group]
        proofs = [memberships.status(home, group, as_of) for group in groups]
        law = any_of("; ".join(proof.says for proof in proofs), proofs)
    if territory is None or territory.status == "inherits" or law.truth is Truth.FALSE:
        return law
    return unknown(f"{country}: {territory.why}", missing("party_country", country), parts=(law,))


def _subjects(case: EmbargoCase) -> Iterator[Subject]:
    where = missing("destination_state")
    yield Subject(says="the authority", name="authority_state", country=case.authority_state, asks=where)
    yield Subject(says="the exporting state", name="exporting_state", country=case.exporting_state, asks=where)
    for party in case.parties:
        if party.role in (*SUPPLIERS, *LINKS, *CARRIERS):
            for country in party.countries or (None,):
                says = f"the state of {party.id}"
                yield Subject(
                    says=says, name="party_country", country=country, asks=missing("party_country", party.id), about=party.id
                )
    if case.parties_complete is not True:
        yield Subject(says="whether every party is named", name="parties_complete", country=None, asks=missing("parties_complete"))
    if case.legs_complete is not True:
        yield Subject(says="whether the whole way is given", name="legs_complete", country=None, asks=missing("legs_complete"))
    for number, leg in enumerate(case.legs, 1):
        at = f"leg-{number}"
        for country in (leg.from_, leg.to):
            yield Subject(says=f"stretch {number}", name="transit", country=country, asks=missing("legs_complete"), about=at)
        if leg.flag or leg.flag_needed:
            flag = f"the flag on stretch {number}"
            yield Subject(says=flag, name="vessel_flag", country=leg.flag, asks=missing("vessel_flag", at), about=at)


def _more(binds: Binds, case: EmbargoCase, directions: frozenset[Direction]) -> Iterator[Subject]:
    """Who else is bound: whoever buys or imports from a target; whoever receives, where the row says so; the goods themselves."""
    if binds.recipients or "from_target" in directions:
        where = missing("destination_state")
        yield Subject(says="the destination", name="destination_state", country=case.destination_state, asks=where)
        for party in case.parties:
            if party.role in RECIPIENTS:
                for country in party.countries or (None,):
                    says = f"the state of {party.id}"
                    yield Subject(
                        says=says, name="party_country", country=country, asks=missing("party_country", party.id), about=party.id
                    )
    if binds.origin:
        for item in case.items:
            says, asks = f"the origin of {item.id}", missing("origin_state", item.id)
            yield Subject(says=says, name="origin_state", country=item.origin_state, asks=asks, about=item.id)
            contents: tuple[str | None, ...] = (None,) if item.foreign_content is None else item.foreign_content
            for country in contents:
                says, asks = f"controlled content of {item.id}", missing("foreign_content", item.id)
                yield Subject(says=says, name="foreign_content", country=country, asks=asks, about=item.id)
