"""Assess a dossier, once or as a case of the register.

Whatever an opinion rests on is kept by digest before the opinion is shown: the dossier, the
snapshot, the rulebook, the context, and (sealed) the evidence of screening. Whatever keeps an
opinion from being formed is found before anything of the request is kept.
"""

import datetime as dt
from collections.abc import Container, Mapping
from functools import partial

import msgspec

from licet.access.act import Act as May
from licet.access.level import ReleaseLevel
from licet.assessment.assess import Assessed, References, assess
from licet.assessment.opinion import Opinion
from licet.assessment.screened import ScreeningReport, paths_of
from licet.casework.application import Act, Application, OpinionFormed
from licet.dossier.history import Context
from licet.dossier.intake import identities_of, take_in
from licet.dossier.values import Dossier, Identity, Request
from licet.encoding.canonical import Digest, canonical_bytes, from_bytes
from licet.encoding.faults import refuse
from licet.lifecycle.transition import Refused
from licet.reference.rulebook import Rulebook
from licet.services.apart import Weighed, Weighing
from licet.services.case_file import TRIES, CaseFile, file_of, open_case, write
from licet.services.desk import Asked, Desk, require
from licet.services.history import known_history
from licet.services.references import load, rulebook_for, snapshot_of

PURPOSE = "screening for an assessment"
SHOWN = "to show what an assessment rests on"


class Grounds(msgspec.Struct, frozen=True, kw_only=True):
    """What a case is assessed by: the days, and everything in force on them."""

    as_of: dt.date
    known_at: dt.date
    references: References
    rulebook: Rulebook


class CaseMoved(Refused):
    """Somebody answered or decided something while an opinion was being formed, so it rests on less than is known."""


class Formed(msgspec.Struct, frozen=True, kw_only=True):
    """An opinion with its digest and bytes as kept, and the digest of the sealed evidence of screening: see `evidence_of`."""

    opinion: Opinion
    digest: Digest
    data: bytes
    report_digest: Digest


def assess_request(desk: Desk, request: Request, *, person: str, as_of: dt.date, known_at: dt.date | None = None) -> Formed:
    """Assess a request without entering it in the register; inputs and opinion are kept all the same."""
    grounds = grounds_of(desk, request.authority_state, as_of=as_of, known_at=known_at)
    refs = desk.transactions.run(
        lambda: {subject: desk.sealer.put(subject, identity) for subject, identity in identities_of(request).items()}
    )
    return form(desk, take_in(request, refs), known_history(desk), grounds, person=person)


def assess_case(desk: Desk, asked: Asked, number: str, *, as_of: dt.date | None = None, known_at: dt.date | None = None) -> Formed:
    """Assess a case of the register again, by the law and lists in force on `as_of` (today where it is left out)."""
    file = open_case(desk, asked.actor, number)
    require(asked.actor, May.ASSESS_CASE, file.access)
    return assess_file(desk, file, asked, grounds_for(desk, file, as_of=as_of, known_at=known_at))


def grounds_for(desk: Desk, file: CaseFile, *, as_of: dt.date | None = None, known_at: dt.date | None = None) -> Grounds:
    """What a case of the register is assessed by, today where no day is named; raises `Faults` as `grounds_of` does."""
    return grounds_of(desk, file.dossier.authority_state, as_of=as_of or desk.clock.today(), known_at=known_at)


def assess_file(desk: Desk, file: CaseFile, asked: Asked, grounds: Grounds) -> Formed:
    """Form an opinion on an opened case and write it to the case's history.

    An answer or a decided hit that arrives meanwhile is taken in: the latest opinion of a case never
    rests on less than the case holds.
    """
    for attempt in range(1, TRIES + 1):
        formed = form(desk, file.dossier, file.application.context(known_history(desk)), grounds, person=asked.actor.person)
        try:
            write(desk, file.stream, asked, partial(_opinion_formed, formed, file.application, grounds.as_of))
        except CaseMoved:
            if attempt == TRIES:
                raise
            file = file_of(desk, desk.journal.read(file.stream))
        else:
            return formed
    raise AssertionError("unreachable: the last try returns or raises")


def _opinion_formed(formed: Formed, formed_on: Application, as_of: dt.date, now: Application) -> Act:
    if (now.answers, now.clearances) != (formed_on.answers, formed_on.clearances):
        raise CaseMoved(
            now.status, "assess", ("The case changed while it was being assessed, time and again; assess it once more.",)
        )
    return Act(
        act="assess",
        effective_on=as_of,
        writes=OpinionFormed(
            opinion=formed.digest,
            report=formed.report_digest,
            recommendation=formed.opinion.recommendation,
            missing=names_missing(formed.opinion, ("public", "case")),
        ),
    )


def names_missing(opinion: Opinion, levels: Container[ReleaseLevel]) -> tuple[str, ...]:
    """The names of the missing facts that findings of these levels, or an item's classification, ask for."""
    hidden = {one for finding in opinion.findings if finding.release_level not in levels for one in finding.missing}
    shown = {one for finding in opinion.findings if finding.release_level in levels for one in finding.missing}
    return tuple(sorted({one.name for one in opinion.missing if one in shown or one not in hidden}))


def grounds_of(desk: Desk, authority_state: str, *, as_of: dt.date, known_at: dt.date | None) -> Grounds:
    """Load what a case of an authority is assessed by. Raises `Faults` for a day that has not come or a table that is absent."""
    today = desk.clock.today()
    if as_of > today:
        raise refuse("as_of", f"{as_of} has not come yet (today is {today}); an opinion is formed on a day that has")
    # What is known by now is a matter of the real present, also where a demonstration's day stands still.
    present = desk.clock.now().date()
    known = known_at or present
    if known > present:
        raise refuse("known_at", f"{known} has not come yet (today is {present})")
    snapshot = snapshot_of(desk.library, as_of=as_of, known_at=known)
    return Grounds(
        as_of=as_of,
        known_at=known,
        references=load(desk.library, snapshot),
        rulebook=rulebook_for(desk.library, snapshot, authority_state),
    )


def form(desk: Desk, dossier: Dossier, context: Context, grounds: Grounds, *, person: str) -> Formed:
    """Assess, and keep by digest the opinion and everything it rests on."""
    weighed = run(
        desk,
        dossier,
        grounds.references,
        grounds.rulebook,
        context,
        person=person,
        as_of=grounds.as_of,
        known_at=grounds.known_at,
        evidence=True,
    )
    assert weighed.report is not None
    for value in (dossier, grounds.references.snapshot, grounds.rulebook, context):
        desk.contents.put(canonical_bytes(value))
    data = canonical_bytes(weighed.opinion)
    return Formed(
        opinion=weighed.opinion, digest=desk.contents.put(data), data=data, report_digest=desk.contents.put(weighed.report)
    )


def evidence_of(desk: Desk, formed: Formed, *, person: str, purpose: str) -> ScreeningReport:
    """The evidence that an opinion rests on, names included; the reading is written down first."""
    sealed = desk.contents.get(formed.report_digest)
    return from_bytes(desk.sealer.unseal(subject_of_report(formed.opinion.reference), sealed, person, purpose), ScreeningReport)


def run(
    desk: Desk,
    dossier: Dossier,
    references: References,
    rulebook: Rulebook,
    context: Context,
    *,
    person: str,
    as_of: dt.date,
    known_at: dt.date,
    evidence: bool,
) -> Weighed:
    """Have the identities opened (each opening is written down first) and the pure pipeline run: in a process apart where there is one."""
    refs = [ref for _, _, ref in paths_of(dossier)]
    weighing = Weighing(
        dossier=dossier,
        snapshot=references.snapshot,
        rulebook=rulebook,
        context=context,
        as_of=as_of,
        known_at=known_at,
        software=desk.software,
        evidence=evidence,
    )
    if desk.apart is not None:
        return desk.apart.assess(weighing, desk.sealer.hand_over(refs, person, PURPOSE))
    opened = desk.sealer.open_all(refs, person, PURPOSE)
    assessed = weigh(weighing, references, {ref.subject: one for ref, one in zip(refs, opened, strict=True)})
    report = desk.sealer.seal(report_subject(dossier), canonical_bytes(assessed.report)) if evidence else None
    return Weighed(opinion=assessed.opinion, report=report)


def weigh(weighing: Weighing, references: References, identities: Mapping[str, Identity]) -> Assessed:
    """The pure pipeline, wherever the names were opened."""
    return assess(
        weighing.dossier,
        identities,
        references,
        weighing.rulebook,
        weighing.context,
        as_of=weighing.as_of,
        known_at=weighing.known_at,
        software=weighing.software,
    )


def report_subject(dossier: Dossier) -> str:
    """Under whose key the evidence of screening is sealed: the case's own, so that it can be destroyed with it."""
    return subject_of_report(dossier.reference)


def subject_of_report(reference: str) -> str:
    """The same by the reference of a case."""
    return f"{reference}/screening"
