"""Read the register: the list of cases, and one case as an officer or an applicant may see it."""

import msgspec

from licet.access.act import Act as May
from licet.access.actor import Actor
from licet.access.decision import decide as may
from licet.access.decision import readable_levels
from licet.access.listing import visible
from licet.access.resource import identity
from licet.assessment.opinion import Opinion
from licet.assessment.screened import ScreeningReport, paths_of
from licet.casework.application import Application
from licet.dossier.values import Dossier, Identity
from licet.encoding.canonical import Digest, from_bytes
from licet.lifecycle.event import Event
from licet.services.assess import report_subject
from licet.services.case_file import CaseFile, open_case, opinion_of
from licet.services.desk import Desk, NotFound, require
from licet.services.ports import CasePage, CaseQuery


class OpinionView(msgspec.Struct, frozen=True, kw_only=True):
    """An opinion with the findings the reader may read, and nothing that tells of the others."""

    digest: Digest
    formed_at: str
    opinion: Opinion


class CaseView(msgspec.Struct, frozen=True, kw_only=True):
    """One case for one reader: opinions oldest first, events oldest first (none where the journal is not theirs)."""

    number: str
    dossier: Dossier
    application: Application
    opinions: tuple[OpinionView, ...]
    events: tuple[Event, ...]
    may: frozenset[str]


ACTS_ON_CASE = (May.ANSWER_FACT, May.ATTEST_FACT, May.ASSESS_CASE, May.CLEAR_HIT, May.VIEW_JOURNAL)


def list_cases(desk: Desk, actor: Actor, **wanted) -> CasePage:  # type: ignore[no-untyped-def] # the fields of CaseQuery, which checks them
    """One page of the cases the actor may see; `wanted` are the filters, order and page of `CaseQuery`."""
    return desk.cases.find(CaseQuery(visible=visible(actor, "case"), clearance=actor.clearance, **wanted))


def view_case(desk: Desk, actor: Actor, number: str) -> CaseView:
    """One case as the actor may see it; raises `NotFound`."""
    file = open_case(desk, actor, number)
    allowed = frozenset(act.value for act in ACTS_ON_CASE if may(actor, act, file.access).allowed)
    formed_at = [one.event.recorded_at for one in file.history if one.event.kind == "opinion_formed"]
    return CaseView(
        number=file.number,
        dossier=file.dossier,
        application=file.application,
        opinions=tuple(
            OpinionView(digest=formed.opinion, formed_at=at, opinion=readable(actor, file, opinion_of(desk, formed.opinion)))
            for formed, at in zip(file.application.opinions, formed_at, strict=True)
        ),
        events=tuple(one.event for one in file.history) if May.VIEW_JOURNAL.value in allowed else (),
        may=allowed,
    )


def readable(actor: Actor, file: CaseFile, opinion: Opinion) -> Opinion:
    """An opinion without the findings above the reader's level, and without the questions only they ask."""
    levels = readable_levels(actor, file.access, (finding.release_level for finding in opinion.findings))
    findings = tuple(finding for finding in opinion.findings if finding.release_level in levels)
    if len(findings) == len(opinion.findings):
        return opinion
    hidden = {one for finding in opinion.findings for one in finding.missing} - {
        one for finding in findings for one in finding.missing
    }
    return msgspec.structs.replace(opinion, findings=findings, missing=tuple(one for one in opinion.missing if one not in hidden))


def open_identities(desk: Desk, actor: Actor, number: str, *, purpose: str) -> dict[str, Identity]:
    """The identities of a case by party path, each reading written down first; raises `NotAllowed`."""
    file = open_case(desk, actor, number)
    require(actor, May.OPEN_IDENTITY, identity(file.access, purpose))
    paths = paths_of(file.dossier)
    opened = desk.sealer.open_all([ref for _, _, ref in paths], actor.person, purpose)
    return {path: one for (path, _, _), one in zip(paths, opened, strict=True)}


def open_report(desk: Desk, actor: Actor, number: str, *, purpose: str) -> ScreeningReport:
    """The evidence of the latest screening, names included, its reading written down first; raises `NotAllowed`."""
    file = open_case(desk, actor, number)
    require(actor, May.OPEN_IDENTITY, identity(file.access, purpose))
    if not file.application.opinions:
        raise NotFound(f"A screening of case {number}")
    sealed = desk.contents.get(file.application.opinions[-1].report)
    return from_bytes(desk.sealer.unseal(report_subject(file.dossier), sealed, actor.person, purpose), ScreeningReport)
