"""What the law says of the parties: listed or owned by the listed, screened on fresh lists, and fully stated.

Serves the rule of each list that no goods or economic resources are made available to the listed
(legal-safety points 5, 12, 16). These rules are made per party of the case, so they are built
here and not drawn from the criteria table.
"""

import datetime as dt
from collections.abc import Iterator
from functools import partial

from msgspec.structs import replace

from licet.dossier.values import AssertedFact
from licet.encoding.canonical import Digest
from licet.encoding.countries import NAME_OF
from licet.facts.fact import Fact
from licet.facts.kleene import Proof, all_of, any_of, met, not_met, unknown
from licet.law.case import Case, Hit, PartyHits
from licet.law.conditions import conditions_recorded
from licet.law.holdings import same_person_groups
from licet.law.ownership import ownership_rules
from licet.law.questions import missing
from licet.law.rule import Rule, Test
from licet.reference.criteria import Effect
from licet.reference.edition import PARTY_LIST_KINDS, EditionRef
from licet.reference.territories import TERRITORIES

NAMED_RECIPIENTS = ("intangible", "security_release", "technical_assistance")
WHO_SUPPLIES = ("exporter", "applicant", "manufacturer", "broker", "technical_assistance_provider")
LEAVES = ("export", "transit", "transshipment", "import")
"""Activities by which goods cross a border."""
DISPUTED = frozenset(code for code, territory in TERRITORIES.items() if "disputed" in territory.why or "occupied" in territory.why)
_OF_EFFECT: dict[str, str] = {"prohibit": "SCREEN", "refuse": "SCREEN-REFUSE", "weigh": "SCREEN-WEIGH"}


def party_rules(case: Case) -> tuple[Rule, ...]:
    """The rules that ask about the parties of this case, in dossier order."""
    rules = [_duty("SCREEN-LISTS", "rulebook: required lists and their greatest age", lists_fresh)]
    screened_paths = {screened.path for screened in case.hits}
    rules += [_barred(path, "prohibit", partial(unscreened, path=path)) for path in paths_of(case) if path not in screened_paths]
    snapshot = case.snapshot.digest
    for screened in _as_one_person(case):
        effects: tuple[Effect, ...] = ("prohibit", "refuse", "weigh")
        for effect in effects:
            if effect == "prohibit" or any(hit.effect == effect for hit in screened.hits):
                rules.append(_barred(screened.path, effect, partial(listed, screened=screened, effect=effect, snapshot=snapshot)))
    rules += ownership_rules(case)
    rules.append(
        Rule(
            id="END-USER",
            instrument="PARTIES",
            citation="no supply to armed groups (legal effect of every embargo on non-state actors)",
            effect="refuse",
            standard="inconsistency",
            test=armed_group,
        )
    )
    rules.append(_duty("PARTIES", "a request names every party", parties_stated))
    rules.append(_duty("WAY", "a request states every stretch of the way", way_stated))
    rules.append(_duty("CONDITIONS", "a permit says on which conditions it rests", conditions_recorded))
    if places := disputed_places(case):
        test = partial(territory_settled, places=places)
        rules.append(_duty("TERRITORY", "a transfer to a disputed or occupied territory is the authority's to decide", test))
    if case.dossier.activity in NAMED_RECIPIENTS:
        rules.append(
            _duty("RECIPIENTS", "every recipient with access, nationality, residence and server location", recipients_named)
        )
    return tuple(rules)


def _as_one_person(case: Case) -> tuple[PartyHits, ...]:
    """What screening found of each party and owner; of a party also what was found of it where it stands as somebody's owner."""
    found = {screened.path: screened.hits for screened in case.hits}
    joined = dict(found)
    for group in same_person_groups(case):
        for path in group:
            if path in found and "/" not in path:
                joined[path] = tuple(dict.fromkeys((*joined[path], *(hit for other in group for hit in found.get(other, ())))))
    return tuple(replace(screened, hits=joined[screened.path]) for screened in case.hits)


def paths_of(case: Case) -> tuple[str, ...]:
    """Everyone who must be screened: every party, and every owner below it."""
    return (*(party.id for party in case.dossier.parties), *(path for path, _, _ in case.owners()))


def _barred(path: str, effect: Effect, test: Test) -> Rule:
    return Rule(
        id=f"{_OF_EFFECT[effect]}:{path}",
        instrument="LISTS",
        citation="the legal effect each list states for its records",
        effect=effect,
        standard="inconsistency",
        test=test,
    )


def _duty(rule: str, citation: str, test: Test) -> Rule:
    return Rule(id=rule, instrument="PARTIES", citation=citation, effect="duty", phase="before_issue", test=test)


def lists_fresh(case: Case) -> Proof:
    """Duty: every required list is in force and young enough; without that nobody is clear."""
    parts = []
    for required in case.rulebook.required_lists:
        kind, _, name = required.partition(":")
        editions = [
            edition
            for edition in case.snapshot.editions
            if edition.kind == kind and kind in PARTY_LIST_KINDS and name in ("", edition.name)
        ]
        if not editions:
            parts.append(unknown(f"no edition of {required} is in force on {case.as_of}", missing("list_edition", required)))
        parts += [_young(case, edition) for edition in editions]
    if not case.rulebook.required_lists:
        parts.append(unknown("the rulebook requires no list", missing("list_edition")))
    stale = [part.says for part in parts if part.truth.value != "met"]
    held = [
        f"an update of {edition.kind} {edition.name} dated {edition.dated_on} is held for two people and was not used"
        for edition in case.snapshot.held
        if edition.kind in PARTY_LIST_KINDS
    ]
    return all_of("; ".join((*(stale or ("every required list is in force and current",)), *held)), parts)


def _young(case: Case, edition: EditionRef) -> Proof:
    age = (case.as_of - edition.dated_on).days
    fact = Fact(
        name="list_edition",
        value=edition.dated_on.isoformat(),
        source=f"{edition.kind} {edition.name}".strip(),
        as_of=edition.dated_on,
    )
    if age > case.rulebook.list_age_days_max:
        says = f"{edition.kind} of {edition.dated_on} is {age} days old; at most {case.rulebook.list_age_days_max} are allowed"
        return unknown(says, missing("list_edition", edition.kind), facts=(fact,))
    return met(f"{edition.kind} of {edition.dated_on} is {age} days old", fact)


def unscreened(case: Case, path: str) -> Proof:
    """A party that nobody screened is not clear."""
    return unknown(f"{path} was not screened under snapshot {case.snapshot.digest}", missing("hit", path))


def listed(case: Case, screened: PartyHits, effect: Effect, snapshot: Digest) -> Proof:
    """Is the party a listed one, on a list with this effect? Only an officer's word on each hit decides.

    An owner that is listed bars by what it holds or controls, which the rules on ownership answer.
    """
    parts = [_hit_proof(hit, screened.path) for hit in screened.hits if hit.effect == effect]
    if not parts:
        lists = Fact(name="screening", value="no hit", source=f"snapshot {snapshot}", as_of=case.as_of, about=screened.path)
        return not_met(f"{screened.path} meets no listed record", lists)
    says = "; ".join(part.says for part in parts if part.truth.value != "not_met") or "; ".join(part.says for part in parts)
    return any_of(says, parts)


def _hit_proof(hit: Hit, path: str) -> Proof:
    fact = Fact(name="hit", value=f"{hit.record_id}: {hit.state}", source=hit.list, about=path)
    at = f"{hit.record_id} of {hit.list} (score {hit.score})"
    if hit.state == "confirmed" and "/" in path:
        return not_met(f"{path} is the listed {at}, no party itself; what it holds and controls decides (OWNERSHIP)", fact)
    if hit.state == "confirmed":
        return met(f"{path} is the listed {at}", fact)
    if hit.state == "cleared":
        return not_met(f"{path} is not the listed {at}, as an officer found", fact)
    return unknown(f"{path} may be the listed {at}", missing("hit", path), facts=(fact,))


def armed_group(case: Case) -> Proof:
    """Is an end user an armed group? The kind of every end user is confirmed by an officer, or open."""
    users = case.parties("end_user")
    if not users:
        return unknown("the end user is not stated", missing("end_user"))
    parts = []
    for user in users:
        fact = case.fact("end_user_kind", user.id)
        word = case.word("end_user_kind", user.id)
        if fact.value == "armed_group":
            parts.append(met(f"{user.id} is an armed group", fact))
        elif word is not None and (claim := _called_armed_group(case, user.id, since=fact.as_of)) is not None:
            says = (
                f"{user.id} was found to be a {word.replace('_', ' ')}, and is an armed group by a word no older ({claim.source})"
            )
            parts.append(unknown(says, missing("end_user_kind", user.id), facts=(fact,)))
        elif word is None:
            facts = () if fact.value is None else (fact,)
            parts.append(
                unknown(
                    f"no officer has confirmed what kind of end user {user.id} is", missing("end_user_kind", user.id), facts=facts
                )
            )
        else:
            parts.append(not_met(f"{user.id} is a {word.replace('_', ' ')}", fact))
    says = "; ".join(part.says for part in parts)
    return any_of(says, parts)


def _called_armed_group(case: Case, about: str, *, since: dt.date | None) -> AssertedFact | None:
    """Anybody's word that an end user is an armed group, unless an officer's is newer: nobody says so lightly."""
    return next(
        (
            one
            for one in (*case.dossier.facts, *case.context.answers)
            if (one.name, one.about, one.value) == ("end_user_kind", about, "armed_group")
            and (since or dt.date.min) <= one.on <= case.known_at
        ),
        None,
    )


def parties_stated(case: Case) -> Proof:
    """Duty: nobody is left out, somebody supplies, and every party has a state."""
    fact = case.stated("parties_complete", case.dossier.parties_complete)
    parts = [
        met("every party is stated", fact)
        if case.dossier.parties_complete is True
        else unknown("it is not stated that every party is named", missing("parties_complete"), facts=(fact,))
    ]
    if not case.parties(*WHO_SUPPLIES):
        parts.append(unknown("nobody is named who supplies", missing("parties_complete")))
    named = {party.id for party in case.dossier.parties}
    parts += [
        unknown(f"{leg.carrier} carries a stretch of the way and is no party", missing("parties_complete"))
        for leg in case.dossier.legs
        if leg.carrier is not None and leg.carrier not in named
    ]
    parts += [
        unknown(f"no state is given for {party.id}", missing("party_country", party.id))
        for party in case.dossier.parties
        if not party.countries
    ]
    parts += [
        unknown(f"no state is given for {path}", missing("party_country", path))
        for path, _, owner in case.owners()
        if not owner.countries
    ]
    parts += [
        unknown(f"an address of {path} lies in {', '.join(states)}, which is none of its states", missing("party_country", path))
        for path, states in case.address_states.items()
        if not set(states) <= _states_of(case, path)
    ]
    return all_of("; ".join(part.says for part in parts), parts)


def _states_of(case: Case, path: str) -> set[str]:
    held = {party.id: party.countries for party in case.dossier.parties} | {at: owner.countries for at, _, owner in case.owners()}
    return set(held.get(path, ()))


def way_stated(case: Case) -> Proof:
    """Duty: the way from the exporting state to the destination is stated in full; what has no way is exempt by its activity."""
    if case.dossier.activity in NAMED_RECIPIENTS and not case.dossier.legs:
        return met(f"{case.dossier.activity} has no way to travel", case.stated("activity", case.dossier.activity))
    fact = case.stated("legs_complete", case.dossier.legs_complete)
    parts = []
    if case.dossier.legs_complete is not True or not case.dossier.legs:
        parts.append(unknown("it is not stated that every stretch of the way is given", missing("legs_complete"), facts=(fact,)))
    if case.dossier.destination_state is None:
        parts.append(unknown("the destination is not stated", missing("destination_state")))
    parts += [
        unknown(f"stretch {number} of the way lacks a state", missing("legs_complete"))
        for number, leg in enumerate(case.dossier.legs, 1)
        if leg.from_ is None or leg.to is None
    ]
    if case.dossier.activity in LEAVES and case.dossier.destination_state == case.dossier.exporting_state:
        says = f"{case.dossier.activity} leaves the exporting state, and the destination is that state"
        parts.append(unknown(says, missing("destination_state")))
    parts += [unknown(said, missing("legs_complete")) for said in _gaps(case)]
    return all_of(
        "; ".join(part.says for part in parts) or "every stretch of the way is stated", [*parts, met("the way is stated", fact)]
    )


def _gaps(case: Case) -> Iterator[str]:
    """Where the stretches do not join up from the exporting state to the destination: one is left out, or one is wrong."""
    stops: list[tuple[str | None, str]] = [(case.dossier.exporting_state, "the exporting state")]
    for number, leg in enumerate(case.dossier.legs, 1):
        here, where = stops[-1]
        if leg.from_ is not None and here is not None and leg.from_ != here:
            yield f"stretch {number} of the way begins in {leg.from_}, not in {here} ({where})"
        stops.append((leg.to, f"the end of stretch {number}"))
    here = stops[-1][0]
    destination = case.dossier.destination_state
    if case.dossier.legs and here is not None and destination is not None and here != destination:
        yield f"the way ends in {here}, not in the destination {destination}"


def disputed_places(case: Case) -> tuple[str, ...]:
    """The disputed or occupied territories where goods go, are used, or whoever receives them sits (legal-safety point 11)."""
    end_use = case.dossier.end_use
    receivers = case.parties("end_user", "recipient", "purchaser", "consignee", "intermediate_consignee")
    places = [case.dossier.destination_state, end_use.place if end_use else None]
    places += [state for party in receivers for state in party.countries]
    return tuple(dict.fromkeys(place for place in places if place in DISPUTED))


def territory_settled(case: Case, places: tuple[str, ...]) -> Proof:
    """Duty: the authority has decided how it treats a disputed or occupied territory."""
    named = ", ".join(f"{NAME_OF.get(place, place)} ({TERRITORIES[place].why})" for place in places)
    return case.done(
        "territory_settled", yes=f"the authority has decided on {named}", no=f"the authority does not transfer to {named}"
    )


def recipients_named(case: Case) -> Proof:
    """Duty: everyone with access is named with nationality; access inside the country counts."""
    recipients = case.parties("recipient", "end_user")
    parts = [case.done("recipients_complete", yes="every recipient is named", no="not every recipient is named")]
    if not recipients:
        parts.append(unknown("no recipient is named", missing("recipients_complete")))
    parts += [
        unknown(f"no state is given for {one.id}", missing("party_country", one.id)) for one in recipients if not one.countries
    ]
    return all_of("every recipient with access is named", parts)
