"""Every party and owner of a case against every list in force, with what officers have found on each hit."""

import datetime as dt
from collections.abc import Iterable, Mapping

import msgspec

from licet.assessment.hit_state import state_of_hit
from licet.assessment.opinion import PartyMatch, PartyScreening
from licet.dossier.history import Clearance
from licet.dossier.values import Dossier, Identity, IdentityRef, Owner, Party
from licet.encoding.canonical import Digest, digest_of_value
from licet.law.case import Hit, HitState, PartyHits
from licet.screening.index import Index
from licet.screening.query import query_of
from licet.screening.result import Screening
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
    known_at: dt.date,
) -> Screened:
    """Screen every party and owner; `identities` maps subjects to identities and must hold all of them.

    An officer's word on a hit counts when it was given by `known_at` and holds on `as_of`.
    """
    words = tuple(word for word in clearances if word.on <= known_at)
    hits, shown, screenings = [], [], {}
    for path, role, ref in paths_of(dossier):
        screening = screen(query_of(identities[ref.subject]), indexes, edition=edition)
        screenings[path] = screening
        states: dict[tuple[str, str], HitState] = {
            (match.list, match.record_id): state_of_hit(
                ref, match.record_id, listed_as(match.record_id, match.list, indexes), words, as_of
            )
            for match in screening.matches
            if match.alert
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
                        state=states[match.list, match.record_id],
                        programs=match.programs,
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
                        state=states[match.list, match.record_id],
                        programs=match.programs,
                    )
                    for match in screening.matches
                    if match.alert
                ),
            )
        )
    return Screened(hits=tuple(hits), shown=tuple(shown), report=ScreeningReport(edition=edition, screenings=screenings))


def listed_as(record_id: str, list_name: str, indexes: Iterable[Index]) -> Digest | None:
    """What an officer's word on a hit is bound to: the digest of the record as listed, None when it is on none of the lists.

    Where lists of one name give one id to different records, all of them together: the word is on
    what was seen, and a change of any opens the hit again.
    """
    records = {digest_of_value(record) for index in indexes for record in index.all_named(record_id) if record.list == list_name}
    return next(iter(records)) if len(records) == 1 else digest_of_value(tuple(sorted(records))) if records else None
