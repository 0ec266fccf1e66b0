"""What no embargo row touches, said so that absence is shown and never assumed.

"No row touches" holds only where every state of the case is known: an unknown destination, leg,
flag, owner or origin could be a target.
"""

from collections.abc import Iterator

from licet.encoding.countries import NAME_OF
from licet.facts.fact import Fact
from licet.facts.kleene import Proof, any_of, not_met, unknown
from licet.law.embargo_questions import asked
from licet.law.embargo_reach import contacts
from licet.law.embargo_values import END_USERS, WAYLESS, EmbargoCase
from licet.law.questions import missing
from licet.reference.embargo import Direction, EmbargoTable

_BOTH: tuple[Direction, ...] = ("to_target", "from_target")


def untouched(authority: str, case: EmbargoCase, table: EmbargoTable, *, asides: list[str], held: bool) -> Proof:
    """Is it settled that no further row of an authority touches the case?

    Not met when it is; open while a state of the case is unknown, or when the table holds no row of
    the authority at all. `asides` names rows that touch and yet do not apply.
    """
    states = tuple(sorted({contact.country for direction in _BOTH for contact in contacts(case, direction)}))
    fact = Fact(name="states_of_the_case", value=states, source="dossier")
    parts = list(_open(case))
    if not held:
        parts.append(unknown(f"the table holds no row of {authority}", asked("embargo_edition", row=authority)))
    said = [f"no other row of {authority} touches {', '.join(NAME_OF[state] for state in states)}"]
    if asides:
        said.append("not applied: " + "; ".join(asides))
    said += [f"{NAME_OF[one.state]}: no arms embargo ({one.says})" for one in table.not_embargoed if one.state in states]
    if parts:
        said.append("open: " + "; ".join(dict.fromkeys(part.says for part in parts)))
    return any_of("; ".join(said), [not_met(said[0], fact), *parts])


def _open(case: EmbargoCase) -> Iterator[Proof]:
    """Every state of the case that is not known, each with its question."""
    if case.destination_state is None:
        yield unknown("the destination is not stated", missing("destination_state"))
    if case.end_use_place is None:
        yield unknown("the place of end use is not stated", asked("end_use_place"))
    if not any(party.role in END_USERS for party in case.parties):
        yield unknown("the end user is not stated", missing("end_user"))
    if case.parties_complete is not True:
        yield unknown("it is not stated that every party is named", missing("parties_complete"))
    for party in case.parties:
        if not party.countries:
            yield unknown(f"the state of {party.id} is not stated", missing("party_country", party.id))
        if party.owners_complete is not True:
            yield unknown(f"it is not stated that all owners of {party.id} are named", missing("owners_complete", party.id))
        for owner in party.owners:
            if not owner.countries:
                yield unknown(f"the state of the owner {owner.path} is not stated", missing("party_country", owner.path))
    if case.legs_complete is not True or (not case.legs and case.activity not in WAYLESS):
        yield unknown("it is not stated that the whole way is given", missing("legs_complete"))
    for number, leg in enumerate(case.legs, 1):
        if leg.from_ is None or leg.to is None:
            yield unknown(f"stretch {number} of the way lacks a state", missing("legs_complete"))
        if leg.flag is None and leg.flag_needed:
            yield unknown(f"the flag on stretch {number} is not stated", missing("vessel_flag", f"leg-{number}"))
    if not case.items:
        yield unknown("no item is stated", missing("classification"))
    for item in case.items:
        if item.origin_state is None:
            yield unknown(f"the origin of {item.id} is not stated", missing("origin_state", item.id))
        if item.foreign_content is None:
            yield unknown(f"the foreign content of {item.id} is not stated", missing("foreign_content", item.id))
