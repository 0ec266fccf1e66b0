"""Hits by their ids, whosever they are: of a party of a case (`CASE/PARTY:RECORD`) or of a stored one (`party/ID:RECORD`).

Where several lists give one id, the id of the hit names the list too: `…:RECORD@LIST`.
"""

import datetime as dt
from typing import Literal, NamedTuple

import msgspec

from licet.access.act import Act as May
from licet.access.actor import Actor
from licet.casework.stored_party import LIST, PARTY_WORDS, Decide, PartyHitDecided, Settled
from licet.dossier.history import Clearance
from licet.encoding.faults import quoted, refuse
from licet.lifecycle.chain import Addition
from licet.services.answer import hit_names, which_hit
from licet.services.cases import view_case
from licet.services.desk import Asked, Desk, require
from licet.services.parties import PartyView, access_to_list, renewed, view_party

STORED = "party"
"""Stands in the place of a case's number in the id of a hit on a stored party; no case is numbered so."""


class HitId(NamedTuple):
    """Whose hit: the number of a case or `party`, the path or id of the party, and the record, with its list where that is needed."""

    owner: str
    party: str
    record: str


class HitLine(msgspec.Struct, frozen=True, kw_only=True):
    """One hit in a list of hits: the id that it is cleared or confirmed by."""

    id: str
    list: str
    score: str
    state: str
    until: dt.date | None = None


def read_hit_id(text: str) -> HitId:
    """Whose hit an id means; raises `Faults` for what is no hit's id."""
    owner, slash, rest = text.partition("/")
    party, colon, record = rest.partition(":")
    if not (owner and slash and party and colon and record):
        raise refuse(
            "ID",
            f"{quoted(text)} names no hit; write CASE/PARTY:RECORD or party/ID:RECORD, as “licet hit list” prints it",
        )
    return HitId(owner, party, record)


def hit_id(owner: str, party: str, record: str) -> str:
    return f"{owner}/{party}:{record}"


def hits_of_case(desk: Desk, actor: Actor, number: str) -> tuple[HitLine, ...] | None:
    """The hits of a case's latest opinion, None when there is none yet; raises `NotFound`."""
    opinions = view_case(desk, actor, number).opinions
    if not opinions:
        return None
    found = []
    for one in opinions[-1].opinion.screening:
        names = hit_names([(match.record_id, match.list) for match in one.matches])
        found += [
            HitLine(id=hit_id(number, one.party, name), list=match.list, score=match.score, state=match.state)
            for name, match in zip(names, one.matches, strict=True)
        ]
    return tuple(found)


def hits_of_party(desk: Desk, actor: Actor, party: str) -> tuple[HitLine, ...] | None:
    """The hits of a stored party as they stand today, None when it was not screened yet; raises `NotFound`."""
    row = view_party(desk, actor, party).row
    return None if row.hits is None else lines_of(party, row.hits)


def lines_of(party: str, hits: tuple[Settled, ...]) -> tuple[HitLine, ...]:
    names = hit_names([(one.hit.record_id, one.hit.list) for one in hits])
    return tuple(
        HitLine(
            id=hit_id(STORED, party, name),
            list=one.hit.list,
            score=one.hit.score,
            state=one.state,
            until=one.word.until if one.word else None,
        )
        for name, one in zip(names, hits, strict=True)
    )


def decide_party_hit(
    desk: Desk,
    asked: Asked,
    party: str,
    record: str,
    state: Literal["cleared", "confirmed"],
    *,
    why: str,
    until: dt.date | None = None,
) -> PartyView:
    """Clear or confirm one hit on a stored party, bound to its identity and the record as they are now.

    `record` is the record's id, with `@LIST` where several lists give it. Raises `NotFound`, `NotAllowed`,
    `Refused`, and `Faults` for a hit that is none, a blank reason, or an end that has passed.
    """
    view = view_party(desk, asked.actor, party)
    require(asked.actor, May.CLEAR_PARTY_HIT, access_to_list())
    if not why.strip():
        raise refuse("why", "is blank; say why the hit is cleared or confirmed")
    today = desk.clock.today()
    if until is not None and until < today:
        raise refuse("until", f"{until} has passed; leave it out or name a day to come")

    def work() -> None:
        if desk.journal.of_command(asked.command_id):
            return
        now = view_party(desk, asked.actor, party).row
        if now.withdrawn or now.hits is None:
            raise refuse("hit", f"{quoted(party)} is {'off the list' if now.withdrawn else 'not screened yet'}, so it has no hit")
        one = _meant(now.hits, record, party)
        clearance = Clearance(
            identity=now.identity,
            record_id=one.hit.record_id,
            record=one.hit.listed,
            state=state,
            by=asked.actor.person,
            why=why.strip(),
            on=today,
            until=until,
        )
        history = desk.journal.read(f"party/{party}")
        command = Decide(state=one.state, writes=PartyHitDecided(list=one.hit.list, clearance=clearance))
        desk.journal.append(
            Addition(
                stream=f"party/{party}",
                expected=len(history),
                drafts=PARTY_WORDS.decide(PARTY_WORDS.state_of(history), command),
            ),
            command_id=asked.command_id,
            person_id=asked.actor.person,
            recorded_at=desk.clock.now(),
        )
        desk.parties.put([renewed(desk, now, (each.hit for each in now.hits), desk.clock.now())])

    # The list's stream too: no rescreening writes the party's line meanwhile.
    desk.transactions.run(work, streams=(LIST, f"party/{party}"))
    return view_party(desk, asked.actor, view.row.id)


def _meant(hits: tuple[Settled, ...], record: str, party: str) -> Settled:
    record_id, on_list = which_hit(record, [(one.hit.record_id, one.hit.list) for one in hits], f"party {party}")
    return next(one for one in hits if (one.hit.record_id, one.hit.list) == (record_id, on_list))
