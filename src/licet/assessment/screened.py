"""Every party and owner of a case against every list in force, with what officers have found on each hit."""

import datetime as dt
from collections.abc import Iterable, Mapping

import msgspec

from licet.assessment.opinion import PartyMatch, PartyScreening
from licet.dossier.history import Clearance
from licet.dossier.values import Dossier, Identity, IdentityRef, Owner, Party
from licet.encoding.canonical import digest_of_value
from licet.law.case import Hit, HitState, PartyHits
from licet.reference.record import Record
from licet.screening.index import Index
from licet.screening.query import query_of
from licet.screening.result import Match, Screening
from licet.screening.screen import screen


class ScreeningReport(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="screening-report/1"):
    """The full evidence of each screened path, names included. Kept sealed, beside the opinion, never in it."""

    edition: str
    screenings: dict[str, Screening]


class Screened(msgspec.Struct, frozen=True, kw_only=True):
    """Screening as the law reads it, as the opinion shows it, and as the sealed report keeps it."""

    hits: tuple[PartyHits, ...]
    shown: tuple[PartyScreening, ...]
    report: ScreeningReport


def paths_of(dossier: Dossier) -> tuple[tuple[str, str, IdentityRef], ...]:
    """Everyone to screen: path, role and identity reference; parties in dossier order, owners below them."""
    found: list[tuple[str, str, IdentityRef]] = []

    def walk(one: Party | Owner, path: str, role: str) -> None:
        found.append((path, role, one.identity))
        for owner in one.owners:
            walk(owner, f"{path}/{owner.id}", "owner")

    for party in dossier.parties:
        walk(party, party.id, party.role)
    return tuple(found)


def screen_all(
    dossier: Dossier,
    identities: Mapping[str, Identity],
    indexes: tuple[Index, ...],
    clearances: Iterable[Clearance],
    *,
    edition: str,
    as_of: dt.date,
) -> Screened:
    """Screen every party and owner; `identities` maps subjects to identities and must hold all of them."""
    words = tuple(clearances)
    hits, shown, screenings = [], [], {}
    for path, role, ref in paths_of(dossier):
        screening = screen(query_of(identities[ref.subject]), indexes, edition=edition)
        screenings[path] = screening
        records = _records(indexes, {match.record_id for match in screening.matches if match.alert})
        states: dict[str, HitState] = {
            match.record_id: _state(match, ref, words, records, as_of) for match in screening.matches if match.alert
        }
        hits.append(
            PartyHits(
                path=path,
                role=role,
                hits=tuple(
                    Hit(
                        record_id=match.record_id,
                        list=match.list,
                        effect=match.effect,
                        score=str(match.score),
                        state=states[match.record_id],
                    )
                    for match in screening.matches
                    if match.alert
                ),
            )
        )
        shown.append(
            PartyScreening(
                party=path,
                role=role,
                alert=screening.alert,
                matches=tuple(
                    PartyMatch(
                        record_id=match.record_id,
                        list=match.list,
                        score=str(match.score),
                        alert=match.alert,
                        state=states.get(match.record_id, "below_threshold"),
                    )
                    for match in screening.matches
                    if match.alert
                ),
            )
        )
    return Screened(hits=tuple(hits), shown=tuple(shown), report=ScreeningReport(edition=edition, screenings=screenings))


def _records(indexes: tuple[Index, ...], ids: set[str]) -> dict[str, Record]:
    found = (index.named(one) for index in indexes for one in sorted(ids))
    return {record.id: record for record in found if record is not None}


def _state(match: Match, ref: IdentityRef, words: tuple[Clearance, ...], records: dict[str, Record], as_of: dt.date) -> HitState:
    """The latest officer's word that is bound to this very identity and this very record and still holds; else open."""
    record = digest_of_value(records[match.record_id])
    bound = [
        word
        for word in words
        if word.identity == ref
        and word.record_id == match.record_id
        and word.record == record
        and word.on <= as_of
        and (word.until is None or as_of <= word.until)
    ]
    return max(bound, key=lambda word: word.on).state if bound else "open"
