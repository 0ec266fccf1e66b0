"""A live authorisation judged by what is on file of it: whether a change of the law reaches it.

On file are the destination and a name for the item, and where the authority wrote them down, the entries it is listed under,
and the kind and state of its end user. All else is unknown, and so stays open, a list without a code among it. What turns
between two laws for such a case may turn for the real one.
"""

import datetime as dt

import msgspec

from licet.assessment.judged import Judged, judge
from licet.assessment.what_if import SILENT, Law, Turn, turns
from licet.classification.classify import FAMILIES
from licet.classification.result import Classification, ListResult
from licet.dossier.history import Context, LiveAuthorisation
from licet.dossier.values import AssertedFact, Dossier, IdentityRef, Item, Party
from licet.law.case import Case
from licet.law.combination import Recommendation

END_USER = "end-user"


class Reassessed(msgspec.Struct, frozen=True, kw_only=True):
    """A live authorisation under two laws: what the law would recommend on what is on file, and every finding that turns."""

    authorisation: str
    was: Recommendation
    now: Recommendation
    turns: tuple[Turn, ...]


def reassessed(one: LiveAuthorisation, state: str, before: Law, after: Law) -> Reassessed | None:
    """An authorisation of a state's authority under two laws; None where nothing turns, or it has expired by the second day."""
    if expired(one, after.as_of):
        return None
    was, now = judged_live(one, state, before), judged_live(one, state, after)
    turned = tuple(turn for turn in turns(was, now) if not _harmless(turn))
    if not turned:
        return None
    return Reassessed(authorisation=one.reference, was=was.combined.recommendation, now=now.combined.recommendation, turns=turned)


def _harmless(turn: Turn) -> bool:
    """A rule that came or went and stands in the way on neither side."""
    return {turn.was, turn.now} <= {SILENT, "met" if turn.effect in ("duty", "scope") else "not_met"}


def expired(one: LiveAuthorisation, on: dt.date) -> bool:
    """Whether nothing may be moved under it any more; its last day counts."""
    return one.expires_on is not None and one.expires_on < on


def judged_live(one: LiveAuthorisation, state: str, law: Law) -> Judged:
    """All the law on an authorisation, with whatever is not on file left unknown."""
    dossier = Dossier(
        reference=one.reference,
        submitted_on=one.issued_on,
        exporting_state=state,
        authority_state=state,
        activity="export",
        destination_state=one.destination_state,
        parties=_parties(one),
        items=(Item(id="item", name=one.item, kind=one.item, quantity=one.quantity_left, unit=one.unit),),
        legs=(),
        facts=_facts(one),
    )
    case = Case(
        dossier=dossier,
        context=Context(),
        as_of=law.as_of,
        known_at=law.known_at,
        snapshot=law.snapshot,
        rulebook=law.rulebook,
        memberships=law.tables.memberships,
        classification={"item": _classified(one, law.as_of)},
        portfolio=next((portfolio for portfolio in law.tables.portfolios if portfolio.state == state), None),
        category_one=frozenset(entry.id for entry in law.tables.control_entries.entries if entry.category == "I"),
        hits=(),
    )
    return judge(case, law.tables.criteria, law.tables.embargoes)


def _parties(one: LiveAuthorisation) -> tuple[Party, ...]:
    """The end user, where anything of it is on file; nobody's name is opened."""
    if one.end_user_kind is None and one.end_user_state is None:
        return ()
    return (
        Party(
            id=END_USER,
            role="end_user",
            schema="LegalEntity",
            identity=IdentityRef(subject=f"{one.reference}/{END_USER}", version=1),
            countries=() if one.end_user_state is None else (one.end_user_state,),
        ),
    )


def _facts(one: LiveAuthorisation) -> tuple[AssertedFact, ...]:
    """What the authority found of the end user when it granted the authorisation."""
    if one.end_user_kind is None:
        return ()
    return (
        AssertedFact(
            name="end_user_kind",
            value=one.end_user_kind,
            about=END_USER,
            source=f"authorisation {one.reference}",
            on=one.issued_on,
            by="the authority",
            capacity="officer",
        ),
    )


def _classified(one: LiveAuthorisation, as_of: dt.date) -> Classification:
    """Listed under the entries on file; of a list without one, nobody has said anything."""
    return Classification(item=one.item, as_of=as_of, lists={family: _result(one.item_codes, family) for family in FAMILIES})


def _result(codes: tuple[str, ...], family: str) -> ListResult:
    own = tuple(code for code in codes if code.startswith(f"{family}-"))
    return ListResult(decision="listed" if own else "refer", codes=own)
