"""Assess a dossier, once or as a case of the register.

Whatever an opinion rests on is kept by digest before the opinion is shown: the dossier, the
snapshot, the rulebook, the context, and (sealed) the evidence of screening.
"""

import datetime as dt

import msgspec

from licet.access.act import Act as May
from licet.assessment.assess import Assessed, References, assess
from licet.assessment.opinion import Opinion
from licet.assessment.screened import ScreeningReport, paths_of
from licet.casework.application import Act, Application, OpinionFormed
from licet.dossier.history import Context
from licet.dossier.intake import identities_of, take_in
from licet.dossier.values import Dossier, Request
from licet.encoding.canonical import Digest, canonical_bytes
from licet.encoding.faults import refuse
from licet.reference.rulebook import Rulebook
from licet.services.case_file import CaseFile, open_case, write
from licet.services.desk import Asked, Desk, require
from licet.services.history import known_history
from licet.services.references import load, rulebook_for, snapshot_of

PURPOSE = "screening for an assessment"


class Formed(msgspec.Struct, frozen=True, kw_only=True):
    """An opinion with its digest and bytes as kept, and the evidence of screening for those who may read it."""

    opinion: Opinion
    digest: Digest
    data: bytes
    report: ScreeningReport
    report_digest: Digest


def assess_request(desk: Desk, request: Request, *, person: str, as_of: dt.date, known_at: dt.date | None = None) -> Formed:
    """Assess a request without entering it in the register; inputs and opinion are kept all the same."""
    refs = desk.transactions.run(
        lambda: {subject: desk.sealer.put(subject, identity) for subject, identity in identities_of(request).items()}
    )
    return form(desk, take_in(request, refs), known_history(desk), person=person, as_of=as_of, known_at=known_at)


def assess_case(desk: Desk, asked: Asked, number: str, *, as_of: dt.date | None = None, known_at: dt.date | None = None) -> Formed:
    """Assess a case of the register again, by the law and lists in force on `as_of` (today where it is left out)."""
    file = open_case(desk, asked.actor, number)
    require(asked.actor, May.ASSESS_CASE, file.access)
    return assess_file(desk, file, asked, as_of=as_of, known_at=known_at)


def assess_file(
    desk: Desk, file: CaseFile, asked: Asked, *, as_of: dt.date | None = None, known_at: dt.date | None = None
) -> Formed:
    """Form an opinion on an opened case and write it to the case's history."""
    context = file.application.context(known_history(desk))
    day = as_of or desk.clock.today()
    formed = form(desk, file.dossier, context, person=asked.actor.person, as_of=day, known_at=known_at)

    def command(_: Application) -> Act:
        return Act(
            act="assess",
            effective_on=day,
            writes=OpinionFormed(
                opinion=formed.digest,
                report=formed.report_digest,
                recommendation=formed.opinion.recommendation,
                missing=tuple(sorted({one.name for one in formed.opinion.missing})),
            ),
        )

    write(desk, file.stream, asked, command)
    return formed


def form(desk: Desk, dossier: Dossier, context: Context, *, person: str, as_of: dt.date, known_at: dt.date | None = None) -> Formed:
    """Assess, and keep by digest the opinion and everything it rests on. Raises `Faults` for an `as_of` that has not come."""
    today = desk.clock.today()
    if as_of > today:
        raise refuse("as_of", f"{as_of} has not come yet (today is {today}); an opinion is formed on a day that has")
    # What is known by now is a matter of the real present, also where a demonstration's day stands still.
    present = desk.clock.now().date()
    known = known_at or present
    if known > present:
        raise refuse("known_at", f"{known} has not come yet (today is {present})")
    snapshot = snapshot_of(desk.library, as_of=as_of, known_at=known)
    references = load(desk.library, snapshot)
    rulebook = rulebook_for(desk.library, snapshot, dossier.authority_state)
    assessed = run(desk, dossier, references, rulebook, context, person=person, as_of=as_of, known_at=known)
    for value in (dossier, snapshot, rulebook, context):
        desk.contents.put(canonical_bytes(value))
    data = canonical_bytes(assessed.opinion)
    report = desk.sealer.seal(report_subject(dossier), canonical_bytes(assessed.report))
    return Formed(
        opinion=assessed.opinion,
        digest=desk.contents.put(data),
        data=data,
        report=assessed.report,
        report_digest=desk.contents.put(report),
    )


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
) -> Assessed:
    """Open the identities (each opening is written down first) and run the pure pipeline."""
    paths = paths_of(dossier)
    opened = desk.sealer.open_all([ref for _, _, ref in paths], person, PURPOSE)
    identities = {ref.subject: identity for (_, _, ref), identity in zip(paths, opened, strict=True)}
    return assess(dossier, identities, references, rulebook, context, as_of=as_of, known_at=known_at, software=desk.software)


def report_subject(dossier: Dossier) -> str:
    """Under whose key the evidence of screening is sealed: the case's own, so that it can be destroyed with it."""
    return f"{dossier.reference}/screening"
