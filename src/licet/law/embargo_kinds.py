"""Who receives: whether embargoes on armed groups and other non-state actors are aimed at them.

Only a recognised central government force, confirmed by an officer and let through by the row, is
government-exempt; an armed group never is; every other kind stays open unless the row names it
(legal-safety point 12).
"""

from msgspec.structs import replace

from licet.facts.fact import Fact
from licet.facts.kleene import Proof, Truth, any_of, met, not_met, opposite, unknown
from licet.law.embargo_questions import asked
from licet.law.embargo_values import END_USERS, RECIPIENTS, CaseListing, CaseParty, EmbargoCase
from licet.law.questions import missing
from licet.reference.embargo import EmbargoRow, Exemption
from licet.reference.un_sc import REGIMES


def unarmed(case: EmbargoCase) -> Proof:
    """Is it settled that no armed group receives? Every end user's kind and every recipient's screening must be known."""
    parts = [_armed(party) for party in case.parties if party.role in RECIPIENTS]
    if not any(party.role in END_USERS for party in case.parties):
        parts.append(unknown("the end user is not stated", missing("end_user")))
    armed = any_of("; ".join(part.says for part in parts if part.truth is not Truth.FALSE) or "no armed group receives", parts)
    return opposite(armed.says, armed)


def _armed(party: CaseParty) -> Proof:
    kind = _kind(party)
    listing = Fact(name="is_listed_armed_group", value=party.is_listed_armed_group, source="screening", about=party.id)
    if party.is_listed_armed_group:
        return met(f"{party.id} is a listed group or person", listing)
    if party.end_user_kind == "armed_group":
        return met(f"{party.id} is an armed group", kind)
    if party.is_listed_armed_group is None:
        return unknown(f"it is open whether {party.id} is listed", missing("hit", party.id))
    if party.role in END_USERS and party.end_user_kind == "unknown":
        return unknown(f"it is not known what kind of end user {party.id} is", missing("end_user_kind", party.id))
    return not_met(f"{party.id} is no armed group", kind, listing)


def _kind(party: CaseParty) -> Fact:
    value = None if party.end_user_kind == "unknown" else party.end_user_kind
    return Fact(
        name="end_user_kind",
        value=value,
        source=party.kind_source,
        as_of=party.kind_as_of,
        about=party.id,
        evidence=party.kind_confirmed,
    )


def aimed_at(
    row: EmbargoRow, case: EmbargoCase, *, located: frozenset[str], home: frozenset[str], ways: tuple[Exemption, ...]
) -> Proof:
    """Is a recipient one of those a row on non-state actors is aimed at?

    `home` are the ids of recipients of the target state, `located` those and the ones whose state
    is open; `ways` the exemptions in force. A government is exempt at home only: another state's
    force there is not. A row without a country reaches listed groups anywhere.
    """
    if not row.target.countries:
        return _worldwide(row, case)
    parts = [
        _aimed(row, party, party.id in located, ways if party.id in home else ())
        for party in case.parties
        if party.role in RECIPIENTS
    ]
    if not any(party.role in END_USERS for party in case.parties):
        parts.append(unknown("the end user is not stated", missing("end_user")))
    if any(part.truth is Truth.FALSE for part in parts) and case.parties_complete is not True:
        parts.append(unknown("it is not stated that every party is named", missing("parties_complete")))
    return any_of("; ".join(dict.fromkeys(part.says for part in parts)), parts)


def _aimed(row: EmbargoRow, party: CaseParty, located: bool, ways: tuple[Exemption, ...]) -> Proof:
    kind = _kind(party)
    armed = _armed(party)
    if armed.truth is Truth.TRUE:
        return armed
    if located and party.end_user_kind in row.target.names_kinds:
        return met(f"{party.id} is a {party.end_user_kind.replace('_', ' ')}, which the row names", kind)
    if not located and party.role not in END_USERS:
        return armed
    government = [way for way in ways if way.route == "government_end_user" and way.record == "none"]
    if party.end_user_kind == "central_government_force" and party.kind_confirmed and government:
        return not_met(f"{party.id} is a central government force ({government[0].says})", kind)
    if party.end_user_kind == "central_government_force" and not party.kind_confirmed:
        says = f"no officer has confirmed that {party.id} is a central government force"
        return unknown(says, missing("end_user_kind", party.id), facts=(kind,))
    if party.end_user_kind == "unknown":
        return unknown(f"it is not known what kind of end user {party.id} is", missing("end_user_kind", party.id))
    says = f"{party.id} is a {party.end_user_kind.replace('_', ' ')}, which the row neither names nor exempts"
    return unknown(says, asked("embargo_approval", row=row.id), facts=(kind,))


def _worldwide(row: EmbargoRow, case: EmbargoCase) -> Proof:
    """A row on listed groups anywhere: a confirmed listing under its own regime meets it; another armed group may yet be one of them."""
    parts = []
    for party in case.parties:
        listing = _listed_under(row, party)
        if party.role in RECIPIENTS:
            parts.append(_recipient(party, listing))
        elif listing.truth is Truth.TRUE or (listing.truth is Truth.UNKNOWN and party.is_listed_armed_group):
            says = f"{party.role.replace('_', ' ')}: {listing.says}"
            parts.append(unknown(says, asked("embargo_assessment", row=row.id, about=party.id), facts=listing.facts))
    if not any(party.role in END_USERS for party in case.parties):
        parts.append(unknown("the end user is not stated", missing("end_user")))
    joined = any_of("", parts)
    if joined.truth is Truth.FALSE:
        return any_of("no armed group or listed person receives", parts)
    return any_of("; ".join(part.says for part in parts if part.truth is joined.truth), parts)


def _recipient(party: CaseParty, listing: Proof) -> Proof:
    """Is a recipient one of those a worldwide row lists? A listing under another regime says nothing of its kind, which is asked too."""
    if listing.truth is Truth.TRUE:
        return listing
    armed = _armed(replace(party, is_listed_armed_group=False))
    if armed.truth is Truth.TRUE:
        says = f"{armed.says}; whether it is, or acts for, a group the row lists is open"
        return unknown(says, missing("hit", party.id), facts=armed.facts)
    if listing.truth is Truth.UNKNOWN or armed.truth is Truth.UNKNOWN:
        return listing if listing.truth is Truth.UNKNOWN else armed
    return not_met(listing.says if party.is_listed_armed_group else armed.says, parts=(armed, listing))


def _listed_under(row: EmbargoRow, party: CaseParty) -> Proof:
    """Is the party listed under the regime the row speaks of?

    Only a programme that names the row's regime meets it, and only listings that all name other
    regimes of the Security Council by their known words clear it; a listing that names no
    programme, or a word not known here, leaves the row open.
    """
    names = row.target.listed_under
    listed = Fact(name="is_listed_armed_group", value=party.is_listed_armed_group, source="screening", about=party.id)
    if not names and party.is_listed_armed_group:
        return met(f"{party.id} is a listed group or person", listed)
    confirmed = tuple(one for one in party.listings if one.confirmed)
    for one in confirmed:
        under = [word for name in one.list.split("+") for word in names.get(name, ()) if _among(word, one.programs)]
        if under:
            return met(f"{party.id} is listed by {one.list} under {', '.join(under)}", _programme(party, one))
    if party.is_listed_armed_group is False:
        return not_met(f"{party.id} is no listed group or person", listed)
    council = tuple(one for one in party.listings if "UN-SC" in one.list.split("+"))
    if party.is_listed_armed_group is None or not council or not all(one.confirmed for one in council):
        return unknown(f"it is open whether {party.id} is listed", missing("hit", party.id), facts=(listed,))
    facts = tuple(_programme(party, one) for one in council)
    if all(one.list == "UN-SC" and one.programs and all(_among(word, REGIMES) for word in one.programs) for one in council):
        words = ", ".join(dict.fromkeys(word for one in council for word in one.programs))
        return not_met(f"{party.id} is listed by the Security Council under {words}, not under the row's regime", *facts)
    says = f"{party.id} is a listed group or person; under which regime its list does not say in words known here"
    return unknown(says, missing("list_edition", "UN-SC"), facts=facts)


def _among(word: str, words: tuple[str, ...]) -> bool:
    return word.strip().casefold() in {other.strip().casefold() for other in words}


def _programme(party: CaseParty, one: CaseListing) -> Fact:
    return Fact(name="listing_programme", value=one.programs or None, source=one.list, about=party.id, evidence=one.confirmed)
